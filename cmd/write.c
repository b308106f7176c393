#include "write.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "gitenv.h"
#include "repo/diff.h"
#include "repo/repo.h"
#include "text/json.h"

/* ---- opening */

int write_open(struct write *write, struct app *app, const struct record_want *want)
{
    int status;

    *write = (struct write){.app = app};
    app->is_writing = !app->dry_run;
    status = app_open_vault(app, want);
    if (status)
        return status;
    write->change.arena = &app->arena;
    write->change.vault = &app->vault;
    if (settings_number(&app->vault.settings, SET_FORMAT) > SETTINGS_FORMAT_OURS)
        return app_fail(app, STATUS_CANNOT,
                        "the vault has format %d, and this infoview writes format %d\nuse a newer infoview",
                        (int)settings_number(&app->vault.settings, SET_FORMAT), SETTINGS_FORMAT_OURS);
    app_say_unreadable(app); /* what comes of the words may lack what is in these */
    return 0;
}

void write_close(struct write *write)
{
    buf_free(&write->said);
}

int write_run(struct app *app, write_work *work, int argc, char **argv, const void *own)
{
    struct write write;
    int status = write_open(&write, app, &want_write);

    if (!status)
        status = work(&write, argc, argv, own);
    write_close(&write);
    return status;
}

/* ---- words */

struct str write_words(struct app *app, int argc, char **argv)
{
    struct buf text = {0};
    struct str words;

    for (int i = 0; i < argc; i++) {
        buf_puts(&text, i ? " " : "");
        buf_puts(&text, argv[i]);
    }
    words = str_copy(&app->arena, str_trim(buf_str(&text)));
    buf_free(&text);
    return words;
}

int write_day(struct app *app, const char *option, const char *text, enum date_direction direction,
              struct stamp *stamp)
{
    struct date_frame frame = {app->today, settings_week_start(&app->vault.settings), direction};
    const char *why;

    *stamp = (struct stamp){.day = app->today};
    if (!text)
        return 0;
    if (!date_word_parse(str_from(text), &frame, stamp, &why))
        return app_fail(app, STATUS_USAGE, "--%s: '%s': %s", option, text, why);
    return 0;
}

int write_time(struct app *app, const char *option, const char *text, struct stamp *when)
{
    struct buf padded = {0};
    bool is_time;

    if (str_index(str_from(text), ':', 0) == 1)
        buf_putc(&padded, '0');
    buf_puts(&padded, text);
    is_time = date_time_parse(buf_str(&padded), &when->minute);
    buf_free(&padded);
    if (!is_time)
        return app_fail(app, STATUS_USAGE, "--%s: '%s' is no time of day\nwrite it as 15:00", option, text);
    when->has_time = true;
    return 0;
}

void write_say(struct write *write, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    utf8_clean(&write->said, buf_str(&text));
    buf_putc(&write->said, '\n');
    buf_free(&text);
}

int write_refused(struct write *write)
{
    const struct diag *problem = &write->change.problem;

    if (problem->place.line)
        return app_fail(write->app, STATUS_CANNOT, "%.*s:%u:%u: %.*s\n%.*s", STR_ARGS(problem->path),
                        problem->place.line, problem->place.column, STR_ARGS(problem->message),
                        STR_ARGS(problem->hint));
    return app_fail(write->app, STATUS_USAGE, "%.*s\n%.*s", STR_ARGS(problem->message),
                    STR_ARGS(problem->hint));
}

/* ---- one run of the end */

/* What is known on the way from the change to the commit. */
struct finish {
    struct write *write;
    const struct write_name *name;
    struct str *paths; /* of the files that differ */
    uint32_t count;
    struct repo *repo;
    struct repo_environment environment; /* of the repository, to its end */
    struct repo_ready ready;
    bool is_committing; /* git was asked; `ready` says what it is about */
    struct str hash;
};

static void list_paths(struct finish *f)
{
    const struct change *change = &f->write->change;

    f->paths = arena_new_array(change->arena, struct str, change->files.n + 1);
    for (uint32_t i = 0; i < change->files.n; i++)
        if (change_differs(&change->files.at[i]))
            f->paths[f->count++] = change->files.at[i].path;
}

/* ---- --dry-run */

static int show_diff(struct finish *f)
{
    struct app *app = f->write->app;
    const struct change *change = &f->write->change;
    struct err err = {0};

    for (uint32_t i = 0; i < change->files.n; i++) {
        const struct change_file *file = &change->files.at[i];
        struct repo_diff diff = {file->path, file->before, file->after, file->is_new, file->is_gone};
        struct buf text = {0};
        int status = change_differs(file) ? repo_diff_write(&text, &diff, &err) : 0;

        for (struct str rest = buf_str(&text); rest.n;) {
            size_t end = str_index(rest, '\n', 0);
            struct str line = str_slice(rest, 0, end);

            term_put(&app->out, &app->screen,
                     str_starts(line, STR("+"))   ? STYLE_GREEN
                     : str_starts(line, STR("-")) ? STYLE_RED
                                                  : STYLE_PLAIN,
                     line);
            buf_putc(&app->out, '\n');
            rest = str_skip(rest, end + 1);
        }
        buf_free(&text);
        if (status != 0)
            return app_fail(app, STATUS_CANNOT, "%s", err.message);
    }
    return 0;
}

/* ---- git */

static bool is_wanted(const struct app *app)
{
    return !app->no_commit && settings_number(&app->vault.settings, SET_COMMIT) != COMMIT_OFF;
}

/* The text of a failure, and the exit status that belongs to it. */
static int failed(struct app *app, const struct err *err, const char *what)
{
    return app_fail(app, err->kind == ERR_CONFLICT ? STATUS_NEEDS_YOU : STATUS_CANNOT, "%s%s", err->message,
                    what);
}

