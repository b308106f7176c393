/*
 * Which person, and which of their meetings, the words of a writing command mean.
 */
#ifndef CMD_MEETING_H
#define CMD_MEETING_H

#include "vault/interview.h"
#include "vault/verb.h"
#include "write.h"

/*
 * WHO as app_who has it, and also somebody whom an interview names but who is not in the vault, by the whole name as
 * written: a typo must not keep a thank-you from being noted. 0, or STATUS_USAGE, said.
 */
int meeting_who(struct app *app, const char *word, struct participant *person);

/* Whether two mean the same person; nobody of the vault is the same by name. */
bool meeting_is_same(const struct participant *a, const struct participant *b);

/* The participant of `interview` that is `person`, or NULL. */
const struct participant *meeting_part(const struct record *interview, const struct participant *person);

/* A person's name and id, for the commit and for what is said. */
struct write_name meeting_name(const char *verb, const struct participant *person);

/* Says what is written into a person's log. */
void meeting_say_line(struct write *write, const struct record *contact, const struct verb_line *line);

/* Several interviews. */
struct meetings {
    VEC(const struct record *);
};

/*
 * The interviews that WHO (an interview's id, or a person) means and that stand ahead or unconfirmed, the
 * earliest first. `*person` is whom the command is about. 0 with at least one, or STATUS_USAGE, said.
 */
int meeting_open(struct app *app, const char *word, struct participant *person, struct meetings *meetings);

/* Refuses several: names their ids; STATUS_USAGE. */
int meeting_which(struct app *app, const struct participant *person, const struct meetings *meetings);

#endif
