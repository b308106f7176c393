/*
 * Two versions of a sequence that come from one, brought together: what either took away from the base is gone,
 * what either added is there, once where both added the same in the same place.
 */
#ifndef TEXT_THREE_H
#define TEXT_THREE_H

#include "base/vec.h"
#include "text/align.h"

enum { THREE_BASE, THREE_X, THREE_Y, THREE_SIDES };

struct three {
    struct arena *arena;
    struct sequence sides[THREE_SIDES];
    uint32_t kinds; /* all elements are less */
    /* Of x and y: whether the element begins a part, as a heading does: what one added to an old part never comes behind a part that the other added. NULL: none does. */
    const bool *opens[THREE_SIDES];
};

/* An element of the result: its place in each of the sides, or ALIGN_NONE. */
struct three_step {
    uint32_t at[THREE_SIDES];
    uint32_t
        region; /* a number for each element that all three have in common, and each stretch between two of them */
    bool is_edited; /* the base has something in this stretch that neither x nor y has */
};

struct three_steps {
    VEC(struct three_step);
};

/*
 * Appends the steps. An element that stands in the result once for x and y has both places. Nothing that stands in x or y and
 * not in the base, or in all three, is left out, save what the other added in the same region too.
 * Where both added, what x has comes first. Cannot fail.
 */
void three_merge(const struct three *three, struct three_steps *steps);

#endif
