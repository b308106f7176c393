#include "base/dateword.h"

#include <string.h>

#include "base/period.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The longest text and the most words that can be a date. */
enum { MOST_BYTES = 64, MOST_WORDS = 4 };

/* Some year in eight has a 29 February, whatever century lies between. */
enum { LEAP_REACH = 8 };

/* One reading of a text. A form that knows the text as its own sets the day or `why`. */
struct reading {
    const struct date_frame *frame;
    char bytes[MOST_BYTES]; /* what `text` and `word` point into */
    struct str text;        /* trimmed, white space folded, lower case */
    struct str word[MOST_WORDS];
    size_t words; /* 0 where there are more than MOST_WORDS */
    struct stamp stamp;
    const char *why;
};

static const char why_empty[] = "no date given: write YYYY-MM-DD, \"tomorrow\" or \"in 3 days\"";
static const char why_other[] =
    "not a date: write it like YYYY-MM-DD, \"tomorrow\", \"next friday\" or \"in 3 days\"";
static const char why_year[] = "years go from 1900 to 2199: write a date within them";
static const char why_month[] = "there is no such month: write the date as YYYY-MM-DD";
static const char why_day[] = "there is no such day: write a day that its month has";
static const char why_time[] = "not a time of day after the date: write it as YYYY-MM-DDTHH:MM";
static const char why_clock[] = "a time of day is no date: write it as YYYY-MM-DDTHH:MM";
static const char why_ordinal[] = "the day is written as a number: write it like \"18 nov\"";
static const char why_swapped[] = "day and month could be swapped: write it as YYYY-MM-DD";
static const char why_hyphens[] =
    "a whole date has hyphens and two digits for month and day: write it as YYYY-MM-DD";
static const char why_number[] = "a number alone is no date: write YYYY-MM-DD or \"in 3 days\"";
static const char why_no_year[] = "the year is missing: write it like \"18 nov 2026\", or YYYY-MM-DD";
static const char why_four[] = "a year has four digits: write it like \"18 nov 2026\", or YYYY-MM-DD";
static const char why_span[] =
    "more than one day: write one of them, like \"1 week ago\", som, eom or YYYY-MM-DD";
static const char why_either[] = "before or after today: write \"in\" before it or \"ago\" after it";
static const char why_zero[] = "no distance at all: write \"today\"";
static const char why_later[] = "not a certain day: write one, like \"in 2 weeks\" or \"next monday\"";
static const char why_now[] = "not a day: write \"today\"";
static const char why_period[] = "a period, not a day: write a day, like \"in 2 weeks\" or \"next monday\"";

#define WHICH(name) "before or after today: write \"last " name "\" or \"next " name "\""

/* The seven days, MONDAY first: what to say where the direction is not known. */
static const char *const which_weekday[] = {
    WHICH("monday"), WHICH("tuesday"),  WHICH("wednesday"), WHICH("thursday"),
    WHICH("friday"), WHICH("saturday"), WHICH("sunday"),
};

/* Short names beside the first three letters of a day or month. */
static const struct {
    const char *name;
    const char *full;
} short_names[] = {{"tues", "tuesday"}, {"thur", "thursday"}, {"thurs", "thursday"}, {"sept", "september"}};

/* Words that are a day by themselves, as a distance from today. */
static const struct {
    const char *name;
    int days;
} near_days[] = {{"yesterday", -1}, {"today", 0}, {"tomorrow", 1}};

/* Words that people write for a day and that are none. */
static const struct {
    const char *name;
    const char *why;
} no_days[] = {
    {"later", why_later}, {"soon", why_later}, {"someday", why_later}, {"sometime", why_later},
    {"asap", why_later},  {"now", why_now},    {"tonight", why_now},   {"every", why_period},
};

/* Spans of time with a first and a last day; `letter` is that of som and eom. Months 0: a week. */
static const struct span {
    const char *name;
    char letter;
    int months;
} spans[] = {{"week", 'w', 0}, {"month", 'm', 1}, {"quarter", 'q', 3}, {"year", 'y', 12}};

