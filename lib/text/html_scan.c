#include "text/html_scan.h"

static const struct html_problem no_html = {"this is no HTML that every browser reads alike",
                                            "for the character write &lt;"};
static const struct html_problem no_element = {"this element has no end that every browser finds",
                                               "leave it out; for text as it stands there is 'pre'"};
static const struct html_problem no_slash = {"a '/' ends only elements that hold nothing",
                                             "write an end tag, as in <script></script>"};
static const struct html_problem no_space = {"here the tag goes on without white space",
                                             "write a space before the next attribute"};
static const struct html_problem no_mark = {"this mark is no part of a tag",
                                            "is there a quote too many or too few before it?"};
static const struct html_problem no_value = {"a value is missing here",
                                             "write it between quotes, after the '='"};
static const struct html_problem no_quotes = {"this value needs quotes",
                                              "write it between quotes, after the '='"};
static const struct html_problem less_in_value = {
    "a '<' stands in the value of an attribute",
    "is the quote before it missing? for the character write &lt;"};
static const struct html_problem less_in_raw = {
    "a '<' stands in an element that holds text only",
    "end the element first; in a title write &lt;, and keep scripts and style sheets in files"};

/* ---- names */

static void name_begin(struct html_name *name, char c)
{
    name->p[0] = to_lower(c);
    name->n = 1;
}

static void name_add(struct html_name *name, char c)
{
    if (name->n < HTML_NAME_SIZE)
        name->p[name->n++] = to_lower(c);
}

/* Whether browsers read the content of such an element as text up to its end tag, somewhere or always. */
static bool is_raw(struct str name)
{
    static const char *const names[] = {"title", "textarea", "style",   "script",
                                        "xmp",   "iframe",   "noembed", "noframes"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(name, str_from(names[i])))
            return true;
    return false;
}

/* ---- tags */

static const struct html_problem *go(struct html_scan *scan, enum html_state state)
{
    scan->state = state;
    return NULL;
}

static const struct html_problem *end_tag(struct html_scan *scan)
{
    bool is_closed = scan->state == HTML_SLASH;
    struct str name = html_name(&scan->element);

    if (!scan->is_end && str_equal(name, STR("plaintext")))
        return &no_element;
    if (scan->is_end || !is_raw(name))
        return go(scan, HTML_TEXT);
    return is_closed ? &no_slash : go(scan, HTML_RAW);
}

/* What may stand behind any name and value of a tag. */
static const struct html_problem *go_on(struct html_scan *scan, char c, const struct html_problem *otherwise)
{
    if (html_is_space(c))
        return go(scan, HTML_BETWEEN);
    if (c == '/')
        return go(scan, HTML_SLASH);
    return c == '>' ? end_tag(scan) : otherwise;
}

static bool is_mark(char c)
{
    return c == '"' || c == '\'' || c == '<' || c == '=' || c == '`';
}

static const struct html_problem *after_open(struct html_scan *scan, char c)
{
    if (is_alpha(c)) {
        scan->is_end = scan->state == HTML_END_OPEN;
        name_begin(&scan->element, c);
        return go(scan, HTML_ELEMENT);
    }
    if (scan->state == HTML_END_OPEN || c == '?')
        return &no_html;
    if (c == '<') {
        scan->begun = scan->at;
        return NULL;
    }
    scan->attribute.n = 0;
    return go(scan, c == '!' ? HTML_DECLARATION : c == '/' ? HTML_END_OPEN : HTML_TEXT);
}

static const struct html_problem *in_element(struct html_scan *scan, char c)
{
    if (html_is_space(c) || c == '/' || c == '>')
        return go_on(scan, c, NULL);
    if (is_mark(c))
        return &no_mark;
    name_add(&scan->element, c);
    return NULL;
}

static const struct html_problem *between(struct html_scan *scan, char c)
{
    if (html_is_space(c) || c == '/' || c == '>')
        return go_on(scan, c, NULL);
    if (is_mark(c))
        return &no_mark;
    name_begin(&scan->attribute, c);
    return go(scan, HTML_NAME);
}

static const struct html_problem *in_name(struct html_scan *scan, char c)
{
    if (html_is_space(c))
        return go(scan, HTML_AFTER_NAME);
    if (c == '=')
        return go(scan, HTML_BEFORE_VALUE);
    if (c == '/' || c == '>')
        return go_on(scan, c, NULL);
    if (is_mark(c))
        return &no_mark;
    name_add(&scan->attribute, c);
    return NULL;
}

static const struct html_problem *after_name(struct html_scan *scan, char c)
{
    if (html_is_space(c))
        return NULL;
    return c == '=' ? go(scan, HTML_BEFORE_VALUE) : between(scan, c);
}

