#include "base/die.h"
#include "meeting.h"
#include "vault/verb.h"

struct options {
    const char *on, *via, *topic;
    bool skip;
};

static const struct opt options[] = {
    {0, "on", OPT_TEXT, offsetof(struct options, on), "DATE", "the day you did; today"},
    {0, "via", OPT_TEXT, offsetof(struct options, via), "WAY", "email, card, call, message or in-person"},
    {0, "for", OPT_TEXT, offsetof(struct options, topic), "TEXT", "for what, and how it helped"},
    {0, "skip", OPT_FLAG, offsetof(struct options, skip), NULL, "none is to be said here"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* A thank-you: who is thanked for which meeting. */
struct thank {
    const struct record *interview;
    struct participant person;
    bool is_all; /* the interview was named: everybody to whom it is owed */
    bool is_new; /* it was owed; else only its details change */
};

static bool is_owed(const struct app *app, const struct record *interview, const struct participant *person)
{
    return interview_stand(interview, app->today) == STAND_HELD &&
           interview_thanked(interview, person).how == SETTLED_NOT;
}

/* The earliest meeting for which it is owed; else, where there are details to add, the newest that was held. */
static const struct record *interview_for(const struct app *app, const struct participant *person, bool owed)
{
    const struct records *interviews = &app->vault.records[KIND_INTERVIEW];
    const struct record *best = NULL;

    for (uint32_t i = 0; i < interviews->n; i++) {
        const struct record *interview = &interviews->at[i];
        const struct participant *part = meeting_part(interview, person);

        if (!part || interview_stand(interview, app->today) != STAND_HELD ||
            (owed && !is_owed(app, interview, part)))
            continue;
        if (!best || interview_is_earlier(interview, best) == owed)
            best = interview;
    }
    return best;
}

/* A meeting with the person that was planned and is over, or NULL. */
static const struct record *unconfirmed(const struct app *app, const struct participant *person)
{
    const struct records *interviews = &app->vault.records[KIND_INTERVIEW];

    for (uint32_t i = 0; i < interviews->n; i++)
        if (meeting_part(&interviews->at[i], person) &&
            interview_stand(&interviews->at[i], app->today) == STAND_UNCONFIRMED)
            return &interviews->at[i];
    return NULL;
}

/* Why nothing is owed, and what may be meant instead. */
static int not_owed(struct app *app, const struct thank *thank)
{
    const struct record *planned = unconfirmed(app, &thank->person);
    struct str name = thank->person.name;

    if (planned)
        return app_fail(app, STATUS_USAGE, "the meeting with %.*s is not marked as held\ninfoview met %.*s",
                        STR_ARGS(name), STR_ARGS(planned->id));
    if (thank->interview)
        return app_fail(app, STATUS_USAGE,
                        "%.*s is thanked already: %.*s\n--for, --via and --on change what is noted there",
                        STR_ARGS(name), STR_ARGS(thank->interview->path));
    return app_fail(app, STATUS_USAGE,
                    "there is no meeting with %.*s to say thank you for\n"
                    "infoview log %.*s card out: a line in the log needs none",
                    STR_ARGS(name), STR_ARGS(thank->person.target));
}

/* Finds the meeting; 0 or STATUS_USAGE, said. */
static int choose(struct app *app, const char *word, bool has_details, struct thank *thank)
{
    const struct record *interview = vault_find(&app->vault, KIND_INTERVIEW, str_from(word));
    int status;

    if (interview && !interview->is_unreadable && !interview->participant_count)
        return app_fail(app, STATUS_USAGE, "'%s' does not say with whom it was\ninfoview set %s contact ID",
                        word, word);
    if (interview && !interview->is_unreadable) {
        thank->interview = interview;
        thank->is_all = true;
        thank->person = interview->participants[0];
        for (uint32_t i = 0; i < interview->participant_count; i++)
            thank->is_new |= is_owed(app, interview, &interview->participants[i]);
    } else {
        status = meeting_who(app, word, &thank->person);
        if (status)
            return status;
        thank->interview = interview_for(app, &thank->person, true);
        thank->is_new = thank->interview != NULL;
        if (!thank->is_new)
            thank->interview = interview_for(app, &thank->person, false);
    }
    return thank->is_new || (thank->interview && has_details &&
                             interview_stand(thank->interview, app->today) == STAND_HELD)
               ? 0
               : not_owed(app, thank);
}

static int check_day(struct app *app, const struct thank *thank, int32_t day)
{
    struct buf met = {0};
    int status = 0;

    date_human_write(&met, interview_day(thank->interview), app->today);
    if (day && day < interview_day(thank->interview))
        status = app_fail(app, STATUS_USAGE,
                          "you met %.*s on %.*s, after that day\n--on takes the day of the thank-you",
                          STR_ARGS(thank->person.name), STR_ARGS(buf_str(&met)));
    else if (day > app->today)
        status =
            app_fail(app, STATUS_USAGE, "that day is still to come\nsay 'infoview thank' when it is done");
    buf_free(&met);
    return status;
}

static int plan(struct write *write, const struct thank *thank, const struct verb_thanks *thanks)
{
    const struct record *interview = thank->interview;

    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct participant *person = &interview->participants[i];
        bool is_meant = thank->is_all ? is_owed(write->app, interview, person) || !thank->is_new
                                      : meeting_is_same(person, &thank->person);

        if (is_meant && verb_thank(&write->change, interview, person, thanks) != 0)
            return write_refused(write);
    }
    return 0;
}

static void say(struct write *write, const struct thank *thank, const struct verb_thanks *thanks)
{
    const struct record *later = interview_for(write->app, &thank->person, true);
    struct buf day = {0};

    if (thanks->day)
        date_human_write(&day, thanks->day, write->app->today);
    write_say(write, "%s %.*s%s%.*s%s%.*s: %.*s", thanks->day ? "thanked" : "no thank-you to",
              STR_ARGS(thank->person.name), day.n ? " on " : "", STR_ARGS(buf_str(&day)),
              thanks->topic.n ? " for " : "", STR_ARGS(thanks->topic), STR_ARGS(thank->interview->path));
    buf_free(&day);
    if (later == thank->interview && thanks->day && !thanks->topic.n && write->app->is_terminal &&
        !record_find(thank->interview, KEY_THANKED_FOR))
        app_say(write->app, "for what? --for TEXT keeps it with the meeting");
}

static int work(struct write *write, int argc, char **argv, const void *context)
{
    const struct options *own = context;
    struct app *app = write->app;
    const char *word = write_words(app, argc, argv).p;
    struct verb_thanks thanks = {.via = str_from(own->via), .topic = str_trim(str_from(own->topic))};
    struct thank thank = {0};
    struct stamp when;
    struct write_name name;
    int status = choose(app, word, own->on || own->via || own->topic, &thank);

    if (!status)
        status = write_day(app, "on", own->on, DATE_PAST, &when);
    if (status)
        return status;
    must(thank.interview);
    if (!own->skip)
        thanks.day = when.day;
    if (!thank.is_new && !own->on)
        thanks.day = interview_thanked(thank.interview, meeting_part(thank.interview, &thank.person)).day;
    status = check_day(app, &thank, thanks.day);
    if (!status)
        status = plan(write, &thank, &thanks);
    if (status)
        return status;
    say(write, &thank, &thanks);
    name = meeting_name("thank", &thank.person);
    return write_finish(write, &name);
}

static int run(struct app *app, int argc, char **argv)
{
    struct options own = {0};

    argc = opt_parse(app, &command_thank, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (!argc)
        return app_fail(app, STATUS_USAGE, "thank whom?\ninfoview thank WHO");
    if (own.skip && (own.on || own.via || own.topic))
        return app_fail(app, STATUS_USAGE, "--skip takes no day, way or topic\nleave them out");
    return write_run(app, work, argc, argv, &own);
}

const struct command command_thank = {
    .name = "thank",
    .group = "Every day",
    .words = "WHO|INTERVIEW",
    .about = "note that you said thank you",
    .examples = "infoview thank ana --for 'the constraint map; I now start from it'\n"
                "infoview thank bo --via card --on yesterday\n"
                "infoview thank kofi --skip\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
