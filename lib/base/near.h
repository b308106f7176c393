/*
 * What somebody may have meant: of many words the one that a misspelt word comes
 * nearest to. Case of ASCII letters does not matter (str_distance).
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include "base/map.h"

/* A search among a few words: set `word` and `limit`, offer each one, look at `found`. */
struct near {
    struct str word;
    unsigned limit;   /* the largest distance that counts; falls as nearer ones are offered */
    struct str found; /* borrowed from the offer; empty: none is near. Of equally near ones the first */
};

void near_offer(struct near *near, struct str candidate);

/*
 * An index over many words, for many searches: each costs as much as its word is long, however
 * many there are. Finds what is one edit away, and what two edits away loses one
 * letter on both sides. Zeroed: empty.
 */
struct near_index {
    struct map shortened; /* a word without one of its letters, and whole -> struct near_entry */
};

/* Adds a word (borrowed, as is `value`). Words of over 64 bytes are never near and are left out. */
void near_index_add(struct near_index *index, struct arena *arena, struct str word, void *value);

/* The value of the word nearest to `word`; of equally near ones the one that was added first; NULL: none, as for one letter. */
void *near_index_find(const struct near_index *index, struct str word);

#endif
