#include "text/md_source.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* The offset after the line that `at` is in, or `limit` where the line goes on there. */
static size_t line_end(const struct md_source *source, size_t at, size_t limit)
{
    struct str body = str_slice(source->body, 0, limit);

    if (!source->has_cr) {
        at = str_index(body, '\n', at);
        return at < body.n ? at + 1 : at;
    }
    while (at < body.n && body.p[at] != '\n' && body.p[at] != '\r')
        at++;
    if (at + 1 < body.n && body.p[at] == '\r' && body.p[at + 1] == '\n')
        at++;
    return at < body.n ? at + 1 : at;
}

/* The length of the list marker at `at` of a line, or 0. */
static size_t marker_at(struct str line, size_t at)
{
    size_t to = at;

    while (to < line.n && is_digit(line.p[to]))
        to++;
    if (to >= line.n || !line.p[to] || !strchr(to > at ? ".)" : "-+*", line.p[to]))
        return 0;
    to++;
    return to == line.n || is_space(line.p[to]) ? to - at : 0;
}

/* The most list items that can be open after a line: two columns keep one open, a marker opens one. */
static size_t items_of(struct str line)
{
    size_t columns = 0, markers = 0, at = 0;

    while (at < line.n) {
        size_t n = marker_at(line, at);

        if (!n && line.p[at] != ' ' && line.p[at] != '\t' && line.p[at] != '>')
            break;
        if (!markers)
            columns += line.p[at] == '\t' ? 4 : 1;
        markers += n > 0;
        at += n ? n : 1;
    }
    return columns / 2 + markers;
}

bool md_source_is_too_deep(struct str body)
{
    struct md_source source = {.body = body, .has_cr = str_index(body, '\r', 0) < body.n};
    size_t open = 0, visits = 0;
    bool after_blank = true;

    if (body.n / 2 * (body.n / 4) <= LIMIT_BODY_NESTING)
        return false;
    for (size_t at = 0, next; at < body.n && visits <= LIMIT_BODY_NESTING; at = next) {
        struct str line;
        size_t items;

        next = line_end(&source, at, body.n);
        line = str_slice(body, at, next);
        if (!str_trim(line).n) {
            visits += open;
            after_blank = true;
            continue;
        }
        items = items_of(line);
        open = after_blank || items > open ? items : open; /* a lazy line closes none */
        after_blank = false;
    }
    return visits > LIMIT_BODY_NESTING;
}

uint32_t md_source_file_line(const struct md_source *source, uint32_t line)
{
    return source->first_line + (source->lines ? source->lines[line - 1] : line) - 1;
}

void md_source_start(struct md_source *source, struct str body, uint32_t first_line)
{
    *source = (struct md_source){
        .body = body,
        .first_line = first_line,
        .has_cr = str_index(body, '\r', 0) < body.n,
        .block = {0, 1},
        .here = {0, 1},
    };
}

static bool is_line_start(const struct md_source *source, size_t at)
{
    char before = at ? source->body.p[at - 1] : '\n';

    return before == '\n' || (before == '\r' && (at == source->body.n || source->body.p[at] != '\n'));
}

/* Moves source->here to a line at or after the block's first. */
static void seek(struct md_source *source, uint32_t line)
{
    struct md_source_line *here = &source->here;

    if (line < here->line)
        *here = source->block;
    while (here->line < line && here->at < source->body.n)
        *here = (struct md_source_line){line_end(source, here->at, source->body.n), here->line + 1};
}

void md_source_locate(struct md_source *source, int line, int end_line, int column)
{
    seek(source, (uint32_t)line);
    source->block = source->here;
    seek(source, (uint32_t)end_line);
    source->block_end = line_end(source, source->here.at, source->body.n);
    source->block_column = (size_t)column;
    source->here = source->block;
    source->search_from = source->block.at;
}

size_t md_source_offset(struct md_source *source, int line, int column)
{
    struct str body = source->body;
    size_t at, ahead = (size_t)column - 1;

    if (line < 1 || column < 1)
        return body.n;
    seek(source, (uint32_t)line);
    at = source->here.at;
    if (source->here.line != source->block.line && (size_t)column >= source->block_column) {
        ahead = (size_t)column - source->block_column;
        while (at < body.n && (body.p[at] == ' ' || body.p[at] == '\t'))
            at++;
    }
    return ahead < body.n - at ? at + ahead : body.n;
}

struct place md_source_place(struct md_source *source, size_t offset)
{
    struct md_source_line *here = &source->here;
    size_t from, end;

    if (offset < here->at)
        *here = source->block;
    from = source->counted_line == here->at && source->counted_at <= offset ? source->counted_at : here->at;
    while (from < offset && ((end = line_end(source, from, offset)) < offset || is_line_start(source, end))) {
        from = end;
        *here = (struct md_source_line){end, here->line + 1};
    }
    if (source->counted_line != here->at || source->counted_at > offset || !source->counted_column) {
        source->counted_line = source->counted_at = here->at;
        source->counted_column = 1;
    }
    source->counted_column +=
        utf8_column(str_slice(source->body, source->counted_at, offset), offset - source->counted_at) - 1;
    source->counted_at = offset;
    return (struct place){md_source_file_line(source, here->line), source->counted_column};
}

bool md_source_has(const struct md_source *source, size_t offset, struct str bytes)
{
    return str_starts(str_skip(source->body, offset), bytes);
}

static struct str block_source(const struct md_source *source)
{
    return str_slice(source->body, 0, source->block_end);
}

size_t md_source_find(const struct md_source *source, struct str bytes)
{
    struct str block = block_source(source);
    size_t at = str_find(block, bytes, source->block.at);

    return at < block.n ? at : source->body.n;
}

static bool is_escaped(struct str s, size_t at)
{
    size_t from = at;

    while (from && s.p[from - 1] == '\\')
        from--;
    return (at - from) % 2 == 1;
}

static struct str skip_spaces(struct str s)
{
    while (s.n && s.p[0] == ' ')
        s = str_skip(s, 1);
    return s;
}

/* Whether `s` spells `target`, with or without backslashes, and a wiki-link may go on after it. */
static bool spells_target(struct str s, struct str target)
{
    size_t at = 0;

    s = skip_spaces(s);
    for (size_t i = 0; i < target.n; i++, at++) {
        if (at + 1 < s.n && s.p[at] == '\\' && target.p[i] != '\\')
            at++;
        if (at >= s.n || s.p[at] != target.p[i])
            return false;
    }
    s = skip_spaces(str_skip(s, at));
    return str_starts(s, STR("]]")) || str_starts(s, STR("|")) || str_starts(s, STR("\\|"));
}

size_t md_source_wiki(const struct md_source *source, struct str target)
{
    struct str block = block_source(source);
    size_t at = str_index(block, '[', source->search_from);

    for (; at + 1 < block.n; at = str_index(block, '[', at + 1))
        if (block.p[at + 1] == '[' && !is_escaped(block, at) &&
            spells_target(str_skip(block, at + 2), target))
            return at;
    return source->body.n;
}
