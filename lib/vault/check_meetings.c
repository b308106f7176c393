#include <stdarg.h>

#include "base/utf8.h"
#include "vault/check_part.h"
#include "vault/interview.h"
#include "vault/job_ask.h"

void report_job_ask(struct check_job *job, struct str path, struct place place)
{
    diag_hint(&job->found, diag_add(&job->found, RULE_JOB_ASK, path, place, "this asks for a job"),
              "ask about their work; a job is theirs to bring up");
}

/* ---- findings about an interview */

/* Adds a finding at the value of `key`, else at the top. */
ATTR_PRINTF(5, 6)
static void report(struct check_job *job, const struct record *record, enum rule rule, enum key key,
                   const char *format, ...)
{
    struct buf message = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&message, format, args);
    va_end(args);
    diag_add(&job->found, rule, record->path, (struct place){record_line(record, key, 1), 0}, "%.*s",
             STR_ARGS(buf_str(&message)));
    buf_free(&message);
}

/* Of the newest one. */
static void hint(struct check_job *job, const char *text)
{
    diag_hint(&job->found, &job->found.at[job->found.n - 1], "%s", text);
}

/* Whom a meeting is with, for a message. */
static struct str partner_name(const struct record *interview)
{
    const struct participant *partner = interview_partner(interview);

    return partner ? partner->name : STR("nobody");
}

static void check_questions(struct check_job *job, const struct record *interview)
{
    int32_t least = settings_number(&job->vault->settings, SET_MIN_QUESTIONS);
    uint32_t count = interview->md.questions.n;
    struct str name = partner_name(interview);

    if ((int32_t)count < least) {
        report(job, interview, RULE_TOO_FEW_QUESTIONS, KEY_DATE, "%u of %d questions for %.*s", count, least,
               STR_ARGS(name));
        hint(job, "write more under Questions; questions.md has some to choose from");
    }
    if (count && !interview_grounded(interview, NULL)) {
        report(job, interview, RULE_NO_GROUNDED_QUESTION, KEY_DATE,
               "no question shows that you have read about %.*s", STR_ARGS(name));
        hint(job, "begin one with 'I noticed', or name their organisation in it");
    }
}

static void check_asked(struct check_job *job, const struct record *interview)
{
    for (uint32_t i = 0; i < interview->md.questions.n; i++)
        if (job_ask_is_in(interview->md.questions.at[i].text))
            report_job_ask(job, interview->path, (struct place){interview->md.questions.at[i].line, 0});
}

/* What a meeting that lies ahead is for: its own target, or that of somebody met; asked only where there are targets. */
static void check_target(struct check_job *job, const struct record *interview)
{
    if (!job->has_target || record_find(interview, KEY_TARGET))
        return;
    for (uint32_t i = 0; i < interview->participant_count; i++)
        if (interview->participants[i].to && record_find(interview->participants[i].to, KEY_TARGET))
            return;
    report(job, interview, RULE_NO_TARGET, KEY_DATE, "the meeting with %.*s serves none of your targets",
           STR_ARGS(partner_name(interview)));
    hint(job, "add a line 'target: ID' here or to the contact");
}

static void check_time(struct check_job *job, const struct record *interview)
{
    int32_t asked = record_number(interview, KEY_MINUTES_ASKED), used = record_number(interview, KEY_MINUTES);
    int32_t most = settings_number(&job->vault->settings, SET_MAX_MINUTES);

    if (asked > most) {
        report(job, interview, RULE_OVER_TIME, KEY_MINUTES_ASKED, "%d minutes are asked for, %d are the most",
               asked, most);
        hint(job, "ask for less: people say yes to a short talk, and stay when they like it");
    }
    if (used > most && used > asked) {
        report(job, interview, RULE_OVER_TIME, KEY_MINUTES, "%d minutes, %d were %s", used,
               asked ? asked : most, asked ? "agreed" : "the most");
        hint(job, "next time say when the time is up, and let them choose to go on");
    }
}

/* ---- thanks */

static void check_thanked_day(struct check_job *job, const struct record *interview, struct settled settled,
                              struct place place)
{
    int32_t day = interview_day(interview);
    struct diag *diag;

    if (settled.how != SETTLED_DATE)
        return;
    if (day && settled.day < day) {
        diag = diag_add(&job->found, RULE_THANKED_BEFORE_MEETING, interview->path, place,
                        "the thank-you comes before the meeting");
        diag_hint(&job->found, diag, "one of the two days, 'date' or 'thanked', is wrong");
    }
    if (settled.day > job->options->today) {
        diag = diag_add(&job->found, RULE_FUTURE_DONE, interview->path, place,
                        "the day of this thank-you has not come yet");
        diag_hint(&job->found, diag, "write the day on which you said it");
    }
}

