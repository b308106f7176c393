/*
 * A pager between text that is longer than the screen and the person before it.
 */
#ifndef CMD_PAGER_H
#define CMD_PAGER_H

#include "cmd.h"

/*
 * Whether text goes through a pager where it is too long: the command has it so (app->pages), a person sits at a
 * terminal that can move its cursor, and neither --quiet nor --no-input was given. Until it is shown, it is all kept.
 */
bool pager_is_wanted(const struct app *app);

/*
 * Shows text that is longer than the screen and waits until it was read. Returns false, with nothing shown, where it fits or
 * there is no pager that runs. A pager that is left early is no failure.
 */
bool pager_show(struct app *app, struct str text);

/* The user's pager: $PAGER, else less. NULL: none is wanted ($PAGER is empty, or cat). */
const char *pager_command(void);

#endif
