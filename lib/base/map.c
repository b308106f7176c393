#include "base/map.h"

#include <string.h>

#include "base/die.h"

struct map_entry {
    struct str key;
    void *value; /* NULL: free */
};

static uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93);
    x ^= x >> 32;
    return x;
}

/* Eight bytes a step, each step multiplied and folded, so that no two inputs cancel out for every seed. */
static uint64_t hash(const struct map *map, struct str key)
{
    uint64_t h = mix(map->seed ^ key.n), rest = 0;

    while (key.n >= 8) {
        uint64_t word;

        memcpy(&word, key.p, 8);
        h = mix(h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        key = str_skip(key, 8);
    }
    for (size_t i = 0; i < key.n; i++)
        rest = rest << 8 | (unsigned char)key.p[i];
    return mix(h ^ rest);
}

static struct map_entry *slot(const struct map *map, struct str key)
{
    size_t at = (size_t)((hash(map, key) >> 32) * map->slots >> 32);

    while (map->entries[at].value && !str_equal(map->entries[at].key, key))
        at = at + 1 < map->slots ? at + 1 : 0;
    return &map->entries[at];
}

void *map_find(const struct map *map, struct str key)
{
    return map->slots ? slot(map, key)->value : NULL;
}

static void make_slots(struct map *map, struct arena *arena, size_t slots)
{
    must(slots <= UINT32_MAX);
    map->slots = slots;
    map->entries = arena_new_array(arena, struct map_entry, slots);
}

static void widen(struct map *map, struct arena *arena)
{
    struct map old = *map;

    make_slots(map, arena, old.slots ? old.slots * 2 : 16);
    for (size_t i = 0; i < old.slots; i++)
        if (old.entries[i].value)
            *slot(map, old.entries[i].key) = old.entries[i];
}

void map_reserve(struct map *map, struct arena *arena, size_t n)
{
    must(map->n == 0);
    if (n)
        make_slots(map, arena, n + n / 3 + 1);
}

void *map_set(struct map *map, struct arena *arena, struct str key, void *value)
{
    struct map_entry *entry;
    void *before;

    if ((map->n + 1) * 4 > map->slots * 3)
        widen(map, arena);
    if (!map->n)
        map->seed = (uint64_t)(uintptr_t)map->entries;
    entry = slot(map, key);
    before = entry->value;
    if (!before)
        map->n++;
    *entry = (struct map_entry){key, value};
    return before;
}

uint64_t hash_fnv1a(struct str s)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
    return h;
}
