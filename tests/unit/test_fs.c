#include "base/fs.h"

#include "base/limits.h"
#include "base/os.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A temporary folder, and what the tests use in it. */
struct box {
    char *path;
    int fd;
    struct arena arena;
    struct fs_tree tree;
    struct buf buf;
    struct err err;
};

static int set_up(void **state)
{
    struct box *box = calloc(1, sizeof *box);
    const char *above = getenv("TMPDIR");
    struct buf path = {0};

    assert_non_null(box);
    buf_printf(&path, "%s/infoview-test-fs-XXXXXX", above ? above : "/tmp");
    buf_putc(&path, '\0');
    box->path = mkdtemp(path.p);
    assert_non_null(box->path);
    box->fd = fs_open_folder(box->path, &box->err);
    assert_true(box->fd >= 0);
    box->tree = (struct fs_tree){.arena = &box->arena, .root = box->fd};
    *state = box;
    return 0;
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *ftw)
{
    (void)found;
    (void)kind;
    (void)ftw;
    return remove(path);
}

/* As if the folders could not be kept open: files are read through their paths then. */
static void close_folders(struct box *box)
{
    for (uint32_t i = 0; i < box->tree.folders.n; i++) {
        if (box->tree.folders.at[i].fd >= 0)
            close(box->tree.folders.at[i].fd);
        box->tree.folders.at[i].fd = -1;
    }
}

