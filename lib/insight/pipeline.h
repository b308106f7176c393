/*
 * How long people have been at their stage.
 *
 * Stages are derived (followups.md), and no file says when one began: it is the day of what made it, where that stands in
 * the records:
 *
 *     idea        `added`
 *     asked       the first line out that has not been answered
 *     no-reply    the line out that was one more than nudge_times
 *     replied     the first line in behind the last line out
 *     met         the earliest held meeting with a thank-you owed
 *     thanked     the day on which the last thank-you was settled: its date, or with `skip` that of the meeting
 *
 * Nothing says when a meeting was agreed on, or when a status was set: of those who are scheduled, paused,
 * declined or closed it is not known, and is not guessed. Nor is it where a day lies ahead (a finding).
 */
#ifndef INSIGHT_PIPELINE_H
#define INSIGHT_PIPELINE_H

#include "vault/view.h"

struct since {
    int32_t day;     /* 0: not known */
    bool is_private; /* what tells of it may not be on pages */
};

/* Since when a readable contact is at `stage`, which is that of stage_of. */
struct since pipeline_since(const struct view *view, const struct record *contact, enum stage stage);

#endif
