#include "base/vec.h"

#include "base/die.h"

void *vec_grow(struct arena *arena, void *at, uint32_t *cap, size_t size)
{
    uint32_t n = *cap, more = n ? n * 2 : 4;

    if (more < n)
        die_out_of_memory();
    *cap = more;
    return arena_grow(arena, at, n * size, more * size);
}
