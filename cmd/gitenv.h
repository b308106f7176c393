/*
 * What git takes from the environment.
 */
#ifndef CMD_GITENV_H
#define CMD_GITENV_H

#include "repo/repo.h"

/* Borrowed from the environment. */
struct repo_environment gitenv_read(void);

#endif
