/*
 * Questions to the user. Each has a flag that answers it; nothing is asked where nobody can answer (cli.md, rule 5).
 */
#ifndef CMD_ASK_H
#define CMD_ASK_H

#include "cmd.h"

/* Whether there is somebody to ask: standard input and error are a terminal, and --no-input is not given. */
bool ask_is_possible(const struct app *app);

/* Asks on standard error, "QUESTION [Y/n] "; `otherwise` is what an empty line means. The end of input is a no. */
bool ask(struct app *app, const char *question, bool otherwise);

#endif
