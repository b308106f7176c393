#include "repo/capable.h"

#include <errno.h>
#include <git2.h>
#include <unistd.h>

#include "repo/read.h"

static const char *config_text(struct repo *repo, const char *name)
{
    return read_config(repo->arena, repo->config, name);
}

/* Where hooks lie, with `/` at its end; NULL: nowhere. */
static const char *hooks_folder(struct repo *repo)
{
    git_buf folder = {0};
    const char *base = NULL;

    if (read_tolerated(git_config_get_path(&folder, repo->config, "core.hooksPath")) == 0 &&
        read_is_given(folder.ptr))
        base = session_joined(repo, folder.ptr[0] == '/' ? "" : repo->root, folder.ptr);
    else if (read_tolerated(git_repository_item_path(&folder, repo->git, GIT_REPOSITORY_ITEM_HOOKS)) == 0)
        base = session_joined(repo, folder.ptr, "");
    git_buf_dispose(&folder);
    return base ? session_joined(repo, base, "/") : NULL;
}

/* Those that a commit runs (githooks(5)). */
static enum step look_at_hooks(struct repo *repo)
{
    static const char *const hooks[] = {"pre-commit",  "prepare-commit-msg",    "commit-msg",
                                        "post-commit", "reference-transaction", "post-index-change"};
    const char *folder = hooks_folder(repo);

    for (size_t i = 0; folder && i < sizeof hooks / sizeof hooks[0]; i++) {
        if (access(session_joined(repo, folder, hooks[i]), X_OK) == 0)
            repo->only_git = session_text(repo, "the git repository has a %s hook", hooks[i]);
        else if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
            return (enum step)err_errno(repo->err, errno, "git's hooks cannot be looked at");
    }
    return STEP_GO_ON;
}

/* The value of an attribute of a path, as `git` has it; NULL where it has none. */
static const char *attribute(git_repository *git, const char *path, const char *name)
{
    const char *value = NULL;

    if (read_tolerated(git_attr_get(&value, git, GIT_ATTR_CHECK_FILE_THEN_INDEX, path, name)) < 0)
        return NULL;
    return git_attr_value(value) == GIT_ATTR_VALUE_STRING ? value : NULL;
}

static const char *filter_of(struct repo *repo, git_repository *git, const char *path)
{
    static const char *const lines[] = {".clean", ".smudge", ".process", ".required"};
    const char *filter = attribute(git, path, "filter");

    for (size_t i = 0; filter && i < sizeof lines / sizeof lines[0]; i++) {
        const char *name = session_joined(repo, session_joined(repo, "filter.", filter), lines[i]);

        if (config_text(repo, name))
            return filter;
    }
    return NULL;
}

const char *capable_filter(struct repo *repo, const char *path)
{
    return filter_of(repo, repo->git, path);
}

const char *capable_objection(struct repo *repo, struct git_repository *git, const char *path)
{
    const char *filter = filter_of(repo, git, path);

    if (filter)
        return session_text(repo, "goes through the filter '%s'", filter);
    return attribute(git, path, "working-tree-encoding") ? "has a working-tree-encoding" : NULL;
}

/* libgit2 would store the bytes as they are: of git-crypt's files, the secret. */
static void look_at_path(struct repo *repo, const struct repo_path *path)
{
    const char *why = capable_objection(repo, repo->git, path->path);

    if (why)
        repo->only_git = session_text(repo, "'%s' %s", path->path, why);
}

/* git sets remote.NAME.promisor, and once set extensions.partialClone. */
bool capable_is_partial(struct repo *repo)
{
    git_config_iterator *lines = NULL;
    git_config_entry *line;
    bool is_partial = config_text(repo, "extensions.partialClone") != NULL;

    if (git_config_iterator_new(&lines, repo->config) == 0)
        while (!is_partial && git_config_next(&line, lines) == 0) {
            struct str name = str_from(line->name);
            int is_on = 1; /* also where no value is given */

            is_partial = str_starts(name, STR("remote.")) && str_ends(name, STR(".promisor")) &&
                         (!line->value || git_config_parse_bool(&is_on, line->value) == 0) && is_on;
        }
    git_config_iterator_free(lines);
    git_error_clear();
    return is_partial;
}

enum step capable_look(struct repo *repo)
{
    enum step step;
    int is_on = 0;

    for (uint32_t i = 0; i < repo->paths.n && !repo->only_git; i++)
        if (!repo->paths.at[i].is_left)
            look_at_path(repo, &repo->paths.at[i]);
    step = look_at_hooks(repo);
    if (read_tolerated(git_config_get_bool(&is_on, repo->config, "commit.gpgsign")) == 0 && is_on)
        repo->only_git = "commit.gpgsign is on";
    if (capable_is_partial(repo))
        repo->only_git = "the git repository is a partial clone";
    return step;
}
