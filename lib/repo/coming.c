#include "repo/coming.h"

#include <git2.h>
#include <git2/sys/repository.h>

#include "repo/capable.h"
#include "repo/read.h"

#define ATTRIBUTES ".gitattributes"

enum step coming_begin(struct coming *coming, struct repo *repo, struct git_tree *tree)
{
    coming->repo = repo;
    coming->tree = tree;
    if (git_repository_open_bare(&coming->git, repo->home) < 0 || git_index_new(&coming->index) < 0 ||
        git_repository_set_index(coming->git, coming->index) < 0 ||
        git_repository_set_config(coming->git, repo->config) < 0)
        return session_failed(repo, "git's attributes cannot be read");
    return STEP_GO_ON;
}

/* That of one folder, with `/` at its end, or of the root. */
static enum step add_folder(struct coming *coming, const char *folder)
{
    const char *path = session_joined(coming->repo, folder, ATTRIBUTES);
    git_tree_entry *found = NULL;
    int rc = git_tree_entry_bypath(&found, coming->tree, path);

    if (rc == 0 && git_tree_entry_type(found) == GIT_OBJECT_BLOB) {
        git_index_entry entry = {.mode = GIT_FILEMODE_BLOB, .id = *git_tree_entry_id(found), .path = path};

        rc = git_index_add(coming->index, &entry);
    }
    git_tree_entry_free(found);
    if (rc < 0 && rc != GIT_ENOTFOUND)
        return session_failed(coming->repo, "git's attributes cannot be read");
    git_error_clear();
    return STEP_GO_ON;
}

enum step coming_add(struct coming *coming, const char *path)
{
    struct str whole = str_from(path);
    enum step step = STEP_GO_ON;
    size_t end = whole.n;

    while (end > 0 && whole.p[end - 1] != '/')
        end--;
    if (coming->folder && str_equal(str_from(coming->folder), str_slice(whole, 0, end)))
        return STEP_GO_ON;
    coming->folder = read_joined(coming->repo->arena, "", str_slice(whole, 0, end));
    for (size_t at = 0; at <= end && step == STEP_GO_ON; at = str_index(whole, '/', at) + 1)
        step = add_folder(coming, read_joined(coming->repo->arena, "", str_slice(whole, 0, at)));
    return step;
}

const char *coming_objection(const struct coming *coming, const char *path)
{
    return capable_objection(coming->repo, coming->git, path);
}

void coming_end(struct coming *coming)
{
    git_index_free(coming->index);
    git_repository_free(coming->git);
}
