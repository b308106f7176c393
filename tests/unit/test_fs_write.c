#include "base/fs.h"

#include "vault_fixture.h"

#include <signal.h>
#include <sys/wait.h>

static void assert_bytes(const struct fixture *fixture, const char *path, const char *bytes)
{
    struct buf found = {0};
    struct err err = {0};

    if (fs_read(fixture->fd, path, 1 << 20, &found, &err))
        fail_msg("%s", err.message);
    assert_str(buf_str(&found), bytes);
    buf_free(&found);
}

static bool all(void *context, struct str name, bool is_folder)
{
    (void)context;
    (void)name;
    (void)is_folder;
    return true;
}

/* No temporary file is left in the folder. */
static void assert_only(const struct fixture *fixture, const char *folder, uint32_t count)
{
    struct arena arena = {0};
    struct fs_tree tree = {.arena = &arena, .root = fixture->fd};

    fs_walk(&tree, str_from(folder), all, NULL);
    assert_int_equal(tree.files.n, count);
    fs_close(&tree);
    arena_free(&arena);
}

static void test_replace(void **state)
{
    struct fixture *fixture = *state;
    struct stat before, after;
    struct err err = {0};

    fixture_write(fixture, "a/b.md", STR("old"));
    assert_int_equal(fchmodat(fixture->fd, "a/b.md", 0640, 0), 0);
    assert_int_equal(fstatat(fixture->fd, "a/b.md", &before, 0), 0);
    assert_int_equal(fs_replace(fixture->fd, "a/b.md", STR("old"), STR("new\n"), &err), 0);
    assert_bytes(fixture, "a/b.md", "new\n");
    assert_int_equal(fstatat(fixture->fd, "a/b.md", &after, 0), 0);
    assert_int_equal(after.st_mode, before.st_mode);
    assert_int_equal(after.st_uid, before.st_uid);
    assert_only(fixture, "a", 1);
    assert_int_equal(fs_replace(fixture->fd, "a/b.md", STR("new\n"), STR(""), &err), 0);
    assert_bytes(fixture, "a/b.md", "");
}

/* What is not as it was looked at stays: changed, longer, shorter, gone, a link, a folder. */
static void test_replace_refuses(void **state)
{
    static const char *const others[] = {"other", "older", "ol", ""};
    struct fixture *fixture = *state;
    struct err err = {0};

    for (size_t i = 0; i < COUNT(others); i++) {
        fixture_write(fixture, "a/b.md", str_from(others[i]));
        assert_int_equal(fs_replace(fixture->fd, "a/b.md", STR("old"), STR("new"), &err), -1);
        assert_int_equal(err.kind, ERR_CONFLICT);
        assert_bytes(fixture, "a/b.md", others[i]);
        assert_only(fixture, "a", 1);
    }
    assert_int_equal(fs_replace(fixture->fd, "a/none.md", STR(""), STR("new"), &err), -1);
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_int_equal(symlinkat("b.md", fixture->fd, "a/link.md"), 0);
    assert_int_equal(fs_replace(fixture->fd, "a/link.md", STR(""), STR("new"), &err), -1);
    assert_bytes(fixture, "a/b.md", "");
    assert_int_equal(fs_replace(fixture->fd, "a", STR(""), STR("new"), &err), -1);
    assert_int_equal(fs_replace(fixture->fd, "../b.md", STR(""), STR("new"), &err), -1);
    assert_int_equal(unlinkat(fixture->fd, "a/link.md", 0), 0);
    assert_only(fixture, "a", 1);
}

static void test_remove(void **state)
{
    struct fixture *fixture = *state;
    struct err err = {0};

    fixture_write(fixture, "a/b.md", STR("old"));
    assert_int_equal(fs_remove(fixture->fd, "a/b.md", STR("other"), &err), -1);
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_bytes(fixture, "a/b.md", "old");
    assert_int_equal(fs_remove(fixture->fd, "a/b.md", STR("old"), &err), 0);
    assert_only(fixture, "a", 0);
    assert_int_equal(fs_remove(fixture->fd, "a/b.md", STR("old"), &err), -1);
    assert_int_equal(err.kind, ERR_CONFLICT);
}

/* Somebody writes the file again and again, as editors do: either we take what we looked at, or nothing. */
static void test_replace_beside_an_editor(void **state)
{
    enum { ROUNDS = 400 };
    struct fixture *fixture = *state;
    int replaced = 0, kept = 0;
    pid_t editor;

    fixture_write(fixture, "a/b.md", STR("theirs 0"));
    editor = fork();
    if (editor == 0) {
        for (int i = 1;; i++) {
            char text[32];

            snprintf(text, sizeof text, "theirs %d", i);
            fixture_write(fixture, "a/edit.tmp", str_from(text));
            renameat(fixture->fd, "a/edit.tmp", fixture->fd, "a/b.md");
        }
    }
    for (int i = 0; i < ROUNDS; i++) {
        struct buf before = {0};
        struct err err = {0};

        if (fs_read(fixture->fd, "a/b.md", 1 << 20, &before, &err))
            fail_msg("%s", err.message);
        if (fs_replace(fixture->fd, "a/b.md", buf_str(&before), STR("ours"), &err) == 0)
            replaced++;
        else if (err.kind == ERR_CONFLICT)
            kept++;
        else
            fail_msg("%s", err.message);
        buf_free(&before);
    }
    kill(editor, SIGKILL);
    waitpid(editor, NULL, 0);
    assert_int_equal(replaced + kept, ROUNDS);
}

/* Whether a file was taken to be new or not changes how it is looked at, never what comes of it. */
static void test_stage(void **state)
{
    static const struct {
        const char *before; /* NULL: nothing is there */
        bool is_trial;
        enum fs_staged done;
        const char *after, *temporary; /* NULL: it is not there */
    } cases[] = {
        {NULL, false, FS_STAGED_NEW, "page", NULL},    {NULL, true, FS_STAGED_NEW, NULL, NULL},
        {"page", false, FS_STAGED_SAME, "page", NULL}, {"old", false, FS_STAGED_CHANGED, "old", "page"},
        {"old", true, FS_STAGED_CHANGED, "old", NULL}, {"pages", false, FS_STAGED_CHANGED, "pages", "page"},
    };
    struct fixture *fixture = *state;
    struct buf scratch = {0};

    for (size_t i = 0; i < 2 * COUNT(cases); i++) {
        struct fs_stage stage = {"a", "b", STR("page"), cases[i / 2].is_trial, i % 2};
        enum fs_staged done;
        struct err err = {0};

        unlinkat(fixture->fd, "a", 0);
        unlinkat(fixture->fd, "b", 0);
        if (cases[i / 2].before)
            fixture_write(fixture, "a", str_from(cases[i / 2].before));
        assert_int_equal(fs_stage(fixture->fd, &stage, &scratch, &done, &err), 0);
        assert_int_equal(done, cases[i / 2].done);
        assert_int_equal(fs_exists(fixture->fd, "a"), cases[i / 2].after != NULL);
        assert_int_equal(fs_exists(fixture->fd, "b"), cases[i / 2].temporary != NULL);
        if (cases[i / 2].after)
            assert_bytes(fixture, "a", cases[i / 2].after);
        if (cases[i / 2].temporary)
            assert_bytes(fixture, "b", cases[i / 2].temporary);
    }
    unlinkat(fixture->fd, "a", 0);
    buf_free(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stage),
        cmocka_unit_test(test_replace),
        cmocka_unit_test(test_replace_refuses),
        cmocka_unit_test(test_remove),
        cmocka_unit_test(test_replace_beside_an_editor),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
