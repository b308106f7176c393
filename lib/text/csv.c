#include "text/csv.h"

#include "base/utf8.h"

/* Also the full-width forms, which some spreadsheets fold to the others. */
static bool is_formula(struct str text)
{
    while (text.n && is_space(text.p[0]))
        text = str_skip(text, 1);
    if (!text.n)
        return false;
    switch (utf8_next(&text)) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xFF0B: /* ＋ */
    case 0xFF0D: /* － */
    case 0xFF1D: /* ＝ */
    case 0xFF20: /* ＠ */ return true;
    default: return false;
    }
}

/* Appends `text` cleaned, but with its line ends as LF. */
static void clean_lines(struct buf *out, struct str text)
{
    while (text.n) {
        size_t end = str_index(text, '\n', 0);
        struct str line = str_slice(text, 0, end);

        if (end < text.n && str_ends(line, STR("\r")))
            line.n--;
        utf8_clean(out, line);
        if (end < text.n)
            buf_putc(out, '\n');
        text = str_skip(text, end + 1);
    }
}

static bool needs_quotes(struct str cell)
{
    for (size_t i = 0; i < cell.n; i++)
        if (cell.p[i] == ',' || cell.p[i] == '"' || cell.p[i] == '\n')
            return true;
    return cell.n && (cell.p[0] == ' ' || cell.p[cell.n - 1] == ' ');
}

static void put_quoted(struct buf *out, struct str cell)
{
    buf_putc(out, '"');
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] == '"')
            buf_putc(out, '"');
        buf_putc(out, cell.p[i]);
    }
    buf_putc(out, '"');
}

void csv_cell(struct csv *csv, struct str text)
{
    struct buf cell = {0};

    if (csv->has_cell)
        buf_putc(csv->out, csv->is_tsv ? '\t' : ',');
    csv->has_cell = true;
    if (is_formula(text))
        buf_putc(&cell, '\'');
    if (csv->is_tsv)
        utf8_clean(&cell, text);
    else
        clean_lines(&cell, text);
    if (!csv->is_tsv && needs_quotes(buf_str(&cell)))
        put_quoted(csv->out, buf_str(&cell));
    else
        buf_put(csv->out, buf_str(&cell));
    buf_free(&cell);
}

void csv_end_row(struct csv *csv)
{
    buf_putc(csv->out, '\n');
    csv->has_cell = false;
}
