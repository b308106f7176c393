#include "insight/network.h"

#include <stdlib.h>

/*
 * Contacts by their numbers in the vault while the forest is made. `parent` is the number of the referrer; NETWORK_NONE where
 * there is none, or none that can stand above.
 */
struct forest {
    const struct view *view;
    const struct records *contacts;
    uint32_t *order;    /* the numbers, oldest first */
    uint32_t *rank;     /* by number: the place in `order` */
    uint32_t *parent;   /* by number */
    uint32_t *children; /* by number: how many */
    uint32_t *from;     /* by number: where its own begin in `below`; one more at the end */
    uint32_t *below;
    bool *is_left_out;   /* by number */
    bool *is_introduced; /* by number */
};

static uint32_t *numbers(const struct view *view, size_t count)
{
    return arena_new_array(view->arena, uint32_t, count + 1);
}

/* ---- the order */

struct sortable {
    const struct record *contact;
    int32_t added;
    uint32_t number;
};

/* By the day of `added`, none last; then by id and path. */
static int by_age(const void *left, const void *right)
{
    const struct sortable *a = left, *b = right;
    int order;

    if (a->added != b->added)
        return !b->added || (a->added && a->added < b->added) ? -1 : 1;
    order = str_compare(a->contact->id, b->contact->id);
    return order ? order : str_compare(a->contact->path, b->contact->path);
}

static void set_order(struct forest *forest)
{
    uint32_t count = forest->contacts->n;
    struct sortable *all = arena_new_array(forest->view->arena, struct sortable, (size_t)count + 1);

    for (uint32_t i = 0; i < count; i++)
        all[i] =
            (struct sortable){&forest->contacts->at[i], record_day(&forest->contacts->at[i], KEY_ADDED), i};
    if (count)
        qsort(all, count, sizeof *all, by_age);
    for (uint32_t i = 0; i < count; i++) {
        forest->order[i] = all[i].number;
        forest->rank[all[i].number] = i;
    }
}

/* ---- who is above whom */

static void set_parents(struct forest *forest)
{
    for (uint32_t i = 0; i < forest->contacts->n; i++) {
        const struct record *contact = &forest->contacts->at[i], *referrer = contact_referrer(contact);

        forest->is_introduced[i] = record_find(contact, KEY_REFERRED_BY) && referrer != contact;
        forest->parent[i] = referrer && referrer != contact && !referrer->is_unreadable
                                ? (uint32_t)(referrer - forest->contacts->at)
                                : NETWORK_NONE;
    }
}

/* The oldest of a circle becomes a root. */
static void open_circle(struct forest *forest, uint32_t start)
{
    uint32_t oldest = start;

    for (uint32_t at = forest->parent[start]; at != start; at = forest->parent[at])
        if (forest->rank[at] < forest->rank[oldest])
            oldest = at;
    forest->parent[oldest] = NETWORK_NONE;
}

/* Each walk up ends at a root, where another has been, or in a circle: where it has been itself. */
static void open_circles(struct forest *forest)
{
    uint32_t *walk = numbers(forest->view, forest->contacts->n);

    for (uint32_t i = 0; i < forest->contacts->n; i++) {
        uint32_t at = i;

        while (at != NETWORK_NONE && !walk[at]) {
            walk[at] = i + 1;
            at = forest->parent[at];
        }
        if (at != NETWORK_NONE && walk[at] == i + 1)
            open_circle(forest, at);
    }
}

/* Leaves out private people who lead to nobody, and then those above them for whom that holds. */
static void leave_out(struct forest *forest, bool is_for_pages)
{
    for (uint32_t i = 0; i < forest->contacts->n; i++)
        if (forest->parent[i] != NETWORK_NONE)
            forest->children[forest->parent[i]]++;
    for (uint32_t i = 0; is_for_pages && i < forest->contacts->n; i++) {
        uint32_t at = i;

        while (at != NETWORK_NONE && !forest->is_left_out[at] && !forest->children[at] &&
               !record_is_on_pages(&forest->contacts->at[at])) {
            forest->is_left_out[at] = true;
            at = forest->parent[at];
            if (at != NETWORK_NONE)
                forest->children[at]--;
        }
    }
}

/* Each one's own in the order of the forest. */
static void set_below(struct forest *forest)
{
    uint32_t count = forest->contacts->n, total = 0;
    uint32_t *next = numbers(forest->view, count);

    for (uint32_t i = 0; i < count; i++) {
        forest->from[i] = next[i] = total;
        total += forest->children[i];
    }
    forest->from[count] = total;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = forest->order[i], parent = forest->parent[number];

        if (parent != NETWORK_NONE && !forest->is_left_out[number])
            forest->below[next[parent]++] = number;
    }
}

static struct forest forest_of(const struct view *view, bool is_for_pages)
{
    struct forest forest = {.view = view, .contacts = &view->vault->records[KIND_CONTACT]};
    uint32_t count = forest.contacts->n;

    forest.order = numbers(view, count);
    forest.rank = numbers(view, count);
    forest.parent = numbers(view, count);
    forest.children = numbers(view, count);
    forest.from = numbers(view, count);
    forest.below = numbers(view, count);
    forest.is_left_out = arena_new_array(view->arena, bool, (size_t)count + 1);
    forest.is_introduced = arena_new_array(view->arena, bool, (size_t)count + 1);
    set_order(&forest);
    set_parents(&forest);
    open_circles(&forest);
    leave_out(&forest, is_for_pages);
    set_below(&forest);
    return forest;
}

