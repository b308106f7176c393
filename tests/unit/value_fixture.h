/*
 * Showing a value as text, for the tests of values, records and settings.
 */
#ifndef VALUE_FIXTURE_H
#define VALUE_FIXTURE_H

#include "base/buf.h"
#include "vault/value.h"

static inline void show_settled(struct buf *out, struct settled settled)
{
    if (settled.how == SETTLED_DATE)
        date_iso_write(out, settled.day);
    else
        buf_puts(out, settled.how == SETTLED_SKIP ? "skip" : "open");
}

static inline void show_stamp(struct buf *out, struct stamp stamp)
{
    date_iso_write(out, stamp.day);
    if (stamp.has_time) {
        buf_putc(out, 'T');
        date_time_write(out, stamp.minute);
    }
}

/* "ana", "[[ana]]" or "[[ana|Ana]]". */
static inline void show_link(struct buf *out, const struct link *link)
{
    bool is_wiki = link->form == LINK_WIKI;

    buf_printf(out, "%s%.*s%s%.*s%s", is_wiki ? "[[" : "", STR_ARGS(link->target), link->label.n ? "|" : "",
               STR_ARGS(link->label), is_wiki ? "]]" : "");
}

static inline void show_thanked(struct buf *out, const struct thanked *thanked)
{
    show_settled(out, thanked->all);
    for (uint32_t i = 0; i < thanked->n; i++) {
        buf_putc(out, ' ');
        show_link(out, &thanked->at[i].who);
        buf_putc(out, '=');
        show_settled(out, thanked->at[i].settled);
    }
}

static inline void show_ranges(struct buf *out, const struct value *value)
{
    for (uint32_t i = 0; i < value->ranges.n; i++) {
        buf_puts(out, i ? " " : "");
        date_iso_write(out, value->ranges.at[i].from);
        buf_puts(out, "..");
        date_iso_write(out, value->ranges.at[i].to);
    }
}

static inline void show_rate(struct buf *out, struct rate rate)
{
    static const char *const units[] = {"none", "day", "week", "fortnight", "month", "quarter", "year"};

    if (rate.count)
        buf_printf(out, "%d/", rate.count);
    buf_puts(out, units[rate.count ? rate.unit : 0]);
}

/* Shows what of `value` the field's type fills; "-" where it is empty. */
static inline void show_value(struct buf *out, const struct field *field, const struct value *value)
{
    if (value->is_empty) {
        buf_putc(out, '-');
        return;
    }
    switch (field->type) {
    case TYPE_TEXT:
    case TYPE_FOLDER: buf_printf(out, "'%.*s'", STR_ARGS(value->text)); break;
    case TYPE_TEXTS:
        for (uint32_t i = 0; i < value->texts.n; i++)
            buf_printf(out, "%s'%.*s'", i ? " " : "", STR_ARGS(value->texts.at[i]));
        break;
    case TYPE_DATE:
    case TYPE_STAMP: show_stamp(out, value->stamp); break;
    case TYPE_PERIOD: period_write(out, value->period); break;
    case TYPE_INTEGER:
    case TYPE_BOOL:
    case TYPE_WORD: buf_printf(out, "%d", (int)value->number); break;
    case TYPE_LINK:
    case TYPE_LINKS:
        for (uint32_t i = 0; i < value->links.n; i++) {
            buf_puts(out, i ? " " : "");
            show_link(out, &value->links.at[i]);
        }
        break;
    case TYPE_SETTLED:
    case TYPE_BOOL_OR_DATE: show_settled(out, value->settled); break;
    case TYPE_THANKED: show_thanked(out, value->thanked); break;
    case TYPE_RATE: show_rate(out, value->rate); break;
    case TYPE_RANGES: show_ranges(out, value); break;
    case TYPE_MAP:
        for (uint32_t i = 0; i < value->map.n; i++)
            buf_printf(out, "%s%.*s='%.*s'", i ? " " : "", STR_ARGS(value->map.at[i].name),
                       STR_ARGS(value->map.at[i].text));
        break;
    }
}

#endif
