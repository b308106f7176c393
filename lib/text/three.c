#include "text/three.h"

/* One stretch between common elements: the places [from, to) of each side. */
struct region {
    uint32_t from[THREE_SIDES], to[THREE_SIDES];
};

struct merging {
    const struct three *three;
    struct three_steps *steps;
    uint32_t *match[THREE_SIDES];  /* of the base: its partners in x and y */
    uint32_t *origin[THREE_SIDES]; /* of x and y: their partners in the base */
    uint32_t *slot[THREE_SIDES];   /* of x and y: how much of the base comes before, or is this element */
    uint32_t *x_added;             /* by element: 1 + the last region in which x alone added it */
    uint32_t region;
    bool is_edited;
};

static uint32_t element(const struct merging *merging, int side, uint32_t at)
{
    return merging->three->sides[side].at[at];
}

static struct sequence part_of(const struct merging *merging, int side, const struct region *region)
{
    return (struct sequence){merging->three->sides[side].at + region->from[side],
                             region->to[side] - region->from[side]};
}

/* ---- what stays */

static bool is_added(const struct merging *merging, int side, uint32_t at)
{
    return merging->origin[side][at] == ALIGN_NONE;
}

/* Whether the other side has it too, in the place where the base has it. */
static bool stays(const struct merging *merging, int side, uint32_t at)
{
    uint32_t origin = merging->origin[side][at];

    return origin == ALIGN_NONE || merging->match[THREE_X + THREE_Y - side][origin] != ALIGN_NONE;
}

static struct three_step *add_step(struct merging *merging)
{
    struct three_step *step = vec_add(merging->steps, merging->three->arena);

    *step = (struct three_step){{ALIGN_NONE, ALIGN_NONE, ALIGN_NONE}, merging->region, merging->is_edited};
    return step;
}

/* ---- a region */

struct stretch {
    int side;
    uint32_t from, to;
};

/* Whether y adds what x adds in this region too. */
static bool is_twice(const struct merging *merging, int side, uint32_t at)
{
    return side == THREE_Y && is_added(merging, side, at) &&
           merging->x_added[element(merging, side, at)] == merging->region + 1;
}

static void add_stretch(struct merging *merging, struct stretch stretch)
{
    for (uint32_t i = stretch.from; i < stretch.to; i++)
        if (stays(merging, stretch.side, i) && !is_twice(merging, stretch.side, i))
            add_step(merging)->at[stretch.side] = i;
}

/* The place of the first element from `from` on that begins a part; `to` where none does. */
static uint32_t opening(const struct merging *merging, struct stretch stretch)
{
    const bool *opens = merging->three->opens[stretch.side];
    uint32_t at = stretch.from;

    while (at < stretch.to && !(opens && opens[at]))
        at++;
    return at;
}

/* What x and y have in the same place: what continues a part first. */
static void add_slot(struct merging *merging, struct stretch x, struct stretch y)
{
    uint32_t x_opens = opening(merging, x), y_opens = opening(merging, y);

    add_stretch(merging, (struct stretch){THREE_X, x.from, x_opens});
    add_stretch(merging, (struct stretch){THREE_Y, y.from, y_opens});
    add_stretch(merging, (struct stretch){THREE_X, x_opens, x.to});
    add_stretch(merging, (struct stretch){THREE_Y, y_opens, y.to});
}

/* The start of a stretch, as far as it is in the slot. */
static struct stretch in_slot(const struct merging *merging, struct stretch stretch, uint32_t slot)
{
    uint32_t end = stretch.from;

    while (end < stretch.to && merging->slot[stretch.side][end] == slot)
        end++;
    stretch.to = end;
    return stretch;
}

/* What x and y have between two elements that they share, in the order of the base. */
static void add_gap(struct merging *merging, struct stretch x, struct stretch y)
{
    while (x.from < x.to || y.from < y.to) {
        uint32_t x_slot = x.from < x.to ? merging->slot[THREE_X][x.from] : UINT32_MAX;
        uint32_t y_slot = y.from < y.to ? merging->slot[THREE_Y][y.from] : UINT32_MAX;
        uint32_t slot = x_slot < y_slot ? x_slot : y_slot;
        struct stretch x_part = in_slot(merging, x, slot), y_part = in_slot(merging, y, slot);

        add_slot(merging, x_part, y_part);
        x.from = x_part.to;
        y.from = y_part.to;
    }
}

