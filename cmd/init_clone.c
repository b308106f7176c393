#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "base/die.h"
#include "base/limits.h"
#include "gitenv.h"
#include "init.h"
#include "repo/driver.h"
#include "repo/look.h"

const char *init_clone_folder(struct arena *arena, const char *url)
{
    struct str name = str_from(url);
    size_t start;

    must(name.p);
    while (name.n && name.p[name.n - 1] == '/')
        name.n--;
    if (str_ends(name, STR("/.git")))
        name.n -= strlen("/.git");
    if (str_ends(name, STR(".git")))
        name.n -= strlen(".git");
    for (start = name.n; start > 0 && name.p[start - 1] != '/' && name.p[start - 1] != ':';)
        start--;
    name = str_skip(name, start);
    return str_equal(name, STR(".")) || str_equal(name, STR("..")) ? "" : str_copy(arena, name).p;
}

/* ---- whether it may */

struct names {
    unsigned count;
};

static bool count_name(void *context, struct str name, bool is_folder)
{
    struct names *names = context;

    (void)name;
    (void)is_folder;
    names->count++;
    return false;
}

static bool is_empty(const char *folder)
{
    struct arena scratch = {0};
    struct fs_tree tree = {.arena = &scratch};
    struct names names = {0};
    struct err ignored = {0};

    tree.root = fs_open_folder(folder, &ignored);
    if (tree.root < 0)
        return false;
    fs_walk(&tree, (struct str){0}, count_name, &names);
    fs_close(&tree);
    close(tree.root);
    arena_free(&scratch);
    return names.count == 0 && tree.passed.n == 0;
}

/* The nearest folder above that is there. */
static const char *existing_above(struct init *init)
{
    struct str folder = init->root;
    const char *path = "/";

    while (folder.n > 1) {
        do
            folder.n--;
        while (folder.n > 1 && folder.p[folder.n] != '/');
        path = str_copy(&init->app->arena, folder).p;
        if (access(path, F_OK) == 0)
            break;
    }
    return path;
}

/* A repository in a repository is in the history of neither. */
static int refuse_nested(struct init *init)
{
    struct app *app = init->app;
    struct repo_environment environment = gitenv_read();
    struct repo_look above = {.arena = &app->arena};
    struct err err = {0};

    if (repo_look(existing_above(init), &environment, &above, &err) != 0)
        return app_fail(app, STATUS_CANNOT, "%s", err.message);
    if (!above.root.n)
        return 0;
    return app_fail(app, STATUS_USAGE,
                    "'%s' lies in the git repository '%.*s', and a clone would be one in another\n"
                    "name a folder outside it; 'infoview init DIR' makes a vault as a part of it",
                    init->folder, STR_ARGS(above.root));
}

int init_clone_judge(struct init *init)
{
    struct app *app = init->app;
    bool is_there = access(init->root.p, F_OK) == 0;

    if (!repo_clone_url(&app->arena, init->url).n)
        return app_fail(app, STATUS_USAGE,
                        "'%s' is no address to clone from\n"
                        "name a repository as in: infoview init --clone git@example.org:jo/interviews.git",
                        init->url);
    if (repo_clone_is_begun(init->root.p))
        app_say(app, "an earlier clone was not ended in '%s': it goes on", init->folder);
    else if (is_there && !is_empty(init->root.p))
        return app_fail(app, STATUS_USAGE,
                        "'%s' is there, and not empty: nothing was done\n"
                        "name a new folder; in a vault 'infoview sync' brings in what is elsewhere",
                        init->folder);
    else
        return refuse_nested(init);
    return 0;
}

/* ---- what became of it */

static int stopped(struct init *init)
{
    const struct repo_clone *clone = &init->clone;

    return app_fail(init->app, STATUS_CANNOT,
                    "cannot clone '%.*s': %.*s\n%.*s\nwhat was begun stays in '%s/.git'",
                    STR_ARGS(clone->shown), STR_ARGS(clone->why), STR_ARGS(clone->advice), init->folder);
}

static int other(struct init *init)
{
    const struct repo_clone *clone = &init->clone;
    struct buf folder = {0}, branch = {0};
    int status;

    repo_clone_end(init->root.p);
    init_put_word(&folder, str_from(init->folder));
    init_put_word(&branch, clone->branch);
    status = app_fail(
        init->app, STATUS_NEEDS_YOU,
        "'%.*s' holds no vault: there is no " VAULT_SETTINGS_FILE " at the top of its branch '%.*s'\n"
        "it was fetched to '%s/.git', and nothing else was done; to make a vault among its files:\n"
        "git -C %.*s checkout %.*s && infoview init %.*s",
        STR_ARGS(clone->shown), STR_ARGS(clone->branch), init->folder, STR_ARGS(buf_str(&folder)),
        STR_ARGS(buf_str(&branch)), STR_ARGS(buf_str(&folder)));
    buf_free(&folder);
    buf_free(&branch);
    return status;
}

static int received(struct init *init, const struct repo_request *request)
{
    struct app *app = init->app;
    const struct repo_clone *clone = &init->clone;
    struct err err = {0};

    if (repo_driver_set(request, &err) != 0)
        return app_fail(app, STATUS_CANNOT,
                        "the vault is there, but git was not told how to merge: %s\n"
                        "'infoview doctor --fix' tells it",
                        err.message);
    repo_clone_end(init->root.p);
    app_say(app, "received the vault of %.*s, branch '%.*s'", STR_ARGS(clone->shown),
            STR_ARGS(clone->branch));
    for (uint32_t i = 0; i < clone->aside.n; i++)
        app_say(app, "a file of that name was there already: what was received is '%.*s'",
                STR_ARGS(clone->aside.at[i]));
    return 0;
}

int init_clone(struct init *init)
{
    struct app *app = init->app;
    struct repo_environment environment = gitenv_read();
    struct repo_request request = {.folder = init->root.p, .environment = &environment};
    struct err err = {0};

    init->clone = (struct repo_clone){.arena = &app->arena,
                                      .url = repo_clone_url(&app->arena, init->url).p,
                                      .wanted = VAULT_SETTINGS_FILE,
                                      .has_terminal = ask_is_possible(app)};
    if (app->dry_run)
        return 0;
    if (fs_make_folders(init->root.p, &err) != 0 || repo_clone(&request, &init->clone, &err) != 0)
        return app_fail(app, STATUS_CANNOT, "%s\nthe same command goes on when that is mended", err.message);
    switch (init->clone.state) {
    case REPO_CLONE_STOPPED: return stopped(init);
    case REPO_CLONE_OTHER: return other(init);
    case REPO_CLONE_DONE: return received(init, &request);
    case REPO_CLONE_EMPTY:
        app_say(app, "nothing is at %.*s yet: a new vault is made here, and 'infoview sync' sends it",
                STR_ARGS(init->clone.shown));
        break;
    }
    return 0;
}

void init_clone_end(struct init *init)
{
    if (init->url)
        repo_clone_end(init->root.p);
}
