#include "repo/path.h"

#include <errno.h>
#include <git2.h>
#include <sys/stat.h>

#include "repo/read.h"

static const char *in(struct repo *repo, const char *folder, const char *name)
{
    return session_joined(repo, folder, name);
}

/* Looks at one step of the way; false where nothing stands there, or it cannot be known (`*step`). */
static bool look_at(struct repo *repo, const char *path, struct stat *found, enum step *step)
{
    if (lstat(path, found) == 0)
        return true;
    if (errno != ENOENT && errno != ENOTDIR)
        *step = (enum step)err_errno(repo->err, errno, "cannot look at '%s'", path);
    return false;
}

enum step path_barrier(struct repo *repo, const char *path, const char **why)
{
    struct str whole = str_from(path);
    enum step step = STEP_GO_ON;
    struct stat found;

    *why = NULL;
    for (size_t to = str_index(whole, '/', 0); to < whole.n; to = str_index(whole, '/', to + 1)) {
        const char *folder = read_joined(repo->arena, repo->root, str_slice(whole, 0, to));

        if (!look_at(repo, folder, &found, &step))
            return step; /* is to be made, with all below it */
        if (S_ISLNK(found.st_mode))
            *why = "it is below a symbolic link";
        else if (look_at(repo, in(repo, folder, "/.git"), &found, &step))
            *why = "it is in another repository";
        if (*why || step != STEP_GO_ON)
            return step;
    }
    if (look_at(repo, in(repo, repo->root, path), &found, &step) && !S_ISREG(found.st_mode))
        *why = S_ISLNK(found.st_mode) ? "it is a symbolic link" : "it is no file";
    return step;
}

/* A submodule that is not checked out has no `.git` of its own: only the index knows of it. */
static bool is_in_submodule(struct repo *repo, const struct standing *standing, const char *path)
{
    struct str whole = str_from(path);

    for (size_t to = str_index(whole, '/', 0); to < whole.n; to = str_index(whole, '/', to + 1)) {
        const git_index_entry *above =
            git_index_get_bypath(standing->index, read_joined(repo->arena, "", str_slice(whole, 0, to)), 0);

        if (above && above->mode == GIT_FILEMODE_COMMIT)
            return true;
    }
    return false;
}

/* Whether the index has something else for the path than HEAD: the user's own staging. `git add -N` stages nothing. */
static bool is_staged(const git_index_entry *known, const git_tree_entry *committed)
{
    if (!known || !committed)
        return committed || (known && !(known->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD));
    return !git_oid_equal(&known->id, git_tree_entry_id(committed)) ||
           known->mode != (uint32_t)git_tree_entry_filemode_raw(committed);
}

/* Only of what git does not know yet. */
static enum step find_ignored(struct repo *repo, const char *path, const char **why)
{
    int is_ignored = 0;

    if (git_ignore_path_is_ignored(&is_ignored, repo->git, path) < 0)
        return session_failed(repo, "git's ignore rules cannot be read");
    if (is_ignored)
        *why = "git ignores it";
    return STEP_GO_ON;
}

enum step path_objection(struct repo *repo, const struct standing *standing, const char *path,
                         const char **why)
{
    const git_index_entry *known = git_index_get_bypath(standing->index, path, 0);
    git_tree_entry *committed = NULL;
    enum step step = standing_find(repo, standing, path, &committed);

    *why = NULL;
    if (known && known->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE)
        *why = "it is outside the sparse checkout";
    else if (is_staged(known, committed))
        *why = "you have staged changes to it";
    else if (is_in_submodule(repo, standing, path))
        *why = "it is in another repository";
    git_tree_entry_free(committed);
    if (step == STEP_GO_ON && !*why)
        step = path_barrier(repo, path, why);
    return step == STEP_GO_ON && !*why && !known ? find_ignored(repo, path, why) : step;
}
