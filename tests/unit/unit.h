/*
 * What every unit program starts from: cmocka, one group a program, TAP output,
 * so that `prove` runs unit programs and bats files together.
 *
 *     static void test_leap_day(void **state) { (void)state; assert_int_equal(...); }
 *
 *     int main(void)
 *     {
 *         const struct CMUnitTest tests[] = {
 *             cmocka_unit_test(test_leap_day),
 *         };
 *         return unit_run(tests);
 *     }
 *
 * A test that cannot run here says `unit_skip("no /dev/full");`: cmocka 1.1.5
 * prints a skip of its own as `not ok`, which TAP counts as a failure.
 */
#ifndef UNIT_H
#define UNIT_H

/* cmocka.h needs the first four before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many entries a table has. */
#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The running program's tests: a copy, since a skip is told through a test's name. */
struct unit_group {
    struct CMUnitTest *tests;
    size_t count;
};

static inline struct unit_group *unit_group(void)
{
    static struct unit_group group;

    return &group;
}

/* Makes cmocka print `ok N - NAME # SKIP REASON` for the test function `name`. */
static inline void unit_mark_skipped(const char *name, const char *reason)
{
    struct unit_group *group = unit_group();
    size_t size = strlen(name) + strlen(reason) + sizeof " # SKIP ";
    char *text = malloc(size);

    if (!text)
        abort();
    snprintf(text, size, "%s # SKIP %s", name, reason);
    for (size_t i = 0; i < group->count; i++) {
        if (strcmp(group->tests[i].name, name) == 0) {
            group->tests[i].name = text; /* lives as long as the process */
            return;
        }
    }
    free(text);
    fail_msg("unit_skip outside a test function: %s", name);
}

/* Leaves the test function it stands in; not for helpers. */
#define unit_skip(reason)                    \
    do {                                     \
        unit_mark_skipped(__func__, reason); \
        return;                              \
    } while (0)

static inline int unit_run_group(const struct CMUnitTest *tests, size_t count, CMFixtureFunction setup,
                                 CMFixtureFunction teardown)
{
    struct unit_group *group = unit_group();
    int failed;

    group->tests = malloc(count * sizeof *tests);
    if (!group->tests)
        abort();
    memcpy(group->tests, tests, count * sizeof *tests);
    group->count = count;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    failed = _cmocka_run_group_tests("unit", group->tests, count, setup, teardown);
    for (size_t i = 0; i < count; i++) {
        if (group->tests[i].name != tests[i].name)
            free((void *)(uintptr_t)group->tests[i].name);
    }
    free(group->tests);
    return failed != 0;
}

/* Runs an array of tests; gives main's result. The second form has a set-up and a tear-down of the group. */
#define unit_run(tests) unit_run_group(tests, sizeof(tests) / sizeof *(tests), NULL, NULL)
#define unit_run_with(tests, setup, teardown) \
    unit_run_group(tests, sizeof(tests) / sizeof *(tests), setup, teardown)

#endif
