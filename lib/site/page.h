/*
 * The kinds of pages: for each its template, where its files lie, and what makes its data.
 */
#ifndef SITE_PAGE_H
#define SITE_PAGE_H

#include "site/data.h"
#include "site/site.h"

/* A page in the making. Its arena is reset when it is written. */
struct page {
    const struct site *site;
    struct view view; /* the site's, with the page's arena */
    struct arena *arena;
    const struct page_kind *kind;
    const struct record *record; /* that it is about; NULL: none */
    uint32_t part;               /* from 0, of a kind with parts */
};

struct page_kind {
    const char *name;   /* of its template and its data: "today" */
    const char *folder; /* "" or "p", one step at most */
    const char *file;   /* of the one page there is; NULL: one for each record */
    enum kind records;  /* of which kind those are */
    const char *nav;    /* the place of the navigation that it belongs to: "today"; "": none */
    bool (*has)(const struct site *site,
                const struct record *record); /* whether it has a page; NULL: all do */
    void (*make)(struct page *page, struct object *data);
    struct str (*part)(const struct site *site, uint32_t number); /* of a kind with several pages that
        are about no record: the file of one, NUL-terminated; empty behind the last. NULL: not such a kind */
};

/* The kinds in the order in which pages are made; `*count` of them. */
const struct page_kind *page_kinds(size_t *count);

/* The places of the navigation, by kind of page: they are the same on all pages of one. In the view's arena. */
struct list *page_places(const struct site *site);

/* What page_make and each kind's own function add to, in this order. */
void today_make(struct page *page, struct object *data);
void weeks_make(struct page *page, struct object *data);
void people_make(struct page *page, struct object *data);
void people_part_make(struct page *page, struct object *data);
void person_make(struct page *page, struct object *data);
void meeting_make(struct page *page, struct object *data);
void prepare_make(struct page *page, struct object *data);
void ahead_make(struct page *page, struct object *data);
void pipeline_make(struct page *page, struct object *data);
void network_make(struct page *page, struct object *data);
void help_make(struct page *page, struct object *data);

/* The file of a page of the list by letters; empty behind the last. */
struct str people_part_file(const struct site *site, uint32_t number);

/* Whether a meeting is to be prepared: it lies ahead. */
bool prepare_has(const struct site *site, const struct record *interview);

/* All data of a page, in its arena; `record` is NULL for a kind that has one page. */
struct tmpl_value page_make(struct page *page);

#endif
