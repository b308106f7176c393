#include "base/die.h"
#include "text/edit_check.h"
#include "text/edit_line.h"
#include "text/edit_quote.h"
#include "text/unite_cut.h"
#include "text/unite_part.h"

/* A merge of front matter on its way. */
struct fronting {
    struct uniting *uniting;
    struct unite_numbers numbers;
};

/* A value in the versions, and what it is called: "thanked.ana-lima". */
struct entry {
    struct str key;
    struct unite_value sides[THREE_SIDES];
};

/* What is to be read where the result is parsed: a list or map in the making. */
struct meant {
    struct node *node;
    struct node **last;
};

static bool is_there(const struct unite_value *value)
{
    return value->node != NULL;
}

static void mean(struct fronting *fronting, struct meant *meant, const struct node *value)
{
    struct node *copy = arena_new(fronting->uniting->arena, struct node);

    *copy = *value;
    copy->next = NULL;
    *meant->last = copy;
    meant->last = &copy->next;
    meant->node->count++;
}

static struct meant meant_start(struct fronting *fronting, const struct node *like)
{
    struct meant meant = {.node = arena_new(fronting->uniting->arena, struct node)};

    *meant.node = *like;
    meant.node->first = NULL;
    meant.node->count = 0;
    meant.last = &meant.node->first;
    return meant;
}

/* Whether two values say the same, however they are written. Recursion ends at LIMIT_YAML_DEPTH. */
static bool says_same(const struct node *a, const struct node *b)
{
    const struct node *first = a->first, *second = b->first;

    if (a->kind != b->kind || a->count != b->count || !str_equal(a->text, b->text))
        return false;
    if (a->kind == NODE_SCALAR && node_is_empty(a) != node_is_empty(b))
        return false;
    for (; first && second; first = first->next, second = second->next)
        if ((first->key && second->key && !str_equal(first->key->text, second->key->text)) ||
            !says_same(first, second))
            return false;
    return !first && !second;
}

/* ---- one of the two, and the other kept */

static struct str text_of(const struct unite_value *value)
{
    return value->node->kind == NODE_SCALAR ? value->node->text : unite_value_bytes(value);
}

/* A comment behind a value that is not taken stays, as a line of its own. */
static void put_comment(struct fronting *fronting, const struct entry *entry, int gone)
{
    const struct unite_value *value = &entry->sides[gone], *base = &entry->sides[THREE_BASE];
    struct str comment = unite_value_comment(value), old = {0};
    struct str other = entry->sides[THREE_X + THREE_Y - gone].yaml;
    struct buf *out = &fronting->uniting->out;

    if (is_there(base))
        old = unite_value_comment(base);
    if (!comment.n || str_equal(comment, old) || !str_ends(value->raw, STR("\n")) ||
        str_find(other, comment, 0) < other.n)
        return;
    buf_repeat(out, ' ', edit_indent(value->yaml, (size_t)(value->raw.p - value->yaml.p)));
    buf_put(out, comment);
    buf_putc(out, '\n');
}

static const struct node *put_side(struct fronting *fronting, const struct entry *entry, int side)
{
    const struct unite_value *gone = &entry->sides[THREE_X + THREE_Y - side];

    buf_put(&fronting->uniting->out, entry->sides[side].raw);
    if (is_there(gone))
        put_comment(fronting, entry, THREE_X + THREE_Y - side);
    return entry->sides[side].node;
}

static const struct node *put_winner(struct fronting *fronting, const struct entry *entry)
{
    const struct unite *unite = fronting->uniting->unite;
    struct str x = text_of(&entry->sides[THREE_X]), y = text_of(&entry->sides[THREE_Y]);
    int order = unite->prefer ? unite->prefer(unite->context, entry->key, x, y) : 0;
    bool is_x = order ? order < 0 : str_compare(x, y) >= 0;

    unite_keep(fronting->uniting, (struct unite_kept){entry->key, is_x ? x : y, is_x ? y : x});
    return put_side(fronting, entry, is_x ? THREE_X : THREE_Y);
}

/* ---- lists and maps: which parts stay */

struct parts {
    struct unite_parts sides[THREE_SIDES];
    struct three_steps steps;
    uint32_t *numbers[THREE_SIDES];
    uint32_t *room; /* by number: how often it may stand in the result */
};

static const struct unite_value *find_part(const struct unite_parts *parts, struct str key)
{
    for (uint32_t i = 0; i < parts->n; i++) {
        const struct node *node = parts->at[i].value.node;

        if (node && node->key && str_equal(node->key->text, key))
            return &parts->at[i].value;
    }
    return NULL;
}

