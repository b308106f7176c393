/*
 * A record under another name: its file, and all that refers to it, in one change.
 */
#ifndef VAULT_MOVE_H
#define VAULT_MOVE_H

#include "vault/change.h"

/*
 * The record gets the id `id`: its file is named so, and links to it in the front matter and the bodies of all
 * records, of plan.md and of notes/ follow. Refused where that id is taken or none. What the change does to the record is
 * done before this.
 */
int change_rename(struct change *change, const struct record *record, struct str id);

/*
 * The interview gets another day, and the time of `when` if that has one, else its own. A file that is named
 * after the old day is renamed.
 */
int change_move(struct change *change, const struct record *interview, const struct stamp *when);

#endif
