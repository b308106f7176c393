/* Civil dates: base/date.h. */
#include "unit.h"

#include "base/date.h"

static void calendar_starts_on_a_monday(void **state)
{
    (void)state;
    assert_int_equal(date_civil(1).year, 1);
    assert_int_equal(date_civil(1).month, 1);
    assert_int_equal(date_civil(1).day, 1);
    assert_int_equal(date_weekday(1), MONDAY);
    assert_int_equal(date_weekday(0), SUNDAY);
    assert_int_equal(date_weekday(-6), MONDAY);
    assert_int_equal(date_of(1970, 1, 1), 719163);
    assert_int_equal(date_weekday(date_of(1970, 1, 1)), THURSDAY);
    assert_int_equal(date_weekday(date_of(2026, 11, 21)), SATURDAY);
}

static bool leaps(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Walks all days that can be written, with a calendar of its own. */
static void every_day_goes_there_and_back(void **state)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t next = date_of(1900, 1, 1);
    int weekday = MONDAY;

    (void)state;
    for (int year = 1900; year <= 2199; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= days[month - 1] + (month == 2 && leaps(year)); day++) {
                struct civil civil = date_civil(next);

                if (civil.year != year || civil.month != month || civil.day != day)
                    fail_msg("day %d is %d-%d-%d", (int)next, civil.year, civil.month, civil.day);
                if (date_of(year, month, day) != next || date_weekday(next) != weekday)
                    fail_msg("%d-%d-%d is day %d", year, month, day, (int)date_of(year, month, day));
                next++;
                weekday = (weekday + 1) % 7;
            }
    assert_int_equal(next - 1, date_of(2199, 12, 31));
}

/* Every 999th day from year -11,000 to 16,000, and the ends of the type. */
static void days_beyond_the_written_years_are_defined(void **state)
{
    (void)state;
    for (int32_t day = -4000000; day < 6000000; day += 999) {
        struct civil civil = date_civil(day), next = date_civil(day + 1);
        int step = (next.year - civil.year) * 372 + (next.month - civil.month) * 31 + next.day - civil.day;

        assert_in_range(step, 1, 4);
        assert_in_range(civil.month, 1, 12);
        assert_in_range(civil.day, 1, 31);
        assert_int_equal(date_add_months(day, 0), day);
        assert_int_equal(date_civil(date_add_months(day, -1200000)).year, civil.year - 100000);
    }
    assert_int_equal(date_civil(INT32_MAX).year, 5879611);
    assert_int_equal(date_civil(INT32_MIN).year, -5879610);
    assert_in_range(date_weekday(INT32_MIN), MONDAY, SUNDAY);
    assert_int_equal(date_add_months(INT32_MAX, 1200000), INT32_MAX);
    assert_int_equal(date_add_months(INT32_MIN, -1200000), INT32_MIN);
    assert_int_equal(date_week_start(INT32_MIN, (date_weekday(INT32_MIN) + 1) % 7), INT32_MIN);
}

