#include "text/edit_value.h"

#include "text/edit_check.h"
#include "text/edit_line.h"
#include "text/edit_quote.h"

enum edit_state edit_replace(struct editor *editor, size_t from, size_t to)
{
    editor->from = from;
    editor->to = to;
    return EDIT_DONE;
}

bool edit_is_scalar(const struct node *node)
{
    return node && node->kind == NODE_SCALAR;
}

bool edit_is_blank(const struct node *node)
{
    return edit_is_scalar(node) && node->style == NODE_PLAIN && node->offset == node->end;
}

bool edit_is_none(const struct node *node)
{
    return edit_is_scalar(node) && (node_is_empty(node) || !node->text.n);
}

void edit_put_line_end(struct editor *editor, size_t offset)
{
    const char *start = editor->yaml.p + offset; /* the fence stands before the YAML */

    buf_puts(&editor->text, start[-2] == '\r' ? "\r\n" : "\n");
}

static void put(struct editor *editor, struct str text, const struct node *like, struct quoting quoting)
{
    if (like && like->style == NODE_QUOTED) {
        quoting.mark = editor->yaml.p[like->offset];
        quoting.always = true;
    }
    quote_put(&editor->text, text, &quoting);
}

void edit_put_value(struct editor *editor, struct str value, const struct node *like, bool in_flow)
{
    put(editor, value, like,
        (struct quoting){.mark = editor->mark, .in_flow = in_flow, .is_words = editor->edit->is_words});
}

void edit_put_key(struct editor *editor, struct str key, const struct node *like, bool in_flow)
{
    put(editor, key, like, (struct quoting){.mark = editor->mark, .in_flow = in_flow, .is_words = true});
}

enum edit_state edit_fill(struct editor *editor, size_t offset)
{
    struct str yaml = editor->yaml;

    if (offset > 0 && yaml.p[offset - 1] == ' ')
        return edit_replace(editor, offset, offset);
    if (offset < yaml.n && yaml.p[offset] == ' ' && offset + 1 < yaml.n && yaml.p[offset + 1] != '#')
        return edit_replace(editor, offset + 1, offset + 1);
    buf_putc(&editor->text, ' ');
    return edit_replace(editor, offset, offset);
}

enum edit_state edit_fill_none(struct editor *editor, const struct node *node)
{
    return edit_is_blank(node) ? edit_fill(editor, node->offset)
                               : edit_replace(editor, node->offset, node->end);
}

enum edit_state edit_plan_text(struct editor *editor, const struct node *node, bool in_flow)
{
    struct str yaml = editor->yaml;
    size_t end = node->end;

    if (edit_is_bare_link(node) && edit_has_comment(yaml, node->offset, end))
        return edit_refuse(editor, RULE_YAML, node, "a comment stands between these brackets",
                           "move the comment to a line of its own");
    if (edit_is_scalar(node) && str_equal(node->text, editor->edit->value) && !node_is_empty(node))
        return EDIT_NOTHING;
    if (edit_is_blank(node)) {
        edit_fill(editor, node->offset);
        edit_put_value(editor, editor->edit->value, node, in_flow);
        return EDIT_DONE;
    }
    if (edit_is_scalar(node) && node->style == NODE_BLOCK) {
        if (edit_has_comment(yaml, node->offset, edit_line_after(yaml, node->offset)))
            return edit_refuse(editor, RULE_YAML, node,
                               "a comment stands behind the | or > that begins this text",
                               "move the comment to a line of its own");
        end = edit_block_end(yaml, node);
        end -= end > node->offset && yaml.p[end - 1] == '\n';
        end -= end > node->offset && yaml.p[end - 1] == '\r';
    }
    edit_put_value(editor, editor->edit->value, node, in_flow);
    return edit_replace(editor, node->offset, end);
}
