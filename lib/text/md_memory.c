#include "text/md_memory.h"

#include <stdint.h>
#include <string.h>

#include "base/die.h"

static _Thread_local struct arena *parse_arena;

/* Before each piece: its size, for realloc. cmark keeps pointers and integers only, as arenas align for. */
struct piece {
    size_t size;
};

struct arena *md_memory_use(struct arena *arena)
{
    struct arena *before = parse_arena;

    parse_arena = arena;
    return before;
}

static void *piece_new(size_t size)
{
    struct piece *piece = arena_raw(parse_arena, sizeof *piece + size);

    piece->size = size;
    return piece + 1;
}

void *md_memory_calloc(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        die_out_of_memory();
    return memset(piece_new(count * size), 0, count * size);
}

void *md_memory_realloc(void *old, size_t size)
{
    struct piece *piece;

    if (!old)
        return piece_new(size);
    piece = (struct piece *)old - 1;
    if (size > SIZE_MAX / 2)
        die_out_of_memory();
    if (size > piece->size) {
        piece = arena_grow(parse_arena, piece, sizeof *piece + piece->size, sizeof *piece + size);
        piece->size = size;
    }
    return piece + 1;
}

void md_memory_free(void *old)
{
    (void)old;
}
