/*
 * The words in which people give dates ("next friday", "in 2 weeks", "18 nov"):
 * DATE of cli.md, "Dates and periods". Files hold ISO dates only (base/date.h).
 */
#ifndef BASE_DATEWORD_H
#define BASE_DATEWORD_H

#include "base/date.h"

enum date_direction {
    DATE_EITHER, /* a weekday or date without a year is refused as ambiguous only where both ways fit */
    DATE_PAST,   /* resolves backwards, today included */
    DATE_FUTURE, /* resolves forwards, today included */
};

/* What a relative word is resolved against. */
struct date_frame {
    int32_t today;   /* of the years 1900 to 2199 */
    int week_starts; /* MONDAY … SUNDAY */
    enum date_direction direction;
};

/*
 * Reads all of `s` as DATE of cli.md, without regard to case and with white space
 * folded: ISO dates, weekday and month names, ends and starts of periods, distances.
 * The day is one of the years 1900 to 2199. False where it is none or ambiguous
 * (`03/04/2026`, `biweekly`, `later`, `2026-02-30`), with the reason and what to
 * write instead in `*why` (static text, "…: write it as YYYY-MM-DD"); `*stamp` is
 * then untouched.
 */
bool date_word_parse(struct str s, const struct date_frame *frame, struct stamp *stamp, const char **why);

#endif
