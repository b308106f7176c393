/*
 * questions.md and pitch.md: what the user may ask people, and how they say who they are (format.md). No
 * records: they need no front matter, and are read only where they are wanted.
 *
 * A file that is not there reads as an empty one. Sections whose heading ends in (private) are left out.
 */
#ifndef VAULT_BANK_H
#define VAULT_BANK_H

#include "vault/vault.h"

#define VAULT_QUESTIONS_FILE "questions.md"
#define VAULT_PITCH_FILE "pitch.md"

struct bank_question {
    struct str text, group; /* the heading it stands under; may be empty */
    uint32_t line;
};

/* The question bank: top-level list items, in the order of the file. */
struct bank {
    VEC(struct bank_question);
};

/* One way to say who one is. */
struct pitch_variant {
    struct str title; /* its heading; empty: text above all of them */
    struct str text;  /* paragraphs, a line each */
    uint32_t words;   /* two wide characters (as of Chinese) count as one */
    uint32_t line;
};

/*
 * Those that have any text. A variant is a section of the highest level of headings, that of a title at the top, the only
 * one of its level, not counted.
 */
struct pitch {
    VEC(struct pitch_variant);
};

/* Both read into `arena`. False where the file is there and cannot be read: `*problem` says why, its path included. */
bool bank_read(const struct vault *vault, struct arena *arena, struct bank *bank, struct diag *problem);
bool pitch_read(const struct vault *vault, struct arena *arena, struct pitch *pitch, struct diag *problem);

/* Whether the text has `…` or `...` in the place of words. */
bool bank_has_gap(struct str question);

#endif
