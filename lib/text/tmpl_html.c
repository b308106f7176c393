#include "text/tmpl_html.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/html_attribute.h"
#include "text/html_safe.h"
#include "text/html_scan.h"

/*
 * How far an address has come, from what leaves most open to what is written next to what leaves nothing: what is
 * fine behind a later one is fine behind all before it.
 */
enum address {
    ADDRESS_SETTLED, /* no scheme or host can begin any more */
    ADDRESS_START,   /* there is nothing yet */
    ADDRESS_WORD,    /* of the template's text, and may become a scheme */
    ADDRESS_VALUE,   /* it begins with a value */
    ADDRESS_CLOSED,  /* no value belongs behind that */
};

/* Where something stands in the page. */
struct spot {
    struct html_scan scan;
    enum html_use use;    /* of HTML_VALUE */
    enum address address; /* of HTML_VALUE, where it is one */
    size_t stripped;      /* bytes of white space that each line of an argument loses when it is rendered */
};

struct walk {
    struct tmpl *tmpl;
    struct diag *problem;
    struct spot spot;
    uint32_t depth;
    struct {
        uint32_t part;
        struct spot spot;
    } open[LIMIT_TEMPLATE_DEPTH];
};

/* ---- what is refused */

struct words {
    const char *what, *hint;
    struct str name; /* empty: none */
};

static const char *hint_of_use(enum html_use use)
{
    switch (use) {
    case HTML_USE_SCRIPT: return "a script reads it from an attribute 'data-...'";
    case HTML_USE_STYLE: return "choose a class by a section, as in class=\"{{#is_late}}late{{/is_late}}\"";
    case HTML_USE_LINK:
    case HTML_USE_LOAD:
        return "let it be the whole address, or stand behind a '/', '?', '#' or 'mailto:' that is written "
               "out";
    case HTML_USE_TEXT:
    case HTML_USE_FIXED: break;
    }
    return "write out what stands there";
}

static const char *hint_of_element(struct str name)
{
    if (str_equal(name, STR("script")))
        return hint_of_use(HTML_USE_SCRIPT);
    return str_equal(name, STR("style")) ? hint_of_use(HTML_USE_STYLE) : hint_of_use(HTML_USE_FIXED);
}

/* What a place is called, and what to do about a value there. */
static struct words words_of(const struct spot *spot)
{
    const struct html_scan *scan = &spot->scan;

    switch (scan->state) {
    case HTML_TEXT: return (struct words){.what = "text", .hint = ""};
    case HTML_OPEN:
    case HTML_END_OPEN:
    case HTML_ELEMENT:
        return (struct words){.what = "the name of a tag",
                              .hint = "write names out; for the character '<' write &lt;"};
    case HTML_BETWEEN:
    case HTML_LOOSE:
    case HTML_SLASH:
    case HTML_NAME:
    case HTML_AFTER_NAME:
    case HTML_AFTER_VALUE:
        return (struct words){.what = "a tag outside of quotes",
                              .hint = "write names out; a whole attribute may stand in a section"};
    case HTML_BEFORE_VALUE:
    case HTML_UNQUOTED:
        return (struct words){.what = "a value without quotes", .hint = "put the value between quotes"};
    case HTML_VALUE:
        return (struct words){"the attribute", hint_of_use(spot->use), html_name(&scan->attribute)};
    case HTML_DECLARATION:
    case HTML_DOCTYPE: return (struct words){.what = "a doctype", .hint = hint_of_use(HTML_USE_FIXED)};
    case HTML_COMMENT:
        return (struct words){.what = "a comment",
                              .hint = "a comment that leaves no trace in the page is {{! ... }}"};
    case HTML_RAW:
    case HTML_RAW_OPEN:
    case HTML_RAW_END: break;
    }
    return (struct words){"the element", hint_of_element(html_name(&scan->element)),
                          html_name(&scan->element)};
}

static bool refuse(const struct walk *walk, const struct tmpl_part *part, const char *hint)
{
    struct words words = words_of(&walk->spot);
    struct str tag = tmpl_shown(walk->tmpl, part);
    const char *quote = words.name.n ? "'" : "";

    tmpl_problem(walk->tmpl, part->at, walk->problem, "'%.*s' may not stand in %s%s%s%.*s%s", STR_ARGS(tag),
                 words.what, words.name.n ? " " : "", quote, STR_ARGS(words.name), quote);
    tmpl_hint(walk->tmpl, walk->problem, "%s", hint ? hint : words.hint);
    return false;
}

static bool refuse_text(const struct walk *walk, uint32_t at, const struct html_problem *problem)
{
    tmpl_problem(walk->tmpl, at, walk->problem, "%s", problem->message);
    tmpl_hint(walk->tmpl, walk->problem, "%s", problem->hint);
    return false;
}

/* ---- addresses */

