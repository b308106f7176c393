/*
 * The lines of a list: the records of a kind, or the promises in them.
 */
#ifndef VAULT_ROW_H
#define VAULT_ROW_H

#include "vault/view.h"

/* The lists there are; those of records have the number of their kind. */
enum list_kind {
    LIST_CONTACTS = KIND_CONTACT,
    LIST_INTERVIEWS = KIND_INTERVIEW,
    LIST_OPPORTUNITIES = KIND_OPPORTUNITY,
    LIST_SKILLS = KIND_SKILL,
    LIST_TARGETS = KIND_TARGET,
    LIST_PROMISES,
    LIST_COUNT
};

struct row {
    const struct record *record; /* the record; of a promise: the file it stands in */
    const struct md_task *task;  /* the promise; NULL: the line is the record itself */
    const struct due_item *item; /* what is due of it; NULL: nothing, it is settled */
    const struct record *person; /* whom a promise is to or from; NULL: nobody of the vault */
    struct str person_name;      /* the name, or as written; empty: nobody */
};

struct rows {
    VEC(struct row);
};

/* "contacts", "promises" …, and one of them: "contact", "promise" … */
const char *list_name(enum list_kind list);
const char *list_one(enum list_kind list);

/* The list of that name, in the plural or the singular, without case; false where there is none. */
bool list_find(struct str name, enum list_kind *list);

/* All lines of a list, by path, in the view's arena. Promises: the open ones, with `settled` all of them. */
struct rows rows_of(const struct view *view, enum list_kind list, bool settled);

#endif
