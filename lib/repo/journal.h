/*
 * A line in `.git` while a commit is half in place: its objects are there, the index may be, the branch is not. The next
 * infoview ends what was cut off: else the command's files would seem to have been staged by the user.
 */
#ifndef REPO_JOURNAL_H
#define REPO_JOURNAL_H

#include "repo/session.h"

struct git_oid;

/* Of a commit, and of what sync brings in. */
#define JOURNAL_COMMIT "infoview-commit"
#define JOURNAL_SYNC "infoview-sync"

struct journal_entry {
    struct git_oid *from, *to; /* in the session's arena; `from` zeros: no commits yet */
    struct str branch;
};

/* Notes that `branch` is about to go from `from` (NULL: no commits yet) to `to`. */
enum step journal_write(struct repo *repo, const char *name, const char *branch, const struct git_oid *from,
                        const struct git_oid *to);

/* Reads it; false where there is none, or it was cut off while it was written. */
bool journal_read(struct repo *repo, const char *name, struct journal_entry *entry);

void journal_drop(struct repo *repo, const char *name);

/*
 * Removes libgit2's lock on the branch, if one was left too: it holds the new commit's name, or nothing yet. Git holds such
 * locks for milliseconds.
 */
void journal_unlock(struct repo *repo, const struct journal_entry *said);

/*
 * Ends a commit that was cut off, if there is one: done where the branch is still where it was and the files hold what the
 * commit does, else taken out of the index. infoview.lock is held, the lock on the index is not.
 */
enum step journal_finish(struct repo *repo);

#endif
