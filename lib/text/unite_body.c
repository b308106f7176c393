#include <stdlib.h>

#include "text/md_line.h"
#include "text/md_outline.h"
#include "text/unite_part.h"

/* A block of the body, or an item of a list at its top. */
struct block {
    struct str text;   /* without the end of its last line */
    struct str behind; /* to the next block: that line end, and blank lines */
    struct stamp when; /* that an item begins with */
    const struct md_task *task;
    struct str rest; /* of a task: what stands below its first paragraph */
    bool is_heading, is_item;
};

struct blocks {
    VEC(struct block);
    struct str before; /* blank lines at the start */
    uint32_t *numbers;
    bool *opens;
};

struct bodies {
    struct uniting *uniting;
    struct blocks sides[THREE_SIDES];
    struct unite_numbers numbers;
    struct three_steps steps;
};

/* ---- cutting */

static struct stamp when_of(struct str text)
{
    struct md_log_line log = {0};
    size_t at = 0;

    while (at < text.n && (text.p[at] == ' ' || is_digit(text.p[at])))
        at++;
    text = str_skip(text, at + 1);
    while (text.n && text.p[0] == ' ')
        text = str_skip(text, 1);
    return md_line_log(text, &log) ? log.when : (struct stamp){0};
}

/* The end of what is no blank line in [from, to), without its line end. */
static size_t text_end(struct str body, size_t from, size_t to)
{
    size_t end = to;

    while (end > from) {
        size_t line = end - 1;

        while (line > from && body.p[line - 1] != '\n')
            line--;
        if (str_trim(str_slice(body, line, end)).n)
            return body.p[end - 1] == '\n' ? end - 1 : end;
        end = line;
    }
    return from;
}

static void add_block(struct uniting *uniting, struct blocks *blocks, struct str body, size_t from, size_t to)
{
    size_t end = text_end(body, from, to);
    struct block *block;

    if (end == from) {
        if (!blocks->n)
            blocks->before = str_slice(body, 0, to);
        return;
    }
    block = vec_add(blocks, uniting->arena);
    block->text = str_slice(body, from, end);
    block->behind = str_slice(body, end, to);
}

/* Joins tasks to the blocks that begin with them. */
static void add_tasks(struct blocks *blocks, struct str body, const struct md *md,
                      const struct md_outline *outline)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < blocks->n; i++) {
        struct block *block = &blocks->at[i];
        size_t from = (size_t)(block->text.p - body.p), to = from + block->text.n;

        while (at < md->tasks.n && outline->tasks.at[at].at < from)
            at++;
        if (at == md->tasks.n)
            return;
        if (!block->is_item || outline->tasks.at[at].at >= to ||
            str_index(block->text, '\n', 0) + from < outline->tasks.at[at].at)
            continue;
        block->task = &md->tasks.at[at];
        block->rest = str_trim(str_slice(body, outline->tasks.at[at].end, to));
    }
}

static void cut(struct uniting *uniting, struct str body, struct blocks *blocks)
{
    struct arena *arena = uniting->arena;
    struct arena scratch = {0};
    struct md_job job = {.keep = arena, .scratch = &scratch, .first_line = 1, .want = MD_WANT_TASKS};
    struct md_outline outline;
    struct md *md = arena_new(arena, struct md);
    size_t from = 0;

    md_outline(&job, body, md, &outline);
    arena_free(&scratch);
    for (uint32_t i = 0; i <= outline.tops.n; i++) {
        size_t to = i < outline.tops.n ? outline.tops.at[i].at : body.n;

        if (to > from || i == outline.tops.n)
            add_block(uniting, blocks, body, from, to);
        if (blocks->n && i > 0 && from == outline.tops.at[i - 1].at) {
            struct block *block = &blocks->at[blocks->n - 1];

            block->is_heading = outline.tops.at[i - 1].is_heading;
            block->is_item = outline.tops.at[i - 1].is_item;
            block->when = block->is_item ? when_of(block->text) : (struct stamp){0};
        }
        from = to;
    }
    add_tasks(blocks, body, md, &outline);
}

