/*
 * What the tests of lib/repo drive from the shell, one command of its own a run:
 *
 *     repo commit FOLDER TITLE OP [--left] CHANGE…   opens, commits the user's edits, makes the changes, commits
 *         CHANGE: PATH=TEXT writes TEXT and a line end, PATH+TEXT adds it at the end, PATH- removes the file
 *     repo ops FOLDER                         lists what commands have committed
 *     repo revert|again FOLDER HASH           what files would be without that commit, or with it once more
 *     repo diff PATH OLD NEW                  compares the files OLD and NEW (`-`: not there) under the name PATH
 *
 * Says line by line what came of it. Ends with 0, 1 where nothing may be written, 3 where it failed.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "repo/diff.h"
#include "repo/repo.h"
#include "repo/undo.h"

extern char **environ;

enum { LIMIT = 1 << 20 };

static struct repo_environment environment(void)
{
    const char *boot = getenv("TEST_BOOT_TIME");

    return (struct repo_environment){
        .author_name = getenv("GIT_AUTHOR_NAME"),
        .author_email = getenv("GIT_AUTHOR_EMAIL"),
        .committer_name = getenv("GIT_COMMITTER_NAME"),
        .committer_email = getenv("GIT_COMMITTER_EMAIL"),
        .email = getenv("EMAIL"),
        .config_global = getenv("GIT_CONFIG_GLOBAL"),
        .ceiling = getenv("GIT_CEILING_DIRECTORIES"),
        .all = environ,
        .boot_time = boot ? strtol(boot, NULL, 10) : 0,
    };
}

static int failed(const char *when, const struct err *err)
{
    printf("%s failed: %s\n", when, err->message);
    return 3;
}

/* ---- commit */

static size_t mark_of(const char *change)
{
    return strcspn(change, "=+-");
}

static struct str path_of(const char *change)
{
    return (struct str){change, mark_of(change)};
}

/* As a command will: a file beside it, synced, renamed. */
static int put(int folder, const char *path, const char *former, const char *text)
{
    char temporary[4096];
    int fd, status;

    snprintf(temporary, sizeof temporary, "%s.tmp", path);
    fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    status = fd < 0 || dprintf(fd, "%s%s\n", former, text) < 0 || fsync(fd) != 0 || close(fd) != 0;
    if (!status)
        status = renameat(folder, temporary, folder, path) != 0;
    if (status)
        unlinkat(folder, temporary, 0);
    return status;
}

static int apply(int folder, const char *change)
{
    struct arena arena = {0};
    struct buf former = {0};
    struct err ignored = {0};
    const char *path = str_copy(&arena, path_of(change)).p;
    const char *mark = change + mark_of(change);
    int status;

    if (*mark == '+')
        fs_read(folder, path, LIMIT, &former, &ignored);
    buf_putc(&former, '\0');
    status = *mark == '-' ? unlinkat(folder, path, 0) : put(folder, path, former.p, mark + 1);
    buf_free(&former);
    arena_free(&arena);
    return status;
}

static void say_ready(const struct repo_ready *ready)
{
    static const char *const states[] = {"ready", "none", "nobody", "not now"};

    printf("%s\n", states[ready->state]);
    if (ready->why.n)
        printf("why: %.*s\n", STR_ARGS(ready->why));
    if (ready->advice.n)
        printf("advice: %.*s\n", STR_ARGS(ready->advice));
    if (ready->is_detached)
        printf("detached\n");
}

static int write_all(struct repo *repo, char **argv, const struct repo_request *request, char **changes)
{
    struct str edits = {0}, hash = {0};
    struct err err = {0};
    int folder = open(request->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), status = 0;

    if (repo && repo_commit_edits(repo, &edits, &err) != 0) {
        close(folder);
        return failed("edits", &err);
    }
    if (edits.n)
        printf("edits: %.*s\n", STR_ARGS(edits));
    for (size_t i = 0; i < request->count && status == 0; i++)
        status = apply(folder, changes[i]);
    close(folder);
    printf("%s\n", status ? "cannot write" : "written");
    if (status)
        return 3;
    if (repo && repo_commit(repo, argv[1], argv[2], &hash, &err) != 0)
        return failed("commit", &err);
    printf("commit: %.*s\n", STR_ARGS(hash));
    return 0;
}