static int tear_down(void **state)
{
    struct box *box = *state;

    fs_close(&box->tree);
    close(box->fd);
    nftw(box->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(box->path);
    buf_free(&box->buf);
    arena_free(&box->arena);
    free(box);
    return 0;
}

static void put_file(struct box *box, const char *name, struct str bytes)
{
    bool made = false;

    if (fs_create(box->fd, name, bytes, &made, &box->err) != 0 || !made)
        fail_msg("%s: %s", name, box->err.message);
}

static void put_folder(struct box *box, const char *name)
{
    assert_int_equal(mkdirat(box->fd, name, 0777), 0);
}

static bool accept_all(void *context, struct str name, bool is_folder)
{
    (void)context;
    (void)name;
    (void)is_folder;
    return true;
}

static bool accept_markdown(void *context, struct str name, bool is_folder)
{
    ++*(int *)context;
    return name.p[0] != '.' && (is_folder || str_ends(name, STR(".md")));
}

static void walk(struct box *box, const char *start)
{
    fs_walk(&box->tree, str_from(start), accept_all, NULL);
    fs_sort(&box->tree);
}

/* Files and passed names, each with `|` behind it. */
static void assert_tree(struct box *box, const char *files, const char *passed)
{
    struct fs_tree *tree = &box->tree;

    buf_reset(&box->buf);
    for (size_t i = 0; i < tree->files.n; i++) {
        assert_int_equal(tree->files.at[i].path.p[tree->files.at[i].path.n], '\0');
        buf_put(&box->buf, tree->files.at[i].path);
        buf_putc(&box->buf, '|');
    }
    buf_putc(&box->buf, '\0');
    assert_string_equal(box->buf.p, files);
    buf_reset(&box->buf);
    for (size_t i = 0; i < tree->passed.n; i++) {
        buf_put(&box->buf, tree->passed.at[i].path);
        buf_putc(&box->buf, '|');
    }
    buf_putc(&box->buf, '\0');
    assert_string_equal(box->buf.p, passed);
}

/* Every file of the tree holds its own path. */
static void assert_contents(struct box *box)
{
    for (size_t i = 0; i < box->tree.files.n; i++) {
        const struct fs_file *file = &box->tree.files.at[i];

        if (fs_tree_read(&box->tree, file, LIMIT_FILE, &box->buf, &box->err) != 0)
            fail_msg("%s", box->err.message);
        assert_true(str_equal(buf_str(&box->buf), file->path));
    }
}

static size_t count_descriptors(void)
{
    size_t n = 0;

    for (int fd = 0; fd < 1024; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

/* ---- walking ---- */

static void test_a_walk_finds_files_in_order(void **state)
{
    struct box *box = *state;

    put_file(box, "b.md", STR("b.md"));
    put_file(box, "a/z.md", STR("a/z.md"));
    put_file(box, "a/b/c.md", STR("a/b/c.md"));
    put_file(box, "a-b.md", STR("a-b.md"));
    put_file(box, "\xc3\xa4.md", STR("\xc3\xa4.md"));
    put_file(box, "B.md", STR("B.md"));
    walk(box, "");
    assert_tree(box, "B.md|a-b.md|a/b/c.md|a/z.md|b.md|\xc3\xa4.md|", "");
    assert_int_equal(box->tree.files.at[2].name_at, 4);
    assert_contents(box);
    close_folders(box);
    assert_contents(box); /* through the path now */
}

static void test_walks_add_up(void **state)
{
    struct box *box = *state;

    put_file(box, "contacts/ana.md", STR("contacts/ana.md"));
    put_file(box, "deep/er/bo.md", STR("deep/er/bo.md"));
    put_file(box, "other/x.md", STR("other/x.md"));
    walk(box, "deep/er");
    walk(box, "missing");
    walk(box, "contacts/missing");
    walk(box, "contacts");
    assert_tree(box, "contacts/ana.md|deep/er/bo.md|", "");
    assert_int_equal(box->tree.folders.n, 2);
    assert_contents(box);
}

static void test_walks_are_joined(void **state)
{
    static const char *const starts[] = {"contacts", "missing", "a"};
    struct box *box = *state;

    put_file(box, "contacts/deep/er/x.md", STR("contacts/deep/er/x.md"));
    put_file(box, "contacts/z.md", STR("contacts/z.md"));
    put_file(box, "a/b/c.md", STR("a/b/c.md"));
    put_file(box, "a/y.md", STR("a/y.md"));
    assert_int_equal(symlinkat("y.md", box->fd, "a/link.md"), 0);
    for (size_t i = 0; i < COUNT(starts); i++) {
        struct fs_tree other = {.arena = &box->arena, .root = box->fd};

        fs_walk(&other, str_from(starts[i]), accept_all, NULL);
        fs_sort(&other);
        fs_join(&box->tree, &other);
        assert_int_equal(other.files.n + other.folders.n + other.passed.n, 0);
    }
    fs_sort(&box->tree);
    assert_tree(box, "a/b/c.md|a/y.md|contacts/deep/er/x.md|contacts/z.md|", "a/link.md|");
    assert_int_equal(box->tree.folders.n, 5);
    assert_contents(box);
    for (uint32_t i = 0; i < box->tree.folders.n; i++)
        assert_true(box->tree.folders.at[box->tree.folders.at[i].above].path.n <=
                    box->tree.folders.at[i].path.n);
    assert_true(str_equal(box->tree.folders.at[box->tree.folders.at[4].above].path, STR("a")));
}

static void test_a_filter_is_asked_with_the_kind(void **state)
{
    struct box *box = *state;
    int asked = 0;

    put_file(box, "a.md", STR("a.md"));
    put_file(box, "a.txt", STR(""));
    put_file(box, "folder/b.md", STR("folder/b.md"));
    put_file(box, ".git/c.md", STR(""));
    put_folder(box, "folder.md");
    symlinkat("a.txt", box->fd, "link.txt");
    symlinkat("folder", box->fd, "linked");
    fs_walk(&box->tree, STR(""), accept_markdown, &asked);
    fs_sort(&box->tree);
    assert_tree(box, "a.md|folder/b.md|", "linked|");
    assert_int_equal(asked, 8);
}

static void test_links_and_special_files_are_passed(void **state)
{
    struct box *box = *state;

    put_file(box, "real/a.md", STR("real/a.md"));
    assert_int_equal(symlinkat("real/a.md", box->fd, "file-link.md"), 0);
    assert_int_equal(symlinkat("real", box->fd, "folder-link"), 0);
    assert_int_equal(symlinkat("../real", box->fd, "real/loop"), 0);
    assert_int_equal(symlinkat("self", box->fd, "self"), 0);
    assert_int_equal(symlinkat("nowhere", box->fd, "broken.md"), 0);
    assert_int_equal(mkfifoat(box->fd, "pipe.md", 0666), 0);
    walk(box, "");
    assert_tree(box, "real/a.md|", "broken.md|file-link.md|folder-link|pipe.md|real/loop|self|");
    assert_contents(box);
}

static void test_a_start_that_is_a_link_is_passed(void **state)
{
    struct box *box = *state;

    put_file(box, "real/sub/a.md", STR("real/sub/a.md"));
    put_file(box, "file", STR(""));
    symlinkat("real", box->fd, "link");
    walk(box, "link");
    walk(box, "link/sub");
    walk(box, "file");
    walk(box, "..");
    walk(box, "real/../real");
    walk(box, "/");
    assert_int_equal(box->tree.files.n, 0);
    assert_int_equal(box->tree.passed.n, 6);
}

static void test_hostile_names(void **state)
{
    struct box *box = *state;
    char longest[256];

    memset(longest, 'n', 255);
    longest[255] = '\0';
    put_file(box, "new\nline.md", STR("new\nline.md"));
    put_file(box, "bad\xff\xc3.md", STR("bad\xff\xc3.md"));
    put_file(box, "-rf", STR("-rf"));
    put_file(box, "%s%n", STR("%s%n"));
    put_file(box, "...", STR("..."));
    put_file(box, longest, str_from(longest));
    put_file(box, "fol\nder/\xff", STR("fol\nder/\xff"));
    walk(box, "");
    assert_int_equal(box->tree.files.n, 7);
    assert_contents(box);
}

/* Makes folders d/d/… and puts a file into each. */
static void make_chain(struct box *box, int depth)
{
    int fd = openat(box->fd, ".", O_RDONLY | O_DIRECTORY);

    for (int i = 0; i < depth; i++) {
        int next;

        assert_int_equal(mkdirat(fd, "d", 0777), 0);
        next = openat(fd, "d", O_RDONLY | O_DIRECTORY);
        close(fd);
        fd = next;
        close(openat(fd, "f", O_WRONLY | O_CREAT, 0666));
    }
    close(fd);
}

static void test_depth_is_limited(void **state)
{
    struct box *box = *state;

    make_chain(box, LIMIT_FOLDER_DEPTH + 3);
    walk(box, "");
    assert_int_equal(box->tree.files.n, LIMIT_FOLDER_DEPTH);
    assert_int_equal(box->tree.passed.n, 1);
    assert_int_equal(box->tree.passed.at[0].path.n, 2 * LIMIT_FOLDER_DEPTH + 1);
}

static void test_more_folders_than_are_kept_open(void **state)
{
    enum { FOLDERS = LIMIT_OPEN_FOLDERS + 44 };
    struct box *box = *state;
    size_t before, open = 0;

    for (int i = 0; i < FOLDERS; i++) {
        char name[40];
        int fd;

        snprintf(name, sizeof name, "f%03d", i);
        put_folder(box, name);
        snprintf(name, sizeof name, "f%03d/in", i);
        put_folder(box, name);
        snprintf(name, sizeof name, "f%03d/in/a.md", i);
        fd = openat(box->fd, name, O_WRONLY | O_CREAT, 0666);
        assert_int_equal(write(fd, name, strlen(name)), strlen(name));
        close(fd);
    }
    before = count_descriptors();
    walk(box, "");
    assert_int_equal(box->tree.files.n, FOLDERS);
    assert_int_equal(box->tree.folders.n, 2 * FOLDERS + 1);
    for (size_t i = 0; i < box->tree.folders.n; i++)
        open += box->tree.folders.at[i].fd >= 0;
    assert_int_equal(open, LIMIT_OPEN_FOLDERS);
    assert_int_equal(count_descriptors(), before + LIMIT_OPEN_FOLDERS);
    assert_contents(box);
    fs_close(&box->tree);
    assert_int_equal(count_descriptors(), before);
}

static void test_few_descriptors_allowed(void **state)
{
    struct box *box = *state;
    struct rlimit old, low;
    int unreadable = 0;

    for (int c = 'a'; c <= 'z'; c++) {
        char name[] = {(char)c, '/', 'x', '\0'};

        put_file(box, name, str_from(name));
    }
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
    low = old;
    low.rlim_cur = count_descriptors() + 10;
    setrlimit(RLIMIT_NOFILE, &low);
    walk(box, "");
    for (size_t i = 0; i < box->tree.files.n; i++)
        unreadable += fs_tree_read(&box->tree, &box->tree.files.at[i], 100, &box->buf, &box->err) != 0;
    setrlimit(RLIMIT_NOFILE, &old);
    assert_int_equal(box->tree.files.n + box->tree.passed.n, 26); /* nothing is lost in silence */
    assert_true(unreadable == 0 || box->err.kind == ERR_SYSTEM);
}

static void test_unreadable_files_and_folders(void **state)
{
    struct box *box = *state;

    if (geteuid() == 0)
        unit_skip("root may read everything");
    put_file(box, "a.md", STR("x"));
    put_file(box, "closed/b.md", STR("x"));
    fchmodat(box->fd, "a.md", 0, 0);
    fchmodat(box->fd, "closed", 0, 0);
    walk(box, "");
    assert_tree(box, "a.md|", "closed|");
    assert_int_equal(fs_tree_read(&box->tree, &box->tree.files.at[0], 100, &box->buf, &box->err), -1);
    assert_int_equal(box->err.kind, ERR_SYSTEM);
    assert_string_equal(box->err.message, "cannot read \"a.md\": permission denied");
    fchmodat(box->fd, "closed", 0700, 0);
}

/* ---- reading ---- */

static void test_what_changed_since_the_walk_is_not_followed(void **state)
{
    struct box *box = *state;

    put_file(box, "a/file", STR("a/file"));
    put_file(box, "b/file", STR("b/file"));
    put_file(box, "c/file", STR("c/file"));
    put_file(box, "secret", STR("secret"));
    walk(box, "");
    assert_tree(box, "a/file|b/file|c/file|secret|", "");
    close_folders(box);
    unlinkat(box->fd, "a/file", 0);
    symlinkat("../secret", box->fd, "a/file");
    renameat(box->fd, "b", box->fd, "moved");
    symlinkat("moved", box->fd, "b");
    unlinkat(box->fd, "c/file", 0);
    mkfifoat(box->fd, "c/file", 0666);
    assert_int_equal(fs_tree_read(&box->tree, &box->tree.files.at[0], 100, &box->buf, &box->err), -1);
    assert_string_equal(box->err.message,
                        "cannot read \"a/file\": it is a symbolic link, which is not followed");
    assert_int_equal(fs_tree_read(&box->tree, &box->tree.files.at[1], 100, &box->buf, &box->err), -1);
    assert_int_equal(box->buf.n, 0);
    fs_tree_read(&box->tree, &box->tree.files.at[2], 100, &box->buf, &box->err); /* does not hang */
    assert_int_equal(box->buf.n, 0);
}

static void test_limits_of_reading(void **state)
{
    static const struct {
        size_t size, limit;
        const char *message; /* NULL: it is read */
    } rows[] = {
        {0, 0, NULL},
        {1, 0, "\"f\" is larger than 0 bytes"},
        {100, 100, NULL},
        {101, 100, "\"f\" is larger than 100 bytes"},
        {65535, 65536, NULL},
        {65536, 65536, NULL},
        {65537, 65536, "\"f\" is larger than 64 KiB"},
        {65536, LIMIT_FILE, NULL},
        {65537, LIMIT_FILE, NULL},
        {1000000, LIMIT_FILE, NULL},
        {LIMIT_FILE, LIMIT_FILE, NULL},
        {LIMIT_FILE + 1, LIMIT_FILE, "\"f\" is larger than 4 MiB"},
        {3 * (size_t)LIMIT_FILE, LIMIT_FILE, "\"f\" is larger than 4 MiB"},
    };
    struct box *box = *state;
    struct buf content = {0};

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fs_tree tree = {.arena = &box->arena, .root = box->fd};

        buf_reset(&content);
        for (size_t k = 0; k < rows[i].size; k++)
            buf_putc(&content, (char)(k % 251));
        put_file(box, "f", buf_str(&content));
        fs_walk(&tree, STR(""), accept_all, NULL);
        for (int by_name = 0; by_name < 2; by_name++) {
            int status = by_name
                             ? fs_read(box->fd, "f", rows[i].limit, &box->buf, &box->err)
                             : fs_tree_read(&tree, &tree.files.at[0], rows[i].limit, &box->buf, &box->err);

            assert_int_equal(status, rows[i].message ? -1 : 0);
            if (rows[i].message) {
                assert_string_equal(box->err.message, rows[i].message);
                assert_int_equal(box->err.kind, ERR_SYSTEM);
                assert_true(box->buf.n <= rows[i].limit + 1);
            } else {
                assert_true(str_equal(buf_str(&box->buf), buf_str(&content)));
            }
        }
        fs_close(&tree);
        unlinkat(box->fd, "f", 0);
        buf_free(&box->buf);
    }
    buf_free(&content);
}

static void test_reading_by_name(void **state)
{
    static const struct {
        const char *name;
        enum err_kind kind;
    } rows[] = {
        {"missing", ERR_NOT_FOUND},
        {"folder/missing", ERR_NOT_FOUND},
        {"missing/a", ERR_NOT_FOUND},
        {"folder", ERR_SYSTEM},
        {"pipe", ERR_SYSTEM},
        {"link", ERR_SYSTEM},
        {"link-folder/a", ERR_NOT_FOUND},
        {"../a", ERR_SYSTEM},
        {"folder/..", ERR_SYSTEM},
        {"folder/../folder/a", ERR_SYSTEM},
        {"folder//a", ERR_SYSTEM},
        {"/", ERR_SYSTEM},
        {"", ERR_SYSTEM},
        {"folder/a/", ERR_SYSTEM},
    };
    struct box *box = *state;

    put_file(box, "folder/a", STR("hello"));
    symlinkat("folder/a", box->fd, "link");
    symlinkat("folder", box->fd, "link-folder");
    mkfifoat(box->fd, "pipe", 0666);
    assert_int_equal(fs_read(box->fd, "folder/a", 10, &box->buf, &box->err), 0);
    assert_true(str_equal(buf_str(&box->buf), STR("hello")));
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(fs_read(box->fd, rows[i].name, 10, &box->buf, &box->err), -1);
        assert_int_equal(box->buf.n, 0);
        if (box->err.kind != rows[i].kind)
            fail_msg("\"%s\": %s", rows[i].name, box->err.message);
    }
}

static void test_a_path_of_the_users_own(void **state)
{
    struct box *box = *state;
    struct buf path = {0};

    put_file(box, "folder/a", STR("hello"));
    symlinkat("folder", box->fd, "link-folder");
    buf_printf(&path, "%s/link-folder/../folder/a%c", box->path, 0);
    assert_int_equal(fs_read(AT_FDCWD, path.p, 10, &box->buf, &box->err), 0);
    assert_true(fs_exists(AT_FDCWD, path.p));
    buf_free(&path);
}

static void test_existing(void **state)
{
    struct box *box = *state;

    put_file(box, "folder/a", STR(""));
    symlinkat("nowhere", box->fd, "broken");
    symlinkat("folder", box->fd, "link");
    assert_true(fs_exists(box->fd, "folder"));
    assert_true(fs_exists(box->fd, "folder/a"));
    assert_true(fs_exists(box->fd, "broken"));
    assert_false(fs_exists(box->fd, "nowhere"));
    assert_false(fs_exists(box->fd, "link/a"));
    assert_false(fs_exists(box->fd, ".."));
}

static void test_opening_folders(void **state)
{
    struct box *box = *state;
    struct buf path = {0};

    put_file(box, "a", STR(""));
    buf_printf(&path, "%s/a%c", box->path, 0);
    assert_int_equal(fs_open_folder(path.p, &box->err), -1);
    assert_int_equal(box->err.kind, ERR_NOT_FOUND);
    assert_int_equal(fs_open_folder("", &box->err), -1);
    buf_free(&path);
}

/* ---- making ---- */

static void test_creating_overwrites_nothing(void **state)
{
    struct box *box = *state;
    bool made = true;

    put_file(box, "a/b/c.md", STR("first"));
    assert_int_equal(fs_create(box->fd, "a/b/c.md", STR("second"), &made, &box->err), 0);
    assert_false(made);
    symlinkat("nowhere", box->fd, "broken");
    made = true;
    assert_int_equal(fs_create(box->fd, "broken", STR("second"), &made, &box->err), 0);
    assert_false(made);
    assert_false(fs_exists(box->fd, "nowhere"));
    made = true;
    assert_int_equal(fs_create(box->fd, "a/b", STR("second"), &made, &box->err), 0);
    assert_false(made);
    fs_read(box->fd, "a/b/c.md", 100, &box->buf, &box->err);
    assert_true(str_equal(buf_str(&box->buf), STR("first")));
    walk(box, "");
    assert_tree(box, "a/b/c.md|", "broken|"); /* no temporary file stays */
}

static void test_creating_refuses(void **state)
{
    static const char *const names[] = {"link/new", "file/new", "../new", "a/../new", "a//new",
                                        "/new",     "",         "a/",     ".",        "a/.."};
    struct box *box = *state;
    bool made = true;

    put_file(box, "file", STR(""));
    put_folder(box, "real");
    symlinkat("real", box->fd, "link");
    for (size_t i = 0; i < COUNT(names); i++) {
        assert_int_equal(fs_create(box->fd, names[i], STR("x"), &made, &box->err), -1);
        assert_true(made); /* untouched */
    }
    fs_create(box->fd, names[0], STR("x"), &made, &box->err);
    assert_non_null(strstr(box->err.message, "cannot write \"link/new\""));
    assert_false(fs_exists(box->fd, "real/new"));
}

static void test_creating_beside_a_left_over(void **state)
{
    struct box *box = *state;
    char name[64];
    int fd;

    snprintf(name, sizeof name, ".infoview-%ld-0.tmp", (long)getpid());
    fd = openat(box->fd, name, O_WRONLY | O_CREAT, 0666);
    assert_int_equal(write(fd, "left over", 9), 9);
    close(fd);
    put_file(box, "new", STR("new"));
    fs_read(box->fd, name, 100, &box->buf, &box->err);
    assert_true(str_equal(buf_str(&box->buf), STR("left over")));
}

/* What stands in for a link where the file system has none. */
static void test_renaming_overwrites_nothing(void **state)
{
    struct box *box = *state;

    put_file(box, "a", STR("a"));
    put_file(box, "b", STR("b"));
    assert_int_equal(os_rename_new(box->fd, "a", "b"), -1);
    assert_int_equal(errno, EEXIST);
    assert_int_equal(os_rename_new(box->fd, "missing", "c"), -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(os_rename_new(box->fd, "a", "c"), 0);
    walk(box, "");
    assert_tree(box, "b|c|", "");
}

static void test_creating_without_room(void **state)
{
    struct box *box = *state;
    struct buf bytes = {0};
    pid_t child;
    int status;

    buf_repeat(&bytes, 'x', 100000);
    fflush(stdout);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const struct rlimit small = {50000,
                                     50000}; /* stands in for a full disk: a short write, then an error */
        bool made = false;

        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &small);
        _exit(fs_create(box->fd, "big", buf_str(&bytes), &made, &box->err) == -1 && !made &&
                      box->err.kind == ERR_SYSTEM
                  ? 0
                  : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    walk(box, "");
    assert_tree(box, "", "");
    buf_free(&bytes);
}

static void test_creating_by_a_path_of_the_users_own(void **state)
{
    struct box *box = *state;
    struct buf path = {0};
    bool made = false;

    put_folder(box, "real");
    symlinkat("real", box->fd, "link");
    buf_printf(&path, "%s/link/new/file%c", box->path, 0);
    assert_int_equal(fs_create(AT_FDCWD, path.p, STR("x"), &made, &box->err), 0);
    assert_true(made);
    assert_true(fs_exists(box->fd, "real/new/file"));
    buf_free(&path);
}

static void test_making_folders(void **state)
{
    static const struct {
        const char *name;
        int status;
    } rows[] = {
        {"a", 0},      {"a", 0},     {"b/c/d", 0},   {"b//c/e/", 0},
        {"link/x", 0}, {"file", -1}, {"file/x", -1}, {"broken/x", -1},
    };
    struct box *box = *state;

    put_file(box, "file", STR(""));
    put_folder(box, "real");
    symlinkat("real", box->fd, "link");
    symlinkat("nowhere", box->fd, "broken");
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf path = {0};

        buf_printf(&path, "%s/%s%c", box->path, rows[i].name, 0);
        assert_int_equal(fs_make_folders(path.p, &box->err), rows[i].status);
        buf_free(&path);
    }
    assert_true(fs_exists(box->fd, "b/c/d"));
    assert_true(fs_exists(box->fd, "b/c/e"));
    assert_true(fs_exists(box->fd, "real/x"));
    assert_int_equal(fs_make_folders("/", &box->err), 0);
    assert_int_equal(fs_make_folders(".", &box->err), 0);
}

static void test_no_descriptor_is_lost(void **state)
{
    struct box *box = *state;
    size_t before = count_descriptors();
    bool made;

    put_file(box, "a/b/c", STR("a/b/c"));
    fs_create(box->fd, "a/b/c", STR(""), &made, &box->err);
    fs_create(box->fd, "a/b/c/d", STR(""), &made, &box->err);
    fs_read(box->fd, "a/b/c", 1, &box->buf, &box->err);
    fs_read(box->fd, "a/b", 1, &box->buf, &box->err);
    fs_read(box->fd, "a/x/c", 1, &box->buf, &box->err);
    fs_exists(box->fd, "a/b/c");
    walk(box, "");
    assert_contents(box);
    close_folders(box);
    assert_contents(box);
    assert_int_equal(count_descriptors(), before);
}

#define box_test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        box_test(test_a_walk_finds_files_in_order),
        box_test(test_walks_add_up),
        box_test(test_walks_are_joined),
        box_test(test_a_filter_is_asked_with_the_kind),
        box_test(test_links_and_special_files_are_passed),
        box_test(test_a_start_that_is_a_link_is_passed),
        box_test(test_hostile_names),
        box_test(test_depth_is_limited),
        box_test(test_more_folders_than_are_kept_open),
        box_test(test_few_descriptors_allowed),
        box_test(test_unreadable_files_and_folders),
        box_test(test_what_changed_since_the_walk_is_not_followed),
        box_test(test_limits_of_reading),
        box_test(test_reading_by_name),
        box_test(test_a_path_of_the_users_own),
        box_test(test_existing),
        box_test(test_opening_folders),
        box_test(test_creating_overwrites_nothing),
        box_test(test_creating_refuses),
        box_test(test_creating_beside_a_left_over),
        box_test(test_renaming_overwrites_nothing),
        box_test(test_creating_without_room),
        box_test(test_creating_by_a_path_of_the_users_own),
        box_test(test_making_folders),
        box_test(test_no_descriptor_is_lost),
    };
    return unit_run(tests);
}
