#include "table.h"

#include <limits.h>
#include <string.h>

#include "base/utf8.h"
#include "text/csv.h"

enum { GAP = 2, LEAST_NAME = 10, LEAST_TEXT = 16 };

/* Stands for the width of a column that is left out. */
#define LEFT_OUT UINT_MAX

void table_put_day(struct buf *out, int32_t day, int32_t today)
{
    struct buf text = {0};

    date_human_write(&text, day, today);
    buf_put(out, str_skip(buf_str(&text), strlen("Wed ")));
    buf_free(&text);
}

/* The cells of all rows, line by line, as they are printed. */
static struct str *make_cells(struct app *app, const struct table *table)
{
    size_t count = (size_t)table->rows->n * table->columns->n;
    struct str *cells = arena_new_array(&app->arena, struct str, count + 1), *next = cells;

    for (uint32_t i = 0; i < table->rows->n; i++)
        for (uint32_t k = 0; k < table->columns->n; k++) {
            struct cell cell = column_cell(&table->columns->at[k], table->view, &table->rows->at[i]);
            struct buf text = {0};

            if (cell.day)
                table_put_day(&text, cell.day, app->today);
            *next++ = cell.day ? str_copy(&app->arena, buf_str(&text)) : cell.text;
            buf_free(&text);
        }
    return cells;
}

/* ---- widths */

/* Takes cells off the widest column of a shape, one at a time, until the line fits or all are at `least`. */
static void shrink(const struct columns *columns, unsigned *widths, enum column_shape shape, unsigned *over)
{
    unsigned least = shape == COLUMN_NAME ? LEAST_NAME : LEAST_TEXT;

    while (*over) {
        unsigned *widest = NULL;

        for (uint32_t k = 0; k < columns->n; k++)
            if (columns->at[k].shape == shape && widths[k] != LEFT_OUT && widths[k] > least &&
                (!widest || widths[k] > *widest))
                widest = &widths[k];
        if (!widest)
            return;
        --*widest;
        --*over;
    }
}

/*
 * How wide each column has to be. On a terminal no column that can be cut needs more than the screen, so that a name of a
 * million letters does not keep it busy.
 */
static unsigned *measure(struct app *app, const struct table *table, const struct str *cells)
{
    unsigned *widths = arena_new_array(&app->arena, unsigned, (size_t)table->columns->n + 1);

    for (uint32_t k = 0; k < table->columns->n; k++) {
        const struct column *column = &table->columns->at[k];

        widths[k] = utf8_width(str_from(column->name));
        for (uint32_t i = 0; i < table->rows->n; i++) {
            unsigned width = utf8_width(cells[(size_t)i * table->columns->n + k]);

            widths[k] = width > widths[k] ? width : widths[k];
        }
        if (app->screen.cut && column->shape >= COLUMN_NAME && widths[k] > app->screen.width)
            widths[k] = app->screen.width;
    }
    return widths;
}

/* How many cells the line is too wide for the screen. */
static unsigned excess(const struct app *app, const struct columns *columns, const unsigned *widths)
{
    unsigned total = 0;

    for (uint32_t k = 0; k < columns->n; k++)
        if (widths[k] != LEFT_OUT)
            total += widths[k] + (k ? GAP : 0);
    return app->screen.cut && total > app->screen.width ? total - app->screen.width : 0;
}

static bool is_id(const struct columns *columns, uint32_t k)
{
    return strcmp(columns->at[k].name, "id") == 0;
}

/*
 * Leaves out one more column: the last word, day or number there is, then the last name, then text. Never the
 * first column, nor the id.
 */
static bool leave_out(const struct columns *columns, unsigned *widths)
{
    for (int least = COLUMN_WORD; least <= COLUMN_TEXT; least++)
        for (uint32_t k = columns->n; k-- > 1;) {
            enum column_shape shape = columns->at[k].shape;
            int rank = shape < COLUMN_NAME ? COLUMN_WORD : (int)shape;

            if (widths[k] != LEFT_OUT && rank == least && !is_id(columns, k)) {
                widths[k] = LEFT_OUT;
                return true;
            }
        }
    return false;
}

/*
 * Makes the line fit, as far as it can be: names are cut first. A last column that is no id is left out before
 * texts are cut, and the others, one by one, where all that is not enough. `wanted`: as wide as they need be.
 */
