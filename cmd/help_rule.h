/*
 * A page for each rule of check: what it is about, an example, what to do.
 */
#ifndef CMD_HELP_RULE_H
#define CMD_HELP_RULE_H

#include "base/diag.h"
#include "cmd.h"

/* Prints the page of the rule of that id; false where there is none. */
bool help_rule(struct app *app, struct str id);

/* Prints all rules, one a line. */
void help_rules(struct app *app);

#endif
