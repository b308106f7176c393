#include "meeting.h"

struct options {
    bool no_show;
};

static const struct opt options[] = {
    {0, "no-show", OPT_FLAG, offsetof(struct options, no_show), NULL, "they did not come"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

static int work(struct write *write, int argc, char **argv, const void *context)
{
    const struct options *own = context;
    struct app *app = write->app;
    const char *word = write_words(app, argc, argv).p;
    struct meetings meetings = {0};
    struct participant person;
    struct write_name name;
    int status = meeting_open(app, word, &person, &meetings);

    if (status)
        return status;
    if (meetings.n > 1)
        return meeting_which(app, &person, &meetings);
    if (change_set(&write->change, meetings.at[0], KEY_STATUS,
                   own->no_show ? STR("no-show") : STR("cancelled")) != 0)
        return write_refused(write);
    write_say(write, "%s: %.*s: %.*s", own->no_show ? "no-show" : "cancelled", STR_ARGS(person.name),
              STR_ARGS(meetings.at[0]->path));
    name = meeting_name("cancel", &person);
    return write_finish(write, &name);
}

static int run(struct app *app, int argc, char **argv)
{
    struct options own = {0};

    argc = opt_parse(app, &command_cancel, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (!argc)
        return app_fail(app, STATUS_USAGE, "cancel the meeting with whom?\ninfoview cancel WHO");
    return write_run(app, work, argc, argv, &own);
}

const struct command command_cancel = {
    .name = "cancel",
    .group = "Every day",
    .words = "WHO|INTERVIEW",
    .about = "the meeting was called off",
    .examples = "infoview cancel kofi\n"
                "infoview cancel 2026-11-24-kofi-mensah --no-show\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
