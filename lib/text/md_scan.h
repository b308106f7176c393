/*
 * What is known while a body is walked. Internal to text/md: md.c walks (it and html.c know cmark) and reads a heading's or
 * a paragraph's text into `block` and `text`; md_take.c says what becomes of them, md_link.c what links are in them.
 */
#ifndef TEXT_MD_SCAN_H
#define TEXT_MD_SCAN_H

#include "text/md_extents.h"
#include "text/md_line.h"
#include "text/md_section.h"

enum { MD_NO_QUESTION = UINT32_MAX };

/* The heading or paragraph being read. */
struct md_scan_block {
    struct md_span span;
    bool is_located; /* `source` stands at it: md_scan_locate */
    bool is_first;   /* a paragraph: the first of its list item */
    bool is_task;    /* it is that of a task, in the state below */
    bool heads_list; /* a list comes next in the same place */
    enum md_task_state state;
};

/* An inline link within the text: [from, to) is its label. */
struct md_scan_link {
    size_t from, to;
    const char *url;
    int line, column; /* of its first byte, as cmark counts */
};

/* A piece of the text with a bracket, and where it begins: wiki-links are looked for in these. */
struct md_scan_run {
    size_t at;
    int line, column; /* of its first byte, as cmark counts */
    bool is_verbatim; /* as long as in the source: nothing in it was escaped */
};

/* Where a wiki-link stood in the text. */
struct md_scan_wiki {
    size_t from, to;
};

struct md_scan {
    const struct md_job *job;
    struct md *md;

    struct md_sections sections;
    unsigned roles;         /* those of the innermost section */
    unsigned item_depth;    /* list items around here */
    uint32_t question;      /* the section's newest, or MD_NO_QUESTION */
    uint32_t private_from;  /* the line on which the private section around here begins; 0: none */
    uint32_t item_question; /* the one that the top-level item around here asks, or MD_NO_QUESTION */

    /* The block being read. Memory is reused for the next one. */
    struct md_scan_block block;
    struct md_text text;
    struct {
        VEC(struct md_scan_link);
    } inline_links;
    struct {
        VEC(struct md_scan_run);
    } runs;
    uint32_t run;          /* the one that the newest wiki-link begins in */
    struct md_links links; /* what md_link_resolve found, in the order of the text; only where keeps_links */
    struct {
        VEC(struct md_scan_wiki);
    } wikis; /* the places of those of them that are wiki-links, before md_link_resolve changed the text */
    bool keeps_links;
    bool starts_with_link;

    struct md_source source;   /* stands at a block at or before this one */
    struct md_extents extents; /* without outline: nobody asks for it */
};

static inline bool md_scan_wants(const struct md_scan *scan, unsigned want)
{
    return scan->job->want & want;
}

static inline struct str md_scan_text(const struct md_scan *scan)
{
    return (struct str){scan->text.p, scan->text.n};
}

/* The line of the file for one of the body as cmark counts. */
static inline uint32_t md_scan_line(const struct md_scan *scan, int line)
{
    return md_source_file_line(&scan->source, (uint32_t)line);
}

/* A copy that stays, its white space folded. */
static inline struct str md_scan_fold(struct md_scan *scan, struct str s)
{
    return md_line_fold(s, arena_chars(scan->job->keep, s.n));
}

/* Lets scan->source stand at the block. Few need it. */
static inline void md_scan_locate(struct md_scan *scan)
{
    struct md_scan_block *block = &scan->block;

    if (!block->is_located)
        md_source_locate(&scan->source, block->span.line, block->span.end, block->span.column);
    block->is_located = true;
}

/* --- md_link.c --- */

/* Puts labels (else targets) in the place of the text's wiki-links, and fills scan->links where they are kept. */
void md_link_resolve(struct md_scan *scan);

/* --- md_take.c --- */

/* What a heading becomes that was read, of a level from 1 to 6; one in a list item or a quote opens no section. */
void md_take_heading(struct md_scan *scan, int level, bool is_section);

/* What the block, a paragraph, is to be read for, as bits; 0: it need not be read. */
unsigned md_take_uses(const struct md_scan *scan);

/* What a paragraph becomes that was read for `uses`. */
void md_take_paragraph(struct md_scan *scan, unsigned uses);

/* Adds a range of the file's lines, where ranges are wanted. */
void md_take_range(struct md_scan *scan, uint32_t from, uint32_t to, bool is_private);

/* Once, at the body's end: ends what is open, and gives all that was found the room that it needs in job->keep. */
void md_take_end(struct md_scan *scan);

#endif
