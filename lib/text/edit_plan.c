#include "text/edit_plan.h"

#include "text/edit_check.h"
#include "text/edit_line.h"
#include "text/edit_quote.h"

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

static enum edit_state replace(struct editor *editor, size_t from, size_t to)
{
    editor->from = from;
    editor->to = to;
    return EDIT_DONE;
}

static bool is_scalar(const struct node *node)
{
    return node && node->kind == NODE_SCALAR;
}

/* Whether nothing is written where the value would stand. */
static bool is_blank(const struct node *node)
{
    return is_scalar(node) && node->style == NODE_PLAIN && node->offset == node->end;
}

/* Whether the value is none, in any writing: nothing, `~`, `null`, `""`. */
static bool is_none(const struct node *node)
{
    return is_scalar(node) && (node_is_empty(node) || !node->text.n);
}

/* ------------------------------------------------ values in the file's own style */

/* A line end like that of the line before `offset`, where a line starts. The fence's stands before the YAML. */
static void put_line_end(struct editor *editor, size_t offset)
{
    const char *start = editor->yaml.p + offset;

    buf_puts(&editor->text, start[-2] == '\r' ? "\r\n" : "\n");
}

/* Appends `value`, in the quotes of `like` if it has some. */
static void put_value(struct editor *editor, struct str value, const struct node *like, bool in_flow)
{
    struct quoting quoting = {.mark = editor->mark, .in_flow = in_flow, .is_words = editor->edit->is_words};

    if (like && like->style == NODE_QUOTED) {
        quoting.mark = editor->yaml.p[like->offset];
        quoting.always = true;
    }
    quote_put(&editor->text, value, &quoting);
}

static void put_key(struct editor *editor, struct str key, bool in_flow)
{
    struct quoting quoting = {.mark = editor->mark, .in_flow = in_flow, .is_words = true};

    quote_put(&editor->text, key, &quoting);
    buf_putc(&editor->text, ':');
}

/* `[value]` */
static void put_flow_list(struct editor *editor)
{
    buf_putc(&editor->text, '[');
    put_value(editor, editor->edit->value, NULL, true);
    buf_putc(&editor->text, ']');
}

/* `entry: value` */
static void put_entry(struct editor *editor, bool in_flow)
{
    put_key(editor, editor->edit->entry, in_flow);
    buf_putc(&editor->text, ' ');
    put_value(editor, editor->edit->value, NULL, in_flow);
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
    put_value(editor, editor->edit->value, NULL, false);
    put_line_end(editor, at);
}

static bool lists_are_flow(const struct editor *editor)
{
    return editor->list && editor->list->style == NODE_FLOW;
}

/* Sets the splice to where a blank value would stand, and puts the space before it unless one is there. */
static enum edit_state fill(struct editor *editor, size_t offset)
{
    struct str yaml = editor->yaml;

    if (offset > 0 && yaml.p[offset - 1] == ' ')
        return replace(editor, offset, offset);
    if (offset < yaml.n && yaml.p[offset] == ' ' && offset + 1 < yaml.n && yaml.p[offset + 1] != '#')
        return replace(editor, offset + 1, offset + 1);
    buf_putc(&editor->text, ' ');
    return replace(editor, offset, offset);
}

/* Sets the splice to the place of a value that is none. */
static enum edit_state fill_none(struct editor *editor, const struct node *node)
{
    return is_blank(node) ? fill(editor, node->offset) : replace(editor, node->offset, node->end);
}

/* ------------------------------------------------ the verbs: each plans one splice */

/* Replaces the text of `node`, which is one, by the value. */
static enum edit_state plan_text(struct editor *editor, const struct node *node, bool in_flow)
{
    struct str yaml = editor->yaml;
    size_t end = node->end;

    if (str_equal(node->text, editor->edit->value) && !node_is_empty(node))
        return EDIT_NOTHING;
    if (is_blank(node)) {
        fill(editor, node->offset);
        put_value(editor, editor->edit->value, node, in_flow);
        return EDIT_DONE;
    }
    if (node->style == NODE_BLOCK) {
        if (edit_has_comment(yaml, node->offset, edit_line_after(yaml, node->offset)))
            return edit_refuse(editor, RULE_YAML, node,
                               "a comment stands behind the | or > that begins this text",
                               "move the comment to a line of its own");
        end = edit_block_end(yaml, node);
        end -= end > node->offset && yaml.p[end - 1] == '\n';
        end -= end > node->offset && yaml.p[end - 1] == '\r';
    }
    put_value(editor, editor->edit->value, node, in_flow);
    return replace(editor, node->offset, end);
}