static void number(struct bodies *bodies, struct blocks *blocks)
{
    struct arena *arena = bodies->uniting->arena;

    blocks->numbers = arena_new_array(arena, uint32_t, (size_t)blocks->n + 1);
    blocks->opens = arena_new_array(arena, bool, (size_t)blocks->n + 1);
    for (uint32_t i = 0; i < blocks->n; i++) {
        blocks->numbers[i] = unite_number(&bodies->numbers, arena, blocks->at[i].text);
        blocks->opens[i] = blocks->at[i].is_heading;
    }
}

/* ---- steps */

static bool is_of(const struct three_step *step, int side)
{
    return step->at[side] != ALIGN_NONE;
}

/* Only one side has it: it was added there. */
static bool is_only(const struct three_step *step, int side)
{
    return is_of(step, side) && !is_of(step, THREE_X + THREE_Y - side);
}

static const struct block *block_of(const struct bodies *bodies, const struct three_step *step)
{
    int side = is_of(step, THREE_X) ? THREE_X : THREE_Y;

    return &bodies->sides[side].at[step->at[side]];
}

static uint32_t number_of(const struct bodies *bodies, const struct three_step *step)
{
    int side = is_of(step, THREE_X) ? THREE_X : THREE_Y;

    return bodies->sides[side].numbers[step->at[side]];
}

/* ---- promises that both changed: ticked wins over open */

/* Of the same promise: that which is settled, and settled first. */
static bool is_before(const struct md_task *task, const struct md_task *other)
{
    static const int rank[] = {[MD_TASK_OPEN] = 0, [MD_TASK_DROPPED] = 1, [MD_TASK_DONE] = 2};
    int32_t done = task->done ? task->done : INT32_MAX, other_done = other->done ? other->done : INT32_MAX;

    if (rank[task->state] != rank[other->state])
        return rank[task->state] > rank[other->state];
    return done < other_done;
}

static bool is_same_promise(const struct block *a, const struct block *b)
{
    const struct md_task *first = a->task, *second = b->task;

    return first && second && str_equal(first->text, second->text) && first->theirs == second->theirs &&
           str_equal(a->rest, b->rest) && (is_before(first, second) || is_before(second, first));
}

/* Within a region: of a promise that both sides wrote anew, the one that counts. */
static void settle_region(struct bodies *bodies, uint32_t from, uint32_t to)
{
    struct map words = {0};

    for (uint32_t i = from; i < to; i++) {
        struct three_step *step = &bodies->steps.at[i];
        const struct block *block = block_of(bodies, step);

        if (is_only(step, THREE_X) && block->task)
            map_set(&words, bodies->uniting->arena, block->task->text, step);
    }
    for (uint32_t i = from; i < to && words.n; i++) {
        struct three_step *step = &bodies->steps.at[i], *other;
        const struct block *block = block_of(bodies, step);

        if (!is_only(step, THREE_Y) || !block->task)
            continue;
        other = map_find(&words, block->task->text);
        if (!other || !is_only(other, THREE_X) || !is_same_promise(block_of(bodies, other), block))
            continue;
        if (is_before(block->task, block_of(bodies, other)->task)) {
            other->at[THREE_X] = ALIGN_NONE;
            other->at[THREE_Y] = step->at[THREE_Y];
        }
        step->at[THREE_Y] = ALIGN_NONE;
    }
}

/* What both changed, each in its way. */
static void tell_region(struct bodies *bodies, uint32_t from, uint32_t to)
{
    const struct block *blocks[THREE_SIDES] = {0};

    for (uint32_t i = from; i < to; i++)
        for (int side = THREE_X; side <= THREE_Y; side++)
            if (is_only(&bodies->steps.at[i], side) && !blocks[side])
                blocks[side] = block_of(bodies, &bodies->steps.at[i]);
    if (blocks[THREE_X] && blocks[THREE_Y])
        unite_keep(bodies->uniting,
                   (struct unite_kept){.kept = blocks[THREE_X]->text, .other = blocks[THREE_Y]->text});
}