/* Opens the repository, and commits what the user edited in these files; 0 or an exit status, said. */
static int prepare(struct finish *f)
{
    struct app *app = f->write->app;
    char *folder = realpath(app->vault_path.p, NULL);
    struct repo_request request = {.paths = f->paths, .count = f->count, .environment = &f->environment};
    struct err err = {0};
    struct str hash;
    int status;

    if (!folder)
        return app_fail(app, STATUS_CANNOT, "cannot find the vault's folder: %s", strerror(errno));
    f->ready.arena = &app->arena;
    f->environment = gitenv_read();
    request.folder = str_copy(&app->arena, str_from(folder)).p;
    free(folder);
    status = repo_open(&f->repo, &request, &f->ready, &err);
    if (status != 0)
        return failed(app, &err, "\nnothing was written");
    f->is_committing = true;
    f->write->is_alone = f->ready.state == REPO_NONE;
    if (f->ready.state == REPO_NOT_NOW)
        return app_fail(app, STATUS_CANNOT, "%.*s\n%.*s", STR_ARGS(f->ready.why), STR_ARGS(f->ready.advice));
    if (f->repo && !f->write->keeps_nothing && repo_commit_edits(f->repo, &hash, &err) != 0)
        return failed(app, &err, "\nnothing was written");
    return 0;
}

/* The first line of the message: what was done, to whom. Names are hostile, and lines of a message are not long. */
static struct str title_of(const struct finish *f)
{
    enum { LONGEST = 100 };
    struct buf text = {0}, clean = {0};
    struct str title;

    buf_printf(&text, "%s: %.*s", f->name->verb, STR_ARGS(f->name->name));
    utf8_clean(&clean, buf_str(&text));
    title = str_copy(f->write->change.arena, utf8_fit(buf_str(&clean), LONGEST));
    buf_free(&text);
    buf_free(&clean);
    return title;
}

static struct str op_of(const struct finish *f)
{
    struct buf text = {0};
    struct str op;

    buf_printf(&text, "%s%s", f->name->verb, f->name->id.n ? " " : "");
    utf8_clean(&text, f->name->id);
    op = str_copy(f->write->change.arena, buf_str(&text));
    buf_free(&text);
    return op;
}

static int commit(struct finish *f)
{
    struct err err = {0};

    if (f->repo && repo_commit(f->repo, title_of(f).p, op_of(f).p, &f->hash, &err) != 0)
        return app_fail(f->write->app, STATUS_CANNOT,
                        "saved, but not committed: %s\n'git status' shows how things stand", err.message);
    return 0;
}

/* What became of the commit, where that is not just what one expects. */
static void say_commit(const struct finish *f)
{
    struct app *app = f->write->app;
    const struct repo_ready *ready = &f->ready;

    if (!f->is_committing)
        return;
    for (uint32_t i = 0; i < ready->left.n; i++)
        app_say(app, "saved, but not committed: '%.*s': %s", STR_ARGS(ready->left.at[i].path),
                ready->left.at[i].why);
    if (ready->state == REPO_NONE)
        app_say(app, "saved; there is no git repository here, so nothing has a history");
    else if (ready->state == REPO_NOBODY)
        app_fail(app, 0,
                 "saved, but not committed: git does not know your name and address\n"
                 "git config --global user.name \"Your Name\"\n"
                 "git config --global user.email you@example.org");
    else if (ready->is_detached && f->hash.n)
        app_fail(app, 0, "committed as %.7s, but on no branch\n'git switch -c NAME' gives it one", f->hash.p);
}

/* ---- what is printed */

static void print_json(const struct finish *f)
{
    struct app *app = f->write->app;
    const struct change *change = &f->write->change;
    struct json json = {.out = &app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/change@1"));
    json_text(&json, "op", op_of(f));
    json_bool(&json, "dry_run", app->dry_run);
    json_begin_array(&json, "files");
    for (uint32_t i = 0; i < change->files.n; i++) {
        const struct change_file *file = &change->files.at[i];

        if (!change_differs(file))
            continue;
        json_begin_object(&json, NULL);
        json_text(&json, "path", file->path);
        json_text(&json, "action", str_from(change_action_name(change_action(file))));
        json_end_object(&json);
    }
    json_end_array(&json);
    json_text_or_null(&json, "commit", f->hash);
    json_end_object(&json);
}

static void print(const struct finish *f)
{
    if (f->write->is_part && f->write->app->format != FORMAT_TEXT)
        return;
    if (f->write->app->format == FORMAT_JSON)
        print_json(f);
    else
        buf_put(&f->write->app->out, buf_str(&f->write->said));
    app_flush(f->write->app);
}

/* Writes and commits; 0 or an exit status, said. */
static int write_and_commit(struct finish *f)
{
    struct app *app = f->write->app;
    struct err err = {0};
    int status = is_wanted(app) && f->count ? prepare(f) : 0;

    if (status)
        return status;
    if (change_write(&f->write->change, &err) != 0)
        return failed(app, &err, "\nnothing was written");
    status = f->count ? commit(f) : 0;
    app->kept = f->hash.n ? "the change is saved and committed" : "the change is saved";
    print(f);
    say_commit(f);
    return status;
}

int write_finish(struct write *write, const struct write_name *name)
{
    struct finish f = {.write = write, .name = name};
    struct app *app = write->app;
    int status;

    list_paths(&f);
    if (app->dry_run) {
        status = app->format == FORMAT_TEXT ? show_diff(&f) : 0;
        if (app->format == FORMAT_JSON)
            print(&f);
        if (!status)
            app_say(app, "nothing was written: --dry-run");
        return status;
    }
    status = write_and_commit(&f);
    repo_close(f.repo);
    return status;
}
