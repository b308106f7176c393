/*
 * Settling a value that two machines changed: `sync --take`.
 */
#ifndef CMD_SYNC_TAKE_H
#define CMD_SYNC_TAKE_H

#include "cmd.h"

/* `which`: "kept" or "other"; the words are a path in the vault and a key, as sync named them. Returns the exit status, said. */
int sync_take(struct app *app, const char *which, int argc, char **argv);

#endif
