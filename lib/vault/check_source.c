#include "base/digest.h"
#include "base/limits.h"
#include "vault/check_part.h"

/* Numbers are added up, since folders are listed in no order. */
static uint64_t digest_of_path(struct str path, uint64_t what)
{
    return digest_of(path, what + 1);
}

/* What a file that is no record says, or why it cannot be read. */
static uint64_t digest_of_other(struct check_job *job, const struct fs_file *file, struct buf *bytes)
{
    struct err err = {0};
    uint64_t seed = digest_of_path(file->path, 0);

    if (fs_tree_read(&job->paths.tree, file, LIMIT_FILE, bytes, &err) == 0)
        return digest_of(buf_str(bytes), seed);
    return digest_of(str_from(err.message), seed);
}

uint64_t check_source(const struct vault *vault)
{
    enum { FOLDER = 1, PASSED, FILE_PATH };
    struct arena arena = {0};
    struct check_job job = {.vault = vault, .arena = &arena};
    struct fs_tree *tree = &job.paths.tree;
    struct buf bytes = {0};
    uint64_t sum = 0;

    check_rows(&job);
    paths_walk(&job);
    for (uint32_t i = 0; i < tree->folders.n; i++)
        if (!job.paths.is_output[i])
            sum += digest_of_path(tree->folders.at[i].path, FOLDER);
    for (uint32_t i = 0; i < tree->passed.n; i++)
        sum += digest_of_path(tree->passed.at[i].path, PASSED);
    for (uint32_t i = 0; i < tree->files.n; i++) {
        sum += digest_of_path(tree->files.at[i].path, FILE_PATH);
        if (check_other(&job, &tree->files.at[i]) != OTHER_NOT)
            sum += digest_of_other(&job, &tree->files.at[i], &bytes);
    }
    fs_close(tree);
    buf_free(&bytes);
    arena_free(&arena);
    return sum;
}
