/*
 * The one page to read before a meeting (practice.md, "prepare"): all of it worked out, so that it only
 * has to be shown. Its parts stand in the order in which they are read: why you go, whom you meet, how you know each other,
 * what was said last, what each of you promised, the questions, who you are, the time box, what to bring.
 *
 * What stands in sections whose heading ends in (private) is left out.
 */
#ifndef INSIGHT_BRIEF_H
#define INSIGHT_BRIEF_H

#include "insight/choose.h"
#include "vault/row.h"

struct brief_question {
    struct str text;
    uint32_t line; /* of the interview's file */
    bool is_grounded, has_gap, answered;
};

struct brief_pitch {
    const struct pitch_variant *variant; /* NULL: there is none */
    uint32_t seconds, limit;
    uint32_t others; /* variants beside this one */
    bool is_unread;  /* there is a file, and it cannot be read */
};

struct brief_time {
    int32_t asked, most; /* minutes: what was agreed, else the settings'; the longest */
    bool has_start;      /* the minutes of the day below are known */
    int16_t start, end,
        latest; /* on time: `end` after `asked` minutes, `latest` after `most`; may lie in the next day */
};

/* Up to so many things to bring. */
enum { BRIEF_BRING_MOST = 4 };

struct brief {
    const struct record *interview; /* the meeting ahead; NULL: none is fixed */
    struct participant person;      /* `to` NULL: nobody of the vault */

    struct str purpose, why;                           /* why you asked: of the meeting, of the person */
    const struct value *targets;                       /* links; NULL: none */
    struct str role, org, location, via, place, phone; /* role and org as of the meeting; empty: not known */
    struct str source, perspective;
    struct stamp when;

    struct record_list chain;      /* who sent you to them, the nearest first */
    struct str referrer;           /* the first one's name; empty: nobody */
    struct settled asked_referrer; /* of this meeting */
    bool owes_question;            /* the referrer is still to be asked what would be good to talk about */

    const struct md_log *last_in, *last_out; /* the newest, up to today, that say something; NULL: none */
    const struct record *met;                /* the newest meeting that was held; NULL: none */
    uint32_t met_count;
    struct rows promises; /* open ones of both sides, the earliest due first */

    struct brief_question *questions;
    uint32_t question_count, grounded_count, gap_count;
    int32_t least_questions, most_questions;

    struct brief_pitch pitch;
    struct brief_time time;
    struct str bring[BRIEF_BRING_MOST];
    uint32_t bring_count;
};

/*
 * The next meeting ahead: the earliest by day, time of day and id, of the person, or of all where `person` is NULL;
 * NULL where there is none.
 */
const struct record *brief_next(const struct vault *vault, const struct participant *person, int32_t today);

/*
 * The open promises of both sides with a person, the earliest due first. Of somebody who is nobody of the vault, those in
 * `interview` alone.
 */
struct rows brief_promises(const struct view *view, const struct participant *person,
                           const struct record *interview);

/* Works out the page for a person, and a meeting with them or NULL. All of it lives in the view's arena or in the vault. */
struct brief brief_of(const struct view *view, const struct participant *person,
                      const struct record *interview);

/* The line that every page ends with. */
extern const char brief_never[];

#endif
