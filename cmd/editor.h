/*
 * The user's editor on one file of the vault: `edit`; or on one that is to be made: `new --edit`.
 *
 * The editor works on a copy of the same name in a private folder, while nobody is kept from writing in the vault.
 * Afterwards what it left is read, and on a terminal offered again where it cannot be read as that file; then the
 * vault is locked and opened anew, and what others changed meanwhile in other lines stays. The text is written as any
 * change is, committed as `edit: NAME`. Whatever stands against that, the user's text is never lost: its copy stays, and
 * its path is told.
 */
#ifndef CMD_EDITOR_H
#define CMD_EDITOR_H

#include "cmd.h"

/* What is edited. */
struct editor_file {
    struct str path; /* from the vault's root; the file must be there, unless `fresh` is given */
    bool is_text;    /* read as text: `kind` does not count */
    enum kind kind;
    struct str name; /* for the commit: "edit: NAME"; may be the path */
    struct str id; /* for its trailer: "edit ID"; never empty, as `edit` alone is what the user did by hand */
    struct str fresh; /* the text of a file that is not there: made once the editor has ended well */
    const char *verb; /* in place of "edit" in both; NULL: that */
};

/*
 * Runs the editor on the file and records what comes of it. The vault must be open; it and its lock are given back at
 * the start (what was read of it is gone afterwards), and the vault may be open again at the end. Returns the exit
 * status, said: 0 also where nothing was changed (a fresh file is made all the same), STATUS_FINDINGS where what was
 * recorded has errors, STATUS_NEEDS_YOU where others changed the same lines.
 */
int editor_run(struct app *app, const struct editor_file *file);

/* The user's editor as a shell takes it: $VISUAL, $EDITOR, `vi`. */
const char *editor_command(void);

#endif
