/*
 * What happened with a person: log lines, interviews and thank-yous in one row.
 */
#ifndef CMD_HISTORY_H
#define CMD_HISTORY_H

#include "cmd.h"
#include "vault/view.h"

struct history_entry {
    struct stamp when;
    struct str kind; /* "email in", "interview", "thanked" … */
    struct str text;
};

struct history {
    VEC(struct history_entry);
};

/*
 * Everything dated, the newest first. On one day what has no time of day comes first, in the order of the
 * log, since what is written down after a meeting mostly has none. Interviews ahead are left out. In the app's arena.
 */
struct history history_of(struct app *app, const struct view *view, const struct record *contact);

#endif
