/*
 * The goal: held and ahead in the period of today, and the streak (followups.md, "The weekly goal").
 */
#include "vault_fixture.h"

#include "vault/goal.h"

/*
 * `days`: interviews by their dates; held, or with a letter after it planned (p), cancelled (c). `expected`: "DONE of
 * GOAL, AHEAD ahead, streak STREAK".
 */
struct test_case {
    const char *today, *settings, *days, *expected;
};

static void write_interviews(struct fixture *fixture, struct str days)
{
    struct str word;

    for (int i = 0; (word = str_word(&days)).n; i++) {
        char mark = word.n > 10 ? word.p[10] : 'h';
        struct buf path = {0}, text = {0};

        buf_printf(&path, "interviews/%d.md", i);
        buf_putc(&path, '\0');
        buf_printf(&text, "---\ncontact: [ana, bo]\ndate: %.*s\nstatus: %s\n---\n", 10, word.p,
                   mark == 'h'   ? "done"
                   : mark == 'p' ? "planned"
                                 : "cancelled");
        fixture_write(fixture, path.p, buf_str(&text));
        buf_free(&path);
        buf_free(&text);
    }
}

static void check_all(struct fixture *fixture, const struct test_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct vault_file files[] = {SETTINGS(cases[i].settings), {NULL, NULL}};
        struct goal goal;

        fixture_load(fixture, files, NULL);
        write_interviews(fixture, str_from(cases[i].days));
        fixture_open(fixture);
        assert_int_equal(fixture->vault.unreadable.n, 0);
        goal = goal_of(&fixture->vault, day_of(cases[i].today));
        buf_printf(&fixture->out, "%u of %d a %s, %u ahead, streak %u", (unsigned)goal.done, goal.rate.count,
                   rate_unit_name(goal.rate.unit), (unsigned)goal.ahead, (unsigned)goal.streak);
        fixture_expect(fixture, cases[i].expected, cases[i].days);
    }
}

#define CHECK_ALL(cases) check_all(*state, cases, COUNT(cases))

/* Sat 21 Nov 2026 lies in the week of Mon 16 to Sun 22. */
static void weeks(void **state)
{
    static const struct test_case cases[] = {
        {"2026-11-21", "", "", "0 of 1 a week, 0 ahead, streak 0"},
        {"2026-11-21", "", "2026-11-16", "1 of 1 a week, 0 ahead, streak 1"},
        {"2026-11-21", "", "2026-11-15", "0 of 1 a week, 0 ahead, streak 1"},
        {"2026-11-21", "", "2026-11-21 2026-11-18", "2 of 1 a week, 0 ahead, streak 1"},
        {"2026-11-21", "", "2026-11-21p 2026-11-22p 2026-11-23p", "0 of 1 a week, 2 ahead, streak 0"},
        {"2026-11-21", "", "2026-11-22", "0 of 1 a week, 0 ahead, streak 0"},  /* done too early */
        {"2026-11-21", "", "2026-11-20p", "0 of 1 a week, 0 ahead, streak 0"}, /* unconfirmed */
        {"2026-11-21", "", "2026-11-18c 2026-11-22c", "0 of 1 a week, 0 ahead, streak 0"},
        {"2026-11-16", "", "2026-11-15 2026-11-16p", "0 of 1 a week, 1 ahead, streak 1"},
        {"2026-11-22", "", "2026-11-16 2026-11-22", "2 of 1 a week, 0 ahead, streak 1"},
        /* back from this week where it has reached the goal, else from the last one */
        {"2026-11-21", "", "2026-11-16 2026-11-15 2026-11-02", "1 of 1 a week, 0 ahead, streak 3"},
        {"2026-11-21", "", "2026-11-15 2026-11-02", "0 of 1 a week, 0 ahead, streak 2"},
        {"2026-11-21", "", "2026-11-16 2026-11-08", "1 of 1 a week, 0 ahead, streak 1"},
        {"2026-11-21", "", "2026-11-08 2026-11-01", "0 of 1 a week, 0 ahead, streak 0"},
        {"2026-11-21", "goal: 2 per week\n",
         "2026-11-16 2026-11-15 2026-11-09 2026-11-03 2026-11-02 2026-10-31",
         "1 of 2 a week, 0 ahead, streak 2"},
        {"2027-01-05", "", "2027-01-04 2027-01-03 2026-12-27", "1 of 1 a week, 0 ahead, streak 3"},
        /* other first days of the week */
        {"2026-11-21", "week_starts: sunday\n", "2026-11-15", "1 of 1 a week, 0 ahead, streak 1"},
        {"2026-11-21", "week_starts: sunday\n", "2026-11-14 2026-11-22p", "0 of 1 a week, 0 ahead, streak 1"},
        {"2026-11-21", "week_starts: saturday\n", "2026-11-20 2026-11-27p 2026-11-28p",
         "0 of 1 a week, 1 ahead, streak 1"},
        {"2026-11-21", "week_starts: wednesday\n", "2026-11-18 2026-11-17",
         "1 of 1 a week, 0 ahead, streak 2"},
    };

    CHECK_ALL(cases);
}

