#include "repo/sync.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "ask.h"
#include "gitenv.h"
#include "sync_take.h"
#include "text/json.h"
#include "vault/merge.h"
#include "write.h"

struct options {
    bool strict, join, accept_rewritten, yes;
    const char *take;
    int timeout; /* seconds */
};

static const struct opt options[] = {
    {0, "take", OPT_TEXT, offsetof(struct options, take), "kept|other",
     "settle KEY of FILE: which of two values it is to be"},
    {0, "yes", OPT_FLAG, offsetof(struct options, yes), NULL, "the repository there is private: send to it"},
    {0, "strict", OPT_FLAG, offsetof(struct options, strict), NULL, "offline is a failure"},
    {0, "timeout", OPT_NUMBER, offsetof(struct options, timeout), "SECONDS",
     "how long without an answer is offline: 60"},
    {0, "join", OPT_FLAG, offsetof(struct options, join), NULL, "merge two vaults that began apart"},
    {0, "accept-rewritten", OPT_FLAG, offsetof(struct options, accept_rewritten), NULL,
     "take a history there that was rewritten"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* A value that both sides changed. */
struct kept {
    struct str path;
    struct unite_kept value;
};

/* One run. */
struct run {
    struct app *app;
    const struct options *options;
    struct repo_environment environment;
    const char *folder;
    struct repo_changes changes;
    struct repo_ready ready;
    struct repo *repo;
    struct repo_sync sync;
    struct str edits; /* hash of the commit of what the user edited */
    struct {
        VEC(struct kept);
    } kept;
};

/* ---- the merge */

static void note_kept(struct run *run, struct str path, const struct unite_kept *kept)
{
    struct arena *arena = &run->app->arena;

    for (uint32_t i = 0; i < run->kept.n; i++)
        if (str_equal(run->kept.at[i].path, path) && str_equal(run->kept.at[i].value.key, kept->key) &&
            str_equal(run->kept.at[i].value.other, kept->other))
            return;
    *vec_add(&run->kept, arena) = (struct kept){
        str_copy(arena, path),
        {str_copy(arena, kept->key), str_copy(arena, kept->kept), str_copy(arena, kept->other)}};
}

static bool merge_file(void *context, struct repo_versions *versions)
{
    struct run *run = context;
    struct merge merge = {.arena = versions->arena,
                          .path = versions->path,
                          .base = versions->base,
                          .has_base = versions->has_base,
                          .ours = versions->ours,
                          .theirs = versions->theirs};

    if (!str_ends(versions->path, STR(".md")) && !str_ends(versions->path, STR(".yaml")))
        return false;
    if (!merge_run(&merge))
        return false;
    versions->result = merge.result;
    for (uint32_t i = 0; i < merge.kept_count; i++)
        note_kept(run, versions->path, &merge.kept[i]);
    return true;
}

/* ---- before */

static int cannot(struct run *run, const struct err *err, const char *what)
{
    return app_fail(run->app, err->kind == ERR_CONFLICT ? STATUS_NEEDS_YOU : STATUS_CANNOT, "%s%s",
                    err->message, what);
}

/* Files with conflict markers are never committed: they would be sent to all machines. */
static int refuse_markers(struct app *app)
{
    const struct diags *rows = &app->vault.unreadable;

    for (uint32_t i = 0; i < rows->n; i++)
        if (rows->at[i].rule == RULE_CONFLICT_MARKER)
            return app_fail(
                app, STATUS_NEEDS_YOU,
                "%.*s:%u: conflict markers stand in the file\nnothing was committed or sent; choose one of "
                "the versions, and take the markers out",
                STR_ARGS(rows->at[i].path), rows->at[i].place.line);
    return 0;
}

static int refuse_state(struct run *run)
{
    const struct repo_ready *ready = &run->ready;

    switch (ready->state) {
    case REPO_READY: return 0;
    case REPO_NONE:
        return app_fail(run->app, STATUS_CANNOT,
                        "there is no git repository here, so there is nothing to keep in step\n"
                        "git init && infoview sync");
    case REPO_NOBODY:
        return app_fail(run->app, STATUS_CANNOT,
                        "git does not know your name and address\n"
                        "git config --global user.name \"Your Name\"\n"
                        "git config --global user.email you@example.org");
    case REPO_NOT_NOW:
        return app_fail(run->app, STATUS_CANNOT, "%.*s\n%.*s", STR_ARGS(ready->why), STR_ARGS(ready->advice));
    }
    return 0;
}

static int open_with(struct run *run, const struct str *paths, size_t count)
{
    struct repo_request request = {
        .folder = run->folder, .paths = paths, .count = count, .environment = &run->environment};
    struct err err = {0};

    run->ready = (struct repo_ready){.arena = &run->app->arena};
    if (repo_open(&run->repo, &request, &run->ready, &err) != 0)
        return cannot(run, &err, "\nnothing was committed or sent");
    return refuse_state(run);
}

/* What an earlier run left half done is ended before anything of it could be taken for an edit. */
static int begin(struct run *run)
{
    struct err err = {0};
    int status = open_with(run, NULL, 0);

    if (!status && repo_sync_begin(run->repo, &run->sync, &err) != 0)
        status = cannot(run, &err, "\nan earlier sync is not ended yet; run it again");
    repo_close(run->repo);
    run->repo = NULL;
    if (!status && run->sync.state >= REPO_SYNC_STOPPED)
        status = app_fail(run->app, STATUS_CANNOT, "%.*s\n%.*s", STR_ARGS(run->sync.why),
                          STR_ARGS(run->sync.advice));
    return status;
}

/* The dashboard is made again at any time, and tells of everybody: it never goes into git, whatever is ignored. */
static void leave_dashboard(struct run *run)
{
    struct str site = settings_text(&run->app->vault.settings, SET_SITE);
    struct repo_changes *changes = &run->changes;
    uint32_t n = 0;

    for (uint32_t i = 0; i < changes->n; i++) {
        struct str rest = str_skip(changes->at[i], site.n);

        if (!site.n || !str_starts(changes->at[i], site) ||
            (!str_starts(rest, STR("/")) && !str_starts(rest, STR("-anon/"))))
            changes->at[n++] = changes->at[i];
    }
    changes->n = n;
}

static int commit_edits(struct run *run)
{
    struct repo_request request = {.folder = run->folder, .environment = &run->environment};
    struct err err = {0};
    int status;

    run->changes.arena = &run->app->arena;
    if (repo_changes(&request, &run->changes, &err) != 0)
        return cannot(run, &err, "\nnothing was committed or sent");
    leave_dashboard(run);
    status = open_with(run, run->changes.at, run->changes.n);
    if (status || run->app->dry_run || !run->changes.n)
        return status;
    if (repo_commit_edits(run->repo, &run->edits, &err) != 0)
        return cannot(run, &err, "\nnothing was sent");
    return 0;
}

/* ---- whether it may be sent there */

/* The host of a URL, or of git's short form USER@HOST:PATH; empty: a path of this machine. */
static struct str host_of(struct str url)
{
    size_t scheme = str_find(url, STR("://"), 0), end, at;
    struct str host = scheme < url.n ? str_skip(url, scheme + 3) : url;

    if (str_starts_nocase(url, STR("file://")))
        return (struct str){0};
    end = str_index(host, '/', 0);
    if (scheme == url.n && str_index(host, ':', 0) >= end)
        return (struct str){0};
    host = str_slice(host, 0, end);
    while ((at = str_index(host, '@', 0)) < host.n)
        host = str_skip(host, at + 1);
    return str_slice(host, 0,
                     str_starts(host, STR("[")) ? str_index(host, ']', 0) + 1 : str_index(host, ':', 0));
}

static bool is_own_machine(struct str url)
{
    static const char *const names[] = {"", "localhost", "127.0.0.1", "[::1]"};
    struct str host = host_of(url);

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal_nocase(host, str_from(names[i])))
            return true;
    return false;
}

/* Asked once, before anything is sent to somebody else's machine. */
static int ask_private(struct run *run)
{
    struct app *app = run->app;
    struct err err = {0};
    struct buf question = {0};
    bool may = true;

    if (repo_sync_target(run->repo, &run->sync, &err) != 0)
        return cannot(run, &err, "");
    if (run->sync.state >= REPO_SYNC_STOPPED || !run->sync.remote.n || !run->sync.is_first ||
        run->options->yes || app->dry_run || is_own_machine(run->sync.url))
        return 0;
    if (!ask_is_possible(app))
        return app_fail(
            app, STATUS_USAGE,
            "nothing was ever sent to '%.*s'\nyour notes name people: if only you can read there, say so "
            "with --yes",
            STR_ARGS(run->sync.url));
    buf_printf(&question, "Your notes name people. Can only you read what is at %.*s?",
               STR_ARGS(run->sync.url));
    buf_putc(&question, '\0');
    may = ask_yes(app, question.p);
    buf_free(&question);
    return may ? 0
               : app_fail(app, STATUS_CANNOT, "nothing was sent\nmake the repository there private first");
}

/* ---- what is told */

ATTR_PRINTF(3, 4)
static void put_line(struct app *app, const char *verb, const char *format, ...)
{
    enum { COLUMN = 8 };
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    term_put(&app->out, &app->screen, STYLE_BOLD, str_from(verb));
    buf_repeat(&app->out, ' ', COLUMN - strlen(verb));
    term_put(&app->out, &app->screen, STYLE_PLAIN, buf_str(&text));
    buf_putc(&app->out, '\n');
    buf_free(&text);
}

static const char *plural(uint32_t count)
{
    return count == 1 ? "" : "s";
}

static bool is_left(const struct run *run, struct str path)
{
    for (uint32_t i = 0; i < run->ready.left.n; i++)
        if (str_equal(run->ready.left.at[i].path, path))
            return true;
    return false;
}

static void tell_edits(struct run *run)
{
    enum { SHOWN = 5 };
    struct buf names = {0};
    uint32_t n = 0;

    for (uint32_t i = 0; i < run->changes.n; i++)
        if (!is_left(run, run->changes.at[i]) && n++ < SHOWN)
            buf_printf(&names, "%s%.*s", n > 1 ? ", " : "", STR_ARGS(run->changes.at[i]));
    if (n > SHOWN)
        buf_printf(&names, " and %u more", n - SHOWN);
    if (run->edits.n || (run->app->dry_run && n))
        put_line(run->app, "commit", "%u file%s you edited: %.*s", n, plural(n), STR_ARGS(buf_str(&names)));
    buf_free(&names);
    for (uint32_t i = 0; i < run->ready.left.n; i++)
        app_say(run->app, "not committed: '%.*s': %s", STR_ARGS(run->ready.left.at[i].path),
                run->ready.left.at[i].why);
}

static void tell_kept(struct app *app, const struct kept *kept)
{
    const struct unite_kept *value = &kept->value;

    if (!value->key.n) {
        put_line(app, "both", "%.*s: both of you changed a text; both versions stand there",
                 STR_ARGS(kept->path));
        return;
    }
    put_line(app, "both", "%.*s: %.*s is '%.*s', the other was '%.*s'", STR_ARGS(kept->path),
             STR_ARGS(value->key), STR_ARGS(value->kept), STR_ARGS(value->other));
    put_line(app, "", "infoview sync --take kept %.*s %.*s", STR_ARGS(kept->path), STR_ARGS(value->key));
    put_line(app, "", "infoview sync --take other %.*s %.*s", STR_ARGS(kept->path), STR_ARGS(value->key));
}

static void tell_file(struct app *app, const struct repo_sync_file *file)
{
    switch (file->what) {
    case REPO_SYNC_MERGED: put_line(app, "merge", "%.*s", STR_ARGS(file->path)); break;
    case REPO_SYNC_EDITED:
        put_line(app, "merge", "%.*s: with what you saved meanwhile", STR_ARGS(file->path));
        break;
    case REPO_SYNC_KEPT:
        put_line(app, "keep", "%.*s: removed on one machine, changed on another", STR_ARGS(file->path));
        break;
    case REPO_SYNC_BOTH_STAY:
        put_line(app, "both", "%.*s: cannot be merged; the other version is %.*s", STR_ARGS(file->path),
                 STR_ARGS(file->other));
        break;
    }
}

/* Where others send at the same time a file may be merged several times. */
static bool is_told(const struct repo_sync *sync, uint32_t index)
{
    const struct repo_sync_file *file = &sync->files.at[index];

    for (uint32_t i = 0; i < index; i++)
        if (sync->files.at[i].what == file->what && str_equal(sync->files.at[i].path, file->path) &&
            str_equal(sync->files.at[i].other, file->other))
            return true;
    return false;
}

static void tell_end(struct run *run)
{
    struct app *app = run->app;
    const struct repo_sync *sync = &run->sync;

    switch (sync->state) {
    case REPO_SYNC_DONE:
        if (app->dry_run)
            app_say(app, "nothing was changed here or there: --dry-run");
        break;
    case REPO_SYNC_NO_REMOTE:
        app_say(app,
                "your notes are committed here, and there is no other place yet\ngit remote add origin URL");
        break;
    case REPO_SYNC_OFFLINE:
        app_say(app, "offline: %u commit%s wait to be sent to %.*s (%.*s)", sync->waiting,
                plural(sync->waiting), STR_ARGS(sync->remote), STR_ARGS(sync->why));
        break;
    case REPO_SYNC_STOPPED:
    case REPO_SYNC_NEEDS_YOU:
        app_fail(app, 0, "%.*s\n%.*s", STR_ARGS(sync->why), STR_ARGS(sync->advice));
        break;
    }
}

static void tell(struct run *run)
{
    struct app *app = run->app;
    const struct repo_sync *sync = &run->sync;

    if (sync->is_recovered)
        put_line(app, "ended", "an earlier sync that was cut off");
    tell_edits(run);
    if (sync->received)
        put_line(app, "pull", "%u commit%s from %.*s/%.*s", sync->received, plural(sync->received),
                 STR_ARGS(sync->remote), STR_ARGS(sync->branch));
    for (uint32_t i = 0; i < sync->files.n; i++)
        if (!is_told(sync, i))
            tell_file(app, &sync->files.at[i]);
    for (uint32_t i = 0; i < run->kept.n; i++)
        tell_kept(app, &run->kept.at[i]);
    if (sync->sent || (app->dry_run && sync->waiting))
        put_line(app, "push", "%u commit%s to %.*s/%.*s", sync->sent ? sync->sent : sync->waiting,
                 plural(sync->sent ? sync->sent : sync->waiting), STR_ARGS(sync->remote),
                 STR_ARGS(sync->branch));
    if (sync->state == REPO_SYNC_DONE && !app->dry_run) {
        term_put(&app->out, &app->screen, STYLE_PLAIN, STR("In step with "));
        term_put(&app->out, &app->screen, STYLE_PLAIN, sync->remote);
        buf_puts(&app->out, " (");
        term_put(&app->out, &app->screen, STYLE_PLAIN, sync->url);
        buf_puts(&app->out, ").\n");
    }
    app_flush(app);
    tell_end(run);
}

static int exit_status(const struct run *run)
{
    switch (run->sync.state) {
    case REPO_SYNC_STOPPED: return STATUS_CANNOT;
    case REPO_SYNC_NEEDS_YOU: return STATUS_NEEDS_YOU;
    case REPO_SYNC_OFFLINE:
        if (run->options->strict)
            return STATUS_CANNOT;
        break;
    default: break;
    }
    for (uint32_t i = 0; i < run->sync.files.n; i++)
        if (run->sync.files.at[i].what == REPO_SYNC_BOTH_STAY)
            return STATUS_NEEDS_YOU;
    return run->kept.n ? STATUS_NEEDS_YOU : STATUS_DONE;
}

/* ---- the whole */

static int sync_all(struct run *run)
{
    struct err err = {0};
    int status = begin(run);

    if (!status)
        status = commit_edits(run);
    if (!status)
        status = ask_private(run);
    if (!status && repo_sync(run->repo, &run->sync, &err) != 0) {
        tell_edits(run);
        app_flush(run->app);
        status = cannot(run, &err, "\nnothing is lost: run it again");
    } else if (!status) {
        tell(run);
        status = exit_status(run);
    }
    repo_close(run->repo);
    return status;
}

static int sync_vault(struct app *app, const struct options *own)
{
    struct run run = {.app = app, .options = own, .environment = gitenv_read()};
    char *folder;
    int status;

    app->is_writing = !app->dry_run;
    status = app_open_vault(app, &want_due);
    if (status)
        return status;
    status = refuse_markers(app);
    if (status)
        return status;
    app_say_unreadable(app);
    folder = realpath(app->vault_path.p, NULL);
    if (!folder)
        return app_fail(app, STATUS_CANNOT, "cannot find the vault's folder: %s", strerror(errno));
    run.folder = str_copy(&app->arena, str_from(folder)).p;
    free(folder);
    run.sync = (struct repo_sync){.arena = &app->arena,
                                  .merge = merge_file,
                                  .context = &run,
                                  .joins = own->join,
                                  .accepts_rewritten = own->accept_rewritten,
                                  .is_trial = app->dry_run,
                                  .has_terminal = ask_is_possible(app),
                                  .patience = (unsigned)own->timeout};
    return sync_all(&run);
}

static int run(struct app *app, int argc, char **argv)
{
    enum { PATIENCE = 60 };
    struct options o = {.timeout = PATIENCE};

    argc = opt_parse(app, &command_sync, argc, argv, &o);
    if (argc < 0)
        return app->status;
    if (o.take)
        return sync_take(app, o.take, argc, argv);
    if (app_no_words(app, argc, argv))
        return STATUS_USAGE;
    return sync_vault(app, &o);
}

const struct command command_sync = {
    .name = "sync",
    .group = "Keep",
    .words = "[--take kept|other FILE KEY]",
    .about = "bring in what other machines have, and send them what is new here",
    .examples = "infoview sync\n"
                "infoview sync --dry-run\n",
    .options = options,
    .run = run,
};
