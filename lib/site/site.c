#include "site/site.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/utf8.h"
#include "site/data.h"
#include "site/part.h"
#include "site/people_order.h"
#include "vault/interview.h"

const struct record_want site_want = {
    .contact_body = MD_WANT_TASKS | MD_WANT_LOG | MD_WANT_NOTES | MD_WANT_RANGES,
    .interview_body = MD_WANT_TASKS | MD_WANT_QUESTIONS | MD_WANT_REFERRALS | MD_WANT_SKILLS | MD_WANT_NOTES |
                      MD_WANT_PROSE | MD_WANT_RANGES,
    .suspects = true, /* help.html has the findings of check */
    .body = true,
    .body_later = true,
    .digest = true,
};

/* ---- where pages lie */

/* Whether an id may be a file's name as it is, everywhere. */
static bool is_harmless(struct str id)
{
    enum { LONGEST = 200 };
    char room[LONGEST + 1];
    struct buf clean = BUF_LENT(room);
    bool is_same;

    if (!id.n || id.n > LONGEST || id.p[0] == '.' || id.p[0] == '-' || is_space(id.p[id.n - 1]))
        return false;
    for (size_t i = 0; i < id.n; i++)
        if ((unsigned char)id.p[i] < ' ' || str_index(STR("/\\:*?\"<>|"), id.p[i], 0) < 9)
            return false;
    utf8_clean(&clean, id);
    is_same = str_equal(buf_str(&clean), id);
    buf_free(&clean);
    return is_same;
}

/*
 * The stem of a record's page: its id, or where that is no good name, or taken by another when case is not counted, what the
 * file's path hashes to.
 */
static struct str stem_of(struct arena *arena, struct map *taken, const struct record *record)
{
    char room[256];
    struct buf stem = BUF_LENT(room);

    if (is_harmless(record->id))
        buf_put(&stem, record->id);
    while (!stem.n || map_find(taken, utf8_fold(arena, buf_str(&stem)))) {
        if (!str_starts(buf_str(&stem), STR("~"))) {
            buf_reset(&stem);
            buf_putc(&stem, '~');
            buf_hex(&stem, hash_fnv1a(record->path));
        } else {
            buf_putc(&stem, '~');
        }
    }
    return data_kept(arena, &stem);
}

static struct site_name name_of(struct arena *arena, struct map *taken, const struct record *record)
{
    struct str stem = stem_of(arena, taken, record);
    struct site_name name;
    char room[256];
    struct buf text = BUF_LENT(room);

    map_set(taken, arena, utf8_fold(arena, stem), arena);
    buf_put(&text, stem);
    buf_puts(&text, ".html");
    name.file = data_kept(arena, &text);
    text = BUF_LENT(room);
    data_put_encoded(&text, name.file);
    name.url = data_kept(arena, &text);
    return name;
}

static void name_pages(struct site *site, enum kind kind)
{
    struct arena *arena = site->view->arena;
    const struct records *records = &site->view->vault->records[kind];
    struct map taken = {0};

    map_reserve(&taken, arena, records->n + 1);
    site->names[kind] = arena_new_array(arena, struct site_name, (size_t)records->n + 1);
    for (uint32_t i = 0; i < records->n + records->unreadable; i++) {
        const struct record *record = &records->at[i];

        if (!record_is_on_pages(record))
            site->hidden.at[site->hidden.n++] = record;
        else if (!record->is_unreadable)
            site->names[kind][i] = name_of(arena, &taken, record);
    }
}

uint32_t site_number(const struct site *site, const struct record *record)
{
    must(record->kind <= KIND_INTERVIEW && !record->is_unreadable); /* those stand in no table */
    return (uint32_t)(record - site->vault->records[record->kind].at);
}

bool site_has_page(const struct site *site, const struct record *record)
{
    return record && record->kind <= KIND_INTERVIEW && !record->is_unreadable &&
           site->names[record->kind][site_number(site, record)].file.n > 0;
}

/* ---- what is due about whom */

static bool is_task_private(const struct record *record, uint32_t line)
{
    for (uint32_t i = 0; i < record->md.tasks.n; i++)
        if (record->md.tasks.at[i].line == line)
            return record->md.tasks.at[i].is_private;
    return false;
}

static bool is_referral_private(const struct record *record, uint32_t line)
{
    for (uint32_t i = 0; i < record->md.referrals.n; i++)
        if (record->md.referrals.at[i].line == line)
            return record->md.referrals.at[i].is_private;
    return false;
}