static bool is_scheme(struct str word)
{
    return str_equal_nocase(word, STR("http")) || str_equal_nocase(word, STR("https")) ||
           str_equal_nocase(word, STR("mailto")) || str_equal_nocase(word, STR("tel"));
}

/* The colon behind a word: a scheme only where all of it is written out, with no tag in it. */
static enum address after_colon(const struct walk *walk)
{
    const struct html_scan *scan = &walk->spot.scan;
    struct str word = str_slice(walk->tmpl->source.text, scan->value, scan->at - 1);

    return is_scheme(word) ? ADDRESS_SETTLED : ADDRESS_CLOSED;
}

/* How far an address has come with the byte `c`. Its beginning may hold no character reference: `&colon;`. */
static enum address address_next(const struct walk *walk, char c)
{
    enum address address = walk->spot.address;
    bool is_separator = c == '/' || c == '?' || c == '#';

    if (address == ADDRESS_SETTLED || address == ADDRESS_CLOSED)
        return address;
    if (c == '&' || c == '\\' || (c == '/' && address == ADDRESS_START))
        return ADDRESS_CLOSED;
    if (c == ':')
        return address == ADDRESS_WORD ? after_colon(walk) : ADDRESS_CLOSED;
    if (is_separator)
        return ADDRESS_SETTLED;
    return address == ADDRESS_START ? ADDRESS_WORD : address;
}

static bool is_address(enum html_use use)
{
    return use == HTML_USE_LINK || use == HTML_USE_LOAD;
}

/* ---- text of the template */

static const struct html_problem *see_value(struct walk *walk, char c)
{
    static const struct html_problem goes_on = {"this may not stand behind a value in an address",
                                                "an address goes on with '/', '?' or '#'"};
    enum address before = walk->spot.address;

    walk->spot.address = address_next(walk, c);
    return before == ADDRESS_VALUE && walk->spot.address == ADDRESS_CLOSED ? &goes_on : NULL;
}

/* With scripts, the content of `noscript` ends there, in a comment too. */
static const struct html_problem *see_comment(const struct walk *walk)
{
    static const struct html_problem ends_noscript = {
        "this comment holds the end of 'noscript'",
        "browsers with scripts end the element there; leave it out"};
    const struct html_scan *scan = &walk->spot.scan;
    struct str comment = str_slice(walk->tmpl->source.text, scan->begun, scan->at);

    return str_find_nocase(comment, STR("</noscript"), 0) < comment.n ? &ends_noscript : NULL;
}

static const struct html_problem *see_byte(struct walk *walk, char c)
{
    struct spot *spot = &walk->spot;
    enum html_state before = spot->scan.state;
    const struct html_problem *problem = html_scan_next(&spot->scan, c);

    if (problem)
        return problem;
    if (before == HTML_COMMENT && spot->scan.state == HTML_TEXT)
        return see_comment(walk);
    if (spot->scan.state != HTML_VALUE)
        return NULL;
    if (before == HTML_VALUE)
        return is_address(spot->use) ? see_value(walk, c) : NULL;
    spot->use = html_attribute_use(html_name(&spot->scan.element), html_name(&spot->scan.attribute));
    spot->address = ADDRESS_START;
    return NULL;
}

/* How many bytes of a text are not written. */
static size_t bytes_lost(const struct walk *walk, const struct tmpl_part *part)
{
    size_t n = 0;

    while (part->starts_line && n < walk->spot.stripped && n < part->text.n &&
           (part->text.p[n] == ' ' || part->text.p[n] == '\t'))
        n++;
    return n;
}

static bool see_text(struct walk *walk, const struct tmpl_part *part)
{
    size_t lost = bytes_lost(walk, part);

    walk->spot.scan.at = part->at + (uint32_t)lost;
    for (size_t i = lost; i < part->text.n; i++) {
        const struct html_problem *problem = see_byte(walk, part->text.p[i]);

        if (problem)
            return refuse_text(walk, part->at + (uint32_t)i, problem);
    }
    return true;
}

/* ---- values */

/* In an element that holds text only, and all of it is shown. */
static bool is_shown(const struct html_scan *scan)
{
    struct str name = html_name(&scan->element);

    return scan->state == HTML_RAW && (str_equal(name, STR("title")) || str_equal(name, STR("textarea")));
}

static bool see_value_in_attribute(struct walk *walk, struct tmpl_part *part)
{
    struct spot *spot = &walk->spot;

    if (spot->use == HTML_USE_TEXT)
        return true;
    if (!is_address(spot->use))
        return refuse(walk, part, NULL);
    if (spot->address != ADDRESS_SETTLED && spot->address != ADDRESS_START) {
        tmpl_problem(walk->tmpl, part->at, walk->problem, "'%.*s' may not stand here in an address",
                     STR_ARGS(tmpl_shown(walk->tmpl, part)));
        tmpl_hint(walk->tmpl, walk->problem, "%s", hint_of_use(spot->use));
        return false;
    }
    part->place = spot->use == HTML_USE_LINK ? PLACE_LINK : PLACE_LOAD;
    if (spot->address == ADDRESS_START)
        spot->address = ADDRESS_VALUE;
    return true;
}

