#include "site/part.h"
#include "site/people_order.h"
#include "site/people_part.h"

/* ---- rows */

static void add_targets(const struct page *page, struct object *row, const struct person *person)
{
    struct list list = {0};

    for (uint32_t i = 0; i < person->shared[SHARE_TARGET].n; i++) {
        struct object target = {.arena = page->arena};

        data_text(&target, "name", person->shared[SHARE_TARGET].at[i]);
        *vec_add(&list, page->arena) = data_object(&target);
    }
    data_add_list(row, "targets", &list);
}

static struct str only(const struct person *person, enum person_share share)
{
    return person->shared[share].n ? person->shared[share].at[0] : (struct str){0};
}

static struct tmpl_value row_value(const struct page *page, const struct person *person)
{
    struct object row = {.arena = page->arena};

    data_text(&row, "name", person->name);
    data_url(&row, "url", part_record_url(page, person->contact));
    data_text(&row, "org", only(person, SHARE_ORG));
    data_text(&row, "role", only(person, SHARE_ROLE));
    data_word(&row, "stage", stage_name(person->stage));
    data_day(&row, "last", person->last, page->view.today);
    data_day(&row, "next", person->next, page->view.today);
    data_word(&row, "next_verb", person->next ? reason_verb(person->verb) : NULL);
    data_yes(&row, "is_overdue", person->flags & PERSON_OVERDUE);
    add_targets(page, &row, person);
    return data_object(&row);
}

static void add_rows(const struct page *page, struct object *data, const struct person *people,
                     uint32_t count)
{
    struct list rows = {0};

    for (uint32_t i = 0; i < count; i++)
        *vec_add(&rows, page->arena) = row_value(page, &people[i]);
    data_add_list(data, "people", &rows);
}

static struct person *persons_of(const struct page *page, uint32_t from, uint32_t to)
{
    struct person *people = arena_new_array(page->arena, struct person, to - from + 1);

    for (uint32_t i = from; i < to; i++)
        people[i - from] = person_of(page, page->site->people->at[i]);
    return people;
}

/* ---- pages by letter */

struct str people_part_file(const struct site *site, uint32_t number)
{
    return number < site->people->part_count ? site->people->parts[number].file : (struct str){0};
}

/* Adds a link to each; `here` is the one that it stands on, or NULL. */
static void add_letters(const struct page *page, struct object *data, const struct people_part *here)
{
    const struct people_order *order = page->site->people;
    struct list list = {0};

    for (uint32_t i = 0; i < order->part_count; i++) {
        const struct people_part *part = &order->parts[i];
        struct object letter = {.arena = page->arena};

        data_text(&letter, "title", part->title);
        data_url(&letter, "url", part->file);
        data_count(&letter, "count", part->to - part->from);
        data_yes(&letter, "is_here", part == here);
        *vec_add(&list, page->arena) = data_object(&letter);
    }
    data_add_list(data, "letters", &list);
}

void people_part_make(struct page *page, struct object *data)
{
    const struct people_part *part = &page->site->people->parts[page->part];
    struct buf title = {0};

    buf_printf(&title, "People: %.*s", STR_ARGS(part->title));
    data_text(data, "title", data_kept(page->arena, &title));
    data_text(data, "letter", part->title);
    data_count(data, "count", part->to - part->from);
    data_count(data, "total", page->site->people->n);
    add_letters(page, data, part);
    add_rows(page, data, persons_of(page, part->from, part->to), part->to - part->from);
}

/* ---- the page of all */

void people_make(struct page *page, struct object *data)
{
    struct people people = {.n = page->site->people->n};
    uint32_t shown = people.n > PEOPLE_WHOLE ? PEOPLE_FIRST : people.n;

    people.at = persons_of(page, 0, people.n);
    for (int i = 0; i < SHARE_COUNT; i++)
        people.shared[i] = shared_words_of(page, people.at, people.n, (enum person_share)i);
    data_word(data, "title", "People");
    data_count(data, "count", people.n);
    data_yes(data, "is_one", people.n == 1);
    data_yes(data, "is_cut", shown < people.n);
    data_count(data, "shown", shown);
    people_add_choices(page, data, &people);
    add_letters(page, data, NULL);
    add_rows(page, data, people.at, shown);
    data_add(data, "everybody", people_data(page, &people));
}
