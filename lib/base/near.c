#include "base/near.h"

void near_offer(struct near *near, struct str candidate)
{
    unsigned distance = str_distance(near->word, candidate, near->limit);

    if (!candidate.n || distance > near->limit || (near->found.n && distance == near->limit))
        return;
    near->found = candidate;
    near->limit = distance;
}

enum { LONGEST = 64, INDEX_LIMIT = 2, SHORT = 3 };

struct near_entry {
    struct str word;
    void *value;
    struct near_entry *next; /* with the same key */
};

/* Lower case of ASCII letters, as str_distance compares; without the byte at `without`. */
static struct str shortened(char room[LONGEST], struct str word, size_t without)
{
    size_t n = 0;

    for (size_t i = 0; i < word.n; i++)
        if (i != without)
            room[n++] = to_lower(word.p[i]);
    return (struct str){room, n};
}

static void add_key(struct near_index *index, struct arena *arena, struct str key, struct near_entry entry)
{
    struct near_entry *there = map_find(&index->shortened, key), *added = arena_new(arena, struct near_entry);

    *added = entry;
    if (!there) {
        map_set(&index->shortened, arena, str_copy(arena, key), added);
        return;
    }
    added->next = there->next;
    there->next = added;
}

void near_index_add(struct near_index *index, struct arena *arena, struct str word, void *value)
{
    char room[LONGEST];

    if (word.n > LONGEST)
        return;
    for (size_t without = 0; without <= word.n; without++)
        add_key(index, arena, shortened(room, word, without), (struct near_entry){word, value, NULL});
}

void *near_index_find(const struct near_index *index, struct str word)
{
    enum { MOST = 64 }; /* words with one key: enough for people, and a bound for hostile vaults */
    char room[LONGEST];
    struct near near = {.word = word, .limit = word.n <= SHORT ? 1 : INDEX_LIMIT};
    void *value = NULL;

    if (word.n < 2)
        return NULL;
    for (size_t without = 0; word.n <= LONGEST && without <= word.n; without++) {
        const struct near_entry *entry = map_find(&index->shortened, shortened(room, word, without));

        for (unsigned count = 0; entry && count < MOST; entry = entry->next, count++) {
            struct str before = near.found;

            near_offer(&near, entry->word);
            if (near.found.p != before.p)
                value = entry->value;
        }
    }
    return value;
}
