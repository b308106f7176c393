#include "vault/move.h"

enum { DAY = sizeof "2026-11-18" - 1 };

/* The date as the file has it: a time stands behind `T`. */
static struct str written(struct change *change, const struct stamp *when)
{
    struct buf text = {0};
    struct str copy;

    date_iso_write(&text, when->day);
    if (when->has_time) {
        buf_putc(&text, 'T');
        date_time_write(&text, when->minute);
    }
    copy = str_copy(change->arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

/* The id with the new day in the place of the old one, and a number where that is taken; empty: it names no day. */
static struct str id_on(struct change *change, const struct record *interview, int32_t day)
{
    struct buf id = {0}, old = {0};
    struct str base, copy;

    date_iso_write(&old, record_day(interview, KEY_DATE));
    if (str_starts(interview->id, buf_str(&old)) && day != record_day(interview, KEY_DATE)) {
        date_iso_write(&id, day);
        buf_put(&id, str_skip(interview->id, DAY));
    }
    base = copy = str_copy(change->arena, buf_str(&id));
    for (unsigned n = 2; copy.n && vault_find(change->vault, KIND_INTERVIEW, copy); n++) {
        buf_reset(&id);
        buf_printf(&id, "%.*s-%u", STR_ARGS(base), n);
        copy = str_copy(change->arena, buf_str(&id));
    }
    buf_free(&id);
    buf_free(&old);
    return copy;
}

int change_move(struct change *change, const struct record *interview, const struct stamp *when)
{
    const struct value *date = record_find(interview, KEY_DATE);
    struct stamp stamp = *when;
    struct str id = id_on(change, interview, when->day);

    if (!stamp.has_time && date && date->stamp.has_time) {
        stamp.has_time = true;
        stamp.minute = date->stamp.minute;
    }
    if (change_set(change, interview, KEY_DATE, written(change, &stamp)) != 0)
        return -1;
    return id.n ? change_rename(change, interview, id) : 0;
}
