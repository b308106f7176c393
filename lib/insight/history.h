/*
 * What happened with a person: log lines, interviews and thank-yous in one row.
 */
#ifndef INSIGHT_HISTORY_H
#define INSIGHT_HISTORY_H

#include "vault/view.h"

struct history_entry {
    struct stamp when;
    struct str kind; /* "email in", "interview", "thanked" … */
    struct str text;
    const struct record *interview; /* an interview's, or the thanks for one; NULL: a line of the log */
    bool is_private;                /* of the log: in a section whose heading ends in (private) */
};

struct history {
    VEC(struct history_entry);
};

/*
 * Everything dated, the newest first. On one day what has no time of day comes first, in the order of the
 * log, since what is written down after a meeting mostly has none. Interviews ahead are left out. In the view's arena.
 */
struct history history_of(const struct view *view, const struct record *contact);

#endif
