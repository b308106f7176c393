#include "text/edit_item.h"

#include "text/edit_check.h"
#include "text/edit_line.h"
#include "text/edit_value.h"

/* Where an item begins; an entry of a map, with its key. */
static size_t start_of(const struct node *item)
{
    return item->key ? item->key->offset : item->offset;
}

/* Takes `item` out of a flow list or map, with one of the commas beside it. */
static enum edit_state plan_drop_flow(struct editor *editor, const struct node *list, const struct node *item)
{
    const struct node *before = list->first;
    size_t start = start_of(item), from = start, to = item->end;

    while (before != item && before->next != item)
        before = before->next;
    if (before != item)
        from = before->end;
    else if (item->next)
        to = start_of(item->next);
    else if (str_index(str_slice(editor->yaml, to, list->end), ',', 0) < list->end - to)
        to = list->end - 1;
    if (edit_has_comment(editor->yaml, from, start) || edit_has_comment(editor->yaml, item->end, to))
        return edit_refuse(editor, RULE_YAML, item, "a comment stands beside this item",
                           "move the comment out of the list");
    return edit_replace(editor, from, to);
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
    return edit_replace(editor, edit_line_start(yaml, hyphen), edit_lines_end(yaml, item));
}

enum edit_state edit_plan_drop(struct editor *editor)
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
    if (edit_is_none(value) || !str_equal(value->text, editor->edit->value))
        return EDIT_NOTHING;
    if (value->style == NODE_BLOCK)
        return edit_refuse(editor, RULE_TYPE, value, "text of several lines stands where a list belongs",
                           "delete it by hand");
    for (start = value->offset; start > 0 && editor->yaml.p[start - 1] == ' ';)
        start--;
    return edit_replace(editor, start, value->end);
}

enum edit_state edit_plan_replace_item(struct editor *editor)
{
    const struct node *value = editor->value, *item;

    if (!value)
        return EDIT_NOTHING;
    if (value->kind == NODE_MAP)
        return edit_refuse(editor, RULE_TYPE, value, "several fields stand where a list belongs",
                           "write a list: [a, b]");
    item = edit_replaced(value, editor->edit->old);
    if (!item || str_equal(editor->edit->old, editor->edit->value))
        return EDIT_NOTHING;
    return edit_plan_text(editor, item, item != value && value->style == NODE_FLOW);
}

/* Finds the entry of the map; where there is none, `*state` says what that means. */
static const struct node *find_entry(struct editor *editor, enum edit_state *state)
{
    const struct node *value = editor->value;

    *state = EDIT_NOTHING;
    if (value && value->kind == NODE_LIST)
        *state = edit_refuse(editor, RULE_TYPE, value, "a list stands where a field for each belongs",
                             "write {name: value, name: value}");
    return value && value->kind == NODE_MAP ? node_find(value, editor->edit->entry) : NULL;
}

enum edit_state edit_plan_rename_entry(struct editor *editor)
{
    enum edit_state state;
    const struct node *entry = find_entry(editor, &state);

    if (!entry || str_equal(editor->edit->entry, editor->edit->value))
        return state;
    if (node_find(editor->value, editor->edit->value))
        return edit_refuse(editor, RULE_DUPLICATE_KEY, entry, "the new name stands here already",
                           "delete one of the two");
    edit_put_key(editor, editor->edit->value, entry->key, editor->value->style == NODE_FLOW);
    return edit_replace(editor, entry->key->offset, entry->key->end);
}

enum edit_state edit_plan_remove_entry(struct editor *editor)
{
    struct str yaml = editor->yaml;
    enum edit_state state;
    const struct node *entry = find_entry(editor, &state);
    size_t start;

    if (!entry)
        return state;
    if (editor->value->style == NODE_FLOW)
        return plan_drop_flow(editor, editor->value, entry);
    start = edit_line_start(yaml, entry->key->offset);
    if (!edit_only_spaces(yaml, start, entry->key->offset))
        return edit_refuse(editor, RULE_YAML, entry, "this field does not begin its line",
                           "let it begin on a line of its own");
    return edit_replace(editor, start, edit_lines_end(yaml, entry));
}
