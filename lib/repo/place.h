/*
 * The files of a commit put in place of those of another one, without losing what somebody saves meanwhile (git.md, rules 5 and 6).
 * For lib/repo alone.
 */
#ifndef REPO_PLACE_H
#define REPO_PLACE_H

#include "repo/session.h"
#include "repo/standing.h"
#include "repo/sync.h"

struct git_commit;

struct placing {
    struct repo *repo;
    struct repo_sync *sync; /* the merge, and where files are told of */
    const char *branch;
    struct git_commit *from, *to; /* what HEAD is, and what it is to be */
    const char *log;              /* for the reflog */
};

/*
 * Journal, files, index, branch, journal gone: cut off anywhere, the next call does what is left. A file that holds neither what
 * `from` has nor what `to` has was edited: the edit is merged into it, or it stays and the new version comes beside it. Refused,
 * before anything is touched, where the user has staged one of the files, or what is to be put in place is no plain file.
 */
enum step place(struct placing *placing);

#endif