static uint32_t region_end(const struct bodies *bodies, uint32_t from)
{
    uint32_t to = from;

    while (to < bodies->steps.n && bodies->steps.at[to].region == bodies->steps.at[from].region)
        to++;
    return to;
}

static void settle(struct bodies *bodies)
{
    uint32_t n = 0;

    for (uint32_t from = 0, to; from < bodies->steps.n; from = to) {
        to = region_end(bodies, from);
        settle_region(bodies, from, to);
        if (bodies->steps.at[from].is_edited)
            tell_region(bodies, from, to);
    }
    for (uint32_t i = 0; i < bodies->steps.n; i++)
        if (is_of(&bodies->steps.at[i], THREE_X) || is_of(&bodies->steps.at[i], THREE_Y))
            bodies->steps.at[n++] = bodies->steps.at[i];
    bodies->steps.n = n;
}

/* ---- dated items: in the order that both sides have */

/* A step with the day that its item begins with. */
struct dated {
    struct three_step step;
    struct stamp when;
    uint32_t place;
};

static int by_when(const struct dated *a, const struct dated *b)
{
    if (a->when.day != b->when.day)
        return a->when.day < b->when.day ? -1 : 1;
    return a->when.minute < b->when.minute ? -1 : a->when.minute > b->when.minute;
}

static int oldest_first(const void *left, const void *right)
{
    const struct dated *a = left, *b = right;
    int order = by_when(a, b);

    return order ? order : a->place < b->place ? -1 : a->place > b->place;
}

static int newest_first(const void *left, const void *right)
{
    const struct dated *a = left, *b = right;
    int order = by_when(b, a);

    return order ? order : a->place < b->place ? -1 : a->place > b->place;
}

/* Whether what one side has of the run never goes up, or never down. */
static bool is_ordered(const struct dated *run, uint32_t n, int side, int direction)
{
    const struct dated *last = NULL;

    for (uint32_t i = 0; i < n; i++) {
        if (!is_of(&run[i].step, side))
            continue;
        if (last && by_when(last, &run[i]) == direction)
            return false;
        last = &run[i];
    }
    return true;
}

static bool is_shared(const struct three_step *steps, uint32_t n)
{
    bool has[THREE_SIDES] = {0};

    for (uint32_t i = 0; i < n; i++)
        for (int side = THREE_X; side <= THREE_Y; side++)
            has[side] |= is_only(&steps[i], side);
    return has[THREE_X] && has[THREE_Y];
}

static void sort_run(struct bodies *bodies, struct three_step *steps, uint32_t n)
{
    struct dated *run;
    int (*order)(const void *, const void *) = NULL;

    if (!is_shared(steps, n))
        return;
    run = arena_new_array(bodies->uniting->arena, struct dated, n);
    for (uint32_t i = 0; i < n; i++)
        run[i] = (struct dated){steps[i], block_of(bodies, &steps[i])->when, i};
    if (is_ordered(run, n, THREE_X, -1) && is_ordered(run, n, THREE_Y, -1))
        order = newest_first;
    else if (is_ordered(run, n, THREE_X, 1) && is_ordered(run, n, THREE_Y, 1))
        order = oldest_first;
    if (!order)
        return;
    qsort(run, n, sizeof *run, order);
    for (uint32_t i = 0; i < n; i++)
        steps[i] = run[i].step;
}

static void sort_dated(struct bodies *bodies)
{
    struct three_steps *steps = &bodies->steps;

    for (uint32_t from = 0, to; from < steps->n; from = to + 1) {
        for (to = from; to < steps->n && block_of(bodies, &steps->at[to])->when.day; to++)
            ;
        if (to > from)
            sort_run(bodies, &steps->at[from], to - from);
    }
}

/* ---- writing */

/* The place of a step's block in a side, or of the end of all. */
static uint32_t place_in(const struct bodies *bodies, uint32_t step, int side)
{
    return step < bodies->steps.n ? bodies->steps.at[step].at[side] : bodies->sides[side].n;
}

/* What stands in a side between the step and what is before it: line ends, and blank lines. */
static struct str gap_before(const struct bodies *bodies, uint32_t step, int side)
{
    const struct blocks *blocks = &bodies->sides[side];
    uint32_t at = place_in(bodies, step, side);