static bool see_tag(struct walk *walk, struct tmpl_part *part)
{
    enum html_state state = walk->spot.scan.state;

    if (state == HTML_TEXT)
        return true;
    if (part->kind == PART_RAW && (state == HTML_VALUE || is_shown(&walk->spot.scan)))
        return refuse(walk, part, "HTML stands between tags only; here write two braces");
    if (state == HTML_VALUE)
        return see_value_in_attribute(walk, part);
    return is_shown(&walk->spot.scan) || refuse(walk, part, NULL);
}

/* ---- what holds others */

static const char in_text_only[] = "pages, partials and blocks begin and end in text, between tags";

/* A comment of the template, or what may or may not come next: whether it may stand there. */
static bool cut(struct walk *walk, const struct tmpl_part *part)
{
    struct html_scan *scan = &walk->spot.scan;

    html_scan_cut(scan);
    return scan->state == HTML_TEXT || scan->state == HTML_BETWEEN || scan->state == HTML_LOOSE ||
           scan->state == HTML_VALUE || is_shown(scan) || refuse(walk, part, NULL);
}

static bool only_in_text(const struct walk *walk, const struct tmpl_part *part)
{
    return walk->spot.scan.state == HTML_TEXT || refuse(walk, part, in_text_only);
}

/* Whether the part `i`, or what it holds, begins with white space: then nothing is lost by asking for that. */
static bool begins_with_space(const struct walk *walk, uint32_t i)
{
    const struct tmpl *tmpl = walk->tmpl;
    size_t lost;

    while (i < tmpl->n && tmpl->at[i].kind != PART_TEXT && tmpl->at[i].kind != PART_END)
        i++;
    if (i == tmpl->n || tmpl->at[i].kind != PART_TEXT)
        return false;
    lost = bytes_lost(walk, &tmpl->at[i]);
    return lost < tmpl->at[i].text.n && html_is_space(tmpl->at[i].text.p[lost]);
}

static bool begin(struct walk *walk, uint32_t i)
{
    const struct tmpl_part *part = &walk->tmpl->at[i];
    bool is_section = part->kind == PART_SECTION || part->kind == PART_INVERTED;

    if (part->is_argument)
        walk->spot = (struct spot){.stripped = part->indent.n};
    if (is_section ? !cut(walk, part) : !only_in_text(walk, part))
        return false;
    if (walk->spot.scan.state == HTML_BETWEEN && begins_with_space(walk, i + 1))
        walk->spot.scan.state = HTML_LOOSE;
    walk->open[walk->depth].part = i;
    walk->open[walk->depth++].spot = walk->spot;
    return true;
}

/* Whether what was read behind `before` comes out there again, so that it may as well be left out or be repeated. */
static bool comes_back(const struct spot *before, const struct spot *after)
{
    switch (before->scan.state) {
    case HTML_VALUE:
        return after->scan.state == HTML_VALUE && after->scan.value == before->scan.value &&
               after->address <= before->address;
    case HTML_BETWEEN:
    case HTML_LOOSE:
        return after->scan.state >= HTML_BETWEEN && after->scan.state <= before->scan.state &&
               after->scan.begun == before->scan.begun;
    case HTML_RAW: return after->scan.state == HTML_RAW && after->scan.begun == before->scan.begun;
    default: return after->scan.state == before->scan.state;
    }
}

static bool end_section(struct walk *walk, const struct tmpl_part *end, const struct spot *before)
{
    const struct tmpl_part *begun = &walk->tmpl->at[end->end];

    if (!cut(walk, end))
        return false;
    if (comes_back(before, &walk->spot))
        return true;
    tmpl_problem(walk->tmpl, end->at, walk->problem, "'%.*s' does not end where '%.*s' began",
                 STR_ARGS(tmpl_shown(walk->tmpl, end)), STR_ARGS(tmpl_shown(walk->tmpl, begun)));
    tmpl_hint(walk->tmpl, walk->problem,
              "a section holds text with whole tags, whole attributes, or a part of one value");
    return false;
}

static bool end(struct walk *walk, const struct tmpl_part *part)
{
    const struct tmpl_part *begun = &walk->tmpl->at[part->end];
    const struct spot *before = &walk->open[--walk->depth].spot;
    bool is_section = begun->kind == PART_SECTION || begun->kind == PART_INVERTED;

    if (is_section ? !end_section(walk, part, before) : !only_in_text(walk, part))
        return false;
    walk->spot = *before;
    return true;
}

