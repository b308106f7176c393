#include "repo/index_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lock.h"

/* ---- somebody else's */

/* Whether the lock is that of an infoview that lives no more: its process is gone, or another has its number. */
static bool is_dead(const char *path)
{
    char text[128];
    char *end = text;
    long pid;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text - 1);

    if (fd >= 0)
        close(fd);
    if (got <= 0)
        return false;
    text[got] = '\0';
    if (!str_starts(str_from(text), STR("infoview ")))
        return false;
    pid = strtol(text + strlen("infoview "), &end, 10);
    return pid > 0 && *end == ' ' && lock_start_of(pid) != strtoull(end, NULL, 10);
}

static void put_age(struct buf *out, int64_t seconds)
{
    static const struct {
        int64_t seconds;
        const char *name;
    } units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (seconds >= units[i].seconds) {
            long count = (long)(seconds / units[i].seconds);

            buf_printf(out, "%ld %s%s ago", count, units[i].name, count == 1 ? "" : "s");
            return;
        }
    buf_puts(out, "a moment ago");
}

/* `now` is the file system's own time: that of the mark that was just made. */
static enum step refuse(struct repo *repo, const char *path, int64_t now)
{
    struct buf age = {0};
    struct stat found = {0};
    const char *advice;

    if (lstat(path, &found) == 0 && found.st_mtime < repo->environment->boot_time)
        return session_refused(
            repo,
            session_text(repo, "nothing was written; no program can hold that lock any more: rm '%s'", path),
            "git's index has been locked since before this machine was started");
    put_age(&age, now - found.st_mtime);
    buf_putc(&age, '\0');
    advice = session_text(
        repo, "nothing was written; wait for that program to end; if none runs, it was killed: rm '%s'",
        path);
    session_refused(repo, advice, "git's index is locked: a program took the lock %s", age.p);
    buf_free(&age);
    return STEP_SETTLED;
}

/* ---- ours */

static enum step cannot_write(struct repo *repo, int number)
{
    if (number == EACCES || number == EROFS || number == EPERM)
        return session_refused(
            repo, session_text(repo, "nothing was written; 'ls -ld %s' shows whose it is", repo->home),
            "the git repository cannot be written to");
    return (enum step)err_errno(repo->err, number, "cannot lock git's index");
}

/*
 * Makes the file that becomes the lock; `*now` is when. An errno number, or 0. On the disk before it has its name: after a power cut
 * an empty lock would be nobody's, and the user's to remove.
 */
static int make_mark(const char *path, int64_t *now)
{
    struct buf text = {0};
    struct stat found;
    int fd, number = 0;

    unlink(path);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return errno;
    buf_printf(&text, "infoview %ld %llu\n", (long)getpid(), lock_start_of((long)getpid()));
    errno = ENOSPC;
    if (write(fd, text.p, text.n) != (ssize_t)text.n || fstat(fd, &found) != 0 ||
        (fsync(fd) != 0 && errno != EINVAL))
        number = errno;
    else
        *now = found.st_mtime;
    buf_free(&text);
    close(fd);
    return number;
}

/* Some file systems know no links: there the lock is empty, as git's own is. An errno number, or 0. */
static int put_mark(const char *mark, const char *path)
{
    int fd;

    if (link(mark, path) == 0)
        return 0;
    if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK)
        return errno;
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return errno;
    close(fd);
    return 0;
}

/* One attempt, signals held: EEXIST where somebody else has it. */
static int attempt(const char *mark, const char *path, int64_t *now)
{
    int number = make_mark(mark, now);

    if (!number)
        number = put_mark(mark, path);
    if (number == EEXIST && is_dead(path) && unlink(path) == 0)
        number = put_mark(mark, path);
    unlink(mark);
    return number;
}

enum step index_lock_take(struct repo *repo, struct index_lock *lock)
{
    enum { STEP = 50, PATIENCE = 2000 };
    const char *mark = session_joined(repo, repo->home, "infoview-mark");
    const char *path = session_joined(repo, repo->home, "index.lock");
    struct stat found;

    for (unsigned waited = 0;; waited += STEP) {
        int64_t now = 0;
        int number;

        lock_hold_signals(&lock->before);
        number = attempt(mark, path, &now);
        if (!number) {
            lock->path = path;
            return STEP_GO_ON;
        }
        lock_release_signals(&lock->before);
        if (number != EEXIST)
            return cannot_write(repo, number);
        if (waited >= PATIENCE || (lstat(path, &found) == 0 && found.st_mtime < repo->environment->boot_time))
            return refuse(repo, path, now);
        lock_pause(STEP);
    }
}

void index_lock_give(struct index_lock *lock)
{
    if (!lock->path)
        return;
    unlink(lock->path);
    lock->path = NULL;
    lock_release_signals(&lock->before);
}
