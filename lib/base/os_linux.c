#define _GNU_SOURCE /* d_type, renameat2, flock */

#include "base/os.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static enum os_kind link_kind(int folder, const char *name)
{
    struct stat target;

    return fstatat(folder, name, &target, 0) == 0 && S_ISDIR(target.st_mode) ? OS_FOLDER_LINK : OS_OTHER;
}

static enum os_kind kind_by_stat(int folder, const char *name)
{
    struct stat found;

    if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0)
        return OS_OTHER;
    if (S_ISLNK(found.st_mode))
        return link_kind(folder, name);
    return S_ISREG(found.st_mode) ? OS_FILE : S_ISDIR(found.st_mode) ? OS_FOLDER : OS_OTHER;
}

/* Some file systems leave d_type open. */
static enum os_kind kind_of(int folder, const struct dirent *entry)
{
    switch (entry->d_type) {
    case DT_REG: return OS_FILE;
    case DT_DIR: return OS_FOLDER;
    case DT_LNK: return link_kind(folder, entry->d_name);
    case DT_UNKNOWN: return kind_by_stat(folder, entry->d_name);
    default: return OS_OTHER;
    }
}

/* Opened again, since closedir closes the descriptor and reading moves its offset. */
static DIR *open_stream(int folder)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);

    if (fd >= 0 && !stream) {
        int number = errno;

        close(fd);
        errno = number;
    }
    return stream;
}

int os_list(int folder, os_visit *visit, void *context)
{
    DIR *stream = open_stream(folder);
    int number;

    if (!stream)
        return errno;
    for (;;) {
        const struct dirent *entry;

        errno = 0;
        /* cppcheck-suppress readdirCalled ; the stream is this call's own */
        entry = readdir(stream);
        if (!entry)
            break;
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            visit(context, entry->d_name, kind_of(folder, entry));
    }
    number = errno;
    closedir(stream);
    return number;
}

int os_rename_new(int folder, const char *from, const char *to)
{
    struct stat found;

    if (renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    if (fstatat(folder, to, &found, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return errno == ENOENT ? renameat(folder, from, folder, to) : -1;
}

int os_exchange(int folder, const char *a, const char *b)
{
    return renameat2(folder, a, folder, b, RENAME_EXCHANGE);
}

int os_lock(int fd)
{
    return flock(fd, LOCK_EX | LOCK_NB);
}

/* proc(5): the twenty-second word of /proc/PID/stat, counted from behind the name, which may hold anything. */
unsigned long long os_start_of(long pid)
{
    enum { START = 22, NAME = 2 };
    char path[64], line[1024];
    ssize_t got;
    const char *at;
    int fd;

    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    got = read(fd, line, sizeof line - 1);
    close(fd);
    if (got <= 0)
        return 0;
    line[got] = '\0';
    at = strrchr(line, ')');
    for (int word = NAME; at && word < START; word++)
        at = strchr(at + 1, ' ');
    return at ? strtoull(at, NULL, 10) : 0;
}

/* ---- changes, by inotify(7) */

int os_watch_open(void)
{
    return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

/* Rights are among them: a file that may not be read any more is told of on the pages. */
int os_watch_add(int watch, const char *path)
{
    enum {
        NAMES = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO,
        CONTENT = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB,
        ITSELF = IN_DELETE_SELF | IN_MOVE_SELF,
        HOW = IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK,
    };

    return inotify_add_watch(watch, path, NAMES | CONTENT | ITSELF | HOW);
}

void os_watch_remove(int watch, int number)
{
    inotify_rm_watch(watch, number);
}

static void give_event(const struct inotify_event *event, os_watch_visit *visit, void *context)
{
    bool is_itself = event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT);

    if (event->mask & IN_Q_OVERFLOW)
        visit(context, -1, "");
    else if (event->len || is_itself)
        visit(context, event->wd, event->len ? event->name : "");
}

int os_watch_read(int watch, os_watch_visit *visit, void *context)
{
    union {
        struct inotify_event first; /* for its alignment */
        char bytes[16 * 1024];
    } events;
    ssize_t n;

    while ((n = read(watch, events.bytes, sizeof events.bytes)) > 0) {
        const char *end = events.bytes + n;
        const struct inotify_event *event;

        for (const char *at = events.bytes; at < end; at += sizeof *event + event->len) {
            event = (const void *)at;
            give_event(event, visit, context);
        }
    }
    return n == 0 || errno == EAGAIN || errno == EINTR ? 0 : -1;
}

int os_spawn_session(void)
{
    return POSIX_SPAWN_SETSID;
}

/* Where it has no large pages, the small ones are as good as ever. */
void os_will_use(void *at, size_t size)
{
    madvise(at, size, MADV_HUGEPAGE);
}
