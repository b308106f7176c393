/*
 * The lines of a list, for people and for other programs.
 */
#ifndef CMD_TABLE_H
#define CMD_TABLE_H

#include "cmd.h"
#include "vault/column.h"

/* What is printed. */
struct table {
    const struct view *view;
    const struct columns *columns;
    const struct rows *rows;
    bool
        may_drop; /* text on a terminal: columns are left out where the screen is too narrow for all of them */
};

/*
 * A head line and one line each, in columns as wide as they need be. On a terminal they are cut
 * to its width: first names and orgs, then other text; words, dates and numbers never.
 */
void table_text(struct app *app, const struct table *table);

/* The same as CSV or TSV, as app->format says, whole. */
void table_csv(struct app *app, const struct table *table);

/* A name, and what it stands for. */
struct name_line {
    struct str name;
    const char *about;
};

/* One line each, the names in a column as wide as the widest of them. */
void table_names(struct app *app, const struct name_line *lines, size_t count);

/* "18 Nov", with the year where it is not that of `today`. */
void table_put_day(struct buf *out, int32_t day, int32_t today);

#endif
