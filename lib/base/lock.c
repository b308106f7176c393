#include "base/lock.h"

#include <errno.h>
#include <time.h>

#include "base/os.h"

void lock_pause(unsigned milliseconds)
{
    const struct timespec step = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L};

    nanosleep(&step, NULL);
}

int lock_take(int fd, unsigned seconds, bool *is_taken)
{
    enum { STEP = 20 };

    for (unsigned waited = 0;; waited += STEP) {
        if (os_lock(fd) == 0) {
            *is_taken = true;
            return 0;
        }
        if (errno != EWOULDBLOCK && errno != EINTR)
            return -1;
        *is_taken = false;
        if (waited >= seconds * 1000)
            return 0;
        lock_pause(STEP);
    }
}

unsigned long long lock_start_of(long pid)
{
    return os_start_of(pid);
}

void lock_hold_signals(sigset_t *before)
{
    sigset_t held;

    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &held, before);
}

void lock_release_signals(const sigset_t *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}
