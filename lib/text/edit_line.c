#include "text/edit_line.h"

size_t edit_line_start(struct str yaml, size_t offset)
{
    while (offset > 0 && yaml.p[offset - 1] != '\n')
        offset--;
    return offset;
}

size_t edit_line_after(struct str yaml, size_t offset)
{
    size_t end = str_index(yaml, '\n', offset);

    return end < yaml.n ? end + 1 : end;
}

size_t edit_indent(struct str yaml, size_t offset)
{
    size_t start = edit_line_start(yaml, offset), at = start;

    while (at < yaml.n && yaml.p[at] == ' ')
        at++;
    return at - start;
}

bool edit_only_spaces(struct str yaml, size_t from, size_t to)
{
    while (from < to && yaml.p[from] == ' ')
        from++;
    return from == to;
}

bool edit_has_comment(struct str yaml, size_t from, size_t to)
{
    return str_index(str_slice(yaml, from, to), '#', 0) < to - from;
}

size_t edit_block_end(struct str yaml, const struct node *node)
{
    size_t end = node->end;

    while (end > node->offset) {
        size_t start = edit_line_start(yaml, end - 1);

        if (start <= node->offset || str_trim(str_slice(yaml, start, end)).n)
            break;
        end = start;
    }
    return end;
}

size_t edit_lines_end(struct str yaml, const struct node *node)
{
    while (node->kind != NODE_SCALAR && node->style == NODE_BLOCK && node->first)
        for (node = node->first; node->next;)
            node = node->next;
    if (node->kind == NODE_SCALAR && node->style == NODE_BLOCK)
        return edit_block_end(yaml, node);
    return edit_line_after(yaml, node->end);
}
