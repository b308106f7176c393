/*
 * A record under another name: its file, and all that refers to it, in one change.
 */
#ifndef VAULT_RENAME_H
#define VAULT_RENAME_H

#include "vault/refer.h"

/*
 * Whether a record of the kind of `record` can have the id `id`: it is a good one (id_is_good), would be found
 * again, and is not that of another record of the kind; nor is it a name of another record, as links by that name would
 * lead astray. Else -1 with the change's problem, which has no place.
 */
int rename_check(struct change *change, const struct record *record, struct str id);

/*
 * The record gets the id `id`: its file is named so, in the same folder, and the references to it (refer.h) follow; those
 * that name it by a name or an alias stay, and labels do. Refused as rename_check does, where a file that
 * cannot be read may refer to it, and where a link cannot be edited alone. What else the change does to the record is
 * done before this. The vault must have been opened with what refer_want wants.
 */
int change_rename(struct change *change, const struct record *record, struct str id);

#endif
