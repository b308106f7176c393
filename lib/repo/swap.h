/*
 * Files that sync replaced, kept for a while: an editor may still have one open and write to it. For lib/repo alone.
 */
#ifndef REPO_SWAP_H
#define REPO_SWAP_H

#include "repo/session.h"
#include "repo/sync.h"

/*
 * Gives the file `path` (from the work tree's root), which holds `bytes`, a second name before it is replaced; `*number` is where to
 * look for a free one. Where the file system cannot, there is none.
 */
void swap_keep(struct repo *repo, unsigned *number, const char *path, struct str bytes);

/*
 * Looks at all that are kept: what was written to one meanwhile is put beside the file, and told. Those that are old enough are
 * thrown away.
 */
enum step swap_look_back(struct repo *repo, struct repo_sync *sync);

#endif
