/*
 * Locks between processes, and signals held back meanwhile.
 */
#ifndef BASE_LOCK_H
#define BASE_LOCK_H

#include <signal.h>
#include <stdbool.h>

#include "base/err.h"

/*
 * Locks the open file or folder for this process alone, as flock does: until the descriptor is closed or the
 * process ends. Waits up to `seconds` for another one; then `*is_taken` is false. -1 with errno where
 * the file system knows no locks.
 */
int lock_take(int fd, unsigned seconds, bool *is_taken);

/* Sleeps for some milliseconds: the step of a loop that waits for somebody else's lock. */
void lock_pause(unsigned milliseconds);

/* When this process or another one was started, in the system's own count; 0: there is none, or it is not known. */
unsigned long long lock_start_of(long pid);

/* Holds back SIGINT, SIGTERM and SIGHUP; `before` is for lock_release_signals, after which they come. */
void lock_hold_signals(sigset_t *before);
void lock_release_signals(const sigset_t *before);

#endif
