/*
 * How far reading or writing has come, for somebody who waits at a terminal.
 */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <time.h>

#include "cmd.h"

struct progress {
    const char *doing, *things;  /* "reading", "files" */
    struct timespec start, last; /* of the work; of the line that stands there */
    unsigned shown;              /* cells of that line; 0: none stands there */
};

/*
 * Begins to count time. False where nobody is to be told: with --quiet, or where standard error is no terminal; then progress_tell
 * is not to be called. `doing` and `things` are string literals.
 */
bool progress_begin(struct app *app, struct progress *progress, const char *doing, const char *things);

/*
 * How many are done, of how many; it only grows. Once that has taken half a second it is told in one line on standard error, written
 * over and over. For the callbacks of the library: `progress` is a struct progress.
 */
void progress_tell(void *progress, size_t done, size_t total);

/* Takes the line away again. */
void progress_end(struct progress *progress);

#endif
