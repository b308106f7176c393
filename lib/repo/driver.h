/*
 * Git told to merge notes as infoview does (git.md, "Merge by meaning"): a line of the repository's own configuration, and one
 * of its own attributes. Neither is shared with other clones: git there falls back to text.
 */
#ifndef REPO_DRIVER_H
#define REPO_DRIVER_H

#include "repo/repo.h"

/*
 * Tells it. What the user has set there for themselves stays; of the request only folder and environment count. No repository: nothing
 * is done. -1 with `err` where a file cannot be written.
 */
int repo_driver_set(const struct repo_request *request, struct err *err);

#endif
