#include "base/utf8.h"
#include "text/html_part.h"
#include "text/md_line.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Of an id; a heading may be as long as a body. */
enum { LONGEST_ID = 60 };

static const uint32_t replacement = 0xFFFD;

/* --- text --- */

static const char *entity_of(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\n': return "\n";
    case '\t': return "\t";
    default: return NULL;
    }
}

/* The length of the code point at the start of `s` that is for no interchange (U+FDD0…, U+xxFFFE, U+xxFFFF), or 0. */
static size_t noncharacter(struct str s)
{
    struct str rest = s;
    uint32_t c;

    if ((unsigned char)s.p[0] < 0xEF)
        return 0;
    c = utf8_next(&rest);
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) ? s.n - rest.n : 0;
}

void html_text(struct buf *out, struct str text)
{
    size_t from = 0;

    for (size_t i = 0; i < text.n;) {
        const char *entity = entity_of(text.p[i]);
        size_t n = entity ? 1 : noncharacter(str_skip(text, i));

        if (!n) {
            i++;
            continue;
        }
        utf8_clean(out, str_slice(text, from, i));
        if (entity)
            buf_puts(out, entity);
        else
            utf8_put(out, replacement);
        from = i += n;
    }
    utf8_clean(out, str_skip(text, from));
}

/* --- addresses --- */

void html_href(struct buf *out, struct str url)
{
    for (size_t i = 0; i < url.n; i++) {
        char c = url.p[i];

        if (c == '&')
            buf_puts(out, "&amp;");
        else if (is_alnum(c) || (c && strchr("!#$%()*+,-./:;=?@_~", c)))
            buf_putc(out, c);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

/* The length of the scheme that `url` begins with, without its colon (RFC 3986, section 3.1), or 0. */
static size_t scheme_length(struct str url)
{
    size_t n = 0;

    while (n < url.n && (is_alnum(url.p[n]) || url.p[n] == '+' || url.p[n] == '-' || url.p[n] == '.'))
        n++;
    return n < url.n && url.p[n] == ':' && is_alpha(url.p[0]) ? n : 0;
}

/* The kind of an address whose scheme has `n` bytes. Of the web, none goes without a host. */
static enum html_url kind_of_scheme(struct str url, size_t n)
{
    static const struct {
        const char *scheme;
        enum html_url kind;
    } schemes[] = {
        {"http", HTML_URL_WEB},
        {"https", HTML_URL_WEB},
        {"mailto", HTML_URL_DIRECT},
        {"tel", HTML_URL_DIRECT},
    };

    for (size_t i = 0; i < COUNT(schemes); i++)
        if (str_equal_nocase(str_slice(url, 0, n), str_from(schemes[i].scheme)))
            return schemes[i].kind == HTML_URL_WEB && !html_url_host(url).n ? HTML_URL_REFUSED
                                                                            : schemes[i].kind;
    return HTML_URL_REFUSED;
}

/*
 * Browsers drop white space and control characters before they look for a scheme: no address with one gets
 * that far. A colon in the first part of a path could be read as the end of a scheme.
 */
enum html_url html_url_kind(struct str url)
{
    size_t n = scheme_length(url), i = 0;

    if (!url.n || url.p[0] == '?')
        return HTML_URL_NONE;
    if (md_line_has_control(url) || url.p[0] == ' ' || utf8_invalid(url) < url.n)
        return HTML_URL_REFUSED;
    if (n)
        return kind_of_scheme(url, n);
    if (url.p[0] == '#')
        return HTML_URL_FRAGMENT;
    while (i < url.n && !strchr("/?#:", url.p[i]))
        i++;
    if ((i < url.n && url.p[i] == ':') || url.p[0] == '\\' || str_starts(url, STR("//")) ||
        str_starts(url, STR("/\\")))
        return HTML_URL_REFUSED;
    return HTML_URL_VAULT;
}

struct str html_url_host(struct str url)
{
    size_t end = 0, user = 0;

    url = str_skip(url, str_index(url, ':', 0) + 1);
    if (!str_starts(url, STR("//")))
        return STR("");
    url = str_skip(url, 2);
    for (; end < url.n && !strchr("/?#", url.p[end]); end++)
        if (url.p[end] == '@')
            user = end + 1;
    return str_slice(url, user, end);
}

bool html_href_is_ours(struct str href)
{
    enum html_url kind = html_url_kind(href);

    return href.n && href.p[0] != '/' && (kind == HTML_URL_VAULT || kind == HTML_URL_FRAGMENT);
}

/* --- ids --- */

struct str html_slug(struct arena *arena, struct str text)
{
    struct str plain = utf8_plain(arena, text);
    char *out = arena_chars(arena, plain.n);
    size_t n = 0;

    for (size_t i = 0; i < plain.n; i++) {
        if (is_alnum(plain.p[i]))
            out[n++] = to_lower(plain.p[i]);
        else if (plain.p[i] == ' ' && n && out[n - 1] != '-')
            out[n++] = '-';
    }
    if (n > LONGEST_ID)
        n = LONGEST_ID;
    while (n && out[n - 1] == '-')
        n--;
    return (struct str){out, n};
}
