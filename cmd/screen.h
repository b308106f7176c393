/*
 * Standard output as a terminal: whether it is one, how large, and what it can show.
 */
#ifndef CMD_SCREEN_H
#define CMD_SCREEN_H

#include "cmd.h"

/* Sets app->is_terminal and app->screen, as they are where no option says otherwise. */
void screen_init(struct app *app);

/* Whether text may be a link without being asked to: on a terminal that shows colour and is known to cope. */
bool screen_can_link(const struct app *app);

/* Why there is no colour where no option asks for any: "NO_COLOR is set" …; NULL: there is. */
const char *screen_no_colour(const struct app *app);

/* Whether the terminal is one that only prints: TERM says so, or nothing. */
bool screen_is_dumb(void);

/* Columns or lines of the terminal; 0: there is none, or it does not say. */
unsigned screen_columns(const struct app *app);
unsigned screen_lines(const struct app *app);

/* What links to files need: this machine's name, and the folder they are named from (made absolute). */
void screen_set_root(struct app *app, struct str folder);

#endif
