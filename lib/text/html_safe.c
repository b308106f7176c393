#include "text/html_safe.h"

#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD };

/* ---- text */

#define YES_8 true, true, true, true, true, true, true, true
#define YES_32 YES_8, YES_8, YES_8, YES_8
#define YES_128 YES_32, YES_32, YES_32, YES_32

/* What is not shown as it is, or has to be looked at. A table: all that pages show goes through it byte by byte. */
static const bool is_special[256] = {
    YES_32, ['"'] = true, ['&'] = true, ['\''] = true, ['<'] = true, ['>'] = true, [0x7F] = true, YES_128};

/* The same for what an address may hold. */
static const bool is_odd[256] = {
    YES_32,       [' '] = true, ['"'] = true, ['<'] = true, ['>'] = true,  ['\\'] = true, ['^'] = true,
    ['`'] = true, ['{'] = true, ['|'] = true, ['}'] = true, [0x7F] = true, YES_128};

/* A code point that stands for no character and never will. */
static bool is_noncharacter(uint32_t c)
{
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* The next character of `*rest`, which is moved past it, as it is shown. */
static uint32_t next_shown(struct str *rest)
{
    uint32_t c = utf8_next(rest);

    if (c == '\r' && rest->n && rest->p[0] == '\n')
        *rest = str_skip(*rest, 1);
    if (c == '\r')
        return '\n';
    return (utf8_is_hostile(c) && c != '\n' && c != '\t') || is_noncharacter(c) ? REPLACEMENT : c;
}

static void put_character(struct buf *out, uint32_t c)
{
    switch (c) {
    case '&': buf_puts(out, "&amp;"); break;
    case '<': buf_puts(out, "&lt;"); break;
    case '>': buf_puts(out, "&gt;"); break;
    case '"': buf_puts(out, "&quot;"); break;
    case '\'': buf_puts(out, "&#39;"); break;
    default: utf8_put(out, c);
    }
}

enum { STEP = 4 };

/* Whether one of the next STEP bytes is special. */
static bool has_special(const char *p)
{
    return is_special[(unsigned char)p[0]] | is_special[(unsigned char)p[1]] |
           is_special[(unsigned char)p[2]] | is_special[(unsigned char)p[3]];
}

/* Whether a character of two bytes from U+00C0 on stands there (RFC 3629, section 4): a letter or a mark, shown as it is. */
static bool is_pair(struct str text)
{
    return text.n > 1 && (unsigned char)text.p[0] >= 0xC3 && (unsigned char)text.p[0] <= 0xDF &&
           ((unsigned char)text.p[1] & 0xC0) == 0x80;
}

/* How many bytes of the text are shown as they are. */
static size_t plain_run(struct str text)
{
    size_t n = 0;

    for (;;) {
        struct str rest;
        uint32_t c;

        while (text.n - n >= STEP && !has_special(text.p + n))
            n += STEP;
        while (n < text.n && !is_special[(unsigned char)text.p[n]])
            n++;
        if (n == text.n || (unsigned char)text.p[n] < 0x80)
            return n;
        rest = str_skip(text, n);
        if (is_pair(rest)) {
            n += 2;
            continue;
        }
        c = utf8_next(&rest);
        if (c == REPLACEMENT || utf8_is_hostile(c) || is_noncharacter(c))
            return n;
        n = text.n - rest.n;
    }
}

void html_safe_put(struct buf *out, struct str text)
{
    while (text.n) {
        size_t n = plain_run(text);

        buf_put(out, str_slice(text, 0, n));
        text = str_skip(text, n);
        if (text.n)
            put_character(out, next_shown(&text));
    }
}

/* ---- addresses */

static bool is_address_text(struct str text)
{
    for (;;) {
        size_t n = 0;
        uint32_t c;

        while (n < text.n && !is_odd[(unsigned char)text.p[n]])
            n++;
        if (n == text.n)
            return true;
        text = str_skip(text, n);
        c = utf8_next(&text);
        if (c < 0x80 || c == REPLACEMENT || utf8_is_hostile(c))
            return false;
    }
}

struct str html_safe_host(struct str address)
{
    struct str rest = str_skip(address, str_index(address, ':', 0) + 1);
    size_t end = 0, user = 0;

    if (!str_starts(rest, STR("//")))
        return STR("");
    rest = str_skip(rest, 2);
    for (; end < rest.n && !strchr("/?#", rest.p[end]); end++)
        if (rest.p[end] == '@')
            user = end + 1;
    return str_slice(rest, user, end);
}

/* Whether `http:` or `https:` goes on with a host; a name before it is not left empty. */
static bool names_host(struct str address, struct str rest)
{
    struct str host = html_safe_host(address);

    return host.n && host.p[0] != ':' && rest.p[2] != ':' && rest.p[2] != '@';
}

enum html_address html_safe_address(struct str address)
{
    size_t path = 0, colon = str_index(address, ':', 0);
    struct str scheme = str_slice(address, 0, colon), rest = str_skip(address, colon + 1);

    if (!address.n || address.p[0] == '/' || !is_address_text(address))
        return HTML_NOWHERE;
    if (colon == address.n)
        return HTML_INSIDE;
    while (path < colon && !strchr("/?#", address.p[path]))
        path++;
    if (path < colon)
        return HTML_INSIDE;
    if (str_equal_nocase(scheme, STR("http")) || str_equal_nocase(scheme, STR("https")))
        return names_host(address, rest) ? HTML_OUTSIDE : HTML_NOWHERE;
    if (str_equal_nocase(scheme, STR("mailto")) || str_equal_nocase(scheme, STR("tel")))
        return rest.n ? HTML_OUTSIDE : HTML_NOWHERE;
    return HTML_NOWHERE;
}

void html_safe_encode(struct buf *out, struct str address)
{
    for (size_t i = 0; i < address.n; i++) {
        char c = address.p[i];

        if (is_alnum(c) || (c && strchr("!#$%&()*+,-./:;=?@_~", c)))
            buf_putc(out, c);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}
