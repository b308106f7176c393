#include "vault/move.h"

#include "meeting.h"

struct options {
    const char *on, *at;
};

static const struct opt options[] = {
    {0, "on", OPT_TEXT, offsetof(struct options, on), "DATE", "the new day"},
    {0, "at", OPT_TEXT, offsetof(struct options, at), "TIME", "the new time: 15:00"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* The new day and time; 0, or STATUS_USAGE, said. */
static int read_when(struct app *app, const struct record *interview, const struct options *own,
                     struct stamp *when)
{
    int status;

    if (own->on) {
        status = write_day(app, "on", own->on, DATE_FUTURE, when);
        if (status)
            return status;
    } else {
        *when = (struct stamp){.day = interview_day(interview)};
    }
    return own->at ? write_time(app, "at", own->at, when) : 0;
}

static void put_when(struct buf *out, const struct stamp *when, int32_t today)
{
    date_human_write(out, when->day, today);
    if (when->has_time) {
        buf_putc(out, ' ');
        date_time_write(out, when->minute);
    }
}

static int work(struct write *write, int argc, char **argv, const void *context)
{
    const struct options *own = context;
    struct app *app = write->app;
    const char *word = write_words(app, argc, argv).p;
    struct meetings meetings = {0};
    struct participant person;
    struct stamp when;
    struct write_name name;
    struct buf day = {0};
    int status = meeting_open(app, word, &person, &meetings);

    if (status)
        return status;
    if (meetings.n > 1)
        return meeting_which(app, &person, &meetings);
    status = read_when(app, meetings.at[0], own, &when);
    if (status)
        return status;
    if (change_move(&write->change, meetings.at[0], &when) != 0)
        return write_refused(write);
    put_when(&day, &when, app->today);
    write_say(write, "meet %.*s on %.*s: %.*s", STR_ARGS(person.name), STR_ARGS(buf_str(&day)),
              STR_ARGS(write->change.files.at[write->change.files.n - 1].path));
    buf_free(&day);
    name = meeting_name("move", &person);
    return write_finish(write, &name);
}

static int run(struct app *app, int argc, char **argv)
{
    struct record_want want = want_write;
    struct options own = {0};
    struct write write;
    int status;

    argc = opt_parse(app, &command_move, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (!argc || (!own.on && !own.at))
        return app_fail(app, STATUS_USAGE, "%s\ninfoview move WHO --on DATE",
                        argc ? "move it to which day?" : "move the meeting with whom?");
    want.suspects = refer_want.suspects;
    status = write_open(&write, app, &want);
    if (!status)
        status = work(&write, argc, argv, &own);
    write_close(&write);
    return status;
}

const struct command command_move = {
    .name = "move",
    .group = "Every day",
    .words = "WHO|INTERVIEW",
    .about = "give a meeting another day or time",
    .examples = "infoview move kofi --on 'next friday'\n"
                "infoview move kofi --on 2026-11-27 --at 10:30\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
