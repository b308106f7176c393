#include <stdio.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "text/front.h"
#include "text/tmpl_html.h"
#include "text/tmpl_part.h"

struct scan {
    struct tmpl *tmpl;
    struct diag *problem;
    struct str text;
    size_t at;
    struct str open, close; /* the delimiters */
    bool is_flow;           /* `[` or `{` stood in the line */
};

/* ---- what is wrong */

static struct str formatted(struct arena *arena, const char *format, va_list args)
{
    struct buf text = {0};
    struct str copy;

    buf_vprintf(&text, format, args);
    copy = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

void tmpl_problem(const struct tmpl *tmpl, uint32_t at, struct diag *problem, const char *format, ...)
{
    va_list args;

    *problem = (struct diag){.path = tmpl->source.name, .place = front_place(tmpl->source.text, at)};
    problem->place.line += tmpl->source.line;
    va_start(args, format);
    problem->message = formatted(tmpl->arena, format, args);
    va_end(args);
}

void tmpl_hint(const struct tmpl *tmpl, struct diag *problem, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    problem->hint = formatted(tmpl->arena, format, args);
    va_end(args);
}

/* What a part is called in messages. */
enum { SHOWN_NAME = 60 };
static struct str shown(struct str name)
{
    return str_slice(name, 0, utf8_fit(name, SHOWN_NAME).n);
}

struct str tmpl_shown(const struct tmpl *tmpl, const struct tmpl_part *tag)
{
    return shown(str_slice(tmpl->source.text, tag->at, tag->after));
}

static const char *sigil(const struct tmpl_part *part)
{
    switch (part->kind) {
    case PART_SECTION: return "#";
    case PART_INVERTED: return "^";
    case PART_BLOCK: return "$";
    case PART_PARENT: return "<";
    default: return "";
    }
}

/* ---- from bytes to parts */

static struct tmpl_part *add(struct scan *scan, enum tmpl_part_kind kind, size_t from, size_t to)
{
    struct tmpl_part *part = vec_add(scan->tmpl, scan->tmpl->arena);

