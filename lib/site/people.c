#include <stdlib.h>

#include "site/part.h"

static int by_name(const void *left, const void *right)
{
    const struct record *a = *(const struct record *const *)left, *b = *(const struct record *const *)right;
    int order = str_compare(a->name, b->name);

    return order ? order : str_compare(a->path, b->path);
}

/* The people that have a page, by name. */
static struct record_list people_of(const struct page *page)
{
    const struct records *all = &page->view.vault->records[KIND_CONTACT];
    struct record_list list = {.at = arena_new_array(page->arena, const struct record *, (size_t)all->n + 1)};

    for (uint32_t i = 0; i < all->n; i++)
        if (site_has_page(page->site, &all->at[i]))
            list.at[list.n++] = &all->at[i];
    if (list.n)
        qsort(list.at, list.n, sizeof(const struct record *), by_name);
    return list;
}

/* The first day on which something is due towards or about somebody. */
static const struct due_item *next_item(const struct page *page, const struct record *contact)
{
    struct site_due due = site_due_of(page->site, contact);
    const struct due_item *next = NULL;

    for (uint32_t i = 0; i < due.n; i++)
        if (due.at[i]->due && (!next || due.at[i]->due < next->due))
            next = due.at[i];
    return next;
}

static struct tmpl_value person_row(const struct page *page, const struct record *contact)
{
    uint32_t number = site_number(page->site, contact);
    const struct due_item *next = next_item(page, contact);
    struct object row = {.arena = page->arena};

    data_text(&row, "name", contact->name);
    data_url(&row, "url", part_record_url(page, contact));
    data_text(&row, "org", record_text(contact, KEY_ORG));
    data_text(&row, "role", record_text(contact, KEY_ROLE));
    data_word(&row, "stage", stage_name(page->site->stages[number]));
    data_day(&row, "last", page->site->facts[number].last_touch, page->view.today);
    data_day(&row, "next", next ? next->due : 0, page->view.today);
    data_word(&row, "next_verb", next ? reason_verb(next->kind) : NULL);
    data_yes(&row, "is_overdue", next && next->state == STATE_OVERDUE);
    part_links(page, &row, "targets", record_find(contact, KEY_TARGET));
    return data_object(&row);
}

/* The stages that somebody is at, each with how many. */
static struct tmpl_value stage_list(const struct page *page, const struct record_list *people)
{
    uint32_t counts[STAGE_COUNT] = {0};
    struct list list = {0};

    for (uint32_t i = 0; i < people->n; i++)
        counts[page->site->stages[site_number(page->site, people->at[i])]]++;
    for (int i = 0; i < STAGE_COUNT; i++) {
        struct object stage = {.arena = page->arena};
        struct buf url = {0};

        buf_printf(&url, "#stage=%s", stage_name((enum stage)i));
        data_url(&stage, "url", data_kept(page->arena, &url));
        data_word(&stage, "name", stage_name((enum stage)i));
        data_word(&stage, "about", stage_about((enum stage)i));
        data_number(&stage, "count", counts[i]);
        *vec_add(&list, page->arena) = data_object(&stage);
    }
    return data_list(&list);
}

void people_make(struct page *page, struct object *data)
{
    struct record_list people = people_of(page);
    struct list rows = {0};

    for (uint32_t i = 0; i < people.n; i++)
        *vec_add(&rows, page->arena) = person_row(page, people.at[i]);
    data_word(data, "title", "People");
    data_number(data, "count", people.n);
    data_yes(data, "is_one", people.n == 1);
    data_add(data, "stages", stage_list(page, &people));
    data_add_list(data, "people", &rows);
}