static uint32_t number_of(struct fronting *fronting, char sort, struct str text)
{
    struct arena *arena = fronting->uniting->arena;
    char *copy = arena_chars(arena, text.n + 1);

    copy[0] = sort;
    if (text.n)
        memcpy(copy + 1, text.p, text.n);
    return unite_number(&fronting->numbers, arena, (struct str){copy, text.n + 1});
}

/* Whether the other took away what this side changed: then it stays, as if it were new. */
static bool is_changed_only_here(const struct parts *parts, int side, const struct unite_value *value)
{
    struct str key = value->node->key->text;
    const struct unite_value *base = find_part(&parts->sides[THREE_BASE], key);

    return side != THREE_BASE && base && !find_part(&parts->sides[THREE_X + THREE_Y - side], key) &&
           !says_same(base->node, value->node);
}

static uint32_t part_number(struct fronting *fronting, const struct parts *parts, int side,
                            const struct unite_value *value)
{
    if (!is_there(value))
        return number_of(fronting, '#', value->raw);
    if (value->node->key)
        return number_of(fronting, is_changed_only_here(parts, side, value) ? 'c' : 'k',
                         value->node->key->text);
    if (value->node->kind == NODE_SCALAR)
        return number_of(fronting, 's', value->node->text);
    return number_of(fronting, 'r', unite_value_bytes(value));
}

/* How often each may stand in the result: a key once, anything else as often as one side has it. */
static void find_room(struct fronting *fronting, struct parts *parts)
{
    struct arena *arena = fronting->uniting->arena;
    uint32_t n = fronting->numbers.n, *counts[THREE_SIDES];

    parts->room = arena_new_array(arena, uint32_t, (size_t)n + 1);
    for (int side = THREE_X; side <= THREE_Y; side++) {
        counts[side] = arena_new_array(arena, uint32_t, (size_t)n + 1);
        for (uint32_t i = 0; i < parts->sides[side].n; i++)
            counts[side][parts->numbers[side][i]]++;
    }
    for (uint32_t i = 0; i < n; i++)
        parts->room[i] = counts[THREE_X][i] > counts[THREE_Y][i] ? counts[THREE_X][i] : counts[THREE_Y][i];
}

static void find_steps(struct fronting *fronting, struct parts *parts)
{
    struct three three = {.arena = fronting->uniting->arena};

    for (int side = 0; side < THREE_SIDES; side++) {
        const struct unite_parts *own = &parts->sides[side];

        parts->numbers[side] = arena_new_array(three.arena, uint32_t, (size_t)own->n + 1);
        for (uint32_t i = 0; i < own->n; i++)
            parts->numbers[side][i] = part_number(fronting, parts, side, &own->at[i].value);
        three.sides[side] = (struct sequence){parts->numbers[side], own->n};
    }
    three.kinds = fronting->numbers.n;
    three_merge(&three, &parts->steps);
    find_room(fronting, parts);
}

/* The part of a step, unless it stands in the result as often as it may. */
static const struct unite_value *take_step(struct parts *parts, const struct three_step *step, int *side)
{
    uint32_t *room;

    *side = step->at[THREE_X] != ALIGN_NONE ? THREE_X : THREE_Y;
    room = &parts->room[parts->numbers[*side][step->at[*side]]];
    if (!*room)
        return NULL;
    --*room;
    return &parts->sides[*side].at[step->at[*side]].value;
}

/* ---- maps */

static const struct node *put_value(struct fronting *fronting, const struct entry *entry);

static struct entry entry_of(struct fronting *fronting, const struct parts *parts, struct str path,
                             const struct node *key)
{
    struct entry entry = {0};
    struct buf name = {0};

    if (path.n)
        buf_printf(&name, "%.*s.", STR_ARGS(path));
    buf_put(&name, key->text);
    entry.key = str_copy(fronting->uniting->arena, buf_str(&name));
    buf_free(&name);
    for (int side = 0; side < THREE_SIDES; side++) {
        const struct unite_value *value = find_part(&parts->sides[side], key->text);

        if (value)
            entry.sides[side] = *value;
    }
    return entry;
}

