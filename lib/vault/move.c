#include "vault/move.h"

#include <string.h>

enum { DAY = sizeof "2026-11-18" - 1 };

/* What a date and time says about its zone, at its end: `Z` or `+01:00`, maybe behind a space. */
static struct str zone_of(struct str time)
{
    size_t at = 0;

    while (at < time.n && !strchr("+-Zz", time.p[at]))
        at++;
    if (at && at < time.n && time.p[at - 1] == ' ')
        at--;
    return str_skip(time, at);
}

/* The new date; of the old one that stays which is not meant: ` 15:00:30+01:00` behind another day. */
static struct str written(struct change *change, struct str old, const struct stamp *when)
{
    struct str time = str_skip(old, DAY);
    struct buf text = {0};
    struct str copy;

    date_iso_write(&text, when->day);
    if (when->has_time) {
        buf_putc(&text, time.n ? time.p[0] : 'T');
        date_time_write(&text, when->minute);
        time = time.n ? zone_of(str_skip(time, 1)) : time;
    }
    buf_put(&text, time);
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
    struct str id = id_on(change, interview, when->day);
    struct str old = change_text(change, interview, KEY_DATE);

    if (change_set(change, interview, KEY_DATE, written(change, old, when)) != 0)
        return -1;
    return id.n ? change_rename(change, interview, id) : 0;
}
