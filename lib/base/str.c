#include "base/str.h"

enum { LONGEST_COMPARED = 64 };

#include <string.h>

struct str str_copy(struct arena *arena, struct str s)
{
    char *p = arena_chars(arena, s.n + 1);

    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (struct str){p, s.n};
}

struct str str_join(struct arena *arena, const struct str *parts, size_t count)
{
    size_t n = 0, at = 0;
    char *p;

    for (size_t i = 0; i < count; i++)
        n += parts[i].n;
    p = arena_chars(arena, n + 1);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].n)
            memcpy(p + at, parts[i].p, parts[i].n);
        at += parts[i].n;
    }
    p[n] = '\0';
    return (struct str){p, n};
}

static bool equal_nocase(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (to_lower(a[i]) != to_lower(b[i]))
            return false;
    return true;
}

bool str_equal_nocase(struct str a, struct str b)
{
    return a.n == b.n && equal_nocase(a.p, b.p, a.n);
}

int str_compare(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;

    if (order)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_equal((struct str){s.p, prefix.n}, prefix);
}

bool str_starts_nocase(struct str s, struct str prefix)
{
    return s.n >= prefix.n && equal_nocase(s.p, prefix.p, prefix.n);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_equal(str_skip(s, s.n - suffix.n), suffix);
}

size_t str_find(struct str s, struct str needle, size_t from)
{
    if (!needle.n)
        return from < s.n ? from : s.n;
    for (; from + needle.n <= s.n; from++) {
        from = str_index(s, needle.p[0], from);
        if (from + needle.n <= s.n && memcmp(s.p + from, needle.p, needle.n) == 0)
            return from;
    }
    return s.n;
}

size_t str_find_nocase(struct str s, struct str needle, size_t from)
{
    for (; from + needle.n <= s.n; from++)
        if (needle.n == 0 ||
            (to_lower(s.p[from]) == to_lower(needle.p[0]) && equal_nocase(s.p + from, needle.p, needle.n)))
            return from;
    return s.n;
}

struct str str_trim(struct str s)
{
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    while (s.n && is_space(s.p[0]))
        s = str_skip(s, 1);
    return s;
}

struct str str_word(struct str *rest)
{
    size_t from = 0, to;

    while (from < rest->n && (rest->p[from] == ' ' || rest->p[from] == '\t'))
        from++;
    for (to = from; to < rest->n && rest->p[to] != ' ' && rest->p[to] != '\t';)
        to++;
    struct str word = str_slice(*rest, from, to);

    *rest = str_skip(*rest, to);
    return word;
}

bool str_number(struct str s, uint32_t max, uint32_t *number)
{
    uint64_t value = 0;

    if (!s.n)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i]))
            return false;
        value = value * 10 + (uint64_t)(s.p[i] - '0');
        if (value > max)
            return false;
    }
    *number = (uint32_t)value;
    return true;
}

/* Three rows of the table of distances between the starts of two slices. */
struct distances {
    unsigned before[LONGEST_COMPARED + 1], last[LONGEST_COMPARED + 1], row[LONGEST_COMPARED + 1];
};

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static bool is_swap(struct str a, struct str b, size_t i, size_t j)
{
    return i > 1 && j > 1 && to_lower(a.p[i - 1]) == to_lower(b.p[j - 2]) &&
           to_lower(a.p[i - 2]) == to_lower(b.p[j - 1]);
}

unsigned str_distance(struct str a, struct str b, unsigned limit)
{
    struct distances d;

    if (a.n > LONGEST_COMPARED || b.n > LONGEST_COMPARED)
        return limit + 1;
    for (size_t j = 0; j <= b.n; j++)
        d.row[j] = (unsigned)j;
    for (size_t i = 1; i <= a.n; i++) {
        memcpy(d.before, d.last, sizeof d.before);
        memcpy(d.last, d.row, sizeof d.last);
        d.row[0] = (unsigned)i;
        for (size_t j = 1; j <= b.n; j++) {
            unsigned best = d.last[j - 1] + (to_lower(a.p[i - 1]) != to_lower(b.p[j - 1]));

            best = least(best, least(d.last[j], d.row[j - 1]) + 1);
            d.row[j] = is_swap(a, b, i, j) ? least(best, d.before[j - 2] + 1) : best;
        }
    }
    return least(d.row[b.n], limit + 1);
}
