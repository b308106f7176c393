/*
 * A repository that libgit2 cannot read (SHA-256, reftable, an extension of a later git), looked at by `git`. For lib/repo alone.
 */
#ifndef REPO_FOREIGN_H
#define REPO_FOREIGN_H

#include "repo/session.h"

/* Finds root, prefix and home of the repository; `reason` is what libgit2 has against it. */
enum step foreign_open(struct repo *repo, const char *reason);

/* Looks at every state, and at the paths; once the repository is locked. */
enum step foreign_look(struct repo *repo);

#endif
