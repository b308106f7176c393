/*
 * The user's `git`, for what libgit2 cannot do: never with a question. For lib/repo alone.
 */
#ifndef REPO_DELEGATE_H
#define REPO_DELEGATE_H

#include "base/child.h"
#include "repo/session.h"

struct remote;

/* Bytes that are kept of what it says; the rest is lost. */
enum { DELEGATE_MOST = 16 * 1024 * 1024 };

/* Whether there is a `git` to hand something to. */
bool delegate_can(const struct repo *repo);

/*
 * Runs `git` with these words (NULL at the end) and then these paths in the folder: its repository is the one that is found
 * there, whatever the environment says. -1 where it could not be run; its status is in `result`, which is freed
 * with child_free.
 */
int delegate_run(struct repo *repo, const char *const *words, struct child_result *result);

/* The same on paths from the folder, none of which is a pattern; ended where nothing comes from it for some seconds. */
int delegate_run_paths(struct repo *repo, const char *const *words, const struct str *paths, size_t count,
                       struct child_result *result);

/*
 * The same over the network: it is ended where nothing comes from it for the remote's patience. With a terminal it may ask there,
 * for a passphrase, say.
 */
int delegate_run_far(struct repo *repo, const char *const *words, const struct remote *remote,
                     struct child_result *result);

/* What it said, for people: its standard error, or else its output; without white space around. */
struct str delegate_words(const struct child_result *result);

/* Leaves the paths that git says must not be committed: staged, ignored, outside the sparse checkout. */
enum step delegate_look(struct repo *repo);

/* Commits the session's paths as they stand on disk, as `git commit` does: filters, hooks, signature. */
enum step delegate_commit(struct repo *repo, const struct session_message *message, struct str *hash);

#endif
