/*
 * What an item of the report carries beside its dates: why it is there, what could be
 * said, and the command that settles it (followups.md, "What an item carries").
 */
#ifndef VAULT_REASON_H
#define VAULT_REASON_H

#include "vault/due.h"

enum { REASON_SAY_MOST = 3, REASON_COMMAND_MOST = 8 };

struct reason {
    struct str why; /* one sentence in plain words, without a full stop */
    struct str say[REASON_SAY_MOST];
    uint32_t say_count;
    struct str command[REASON_COMMAND_MOST]; /* argument vector; [0] is "infoview" */
    uint32_t command_count;
};

/* Everything lives in `arena` or in the vault. */
struct reason reason_of(const struct vault *vault, const struct due_item *item, int32_t today,
                        struct arena *arena);

/* Only the command, for somebody who is to be asked though nothing is due. */
struct reason reason_to_ask(const struct record *contact);

/* How the item's kind is called in print: "thank", "prepare", "write to" … */
const char *reason_verb(enum due_kind kind);

/* "2 days late", "today", "tomorrow", "in 3 days"; nothing without a due date. */
void reason_lateness_write(struct buf *out, const struct due_item *item, int32_t today);

/* The command as one would type it: words with blanks or signs in single quotes. */
void reason_command_write(struct buf *out, const struct reason *reason);

#endif