static const struct node *put_map(struct fronting *fronting, struct parts *parts, struct str path,
                                  const struct node *like)
{
    struct meant meant = meant_start(fronting, like);
    bool is_flow = parts->sides[THREE_X].is_flow;

    for (uint32_t i = 0; i < parts->steps.n; i++) {
        int side;
        const struct unite_value *value = take_step(parts, &parts->steps.at[i], &side);

        if (!value)
            continue;
        if (is_flow && meant.node->count)
            buf_puts(&fronting->uniting->out, ", ");
        if (is_there(value)) {
            struct entry entry = entry_of(fronting, parts, path, value->node->key);

            mean(fronting, &meant, put_value(fronting, &entry));
        } else {
            buf_put(&fronting->uniting->out, value->raw);
        }
    }
    return meant.node;
}

/* ---- lists */

/* An item on a line of its own, as the lines of `like` are. */
static void put_line(struct fronting *fronting, const struct unite_parts *like, const struct unite_parts *own,
                     const struct unite_value *value)
{
    struct buf *out = &fronting->uniting->out;
    struct str raw = value->raw;

    if (own->is_flow) {
        buf_repeat(out, ' ', like->indent);
        buf_puts(out, "- ");
        buf_put(out, raw);
        buf_putc(out, '\n');
        return;
    }
    while (raw.n) {
        size_t end = str_index(raw, '\n', 0), spaces = 0;

        while (spaces < own->indent && spaces < raw.n && raw.p[spaces] == ' ')
            spaces++;
        if (spaces == own->indent)
            buf_repeat(out, ' ', like->indent);
        buf_put(out, str_slice(raw, spaces == own->indent ? spaces : 0, end));
        buf_putc(out, '\n');
        raw = str_skip(raw, end + 1);
    }
}

/* An item between [ and ]; one that stood alone may need quotes there. */
static void put_flow_item(struct fronting *fronting, const struct unite_value *value, bool was_alone)
{
    const struct quoting quoting = {.in_flow = true};

    if (was_alone && value->node->style == NODE_PLAIN)
        quote_put(&fronting->uniting->out, value->node->text, &quoting);
    else
        buf_put(&fronting->uniting->out, value->raw);
}

/* A list that is written as `form` of the sides is. */
static const struct node *put_list(struct fronting *fronting, struct parts *parts, const struct entry *entry,
                                   int form)
{
    const struct unite_parts *like = &parts->sides[form];
    struct meant meant = meant_start(fronting, entry->sides[form].node);
    struct buf *out = &fronting->uniting->out;

    for (uint32_t i = 0; i < parts->steps.n; i++) {
        int side;
        const struct unite_value *value = take_step(parts, &parts->steps.at[i], &side);

        if (!value)
            continue;
        if (!like->is_flow)
            put_line(fronting, like, &parts->sides[side], value);
        else if (meant.node->count)
            buf_puts(out, ", ");
        must(entry->sides[side].node);
        if (like->is_flow)
            put_flow_item(fronting, value, entry->sides[side].node->kind == NODE_SCALAR);
        if (is_there(value))
            mean(fronting, &meant, value->node);
    }
    return meant.node;
}

/* ---- a value */

static bool is_list(const struct unite_value *value)
{
    return value->node->kind == NODE_LIST && !edit_is_bare_link(value->node);
}

static bool is_map(const struct unite_value *value)
{
    return value->node->kind == NODE_MAP;
}

/* Which side's writing a list or map gets: a block where one is; else that of x. */
static int form_of(const struct entry *entry)
{
    const struct unite_value *x = &entry->sides[THREE_X], *y = &entry->sides[THREE_Y];

    if (x->node->kind == NODE_SCALAR)
        return THREE_Y;
    if (y->node->kind == NODE_SCALAR || x->node->style == NODE_BLOCK)
        return THREE_X;
    return y->node->style == NODE_BLOCK ? THREE_Y : THREE_X;
}

/* A list or map whose parts were merged; NULL where it cannot be taken apart. */
static const struct node *put_parts(struct fronting *fronting, const struct entry *entry)
{
    struct buf *out = &fronting->uniting->out;
    struct parts parts = {0};
    int form = form_of(entry);
    size_t start = out->n;
    const struct unite_parts *like = &parts.sides[form];
    const struct node *node;

    for (int side = 0; side < THREE_SIDES; side++)
        if (!unite_cut(fronting->uniting->arena, &entry->sides[side], &parts.sides[side]))
            return NULL;
    if (is_map(&entry->sides[form]) && parts.sides[THREE_X].is_flow != parts.sides[THREE_Y].is_flow)
        return NULL;
    find_steps(fronting, &parts);
    buf_put(out, like->head);
    node = is_map(&entry->sides[form]) ? put_map(fronting, &parts, entry->key, entry->sides[form].node)
                                       : put_list(fronting, &parts, entry, form);
    buf_put(out, like->tail);
    if (node->count || like->is_flow)
        return node;
    out->n = start; /* nothing is left of a block: no value is */
    return NULL;
}

