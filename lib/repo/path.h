/*
 * Which paths may not be committed: libgit2's add looks at none of these (git.md, rule 11).
 */
#ifndef REPO_PATH_H
#define REPO_PATH_H

#include "repo/standing.h"

/*
 * What stands between the work tree's root and the file that git would not look past; `*why` is static, NULL: nothing.
 * Fails where that cannot be known: a path that the disk does not show is not to be left out of a commit.
 */
enum step path_barrier(struct repo *repo, const char *path, const char **why);

/* The same, and what index and ignore rules have against it. Fails where that cannot be known. */
enum step path_objection(struct repo *repo, const struct standing *standing, const char *path,
                         const char **why);

#endif
