/*
 * Filling an outline: from the lines and columns that cmark gives to offsets. Internal to text/md; a walk over a body
 * gives its blocks in their order.
 */
#ifndef TEXT_MD_EXTENTS_H
#define TEXT_MD_EXTENTS_H

#include "text/md_outline.h"
#include "text/md_source.h"

struct md_extents {
    struct md_outline *outline;
    struct arena *keep;
    struct md_source source; /* stands at the newest block */
};

/* Where cmark says that a block stands: its first and last line and its column in the first, from 1. */
struct md_span {
    int line, end, column;
};

/* The offset of a block's first byte. */
size_t md_extents_start(struct md_extents *extents, struct md_span block);

/* A new block at the top of the document; valid until the next one. */
struct md_top *md_extents_add_top(struct md_extents *extents, struct md_span block);

/* A new item, as long as its first line, and empty; valid until the next one. */
struct md_item *md_extents_add_item(struct md_extents *extents, struct md_span block);

/* Makes the newest item as long as the block in it goes. */
void md_extents_grow_item(struct md_extents *extents, struct md_span block);

/* A new heading that has its place only; valid until the next one. */
struct md_heading *md_extents_add_heading(struct md_extents *extents, struct md_span block);

/* The first paragraph of a task. */
void md_extents_add_task(struct md_extents *extents, struct md_span block, int32_t done, bool has_done);

#endif
