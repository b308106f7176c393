/*
 * The words of a body as they are read on a page, and where they stand in the file: without the marks of emphasis, links, quotes and
 * tasks, without comments and HTML, with character references decoded and a label in the place of each link. There may be more than a page
 * shows: private sections, addresses of links. There is never less.
 */
#ifndef TEXT_SHOWN_H
#define TEXT_SHOWN_H

#include "text/md.h"

struct shown_want {
    const void *context;
    /* Whether a page says "somebody" in the place of a link or an image. NULL: of none. */
    bool (*is_hidden)(const void *context, const struct md_link *link);
};

/* Bytes of the text that come one by one from the same run of words in the body. */
struct shown_piece {
    size_t at;        /* in the text */
    size_t skip;      /* bytes of the run that stand before it */
    int line, column; /* of the run in the body, from 1, as cmark counts; column 0: not known */
};

struct shown {
    struct str text; /* in the scratch arena; a line feed parts blocks, a break within one is a space */
    struct str body;
    struct {
        VEC(struct shown_piece);
    } pieces;
    struct {
        VEC(size_t);
    } lines; /* where each begins in the body: known once it is asked for */
};

/*
 * Reads a body under the conditions of md_scan. Of `job` are used scratch, which owns what is read, and path. Cannot fail.
 */
void shown_read(const struct md_job *job, const struct shown_want *want, struct str body,
                struct shown *shown);

/*
 * The byte of the body that the byte `at` of the text comes from: of the right line; within it as near as can be told where
 * the text is written otherwise there.
 */
size_t shown_source(struct shown *shown, struct arena *arena, size_t at);

#endif