/* ---- the nodes */

/* Those who are still to be placed: whose turn is next is last. */
struct waiting {
    struct waiting_one {
        uint32_t number, parent;
    } * at;
    uint32_t n;
};

static uint32_t place(const struct forest *forest, struct network *network, struct waiting_one one)
{
    const struct record *contact = &forest->contacts->at[one.number];
    struct network_node *node = &network->nodes[network->n];

    *node = (struct network_node){.contact = contact, .parent = one.parent, .size = 1};
    node->level = one.parent == NETWORK_NONE ? 0 : network->nodes[one.parent].level + 1;
    node->is_introduced = forest->is_introduced[one.number];
    node->is_met = view_facts(forest->view, contact)->held != NULL;
    return network->n++;
}

/* Places a tree. Those below its last level are added to the roots. */
static void place_tree(const struct forest *forest, struct network *network, struct waiting *waiting,
                       uint32_t *roots, uint32_t *root_count)
{
    while (waiting->n) {
        struct waiting_one one = waiting->at[--waiting->n];
        uint32_t node = place(forest, network, one);
        uint32_t from = forest->from[one.number], to = forest->from[one.number + 1];
        bool is_last = network->nodes[node].level + 1 == NETWORK_LEVELS;

        for (uint32_t i = from; is_last && i < to; i++)
            roots[(*root_count)++] = forest->below[i];
        for (uint32_t i = to; !is_last && i > from; i--)
            waiting->at[waiting->n++] = (struct waiting_one){forest->below[i - 1], node};
    }
}

/* Whether somebody who has nobody above begins a tree. */
static bool is_tree(const struct forest *forest, uint32_t number)
{
    return forest->children[number] ||
           (forest->is_introduced[number] && record_is_on_pages(&forest->contacts->at[number]));
}

struct network network_of(const struct view *view, bool is_for_pages)
{
    struct forest forest = forest_of(view, is_for_pages);
    uint32_t count = forest.contacts->n, root_count = 0;
    uint32_t *roots = numbers(view, count);
    struct waiting waiting = {.at = arena_new_array(view->arena, struct waiting_one, (size_t)count + 1)};
    struct network network = {.nodes = arena_new_array(view->arena, struct network_node, (size_t)count + 1)};

    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = forest.order[i];

        if (forest.parent[number] != NETWORK_NONE || forest.is_left_out[number])
            continue;
        if (is_tree(&forest, number))
            roots[root_count++] = number;
        else
            network.alone++;
    }
    for (uint32_t i = 0; i < root_count; i++) {
        waiting.at[waiting.n++] = (struct waiting_one){roots[i], NETWORK_NONE};
        place_tree(&forest, &network, &waiting, roots, &root_count);
    }
    network.trees = root_count;
    for (uint32_t i = network.n; i > 0; i--)
        if (network.nodes[i - 1].parent != NETWORK_NONE)
            network.nodes[network.nodes[i - 1].parent].size += network.nodes[i - 1].size;
    return network;
}

/* ---- which to show */

struct tree {
    uint32_t root, size;
};

static int largest_first(const void *left, const void *right)
{
    const struct tree *a = left, *b = right;

    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return (a->root > b->root) - (a->root < b->root);
}

/* Chooses up to `room` of a tree, level by level; returns how many. */
static uint32_t choose_from(const struct network *network, uint32_t root, uint32_t room, bool *chosen)
{
    uint32_t taken = 0, end = root + network->nodes[root].size;

    for (uint32_t level = 0; level < NETWORK_LEVELS && taken < room; level++)
        for (uint32_t i = root; i < end && taken < room; i++)
            if (network->nodes[i].level == level) {
                chosen[i] = true;
                taken++;
            }
    return taken;
}

bool *network_choose(const struct view *view, const struct network *network, uint32_t most)
{
    bool *chosen = arena_new_array(view->arena, bool, (size_t)network->n + 1);
    struct tree *trees = arena_new_array(view->arena, struct tree, (size_t)network->trees + 1);
    uint32_t count = 0;

    for (uint32_t i = 0; i < network->n; i += network->nodes[i].size)
        trees[count++] = (struct tree){i, network->nodes[i].size};
    if (count)
        qsort(trees, count, sizeof *trees, largest_first);
    for (uint32_t i = 0; i < count && most; i++)
        most -= choose_from(network, trees[i].root, most, chosen);
    return chosen;
}

/* ---- introducers */

static int most_first(const void *left, const void *right)
{
    const struct introducer *a = left, *b = right;
    int order;

    if (a->introduced != b->introduced)
        return a->introduced > b->introduced ? -1 : 1;
    order = str_compare(a->contact->name, b->contact->name);
    return order ? order : str_compare(a->contact->path, b->contact->path);
}

struct introducers network_introducers(const struct view *view, bool is_for_pages)
{
    const struct records *contacts = &view->vault->records[KIND_CONTACT];
    struct introducers list = {0};

    for (uint32_t i = 0; i < contacts->n; i++) {
        struct introducer one = {.contact = &contacts->at[i]};
        struct record_list referred = view_referred(view, one.contact);

        if (is_for_pages && !record_is_on_pages(one.contact))
            continue;
        for (uint32_t k = 0; k < referred.n; k++) {
            if (is_for_pages && !record_is_on_pages(referred.at[k]))
                continue;
            one.introduced++;
            one.met += view_facts(view, referred.at[k])->held != NULL;
        }
        if (one.introduced)
            *vec_add(&list, view->arena) = one;
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, most_first);
    return list;
}
