/*
 * The weekly goal (followups.md): held interviews in the period of today, and for
 * how many periods on end it was reached. Nothing is invented.
 */
#ifndef VAULT_GOAL_H
#define VAULT_GOAL_H

#include "vault/vault.h"

struct goal {
    struct rate rate; /* count 0: no goal is set */
    uint32_t done;    /* held in the period of today */
    uint32_t ahead;   /* lying ahead in it */
    uint32_t streak;
};

struct goal goal_of(const struct vault *vault, int32_t today);

/* "week", "month" … */
const char *rate_unit_name(enum rate_unit unit);

#endif
