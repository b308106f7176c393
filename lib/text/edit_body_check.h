/*
 * Whether an edit of a body did what it should and nothing else, by what is read before and after. Internal to
 * lib/text.
 */
#ifndef TEXT_EDIT_BODY_CHECK_H
#define TEXT_EDIT_BODY_CHECK_H

#include "text/edit_body_plan.h"

/* Whether `after` differs from editor->before by the edit alone. The splice has been planned. */
bool body_holds(const struct body_editor *editor, const struct body_view *after);

#endif
