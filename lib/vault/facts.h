/*
 * What is known of a contact on a day: touches, directional lines, interviews;
 * and the stage that follows from it. All derived, nothing stored (followups.md).
 */
#ifndef VAULT_FACTS_H
#define VAULT_FACTS_H

#include "vault/vault.h"

struct facts {
    int32_t last_touch;          /* L; 0: none */
    const struct record *held;   /* the earliest held interview, or NULL */
    const struct record *ahead;  /* the earliest interview ahead, or NULL */
    bool is_unconfirmed;         /* some interview is */
    int32_t off_day;             /* of the newest cancelled or no-show interview, D ≤ T; 0: none */
    enum md_direction direction; /* of the last directional log line */
    int32_t direction_day;       /* its day; 0: none */
    uint32_t run;                /* `out` lines after the last `in` */
    bool owes_thanks;            /* for a held interview */
};

/* The facts of a readable contact on the day `today`. */
struct facts facts_of(const struct record *contact, int32_t today);

/* The period at which to write to a contact: its own, else the settings'. */
struct period facts_period(const struct vault *vault, const struct record *contact);

/* L, or `added` standing in for it; 0: neither. */
int32_t facts_touch_base(const struct record *contact, const struct facts *facts);

bool contact_is_active(const struct record *contact);
bool contact_is_asleep(const struct record *contact, int32_t today);

/*
 * The newest line of the log up to `today` that says something, outside private sections, in that direction (MD_DIRECTION_NONE:
 * in any); of several of one day the first in the file. NULL: none.
 */
const struct md_log *contact_last_words(const struct record *contact, enum md_direction direction,
                                        int32_t today);

/* Whether a line of the log up to `today` says who turned to whom: it has a direction, and is no note. */
bool log_is_directional(const struct md_log *line, int32_t today);

/* The contact's first referrer, or NULL: none, or not in the vault. */
const struct record *contact_referrer(const struct record *contact);

enum stage {
    STAGE_IDEA,
    STAGE_ASKED,
    STAGE_NO_REPLY,
    STAGE_REPLIED,
    STAGE_SCHEDULED,
    STAGE_MET,
    STAGE_THANKED,
    STAGE_PAUSED,
    STAGE_DECLINED,
    STAGE_CLOSED,
    STAGE_COUNT
};

enum stage stage_of(const struct vault *vault, const struct record *contact, const struct facts *facts);
const char *stage_name(enum stage stage);
const char *stage_about(enum stage stage); /* how somebody at this stage stands, in a few words */

#endif
