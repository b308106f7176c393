/*
 * What libgit2 cannot do as git would: it never runs another program, and knows not every setting.
 */
#ifndef REPO_CAPABLE_H
#define REPO_CAPABLE_H

#include "repo/session.h"

/* Sets repo->only_git where a commit of the session's paths has to be made by `git`. Fails where that cannot be known. */
enum step capable_look(struct repo *repo);

/* Whether objects may be missing here that `git` would fetch when it needs them. */
bool capable_is_partial(struct repo *repo);

/* The filter that a path goes through, where that is another program ("git-crypt"), or NULL. */
const char *capable_filter(struct repo *repo, const char *path);

/*
 * What only git can do to the bytes of a path, by the attributes that `git` has of it: "goes through the filter 'git-crypt'", "has a
 * working-tree-encoding"; NULL: nothing.
 */
const char *capable_objection(struct repo *repo, struct git_repository *git, const char *path);

#endif
