/*
 * Sparing cmark work: of a body that is read only for what it says about what is
 * due, the sections that nobody asks for are given to it as blank lines. This
 * changes nothing in the result; tests and the fuzzer hold it to that. Internal to text/md.
 */
#ifndef TEXT_MD_LEAN_H
#define TEXT_MD_LEAN_H

#include "text/md.h"

/*
 * The body to be parsed for what `want` asks, which has MD_WANT_DUE in it: `body` itself, or a copy in
 * `arena` with the same lines, in which sections are blank that have no wanted
 * name, lie in none that has, and hold no task. It is empty where nothing is left. Headings stay.
 *
 * The text is cut only at `#` headings in column 1, and only where such a line cannot
 * be anything else. At any doubt (tabs, CR, HTML, reference definitions, underlined or indented headings, fences
 * that are not in column 1, markup in a heading) nothing is cut. Where MD_WANT_PROSE is
 * set, nothing is cut either unless there surely is prose; `*has_prose` then says so.
 */
struct str md_lean(struct arena *arena, struct str body, unsigned want, bool *has_prose);

#endif
