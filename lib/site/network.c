#include "insight/network.h"

#include "site/drawing.h"

/* How much the page shows; what is left out is said. */
enum { DRAWN_MOST = 150, LISTED_MOST = 400, TREES_FIRST = 12, INTRODUCERS_MOST = 10, COURTESIES_MOST = 10 };
enum { ORGS_MOST = 40, ORG_PEOPLE_MOST = 20 };

/* ---- the forest */

struct listing {
    const struct page *page;
    const struct network *network;
    const bool *chosen;
};

/* Who introduced a root all the same: nobody of the vault, or somebody who is not above them here. Of *somebody* nothing is said. */
static void add_introduced_by(const struct page *page, struct object *object, const struct network_node *node)
{
    const struct value *links = record_find(node->contact, KEY_REFERRED_BY);
    const struct link *link;

    if (node->parent != NETWORK_NONE || !node->is_introduced || !links ||
        !record_is_on_pages(node->contact)) {
        data_nothing(object, "introduced_by");
        return;
    }
    link = &links->links.at[0];
    part_person(page, object, "introduced_by", link->to,
                link->to && link->to->name.n ? link->to->name
                                             : part_said(page, node->contact, link_text(link)));
}

static uint32_t left_out_below(const struct listing *listing, uint32_t node)
{
    uint32_t count = 0, end = node + listing->network->nodes[node].size;

    for (uint32_t i = node + 1; i < end; i += listing->network->nodes[i].size)
        if (!listing->chosen[i])
            count += listing->network->nodes[i].size;
    return count;
}

/* Somebody with all below; no deeper than the forest is (NETWORK_LEVELS). */
static struct tmpl_value branch(const struct listing *listing, uint32_t node)
{
    const struct page *page = listing->page;
    const struct network_node *own = &listing->network->nodes[node];
    uint32_t end = node + own->size, more = left_out_below(listing, node);
    struct object object = {.arena = page->arena};
    struct list below = {0};

    for (uint32_t i = node + 1; i < end; i += listing->network->nodes[i].size)
        if (listing->chosen[i])
            *vec_add(&below, page->arena) = branch(listing, i);
    data_add(&object, "person", part_person_value(page, own->contact, own->contact->name));
    data_yes(&object, "is_met", own->is_met && record_is_on_pages(own->contact));
    add_introduced_by(page, &object, own);
    data_add_list(&object, "below", &below);
    if (more)
        data_number(&object, "more", more);
    else
        data_nothing(&object, "more");
    return data_object(&object);
}

static uint32_t people_in(const struct network *network, const bool *chosen)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < network->n; i++)
        count += (!chosen || chosen[i]) && record_is_on_pages(network->nodes[i].contact);
    return count;
}

static void add_count(struct object *data, const char *name, uint32_t count)
{
    if (count)
        data_number(data, name, count);
    else
        data_nothing(data, name);
}

static void add_forest(const struct page *page, struct object *data, const struct network *network)
{
    struct listing listing = {page, network, network_choose(&page->view, network, LISTED_MOST)};
    const bool *drawn = network_choose(&page->view, network, DRAWN_MOST);
    uint32_t people = people_in(network, NULL);
    struct list first = {0}, more = {0};

    for (uint32_t i = 0; i < network->n; i += network->nodes[i].size)
        if (listing.chosen[i])
            *vec_add(first.n < TREES_FIRST ? &first : &more, page->arena) = branch(&listing, i);
    data_number(data, "people", people);
    data_yes(data, "is_one", people == 1);
    data_number(data, "trees", network->trees);
    data_yes(data, "is_one_tree", network->trees == 1);
    add_count(data, "alone", network->alone);
    data_yes(data, "is_one_alone", network->alone == 1);
    data_add_list(data, "forest", &first);
    data_number(data, "more_count", more.n);
    data_add_list(data, "more_forest", &more);
    add_count(data, "not_listed", people - people_in(network, listing.chosen));
    drawing_add(page, data, network, drawn);
    add_count(data, "not_drawn", people - people_in(network, drawn));
}

/* ---- introducers, courtesies, orgs */

static void add_introducers(const struct page *page, struct object *data)
{
    struct introducers all = network_introducers(&page->view, true);
    struct list list = {0};

    for (uint32_t i = 0; i < all.n && i < INTRODUCERS_MOST; i++) {
        const struct introducer *own = &all.at[i];
        struct object object = {.arena = page->arena};
        struct buf url = {0};

        buf_put(&url, part_record_url(page, own->contact));
        buf_puts(&url, url.n ? "#referrals-title" : "");
        data_add(&object, "person", part_person_value(page, own->contact, own->contact->name));
        data_url(&object, "list", data_kept(page->arena, &url));
        data_number(&object, "count", own->introduced);
        data_number(&object, "met", own->met);
        *vec_add(&list, page->arena) = data_object(&object);
    }
    data_number(data, "introducer_count", all.n);
    data_add_list(data, "introducers", &list);
}

static void add_courtesies(const struct page *page, struct object *data)
{
    const struct due_list *due = &page->view.due;
    struct list list = {0};
    uint32_t count = 0;

    for (uint32_t i = 0; i < due->n; i++) {
        const struct due_item *item = due->at[i];

        if ((item->kind != DUE_ASK_REFERRER && item->kind != DUE_TELL_REFERRER) || !site_shows_item(item))
            continue;
        if (count++ < COURTESIES_MOST)
            *vec_add(&list, page->arena) = part_item(page, item);
    }
    data_number(data, "courtesy_count", count);
    add_count(data, "courtesies_beyond", count - list.n);
    data_add_list(data, "courtesies", &list);
}

static struct tmpl_value org_value(const struct page *page, const struct network_org *org)
{
    struct object object = {.arena = page->arena};
    struct list people = {0};

    for (uint32_t i = 0; i < org->people.n && i < ORG_PEOPLE_MOST; i++)
        *vec_add(&people, page->arena) = part_person_value(page, org->people.at[i], org->people.at[i]->name);
    data_text(&object, "name", org->name);
    data_number(&object, "count", org->people.n);
    data_number(&object, "met", org->met);
    data_add(&object, "people", data_list(&people));
    add_count(&object, "more", org->people.n - people.n);
    return data_object(&object);
}

static void add_orgs(const struct page *page, struct object *data)
{
    struct network_orgs all = network_orgs(&page->view, true);
    uint32_t reached = 0;
    struct list list = {0};

    while (reached < all.n && all.at[reached].met)
        reached++;
    for (uint32_t i = 0; i < reached && i < ORGS_MOST; i++)
        *vec_add(&list, page->arena) = org_value(page, &all.at[i]);
    data_number(data, "org_count", reached);
    add_count(data, "orgs_beyond", reached - list.n);
    add_count(data, "orgs_ahead", all.n - reached);
    data_yes(data, "is_one_org_ahead", all.n - reached == 1);
    data_add_list(data, "orgs", &list);
}

void network_make(struct page *page, struct object *data)
{
    struct network network = network_of(&page->view, true);

    data_word(data, "title", "Network");
    data_yes(data, "is_empty", !network.n);
    add_forest(page, data, &network);
    add_introducers(page, data);
    add_courtesies(page, data);
    add_orgs(page, data);
}
