#include "repo/three.h"

#include <git2.h>

#include "repo/read.h"

static git_merge_file_input input_of(struct str bytes)
{
    return (git_merge_file_input){
        .version = GIT_MERGE_FILE_INPUT_VERSION, .ptr = bytes.n ? bytes.p : "", .size = bytes.n};
}

/* Sides that nobody or one alone changed need no git, and are right to the byte whatever they hold. */
static bool is_simple(struct repo_three *three)
{
    if (str_equal(three->base, three->ours) || str_equal(three->ours, three->theirs))
        three->merged = str_copy(three->arena, three->theirs);
    else if (str_equal(three->base, three->theirs))
        three->merged = str_copy(three->arena, three->ours);
    else
        return false;
    return true;
}

int repo_three_merge(struct repo_three *three, struct err *err)
{
    git_merge_file_input base = input_of(three->base), ours = input_of(three->ours),
                         theirs = input_of(three->theirs);
    git_merge_file_result merged = {0};
    int rc;

    three->has_conflict = false;
    three->merged = (struct str){0};
    if (is_simple(three))
        return 0;
    rc = read_start();
    if (rc == 0)
        rc = git_merge_file(&merged, &base, &ours, &theirs, NULL);
    if (rc < 0) {
        err_set(err, ERR_SYSTEM, "cannot bring two versions together: %s", read_reason());
    } else {
        three->has_conflict = !merged.automergeable;
        if (merged.automergeable)
            three->merged = str_copy(three->arena, (struct str){merged.ptr, merged.len});
    }
    git_merge_file_result_free(&merged);
    git_libgit2_shutdown();
    return rc < 0 ? -1 : 0;
}
