#include "text/edit_body_link.h"

#include "base/utf8.h"
#include "text/edit_body_line.h"
#include "text/md_source.h"

/* The link of before.md that the edit means; false where there is none by now. */
static bool find_link(struct body_editor *editor)
{
    const struct md_links *links = &editor->before.md.links;
    const struct edit_body *edit = editor->edit;

    for (uint32_t i = 0; i < links->n; i++) {
        const struct md_link *link = &links->at[i];

        if (link->place.line != edit->place.line || link->place.column != edit->place.column ||
            !str_equal(link->target, edit->old))
            continue;
        editor->found = i;
        return true;
    }
    return false;
}

/* The offset of the bracket at a place, its column counted from bracket to bracket as md_source does; or body.n. */
static size_t find_bracket(struct str body, uint32_t first_line, struct place place)
{
    struct md_source source;
    int line = (int)(place.line - first_line + 1);
    uint32_t column = 1;
    size_t at, end, counted;

    md_source_start(&source, body, first_line);
    md_source_locate(&source, line, line, 1);
    counted = at = source.block.at;
    end = body_line_after(body, at);
    for (; at < end; at++) {
        if (body.p[at] != '[')
            continue;
        column += utf8_column(str_slice(body, counted, at), at - counted) - 1;
        counted = at;
        if (column == place.column)
            return at;
    }
    return body.n;
}

static enum edit_state replace(struct body_editor *editor, size_t from, size_t to)
{
    editor->from = from;
    editor->to = to;
    return EDIT_DONE;
}

static enum edit_state no_place(struct body_editor *editor)
{
    return body_refuse(editor, RULE_TYPE, editor->edit->place,
                       "this link does not have its target in brackets of its own",
                       "change the target by hand: it may stand in a line like \"[name]: target\"");
}

/* ------------------------------------------------ [[target|label]] */

static enum edit_state plan_wiki(struct body_editor *editor, size_t at)
{
    struct str body = editor->before.front.body, target;
    size_t from = at + 2, to = from;

    while (to < body.n && body.p[to] != ']' && body.p[to] != '|' && body.p[to] != '\n')
        to++;
    if (to > from && body.p[to - 1] == '\\')
        to--;
    target = str_trim(str_slice(body, from, to));
    buf_put(&editor->text, editor->edit->text);
    from = (size_t)(target.p - body.p);
    return replace(editor, from, from + target.n);
}

/* ------------------------------------------------ [label](target "title") */

/* The bracket that closes the one at `at`, or body.n. */
static size_t closing(struct str body, size_t at)
{
    size_t depth = 0;

    for (; at < body.n; at++) {
        if (body.p[at] == '\\')
            at++;
        else if (body.p[at] == '[')
            depth++;
        else if (body.p[at] == ']' && --depth == 0)
            return at;
    }
    return body.n;
}

/* The end of a target that is not in < >: at white space, or the ) that has no ( of its own. */
static size_t bare_end(struct str body, size_t at)
{
    size_t depth = 0;

    for (; at < body.n && !is_space(body.p[at]); at++) {
        if (body.p[at] == '\\' && at + 1 < body.n && !is_space(body.p[at + 1]))
            at++;
        else if (body.p[at] == '(')
            depth++;
        else if (body.p[at] == ')' && depth-- == 0)
            break;
    }
    return at;
}

static size_t angle_end(struct str body, size_t at)
{
    while (at < body.n && body.p[at] != '>' && body.p[at] != '\n')
        at += body.p[at] == '\\' && at + 1 < body.n ? 2 : 1;
    return at;
}

/* Whether the byte that `s` begins with may be taken for something else: a code for a byte or a character. */
static bool begins_code(struct str s)
{
    static const char digits[] = "0123456789abcdefABCDEF";

    if (s.p[0] == '&')
        return s.n > 2 && (s.p[1] == '#' || is_alpha(s.p[1])) && str_index(s, ';', 0) < s.n;
    return s.n > 2 && s.p[0] == '%' && memchr(digits, s.p[1], sizeof digits - 1) &&
           memchr(digits, s.p[2], sizeof digits - 1);
}

/* A target of an inline link so that it is read as `target`. */
static void put_target(struct buf *out, struct str target, bool in_angles)
{
    for (size_t i = 0; i < target.n; i++) {
        char c = target.p[i];

        if (strchr(in_angles ? "<>\\" : "<>\\ ()", c) || begins_code(str_skip(target, i)))
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
        else
            buf_putc(out, c);
    }
}