    return at ? blocks->at[at - 1].behind : blocks->before;
}

/* Whether the step before this one (the start, before the first) stands before it in that side too. */
static bool is_next(const struct bodies *bodies, uint32_t step, int side)
{
    uint32_t at = place_in(bodies, step, side);

    if (step == 0)
        return at == 0;
    return at != ALIGN_NONE && at > 0 && place_in(bodies, step - 1, side) == at - 1;
}

/* Of what two sides have between the same blocks: that which was changed; where both did, the wider. */
static struct str pick_gap(struct str base, struct str x, struct str y)
{
    if (str_equal(x, base))
        return y;
    return str_equal(y, base) || x.n > y.n || (x.n == y.n && str_compare(x, y) > 0) ? x : y;
}

/* Puts the line end and the blank lines before a step, as a side has them; else what keeps the two apart. */
static void put_between(struct bodies *bodies, uint32_t step, bool is_wide)
{
    struct buf *out = &bodies->uniting->out;
    bool is_x = is_next(bodies, step, THREE_X), is_y = is_next(bodies, step, THREE_Y);
    struct str x = is_x ? gap_before(bodies, step, THREE_X) : (struct str){0};
    struct str y = is_y ? gap_before(bodies, step, THREE_Y) : (struct str){0};

    if (is_x && is_y)
        buf_put(out, pick_gap(is_next(bodies, step, THREE_BASE) ? gap_before(bodies, step, THREE_BASE)
                                                                : (struct str){0},
                              x, y));
    else if (is_x || is_y)
        buf_put(out, is_x ? x : y);
    else if (step > 0)
        buf_puts(out,
                 step == bodies->steps.n || (!is_wide && block_of(bodies, &bodies->steps.at[step])->is_item &&
                                             block_of(bodies, &bodies->steps.at[step - 1])->is_item)
                     ? "\n"
                     : "\n\n");
}

static void put_body(struct bodies *bodies, bool is_wide)
{
    for (uint32_t i = 0; i <= bodies->steps.n; i++) {
        put_between(bodies, i, is_wide);
        if (i < bodies->steps.n)
            buf_put(&bodies->uniting->out, block_of(bodies, &bodies->steps.at[i])->text);
    }
}

/* Whether what was written reads as the blocks that were meant. */
static bool reads_right(struct bodies *bodies, struct str body)
{
    struct blocks blocks = {0};

    cut(bodies->uniting, body, &blocks);
    if (blocks.n != bodies->steps.n)
        return false;
    number(bodies, &blocks);
    for (uint32_t i = 0; i < blocks.n; i++)
        if (blocks.numbers[i] != number_of(bodies, &bodies->steps.at[i]))
            return false;
    return true;
}

bool unite_body(struct uniting *uniting, const struct str texts[THREE_SIDES])
{
    struct bodies bodies = {.uniting = uniting};
    struct three three = {.arena = uniting->arena};
    size_t start = uniting->out.n;

    for (int side = 0; side < THREE_SIDES; side++) {
        struct blocks *blocks = &bodies.sides[side];

        if (md_is_too_deep(texts[side]))
            return unite_refuse(uniting, RULE_DEPTH, 0,
                                "lists are nested too deeply over too many blank lines");
        cut(uniting, texts[side], blocks);
        number(&bodies, blocks);
        three.sides[side] = (struct sequence){blocks->numbers, blocks->n};
        three.opens[side] = blocks->opens;
    }
    three.kinds = bodies.numbers.n;
    three_merge(&three, &bodies.steps);
    settle(&bodies);
    sort_dated(&bodies);
    for (int is_wide = 0; is_wide <= 1; is_wide++) {
        struct str body;

        uniting->out.n = start;
        put_body(&bodies, is_wide);
        body = str_skip(buf_str(&uniting->out), start);
        if (!md_is_too_deep(body) && reads_right(&bodies, body))
            return true;
    }
    return unite_refuse(uniting, RULE_YAML, 0,
                        "the two texts cannot be put together without one changing the other");
}
