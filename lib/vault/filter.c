#include "vault/filter.h"

#include <stdlib.h>

#include "base/utf8.h"

/* A term and where its comparisons work. */
struct probe {
    const struct filter *filter;
    struct arena scratch;
};

static bool fits_text(void *context, struct str text)
{
    struct probe *probe = context;
    struct str plain = utf8_plain(&probe->scratch, text);

    if (probe->filter->how == FILTER_WHOLE)
        return str_equal(plain, probe->filter->term);
    return str_find(plain, probe->filter->term, 0) < plain.n;
}

static bool fits_link(const struct filter *filter, const struct row *row)
{
    const struct value *value = column_links(&filter->column, row);

    for (uint32_t i = 0; value && i < value->links.n; i++)
        if (value->links.at[i].to == filter->to)
            return true;
    return false;
}

static bool fits_days(const struct filter *filter, const struct view *view, const struct row *row)
{
    int32_t day = column_cell(&filter->column, view, row).day;

    return day && day >= filter->from && day <= filter->until;
}

static bool fits_rank(const struct filter *filter, const struct view *view, const struct row *row)
{
    struct cell cell = column_cell(&filter->column, view, row);

    return cell.text.n && filter->ranks & 1u << cell.rank;
}

/* A word without a field is looked for in those of a line that name something. */
static bool fits_word(struct probe *probe, const struct view *view, enum list_kind list,
                      const struct row *row)
{
    static const char *const names[] = {"name", "aliases", "org", "id", "who", "text"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct column column;

        /* the id of a promise is a hash of its words */
        if (list == LIST_PROMISES && str_equal(str_from(names[i]), STR("id")))
            continue;
        if (column_find(list, str_from(names[i]), &column) &&
            column_any(&column, view, row, fits_text, probe))
            return true;
    }
    return false;
}

static bool fits(struct probe *probe, const struct view *view, enum list_kind list, const struct row *row)
{
    switch (probe->filter->how) {
    case FILTER_LINK: return fits_link(probe->filter, row);
    case FILTER_DAYS: return fits_days(probe->filter, view, row);
    case FILTER_RANK: return fits_rank(probe->filter, view, row);
    case FILTER_WORD: return fits_word(probe, view, list, row);
    case FILTER_PART:
    case FILTER_WHOLE: break;
    }
    return column_any(&probe->filter->column, view, row, fits_text, probe);
}

void filter_rows(const struct view *view, enum list_kind list, const struct filters *filters,
                 struct rows *rows)
{
    struct view here = *view; /* cells that are only compared live in scratch memory */
    struct probe probe = {0};

    here.arena = &probe.scratch;
    for (uint32_t i = 0; i < filters->n; i++) {
        uint32_t kept = 0;

        probe.filter = &filters->at[i];
        for (uint32_t k = 0; k < rows->n; k++) {
            if (fits(&probe, &here, list, &rows->at[k]))
                rows->at[kept++] = rows->at[k];
            arena_reset(&probe.scratch);
        }
        rows->n = kept;
    }
    arena_free(&probe.scratch);
}

/* ---- sorting */

struct sortable {
    struct row row;
    struct cell cell;
    struct str plain, name; /* of the cell and of the line, in plain form */
    bool is_ranked, is_reversed;
};

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
    const struct sortable *a = left, *b = right;
    int order = by_number(!a->cell.text.n, !b->cell.text.n);

    if (order)
        return order;
    order = a->is_ranked ? by_number(a->cell.rank, b->cell.rank) : str_compare(a->plain, b->plain);
    if (order)
        return a->is_reversed ? -order : order;
    order = str_compare(a->name, b->name);
    if (!order)
        order = str_compare(a->row.record->path, b->row.record->path);
    if (!order && a->row.task)
        order = by_number(a->row.task->line, b->row.task->line);
    return order;
}

void filter_sort(const struct view *view, const struct column *column, bool reversed, struct rows *rows)
{
    struct arena scratch = {0};
    struct sortable *all = arena_new_array(&scratch, struct sortable, (size_t)rows->n + 1);

    for (uint32_t i = 0; i < rows->n; i++) {
        const struct row *row = &rows->at[i];

        all[i] = (struct sortable){.row = *row, .is_ranked = column->is_ranked, .is_reversed = reversed};
        all[i].cell = column_cell(column, view, row);
        all[i].plain = utf8_plain(&scratch, all[i].cell.text);
        all[i].name = utf8_plain(&scratch, row->task ? row->person_name : row->record->name);
    }
    if (rows->n)
        qsort(all, rows->n, sizeof *all, compare);
    for (uint32_t i = 0; i < rows->n; i++)
        rows->at[i] = all[i].row;
    arena_free(&scratch);
}
