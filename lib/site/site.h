/*
 * A vault as a site of pages: what all pages ask of it, worked out once. Pages know nothing of templates and files;
 * build.h makes files of them.
 *
 * Private people, meetings with them and private sections are on no page (format.md, "Private"): whatever
 * leads to them says *somebody*. The functions here and in part.h are where that is seen to.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "vault/reason.h"
#include "vault/view.h"

struct list;
struct part_body;

/* What the pages need of the records. Bodies are put off: they are read once it is known where links in them lead. */
extern const struct record_want site_want;

/* Where the page of a record lies. */
struct site_name {
    struct str file; /* in its folder, NUL-terminated: "ana-lima.html"; empty: it has no page */
    struct str url;  /* the same, percent-encoded */
};

/* A commit with the files that it changed, from the vault's folder. */
struct site_commit {
    struct view_commit told;
    const struct str *changed;
    uint32_t changed_count;
};

struct site {
    struct vault *vault;
    struct view *view; /* before site_read it knows the vault, the day and the arena alone */
    struct site_name *names[KIND_INTERVIEW + 1];  /* by kind and number of the record */
    struct part_body *bodies[KIND_INTERVIEW + 1]; /* the same: what pages in folders show of it (part.h) */
    enum stage *stages;                           /* by contact */
    uint32_t *due_from;                /* by contact: where its own begin in `due`; one more at the end */
    const struct due_item **due;       /* about each contact, in the order of the report */
    const struct list *places;         /* of the navigation, by kind of page: page_places */
    const struct people_order *people; /* who is on the list, in its order: people_order.h */
    struct str
        to_vault; /* from the site's folder to the vault's, as "../": set by who knows both; empty: not known */
    bool has_private;
    bool is_anonymous;            /* set by whoever read the vault with other names: pages say so */
    struct record_list hidden;    /* contacts and interviews that pages do not tell of */
    struct view_commits *commits; /* by contact, the newest first: site_take_commits; NULL: none is known */
    struct str commit; /* the last one of the vault, in full: set by who knows of git; empty: not known */
};

/*
 * Begins the site of a vault that was read with site_want: where its pages lie, in what order people are listed, and who is on no
 * page. All of it lives in `arena`, and the vault must live as long.
 */
void site_begin(struct site *site, struct vault *vault, int32_t today, struct arena *arena);

/* Reads the bodies in so many threads (0: one), and works out what pages ask of the site. To be called once, before any page is made. */
void site_read(struct site *site, unsigned threads);

/*
 * Hands the commits, the newest first, to the people whose files they changed; to each the last few. One that changed a file that is
 * private, cannot be read, or is no longer there, goes to nobody, nor does one whose subject has a word of a private person's
 * name: pages never tell of it. What is handed out lives in `arena`; that, and what the commits point to, must live as long as the site. Another
 * thread may be in site_read meanwhile.
 */
void site_take_commits(struct site *site, struct arena *arena, const struct site_commit *commits,
                       uint32_t count);

/* The number of a readable contact or interview; must be one. */
uint32_t site_number(const struct site *site, const struct record *record);

/* Whether the record has a page: a contact or interview that is readable, and that pages may tell of. */
bool site_has_page(const struct site *site, const struct record *record);

/* Whether pages may tell that the record is there: it is readable, not private, and no opportunity that a private person knows about. */
bool site_tells_of(const struct record *record);

/* Whether pages may tell of the item: nobody in it is private, nor the section that it stands in. */
bool site_shows_item(const struct due_item *item);

/* What is due about a contact, in the order of the report: towards or about them, and meetings with them. */
struct site_due {
    const struct due_item **at;
    uint32_t n;
};
struct site_due site_due_of(const struct site *site, const struct record *contact);

/* The held meetings that pages tell of, the newest first, in the view's arena. */
struct record_list site_meetings(const struct site *site, struct arena *arena);

#endif
