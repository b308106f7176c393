#include "meeting.h"

struct options {
    const char *until;
};

static const struct opt options[] = {
    {0, "until", OPT_TEXT, offsetof(struct options, until), "DATE", "the day on which they come back"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

static int work(struct write *write, int argc, char **argv, const void *context)
{
    const struct options *own = context;
    struct app *app = write->app;
    const char *word = write_words(app, argc, argv).p;
    const struct record *contact;
    struct participant person;
    struct stamp until;
    struct write_name name;
    struct buf iso = {0}, day = {0};
    int status = app_who(app, word, &contact);

    if (!status)
        status = write_day(app, "until", own->until, DATE_FUTURE, &until);
    if (status)
        return status;
    if (until.day <= app->today)
        return app_fail(app, STATUS_USAGE, "that day is not ahead\n--until takes a day after today");
    date_iso_write(&iso, until.day);
    date_human_write(&day, until.day, app->today);
    status = change_set(&write->change, contact, KEY_SNOOZE, buf_str(&iso)) == 0 ? 0 : write_refused(write);
    write_say(write, "nothing about %.*s until %.*s: %.*s", STR_ARGS(contact->name), STR_ARGS(buf_str(&day)),
              STR_ARGS(contact->path));
    buf_free(&iso);
    buf_free(&day);
    if (status)
        return status;
    person = (struct participant){contact, contact->name, contact->id};
    name = meeting_name("snooze", &person);
    return write_finish(write, &name);
}

static int run(struct app *app, int argc, char **argv)
{
    struct options own = {0};

    argc = opt_parse(app, &command_snooze, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (!argc || !own.until)
        return app_fail(app, STATUS_USAGE, "%s\ninfoview snooze WHO --until DATE",
                        argc ? "until when?" : "whom?");
    return write_run(app, work, argc, argv, &own);
}

const struct command command_snooze = {
    .name = "snooze",
    .group = "Every day",
    .words = "WHO",
    .about = "hear nothing about a person until a day",
    .examples = "infoview snooze priya --until 'next month'\n"
                "infoview snooze bo --until 2027-01-10\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
