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
#include <string.h>

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
static inline struct str str_from(const char *text)
{
    return text ? (struct str){text, strlen(text)} : (struct str){0};
}

/* Copies `s` into the arena, with a NUL after it that is not counted. */
struct str str_copy(struct arena *arena, struct str s);

/* The same for `count` texts, one behind the other. */
struct str str_join(struct arena *arena, const struct str *parts, size_t count);

static inline bool str_equal(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Equal when ASCII letters are compared without case. */
bool str_equal_nocase(struct str a, struct str b);

/* Order by bytes: negative, zero, positive. A prefix comes first. */
int str_compare(struct str a, struct str b);

bool str_starts(struct str s, struct str prefix);
bool str_starts_nocase(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* The slice without its first `n` bytes, or without all where it has fewer. */
static inline struct str str_skip(struct str s, size_t n)
{
    if (n > s.n)
        n = s.n;
    return n ? (struct str){s.p + n, s.n - n} : s;
}

/* The slice [from, to), cut to the bytes there are. */
static inline struct str str_slice(struct str s, size_t from, size_t to)
{
    struct str rest = str_skip(s, from);
    size_t n = to > from ? to - from : 0;

    return (struct str){rest.p, n < rest.n ? n : rest.n};
}

/* The first byte `c` at or after `from`, or s.n. */
static inline size_t str_index(struct str s, char c, size_t from)
{
    const char *hit = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;

    return hit ? (size_t)(hit - s.p) : s.n;
}

/* The first place of `needle` at or after `from`, or s.n. Case of ASCII letters counts not in the second. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_nocase(struct str s, struct str needle, size_t from);

/* Without spaces, tabs, CR and LF at both ends. */
struct str str_trim(struct str s);

/* The next word of `*rest` (between spaces and tabs), which is moved past it; empty at the end. */
struct str str_word(struct str *rest);

/* Of ASCII only: space is space, tab, CR, LF. */
static inline bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool is_alnum(char c)
{
    return is_alpha(c) || is_digit(c);
}

static inline char to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A whole number without sign, all of `s`, at most `max`; false where it is not one. */
bool str_number(struct str s, uint32_t max, uint32_t *number);

/*
 * The edit distance of two slices, ASCII letters without case, a swap of neighbours being one edit (optimal string
 * alignment); or `limit` + 1 where it is more, or a slice is over 64 bytes. For near matches.
 */
unsigned str_distance(struct str a, struct str b, unsigned limit);

#endif
