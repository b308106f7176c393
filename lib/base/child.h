/*
 * Running another program to its end. The only file that starts one.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/buf.h"
#include "base/err.h"

struct child {
    const char *const *words; /* the program's name and its arguments, NULL at the end */
    char *const *environment; /* all that it is given; PATH names where a name without `/` is looked for */
    size_t limit;             /* bytes that are kept of each of its outputs; the rest is read and forgotten */
    unsigned patience;        /* seconds without a byte from it after which it is ended; 0: no end to it */
    bool
        is_apart; /* it gets a session of its own: without a terminal to ask at, and ended with all that it started */
};

struct child_result {
    struct buf out, problems; /* its standard output and error; freed with child_free */
    int status;               /* its exit status; 128 + the number of a signal that ended it */
    bool is_stalled;          /* it was ended: nothing came from it for so long */
};

/*
 * Runs the program with nothing on its standard input and waits for its end. No signal is blocked in it, none
 * ignored. Returns 0, or -1 with `err` where it could not be started: ERR_NOT_FOUND where there is no such program.
 */
int child_run(const struct child *child, struct child_result *result, struct err *err);

void child_free(struct child_result *result);

/* Whether a program of that name stands in a folder of PATH. */
bool child_exists(const char *name, char *const *environment);

/* The value of a variable of `environment`; NULL: it is not set. */
const char *child_variable(char *const *environment, const char *name);

#endif
