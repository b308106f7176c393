/*
 * The one splice of an edit of a body: where it goes and what is written there. Internal to lib/text; edit_body.c
 * applies and proves it.
 */
#ifndef TEXT_EDIT_BODY_PLAN_H
#define TEXT_EDIT_BODY_PLAN_H

#include "base/buf.h"
#include "text/edit_body.h"
#include "text/front.h"
#include "text/md_outline.h"

/* A file as edits of its body see it. */
struct body_view {
    struct front front;
    struct md md;
    struct md_outline outline;
};

/* One edit on its way: what the file is, and the splice. Offsets count in the body. */
struct body_editor {
    const struct edit_body *edit;
    struct body_view before;
    size_t from, to; /* the bytes that `text` replaces */
    struct buf text;
    size_t item;     /* EDIT_ADD_ITEM: where in `text` what the edit gives begins */
    bool is_section; /* `text` has a heading too */
    int32_t done;    /* EDIT_TICK: the day that the task is said to be done on */
    uint32_t found;  /* which task or link of before.md is meant */
    struct diag *problem;
};

/* Sets the splice, or says that there is nothing to do, or why it cannot be. `edit` and `before` are set. */
enum edit_state body_plan(struct body_editor *editor);

/* The headings' names "log|history" have this one among them; case does not matter. */
bool body_is_named(const char *names, struct str title);

/* Fills the problem. Gives EDIT_REFUSED. */
enum edit_state body_refuse(struct body_editor *editor, enum rule rule, struct place place,
                            const char *message, const char *hint);

#endif
