#include "vault/goal.h"

#include <stdlib.h>

#include "vault/interview.h"

const char *rate_unit_name(enum rate_unit unit)
{
    static const char *const names[] = {"", "day", "week", "fortnight", "month", "quarter", "year"};

    return names[unit];
}

/* The calendar of periods: which unit, and on which day a week begins. */
struct calendar {
    enum rate_unit unit;
    int week_starts;
};

/* The first day of the period that `day` lies in. Fortnights are counted from the week of 5 January 1970. */
static int32_t period_start(const struct calendar *calendar, int32_t day)
{
    struct civil civil = date_civil(day);
    int32_t week = date_week_start(day, calendar->week_starts);
    int32_t first = date_week_start(date_of(1970, 1, 5), calendar->week_starts);

    switch (calendar->unit) {
    case RATE_DAY: return day;
    case RATE_WEEK: return week;
    case RATE_FORTNIGHT: return week - ((week - first) % 14 + 14) % 14;
    case RATE_MONTH: return day - civil.day + 1;
    case RATE_QUARTER: return date_add_months(day - civil.day + 1, -((civil.month - 1) % 3));
    case RATE_YEAR: return date_add_months(day - civil.day + 1, -(civil.month - 1));
    }
    return day;
}

/* The last day of the period that begins on `start`: the day before the next one, which begins within 366 days. */
static int32_t period_end(const struct calendar *calendar, int32_t start)
{
    static const int days[] = {0, 1, 7, 14, 0, 0, 0}, months[] = {0, 0, 0, 0, 1, 3, 12};

    return date_add_months(start, months[calendar->unit]) + days[calendar->unit] - 1;
}

static bool is_away(const struct settings *settings, int32_t from, int32_t to)
{
    const struct value *away = settings_get(settings, SET_AWAY);

    for (uint32_t i = 0; i < away->ranges.n; i++)
        if (away->ranges.at[i].from <= from && to <= away->ranges.at[i].to)
            return true;
    return false;
}

static int by_day(const void *left, const void *right)
{
    int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

    return (a > b) - (a < b);
}

/* The days of held interviews, rising. */
struct held {
    int32_t *days;
    uint32_t n;
};

static struct held held_days(const struct vault *vault, int32_t today, struct arena *arena)
{
    const struct records *interviews = &vault->records[KIND_INTERVIEW];
    struct held held = {.days = arena_new_array(arena, int32_t, interviews->n + 1)};

    for (uint32_t i = 0; i < interviews->n; i++)
        if (interview_stand(&interviews->at[i], today) == STAND_HELD)
            held.days[held.n++] = interview_day(&interviews->at[i]);
    qsort(held.days, held.n, sizeof *held.days, by_day);
    return held;
}

/* Takes off the days on or after `start`; how many they were. */
static uint32_t take_from(struct held *held, int32_t start)
{
    uint32_t before = held->n;

    while (held->n && held->days[held->n - 1] >= start)
        held->n--;
    return before - held->n;
}

/*
 * Counted back from the period that begins at `start` if it has reached the goal, else from the one before. A period
 * wholly inside an away range is passed over: it neither counts nor ends the streak.
 */
static uint32_t streak(const struct vault *vault, const struct calendar *calendar, const struct goal *goal,
                       struct held held, int32_t start)
{
    int32_t end = period_end(calendar, start);
    uint32_t length = goal->done >= (uint32_t)goal->rate.count && !is_away(&vault->settings, start, end);

    while (held.n) {
        end = start - 1;
        start = period_start(calendar, end);
        uint32_t done = take_from(&held, start);

        if (is_away(&vault->settings, start, end))
            continue;
        if (done < (uint32_t)goal->rate.count)
            break;
        length++;
    }
    return length;
}

struct goal goal_of(const struct vault *vault, int32_t today)
{
    struct goal goal = {.rate = settings_get(&vault->settings, SET_GOAL)->rate};
    struct calendar calendar = {goal.rate.unit, settings_week_start(&vault->settings)};
    const struct records *interviews = &vault->records[KIND_INTERVIEW];
    struct arena scratch = {0};
    struct held held;

    if (!goal.rate.count)
        return goal;
    int32_t start = period_start(&calendar, today), end = period_end(&calendar, start);

    for (uint32_t i = 0; i < interviews->n; i++)
        goal.ahead += interview_stand(&interviews->at[i], today) == STAND_AHEAD &&
                      interview_day(&interviews->at[i]) <= end;
    held = held_days(vault, today, &scratch);
    goal.done = take_from(&held, start);
    goal.streak = streak(vault, &calendar, &goal, held, start);
    arena_free(&scratch);
    return goal;
}
