/*
 * A page of titled parts, made once and written in two ways: for a terminal, and as Markdown to be printed or kept.
 */
#ifndef CMD_SHEET_H
#define CMD_SHEET_H

#include "page.h"

/* What entries without a label are. */
enum sheet_form { SHEET_PARAGRAPHS, SHEET_ITEMS, SHEET_NUMBERED };

struct sheet_part {
    const char *title;
    struct str note; /* behind the title; may be empty */
    enum sheet_form form;
    struct entries entries;
};

struct sheet {
    struct str title, below; /* `below` may be empty */
    struct {
        VEC(struct sheet_part);
    } parts;
    const char *last; /* the line it ends with */
};

/* Begins a part; valid until the next one begins. */
struct sheet_part *sheet_begin(struct sheet *sheet, struct arena *arena, const char *title);

/* Adds an entry to a part; nothing where the text is empty. */
void sheet_add(struct sheet_part *part, struct arena *arena, const char *label, struct str text);

/* Appends it to standard output: wrapped at a terminal's width, paragraphs whole in a pipe. */
void sheet_text(struct app *app, const struct sheet *sheet);

/* Appends it as Markdown. What stands in files reads as it is written there: nothing of it acts as markup. */
void sheet_markdown(struct buf *out, const struct sheet *sheet);

#endif
