/*
 * Where the sections, list items and tasks of a body stand in its bytes, for those who edit it. Internal to
 * lib/text. Offsets count in the body; an end is that of the last line, line end included, and never that of
 * a blank line behind it.
 *
 * Implemented in md.c, which alone knows cmark.
 */
#ifndef TEXT_MD_OUTLINE_H
#define TEXT_MD_OUTLINE_H

#include "text/md.h"

/* A heading of the document; those within items and quotes begin no section. */
struct md_heading {
    struct str title; /* folded, without colon and (private) */
    size_t at;        /* its line */
    int level;
    unsigned roles; /* enum md_role: what it and the headings around it make of the section */
};

/* An item of a list that stands in no other item. */
struct md_item {
    size_t at;     /* its marker */
    size_t text;   /* its first block, on the marker's line or below; `end` where it is empty */
    size_t end;    /* with all that belongs to it; blank lines may be the last if it ends in indented code */
    uint32_t line; /* the file's line of `text`; 0: it is empty */
    bool is_text;  /* its first block is a paragraph */
    bool is_first; /* of its list */
};

struct md_task_extent {
    size_t at;     /* the [ of its box */
    size_t end;    /* of the last byte of its first paragraph that is no white space */
    int32_t done;  /* of its done mark, whatever its state is; 0: none, or no date */
    bool has_done; /* there is a mark */
};

/* What a body consists of at the top: a block of the document, or an item of a list of it. */
struct md_top {
    size_t
        at; /* its first line; it goes to that of the next one, link definitions and blank lines included */
    bool is_heading;
    bool is_item;
};

/* Each in the order of the body. */
struct md_outline {
    struct {
        VEC(struct md_top);
    } tops;
    struct {
        VEC(struct md_heading);
    } headings;
    struct {
        VEC(struct md_item);
    } items;
    struct {
        VEC(struct md_task_extent);
    } tasks; /* as many as md->tasks: the one belongs to the other of that index */
};

/*
 * Reads a body as md_scan does, and its outline; all in job->keep. `job->want` must have MD_WANT_TASKS, and not
 * ask for lean reading.
 */
void md_outline(const struct md_job *job, struct str body, struct md *md, struct md_outline *outline);

#endif
