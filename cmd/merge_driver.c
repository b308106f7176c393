#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "cmd.h"
#include "vault/merge.h"

static const struct opt options[] = {
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* The words that git gives: %O %A %B %L %P. */
enum { WORD_BASE, WORD_OURS, WORD_THEIRS, WORD_MARKER_SIZE, WORD_PATH, WORDS };

static bool read_version(struct app *app, const char *path, struct str *bytes)
{
    struct buf text = {0};
    struct err err = {0};
    bool is_read = fs_read(AT_FDCWD, path, LIMIT_FILE, &text, &err) == 0;

    if (is_read)
        *bytes = str_copy(&app->arena, buf_str(&text));
    else
        app_fail(app, STATUS_CANNOT, "%s", err.message);
    buf_free(&text);
    return is_read;
}

/* Where there is no common version, git gives an empty file. */
static bool read_versions(struct app *app, char **argv, struct merge *merge)
{
    if (!read_version(app, argv[WORD_BASE], &merge->base) ||
        !read_version(app, argv[WORD_OURS], &merge->ours) ||
        !read_version(app, argv[WORD_THEIRS], &merge->theirs))
        return false;
    merge->has_base = merge->base.n > 0;
    merge->path = str_from(argv[WORD_PATH]);
    return true;
}

static int write_result(struct app *app, const char *path, struct str bytes)
{
    struct err err = {0};
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW);
    bool is_written = fd >= 0 && app_write(fd, bytes);

    if (!is_written)
        err_errno(&err, errno, "cannot write '%s'", path);
    if (fd >= 0)
        close(fd);
    return is_written ? STATUS_DONE : app_fail(app, STATUS_CANNOT, "%s", err.message);
}

static void say_kept(struct app *app, const struct merge *merge)
{
    for (uint32_t i = 0; i < merge->kept_count; i++) {
        const struct unite_kept *kept = &merge->kept[i];

        if (kept->key.n)
            app_say(app, "%.*s: both changed %.*s: it is '%.*s' now, and '%.*s' stands under conflicts",
                    STR_ARGS(merge->path), STR_ARGS(kept->key), STR_ARGS(kept->kept), STR_ARGS(kept->other));
        else
            app_say(app, "%.*s: both changed a text, and both versions of it stand there now",
                    STR_ARGS(merge->path));
    }
}

static int run(struct app *app, int argc, char **argv)
{
    struct merge merge = {.arena = &app->arena};

    argc = opt_parse(app, &command_merge_driver, argc, argv, NULL);
    if (argc < 0)
        return app->status;
    if (argc != WORDS)
        return app_fail(
            app, STATUS_USAGE,
            "git gives five words: %%O %%A %%B %%L %%P\ngit config merge.infoview.driver 'infoview "
            "merge-driver %%O %%A %%B %%L %%P'");
    if (!read_versions(app, argv, &merge))
        return STATUS_CANNOT;
    if (!merge_run(&merge))
        return app_fail(app, STATUS_NEEDS_YOU,
                        "%.*s: %.*s\nour version was left as it is; 'git show :3:./%.*s' shows theirs",
                        STR_ARGS(merge.path), STR_ARGS(merge.problem.message), STR_ARGS(merge.path));
    say_kept(app, &merge);
    return write_result(app, argv[WORD_OURS], merge.result);
}

const struct command command_merge_driver = {
    .name = "merge-driver",
    .group = "Plumbing",
    .words = "FILE…",
    .about = "merge two versions of a file for git, by meaning",
    .examples = "infoview merge-driver %O %A %B %L %P\n",
    .options = options,
    .run = run,
};
