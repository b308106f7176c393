/*
 * Tables for other programs: CSV with the quoting of RFC 4180, or TSV without any.
 * Lines end in LF, which every reader takes and no shell tool stumbles over.
 *
 * What stands in a cell may come from anybody, so nothing in it may act: control
 * characters and bidirectional overrides become U+FFFD, and a cell that a
 * spreadsheet would take for a formula (it begins with `=`, `+`, `-` or `@`, blanks before it not
 * counted) gets a `'` in front.
 */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include "base/buf.h"
#include "base/str.h"

/* A table being written; set `out` (and `is_tsv`), leave the rest zeroed. */
struct csv {
    struct buf *out;
    bool is_tsv;
    bool has_cell; /* the line has begun */
};

/*
 * Appends one cell. In CSV a line end within it stays (as LF, in quotes); in TSV tabs and line ends
 * become spaces.
 */
void csv_cell(struct csv *csv, struct str text);

/* Ends the line. */
void csv_end_row(struct csv *csv);

#endif
