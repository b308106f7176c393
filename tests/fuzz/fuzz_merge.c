/*
 * Merges by meaning. An input with two NUL bytes is three versions of a file: base, ours, theirs. One that begins with the byte 1 is
 * a script: a base is made of it, and two versions by editing that. Any other is a file, a real one perhaps, that two people
 * edit line by line, in a way that its bytes decide.
 *
 * The sides have no order. A version that is merged with the base it has is itself. What comes out is read again; each line of a body and
 * each value that one side added is in it, or among what was kept; merging again changes nothing, unless lines are there several
 * times or change places, which can be told apart in more than one way, or a promise gave way.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/map.h"
#include "text/front.h"
#include "text/md.h"
#include "text/node.h"
#include "vault/merge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- what holds of a merge */

static struct merge merged(struct arena *arena, struct str base, struct str ours, struct str theirs)
{
    struct merge merge = {.arena = arena,
                          .path = STR("contacts/a.md"),
                          .base = base,
                          .has_base = true,
                          .ours = ours,
                          .theirs = theirs};

    if (!merge_run(&merge))
        must(merge.problem.message.n && !merge.kept_count && !merge.result.n);
    return merge;
}

static bool has_text(const struct node *node, struct str text)
{
    if (node && node->kind == NODE_SCALAR && str_equal(node->text, text))
        return true;
    for (const struct node *value = node ? node->first : NULL; value; value = value->next)
        if (has_text(value, text))
            return true;
    return false;
}

/* Whether a text was kept: as a value by itself, or in the bytes of a list or map. */
static bool is_kept(const struct merge *merge, struct str text)
{
    for (uint32_t i = 0; i < merge->kept_count; i++)
        if (str_find(merge->kept[i].other, text, 0) < merge->kept[i].other.n || !text.n)
            return true;
    return false;
}

/* Each text of a value that the base does not have there is in the result, or was kept. */
static void check_value(const struct merge *merge, const struct node *old, const struct node *value,
                        const struct node *result)
{
    if (value->kind == NODE_SCALAR && !node_is_empty(value) && value->style != NODE_BLOCK)
        must(has_text(old, value->text) || has_text(result, value->text) || is_kept(merge, value->text) ||
             str_index(value->text, '\n', 0) < value->text.n ||
             str_index(value->text, '\'', 0) < value->text.n);
    for (const struct node *inner = value->first; inner; inner = inner->next)
        check_value(merge, old, inner, result);
}

static const struct node *read_front(struct arena *arena, struct str file, struct front *front)
{
    struct diag problem = {0};

    must(front_split_loose(arena, file, front, &problem) == FRONT_FINE);
    return front->yaml.p ? node_parse(arena, front->yaml, front->yaml_line, &problem) : NULL;
}

static bool has_line(struct str text, struct str line)
{
    for (size_t at = 0; (at = str_find(text, line, at)) < text.n; at++) {
        size_t end = at + line.n;

        if ((at == 0 || text.p[at - 1] == '\n') &&
            (end == text.n || text.p[end] == '\n' || text.p[end] == '\r'))
            return true;
    }
    return false;
}

/* A lone CR ends lines for Markdown, and none here: where there is one, what is one line and what are two is open. */
static bool has_lone_cr(struct str text)
{
    for (size_t at = 0; (at = str_index(text, '\r', at)) < text.n; at++)
        if (at + 1 == text.n || text.p[at + 1] != '\n')
            return true;
    return false;
}

/* Lines with a task may give way to the same promise, settled. */
static bool may_go(struct str line)
{
    line = str_trim(line);
    return !line.n || str_find(line, STR("[ ]"), 0) < line.n ||
           str_find_nocase(line, STR("[x]"), 0) < line.n || str_find(line, STR("[-]"), 0) < line.n;
}

static void check_body(struct str base, struct str side, struct str result)
{
    while (side.n) {
        size_t end = str_index(side, '\n', 0);
        struct str line = str_slice(side, 0, end);

        if (str_ends(line, STR("\r")))
            line.n--;
        must(may_go(line) || has_line(base, line) || has_line(result, line));
        side = str_skip(side, end + 1);
    }
}

