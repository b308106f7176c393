/*
 * A line in `.git` while a commit is half in place: its objects are there, the index may be, the branch is not. The next
 * infoview ends what was cut off: else the command's files would seem to have been staged by the user.
 */
#ifndef REPO_JOURNAL_H
#define REPO_JOURNAL_H

#include "repo/session.h"

struct git_oid;

/* Notes that `branch` is about to go from `from` (NULL: no commits yet) to `to`. */
enum step journal_write(struct repo *repo, const char *branch, const struct git_oid *from,
                        const struct git_oid *to);

void journal_drop(struct repo *repo);

/*
 * Ends a commit that was cut off, if there is one: done where the branch is still where it was and the files hold what the
 * commit does, else taken out of the index. infoview.lock is held, the lock on the index is not.
 */
enum step journal_finish(struct repo *repo);

#endif
