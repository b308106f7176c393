/*
 * Errors of the world outside: disk, git, network. A function that can fail
 * returns 0 or -1 and fills `struct err`, its last parameter, which may not be
 * NULL. Callers on the way up wrap it with what they were doing. Nothing in the
 * library prints one.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/attr.h"

enum err_kind {
    ERR_NONE,
    ERR_USAGE,     /* the caller's words are wrong: exit status 2 */
    ERR_SYSTEM,    /* cannot work: disk, permission, git: exit status 3 */
    ERR_NOT_FOUND, /* a file or folder that is not there: exit status 3 */
    ERR_CONFLICT,  /* needs the user: exit status 4 */
};

struct err {
    enum err_kind kind;
    char message[400]; /* one line, lower case, no full stop, UTF-8, cut where it is longer */
};

/* Sets kind and message; always returns -1, so that `return err_set(…)` reads well. */
ATTR_PRINTF(3, 4) int err_set(struct err *err, enum err_kind kind, const char *format, ...);

/* ERR_NOT_FOUND or ERR_SYSTEM with the text of errno after the message; returns -1. */
ATTR_PRINTF(3, 4) int err_errno(struct err *err, int number, const char *format, ...);

/* Puts "context: " before the message; returns -1. */
ATTR_PRINTF(2, 3) int err_wrap(struct err *err, const char *format, ...);

#endif
