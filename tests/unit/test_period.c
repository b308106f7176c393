/* Periods: base/period.h. */
#include "unit.h"

#include "base/period.h"

static const struct {
    const char *text;
    int months, days;
    const char *written;
} periods[] = {
    {"3 months", 3, 0, "3 months"},
    {"every 3 months", 3, 0, "3 months"},
    {"Every  3\tMonths", 3, 0, "3 months"},
    {"every\n3 months", 3, 0, "3 months"},
    {"  3 months \n", 3, 0, "3 months"},
    {"3months", 3, 0, "3 months"},
    {"every 3mo", 3, 0, "3 months"},
    {"3mo", 3, 0, "3 months"},
    {"3 m", 3, 0, "3 months"},
    {"3M", 3, 0, "3 months"},
    {"1 month", 1, 0, "1 month"},
    {"1 months", 1, 0, "1 month"},
    {"003 months", 3, 0, "3 months"},
    {"90d", 0, 90, "90 days"},
    {"90 days", 0, 90, "90 days"},
    {"1 day", 0, 1, "1 day"},
    {"2w", 0, 14, "14 days"},
    {"1 week", 0, 7, "7 days"},
    {"2 weeks", 0, 14, "14 days"},
    {"1q", 3, 0, "3 months"},
    {"1 quarter", 3, 0, "3 months"},
    {"2 quarters", 6, 0, "6 months"},
    {"1y", 12, 0, "12 months"},
    {"1 year", 12, 0, "12 months"},
    {"2 years", 24, 0, "24 months"},
    {"daily", 0, 1, "1 day"},
    {"weekly", 0, 7, "7 days"},
    {"fortnightly", 0, 14, "14 days"},
    {"Monthly", 1, 0, "1 month"},
    {"quarterly", 3, 0, "3 months"},
    {"yearly", 12, 0, "12 months"},
    {" annually ", 12, 0, "12 months"},
    {"P3M", 3, 0, "3 months"},
    {"p3m", 3, 0, "3 months"},
    {"P90D", 0, 90, "90 days"},
    {"P2W", 0, 14, "14 days"},
    {"P1Y", 12, 0, "12 months"},
    {"P1Y2M10D", 14, 10, "P14M10D"},
    {"P1Y2M1W3D", 14, 10, "P14M10D"},
    {"P0Y1D", 0, 1, "1 day"},
    {"999999999 months", 1200000, 0, "1200000 months"},
    {"999999999 years", 1200000, 0, "1200000 months"},
    {"999999999 days", 0, 36525000, "36525000 days"},
    {"999999999 weeks", 0, 36525000, "36525000 days"},
    {"P999999999Y999999999M999999999W999999999D", 1200000, 36525000, "P1200000M36525000D"},
};

enum { PERIODS = sizeof periods / sizeof periods[0] };

static struct period period_of(const char *text)
{
    struct period period = {0};
    const char *why = NULL;

    if (!period_parse(str_from(text), &period, &why))
        fail_msg("%s is refused: %s", text, why);
    assert_null(why);
    assert_false(period_is_zero(period));
    return period;
}

static void every_form_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < PERIODS; i++) {
        struct period period = period_of(periods[i].text);

        if (period.months != periods[i].months || period.days != periods[i].days || period.never)
            fail_msg("%s is %d months %d days", periods[i].text, (int)period.months, (int)period.days);
    }
    assert_true(period_of("never").never);
    assert_true(period_of(" NEVER").never);
    assert_int_equal(period_of("never").months, 0);
    assert_int_equal(period_of("never").days, 0);
}

static void no_days_are_a_period_of_nothing(void **state)
{
    static const char *const zeros[] = {"0 days", "0m", "000000000 years", "every 0 weeks", "P0D", "P0Y0M"};

    (void)state;
    for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++) {
        struct period period = {.days = 7};
        const char *why = NULL;

        assert_true(period_parse(str_from(zeros[i]), &period, &why));
        assert_true(period_is_zero(period));
        assert_int_equal(period_after(1000, period), 1000);
        assert_int_equal(period_before(1000, period), 1000);
    }
}

static void before_is_after_the_other_way(void **state)
{
    (void)state;
    assert_int_equal(period_before(date_of(2026, 11, 24), (struct period){.days = 3}), date_of(2026, 11, 21));
    assert_int_equal(period_before(date_of(2026, 3, 31), (struct period){.months = 1}), date_of(2026, 2, 28));
    assert_int_equal(period_before(date_of(2026, 3, 31), (struct period){.never = true}), 0);
}

static void what_is_written_is_read_again(void **state)
{
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < PERIODS; i++) {
        struct period period = period_of(periods[i].text), again;

        buf_reset(&out);
        period_write(&out, period);
        buf_putc(&out, '\0');
        assert_string_equal(out.p, periods[i].written);
        again = period_of(out.p);
        assert_true(again.months == period.months && again.days == period.days);
    }
    buf_reset(&out);
    period_write(&out, (struct period){.never = true});
    assert_true(str_equal(buf_str(&out), STR("never")));
    buf_reset(&out);
    period_write(&out, (struct period){0});
    assert_true(str_equal(buf_str(&out), STR("0 days")));
    buf_free(&out);
}

