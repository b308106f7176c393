#include "text/edit_check.h"

const struct node *edit_filled(const struct node *list)
{
    return list->style == NODE_BLOCK && list->first && list->first->kind == NODE_SCALAR &&
                   list->first->style == NODE_PLAIN && !list->first->text.n
               ? list->first
               : NULL;
}

const struct node *edit_dropped(const struct node *list, struct str value)
{
    for (const struct node *item = list->first; item; item = item->next)
        if (item->kind == NODE_SCALAR && str_equal(item->text, value) && !node_is_empty(item))
            return item;
    return NULL;
}

bool edit_is_bare_link(const struct node *node)
{
    const struct node *inner = node && node->kind == NODE_LIST && node->count == 1 ? node->first : NULL;

    return inner && node->style == NODE_FLOW && inner->kind == NODE_LIST && inner->style == NODE_FLOW &&
           inner->count == 1 && inner->first->kind == NODE_SCALAR && inner->first->style == NODE_PLAIN &&
           inner->first->text.n;
}

static bool is_old(const struct node *node, struct str old)
{
    if (edit_is_bare_link(node))
        return old.n > 4 && str_starts(old, STR("[[")) && str_ends(old, STR("]]")) &&
               str_equal(node->first->first->text, str_slice(old, 2, old.n - 2));
    return node->kind == NODE_SCALAR && str_equal(node->text, old) && !node_is_empty(node);
}

const struct node *edit_replaced(const struct node *value, struct str old)
{
    if (!value || is_old(value, old))
        return value;
    if (value->kind != NODE_LIST)
        return NULL;
    for (const struct node *item = value->first; item; item = item->next)
        if (is_old(item, old))
            return item;
    return NULL;
}

/* Kind, style and text; places may differ. */
static bool same_node(const struct node *a, const struct node *b)
{
    return a->kind == b->kind && a->style == b->style && a->count == b->count && str_equal(a->text, b->text);
}

static bool same_tree(const struct node *a, const struct node *b);

static bool same_value(const struct node *a, const struct node *b)
{
    const struct node *value = a->first, *other = b->first;

    for (; value && other; value = value->next, other = other->next)
        if (!same_tree(value, other))
            return false;
    return same_node(a, b) && !value && !other;
}

/* Two values with their keys. Recursion ends at LIMIT_YAML_DEPTH. */
static bool same_tree(const struct node *a, const struct node *b)
{
    return !a->key == !b->key && (!a->key || same_node(a->key, b->key)) && same_value(a, b);
}

/*
 * Whether the values of two lists or maps are the same in the same order, but for `gone` of the first and `come`
 * of the second (each may be NULL), which stand in the same place where both are.
 */
static bool same_others(const struct node *before, const struct node *after, const struct node *gone,
                        const struct node *come)
{
    const struct node *value = before->first, *other = after->first;

    while (value || other) {
        bool goes = value && value == gone, comes = other && other == come;

        if ((goes && comes) || (goes && !come) || (comes && !gone)) {
            value = goes ? value->next : value;
            other = comes ? other->next : other;
            continue;
        }
        if (goes || comes || !value || !other || !same_tree(value, other))
            return false;
        value = value->next;
        other = other->next;
    }
    return true;
}

static bool has_text(const struct node *node, struct str text)
{
    return node && node->kind == NODE_SCALAR && str_equal(node->text, text) && !node_is_empty(node);
}

static const struct node *last_of(const struct node *list)
{
    const struct node *last = list->first;

    while (last && last->next)
        last = last->next;
    return last;
}

/* Whether the value was none, in any writing. */
static bool was_empty(const struct node *value)
{
    return !value || (value->kind == NODE_SCALAR && (node_is_empty(value) || !value->text.n));
}

static bool append_holds(const struct edit *edit, const struct node *before, const struct node *after)
{
    const struct node none = {.kind = NODE_LIST};
    const struct node *filled, *item;

    if (!after || after->kind != NODE_LIST)
        return false;
    if (!was_empty(before) && (before->kind == NODE_SCALAR || edit_is_bare_link(before)))
        return after->count == 2 && after->first->kind == NODE_SCALAR && is_old(before, after->first->text) &&
               has_text(after->first->next, edit->value);
    before = was_empty(before) ? &none : before;
    filled = edit_filled(before);
    item = filled ? after->first : last_of(after);
    return has_text(item, edit->value) && before->kind == NODE_LIST &&
           same_others(before, after, filled, item);
}

static bool drop_holds(const struct edit *edit, const struct node *before, const struct node *after)
{
    if (!before || !after)
        return false;
    if (after->kind == NODE_LIST)
        return same_others(before, after, edit_dropped(before, edit->value), NULL);
    return node_is_empty(after) && (before->kind == NODE_SCALAR || before->count == 1);
}

static bool entry_holds(const struct edit *edit, const struct node *before, const struct node *after)
{
    const struct node none = {.kind = NODE_MAP};
    const struct node *entry = node_find(after, edit->entry);

    before = was_empty(before) ? &none : before;
    return has_text(entry, edit->value) && before->kind == NODE_MAP &&
           same_others(before, after, node_find(before, edit->entry), entry);
}

/* The value after that stands where `node` stood among those before, or NULL. */
static const struct node *counterpart(const struct node *before, const struct node *node,
                                      const struct node *after)
{
    const struct node *other = after->first;

    for (const struct node *value = before->first; value && value != node && other; value = value->next)
        other = other->next;
    return other;
}

static bool replace_holds(const struct edit *edit, const struct node *before, const struct node *after)
{
    const struct node *gone = edit_replaced(before, edit->old), *come;

    if (!gone || !before || !after)
        return false;
    if (gone == before)
        return has_text(after, edit->value);
    come = counterpart(before, gone, after);
    return has_text(come, edit->value) && same_node(before, after) && same_others(before, after, gone, come);
}

static bool rename_holds(const struct edit *edit, const struct node *before, const struct node *after)
{
    const struct node *gone = node_find(before, edit->entry), *come;

    if (!gone || !before || !after)
        return false;
    come = counterpart(before, gone, after);
    return come && come->key && str_equal(come->key->text, edit->value) && same_value(gone, come) &&
           same_node(before, after) && same_others(before, after, gone, come);
}

static bool remove_entry_holds(const struct edit *edit, const struct node *before, const struct node *after)
{
    const struct node *gone = node_find(before, edit->entry);

    if (!gone || !before || !after)
        return false;
    if (after->kind == NODE_MAP)
        return same_others(before, after, gone, NULL);
    return node_is_empty(after) && before->count == 1;
}

bool edit_holds(const struct edit *edit, const struct node *before, const struct node *after)
{
    const struct node *was = node_find(before, edit->key), *is = node_find(after, edit->key);

    if (!same_others(before, after, was, is) || (was && is && !same_node(was->key, is->key)))
        return false;
    switch (edit->verb) {
    case EDIT_SET: return has_text(is, edit->value);
    case EDIT_REMOVE: return !is;
    case EDIT_APPEND: return append_holds(edit, was, is);
    case EDIT_DROP: return drop_holds(edit, was, is);
    case EDIT_SET_ENTRY: return entry_holds(edit, was, is);
    case EDIT_REPLACE_ITEM: return replace_holds(edit, was, is);
    case EDIT_RENAME_ENTRY: return rename_holds(edit, was, is);
    case EDIT_REMOVE_ENTRY: return remove_entry_holds(edit, was, is);
    }
    return false;
}
