/*
 * Markdown as HTML for a page: safe whatever the body holds (site.md, "Markdown to HTML").
 *
 * Only these elements come out: p, h1 to h6, ul, ol, li, blockquote, pre, code, hr, br, em, strong, a, img, span. They
 * are balanced and no more than LIMIT_HTML_DEPTH deep. Raw HTML and comments are left out. A link is one of http, https,
 * mailto or tel, a heading of the same body, or what the caller answers; anything else is its text alone.
 * Nothing of a section whose heading ends in (private) comes out, nor a definition that stands in one.
 */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buf.h"
#include "text/md.h"
#include "text/md_section.h"

/* What a link of the vault comes to. */
enum html_link_kind {
    HTML_LINK_TEXT,     /* its words alone */
    HTML_LINK_DEAD,     /* the same, with a finding */
    HTML_LINK_PAGE,     /* a link to `href`; of an image the picture there */
    HTML_LINK_SOMEBODY, /* "somebody": none of its words */
};

struct html_link {
    enum html_link_kind kind;
    struct str href;  /* relative (html_safe.h: inside); else there is no link */
    struct str label; /* shown where the link has no words of its own; empty: its target is */
};

enum html_choice {
    HTML_SHOW,
    HTML_HEADLESS, /* all but its heading, whose place in their order the page fills */
    HTML_TITLE,    /* all but its heading, as if it were not there */
    HTML_PASS,     /* not its heading and its own text; of its sub-sections each is asked for */
    HTML_LEAVE,    /* nothing of it, its sub-sections included */
};

/* A section of the document, or what stands before the first. Never a private one. */
struct html_section {
    struct str title; /* folded, without colon; empty before the first heading */
    unsigned roles;   /* enum md_role, those of the headings around it included */
    unsigned level;   /* of its heading in the file; 0: before the first */
    bool is_first;    /* its heading is the first of the body */
};

/*
 * What stands below a heading up to the next one, or in a top-level list item behind its first paragraph, with the paragraphs
 * that follow the list: an answer. It comes out alone, at the end of `out`, and neither it nor its question elsewhere.
 */
struct html_apart {
    uint32_t line; /* of the file: where the heading or the first paragraph begins */
    struct buf *out;
};

/*
 * What a page wants of a body. Zeroed: everything, with no link of the vault, no ids and headings from h1 on. What it calls must answer
 * the same when it is asked again.
 */
struct html_want {
    void *context;
    /*
     * What a wiki-link or an inline link or image of the vault comes to. `is_image`: link->label is empty and its
     * form MD_LINK_INLINE. `*to` is zeroed; what is put there must live until html_render returns. NULL: all are text.
     */
    void (*resolve)(void *context, const struct md_link *link, bool is_image, struct html_link *to);
    enum html_choice (*choose)(void *context, const struct html_section *section); /* NULL: all are shown */
    /* Whether a list item, by the line of its first paragraph, is left out where it holds no more than that. NULL: none is. */
    bool (*leaves_out)(void *context, uint32_t line);
    const struct html_apart *apart; /* by line */
    uint32_t apart_count;
    bool drops_bare;      /* a heading below which nothing comes out does not come out either */
    unsigned top;         /* the level of the outermost headings, 1 to 6; those below follow without a gap */
    unsigned apart_top;   /* the same in what comes out apart: there are no ids, and all is shown */
    struct str id_prefix; /* of the ids of headings, [a-z0-9-]; empty: they have none, fragments are text */
};

/*
 * Appends `body`, under the conditions of md_scan, as HTML; `out` may be NULL where only what comes out apart is wanted. Of `job` are used scratch (all memory, which the caller
 * resets), diags (NULL: no findings; RULE_DEAD_LINK for each link that is shown as text because it
 * leads nowhere or where no page may), path and first_line. Cannot fail.
 */
void html_render(const struct md_job *job, const struct html_want *want, struct str body, struct buf *out);

/* The same of a parsed body, which can be used for nothing else then. */
void html_render_document(const struct md_job *job, const struct html_want *want,
                          const struct md_document *document, struct buf *out);

#endif
