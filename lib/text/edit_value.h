/*
 * How edits write values, in the file's own style, and where: what the verbs share. Internal to lib/text.
 */
#ifndef TEXT_EDIT_VALUE_H
#define TEXT_EDIT_VALUE_H

#include "text/edit_plan.h"

bool edit_is_scalar(const struct node *node);

/* Whether nothing is written where the value would stand. */
bool edit_is_blank(const struct node *node);

/* Whether the value is none, in any writing: nothing, `~`, `null`, `""`. */
bool edit_is_none(const struct node *node);

/* Sets the splice to [from, to). Gives EDIT_DONE. */
enum edit_state edit_replace(struct editor *editor, size_t from, size_t to);

/* Puts a line end like that of the line before `offset`, where a line starts. */
void edit_put_line_end(struct editor *editor, size_t offset);

/* Puts `value`, in the quotes of `like` if it has some; `like` may be NULL. */
void edit_put_value(struct editor *editor, struct str value, const struct node *like, bool in_flow);

/* Puts `key`, in the quotes of `like` if it has some, without the colon. */
void edit_put_key(struct editor *editor, struct str key, const struct node *like, bool in_flow);

/* Sets the splice to where a blank value would stand at `offset`, and puts the space before it unless one is there. */
enum edit_state edit_fill(struct editor *editor, size_t offset);

/* Sets the splice to the place of a value that is none. */
enum edit_state edit_fill_none(struct editor *editor, const struct node *node);

/* Replaces `node`, which is one text or an unquoted link, by the value. */
enum edit_state edit_plan_text(struct editor *editor, const struct node *node, bool in_flow);

#endif
