/*
 * Which questions of the bank to put to a person: those that were not asked yet, and first the ones that show that
 * something was read about them.
 */
#ifndef INSIGHT_CHOOSE_H
#define INSIGHT_CHOOSE_H

#include "vault/bank.h"

struct choice {
    struct str text;
    uint32_t line; /* of questions.md */
    bool is_grounded;
    bool has_gap; /* it is the user's to finish: `…` stands in it */
};

struct choices {
    VEC(struct choice);
};

/* Whom they are for. */
struct choose_for {
    const struct record *contact;   /* NULL: nobody of the vault */
    const struct record *interview; /* the meeting ahead; NULL: none */
};

/*
 * Questions that stand in no interview with the person, each once: grounded ones without a gap first, then the first of
 * each heading, the second of each, and so on; those with a gap come last. In `arena`.
 */
struct choices choose_unasked(const struct bank *bank, const struct choose_for *who, struct arena *arena);

/*
 * Of these, what the interview lacks: enough for it to have `least`, and one that is grounded where it has none, even if
 * that makes more. A grounded one with a gap is taken where no other is there.
 */
struct choices choose_missing(const struct choices *unasked, const struct record *interview, uint32_t least,
                              struct arena *arena);

#endif
