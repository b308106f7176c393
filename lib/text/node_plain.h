/*
 * The two parsers behind node_parse. Internal to lib/text; tests compare them.
 *
 * node_plain_parse reads the plain subset of YAML that front matter usually is, in
 * one pass and about a ninth of libyaml's time. It knows no errors: at anything
 * outside the subset, and at any doubt, it says "not mine", and libyaml decides.
 * The subset:
 *
 *   - block maps from column 1 on, up to four levels, no key twice, at most 64 keys a map
 *   - keys of letters, digits, `_`, `-`, space, `.`, `/`, `(`, `)`, beginning with one of the
 *     first three; or in quotes
 *   - block lists of values, indented or not; empty values
 *   - scalars on one line: plain, '…', "…" without a backslash
 *   - scalars after `|`, `>`, `|-`, `>-`: lines that are indented alike, none of them empty
 *   - lists and maps in [ ] and { } on one line, up to three levels
 *   - comments, blank lines, LF and CRLF
 *
 * No tabs, control or other characters that YAML's reader or line breaking treats in
 * its own way; nothing over a limit of base/limits.h.
 */
#ifndef TEXT_NODE_PLAIN_H
#define TEXT_NODE_PLAIN_H

#include "text/node.h"

/*
 * As node_parse, or NULL where the text is not in the subset. A tree that is returned
 * equals libyaml's in every field. What a refused text took of the arena stays taken.
 */
struct node *node_plain_parse(struct arena *arena, struct str yaml, uint32_t first_line);

/* node_parse by libyaml alone. */
struct node *node_parse_libyaml(struct arena *arena, struct str yaml, uint32_t first_line,
                                struct diag *problem);

#endif
