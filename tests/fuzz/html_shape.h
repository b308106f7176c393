/*
 * The shape of a page, for comparing two: tags with the names of their attributes, comments, what runs as script or style.
 * Written apart from lib/text/html_scan.c, after the tokenizer of the HTML standard, and takes any bytes.
 */
#ifndef HTML_SHAPE_H
#define HTML_SHAPE_H

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

struct shape {
    struct str html;
    size_t at;
    struct buf *out;
    struct buf name; /* of the last tag, in lower case */
};

static inline bool shape_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* The byte `ahead` further on, NUL behind the end. */
static inline char shape_peek(const struct shape *shape, size_t ahead)
{
    return shape->at + ahead < shape->html.n ? shape->html.p[shape->at + ahead] : '\0';
}

static inline void shape_skip_space(struct shape *shape)
{
    while (shape->at < shape->html.n && shape_is_space(shape_peek(shape, 0)))
        shape->at++;
}

/* Up to one of the bytes `ends`, all of it in lower case into `name`. */
static inline void shape_name(struct shape *shape, struct buf *name, const char *ends)
{
    buf_reset(name);
    while (shape->at < shape->html.n &&
           (name->n == 0 || shape_peek(shape, 0) == '\0' || !strchr(ends, shape_peek(shape, 0))))
        buf_putc(name, to_lower(shape->html.p[shape->at++]));
}

/* The value of an attribute; the place is behind it afterwards. */
static inline struct str shape_value(struct shape *shape)
{
    char quote = shape_peek(shape, 0);
    size_t from = shape->at, end;

    if (quote == '"' || quote == '\'') {
        end = str_index(shape->html, quote, from + 1);
        shape->at = end + (end < shape->html.n);
        return str_slice(shape->html, from + 1, end);
    }
    while (shape->at < shape->html.n && !shape_is_space(shape_peek(shape, 0)) && shape_peek(shape, 0) != '>')
        shape->at++;
    return str_slice(shape->html, from, shape->at);
}

static inline void shape_attribute(struct shape *shape)
{
    struct buf name = {0};
    struct str value = {0};

    shape_name(shape, &name, " \t\n\f\r/>=");
    shape_skip_space(shape);
    if (shape_peek(shape, 0) == '=') {
        shape->at++;
        shape_skip_space(shape);
        value = shape_value(shape);
    }
    buf_putc(shape->out, ' ');
    buf_put(shape->out, buf_str(&name));
    if (str_starts(buf_str(&name), STR("on")) || str_equal(buf_str(&name), STR("style")))
        buf_put(shape->out, value);
    buf_free(&name);
}

/* At the name of a tag. */
static inline void shape_tag(struct shape *shape)
{
    shape_name(shape, &shape->name, " \t\n\f\r/>");
    buf_put(shape->out, buf_str(&shape->name));
    while (shape->at < shape->html.n && shape_peek(shape, 0) != '>') {
        if (shape_is_space(shape_peek(shape, 0)) || shape_peek(shape, 0) == '/')
            shape->at++;
        else
            shape_attribute(shape);
    }
    shape->at++;
    buf_puts(shape->out, ">\n");
}

/* At `<!`. */
static inline void shape_comment(struct shape *shape)
{
    struct str rest = str_skip(shape->html, shape->at + 4);
    size_t plain, bang, end;

    if (!str_starts(str_skip(shape->html, shape->at), STR("<!--"))) {
        shape->at = str_index(shape->html, '>', shape->at) + 1;
    } else if (str_starts(rest, STR(">")) || str_starts(rest, STR("->"))) {
        shape->at += rest.p[0] == '>' ? 5 : 6;
    } else {
        plain = str_find(rest, STR("-->"), 0);
        bang = str_find(rest, STR("--!>"), 0);
        end = plain < bang ? plain + 3 : bang + 4;
        shape->at += 4 + (end < rest.n ? end : rest.n);
    }
    buf_puts(shape->out, "<!>\n");
}

/* What stands in an element that holds no others, up to its end tag. Only what is shown may differ. */
static inline void shape_raw(struct shape *shape)
{
    struct str name = buf_str(&shape->name);
    bool is_shown = str_equal(name, STR("title")) || str_equal(name, STR("textarea"));

    for (; shape->at < shape->html.n; shape->at++) {
        struct str rest = str_skip(shape->html, shape->at);

        if (str_starts(rest, STR("</")) && str_starts_nocase(str_skip(rest, 2), name) &&
            rest.n > name.n + 2 && (shape_is_space(rest.p[name.n + 2]) || strchr("/>", rest.p[name.n + 2])))
            return;
        if (!is_shown)
            buf_putc(shape->out, rest.p[0]);
    }
}

static inline bool shape_is_raw(struct str name)
{
    static const char *const names[] = {"title", "textarea", "style",   "script",
                                        "xmp",   "iframe",   "noembed", "noframes"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(name, str_from(names[i])))
            return true;
    return false;
}

/* Appends the shape of `html` to `out`. */
static inline void html_shape(struct str html, struct buf *out)
{
    struct shape shape = {.html = html, .out = out};

    while ((shape.at = str_index(html, '<', shape.at)) < html.n) {
        char c = shape_peek(&shape, 1);
        bool is_end = c == '/' && is_alpha(shape_peek(&shape, 2));

        if (is_alpha(c) || is_end) {
            shape.at += is_end ? 2 : 1;
            buf_puts(out, is_end ? "</" : "<");
            shape_tag(&shape);
            if (!is_end && shape_is_raw(buf_str(&shape.name)))
                shape_raw(&shape);
        } else if (c == '!' || c == '?' || (c == '/' && shape_peek(&shape, 2))) {
            shape_comment(&shape);
        } else {
            shape.at++;
        }
    }
    buf_free(&shape.name);
}

#endif