/* Which side says what the base does not say, where only one does; 0: both do, or there is no base. */
static int changed_side(const struct entry *entry)
{
    const struct unite_value *base = &entry->sides[THREE_BASE];

    if (!is_there(base))
        return 0;
    if (says_same(base->node, entry->sides[THREE_X].node))
        return THREE_Y;
    return says_same(base->node, entry->sides[THREE_Y].node) ? THREE_X : 0;
}

static bool can_unite_parts(const struct unite_value *x, const struct unite_value *y)
{
    if (is_map(x) || is_map(y))
        return is_map(x) && is_map(y);
    return is_list(x) || is_list(y);
}

/* Of two that say the same that which has the other's comment somewhere too, as what was merged before has. */
static int side_with_comments(const struct entry *entry)
{
    const struct unite_value *x = &entry->sides[THREE_X], *y = &entry->sides[THREE_Y];
    struct str comment = unite_value_comment(x), other = unite_value_comment(y);

    return str_find(y->yaml, comment, 0) < y->yaml.n && str_find(x->yaml, other, 0) == x->yaml.n ? THREE_Y
                                                                                                 : THREE_X;
}

/* Appends a value with its key. Gives what is to be read there. */
static const struct node *put_value(struct fronting *fronting, const struct entry *entry)
{
    const struct unite_value *x = &entry->sides[THREE_X], *y = &entry->sides[THREE_Y];
    const struct node *node;

    if (!is_there(x) || !is_there(y))
        return put_side(fronting, entry, is_there(x) ? THREE_X : THREE_Y);
    if (is_there(&entry->sides[THREE_BASE]) && str_equal(entry->sides[THREE_BASE].raw, x->raw))
        return put_side(fronting, entry, THREE_Y);
    if (str_equal(x->raw, y->raw) || says_same(x->node, y->node))
        return put_side(fronting, entry, side_with_comments(entry));
    if (changed_side(entry))
        return put_side(fronting, entry, changed_side(entry));
    if (node_is_empty(x->node) || node_is_empty(y->node))
        return put_side(fronting, entry, node_is_empty(x->node) ? THREE_Y : THREE_X);
    node = can_unite_parts(x, y) ? put_parts(fronting, entry) : NULL;
    return node ? node : put_winner(fronting, entry);
}

/* ---- the whole */

static bool read_sides(struct fronting *fronting, const struct str yaml[THREE_SIDES],
                       const bool has[THREE_SIDES], struct parts *parts)
{
    struct unite *unite = fronting->uniting->unite;

    for (int side = 0; side < THREE_SIDES; side++) {
        uint32_t line = unite->form == UNITE_MARKDOWN ? 2 : 1;
        const struct node *top;

        if (!has[side])
            continue;
        top = node_parse_extents(fronting->uniting->arena, yaml[side], line, &unite->problem);
        if (!top) {
            unite->problem.message = str_copy(unite->arena, unite->problem.message);
            unite->problem.hint = str_copy(unite->arena, unite->problem.hint);
            return false;
        }
        if (!unite_cut_top(fronting->uniting->arena, yaml[side], top, &parts->sides[side]))
            return unite_refuse(fronting->uniting, RULE_YAML, line,
                                "a field does not stand on lines of its own");
    }
    return true;
}

bool unite_front(struct uniting *uniting, const struct str yaml[THREE_SIDES], const bool has[THREE_SIDES])
{
    struct fronting fronting = {.uniting = uniting};
    struct parts parts = {0};
    const struct node top = {.kind = NODE_MAP};
    const struct node *meant, *read;
    size_t start = uniting->out.n;
    struct diag problem;

    if (!read_sides(&fronting, yaml, has, &parts))
        return false;
    find_steps(&fronting, &parts);
    meant = put_map(&fronting, &parts, (struct str){0}, &top);
    read = node_parse(uniting->arena, str_skip(buf_str(&uniting->out), start), 1, &problem);
    if (read && says_same(meant, read))
        return true;
    return unite_refuse(uniting, RULE_YAML, 0,
                        "the two front matters cannot be put together without one changing the other");
}
