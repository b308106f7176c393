/*
 * The brief of `prep`, for people and for programs. Internal to cmd/prep*.c.
 */
#ifndef CMD_PREP_H
#define CMD_PREP_H

#include "insight/brief.h"
#include "sheet.h"
#include "write.h"

/* The page, all of it in the app's arena. */
struct sheet prep_sheet(struct app *app, const struct brief *brief);

/* Says on standard error what could be done about what is missing: each with its command. */
void prep_hints(struct app *app, const struct brief *brief);

/* Appends the document infoview/prep@1; `brief` NULL: nobody is met. */
void prep_json(struct app *app, const struct view *view, const struct brief *brief);

/*
 * Adds what the meeting lacks in questions, from questions.md, and says it. 0, also where nothing is missing or
 * nothing is left, or an exit status, said.
 */
int prep_add_questions(struct write *write, const struct participant *person, const struct record *interview);

#endif
