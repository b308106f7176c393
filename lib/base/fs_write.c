#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs_part.h"
#include "base/limits.h"
#include "base/os.h"

/* ---- making ---- */

static bool is_folder(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

int fs_make_folders(const char *path, struct err *err)
{
    struct str whole = str_from(path);
    struct buf part = {0};
    int number = 0;

    for (size_t to = 0; to < whole.n && !number; to++) {
        to = str_index(whole, '/', to + 1);
        buf_reset(&part);
        buf_put(&part, str_slice(whole, 0, to));
        buf_putc(&part, '\0');
        number = mkdir(part.p, 0777) == 0 ? 0 : errno;
        if (number && is_folder(part.p))
            number = 0;
    }
    buf_free(&part);
    if (number == EEXIST)
        number = ENOTDIR;
    return number ? err_errno(err, number, "cannot make the folder \"%s\"", path) : 0;
}

/* Whether the file holds exactly `bytes`; -1 with errno where it cannot be read. */
static int holds(int folder, const char *name, struct str bytes)
{
    int fd = fs_open_at(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
    struct buf found = {0};
    int status = fd < 0 ? -1 : fs_read_all(fd, bytes.n, true, &found);

    fs_close_quietly(fd);
    if (status == 0)
        status = str_equal(buf_str(&found), bytes);
    buf_free(&found);
    return status;
}

static int write_all(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t done = write(fd, bytes.p, bytes.n);

        if (done < 0 && errno != EINTR)
            return -1;
        if (done > 0)
            bytes = str_skip(bytes, (size_t)done);
    }
    return 0;
}

enum { TEMPORARY_NAME = 64, TEMPORARY_TRIES = 100 };

/* Opens a new file under a name that the walk of a vault passes over, should it be left behind. */
static int open_temporary(int folder, mode_t mode, char name[TEMPORARY_NAME])
{
    int fd = -1;

    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        snprintf(name, TEMPORARY_NAME, ".infoview-%ld-%d.tmp", (long)getpid(), i);
        fd = fs_open_at(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (fd >= 0 || errno != EEXIST)
            break;
    }
    return fd;
}

/* Writes, syncs and closes; -1 with the errno of what failed first. */
static int fill(int fd, struct str bytes)
{
    if (write_all(fd, bytes) != 0 || fs_sync(fd) != 0) {
        fs_close_quietly(fd);
        return -1;
    }
    return close(fd) == 0 || errno == EINTR ? 0 : -1;
}

/* Gives the temporary file its name unless that is taken (EEXIST); some file systems know no links. */
static int put_in_place(int folder, const char *temporary, const char *name)
{
    if (linkat(folder, temporary, folder, name, 0) == 0)
        return 0;
    if (errno == EPERM || errno == ENOTSUP || errno == ENOSYS || errno == EMLINK)
        return os_rename_new(folder, temporary, name);
    return -1;
}

/* Makes `name` in the open folder; -1 with errno, which is EEXIST where it is there. */
static int create_in(int folder, const char *name, struct str bytes)
{
    char temporary[TEMPORARY_NAME];
    struct stat found;
    int status, number;
    int fd;

    if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    fd = open_temporary(folder, 0666, temporary);
    if (fd < 0)
        return -1;
    status = fill(fd, bytes);
    if (status == 0)
        status = put_in_place(folder, temporary, name);
    number = errno;
    unlinkat(folder, temporary, 0);
    if (status == 0 && fs_sync_folder(folder) != 0) {
        status = -1;
        number = errno;
        if (holds(folder, name, bytes) == 1)
            unlinkat(folder, name, 0);
    }
    errno = number;
    return status;
}

/* Gives the place of `name` in the open folder to a new file; -1 with errno. */
static int put_private_in(int folder, const char *name, struct str bytes)
{
    char temporary[TEMPORARY_NAME];
    int fd = open_temporary(folder, 0600, temporary), number;

    if (fd < 0)
        return -1;
    if (fill(fd, bytes) == 0 && renameat(folder, temporary, folder, name) == 0)
        return fs_sync_folder(folder);
    number = errno;
    unlinkat(folder, temporary, 0);
    errno = number;
    return -1;
}

int fs_put_private(const char *path, struct str bytes, struct err *err)
{
    struct str above = fs_parent_of(str_from(path)), leaf = fs_last_step(str_from(path));
    struct buf parent = {0};
    int folder, status = -1;

    buf_put(&parent, above.n ? above : STR("."));
    buf_putc(&parent, '\0');
    folder = fs_open_at(AT_FDCWD, parent.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (folder >= 0)
        status = put_private_in(folder, leaf.p, bytes);
    if (status != 0)
        err_errno(err, errno, "cannot write \"%s\"", path);
    fs_close_quietly(folder);
    buf_free(&parent);
    return status;
}

/* Opens the folder in which `path` is to be made, making what is missing; -1 with `err`. */
static int make_parent(int folder, const char *path, struct str above, struct err *err)
{
    struct buf name = {0};
    int fd;

    if (folder != AT_FDCWD || !above.n) {
        fd = fs_open_chain(folder, above, true);
        return fd < 0 ? err_errno(err, errno, "cannot write \"%s\"", path) : fd;
    }
    buf_put(&name, above);
    buf_putc(&name, '\0');
    fd = fs_make_folders(name.p, err) == 0 ? fs_open_folder(name.p, err) : -1;
    buf_free(&name);
    return fd;
}

int fs_create(int folder, const char *name, struct str bytes, bool *made, struct err *err)
{
    struct str path = str_from(name);
    int parent, status;

    if (!fs_is_step(fs_last_step(path)))
        return err_errno(err, EINVAL, "cannot write \"%s\"", name);
    parent = make_parent(folder, name, fs_parent_of(path), err);
    if (parent < 0)
        return -1;
    status = create_in(parent, fs_last_step(path).p, bytes);
    fs_close_quietly(parent);
    if (status != 0 && errno != EEXIST)
        return err_errno(err, errno, "cannot write \"%s\"", name);
    *made = status == 0;
    return 0;
}

/* ---- replacing and removing ---- */

/* A temporary file with these bytes and the mode and owner of `found`; -1 with errno. */
static int make_like(int folder, const struct stat *found, struct str bytes, char temporary[TEMPORARY_NAME])
{
    int fd = open_temporary(folder, 0600, temporary);
    struct stat made;

    if (fd < 0) {
        *temporary = '\0';
        return -1;
    }
    if (fstat(fd, &made) == 0 &&
        ((made.st_uid == found->st_uid && made.st_gid == found->st_gid) ||
         fchown(fd, found->st_uid, found->st_gid) == 0) &&
        fchmod(fd, found->st_mode & 07777) == 0)
        return fill(fd, bytes);
    fs_close_quietly(fd);
    return -1;
}

static void discard(int folder, const char *temporary)
{
    int number = errno;

    if (*temporary)
        unlinkat(folder, temporary, 0);
    errno = number;
}

/*
 * Exchanges the temporary file, which holds what is somebody else's, with the file `name`, which holds ours. Should they
 * have saved once more meanwhile, it is that which comes out, and it goes back in turn: what is thrown away is ours, or
 * what they replaced themselves. Where that cannot be told the temporary file stays: it may be the only copy.
 */
static void give_back(int folder, const char *temporary, const char *name, struct str ours)
{
    enum { TRIES = 16 };
    struct buf theirs[2] = {0};
    struct str expected = ours;

    for (int i = 0; i < TRIES; i++) {
        struct buf *now = &theirs[i % 2];
        struct err err = {0};
        bool is_known = fs_read(folder, temporary, LIMIT_FILE, now, &err) == 0;

        if (os_exchange(folder, temporary, name) != 0)
            break;
        if (holds(folder, temporary, expected) == 1) {
            unlinkat(folder, temporary, 0);
            break;
        }
        if (!is_known)
            break;
        expected = buf_str(now);
    }
    buf_free(&theirs[0]);
    buf_free(&theirs[1]);
}

/* Where the file system cannot exchange, the file is looked at, and replaced a moment later. */
static int replace_blindly(int folder, const char *temporary, const char *name, struct str before)
{
    int same = holds(folder, name, before);
    int number;

    if (same == 1 && (renameat(folder, temporary, folder, name) != 0 || fs_sync_folder(folder) != 0))
        same = -1;
    number = errno;
    unlinkat(folder, temporary, 0);
    errno = number;
    return same;
}

/*
 * Exchanges the two and looks at what came out: where that is not `before`, or the disk does not confirm it, they are
 * exchanged back. Nothing temporary stays. 1 done, 0 changed meanwhile, -1 with errno.
 */
static int swap(int folder, const char *temporary, const char *name, struct str before, struct str after)
{
    int same = -1, number;

    if (os_exchange(folder, temporary, name) == 0) {
        /* At once, so that nobody builds on what is taken back; and last, since an editor may have had the file open. */
        same = holds(folder, temporary, before);
        if (same == 1)
            same = fs_sync_folder(folder) == 0 ? holds(folder, temporary, before) : -1;
        number = errno;
        if (same == 1)
            unlinkat(folder, temporary, 0);
        else
            give_back(folder, temporary, name, after);
        errno = number;
        return same;
    }
    if (errno == EINVAL || errno == ENOSYS)
        return replace_blindly(folder, temporary, name, before);
    discard(folder, temporary);
    return -1;
}

/* As fs_replace, in the open folder itself: 1 done, 0 changed meanwhile, -1 with errno. */
static int replace_in(int folder, const char *name, struct str before, struct str after)
{
    char temporary[TEMPORARY_NAME] = "";
    struct stat found;
    int same;

    if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : -1;
    same = S_ISREG(found.st_mode) ? holds(folder, name, before) : 0;
    if (same != 1)
        return same;
    if (make_like(folder, &found, after, temporary) != 0) {
        discard(folder, temporary);
        return -1;
    }
    return swap(folder, temporary, name, before, after);
}

/* As fs_remove, in the open folder itself: 1 done, 0 changed meanwhile, -1 with errno. */
static int remove_in(int folder, const char *name, struct str before)
{
    char aside[TEMPORARY_NAME];
    int same, number;

    snprintf(aside, sizeof aside, ".infoview-%ld-gone.tmp", (long)getpid());
    same = holds(folder, name, before);
    if (same != 1)
        return same < 0 && errno == ENOENT ? 0 : same;
    if (os_rename_new(folder, name, aside) != 0)
        return -1;
    same = fs_sync_folder(folder) == 0 ? holds(folder, aside, before) : -1;
    if (same == 1 && unlinkat(folder, aside, 0) != 0)
        same = -1;
    number = errno;
    if (same != 1 && os_rename_new(folder, aside, name) != 0)
        return -1;
    errno = number;
    return same;
}

/* What became of writing the file `name`: 0, or -1 with `err`. */
static int judge(int same, const char *name, struct err *err)
{
    if (same == 0)
        return err_set(err, ERR_CONFLICT, "\"%s\" was changed by another program at the same time", name);
    return same < 0 ? err_errno(err, errno, "cannot write \"%s\"", name) : 0;
}

int fs_replace(int folder, const char *name, struct str before, struct str after, struct err *err)
{
    const char *leaf;
    int parent = fs_open_parent(folder, name, &leaf);
    int same = parent == -1 ? -1 : replace_in(parent, leaf, before, after);

    fs_close_parent(parent, folder);
    return judge(same, name, err);
}

int fs_remove(int folder, const char *name, struct str before, struct err *err)
{
    const char *leaf;
    int parent = fs_open_parent(folder, name, &leaf);
    int same = parent == -1 ? -1 : remove_in(parent, leaf, before);

    fs_close_parent(parent, folder);
    return judge(same, name, err);
}
