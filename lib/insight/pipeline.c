#include "insight/pipeline.h"

#include "vault/interview.h"

/* Keeps the earlier day; of one day told twice, that it may be told. */
static void keep_first(struct since *since, int32_t day, bool is_private)
{
    if (!since->day || day < since->day)
        *since = (struct since){day, is_private};
    else if (day == since->day)
        since->is_private &= is_private;
}

/* Keeps the later one. */
static void keep_last(struct since *since, int32_t day, bool is_private)
{
    if (day > since->day)
        *since = (struct since){day, is_private};
    else if (day == since->day)
        since->is_private &= is_private;
}

/* The last day with a line in that direction; 0: none. */
static int32_t last_day(const struct view *view, const struct record *contact, enum md_direction direction)
{
    int32_t last = 0;

    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *line = &contact->md.log.at[i];

        if (line->direction == direction && log_is_directional(line, view->today) && line->when.day > last)
            last = line->when.day;
    }
    return last;
}

/* The first day from `from` on with a line in that direction; `*count` becomes how many it has. */
static struct since first_from(const struct view *view, const struct record *contact,
                               enum md_direction direction, int32_t from, uint32_t *count)
{
    struct since first = {0};

    *count = 0;
    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *line = &contact->md.log.at[i];

        if (line->direction != direction || !log_is_directional(line, view->today) || line->when.day < from)
            continue;
        if (!first.day || line->when.day < first.day)
            *count = 0;
        *count += !first.day || line->when.day <= first.day;
        keep_first(&first, line->when.day, line->is_private);
    }
    return first;
}

/* The `number`th line out behind the last line in. On one day every `out` precedes every `in`. */
static struct since line_out(const struct view *view, const struct record *contact, uint32_t number)
{
    int32_t from = last_day(view, contact, MD_DIRECTION_IN) + 1;
    uint32_t seen = 0, count;
    struct since day;

    do {
        day = first_from(view, contact, MD_DIRECTION_OUT, from, &count);
        seen += count;
        from = day.day + 1;
    } while (day.day && seen < number);
    return day;
}

static struct since meeting_owed(const struct view *view, const struct record *contact)
{
    struct participant self = {contact, contact->name, contact->id};
    struct since first = {0};

    for (uint32_t i = 0; i < contact->interview_count; i++) {
        const struct record *interview = contact->interviews[i];

        if (interview_stand(interview, view->today) == STAND_HELD &&
            interview_thanked(interview, &self).how == SETTLED_NOT)
            keep_first(&first, interview_day(interview), !record_is_on_pages(interview));
    }
    return first;
}

static struct since last_thanks(const struct view *view, const struct record *contact)
{
    struct participant self = {contact, contact->name, contact->id};
    struct since last = {0};

    for (uint32_t i = 0; i < contact->interview_count; i++) {
        const struct record *interview = contact->interviews[i];
        struct settled thanked = interview_thanked(interview, &self);
        int32_t day = interview_day(interview);

        if (interview_stand(interview, view->today) != STAND_HELD)
            continue;
        if (thanked.how == SETTLED_DATE && thanked.day > day)
            day = thanked.day;
        keep_last(&last, day, !record_is_on_pages(interview));
    }
    return last;
}

struct since pipeline_since(const struct view *view, const struct record *contact, enum stage stage)
{
    uint32_t patience = (uint32_t)settings_number(&view->vault->settings, SET_NUDGE_TIMES), count;
    struct since since = {0};

    switch (stage) {
    case STAGE_IDEA: since.day = record_day(contact, KEY_ADDED); break;
    case STAGE_ASKED: since = line_out(view, contact, 1); break;
    case STAGE_NO_REPLY: since = line_out(view, contact, patience + 1); break;
    case STAGE_REPLIED:
        since = first_from(view, contact, MD_DIRECTION_IN, last_day(view, contact, MD_DIRECTION_OUT), &count);
        break;
    case STAGE_MET: since = meeting_owed(view, contact); break;
    case STAGE_THANKED: since = last_thanks(view, contact); break;
    default: break;
    }
    return since.day <= view->today ? since : (struct since){0};
}
