#include "base/utf8.h"
#include "text/html_part.h"
#include "text/html_safe.h"
#include "text/md_line.h"

/* Of an id; a heading may be as long as a body. */
enum { LONGEST_ID = 60 };

/* --- addresses --- */

/* Below the vault's folder rather than beside the file: no page may have such an address, but the caller can find the file. */
static bool is_from_root(struct str url)
{
    return url.p[0] == '/' && !(url.n > 1 && (url.p[1] == '/' || url.p[1] == '\\'));
}

/*
 * Browsers drop white space and control characters before they look for a scheme: encoded they would be harmless, but
 * nobody means them.
 */
static bool is_odd(struct str url)
{
    return md_line_has_control(url) || url.p[0] == ' ' || url.p[0] == '\\' || utf8_invalid(url) < url.n;
}

enum html_url html_url_kind(struct arena *arena, struct str url, struct str *href)
{
    char room[256];
    struct buf encoded = BUF_LENT(room);
    enum html_address address;

    *href = (struct str){0};
    if (!url.n || url.p[0] == '?')
        return HTML_URL_NONE;
    if (is_odd(url))
        return HTML_URL_REFUSED;
    html_safe_encode(&encoded, str_skip(url, is_from_root(url)));
    *href = str_copy(arena, buf_str(&encoded));
    buf_free(&encoded);
    if (is_from_root(url))
        return HTML_URL_VAULT;
    address = html_safe_address(*href);
    if (address == HTML_NOWHERE)
        return HTML_URL_REFUSED;
    if (address == HTML_OUTSIDE)
        return str_starts_nocase(url, STR("http")) ? HTML_URL_WEB : HTML_URL_DIRECT;
    return url.p[0] == '#' ? HTML_URL_FRAGMENT : HTML_URL_VAULT;
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
