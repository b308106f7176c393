#include "site/weeks.h"

void weeks_of(const struct page *page, const struct record_list *held, struct week weeks[WEEKS])
{
    int32_t now = date_week_start(page->view.today, settings_week_start(&page->view.vault->settings));
    uint32_t at = 0;

    for (int i = 0; i < WEEKS; i++) {
        struct week *week = &weeks[WEEKS - 1 - i];

        *week = (struct week){.from = now - 7 * i, .first = at};
        while (at < held->n && interview_day(held->at[at]) >= week->from)
            at++;
        week->count = at - week->first;
    }
}

struct str week_url(const struct page *page, const struct record_list *held, const struct week *week)
{
    struct buf url = {0};

    if (week->count == 1)
        return part_record_url(page, held->at[week->first]);
    if (week->count) {
        buf_put(&url, part_url(page, "", STR("weeks.html#w")));
        date_iso_write(&url, week->from);
    }
    return data_kept(page->arena, &url);
}

/* Whether a person's page tells of the meeting: their history, and from there the meetings before and after. */
static bool is_on_a_person(const struct page *page, const struct record *interview)
{
    for (uint32_t i = 0; interview_day(interview) && i < interview->participant_count; i++)
        if (site_has_page(page->site, interview->participants[i].to))
            return true;
    return false;
}

/*
 * Adds those that no other page leads to: with nobody who has a page, or without a day. Those ahead are in the list of what to
 * prepare, and those of the last weeks above.
 */
static void add_others(const struct page *page, struct object *data, int32_t from)
{
    const struct records *all = &page->view.vault->records[KIND_INTERVIEW];
    struct list list = {0};

    for (uint32_t i = all->n; i > 0; i--) { /* most ids begin with the day: the newest first */
        const struct record *interview = &all->at[i - 1];
        enum interview_stand stand = interview_stand(interview, page->view.today);
        bool is_above = stand == STAND_HELD && interview_day(interview) >= from;

        if (site_has_page(page->site, interview) && stand != STAND_AHEAD && !is_above &&
            !is_on_a_person(page, interview))
            *vec_add(&list, page->arena) = part_meeting(page, interview, NULL);
    }
    data_count(data, "other_count", list.n);
    data_add_list(data, "others", &list);
}

void weeks_make(struct page *page, struct object *data)
{
    struct record_list held = site_meetings(page->site, page->arena);
    struct week weeks[WEEKS];
    struct list list = {0};

    weeks_of(page, &held, weeks);
    for (int i = WEEKS - 1; i >= 0; i--) {
        struct object week = {.arena = page->arena};
        struct list meetings = {0};

        for (uint32_t k = 0; k < weeks[i].count; k++)
            *vec_add(&meetings, page->arena) = part_meeting(page, held.at[weeks[i].first + k], NULL);
        data_day(&week, "from", weeks[i].from, page->view.today);
        data_number(&week, "count", weeks[i].count);
        data_add(&week, "meetings", data_list(&meetings));
        if (weeks[i].count)
            *vec_add(&list, page->arena) = data_object(&week);
    }
    data_word(data, "title", "Meetings by week");
    data_add_list(data, "weeks", &list);
    add_others(page, data, weeks[0].from);
}
