/*
 * What check says to write instead of what stands there, done: only where there is one answer, each fix by itself and
 * proven.
 *
 * A fix is one splice at the finding's extent. Then both texts of the file are read: the finding must be gone and none be there
 * that was not before; every other key must have the value, every other task, log line and link of the body be what it
 * was. What that shows to be otherwise is left alone. A link to nobody is never led to whom its name resembles: that
 * would be a guess.
 */
#ifndef VAULT_FIX_H
#define VAULT_FIX_H

#include "vault/change.h"
#include "vault/check.h"

struct fix_findings {
    VEC(const struct finding *);
};

struct fixes {
    struct fix_findings done; /* by file and place */
    struct fix_findings left; /* that have a fix, which did not hold, or whose file has changed */
};

/* Whether the finding has one answer. */
bool fix_is_one(const struct finding *finding);

/* Adds to the change what fixes the findings of `check` that have one answer. The findings are borrowed. */
void change_fix(struct change *change, const struct check *check, struct fixes *fixes);

#endif
