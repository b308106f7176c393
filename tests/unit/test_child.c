#include "base/child.h"

#include <signal.h>
#include <unistd.h>

#include "unit.h"

static char path[] = "PATH=/nowhere::/usr/bin:/bin", name[] = "NAME=value=1", names[] = "NAMES=other";
static char *const environment[] = {path, name, names, NULL};

static struct child_result run_with(const char *const *words, size_t limit)
{
    const struct child child = {.words = words, .environment = environment, .limit = limit};
    struct child_result result = {0};
    struct err err = {0};

    assert_int_equal(child_run(&child, &result, &err), 0);
    return result;
}

static struct child_result run_shell(const char *script)
{
    const char *const words[] = {"sh", "-c", script, NULL};

    return run_with(words, 1 << 20);
}

static void assert_out(const struct buf *buf, const char *expected)
{
    assert_true(str_equal(buf_str(buf), str_from(expected)));
}

static void test_gives_both_outputs_and_the_status(void **state)
{
    struct child_result result = run_shell("echo out; echo problem >&2; exit 7");

    (void)state;
    assert_out(&result.out, "out\n");
    assert_out(&result.problems, "problem\n");
    assert_int_equal(result.status, 7);
    child_free(&result);
}

static void test_gives_only_the_environment(void **state)
{
    struct child_result result = run_shell("echo \"$NAME,${HOME-none}\"; wc -c");

    (void)state;
    assert_out(&result.out, "value=1,none\n0\n");
    child_free(&result);
}

static void test_says_which_signal_ended_it(void **state)
{
    struct child_result result = run_shell("kill -9 $$");

    (void)state;
    assert_int_equal(result.status, 128 + SIGKILL);
    child_free(&result);
}

static void test_blocks_and_ignores_no_signal(void **state)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    struct child_result result;
    sigset_t held, former;

    (void)state;
    sigaction(SIGINT, &ignore, &before);
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigprocmask(SIG_BLOCK, &held, &former);
    result = run_shell("kill -TERM $$; echo lived");
    assert_int_equal(result.status, 128 + SIGTERM);
    child_free(&result);
    result = run_shell("kill -INT $$; echo lived");
    assert_int_equal(result.status, 128 + SIGINT);
    child_free(&result);
    sigprocmask(SIG_SETMASK, &former, NULL);
    sigaction(SIGINT, &before, NULL);
}

static void test_keeps_no_more_than_the_limit_but_reads_all(void **state)
{
    const char *const words[] = {"sh", "-c", "head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2",
                                 NULL};
    struct child_result result = run_with(words, 5000);

    (void)state;
    assert_int_equal(result.out.n, 5000);
    assert_int_equal(result.problems.n, 5000);
    assert_int_equal(result.status, 0);
    child_free(&result);
}

/* What a hook leaves running keeps the outputs open. */
static void test_waits_only_for_the_program_itself(void **state)
{
    struct child_result result = run_shell("echo first; sleep 30 & echo $!");
    long pid;

    (void)state;
    buf_putc(&result.out, '\0');
    pid = strtol(result.out.p + strlen("first\n"), NULL, 10);
    assert_true(pid > 1);
    kill((pid_t)pid, SIGKILL);
    child_free(&result);
}

static void test_says_that_there_is_no_such_program(void **state)
{
    const char *const words[] = {"no-such-program-here", NULL};
    const struct child child = {.words = words, .environment = environment};
    struct child_result result = {0};
    struct err err = {0};

    (void)state;
    assert_int_equal(child_run(&child, &result, &err), -1);
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    assert_string_equal(err.message, "there is no program 'no-such-program-here'");
    assert_false(child_exists(words[0], environment));
    assert_true(child_exists("sh", environment));
    child_free(&result);
}

static void test_does_not_run_a_folder(void **state)
{
    const char *const words[] = {"/", NULL};
    const struct child child = {.words = words, .environment = environment};
    struct child_result result = {0};
    struct err err = {0};

    (void)state;
    assert_int_equal(child_run(&child, &result, &err), -1);
    child_free(&result);
}

static void test_finds_a_variable(void **state)
{
    (void)state;
    assert_string_equal(child_variable(environment, "NAME"), "value=1");
    assert_null(child_variable(environment, "NAM"));
    assert_null(child_variable(NULL, "NAME"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gives_both_outputs_and_the_status),
        cmocka_unit_test(test_gives_only_the_environment),
        cmocka_unit_test(test_says_which_signal_ended_it),
        cmocka_unit_test(test_blocks_and_ignores_no_signal),
        cmocka_unit_test(test_keeps_no_more_than_the_limit_but_reads_all),
        cmocka_unit_test(test_waits_only_for_the_program_itself),
        cmocka_unit_test(test_says_that_there_is_no_such_program),
        cmocka_unit_test(test_does_not_run_a_folder),
        cmocka_unit_test(test_finds_a_variable),
    };

    return unit_run(tests);
}
