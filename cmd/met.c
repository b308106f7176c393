#include "base/die.h"
#include "meeting.h"
#include "vault/move.h"

struct options {
    const char *on;
    int minutes;
};

static const struct opt options[] = {
    {0, "on", OPT_TEXT, offsetof(struct options, on), "DATE", "the day it was held, where that is another"},
    {0, "minutes", OPT_NUMBER, offsetof(struct options, minutes), "N", "how long it took"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* With a day the meeting of that day, else the only one; without one the earliest that should have been by now. */
static const struct record *choose(const struct app *app, const struct meetings *meetings, int32_t day)
{
    for (uint32_t i = 0; i < meetings->n; i++)
        if (day ? interview_day(meetings->at[i]) == day : interview_day(meetings->at[i]) <= app->today)
            return meetings->at[i];
    return day && meetings->n == 1 ? meetings->at[0] : NULL;
}

static int refuse_early(struct app *app, const struct participant *person, const struct record *ahead)
{
    struct buf day = {0};

    date_human_write(&day, interview_day(ahead), app->today);
    app_fail(app, 0, "the meeting with %.*s is on %.*s\nwas it held before? infoview met %.*s --on today",
             STR_ARGS(person->name), STR_ARGS(buf_str(&day)), STR_ARGS(ahead->id));
    buf_free(&day);
    return STATUS_USAGE;
}

static int plan(struct write *write, const struct record *interview, int32_t day, int minutes)
{
    struct change *change = &write->change;
    struct buf number = {0};
    int status = change_set(change, interview, KEY_STATUS, STR("done"));

    if (minutes && status == 0) {
        buf_number(&number, minutes, 1);
        status = change_set(change, interview, KEY_MINUTES, buf_str(&number));
        buf_free(&number);
    }
    if (day != interview_day(interview) && status == 0)
        status = change_move(change, interview, &(struct stamp){.day = day});
    return status == 0 ? 0 : write_refused(write);
}

static int work(struct write *write, int argc, char **argv, const void *context)
{
    const struct options *own = context;
    struct app *app = write->app;
    const char *word = write_words(app, argc, argv).p;
    struct meetings meetings = {0};
    struct participant person;
    const struct record *interview;
    struct stamp when;
    struct write_name name;
    struct buf day = {0};
    int status = meeting_open(app, word, &person, &meetings);

    if (!status)
        status = write_day(app, "on", own->on, DATE_PAST, &when);
    if (status)
        return status;
    if (when.day > app->today)
        return app_fail(app, STATUS_USAGE,
                        "that day is still to come\n'infoview move' gives a meeting another day");
    must(meetings.at && meetings.at[0]);
    interview = choose(app, &meetings, own->on ? when.day : 0);
    if (!interview)
        return own->on ? meeting_which(app, &person, &meetings) : refuse_early(app, &person, meetings.at[0]);
    if (!own->on)
        when.day = interview_day(interview);
    status = plan(write, interview, when.day, own->minutes);
    if (status)
        return status;
    date_human_write(&day, when.day, app->today);
    write_say(write, "met %.*s on %.*s: %.*s", STR_ARGS(person.name), STR_ARGS(buf_str(&day)),
              STR_ARGS(interview->path));
    buf_free(&day);
    name = meeting_name("met", &person);
    return write_finish(write, &name);
}

static int run(struct app *app, int argc, char **argv)
{
    struct options own = {0};

    argc = opt_parse(app, &command_met, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (!argc)
        return app_fail(app, STATUS_USAGE, "met whom?\ninfoview met WHO");
    return write_run(app, work, argc, argv, &own);
}

const struct command command_met = {
    .name = "met",
    .group = "Every day",
    .words = "WHO|INTERVIEW",
    .about = "the meeting was held",
    .examples = "infoview met ana\n"
                "infoview met ana --minutes 25\n"
                "infoview met bo --on monday\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
