#include <stdlib.h>

#include "base/utf8.h"
#include "insight/network.h"

/* Somebody with an org. */
struct member {
    struct str folded;
    const struct record *contact;
};

static int by_org(const void *left, const void *right)
{
    const struct member *a = left, *b = right;
    int order = str_compare(a->folded, b->folded);

    if (!order)
        order = str_compare(a->contact->name, b->contact->name);
    return order ? order : str_compare(a->contact->path, b->contact->path);
}

static struct member *members_of(const struct view *view, bool is_for_pages, uint32_t *count)
{
    const struct records *contacts = &view->vault->records[KIND_CONTACT];
    struct member *members = arena_new_array(view->arena, struct member, (size_t)contacts->n + 1);

    *count = 0;
    for (uint32_t i = 0; i < contacts->n; i++) {
        const struct record *contact = &contacts->at[i];
        struct str org = record_text(contact, KEY_ORG);

        if (org.n && (!is_for_pages || record_is_on_pages(contact)))
            members[(*count)++] = (struct member){utf8_fold(view->arena, org), contact};
    }
    if (*count)
        qsort(members, *count, sizeof *members, by_org);
    return members;
}

static int most_first(const void *left, const void *right)
{
    const struct network_org *a = left, *b = right;

    if (a->met != b->met)
        return a->met > b->met ? -1 : 1;
    if (a->people.n != b->people.n)
        return a->people.n > b->people.n ? -1 : 1;
    return str_compare(a->name, b->name);
}

struct network_orgs network_orgs(const struct view *view, bool is_for_pages)
{
    uint32_t count;
    struct member *members = members_of(view, is_for_pages, &count);
    const struct record **people = arena_new_array(view->arena, const struct record *, (size_t)count + 1);
    struct network_orgs list = {0};

    for (uint32_t i = 0; i < count; i++) {
        people[i] = members[i].contact;
        if (!i || !str_equal(members[i].folded, members[i - 1].folded))
            *vec_add(&list, view->arena) =
                (struct network_org){.name = record_text(people[i], KEY_ORG), .people.at = &people[i]};
        list.at[list.n - 1].people.n++;
        list.at[list.n - 1].met += view_facts(view, people[i])->held != NULL;
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, most_first);
    return list;
}
