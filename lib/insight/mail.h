/*
 * A mail made of a template and the facts of draft.h: its header, its text, and what is to be said about it. Nothing
 * that stands in a file gets into a header but on its one line, and no control character gets into any of it.
 */
#ifndef INSIGHT_MAIL_H
#define INSIGHT_MAIL_H

#include "insight/draft.h"

enum { MAIL_WARNINGS_MOST = 8 };

struct mail {
    struct str to;      /* "Ana Lima <ana@northwind.example>" (RFC 5322), or the name alone */
    struct str email;   /* empty: none is known */
    struct str subject; /* one line; may be empty */
    struct str body;    /* lines, each with its LF */
    uint32_t places;    /* `<<…>>` that wait for the user's words, in both */
    struct str warnings[MAIL_WARNINGS_MOST];
    uint32_t warning_count;
};

/* Where the words come from: templates/mail-KIND.txt. */
struct mail_template {
    struct str path; /* for messages */
    struct str text; /* valid UTF-8 */
};

/*
 * Makes the mail, in the view's arena. Its first line is `Subject: …`; what comes after an empty line is the text. -1 with
 * `*problem` (path, place, message, hint) where the template is none.
 */
int mail_make(const struct view *view, const struct draft_facts *facts, const struct mail_template *source,
              struct mail *mail, struct diag *problem);

/* Appends "To: …", "Subject: …", an empty line and the text. */
void mail_write(struct buf *out, const struct mail *mail);

/* Appends it as an address for a mail program: mailto:… (RFC 6068). */
void mail_write_mailto(struct buf *out, const struct mail *mail);

#endif
