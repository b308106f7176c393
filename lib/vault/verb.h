/*
 * What people do, as changes of files: thank somebody, keep a promise, write a line into the log. Each function adds
 * to a change and returns as those of change.h do; which person and which interview is meant is settled before.
 */
#ifndef VAULT_VERB_H
#define VAULT_VERB_H

#include "text/edit_body.h"
#include "vault/change.h"

/* An edit of the body of the file at `path`. */
int change_body(struct change *change, struct str path, const struct edit_body *edit);

/* How somebody was thanked. */
struct verb_thanks {
    int32_t day;      /* 0: `skip` */
    struct str via;   /* a word of `thanked_via`, or empty */
    struct str topic; /* for what, or empty */
};

/*
 * Notes a thank-you to a participant of `interview`: for one alone in `thanked`, for one of several in its map. A
 * topic is added to one that is there for others.
 */
int verb_thank(struct change *change, const struct record *interview, const struct participant *person,
               const struct verb_thanks *thanks);

/* A line of a log, as format.md has it. */
struct verb_line {
    struct stamp when;
    bool has_kind;
    enum md_log_kind kind;
    enum md_direction direction;
    struct str text; /* white space is folded; may be empty */
};

/* Adds a line to the contact's log. Refused where it would be read as another line than is meant. */
int verb_log(struct change *change, const struct record *contact, const struct verb_line *line);

/* Adds an open promise to the file of `record`: its words, with the marks they have. */
int verb_promise(struct change *change, const struct record *record, struct str text);

/*
 * Adds a question to those of an interview. Refused where it would not be read as one: the text means something
 * else in a list.
 */
int verb_question(struct change *change, const struct record *interview, struct str text);

/* Ticks an open promise of the file of `record` as done on `day`, or marks it as dropped (0). */
int verb_settle(struct change *change, const struct record *record, const struct md_task *task, int32_t day);

#endif
