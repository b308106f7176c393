/*
 * Byte-preserving edits of the text below the front matter (format.md, "Markdown constructs" and "Writing back"):
 * one splice, placed by cmark's positions. All other bytes stay, line ends and a missing final newline among them.
 *
 * After each edit the new bytes are read again: what was meant must be there, and every other task, log line,
 * question, referral, skill, note, link and range must be what it was, moved by the lines that came in. What this
 * shows to be wrong is refused, never returned.
 *
 * Never edited: what front_split_loose or node_parse refuses, front matter that is not closed or is TOML, and
 * bodies over a limit of base/limits.h.
 */
#ifndef TEXT_EDIT_BODY_H
#define TEXT_EDIT_BODY_H

#include "text/edit.h"

enum edit_body_verb {
    EDIT_TICK, /* the open task on `line` is `[x]` and carries ` done:DAY` (not where a done mark stands there already) */
    EDIT_DROP_TASK, /* the open task on `line` is `[-]` */
    EDIT_ADD_ITEM,  /* `text` is an item of a list under the section */
    EDIT_UNLINK, /* the link at `place` whose target is `old` gives way to `text`; empty: to its label as written there */
    EDIT_REMOVE_ITEM, /* the list item in no other item whose text begins on `line` is not there, nor what belongs to it */
    EDIT_RELINK, /* the link at `place` (as md_scan gives its place) whose target is `old` has the target `text` */
};

enum edit_order {
    EDIT_LAST,
    EDIT_DATED, /* by the days that items begin with, in the order that the list has; newest first in a new one */
};

struct edit_section {
    const char *
        names; /* "log|history": the first section whose heading is one of these, a private one only if there is no other */
    const char *title; /* "Log": where there is none, `## Log` is made */
    const char *
        before; /* "promises|notes": a new section goes before the first of these that has its level; NULL or none there: at the end */
};

/* Zeroed and given what its verb asks for it is whole; the slices are borrowed. */
struct edit_body {
    enum edit_body_verb verb;
    uint32_t line;      /* the file's line, of EDIT_TICK, EDIT_DROP_TASK and EDIT_REMOVE_ITEM */
    struct place place; /* of EDIT_RELINK and EDIT_UNLINK */
    struct str
        old; /* EDIT_RELINK, EDIT_UNLINK: the target as md_scan gives it; EDIT_TICK, EDIT_DROP_TASK: the task's text as
                        md_scan gives it */
    struct str text; /* one line of Markdown, without marker */
    int32_t day;     /* EDIT_TICK: 0: no mark; EDIT_ADD_ITEM with EDIT_DATED: the item's day */
    enum edit_order order;
    struct edit_section section;
};

/*
 * Applies `edit` to `file`: all bytes of a record file, of plan.md, questions.md …; front matter is optional.
 * Unless it is refused, `*result` has the new bytes, in `arena` (or `file` itself, where there was nothing to do).
 * Refused: `*problem` has rule, place, message and hint, in static text or in `arena`. A task or link that is not
 * there, or not what `old` says, has the rule RULE_UNREADABLE: the file has changed since it was read.
 */
enum edit_state edit_body(struct arena *arena, struct str file, const struct edit_body *edit,
                          struct str *result, struct diag *problem);

#endif
