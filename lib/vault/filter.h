/*
 * Which lines of a list are wanted, and in which order (cli.md, `list`).
 */
#ifndef VAULT_FILTER_H
#define VAULT_FILTER_H

#include "vault/column.h"

enum filter_how {
    FILTER_PART,  /* the term is a part of a word of the column; compared in plain form (utf8_plain) */
    FILTER_WHOLE, /* the term is such a word */
    FILTER_LINK,  /* a link of the column leads to `to` */
    FILTER_DAYS,  /* the column's day is one of `from` … `until` */
    FILTER_RANK,  /* the column's rank is one of the numbers in `ranks` */
    FILTER_WORD, /* a word without a field: a part of name, alias, org or id; of a promise also of its text */
};

struct filter {
    enum filter_how how;
    struct column column; /* of all but FILTER_WORD */
    struct str term;      /* in plain form */
    const struct record *to;
    int32_t from, until; /* both included */
    uint32_t ranks;      /* a set of 1 << rank */
};

/* What a line must all fit. */
struct filters {
    VEC(struct filter);
};

/* Leaves the rows that fit every filter. */
void filter_rows(const struct view *view, enum list_kind list, const struct filters *filters,
                 struct rows *rows);

/*
 * Sorts by a column: days, numbers and stages by their order, the rest as people read
 * it (without case and accents), `reversed` the other way round. Lines without a value come last in
 * both; equal ones stand by name, then by path and line.
 */
void filter_sort(const struct view *view, const struct column *column, bool reversed, struct rows *rows);

#endif
