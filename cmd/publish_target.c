#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ask.h"
#include "base/fs.h"
#include "gitenv.h"
#include "publish.h"
#include "repo/orphan.h"

struct publish_target {
    const char *file; /* NULL: a branch of a remote */
    struct str name;
    struct repo_orphan orphan;
    struct repo_environment environment;
    char *scratch; /* a folder of our own */
};

/* ---- a file */

/* Whether the file is one that was sealed, or empty: the beginning of the shell says so. */
static bool is_sealed(int fd)
{
    enum { LOOKED_AT = 16 * 1024 };
    static const struct str mark = {"type=\"application/octet-stream\" id=\"sealed\"", 43};
    struct buf start = {0};
    ssize_t got = read(fd, buf_room(&start, LOOKED_AT), LOOKED_AT);
    bool is_it;

    start.n = got > 0 ? (size_t)got : 0;
    is_it = got == 0 || (got > 0 && str_find(buf_str(&start), mark, 0) < start.n);
    buf_free(&start);
    return is_it;
}

/* A file that is something else stays. */
static int judge_file(struct app *app, const char *path)
{
    struct stat found;
    int fd, status = 0;

    if (!*path || str_ends(str_from(path), STR("/")) || str_equal(str_from(path), STR("-")))
        return app_fail(app, STATUS_USAGE, "-o needs the name of a file");
    if (lstat(path, &found) != 0)
        return errno == ENOENT ? 0
                               : app_fail(app, STATUS_CANNOT, "cannot write '%s': %s", path, strerror(errno));
    fd = S_ISREG(found.st_mode) ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (fd < 0 || !is_sealed(fd))
        status = app_fail(app, STATUS_USAGE,
                          "'%s' is there, and was not written by 'publish'\nname another file", path);
    if (fd >= 0)
        close(fd);
    return status;
}

/* ---- a remote */

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *place)
{
    (void)found;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

static char *make_scratch(struct app *app)
{
    const char *folder = getenv("TMPDIR");
    struct buf path = {0};
    char *made;

    buf_printf(&path, "%s/infoview-XXXXXX", folder && *folder == '/' ? folder : "/tmp");
    buf_putc(&path, '\0');
    made = mkdtemp(path.p);
    if (!made) {
        app_fail(app, STATUS_CANNOT, "cannot make the folder '%s': %s", path.p, strerror(errno));
        buf_free(&path);
    }
    return made; /* the buffer's memory */
}

static void drop_scratch(struct publish_target *target)
{
    enum { OPEN_FOLDERS = 16 };

    if (!target->scratch)
        return;
    nftw(target->scratch, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    free(target->scratch);
    target->scratch = NULL;
}

/* What nobody may overrule, and what --yes, or an answer, does. */
static int judge_remote(struct app *app, const struct repo_orphan *orphan, bool may)
{
    if (orphan->is_vault_branch)
        return app_fail(
            app, STATUS_CANNOT,
            "'%s' is a branch of the vault, which must not be overwritten\nname another with --branch",
            orphan->branch);
    if (may)
        return 0;
    if (orphan->holds_vault)
        return app_fail(app, STATUS_USAGE,
                        "'%.*s' also holds the vault itself, unsealed, or 'sync' would send it there\n"
                        "a place of its own is better; if only you can read there: --yes",
                        STR_ARGS(orphan->shown));
    if (orphan->has_unknown)
        return app_fail(
            app, STATUS_USAGE,
            "'%.*s' also holds branches that are not known here: the vault of another machine, perhaps\n"
            "a place of its own is better; if only you can read there: --yes",
            STR_ARGS(orphan->shown));
    if (orphan->is_something_else)
        return app_fail(app, STATUS_USAGE,
                        "the branch '%s' of '%.*s' holds something else, which would be gone\n"
                        "name another with --branch, or say --yes",
                        orphan->branch, STR_ARGS(orphan->shown));
    return 0;
}

/* A path is absolute, since git is run in another folder. */
static const char *remote_of(struct app *app, const char *word)
{
    struct stat found;
    char *whole = strchr(word, '/') && stat(word, &found) == 0 ? realpath(word, NULL) : NULL;
    const char *remote = whole ? str_copy(&app->arena, str_from(whole)).p : word;

    free(whole);
    return remote;
}

static int find_remote(struct app *app, const struct publish_options *o, struct publish_target *target)
{
    struct err err = {0};
    struct buf name = {0};
    char *folder = realpath(app->vault_path.p, NULL);

    if (!folder)
        return app_fail(app, STATUS_CANNOT, "cannot find the vault's folder: %s", strerror(errno));
    target->scratch = make_scratch(app);
    target->environment = gitenv_read();
    target->orphan = (struct repo_orphan){.arena = &app->arena,
                                          .environment = &target->environment,
                                          .folder = str_copy(&app->arena, str_from(folder)).p,
                                          .scratch = target->scratch,
                                          .remote = remote_of(app, o->remote),
                                          .branch = o->branch ? o->branch : "gh-pages",
                                          .wanted = VAULT_SETTINGS_FILE,
                                          .has_terminal = ask_is_possible(app)};
    free(folder);
    if (!target->scratch)
        return STATUS_CANNOT;
    if (repo_orphan_look(&target->orphan, &err) != 0) {
        struct str shown = target->orphan.shown.n ? target->orphan.shown : str_from(o->remote);

        return app_fail(app, err.kind == ERR_USAGE ? STATUS_USAGE : STATUS_CANNOT,
                        "cannot publish to '%.*s': %s\n%s", STR_ARGS(shown), err.message,
                        err.kind == ERR_USAGE ? "name a remote of the vault's repository, or an address"
                                              : "nothing was sent");
    }
    drop_scratch(target); /* what was fetched is plain text, and somebody may think long about a passphrase */
    buf_printf(&name, "%.*s, branch %s", STR_ARGS(target->orphan.shown), target->orphan.branch);
    target->name = str_copy(&app->arena, buf_str(&name));
    buf_free(&name);
    return judge_remote(app, &target->orphan, o->yes);
}

/* ---- both */

struct publish_target *publish_find(struct app *app, const struct publish_options *o, int *status)
{
    struct publish_target *target = arena_new(&app->arena, struct publish_target);

    target->file = o->file;
    target->name = str_from(o->file);
    *status = o->file ? judge_file(app, o->file) : find_remote(app, o, target);
    if (*status) {
        publish_end(target);
        return NULL;
    }
    return target;
}

struct str publish_name(const struct publish_target *target)
{
    return target->name;
}

static int send_page(struct app *app, struct publish_target *target, struct str page)
{
    const struct repo_orphan_file files[] = {{".nojekyll", {0}}, {"index.html", page}};
    struct err err = {0};

    target->scratch = make_scratch(app);
    if (!target->scratch)
        return STATUS_CANNOT;
    target->orphan.scratch = target->scratch;
    if (repo_orphan_push(&target->orphan, files, 2, &err) == 0)
        return 0;
    return app_fail(app, STATUS_CANNOT, "cannot publish to '%.*s': %s", STR_ARGS(target->name), err.message);
}

int publish_put(struct app *app, struct publish_target *target, struct str page)
{
    struct err err = {0};

    if (!target->file)
        return send_page(app, target, page);
    return fs_put_private(target->file, page, &err) == 0 ? 0
                                                         : app_fail(app, STATUS_CANNOT, "%s", err.message);
}

void publish_end(struct publish_target *target)
{
    if (target)
        drop_scratch(target);
}
