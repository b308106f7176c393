#include "repo/index_file.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

/* The names: what git made, what is being made, and what stood there before. */
static const char *own(struct repo *repo, const char *name)
{
    return session_joined(repo, repo->home, name);
}

static const char *index_path(struct repo *repo)
{
    return own(repo, "index");
}

static const char *private_path(struct repo *repo)
{
    return own(repo, "infoview-index");
}

static const char *former_path(struct repo *repo)
{
    return own(repo, "infoview-index-before");
}

int index_file_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int status = fd < 0 ? -1 : fsync(fd);
    int number = errno;

    if (fd >= 0)
        close(fd);
    errno = number;
    return status == 0 || number == EINVAL ? 0 : -1;
}

/* ---- a second name for a file, or a copy where the file system knows no links */

static int copy(const char *from, const char *to)
{
    enum { LIMIT = 1 << 30 };
    struct buf bytes = {0};
    struct err ignored = {0};
    bool is_made = false;
    int status = fs_read(AT_FDCWD, from, LIMIT, &bytes, &ignored);

    if (status == 0)
        status = fs_create(AT_FDCWD, to, buf_str(&bytes), &is_made, &ignored);
    buf_free(&bytes);
    errno = EIO;
    return status == 0 && is_made ? 0 : -1;
}

static int give_name(const char *from, const char *to)
{
    unlink(to);
    if (link(from, to) == 0)
        return 0;
    return errno == EPERM || errno == ENOTSUP || errno == ENOSYS || errno == EMLINK ? copy(from, to) : -1;
}

const char *index_file_begin(struct repo *repo)
{
    const char *path = private_path(repo);

    index_file_end(repo);
    if (give_name(index_path(repo), path) == 0 || errno == ENOENT)
        return path;
    err_errno(repo->err, errno, "cannot copy git's index");
    return NULL;
}

const char *index_file_fresh(struct repo *repo)
{
    index_file_end(repo);
    return private_path(repo);
}

/*
 * The new index keeps mode and time of the old one. By the time git tells which files it has to read again, since they
 * may have been changed right after it looked at them (racy-git): with a newer one such a change would be lost.
 */
static int settle(const char *path, const struct stat *former)
{
    const struct timespec times[2] = {former->st_atim, former->st_mtim};
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    int status = fd < 0 ? -1 : 0;
    int number;

    if (status == 0 && former->st_ino)
        status = fchmod(fd, former->st_mode & 0777) == 0 && futimens(fd, times) == 0 ? 0 : -1;
    if (status == 0)
        status = fsync(fd) == 0 || errno == EINVAL ? 0 : -1;
    number = errno;
    if (fd >= 0)
        close(fd);
    errno = number;
    return status;
}

enum step index_file_put(struct repo *repo, git_index *index)
{
    const char *path = private_path(repo), *to = index_path(repo);
    struct stat former = {0};
    bool is_new = lstat(to, &former) != 0;

    if (git_index_write(index) < 0)
        return session_failed(repo, "git's index cannot be written");
    if (settle(path, &former) != 0 || (!is_new && give_name(to, former_path(repo)) != 0) ||
        rename(path, to) != 0)
        return (enum step)err_errno(repo->err, errno, "git's index cannot be written");
    if (index_file_sync(repo->home) == 0)
        return STEP_GO_ON;
    err_errno(repo->err, errno, "git's index cannot be synced");
    index_file_restore(repo);
    return STEP_FAILED;
}

bool index_file_restore(struct repo *repo)
{
    struct stat found;

    if (lstat(former_path(repo), &found) == 0)
        return rename(former_path(repo), index_path(repo)) == 0;
    return errno == ENOENT && unlink(index_path(repo)) == 0;
}

void index_file_end(struct repo *repo)
{
    unlink(private_path(repo));
    unlink(own(repo, "infoview-index.lock"));
    unlink(former_path(repo));
}
