#include "site/people_order.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "site/data.h"

enum { LETTERS = 26, OTHERS = LETTERS };

/* A name as it is looked for. */
struct name {
    struct str plain;
    int letter; /* from 0; OTHERS */
    const struct record *contact;
};

static struct name name_of(struct arena *arena, const struct record *contact)
{
    struct name name = {.plain = utf8_plain(arena, contact->name), .letter = OTHERS, .contact = contact};

    if (name.plain.n && name.plain.p[0] >= 'a' && name.plain.p[0] <= 'z')
        name.letter = name.plain.p[0] - 'a';
    return name;
}

static int by_name(const void *left, const void *right)
{
    const struct name *a = left, *b = right;
    int order = a->letter - b->letter;

    if (!order)
        order = str_compare(a->plain, b->plain);
    if (!order)
        order = str_compare(a->contact->name, b->contact->name);
    return order ? order : str_compare(a->contact->path, b->contact->path);
}

/* The page `number` (from 1) of a letter. */
static struct people_part part_of(struct arena *arena, int letter, uint32_t number)
{
    struct people_part part;
    struct buf title = {0}, file = {0};

    if (letter == OTHERS) {
        buf_puts(&title, "Others");
        buf_puts(&file, "people-other");
    } else {
        buf_putc(&title, (char)('A' + letter));
        buf_printf(&file, "people-%c", 'a' + letter);
    }
    if (number > 1) {
        buf_printf(&title, " %u", number);
        buf_printf(&file, "-%u", number);
    }
    buf_puts(&file, ".html");
    part = (struct people_part){.title = data_kept(arena, &title), .file = data_kept(arena, &file)};
    return part;
}

/* Cuts at each change of the letter, and where a page is full. */
static void cut(struct people_order *order, const struct name *names, struct arena *arena)
{
    struct {
        VEC(struct people_part);
    } parts = {0};
    uint32_t number = 0;

    for (uint32_t i = 0; i < order->n; i++) {
        bool is_new_letter = !i || names[i].letter != names[i - 1].letter;
        struct people_part *part = is_new_letter ? NULL : &parts.at[parts.n - 1];

        number = part ? number : 0;
        if (!part || part->to - part->from == PEOPLE_WHOLE) {
            part = vec_add(&parts, arena);
            *part = part_of(arena, names[i].letter, ++number);
            part->from = i;
        }
        part->to = i + 1;
    }
    order->parts = parts.at;
    order->part_count = parts.n;
}

const struct people_order *people_order_of(const struct site *site)
{
    struct arena *arena = site->view->arena, scratch = {0};
    const struct records *all = &site->view->vault->records[KIND_CONTACT];
    struct people_order *order = arena_new(arena, struct people_order);
    struct name *names = arena_new_array(&scratch, struct name, (size_t)all->n + 1);

    for (uint32_t i = 0; i < all->n; i++)
        if (site_has_page(site, &all->at[i]))
            names[order->n++] = name_of(&scratch, &all->at[i]);
    if (order->n)
        qsort(names, order->n, sizeof *names, by_name);
    order->at = arena_new_array(arena, const struct record *, (size_t)order->n + 1);
    for (uint32_t i = 0; i < order->n; i++)
        order->at[i] = names[i].contact;
    if (order->n > PEOPLE_WHOLE)
        cut(order, names, arena);
    arena_free(&scratch);
    return order;
}
