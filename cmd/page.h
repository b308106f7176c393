/*
 * A page for people, as `show` prints it: titles, and under them entries of a label and a
 * paragraph. Paragraphs are wrapped at a terminal's width and whole in a pipe.
 */
#ifndef CMD_PAGE_H
#define CMD_PAGE_H

#include "base/vec.h"
#include "cmd.h"

enum { PAGE_INDENT = 2, PAGE_GAP = 2 };

struct entry {
    struct str label, text;
};

struct entries {
    VEC(struct entry);
};

/* Ends a line. */
void page_end_line(struct app *app);

/* Writes text that begins in column `at`, where the line stands already, its further lines under it. */
void page_text(struct app *app, unsigned at, enum term_style style, struct str text);

/* A title after an empty line. */
void page_title(struct app *app, const char *title);

/* A label of `cells` cells and what belongs to it. */
void page_entry(struct app *app, unsigned cells, struct str label, struct str text);

/* Entries whose labels are as wide as the widest of them. */
void page_entries(struct app *app, const struct entries *entries);

/* The greater of `width` and the cells of `text`. */
unsigned page_widest(unsigned width, struct str text);

#endif
