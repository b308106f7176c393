#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs_part.h"
#include "base/limits.h"
#include "base/os.h"

/* O_NONBLOCK: a FIFO that stands where a file was must not stop the program. */
enum {
    FILE_FLAGS = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
    FOLDER_FLAGS = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY,
    FIRST_READ = 64 * 1024,
};

int fs_open_at(int folder, const char *name, int flags, mode_t mode)
{
    int fd;

    do
        fd = openat(folder, name, flags, mode);
    while (fd < 0 && errno == EINTR);
    return fd;
}

void fs_close_quietly(int fd)
{
    int number = errno;

    if (fd >= 0)
        close(fd);
    errno = number;
}

int fs_sync(int fd)
{
    int status;

    do
        status = fsync(fd);
    while (status != 0 && errno == EINTR);
    return status;
}

int fs_sync_folder(int fd)
{
    return fs_sync(fd) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : -1;
}

bool fs_is_step(struct str step)
{
    return step.n && !str_equal(step, STR(".")) && !str_equal(step, STR("..")) && step.n <= NAME_MAX;
}

/* Opens one folder below `at`; with `make` it is made where it is missing. -1 with errno. */
static int open_step(int at, struct str step, bool make)
{
    char name[NAME_MAX + 1];
    int fd;

    if (!fs_is_step(step)) {
        errno = EINVAL;
        return -1;
    }
    memcpy(name, step.p, step.n);
    name[step.n] = '\0';
    fd = fs_open_at(at, name, FOLDER_FLAGS, 0);
    if (fd >= 0 || errno != ENOENT || !make)
        return fd;
    if (mkdirat(at, name, 0777) != 0 && errno != EEXIST)
        return -1;
    if (fs_sync_folder(at) != 0)
        return -1;
    return fs_open_at(at, name, FOLDER_FLAGS, 0);
}

int fs_open_chain(int root, struct str path, bool make)
{
    int fd = path.n ? -1 : fs_open_at(root, ".", FOLDER_FLAGS, 0);

    for (size_t from = 0, to; path.n && from <= path.n; from = to + 1) {
        int next;

        to = str_index(path, '/', from);
        next = open_step(fd < 0 ? root : fd, str_slice(path, from, to), make);
        fs_close_quietly(fd);
        if (next < 0)
            return -1;
        fd = next;
    }
    return fd;
}

struct str fs_last_step(struct str path)
{
    size_t n = path.n;

    while (n && path.p[n - 1] != '/')
        n--;
    return str_skip(path, n);
}

struct str fs_parent_of(struct str path)
{
    size_t n = path.n - fs_last_step(path).n;

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
        return fs_open_chain(tree->root, folder->path, false);
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
        fs_close_quietly(fd);
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

void fs_join(struct fs_tree *into, struct fs_tree *from)
{
    uint32_t shift = into->folders.n;

    for (uint32_t i = 0; i < from->folders.n; i++) {
        struct fs_folder folder = from->folders.at[i];

        folder.above += shift;
        *vec_add(&into->folders, &into->lists) = folder;
    }
    for (uint32_t i = 0; i < from->files.n; i++) {
        struct fs_file file = from->files.at[i];

        file.folder += shift;
        *vec_add(&into->files, &into->lists) = file;
    }
    for (uint32_t i = 0; i < from->passed.n; i++)
        *vec_add(&into->passed, &into->lists) = from->passed.at[i];
    arena_free(&from->lists);
    *from = (struct fs_tree){.arena = from->arena, .root = from->root};
}

static bool are_sorted(const struct fs_tree *tree)
{
    uint32_t i = 1;

    while (i < tree->files.n && compare_paths(&tree->files.at[i - 1], &tree->files.at[i]) <= 0)
        i++;
    return i >= tree->files.n;
}

void fs_sort(struct fs_tree *tree)
{
    if (!are_sorted(tree))
        qsort(tree->files.at, tree->files.n, sizeof *tree->files.at, compare_paths);
    if (tree->passed.n)
        qsort(tree->passed.at, tree->passed.n, sizeof *tree->passed.at, compare_passed);
}

void fs_close(struct fs_tree *tree)
{
    for (size_t i = 0; i < tree->folders.n; i++) {
        fs_close_quietly(tree->folders.at[i].fd);
        tree->folders.at[i].fd = -1;
    }
    arena_free(&tree->lists);
    tree->files.n = tree->folders.n = tree->passed.n = 0;
}

/* ---- reading ---- */

int fs_open_folder(const char *path, struct err *err)
{
    int fd = fs_open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

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
int fs_read_all(int fd, size_t limit, bool to_end, struct buf *out)
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

int fs_open_parent(int folder, const char *name, const char **leaf)
{
    struct str path = str_from(name);

    *leaf = name;
    if (folder == AT_FDCWD)
        return folder;
    *leaf = fs_last_step(path).p;
    if (!fs_is_step(fs_last_step(path))) {
        errno = EINVAL;
        return -1;
    }
    return fs_parent_of(path).n ? fs_open_chain(folder, fs_parent_of(path), false) : folder;
}

void fs_close_parent(int parent, int folder)
{
    if (parent != folder)
        fs_close_quietly(parent);
}

int fs_read(int folder, const char *name, size_t limit, struct buf *out, struct err *err)
{
    const char *leaf;
    struct stat found;
    int parent = fs_open_parent(folder, name, &leaf);
    int fd = parent == -1 ? -1 : fs_open_at(parent, leaf, FILE_FLAGS, 0);
    int status;

    buf_reset(out);
    fs_close_parent(parent, folder);
    if (fd < 0)
        return err_open(err, name);
    if (fstat(fd, &found) != 0 || !S_ISREG(found.st_mode)) {
        close(fd);
        return err_set(err, ERR_SYSTEM, "cannot read \"%s\": it is no regular file", name);
    }
    status = fs_read_all(fd, limit, true, out);
    fs_close_quietly(fd);
    return judge_read(status, name, limit, out, err);
}

int fs_tree_read(const struct fs_tree *tree, const struct fs_file *file, size_t limit, struct buf *out,
                 struct err *err)
{
    const struct fs_folder *folder = &tree->folders.at[file->folder];
    int parent = folder->fd < 0 ? fs_open_chain(tree->root, folder->path, false) : folder->fd;
    int fd = parent < 0 ? -1 : fs_open_at(parent, file->path.p + file->name_at, FILE_FLAGS, 0);
    int status;

    buf_reset(out);
    fs_close_parent(parent, folder->fd);
    if (fd < 0)
        return err_open(err, file->path.p);
    status = fs_read_all(fd, limit, false, out);
    fs_close_quietly(fd);
    return judge_read(status, file->path.p, limit, out, err);
}

/* What stands there, without following a link; false where nothing does. */
static bool look(int folder, const char *name, struct stat *found)
{
    const char *leaf;
    int parent = fs_open_parent(folder, name, &leaf);
    bool there = parent != -1 && fstatat(parent, leaf, found, AT_SYMLINK_NOFOLLOW) == 0;

    fs_close_parent(parent, folder);
    return there;
}

bool fs_is_file(int folder, const char *name)
{
    struct stat found;

    return look(folder, name, &found) && S_ISREG(found.st_mode);
}

bool fs_exists(int folder, const char *name)
{
    struct stat found;

    return look(folder, name, &found);
}
