#include "text/edit_plan.h"

#include "text/edit_check.h"
#include "text/edit_item.h"
#include "text/edit_line.h"
#include "text/edit_quote.h"
#include "text/edit_value.h"

/* How far the items of a block list are indented below their key in a file that has no list yet. */
enum { LIST_INDENT = 2 };

enum edit_state edit_refuse(struct editor *editor, enum rule rule, const struct node *node,
                            const char *message, const char *hint)
{
    size_t offset = (size_t)(editor->yaml.p - editor->front.file.p) + (node ? node->offset : 0);

    editor->problem->rule = rule;
    editor->problem->place = node ? front_place(editor->front.file, offset) : (struct place){1, 1};
    editor->problem->message = str_from(message);
    editor->problem->hint = str_from(hint);
    return EDIT_REFUSED;
}

/* ------------------------------------------------ values in the file's own style */

/* `[value]` */
static void put_flow_list(struct editor *editor)
{
    buf_putc(&editor->text, '[');
    edit_put_value(editor, editor->edit->value, NULL, true);
    buf_putc(&editor->text, ']');
}

/* `entry: value` */
static void put_entry(struct editor *editor, bool in_flow)
{
    edit_put_key(editor, editor->edit->entry, NULL, in_flow);
    buf_puts(&editor->text, ": ");
    edit_put_value(editor, editor->edit->value, NULL, in_flow);
}

/* `{entry: value}` */
static void put_flow_map(struct editor *editor)
{
    buf_putc(&editor->text, '{');
    put_entry(editor, true);
    buf_putc(&editor->text, '}');
}

/* The value of the key's list as a block below a key that is indented by `indent`, at the line that starts at `at`. */
static void put_block_list(struct editor *editor, size_t indent, size_t at)
{
    struct str yaml = editor->yaml;
    const struct node *list = editor->list;
    size_t items = list ? edit_indent(yaml, list->offset) : LIST_INDENT;
    size_t key = list ? edit_indent(yaml, list->key->offset) : 0;

    /* A lone CR ends a line for libyaml, not here: the key's may seem to be indented more than its items. */
    buf_repeat(&editor->text, ' ', indent + (items > key ? items - key : 0));
    buf_puts(&editor->text, "- ");
    edit_put_value(editor, editor->edit->value, NULL, false);
    edit_put_line_end(editor, at);
}

static bool lists_are_flow(const struct editor *editor)
{
    return editor->list && editor->list->style == NODE_FLOW;
}

/* ------------------------------------------------ the verbs: each plans one splice */

/* Begins the line of a new key behind its neighbour or at the end; gives where, and how far it is indented. */
static size_t begin_key(struct editor *editor, size_t *indent)
{
    const struct node *top = editor->top;
    const struct node *neighbour = editor->edit->after.n ? node_find(top, editor->edit->after) : NULL;
    size_t at = neighbour ? edit_lines_end(editor->yaml, neighbour) : editor->yaml.n;

    *indent = top->first ? edit_indent(editor->yaml, top->first->key->offset) : 0;
    buf_repeat(&editor->text, ' ', *indent);
    edit_put_key(editor, editor->edit->key, NULL, false);
    buf_putc(&editor->text, ':');
    edit_replace(editor, at, at);
    return at;
}

/* Adds the key, which is not there, with a value that suits the verb. */
static enum edit_state plan_key(struct editor *editor)
{
    size_t indent, at = begin_key(editor, &indent);

    if (editor->edit->verb == EDIT_APPEND && !lists_are_flow(editor)) {
        edit_put_line_end(editor, at);
        put_block_list(editor, indent, at);
        return EDIT_DONE;
    }
    buf_putc(&editor->text, ' ');
    if (editor->edit->verb == EDIT_APPEND)
        put_flow_list(editor);
    else if (editor->edit->verb == EDIT_SET_ENTRY)
        put_flow_map(editor);
    else
        edit_put_value(editor, editor->edit->value, NULL, false);
    edit_put_line_end(editor, at);
    return EDIT_DONE;
}

static enum edit_state plan_set(struct editor *editor)
{
    if (!editor->value)
        return plan_key(editor);
    if (!edit_is_scalar(editor->value) && !edit_is_bare_link(editor->value))
        return edit_refuse(editor, RULE_TYPE, editor->value,
                           "a list or several fields stand where one value belongs",
                           "put one value there, or delete the field");
    return edit_plan_text(editor, editor->value, false);
}

static enum edit_state plan_remove(struct editor *editor)
{
    const struct node *value = editor->value;
    size_t start;

    if (!value)
        return EDIT_NOTHING;
    start = edit_line_start(editor->yaml, value->key->offset);
    return edit_replace(editor, start, edit_lines_end(editor->yaml, value));
}

/* The text of a value as the first item of a list. */
static void put_first_item(struct editor *editor, const struct node *value)
{
    struct str written = str_slice(editor->yaml, value->offset, value->end);
    struct quoting as_it_was = {.mark = editor->mark, .in_flow = true};

    if (edit_is_bare_link(value))
        quote_put(&editor->text, written, &as_it_was);
    else if (value->style == NODE_QUOTED)
        buf_put(&editor->text, written);
    else
        quote_put(&editor->text, value->text, &as_it_was);
}

/* The key has one text, or an unquoted link: it becomes the first item of a list. */
static enum edit_state plan_list_of_two(struct editor *editor)
{
    const struct node *value = editor->value;

