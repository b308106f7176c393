#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/os.h"

/* O_NONBLOCK: a FIFO that stands where a file was must not stop the program. */
enum {
    FILE_FLAGS = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
    FOLDER_FLAGS = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY,
    FIRST_READ = 64 * 1024,
};

/* openat, again where a signal came in between. */
static int open_at(int folder, const char *name, int flags, mode_t mode)
{
    int fd;

    do
        fd = openat(folder, name, flags, mode);
    while (fd < 0 && errno == EINTR);
    return fd;
}

/* Closes a descriptor that was only read from; errno stays. */
static void close_quietly(int fd)
{
    int number = errno;

    if (fd >= 0)
        close(fd);
    errno = number;
}

static int sync_fd(int fd)
{
    int status;

    do
        status = fsync(fd);
    while (status != 0 && errno == EINTR);
    return status;
}

/* File systems that cannot sync a folder say EINVAL; they keep no promise that could be broken. */
static int sync_folder(int fd)
{
    return sync_fd(fd) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : -1;
}

/* Whether `step` may stand between the slashes of a path that must not leave its folder. */
static bool is_step(struct str step)
{
    return step.n && !str_equal(step, STR(".")) && !str_equal(step, STR("..")) && step.n <= NAME_MAX;
}

/* Opens one folder below `at`; with `make` it is made where it is missing. -1 with errno. */
static int open_step(int at, struct str step, bool make)
{
    char name[NAME_MAX + 1];
    int fd;

    if (!is_step(step)) {
        errno = EINVAL;
        return -1;
    }
    memcpy(name, step.p, step.n);
    name[step.n] = '\0';
    fd = open_at(at, name, FOLDER_FLAGS, 0);
    if (fd >= 0 || errno != ENOENT || !make)
        return fd;
    if (mkdirat(at, name, 0777) != 0 && errno != EEXIST)
        return -1;
    if (sync_folder(at) != 0)
        return -1;
    return open_at(at, name, FOLDER_FLAGS, 0);
}

/*
 * Opens the folder `path` below `root`, step by step, so that no link is followed;
 * "" is the root itself. Returns a new descriptor, or -1 with errno: EINVAL for a
 * path that is absolute or has empty, `.` or `..` steps, ELOOP or ENOTDIR for a link.
 */
static int open_chain(int root, struct str path, bool make)
{
    int fd = path.n ? -1 : open_at(root, ".", FOLDER_FLAGS, 0);

    for (size_t from = 0, to; path.n && from <= path.n; from = to + 1) {
        int next;

        to = str_index(path, '/', from);
        next = open_step(fd < 0 ? root : fd, str_slice(path, from, to), make);
        close_quietly(fd);
        if (next < 0)
            return -1;
        fd = next;
    }
    return fd;
}

/* What follows the last slash, and what goes before it ("/" where that slash is the first byte). */
static struct str last_step(struct str path)
{
    size_t n = path.n;

    while (n && path.p[n - 1] != '/')
        n--;
    return str_skip(path, n);
}

static struct str parent_of(struct str path)
{
    size_t n = path.n - last_step(path).n;

    return str_slice(path, 0, n > 1 ? n - 1 : n);
}

/* ---- walking ---- */

struct walk {
    struct fs_tree *tree;
    fs_filter *filter;
    void *context;
    uint32_t folder; /* the one that is being listed */
};

/* Where the names of a folder's files begin in their paths. */
static size_t name_at(struct str folder)
{
    return folder.n ? folder.n + 1 : 0;
}

static struct fs_file make_file(struct fs_tree *tree, uint32_t folder, struct str name)
{
    struct str above = tree->folders.at[folder].path;
    size_t at = name_at(above);
    char *path = arena_chars(tree->arena, at + name.n + 1);

    if (above.n) {
        memcpy(path, above.p, above.n);
        path[above.n] = '/';
    }
    if (name.n)
        memcpy(path + at, name.p, name.n);
    path[at + name.n] = '\0';
    return (struct fs_file){{path, at + name.n}, folder, (uint32_t)at};
}

static size_t depth_of(struct str path)
{
    size_t depth = path.n ? 1 : 0;

    for (size_t i = 0; i < path.n; i++)
        depth += path.p[i] == '/';
    return depth;
}

static void pass(struct fs_tree *tree, struct str path, int number)
{
    *vec_add(&tree->passed, &tree->lists) = (struct fs_passed){path, number};
}