    part->kind = (uint8_t)kind;
    part->at = (uint32_t)from;
    part->after = (uint32_t)to;
    part->starts_line = from == 0 || scan->text.p[from - 1] == '\n';
    part->is_flow = scan->is_flow;
    return part;
}

static void add_texts(struct scan *scan, size_t to)
{
    while (scan->at < to) {
        size_t end = str_index(str_slice(scan->text, 0, to), '\n', scan->at);
        bool is_ended = end < to;
        struct str line = str_slice(scan->text, scan->at, end + is_ended);

        add(scan, PART_TEXT, scan->at, end + is_ended)->text = line;
        scan->is_flow =
            !is_ended && (scan->is_flow || memchr(line.p, '[', line.n) || memchr(line.p, '{', line.n));
        scan->at = end + is_ended;
    }
}

/* `<% %>` of `{{=<% %>=}}`. */
static bool set_delimiters(struct scan *scan, size_t at, struct str inner)
{
    struct str rest = str_trim(inner), open = {0}, close = {0};
    size_t end = 0;

    while (end < rest.n && !is_space(rest.p[end]))
        end++;
    open = str_slice(rest, 0, end);
    close = str_trim(str_skip(rest, end));
    for (size_t i = 0; i < close.n; i++)
        if (is_space(close.p[i]))
            close.n = 0;
    if (!open.n || !close.n || str_index(open, '=', 0) < open.n || str_index(close, '=', 0) < close.n ||
        open.n > LIMIT_TEMPLATE_DELIMITER || close.n > LIMIT_TEMPLATE_DELIMITER) {
        tmpl_problem(scan->tmpl, (uint32_t)at, scan->problem, "these are no delimiters");
        tmpl_hint(scan->tmpl, scan->problem, "write two marks of at most %d bytes, as in {{=<%% %%>=}}",
                  LIMIT_TEMPLATE_DELIMITER);
        return false;
    }
    scan->open = open;
    scan->close = close;
    return true;
}

static enum tmpl_part_kind kind_of(char first)
{
    switch (first) {
    case '#': return PART_SECTION;
    case '^': return PART_INVERTED;
    case '/': return PART_END;
    case '>': return PART_PARTIAL;
    case '<': return PART_PARENT;
    case '$': return PART_BLOCK;
    case '!': return PART_SILENT;
    case '&': return PART_RAW;
    default: return PART_VALUE;
    }
}

/* Whether `name` can be looked up: no white space, and between dots never nothing, unless it is the dot. */
static bool is_name(struct str name, enum tmpl_part_kind kind)
{
    bool is_path = kind == PART_VALUE || kind == PART_RAW || kind == PART_SECTION || kind == PART_INVERTED;

    for (size_t i = 0; i < name.n; i++) {
        bool is_edge = i == 0 || i + 1 == name.n || name.p[i - 1] == '.';

        if (is_space(name.p[i]) || (is_path && name.p[i] == '.' && is_edge && name.n > 1))
            return false;
    }
    return name.n > 0;
}

static bool add_tag(struct scan *scan, enum tmpl_part_kind kind, struct str name, size_t to)
{
    size_t from = scan->at;

    scan->at = to;
    if (kind != PART_SILENT && !is_name(name, kind)) {
        tmpl_problem(scan->tmpl, (uint32_t)from, scan->problem, "'%.*s' is no name", STR_ARGS(shown(name)));
        tmpl_hint(scan->tmpl, scan->problem, "a name has no spaces in it, as in {{name}}");
        return false;
    }
    add(scan, kind, from, to)->text = name;
    return true;
}

static bool is_unclosed(struct scan *scan)
{
    tmpl_problem(scan->tmpl, (uint32_t)scan->at, scan->problem, "this '%.*s' is not closed",
                 STR_ARGS(scan->open));
    tmpl_hint(scan->tmpl, scan->problem, "write '%.*s' after the name", STR_ARGS(scan->close));
    return false;
}

/* `{{{name}}}` and `{{=<% %>=}}`, which end in a byte of their own before the delimiter. */
static bool read_bracketed(struct scan *scan, char last)
{
    size_t from = scan->at, inner = from + scan->open.n + 1;
    size_t end = inner;
    struct str text;

    for (;; end++) {
        end = str_index(scan->text, last, end);
        if (end == scan->text.n)
            return is_unclosed(scan);
        if (str_starts(str_skip(scan->text, end + 1), scan->close))
            break;
    }
    text = str_slice(scan->text, inner, end);
    end += 1 + scan->close.n;
    if (last == '}')
        return add_tag(scan, PART_RAW, str_trim(text), end);
    return set_delimiters(scan, from, text) && add_tag(scan, PART_SILENT, (struct str){0}, end);
}

/* The tag at scan->at. */
static bool read_tag(struct scan *scan)
{
    size_t inner = scan->at + scan->open.n, end = str_find(scan->text, scan->close, inner);
    char first = inner < scan->text.n ? scan->text.p[inner] : '\0';
    enum tmpl_part_kind kind;
    struct str text;

    if (first == '{' || first == '=')
        return read_bracketed(scan, first == '{' ? '}' : '=');
    if (end == scan->text.n)
        return is_unclosed(scan);
    text = str_trim(str_slice(scan->text, inner, end));
    kind = text.n ? kind_of(text.p[0]) : PART_VALUE;
    if (kind != PART_VALUE)
        text = str_trim(str_skip(text, 1));
    return add_tag(scan, kind, text, end + scan->close.n);
}

static bool read_parts(struct scan *scan)
{
    while (scan->at < scan->text.n) {
        add_texts(scan, str_find(scan->text, scan->open, scan->at));
        if (scan->at < scan->text.n && !read_tag(scan))
            return false;
    }
    return true;
}

/* ---- which end belongs to what */

struct open_tags {
    uint32_t at[LIMIT_TEMPLATE_DEPTH];
    uint32_t n;
};

static bool wrong_end(const struct tmpl *tmpl, const struct open_tags *open, const struct tmpl_part *end,
                      struct diag *problem)
{
    const struct tmpl_part *begun = open->n ? &tmpl->at[open->at[open->n - 1]] : NULL;
    struct str name = shown(end->text);

