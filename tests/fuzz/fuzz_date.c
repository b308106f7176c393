/*
 * Dates and periods from hostile text. The first byte picks today, the direction
 * and the start of the week; the rest is read as a date in words, a period, an ISO
 * date and a time. Whatever is accepted must be in range and survive being written
 * and read again; whatever is refused must leave the result alone and say why.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/dateword.h"
#include "base/die.h"
#include "base/period.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool in_range(int32_t day)
{
    return day >= date_of(DATE_FIRST_YEAR, 1, 1) && day <= date_of(DATE_LAST_YEAR, 12, 31);
}

static bool has_advice(const char *why)
{
    return why && strstr(why, ": write") != NULL;
}

static bool is_stamp(struct stamp stamp)
{
    if (stamp.minute < 0 || stamp.minute >= 24 * 60 || (!stamp.has_time && stamp.minute))
        return false;
    return in_range(stamp.day);
}

/* First and last days, leap days, ends of months and years, each day of a week. */
static struct date_frame frame_of(uint8_t pick)
{
    static const struct civil todays[] = {
        {2026, 11, 21}, {2026, 11, 22}, {2026, 12, 31}, {2027, 1, 1},  {2028, 2, 29},
        {2100, 2, 28},  {1900, 1, 1},   {2199, 12, 31}, {2026, 1, 31}, {2026, 11, 16},
    };
    struct civil today = todays[pick % (sizeof todays / sizeof todays[0])];

    return (struct date_frame){
        .today = date_of(today.year, today.month, today.day),
        .week_starts = pick % 7,
        .direction = (enum date_direction)(pick % 3),
    };
}

static void check_word(struct str text, const struct date_frame *frame, struct buf *out)
{
    struct stamp stamp = {.day = 7}, again = {0};
    const char *why = NULL;

    if (!date_word_parse(text, frame, &stamp, &why)) {
        must(has_advice(why) && stamp.day == 7);
        return;
    }
    must(is_stamp(stamp) && !why);
    buf_reset(out);
    date_iso_write(out, stamp.day);
    must(date_iso_parse(buf_str(out), &again) && again.day == stamp.day && !again.has_time);
    must(date_word_parse(buf_str(out), frame, &again, &why) && again.day == stamp.day);
    buf_reset(out);
    date_human_write(out, stamp.day, frame->today);
    must(out->n >= strlen("Wed 1 Nov"));
}

/* What is an ISO date for a file is the same date for a person. */
static void check_iso(struct str text, const struct date_frame *frame, struct buf *out)
{
    struct stamp stamp = {.day = 7}, word = {0}, again = {0};
    const char *why;

    if (!date_iso_parse(text, &stamp)) {
        must(stamp.day == 7);
        return;
    }
    must(is_stamp(stamp));
    if (text.n <= 64)
        must(date_word_parse(text, frame, &word, &why) && word.day == stamp.day &&
             word.minute == stamp.minute);
    buf_reset(out);
    date_iso_write(out, stamp.day);
    buf_putc(out, 'T');
    date_time_write(out, stamp.minute);
    must(date_iso_parse(buf_str(out), &again) && again.day == stamp.day && again.minute == stamp.minute);
}

static void check_period(struct str text, int32_t today, struct buf *out)
{
    struct period period = {.days = 7}, again;
    const char *why = NULL;
    int32_t after;

    if (!period_parse(text, &period, &why)) {
        must(has_advice(why) && period.days == 7);
        return;
    }
    must(period.months >= 0 && period.days >= 0);
    buf_reset(out);
    period_write(out, period);
    must(period_parse(buf_str(out), &again, &why));
    must(again.months == period.months && again.days == period.days && again.never == period.never);
    after = period_after(today, period);
    must(period.never || period_is_zero(period) ? after == (period.never ? 0 : today)
                                                : after > today && period_after(after, period) > after);
    must(period.never || period_after(today + 1, period) >= after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct date_frame frame = frame_of(size ? data[0] : 0);
    struct str text = {(const char *)data + (size != 0), size ? size - 1 : 0};
    struct buf out = {0};
    int16_t minute;

    if (date_time_parse(text, &minute))
        must(minute >= 0 && minute < 24 * 60);
    check_word(text, &frame, &out);
    check_iso(text, &frame, &out);
    check_period(text, frame.today, &out);
    buf_free(&out);
    return 0;
}
