#include "text/unite_cut.h"

#include "text/edit_line.h"

static void add_part(struct arena *arena, struct unite_parts *parts, struct unite_value value)
{
    vec_add(parts, arena)->value = value;
}

/* The lines in [from, to): comments and blank ones. */
static void add_lines(struct arena *arena, struct unite_parts *parts, struct str yaml, size_t from, size_t to)
{
    while (from < to) {
        size_t next = edit_line_after(yaml, from);

        add_part(arena, parts, (struct unite_value){.yaml = yaml, .raw = str_slice(yaml, from, next)});
        from = next;
    }
}

/* Where the line starts on which an entry begins, with its key or hyphen `indent` behind; yaml.n where that is not so. */
static size_t entry_start(const struct unite_parts *parts, struct str yaml, const struct node *node,
                          size_t from)
{
    size_t offset = node->key ? node->key->offset : node->offset;
    size_t start = edit_line_start(yaml, offset);

    if (node->key)
        return offset - start == parts->indent && edit_only_spaces(yaml, start, offset) ? start : yaml.n;
    for (;;) {
        size_t mark = start + parts->indent;

        if (mark < yaml.n && yaml.p[mark] == '-' && edit_only_spaces(yaml, start, mark))
            return start;
        if (start <= from)
            return yaml.n;
        start = edit_line_start(yaml, start - 1);
    }
}

/* Where the first entry's line starts, and how far in it begins. */
static size_t first_start(const struct node *node, struct str yaml, size_t from, size_t *indent)
{
    size_t offset = node->key ? node->key->offset : node->offset, start = edit_line_start(yaml, offset);

    while (!node->key && start > from && !str_starts(str_trim(str_slice(yaml, start, offset)), STR("-")))
        start = edit_line_start(yaml, start - 1);
    *indent = edit_indent(yaml, start);
    return start;
}

/* The entries between the head and `to`. */
static bool cut_block(struct arena *arena, struct str yaml, const struct node *node, size_t to,
                      struct unite_parts *parts)
{
    size_t at = parts->head.n ? (size_t)(parts->head.p - yaml.p) + parts->head.n : 0;

    for (const struct node *entry = node->first; entry; entry = entry->next) {
        size_t start = entry_start(parts, yaml, entry, at), end = edit_lines_end(yaml, entry);

        if (start == yaml.n || start < at || end > to)
            return false;
        add_lines(arena, parts, yaml, at, start);
        add_part(arena, parts, (struct unite_value){yaml, entry, str_slice(yaml, start, end)});
        at = end;
    }
    add_lines(arena, parts, yaml, at, to);
    return true;
}

static bool cut_flow(struct arena *arena, struct str yaml, const struct node *node, struct unite_parts *parts)
{
    size_t at = node->offset + 1;

    parts->is_flow = true;
    for (const struct node *entry = node->first; entry; entry = entry->next) {
        size_t start = entry->key ? entry->key->offset : entry->offset;

        if (start < at || edit_has_comment(yaml, at, start))
            return false;
        add_part(arena, parts,
                 (struct unite_value){yaml, entry, str_trim(str_slice(yaml, start, entry->end))});
        at = entry->end;
    }
    return !edit_has_comment(yaml, at, node->end);
}

bool unite_cut(struct arena *arena, const struct unite_value *value, struct unite_parts *parts)
{
    const struct node *node = value->node;
    struct str yaml = value->yaml;
    size_t from, to, start;

    *parts = (struct unite_parts){0};
    if (!node || node_is_empty(node))
        return true;
    from = (size_t)(value->raw.p - yaml.p);
    to = from + value->raw.n;
    if (node->kind == NODE_SCALAR) {
        struct node *item = arena_new(arena, struct node);

        *item = *node;
        item->key = NULL;
        add_part(arena, parts, (struct unite_value){yaml, item, unite_value_bytes(value)});
        parts->is_flow = true;
        return node->style != NODE_BLOCK;
    }
    if (node->style == NODE_FLOW) {
        parts->head = str_slice(yaml, from, node->offset + 1);
        parts->tail = str_slice(yaml, node->end - 1, to);
        return cut_flow(arena, yaml, node, parts);
    }
    start = first_start(node->first, yaml, from, &parts->indent);
    if (start <= from)
        return false;
    parts->head = str_slice(yaml, from, start);
    return cut_block(arena, yaml, node, to, parts);
}

bool unite_cut_top(struct arena *arena, struct str yaml, const struct node *top, struct unite_parts *parts)
{
    *parts = (struct unite_parts){0};
    if (top->first && top->style == NODE_FLOW)
        return false;
    return cut_block(arena, yaml, top, yaml.n, parts);
}

struct str unite_value_bytes(const struct unite_value *value)
{
    return str_trim(str_slice(value->yaml, value->node->offset, value->node->end));
}

struct str unite_value_comment(const struct unite_value *value)
{
    size_t end = value->node->end;
    struct str behind = str_trim(str_slice(value->yaml, end, str_index(value->yaml, '\n', end)));

    return value->node->kind == NODE_SCALAR && value->node->style != NODE_BLOCK &&
                   str_starts(behind, STR("#"))
               ? behind
               : (struct str){0};
}
