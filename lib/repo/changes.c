#include <git2.h>

#include "base/lock.h"
#include "repo/read.h"
#include "repo/session.h"
#include "repo/sync.h"

/* A file that an editor is saving may grow short while libgit2 reads it, which then gives up: soon it is whole again. */
static int compare(struct repo *repo, const git_status_options *options, git_status_list **found)
{
    enum { TRIES = 8, STEP = 25 }; /* milliseconds */

    for (int i = 0; git_status_list_new(found, repo->git, options) < 0; i++) {
        if (i == TRIES)
            return (int)session_failed(repo, "git cannot compare the files with the last commit");
        lock_pause(STEP);
    }
    return 0;
}

static int list(struct repo *repo, struct repo_changes *changes)
{
    git_status_options options = {.version = GIT_STATUS_OPTIONS_VERSION,
                                  .show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR,
                                  .flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED |
                                           GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS |
                                           GIT_STATUS_OPT_EXCLUDE_SUBMODULES |
                                           GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH | GIT_STATUS_OPT_NO_REFRESH};
    char *prefix = (char *)(uintptr_t)repo->prefix; /* git_strarray is const in effect only */
    size_t skip = strlen(repo->prefix);
    git_status_list *found = NULL;
    int status;

    if (*prefix)
        options.pathspec = (git_strarray){&prefix, 1};
    status = compare(repo, &options, &found);
    if (status != 0)
        return status;
    for (size_t i = 0; i < git_status_list_entrycount(found); i++) {
        const git_status_entry *entry = git_status_byindex(found, i);
        const git_diff_delta *delta =
            entry->index_to_workdir ? entry->index_to_workdir : entry->head_to_index;
        struct str path = str_from(delta->new_file.path);

        if (!(entry->status & GIT_STATUS_IGNORED) && !str_ends(path, STR("/")))
            *vec_add(changes, changes->arena) = str_copy(changes->arena, str_skip(path, skip));
    }
    git_status_list_free(found);
    return 0;
}

int repo_changes(const struct repo_request *request, struct repo_changes *changes, struct err *err)
{
    struct repo repo = session_of(changes->arena, request, err);
    int status = session_look(&repo, request);

    if (status == 0 && repo.git)
        status = list(&repo, changes);
    session_end(&repo);
    return status;
}
