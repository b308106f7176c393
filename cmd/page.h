/*
 * A page for people, as `show` prints it: titles, and under them entries of a label and a
 * paragraph. Paragraphs are wrapped at a terminal's width and whole in a pipe.
 */
#ifndef CMD_PAGE_H
#define CMD_PAGE_H

#include "base/vec.h"
#include "cmd.h"

enum { PAGE_INDENT = 2, PAGE_GAP = 2 };

/* Where the text of an entry leads, on a terminal with links. */
enum entry_link {
    ENTRY_NOWHERE,
    ENTRY_FILE,      /* it is the path of a file of the vault */
    ENTRY_ADDRESSES, /* it is mail addresses or pages, with "; " between, or what somebody took for such */
};

struct entry {
    struct str label, text;
    enum entry_link link;
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

/* An entry whose label takes `cells` cells. */
void page_entry(struct app *app, unsigned cells, const struct entry *entry);

/* Entries whose labels are as wide as the widest of them. */
void page_entries(struct app *app, const struct entries *entries);

/* The greater of `width` and the cells of `text`. */
unsigned page_widest(unsigned width, struct str text);

#endif
