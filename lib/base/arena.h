/*
 * An arena: memory that is handed out piece by piece and given back at once.
 *
 * All that is parsed in a run lives in one arena; a scratch arena is reset
 * after each file. A zeroed `struct arena` is an empty one. Pieces are aligned
 * for pointers and integers. Out of memory ends the process (base/die.h), so no call fails.
 * Under AddressSanitizer, space that is not handed out is poisoned.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *newest; /* blocks, newest first; NULL: none yet */
    char *next;                 /* free space of the newest block: [next, end) */
    char *end;
};

/* Returns `size` zeroed bytes, valid until the arena is reset or freed. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same for `count` things of `size` bytes; a product that overflows is out of memory. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Returns `size` bytes that are not zeroed. */
void *arena_raw(struct arena *arena, size_t size);

/* The same for text: not aligned, so that short strings stand close together. */
char *arena_chars(struct arena *arena, size_t size);

/*
 * Grows the piece `old` of `old_size` bytes (may be NULL and 0) to `size`
 * bytes, in place where it is the newest piece. The bytes beyond `old_size`
 * are not zeroed.
 */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size);

/* Takes everything back but keeps the largest block for reuse. */
void arena_reset(struct arena *arena);

/* Moves all pieces of `from` into `into`; `from` is empty afterwards. Pointers stay valid. */
void arena_adopt(struct arena *into, struct arena *from);

/* Gives all memory back to the system; the arena is empty and usable again. */
void arena_free(struct arena *arena);

/* One thing, or `count` things, of a type, zeroed. */
#define arena_new(arena, type) ((type *)arena_alloc(arena, sizeof(type)))
#define arena_new_array(arena, type, count) ((type *)arena_array(arena, count, sizeof(type)))

#endif
