#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/dateword.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/utf8.h"
#include "cmd.h"
#include "pager.h"
#include "progress.h"
#include "screen.h"
#include "text/node.h"
#include "vault/query.h"

const struct record_want want_due = {.fields = FIELD_REPORT,
                                     .contact_body = MD_WANT_DUE | MD_WANT_TASKS | MD_WANT_LOG,
                                     .interview_body = MD_WANT_DUE | MD_WANT_TASKS | MD_WANT_QUESTIONS |
                                                       MD_WANT_REFERRALS | MD_WANT_NOTES | MD_WANT_PROSE};

const struct record_want want_write = {.contact_body = MD_WANT_DUE | MD_WANT_TASKS | MD_WANT_LOG,
                                       .interview_body = MD_WANT_DUE | MD_WANT_TASKS};

const struct record_want want_all = {.contact_body = MD_WANT_TASKS | MD_WANT_LOG | MD_WANT_NOTES,
                                     .interview_body = MD_WANT_TASKS | MD_WANT_QUESTIONS | MD_WANT_REFERRALS |
                                                       MD_WANT_SKILLS | MD_WANT_NOTES | MD_WANT_PROSE};

/* ---- what the program says */

bool app_write(int fd, struct str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        s = str_skip(s, (size_t)n);
    }
    return true;
}

/* Says the lines of `text`: "infoview: " before the first, the others indented. All is cleaned. */
static void talk(const char *head, struct str text)
{
    struct buf out = {0};

    buf_puts(&out, head);
    while (text.n) {
        size_t end = str_index(text, '\n', 0);

        utf8_clean(&out, str_slice(text, 0, end));
        buf_putc(&out, '\n');
        text = str_skip(text, end + 1);
        if (text.n)
            buf_puts(&out, "  ");
    }
    app_write(STDERR_FILENO, buf_str(&out));
    buf_free(&out);
}

int app_fail(struct app *app, int status, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    (void)app;
    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    talk("infoview: ", buf_str(&text));
    buf_free(&text);
    return status;
}

void app_say(struct app *app, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    if (app->quiet)
        return;
    app_flush(app); /* what it is said about comes first */
    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    talk("", buf_str(&text));
    buf_free(&text);
}

int app_write_new(struct app *app, const char *path, struct str bytes)
{
    struct err err = {0};
    bool is_made = false;

    if (str_equal(str_from(path), STR("-"))) {
        buf_put(&app->out, bytes);
        return 0;
    }
    if (!*path)
        return app_fail(app, STATUS_USAGE, "-o needs the name of a file");
    if (fs_exists(AT_FDCWD, path))
        return app_fail(app, STATUS_USAGE, "'%s' is there already\nname a new file after -o", path);
    if (app->dry_run) {
        app_say(app, "would write %s", path);
        return 0;
    }
    if (fs_create(AT_FDCWD, path, bytes, &is_made, &err))
        return app_fail(app, STATUS_CANNOT, "%s", err.message);
    if (!is_made)
        return app_fail(app, STATUS_USAGE, "'%s' is there already\nname a new file after -o", path);
    app_say(app, "wrote %s", path);
    return 0;
}

void app_say_unreadable(struct app *app)
{
    uint32_t count = app->vault.unreadable.n;

    if (count)
        app_say(app, "%u file%s could not be read: infoview check", count, count == 1 ? "" : "s");
}

void app_end_unread(void)
{
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
}

/* A reader that went away (`| head`) ends the program as it would have ended by SIGPIPE; anything else is said. */
void app_flush(struct app *app)
{
    bool is_shown = pager_is_wanted(app) && pager_show(app, buf_str(&app->out));

    if (!is_shown && !app_write(STDOUT_FILENO, buf_str(&app->out))) {
        if (errno == EPIPE)
            app_end_unread();
        app_fail(app, 0, "cannot write to standard output: %s%s%s", strerror(errno), app->kept ? "\n" : "",
                 app->kept ? app->kept : "");
        _exit(STATUS_CANNOT);
    }
    buf_reset(&app->out);
}

void app_drain(struct app *app)
{
    enum { MUCH = 64 * 1024 };

    if (app->out.n > MUCH && !pager_is_wanted(app))
        app_flush(app);
}

/* ---- what is common to reading words */

