/*
 * What rendering knows without cmark: addresses, ids, which sections come out, and how what stands in a paragraph is
 * written. Internal to text/html: html.c walks.
 */
#ifndef TEXT_HTML_PART_H
#define TEXT_HTML_PART_H

#include "base/limits.h"
#include "base/map.h"
#include "text/html.h"
#include "text/md_scan.h"

/* --- addresses: html_put.c --- */

enum html_url {
    HTML_URL_REFUSED,
    HTML_URL_NONE,     /* empty, or a query alone */
    HTML_URL_WEB,      /* http, https */
    HTML_URL_DIRECT,   /* mailto, tel */
    HTML_URL_FRAGMENT, /* of the same page */
    HTML_URL_VAULT,    /* relative: the caller knows */
};

/*
 * What an address is, of which cmark has decoded entities and escapes: what html_safe.h says of it, encoded. `*href` becomes that,
 * in the arena; of HTML_URL_VAULT it means nothing.
 */
enum html_url html_url_kind(struct arena *arena, struct str url, struct str *href);

/* Text as part of an id, [a-z0-9-]; may be empty. */
struct str html_slug(struct arena *arena, struct str text);

/* --- sections: html_plan.c --- */

/* What becomes of a heading of the document and the text below it. */
struct html_part {
    enum html_choice choice; /* HTML_PASS and HTML_LEAVE: both are left out */
    bool is_private;
    bool is_empty;  /* it has no text: no heading comes out */
    unsigned level; /* of the heading in the page */
    uint32_t line;  /* on which the heading begins in the body, from 1 */
    struct str id;  /* without prefix; empty: none */
};

static inline bool html_is_left_out(const struct html_part *part)
{
    return part->choice == HTML_PASS || part->choice == HTML_LEAVE;
}

struct html_plan {
    const struct html_want *want;
    struct arena *arena;
    struct {
        VEC(struct html_part);
    } parts; /* that before the first heading, then one a heading */

    struct md_sections sections;
    unsigned left_level; /* of the heading around here that was left out with all below; 0: none */
    struct {
        int level[MD_HEADING_LEVELS];
        unsigned n;
    } shown;        /* the open headings that have a place in the page's order */
    struct map ids; /* slug -> the number of the next one of that name */
};

/* Begins a plan: decides what becomes of the text before the first heading. */
void html_plan_start(struct html_plan *plan, const struct html_want *want, struct arena *arena);

/* A heading of the document as it was read. */
struct html_heading {
    struct str title; /* md_line_title has read it */
    unsigned own;     /* the roles that it gives */
    int level;
    uint32_t line;
    bool is_empty;
};

/* Adds the next heading. */
void html_plan_add(struct html_plan *plan, const struct html_heading *heading);

/* Whether the page has a heading with that id. */
bool html_plan_has_id(const struct html_plan *plan, struct str slug);

/*
 * The body without its private sections, in the plan's arena: a comment stands for each, and lines keep their numbers.
 */
struct str html_plan_blank(const struct html_plan *plan, struct str body);

/* --- what stands in a paragraph or heading: html_inline.c --- */

/* Below this, containers and emphasis get no tag: what they hold may take four more elements. */
enum { HTML_DEEPEST = LIMIT_HTML_DEPTH - 4 };

/* A link or an image of the body. */
struct html_target {
    const void *node; /* tells it from others */
    struct str url;
    uint32_t line; /* of the file */
};

/* The same as it comes out. */
struct html_shown {
    const void *node; /* NULL: none is open */
    struct html_link to;
    bool is_web;
    struct str words; /* where it has none of its own */
};

struct html_writer {
    const struct html_want *want;
    struct buf *out;
    size_t start; /* of what is ours in `out` */
    struct html_plan plan;
    struct md_scan scan; /* has the text and the wiki-links of the block that is written */
    unsigned depth;      /* containers and emphasis around here */

    /* In the block. */
    size_t at;     /* the byte of its text that is next */
    size_t marker; /* bytes of a task's marker at its start */
    uint32_t wiki; /* the wiki-link that is next or around here */

    struct html_shown link, image; /* the open ones */
    size_t image_words;            /* where in `out` the image's description begins */
    unsigned image_depth;          /* images around here: their text is the outermost one's description */
    const void *muted;             /* of this link or image no word comes out; NULL: none */
    bool has_words;                /* some came out since the newest link was opened */
};

/* Begins a line of the output. */
void html_fresh_line(struct html_writer *writer);

/* Begins a paragraph or heading. */
void html_start_block(struct html_writer *writer);

/*
 * Enters or leaves a container that takes so many levels with what must stand in it. False where it is too deep to come out; else,
 * where it is entered, a line has begun.
 */
bool html_container(struct html_writer *writer, bool enters, unsigned levels);

/* The level of a heading in a list item or quote, below one of `level` (0: none). */
unsigned html_inner_level(const struct html_writer *writer, unsigned level);

void html_box(struct html_writer *writer, enum md_task_state state);
void html_code_block(struct html_writer *writer, struct str info, struct str code);

void html_text_run(struct html_writer *writer, struct str words);
void html_code(struct html_writer *writer, struct str code);
void html_break(struct html_writer *writer, bool is_hard);
void html_emphasis(struct html_writer *writer, bool enters, struct str open, const char *close);
void html_enter_link(struct html_writer *writer, const struct html_target *address);
void html_leave_link(struct html_writer *writer, const void *node);
void html_enter_image(struct html_writer *writer, const struct html_target *address);
void html_leave_image(struct html_writer *writer, const void *node);

#endif
