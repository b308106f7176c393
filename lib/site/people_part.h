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
 *     name, id        texts; the person's page is p/ID.html
 *     stage, verb     places in words.stage and words.verb, from 0; the verb is that of `next`
 *     flags           a sum: 2^i for words.preset[i]; behind these, that what is next is overdue
 *     last, next      days since the day `from` (since 1970-01-01); 0: none
 *     org, role, …    places in words.org …, from 1; 0: none; a list where there are several. A column without any is left out
 *
 * The words of org, role and so on stand as people sort them, so that to compare their places is to compare them.
 */
struct tmpl_value people_data(const struct page *page, const struct people *people);

/* The presets by the bits of enum person_flags: "cold", "no-next-step", "never-thanked". */
enum { PRESET_COUNT = 3 };
extern const struct people_preset {
    const char *name, *title, *about;
} people_presets[PRESET_COUNT];

#endif
