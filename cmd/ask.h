/*
 * Questions on a terminal. Every one has a flag that answers it, so where nobody can be asked (standard input is no
 * terminal, --no-input) the command stops and names the flag (cli.md, rule 5).
 */
#ifndef CMD_ASK_H
#define CMD_ASK_H

#include "cmd.h"

/* Whether somebody is there to be asked. */
bool ask_is_possible(const struct app *app);

/* Asks on standard error ("Make another one?") and reads a line: whether it says yes. Only where it is possible. */
bool ask_yes(struct app *app, const char *question);

/* The same, where an empty answer is a yes too; the end of input is a no. */
bool ask_unless_no(struct app *app, const char *question);

/* The same for a line of text, trimmed, in the app's arena; empty where none came. */
struct str ask_line(struct app *app, const char *question);

#endif
