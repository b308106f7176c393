/*
 * Where the bytes of a page stand: the tokenizer of the HTML standard (13.2.5), as far as a template needs it, a
 * byte at a time. It takes less than browsers do. What they would mend, each in its way, and what they read
 * in one way inside of `svg` or `noscript` and in another outside, is refused: so that what it says of a place holds
 * in every browser, with scripts and without, wherever a part of a page comes to stand.
 */
#ifndef TEXT_HTML_SCAN_H
#define TEXT_HTML_SCAN_H

#include "base/str.h"

enum html_state {
    HTML_TEXT,         /* between tags */
    HTML_OPEN,         /* after `<` */
    HTML_END_OPEN,     /* after `</` */
    HTML_ELEMENT,      /* in the name of a tag */
    HTML_BETWEEN,      /* in a tag, where an attribute may begin */
    HTML_LOOSE,        /* the same behind a name that may not go on: white space, `/` or `>` comes next */
    HTML_SLASH,        /* after `/` in a tag */
    HTML_NAME,         /* in the name of an attribute */
    HTML_AFTER_NAME,   /* in the white space behind it */
    HTML_BEFORE_VALUE, /* after `=` */
    HTML_VALUE,        /* between quotes */
    HTML_AFTER_VALUE,  /* after the second quote */
    HTML_UNQUOTED,     /* in a value without quotes */
    HTML_DECLARATION,  /* after `<!` */
    HTML_DOCTYPE,
    HTML_COMMENT,
    HTML_RAW,      /* in an element that holds no others: title, script, style ... */
    HTML_RAW_OPEN, /* there, after `<` */
    HTML_RAW_END,  /* there, in the name of its end tag */
};

/* Longer names are cut, and then like none that is looked for. */
enum { HTML_NAME_SIZE = 24 };
struct html_name {
    char p[HTML_NAME_SIZE]; /* ASCII letters in lower case */
    uint8_t n;
};

/* Zeroed: at the beginning of a page, or of a part that stands in the text of one. */
struct html_scan {
    enum html_state state;
    bool is_end;                /* in an end tag */
    char quote;                 /* of HTML_VALUE */
    uint8_t dashes;             /* of HTML_COMMENT: at the end of what was read, up to 2 */
    bool is_bang;               /* of HTML_COMMENT: `--!` was read */
    struct html_name element;   /* of the tag; of HTML_RAW: in which that is */
    struct html_name attribute; /* the last one of the tag; of HTML_RAW_END: the end tag's name so far */
    uint32_t at;                /* where the next byte stands, as the caller counts */
    uint32_t begun;             /* where the tag, comment or raw element began */
    uint32_t value;             /* of HTML_VALUE: where it began */
};

/* What is wrong with a page. */
struct html_problem {
    const char *message, *hint;
};

/* Reads the next byte, and counts it. NULL, or why it may not stand there. */
const struct html_problem *html_scan_next(struct html_scan *scan, char c);

/*
 * Says that between the last byte and the next one something may stand that is not known here. In a tag no name
 * goes on behind it, and the name before it gets no value: HTML_BETWEEN and HTML_LOOSE stay of HTML_ELEMENT to
 * HTML_AFTER_VALUE, but HTML_SLASH, HTML_BEFORE_VALUE and HTML_VALUE.
 */
void html_scan_cut(struct html_scan *scan);

static inline struct str html_name(const struct html_name *name)
{
    return (struct str){name->p, name->n};
}

static inline bool html_is_space(char c)
{
    return is_space(c) || c == '\f';
}

#endif
