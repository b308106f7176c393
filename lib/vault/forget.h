/*
 * A person taken out of a vault: the files about them alone, and every reference to them elsewhere.
 */
#ifndef VAULT_FORGET_H
#define VAULT_FORGET_H

#include "vault/refer.h"

/* A line of a file: of what goes as it was before, of what is left as it is then. */
struct forget_line {
    struct str path;
    uint32_t line;   /* 0: the file itself, or its name */
    struct str text; /* what of it goes; of what is left the line, trimmed */
};

struct forget_lines {
    VEC(struct forget_line); /* by file and line */
};

/* What becomes of the vault. All in the change's arena. */
struct forgotten {
    struct forget_lines files;   /* that are removed: the person's own, and meetings with nobody else */
    struct forget_lines changed; /* references that go from other files */
    struct forget_lines left;    /* mentions in words, which are the user's: nothing becomes of them */
};

/*
 * Adds all that to the change. Of other files an item or entry that names the person goes, an item under Referrals with all that
 * belongs to it; a link in a body becomes its label, or `somebody` where that is the person's name or there is none; a link to a
 * meeting that is removed becomes its label or `a meeting`. Refused as change_rename is, where a file that cannot be read may
 * refer to the person. The vault must have been opened with refer_want.
 */
int change_forget(struct change *change, const struct record *contact, struct forgotten *forgotten);

#endif
