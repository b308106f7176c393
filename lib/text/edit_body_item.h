/*
 * Where a new list item goes, and how it is written there. Internal to lib/text.
 */
#ifndef TEXT_EDIT_BODY_ITEM_H
#define TEXT_EDIT_BODY_ITEM_H

#include "text/edit_body_plan.h"

/* Sets the splice of an EDIT_ADD_ITEM. */
enum edit_state body_plan_item(struct body_editor *editor);

/* The section of that name: an index of outline->headings, or headings.n. A private one only where there is no other. */
uint32_t body_find_section(const struct md_outline *outline, const char *names);

#endif
