/*
 * The remote of a branch, over the user's own `git` (git.md, rule 1). For lib/repo alone.
 */
#ifndef REPO_REMOTE_H
#define REPO_REMOTE_H

#include "repo/session.h"
#include "repo/sync.h"

struct child_result;
struct git_oid;

struct remote {
    const char *name;     /* "origin" */
    const char *url;      /* as people may see it: without credentials */
    const char *branch;   /* here: "refs/heads/main" */
    const char *there;    /* on the remote: "refs/heads/main" */
    const char *tracking; /* what it was when it was last seen: "refs/remotes/origin/main" */
    bool has_terminal;    /* git may ask there; set by the caller, as the next one */
    unsigned patience;    /* seconds without a byte after which git is ended; 0: for ever */
};

/* Finds the remote of HEAD's branch: what the configuration says, else the only one, else `origin`. name NULL: none. */
enum step remote_find(struct repo *repo, const char *branch, struct remote *remote);

enum remote_answer {
    REMOTE_DONE,
    REMOTE_UNREACHABLE, /* no network, or no answer */
    REMOTE_REFUSED,     /* it answered, and `*words` says why not */
    REMOTE_MOVED,       /* of a push: somebody else pushed first */
};

/* Fetches all branches of the remote. `*words`: what git said, one line. STEP_FAILED only where git could not be run. */
enum step remote_fetch(struct repo *repo, const struct remote *remote, enum remote_answer *answer,
                       struct str *words);

/* Pushes the branch, and nothing else; never forces. It counts by the line that git writes about it. */
enum step remote_push(struct repo *repo, const struct remote *remote, enum remote_answer *answer,
                      struct str *words);

/* What git said that went wrong, one line, in the session's arena. */
struct str remote_words(struct repo *repo, const struct remote *remote, const struct child_result *result);

/* Where the tracking branch stands; false: the remote has no such branch. */
bool remote_seen(struct repo *repo, const struct remote *remote, struct git_oid *id);

#endif
