#include "base/term.h"

#include <string.h>

#include "base/utf8.h"

/* SGR parameters (ECMA-48, 8.3.117). */
static const char *const codes[] = {
    [STYLE_PLAIN] = "",    [STYLE_BOLD] = "1",   [STYLE_DIM] = "2",   [STYLE_RED] = "31",
    [STYLE_YELLOW] = "33", [STYLE_GREEN] = "32", [STYLE_CYAN] = "36", [STYLE_UNDERLINE] = "4",
};

/* ---- links: ESC ] 8 ; ; URI ESC \\ text ESC ] 8 ; ; ESC \\ */

/* RFC 3986, 2.3. */
static bool is_unreserved(char c)
{
    return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* Also RFC 3986, 2.2, and `%`: what may stand in an address as it is. */
static bool is_address_char(char c)
{
    return is_unreserved(c) || (c && strchr(":/?#[]@!$&'()*+,;=%", c));
}

/* A path of names only: nothing that leads up or out. */
static bool is_inside(struct str path)
{
    for (size_t from = 0; from <= path.n; from = str_index(path, '/', from) + 1) {
        struct str name = str_slice(path, from, str_index(path, '/', from));

        if (!name.n || str_equal(name, STR(".")) || str_equal(name, STR("..")))
            return false;
    }
    return true;
}

static void put_path(struct buf *out, struct str path)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < path.n; i++) {
        unsigned char byte = (unsigned char)path.p[i];

        if (is_unreserved(path.p[i]) || path.p[i] == '/') {
            buf_putc(out, path.p[i]);
        } else {
            buf_putc(out, '%');
            buf_putc(out, hex[byte >> 4]);
            buf_putc(out, hex[byte & 15]);
        }
    }
}

/* A name that is no host's leaves the host empty, which is this machine (RFC 8089, 2). */
static bool is_host(struct str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (!is_unreserved(host.p[i]))
            return false;
    return true;
}

/* `local@domain` of letters, digits and `.-_+` only: nothing in it could add a header to a mailto: link. */
static bool is_mail(struct str s)
{
    size_t at = str_index(s, '@', 0);

    for (size_t i = 0; i < s.n; i++)
        if (i != at && !is_alnum(s.p[i]) && !strchr(i < at ? ".-_+" : ".-", s.p[i]))
            return false;
    return at > 0 && at + 1 < s.n;
}

static bool has_scheme(struct str s)
{
    return str_starts_nocase(s, STR("http://")) || str_starts_nocase(s, STR("https://")) ||
           str_starts_nocase(s, STR("mailto:"));
}

bool term_is_address(struct str address)
{
    for (size_t i = 0; i < address.n; i++)
        if (!is_address_char(address.p[i]))
            return false;
    return has_scheme(address) || is_mail(address);
}

/* Begins the link; false where there is none. */
static bool begin_link(struct buf *out, const struct term *term, struct term_link link)
{
    if (!term->links)
        return false;
    if (link.file.n && term->root.n && is_inside(link.file)) {
        buf_puts(out, "\033]8;;file://");
        if (is_host(term->host))
            buf_put(out, term->host);
        if (!str_equal(term->root, STR("/")))
            put_path(out, term->root);
        buf_putc(out, '/');
        put_path(out, link.file);
    } else if (link.address.n && term_is_address(link.address)) {
        buf_puts(out, has_scheme(link.address) ? "\033]8;;" : "\033]8;;mailto:");
        buf_put(out, link.address);
    } else {
        return false;
    }
    buf_puts(out, "\033\\");
    return true;
}

static void end_link(struct buf *out)
{
    buf_puts(out, "\033]8;;\033\\");
}

/* ---- text */

void term_put_link(struct buf *out, const struct term *term, enum term_style style, struct str s,
                   struct term_link link)
{
    bool styled = term->colour && style != STYLE_PLAIN && s.n;
    bool linked = s.n && begin_link(out, term, link);

    if (styled)
        buf_printf(out, "\033[%sm", codes[style]);
    utf8_clean(out, s);
    if (styled)
        buf_puts(out, "\033[0m");
    if (linked)
        end_link(out);
}

void term_put(struct buf *out, const struct term *term, enum term_style style, struct str s)
{
    term_put_link(out, term, style, s, (struct term_link){0});
}

void term_cell_link(struct buf *out, const struct term *term, struct str s, unsigned cells,
                    struct term_link link)
{
    bool linked = s.n && (cells || !term->cut) && begin_link(out, term, link);
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
    if (linked)
        end_link(out);
    if (width < cells)
        buf_repeat(out, ' ', cells - width);
}

void term_cell(struct buf *out, const struct term *term, struct str s, unsigned cells)
{
    term_cell_link(out, term, s, cells, (struct term_link){0});
}