static void check_nothing_lost(struct arena *arena, const struct merge *merge, struct str side)
{
    struct front old, own, new;
    const struct node *base = read_front(arena, merge->base, &old), *top = read_front(arena, side, &own),
                      *result = read_front(arena, merge->result, &new);

    for (const struct node *value = top ? top->first : NULL; value; value = value->next) {
        const struct node *before = base ? node_find(base, value->key->text) : NULL;

        if (result)
            check_value(merge, before, value, node_find(result, value->key->text));
    }
    if (!has_lone_cr(merge->base) && !has_lone_cr(merge->ours) && !has_lone_cr(merge->theirs))
        check_body(old.body, own.body, new.body);
}

/* Takes the next line that is not blank; false where there is none. */
static bool next_line(struct str *text, struct str *line)
{
    do {
        size_t end = str_index(*text, '\n', 0);

        *line = str_trim(str_slice(*text, 0, end));
        *text = str_skip(*text, end + 1);
    } while (text->n && !line->n);
    return line->n > 0;
}

static struct str without_mark(struct str file)
{
    return str_skip(file, str_starts(file, STR("\xEF\xBB\xBF")) ? strlen("\xEF\xBB\xBF") : 0);
}

/* Whether each line stands once, and those of the base in the order that they have there; no line end is one to Markdown alone. */
static bool is_plain(struct str base, struct str side)
{
    struct map places = {0}, seen = {0};
    struct arena arena = {0};
    struct str line;
    size_t n = 0, last = 0;
    bool plain = str_index(base, '\r', 0) == base.n && str_index(side, '\r', 0) == side.n;

    base = without_mark(base);
    side = without_mark(side);
    while (plain && next_line(&base, &line)) {
        size_t *place = arena_new(&arena, size_t);

        *place = ++n;
        plain = !map_set(&places, &arena, line, place);
    }
    while (plain && next_line(&side, &line)) {
        const size_t *place = map_find(&places, line);

        plain = !map_set(&seen, &arena, line, &seen) && (!place || *place > last);
        last = place ? *place : last;
    }
    arena_free(&arena);
    return plain;
}

/* Whether an open promise of a side gave way to the same one, settled: merged again it may stand in another stretch than that. */
static bool gave_way(const struct merge *merge, struct str side)
{
    struct str line;

    while (next_line(&side, &line))
        if (may_go(line) && !has_line(merge->base, line) && !has_line(merge->result, line))
            return true;
    return false;
}

/* Blank lines of front matter are alike, and as many as there are. */
static bool has_same_lines(struct str first, struct str second)
{
    struct str line = {0}, other = {0};
    bool more = true, same = true;

    while (more && same) {
        more = next_line(&first, &line);
        same = more == next_line(&second, &other) && (!more || str_equal(line, other));
    }
    return same;
}

static void check(struct str base, struct str ours, struct str theirs)
{
    struct arena arena = {0};
    struct merge merge = merged(&arena, base, ours, theirs), other = merged(&arena, base, theirs, ours),
                 again;

    must(!merge.problem.message.n == !other.problem.message.n && str_equal(merge.result, other.result));
    if (!merge.problem.message.n && !str_equal(ours, theirs) && !str_equal(base, ours) &&
        !str_equal(base, theirs)) {
        check_nothing_lost(&arena, &merge, ours);
        check_nothing_lost(&arena, &merge, theirs);
        again = merged(&arena, base, merge.result, ours);
        must(!is_plain(base, ours) || !is_plain(base, theirs) || !is_plain(ours, theirs) ||
             gave_way(&merge, ours) || gave_way(&merge, theirs) || again.problem.message.n ||
             has_same_lines(again.result, merge.result));
    }
    arena_free(&arena);
}

/* ---- versions from a script */

/* Numbers that the bytes decide, and more of the same sort where they end. */
struct source {
    struct str bytes;
    uint64_t state;
};

static uint32_t draw(struct source *source, uint32_t below)
{
    uint8_t byte = 0;

    if (source->bytes.n) {
        byte = (uint8_t)source->bytes.p[0];
        source->bytes = str_skip(source->bytes, 1);
    }
    source->state = (source->state ^ byte) * 0x100000001b3u + 0x9e3779b97f4a7c15u;
    return (uint32_t)((source->state >> 33) % below);
}

enum { LINES_MOST = 200, LARGEST = 65536 };

/* Pairs of versions that are made of a file: a fuzzer makes another file rather than many pairs of one. */
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
enum { PAIRS = 1 };
#else
enum { PAIRS = 8 };
#endif

struct lines {
    struct str at[LINES_MOST];
    uint32_t n;
};

static struct lines lines_of(struct str text)
{
    struct lines lines = {0};

