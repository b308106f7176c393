/*
 * The one splice of an edit: where it goes and what is written there. Internal to lib/text; edit.c applies and
 * proves it.
 */
#ifndef TEXT_EDIT_PLAN_H
#define TEXT_EDIT_PLAN_H

#include "base/buf.h"
#include "text/edit.h"
#include "text/front.h"
#include "text/node.h"

/* One edit on its way: what the file is, and the splice. */
struct editor {
    struct front front;
    struct str yaml; /* of the front matter; offsets count from here */
    const struct edit *edit;
    const struct node *top;
    const struct node *value; /* of the key, or NULL */
    const struct node
        *list;       /* the file's first list with something in it: new ones are written like it; or NULL */
    char mark;       /* the quotes the file uses first, or NUL */
    size_t from, to; /* the bytes of `yaml` that `text` replaces */
    struct buf text;
    struct diag *problem;
};

/* Sets the splice, or says that there is nothing to do, or why it cannot be. All members up to `mark` are set. */
enum edit_state edit_plan(struct editor *editor);

/* Fills the problem, with the place of `node` (NULL: the file's first line). Gives EDIT_REFUSED. */
enum edit_state edit_refuse(struct editor *editor, enum rule rule, const struct node *node,
                            const char *message, const char *hint);

#endif
