/*
 * One record for people to read: what `show` prints as text.
 */
#ifndef CMD_CARD_H
#define CMD_CARD_H

#include "cmd.h"
#include "vault/view.h"

/*
 * Appends the record: its fields, what is due, promises, referrals, interviews, history and last commits of a contact; fields,
 * questions, promises and names of an interview; the fields of any other kind. Lines are wrapped at a
 * terminal's width and whole in a pipe.
 */
void card_text(struct app *app, const struct view *view, const struct record *record);

#endif
