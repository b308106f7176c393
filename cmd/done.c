#include "base/utf8.h"
#include "meeting.h"
#include "vault/verb.h"

struct options {
    const char *on;
    bool drop, mine, theirs;
};

static const struct opt options[] = {
    {0, "on", OPT_TEXT, offsetof(struct options, on), "DATE", "the day it was done; today"},
    {0, "drop", OPT_FLAG, offsetof(struct options, drop), NULL, "it will not be done: [-]"},
    {0, "mine", OPT_FLAG, offsetof(struct options, mine), NULL, "of those that fit, what I promised"},
    {0, "theirs", OPT_FLAG, offsetof(struct options, theirs), NULL, "what they promised"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* An open promise, mine or theirs. */
struct promise {
    const struct record *record; /* in whose file it stands */
    const struct md_task *task;
    const char *plain; /* its words without case, accents and punctuation */
};

struct promises {
    VEC(struct promise);
};

/* How well words fit a promise: exactly as it is written, as the report's commands have it. */
enum fit { FIT_NOT, FIT_WORDS, FIT_PHRASE, FIT_WHOLE, FIT_EXACT };

static void gather_from(struct app *app, const struct record *record, const struct participant *person,
                        struct promises *promises)
{
    for (uint32_t i = 0; i < record->md.tasks.n; i++) {
        const struct md_task *task = &record->md.tasks.at[i];
        const struct participant *owner;

        if (task->state != MD_TASK_OPEN)
            continue;
        owner =
            record->kind == KIND_INTERVIEW ? interview_promise_partner(&app->vault, record, task) : person;
        if (owner && meeting_is_same(owner, person))
            *vec_add(promises, &app->arena) =
                (struct promise){record, task, utf8_plain(&app->arena, task->text).p};
    }
}

/* Leaves those of one side, where that is asked for. */
static void keep_side(const struct options *own, struct promises *promises)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < promises->n; i++)
        if (promises->at[i].task->theirs ? !own->mine : !own->theirs)
            promises->at[kept++] = promises->at[i];
    promises->n = kept;
}

static void gather(struct app *app, const struct participant *person, struct promises *promises)
{
    const struct records *interviews = &app->vault.records[KIND_INTERVIEW];

    if (person->to)
        gather_from(app, person->to, person, promises);
    for (uint32_t i = 0; i < interviews->n; i++)
        gather_from(app, &interviews->at[i], person, promises);
}

static enum fit fit_of(struct str promise, struct str words)
{
    if (str_equal(promise, words))
        return FIT_WHOLE;
    if (str_find(promise, words, 0) < promise.n)
        return FIT_PHRASE;
    for (struct str rest = words, word; (word = str_word(&rest)).n;)
        if (str_find(promise, word, 0) >= promise.n)
            return FIT_NOT;
    return FIT_WORDS;
}

/* Puts the promises that the words fit best into `fitting`; without words all. */
static void keep_fitting(struct app *app, struct str words, const struct promises *all,
                         struct promises *fitting)
{
    struct str plain = utf8_plain(&app->arena, words);
    enum fit best = FIT_WORDS;

    for (uint32_t i = 0; i < all->n; i++) {
        enum fit fit = words.n ? fit_of(str_from(all->at[i].plain), plain) : FIT_WHOLE;

        if (words.n && str_equal(all->at[i].task->text, words))
            fit = FIT_EXACT;
        if (fit > best) {
            best = fit;
            fitting->n = 0;
        }
        if (fit == best)
            *vec_add(fitting, &app->arena) = all->at[i];
    }
}

/* Whether promises of both sides fit. */
static bool has_both(const struct promises *promises)
{
    for (uint32_t i = 1; i < promises->n; i++)
        if (promises->at[i].task->theirs != promises->at[0].task->theirs)
            return true;
    return false;
}

/*
 * Promises of one side in the same words are as good as one: that which is due first is taken. NULL: there are
 * others, or none.
 */
