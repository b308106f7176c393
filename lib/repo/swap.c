#include "repo/swap.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "repo/combine.h"
#include "repo/read.h"

/* Where replaced files are kept, and the list of them: NUMBER HASH PATH and a NUL. */
#define SWAP "infoview-swap/"
#define SWAP_LIST SWAP "list"

/* Bytes that are read of one. */
enum { LARGEST = 1 << 30 };

static const char *swap_path(struct repo *repo, unsigned number)
{
    return session_text(repo, "%s" SWAP "%u", repo->home, number);
}

static void note_swapped(struct repo *repo, unsigned number, struct str bytes, const char *path)
{
    char hash[GIT_OID_HEXSZ + 1];
    struct buf line = {0};
    git_oid id;
    int fd = open(session_joined(repo, repo->home, SWAP_LIST),
                  O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666);

    if (fd < 0)
        return;
    if (git_odb_hash(&id, bytes.p, bytes.n, GIT_OBJECT_BLOB) == 0) {
        buf_printf(&line, "%u %s %s", number, git_oid_tostr(hash, sizeof hash, &id), path);
        buf_putc(&line, '\0');
        if (write(fd, line.p, line.n) != (ssize_t)line.n)
            unlink(swap_path(repo, number));
    }
    buf_free(&line);
    close(fd);
}

void swap_keep(struct repo *repo, unsigned *number, const char *path, struct str bytes)
{
    const char *file = session_joined(repo, repo->root, path);
    int status;

    mkdir(session_joined(repo, repo->home, SWAP), 0777);
    while ((status = link(file, swap_path(repo, *number))) != 0 && errno == EEXIST)
        ++*number;
    if (status == 0)
        note_swapped(repo, (*number)++, bytes, path);
}

/* One that was replaced, as the list has it. */
struct swapped {
    struct str number;
    const char *file, *path; /* where it is now, and where it was */
    git_oid was, is;
};

static bool parse_swapped(struct repo *repo, struct str line, struct swapped *swapped)
{
    struct str hash;

    swapped->number = str_word(&line);
    hash = str_word(&line);
    swapped->path = str_copy(repo->arena, str_skip(line, 1)).p;
    swapped->file = read_joined(repo->arena, session_joined(repo, repo->home, SWAP), swapped->number);
    return read_tolerated(git_oid_fromstrn(&swapped->was, hash.p, hash.n)) == 0;
}

/* Whether an editor may still be at it: one that empties a file and fills it again takes its time on a busy machine. */
static bool is_young(const struct repo *repo, const char *file)
{
    enum { SECONDS = 60 };
    struct stat found;

    return lstat(file, &found) == 0 && found.st_ctim.tv_sec + SECONDS > repo->environment->now;
}

/* What an editor wrote into a file after that was replaced comes beside it. What cannot be read is not thrown away. */
static int look_at_swapped(struct repo *repo, struct repo_sync *sync, struct swapped *swapped)
{
    struct buf bytes = {0};
    const char *aside;
    bool is_made = false;
    int status = fs_read(AT_FDCWD, swapped->file, LARGEST, &bytes, repo->err);

    if (status == 0 && git_odb_hash(&swapped->is, bytes.p, bytes.n, GIT_OBJECT_BLOB) < 0)
        status = (int)session_failed(repo, "git cannot look at a file");
    if (status == 0 && !git_oid_equal(&swapped->was, &swapped->is)) {
        aside = combine_aside(repo, swapped->path, &swapped->is);
        status = fs_create(AT_FDCWD, session_joined(repo, repo->root, aside), buf_str(&bytes), &is_made,
                           repo->err);
        *vec_add(&sync->files, sync->arena) = (struct repo_sync_file){
            REPO_SYNC_BOTH_STAY, combine_shown(repo, swapped->path), combine_shown(repo, aside)};
    }
    buf_free(&bytes);
    return status;
}

/* Looks at one, and throws it away or puts it into the new list. */
static int look_and_list(struct repo *repo, struct repo_sync *sync, struct str line, struct buf *list)
{
    struct swapped swapped = {0};
    char hash[GIT_OID_HEXSZ + 1];
    struct stat found;

    if (!parse_swapped(repo, line, &swapped) || (lstat(swapped.file, &found) != 0 && errno == ENOENT))
        return 0;
    if (look_at_swapped(repo, sync, &swapped) != 0)
        return -1;
    if (!is_young(repo, swapped.file)) {
        unlink(swapped.file);
        return 0;
    }
    buf_printf(list, "%.*s %s %s", STR_ARGS(swapped.number), git_oid_tostr(hash, sizeof hash, &swapped.is),
               swapped.path);
    buf_putc(list, '\0');
    return 0;
}

/* Replaces the list as a whole. What cannot be written stays as it was, and is looked at once more. */
static void put_list(struct repo *repo, const char *path, struct str list)
{
    const char *fresh = session_joined(repo, path, ".new");
    bool is_whole;
    int fd;

    if (!list.n) {
        unlink(path);
        return;
    }
    fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return;
    is_whole = write(fd, list.p, list.n) == (ssize_t)list.n;
    if (close(fd) != 0 || !is_whole || rename(fresh, path) != 0)
        unlink(fresh);
}

enum step swap_look_back(struct repo *repo, struct repo_sync *sync)
{
    const char *path = session_joined(repo, repo->home, SWAP_LIST);
    struct buf list = {0}, fresh = {0};
    struct err ignored = {0};
    int status = 0;

    if (fs_read(AT_FDCWD, path, LARGEST, &list, &ignored) == 0) {
        struct str rest = buf_str(&list);

        while (rest.n && status == 0) {
            size_t end = str_index(rest, '\0', 0);

            if (end < rest.n)
                status = look_and_list(repo, sync, str_slice(rest, 0, end), &fresh);
            rest = str_skip(rest, end + 1);
        }
        if (status == 0)
            put_list(repo, path, buf_str(&fresh));
    }
    buf_free(&list);
    buf_free(&fresh);
    git_error_clear();
    return status == 0 ? STEP_GO_ON : STEP_FAILED;
}
