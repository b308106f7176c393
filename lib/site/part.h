/*
 * What several pages show: people, items, promises, meetings, notes. Each function gives an object or a list in the
 * page's arena. The one place where private people become *somebody*.
 */
#ifndef SITE_PART_H
#define SITE_PART_H

#include "site/page.h"
#include "vault/interview.h"
#include "vault/row.h"

/* The address of a file of the site as seen from the page: in a folder, or "" for the top. */
struct str part_url(const struct page *page, const char *folder, struct str file);

/* The address of a record's page; empty where it has none. */
struct str part_record_url(const struct page *page, const struct record *record);

/* Adds {name, url, org}: of a private person "somebody", of one without a page no url. */
void part_person(const struct page *page, struct object *object, const char *name,
                 const struct record *contact, struct str written);
struct tmpl_value part_person_value(const struct page *page, const struct record *contact,
                                    struct str written);

/* Adds the people at a meeting but `but`, who may be NULL. */
void part_add_people(const struct page *page, struct object *object, const char *has_name,
                     const struct record *interview, const struct record *but);

/* A text out of the file of `record`: links in it to private people and meetings with them are *somebody*. */
struct str part_said(const struct page *page, const struct record *record, struct str text);

/* A text that is shown beside something else as a reminder: of a long one the beginning will do. */
struct str part_reminder(const struct page *page, struct str text);

/* Adds a link value of front matter as a list of {name, url}. */
void part_links(const struct page *page, struct object *object, const char *has_name,
                const struct value *links);

/* {kind, verb, state, …}: an item with why, what to say, and the command that settles it. */
struct tmpl_value part_item(const struct page *page, const struct due_item *item);

/* {text, owner, is_theirs, due, person, …}: a promise that stands in the file of row->record. */
struct tmpl_value part_promise(const struct page *page, const struct row *row);

/* {url, date, people, …}: a meeting as a line. */
struct tmpl_value part_meeting(const struct page *page, const struct record *interview,
                               const struct record *but);

/*
 * What a record's body says: all but what pages show in lists of their own (log, promises, questions, referrals, skills) and
 * what is private.
 */
struct part_question {
    struct str text, answer; /* the answer is HTML; empty: there is none */
    bool is_grounded;
};
struct part_body {
    struct str headline;                   /* of a meeting: the title at the top */
    struct str notes;                      /* HTML, its headings from h2 on; empty: there are none */
    const struct part_question *questions; /* of a meeting: those that pages may tell of */
    uint32_t question_count;
    uint32_t grounded; /* how many of all its questions are */
};
struct part_body part_body(const struct page *page, const struct record *record);

/* Adds its notes as {has_title, text}, or nothing; and its questions as [{text, is_grounded, answer}]. */
void part_add_notes(struct object *object, const struct part_body *body);
void part_add_questions(struct object *object, const struct part_body *body);

/* Reads all bodies of the site's vault and makes what pages in folders show of them: site_read. */
void part_read_bodies(struct site *site, unsigned threads);

/* Adds a word of a vocabulary as people write it: `career-path` is "career path". */
void part_spaced(struct object *object, const char *name, struct str word);

/* Adds a command of up to five words with an id behind it, as one would type it. */
void part_command(const struct page *page, struct object *object, const char *name, const char *words,
                  struct str id);

/* Adds up to `most` answers of a meeting to the list: {question, answer, people, url, date}. */
void part_answers(const struct page *page, const struct record *interview, uint32_t most, struct list *list);

/* The meetings ahead that pages tell of, the next one first. */
struct record_list part_ahead(const struct page *page);

/* What no finding on a page may hold: names and files of those who are private. In the page's arena. */
struct part_secrets;
const struct part_secrets *part_secrets_of(const struct page *page);

/* Whether a finding is about nothing that is private. */
bool part_shows_finding(const struct part_secrets *secrets, const struct diag *diag);

/* {path, line, column, message, hint}: a file that cannot be read, or something wrong in one. */
struct tmpl_value part_finding(const struct page *page, const struct diag *diag);

#endif