static const struct html_problem *before_value(struct html_scan *scan, char c)
{
    if (html_is_space(c))
        return NULL;
    if (c == '"' || c == '\'') {
        scan->quote = c;
        scan->value = scan->at + 1;
        return go(scan, HTML_VALUE);
    }
    return c == '>' || is_mark(c) ? &no_value : go(scan, HTML_UNQUOTED);
}

static const struct html_problem *in_value(struct html_scan *scan, char c)
{
    if (c == scan->quote)
        return go(scan, HTML_AFTER_VALUE);
    return c == '<' ? &less_in_value : NULL;
}

static const struct html_problem *unquoted(struct html_scan *scan, char c)
{
    if (html_is_space(c) || c == '>')
        return go_on(scan, c, NULL);
    return is_mark(c) ? &no_quotes : NULL;
}

/* ---- comments and doctypes */

static const struct html_problem *in_declaration(struct html_scan *scan, char c)
{
    struct str name;

    name_add(&scan->attribute, c);
    name = html_name(&scan->attribute);
    if (str_equal(name, STR("--"))) {
        scan->dashes = 0;
        scan->is_bang = false;
        return go(scan, HTML_COMMENT);
    }
    if (str_equal(name, STR("doctype")))
        return go(scan, HTML_DOCTYPE);
    return str_starts(STR("--"), name) || str_starts(STR("doctype"), name) ? NULL : &no_html;
}

/* `<!-->` and `<!--->` are whole comments, `--!>` ends one. */
static const struct html_problem *in_comment(struct html_scan *scan, char c)
{
    uint32_t length = scan->at - scan->begun - 4;
    bool is_short = length == scan->dashes;

    if (c == '>' && (is_short || scan->dashes == 2 || scan->is_bang))
        return go(scan, HTML_TEXT);
    scan->is_bang = c == '!' && scan->dashes == 2;
    scan->dashes = c != '-' ? 0 : scan->dashes == 2 ? 2 : scan->dashes + 1;
    return NULL;
}

/* ---- elements that hold no others */

static const struct html_problem *in_raw_end(struct html_scan *scan, char c)
{
    struct str name = html_name(&scan->element);

    if (html_is_space(c) || c == '>') {
        if (!str_equal(html_name(&scan->attribute), name))
            return &less_in_raw;
        scan->is_end = true;
        return go_on(scan, c, NULL);
    }
    name_add(&scan->attribute, c);
    return str_starts(name, html_name(&scan->attribute)) ? NULL : &less_in_raw;
}

static const struct html_problem *in_raw(struct html_scan *scan, char c)
{
    if (scan->state == HTML_RAW)
        return c == '<' ? go(scan, HTML_RAW_OPEN) : NULL;
    scan->attribute.n = 0;
    return c == '/' ? go(scan, HTML_RAW_END) : &less_in_raw;
}

/* ---- all of it */

static const struct html_problem *next(struct html_scan *scan, char c)
{
    switch (scan->state) {
    case HTML_TEXT:
        if (c == '<')
            scan->begun = scan->at;
        return c == '<' ? go(scan, HTML_OPEN) : NULL;
    case HTML_OPEN:
    case HTML_END_OPEN: return after_open(scan, c);
    case HTML_ELEMENT: return in_element(scan, c);
    case HTML_BETWEEN: return between(scan, c);
    case HTML_AFTER_VALUE:
    case HTML_LOOSE: return go_on(scan, c, &no_space);
    case HTML_SLASH: return go_on(scan, c == '>' ? c : '\0', &no_mark);
    case HTML_NAME: return in_name(scan, c);
    case HTML_AFTER_NAME: return after_name(scan, c);
    case HTML_BEFORE_VALUE: return before_value(scan, c);
    case HTML_VALUE: return in_value(scan, c);
    case HTML_UNQUOTED: return unquoted(scan, c);
    case HTML_DECLARATION: return in_declaration(scan, c);
    case HTML_DOCTYPE: return c == '>' ? go(scan, HTML_TEXT) : NULL;
    case HTML_COMMENT: return in_comment(scan, c);
    case HTML_RAW:
    case HTML_RAW_OPEN: return in_raw(scan, c);
    case HTML_RAW_END: return in_raw_end(scan, c);
    }
    return NULL;
}

const struct html_problem *html_scan_next(struct html_scan *scan, char c)
{
    const struct html_problem *problem = next(scan, c);

    scan->at++;
    return problem;
}

void html_scan_cut(struct html_scan *scan)
{
    switch (scan->state) {
    case HTML_ELEMENT:
    case HTML_NAME: scan->state = HTML_LOOSE; break;
    case HTML_AFTER_NAME:
    case HTML_AFTER_VALUE: scan->state = HTML_BETWEEN; break;
    default: break;
    }
}
