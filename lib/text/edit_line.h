/*
 * Lines of front matter, as edits see them: they end with LF. Internal to lib/text. Offsets count in `yaml`; nodes
 * are those of node_parse_extents.
 */
#ifndef TEXT_EDIT_LINE_H
#define TEXT_EDIT_LINE_H

#include "text/node.h"

/* Where the line that holds `offset` starts, and where the next one does (yaml.n after the last). */
size_t edit_line_start(struct str yaml, size_t offset);
size_t edit_line_after(struct str yaml, size_t offset);

/* The spaces at the start of the line that holds `offset`. */
size_t edit_indent(struct str yaml, size_t offset);

/* Of the bytes in [from, to): whether all are spaces, and whether there is a # that may begin a comment. */
bool edit_only_spaces(struct str yaml, size_t from, size_t to);
bool edit_has_comment(struct str yaml, size_t from, size_t to);

/* Where the text of a | or > ends, without the blank lines behind it: at the start of a line. */
size_t edit_block_end(struct str yaml, const struct node *node);

/* The start of the line after the last one of `node`, its comment included. */
size_t edit_lines_end(struct str yaml, const struct node *node);

#endif
