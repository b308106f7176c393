/*
 * How a value is written in YAML: plain where every reader takes it for the same text, else in
 * quotes. Always on one line.
 */
#ifndef TEXT_EDIT_QUOTE_H
#define TEXT_EDIT_QUOTE_H

#include "base/buf.h"

struct quoting {
    char mark;     /* ' or ": the quotes to use; NUL: " */
    bool always;   /* quotes even where none are needed: some stood there */
    bool in_flow;  /* between [ ] or { } */
    bool is_words; /* words, so that what YAML takes for a number, a date, true or false is quoted too */
};

/*
 * Appends `value` (valid UTF-8). Without `is_words`, whole and decimal numbers, dates, dates with a time,
 * `true` and `false` stay plain. What YAML 1.1 and 1.2 read differently (`no`, `012`, `12:30`), what is empty or
 * `null`, and what would be no plain text at all is always quoted; what cannot stand in '…' is in "…".
 */
void quote_put(struct buf *out, struct str value, const struct quoting *quoting);

#endif
