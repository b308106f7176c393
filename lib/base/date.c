#include "base/date.h"

#include "base/die.h"

enum { MONTHS_OF_YEAR = 12, DAYS_OF_WEEK = 7 };

/* The calendar repeats after 400 years of 146,097 days; day 1 is a Monday. */
enum { CYCLE_YEARS = 400, CYCLE_DAYS = 146097 };

static const char *const weekday_names[DAYS_OF_WEEK] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

static const char *const month_names[MONTHS_OF_YEAR] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december",
};

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t floor_modulo(int64_t a, int64_t b)
{
    return a - floor_divide(a, b) * b;
}

/* Days far beyond every calendar stay at the ends of the type. */
static int32_t clamp_day(int64_t day)
{
    if (day > INT32_MAX)
        return INT32_MAX;
    return day < INT32_MIN ? INT32_MIN : (int32_t)day;
}

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int64_t year, int month)
{
    static const int days[MONTHS_OF_YEAR] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

/*
 * The day of any civil date, of any year. Years are taken to begin in March, so
 * that the leap day is the last of its year and months have days of a fixed pattern
 * (153 days in five months).
 */
static int64_t day_number(int64_t year, int month, int day)
{
    int64_t from_march = (month + 9) % MONTHS_OF_YEAR;
    int64_t march_year = year - (month <= 2);
    int64_t cycle = floor_divide(march_year, CYCLE_YEARS);
    int64_t of_cycle = march_year - cycle * CYCLE_YEARS;
    int64_t of_year = (153 * from_march + 2) / 5 + day - 1;

    /* 1 March of year 0 is day -305. */
    return cycle * CYCLE_DAYS + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - 305;
}

int32_t date_of(int year, int month, int day)
{
    if (year < DATE_FIRST_YEAR || year > DATE_LAST_YEAR || month < 1 || month > MONTHS_OF_YEAR)
        return 0;
    if (day < 1 || day > month_days(year, month))
        return 0;
    return clamp_day(day_number(year, month, day));
}

struct civil date_civil(int32_t day)
{
    int64_t from_zero = (int64_t)day + 305;
    int64_t cycle = floor_divide(from_zero, CYCLE_DAYS);
    int64_t rest = from_zero - cycle * CYCLE_DAYS;
    int64_t of_cycle = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    int64_t of_year = rest - (365 * of_cycle + of_cycle / 4 - of_cycle / 100);
    int64_t from_march = (5 * of_year + 2) / 153;
    int month = (int)((from_march + 2) % MONTHS_OF_YEAR) + 1;

    return (struct civil){
        .year = (int)(cycle * CYCLE_YEARS + of_cycle + (month <= 2)),
        .month = month,
        .day = (int)(of_year - (153 * from_march + 2) / 5) + 1,
    };
}

int date_weekday(int32_t day)
{
    return (int)floor_modulo((int64_t)day - 1, DAYS_OF_WEEK);
}

int32_t date_add_months(int32_t day, int months)
{
    struct civil civil = date_civil(day);
    int64_t total = (int64_t)civil.year * MONTHS_OF_YEAR + civil.month - 1 + months;
    int64_t year = floor_divide(total, MONTHS_OF_YEAR);
    int month = (int)floor_modulo(total, MONTHS_OF_YEAR) + 1;
    int last = month_days(year, month);

    return clamp_day(day_number(year, month, civil.day < last ? civil.day : last));
}

int32_t date_week_start(int32_t day, int first)
{
    return clamp_day((int64_t)day - floor_modulo(date_weekday(day) - first, DAYS_OF_WEEK));
}

/* Takes `count` digits off the start of `*rest`; false, with nothing taken, where they are fewer. */
static bool take_digits(struct str *rest, size_t count, int *number)
{
    uint32_t value;

    if (rest->n < count || !str_number(str_slice(*rest, 0, count), 9999, &value))
        return false;
    *number = (int)value;
    *rest = str_skip(*rest, count);
    return true;
}

static bool take_char(struct str *rest, char c)
{
    if (!rest->n || to_lower(rest->p[0]) != c)
        return false;
    *rest = str_skip(*rest, 1);
    return true;
}

/* `15:00` or `15:00:30`; a leap second is a time of day. */
static bool take_time(struct str *rest, int16_t *minute, bool *has_seconds)
{
    int hour, minutes, seconds = 0;

    if (!take_digits(rest, 2, &hour) || !take_char(rest, ':') || !take_digits(rest, 2, &minutes))
        return false;
    *has_seconds = take_char(rest, ':');
    if (*has_seconds && !take_digits(rest, 2, &seconds))
        return false;
    if (hour > 23 || minutes > 59 || seconds > 60)
        return false;
    *minute = (int16_t)(hour * 60 + minutes);
    return true;
}

/* A fraction of a second, if there is one. */
static bool take_fraction(struct str *rest)
{
    if (!take_char(rest, '.'))
        return true;
    if (!rest->n || !is_digit(rest->p[0]))
        return false;
    while (rest->n && is_digit(rest->p[0]))
        *rest = str_skip(*rest, 1);
    return true;
}

/* `Z`, `+01`, `+0100` or `+01:00`, if there is one, with or without a space before it. */
static bool take_offset(struct str *rest)
{
    int hour, minutes = 0;

    if (!rest->n)
        return true;
    take_char(rest, ' ');
    if (take_char(rest, 'z'))
        return true;
    if (!take_char(rest, '+') && !take_char(rest, '-'))
        return false;
    if (!take_digits(rest, 2, &hour))
        return false;
    if (take_char(rest, ':') ? !take_digits(rest, 2, &minutes) : rest->n && !take_digits(rest, 2, &minutes))
        return false;
    return hour <= 23 && minutes <= 59;
}

bool date_iso_parse(struct str s, struct stamp *stamp)
{
    struct stamp found = {0};
    int year, month, day;
    bool has_seconds;

    if (!take_digits(&s, 4, &year) || !take_char(&s, '-') || !take_digits(&s, 2, &month) ||
        !take_char(&s, '-') || !take_digits(&s, 2, &day))
        return false;
    found.day = date_of(year, month, day);
    if (!found.day)
        return false;
    if (s.n) {
        found.has_time = take_char(&s, 't') || take_char(&s, ' ');
        if (!found.has_time || !take_time(&s, &found.minute, &has_seconds))
            return false;
        if ((has_seconds && !take_fraction(&s)) || !take_offset(&s) || s.n)
            return false;
    }
    *stamp = found;
    return true;
}

bool date_time_parse(struct str s, int16_t *minute)
{
    int16_t found;
    bool has_seconds;

    if (!take_time(&s, &found, &has_seconds) || s.n)
        return false;
    *minute = found;
    return true;
}

static void put_two(struct buf *out, int number)
{
    char *p = buf_room(out, 2);

    p[0] = (char)('0' + number / 10);
    p[1] = (char)('0' + number % 10);
    out->n += 2;
}

void date_iso_write(struct buf *out, int32_t day)
{
    struct civil civil = date_civil(day);

    if (!day)
        return;
    buf_number(out, civil.year, 4);
    buf_putc(out, '-');
    put_two(out, civil.month);
    buf_putc(out, '-');
    put_two(out, civil.day);
}

void date_time_write(struct buf *out, int minute)
{
    put_two(out, minute / 60);
    buf_putc(out, ':');
    put_two(out, minute % 60);
}

/* The first three letters of a name, with a capital. */
static void put_short_name(struct buf *out, const char *name)
{
    buf_putc(out, (char)(name[0] - 'a' + 'A'));
    buf_put(out, (struct str){name + 1, 2});
}

void date_human_write(struct buf *out, int32_t day, int32_t today)
{
    struct civil civil = date_civil(day);

    if (!day)
        return;
    put_short_name(out, date_weekday_name(date_weekday(day)));
    buf_putc(out, ' ');
    buf_number(out, civil.day, 1);
    buf_putc(out, ' ');
    put_short_name(out, date_month_name(civil.month));
    if (civil.year != date_civil(today).year) {
        buf_putc(out, ' ');
        buf_number(out, civil.year, 1);
    }
}

const char *date_weekday_name(int weekday)
{
    must(weekday >= MONDAY && weekday <= SUNDAY);
    return weekday_names[weekday];
}

const char *date_month_name(int month)
{
    must(month >= 1 && month <= MONTHS_OF_YEAR);
    return month_names[month - 1];
}
