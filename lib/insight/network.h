/*
 * The network: who introduced whom, as a forest. Everybody's parent in it is the referrer whom `referred_by` names first.
 *
 * What has no place in a forest is still there: whose referrer is nobody of the vault, or stands below them (a
 * referral-cycle is a finding), is the root of a tree; so is who would stand deeper than NETWORK_LEVELS. Such a root
 * says that it was introduced. Who was neither introduced nor introduced anybody stands in no tree.
 *
 * Trees, and those whom one person introduced, are in the order in which they were added to the vault, then of their ids: what is
 * new comes last, and moves nothing.
 */
#ifndef INSIGHT_NETWORK_H
#define INSIGHT_NETWORK_H

#include "vault/view.h"

enum { NETWORK_LEVELS = 8 };

#define NETWORK_NONE UINT32_MAX

struct network_node {
    const struct record *contact;
    uint32_t parent;    /* NETWORK_NONE: a root */
    uint32_t level;     /* of a root 0 */
    uint32_t size;      /* of the tree that begins here */
    bool is_introduced; /* by the parent; of a root: by somebody who is not above it */
    bool is_met;
};

/* Each node stands before those whom it introduced: the tree of node i is i … i + size - 1. */
struct network {
    struct network_node *nodes;
    uint32_t n;
    uint32_t trees;
    uint32_t alone; /* how many are in no tree */
};

/*
 * The forest of the view's contacts; it lives in the view's arena. `is_for_pages`: without private people, but for those
 * through whom one came to others; the caller calls them *somebody*.
 */
struct network network_of(const struct view *view, bool is_for_pages);

/*
 * Chooses at most `most` nodes to be shown, by node; in the view's arena. Whole trees, the largest first, then of the next one those
 * who are nearest to its root: whoever is chosen, so is the one above.
 */
bool *network_choose(const struct view *view, const struct network *network, uint32_t most);

/* Somebody who introduced others, all of whom are counted by whatever place they have in `referred_by`. */
struct introducer {
    const struct record *contact;
    uint32_t introduced, met;
};

struct introducers {
    VEC(struct introducer);
};

/* Who introduced most comes first, then by name. `is_for_pages`: no private people are named or counted. */
struct introducers network_introducers(const struct view *view, bool is_for_pages);

/* An organisation by what the contacts' `org` says now; case does not tell two apart. */
struct network_org {
    struct str name;
    struct record_list people; /* by name */
    uint32_t met;              /* how many of them one has met */
};

struct network_orgs {
    VEC(struct network_org);
};

/* Where one has met most people comes first, then where one knows most, then by name. */
struct network_orgs network_orgs(const struct view *view, bool is_for_pages);

#endif
