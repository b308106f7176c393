/*
 * What POSIX does not give, one file a system (os_linux.c). For the files of base only.
 */
#ifndef BASE_OS_H
#define BASE_OS_H

#include <stddef.h>

enum os_kind {
    OS_FILE, /* a regular one */
    OS_FOLDER,
    OS_FOLDER_LINK, /* a symbolic link to a folder */
    OS_OTHER,       /* another link, or a special file */
};

/* Is given one name of a folder, valid for the call. */
typedef void os_visit(void *context, const char *name, enum os_kind kind);

/*
 * Gives every name in the open folder `folder` to `visit`, save `.` and `..`, in no
 * order. The descriptor stays the caller's and open. Returns 0, or an errno number
 * where the folder could not be read (to its end).
 */
int os_list(int folder, os_visit *visit, void *context);

/*
 * Renames within the open folder unless `to` is there: then -1 with errno EEXIST.
 * Where the file system cannot do that in one step, it looks, then renames.
 */
int os_rename_new(int folder, const char *from, const char *to);

/*
 * Lets two names of the open folder change places in one step. -1 with errno; EINVAL or ENOSYS where the file
 * system cannot.
 */
int os_exchange(int folder, const char *a, const char *b);

/* Locks the open file for this process; -1 with errno: EWOULDBLOCK where another one has it. */
int os_lock(int fd);

/* When the process was started, in ticks since the machine was; 0 where there is none, or the system does not say. */
unsigned long long os_start_of(long pid);

/* A descriptor that tells of changes in folders, not blocking; -1 with errno. */
int os_watch_open(void);

/* Has it tell of a folder; gives the number that stands for it, the same one if it is told already. -1 with errno. */
int os_watch_add(int watch, const char *path);
void os_watch_remove(int watch, int number);

/*
 * Is given one change: the folder's number and the name in it that changed, "" where it is the folder itself that
 * is gone. The number is -1 where changes were lost.
 */
typedef void os_watch_visit(void *context, int number, const char *name);

/* Gives all changes that are known by now to `visit`. -1 with errno. */
int os_watch_read(int watch, os_watch_visit *visit, void *context);

/* Tells the system that all of a piece of memory will be used soon: it may serve it in large pages. */
void os_will_use(void *at, size_t size);

/* Lets a program that is started be the first of a session of its own: flag of posix_spawnattr_setflags. */
int os_spawn_session(void);

#endif
