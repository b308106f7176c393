/*
 * cmark's memory: an arena. Internal to text/md. cmark's allocator has no context, so the arena is that of
 * the thread, and set while it parses.
 */
#ifndef TEXT_MD_MEMORY_H
#define TEXT_MD_MEMORY_H

#include "base/arena.h"

/* The arena from which this thread's pieces come from now on; NULL: none may be asked for. Returns the one before. */
struct arena *md_memory_use(struct arena *arena);

/* The three functions of a cmark_mem. Nothing is given back before the arena is. */
void *md_memory_calloc(size_t count, size_t size);
void *md_memory_realloc(void *old, size_t size);
void md_memory_free(void *old);

#endif
