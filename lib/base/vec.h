/*
 * Growing arrays of any type, in an arena:
 *
 *     struct { VEC(struct task); } tasks = {0};
 *     *vec_add(&tasks, arena) = (struct task){…};
 *     for (size_t i = 0; i < tasks.n; i++) … tasks.at[i] …
 *
 * The old array stays behind in the arena when a full one is doubled, unless it
 * was the arena's newest piece, so an array that is filled in one go costs no more
 * than its size.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* The members of an array of `type`: elements, how many, and how many there is room for. */
#define VEC(type) \
    type *at;     \
    uint32_t n;   \
    uint32_t cap

/* Adds one zeroed element at the end; gives its address, valid until the next one is added. */
#define vec_add(vec, arena)                                                               \
    ((vec)->at = vec_reserve(arena, (vec)->at, (vec)->n, &(vec)->cap, sizeof *(vec)->at), \
     &(vec)->at[(vec)->n++])

/* The machinery of vec_add: a larger array; and room for one more element, which is zeroed. */
void *vec_grow(struct arena *arena, void *at, uint32_t *cap, size_t size);

static inline void *vec_reserve(struct arena *arena, void *at, uint32_t n, uint32_t *cap, size_t size)
{
    if (n == *cap)
        at = vec_grow(arena, at, cap, size);
    memset((char *)at + n * size, 0, size);
    return at;
}

#endif
