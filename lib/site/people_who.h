/*
 * What the list of people tells of somebody, worked out once for the rows and for the script's data; and the words that
 * many of them share: organisations, roles, tags.
 */
#ifndef SITE_PEOPLE_WHO_H
#define SITE_PEOPLE_WHO_H

#include "site/page.h"

/*
 * What the list can be narrowed to, in the words of followups.md; worked out here and nowhere else.
 *
 * Going cold: a touch item is due or overdue, so that the period after the newest touch is over. Those who are asleep, paused,
 * never to be written to, or to be met, have no such item.
 * No next step: active, not asleep, and no item of any kind and date is towards or about them, nor a meeting ahead with them.
 * Never thanked: a held interview, and no thank-you of any of these is settled, by a date or by `skip`.
 *
 * Overdue is the item that is due next.
 */
enum person_flags {
    PERSON_COLD = 1 << 0,
    PERSON_NO_NEXT = 1 << 1,
    PERSON_NEVER_THANKED = 1 << 2,
    PERSON_OVERDUE = 1 << 3,
};

/* What many people share: a word of each has a place in the address ("org=Northwind"), and may have a column. */
enum person_share { SHARE_ORG, SHARE_ROLE, SHARE_INDUSTRY, SHARE_TARGET, SHARE_TAG, SHARE_COUNT };

extern const struct share_kind {
    const char *name, *title; /* "org", "Organisation" */
} share_kinds[SHARE_COUNT];

/* A word and how many people share it. */
struct shared_word {
    struct str text, plain; /* plain: without case and accents */
    uint32_t count;
    uint32_t number; /* its place in shared_words, from 1 */
};

/* All words of one kind, as people sort them. */
struct shared_words {
    VEC(struct shared_word *);
    struct map by_text;
};

/* Zeroed but for its contact: nothing known. */
struct person {
    const struct record *contact;
    struct str name;
    struct {
        VEC(struct str);
    } shared[SHARE_COUNT]; /* none twice; of org, role and industry one at most */
    enum stage stage;
    int32_t last, next; /* the newest touch; the first day on which something is due. 0: none */
    enum due_kind verb; /* of what is due then */
    unsigned flags;     /* enum person_flags */
};

/* All texts are as pages may show them: part_said, and without control characters and what turns text around. */
struct person person_of(const struct page *page, const struct record *contact);

/* Counts the words of one kind, and numbers them. Lives in the page's arena. */
struct shared_words shared_words_of(const struct page *page, const struct person *people, uint32_t count,
                                    enum person_share share);

/* The number of a word that somebody shares. */
uint32_t shared_number(const struct shared_words *words, struct str text);

/* A text of the record's file as the list shows it, in the page's arena. */
struct str people_text(const struct page *page, const struct record *record, struct str text);

#endif