static void no_such_day_is_zero(void **state)
{
    static const struct civil none[] = {
        {2026, 2, 29}, {2026, 2, 30}, {2100, 2, 29}, {2026, 4, 31},  {2026, 0, 1},
        {2026, 13, 1}, {2026, 1, 0},  {2026, 1, 32}, {1899, 12, 31}, {2200, 1, 1},
        {2026, -1, 1}, {2026, 1, -1}, {0, 0, 0},     {-2026, 1, 1},  {INT32_MAX, INT32_MAX, INT32_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(date_of(none[i].year, none[i].month, none[i].day), 0);
    assert_true(date_of(2000, 2, 29) > 0 && date_of(2028, 2, 29) > 0);
}

static int32_t day_of(const char *text)
{
    struct stamp stamp = {0};

    if (!date_iso_parse(str_from(text), &stamp))
        fail_msg("%s is no date", text);
    return stamp.day;
}

static void months_are_clamped(void **state)
{
    static const struct {
        const char *from;
        int months;
        const char *to;
    } cases[] = {
        {"2026-11-30", 3, "2027-02-28"},    {"2026-01-31", 1, "2026-02-28"},
        {"2028-01-31", 1, "2028-02-29"},    {"2026-05-31", 1, "2026-06-30"},
        {"2026-12-31", 2, "2027-02-28"},    {"2024-02-29", 12, "2025-02-28"},
        {"2024-02-29", 48, "2028-02-29"},   {"2026-03-31", -1, "2026-02-28"},
        {"2026-01-15", -1, "2025-12-15"},   {"2026-11-21", 0, "2026-11-21"},
        {"2026-12-01", 1, "2027-01-01"},    {"2026-01-01", -12, "2025-01-01"},
        {"1900-01-31", 1, "1900-02-28"},    {"2000-03-31", -1, "2000-02-29"},
        {"1999-12-31", 2400, "2199-12-31"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(date_add_months(day_of(cases[i].from), cases[i].months), day_of(cases[i].to));
    assert_int_equal(date_civil(date_add_months(day_of("2199-12-31"), 2)).year, 2200);
    assert_int_equal(date_civil(date_add_months(day_of("2199-12-31"), 2)).day, 28);
    assert_int_equal(date_civil(date_add_months(day_of("1900-03-31"), -1200000 - 1)).year, 1900 - 100000);
}

static void weeks_begin_where_told(void **state)
{
    int32_t saturday = day_of("2026-11-21");

    (void)state;
    assert_int_equal(date_week_start(saturday, MONDAY), day_of("2026-11-16"));
    assert_int_equal(date_week_start(saturday, SUNDAY), day_of("2026-11-15"));
    assert_int_equal(date_week_start(saturday, SATURDAY), saturday);
    for (int32_t day = saturday; day < saturday + 14; day++)
        for (int first = MONDAY; first <= SUNDAY; first++) {
            int32_t start = date_week_start(day, first);

            assert_int_equal(date_weekday(start), first);
            assert_in_range(day - start, 0, 6);
        }
}

static void iso_is_read(void **state)
{
    static const struct {
        const char *text;
        int minute; /* -1: no time */
    } cases[] = {
        {"2026-11-18", -1},
        {"2026-11-18T15:00", 900},
        {"2026-11-18t15:00", 900},
        {"2026-11-18 15:00", 900},
        {"2026-11-18T00:00", 0},
        {"2026-11-18T23:59:60", 1439},
        {"2026-11-18T15:00:30", 900},
        {"2026-11-18T15:00:30.5", 900},
        {"2026-11-18T15:00:30.123456789012", 900},
        {"2026-11-18T15:00:30.5+01:00", 900},
        {"2026-11-18T23:30-11:00", 1410},
        {"2026-11-18T15:00Z", 900},
        {"2026-11-18T15:00:30z", 900},
        {"2026-11-18T15:00+0100", 900},
        {"2026-11-18T15:00+01", 900},
        {"2026-11-18 15:00:30 +0100", 900},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct stamp stamp = {.minute = 77, .has_time = true};

        if (!date_iso_parse(str_from(cases[i].text), &stamp))
            fail_msg("%s is refused", cases[i].text);
        assert_int_equal(stamp.day, date_of(2026, 11, 18));
        assert_int_equal(stamp.has_time, cases[i].minute >= 0);
        assert_int_equal(stamp.minute, cases[i].minute < 0 ? 0 : cases[i].minute);
    }
}

static void what_is_not_iso_is_refused(void **state)
{
    static const char *const cases[] = {
        "",
        "2026",
        "2026-11",
        "2026-11-1",
        "2026-11-",
        "2026-1-18",
        "26-11-18",
        "20261118",
        "2026/11/18",
        " 2026-11-18",
        "2026-11-18 ",
        "2026-11-180",
        "-2026-11-18",
        "+2026-11-18",
        "2026-11-+8",
        "2026-02-29",
        "2026-00-10",
        "2026-13-10",
        "1899-12-31",
        "2200-01-01",
        "2026-11-18T",
        "2026-11-18T15",
        "2026-11-18T15:0",
        "2026-11-18T1500",
        "2026-11-18T24:00",
        "2026-11-18T15:60",
        "2026-11-18T15:00:61",
        "2026-11-18T15:00:",
        "2026-11-18T15:00:30.",
        "2026-11-18T15:00.5",
        "2026-11-18T15:00:30.Z",
        "2026-11-18T15:00ZZ",
        "2026-11-18T15:00 ",
        "2026-11-18T15:00+",
        "2026-11-18T15:00+1",
        "2026-11-18T15:00+24:00",
        "2026-11-18T15:00+01:60",
        "2026-11-18T15:00+01:",
        "2026-11-18T15:00+01:0",
        "2026-11-18T15:00+010",
        "2026-11-18T15:00 CET",
        "2026-11-18  15:00",
        "2026-11-18x15:00",
        "tomorrow",
        "\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6-11-18",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct stamp stamp = {.day = 5, .minute = 6, .has_time = true};

        if (date_iso_parse(str_from(cases[i]), &stamp))
            fail_msg("%s is taken", cases[i]);
        assert_true(stamp.day == 5 && stamp.minute == 6 && stamp.has_time);
    }
    assert_false(date_iso_parse((struct str){"2026-11-18\0", 11}, &(struct stamp){0}));
    assert_true(date_iso_parse((struct str){"2026-11-18T15:00", 10}, &(struct stamp){0}));
}

static void time_is_read(void **state)
{
    static const char *const none[] = {
        "",          "15",     "15:",    "9:30",  "15:0", "24:00",    "15:60",
        "15:00:60:", "15:00Z", "15:00 ", "15.00", "3pm",  "15:00:61",
    };
    int16_t minute = 5;

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_false(date_time_parse(str_from(none[i]), &minute));
        assert_int_equal(minute, 5);
    }
    assert_true(date_time_parse(STR("15:00"), &minute));
    assert_int_equal(minute, 900);
    assert_true(date_time_parse(STR("00:00"), &minute));
    assert_int_equal(minute, 0);
    assert_true(date_time_parse(STR("23:59:59"), &minute));
    assert_int_equal(minute, 1439);
}

static void what_is_written_is_read_again(void **state)
{
    struct buf out = {0};

    (void)state;
    for (int32_t day = date_of(1900, 1, 1); day <= date_of(2199, 12, 31); day++) {
        struct stamp stamp = {0};

        buf_reset(&out);
        date_iso_write(&out, day);
        if (out.n != 10 || !date_iso_parse(buf_str(&out), &stamp) || stamp.day != day)
            fail_msg("day %d is written %.*s", (int)day, STR_ARGS(buf_str(&out)));
    }
    for (int minute = 0; minute < 24 * 60; minute++) {
        int16_t read = -1;

        buf_reset(&out);
        date_time_write(&out, minute);
        assert_true(date_time_parse(buf_str(&out), &read));
        assert_int_equal(read, minute);
    }
    buf_reset(&out);
    date_iso_write(&out, 0);
    assert_int_equal(out.n, 0);
    date_iso_write(&out, date_add_months(date_of(2199, 12, 31), 12));
    assert_true(str_equal(buf_str(&out), STR("2200-12-31")));
    buf_free(&out);
}

static void people_read_dates(void **state)
{
    static const struct {
        const char *day, *today, *text;
    } cases[] = {
        {"2026-11-18", "2026-11-21", "Wed 18 Nov"},      {"2026-07-02", "2026-11-21", "Thu 2 Jul"},
        {"2025-12-31", "2026-01-01", "Wed 31 Dec 2025"}, {"2027-01-01", "2026-12-31", "Fri 1 Jan 2027"},
        {"2026-05-04", "2026-11-21", "Mon 4 May"},       {"2026-09-06", "2026-11-21", "Sun 6 Sep"},
    };
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        buf_reset(&out);
        date_human_write(&out, day_of(cases[i].day), day_of(cases[i].today));
        buf_putc(&out, '\0');
        assert_string_equal(out.p, cases[i].text);
    }
    buf_reset(&out);
    date_human_write(&out, 0, day_of("2026-11-21"));
    assert_int_equal(out.n, 0);
    buf_free(&out);
}

static void names_are_english(void **state)
{
    (void)state;
    assert_string_equal(date_weekday_name(MONDAY), "monday");
    assert_string_equal(date_weekday_name(SUNDAY), "sunday");
    assert_string_equal(date_month_name(1), "january");
    assert_string_equal(date_month_name(12), "december");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar_starts_on_a_monday),
        cmocka_unit_test(every_day_goes_there_and_back),
        cmocka_unit_test(days_beyond_the_written_years_are_defined),
        cmocka_unit_test(no_such_day_is_zero),
        cmocka_unit_test(months_are_clamped),
        cmocka_unit_test(weeks_begin_where_told),
        cmocka_unit_test(iso_is_read),
        cmocka_unit_test(what_is_not_iso_is_refused),
        cmocka_unit_test(time_is_read),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(people_read_dates),
        cmocka_unit_test(names_are_english),
    };

    return unit_run(tests);
}