/* Begins the line of a new key behind its neighbour or at the end; gives where, and how far it is indented. */
static size_t begin_key(struct editor *editor, size_t *indent)
{
    const struct node *top = editor->top;
    const struct node *neighbour = editor->edit->after.n ? node_find(top, editor->edit->after) : NULL;
    size_t at = neighbour ? edit_lines_end(editor->yaml, neighbour) : editor->yaml.n;

    *indent = top->first ? edit_indent(editor->yaml, top->first->key->offset) : 0;
    buf_repeat(&editor->text, ' ', *indent);
    put_key(editor, editor->edit->key, false);
    replace(editor, at, at);
    return at;
}

/* Adds the key, which is not there, with a value that suits the verb. */
static enum edit_state plan_key(struct editor *editor)
{
    size_t indent, at = begin_key(editor, &indent);

    if (editor->edit->verb == EDIT_APPEND && !lists_are_flow(editor)) {
        put_line_end(editor, at);
        put_block_list(editor, indent, at);
        return EDIT_DONE;
    }
    buf_putc(&editor->text, ' ');
    if (editor->edit->verb == EDIT_APPEND)
        put_flow_list(editor);
    else if (editor->edit->verb == EDIT_SET_ENTRY)
        put_flow_map(editor);
    else
        put_value(editor, editor->edit->value, NULL, false);
    put_line_end(editor, at);
    return EDIT_DONE;
}

static enum edit_state plan_set(struct editor *editor)
{
    if (!editor->value)
        return plan_key(editor);
    if (!is_scalar(editor->value))
        return edit_refuse(editor, RULE_TYPE, editor->value,
                           "a list or several fields stand where one value belongs",
                           "put one value there, or delete the field");
    return plan_text(editor, editor->value, false);
}

static enum edit_state plan_remove(struct editor *editor)
{
    const struct node *value = editor->value;
    size_t start;

    if (!value)
        return EDIT_NOTHING;
    start = edit_line_start(editor->yaml, value->key->offset);
    return replace(editor, start, edit_lines_end(editor->yaml, value));
}

/* The key has one text: it becomes the first item of a list. */
static enum edit_state plan_list_of_two(struct editor *editor)
{
    const struct node *value = editor->value;
    struct str written = str_slice(editor->yaml, value->offset, value->end);
    struct quoting as_it_was = {.mark = editor->mark, .in_flow = true};

    if (value->style == NODE_BLOCK)
        return edit_refuse(editor, RULE_TYPE, value, "text of several lines stands where a list belongs",
                           "write it as the first item of a list");
    buf_putc(&editor->text, '[');
    if (value->style == NODE_QUOTED)
        buf_put(&editor->text, written);
    else
        quote_put(&editor->text, value->text, &as_it_was);
    buf_puts(&editor->text, ", ");
    put_value(editor, editor->edit->value, value, true);
    buf_putc(&editor->text, ']');
    return replace(editor, value->offset, value->end);
}

/* The key has no value: it gets a list. */
static enum edit_state plan_first_item(struct editor *editor)
{
    const struct node *value = editor->value;
    size_t at = edit_line_after(editor->yaml, value->end);

    if (is_blank(value) && !lists_are_flow(editor)) {
        put_block_list(editor, edit_indent(editor->yaml, value->key->offset), at);
        return replace(editor, at, at);
    }
    fill_none(editor, value);
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
    return replace(editor, at, at);
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
    return replace(editor, at, at);
}

/* The spaces between the first item of a block list and its hyphen; one where the item is blank. */
static size_t item_gap(const struct editor *editor, const struct node *list)
{
    size_t hyphen = list->offset, item = list->first->offset;

    return !is_blank(list->first) && item > hyphen + 1 && edit_only_spaces(editor->yaml, hyphen + 1, item)
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
    if (is_scalar(value))
        return is_none(value) ? plan_first_item(editor) : plan_list_of_two(editor);
    if (edit_filled(value)) {
        fill_none(editor, edit_filled(value));
        put_value(editor, text, NULL, false);
        return EDIT_DONE;
    }
    if (value->style == NODE_FLOW) {
        begin_flow(editor, value);
        put_value(editor, text, last_of(value), true);
        return EDIT_DONE;
    }
    if (begin_block(editor, value) == EDIT_REFUSED)
        return EDIT_REFUSED;
    buf_putc(&editor->text, '-');
    buf_repeat(&editor->text, ' ', item_gap(editor, value));
    put_value(editor, text, last_of(value), false);
    put_line_end(editor, editor->to);
    return EDIT_DONE;
}

