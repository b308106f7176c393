/*
 * Edits that take something out of a body: an item with all that belongs to it, a link that becomes words. Internal to
 * lib/text.
 */
#ifndef TEXT_EDIT_BODY_DROP_H
#define TEXT_EDIT_BODY_DROP_H

#include "text/edit_body_plan.h"

/* Sets the splice of an EDIT_REMOVE_ITEM. */
enum edit_state body_plan_remove(struct body_editor *editor);

/* Whether `after` differs from editor->before by the item, or the link, alone. The splice has been planned. */
bool body_remove_holds(const struct body_editor *editor, const struct body_view *after);
bool body_unlink_holds(const struct body_editor *editor, const struct body_view *after);

#endif
