/*
 * Everybody who has a page, in the order in which people look for a name, and cut into pages by first letters: how the
 * list is read where there are too many for one page, and no script to filter them.
 */
#ifndef SITE_PEOPLE_ORDER_H
#define SITE_PEOPLE_ORDER_H

#include "site/site.h"

enum {
    PEOPLE_WHOLE = 500, /* so many rows a page has at most; up to these the list is one page */
    PEOPLE_FIRST = 100, /* rows of the first page of a longer one */
};

/* A page of the list: the people whose names begin with a letter, or a number of these. */
struct people_part {
    struct str title; /* "A", "A 2"; "Others": of no letter from A to Z */
    struct str file;  /* "people-a.html", "people-a-2.html", "people-other.html" */
    uint32_t from, to;
};

/*
 * By name without case and accents (utf8_plain): É stands under E, Ł under L. Those that begin with a letter from A to Z
 * come first, then the others: digits, and letters of all other scripts.
 */
struct people_order {
    const struct record **at;
    uint32_t n;
    struct people_part *parts; /* none up to PEOPLE_WHOLE; then everybody is in exactly one */
    uint32_t part_count;
};

/* The order of the site's people, in its arena; the site's pages must be named. */
const struct people_order *people_order_of(const struct site *site);

#endif
