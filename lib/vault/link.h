/*
 * What a link points to: an id, a path below a record folder, or the exact name or
 * alias of one person (format.md, "Links").
 */
#ifndef VAULT_LINK_H
#define VAULT_LINK_H

#include "vault/vault.h"

enum link_result { LINK_RESOLVED, LINK_DEAD, LINK_AMBIGUOUS };

/*
 * Looks a link to a record of `kind` up. `from` is the path of the file it stands
 * in, for links that are relative to it. Sets `*to`, NULL where it resolves to nobody.
 */
enum link_result link_resolve(const struct vault *vault, enum kind kind, const struct link *link,
                              struct str from, const struct record **to);

/* The same for a link of a body. */
enum link_result link_resolve_md(const struct vault *vault, enum kind kind, const struct md_link *link,
                                 struct str from, const struct record **to);

/*
 * Appends the path that a link means, from the vault's root: `target` relative to the folder of the file `from` ("":
 * to the root), or to the root where it begins with `/`. False where it leads out of the vault.
 */
bool link_path(struct buf *path, struct str from, struct str target);

/*
 * Resolves every link in the front matter of every record, in the threads of the vault; gives each interview its participants and
 * each contact its interviews.
 */
void link_all(struct vault *vault);

#endif
