/* The words in which people give dates: base/dateword.h. */
#include "unit.h"

#include "base/dateword.h"

#define EMPTY "no date given: write YYYY-MM-DD, \"tomorrow\" or \"in 3 days\""
#define OTHER "not a date: write it like YYYY-MM-DD, \"tomorrow\", \"next friday\" or \"in 3 days\""
#define YEAR "years go from 1900 to 2199: write a date within them"
#define MONTH "there is no such month: write the date as YYYY-MM-DD"
#define DAY "there is no such day: write a day that its month has"
#define TIME "not a time of day after the date: write it as YYYY-MM-DDTHH:MM"
#define CLOCK "a time of day is no date: write it as YYYY-MM-DDTHH:MM"
#define ORDINAL "the day is written as a number: write it like \"18 nov\""
#define SWAPPED "day and month could be swapped: write it as YYYY-MM-DD"
#define HYPHENS "a whole date has hyphens and two digits for month and day: write it as YYYY-MM-DD"
#define NUMBER "a number alone is no date: write YYYY-MM-DD or \"in 3 days\""
#define NO_YEAR "the year is missing: write it like \"18 nov 2026\", or YYYY-MM-DD"
#define FOUR "a year has four digits: write it like \"18 nov 2026\", or YYYY-MM-DD"
#define SPAN "more than one day: write one of them, like \"1 week ago\", som, eom or YYYY-MM-DD"
#define EITHER "before or after today: write \"in\" before it or \"ago\" after it"
#define ZERO "no distance at all: write \"today\""
#define LATER "not a certain day: write one, like \"in 2 weeks\" or \"next monday\""
#define NOW "not a day: write \"today\""
#define PERIOD "a period, not a day: write a day, like \"in 2 weeks\" or \"next monday\""
#define WHICH(name) "before or after today: write \"last " name "\" or \"next " name "\""
/* As base/period.c says them. */
#define BIWEEKLY "twice a week or every two weeks: write \"every 2 weeks\""
#define LARGE "the number is too large: write at most 9 digits"
#define NO_UNIT "the number has no unit: write days, weeks, months, quarters or years after it"
#define BAD_UNIT "not a unit of time: write days, weeks, months, quarters or years"
#define WHOLE "a period is a whole number: write \"6 weeks\" or \"45 days\""

static int32_t day_of(const char *iso)
{
    struct stamp stamp = {0};

    if (!date_iso_parse(str_from(iso), &stamp))
        fail_msg("%s is no date", iso);
    return stamp.day;
}

/* `expected` is an ISO date, with or without a time, or the reason of a refusal. */
static void expect(const char *text, const struct date_frame *frame, const char *expected)
{
    struct stamp found = {.day = 7}, wanted = {0};
    const char *why = NULL;
    bool good = date_word_parse(str_from(text), frame, &found, &why);
    struct buf out = {0};

    if (!date_iso_parse(str_from(expected), &wanted)) {
        if (good || strcmp(why, expected) != 0)
            fail_msg("\"%s\" (direction %d): %s", text, (int)frame->direction, good ? "taken" : why);
        assert_int_equal(found.day, 7);
        return;
    }
    date_iso_write(&out, found.day);
    buf_putc(&out, '\0');
    if (!good || found.day != wanted.day)
        fail_msg("\"%s\" (direction %d): %s, not %s", text, (int)frame->direction, good ? out.p : why,
                 expected);
    assert_null(why);
    assert_int_equal(found.has_time, wanted.has_time);
    assert_int_equal(found.minute, wanted.minute);
    buf_free(&out);
}

static void expect_all(const char *text, const char *today, const char *expected)
{
    struct date_frame frame = {day_of(today), MONDAY, DATE_EITHER};

    for (; frame.direction <= DATE_FUTURE; frame.direction++)
        expect(text, &frame, expected);
}

