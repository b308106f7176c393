/*
 * A commit by libgit2. For lib/repo alone.
 */
#ifndef REPO_COMMIT_H
#define REPO_COMMIT_H

#include "repo/session.h"

/* Commits the session's paths as they stand on disk; `*hash` is empty where nothing differs. */
enum step commit_paths(struct repo *repo, const struct session_message *message, struct str *hash);

#endif
