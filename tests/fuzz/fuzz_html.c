/*
 * Hostile bodies as HTML. The first byte says what the page wants. What comes out is read by a small tokenizer:
 * only the elements and attributes of text/html.h, as they are written there; each closed by its own end tag; no more than
 * LIMIT_HTML_DEPTH deep; addresses that begin as they may; entities; no control characters. Taking out the lines that
 * md_scan calls private changes nothing.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/die.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "text/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
    WANT_IDS = 1 << 0,
    WANT_LINKS = 1 << 1,
    WANT_CHOICE = 1 << 2,
    TOP_SHIFT = 3,
    WANT_APART = 1 << 6,
    WANT_DROPS = 1 << 7
};

static bool is_within_limits(struct str body)
{
    size_t brackets = 0;

    for (size_t i = 0; i < body.n; i++)
        brackets += body.p[i] == '[';
    return body.n <= LIMIT_BODY && brackets <= LIMIT_BODY_BRACKETS && utf8_invalid(body) == body.n &&
           (!body.n || !memchr(body.p, 0, body.n)) && !md_is_too_deep(body);
}

/* --- the page --- */

/* Answers by the target's bytes, and sometimes with an address that must not come out. */
static void resolve(void *context, const struct md_link *link, bool is_image, struct html_link *to)
{
    static const char *const hrefs[] = {"p/a.html",      "../x?a&b#c", "javascript:x", "//evil.example", "/x",
                                        "\\\\evil",      "",           "data:x",       "a b\"<'",        "#x",
                                        "java\nscript:x"};
    const struct str *names = context;

    must(link->target.n);
    must(utf8_invalid(link->target) == link->target.n);
    must(!is_image || link->form == MD_LINK_INLINE);
    must(!to->kind && !to->href.n);
    to->kind = (enum html_link_kind)(hash_fnv1a(link->target) % 4);
    to->href = str_from(hrefs[link->target.n % COUNT(hrefs)]);
    to->label = *names;
}

static enum html_choice choose(void *context, const struct html_section *section)
{
    (void)context;
    must(!(section->roles & MD_ROLE_PRIVATE) && section->level <= 6);
    must(section->level || !section->title.n);
    return (enum html_choice)((section->title.n + section->level) % 5);
}

static bool leaves_out(void *context, uint32_t line)
{
    (void)context;
    must(line);
    return line % 3 == 0;
}

/* Every second line may begin what comes out apart. */
enum { APART = 64 };
static void ask_apart(struct html_want *want, struct html_apart *apart, struct buf *out)
{
    for (uint32_t i = 0; i < APART; i++)
        apart[i] = (struct html_apart){2 * i + 1, out};
    want->apart = apart;
    want->apart_count = APART;
    want->apart_top = 4;
}

/* --- reading it --- */

struct reader {
    struct str rest;
    struct str open[LIMIT_HTML_DEPTH];
    unsigned depth;
    unsigned links;
};

static bool eat(struct reader *reader, const char *text)
{
    if (!str_starts(reader->rest, str_from(text)))
        return false;
    reader->rest = str_skip(reader->rest, strlen(text));
    return true;
}

/* The characters up to `end`, of which each is one of `set` or, where `set` is NULL, text. */
static struct str value(struct reader *reader, char end, const char *set)
{
    struct str found = str_slice(reader->rest, 0, str_index(reader->rest, end, 0));

    must(found.n < reader->rest.n);
    for (size_t i = 0; i < found.n; i++) {
        must(found.p[i] != '<' && found.p[i] != '>' && found.p[i] != '"');
        must(!set || (found.p[i] && strchr(set, found.p[i])));
    }
    reader->rest = str_skip(reader->rest, found.n + 1);
    return found;
}

static void check_entities(struct str text)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

    for (size_t at = str_index(text, '&', 0); at < text.n; at = str_index(text, '&', at + 1)) {
        bool is_one = false;

        for (size_t i = 0; i < COUNT(entities); i++)
            is_one = is_one || str_starts(str_skip(text, at), str_from(entities[i]));
        must(is_one);
    }
}

