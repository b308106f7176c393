#include "site/part.h"
#include "vault/goal.h"

/* Lists of the page: each begins with so many, the rest is behind "and 12 more", up to what the page may weigh. */
enum { SHOWN = 5, MORE_MOST = 8, UNREADABLE_MOST = 5, LEARNED = 3 };

/* ---- what is due */

enum pile { PILE_OWED, PILE_WRITE, PILE_WAITING, PILE_MEETINGS, PILE_NONE };

/* Which list of the page an item is in. */
static enum pile pile_of(const struct due_item *item)
{
    switch (item->kind) {
    case DUE_THANK:
    case DUE_PROMISE: return PILE_OWED;
    case DUE_SCHEDULE:
    case DUE_NUDGE:
    case DUE_TOUCH:
    case DUE_ASK: return PILE_WRITE;
    case DUE_WAITING: return PILE_WAITING;
    case DUE_MEET: return PILE_NONE;
    default: return PILE_MEETINGS;
    }
}

static bool is_listed(const struct page *page, const struct due_item *item, enum pile pile)
{
    return pile_of(item) == pile && site_shows_item(item) &&
           item->due <= due_horizon(page->view.vault, page->view.today);
}

/* Adds {count, is_one, shown, more, beyond}; returns how many there are. */
static uint32_t add_pile(const struct page *page, struct object *data, const char *name, enum pile pile)
{
    const struct due_list *due = &page->view.due;
    struct object object = {.arena = page->arena};
    struct list shown = {0}, more = {0};
    uint32_t count = 0;

    for (uint32_t i = 0; i < due->n; i++) {
        if (!is_listed(page, due->at[i], pile))
            continue;
        count++;
        if (shown.n < SHOWN)
            *vec_add(&shown, page->arena) = part_item(page, due->at[i]);
        else if (more.n < MORE_MOST)
            *vec_add(&more, page->arena) = part_item(page, due->at[i]);
    }
    data_number(&object, "count", count);
    data_yes(&object, "is_any", count > 0);
    data_add_list(&object, "shown", &shown);
    data_yes(&object, "is_more", more.n > 0);
    data_number(&object, "more_count", count - shown.n);
    data_add_list(&object, "more", &more);
    if (count > shown.n + more.n)
        data_number(&object, "beyond", count - shown.n - more.n);
    else
        data_nothing(&object, "beyond");
    data_add(data, name, data_object(&object));
    return count;
}

/* ---- the sentence at the top */

static void add_status(const struct page *page, struct list *list, const char *url, struct buf *text)
{
    struct object part = {.arena = page->arena};

    data_text(&part, "text", data_kept(page->arena, text));
    data_url(&part, "url", str_from(url));
    *vec_add(list, page->arena) = data_object(&part);
}

static void put_meeting(const struct page *page, struct buf *text, const struct record *next)
{
    struct stamp when = record_find(next, KEY_DATE)->stamp;

    buf_puts(text, "next meeting ");
    if (when.day == page->view.today)
        buf_puts(text, "today");
    else
        date_human_write(text, when.day, page->view.today);
    if (when.has_time) {
        buf_putc(text, ' ');
        date_time_write(text, when.minute);
    }
}

static void status_make(const struct page *page, struct object *data, uint32_t owed,
                        const struct record *next)
{
    struct goal goal = goal_of(page->view.vault, page->view.today);
    struct list list = {0};
    struct buf text = {0};

    buf_printf(&text, owed ? "%u owed" : "nothing owed", owed);
    add_status(page, &list, owed ? "#owed" : "", &text);
    if (next) {
        put_meeting(page, &text, next);
        add_status(page, &list, "#next", &text);
    }
    if (goal.rate.count) {
        buf_printf(&text, "%u of %d this %s", goal.done, goal.rate.count, rate_unit_name(goal.rate.unit));
        add_status(page, &list, "#pace", &text);
    }
    if (goal.streak > 1) {
        buf_printf(&text, "streak %u %ss", goal.streak, rate_unit_name(goal.rate.unit));
        add_status(page, &list, "#pace", &text);
    }
    data_add_list(data, "status", &list);
}

/* ---- pace */

enum { WEEKS = 26 };

static struct tmpl_value week_value(const struct page *page, int32_t first, const struct record_list *held)
{
    struct object week = {.arena = page->arena};
    const struct record *newest = NULL;
    struct list meetings = {0};

