/*
 * The verbs for one item of a list and one entry of a map that are there. Internal to lib/text. Each sets the splice
 * of an edit, or says that there is nothing to do, or why it cannot be.
 */
#ifndef TEXT_EDIT_ITEM_H
#define TEXT_EDIT_ITEM_H

#include "text/edit_plan.h"

enum edit_state edit_plan_drop(struct editor *editor);
enum edit_state edit_plan_replace_item(struct editor *editor);
enum edit_state edit_plan_rename_entry(struct editor *editor);
enum edit_state edit_plan_remove_entry(struct editor *editor);

#endif