static bool equals(struct str s, const char *name)
{
    return str_equal(s, str_from(name));
}

static bool set_day(struct reading *r, int32_t day)
{
    r->stamp.day = day;
    if (day < date_of(DATE_FIRST_YEAR, 1, 1) || day > date_of(DATE_LAST_YEAR, 12, 31))
        r->why = why_year;
    return true;
}

static bool refuse(struct reading *r, const char *why)
{
    r->why = why;
    return true;
}

/* Takes the nearest days on both sides of today (0: none in range) by the frame's direction. */
static bool set_nearest(struct reading *r, int32_t past, int32_t future, const char *ambiguous)
{
    if (r->frame->direction == DATE_PAST)
        return set_day(r, past);
    if (r->frame->direction == DATE_FUTURE || !past)
        return set_day(r, future);
    if (!future || past == future)
        return set_day(r, past);
    return refuse(r, ambiguous);
}

static bool set_civil(struct reading *r, uint32_t year, uint32_t month, uint32_t day)
{
    if (year < DATE_FIRST_YEAR || year > DATE_LAST_YEAR)
        return refuse(r, why_year);
    if (month < 1 || month > 12)
        return refuse(r, why_month);
    if (day > 31 || !date_of((int)year, (int)month, (int)day))
        return refuse(r, why_day);
    return set_day(r, date_of((int)year, (int)month, (int)day));
}

/* today, and what begins with a word that is no day: later this week. */
static bool form_word(struct reading *r)
{
    for (size_t i = 0; i < COUNT(near_days); i++)
        if (equals(r->text, near_days[i].name))
            return set_day(r, r->frame->today + near_days[i].days);
    for (size_t i = 0; i < COUNT(no_days); i++)
        if (r->words && equals(r->word[0], no_days[i].name))
            return refuse(r, no_days[i].why);
    return false;
}

/* Whether `s` begins with `shape`, in which a 9 stands for any digit. */
static bool has_shape(struct str s, const char *shape)
{
    size_t n = 0;

    for (; shape[n]; n++)
        if (n >= s.n || (shape[n] == '9' ? !is_digit(s.p[n]) : s.p[n] != shape[n]))
            return false;
    return true;
}

static uint32_t number_at(const struct reading *r, size_t from, size_t to)
{
    uint32_t number = 0;

    str_number(str_slice(r->text, from, to), 9999, &number);
    return number;
}

/* 2026-11-21, with or without a time, and 20261121. */
static bool form_iso(struct reading *r)
{
    if (date_iso_parse(r->text, &r->stamp))
        return true;
    if (r->text.n == 8 && has_shape(r->text, "99999999"))
        return set_civil(r, number_at(r, 0, 4), number_at(r, 4, 6), number_at(r, 6, 8));
    if (!has_shape(r->text, "9999-99-99") || (r->text.n > 10 && is_digit(r->text.p[10])))
        return false;
    set_civil(r, number_at(r, 0, 4), number_at(r, 5, 7), number_at(r, 8, 10));
    return r->why ? true : refuse(r, why_time);
}

/* Digits with hyphens, slashes, dots or colons that are no ISO date: never one of ours. */
static bool form_digits(struct reading *r)
{
    size_t marks = 0;

    if (!is_digit(r->text.p[0]))
        return false;
    for (size_t i = 0; i < r->text.n; i++) {
        char c = r->text.p[i];

        if (!is_digit(c) && c != '-' && c != '/' && c != '.' && c != ':')
            return false;
        marks += !is_digit(c);
    }
    if (has_shape(r->text, "99:99") || has_shape(r->text, "9:99"))
        return refuse(r, why_clock);
    if (!marks)
        return refuse(r, why_number);
    return refuse(r, has_shape(r->text, "9999") ? why_hyphens : why_swapped);
}

/* The first day of the span that today is in, or `ahead` spans later. */
static int32_t span_start(const struct date_frame *frame, const struct span *span, int ahead)
{
    struct civil civil = date_civil(frame->today);

    if (!span->months)
        return date_week_start(frame->today, frame->week_starts) + ahead * 7;
    int month = (civil.month - 1) / span->months * span->months + 1;

    return date_add_months(date_of(civil.year, month, 1), ahead * span->months);
}

