#include "text/md_suspect.h"

#include <string.h>

#include "text/md_line.h"

/* Whether `s` starts with the scheme of a URI (RFC 3986, section 3.1). One letter is a drive, not a scheme. */
static bool has_scheme(struct str s)
{
    size_t n = 0;

    while (n < s.n && (is_alnum(s.p[n]) || s.p[n] == '+' || s.p[n] == '-' || s.p[n] == '.'))
        n++;
    return n > 1 && n < s.n && s.p[n] == ':' && is_alpha(s.p[0]);
}

bool md_is_elsewhere(struct str target)
{
    target = str_trim(target);
    return !target.n || target.p[0] == '#' || target.p[0] == '?' || str_starts(target, STR("//")) ||
           has_scheme(target) || str_find(target, STR("{{"), 0) < target.n ||
           str_find(target, STR("{%"), 0) < target.n || str_find(target, STR("<%"), 0) < target.n;
}

static void add(struct arena *arena, struct md_suspects *suspects, enum md_link_form form, struct str target)
{
    if (!md_is_elsewhere(target))
        *vec_add(suspects, arena) = (struct md_suspect){form, str_copy(arena, target)};
}

/* The destination of an inline link or a definition that begins at `s`. `*is_plain`: it means what its bytes say. */
static struct str destination(struct str s, bool *is_plain)
{
    size_t start = 0, end;

    while (start < s.n && is_space(s.p[start]))
        start++;
    *is_plain = str_index(s, '\n', 0) >= start;
    for (end = start; end < s.n && !is_space(s.p[end]) && s.p[end] != ')'; end++)
        if ((unsigned char)s.p[end] < ' ' || strchr("\\&%(<", s.p[end]))
            *is_plain = false;
    return str_slice(s, start, end);
}

/* `s` follows `](` or `]:`. */
static void take_inline(struct arena *arena, struct str s, struct md_suspects *suspects)
{
    bool is_plain;
    struct str target = destination(s, &is_plain);

    if (is_plain)
        add(arena, suspects, MD_LINK_INLINE, target);
    else if (!has_scheme(target) && !str_starts(target, STR("{{")))
        suspects->is_doubtful = true;
}

/* `s` starts with `[[`. Markup in a target is taken out of it, so that only parsing tells what it is. */
static void take_wiki(struct arena *arena, struct str s, struct md_suspects *suspects)
{
    struct md_link link;
    bool is_plain = md_line_wiki(s, &link) > 0;

    for (size_t i = 0; is_plain && i < link.target.n; i++)
        is_plain = !strchr("\\&*_`<!~", link.target.p[i]);
    if (is_plain)
        add(arena, suspects, MD_LINK_WIKI, link.target);
    else
        suspects->is_doubtful = true;
}

void md_suspects_find(struct arena *arena, struct str body, struct md_suspects *suspects)
{
    *suspects = (struct md_suspects){0};
    for (size_t at = str_index(body, '[', 0); at + 1 < body.n; at = str_index(body, '[', at + 1))
        if (body.p[at + 1] == '[')
            take_wiki(arena, str_skip(body, at), suspects);
    for (size_t at = str_index(body, ']', 0); at + 1 < body.n; at = str_index(body, ']', at + 1))
        if (body.p[at + 1] == '(' || body.p[at + 1] == ':')
            take_inline(arena, str_skip(body, at + 2), suspects);
}
