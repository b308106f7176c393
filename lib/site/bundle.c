#include "site/bundle.h"

#include <stdlib.h>

#include "base/die.h"
#include "text/json.h"

/* ---- taking pages in */

/* What stands behind the tag at the start of `s`: an element with nothing but text in it, in one line, counts whole. */
static size_t tag_end(struct str s)
{
    size_t end = str_index(s, '>', 0) + 1, next = str_index(s, '<', end), close = str_index(s, '>', next) + 1;

    if (s.n > 1 && is_alpha(s.p[1]) && str_starts(str_skip(s, next), STR("</")) && close <= s.n &&
        str_index(s, '\n', end) > next)
        end = close;
    if (end < s.n && s.p[end] == '\n')
        end++;
    return end;
}

/* Cuts the first piece off. */
static struct str next_piece(struct str *rest)
{
    size_t end = rest->p[0] == '<' ? tag_end(*rest) : str_index(*rest, '<', 0);
    struct str piece = str_slice(*rest, 0, end);

    *rest = str_skip(*rest, end);
    return piece;
}

/* The place of a piece, which is new or occurs once more. */
static uint32_t place_of(struct bundle *bundle, struct str text)
{
    uintptr_t place = (uintptr_t)map_find(&bundle->known, text);

    if (!place) {
        struct bundle_piece *piece = vec_add(&bundle->pieces, &bundle->arena);

        piece->text = str_copy(&bundle->arena, text);
        place = bundle->pieces.n;
        map_set(&bundle->known, &bundle->arena, piece->text, (void *)place);
    }
    bundle->pieces.at[place - 1].count++;
    return (uint32_t)place - 1;
}

static void take_page(struct bundle *bundle, struct str name, struct str text)
{
    struct bundle_page *page = vec_add(&bundle->pages, &bundle->arena);

    must(!memchr(text.p, '\0', text.n)); /* templates and html_safe_put let none through */
    buf_reset(&bundle->scratch);
    while (text.n) {
        uint32_t place = place_of(bundle, next_piece(&text));

        buf_put(&bundle->scratch, (struct str){(const char *)&place, sizeof place});
    }
    page->name = str_copy(&bundle->arena, name);
    page->n = (uint32_t)(bundle->scratch.n / sizeof *page->pieces);
    page->pieces = arena_raw(&bundle->arena, bundle->scratch.n);
    if (bundle->scratch.n)
        memcpy(page->pieces, bundle->scratch.p, bundle->scratch.n);
}

int bundle_put(void *context, struct str name, struct str bytes, struct err *err)
{
    struct bundle *bundle = context;

    (void)err;
    if (str_ends(name, STR(".html")) && bytes.n)
        take_page(bundle, name, bytes);
    else if (str_ends(name, STR(".css")))
        bundle->style = str_copy(&bundle->arena, bytes);
    return 0;
}

/* ---- writing them */

struct writing {
    struct bundle *bundle;
    struct buf head, rows, several, once;
    uint32_t numbered; /* pieces that have their number */
};

static int by_name(const void *left, const void *right)
{
    const struct bundle_page *a = left, *b = right;

    return str_compare(a->name, b->name);
}

static void put_bytes(struct buf *out, uint32_t number, int bytes)
{
    while (bytes-- > 0)
        buf_putc(out, (char)(number >> (8 * bytes)));
}

static void put_row_number(struct buf *out, uint32_t number)
{
    enum { ONE = 160, TWO = ONE + (240 - ONE) * 256, THREE = TWO + (255 - 240) * 65536 };

    if (number < ONE) {
        put_bytes(out, number, 1);
    } else if (number < TWO) {
        put_bytes(out, (160 << 8) + number - ONE, 2);
    } else if (number < THREE) {
        put_bytes(out, (240 << 16) + number - TWO, 3);
    } else {
        put_bytes(out, 255, 1);
        put_bytes(out, number, 4);
    }
}

static void put_piece(struct buf *texts, struct str text)
{
    if (texts->n)
        buf_putc(texts, '\0');
    buf_put(texts, text);
}

struct counts {
    long bytes, several, once;
};

static struct counts put_row(struct writing *writing, const struct bundle_page *page)
{
    struct counts counts = {.bytes = -(long)writing->rows.n};

    for (uint32_t i = 0; i < page->n; i++) {
        struct bundle_piece *piece = &writing->bundle->pieces.at[page->pieces[i]];

        if (piece->number) {
            put_row_number(&writing->rows, piece->number + 1);
        } else if (piece->count == 1) {
            put_row_number(&writing->rows, 0);
            put_piece(&writing->once, piece->text);
            counts.once++;
        } else {
            put_row_number(&writing->rows, 1);
            put_piece(&writing->several, piece->text);
            piece->number = ++writing->numbered;
            counts.several++;
        }
    }
    counts.bytes += (long)writing->rows.n;
    return counts;
}

static void put_column(struct json *json, const char *name, const long *first, uint32_t n)
{
    json_begin_array(json, name);
    for (uint32_t i = 0; i < n; i++)
        json_number(json, NULL, first[i * (sizeof(struct counts) / sizeof *first)]);
    json_end_array(json);
}

static void put_head(struct writing *writing, const struct counts *counts)
{
    const struct bundle *bundle = writing->bundle;
    struct json json = {.out = &writing->head, .is_compact = true};

    json_begin_object(&json, NULL);
    json_text(&json, "style", bundle->style);
    json_begin_array(&json, "names");
    for (uint32_t i = 0; i < bundle->pages.n; i++)
        json_text(&json, NULL, bundle->pages.at[i].name);
    json_end_array(&json);
    put_column(&json, "bytes", &counts->bytes, bundle->pages.n);
    put_column(&json, "several", &counts->several, bundle->pages.n);
    put_column(&json, "once", &counts->once, bundle->pages.n);
    json_end_object(&json);
}

void bundle_write(struct bundle *bundle, struct buf *out)
{
    struct writing writing = {.bundle = bundle};
    struct counts *counts = arena_new_array(&bundle->arena, struct counts, (size_t)bundle->pages.n + 1);
    struct buf *const parts[] = {&writing.head, &writing.rows, &writing.several, &writing.once};

    if (bundle->pages.n)
        qsort(bundle->pages.at, bundle->pages.n, sizeof *bundle->pages.at, by_name);
    for (uint32_t i = 0; i < bundle->pages.n; i++)
        counts[i] = put_row(&writing, &bundle->pages.at[i]);
    put_head(&writing, counts);
    for (size_t i = 0; i < 3; i++) {
        must(parts[i]->n <= UINT32_MAX);
        put_bytes(out, (uint32_t)parts[i]->n, 4);
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        buf_put(out, buf_str(parts[i]));
        buf_free(parts[i]);
    }
}

void bundle_free(struct bundle *bundle)
{
    arena_free(&bundle->arena);
    buf_free(&bundle->scratch);
}