static const char url_set[] =
    "!#$%&()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
static const char name_set[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

static bool is_outside(struct str href)
{
    return str_starts_nocase(href, STR("http://")) || str_starts_nocase(href, STR("https://"));
}

/* Relative, as `resolve` gave it, or a fragment. */
static bool is_inside(struct str href)
{
    return str_equal(href, STR("p/a.html")) || str_equal(href, STR("../x?a&amp;b#c")) ||
           str_starts(href, STR("#")) || str_equal(href, STR("a%20b%22%3C%27"));
}

static void read_link(struct reader *reader)
{
    struct str href = value(reader, '"', url_set);

    must(!reader->links++);
    check_entities(href);
    if (eat(reader, " rel=\"noreferrer noopener\">")) {
        must(is_outside(href));
        return;
    }
    must(eat(reader, ">"));
    must(is_inside(href) || str_starts_nocase(href, STR("mailto:")) || str_starts_nocase(href, STR("tel:")));
}

static void read_image(struct reader *reader)
{
    must(is_inside(value(reader, '"', url_set)));
    must(eat(reader, " alt=\""));
    check_entities(value(reader, '"', NULL));
    must(eat(reader, ">"));
}

/* The attributes of an element: after its name, up to and with the >. */
static void read_attributes(struct reader *reader, struct str name)
{
    if (eat(reader, ">"))
        return;
    if (name.p[0] == 'h' && eat(reader, " id=\"s-")) {
        must(value(reader, '"', name_set).n);
    } else if (str_equal(name, STR("ol")) && eat(reader, " start=\"")) {
        must(value(reader, '"', "0123456789").n);
    } else if (str_equal(name, STR("li")) && eat(reader, " class=\"task-")) {
        must(eat(reader, "open\"") || eat(reader, "done\"") || eat(reader, "dropped\""));
    } else if (str_equal(name, STR("code")) && eat(reader, " class=\"language-")) {
        must(value(reader, '"', name_set).n);
    } else {
        must(str_equal(name, STR("span")) && eat(reader, " class=\"box\" role=\"img\" aria-label=\""));
        must(eat(reader, "open\"") || eat(reader, "done\"") || eat(reader, "dropped\""));
    }
    must(eat(reader, ">"));
}

static void push(struct reader *reader, struct str name)
{
    must(reader->depth < LIMIT_HTML_DEPTH);
    reader->open[reader->depth++] = name;
}

static void read_start(struct reader *reader)
{
    static const char *const names[] = {"p",  "h1", "h2", "h3",         "h4",  "h5",   "h6",   "ul",
                                        "ol", "li", "em", "blockquote", "pre", "code", "span", "strong"};
    size_t n = 0;
    struct str name;

    if (eat(reader, "br>") || eat(reader, "hr>"))
        return;
    if (eat(reader, "img src=\"")) {
        read_image(reader);
        return;
    }
    if (eat(reader, "a href=\"")) {
        push(reader, STR("a"));
        read_link(reader);
        return;
    }
    while (n < reader->rest.n && is_alnum(reader->rest.p[n]))
        n++;
    name = str_slice(reader->rest, 0, n);
    for (n = 0; n < COUNT(names) && !str_equal(name, str_from(names[n])); n++)
        ;
    must(n < COUNT(names));
    push(reader, name);
    reader->rest = str_skip(reader->rest, name.n);
    read_attributes(reader, name);
}

static void read_end(struct reader *reader)
{
    struct str name = value(reader, '>', name_set);

    must(reader->depth && str_equal(reader->open[reader->depth - 1], name));
    reader->depth--;
    if (str_equal(name, STR("a")))
        reader->links--;
}

static void read_page(struct str page)
{
    struct reader reader = {.rest = page};

    while (reader.rest.n) {
        size_t n = str_index(reader.rest, '<', 0);
        struct str text = str_slice(reader.rest, 0, n);

        must(str_index(text, '>', 0) == text.n && str_index(text, '"', 0) == text.n);
        check_entities(text);
        reader.rest = str_skip(reader.rest, n);
        if (eat(&reader, "</"))
            read_end(&reader);
        else if (eat(&reader, "<"))
            read_start(&reader);
    }
    must(!reader.depth);
}

static void check_characters(struct str page)
{
    must(utf8_invalid(page) == page.n);
    while (page.n) {
        uint32_t c = utf8_next(&page);

        must(c == '\n' || c == '\t' || (c >= ' ' && (c < 0x7F || c > 0x9F)));
        must((c & 0xFFFE) != 0xFFFE && (c < 0x202A || c > 0x202E));
    }
}

/* --- what is private --- */

static bool is_private(const struct md *md, uint32_t line, bool *begins)
{
    for (uint32_t i = 0; i < md->ranges.n; i++) {
        const struct md_range *range = &md->ranges.at[i];

        *begins = range->from == line;
        if (range->is_private && range->from <= line && line <= range->to)
            return true;
    }
    return false;
}

/* The body without the lines that md_scan calls private. */
static void take_private_out(struct md_job job, struct str body, struct buf *out)
{
    uint32_t line = 1;
    bool begins;
    struct md md;

    job.keep = job.scratch;
    job.diags = NULL;
    job.want = MD_WANT_RANGES;
    md_scan(&job, body, &md);
    for (size_t at = 0, end; at < body.n; at = end, line++) {
        end = at;
        while (end < body.n && body.p[end] != '\n' && body.p[end] != '\r')
            end++;
        if (end < body.n && str_starts(str_skip(body, end), STR("\r\n")))
            end++;
        if (end < body.n)
            end++;
        if (is_private(&md, line, &begins))
            buf_puts(out, begins ? "<!-- -->\n" : "\n");
        else
            buf_put(out, str_slice(body, at, end));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena scratch;
    unsigned bits = size ? data[0] : 0;
    struct str body = {(const char *)data + (size != 0), size ? size - 1 : 0}, label = STR("<&\"\x1b");
    struct diags diags = {.arena = &scratch};
    struct md_job job = {.scratch = &scratch, .diags = &diags, .path = STR("a.md"), .first_line = 1};
    struct html_want want = {.context = &label, .top = (bits >> TOP_SHIFT) % 7};
    struct html_apart aparts[APART];
    struct buf page = {0}, again = {0}, rest = {0}, apart = {0};
    size_t n;

    if (!is_within_limits(body))
        return 0;
    want.id_prefix = bits & WANT_IDS ? STR("s-") : STR("");
    want.resolve = bits & WANT_LINKS ? resolve : NULL;
    want.choose = bits & WANT_CHOICE ? choose : NULL;
    want.leaves_out = bits & WANT_DROPS ? leaves_out : NULL;
    want.drops_bare = bits & WANT_DROPS;
    if (bits & WANT_APART)
        ask_apart(&want, aparts, &apart);
    html_render(&job, &want, body, &page);
    n = apart.n;
    check_characters(buf_str(&apart));
    read_page(buf_str(&apart));
    check_characters(buf_str(&page));
    read_page(buf_str(&page));
    for (uint32_t i = 0; i < diags.n; i++)
        must(diags.at[i].rule == RULE_DEAD_LINK && diags.at[i].place.line);
    take_private_out(job, body, &rest);
    html_render(&job, &want, buf_str(&rest), &again);
    must(str_equal(buf_str(&page), buf_str(&again)));
    must(apart.n == 2 * n && str_equal(str_slice(buf_str(&apart), 0, n), str_skip(buf_str(&apart), n)));
    arena_reset(&scratch);
    buf_free(&page);
    buf_free(&again);
    buf_free(&rest);
    buf_free(&apart);
    return 0;
}
