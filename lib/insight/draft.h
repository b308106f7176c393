/*
 * Mails to begin from (cli.md, `draft`): which facts of the vault belong into one of each sort. They are put into words
 * by a template (mail.h), and only the user can say the rest.
 */
#ifndef INSIGHT_DRAFT_H
#define INSIGHT_DRAFT_H

#include "vault/view.h"

enum draft_kind {
    DRAFT_ASK,
    DRAFT_THANK,
    DRAFT_UPDATE,
    DRAFT_NUDGE,
    DRAFT_TELL,
    DRAFT_INTRO,
    DRAFT_KIND_COUNT
};

/* "ask|thank|…", for schema_word; and one of them. */
#define DRAFT_KINDS "ask|thank|update|nudge|tell|intro"
const char *draft_kind_name(enum draft_kind kind);

/* What is asked for. */
struct draft_wish {
    enum draft_kind kind;
    const struct record *contact; /* whom the mail goes to */
    const struct record *about;   /* tell, intro: the other person, where that is known or said; else NULL */
    struct str about_name;        /* the same who is nobody of the vault; or empty */
};

enum { DRAFT_QUESTIONS_MOST = 3 };

/* Words as a mail has them, each on one line; empty where nothing is known. In the view's arena or in the vault. */
struct draft_facts {
    struct draft_wish wish; /* `about` and `about_name` are found where they were not said */
    const struct record
        *interview;          /* the meeting it is about: held (thank, update, tell) or ahead; NULL: none */
    struct participant self; /* the contact */
    struct str email;        /* the first address that is one */
    struct str topic;        /* what was, or is to be, talked about */
    bool is_topic_noted;     /* it comes from notes of the meeting, and stands in quotes */
    struct str why, referrer, org, role, about_org, last, purpose, target;
    struct str met, asked, today, minutes; /* days as people write them; a number */
    struct str my_name, my_email;
    struct str *promises; /* mine to them that are open */
    uint32_t promise_count;
    struct str questions[DRAFT_QUESTIONS_MOST];
    uint32_t question_count;
    uint32_t run; /* mails in a row that got no answer */
};

/* Gathers what the vault knows for such a mail. */
struct draft_facts draft_facts_of(const struct view *view, const struct draft_wish *wish);

/* Whether the thank-you to the contact for the meeting of the facts is owed. */
bool draft_owes_thanks(const struct draft_facts *facts);

#endif