static void weeks_away_are_passed_over(void **state)
{
    static const struct test_case cases[] = {
        {"2026-11-21", "away: [2026-11-09..2026-11-15]\n", "2026-11-16 2026-11-08",
         "1 of 1 a week, 0 ahead, streak 2"},
        {"2026-11-21", "away: [2026-11-09..2026-11-15]\n", "2026-11-08", "0 of 1 a week, 0 ahead, streak 1"},
        /* not wholly */
        {"2026-11-21", "away: [2026-11-09..2026-11-14]\n", "2026-11-16 2026-11-08",
         "1 of 1 a week, 0 ahead, streak 1"},
        {"2026-11-21", "away: [2026-11-10..2026-11-15]\n", "2026-11-16 2026-11-08",
         "1 of 1 a week, 0 ahead, streak 1"},
        /* several */
        {"2026-11-21", "away: [2026-11-01..2026-11-15]\n", "2026-11-16 2026-10-31",
         "1 of 1 a week, 0 ahead, streak 2"},
        {"2026-11-21", "away: [2026-11-09..2026-11-15, 2026-10-26..2026-11-01]\n",
         "2026-11-16 2026-11-08 2026-10-25", "1 of 1 a week, 0 ahead, streak 3"},
        /* one that reached the goal is passed over all the same */
        {"2026-11-21", "away: [2026-11-09..2026-11-15]\n", "2026-11-16 2026-11-10 2026-11-08",
         "1 of 1 a week, 0 ahead, streak 2"},
        /* this week */
        {"2026-11-21", "away: [2026-11-16..2026-11-22]\n", "2026-11-15 2026-11-08",
         "0 of 1 a week, 0 ahead, streak 2"},
        {"2026-11-21", "away: 2026-11-14..2026-11-30\n", "2026-11-16 2026-11-15 2026-11-08",
         "1 of 1 a week, 0 ahead, streak 2"},
        /* a long time of it ends at the first interview there is */
        {"2026-11-21", "away: [1990-01-01..2026-11-15]\n", "2026-11-16 2026-01-01",
         "1 of 1 a week, 0 ahead, streak 1"},
        {"2026-12-30", "away: [2026-12-21..2027-01-03]\n", "2026-12-20 2026-12-13",
         "0 of 1 a week, 0 ahead, streak 2"},
        {"2027-02-03", "goal: 1 per month\naway: [2026-12-21..2027-01-31]\n", "2026-12-10",
         "0 of 1 a month, 0 ahead, streak 1"},
        {"2027-02-03", "goal: 1 per month\naway: [2027-01-02..2027-01-31]\n", "2026-12-10",
         "0 of 1 a month, 0 ahead, streak 0"},
    };

    CHECK_ALL(cases);
}

