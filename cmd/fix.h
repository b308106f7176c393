/*
 * `check --fix`: what has one answer is written, as one change and one commit.
 */
#ifndef CMD_FIX_H
#define CMD_FIX_H

#include "vault/fix.h"
#include "write.h"

/* What was written instead of what, for output after the vault was read again. */
struct fixed {
    struct str path, old, text;
    uint32_t line;
    enum rule rule;
};

struct all_fixed {
    VEC(struct fixed);
};

/*
 * Fixes the findings of `check`, and says which; `check` is then what remains, in the vault as it is afterwards, which is
 * open again and no longer locked. With --dry-run it shows the diff, and of `check` only the counts are what would remain. 0
 * or an exit status, said.
 */
int fix_findings(struct write *write, const struct check_options *options, struct check *check,
                 struct all_fixed *all);

#endif