#define EMPTY "no period given: write \"3 months\", \"2 weeks\" or \"90 days\""
#define OTHER                                                                                            \
    "not a period: write \"3 months\", \"2 weeks\", \"90 days\", weekly, monthly, quarterly, yearly or " \
    "never"
#define LARGE "the number is too large: write at most 9 digits"
#define NO_UNIT "the number has no unit: write days, weeks, months, quarters or years after it"
#define BAD_UNIT "not a unit of time: write days, weeks, months, quarters or years"
#define WHOLE "a period is a whole number: write \"6 weeks\" or \"45 days\""
#define BAD_ISO "not an ISO 8601 period of days or longer: write it like P3M, P90D or P1Y2M10D"
#define BIWEEKLY "twice a week or every two weeks: write \"every 2 weeks\""

static void every_refusal_has_its_reason(void **state)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"", EMPTY},
        {" \t\r\n", EMPTY},
        {"biweekly", BIWEEKLY},
        {"Bi-Weekly", BIWEEKLY},
        {"bimonthly", "twice a month or every two months: write \"every 2 months\" or \"every 2 weeks\""},
        {"biannually", "twice a year or every two years: write \"every 6 months\" or \"every 2 years\""},
        {"1000000000 days", LARGE},
        {"0000000001 days", LARGE},
        {"99999999999999999999999999 days", LARGE},
        {"P9999999999D", LARGE},
        {"3", NO_UNIT},
        {"every 3", NO_UNIT},
        {"3 parsecs", BAD_UNIT},
        {"3 hours", BAD_UNIT},
        {"3 h", BAD_UNIT},
        {"3 mon", BAD_UNIT},
        {"3 months 2 days", BAD_UNIT},
        {"3 fortnights", BAD_UNIT},
        {"1.5 months", WHOLE},
        {"1,5 months", WHOLE},
        {"1/2 year", WHOLE},
        {"P1.5M", BAD_ISO},
        {"PT5H", BAD_ISO},
        {"P1DT5H", BAD_ISO},
        {"P3", BAD_ISO},
        {"P3X", BAD_ISO},
        {"P1M1Y", BAD_ISO},
        {"P1M1M", BAD_ISO},
        {"P3M ", NULL},
        {"P 3M", OTHER},
        {"P", OTHER},
        {"every", OTHER},
        {"every ", OTHER},
        {"every month", OTHER},
        {"every daily", OTHER},
        {"every3 months", OTHER},
        {"everything", OTHER},
        {"a month", OTHER},
        {"three months", OTHER},
        {"-3 months", OTHER},
        {"+3 months", OTHER},
        {"often", OTHER},
        {"none", OTHER},
        {"\xd9\xa3 months", OTHER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct period period = {.months = 77};
        const char *why = NULL;
        bool good = period_parse(str_from(cases[i].text), &period, &why);

        if (good != !cases[i].why)
            fail_msg("\"%s\": %s", cases[i].text, good ? "taken" : why);
        if (good)
            continue;
        assert_string_equal(why, cases[i].why);
        assert_int_equal(period.months, 77);
    }
    assert_false(period_parse((struct str){"3 days\0", 7}, &(struct period){0}, &(const char *){NULL}));
    assert_true(period_parse((struct str){"3 daysx", 6}, &(struct period){0}, &(const char *){NULL}));
}

static void months_come_before_days(void **state)
{
    int32_t january = date_of(2026, 1, 31);

    (void)state;
    assert_int_equal(period_after(january, period_of("1 month")), date_of(2026, 2, 28));
    assert_int_equal(period_after(january, period_of("P1M1D")), date_of(2026, 3, 1));
    assert_int_equal(period_after(date_of(2026, 11, 30), period_of("3 months")), date_of(2027, 2, 28));
    assert_int_equal(period_after(date_of(2026, 11, 21), period_of("90d")), date_of(2027, 2, 19));
    assert_int_equal(period_after(january, (struct period){0}), january);
    assert_int_equal(period_after(january, period_of("never")), 0);
}

/* A later day never has an earlier end, whatever the period. */
static void ends_keep_the_order_of_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < PERIODS; i++) {
        struct period period = period_of(periods[i].text);
        int32_t before = 0;

        for (int32_t day = date_of(2023, 12, 1); day <= date_of(2028, 3, 31); day++) {
            int32_t after = period_after(day, period);

            assert_true(after > day && after >= before);
            before = after;
        }
    }
}

static void no_period_overflows(void **state)
{
    struct period longest = period_of("P999999999Y999999999D");
    int32_t day = date_of(2199, 12, 31);

    (void)state;
    for (int i = 0; i < 100; i++) {
        int32_t next = period_after(day, longest);

        assert_true(next > day || next == INT32_MAX);
        day = next;
    }
    assert_int_equal(day, INT32_MAX);
    longest = (struct period){.months = INT32_MIN, .days = INT32_MIN};
    assert_int_equal(period_after(INT32_MIN, longest), INT32_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_read),
        cmocka_unit_test(no_days_are_a_period_of_nothing),
        cmocka_unit_test(before_is_after_the_other_way),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(every_refusal_has_its_reason),
        cmocka_unit_test(months_come_before_days),
        cmocka_unit_test(ends_keep_the_order_of_days),
        cmocka_unit_test(no_period_overflows),
    };

    return unit_run(tests);
}