bool site_shows_item(const struct due_item *item)
{
    const struct record *source = item->interview ? item->interview : item->contact;

    if ((item->contact && !record_is_on_pages(item->contact)) ||
        (item->about && !record_is_on_pages(item->about)) ||
        (item->interview && !record_is_on_pages(item->interview)))
        return false;
    if (item->kind != DUE_PROMISE && item->kind != DUE_WAITING && item->kind != DUE_REFERRAL)
        return true;
    must(source); /* they stand in a file */
    if (item->kind != DUE_REFERRAL)
        return !is_task_private(source, item->line);
    return !is_referral_private(source, item->line);
}

/* Where an item is handed to: to each contact it is about. */
static void hand(struct site *site, const struct record *contact, const struct due_item *item, uint32_t *at)
{
    uint32_t number;

    if (!site_has_page(site, contact))
        return;
    number = site_number(site, contact);
    if (site->due)
        site->due[at[number]] = item;
    at[number]++;
}

/* Gives each item, once for each contact, to `due_from` (counting) or to `due`. */
static void each_item(struct site *site, uint32_t *at)
{
    const struct due_list *list = &site->view->due;

    for (uint32_t i = 0; i < list->n; i++) {
        const struct due_item *item = list->at[i];
        bool is_of_all = item->kind == DUE_CONFIRM || item->kind == DUE_NOTES || item->kind == DUE_MEET ||
                         item->kind == DUE_PREP;

        if (!site_shows_item(item))
            continue;
        if (!is_of_all)
            hand(site, item->contact, item, at);
        if (item->about && item->about != item->contact)
            hand(site, item->about, item, at);
        for (uint32_t k = 0; is_of_all && k < item->interview->participant_count; k++)
            hand(site, item->interview->participants[k].to, item, at);
    }
}

static void index_due(struct site *site)
{
    struct arena *arena = site->view->arena;
    uint32_t count = site->view->vault->records[KIND_CONTACT].n, total = 0;
    uint32_t *at = arena_new_array(arena, uint32_t, (size_t)count + 1);

    site->due_from = arena_new_array(arena, uint32_t, (size_t)count + 1);
    each_item(site, at);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t own = at[i];

        site->due_from[i] = at[i] = total;
        total += own;
    }
    site->due_from[count] = total;
    site->due = arena_new_array(arena, const struct due_item *, (size_t)total + 1);
    each_item(site, at);
}

struct site_due site_due_of(const struct site *site, const struct record *contact)
{
    uint32_t number = site_number(site, contact);
    uint32_t from = site->due_from[number];

    return (struct site_due){site->due + from, site->due_from[number + 1] - from};
}

/* ---- people and meetings */

static void stage_people(struct site *site)
{
    const struct view *view = site->view;
    const struct records *contacts = &view->vault->records[KIND_CONTACT];

    site->stages = arena_new_array(view->arena, enum stage, (size_t)contacts->n + 1);
    for (uint32_t i = 0; i < contacts->n; i++)
        site->stages[i] = stage_of(view->vault, &contacts->at[i], &view->due.facts[i]);
}

static int newest_first(const void *left, const void *right)
{
    const struct record *a = *(const struct record *const *)left, *b = *(const struct record *const *)right;

    return interview_is_earlier(a, b) ? 1 : interview_is_earlier(b, a) ? -1 : 0;
}

struct record_list site_meetings(const struct site *site, struct arena *arena)
{
    const struct records *all = &site->view->vault->records[KIND_INTERVIEW];
    struct record_list list = {.at = arena_new_array(arena, const struct record *, (size_t)all->n + 1)};

    for (uint32_t i = 0; i < all->n; i++)
        if (site_has_page(site, &all->at[i]) && interview_stand(&all->at[i], site->view->today) == STAND_HELD)
            list.at[list.n++] = &all->at[i];
    if (list.n)
        qsort(list.at, list.n, sizeof(const struct record *), newest_first);
    return list;
}

void site_begin(struct site *site, struct vault *vault, int32_t today, struct arena *arena)
{
    size_t most = 1;

    *site = (struct site){.vault = vault, .view = arena_new(arena, struct view)};
    *site->view = (struct view){.vault = vault, .today = today, .arena = arena};
    for (int kind = KIND_CONTACT; kind <= KIND_INTERVIEW; kind++)
        most += (size_t)vault->records[kind].n + vault->records[kind].unreadable;
    site->hidden.at = arena_new_array(arena, const struct record *, most);
    name_pages(site, KIND_CONTACT);
    name_pages(site, KIND_INTERVIEW);
    site->has_private = site->hidden.n > 0;
    site->people = people_order_of(site);
}

void site_read(struct site *site, unsigned threads)
{
    struct view *view = site->view;

    site->places = page_places(site);
    part_read_bodies(site, threads);
    view_init(view, site->vault, view->today, view->arena);
    stage_people(site);
    index_due(site);
}
