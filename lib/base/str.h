/*
 * A slice of bytes that somebody else owns: `n` bytes at `p`, no NUL at the end
 * promised. A zeroed slice is the empty one. Copies that a library needs with a
 * NUL at the end are made by `str_copy` at that border only.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct str {
    const char *p;
    size_t n;
};

/* A slice of a string literal. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For the `%.*s` of a format. */
#define STR_ARGS(s) (int)(s).n, (s).p ? (s).p : ""

/* A slice of a NUL-terminated string; NULL gives the empty slice. */
struct str str_from(const char *text);

/* Copies `s` into the arena, with a NUL after it that is not counted. */
struct str str_copy(struct arena *arena, struct str s);

bool str_equal(struct str a, struct str b);

/* Equal when ASCII letters are compared without case. */
bool str_equal_nocase(struct str a, struct str b);

/* Order by bytes: negative, zero, positive. A prefix comes first. */
int str_compare(struct str a, struct str b);

bool str_starts(struct str s, struct str prefix);
bool str_starts_nocase(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* The slice without its first `n` bytes, or without all where it has fewer. */
struct str str_skip(struct str s, size_t n);

/* The slice [from, to), cut to the bytes there are. */
struct str str_slice(struct str s, size_t from, size_t to);

/* The first byte `c` at or after `from`, or s.n. */
size_t str_index(struct str s, char c, size_t from);

/* The first place of `needle` at or after `from`, or s.n. Case of ASCII letters counts not in the second. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_nocase(struct str s, struct str needle, size_t from);

/* Without spaces, tabs, CR and LF at both ends. */
struct str str_trim(struct str s);

/* The next word of `*rest` (between spaces and tabs), which is moved past it; empty at the end. */
struct str str_word(struct str *rest);

bool is_space(char c); /* space, tab, CR, LF */
bool is_digit(char c);
bool is_alpha(char c); /* ASCII letter */
bool is_alnum(char c);
char to_lower(char c); /* of ASCII letters only */

/* A whole number without sign, all of `s`, at most `max`; false where it is not one. */
bool str_number(struct str s, uint32_t max, uint32_t *number);

/* The edit distance of two ASCII-folded slices, or `limit` + 1 where it is more. For near matches. */
unsigned str_distance(struct str a, struct str b, unsigned limit);

#endif
