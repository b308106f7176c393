/*
 * Places in the bytes of a body: from the lines and columns that cmark gives to
 * offsets, and from offsets to what people count. Internal to text/md.
 *
 * One block at a time, in the order of the body: each step goes on from the one
 * before, so that all of them together read the body a few times at most.
 */
#ifndef TEXT_MD_SOURCE_H
#define TEXT_MD_SOURCE_H

#include "base/diag.h"

/*
 * Whether cmark would take seconds for a body within the other limits: it visits
 * every open list item at each blank line (`- - - …` and then nothing but line
 * ends), LIMIT_BODY_NESTING times at most. Counts the most that can be open.
 */
bool md_source_is_too_deep(struct str body);

struct md_source {
    struct str body;
    uint32_t first_line; /* the file's line on which the body starts */
    const uint32_t
        *lines;  /* the body's line of each line of `body`, which is a part of it; NULL: all of it */
    bool has_cr; /* lines may end in CR, as for cmark */

    /* The block: its first line, and the offset after its last. */
    struct md_source_line {
        size_t at;     /* offset of the line's first byte */
        uint32_t line; /* from 1 */
    } block, here;
    size_t block_end;
    size_t block_column; /* of its first byte, from 1 */

    size_t search_from; /* where md_source_wiki starts: after the newest wiki-link that was found */
    size_t counted_line, counted_at;
    uint32_t
        counted_column; /* of the byte counted_at: the next in its line is counted from there; 0: none yet */
};

void md_source_start(struct md_source *source, struct str body, uint32_t first_line);

/* The file's line of a line of `body`, from 1. */
uint32_t md_source_file_line(const struct md_source *source, uint32_t line);

/* Moves to a block, after that of the last call: its first and last line and its column, from 1. */
void md_source_locate(struct md_source *source, int line, int end_line, int column);

/*
 * The offset in the body of a place in the block as cmark gives it, or body.n where
 * it is none. In a paragraph's further lines cmark counts from the paragraph's own
 * indentation, whatever theirs is.
 */
size_t md_source_offset(struct md_source *source, int line, int column);

/* The line of the file and the column in display cells of an offset in the block. */
struct place md_source_place(struct md_source *source, size_t offset);

/* Whether the body has these bytes at `offset`. */
bool md_source_has(const struct md_source *source, size_t offset, struct str bytes);

/* The offset of these bytes in the block, or body.n. */
size_t md_source_find(const struct md_source *source, struct str bytes);

/*
 * The offset of the block's next wiki-link to `target` whose brackets are not
 * escaped, from search_from on, or body.n.
 */
size_t md_source_wiki(const struct md_source *source, struct str target);

#endif