static void visit(void *context, const char *name, enum os_kind kind)
{
    struct walk *walk = context;
    struct fs_tree *tree = walk->tree;
    struct str slice = str_from(name);
    struct fs_file file;

    if (!walk->filter(walk->context, slice, kind == OS_FOLDER || kind == OS_FOLDER_LINK))
        return;
    file = make_file(tree, walk->folder, slice);
    if (kind == OS_FILE)
        *vec_add(&tree->files, &tree->lists) = file;
    else if (kind == OS_FOLDER && depth_of(file.path) <= LIMIT_FOLDER_DEPTH)
        *vec_add(&tree->folders, &tree->lists) = (struct fs_folder){file.path, -1, walk->folder};
    else
        pass(tree, file.path, kind == OS_FOLDER ? ENAMETOOLONG : 0);
}

/* Opens a folder of the tree, from the one above it where that is open. */
static int open_folder(const struct fs_tree *tree, uint32_t index)
{
    const struct fs_folder *folder = &tree->folders.at[index];
    const struct fs_folder *above = &tree->folders.at[folder->above];

    if (above->fd < 0)
        return open_chain(tree->root, folder->path, false);
    return open_step(above->fd, str_skip(folder->path, name_at(above->path)), false);
}

/* Lists one folder; those found in it are added behind, for the same loop. False where it is not there. */
static bool walk_folder(struct walk *walk)
{
    struct fs_tree *tree = walk->tree;
    struct str path = tree->folders.at[walk->folder].path;
    int fd = open_folder(tree, walk->folder);
    int number = fd < 0 ? errno : os_list(fd, visit, walk);

    if (fd < 0 && number == ENOENT)
        return false;
    if (number)
        pass(tree, path, number);
    if (fd >= 0 && walk->folder < LIMIT_OPEN_FOLDERS)
        tree->folders.at[walk->folder].fd = fd;
    else
        close_quietly(fd);
    return true;
}

void fs_walk(struct fs_tree *tree, struct str start, fs_filter *filter, void *context)
{
    uint32_t first = tree->folders.n;
    struct walk walk = {tree, filter, context, first};

    *vec_add(&tree->folders, &tree->lists) = (struct fs_folder){str_copy(tree->arena, start), -1, first};
    if (!walk_folder(&walk)) {
        tree->folders.n = first;
        return;
    }
    while (++walk.folder < tree->folders.n)
        walk_folder(&walk);
}

static int compare_paths(const void *left, const void *right)
{
    const struct fs_file *a = left, *b = right;

    return str_compare(a->path, b->path);
}

static int compare_passed(const void *left, const void *right)
{
    const struct fs_passed *a = left, *b = right;

    return str_compare(a->path, b->path);
}

void fs_sort(struct fs_tree *tree)
{
    if (tree->files.n)
        qsort(tree->files.at, tree->files.n, sizeof *tree->files.at, compare_paths);
    if (tree->passed.n)
        qsort(tree->passed.at, tree->passed.n, sizeof *tree->passed.at, compare_passed);
}

void fs_close(struct fs_tree *tree)
{
    for (size_t i = 0; i < tree->folders.n; i++) {
        close_quietly(tree->folders.at[i].fd);
        tree->folders.at[i].fd = -1;
    }
    arena_free(&tree->lists);
    tree->files.n = tree->folders.n = tree->passed.n = 0;
}

/* ---- reading ---- */

int fs_open_folder(const char *path, struct err *err)
{
    int fd = open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

    return fd < 0 ? err_errno(err, errno, "cannot open the folder \"%s\"", path) : fd;
}

static int err_open(struct err *err, const char *name)
{
    if (errno == ELOOP)
        return err_set(err, ERR_SYSTEM, "cannot read \"%s\": it is a symbolic link, which is not followed",
                       name);
    return err_errno(err, errno, "cannot read \"%s\"", name);
}

static int err_larger(struct err *err, const char *name, size_t limit)
{
    const size_t kib = 1024, mib = 1024 * kib;

    if (limit >= mib && limit % mib == 0)
        return err_set(err, ERR_SYSTEM, "\"%s\" is larger than %zu MiB", name, limit / mib);
    if (limit >= kib && limit % kib == 0)
        return err_set(err, ERR_SYSTEM, "\"%s\" is larger than %zu KiB", name, limit / kib);
    return err_set(err, ERR_SYSTEM, "\"%s\" is larger than %zu bytes", name, limit);
}

/*
 * Reads at most `limit` + 1 bytes into `out`; -1 with errno. Unless `to_end`, a read
 * that gives less than was asked for is taken for the end, which saves a call a file.
 */
static int read_all(int fd, size_t limit, bool to_end, struct buf *out)
{
    buf_reset(out);
    buf_room(out, FIRST_READ);
    while (out->n <= limit) {
        char *room = buf_room(out, 1);
        size_t ask = out->cap - out->n;
        ssize_t got;

        if (ask > limit - out->n)
            ask = limit - out->n + 1;
        got = read(fd, room, ask);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        out->n += (size_t)got;
        if (got == 0 || (!to_end && (size_t)got < ask))
            break;
    }
    return 0;
}

