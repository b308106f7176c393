/*
 * What two sequences have in common, in the same order in both: the pairs that a comparison of two versions of
 * a text builds on. Elements are numbers, equal where what they stand for is.
 */
#ifndef TEXT_ALIGN_H
#define TEXT_ALIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define ALIGN_NONE UINT32_MAX

struct sequence {
    const uint32_t *at;
    uint32_t n;
};

/*
 * Sets match[i] to the place in `b` of the partner of a.at[i], or to ALIGN_NONE; partners are equal, and their places grow.
 * What stands once in both is paired first (patience diff, B. Cohen), so that lines that come often pull nothing
 * apart; between those pairs the longest common part is found where the rest is short, else what is equal at both ends.
 * Takes n log n steps, whatever is in it. Scratch memory only.
 */
void align(struct arena *scratch, struct sequence a, struct sequence b, uint32_t *match);

#endif