/* Takes `item` out of a flow list, with one of the commas beside it. */
static enum edit_state plan_drop_flow(struct editor *editor, const struct node *list, const struct node *item)
{
    const struct node *before = list->first;
    size_t from = item->offset, to = item->end;

    while (before != item && before->next != item)
        before = before->next;
    if (before != item)
        from = before->end;
    else if (item->next)
        to = item->next->offset;
    else if (str_index(str_slice(editor->yaml, to, list->end), ',', 0) < list->end - to)
        to = list->end - 1;
    if (edit_has_comment(editor->yaml, from, item->offset) || edit_has_comment(editor->yaml, item->end, to))
        return edit_refuse(editor, RULE_YAML, item, "a comment stands beside this item",
                           "move the comment out of the list");
    return replace(editor, from, to);
}

/* Takes the lines of `item` out of a block list. */
static enum edit_state plan_drop_block(struct editor *editor, const struct node *item)
{
    struct str yaml = editor->yaml;
    size_t hyphen = item->offset;

    while (hyphen > 0 && is_space(yaml.p[hyphen - 1]))
        hyphen--;
    if (!hyphen || yaml.p[hyphen - 1] != '-' ||
        !edit_only_spaces(yaml, edit_line_start(yaml, hyphen), hyphen - 1))
        return edit_refuse(editor, RULE_YAML, item,
                           "something stands between this item and its hyphen, or before it",
                           "write the item as \"- text\" on one line");
    return replace(editor, edit_line_start(yaml, hyphen), edit_lines_end(yaml, item));
}

static enum edit_state plan_drop(struct editor *editor)
{
    const struct node *value = editor->value, *item;
    size_t start;

    if (!value)
        return EDIT_NOTHING;
    if (value->kind == NODE_MAP)
        return edit_refuse(editor, RULE_TYPE, value, "several fields stand where a list belongs",
                           "write a list: [a, b]");
    if (value->kind == NODE_LIST) {
        item = edit_dropped(value, editor->edit->value);
        if (!item)
            return EDIT_NOTHING;
        return value->style == NODE_FLOW ? plan_drop_flow(editor, value, item)
                                         : plan_drop_block(editor, item);
    }
    if (is_none(value) || !str_equal(value->text, editor->edit->value))
        return EDIT_NOTHING;
    if (value->style == NODE_BLOCK)
        return edit_refuse(editor, RULE_TYPE, value, "text of several lines stands where a list belongs",
                           "delete it by hand");
    for (start = value->offset; start > 0 && editor->yaml.p[start - 1] == ' ';)
        start--;
    return replace(editor, start, value->end);
}

static enum edit_state plan_set_entry(struct editor *editor)
{
    const struct node *value = editor->value, *entry = node_find(value, editor->edit->entry);

    if (!value)
        return plan_key(editor);
    if (is_none(value)) {
        fill_none(editor, value);
        put_flow_map(editor);
        return EDIT_DONE;
    }
    if (value->kind != NODE_MAP)
        return edit_refuse(editor, RULE_TYPE, value,
                           "one value or a list stands where a field for each belongs",
                           "write {name: value, name: value}");
    if (entry && !is_scalar(entry))
        return edit_refuse(editor, RULE_TYPE, entry, "a list or several fields stand where one value belongs",
                           "put one value there");
    if (entry)
        return plan_text(editor, entry, value->style == NODE_FLOW);
    if (value->style == NODE_FLOW) {
        begin_flow(editor, value);
        put_entry(editor, true);
        return EDIT_DONE;
    }
    if (begin_block(editor, value) == EDIT_REFUSED)
        return EDIT_REFUSED;
    put_entry(editor, false);
    put_line_end(editor, editor->to);
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
    case EDIT_DROP: return plan_drop(editor);
    case EDIT_SET_ENTRY: return plan_set_entry(editor);
    }
    return EDIT_NOTHING;
}
