/*
 * What is due: a pure function of (vault, settings, today). It reads no clock and
 * stores nothing; every list, page, calendar, prompt and exit status comes from
 * here (followups.md).
 */
#ifndef VAULT_DUE_H
#define VAULT_DUE_H

#include "vault/facts.h"
#include "vault/vault.h"

/* In rank order. */
enum due_kind {
    DUE_THANK,
    DUE_PROMISE,
    DUE_CONFIRM,
    DUE_NOTES,
    DUE_MEET,
    DUE_PREP,
    DUE_ASK_REFERRER,
    DUE_TELL_REFERRER,
    DUE_SCHEDULE,
    DUE_NUDGE,
    DUE_WAITING,
    DUE_TOUCH,
    DUE_REFERRAL,
    DUE_ASK,
    DUE_REVIEW,
    DUE_KIND_COUNT
};

enum due_state { STATE_OVERDUE, STATE_DUE, STATE_UPCOMING, STATE_OPEN, STATE_COUNT };

struct due_item {
    enum due_kind kind;
    enum due_state state;
    int32_t due;  /* 0: none */
    int32_t late; /* never before `due`; 0 without it */
    int32_t days_late;
    int32_t since;                  /* touch: L, or `added` in its place */
    const struct record *contact;   /* whom to act towards; NULL: nobody of the vault, or a review */
    struct str contact_name;        /* of the contact, else as written; empty for a review */
    const struct record *about;     /* courtesies: the other person */
    const struct record *interview; /* NULL: none */
    struct str text;                /* a promise's words, a referral's name, a review's key; else empty */
    struct str path;                /* where it comes from */
    uint32_t line;
    uint32_t alike; /* promises: how many open ones above it have the same words and side */
};

/* Which day it is and how far ahead to look. */
struct due_frame {
    int32_t today;
    int32_t until; /* items due after this day are left out */
};

struct due_list {
    VEC(const struct due_item *);
    uint32_t counts[STATE_COUNT];
    const struct facts *facts; /* of every readable contact, by its number */
};

/* T + the settings' horizon; the last day there is where that is `never`. */
int32_t due_horizon(const struct vault *vault, int32_t today);

/* Lists what is due, in the order of followups.md. Everything lives in `arena`. */
struct due_list due_list(const struct vault *vault, const struct due_frame *frame, struct arena *arena);

const char *due_kind_name(enum due_kind kind);    /* "thank" … */
const char *due_kind_about(enum due_kind kind);   /* what such an item is, in a few words */
const char *due_state_name(enum due_state state); /* "overdue" … */

/* Appends the item's id, which is stable while its cause stands: "thank:INTERVIEW:CONTACT" (followups.md). */
void due_id_write(struct buf *out, const struct due_item *item);

/* The kind of that name, in `*kind`; false where there is none. */
bool due_kind_find(struct str name, enum due_kind *kind);

#endif
