/*
 * Git's own lock on the index, `index.lock`, taken as git takes it, so that a concurrent `git add` is never lost.
 * Ours says whose it is: `infoview PID START`. It comes into being whole, by a hard link, so that one that was left
 * behind by a crash is known, and taken away by the next infoview (which holds infoview.lock, as the dead one did).
 */
#ifndef REPO_INDEX_LOCK_H
#define REPO_INDEX_LOCK_H

#include <signal.h>

#include "repo/session.h"

struct index_lock {
    const char *path; /* set while it is held */
    sigset_t before;  /* signals are held back as long as the lock is */
};

/* Waits up to 2 s for somebody else's; then it is refused. */
enum step index_lock_take(struct repo *repo, struct index_lock *lock);

/* Whether the lock says that it is an infoview's. */
bool index_lock_is_ours(const char *path);

/* Whether the lock is that of an infoview that lives no more: its process is gone, or another has its number. */
bool index_lock_is_dead(const char *path);

/* The same, or it is from before the machine was started: no program can hold it any more. No link is followed. */
bool index_lock_is_stale(const char *path, int64_t boot_time);

/* May be called where it is not held. */
void index_lock_give(struct index_lock *lock);

#endif
