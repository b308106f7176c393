/*
 * The upkeep that `git commit` does by the way: many small commits are packed. For lib/repo alone.
 */
#ifndef REPO_MAINTAIN_H
#define REPO_MAINTAIN_H

#include "repo/session.h"

/* Lets `git`, where there is one, look after the repository: at most daily; what takes long it does in the background. Never fails. */
void maintain(struct repo *repo);

#endif
