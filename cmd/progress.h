/*
 * How far reading has come, for somebody who waits at a terminal.
 */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <time.h>

#include "cmd.h"

struct progress {
    struct timespec start, last; /* of reading; of the line that stands there */
    unsigned shown;              /* cells of that line; 0: none stands there */
};

/*
 * Makes `options` tell how many files are read, once that has taken half a second: one line on standard error,
 * written over and over. Nothing is told with --quiet or where standard error is no terminal.
 */
void progress_begin(struct app *app, struct progress *progress, struct vault_options *options);

/* Takes the line away again. */
void progress_end(struct progress *progress);

#endif
