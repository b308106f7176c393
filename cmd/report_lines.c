#include "report.h"
#include "text/csv.h"

/* A column of csv and tsv: its header, and how its cell is filled. They are documented and only ever added to. */
struct column {
    const char *name;
    void (*put)(struct buf *out, const struct due_item *item);
};

static void put_kind(struct buf *out, const struct due_item *item)
{
    buf_puts(out, due_kind_name(item->kind));
}

static void put_state(struct buf *out, const struct due_item *item)
{
    buf_puts(out, due_state_name(item->state));
}

static void put_due(struct buf *out, const struct due_item *item)
{
    date_iso_write(out, item->due);
}

static void put_late(struct buf *out, const struct due_item *item)
{
    date_iso_write(out, item->late);
}

static void put_days_late(struct buf *out, const struct due_item *item)
{
    buf_printf(out, "%d", item->days_late);
}

static void put_contact(struct buf *out, const struct due_item *item)
{
    if (item->contact)
        buf_put(out, item->contact->id);
}

static void put_name(struct buf *out, const struct due_item *item)
{
    buf_put(out, item->contact_name);
}

static void put_org(struct buf *out, const struct due_item *item)
{
    buf_put(out, report_org(item));
}

static void put_about(struct buf *out, const struct due_item *item)
{
    if (item->about)
        buf_put(out, item->about->id);
}

static void put_interview(struct buf *out, const struct due_item *item)
{
    if (item->interview)
        buf_put(out, item->interview->id);
}

static void put_text(struct buf *out, const struct due_item *item)
{
    buf_put(out, item->text);
}

static void put_path(struct buf *out, const struct due_item *item)
{
    buf_put(out, item->path);
}

static void put_line(struct buf *out, const struct due_item *item)
{
    buf_printf(out, "%u", item->line);
}

static void put_id(struct buf *out, const struct due_item *item)
{
    due_id_write(out, item);
}

static const struct column columns[] = {
    {"kind", put_kind},
    {"state", put_state},
    {"due", put_due},
    {"late", put_late},
    {"days_late", put_days_late},
    {"contact", put_contact},
    {"name", put_name},
    {"org", put_org},
    {"about", put_about},
    {"interview", put_interview},
    {"text", put_text},
    {"path", put_path},
    {"line", put_line},
    {"id", put_id},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static void put_table(struct app *app, const struct due_list *list)
{
    struct csv csv = {.out = &app->out, .is_tsv = app->format == FORMAT_TSV};
    struct buf cell = {0};

    for (size_t i = 0; i < COLUMNS; i++)
        csv_cell(&csv, str_from(columns[i].name));
    csv_end_row(&csv);
    for (uint32_t k = 0; k < list->n; k++) {
        for (size_t i = 0; i < COLUMNS; i++) {
            buf_reset(&cell);
            columns[i].put(&cell, list->at[k]);
            csv_cell(&csv, buf_str(&cell));
        }
        csv_end_row(&csv);
        app_drain(app);
    }
    buf_free(&cell);
}

void report_lines(struct app *app, const struct due_list *list)
{
    if (app->format != FORMAT_JSONL) {
        put_table(app, list);
        return;
    }
    for (uint32_t i = 0; i < list->n; i++) {
        struct json json = {.out = &app->out, .is_compact = true};

        report_item_json(&json, app, NULL, list->at[i]);
        app_drain(app);
    }
}
