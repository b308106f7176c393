/*
 * What a single interview says: how it stands on a day, who is thanked, whose its
 * promises are, whether it is prepared. The words are those of followups.md.
 */
#ifndef VAULT_INTERVIEW_H
#define VAULT_INTERVIEW_H

#include "vault/vault.h"

enum interview_stand {
    STAND_UNDATED,     /* no readable date */
    STAND_HELD,        /* done, D ≤ T */
    STAND_AHEAD,       /* planned or no status, D ≥ T */
    STAND_UNCONFIRMED, /* planned or no status, D < T */
    STAND_OFF,         /* cancelled or no-show */
    STAND_TOO_EARLY,   /* done, D > T: a finding, and counts as nothing */
};

/* How the interview stands on the day `today`. */
enum interview_stand interview_stand(const struct record *interview, int32_t today);

/* D: the day as written, 0 where it is not readable. */
int32_t interview_day(const struct record *interview);

/* Whether `a` is the earlier of two dated interviews: by day, then by id in bytes. */
bool interview_is_earlier(const struct record *a, const struct record *b);

/* How the thank-you to a participant stands. */
struct settled interview_thanked(const struct record *interview, const struct participant *person);

/* The participant that items are about: the first that resolves, else the first; NULL without any. */
const struct participant *interview_partner(const struct record *interview);

/* The participant a promise in this file belongs to: the first linked in its text, else interview_partner. */
const struct participant *interview_promise_partner(const struct vault *vault, const struct record *interview,
                                                    const struct md_task *task);

/* Whether a courtesy key (asked_referrer, told_referrer) is open. */
bool interview_courtesy_is_open(const struct record *interview, enum key key);

/*
 * How many questions are grounded: name something particular to the people or the org (format.md, "Questions"). `which`, by
 * question, becomes whether it is; or NULL.
 */
uint32_t interview_grounded(const struct record *interview, bool *which);

/* Whether a question is, to somebody at a meeting; either may be NULL. */
bool interview_grounds(const struct record *interview, const struct record *contact, struct str question);

/* Whether somebody under Referrals is nobody of the vault yet. */
bool interview_referral_is_new(const struct vault *vault, const struct record *interview,
                               const struct md_referral *referral);

#endif
