/*
 * What reading and writing files share: steps of a path that neither leave their folder nor follow a link.
 * Internal to fs.c and fs_write.c. Failures are -1 with errno.
 */
#ifndef BASE_FS_PART_H
#define BASE_FS_PART_H

#include <sys/types.h>

#include "base/fs.h"

/* openat, again where a signal came in between. */
int fs_open_at(int folder, const char *name, int flags, mode_t mode);

/* Closes a descriptor that was only read from, or none (-1); errno stays. */
void fs_close_quietly(int fd);

int fs_sync(int fd);

/* File systems that cannot sync a folder say EINVAL; they keep no promise that could be broken. */
int fs_sync_folder(int fd);

/* Whether `step` may stand between the slashes of a path that must not leave its folder. */
bool fs_is_step(struct str step);

/* What follows the last slash, and what goes before it ("/" where that slash is the first byte). */
struct str fs_last_step(struct str path);
struct str fs_parent_of(struct str path);

/*
 * Opens the folder `path` below `root`, step by step, so that no link is followed;
 * "" is the root itself. Returns a new descriptor, or -1 with errno: EINVAL for a
 * path that is absolute or has empty, `.` or `..` steps, ELOOP or ENOTDIR for a link.
 */
int fs_open_chain(int root, struct str path, bool make);

/*
 * Gives the descriptor against which the last step of `name` is meant, and that step.
 * Below an open folder no link is followed on the way there; a path of the user's own
 * (AT_FDCWD) is taken as the system takes it. Close it with fs_close_parent. AT_FDCWD is no error.
 */
int fs_open_parent(int folder, const char *name, const char **leaf);
void fs_close_parent(int parent, int folder);

/* Reads at most `limit` + 1 bytes into `out`; unless `to_end`, a short read is taken for the end. */
int fs_read_all(int fd, size_t limit, bool to_end, struct buf *out);

#endif
