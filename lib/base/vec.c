#include "base/vec.h"

#include <string.h>

#include "base/die.h"

void *vec_reserve(struct arena *arena, void *at, uint32_t n, uint32_t *cap, size_t size)
{
    if (n == *cap) {
        uint32_t more = n ? n * 2 : 4;

        if (more < n)
            die_out_of_memory();
        at = arena_grow(arena, at, n * size, more * size);
        *cap = more;
    }
    memset((char *)at + n * size, 0, size);
    return at;
}
