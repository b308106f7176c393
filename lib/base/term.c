#include "base/term.h"

#include "base/utf8.h"

/* SGR parameters (ECMA-48, 8.3.117). */
static const char *const codes[] = {
    [STYLE_PLAIN] = "",    [STYLE_BOLD] = "1",   [STYLE_DIM] = "2",   [STYLE_RED] = "31",
    [STYLE_YELLOW] = "33", [STYLE_GREEN] = "32", [STYLE_CYAN] = "36", [STYLE_UNDERLINE] = "4",
};

void term_put(struct buf *out, const struct term *term, enum term_style style, struct str s)
{
    bool styled = term->colour && style != STYLE_PLAIN && s.n;

    if (styled)
        buf_printf(out, "\033[%sm", codes[style]);
    utf8_clean(out, s);
    if (styled)
        buf_puts(out, "\033[0m");
}

void term_cell(struct buf *out, const struct term *term, struct str s, unsigned cells)
{
    size_t start = out->n;
    struct str text;
    unsigned width;

    utf8_clean(out, s);
    text = str_skip(buf_str(out), start);
    width = utf8_width(text);
    if (width > cells && term->cut) {
        text = utf8_fit(text, cells ? cells - 1 : 0);
        width = utf8_width(text);
        out->n = start + text.n;
        if (cells) {
            buf_puts(out, "…");
            width++;
        }
    }
    if (width < cells)
        buf_repeat(out, ' ', cells - width);
}
