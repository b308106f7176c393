/*
 * A hash map from a slice to a pointer, in an arena. Keys are borrowed: they
 * must outlive the map. A zeroed map is empty. Nothing is ever removed.
 *
 * The hash is keyed by where the first table lies in memory, so that a vault cannot be
 * written whose names all fall into one place; the order of entries is therefore
 * not given out.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

struct map_entry;

struct map {
    struct map_entry *entries;
    size_t slots; /* a third more than there are entries, at least; or 0 */
    size_t n;
    uint64_t seed; /* set with the first entry */
};

/* Makes room for `n` keys at once, so that the table need not be doubled on the way. For an empty map. */
void map_reserve(struct map *map, struct arena *arena, size_t n);

/* The value of `key`, or NULL. */
void *map_find(const struct map *map, struct str key);

/* Sets the value (not NULL) of `key`; gives the one that stood there before, or NULL. */
void *map_set(struct map *map, struct arena *arena, struct str key, void *value);

/* FNV-1a, 64 bits: the hash in the ids of promises (draft-eastlake-fnv). Not for tables. */
uint64_t hash_fnv1a(struct str s);

#endif