/* Whether both took away something that the base has here. */
static bool is_edited(const struct merging *merging, const struct region *region)
{
    for (uint32_t i = region->from[THREE_BASE]; i < region->to[THREE_BASE]; i++)
        if (merging->match[THREE_X][i] == ALIGN_NONE && merging->match[THREE_Y][i] == ALIGN_NONE)
            return true;
    return false;
}

static void add_region(struct merging *merging, const struct region *region)
{
    struct sequence x = part_of(merging, THREE_X, region), y = part_of(merging, THREE_Y, region);
    uint32_t *match = arena_new_array(merging->three->arena, uint32_t, (size_t)x.n + 1);
    struct stretch x_gap = {THREE_X, region->from[THREE_X], 0}, y_gap = {THREE_Y, region->from[THREE_Y], 0};

    merging->is_edited = is_edited(merging, region);
    align(merging->three->arena, x, y, match);
    for (uint32_t i = 0; i < x.n; i++)
        if (match[i] == ALIGN_NONE && is_added(merging, THREE_X, region->from[THREE_X] + i))
            merging->x_added[x.at[i]] = merging->region + 1;
    for (uint32_t i = 0; i < x.n; i++) {
        struct three_step *step;

        if (match[i] == ALIGN_NONE)
            continue;
        x_gap.to = region->from[THREE_X] + i;
        y_gap.to = region->from[THREE_Y] + match[i];
        add_gap(merging, x_gap, y_gap);
        step = add_step(merging);
        step->at[THREE_X] = x_gap.to;
        step->at[THREE_Y] = y_gap.to;
        x_gap.from = x_gap.to + 1;
        y_gap.from = y_gap.to + 1;
    }
    x_gap.to = region->to[THREE_X];
    y_gap.to = region->to[THREE_Y];
    add_gap(merging, x_gap, y_gap);
    merging->region++;
    merging->is_edited = false;
}

/* ---- the whole */

static void align_sides(struct merging *merging)
{
    const struct three *three = merging->three;

    for (int side = THREE_X; side <= THREE_Y; side++) {
        uint32_t *match = arena_new_array(three->arena, uint32_t, (size_t)three->sides[THREE_BASE].n + 1);
        uint32_t *origin = arena_new_array(three->arena, uint32_t, (size_t)three->sides[side].n + 1);
        uint32_t *slot = arena_new_array(three->arena, uint32_t, (size_t)three->sides[side].n + 1);

        align(three->arena, three->sides[THREE_BASE], three->sides[side], match);
        for (uint32_t i = 0; i < three->sides[side].n; i++)
            origin[i] = ALIGN_NONE;
        for (uint32_t i = 0; i < three->sides[THREE_BASE].n; i++)
            if (match[i] != ALIGN_NONE)
                origin[match[i]] = i;
        for (uint32_t i = 0; i < three->sides[side].n; i++)
            slot[i] = origin[i] != ALIGN_NONE ? origin[i] + 1 : i ? slot[i - 1] : 0;
        merging->match[side] = match;
        merging->origin[side] = origin;
        merging->slot[side] = slot;
    }
}

static void add_common(struct merging *merging, uint32_t base)
{
    struct three_step *step = add_step(merging);

    step->at[THREE_BASE] = base;
    step->at[THREE_X] = merging->match[THREE_X][base];
    step->at[THREE_Y] = merging->match[THREE_Y][base];
    merging->region++;
}

void three_merge(const struct three *three, struct three_steps *steps)
{
    struct merging merging = {.three = three, .steps = steps};
    struct region region = {0};

    align_sides(&merging);
    merging.x_added = arena_new_array(three->arena, uint32_t, three->kinds);
    for (uint32_t i = 0; i < three->sides[THREE_BASE].n; i++) {
        if (merging.match[THREE_X][i] == ALIGN_NONE || merging.match[THREE_Y][i] == ALIGN_NONE)
            continue;
        region.to[THREE_BASE] = i;
        region.to[THREE_X] = merging.match[THREE_X][i];
        region.to[THREE_Y] = merging.match[THREE_Y][i];
        add_region(&merging, &region);
        add_common(&merging, i);
        for (int side = 0; side < THREE_SIDES; side++)
            region.from[side] = region.to[side] + 1;
    }
    for (int side = 0; side < THREE_SIDES; side++)
        region.to[side] = three->sides[side].n;
    add_region(&merging, &region);
}
