/*
 * What both committing and looking read of git. For lib/repo alone: libgit2's types stand here by name only.
 */
#ifndef REPO_READ_H
#define REPO_READ_H

#include "base/buf.h"
#include "repo/repo.h"

struct git_config;
struct git_repository;

/* Starts libgit2 as all of this folder uses it; git_libgit2_shutdown ends it, also where this fails. -1: read_reason says why. */
int read_start(void);

bool read_is_given(const char *text);

/* The first of the three that is given, or NULL. */
const char *read_first(const char *a, const char *b, const char *c);

/* A NUL-terminated copy of two texts in a row. */
const char *read_joined(struct arena *arena, const char *a, struct str b);

/* For a call that may fail: forgets what libgit2 said about it, so that no later error is told in its words. */
int read_tolerated(int rc);

/* What libgit2 says about its last failure, or "git gave no reason"; valid until the next call. */
const char *read_reason(void);

/* Whether opening a repository failed with `rc` because it belongs to another user. */
bool read_is_distrust(int rc);

/* A line of git's configuration; NULL where there is none, or it is empty. */
const char *read_config(struct arena *arena, struct git_config *config, const char *name);

/*
 * Puts the file that GIT_CONFIG_GLOBAL names in the place of both of the user's own, and adds that of a work tree of its
 * own (extensions.worktreeConfig), which libgit2 does not know; -1 where one cannot be read.
 */
int read_global(struct git_config *config, struct git_repository *repo,
                const struct repo_environment *environment);

/* Who `role` ("author", "committer") is. Zeroed texts: git does not know. */
struct read_identity {
    const char *name, *email;
};

/*
 * Git's own order (git-commit, "COMMIT INFORMATION"): the environment, then ROLE.name, then user.name. What git
 * would make up from the system's accounts is no identity.
 */
struct read_identity read_identity(struct arena *arena, struct git_config *config, const char *role,
                                   const struct repo_environment *environment);

/*
 * Appends a URL without what lets somebody in: user and password, of a web address also a user alone, which may be a
 * token, and everything behind a question mark. The `git@` of ssh is no secret.
 */
void read_put_url(struct buf *out, struct str url);

/* NAME, of the line `remote.NAME.url` of git's configuration, within it; empty: it is another line. */
struct str read_remote_name(const char *line);

/* What is under way in a repository of that state (GIT_REPOSITORY_STATE_…): "merge" …; NULL: nothing. */
const char *read_operation(int state);

/* The nearest folder at or above `folder` with a `.git` that is no repository to be opened; empty: none. */
struct str read_broken(struct arena *arena, struct str folder);

#endif
