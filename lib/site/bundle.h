/*
 * All pages of a site as one run of bytes, for the sealed file: small, and so that a reader need not take apart what nobody
 * looks at. Pages say much the same over and over, further apart than gzip looks back. So each is cut into pieces, an element
 * with nothing but text in it, a tag, or the text up to the next tag, and is a row of numbers:
 *
 *     0          the next of the pieces that occur once
 *     1          the next of those that occur several times, here for the first time
 *     n >= 2     the one of those that was the (n - 2)th to occur
 *
 * The bytes (infoview-seal(5); integers are u32, big-endian; texts UTF-8):
 *
 *     length of the head | length of the rows | length of the pieces that occur several times
 *     head      JSON: {"style", "names", "bytes", "several", "once"}; the last four by page: the name of its file, the length
 *               of its row, how many pieces of each sort it has for the first time
 *     rows      of all pages. A number under 160 is a byte; then come 160 to 239, which with a second byte count on from
 *               there, and 240 to 254, which do with two more; 255 stands before a u32
 *     pieces    that occur several times, in the order in which they do, a NUL between two; then those that occur once
 *
 * The same site gives the same bytes.
 */
#ifndef SITE_BUNDLE_H
#define SITE_BUNDLE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"
#include "base/vec.h"

struct bundle_piece {
    struct str text;
    uint32_t count;  /* how often it occurs */
    uint32_t number; /* among those that occur several times, from 1; 0: it has not occurred yet */
};

struct bundle_page {
    struct str name;
    uint32_t *pieces; /* by their places in bundle.pieces */
    uint32_t n;
};

/* The pages that have come so far. A zeroed one is empty. */
struct bundle {
    struct arena arena;
    struct str style; /* the style sheet */
    struct map known; /* places in `pieces`, from 1, by text */
    struct {
        VEC(struct bundle_piece);
    } pieces;
    struct {
        VEC(struct bundle_page);
    } pages;
    struct buf scratch;
};

/* Takes a file: put of struct build_sink, with the bundle as its context. What is neither page nor style sheet is left out. */
int bundle_put(void *context, struct str name, struct str bytes, struct err *err);

/* Appends all of it. To be called once. */
void bundle_write(struct bundle *bundle, struct buf *out);

void bundle_free(struct bundle *bundle);

#endif
