#include "meeting.h"
#include "prep.h"
#include "vault/verb.h"

/* Where a question that is to be finished stands can be edited. */
static void say_after(struct app *app, const struct record *interview, const struct choices *added,
                      uint32_t count)
{
    int32_t least = settings_number(&app->vault.settings, SET_MIN_QUESTIONS);
    bool has_gap = false;

    for (uint32_t i = 0; i < added->n; i++)
        has_gap |= added->at[i].has_gap;
    if (has_gap)
        app_say(app, "fill in the dots: infoview edit %.*s", STR_ARGS(interview->id));
    if ((int32_t)count < least)
        app_say(app, "%u of %d questions; add some to questions.md: infoview edit questions", count, least);
}

/* Nothing is to be added: there is enough, or the bank has no more. */
static void nothing(struct write *write, const struct participant *person, const struct record *interview)
{
    uint32_t count = interview->md.questions.n, grounded = interview_grounded(interview, NULL);
    int32_t least = settings_number(&write->app->vault.settings, SET_MIN_QUESTIONS);

    if ((int32_t)count >= least && grounded)
        write_say(write, "nothing is missing: %u question%s, %u from research", count, count == 1 ? "" : "s",
                  grounded);
    else
        write_say(write, "questions.md has none that %.*s was not asked", STR_ARGS(person->name));
}

static int bad_bank(struct app *app, const struct diag *problem)
{
    return app_fail(app, STATUS_CANNOT, "%.*s:%u:%u: %.*s%s%.*s", STR_ARGS(problem->path),
                    problem->place.line, problem->place.column, STR_ARGS(problem->message),
                    problem->hint.n ? "\n" : "", STR_ARGS(problem->hint));
}

int prep_add_questions(struct write *write, const struct participant *person, const struct record *interview)
{
    struct app *app = write->app;
    const struct choose_for who = {.contact = person->to, .interview = interview};
    struct write_name name = meeting_name("prep", person);
    struct choices unasked, missing;
    struct diag problem = {0};
    struct bank bank;
    int status;

    if (!bank_read(&app->vault, &app->arena, &bank, &problem))
        return bad_bank(app, &problem);
    unasked = choose_unasked(&bank, &who, &app->arena);
    missing = choose_missing(&unasked, interview,
                             (uint32_t)settings_number(&app->vault.settings, SET_MIN_QUESTIONS), &app->arena);
    if (!missing.n)
        nothing(write, person, interview);
    for (uint32_t i = 0; i < missing.n; i++) {
        if (verb_question(&write->change, interview, missing.at[i].text) != 0)
            return write_refused(write);
        write_say(write, "added: %.*s", STR_ARGS(missing.at[i].text));
    }
    status = write_finish(write, &name);
    if (!status && !app->dry_run)
        say_after(app, interview, &missing, interview->md.questions.n + missing.n);
    return status;
}