/* Forms that mean the same in every direction, said on Saturday, 21 November 2026. */
static void forms_without_direction(void **state)
{
    static const struct {
        const char *text, *day;
    } cases[] = {
        {"2026-11-18", "2026-11-18"},
        {"  2026-11-18\n", "2026-11-18"},
        {"20261118", "2026-11-18"},
        {"2026-11-18T15:00", "2026-11-18T15:00"},
        {"2026-11-18 15:00", "2026-11-18T15:00"},
        {"2026-11-18 \t 15:00", "2026-11-18T15:00"},
        {"2026-11-18t15:00:30.5+01:00", "2026-11-18T15:00"},
        {"2026-11-18T15:00Z", "2026-11-18T15:00"},
        {"1900-01-01", "1900-01-01"},
        {"21991231", "2199-12-31"},
        {"today", "2026-11-21"},
        {" TODAY ", "2026-11-21"},
        {"Yesterday", "2026-11-20"},
        {"tomorrow", "2026-11-22"},
        {"next friday", "2026-11-27"},
        {"next saturday", "2026-11-28"},
        {"next sun", "2026-11-22"},
        {"Next  \t Mon", "2026-11-23"},
        {"last friday", "2026-11-20"},
        {"last saturday", "2026-11-14"},
        {"last sun", "2026-11-15"},
        {"last mon", "2026-11-16"},
        {"this friday", "2026-11-20"},
        {"this sat", "2026-11-21"},
        {"this monday", "2026-11-16"},
        {"this tue", "2026-11-17"},
        {"this tues", "2026-11-17"},
        {"this tuesday", "2026-11-17"},
        {"this wed", "2026-11-18"},
        {"this wednesday", "2026-11-18"},
        {"this thu", "2026-11-19"},
        {"this thur", "2026-11-19"},
        {"this thurs", "2026-11-19"},
        {"this thursday", "2026-11-19"},
        {"this sunday", "2026-11-22"},
        {"saturday", "2026-11-21"},
        {"sat", "2026-11-21"},
        {"nov 21", "2026-11-21"},
        {"18 november 2026", "2026-11-18"},
        {"18 Nov 2026", "2026-11-18"},
        {"november 18 2026", "2026-11-18"},
        {"nov 18, 2026", "2026-11-18"},
        {"Nov 08, 2026", "2026-11-08"},
        {"18 nov, 2026", "2026-11-18"},
        {"29 feb 2028", "2028-02-29"},
        {"1 may 1900", "1900-05-01"},
        {"1 sept 2026", "2026-09-01"},
        {"31 dec 2199", "2199-12-31"},
        {"sow", "2026-11-16"},
        {"eow", "2026-11-22"},
        {"som", "2026-11-01"},
        {"EOM", "2026-11-30"},
        {"soq", "2026-10-01"},
        {"eoq", "2026-12-31"},
        {"soy", "2026-01-01"},
        {"eoy", "2026-12-31"},
        {"next week", "2026-11-23"},
        {"next month", "2026-12-01"},
        {"next quarter", "2027-01-01"},
        {"Next Year", "2027-01-01"},
        {"in 3 days", "2026-11-24"},
        {"in 3d", "2026-11-24"},
        {"+3d", "2026-11-24"},
        {"+ 3 days", "2026-11-24"},
        {"in 1 day", "2026-11-22"},
        {"in 2 weeks", "2026-12-05"},
        {"+2w", "2026-12-05"},
        {"in 3 months", "2027-02-21"},
        {"+3m", "2027-02-21"},
        {"+3mo", "2027-02-21"},
        {"in 1 quarter", "2027-02-21"},
        {"in 1q", "2027-02-21"},
        {"in 1 year", "2027-11-21"},
        {"+1Y", "2027-11-21"},
        {"3 days ago", "2026-11-18"},
        {"3d ago", "2026-11-18"},
        {"3  days   ago", "2026-11-18"},
        {"-3d", "2026-11-18"},
        {"- 3 days", "2026-11-18"},
        {"2 weeks ago", "2026-11-07"},
        {"1 month ago", "2026-10-21"},
        {"-1q", "2026-08-21"},
        {"1 year ago", "2025-11-21"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_all(cases[i].text, "2026-11-21", cases[i].day);
}

static void forms_with_direction(void **state)
{
    static const struct {
        const char *text, *today, *past, *future, *either;
    } cases[] = {
        {"friday", "2026-11-21", "2026-11-20", "2026-11-27", WHICH("friday")},
        {"Fri", "2026-11-21", "2026-11-20", "2026-11-27", WHICH("friday")},
        {"friday", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20"},
        {"mon", "2026-11-21", "2026-11-16", "2026-11-23", WHICH("monday")},
        {"tues", "2026-11-21", "2026-11-17", "2026-11-24", WHICH("tuesday")},
        {"wed", "2026-11-21", "2026-11-18", "2026-11-25", WHICH("wednesday")},
        {"thurs", "2026-11-21", "2026-11-19", "2026-11-26", WHICH("thursday")},
        {"sun", "2026-11-21", "2026-11-15", "2026-11-22", WHICH("sunday")},
        {"sunday", "2026-12-31", "2026-12-27", "2027-01-03", WHICH("sunday")},
        {"sat", "2026-11-23", "2026-11-21", "2026-11-28", WHICH("saturday")},
        {"nov 18", "2026-11-21", "2026-11-18", "2027-11-18", NO_YEAR},
        {"18 november", "2026-11-21", "2026-11-18", "2027-11-18", NO_YEAR},
        {"nov 22", "2026-11-21", "2025-11-22", "2026-11-22", NO_YEAR},
        {"22 NOV", "2026-11-21", "2025-11-22", "2026-11-22", NO_YEAR},
        {"nov 21", "2026-11-21", "2026-11-21", "2026-11-21", "2026-11-21"},
        {"dec 31", "2027-01-01", "2026-12-31", "2027-12-31", NO_YEAR},
        {"jan 1", "2026-12-31", "2026-01-01", "2027-01-01", NO_YEAR},
        {"feb 29", "2026-11-21", "2024-02-29", "2028-02-29", NO_YEAR},
        {"29 feb", "2100-01-01", "2096-02-29", "2104-02-29", NO_YEAR},
        {"feb 29", "2028-02-29", "2028-02-29", "2028-02-29", "2028-02-29"},
        {"dec 25", "1900-06-01", YEAR, "1900-12-25", "1900-12-25"},
        {"jan 1", "2199-06-01", "2199-01-01", YEAR, "2199-01-01"},
        {"3 days", "2026-11-21", EITHER, "2026-11-24", "2026-11-24"},
        {"2w", "2026-11-21", EITHER, "2026-12-05", "2026-12-05"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date_frame frame = {day_of(cases[i].today), MONDAY, DATE_PAST};

        expect(cases[i].text, &frame, cases[i].past);
        frame.direction = DATE_FUTURE;
        expect(cases[i].text, &frame, cases[i].future);
        frame.direction = DATE_EITHER;
        expect(cases[i].text, &frame, cases[i].either);
    }
}

static void boundaries(void **state)
{
    static const struct {
        const char *text, *today, *day;
    } cases[] = {
        {"tomorrow", "2026-12-31", "2027-01-01"},
        {"yesterday", "2028-03-01", "2028-02-29"},
        {"next friday", "2026-11-20", "2026-11-27"},
        {"last friday", "2026-11-20", "2026-11-13"},
        {"this friday", "2026-11-20", "2026-11-20"},
        {"next monday", "2026-11-22", "2026-11-23"},
        {"this monday", "2026-11-22", "2026-11-16"},
        {"this sunday", "2026-11-16", "2026-11-22"},
        {"eow", "2026-11-22", "2026-11-22"},
        {"sow", "2026-11-16", "2026-11-16"},
        {"eow", "2026-12-31", "2027-01-03"},
        {"sow", "2027-01-01", "2026-12-28"},
        {"eom", "2028-02-01", "2028-02-29"},
        {"eom", "2027-02-28", "2027-02-28"},
        {"soq", "2026-03-31", "2026-01-01"},
        {"eoq", "2026-04-01", "2026-06-30"},
        {"eoq", "2026-12-31", "2026-12-31"},
        {"soy", "2026-12-31", "2026-01-01"},
        {"eoy", "2199-01-01", "2199-12-31"},
        {"next week", "2026-11-16", "2026-11-23"},
        {"next month", "2026-12-31", "2027-01-01"},
        {"next quarter", "2026-09-30", "2026-10-01"},
        {"next year", "2026-01-01", "2027-01-01"},
        {"in 1 month", "2026-01-31", "2026-02-28"},
        {"in 1 month", "2028-01-31", "2028-02-29"},
        {"in 3 months", "2026-11-30", "2027-02-28"},
        {"1 month ago", "2026-03-31", "2026-02-28"},
        {"in 1 year", "2028-02-29", "2029-02-28"},
        {"next year", "2199-06-01", YEAR},
        {"tomorrow", "2199-12-31", YEAR},
        {"yesterday", "1900-01-01", YEAR},
        {"in 300 years", "2026-11-21", YEAR},
        {"in 999999999 years", "2199-12-31", YEAR},
        {"999999999 days ago", "1900-01-01", YEAR},
        {"-999999999y", "2026-11-21", YEAR},
        {"126 years ago", "2026-11-21", "1900-11-21"},
        {"in 173 years", "2026-11-21", "2199-11-21"},
        {"127 years ago", "2026-11-21", YEAR},
        {"eow", "2199-12-31", YEAR},
        {"last monday", "1900-01-01", YEAR},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_all(cases[i].text, cases[i].today, cases[i].day);
}

static void weeks_begin_where_told(void **state)
{
    /* Saturday, 21 November 2026 and Sunday, 22 November 2026. */
    static const struct {
        int week_starts;
        const char *text, *on_saturday, *on_sunday;
    } cases[] = {
        {MONDAY, "sow", "2026-11-16", "2026-11-16"},
        {MONDAY, "eow", "2026-11-22", "2026-11-22"},
        {MONDAY, "next week", "2026-11-23", "2026-11-23"},
        {MONDAY, "this friday", "2026-11-20", "2026-11-20"},
        {SUNDAY, "sow", "2026-11-15", "2026-11-22"},
        {SUNDAY, "eow", "2026-11-21", "2026-11-28"},
        {SUNDAY, "next week", "2026-11-22", "2026-11-29"},
        {SUNDAY, "this friday", "2026-11-20", "2026-11-27"},
        {SUNDAY, "this sunday", "2026-11-15", "2026-11-22"},
        {SATURDAY, "sow", "2026-11-21", "2026-11-21"},
        {SATURDAY, "this friday", "2026-11-27", "2026-11-27"},
        {SUNDAY, "next friday", "2026-11-27", "2026-11-27"},
        {SUNDAY, "last friday", "2026-11-20", "2026-11-20"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date_frame frame = {day_of("2026-11-21"), cases[i].week_starts, DATE_EITHER};

        expect(cases[i].text, &frame, cases[i].on_saturday);
        frame.today++;
        expect(cases[i].text, &frame, cases[i].on_sunday);
    }
}

static void every_refusal_has_its_reason(void **state)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"", EMPTY},
        {" \t\r\n ", EMPTY},
        {"03/04/2026", SWAPPED},
        {"3/4", SWAPPED},
        {"13/04/2026", SWAPPED},
        {"03-04-2026", SWAPPED},
        {"18.11.2026", SWAPPED},
        {"18.11.", SWAPPED},
        {"2026/11/21", HYPHENS},
        {"2026.11.21", HYPHENS},
        {"2026-1-5", HYPHENS},
        {"2026-11", HYPHENS},
        {"2026-325", HYPHENS},
        {"2026-11-211", HYPHENS},
        {"2026-02-30", DAY},
        {"2026-02-29", DAY},
        {"20260230", DAY},
        {"2026-11-00", DAY},
        {"2026-11-31T15:00", DAY},
        {"2026-13-01", MONTH},
        {"2026-00-01", MONTH},
        {"21112026", MONTH},
        {"1899-12-31", YEAR},
        {"2200-01-01", YEAR},
        {"0000-00-00", YEAR},
        {"22000101", YEAR},
        {"18 nov 1899", YEAR},
        {"18 nov 2200", YEAR},
        {"2026-11-21T25:00", TIME},
        {"2026-11-21T15", TIME},
        {"2026-11-21 noon", TIME},
        {"2026-11-21 in 3 days", TIME},
        {"2026-11-21-", TIME},
        {"15:00", CLOCK},
        {"9:30", CLOCK},
        {"2026", NUMBER},
        {"3", NUMBER},
        {"0", NUMBER},
        {"123456789012345678901234567890", NUMBER},
        {"18th nov", ORDINAL},
        {"nov 1st, 2026", ORDINAL},
        {"the 3rd", ORDINAL},
        {"nov 31", DAY},
        {"30 feb", DAY},
        {"nov 0", DAY},
        {"nov 99999", OTHER},
        {"nov 2026", DAY},
        {"29 feb 2027", DAY},
        {"31 jun 2026", DAY},
        {"18 nov 26", FOUR},
        {"18 nov 20266", FOUR},
        {"nov 18 noon", FOUR},
        {"last week", SPAN},
        {"this week", SPAN},
        {"last month", SPAN},
        {"this quarter", SPAN},
        {"last year", SPAN},
        {"later", LATER},
        {"Later", LATER},
        {"soon", LATER},
        {"someday", LATER},
        {"later today", LATER},
        {"now", NOW},
        {"tonight", NOW},
        {"biweekly", BIWEEKLY},
        {"weekly", PERIOD},
        {"Monthly", PERIOD},
        {"never", PERIOD},
        {"P3M", PERIOD},
        {"every 3 days", PERIOD},
        {"every friday", PERIOD},
        {"0 days", ZERO},
        {"in 0 days", ZERO},
        {"+0d", ZERO},
        {"0 weeks ago", ZERO},
        {"in 1000000000 days", LARGE},
        {"+99999999999999999999999999d", LARGE},
        {"in 3", NO_UNIT},
        {"+3", NO_UNIT},
        {"3 ago", NO_UNIT},
        {"in 3 parsecs", BAD_UNIT},
        {"3 hours ago", BAD_UNIT},
        {"18nov", BAD_UNIT},
        {"in 1.5 weeks", WHOLE},
        {"in 3 days ago", OTHER},
        {"+3d ago", OTHER},
        {"-3d ago", OTHER},
        {"--3d", OTHER},
        {"in +3d", OTHER},
        {"in", OTHER},
        {"in ago", OTHER},
        {"ago", OTHER},
        {"+", OTHER},
        {"-", OTHER},
        {"in a week", OTHER},
        {"a week ago", OTHER},
        {"in three days", OTHER},
        {"next", OTHER},
        {"next day", OTHER},
        {"next nov", OTHER},
        {"next next friday", OTHER},
        {"friday next", OTHER},
        {"friday 15:00", OTHER},
        {"on friday", OTHER},
        {"fri nov 20", OTHER},
        {"fr", OTHER},
        {"frid", OTHER},
        {"wednes", OTHER},
        {"nov", OTHER},
        {"november", OTHER},
        {"nov 18,", OTHER},
        {"nov dec", OTHER},
        {"nov -1", OTHER},
        {"novem 18", OTHER},
        {"tomorrow 15:00", OTHER},
        {"day after tomorrow", OTHER},
        {"eod", OTHER},
        {"xow", OTHER},
        {"bicycle", OTHER},
        {"one two three four five six", OTHER},
        {"in 3 days or later than that", BAD_UNIT},
        {"an unusually long text that is longer than any date could be, and is not one", OTHER},
        {"\xf0\x9f\x93\x85", OTHER},
        {"\xff\xfe", OTHER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_all(cases[i].text, "2026-11-21", cases[i].why);
}

static void reasons_are_one_short_line(void **state)
{
    static const char *const all[] = {
        EMPTY,    OTHER,   YEAR,    MONTH,    DAY,    TIME, CLOCK, ORDINAL, SWAPPED, HYPHENS,
        NUMBER,   NO_YEAR, FOUR,    SPAN,     EITHER, ZERO, LATER, NOW,     PERIOD,  WHICH("wednesday"),
        BIWEEKLY, LARGE,   NO_UNIT, BAD_UNIT, WHOLE,
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        size_t n = strlen(all[i]);

        assert_in_range(n, 10, 100);
        assert_true(all[i][0] >= 'a' && all[i][0] <= 'z');
        assert_int_not_equal(all[i][n - 1], '.');
        assert_non_null(strstr(all[i], ": write"));
    }
}

/* Distances of one day more are one day later, and the two directions mirror each other. */
static void distances_are_monotone(void **state)
{
    struct date_frame frame = {day_of("2026-11-21"), MONDAY, DATE_EITHER};
    struct buf out = {0};

    (void)state;
    for (int n = 1; n <= 1000; n++) {
        struct stamp ahead, back;
        const char *why;

        buf_reset(&out);
        buf_printf(&out, "in %d days", n);
        assert_true(date_word_parse(buf_str(&out), &frame, &ahead, &why));
        buf_reset(&out);
        buf_printf(&out, "%dd ago", n);
        assert_true(date_word_parse(buf_str(&out), &frame, &back, &why));
        assert_int_equal(ahead.day, frame.today + n);
        assert_int_equal(back.day, frame.today - n);
    }
    buf_free(&out);
}

/* On 400 days, for every start of the week: next is after, last is before, this is in the week. */
static void weekdays_stand_where_they_say(void **state)
{
    static const char *const words[] = {"last", "this", "next"};
    struct buf out = {0};

    (void)state;
    for (int32_t today = day_of("2026-11-21"); today < day_of("2026-11-21") + 400; today++)
        for (int i = 0; i < 3 * 7; i++) {
            struct date_frame frame = {today, (int)(today % 7), DATE_EITHER};
            int32_t start = date_week_start(today, frame.week_starts);
            int32_t first[] = {today - 7, start, today + 1};
            struct stamp stamp;
            const char *why;

            buf_reset(&out);
            buf_printf(&out, "%s %s", words[i / 7], date_weekday_name(i % 7));
            assert_true(date_word_parse(buf_str(&out), &frame, &stamp, &why));
            assert_int_equal(date_weekday(stamp.day), i % 7);
            assert_in_range(stamp.day, first[i / 7], first[i / 7] + 6);
        }
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_without_direction),
        cmocka_unit_test(forms_with_direction),
        cmocka_unit_test(boundaries),
        cmocka_unit_test(weeks_begin_where_told),
        cmocka_unit_test(every_refusal_has_its_reason),
        cmocka_unit_test(reasons_are_one_short_line),
        cmocka_unit_test(distances_are_monotone),
        cmocka_unit_test(weekdays_stand_where_they_say),
    };

    return unit_run(tests);
}
