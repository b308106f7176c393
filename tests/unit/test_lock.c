#include "base/lock.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "unit.h"

/* A new file, opened twice: two owners, as two processes would be. */
static void open_twice(int fds[2])
{
    const char *above = getenv("TMPDIR");
    struct buf name = {0};

    buf_printf(&name, "%s/infoview-test-lock-XXXXXX", above ? above : "/tmp");
    buf_putc(&name, '\0');
    fds[0] = mkstemp(name.p);
    fds[1] = open(name.p, O_RDWR | O_CLOEXEC);
    unlink(name.p);
    buf_free(&name);
    assert_true(fds[0] >= 0 && fds[1] >= 0);
}

static void test_one_owner_at_a_time(void **state)
{
    bool is_taken = false;
    int fds[2];

    (void)state;
    open_twice(fds);
    assert_int_equal(lock_take(fds[0], 0, &is_taken), 0);
    assert_true(is_taken);
    assert_int_equal(lock_take(fds[1], 0, &is_taken), 0);
    assert_false(is_taken);
    close(fds[0]);
    assert_int_equal(lock_take(fds[1], 0, &is_taken), 0);
    assert_true(is_taken);
    close(fds[1]);
}

static void test_waits_for_the_other(void **state)
{
    bool is_taken = false;
    int fds[2], status;
    pid_t pid;

    (void)state;
    open_twice(fds);
    lock_take(fds[0], 0, &is_taken);
    pid = fork();
    if (pid == 0) {
        close(fds[1]);
        lock_pause(200);
        _exit(0); /* with the last copy of fds[0] goes its lock */
    }
    close(fds[0]);
    assert_int_equal(lock_take(fds[1], 5, &is_taken), 0);
    assert_true(is_taken);
    waitpid(pid, &status, 0);
    close(fds[1]);
}

static void test_knows_when_a_process_was_started(void **state)
{
    (void)state;
    if (!lock_start_of((long)getpid()))
        unit_skip("the system does not say");
    assert_true(lock_start_of((long)getpid()) >= lock_start_of((long)getppid()));
    assert_true(lock_start_of(999999999) == 0);
}

static void test_holds_signals_until_it_lets_go(void **state)
{
    sigset_t before, waiting;

    (void)state;
    lock_hold_signals(&before);
    raise(SIGTERM);
    sigpending(&waiting);
    assert_true(sigismember(&waiting, SIGTERM));
    signal(SIGTERM, SIG_IGN);
    lock_release_signals(&before);
    sigpending(&waiting);
    assert_false(sigismember(&waiting, SIGTERM));
    signal(SIGTERM, SIG_DFL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_owner_at_a_time),
        cmocka_unit_test(test_waits_for_the_other),
        cmocka_unit_test(test_knows_when_a_process_was_started),
        cmocka_unit_test(test_holds_signals_until_it_lets_go),
    };

    return unit_run(tests);
}