/* What became of reading `name`: `status` and errno are those of read_all. */
static int judge_read(int status, const char *name, size_t limit, const struct buf *out, struct err *err)
{
    if (status != 0)
        return err_errno(err, errno, "cannot read \"%s\"", name);
    return out->n > limit ? err_larger(err, name, limit) : 0;
}

/*
 * Gives the descriptor against which the last step of `name` is meant, and that step.
 * Below an open folder no link is followed on the way there; a path of the user's own
 * (AT_FDCWD) is taken as the system takes it. Close it with close_parent. -1 with errno,
 * AT_FDCWD being no error.
 */
static int open_parent(int folder, const char *name, const char **leaf)
{
    struct str path = str_from(name);

    *leaf = name;
    if (folder == AT_FDCWD)
        return folder;
    *leaf = last_step(path).p;
    if (!is_step(last_step(path))) {
        errno = EINVAL;
        return -1;
    }
    return parent_of(path).n ? open_chain(folder, parent_of(path), false) : folder;
}

static void close_parent(int parent, int folder)
{
    if (parent != folder)
        close_quietly(parent);
}

int fs_read(int folder, const char *name, size_t limit, struct buf *out, struct err *err)
{
    const char *leaf;
    struct stat found;
    int parent = open_parent(folder, name, &leaf);
    int fd = parent == -1 ? -1 : open_at(parent, leaf, FILE_FLAGS, 0);
    int status;

    buf_reset(out);
    close_parent(parent, folder);
    if (fd < 0)
        return err_open(err, name);
    if (fstat(fd, &found) != 0 || !S_ISREG(found.st_mode)) {
        close(fd);
        return err_set(err, ERR_SYSTEM, "cannot read \"%s\": it is no regular file", name);
    }
    status = read_all(fd, limit, true, out);
    close_quietly(fd);
    return judge_read(status, name, limit, out, err);
}

int fs_tree_read(const struct fs_tree *tree, const struct fs_file *file, size_t limit, struct buf *out,
                 struct err *err)
{
    const struct fs_folder *folder = &tree->folders.at[file->folder];
    int parent = folder->fd < 0 ? open_chain(tree->root, folder->path, false) : folder->fd;
    int fd = parent < 0 ? -1 : open_at(parent, file->path.p + file->name_at, FILE_FLAGS, 0);
    int status;

    buf_reset(out);
    close_parent(parent, folder->fd);
    if (fd < 0)
        return err_open(err, file->path.p);
    status = read_all(fd, limit, false, out);
    close_quietly(fd);
    return judge_read(status, file->path.p, limit, out, err);
}

bool fs_exists(int folder, const char *name)
{
    const char *leaf;
    struct stat found;
    int parent = open_parent(folder, name, &leaf);
    bool there = parent != -1 && fstatat(parent, leaf, &found, AT_SYMLINK_NOFOLLOW) == 0;

    close_parent(parent, folder);
    return there;
}

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
static int open_temporary(int folder, char name[TEMPORARY_NAME])
{
    int fd = -1;

    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        snprintf(name, TEMPORARY_NAME, ".infoview-%ld-%d.tmp", (long)getpid(), i);
        fd = open_at(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            break;
    }
    return fd;
}

/* Writes, syncs and closes; -1 with the errno of what failed first. */
static int fill(int fd, struct str bytes)
{
    if (write_all(fd, bytes) != 0 || sync_fd(fd) != 0) {
        close_quietly(fd);
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
    fd = open_temporary(folder, temporary);
    if (fd < 0)
        return -1;
    status = fill(fd, bytes);
    if (status == 0)
        status = put_in_place(folder, temporary, name);
    number = errno;
    unlinkat(folder, temporary, 0);
    errno = number;
    return status == 0 ? sync_folder(folder) : -1;
}

/* Opens the folder in which `path` is to be made, making what is missing; -1 with `err`. */
static int make_parent(int folder, const char *path, struct str above, struct err *err)
{
    struct buf name = {0};
    int fd;

    if (folder != AT_FDCWD || !above.n) {
        fd = open_chain(folder, above, true);
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

    if (!is_step(last_step(path)))
        return err_errno(err, EINVAL, "cannot write \"%s\"", name);
    parent = make_parent(folder, name, parent_of(path), err);
    if (parent < 0)
        return -1;
    status = create_in(parent, last_step(path).p, bytes);
    close_quietly(parent);
    if (status != 0 && errno != EEXIST)
        return err_errno(err, errno, "cannot write \"%s\"", name);
    *made = status == 0;
    return 0;
}