int app_no_words(struct app *app, int argc, char **argv)
{
    if (argc == 0)
        return 0;
    return app_fail(app, STATUS_USAGE, "one word too many: '%s'", argv[0]);
}

/* What a kind of record is called where one of it is looked for: "nobody", "no target"; "person", "target". */
static void put_misfit(struct buf *text, enum kind kind, bool is_none, const char *word)
{
    const char *name = kind == KIND_CONTACT ? "person" : kind_name(kind);

    if (is_none && kind == KIND_CONTACT)
        buf_printf(text, "nobody fits '%s'", word);
    else
        buf_printf(text, "%s %s fits '%s'", is_none ? "no" : "more than one", name, word);
}

/* Somebody whose file cannot be read is looked for in vain: that is said, with the place of what is wrong. */
static void put_unreadable(struct app *app, struct buf *text, const char *word)
{
    struct str plain = utf8_plain(&app->arena, str_from(word));

    for (uint32_t i = 0; plain.n && i < app->vault.unreadable.n; i++) {
        const struct diag *row = &app->vault.unreadable.at[i];
        struct str path = utf8_plain(&app->arena, row->path);

        if (str_find(path, plain, 0) < path.n)
            buf_printf(text, "\n%.*s:%u:%u cannot be read: %.*s", STR_ARGS(row->path), row->place.line,
                       row->place.column, STR_ARGS(row->message));
    }
}

int app_unreadable(struct app *app, int status, const struct record *record)
{
    const struct diags *rows = &app->vault.unreadable;

    for (uint32_t i = 0; i < rows->n; i++)
        if (str_equal(rows->at[i].path, record->path))
            return app_fail(app, status, "%.*s:%u:%u: cannot be read: %.*s%s%.*s", STR_ARGS(record->path),
                            rows->at[i].place.line, rows->at[i].place.column, STR_ARGS(rows->at[i].message),
                            rows->at[i].hint.n ? "\n" : "", STR_ARGS(rows->at[i].hint));
    return app_fail(app, status, "cannot read '%.*s'", STR_ARGS(record->path));
}

int app_which(struct app *app, enum kind kind, const char *word, const struct record **record)
{
    struct query_result result = query_find(&app->vault, kind, str_from(word), &app->arena);
    struct term plain = {0};
    struct buf text = {0};

    if (result.count == 1 && !result.is_near) {
        *record = result.at[0];
        return (*record)->is_unreadable ? app_unreadable(app, STATUS_USAGE, *record) : 0;
    }
    put_misfit(&text, kind, result.is_near || !result.count, word);
    if (result.count)
        buf_puts(&text, result.is_near ? "\ndid you mean" : "\nwrite one of the ids");
    for (uint32_t i = 0; i < result.count; i++) {
        buf_puts(&text, "\n  ");
        term_cell(&text, &plain, result.at[i]->id, 24);
        buf_printf(&text, " %.*s", STR_ARGS(result.at[i]->name));
    }
    if (!result.count && kind == KIND_CONTACT && !app->vault.records[kind].n)
        buf_puts(&text, "\nnote somebody with: infoview new contact NAME");
    else if (!result.count)
        buf_printf(&text, "\n'infoview list%s%s' shows %s", kind == KIND_CONTACT ? "" : " ",
                   kind == KIND_CONTACT ? "" : kind_plural(kind), kind == KIND_CONTACT ? "everybody" : "all");
    if (!result.count || result.is_near)
        put_unreadable(app, &text, word);
    app_fail(app, 0, "%.*s", STR_ARGS(buf_str(&text)));
    buf_free(&text);
    return STATUS_USAGE;
}

int app_who(struct app *app, const char *word, const struct record **contact)
{
    return app_which(app, KIND_CONTACT, word, contact);
}

/* ---- where the vault is */

