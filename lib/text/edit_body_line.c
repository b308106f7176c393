#include "text/edit_body_line.h"

static bool is_end(struct str s, size_t at)
{
    return s.p[at] == '\n' || s.p[at] == '\r';
}

size_t body_line_after(struct str s, size_t offset)
{
    while (offset < s.n && !is_end(s, offset))
        offset++;
    if (offset + 1 < s.n && s.p[offset] == '\r' && s.p[offset + 1] == '\n')
        offset++;
    return offset < s.n ? offset + 1 : offset;
}

bool body_line_ended(struct str s, size_t offset)
{
    return offset > 0 && is_end(s, offset - 1);
}

size_t body_line_start(struct str s, size_t offset)
{
    while (offset > 0 && !is_end(s, offset - 1))
        offset--;
    return offset;
}

uint32_t body_line_ends(struct str s)
{
    uint32_t count = 0;

    for (size_t at = 0; at < s.n; count += body_line_ended(s, at))
        at = body_line_after(s, at);
    return count;
}

size_t body_text_end(struct str s, size_t from, size_t to)
{
    size_t end = from;

    for (size_t at = from, next; at < to; at = next) {
        next = body_line_after(s, at);
        if (str_trim(str_slice(s, at, next)).n)
            end = next;
    }
    return end;
}

struct str body_line_end(struct str s, size_t offset)
{
    size_t end = offset, start;

    while (end > 0 && !is_end(s, end - 1))
        end--;
    if (!end)
        end = body_line_after(s, 0);
    if (!body_line_ended(s, end))
        return STR("\n");
    start = end - 1;
    if (start > 0 && s.p[start] == '\n' && s.p[start - 1] == '\r')
        start--;
    return str_slice(s, start, end);
}