    while (text.n && lines.n < LINES_MOST - 20) {
        size_t end = str_index(text, '\n', 0);

        lines.at[lines.n++] = str_slice(text, 0, end + 1);
        text = str_skip(text, end + 1);
    }
    if (text.n)
        lines.at[lines.n++] = text;
    return lines;
}

static struct str new_line(struct arena *arena, struct source *source, bool in_front)
{
    static const char *const front[] = {"phone: +1 555 %u\n",
                                        "tags: [a%u, b]\n",
                                        "  - item %u\n",
                                        "thanked: 2026-11-%02u\n",
                                        "status: done # %u\n",
                                        "thanked:\n  ana: 2026-10-%02u\n",
                                        "email:\n  - e%u@example.org\n",
                                        "role: R%u\n"};
    static const char *const body[] = {"- 2026-11-%02u email in: hello\n",
                                       "- [ ] Send it %u\n",
                                       "- [x] Send it %u\n",
                                       "## Log %u\n",
                                       "A paragraph %u\n",
                                       "\n",
                                       "- item %u\n  more of it\n",
                                       "```\ncode %u\n```\n",
                                       "> quoted %u\n",
                                       "1. one %u\n"};
    struct buf text = {0};
    struct str line;
    uint32_t number = 1 + draw(source, 28);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (in_front)
        buf_printf(&text, front[draw(source, sizeof front / sizeof *front)], number);
    else
        buf_printf(&text, body[draw(source, sizeof body / sizeof *body)], number);
#pragma GCC diagnostic pop
    line = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return line;
}

static uint32_t front_end(const struct lines *lines)
{
    for (uint32_t i = 1; i < lines->n; i++)
        if (str_starts(lines->at[i], STR("---")))
            return i;
    return 0;
}

static void insert(struct lines *lines, uint32_t at, struct str line)
{
    if (lines->n == LINES_MOST)
        return;
    for (uint32_t i = lines->n++; i > at; i--)
        lines->at[i] = lines->at[i - 1];
    lines->at[at] = line;
}

/* One change, to a line or between two. */
static void edit_once(struct arena *arena, struct source *source, struct lines *lines)
{
    uint32_t at = draw(source, lines->n + 1), end = front_end(lines);
    struct str line;

    switch (draw(source, 6)) {
    case 0:
    case 1:
    case 2: insert(lines, at, new_line(arena, source, at <= end)); break;
    case 3:
        if (at < lines->n && lines->n > 1) {
            for (uint32_t i = at; i + 1 < lines->n; i++)
                lines->at[i] = lines->at[i + 1];
            lines->n--;
        }
        break;
    case 4:
        if (at < lines->n)
            lines->at[at] = new_line(arena, source, at <= end);
        break;
    default:
        if (at + 1 < lines->n) {
            line = lines->at[at];
            lines->at[at] = lines->at[at + 1];
            lines->at[at + 1] = line;
        }
    }
}

static struct str edited(struct arena *arena, struct source *source, struct str base, uint32_t edits)
{
    struct lines lines = lines_of(base);
    struct buf text = {0};
    struct str result;

    while (edits-- > 0)
        edit_once(arena, source, &lines);
    for (uint32_t i = 0; i < lines.n; i++)
        buf_put(&text, lines.at[i]);
    result = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return result;
}

static void edit_both(struct source *source, struct str base, struct arena *arena)
{
    struct str ours = edited(arena, source, base, 1 + draw(source, 5)),
               theirs = edited(arena, source, base, 1 + draw(source, 5));

    check(base, ours, theirs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str file = {(const char *)data, size};
    size_t first = str_index(file, '\0', 0), second = str_index(file, '\0', first + 1);
    struct source source = {.bytes = file};
    struct arena arena = {0};

    if (size > LARGEST)
        return 0;
    if (second < size) {
        check(str_slice(file, 0, first), str_slice(file, first + 1, second), str_skip(file, second + 1));
    } else if (size && data[0] == 1) {
        edit_both(&source,
                  edited(&arena, &source, STR("---\nname: Ana Lima\n---\n# Ana\n"), draw(&source, 24)),
                  &arena);
    } else {
        source.bytes.n = 0;
        for (size_t i = 0; i < size; i++)
            source.state = (source.state ^ data[i]) * 0x100000001b3u;
        for (int i = 0; i < PAIRS; i++)
            edit_both(&source, file, &arena);
    }
    arena_free(&arena);
    return 0;
}
