#include "gitenv.h"
#include "init.h"
#include "repo/driver.h"

/* What was written now, and what an earlier run wrote that nobody has changed since. */
static struct repo_change change_of(struct init *init)
{
    struct repo_file *files = arena_new_array(&init->app->arena, struct repo_file, init->files.n);
    size_t count = 0;

    for (uint32_t i = 0; i < init->files.n; i++)
        if (!init->files.at[i].is_there || init->files.at[i].is_same)
            files[count++] = (struct repo_file){init->files.at[i].path, init->files.at[i].is_there};
    return (struct repo_change){files, count, "init: new vault", "init", !init->is_vault};
}

int init_commit(struct init *init, struct err *err)
{
    struct app *app = init->app;
    struct repo_environment env = gitenv_read();
    struct repo_change change = change_of(init);
    struct repo_request request = {.folder = init->root.p, .environment = &env};

    if (init->no_git || app->no_commit || settings_number(&init->settings, SET_COMMIT) == COMMIT_OFF)
        return 0;
    init->commit.arena = &app->arena;
    if (repo_first_commit(init->root.p, &change, &env, &init->commit, err) != 0)
        return err_wrap(err, "the files are saved, but not committed");
    init->is_committing = true;
    if (init->commit.outcome != REPO_COMMITTED && init->commit.outcome != REPO_UNCHANGED)
        return 0;
    return repo_driver_set(&request, err) == 0
               ? 0
               : err_wrap(err, "all is saved, but git was not told how to merge");
}

void init_say_commit(struct init *init)
{
    struct app *app = init->app;
    const struct repo_result *result = &init->commit;

    if (!init->is_committing)
        return;
    for (uint32_t i = 0; i < result->left.n; i++)
        app_say(app, "not committed: '%.*s': %s", STR_ARGS(result->left.at[i].path), result->left.at[i].why);
    if (result->above.n && result->outcome != REPO_REFUSED)
        app_say(app,
                "the folder is part of the git repository '%.*s': no other was made in it, and\n"
                "only what lies below the folder is ever committed",
                STR_ARGS(str_slice(result->above, 0, result->above.n > 1 ? result->above.n - 1 : 1)));
    switch (result->outcome) {
    case REPO_COMMITTED:
        if (result->branch.n)
            app_say(app, "committed on '%.*s': %.7s", STR_ARGS(result->branch), result->hash.p);
        else
            app_fail(app, 0, "committed as %.7s, but on no branch\n'git switch -c NAME' gives it one",
                     result->hash.p);
        break;
    case REPO_UNCHANGED: break;
    case REPO_ABSENT:
        app_say(app, "there is no git repository here, so nothing has a history\n'git init' makes one");
        break;
    case REPO_NO_IDENTITY:
        app_fail(app, 0,
                 "the files are saved, but not committed: git does not know your name and address\n"
                 "git config --global user.name \"Your Name\"\n"
                 "git config --global user.email you@example.org\n"
                 "then run the same command again");
        break;
    case REPO_REFUSED:
        app_fail(app, 0, "the files are saved, but not committed: %.*s\n'git status' shows how things stand",
                 STR_ARGS(result->why));
        break;
    }
}
