/*
 * Text for people: colour, links, tables measured in display cells. Knows no
 * environment: cmd says whether there is a terminal, and what it can.
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
    bool cut;        /* columns are cut to `width`; false in a pipe */
    bool links;      /* text that leads somewhere is a link (OSC 8) */
    unsigned width;  /* display cells of a line */
    struct str host; /* this machine's name, for links to files; may be empty */
    struct str root; /* absolute: the folder that files are named from; empty: no links to files */
};

/* Where a text leads: nowhere (zeroed), to a file, or to an address. */
struct term_link {
    struct str file;    /* from the stream's root, with `/` between; one that would leave it is no link */
    struct str address; /* http:, https:, mailto:, or a bare mail address; anything else is no link */
};

/* Appends `s`, cleaned (utf8_clean), in the style where the stream has colour. */
void term_put(struct buf *out, const struct term *term, enum term_style style, struct str s);

/*
 * Appends `s`, cleaned, in exactly `cells` cells: padded with spaces, or cut with
 * `…` where it is longer and the stream is cut. In a pipe a longer one stays whole.
 */
void term_cell(struct buf *out, const struct term *term, struct str s, unsigned cells);

/*
 * The same two for text that is a link where the stream has links: the escape sequences stand around the
 * text alone, take no cells, and hold nothing but percent-encoded ASCII (RFC 3986).
 */
void term_put_link(struct buf *out, const struct term *term, enum term_style style, struct str s,
                   struct term_link link);
void term_cell_link(struct buf *out, const struct term *term, struct str s, unsigned cells,
                    struct term_link link);

/* Whether `address` is one that a link may lead to. */
bool term_is_address(struct str address);

#endif
