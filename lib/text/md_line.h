/*
 * The grammars within a paragraph, on its plain text alone: wiki-links, the marks
 * of a task, the head of a log line, the name in a referral. Internal to text/md.
 *
 * Control characters count as white space throughout: none gets into a result.
 */
#ifndef TEXT_MD_LINE_H
#define TEXT_MD_LINE_H

#include "text/md.h"
#include "text/md_section.h"

/* What a byte of plain text stands in. Marks are read outside code, wiki-links in plain text only. */
enum md_inside { MD_PLAIN, MD_IN_CODE, MD_IN_LINK };

/* The plain text of a paragraph. Breaks are '\n'. */
struct md_text {
    char *p;
    char *inside; /* enum md_inside of each byte */
    size_t n;
    size_t cap;
};

/* Adds bytes at the end; they are in `arena`. */
void md_text_add(struct md_text *text, struct arena *arena, struct str s, enum md_inside inside);

/* Moves the bytes [from, to) down to `*kept`, which is moved past them. */
void md_text_keep(struct md_text *text, size_t *kept, size_t from, size_t to);

/* The start of `s` before its first white space. */
struct str md_line_token(struct str s);

bool md_line_is_blank(struct str s);

/*
 * Copies `s` to `out` (at least s.n bytes; may be s.p itself), each run of white
 * space as one space and none at the ends. Returns what was written.
 */
struct str md_line_fold(struct str s, char *out);

/*
 * The length of the wiki-link at the start of `s`, or 0; `*link` gets form, target
 * and label (slices of `s`, trimmed). It stands on one line and holds no brackets.
 */
size_t md_line_wiki(struct str s, struct md_link *link);

/* Whether there is a control character (C0, DEL, C1). */
bool md_line_has_control(struct str s);

/* Copies a URL to `out` (url.n bytes) with its percent signs decoded (RFC 3986, section 2.1); may not be UTF-8. */
struct str md_line_decode(struct str url, char *out);

/*
 * Cuts `(private)` and colons off the end of a heading's folded text, as often as
 * they stand there. Returns the roles that the heading gives (enum md_role, or-ed).
 */
unsigned md_line_title(struct str *title);

/* Whether `s` starts with `[ ]`, `[x]`, `[X]` or `[-]` and white space or its end after it. */
bool md_line_marker(struct str s, enum md_task_state *state);

/* The first mark of a sort: slices of the text it was found in, or empty. */
struct md_mark {
    struct str token; /* what stands where a date should */
    struct str whole; /* from the key word to the token's end */
};

struct md_marks {
    struct md_mark due, done;
    bool waiting;
};

/*
 * Reads the marks of a task's text from its byte `from` on. Writes the text without
 * them, folded, to `out` (text->n bytes) and returns it.
 */
struct str md_line_marks(const struct md_text *text, size_t from, char *out, struct md_marks *marks);

/* Whether people give a date in such words ("tomorrow"), and so may have meant one. */
bool md_line_is_date_word(struct str s);

/* Whether a token meant a date: `2026-13-01` anywhere; among details below a line a number alone did not. */
bool md_line_is_date_attempt(struct str token, bool is_detail);

struct md_log_line {
    struct stamp when;
    enum md_log_kind kind;
    enum md_direction direction;
    struct str text; /* not folded */
};

/* Reads `DATE [TIME] [KIND] [in|out][: TEXT]`; false where `s` starts with no date. */
bool md_line_log(struct str s, struct md_log_line *log);

/* The name that folded text starts with: up to `,`, `:`, ` (` or a spaced dash. */
struct str md_line_name(struct str folded);

/* The longest start of `s` of at most `most` bytes that ends between characters, without a space at its end. */
struct str md_line_cut(struct str s, size_t most);

#endif
