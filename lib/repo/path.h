/*
 * Which paths may not be committed: libgit2's add looks at none of these (git.md, rule 11).
 */
#ifndef REPO_PATH_H
#define REPO_PATH_H

#include "repo/standing.h"

/* What stands between the work tree's root and the file that git would not look past; NULL: nothing. Static. */
const char *path_barrier(struct repo *repo, const char *path);

/* The same, and what index and ignore rules have against it. Fails where that cannot be known. */
enum step path_objection(struct repo *repo, const struct standing *standing, const char *path,
                         const char **why);

#endif