int32_t app_local_today(int *seconds_left)
{
    time_t now = time(NULL);
    struct tm tm;

    if (!localtime_r(&now, &tm))
        return 0;
    if (seconds_left)
        *seconds_left = ((24 - tm.tm_hour) * 60 - tm.tm_min) * 60 - tm.tm_sec;
    return date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

int app_read_environment(struct app *app)
{
    const char *today = getenv("INFOVIEW_TODAY");
    struct date_frame frame = {app->today, MONDAY, DATE_EITHER};
    struct stamp stamp;
    const char *why;

    if (!today || !*today)
        return 0;
    if (!date_word_parse(str_from(today), &frame, &stamp, &why))
        return app_fail(app, STATUS_USAGE, "INFOVIEW_TODAY: '%s': %s", today, why);
    app->today = stamp.day;
    app->is_pinned = true;
    return 0;
}

static bool has_settings(struct app *app, struct str folder)
{
    struct buf path = {0};
    bool is_there;

    buf_printf(&path, "%.*s/" VAULT_SETTINGS_FILE, STR_ARGS(folder));
    is_there = access(str_copy(&app->arena, buf_str(&path)).p, F_OK) == 0;
    buf_free(&path);
    return is_there;
}

/* The nearest folder above the working one, itself included, that holds infoview.yaml; empty: none. */
static struct str nearest_above(struct app *app)
{
    char here[PATH_MAX];

    if (!getcwd(here, sizeof here))
        return (struct str){0};
    for (struct str folder = str_from(here); folder.n;) {
        if (has_settings(app, folder))
            return str_copy(&app->arena, folder);
        if (folder.n == 1)
            break;
        do
            folder.n--;
        while (folder.n > 1 && folder.p[folder.n] != '/');
    }
    return (struct str){0};
}

bool app_config_path(struct buf *path)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

    if (config && config[0] == '/')
        buf_puts(path, config);
    else if (home && *home)
        buf_printf(path, "%s/.config", home);
    else
        return false;
    buf_puts(path, "/infoview/config.yaml");
    return true;
}

/* A path of the user's configuration: `~/` at its start is the home. */
static struct str expanded(struct app *app, struct str path)
{
    const char *home = getenv("HOME");
    struct buf text = {0};
    struct str copy;