static int run_commit(char **argv, struct arena *arena)
{
    struct repo_environment env = environment();
    struct repo_request request = {.folder = argv[0], .environment = &env};
    struct repo_ready ready = {.arena = arena};
    struct repo *repo = NULL;
    struct err err = {0};
    char **changes = argv + 3;
    struct str *paths;
    int status;

    while (changes[request.count])
        request.count++;
    paths = arena_new_array(arena, struct str, request.count);
    for (size_t i = 0; i < request.count; i++)
        paths[i] = path_of(changes[i]);
    request.paths = paths;
    if (repo_open(&repo, &request, &ready, &err) != 0)
        return failed("open", &err);
    say_ready(&ready);
    status = ready.state == REPO_NOT_NOW ? 1 : write_all(repo, argv, &request, changes);
    for (uint32_t i = 0; i < ready.left.n; i++)
        printf("left: %.*s: %s\n", STR_ARGS(ready.left.at[i].path), ready.left.at[i].why);
    repo_close(repo);
    return status;
}

/* ---- undo, diff */

static int run_ops(char **argv, struct arena *arena)
{
    struct repo_environment env = environment();
    struct repo_request request = {.folder = argv[0], .environment = &env};
    struct repo_ops ops = {.arena = arena};
    struct err err = {0};

    if (repo_ops(&request, 1000, &ops, &err) != 0)
        return failed("ops", &err);
    for (uint32_t i = 0; i < ops.n; i++)
        printf("%.7s %.*s | %.*s%s\n", ops.at[i].hash.p, STR_ARGS(ops.at[i].title), STR_ARGS(ops.at[i].op),
               ops.at[i].is_undone ? " | undone" : "");
    return 0;
}

static int run_revert(char **argv, bool is_redo, struct arena *arena)
{
    struct repo_environment env = environment();
    struct repo_request request = {.folder = argv[0], .environment = &env};
    struct repo_reverted out = {.arena = arena};
    struct err err = {0};

    if (repo_revert(&request, argv[1], is_redo, &out, &err) != 0)
        return failed("revert", &err);
    for (uint32_t i = 0; i < out.n; i++) {
        const struct repo_reverted_file *file = &out.at[i];

        printf("%s %.*s\n",
               file->has_conflict ? "conflict"
               : file->is_gone    ? "gone"
                                  : "file",
               STR_ARGS(file->path));
        if (!file->is_gone)
            printf("%.*s", STR_ARGS(file->after));
        if (file->has_conflict)
            printf("--\n%.*s", STR_ARGS(file->diff));
    }
    return 0;
}

static bool read_side(const char *name, struct buf *bytes)
{
    struct err err = {0};

    return strcmp(name, "-") != 0 && fs_read(AT_FDCWD, name, LIMIT, bytes, &err) == 0;
}

static int run_diff(char **argv)
{
    struct buf before = {0}, after = {0}, out = {0};
    struct repo_diff diff = {.path = str_from(argv[0])};
    struct err err = {0};
    int status;

    diff.is_new = !read_side(argv[1], &before);
    diff.is_gone = !read_side(argv[2], &after);
    diff.before = buf_str(&before);
    diff.after = buf_str(&after);
    status = repo_diff_write(&out, &diff, &err) == 0 ? 0 : failed("diff", &err);
    fwrite(out.p, 1, out.n, stdout);
    buf_free(&before);
    buf_free(&after);
    buf_free(&out);
    return status;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    int status = 2;

    if (argc > 5 && strcmp(argv[1], "commit") == 0)
        status = run_commit(argv + 2, &arena);
    else if (argc > 2 && strcmp(argv[1], "ops") == 0)
        status = run_ops(argv + 2, &arena);
    else if (argc > 3 && (strcmp(argv[1], "revert") == 0 || strcmp(argv[1], "again") == 0))
        status = run_revert(argv + 2, strcmp(argv[1], "again") == 0, &arena);
    else if (argc > 4 && strcmp(argv[1], "diff") == 0)
        status = run_diff(argv + 2);
    arena_free(&arena);
    return status;
}
