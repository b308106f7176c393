/*
 * A new repository. For lib/repo alone.
 */
#ifndef REPO_FIRST_H
#define REPO_FIRST_H

#include "repo/repo.h"

/*
 * Makes one in the folder, or what is lacking of one that was begun there: its branch is `main` unless init.defaultBranch names
 * another. libgit2 is started. -1 with `err`.
 */
int first_make(struct arena *arena, const char *folder, const struct repo_environment *environment,
               struct err *err);

#endif