static void fit(const struct app *app, const struct table *table, unsigned *wanted, unsigned *widths)
{
    const struct columns *columns = table->columns;
    uint32_t last = columns->n - 1;

    for (;;) {
        unsigned over;

        memcpy(widths, wanted, columns->n * sizeof *widths);
        over = excess(app, columns, widths);
        shrink(columns, widths, COLUMN_NAME, &over);
        if (over && table->may_drop && !is_id(columns, last) && wanted[last] != LEFT_OUT) {
            wanted[last] = LEFT_OUT;
            continue;
        }
        shrink(columns, widths, COLUMN_TEXT, &over);
        if (!over || !table->may_drop || !leave_out(columns, wanted))
            return;
    }
}

/* ---- lines */

/* A record's id and path lead to its file; a promise's to the one it stands in. */
static struct term_link link_of(const struct column *column, const struct row *row)
{
    static const char *const names[] = {"id", "path", "file"};

    for (size_t i = 0; row && !column->field && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(column->name, names[i]) == 0)
            return (struct term_link){.file = row->record->path};
    return (struct term_link){0};
}

/* `row`: what the cells are of; NULL: the head. */
static void put_line(struct app *app, const struct columns *columns, const unsigned *widths,
                     const struct str *cells, const struct row *row)
{
    size_t start = app->out.n;

    for (uint32_t k = 0; k < columns->n; k++) {
        struct term screen = app->screen;

        if (widths[k] == LEFT_OUT)
            continue;
        screen.cut &= columns->at[k].shape >= COLUMN_NAME;
        if (k)
            buf_repeat(&app->out, ' ', GAP);
        term_cell_link(&app->out, &screen, cells[k], widths[k], link_of(&columns->at[k], row));
    }
    while (app->out.n > start && app->out.p[app->out.n - 1] == ' ')
        app->out.n--;
}

static void put_head(struct app *app, const struct columns *columns, const unsigned *widths)
{
    struct str *names = arena_new_array(&app->arena, struct str, (size_t)columns->n + 1);
    size_t start = app->out.n;
    struct str line;

    for (uint32_t k = 0; k < columns->n; k++)
        names[k] = str_from(columns->at[k].name);
    put_line(app, columns, widths, names, NULL);
    line = str_copy(&app->arena, str_skip(buf_str(&app->out), start));
    app->out.n = start;
    term_put(&app->out, &app->screen, STYLE_DIM, line);
    buf_putc(&app->out, '\n');
}

void table_text(struct app *app, const struct table *table)
{
    const struct str *cells = make_cells(app, table);
    const struct columns *columns = table->columns;
    unsigned *widths = arena_new_array(&app->arena, unsigned, (size_t)columns->n + 1);

    fit(app, table, measure(app, table, cells), widths);
    put_head(app, columns, widths);
    for (uint32_t i = 0; i < table->rows->n; i++) {
        put_line(app, columns, widths, cells + (size_t)i * columns->n, &table->rows->at[i]);
        buf_putc(&app->out, '\n');
        app_drain(app);
    }
}

void table_csv(struct app *app, const struct table *table)
{
    struct csv csv = {.out = &app->out, .is_tsv = app->format == FORMAT_TSV};

    for (uint32_t k = 0; k < table->columns->n; k++)
        csv_cell(&csv, str_from(table->columns->at[k].name));
    csv_end_row(&csv);
    for (uint32_t i = 0; i < table->rows->n; i++) {
        for (uint32_t k = 0; k < table->columns->n; k++)
            csv_cell(&csv, column_cell(&table->columns->at[k], table->view, &table->rows->at[i]).text);
        csv_end_row(&csv);
        app_drain(app);
    }
}

void table_names(struct app *app, const struct name_line *lines, size_t count)
{
    unsigned widest = 0;

    for (size_t i = 0; i < count; i++)
        if (utf8_width(lines[i].name) > widest)
            widest = utf8_width(lines[i].name);
    for (size_t i = 0; i < count; i++) {
        term_cell(&app->out, &app->screen, lines[i].name, widest);
        buf_printf(&app->out, "  %s\n", lines[i].about);
    }
}
