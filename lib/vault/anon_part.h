/*
 * Parts of anon.h, which nobody else needs: the table of words, what replaces them in a text, and what is kept in a file.
 */
#ifndef VAULT_ANON_PART_H
#define VAULT_ANON_PART_H

#include "vault/anon.h"

/* A word that is replaced. */
struct anon_entry {
    struct str folded;
    struct str written;   /* of a short one: as in the name */
    struct str pseudonym; /* small letters */
    uint64_t rank;
    bool is_short;    /* only as written, or joined to others */
    bool is_anywhere; /* of a short one: it is an id, and so replaced in any case */
    bool is_local;    /* only where a place is meant */
};

/* In which piece of a file a text stands. */
struct anon_context {
    const char *kept; /* "a|b": words that have a meaning here; NULL: none */
    bool is_place, is_phone, is_address;
};

/* The word as it is compared: lower case, without accents. In `room` or in the arena. */
enum { ANON_ROOM = 64 };
struct str anon_fold(struct arena *scratch, struct str word, char room[ANON_ROOM]);

/* The end of the word that begins at `at`: letters and digits up to the next word edge. */
size_t anon_word_end(struct str text, size_t at);

/* Whether the text goes on at `at` without a space between words: the longest run of such characters, in bytes. */
size_t anon_run_end(struct str text, size_t at);

/* A number that nobody can foresee who does not know the table. */
uint64_t anon_mix(const struct anon *anon, struct str s);

/* Appends a word of plain letters that is none of the table, for what is not in it. */
void anon_put_made_up(const struct anon *anon, struct buf *out, struct str s);

/* Appends the text with what is known replaced. */
void anon_put(const struct anon *anon, const struct anon_context *context, struct str text, struct buf *out);

/* The bytes and the path of a file: the members of vault_rewrite. `context` is the table. */
void anon_put_file(void *context, enum kind kind, struct str bytes, struct buf *out);
void anon_put_path(void *context, struct str path, struct buf *out);

#endif
