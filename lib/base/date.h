/*
 * Civil dates of the proleptic Gregorian calendar (ISO 8601), without time zones.
 *
 * A day is an int32_t: the number of days since 1 January of year 1, counted
 * from 1; 0 means "no date". Days are subtracted and compared as numbers. The
 * years 1900 to 2199 are read and written; sums may lie beyond them.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/buf.h"
#include "base/str.h"

enum { DATE_FIRST_YEAR = 1900, DATE_LAST_YEAR = 2199 };
enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

struct civil {
    int year, month, day; /* month and day from 1 */
};

/* A day, with or without a time of day as written there (an offset is dropped, never applied). */
struct stamp {
    int32_t day;    /* 0: none */
    int16_t minute; /* of the day */
    bool has_time;
};

/* The day of a civil date, or 0 where there is no such day or its year is out of range. */
int32_t date_of(int year, int month, int day);
struct civil date_civil(int32_t day);
int date_weekday(int32_t day); /* MONDAY … SUNDAY */

/* The same day of the month `months` later (or earlier), clamped to the month's last day. */
int32_t date_add_months(int32_t day, int months);

/* The first day of the week of `day`, when weeks begin on `first` (MONDAY … SUNDAY). */
int32_t date_week_start(int32_t day, int first);

/*
 * Reads all of `s` as an ISO date as files hold it: `2026-11-18`, or with a time:
 * `2026-11-18T15:00`, a space for the T, seconds, fraction and offset accepted
 * (`15:00:30.5+01:00`, `Z`). False where it is none; `*stamp` is then untouched.
 */
bool date_iso_parse(struct str s, struct stamp *stamp);

/* Reads `15:00` (and `15:00:30`); false where it is no time of day. */
bool date_time_parse(struct str s, int16_t *minute);

void date_iso_write(struct buf *out, int32_t day); /* 2026-11-18 */
void date_time_write(struct buf *out, int minute); /* 15:00 */

/* "Wed 18 Nov", with the year where it is not that of `today`. */
void date_human_write(struct buf *out, int32_t day, int32_t today);

/* The English names in lower case: of a day of the week (MONDAY …), of a month (1 …). */
const char *date_weekday_name(int weekday);
const char *date_month_name(int month);

#endif