    for (uint32_t i = 0; i < held->n; i++) {
        int32_t day = interview_day(held->at[i]);

        if (day < first || day >= first + 7)
            continue;
        newest = newest ? newest : held->at[i];
        *vec_add(&meetings, page->arena) = part_meeting(page, held->at[i], NULL);
    }
    data_day(&week, "from", first, page->view.today);
    data_number(&week, "count", meetings.n);
    data_number(&week, "level", meetings.n < 3 ? meetings.n : 3);
    data_yes(&week, "is_any", meetings.n > 0);
    data_url(&week, "url", part_record_url(page, newest));
    return data_object(&week);
}

static void add_pace(const struct page *page, struct object *data, const struct record_list *held)
{
    struct goal goal = goal_of(page->view.vault, page->view.today);
    int32_t now = date_week_start(page->view.today, settings_week_start(&page->view.vault->settings));
    struct object pace = {.arena = page->arena};
    struct list weeks = {0};

    for (int32_t i = WEEKS - 1; i >= 0; i--)
        *vec_add(&weeks, page->arena) = week_value(page, now - 7 * i, held);
    data_yes(&pace, "has_goal", goal.rate.count > 0);
    data_number(&pace, "done", goal.done);
    data_number(&pace, "target", goal.rate.count);
    data_word(&pace, "per", goal.rate.count ? rate_unit_name(goal.rate.unit) : NULL);
    data_number(&pace, "ahead", goal.ahead);
    data_yes(&pace, "is_ahead", goal.ahead > 0);
    data_number(&pace, "streak", goal.streak);
    data_yes(&pace, "has_streak", goal.streak > 1);
    data_add_list(&pace, "weeks", &weeks);
    data_add(data, "pace", data_object(&pace));
}

/* The six stages on the way, each with how many people are at it. */
static void add_pipeline(const struct page *page, struct object *data)
{
    static const enum stage stages[] = {STAGE_IDEA,      STAGE_ASKED, STAGE_REPLIED,
                                        STAGE_SCHEDULED, STAGE_MET,   STAGE_THANKED};
    const struct records *all = &page->view.vault->records[KIND_CONTACT];
    struct list list = {0};

    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        struct object stage = {.arena = page->arena};
        struct buf url = {0};
        uint32_t count = 0;

        for (uint32_t k = 0; k < all->n; k++)
            count += site_has_page(page->site, &all->at[k]) && page->site->stages[k] == stages[i];
        buf_printf(&url, "people.html#stage=%s", stage_name(stages[i]));
        data_word(&stage, "name", stage_name(stages[i]));
        data_number(&stage, "count", count);
        data_url(&stage, "url", data_kept(page->arena, &url));
        *vec_add(&list, page->arena) = data_object(&stage);
    }
    data_add_list(data, "pipeline", &list);
}

static void add_unreadable(const struct page *page, struct object *data)
{
    const struct diags *rows = &page->view.vault->unreadable;
    struct list list = {0};
    uint32_t count = 0;

    for (uint32_t i = 0; i < rows->n; i++) {
        if (!part_shows_finding(page, &rows->at[i]))
            continue;
        if (count++ < UNREADABLE_MOST)
            *vec_add(&list, page->arena) = part_finding(page, &rows->at[i]);
    }
    data_yes(data, "is_one_unreadable", count == 1);
    data_number(data, "unreadable_count", count);
    data_add_list(data, "unreadable", &list);
}

static void add_learned(const struct page *page, struct object *data, const struct record_list *held)
{
    struct list list = {0};

    for (uint32_t i = 0; i < held->n && list.n < LEARNED; i++)
        part_answers(page, held->at[i], 1, &list);
    data_add_list(data, "learned", &list);
}

static bool has_people(const struct page *page)
{
    const struct records *all = &page->view.vault->records[KIND_CONTACT];

    for (uint32_t i = 0; i < all->n; i++)
        if (site_has_page(page->site, &all->at[i]))
            return true;
    return false;
}

void today_make(struct page *page, struct object *data)
{
    struct record_list held = site_meetings(page->site, page->arena);
    struct record_list ahead = part_ahead(page);
    const struct record *next = ahead.n ? ahead.at[0] : NULL;
    uint32_t owed;

    data_word(data, "title", "Today");
    data_yes(data, "is_empty", !has_people(page));
    add_unreadable(page, data);
    owed = add_pile(page, data, "owed", PILE_OWED);
    data_add(data, "next", next ? part_meeting(page, next, NULL) : (struct tmpl_value){0});
    add_pile(page, data, "write_to", PILE_WRITE);
    add_pile(page, data, "waiting", PILE_WAITING);
    add_pile(page, data, "meetings", PILE_MEETINGS);
    status_make(page, data, owed, next);
    add_pace(page, data, &held);
    add_pipeline(page, data);
    add_learned(page, data, &held);
}
