/*
 * The Markdown constructs of format.md, read from the body of a record: tasks,
 * log lines, questions, referrals, skills heard, links, and whether there is prose.
 * cmark.h is included in md.c, html.c (text/html.h) and shown.c (text/shown.h) alone.
 *
 * Code, quotes and HTML never count. A section runs from its heading, of any
 * level, to the next heading of the same or a higher level. Lines are those of the
 * file, columns display cells, both from 1.
 */
#ifndef TEXT_MD_H
#define TEXT_MD_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/vec.h"

enum md_link_form { MD_LINK_WIKI, MD_LINK_INLINE };

/* `[[target|label]]` or `[label](target)`. */
struct md_link {
    enum md_link_form form;
    struct str target; /* as written; of an inline link percent-decoded; never empty */
    struct str label;  /* may be empty */
    struct place place;
};

struct md_links {
    VEC(struct md_link);
};

enum md_task_state { MD_TASK_OPEN, MD_TASK_DONE, MD_TASK_DROPPED };

/* A promise: a task-list item. */
struct md_task {
    struct str text; /* plain text of its first paragraph, marks cut out, white space folded; never empty */
    struct md_links links; /* in its text, in order */
    int32_t due;           /* 0: none */
    int32_t done;          /* 0: none; only of a ticked item */
    uint32_t line;
    enum md_task_state state;
    bool theirs;     /* @waiting, or under a heading with "waiting" or "they promised" */
    bool is_private; /* in a section whose heading ends in (private) */
};

enum md_log_kind {
    MD_LOG_OTHER,
    MD_LOG_EMAIL,
    MD_LOG_CALL,
    MD_LOG_VIDEO,
    MD_LOG_MEET,
    MD_LOG_CARD,
    MD_LOG_MESSAGE,
    MD_LOG_POST,
    MD_LOG_LETTER,
    MD_LOG_CHAT,
    MD_LOG_NOTE,
};
enum md_direction { MD_DIRECTION_NONE, MD_DIRECTION_IN, MD_DIRECTION_OUT };

/* A line of a contact's log; only lines with a readable date are listed. */
struct md_log {
    struct stamp when;
    struct str text;
    uint32_t line;
    uint8_t kind;      /* enum md_log_kind */
    uint8_t direction; /* enum md_direction */
    bool is_private;   /* in a section whose heading ends in (private) */
};

struct md_question {
    struct str text;
    uint32_t line;
    bool answered;
    bool is_private;
};

/* A person named under Referrals. */
struct md_referral {
    struct str name;     /* of a link: its label, else its target */
    struct str note;     /* what the line says of them beyond the name; empty: nothing */
    struct md_link link; /* target empty: a plain name */
    uint32_t line;
    bool is_private;
};

/* A skill named under Skills. */
struct md_skill {
    struct str name, note; /* as of a referral */
    struct md_link link;
    uint32_t line;
    bool is_private;
};

/* One paragraph or list item worth saying: under Insights or Notes, in no private section. */
struct md_line {
    struct str text;
    uint32_t line;
};

/* Lines that are apart from what is read: a section whose heading ends in (private); code, HTML or a quote. */
struct md_range {
    uint32_t from, to; /* lines of the file, both included */
    bool is_private;
};

/* What is to be read; what is not asked for stays empty. */
enum md_want {
    MD_WANT_TASKS = 1 << 0,
    MD_WANT_LOG = 1 << 1,
    MD_WANT_QUESTIONS = 1 << 2,
    MD_WANT_REFERRALS = 1 << 3,
    MD_WANT_SKILLS = 1 << 4,
    MD_WANT_NOTES = 1 << 5, /* the first MD_NOTES_MOST lines */
    MD_WANT_LINKS = 1 << 6,
    MD_WANT_PROSE = 1 << 7,
    MD_WANT_RANGES = 1 << 8,
    MD_WANT_BLOCKS = 1 << 11,
    /* How it is read. */
    MD_WANT_LEAN =
        1 << 9, /* only sections that may hold what is wanted; of tasks all those with a day are read */
    MD_WANT_DUE = 1 << 10, /* lean, and of settled tasks only my ticked ones with a date, without words */
};
enum { MD_NOTES_MOST = 3 };

/* A heading, or a paragraph or list item below it: what a file that is no record is read as. */
struct md_block {
    struct str text; /* of a heading without `(private)` and colons at its end; never empty but there */
    uint32_t line;
    uint8_t level; /* of a heading from 1; 0: no heading */
    bool is_item;  /* the first paragraph of a list item at the top level */
    bool is_private;
};

struct md {
    struct {
        VEC(struct md_task);
    } tasks;
    struct {
        VEC(struct md_log);
    } log;
    struct {
        VEC(struct md_question);
    } questions;
    struct {
        VEC(struct md_referral);
    } referrals;
    struct {
        VEC(struct md_skill);
    } skills;
    struct {
        VEC(struct md_line);
    } notes;
    struct md_links links; /* all of the body */
    struct {
        VEC(struct md_range);
    } ranges; /* by their first line, the private ones by themselves */
    struct {
        VEC(struct md_block);
    } blocks;
    bool has_prose; /* an answer, or a paragraph or list item outside headings, question lines and tasks */
};

/* Where what is read goes. */
struct md_job {
    struct arena *keep;    /* owns what is read */
    struct arena *scratch; /* for the parser; the caller resets it */
    struct diags *diags;   /* findings, or NULL */
    struct str path;       /* of the file, for findings */
    uint32_t first_line;   /* the file's line on which the body starts */
    unsigned want;         /* enum md_want, or-ed */
};

/*
 * Whether lists are nested so deeply over so many blank lines that cmark would take
 * seconds (LIMIT_BODY_NESTING). Such a body must not be given to md_scan.
 */
bool md_is_too_deep(struct str body);

/* Reads a body (valid UTF-8, within the limits of base/limits.h, not too deep). Cannot fail. */
void md_scan(const struct md_job *job, struct str body, struct md *md);

/* A parsed body: for those who want more of it than one reading gives. */
struct md_document {
    struct str body;
    struct md_root *root; /* cmark's */
};

/* Parses a body, under the conditions of md_scan; of `job` scratch is used, which owns the document. Cannot fail. */
struct md_document md_parse(const struct md_job *job, struct str body);

/* The same as md_scan of its body, with neither of the lean ways. */
void md_scan_document(const struct md_job *job, const struct md_document *document, struct md *md);

/* "email", "in", …: the words of the vocabularies; "" for no direction. */
const char *md_log_kind_name(enum md_log_kind kind);
const char *md_direction_name(enum md_direction direction);
const char *md_owner_name(bool theirs); /* of a promise */

/*
 * Reads `s`, all of it, as one wiki-link `[[target|label]]`; false where it is none. Slices of `s`.
 * `[[a]] and [[b]]` is none.
 */
bool md_wiki_link_parse(struct str s, struct md_link *link);

/* The version of cmark that is loaded. */
const char *md_library_version(void);

#endif
