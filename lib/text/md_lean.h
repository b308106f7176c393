/*
 * Sparing cmark work: of a body that is read only for what it says about what is
 * due, it is given only the sections that somebody asks for. This changes nothing in
 * the result; tests and the fuzzer hold it to that. Internal to text/md.
 */
#ifndef TEXT_MD_LEAN_H
#define TEXT_MD_LEAN_H

#include "text/md.h"

/* The part of a body that is parsed. */
struct md_lean {
    struct str body;
    const uint32_t *lines; /* the body's line of each of its lines, from 1; NULL: it is the whole body */
};

/*
 * What has to be parsed of `body` for what `want` asks, which has MD_WANT_DUE or _LEAN in it: all, or
 * in `arena` the sections that have a wanted name, lie in one that has, or hold a
 * task, with the headings around them. It is empty where there are none.
 *
 * The text is cut only at `#` headings in column 1, and only where such a line cannot
 * be anything else. At any doubt (tabs, CR, HTML, reference definitions, underlined or indented headings, fences
 * that are not in column 1, markup in a heading) nothing is cut. Where MD_WANT_PROSE is
 * set, nothing is cut either unless there surely is prose; `*has_prose` then says so.
 */
struct md_lean md_lean(struct arena *arena, struct str body, unsigned want, bool *has_prose);

#endif
