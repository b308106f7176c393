#include "base/utf8.h"
#include "vault/check_part.h"

/* The byte that begins the column; line.n behind the end. */
static size_t offset_of(struct str line, uint32_t column)
{
    unsigned cells = 1;

    for (struct str rest = line; rest.n;) {
        struct str next = rest;

        if (cells >= column)
            return line.n - rest.n;
        cells += utf8_width(utf8_next_grapheme(&next));
        rest = next;
    }
    return line.n;
}

/* Behind `key:` where that begins a line of YAML, or the dash of a list. */
static size_t value_start(struct str line)
{
    size_t at = 0, colon = str_find(line, STR(": "), 0);

    while (at < line.n && (line.p[at] == ' ' || line.p[at] == '-'))
        at++;
    if (colon < line.n && at < line.n && line.p[at] != '"' && line.p[at] != '\'' && line.p[at] != '[')
        at = colon + 2;
    while (at < line.n && line.p[at] == ' ')
        at++;
    return at < line.n ? at : 0;
}

/* Behind white space and the markers of quotes, headings, list items and tasks. */
static size_t words_start(struct str line)
{
    size_t at = 0;

    while (at < line.n && (is_space(line.p[at]) || strchr(">#-*+", line.p[at])))
        at++;
    while (at + 1 < line.n && is_digit(line.p[at]))
        at++;
    if (at + 1 < line.n && (line.p[at] == '.' || line.p[at] == ')') && line.p[at + 1] == ' ')
        at += 2;
    if (at + 3 < line.n && line.p[at] == '[' && line.p[at + 2] == ']' && line.p[at + 3] == ' ')
        at += 4;
    while (at < line.n && is_space(line.p[at]))
        at++;
    return at < line.n ? at : 0;
}

/* The end of what begins with a bracket or a quote at `from`, or from where it does not end on this line. */
static size_t closed_end(struct str line, size_t from)
{
    static const char *const pairs[][2] = {{"[[", "]]"}, {"<<", ">>"}, {"[", "]"},
                                           {"{", "}"},   {"\"", "\""}, {"'", "'"}};

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct str open = str_from(pairs[i][0]), close = str_from(pairs[i][1]);

        if (!str_starts(str_skip(line, from), open))
            continue;
        size_t end = str_find(line, close, from + open.n);

        return end < line.n ? end + close.n : from;
    }
    return from;
}

/* Whether a bracket of a flow list or map stands open before `at`. */
static bool is_in_flow(struct str line, size_t at)
{
    int open = 0;

    for (size_t i = 0; i < at; i++)
        open += (line.p[i] == '[' || line.p[i] == '{') - (line.p[i] == ']' || line.p[i] == '}');
    return open > 0;
}

/* The end of a key or a plain value of YAML. */
static size_t plain_end(struct str line, size_t from)
{
    bool in_flow = is_in_flow(line, from);
    size_t end = from;

    while (end < line.n && !(in_flow && strchr(",]}", line.p[end])) &&
           !(line.p[end] == ':' && (end + 1 == line.n || line.p[end + 1] == ' ')) &&
           !(line.p[end] == '#' && end > from && line.p[end - 1] == ' '))
        end++;
    while (end > from && line.p[end - 1] == ' ')
        end--;
    return end;
}

/* The end of a word; of a link `[label](target)` behind its target. */
static size_t word_end(struct str line, size_t from)
{
    size_t end = closed_end(line, from);

    if (end > from && end < line.n && line.p[end] == '(' && line.p[end - 1] == ']') {
        size_t close = str_index(line, ')', end);

        return close < line.n ? close + 1 : line.n;
    }
    while (end == from && end < line.n && !is_space(line.p[end]))
        from = ++end;
    return end;
}

struct extent extent_of(struct str line, uint32_t column, bool in_front)
{
    struct extent extent;

    if (column)
        extent.from = offset_of(line, column);
    else
        extent.from = in_front ? value_start(line) : words_start(line);
    if (in_front)
        extent.to = closed_end(line, extent.from);
    else
        extent.to = column ? word_end(line, extent.from) : line.n;
    if (in_front && extent.to == extent.from)
        extent.to = plain_end(line, extent.from);
    while (extent.to > extent.from && is_space(line.p[extent.to - 1]))
        extent.to--;
    return extent;
}
