/*
 * Lines of a body, as cmark sees them: they end with LF, CRLF or CR. Internal to lib/text.
 */
#ifndef TEXT_EDIT_BODY_LINE_H
#define TEXT_EDIT_BODY_LINE_H

#include "base/str.h"

/* Where the line that holds `offset` starts, and where the next one does (s.n after the last). */
size_t body_line_start(struct str s, size_t offset);
size_t body_line_after(struct str s, size_t offset);

/* How many lines end in `s`. */
uint32_t body_line_ends(struct str s);

/* Whether an offset at the end of `s` or at the start of a line stands behind a line end; not at 0. */
bool body_line_ended(struct str s, size_t offset);

/* Where the last line of [from, to) ends that has more than white space; `from` where none has. */
size_t body_text_end(struct str s, size_t from, size_t to);

/* A line end like that of the line before `offset`; where there is none, like the first in `s`, else LF. */
struct str body_line_end(struct str s, size_t offset);

#endif
