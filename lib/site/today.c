#include "site/weeks.h"
#include "vault/goal.h"

/*
 * Lists of the page: each begins with so many, the rest is behind "and 12 more", up to what the page may weigh
 * (site.md, "Budgets"): what is owed and whom to write to come first.
 */
enum { SHOWN = 5, SHOWN_OTHERS = 3, MORE_MOST = 5, UNREADABLE_MOST = 5, LEARNED = 3, QUOTE_MOST = 400 };

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
    uint32_t count = 0, most = pile == PILE_OWED || pile == PILE_WRITE ? SHOWN : SHOWN_OTHERS;

    for (uint32_t i = 0; i < due->n; i++) {
        if (!is_listed(page, due->at[i], pile))
            continue;
        count++;
        if (shown.n < most)
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

static struct tmpl_value week_value(const struct page *page, const struct record_list *held,
                                    const struct week *own)
{
    struct object week = {.arena = page->arena};

    data_day(&week, "from", own->from, page->view.today);
    data_number(&week, "count", own->count);
    data_number(&week, "level", own->count < 3 ? own->count : 3);
    data_url(&week, "url", week_url(page, held, own));
    return data_object(&week);
}

static void add_pace(const struct page *page, struct object *data, const struct record_list *held)
{
    struct goal goal = goal_of(page->view.vault, page->view.today);
    struct object pace = {.arena = page->arena};
    struct week all[WEEKS];
    struct list weeks = {0};

    weeks_of(page, held, all);
    for (int i = 0; i < WEEKS; i++)
        *vec_add(&weeks, page->arena) = week_value(page, held, &all[i]);
    data_url(&pace, "url",
             goal.rate.unit == RATE_WEEK ? week_url(page, held, &all[WEEKS - 1]) : STR("weeks.html"));
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
    const struct part_secrets *secrets = rows->n ? part_secrets_of(page) : NULL;
    struct list list = {0};
    uint32_t count = 0;

    for (uint32_t i = 0; i < rows->n; i++) {
        if (!part_shows_finding(secrets, &rows->at[i]))
            continue;
        if (count++ < UNREADABLE_MOST)
            *vec_add(&list, page->arena) = part_finding(page, &rows->at[i]);
    }
    data_yes(data, "is_one_unreadable", count == 1);
    data_number(data, "unreadable_count", count);
    data_add_list(data, "unreadable", &list);
}

/* Of each of the newest meetings the first answer that is short enough for a quote. */
static void add_learned(const struct page *page, struct object *data, const struct record_list *held)
{
    struct list list = {0};

    for (uint32_t i = 0; i < held->n && list.n < LEARNED; i++) {
        struct list answers = {0};
        uint32_t at = 0;

        part_answers(page, held->at[i], UINT32_MAX, &answers);
        while (at < answers.n && data_size(data_get(&answers.at[at], "answer")) > QUOTE_MOST)
            at++;
        if (at < answers.n)
            *vec_add(&list, page->arena) = answers.at[at];
    }
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
