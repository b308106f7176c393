#include "meeting.h"
#include "text/md_line.h"
#include "vault/verb.h"

#define USAGE "infoview log WHO [KIND] [in|out] [TEXT]"

struct options {
    const char *on, *promise;
};

static const struct opt options[] = {
    {0, "on", OPT_TEXT, offsetof(struct options, on), "DATE", "the day it was, perhaps with a time; today"},
    {0, "promise", OPT_TEXT, offsetof(struct options, promise), "TEXT",
     "also a promise, due:DATE; @waiting: it is theirs"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

static bool is_kind(const char *word, enum md_log_kind *kind)
{
    for (int i = MD_LOG_OTHER; i <= (int)MD_LOG_NOTE; i++)
        if (str_equal_nocase(str_from(word), str_from(md_log_kind_name((enum md_log_kind)i)))) {
            *kind = (enum md_log_kind)i;
            return true;
        }
    return false;
}

static enum md_direction direction_of(const char *word)
{
    for (int i = MD_DIRECTION_IN; i <= (int)MD_DIRECTION_OUT; i++)
        if (str_equal_nocase(str_from(word), str_from(md_direction_name((enum md_direction)i))))
            return (enum md_direction)i;
    return MD_DIRECTION_NONE;
}

/* Reads `[KIND] [in|out] [TEXT]`. */
static struct verb_line line_of(struct app *app, int argc, char **argv)
{
    struct verb_line line = {0};
    int at = 0;

    if (at < argc && is_kind(argv[at], &line.kind)) {
        line.has_kind = true;
        at++;
    }
    if (at < argc && direction_of(argv[at])) {
        line.direction = direction_of(argv[at]);
        at++;
    }
    line.text = write_words(app, argc - at, argv + at);
    return line;
}

/* Where the text has the day that its promise is due, as reading the file would find it; empty: nowhere. */
static struct str due_of(struct app *app, struct str text)
{
    struct md_text words = {0};
    struct md_marks marks;

    md_text_add(&words, &app->arena, text, MD_PLAIN);
    md_line_marks(&words, 0, arena_chars(&app->arena, text.n), &marks);
    if (!marks.due.token.n)
        return (struct str){0};
    return str_slice(text, (size_t)(marks.due.token.p - words.p),
                     (size_t)(marks.due.token.p - words.p) + marks.due.token.n);
}

/* A day in words that a promise is due is written as the date it is. 0, or STATUS_USAGE, said. */
static int resolve_due(struct app *app, struct str text, struct str *resolved)
{
    struct str due = due_of(app, text);
    struct buf out = {0};
    struct stamp when;

    *resolved = text;
    if (!due.n)
        return 0;
    if (write_day(app, "promise", str_copy(&app->arena, due).p, DATE_FUTURE, &when))
        return STATUS_USAGE;
    buf_put(&out, str_slice(text, 0, (size_t)(due.p - text.p)));
    date_iso_write(&out, when.day);
    buf_put(&out, str_skip(text, (size_t)(due.p - text.p) + due.n));
    *resolved = str_copy(&app->arena, buf_str(&out));
    buf_free(&out);
    return 0;
}

static int work(struct write *write, int argc, char **argv, const void *context)
{
    const struct options *own = context;
    struct app *app = write->app;
    struct verb_line line = line_of(app, argc - 1, argv + 1);
    struct str promise = str_trim(str_from(own->promise));
    bool has_line = line.has_kind || line.direction || line.text.n;
    const struct record *contact;
    struct participant person;
    struct stamp when;
    struct write_name name;
    int status;

    if (!has_line && !promise.n)
        return app_fail(app, STATUS_USAGE, "log what?\n" USAGE);
    status = app_who(app, argv[0], &contact);
    if (!status)
        status = write_day(app, "on", own->on, DATE_PAST, &when);
    if (!status)
        status = resolve_due(app, promise, &promise);
    if (status)
        return status;
    line.when = when;
    if (when.day > app->today)
        return app_fail(app, STATUS_USAGE,
                        "a log line for a day still to come counts for nothing\n"
                        "write a promise with due:DATE instead: --promise TEXT");
    if (has_line && verb_log(&write->change, contact, &line) != 0)
        return write_refused(write);
    if (promise.n && verb_promise(&write->change, contact, promise) != 0)
        return write_refused(write);
    if (has_line)
        meeting_say_line(write, contact, &line);
    if (promise.n)
        write_say(write, "promise: %.*s: %.*s", STR_ARGS(promise), STR_ARGS(contact->path));
    person = (struct participant){contact, contact->name, contact->id};
    name = meeting_name("log", &person);
    return write_finish(write, &name);
}

static int run(struct app *app, int argc, char **argv)
{
    struct options own = {0};

    argc = opt_parse(app, &command_log, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (!argc || (argc == 1 && !str_trim(str_from(own.promise)).n))
        return app_fail(app, STATUS_USAGE, "%s\n" USAGE, argc ? "log what?" : "log for whom?");
    return write_run(app, work, argc, argv, &own);
}

const struct command command_log = {
    .name = "log",
    .group = "Every day",
    .words = "WHO [KIND] [in|out] [TEXT…]",
    .about = "one line into a person's log",
    .examples = "infoview log ana email out 'Asked for 20 minutes'\n"
                "infoview log ana email in 'Yes, next week' --on yesterday\n"
                "infoview log bo call Meters --promise 'Send the report due:friday'\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