/* Fortnights count from the week of 5 January 1970: Mon 9 to Sun 22 Nov 2026 is one, and 21 Dec to 3 Jan 2027. */
static void other_periods(void **state)
{
    static const struct test_case cases[] = {
        {"2026-11-21", "goal: 2 per fortnight\n",
         "2026-11-09 2026-11-21 2026-11-08 2026-10-26 2026-10-25 2026-11-23p 2026-11-22p",
         "2 of 2 a fortnight, 1 ahead, streak 2"},
        {"2026-11-22", "goal: 1 per fortnight\n", "2026-11-09", "1 of 1 a fortnight, 0 ahead, streak 1"},
        {"2026-11-23", "goal: 1 per fortnight\n", "2026-11-09", "0 of 1 a fortnight, 0 ahead, streak 1"},
        {"2027-01-03", "goal: 1 per fortnight\n", "2026-12-21 2026-12-20",
         "1 of 1 a fortnight, 0 ahead, streak 2"},
        {"2027-01-04", "goal: 1 per fortnight\n", "2026-12-21 2026-12-20",
         "0 of 1 a fortnight, 0 ahead, streak 2"},
        {"2027-01-18", "goal: 1 per fortnight\n", "2026-12-21", "0 of 1 a fortnight, 0 ahead, streak 0"},
        /* the week of 5 January 1970 that begins on a Sunday begins on the 4th */
        {"2027-01-02", "goal: 1 per fortnight\nweek_starts: sunday\n", "2026-12-20 2026-12-19",
         "1 of 1 a fortnight, 0 ahead, streak 2"},
        {"1969-12-25", "goal: 1 per fortnight\n", "1969-12-22", "1 of 1 a fortnight, 0 ahead, streak 1"},
        {"1969-12-21", "goal: 1 per fortnight\n", "1969-12-08 1969-12-22p",
         "1 of 1 a fortnight, 0 ahead, streak 1"},
        {"2026-11-21", "goal: 1 per day\n", "2026-11-21 2026-11-20 2026-11-18 2026-11-21p 2026-11-22p",
         "1 of 1 a day, 1 ahead, streak 2"},
        {"2028-02-29", "goal: 3 per month\n",
         "2028-02-01 2028-02-15 2028-02-29 2028-01-31 2028-01-30 2028-01-01 2028-03-01p",
         "3 of 3 a month, 0 ahead, streak 2"},
        {"2026-03-31", "goal: 1 per month\n", "2026-03-01 2026-02-28 2026-01-01 2025-12-31 2025-10-31",
         "1 of 1 a month, 0 ahead, streak 4"},
        {"2026-12-31", "goal: 1 per quarter\n", "2026-10-01 2026-09-30 2026-06-30 2026-12-31p 2027-01-01p",
         "1 of 1 a quarter, 1 ahead, streak 3"},
        {"2026-05-31", "goal: 1 per quarter\n",
         "2026-03-31 2025-12-31 2025-07-01 2025-06-30 2026-06-30p 2026-07-01p",
         "0 of 1 a quarter, 1 ahead, streak 4"},
        {"2026-01-01", "goal: 2 per year\n",
         "2026-01-01 2025-01-01 2025-12-31 2024-12-31 2024-02-29 2026-12-31p",
         "1 of 2 a year, 1 ahead, streak 2"},
    };

    CHECK_ALL(cases);
}

static void without_a_goal_nothing_is_counted(void **state)
{
    static const struct test_case cases[] = {
        {"2026-11-21", "goal: none\n", "2026-11-16 2026-11-22p", "0 of 0 a , 0 ahead, streak 0"},
        {"2026-11-21", "goal: 0 per week\n", "2026-11-16", "1 of 1 a week, 0 ahead, streak 1"}, /* refused */
    };

    CHECK_ALL(cases);
    assert_string_equal(rate_unit_name(RATE_DAY), "day");
    assert_string_equal(rate_unit_name(RATE_YEAR), "year");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks),
        cmocka_unit_test(weeks_away_are_passed_over),
        cmocka_unit_test(other_periods),
        cmocka_unit_test(without_a_goal_nothing_is_counted),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
