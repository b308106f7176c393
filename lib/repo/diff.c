#include "repo/diff.h"

#include <git2.h>

#include "repo/read.h"

/* Without git's own lines before it, which name blobs that are nowhere yet. */
static struct str from_names(struct str patch)
{
    size_t at = str_starts(patch, STR("--- ")) ? 0 : str_find(patch, STR("\n--- "), 0);

    return at && at < patch.n ? str_skip(patch, at + 1) : patch;
}

static int write_patch(struct buf *out, git_patch *patch)
{
    git_buf text = {0};
    int rc = git_patch_num_hunks(patch) ? git_patch_to_buf(&text, patch) : 0;

    if (rc == 0)
        buf_put(out, from_names((struct str){text.ptr, text.size}));
    git_buf_dispose(&text);
    return rc;
}

/* libgit2 takes NULL for a file that is not there. */
static const char *side_of(struct str bytes, bool is_absent)
{
    if (is_absent)
        return NULL;
    return bytes.n ? bytes.p : "";
}

int repo_diff_write(struct buf *out, const struct repo_diff *diff, struct err *err)
{
    git_diff_options options = {
        .version = GIT_DIFF_OPTIONS_VERSION, .context_lines = 3, .flags = GIT_DIFF_FORCE_TEXT};
    struct str before = {0}, after = {0};
    struct arena arena = {0};
    const char *path = str_copy(&arena, diff->path).p;
    git_patch *patch = NULL;
    int rc = read_start();

    if (!diff->is_new)
        before = diff->before;
    if (!diff->is_gone)
        after = diff->after;
    if (rc == 0 && !str_equal(before, after))
        rc = git_patch_from_buffers(&patch, side_of(before, diff->is_new), before.n, path,
                                    side_of(after, diff->is_gone), after.n, path, &options);
    if (rc == 0 && patch)
        rc = write_patch(out, patch);
    if (rc < 0)
        err_set(err, ERR_SYSTEM, "cannot compare '%s': %s", path, read_reason());
    git_patch_free(patch);
    git_libgit2_shutdown();
    arena_free(&arena);
    return rc < 0 ? -1 : 0;
}
