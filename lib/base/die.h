/*
 * The only two ways in which the library ends the process: memory is used up,
 * or the program itself is wrong. Everything else is returned to the caller.
 */
#ifndef BASE_DIE_H
#define BASE_DIE_H

#include "base/attr.h"

/* Ends the process with status 3 after one line on standard error. */
ATTR_NORETURN void die_out_of_memory(void);

/* Ends the process by SIGABRT, naming the broken assertion. Use `must`. */
ATTR_NORETURN void die_bug(const char *file, int line, const char *what);

/* An assertion that is never compiled out: a false one is a bug of ours. */
#define must(condition) ((condition) ? (void)0 : die_bug(__FILE__, __LINE__, #condition))

#endif
