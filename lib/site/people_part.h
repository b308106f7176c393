/*
 * The pieces of the page of people beside its rows: what it can be narrowed to, and the data that its script reads.
 */
#ifndef SITE_PEOPLE_PART_H
#define SITE_PEOPLE_PART_H

#include "site/people_who.h"

/* Everybody on the list. */
struct people {
    const struct person *at; /* in the order of people_order.h */
    uint32_t n;
    struct shared_words shared[SHARE_COUNT];
};

/*
 * Adds `stages`, `presets`, `views` (of the settings), each a list of {name, about, url, count, id}, and `shares`, a list of
 * {name, title, words} with the most frequent words of each kind. A view has no count. The address of each is a
 * fragment of the page; its id is the same, so that the fragment leads somewhere without a script too.
 */
void people_add_choices(const struct page *page, struct object *data, const struct people *people);

/*
 * Everybody as an inert element for script.js, as few bytes as may be: columns, in the order of the list.
 *
 *     name, id           texts; the person's page is p/ID.html
 *     last, next         days since the day `from` (since 1970-01-01); 0: none
 *     late               1: what is next is overdue
 *     stage, verb        places in words.stage and words.verb; the verb is that of `next`
 *     preset, org, …     places in words.preset, words.org …; a list where there are several
 *
 * Place 0 is none, and a column of nothing else is left out. Words stand in the order in which they are sorted, so
 * that to compare places is to compare words.
 */
struct tmpl_value people_data(const struct page *page, const struct people *people);

/* The presets by the bits of enum person_flags: "cold", "no-next-step", "never-thanked". */
enum { PRESET_COUNT = 3 };
extern const struct people_preset {
    const char *name, *title, *about;
    const char *meaning; /* the same as precisely as people_who.h, for the page of help */
} people_presets[PRESET_COUNT];

#endif
