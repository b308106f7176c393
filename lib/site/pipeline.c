#include "insight/pipeline.h"

#include <stdlib.h>

#include "site/part.h"

/* How many people a stage shows; the list of people has all. */
enum { PEOPLE_MOST = 20 };

/* The stages on the way, and those of people who are left in peace. */
static const enum stage on_the_way[] = {STAGE_IDEA,      STAGE_ASKED, STAGE_REPLIED,
                                        STAGE_SCHEDULED, STAGE_MET,   STAGE_THANKED};
static const enum stage resting[] = {STAGE_NO_REPLY, STAGE_PAUSED};
static const enum stage declined[] = {STAGE_DECLINED, STAGE_CLOSED};

enum { STEPS = sizeof on_the_way / sizeof on_the_way[0], APART = sizeof resting / sizeof resting[0] };

struct standing {
    const struct record *contact;
    int32_t since; /* 0: not known */
    int32_t meets; /* of who is scheduled: the day of a meeting that pages tell of, else 0 */
};

struct standings {
    struct standing *at;
    uint32_t n;
};

/* ---- who is where */

/* Whom one would look at first: who meets next, else who is there longest; of whom that is not known comes last. */
static int by_urgency(const void *left, const void *right)
{
    const struct standing *a = left, *b = right;
    int32_t day_a = a->meets ? a->meets : a->since, day_b = b->meets ? b->meets : b->since;
    int order;

    if (day_a != day_b)
        return !day_b || (day_a && day_a < day_b) ? -1 : 1;
    order = str_compare(a->contact->name, b->contact->name);
    return order ? order : str_compare(a->contact->path, b->contact->path);
}

static struct standing standing_of(const struct page *page, const struct record *contact, enum stage stage)
{
    const struct record *ahead = view_facts(&page->view, contact)->ahead;
    struct since since = pipeline_since(&page->view, contact, stage);
    struct standing standing = {.contact = contact, .since = since.is_private ? 0 : since.day};

    if (stage == STAGE_SCHEDULED && ahead && site_has_page(page->site, ahead))
        standing.meets = interview_day(ahead);
    return standing;
}

static struct standings people_at(const struct page *page, enum stage stage)
{
    const struct records *all = &page->view.vault->records[KIND_CONTACT];
    struct standings people = {arena_new_array(page->arena, struct standing, (size_t)all->n + 1), 0};

    for (uint32_t i = 0; i < all->n; i++)
        if (site_has_page(page->site, &all->at[i]) && page->site->stages[i] == stage)
            people.at[people.n++] = standing_of(page, &all->at[i], stage);
    if (people.n)
        qsort(people.at, people.n, sizeof *people.at, by_urgency);
    return people;
}

/* ---- a stage with its people */

static struct tmpl_value person_value(const struct page *page, const struct standing *standing)
{
    int32_t today = page->view.today;
    struct object object = {.arena = page->arena};

    data_add(&object, "person", part_person_value(page, standing->contact, standing->contact->name));
    data_day(&object, "since", standing->since, today);
    if (standing->since)
        data_number(&object, "days", today - standing->since);
    else
        data_nothing(&object, "days");
    data_yes(&object, "is_one_day", standing->since && today - standing->since == 1);
    data_day(&object, "meets", standing->meets, today);
    return data_object(&object);
}

static void add_stage_url(struct object *object, const char *name, const char *before, enum stage stage)
{
    struct buf url = {0};

    buf_printf(&url, "%s%s", before, stage_name(stage));
    data_url(object, name, data_kept(object->arena, &url));
}

/* Adds {name, about, url, count, people, more} to the list; returns how many people it is. */
static uint32_t add_stage(const struct page *page, struct list *list, enum stage stage)
{
    struct standings people = people_at(page, stage);
    struct object object = {.arena = page->arena};
    struct list shown = {0};

    for (uint32_t i = 0; i < people.n && i < PEOPLE_MOST; i++)
        *vec_add(&shown, page->arena) = person_value(page, &people.at[i]);
    data_word(&object, "name", stage_name(stage));
    data_word(&object, "about", stage_about(stage));
    add_stage_url(&object, "url", "people.html#stage=", stage);
    data_number(&object, "count", people.n);
    data_add_list(&object, "people", &shown);
    if (people.n > shown.n)
        data_number(&object, "more", people.n - shown.n);
    else
        data_nothing(&object, "more");
    *vec_add(list, page->arena) = data_object(&object);
    return people.n;
}

/* Adds a group of stages apart: {title, stages}, where anybody is. Returns how many. */
static uint32_t add_apart(const struct page *page, struct list *groups, const char *title,
                          const enum stage *stages)
{
    struct object object = {.arena = page->arena};
    struct list list = {0};
    uint32_t count = 0;

    for (size_t i = 0; i < APART; i++)
        count += add_stage(page, &list, stages[i]);
    data_word(&object, "title", title);
    data_number(&object, "count", count);
    data_add(&object, "stages", data_list(&list));
    if (count)
        *vec_add(groups, page->arena) = data_object(&object);
    return count;
}

/* ---- how many came how far */

/* Adds for each stage how many are there now, and at it or a later one; `share` is that of all on the way, in percent. */
static void add_funnel(const struct page *page, struct object *data, const uint32_t *counts, uint32_t all)
{
    struct list list = {0};
    uint32_t reached = all;

    for (size_t i = 0; i < STEPS; i++) {
        struct object step = {.arena = page->arena};

        data_word(&step, "name", stage_name(on_the_way[i]));
        add_stage_url(&step, "url", "people.html#stage=", on_the_way[i]);
        add_stage_url(&step, "lists", "#at-", on_the_way[i]);
        data_number(&step, "count", counts[i]);
        data_number(&step, "reached", reached);
        data_number(&step, "share", all ? (long)((100 * (uint64_t)reached + all / 2) / all) : 0);
        *vec_add(&list, page->arena) = data_object(&step);
        reached -= counts[i];
    }
    data_add_list(data, "funnel", &list);
}

void pipeline_make(struct page *page, struct object *data)
{
    uint32_t counts[STEPS], moving = 0, still;
    struct list stages = {0}, apart = {0};

    for (size_t i = 0; i < STEPS; i++)
        moving += counts[i] = add_stage(page, &stages, on_the_way[i]);
    still = add_apart(page, &apart, "Resting", resting);
    still += add_apart(page, &apart, "Declined and closed", declined);
    data_word(data, "title", "Pipeline");
    data_yes(data, "is_empty", !moving && !still);
    data_number(data, "moving", moving);
    data_number(data, "still", still);
    data_yes(data, "has_still", still > 0);
    data_add_list(data, "stages", &stages);
    add_funnel(page, data, counts, moving);
    data_add_list(data, "apart", &apart);
}
