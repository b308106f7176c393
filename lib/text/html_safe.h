/*
 * What may be written into a page: text, with all that HTML reads in it escaped, and addresses. Everything
 * that a page shows of a file, by templates and by Markdown, goes through html_safe_put; whether it may be linked
 * to, html_safe_address says.
 */
#ifndef TEXT_HTML_SAFE_H
#define TEXT_HTML_SAFE_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Appends text as it is written between tags, in `title` and `textarea`, and in a value between quotes of either kind:
 * `& < > " '` as character references. Control characters but tab and line feed, what turns the order
 * of text around, noncharacters and invalid bytes become U+FFFD; CR and CRLF a line feed, as in every HTML text.
 */
void html_safe_put(struct buf *out, struct str text);

/* Where an address leads. */
enum html_address {
    HTML_NOWHERE, /* none that a page may hold */
    HTML_INSIDE,  /* relative to the page: a path, a query, a fragment */
    HTML_OUTSIDE, /* of the schemes http, https, mailto, tel, in letters of either case */
};

/*
 * What an address, not escaped, is to every browser. Nowhere are: another scheme, what a browser may take for one or
 * for a host (`//host`, `\host`), a path from the root (the disk's, where a page is opened from it), white space and control
 * characters, which browsers drop, what RFC 3986 leaves out of addresses (`" < > \ ^ { | }` and the back quote), and nothing.
 * Letters of every script are fine.
 */
enum html_address html_safe_address(struct str address);

/* The host of an address `SCHEME://…`, its port included; empty where it has none. */
struct str html_safe_host(struct str address);

/*
 * Appends an address as it was typed with each byte percent-encoded that may not stand in one, all beyond ASCII too. What is
 * encoded already stays as it is.
 */
void html_safe_encode(struct buf *out, struct str address);

#endif
