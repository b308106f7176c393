#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/die.h"
#include "base/os.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

/* Blocks grow to what a large page of the system holds: threads that ask for memory at once wait less for each other then. */
enum { ALIGNMENT = 8, FIRST_BLOCK = 16 * 1024, LARGE_PAGE = 2 * 1024 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size; /* bytes after the header */
};

/* The header takes a whole number of alignments, so that what follows is aligned. */
enum {
    HEADER = (sizeof(struct arena_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT,
    LARGEST_STEP = LARGE_PAGE - HEADER
};

static char *block_start(struct arena_block *block)
{
    return (char *)block + HEADER;
}

static size_t possible(size_t size)
{
    if (size > SIZE_MAX / 2)
        die_out_of_memory();
    return size;
}

/* Of a possible size. No piece is empty, so that no two are at one place. */
static size_t rounded(size_t size)
{
    return (size + !size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static void use_block(struct arena *arena, struct arena_block *block)
{
    arena->newest = block;
    arena->next = block_start(block);
    arena->end = arena->next + block->size;
    POISON(arena->next, block->size);
}

/* Memory for a block of `size` bytes after the header; large pages serve what whole ones there are in it. */
static struct arena_block *new_block(size_t size, bool in_large_pages)
{
    size_t whole = HEADER + size;
    void *at = NULL;
    struct arena_block *block;

    if (posix_memalign(&at, in_large_pages ? LARGE_PAGE : ALIGNMENT, whole))
        die_out_of_memory();
    if (in_large_pages)
        os_will_use(at, whole - whole % LARGE_PAGE);
    block = at;
    block->size = size;
    return block;
}

/* Steps double up to a whole large page: what an arena leaves of its last one is little of it then. */
static void add_block(struct arena *arena, size_t at_least)
{
    size_t size = arena->newest ? arena->newest->size * 2 : FIRST_BLOCK;
    struct arena_block *block;

    if (size < at_least)
        size = at_least;
    if (size > LARGE_PAGE / 4)
        size = LARGEST_STEP;
    block = new_block(size, size == LARGEST_STEP);
    block->older = arena->newest;
    use_block(arena, block);
}

/* A piece that is larger than any step has a block of its own, so that what is left of the newest one is not lost. */
static char *piece_apart(struct arena *arena, size_t size)
{
    struct arena_block *block = new_block(size, true);

    if (!arena->newest)
        add_block(arena, 0);
    block->older = arena->newest->older;
    arena->newest->older = block;
    return block_start(block);
}

/* A piece where the newest block has no room for it: aligned, as all blocks begin. */
ATTR_RARE static char *piece_anew(struct arena *arena, size_t size)
{
    char *piece;

    if (size > LARGEST_STEP)
        return piece_apart(arena, size);
    add_block(arena, size);
    piece = arena->next;
    arena->next += size;
    UNPOISON(piece, size);
    return piece;
}

static size_t room_in(const struct arena *arena)
{
    return (size_t)(arena->end - arena->next);
}

char *arena_chars(struct arena *arena, size_t size)
{
    char *piece = arena->next;

    if (size >= room_in(arena))
        return piece_anew(arena, possible(size));
    arena->next += size;
    UNPOISON(piece, size);
    return piece;
}

void *arena_raw(struct arena *arena, size_t size)
{
    size_t room = room_in(arena), gap = -(uintptr_t)arena->next % ALIGNMENT;
    char *piece;

    if (size >= room || gap + rounded(size) > room)
        return piece_anew(arena, rounded(possible(size)));
    piece = arena->next + gap;
    arena->next = piece + rounded(size);
    UNPOISON(piece, size);
    return piece;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_raw(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        die_out_of_memory();
    return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size)
{
    char *piece = old;
    size_t room;

    if (size <= old_size)
        return old;
    room = piece && piece + rounded(old_size) == arena->next ? (size_t)(arena->end - piece) : 0;
    if (size < room && rounded(size) <= room) {
        arena->next = piece + rounded(size);
        UNPOISON(piece, size);
        return piece;
    }
    piece = arena_raw(arena, size);
    if (old)
        memcpy(piece, old, old_size);
    return piece;
}

static void release(struct arena_block *block)
{
    while (block) {
        struct arena_block *older = block->older;

        UNPOISON(block_start(block), block->size);
        free(block);
        block = older;
    }
}

void arena_reset(struct arena *arena)
{
    struct arena_block *keep = arena->newest;

    if (!keep)
        return;
    release(keep->older);
    keep->older = NULL;
    use_block(arena, keep);
}

/* What comes next goes where more room is left. */
void arena_adopt(struct arena *into, struct arena *from)
{
    struct arena_block *oldest;

    if (!into->newest || room_in(from) > room_in(into)) {
        struct arena other = *into;

        *into = *from;
        *from = other;
    }
    oldest = from->newest;
    if (!oldest)
        return;
    while (oldest->older)
        oldest = oldest->older;
    oldest->older = into->newest->older;
    into->newest->older = from->newest;
    *from = (struct arena){0};
}

void arena_free(struct arena *arena)
{
    release(arena->newest);
    *arena = (struct arena){0};
}