/* som, eom and the like; next month. */
static bool form_span(struct reading *r)
{
    struct str last = r->words ? r->word[r->words - 1] : r->text;

    for (size_t i = 0; i < COUNT(spans); i++) {
        const struct span *span = &spans[i];

        if (r->text.n == 3 && r->text.p[1] == 'o' && r->text.p[2] == span->letter) {
            if (r->text.p[0] == 's')
                return set_day(r, span_start(r->frame, span, 0));
            if (r->text.p[0] == 'e')
                return set_day(r, span_start(r->frame, span, 1) - 1);
        }
        if (r->words != 2 || !equals(last, span->name))
            continue;
        if (equals(r->word[0], "next"))
            return set_day(r, span_start(r->frame, span, 1));
        if (equals(r->word[0], "this") || equals(r->word[0], "last"))
            return refuse(r, why_span);
    }
    return false;
}

/* Whether `s` is a name: whole, its first three letters, or another short form of it. */
static bool is_name(struct str s, const char *full)
{
    if (equals(s, full) || (s.n == 3 && str_starts(str_from(full), s)))
        return true;
    for (size_t i = 0; i < COUNT(short_names); i++)
        if (equals(s, short_names[i].name))
            return equals(str_from(full), short_names[i].full);
    return false;
}

static bool weekday_find(struct str s, int *weekday)
{
    for (*weekday = MONDAY; *weekday <= SUNDAY; ++*weekday)
        if (is_name(s, date_weekday_name(*weekday)))
            return true;
    return false;
}

static bool month_find(struct str s, int *month)
{
    for (*month = 1; *month <= 12; ++*month)
        if (is_name(s, date_month_name(*month)))
            return true;
    return false;
}

/* [this|next|last] WEEKDAY. The week that begins on a weekday has that weekday at its start. */
static bool form_weekday(struct reading *r)
{
    int32_t today = r->frame->today;
    int weekday;

    if (r->words < 1 || r->words > 2 || !weekday_find(r->word[r->words - 1], &weekday))
        return false;
    if (r->words == 1)
        return set_nearest(r, date_week_start(today, weekday), date_week_start(today + 6, weekday),
                           which_weekday[weekday]);
    if (equals(r->word[0], "next"))
        return set_day(r, date_week_start(today + 7, weekday));
    if (equals(r->word[0], "last"))
        return set_day(r, date_week_start(today - 1, weekday));
    if (equals(r->word[0], "this"))
        return set_day(r, date_week_start(date_week_start(today, r->frame->week_starts) + 6, weekday));
    return false;
}

/* The nearest such day before (`step` -1) or after (1) today, today included; 0: none in range. */
static int32_t nearest_year(int32_t today, int month, int day, int step)
{
    int year = date_civil(today).year;

    for (int i = 0; i <= LEAP_REACH; i++) {
        int32_t found = date_of(year + i * step, month, day);

        if (found && (step < 0 ? found <= today : found >= today))
            return found;
    }
    return 0;
}

/* 18th nov, the 3rd: what people say, and no date of ours. */
static bool form_ordinal(struct reading *r)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};

    for (size_t i = 0; i < r->words; i++) {
        struct str end = str_skip(r->word[i], has_shape(r->word[i], "99") ? 2 : 1);

        for (size_t j = 0; has_shape(r->word[i], "9") && j < COUNT(endings); j++)
            if (str_starts(end, str_from(endings[j])))
                return refuse(r, why_ordinal);
    }
    return false;
}

