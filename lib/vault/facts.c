#include "vault/facts.h"

#include "vault/interview.h"
#include "vault/link.h"

static void touch(struct facts *facts, int32_t day, int32_t today)
{
    if (day <= today && day > facts->last_touch)
        facts->last_touch = day;
}

static void read_promises(struct facts *facts, const struct record *record, int32_t today)
{
    for (uint32_t i = 0; i < record->md.tasks.n; i++) {
        const struct md_task *task = &record->md.tasks.at[i];

        if (task->state == MD_TASK_DONE && !task->theirs)
            touch(facts, task->done, today);
    }
}

bool log_is_directional(const struct md_log *line, int32_t today)
{
    return line->direction != MD_DIRECTION_NONE && line->kind != MD_LOG_NOTE && line->when.day <= today;
}

/* On one day every `out` precedes every `in`, so an `in` settles all lines up to its day. */
static void read_log(struct facts *facts, const struct record *contact, int32_t today)
{
    int32_t last_in = 0, last_out = 0;

    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *line = &contact->md.log.at[i];
        int32_t *last = line->direction == MD_DIRECTION_IN ? &last_in : &last_out;

        if (line->kind != MD_LOG_NOTE)
            touch(facts, line->when.day, today);
        if (log_is_directional(line, today) && line->when.day > *last)
            *last = line->when.day;
    }
    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *line = &contact->md.log.at[i];

        if (log_is_directional(line, today) && line->direction == MD_DIRECTION_OUT &&
            line->when.day > last_in)
            facts->run++;
    }
    if (last_in || last_out)
        facts->direction = last_in >= last_out ? MD_DIRECTION_IN : MD_DIRECTION_OUT;
    facts->direction_day = last_in >= last_out ? last_in : last_out;
}

static void keep_earliest(const struct record **earliest, const struct record *interview)
{
    if (!*earliest || interview_is_earlier(interview, *earliest))
        *earliest = interview;
}

static void read_interview(struct facts *facts, const struct record *contact, const struct record *interview,
                           int32_t today)
{
    struct participant self = {contact, contact->name, contact->id};
    struct settled thanked = interview_thanked(interview, &self);
    int32_t day = interview_day(interview);

    switch (interview_stand(interview, today)) {
    case STAND_HELD:
        keep_earliest(&facts->held, interview);
        touch(facts, day, today);
        facts->owes_thanks |= thanked.how == SETTLED_NOT;
        break;
    case STAND_AHEAD: keep_earliest(&facts->ahead, interview); break;
    case STAND_UNCONFIRMED: facts->is_unconfirmed = true; break;
    case STAND_OFF:
        if (day <= today && day > facts->off_day)
            facts->off_day = day;
        break;
    case STAND_UNDATED:
    case STAND_TOO_EARLY: break;
    }
    if (thanked.how == SETTLED_DATE)
        touch(facts, thanked.day, today);
    read_promises(facts, interview, today);
}

struct facts facts_of(const struct record *contact, int32_t today)
{
    struct facts facts = {0};

    read_log(&facts, contact, today);
    read_promises(&facts, contact, today);
    for (uint32_t i = 0; i < contact->interview_count; i++)
        read_interview(&facts, contact, contact->interviews[i], today);
    return facts;
}

struct period facts_period(const struct vault *vault, const struct record *contact)
{
    const struct value *own = record_find(contact, KEY_KEEP_IN_TOUCH);

    return own ? own->period : settings_period(&vault->settings, SET_KEEP_IN_TOUCH);
}

int32_t facts_touch_base(const struct record *contact, const struct facts *facts)
{
    return facts->last_touch ? facts->last_touch : record_day(contact, KEY_ADDED);
}

bool contact_is_active(const struct record *contact)
{
    return record_number(contact, KEY_STATUS) <= CONTACT_ACTIVE;
}

bool contact_is_asleep(const struct record *contact, int32_t today)
{
    return record_day(contact, KEY_SNOOZE) > today;
}

const struct md_log *contact_last_words(const struct record *contact, enum md_direction direction,
                                        int32_t today)
{
    const struct md_log *newest = NULL;

    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *line = &contact->md.log.at[i];

        if (line->text.n && !line->is_private && line->when.day <= today &&
            (!direction || line->direction == direction) && (!newest || line->when.day > newest->when.day))
            newest = line;
    }
    return newest;
}

const struct record *contact_referrer(const struct record *contact)
{
    const struct value *value = record_find(contact, KEY_REFERRED_BY);

    return value ? value->links.at[0].to : NULL;
}

enum stage stage_of(const struct vault *vault, const struct record *contact, const struct facts *facts)
{
    switch (record_number(contact, KEY_STATUS)) {
    case CONTACT_CLOSED: return STAGE_CLOSED;
    case CONTACT_DECLINED: return STAGE_DECLINED;
    case CONTACT_PAUSED: return STAGE_PAUSED;
    default: break;
    }
    if (facts->ahead)
        return STAGE_SCHEDULED;
    if (facts->held)
        return facts->owes_thanks ? STAGE_MET : STAGE_THANKED;
    if (facts->direction == MD_DIRECTION_IN)
        return STAGE_REPLIED;
    if (facts->run > (uint32_t)settings_number(&vault->settings, SET_NUDGE_TIMES))
        return STAGE_NO_REPLY;
    return facts->run ? STAGE_ASKED : STAGE_IDEA;
}

static const struct {
    const char *name, *about;
} stages[STAGE_COUNT] = {
    [STAGE_IDEA] = {"idea", "noted, not written to yet"},
    [STAGE_ASKED] = {"asked", "you wrote; no answer yet"},
    [STAGE_NO_REPLY] = {"no-reply", "you wrote more often than nudge_times, and no answer came"},
    [STAGE_REPLIED] = {"replied", "they answered; no interview yet"},
    [STAGE_SCHEDULED] = {"scheduled", "an interview lies ahead"},
    [STAGE_MET] = {"met", "you met, and a thank-you is owed"},
    [STAGE_THANKED] = {"thanked", "you met, and no thank-you is owed"},
    [STAGE_PAUSED] = {"paused", "left in peace for a while"},
    [STAGE_DECLINED] = {"declined", "they said no"},
    [STAGE_CLOSED] = {"closed", "you are done with it"},
};

const char *stage_name(enum stage stage)
{
    return stages[stage].name;
}

const char *stage_about(enum stage stage)
{
    return stages[stage].about;
}
