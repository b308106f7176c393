/*
 * Whether an edit did what it should and nothing else, by the trees before and after. Internal to lib/text.
 */
#ifndef TEXT_EDIT_CHECK_H
#define TEXT_EDIT_CHECK_H

#include "text/edit.h"
#include "text/node.h"

/* The item of a list that an EDIT_APPEND fills: the first, if nothing stands in it; or NULL. */
const struct node *edit_filled(const struct node *list);

/* The item of a list that an EDIT_DROP of `value` takes, or NULL. */
const struct node *edit_dropped(const struct node *list, struct str value);

/* Whether it is `[[x]]` without quotes, which YAML takes for a list in a list. */
bool edit_is_bare_link(const struct node *node);

/* What an EDIT_REPLACE_ITEM of `old` replaces: `value` itself or an item of it; or NULL. `value` may be NULL. */
const struct node *edit_replaced(const struct node *value, struct str old);

/* Whether the top maps `before` and `after` differ by `edit` alone, in kinds, styles, texts and order. */
bool edit_holds(const struct edit *edit, const struct node *before, const struct node *after);

#endif
