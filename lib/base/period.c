#include "base/period.h"

/*
 * The most that a period holds: a hundred thousand years, in months and in days.
 * More is cut to it, so that sums of a day and a few periods stay within int32_t.
 */
enum { MOST_MONTHS = 1200000, MOST_DAYS = 36525000, MOST_DIGITS = 9 };

static const char why_empty[] = "no period given: write \"3 months\", \"2 weeks\" or \"90 days\"";
static const char why_other[] =
    "not a period: write \"3 months\", \"2 weeks\", \"90 days\", weekly, monthly, quarterly, yearly or never";
static const char why_large[] = "the number is too large: write at most 9 digits";
static const char why_unit[] =
    "the number has no unit: write days, weeks, months, quarters or years after it";
static const char why_bad_unit[] = "not a unit of time: write days, weeks, months, quarters or years";
static const char why_whole[] = "a period is a whole number: write \"6 weeks\" or \"45 days\"";
static const char why_iso[] = "not an ISO 8601 period of days or longer: write it like P3M, P90D or P1Y2M10D";

/* Units as they are written after a number, and what one of them is. */
static const struct unit {
    const char *names[4];
    int months, days;
} units[] = {
    {{"d", "day", "days"}, 0, 1},           {{"w", "week", "weeks"}, 0, 7},
    {{"m", "mo", "month", "months"}, 1, 0}, {{"q", "quarter", "quarters"}, 3, 0},
    {{"y", "year", "years"}, 12, 0},
};

/* The letters of ISO 8601, in the order in which they may stand. */
static const struct unit iso_units[] = {{{"y"}, 12, 0}, {{"m"}, 1, 0}, {{"w"}, 0, 7}, {{"d"}, 0, 1}};

/* Periods that are one word; those that can be read in two ways have only a reason. */
static const struct {
    const char *name;
    struct period period;
    const char *why;
} names[] = {
    {"daily", {0, 1, false}, NULL},
    {"weekly", {0, 7, false}, NULL},
    {"fortnightly", {0, 14, false}, NULL},
    {"monthly", {1, 0, false}, NULL},
    {"quarterly", {3, 0, false}, NULL},
    {"yearly", {12, 0, false}, NULL},
    {"annually", {12, 0, false}, NULL},
    {"never", {0, 0, true}, NULL},
    {"biweekly", {0}, "twice a week or every two weeks: write \"every 2 weeks\""},
    {"bi-weekly", {0}, "twice a week or every two weeks: write \"every 2 weeks\""},
    {"bimonthly", {0}, "twice a month or every two months: write \"every 2 months\" or \"every 2 weeks\""},
    {"biannually", {0}, "twice a year or every two years: write \"every 6 months\" or \"every 2 years\""},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

bool period_is_zero(struct period period)
{
    return !period.months && !period.days && !period.never;
}

static bool refuse(const char **why, const char *reason)
{
    *why = reason;
    return false;
}

static const struct unit *unit_find(const struct unit *table, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < COUNT(table[i].names); j++)
            if (name.n && str_equal_nocase(name, str_from(table[i].names[j])))
                return &table[i];
    return NULL;
}

/* Takes the digits off the start of `*rest`; there must be one. False where they are too many. */
static bool take_number(struct str *rest, int64_t *number)
{
    uint32_t value;
    size_t n = 0;

    while (n < rest->n && is_digit(rest->p[n]))
        n++;
    if (n > MOST_DIGITS || !str_number(str_slice(*rest, 0, n), UINT32_MAX, &value))
        return false;
    *number = value;
    *rest = str_skip(*rest, n);
    return true;
}

static int32_t add_capped(int32_t sum, int64_t more, int32_t most)
{
    return sum + more > most ? most : (int32_t)(sum + more);
}

static void add_units(struct period *period, int64_t number, const struct unit *unit)
{
    period->months = add_capped(period->months, number * unit->months, MOST_MONTHS);
    period->days = add_capped(period->days, number * unit->days, MOST_DAYS);
}

/* `3 months`, `3mo`; `s` begins with a digit. */
static bool parse_count(struct str s, struct period *period, const char **why)
{
    const struct unit *unit;
    int64_t number;

    if (!take_number(&s, &number))
        return refuse(why, why_large);
    s = str_trim(s);
    if (!s.n)
        return refuse(why, why_unit);
    if (s.p[0] == '.' || s.p[0] == ',' || s.p[0] == '/')
        return refuse(why, why_whole);
    unit = unit_find(units, COUNT(units), s);
    if (!unit)
        return refuse(why, why_bad_unit);
    add_units(period, number, unit);
    return true;
}

/* ISO 8601 durations of days or longer; `s` is what stands after the P. */
static bool parse_iso(struct str s, struct period *period, const char **why)
{
    size_t next = 0; /* the first unit that may still come */

    do {
        const struct unit *unit;
        int64_t number;

        if (!s.n || !is_digit(s.p[0]))
            return refuse(why, why_iso);
        if (!take_number(&s, &number))
            return refuse(why, why_large);
        unit = unit_find(iso_units + next, COUNT(iso_units) - next, str_slice(s, 0, 1));
        if (!unit)
            return refuse(why, why_iso);
        add_units(period, number, unit);
        next = (size_t)(unit - iso_units) + 1;
        s = str_skip(s, 1);
    } while (s.n);
    return true;
}

static bool parse_name(struct str s, struct period *period, const char **why)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        if (!str_equal_nocase(s, str_from(names[i].name)))
            continue;
        *period = names[i].period;
        return names[i].why ? refuse(why, names[i].why) : true;
    }
    return refuse(why, why_other);
}

/* What stands after a leading `every` and white space, or `s` itself where there is none. */
static struct str skip_every(struct str s)
{
    struct str every = STR("every");

    if (s.n > every.n && str_starts_nocase(s, every) && is_space(s.p[every.n]))
        return str_trim(str_skip(s, every.n));
    return s;
}

bool period_parse(struct str s, struct period *period, const char **why)
{
    struct period found = {0};
    struct str count;
    bool good;

    s = str_trim(s);
    count = skip_every(s);
    if (!s.n)
        return refuse(why, why_empty);
    if (is_digit(count.p[0]))
        good = parse_count(count, &found, why);
    else if (s.n > 1 && to_lower(s.p[0]) == 'p' && (is_digit(s.p[1]) || to_lower(s.p[1]) == 't'))
        good = parse_iso(str_skip(s, 1), &found, why);
    else
        good = parse_name(s, &found, why);
    if (good)
        *period = found;
    return good;
}

static int32_t shifted(int32_t day, struct period period, int sign)
{
    int64_t sum = (int64_t)date_add_months(day, sign * period.months) + (int64_t)sign * period.days;

    if (period.never)
        return 0;
    if (sum > INT32_MAX)
        return INT32_MAX;
    return sum < INT32_MIN ? INT32_MIN : (int32_t)sum;
}

int32_t period_after(int32_t day, struct period period)
{
    return shifted(day, period, 1);
}

int32_t period_before(int32_t day, struct period period)
{
    return shifted(day, period, -1);
}

static void write_count(struct buf *out, int32_t number, const char *unit)
{
    buf_number(out, number, 1);
    buf_putc(out, ' ');
    buf_puts(out, unit);
    buf_puts(out, number == 1 ? "" : "s");
}

void period_write(struct buf *out, struct period period)
{
    if (period.never)
        buf_puts(out, "never");
    else if (period.months && period.days)
        buf_printf(out, "P%ldM%ldD", (long)period.months, (long)period.days);
    else if (period.months)
        write_count(out, period.months, "month");
    else
        write_count(out, period.days, "day");
}