static const struct promise *only_one(const struct promises *promises)
{
    const struct promise *first = promises->n ? &promises->at[0] : NULL;

    for (uint32_t i = 1; i < promises->n; i++) {
        const struct md_task *task = promises->at[i].task;

        if (strcmp(promises->at[i].plain, first->plain) != 0 || task->theirs != first->task->theirs)
            return NULL;
        if (task->due && (!first->task->due || task->due < first->task->due))
            first = &promises->at[i];
    }
    return first;
}

static int say_which(struct app *app, const struct participant *person, struct str words,
                     const struct promises *all, const struct promises *fitting)
{
    const struct promises *shown = fitting->n ? fitting : all;
    struct buf text = {0};

    if (!all->n)
        buf_printf(&text, "no open promise of %.*s or to them\n'infoview show %.*s' shows all of them",
                   STR_ARGS(person->name), STR_ARGS(person->target));
    else if (fitting->n)
        buf_printf(&text,
                   "more than one promise fits\nadd %swords of the one you mean, or tick it in its file",
                   has_both(fitting) ? "--mine or --theirs, or " : "");
    else
        buf_printf(&text, "no open promise with '%.*s'\nthere is", STR_ARGS(words));
    for (uint32_t i = 0; i < shown->n; i++)
        buf_printf(&text, "\n  %.*s%s", STR_ARGS(shown->at[i].task->text),
                   shown->at[i].task->theirs ? " (theirs)" : "");
    app_fail(app, 0, "%.*s", STR_ARGS(buf_str(&text)));
    buf_free(&text);
    return STATUS_USAGE;
}

static int settle(struct write *write, const struct participant *person, const struct promise *promise,
                  int32_t day)
{
    struct write_name name = meeting_name(day ? "done" : "drop", person);
    struct buf when = {0};

    if (verb_settle(&write->change, promise->record, promise->task, day) != 0)
        return write_refused(write);
    if (day)
        date_human_write(&when, day, write->app->today);
    write_say(write, "%s%s%.*s: %.*s: %.*s", day ? "done" : "dropped", day ? " on " : "",
              STR_ARGS(buf_str(&when)), STR_ARGS(promise->task->text), STR_ARGS(promise->record->path));
    buf_free(&when);
    return write_finish(write, &name);
}

static int work(struct write *write, int argc, char **argv, const void *context)
{
    const struct options *own = context;
    struct app *app = write->app;
    struct str words = write_words(app, argc - 1, argv + 1);
    struct promises all = {0}, fitting = {0};
    const struct promise *promise;
    struct participant person;
    struct stamp when;
    int status = meeting_who(app, argv[0], &person);

    if (!status)
        status = write_day(app, "on", own->on, DATE_PAST, &when);
    if (status)
        return status;
    if (when.day > app->today)
        return app_fail(app, STATUS_USAGE, "that day is still to come\nsay 'infoview done' when it is done");
    gather(app, &person, &all);
    keep_side(own, &all);
    keep_fitting(app, words, &all, &fitting);
    promise = only_one(&fitting);
    if (!promise)
        return say_which(app, &person, words, &all, &fitting);
    return settle(write, &person, promise, own->drop ? 0 : when.day);
}

static int run(struct app *app, int argc, char **argv)
{
    struct options own = {0};

    argc = opt_parse(app, &command_done, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (own.mine && own.theirs)
        return app_fail(app, STATUS_USAGE, "--mine and --theirs do not go together");
    if (!argc)
        return app_fail(app, STATUS_USAGE, "whose promise?\ninfoview done WHO [WORDS]");
    return write_run(app, work, argc, argv, &own);
}

const struct command command_done = {
    .name = "done",
    .group = "Every day",
    .words = "WHO [WORDS…]",
    .about = "tick a promise, yours or theirs",
    .examples = "infoview done bo report\n"
                "infoview done ana --on yesterday\n"
                "infoview done bo slides --drop    it will not be done\n"
                "infoview done bo --theirs\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