    if (!str_starts(path, STR("~/")) || !home || !*home)
        return path;
    buf_puts(&text, home);
    buf_put(&text, str_skip(path, 1));
    copy = str_copy(&app->arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

/* Puts what stands against the vault into `found`; returns `status`. */
ATTR_PRINTF(4, 5)
static int problem(struct app *app, struct place_found *found, int status, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    found->problem = str_copy(&app->arena, buf_str(&text));
    buf_free(&text);
    return status;
}

/* Takes `vault:` of the user's configuration, if it has one; 0, or STATUS_CANNOT with the problem there. */
static int configured(struct app *app, struct place_found *found)
{
    struct buf path = {0}, bytes = {0};
    struct diag diag = {0};
    struct err err = {0};
    int status = 0;

    if (!app_config_path(&path))
        return 0;
    found->file = str_copy(&app->arena, buf_str(&path));
    if (fs_read(AT_FDCWD, found->file.p, LIMIT_FRONT_MATTER, &bytes, &err)) {
        if (err.kind != ERR_NOT_FOUND)
            status = problem(app, found, STATUS_CANNOT, "%s", err.message);
    } else {
        struct node *top = node_parse(&app->arena, buf_str(&bytes), 1, &diag);
        struct node *vault = top ? node_find(top, STR("vault")) : NULL;

        if (!top)
            status = problem(app, found, STATUS_CANNOT, "%.*s:%u:%u: %.*s\n%.*s", STR_ARGS(found->file),
                             diag.place.line, diag.place.column, STR_ARGS(diag.message), STR_ARGS(diag.hint));
        else if (vault && vault->kind == NODE_SCALAR && !node_is_empty(vault))
            found->folder = expanded(app, vault->text);
    }
    buf_free(&path);
    buf_free(&bytes);
    return status;
}

/* -C, the environment, the folders above, the configuration; 0 with a folder or none, or an exit status. */
static int find_folder(struct app *app, struct place_found *found)
{
    int status;

    if (app->folder && !*app->folder)
        return problem(app, found, STATUS_USAGE, "-C needs the name of a folder");
    found->folder = str_from(app->folder ? app->folder : getenv("INFOVIEW_VAULT"));
    found->found_by = app->folder ? FOUND_BY_OPTION : FOUND_BY_ENVIRONMENT;
    if (found->folder.n)
        return 0;
    found->folder = nearest_above(app);
    found->found_by = FOUND_ABOVE;
    if (found->folder.n)
        return 0;
    status = configured(app, found);
    found->found_by = found->folder.n ? FOUND_BY_CONFIGURATION : FOUND_BY_NOTHING;
    return status;
}

unsigned app_threads(void)
{
    uint32_t number;
    long online = sysconf(_SC_NPROCESSORS_ONLN);

    if (str_number(str_from(getenv("INFOVIEW_THREADS")), 64, &number) && number)
        return number;
    return online > 0 && online < 64 ? (unsigned)online : 1;
}

/* Why the folder that was found is none that can be read. */
static int not_opened(struct app *app, struct place_found *found, const struct err *err)
{
    if (err->kind != ERR_NOT_FOUND)
        return problem(app, found, STATUS_CANNOT, "cannot read the vault in '%.*s': %s",
                       STR_ARGS(found->folder), err->message);
    if (found->found_by == FOUND_BY_CONFIGURATION)
        return problem(app, found, STATUS_CANNOT, "no vault in '%.*s': %s\n'vault:' in %.*s names it",
                       STR_ARGS(found->folder), err->message, STR_ARGS(found->file));
    return problem(app, found, STATUS_CANNOT, "no vault in '%.*s': %s\nmake one with 'infoview init %.*s'",
                   STR_ARGS(found->folder), err->message, STR_ARGS(found->folder));
}

/*
 * Takes the lock of the vault's folder, which ends with the process or with app_close_vault. A folder that cannot be opened is left to
 * vault_open, which says why.
 */
static int lock(struct app *app, struct place_found *found)
{
    enum { PATIENCE = 10 }; /* seconds */
    struct err err = {0};
    bool is_taken = true;
    int fd = fs_open_folder(app->vault_path.p, &err);

    if (fd >= 0 && lock_take(fd, PATIENCE, &is_taken) != 0)
        is_taken = true; /* the file system knows no locks */
    if (is_taken) {
        app->lock = fd;
        return 0;
    }
    close(fd);
    return problem(app, found, STATUS_NEEDS_YOU,
                   "another infoview has been writing in this vault for %d seconds\n"
                   "nothing was written; try again when it has ended",
                   PATIENCE);
}

/* The folder goes to app->vault_path; 0 or an exit status. */
static int find_vault(struct app *app, struct place_found *found)
{
    int status;

    *found = (struct place_found){0};
    status = find_folder(app, found);
    if (status)
        return status;
    if (!found->folder.n)
        return problem(app, found, STATUS_CANNOT,
                       "no vault here or in a folder above\n"
                       "make one with 'infoview init DIR', or name one with -C DIR or INFOVIEW_VAULT");
    app->vault_path = str_copy(&app->arena, found->folder);
    return 0;
}

static int read_vault(struct app *app, const struct record_want *want, struct err *err)
{
    struct vault_options options = {.want = *want, .threads = app_threads(), .rewrite = app->rewrite};
    struct progress progress;
    int status;

    if (progress_begin(app, &progress, "reading", "files")) {
        options.progress = progress_tell;
        options.context = &progress;
    }
    status = vault_open(&app->vault, app->vault_path.p, &options, err);
    progress_end(&progress);
    return status;
}

int app_try_vault(struct app *app, const struct record_want *want, struct place_found *found)
{
    struct err err = {0};
    int status = find_vault(app, found);

    if (!status && app->is_writing)
        status = lock(app, found);
    if (status)
        return status;
    if (read_vault(app, want, &err) != 0)
        return not_opened(app, found, &err);
    if (app->screen.links)
        screen_set_root(app, found->folder);
    return 0;
}

void app_close_vault(struct app *app)
{
    vault_close(&app->vault);
    if (app->lock > 0)
        close(app->lock);
    app->lock = 0;
}

int app_open_vault(struct app *app, const struct record_want *want)
{
    struct place_found found;
    int status = app_try_vault(app, want, &found);

    return status ? app_fail(app, status, "%.*s", STR_ARGS(found.problem)) : 0;
}

int app_find_vault(struct app *app)
{
    struct place_found found;
    int status = find_vault(app, &found);

    return status ? app_fail(app, status, "%.*s", STR_ARGS(found.problem)) : 0;
}

int app_read_vault(struct app *app, const struct record_want *want)
{
    struct place_found found = {.folder = app->vault_path};
    struct err err = {0};
    int status = read_vault(app, want, &err) == 0 ? 0 : not_opened(app, &found, &err);

    return status ? app_fail(app, status, "%.*s", STR_ARGS(found.problem)) : 0;
}
