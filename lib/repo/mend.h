/*
 * What `doctor --fix` sets right in a repository, and nothing else (git.md): a lock on the index that nobody can hold any more, an
 * index that nobody can read, and git not told how to merge notes.
 */
#ifndef REPO_MEND_H
#define REPO_MEND_H

#include "repo/repo.h"

struct repo_mended {
    struct arena *arena; /* owns what the others point to; to be set by the caller, as is_trial */
    bool is_trial;       /* nothing is written: `done` tells what would be */
    struct {
        VEC(struct str);
    } done; /* each thing that was done: "removed the lock …" */
    struct {
        VEC(struct str);
    } left; /* each that was not, and why; then lines that say what to do */
};

/*
 * Sets right what is wrong, holding infoview.lock; a lock or an index that is not what it was when it was looked at is left. No
 * file is lost: an index goes to a name of its own (index.damaged). Nothing wrong: nothing is written, no lock taken. Of the
 * request only folder and environment count. No repository: nothing is done. -1 with `err` where something failed; what was done
 * up to there is told.
 */
int repo_mend(const struct repo_request *request, struct repo_mended *mended, struct err *err);

#endif
