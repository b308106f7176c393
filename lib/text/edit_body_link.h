/*
 * Where the target of a link stands, and how another is written there. Internal to lib/text.
 */
#ifndef TEXT_EDIT_BODY_LINK_H
#define TEXT_EDIT_BODY_LINK_H

#include "text/edit_body_plan.h"

/* Sets the splice of an EDIT_RELINK. */
enum edit_state body_plan_link(struct body_editor *editor);

/* Sets the splice of an EDIT_UNLINK. */
enum edit_state body_plan_unlink(struct body_editor *editor);

#endif
