/*
 * Text for people: colour, tables measured in display cells, and output that is
 * checked. Knows no environment: cmd says whether there is a terminal.
 */
#ifndef BASE_TERM_H
#define BASE_TERM_H

#include "base/buf.h"
#include "base/str.h"

enum term_style {
    STYLE_PLAIN,
    STYLE_BOLD,
    STYLE_DIM,
    STYLE_RED,
    STYLE_YELLOW,
    STYLE_GREEN,
    STYLE_CYAN,
    STYLE_UNDERLINE
};

/* How text is made for one stream. */
struct term {
    bool colour;
    bool cut;       /* columns are cut to `width`; false in a pipe */
    unsigned width; /* display cells of a line */
};

/* Appends `s`, cleaned (utf8_clean), in the style where the stream has colour. */
void term_put(struct buf *out, const struct term *term, enum term_style style, struct str s);

/*
 * Appends `s`, cleaned, in exactly `cells` cells: padded with spaces, or cut with
 * `…` where it is longer and the stream is cut. In a pipe a longer one stays whole.
 */
void term_cell(struct buf *out, const struct term *term, struct str s, unsigned cells);

#endif
