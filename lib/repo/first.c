#include "repo/first.h"

#include <git2.h>

#include "repo/read.h"
#include "repo/session.h"
#include "repo/standing.h"

/* ---- a new repository */

static int failed(struct err *err, const char *doing)
{
    err_set(err, ERR_SYSTEM, "%s: %s", doing, read_reason());
    git_error_clear();
    return -1;
}

/* What a new one is given that the configuration speaks of; to be read before there is one. */
static int read_options(struct arena *arena, const struct repo_environment *environment,
                        git_repository_init_options *options)
{
    git_config *config = NULL;
    int rc = git_config_open_default(&config);

    if (rc == 0)
        rc = read_global(config, NULL, environment);
    if (rc == 0) {
        options->initial_head = read_first(read_config(arena, config, "init.defaultBranch"), "main", NULL);
        if (read_config(arena, config, "init.templateDir"))
            options->flags |= GIT_REPOSITORY_INIT_EXTERNAL_TEMPLATE;
    }
    git_config_free(config);
    return rc;
}

int first_make(struct arena *arena, const char *folder, const struct repo_environment *environment,
               struct err *err)
{
    git_repository_init_options options = {.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION};
    git_repository *made = NULL;
    int rc;

    if (read_options(arena, environment, &options) < 0)
        return failed(err, "cannot read git's configuration");
    rc = git_repository_init_ext(&made, folder, &options);
    git_repository_free(made);
    return rc < 0 ? failed(err, "cannot make a git repository") : 0;
}

/* Only where there is none: a repository that cannot be opened is left alone, and hidden by none of ours. */
static int make_repository(const char *folder, const struct repo_environment *environment,
                           struct repo_result *result, struct err *err)
{
    const char *ceiling = read_first(environment->ceiling, NULL, NULL);
    git_buf found = {0};
    int rc = git_repository_discover(&found, folder, 0, ceiling);

    git_buf_dispose(&found);
    if (read_tolerated(rc) != GIT_ENOTFOUND || read_broken(result->arena, str_from(folder)).n)
        return 0;
    if (first_make(result->arena, folder, environment, err) != 0)
        return -1;
    result->is_made = true;
    return 0;
}

static int ensure(const char *folder, const struct repo_environment *environment, struct repo_result *result,
                  struct err *err)
{
    int status = read_start() < 0 ? failed(err, "cannot start libgit2")
                                  : make_repository(folder, environment, result, err);

    git_libgit2_shutdown();
    return status;
}

/* ---- which files */

/* Takes an old file out of the commit where git has one of that name. */
static enum step pass_over(struct repo *repo, const struct standing *standing, struct repo_path *path)
{
    git_tree_entry *committed = NULL;
    enum step step = repo->git ? standing_find(repo, standing, path->path, &committed) : STEP_GO_ON;

    path->is_left |= !repo->git || committed;
    git_tree_entry_free(committed);
    return step;
}

/* What stood there before is the user's: it is taken only where git has none of it, and not spoken of. */
static enum step pass_over_old(struct repo *repo, const struct repo_change *change)
{
    struct standing standing = {0};
    enum step step = repo->git ? standing_read_head(repo, &standing) : STEP_GO_ON;

    for (size_t i = 0; i < change->count && step == STEP_GO_ON; i++)
        if (change->files[i].is_old)
            step = pass_over(repo, &standing, &repo->paths.at[i]);
    standing_end(&standing);
    return step;
}

static bool is_old(const struct repo_change *change, struct str path)
{
    for (size_t i = 0; i < change->count; i++)
        if (str_equal(change->files[i].path, path))
            return change->files[i].is_old;
    return false;
}

static void take_left(struct repo_result *result, const struct repo_change *change,
                      const struct repo_ready *ready)
{
    for (uint32_t i = 0; i < ready->left.n; i++)
        if (!is_old(change, ready->left.at[i].path))
            *vec_add(&result->left, result->arena) = ready->left.at[i];
}

/* ---- the commit */

static enum repo_outcome outcome_of(enum repo_state state)
{
    switch (state) {
    case REPO_NONE: return REPO_ABSENT;
    case REPO_NOBODY: return REPO_NO_IDENTITY;
    default: return REPO_REFUSED;
    }
}

static int commit(struct repo *repo, const struct repo_change *change, struct repo_result *result,
                  struct err *err)
{
    enum step step = pass_over_old(repo, change);
    int status =
        step == STEP_GO_ON ? repo_commit(repo, change->title, change->op, &result->hash, err) : (int)step;

    if (status == 0)
        result->outcome = result->hash.n ? REPO_COMMITTED : REPO_UNCHANGED;
    return status;
}

static struct repo_request request_of(struct arena *arena, const char *folder,
                                      const struct repo_change *change,
                                      const struct repo_environment *environment)
{
    struct str *paths = arena_new_array(arena, struct str, change->count);

    for (size_t i = 0; i < change->count; i++)
        paths[i] = change->files[i].path;
    return (struct repo_request){folder, paths, change->count, environment};
}

int repo_first_commit(const char *folder, const struct repo_change *change,
                      const struct repo_environment *environment, struct repo_result *result, struct err *err)
{
    struct repo_request request = request_of(result->arena, folder, change, environment);
    struct repo_ready ready = {.arena = result->arena};
    struct repo *repo = NULL;
    int status = change->may_make ? ensure(folder, environment, result, err) : 0;

    if (status == 0)
        status = repo_open(&repo, &request, &ready, err);
    if (status == 0 && repo && repo->prefix && *repo->prefix)
        result->above = str_copy(result->arena, str_from(repo->root));
    if (status == 0 && repo)
        status = commit(repo, change, result, err);
    else if (status == 0)
        result->outcome = outcome_of(ready.state);
    result->branch = ready.branch;
    result->why = ready.why;
    take_left(result, change, &ready);
    repo_close(repo);
    return status;
}
