/*
 * Two versions of a file of the vault that come from one, brought together by meaning (git.md, "Merge by meaning"). Pure on
 * bytes; text/unite.h says what is held. What belongs to records is here: which of two values wins, and `conflicts:`.
 *
 * Both machines that merge the same two versions get the same bytes: of two values the later date wins, but the earlier one of
 * `thanked` and `added`; of `status` the first of done, no-show, cancelled, planned; else the greater bytes. The other one
 * is written under `conflicts:`, once, until somebody settles it.
 */
#ifndef VAULT_MERGE_H
#define VAULT_MERGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "text/unite.h"

struct merge {
    struct arena *arena; /* owns what is given back */
    struct str path;     /* says what it is read as: *.md, infoview.yaml; slashes between folders */
    struct str base;     /* the version that both come from */
    bool has_base;       /* there is one */
    struct str ours, theirs;

    struct str result;
    struct unite_kept *kept; /* what both changed: for the report, in the order of the file */
    uint32_t kept_count;
    struct diag problem; /* why there is no result */
};

/*
 * Sets result and kept. False where the files must stay apart: `problem` has rule, line and message, and the path.
 */
bool merge_run(struct merge *merge);

#endif