static enum edit_state plan_inline(struct body_editor *editor, size_t at)
{
    struct str body = editor->before.front.body;
    size_t end = closing(body, at), from = end + 2;
    bool in_angles;

    if (end >= body.n || end + 1 >= body.n || body.p[end + 1] != '(')
        return no_place(editor);
    while (from < body.n && is_space(body.p[from]))
        from++;
    in_angles = from < body.n && body.p[from] == '<';
    from += in_angles;
    put_target(&editor->text, editor->edit->text, in_angles);
    return replace(editor, from, in_angles ? angle_end(body, from) : bare_end(body, from));
}

/* The offset of the link's first bracket; body.n with the problem where it cannot be edited. */
static size_t find_start(struct body_editor *editor)
{
    const struct front *front = &editor->before.front;
    size_t at = front->body.n;

    if (!find_link(editor))
        body_refuse(editor, RULE_UNREADABLE, editor->edit->place,
                    "the link that stood here has changed meanwhile", "try again");
    else if ((at = find_bracket(front->body, front->body_line, editor->edit->place)) == front->body.n)
        no_place(editor);
    return at;
}

static bool is_wiki(const struct body_editor *editor)
{
    return editor->before.md.links.at[editor->found].form == MD_LINK_WIKI;
}

enum edit_state body_plan_link(struct body_editor *editor)
{
    size_t at = find_start(editor);

    if (at == editor->before.front.body.n)
        return EDIT_REFUSED;
    if (str_equal(editor->edit->old, editor->edit->text))
        return EDIT_NOTHING;
    return is_wiki(editor) ? plan_wiki(editor, at) : plan_inline(editor, at);
}

/* ------------------------------------------------ the link as a whole */

/* Where a title in quotes or parentheses that may stand at `at` ends; `at` where there is none. */
static size_t title_end(struct str body, size_t at)
{
    char close = at < body.n ? (body.p[at] == '(' ? ')' : body.p[at]) : 0;
    size_t end = at + 1;

    if (close != '"' && close != '\'' && close != ')')
        return at;
    if (body.p[at] == ')')
        return at;
    while (end < body.n && body.p[end] != close)
        end += body.p[end] == '\\' ? 2 : 1;
    return end + 1;
}

static size_t skip_space(struct str body, size_t at)
{
    while (at < body.n && is_space(body.p[at]))
        at++;
    return at;
}

/* `[label](target "title")`; a label that was cut off at a bracket would leave more than a link. */
static enum edit_state plan_unlink_inline(struct body_editor *editor, size_t at)
{
    struct str body = editor->before.front.body;
    size_t close = closing(body, at), end;

    if (close >= body.n || close + 1 >= body.n || body.p[close + 1] != '(')
        return no_place(editor);
    end = skip_space(body, close + 2);
    end = end < body.n && body.p[end] == '<' ? angle_end(body, end + 1) + 1 : bare_end(body, end);
    end = skip_space(body, title_end(body, skip_space(body, end)));
    if (end >= body.n || body.p[end] != ')' || (at > 0 && body.p[at - 1] == '!'))
        return no_place(editor);
    buf_put(&editor->text, editor->edit->text.n ? editor->edit->text : str_slice(body, at + 1, close));
    return replace(editor, at, end + 1);
}

static enum edit_state plan_unlink_wiki(struct body_editor *editor, size_t at)
{
    struct str body = editor->before.front.body, within;
    size_t end = str_find(body, STR("]]"), at), bar;

    if (end >= body.n)
        return no_place(editor);
    within = str_slice(body, at + 2, end);
    bar = str_index(within, '|', 0);
    buf_put(&editor->text, editor->edit->text.n ? editor->edit->text : str_trim(str_skip(within, bar + 1)));
    if (at > 0 && body.p[at - 1] == '!')
        at--;
    return replace(editor, at, end + 2);
}

enum edit_state body_plan_unlink(struct body_editor *editor)
{
    const struct body_view *before = &editor->before;
    size_t at = find_start(editor);

    if (at == before->front.body.n)
        return EDIT_REFUSED;
    if (!editor->edit->text.n && !before->md.links.at[editor->found].label.n)
        return body_refuse(editor, RULE_REQUIRED, editor->edit->place, "this link has no label",
                           "give some text");
    return is_wiki(editor) ? plan_unlink_wiki(editor, at) : plan_unlink_inline(editor, at);
}