    tmpl_problem(tmpl, end->at, problem, "'{{/%.*s}}' ends nothing that was begun", STR_ARGS(name));
    if (begun)
        tmpl_hint(tmpl, problem, "'{{%s%.*s}}' of line %u is to be ended first", sigil(begun),
                  STR_ARGS(shown(begun->text)),
                  front_place(tmpl->source.text, begun->at).line + tmpl->source.line);
    return false;
}

/* Adds a block to those that the parent it stands in hands over. */
static bool add_argument(struct tmpl *tmpl, struct tmpl_part *parent, struct tmpl_part *block,
                         struct diag *problem)
{
    block->is_argument = true;
    if (!parent->blocks)
        parent->blocks = arena_new(tmpl->arena, struct map);
    if (map_set(parent->blocks, tmpl->arena, block->text, block)) {
        tmpl_problem(tmpl, block->at, problem, "'{{$%.*s}}' is given twice", STR_ARGS(shown(block->text)));
        return false;
    }
    return true;
}

static bool begin_tag(struct tmpl *tmpl, struct open_tags *open, uint32_t i, struct diag *problem)
{
    struct tmpl_part *part = &tmpl->at[i], *outer = open->n ? &tmpl->at[open->at[open->n - 1]] : NULL;

    if (open->n == LIMIT_TEMPLATE_DEPTH) {
        tmpl_problem(tmpl, part->at, problem, "tags stand in each other more than %d deep",
                     LIMIT_TEMPLATE_DEPTH);
        return false;
    }
    open->at[open->n++] = i;
    return part->kind != PART_BLOCK || !outer || outer->kind != PART_PARENT ||
           add_argument(tmpl, outer, part, problem);
}

static bool end_tag(struct tmpl *tmpl, struct open_tags *open, uint32_t i, struct diag *problem)
{
    struct tmpl_part *end = &tmpl->at[i];
    struct tmpl_part *begun = open->n ? &tmpl->at[open->at[open->n - 1]] : NULL;

    if (!begun || !str_equal(begun->text, end->text))
        return wrong_end(tmpl, open, end, problem);
    end->end = open->at[--open->n];
    begun->end = i;
    return true;
}

static bool match(struct tmpl *tmpl, struct diag *problem)
{
    struct open_tags open = {.n = 0};

    for (uint32_t i = 0; i < tmpl->n; i++) {
        if (part_holds(&tmpl->at[i]) && !begin_tag(tmpl, &open, i, problem))
            return false;
        if (tmpl->at[i].kind == PART_END && !end_tag(tmpl, &open, i, problem))
            return false;
    }
    if (open.n) {
        const struct tmpl_part *begun = &tmpl->at[open.at[open.n - 1]];
        struct str name = shown(begun->text);

        tmpl_problem(tmpl, begun->at, problem, "'{{%s%.*s}}' is not ended", sigil(begun), STR_ARGS(name));
        tmpl_hint(tmpl, problem, "write '{{/%.*s}}' where it is to end", STR_ARGS(name));
        return false;
    }
    return true;
}

/* ---- all of it */

static bool is_readable(const struct tmpl *tmpl, struct diag *problem)
{
    struct str text = tmpl->source.text;
    size_t invalid;

    if (text.n > LIMIT_TEMPLATE) {
        tmpl_problem(tmpl, 0, problem, "a template has at most %d KiB", LIMIT_TEMPLATE / 1024);
        return false;
    }
    invalid = utf8_invalid(text);
    if (invalid < text.n) {
        tmpl_problem(tmpl, (uint32_t)invalid, problem, "this is no UTF-8");
        tmpl_hint(tmpl, problem, "save the file as UTF-8");
        return false;
    }
    return true;
}

struct tmpl *tmpl_parse(struct arena *arena, const struct tmpl_source *source, struct diag *problem)
{
    struct tmpl *tmpl = arena_new(arena, struct tmpl);
    struct scan scan = {
        .tmpl = tmpl, .problem = problem, .text = source->text, .open = STR("{{"), .close = STR("}}")};

    tmpl->arena = arena;
    tmpl->source = *source;
    if (!is_readable(tmpl, problem) || !read_parts(&scan) || !match(tmpl, problem))
        return NULL;
    tmpl_lines(tmpl);
    if (source->mode == TMPL_HTML && !source->is_relaxed && !tmpl_html_check(tmpl, problem))
        return NULL;
    tmpl->hints = arena_new_array(arena, struct tmpl_hint, tmpl->n);
    for (uint32_t i = 0; i < tmpl->n; i++)
        tmpl->hints[i].dot = (uint32_t)str_index(tmpl->at[i].text, '.', 0);
    return tmpl;
}
