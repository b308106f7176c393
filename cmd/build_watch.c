#include "build.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/watch.h"

/*
 * A change begins a burst (an editor's save is up to six of them, a checkout thousands), which is over when nothing has
 * changed for QUIET_MS, or is taken as it is after MOST_MS. The day is looked at when it should end, and
 * every LOOK_MS in case the machine slept.
 */
enum { QUIET_MS = 100, MOST_MS = 1000, LOOK_MS = 60 * 1000 };

struct watching {
    struct app *app;
    const struct build_options *options;
    struct watch watch;
    struct buf output, path; /* the output folder; a path in the making */
};

/* ---- what is looked at */

static bool is_same_folder(const char *a, const char *b)
{
    struct stat one, other;

    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

/* The path of a folder of the vault, or of a name in it, in w->path. */
static struct str path_of(struct watching *w, struct str folder)
{
    struct str root = w->app->vault_path;

    buf_reset(&w->path);
    buf_put(&w->path, root);
    if (folder.n)
        buf_puts(&w->path, "/");
    buf_put(&w->path, folder);
    buf_putc(&w->path, '\0');
    return str_slice(buf_str(&w->path), 0, w->path.n - 1);
}

static bool is_output(struct watching *w, struct str folder)
{
    return folder.n && is_same_folder(path_of(w, folder).p, w->output.p);
}

/* Adds a folder and those above it: where one is not there yet, it is told of by the one above. */
static int add_chain(struct watching *w, struct str folder, bool *is_new, struct err *err)
{
    for (size_t to = 0; to <= folder.n; to++) {
        struct str above = str_slice(folder, 0, to);

        if ((to == 0 || to == folder.n || folder.p[to] == '/') &&
            watch_add(&w->watch, path_of(w, above), is_new, err) != 0)
            return -1;
        if (!folder.n)
            break;
    }
    return 0;
}

/* Adds what a walk found, but not the output folder, nor what lies in it. */
static int add_tree(struct watching *w, const struct fs_tree *tree, bool *is_new, struct err *err)
{
    struct arena scratch = {0};
    bool *is_ours = arena_array(&scratch, (size_t)tree->folders.n + 1, sizeof *is_ours);
    int status = 0;

    for (uint32_t i = 0; i < tree->folders.n && status == 0; i++) {
        const struct fs_folder *folder = &tree->folders.at[i];

        is_ours[i] = (folder->above != i && is_ours[folder->above]) || is_output(w, folder->path);
        if (!is_ours[i])
            status = watch_add(&w->watch, path_of(w, folder->path), is_new, err);
    }
    arena_free(&scratch);
    return status;
}

/* Adds every folder that the vault is read from by now. */
static int add_all(struct watching *w, bool *is_new, struct err *err)
{
    struct vault vault = {0};
    int status = vault_list(&vault, w->app->vault_path.p, err);

    if (status == 0) {
        buf_reset(&w->output);
        build_put_folder(w->app, w->options, &vault.settings, &w->output);
        status = add_chain(w, (struct str){0}, is_new, err);
    }
    for (int kind = 0; kind < (int)KIND_FOLDERS && status == 0; kind++)
        status = add_chain(w, settings_folder(&vault.settings, (enum kind)kind), is_new, err);
    if (status == 0)
        status = add_tree(w, &vault.tree, is_new, err);
    vault_close(&vault);
    return status;
}

/*
 * Comes before each reading. What is made in a folder between the listing of it and looking at it would be missed: so until
 * a listing has shown nothing new.
 */
static int look(struct watching *w)
{
    struct app *app = w->app;
    struct err err = {0};
    bool is_new;

    do {
        is_new = false;
        if (add_all(w, &is_new, &err) != 0)
            return app_fail(
                app, STATUS_CANNOT,
                err.kind == ERR_NOT_FOUND
                    ? "the vault's folder is gone: %s"
                    : "cannot watch: %s\n"
                      "the system's settings fs.inotify.* say how much it looks at; without --watch "
                      "the site is built once",
                err.message);
    } while (is_new);
    watch_settle(&w->watch);
    return 0;
}

/* ---- waiting */

/* Names with a dot are nobody's records: git's, an editor's, and those of a command of ours that writes. */
static bool matters(void *context, struct str folder, struct str name)
{
    struct watching *w = context;
    struct buf path = {0};
    bool is_ours;

    if (str_starts(name, STR(".")))
        return false;
    buf_printf(&path, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(name));
    buf_putc(&path, '\0');
    is_ours = is_same_folder(path.p, w->output.p);
    buf_free(&path);
    return !is_ours;
}

static long now_ms(void)
{
    struct timespec time = {0};

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Waits so long for a change; whether there was one that matters. Where nobody reads any more what is printed, that is the end. */
static bool wait_for(struct watching *w, long milliseconds, struct err *err)
{
    struct pollfd of[] = {{w->watch.fd, POLLIN, 0}, {STDOUT_FILENO, 0, 0}, {STDERR_FILENO, 0, 0}};
    bool has_changed = false;

    if (poll(of, sizeof of / sizeof of[0], milliseconds > 0 ? (int)milliseconds : 0) < 0) {
        if (errno != EINTR)
            err_errno(err, errno, "cannot wait");
        return false;
    }
    if (of[1].revents || of[2].revents)
        app_end_unread();
    if (of[0].revents)
        watch_read(&w->watch, matters, w, &has_changed, err);
    return has_changed;
}

/* Waits until the burst is over. */
static void settle(struct watching *w, struct err *err)
{
    long end = now_ms() + MOST_MS, quiet = now_ms() + QUIET_MS;

    while (!err->kind && now_ms() < quiet && now_ms() < end)
        if (wait_for(w, (quiet < end ? quiet : end) - now_ms(), err))
            quiet = now_ms() + QUIET_MS;
}

/* Whether another day has begun, which is today then, unless the day was given. */
static bool is_tomorrow(struct app *app, long *left)
{
    int seconds = LOOK_MS / 1000;
    int32_t today = app->is_pinned ? app->today : app_local_today(&seconds);
    bool has_begun = today && today != app->today;

    *left = seconds * 1000L < LOOK_MS ? seconds * 1000L : LOOK_MS;
    app->today = today ? today : app->today;
    return has_begun;
}

/* Waits for something to do; 0 or STATUS_CANNOT, said. */
static int await(struct watching *w)
{
    struct err err = {0};
    long left;

    while (!err.kind && !is_tomorrow(w->app, &left))
        if (wait_for(w, left, &err)) {
            settle(w, &err);
            break;
        }
    return err.kind ? app_fail(w->app, STATUS_CANNOT, "%s", err.message) : 0;
}

/* ---- again and again */

/* Each build is a run of its own: what it takes is given back at its end. */
static int build_again(struct app *app, struct build_run *run)
{
    struct arena kept = app->arena;
    struct anon anon = {0};
    int status;

    app->arena = (struct arena){0};
    status = build_open(app, run->options, &anon);
    run->is_mendable = status && run->is_again;
    if (!status)
        status = build_once(app, run);
    app_flush(app);
    build_close(app, &anon);
    arena_free(&app->arena);
    app->arena = kept;
    return status;
}

static int watch(struct watching *w)
{
    struct build_run run = {.options = w->options};
    bool is_first = true;
    int status;

    for (;;) {
        status = look(w);
        if (status)
            return status;
        status = build_again(w->app, &run);
        if (status && is_first && !run.is_mendable)
            return status;
        if (is_first)
            app_say(w->app, "watching '%.*s'; Ctrl-C ends it", STR_ARGS(w->app->vault_path));
        is_first = false;
        status = await(w);
        if (status)
            return status;
    }
}

int build_watch(struct app *app, const struct build_options *o)
{
    struct watching w = {.app = app, .options = o};
    struct err err = {0};
    int status = app_find_vault(app);

    if (status)
        return status;
    if (watch_open(&w.watch, &err) != 0)
        status = app_fail(app, STATUS_CANNOT, "cannot watch: %s\nwithout --watch the site is built once",
                          err.message);
    else
        status = watch(&w);
    watch_close(&w.watch);
    buf_free(&w.output);
    buf_free(&w.path);
    return status;
}