    if (edit_is_scalar(value) && value->style == NODE_BLOCK)
        return edit_refuse(editor, RULE_TYPE, value, "text of several lines stands where a list belongs",
                           "write it as the first item of a list");
    buf_putc(&editor->text, '[');
    put_first_item(editor, value);
    buf_puts(&editor->text, ", ");
    edit_put_value(editor, editor->edit->value, value, true);
    buf_putc(&editor->text, ']');
    return edit_replace(editor, value->offset, value->end);
}

/* The key has no value: it gets a list. */
static enum edit_state plan_first_item(struct editor *editor)
{
    const struct node *value = editor->value;
    size_t at = edit_line_after(editor->yaml, value->end);

    if (edit_is_blank(value) && !lists_are_flow(editor)) {
        put_block_list(editor, edit_indent(editor->yaml, value->key->offset), at);
        return edit_replace(editor, at, at);
    }
    edit_fill_none(editor, value);
    put_flow_list(editor);
    return EDIT_DONE;
}

static const struct node *last_of(const struct node *list)
{
    const struct node *last = list->first;

    while (last && last->next)
        last = last->next;
    return last;
}

/* The splice behind the last value of a flow list or map; the comma is put. A comma behind it stays the last. */
static enum edit_state begin_flow(struct editor *editor, const struct node *node)
{
    const struct node *last = last_of(node);
    size_t at = last ? last->end : node->offset + 1;

    if (last)
        buf_puts(&editor->text, ", ");
    return edit_replace(editor, at, at);
}

/* A line behind the block `node`, indented like its first value, which must begin its line. */
static enum edit_state begin_block(struct editor *editor, const struct node *node)
{
    struct str yaml = editor->yaml;
    size_t start = edit_line_start(yaml, node->offset), at = edit_lines_end(yaml, node);

    if (!edit_only_spaces(yaml, start, node->offset))
        return edit_refuse(editor, RULE_YAML, node,
                           "the first value of this list or map does not begin its line",
                           "let it begin on a line of its own, below its key");
    buf_repeat(&editor->text, ' ', node->offset - start);
    return edit_replace(editor, at, at);
}

/* The spaces between the first item of a block list and its hyphen; one where the item is blank. */
static size_t item_gap(const struct editor *editor, const struct node *list)
{
    size_t hyphen = list->offset, item = list->first->offset;

    return !edit_is_blank(list->first) && item > hyphen + 1 &&
                   edit_only_spaces(editor->yaml, hyphen + 1, item)
               ? item - hyphen - 1
               : 1;
}

static enum edit_state plan_append(struct editor *editor)
{
    const struct node *value = editor->value;
    struct str text = editor->edit->value;

    if (!value)
        return plan_key(editor);
    if (value->kind == NODE_MAP)
        return edit_refuse(editor, RULE_TYPE, value, "several fields stand where a list belongs",
                           "write a list: [a, b]");
    if (edit_is_scalar(value))
        return edit_is_none(value) ? plan_first_item(editor) : plan_list_of_two(editor);
    if (edit_is_bare_link(value))
        return plan_list_of_two(editor);
    if (edit_filled(value)) {
        edit_fill_none(editor, edit_filled(value));
        edit_put_value(editor, text, NULL, false);
        return EDIT_DONE;
    }
    if (value->style == NODE_FLOW) {
        begin_flow(editor, value);
        edit_put_value(editor, text, last_of(value), true);
        return EDIT_DONE;
    }
    if (begin_block(editor, value) == EDIT_REFUSED)
        return EDIT_REFUSED;
    buf_putc(&editor->text, '-');
    buf_repeat(&editor->text, ' ', item_gap(editor, value));
    edit_put_value(editor, text, last_of(value), false);
    edit_put_line_end(editor, editor->to);
    return EDIT_DONE;
}

static enum edit_state plan_set_entry(struct editor *editor)
{
    const struct node *value = editor->value, *entry = node_find(value, editor->edit->entry);

    if (!value)
        return plan_key(editor);
    if (edit_is_none(value)) {
        edit_fill_none(editor, value);
        put_flow_map(editor);
        return EDIT_DONE;
    }
    if (value->kind != NODE_MAP)
        return edit_refuse(editor, RULE_TYPE, value,
                           "one value or a list stands where a field for each belongs",
                           "write {name: value, name: value}");
    if (entry && !edit_is_scalar(entry))
        return edit_refuse(editor, RULE_TYPE, entry, "a list or several fields stand where one value belongs",
                           "put one value there");
    if (entry)
        return edit_plan_text(editor, entry, value->style == NODE_FLOW);
    if (value->style == NODE_FLOW) {
        begin_flow(editor, value);
        put_entry(editor, true);
        return EDIT_DONE;
    }
    if (begin_block(editor, value) == EDIT_REFUSED)
        return EDIT_REFUSED;
    put_entry(editor, false);
    edit_put_line_end(editor, editor->to);
    return EDIT_DONE;
}

enum edit_state edit_plan(struct editor *editor)
{
    if (editor->top->style == NODE_FLOW)
        return edit_refuse(editor, RULE_YAML, editor->top,
                           "all fields stand between { and }, which is not edited",
                           "write each field as \"key: value\" on a line of its own");
    switch (editor->edit->verb) {
    case EDIT_SET: return plan_set(editor);
    case EDIT_REMOVE: return plan_remove(editor);
    case EDIT_APPEND: return plan_append(editor);
    case EDIT_DROP: return edit_plan_drop(editor);
    case EDIT_SET_ENTRY: return plan_set_entry(editor);
    case EDIT_REPLACE_ITEM: return edit_plan_replace_item(editor);
    case EDIT_RENAME_ENTRY: return edit_plan_rename_entry(editor);
    case EDIT_REMOVE_ENTRY: return edit_plan_remove_entry(editor);
    }
    return EDIT_NOTHING;
}
