#include "base/limits.h"
#include "text/tmpl_part.h"

/* ---- blank or not */

static bool is_blank(const struct tmpl_part *part)
{
    if (part->kind != PART_TEXT)
        return false;
    for (size_t i = 0; i < part->text.n; i++)
        if (!is_space(part->text.p[i]))
            return false;
    return true;
}

static bool ends_line(const struct tmpl_part *part)
{
    return part->kind == PART_TEXT && str_ends(part->text, STR("\n"));
}

/* The white space with which the line of the tag `i` begins, as a part; NULL where something else stands there, or nothing. */
static struct tmpl_part *blank_before(const struct tmpl *tmpl, uint32_t i)
{
    struct tmpl_part *before = i ? &tmpl->at[i - 1] : NULL;

    return before && !tmpl->at[i].starts_line && before->starts_line && is_blank(before) ? before : NULL;
}

static bool is_first(const struct tmpl *tmpl, uint32_t i)
{
    return tmpl->at[i].starts_line || blank_before(tmpl, i);
}

/* Whether nothing but white space follows the tag `i` in its line. */
static bool is_last(const struct tmpl *tmpl, uint32_t i)
{
    const struct tmpl_part *after = &tmpl->at[i + 1];

    return i + 1 == tmpl->n || (is_blank(after) && (ends_line(after) || i + 2 == tmpl->n));
}

/* ---- what stands alone */

static void take_before(struct tmpl *tmpl, uint32_t i)
{
    struct tmpl_part *before = blank_before(tmpl, i);

    if (before)
        before->kind = PART_NOTHING;
}

static void take_after(struct tmpl *tmpl, uint32_t i)
{
    if (i + 1 < tmpl->n)
        tmpl->at[i + 1].kind = PART_NOTHING;
}

/* From before the tag `first` to behind the tag `last`, which is the same or its end. */
static void stand_alone(struct tmpl *tmpl, uint32_t first, uint32_t last)
{
    const struct tmpl_part *before = blank_before(tmpl, first);
    struct tmpl_part *part = &tmpl->at[first];

    if (!is_first(tmpl, first) || !is_last(tmpl, last))
        return;
    part->is_alone = true;
    tmpl->at[last].is_alone = true;
    if (part->kind == PART_PARTIAL || part->kind == PART_PARENT)
        part->indent = before ? before->text : (struct str){0};
    take_before(tmpl, first);
    take_after(tmpl, last);
}

/* What stands around a block in a parent is not written: only its inner sides count. */
static void stand_in_parent(struct tmpl *tmpl, uint32_t first, uint32_t last)
{
    if (is_last(tmpl, first)) {
        tmpl->at[first].is_alone = true;
        take_after(tmpl, first);
    }
    if (is_first(tmpl, last)) {
        tmpl->at[last].is_alone = true;
        take_before(tmpl, last);
    }
}

static void find_alone(struct tmpl *tmpl)
{
    for (uint32_t i = 0; i < tmpl->n; i++) {
        const struct tmpl_part *part = &tmpl->at[i];
        const struct tmpl_part *begun = part->kind == PART_END ? &tmpl->at[part->end] : NULL;

        if (part->is_argument)
            stand_in_parent(tmpl, i, part->end);
        else if (part->kind == PART_PARENT)
            stand_alone(tmpl, i, part->end);
        else if (begun ? !begun->is_argument && begun->kind != PART_PARENT
                       : part->kind >= PART_SECTION && part->kind <= PART_SILENT)
            stand_alone(tmpl, i, i);
    }
}

/* ---- how far the lines of blocks are indented */

/* What the lines of a block share; the blocks around it are in the same array. */
struct shared {
    uint32_t block; /* its index */
    bool has_line;
    struct str indent;
};

static struct str leading(struct str line)
{
    size_t n = 0;

    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return str_slice(line, 0, n);
}

static void share(struct shared *shared, struct str indent)
{
    size_t n = 0;

    if (!shared->has_line)
        shared->indent = indent;
    shared->has_line = true;
    while (n < indent.n && n < shared->indent.n && indent.p[n] == shared->indent.p[n])
        n++;
    shared->indent.n = n;
}

/* Whether the line that begins with part `i` has nothing, or a block's end, as its first tag. */
static bool ends_block(const struct tmpl *tmpl, uint32_t i)
{
    const struct tmpl_part *part = &tmpl->at[i];

    if (is_blank(part) && !ends_line(part) && i + 1 < tmpl->n)
        part++;
    return part->kind == PART_END && tmpl->at[part->end].kind == PART_BLOCK;
}

static void see_line(const struct tmpl *tmpl, uint32_t i, struct shared *stack, uint32_t depth)
{
    const struct tmpl_part *part = &tmpl->at[i];

    if (!part->starts_line || (is_blank(part) && ends_line(part)))
        return;
    depth -= depth && ends_block(tmpl, i);
    if (depth)
        share(&stack[depth - 1], part->kind == PART_TEXT ? leading(part->text) : (struct str){0});
}

/* The indent of a block whose lines have all been seen. */
static struct str block_indent(const struct tmpl *tmpl, const struct shared *shared)
{
    const struct tmpl_part *block = &tmpl->at[shared->block];
    const struct tmpl_part *before = blank_before(tmpl, shared->block);
    bool begins_below = is_last(tmpl, shared->block);

    if (block->is_argument)
        return begins_below && shared->has_line ? shared->indent : (struct str){0};
    if (begins_below && is_first(tmpl, shared->block) && shared->has_line)
        return shared->indent;
    return before ? before->text : (struct str){0};
}

static void find_indents(struct tmpl *tmpl)
{
    struct shared stack[LIMIT_TEMPLATE_DEPTH] = {{0}};
    uint32_t depth = 0;

    for (uint32_t i = 0; i < tmpl->n; i++) {
        struct tmpl_part *part = &tmpl->at[i];

        see_line(tmpl, i, stack, depth);
        if (part->kind == PART_BLOCK) {
            stack[depth++] = (struct shared){.block = i};
        } else if (part->kind == PART_END && tmpl->at[part->end].kind == PART_BLOCK) {
            struct shared *shared = &stack[--depth];

            tmpl->at[shared->block].indent = block_indent(tmpl, shared);
            if (depth && shared->has_line)
                share(&stack[depth - 1], shared->indent);
        }
    }
}

/* Of each text, the last that follows it without a gap. */
static void join_texts(struct tmpl *tmpl)
{
    for (uint32_t i = tmpl->n; i > 0; i--) {
        struct tmpl_part *part = &tmpl->at[i - 1];
        const struct tmpl_part *next = i < tmpl->n ? part + 1 : NULL;
        bool goes_on = next && next->kind == PART_TEXT && part->text.p + part->text.n == next->text.p;

        if (part->kind == PART_TEXT)
            part->end = goes_on ? next->end : i - 1;
    }
}

void tmpl_lines(struct tmpl *tmpl)
{
    find_indents(tmpl);
    find_alone(tmpl);
    join_texts(tmpl);
}
