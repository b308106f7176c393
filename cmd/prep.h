/*
 * The brief of `prep`, for people and for programs. Internal to cmd/prep*.c.
 */
#ifndef CMD_PREP_H
#define CMD_PREP_H

#include "insight/brief.h"
#include "sheet.h"

/* The page, all of it in the app's arena. */
struct sheet prep_sheet(struct app *app, const struct brief *brief);

/* Says on standard error what could be done about what is missing: each with its command. */
void prep_hints(struct app *app, const struct brief *brief);

/* Appends the document infoview/prep@1; `brief` NULL: nobody is met. */
void prep_json(struct app *app, const struct view *view, const struct brief *brief);

#endif
