/*
 * The manual pages that the program carries. They are written in cmd/man (mdoc) and
 * rendered when the program is built (Makefile), so that reading them needs neither
 * a man program nor an installation.
 */
#ifndef CMD_MANUAL_H
#define CMD_MANUAL_H

#include "cmd.h"

/* Appends the page of that name ("infoview-format") to app->out; false where there is none. */
bool manual_page(struct app *app, struct str name);

/* Appends what infoview(1) says of the command; all of infoview(1) without one. */
void manual_command(struct app *app, const struct command *command);

/* The name of a page, by number from 0, without its section; empty after the last. */
struct str manual_name(size_t index);

#endif
