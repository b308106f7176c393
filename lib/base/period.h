/*
 * Periods ("3 months", "P90D", "never"): PERIOD of cli.md, "Dates and periods".
 * The words in which people give dates are in base/dateword.h.
 */
#ifndef BASE_PERIOD_H
#define BASE_PERIOD_H

#include "base/date.h"

/* A zeroed period is "0 days". Months are calendar months. */
struct period {
    int32_t months;
    int32_t days;
    bool never;
};

bool period_is_zero(struct period period);

/*
 * Reads all of `s` as PERIOD of cli.md, without regard to case. False where it is
 * none, with the reason and what to write instead in `*why` (static text);
 * `*period` is then untouched. "0 days" is a period; who needs at least one day asks.
 * Numbers of up to 9 digits are read and capped at 100,000 years, so that no
 * period overflows a date.
 */
bool period_parse(struct str s, struct period *period, const char **why);

/*
 * The day one period after or before `day`; months first, clamped, then days. 0 (no
 * date) for "never". Defined for every day.
 */
int32_t period_after(int32_t day, struct period period);
int32_t period_before(int32_t day, struct period period);

/*
 * "3 months", "90 days", "never", and "P14M10D" where there are both; parses back
 * to the same period.
 */
void period_write(struct buf *out, struct period period);

#endif
