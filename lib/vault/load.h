/*
 * From files to records: the walk, which file is which record, and reading them all,
 * in several threads. Parts of vault_open; nobody else calls them but for load_is_sync_copy.
 */
#ifndef VAULT_LOAD_H
#define VAULT_LOAD_H

#include "vault/vault.h"

/* Puts in the place of what was read of a file what the vault's rewrite makes of it, where it has one. */
void load_rewrite(const struct vault *vault, enum kind kind, struct buf *bytes);

/* Reads every record file below the folders of the settings; fills `records`, `ids`, `names`, rows and findings. */
void load_records(struct vault *vault, const struct vault_options *options);

/* Reads plan.md, where there is one. */
void load_plan(struct vault *vault);

/* Adds a visible row for the file at `path`; the problem's text is copied. */
void load_row(struct vault *vault, struct str path, const struct diag *problem);

/* A name of a second copy that a sync program left: *.sync-conflict-*, *.conflict-*, * (conflicted copy* and the like. */
bool load_is_sync_copy(struct str name);

#endif
