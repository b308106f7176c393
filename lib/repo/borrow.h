/*
 * How git reaches a remote from one repository, for a run of it in another one: the programs, keys and helpers that the first is
 * configured with, be it in its own file or by a condition of the user's. For lib/repo alone.
 */
#ifndef REPO_BORROW_H
#define REPO_BORROW_H

#include "repo/session.h"

/*
 * Sets `repo->extra` to lines of the environment by which `git`, run in the folder of `repo` on the repository `other`, reaches remotes as
 * it does on the repository of the folder. -1 where git could not be run.
 */
int borrow_settings(struct repo *repo, const char *other);

#endif
