#include "site/drawing.h"

#include "base/utf8.h"

/* In pixels; a name has the room between two columns, and one of its cells takes about nine. */
enum { COLUMN = 200, ROW = 28, GAP = 12, MARGIN = 14, RADIUS = 5, INDENT = 12, BASELINE = 5 };
enum { NAME_CELLS = 20 };

struct drawing {
    const struct page *page;
    const struct network *network;
    const bool *chosen;
    int *y; /* by node */
    int height;
    uint32_t levels;
};

static int x_of(const struct drawing *drawing, uint32_t node)
{
    return MARGIN + COLUMN * (int)drawing->network->nodes[node].level;
}

/* ---- where everybody stands */

/* Gives each leaf its line. Before a tree there is a gap, but for the first. */
static void place_leaves(struct drawing *drawing, const uint32_t *children)
{
    int y = MARGIN;

    for (uint32_t i = 0; i < drawing->network->n; i++) {
        const struct network_node *node = &drawing->network->nodes[i];

        if (!drawing->chosen[i])
            continue;
        if (node->parent == NETWORK_NONE && y > MARGIN)
            y += GAP;
        if (node->level + 1 > drawing->levels)
            drawing->levels = node->level + 1;
        if (children[i])
            continue;
        drawing->y[i] = y;
        y += ROW;
    }
    drawing->height = y;
}

/* From the last up, so that all below somebody have their places. */
static void place_parents(struct drawing *drawing, const uint32_t *children)
{
    const struct network *network = drawing->network;
    int *last = arena_new_array(drawing->page->arena, int, (size_t)network->n + 1);
    int *first = arena_new_array(drawing->page->arena, int, (size_t)network->n + 1);

    for (uint32_t i = network->n; i > 0; i--) {
        uint32_t node = i - 1, parent = network->nodes[node].parent;

        if (!drawing->chosen[node])
            continue;
        if (children[node])
            drawing->y[node] = (first[node] + last[node]) / 2;
        if (parent == NETWORK_NONE)
            continue;
        first[parent] = drawing->y[node];
        last[parent] = last[parent] ? last[parent] : drawing->y[node];
    }
}

static struct drawing drawing_of(const struct page *page, const struct network *network, const bool *chosen)
{
    struct drawing drawing = {.page = page, .network = network, .chosen = chosen};
    uint32_t *children = arena_new_array(page->arena, uint32_t, (size_t)network->n + 1);

    drawing.y = arena_new_array(page->arena, int, (size_t)network->n + 1);
    for (uint32_t i = 0; i < network->n; i++)
        if (chosen[i] && network->nodes[i].parent != NETWORK_NONE)
            children[network->nodes[i].parent]++;
    place_leaves(&drawing, children);
    place_parents(&drawing, children);
    return drawing;
}

/* ---- what is drawn */

static struct str cut(struct arena *arena, struct str name)
{
    struct buf text = {0};

    if (utf8_width(name) <= NAME_CELLS)
        return name;
    buf_put(&text, utf8_fit(name, NAME_CELLS - 1));
    buf_puts(&text, "\u2026");
    return data_kept(arena, &text);
}

/* From who introduced to who was introduced, leaving and arriving level. */
static struct tmpl_value line_value(const struct drawing *drawing, uint32_t node)
{
    uint32_t parent = drawing->network->nodes[node].parent;
    int from = x_of(drawing, parent) + RADIUS, to = x_of(drawing, node) - RADIUS;
    int bend = to - INDENT;
    struct buf path = {0};

    buf_printf(&path, "M%d %dH%dC%d %d %d %d %d %d", from, drawing->y[parent], bend - COLUMN / 5,
               bend - INDENT, drawing->y[parent], bend - INDENT, drawing->y[node], to, drawing->y[node]);
    return data_text_value(data_kept(drawing->page->arena, &path));
}

/* How many below somebody are not drawn. */
static uint32_t left_out_below(const struct drawing *drawing, uint32_t node)
{
    uint32_t count = 0, end = node + drawing->network->nodes[node].size;

    for (uint32_t i = node + 1; i < end; i++)
        count += !drawing->chosen[i];
    return count;
}

static struct tmpl_value person_value(const struct drawing *drawing, uint32_t node)
{
    const struct network_node *own = &drawing->network->nodes[node];
    uint32_t more = left_out_below(drawing, node);
    struct object person = {.arena = drawing->page->arena};

    data_text(&person, "name",
              record_is_on_pages(own->contact) ? cut(person.arena, own->contact->name) : STR("somebody"));
    data_url(&person, "url", part_record_url(drawing->page, own->contact));
    data_yes(&person, "is_met", own->is_met);
    data_number(&person, "x", x_of(drawing, node));
    data_number(&person, "y", drawing->y[node]);
    data_number(&person, "text_x", x_of(drawing, node) + INDENT);
    data_number(&person, "text_y", drawing->y[node] + BASELINE);
    if (more)
        data_number(&person, "more", more);
    else
        data_nothing(&person, "more");
    return data_object(&person);
}

void drawing_add(const struct page *page, struct object *data, const struct network *network,
                 const bool *chosen)
{
    struct drawing drawing = drawing_of(page, network, chosen);
    struct object object = {.arena = page->arena};
    struct list lines = {0}, people = {0};

    for (uint32_t i = 0; i < network->n; i++) {
        if (!chosen[i])
            continue;
        *vec_add(&people, page->arena) = person_value(&drawing, i);
        if (network->nodes[i].parent != NETWORK_NONE)
            *vec_add(&lines, page->arena) = line_value(&drawing, i);
    }
    data_number(&object, "width", MARGIN + COLUMN * (int)drawing.levels);
    data_number(&object, "height", drawing.height);
    data_add(&object, "lines", data_list(&lines));
    data_number(&object, "count", people.n);
    data_add(&object, "people", data_list(&people));
    data_add(data, "drawing", data_object(&object));
}
