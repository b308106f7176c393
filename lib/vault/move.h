/*
 * A meeting on another day.
 */
#ifndef VAULT_MOVE_H
#define VAULT_MOVE_H

#include "vault/rename.h"

/*
 * The interview gets another day, and the time of `when` if that has one, else its own. A file that is named
 * after the old day is renamed, and what refers to it follows: the vault must have been opened as for change_rename.
 */
int change_move(struct change *change, const struct record *interview, const struct stamp *when);

#endif