static void check_thanks(struct check_job *job, const struct record *interview)
{
    const struct value *value = record_find(interview, KEY_THANKED);
    struct place place = {record_line(interview, KEY_THANKED, 1), 0};
    bool is_thanked;

    if (!value)
        return;
    is_thanked = value->thanked->all.how == SETTLED_DATE;
    check_thanked_day(job, interview, value->thanked->all, place);
    for (uint32_t i = 0; i < value->thanked->n; i++) {
        const struct thanked_entry *entry = &value->thanked->at[i];

        is_thanked |= entry->settled.how == SETTLED_DATE;
        check_thanked_day(job, interview, entry->settled, entry->who.place);
    }
    if (is_thanked && !record_find(interview, KEY_THANKED_FOR)) {
        report(job, interview, RULE_GENERIC_THANKS, KEY_THANKED, "nothing says what you thanked %.*s for",
               STR_ARGS(partner_name(interview)));
        hint(job, "add a line 'thanked_for:' with the topic, and how it helped");
    }
    if (job_ask_is_in(record_text(interview, KEY_THANKED_FOR)))
        report_job_ask(job, interview->path, (struct place){record_line(interview, KEY_THANKED_FOR, 1), 0});
}

/* ---- days that have not come yet */

static void check_courtesy(struct check_job *job, const struct record *interview, enum key key)
{
    const struct value *value = record_find(interview, key);

    if (!value || value->settled.how != SETTLED_DATE || value->settled.day <= job->options->today)
        return;
    report(job, interview, RULE_FUTURE_DONE, key, "this day has not come yet");
    hint(job, "write the day on which you did it");
}

static void check_stand(struct check_job *job, const struct record *interview)
{
    if (interview_stand(interview, job->options->today) != STAND_TOO_EARLY)
        return;
    report(job, interview, RULE_FUTURE_DONE, KEY_STATUS,
           "this meeting is marked done, and its day has not come yet");
    hint(job, "write 'status: planned', or the right date: until then it counts for nothing");
}

static void check_promises(struct check_job *job, const struct record *record)
{
    for (uint32_t i = 0; i < record->md.tasks.n; i++) {
        const struct md_task *task = &record->md.tasks.at[i];

        if (task->done > job->options->today)
            diag_hint(&job->found,
                      diag_add(&job->found, RULE_FUTURE_DONE, record->path, (struct place){task->line, 0},
                               "the day on which this was done has not come yet"),
                      "write the right day, or take the tick out");
    }
}

/* ---- everything */

static void check_interview(struct check_job *job, const struct record *interview)
{
    enum interview_stand stand = interview_stand(interview, job->options->today);

    check_stand(job, interview);
    check_thanks(job, interview);
    check_time(job, interview);
    check_courtesy(job, interview, KEY_ASKED_REFERRER);
    check_courtesy(job, interview, KEY_TOLD_REFERRER);
    check_promises(job, interview);
    if (stand == STAND_AHEAD || stand == STAND_UNDATED)
        check_asked(job, interview);
    if (stand != STAND_AHEAD)
        return;
    check_questions(job, interview);
    check_target(job, interview);
}

static void check_skill(struct check_job *job, const struct record *skill)
{
    if (record_number(skill, KEY_KIND) != SKILL_SOFT || record_find(skill, KEY_EVIDENCE))
        return;
    report(job, skill, RULE_VAGUE_SKILL, KEY_KIND, "a soft skill with nothing that shows it");
    hint(job, "add a line 'evidence:' with something you did");
}

static bool has_active_target(const struct vault *vault)
{
    const struct records *targets = &vault->records[KIND_TARGET];

    for (uint32_t i = 0; i < targets->n; i++)
        if (record_number(&targets->at[i], KEY_STATUS) <= TARGET_ACTIVE)
            return true;
    return false;
}

void check_meetings(struct check_job *job)
{
    const struct vault *vault = job->vault;

    job->has_target = has_active_target(vault);
    for (uint32_t i = 0; i < vault->records[KIND_INTERVIEW].n; i++) {
        check_interview(job, &vault->records[KIND_INTERVIEW].at[i]);
        arena_reset(&job->scratch);
    }
    for (uint32_t i = 0; i < vault->records[KIND_CONTACT].n; i++)
        check_promises(job, &vault->records[KIND_CONTACT].at[i]);
    for (uint32_t i = 0; i < vault->records[KIND_SKILL].n; i++)
        check_skill(job, &vault->records[KIND_SKILL].at[i]);
}
