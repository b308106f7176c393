#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs_part.h"

static int write_and_close(int fd, struct str bytes)
{
    int number = 0;

    while (bytes.n && !number) {
        ssize_t done = write(fd, bytes.p, bytes.n);

        if (done > 0)
            bytes = str_skip(bytes, (size_t)done);
        else if (errno != EINTR)
            number = errno;
    }
    if (close(fd) != 0 && errno != EINTR && !number)
        number = errno;
    errno = number;
    return number ? -1 : 0;
}

/* Makes the file whole, or not at all. */
static int create(int folder, const char *name, struct str bytes)
{
    int fd = fs_open_at(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    int number;

    if (fd < 0)
        return -1;
    if (write_and_close(fd, bytes) == 0)
        return 0;
    number = errno;
    unlinkat(folder, name, 0);
    errno = number;
    return -1;
}

/* Whether the file could be made, as one that nobody has looked for. */
static bool is_made(int folder, const struct fs_stage *stage)
{
    return stage->is_new && !stage->is_trial && create(folder, stage->name, stage->bytes) == 0;
}

static int compare_and_stage(int folder, const struct fs_stage *stage, struct buf *scratch,
                             enum fs_staged *done, struct err *err)
{
    int fd = fs_open_at(folder, stage->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
    bool is_there = fd >= 0, is_same = false;
    int status = 0;

    if (fd < 0 && errno != ENOENT)
        return err_errno(err, errno, "cannot read \"%s\"", stage->name);
    buf_reset(scratch);
    if (is_there && fs_read_all(fd, stage->bytes.n, true, scratch) == 0)
        is_same = str_equal(buf_str(scratch), stage->bytes);
    fs_close_quietly(fd);
    *done = is_same ? FS_STAGED_SAME : is_there ? FS_STAGED_CHANGED : FS_STAGED_NEW;
    if (is_same || stage->is_trial)
        return 0;
    if (is_there && unlinkat(folder, stage->temporary, 0) != 0 && errno != ENOENT)
        status = -1;
    if (status == 0)
        status = create(folder, is_there ? stage->temporary : stage->name, stage->bytes);
    return status ? err_errno(err, errno, "cannot write \"%s\"", stage->name) : 0;
}

int fs_stage(int folder, const struct fs_stage *stage, struct buf *scratch, enum fs_staged *done,
             struct err *err)
{
    if (!is_made(folder, stage))
        return compare_and_stage(folder, stage, scratch, done, err);
    *done = FS_STAGED_NEW;
    return 0;
}

int fs_rename(int folder, const char *from, const char *to, struct err *err)
{
    if (renameat(folder, from, folder, to) == 0)
        return 0;
    return err_errno(err, errno, "cannot write \"%s\"", to);
}

int fs_unlink(int folder, const char *name, struct err *err)
{
    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
        return 0;
    return err_errno(err, errno, "cannot remove \"%s\"", name);
}

int fs_find(int folder, const char *name, bool *is_there, struct err *err)
{
    struct stat found;

    *is_there = fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0;
    if (*is_there || errno == ENOENT)
        return 0;
    return err_errno(err, errno, "cannot look for \"%s\"", name);
}

int fs_open_below(int root, const char *path, bool make, struct err *err)
{
    int fd = fs_open_chain(root, str_from(path), make);

    return fd < 0 ? err_errno(err, errno, "cannot open the folder \"%s\"", path) : fd;
}