/* MONTH DAY [YEAR] and DAY MONTH [YEAR]; one comma may stand before the year. */
static bool form_month(struct reading *r)
{
    enum { LEAP_YEAR = 2000 };
    struct str second = r->words > 1 ? r->word[1] : r->text;
    uint32_t day, year;
    int month;

    if (r->words < 2 || r->words > 3)
        return false;
    if (r->words == 3 && str_ends(second, STR(",")))
        second = str_slice(second, 0, second.n - 1);
    if (!(month_find(r->word[0], &month) && str_number(second, 9999, &day)) &&
        !(month_find(second, &month) && str_number(r->word[0], 9999, &day)))
        return false;
    if (r->words == 3) {
        if (r->word[2].n != 4 || !str_number(r->word[2], 9999, &year))
            return refuse(r, why_four);
        return set_civil(r, year, (uint32_t)month, day);
    }
    if (day > 31 || !date_of(LEAP_YEAR, month, (int)day))
        return refuse(r, why_day);
    return set_nearest(r, nearest_year(r->frame->today, month, (int)day, -1),
                       nearest_year(r->frame->today, month, (int)day, 1), why_no_year);
}

/* Whether all digits at the start of `s` are zero. */
static bool is_zero(struct str s)
{
    size_t n = 0;

    while (n < s.n && s.p[n] == '0')
        n++;
    return n && !(n < s.n && is_digit(s.p[n]));
}

/* [in | +] N UNIT, N UNIT ago, -N UNIT. */
static bool form_distance(struct reading *r)
{
    static const char *const marks[] = {"in ", "+", "-"};
    struct period period;
    struct str count = r->text;
    bool mark = false, ago = str_ends(count, STR(" ago"));

    for (size_t i = 0; !mark && i < COUNT(marks); i++) {
        mark = str_starts(count, str_from(marks[i]));
        count = mark ? str_trim(str_skip(count, strlen(marks[i]))) : count;
    }
    if (ago)
        count = str_trim(str_slice(count, 0, count.n > 4 ? count.n - 4 : 0));
    if (!count.n || !is_digit(count.p[0]) || (mark && ago))
        return false;
    if (!period_parse(count, &period, &r->why))
        return is_zero(count) ? refuse(r, why_zero) : true;
    if (period_is_zero(period))
        return refuse(r, why_zero);
    if (!mark && !ago && r->frame->direction == DATE_PAST)
        return refuse(r, why_either);
    if (ago || r->text.p[0] == '-')
        period = (struct period){.months = -period.months, .days = -period.days};
    return set_day(r, period_after(r->frame->today, period));
}

/* A period is no day; biweekly and bimonthly are refused with their own reason. */
static bool form_period(struct reading *r)
{
    struct period period;
    const char *why;

    if (period_parse(r->text, &period, &why))
        return refuse(r, why_period);
    return str_starts(r->text, STR("bi")) && str_ends(r->text, STR("ly")) ? refuse(r, why) : false;
}

/* The order matters where one form gives the reason that a later one could not. */
static bool (*const forms[])(struct reading *) = {
    form_word,    form_iso,   form_digits,   form_span,   form_weekday,
    form_ordinal, form_month, form_distance, form_period,
};

/* Fills text and words. False where the text is longer than any date. */
static bool fold(struct reading *r, struct str s)
{
    struct str rest;
    size_t n = 0;

    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        if (is_space(s.p[i]) && is_space(s.p[i - 1]))
            continue;
        if (n == MOST_BYTES)
            return false;
        r->bytes[n++] = is_space(s.p[i]) ? ' ' : to_lower(s.p[i]);
    }
    r->text = rest = (struct str){r->bytes, n};
    for (r->words = 0; rest.n && r->words < MOST_WORDS; r->words++)
        r->word[r->words] = str_word(&rest);
    if (rest.n)
        r->words = 0;
    return true;
}

bool date_word_parse(struct str s, const struct date_frame *frame, struct stamp *stamp, const char **why)
{
    struct reading r = {.frame = frame};
    bool known = false;

    if (!fold(&r, s))
        r.why = why_other;
    else if (!r.text.n)
        r.why = why_empty;
    for (size_t i = 0; !r.why && !known && i < COUNT(forms); i++)
        known = forms[i](&r);
    if (!known && !r.why)
        r.why = why_other;
    if (r.why)
        *why = r.why;
    else
        *stamp = r.stamp;
    return !r.why;
}