/* ---- all of it */

static bool see_part(struct walk *walk, uint32_t i)
{
    struct tmpl_part *part = &walk->tmpl->at[i];

    switch ((enum tmpl_part_kind)part->kind) {
    case PART_NOTHING: return true;
    case PART_TEXT: return see_text(walk, part);
    case PART_VALUE:
    case PART_RAW: return see_tag(walk, part);
    case PART_SECTION:
    case PART_INVERTED:
    case PART_BLOCK:
    case PART_PARENT: return begin(walk, i);
    case PART_PARTIAL: return only_in_text(walk, part);
    case PART_END: return end(walk, part);
    case PART_SILENT: return cut(walk, part);
    }
    return true;
}

/* Of what stands in a parent only its arguments are ever written. */
static bool is_passed_over(const struct walk *walk, const struct tmpl_part *part)
{
    const struct tmpl_part *outer = walk->depth ? &walk->tmpl->at[walk->open[walk->depth - 1].part] : NULL;

    return outer && outer->kind == PART_PARENT && !part->is_argument &&
           (part->kind != PART_END || &walk->tmpl->at[part->end] != outer);
}

static bool ends_in_text(const struct walk *walk)
{
    enum html_state state = walk->spot.scan.state;
    const char *what = state == HTML_COMMENT ? "comment" : state >= HTML_RAW ? "element" : "tag";

    if (state == HTML_TEXT)
        return true;
    tmpl_problem(walk->tmpl, walk->spot.scan.begun, walk->problem, "this %s is not ended", what);
    tmpl_hint(walk->tmpl, walk->problem, "%s", in_text_only);
    return false;
}

bool tmpl_html_check(struct tmpl *tmpl, struct diag *problem)
{
    struct walk walk = {.tmpl = tmpl, .problem = problem};

    for (uint32_t i = 0; i < tmpl->n; i++) {
        if (!is_passed_over(&walk, &tmpl->at[i])) {
            if (!see_part(&walk, i))
                return false;
        } else if (part_holds(&tmpl->at[i])) {
            i = tmpl->at[i].end;
        }
    }
    return ends_in_text(&walk);
}

/* ---- values as they are rendered */

static bool wrong_kind(const struct tmpl *tmpl, const struct tmpl_part *part, struct diag *problem,
                       const char *what, const char *hint)
{
    tmpl_problem(tmpl, part->at, problem, "'%.*s' is %s", STR_ARGS(part->text), what);
    tmpl_hint(tmpl, problem, "%s", hint);
    return false;
}

enum { SHOWN_ADDRESS = 60 };

static bool put_address(const struct tmpl *tmpl, const struct tmpl_part *part, struct str text,
                        struct buf *out, struct diag *problem)
{
    enum html_address address = html_safe_address(text);
    struct str shown;

    if (!text.n)
        return wrong_kind(tmpl, part, problem, "empty here, and an address may not be",
                          "put a section around the attribute, or around the whole element");
    if (address == HTML_INSIDE || (address == HTML_OUTSIDE && part->place == PLACE_LINK)) {
        html_safe_put(out, text);
        return true;
    }
    shown = utf8_fit(text, SHOWN_ADDRESS);
    tmpl_problem(tmpl, part->at, problem, "'%.*s' is '%.*s': no address that may stand here",
                 STR_ARGS(part->text), STR_ARGS(shown));
    tmpl_hint(tmpl, problem,
              part->place == PLACE_LINK ? "links are http, https, mailto, tel, #fragments and relative paths"
                                        : "nothing is loaded from elsewhere: a relative path belongs here");
    return false;
}

bool tmpl_html_put(const struct tmpl *tmpl, const struct tmpl_part *part, const struct tmpl_value *value,
                   struct buf *out, struct diag *problem)
{
    static const struct tmpl_value nothing;
    enum tmpl_kind kind = value ? value->kind : TMPL_NOTHING;
    const struct tmpl_value *shown = kind == TMPL_NOTHING ? &nothing : value;

    if (part->kind == PART_RAW && kind != TMPL_MARKUP && kind != TMPL_NOTHING)
        return wrong_kind(tmpl, part, problem, "no HTML but text", "write it between two braces");
    if (part->kind == PART_VALUE && kind == TMPL_MARKUP)
        return wrong_kind(tmpl, part, problem, "HTML", "write it between three braces, outside of tags");
    if (part->place != PLACE_TEXT && kind == TMPL_WORD)
        return wrong_kind(tmpl, part, problem, "text, and here an address is needed",
                          "name a value that is an address");
    if (part->place != PLACE_TEXT)
        return put_address(tmpl, part, shown->text, out, problem);
    if (part->kind == PART_RAW)
        buf_put(out, shown->text);
    else
        html_safe_put(out, shown->text);
    return true;
}
