#include "repo/undo.h"

#include <git2.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/limits.h"
#include "repo/capable.h"
#include "repo/delegate.h"
#include "repo/diff.h"
#include "repo/read.h"

/* ---- one file at three points */

/* A file's bytes at one point; it may not have been there. */
struct side {
    bool is_there;
    struct str bytes;
};

struct revert {
    struct repo *repo;
    struct repo_reverted *out;
    bool is_redo;
    int folder;
};

static bool is_same(struct side a, struct side b)
{
    return a.is_there == b.is_there && str_equal(a.bytes, b.bytes);
}

/* As git would write it into the work tree, by the program that the path's filter names. */
static int read_by_git(struct repo *repo, const git_diff_file *file, struct side *side)
{
    char hash[GIT_OID_HEXSZ + 1];
    const char *path = session_joined(repo, "--path=", file->path);
    const char *const words[] = {
        "-C", repo->root, "cat-file", "--filters", path, git_oid_tostr(hash, sizeof hash, &file->id), NULL};
    struct child_result result = {0};
    int status = delegate_run(repo, words, &result);

    if (status == 0 && result.status != 0)
        status = err_set(repo->err, ERR_SYSTEM, "git cannot read '%s': %.*s", file->path,
                         STR_ARGS(delegate_words(&result)));
    else if (status == 0)
        side->bytes = str_copy(repo->arena, buf_str(&result.out));
    child_free(&result);
    return status;
}

static bool has_crlf(struct str bytes)
{
    return str_find(bytes, STR("\r\n"), 0) < bytes.n;
}

/*
 * The same by libgit2: line ends and the like. A file that does not have the line ends that git would write now is
 * compared in the form in which it was committed: else every line would seem changed.
 */
static int read_blob(struct repo *repo, const git_diff_file *file, const struct side *ours, struct side *side)
{
    git_blob_filter_options options = {.version = GIT_BLOB_FILTER_OPTIONS_VERSION,
                                       .flags = GIT_BLOB_FILTER_CHECK_FOR_BINARY};
    git_blob *blob = NULL;
    git_buf bytes = {0};
    int rc = git_blob_lookup(&blob, repo->git, &file->id);

    if (rc == 0)
        rc = git_blob_filter(&bytes, blob, file->path, &options);
    if (rc == 0)
        side->bytes = (struct str){bytes.ptr, bytes.size};
    if (rc == 0 && ours->is_there && has_crlf(side->bytes) && !has_crlf(ours->bytes))
        side->bytes = (struct str){git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)};
    side->bytes = str_copy(repo->arena, side->bytes);
    git_buf_dispose(&bytes);
    git_blob_free(blob);
    return rc < 0 ? (int)session_failed(repo, "a former file cannot be read") : 0;
}

static int read_side(struct repo *repo, const git_diff_file *file, const struct side *ours, struct side *side)
{
    *side = (struct side){.is_there = !git_oid_is_zero(&file->id) && (file->mode & 0170000) == 0100000};
    if (!side->is_there)
        return 0;
    return capable_filter(repo, file->path) ? read_by_git(repo, file, side)
                                            : read_blob(repo, file, ours, side);
}

static int read_ours(struct revert *revert, const char *name, struct side *side)
{
    struct buf bytes = {0};
    struct err err = {0};
    int status = fs_read(revert->folder, name, LIMIT_FILE, &bytes, &err);

    *side = (struct side){.is_there = status == 0, .bytes = str_copy(revert->repo->arena, buf_str(&bytes))};
    buf_free(&bytes);
    if (status == 0 || err.kind == ERR_NOT_FOUND)
        return 0;
    *revert->repo->err = err;
    return -1;
}

/* Notes a conflict: these lines have changed since, as the diff says. */
static int add_conflict(struct revert *revert, struct str name, struct side left, struct side ours)
{
    struct repo_diff diff = {name, left.bytes, ours.bytes, !left.is_there, !ours.is_there};
    struct repo_reverted_file *file = vec_add(revert->out, revert->out->arena);
    struct buf text = {0};
    int status = repo_diff_write(&text, &diff, revert->repo->err);

    *file = (struct repo_reverted_file){.path = name, .after = ours.bytes, .has_conflict = true};
    file->diff = str_copy(revert->out->arena, buf_str(&text));
    buf_free(&text);
    return status;
}

static git_merge_file_input merge_input(struct side side)
{
    return (git_merge_file_input){.version = GIT_MERGE_FILE_INPUT_VERSION,
                                  .ptr = side.bytes.p ? side.bytes.p : "",
                                  .size = side.bytes.n};
}

/* `left`: what the commit left behind; `wanted`: what stood there before it. */
static int merge(struct revert *revert, struct str name, const struct side sides[3])
{
    git_merge_file_input left = merge_input(sides[0]), ours = merge_input(sides[1]),
                         wanted = merge_input(sides[2]);
    git_merge_file_result merged = {0};
    int status = 0;

    if (git_merge_file(&merged, &left, &ours, &wanted, NULL) < 0)
        return (int)session_failed(revert->repo, "git cannot merge a file");
    if (merged.automergeable) {
        struct str bytes = str_copy(revert->out->arena, (struct str){merged.ptr, merged.len});

        if (!str_equal(bytes, sides[1].bytes))
            *vec_add(revert->out, revert->out->arena) =
                (struct repo_reverted_file){.path = name, .after = bytes};
    } else {
        status = add_conflict(revert, name, sides[0], sides[1]);
    }
    git_merge_file_result_free(&merged);
    return status;
}

static int revert_file(struct revert *revert, const git_diff_delta *delta)
{
    const git_diff_file *before = &delta->old_file, *after = &delta->new_file;
    struct str name = str_from(before->path);
    struct side sides[3]; /* left behind, ours, wanted */

    if (!str_starts(name, str_from(revert->repo->prefix)))
        return 0;
    name = str_copy(revert->out->arena, str_skip(name, strlen(revert->repo->prefix)));
    if (read_ours(revert, name.p, &sides[1]) != 0 ||
        read_side(revert->repo, revert->is_redo ? before : after, &sides[1], &sides[0]) != 0 ||
        read_side(revert->repo, revert->is_redo ? after : before, &sides[1], &sides[2]) != 0)
        return -1;
    if (is_same(sides[1], sides[2]))
        return 0;
    if (is_same(sides[0], sides[1])) {
        *vec_add(revert->out, revert->out->arena) =
            (struct repo_reverted_file){.path = name, .after = sides[2].bytes, .is_gone = !sides[2].is_there};
        return 0;
    }
    if (!sides[0].is_there || !sides[1].is_there || !sides[2].is_there)
        return add_conflict(revert, name, sides[0], sides[1]);
    return merge(revert, name, sides);
}

/* ---- which files that concerns */

static int find_commit(struct repo *repo, const char *hash, git_commit **commit)
{
    git_object *found = NULL;
    git_oid id;
    size_t n = strlen(hash);
    int rc = n < GIT_OID_MINPREFIXLEN || n > GIT_OID_HEXSZ ? -1 : git_oid_fromstrn(&id, hash, n);

    if (rc == 0)
        rc = git_object_lookup_prefix(&found, repo->git, &id, n, GIT_OBJECT_COMMIT);
    *commit = (git_commit *)found;
    if (rc == 0)
        return 0;
    git_error_clear();
    return err_set(repo->err, ERR_NOT_FOUND, "there is no commit '%s'", hash);
}

static int open_diff(struct repo *repo, const git_commit *commit, git_diff **diff)
{
    git_commit *parent = NULL;
    git_tree *before = NULL, *after = NULL;
    int rc = git_commit_tree(&after, commit);

    if (rc == 0 && git_commit_parentcount(commit))
        rc = git_commit_parent(&parent, commit, 0);
    if (rc == 0 && parent)
        rc = git_commit_tree(&before, parent);
    if (rc == 0)
        rc = git_diff_tree_to_tree(diff, repo->git, before, after, NULL);
    git_tree_free(before);
    git_tree_free(after);
    git_commit_free(parent);
    return rc < 0 ? (int)session_failed(repo, "the commit cannot be read") : 0;
}

static int revert_all(struct revert *revert, const char *hash)
{
    git_commit *commit = NULL;
    git_diff *diff = NULL;
    int status = find_commit(revert->repo, hash, &commit);

    if (status == 0)
        status = open_diff(revert->repo, commit, &diff);
    for (size_t i = 0; status == 0 && i < git_diff_num_deltas(diff); i++)
        status = revert_file(revert, git_diff_get_delta(diff, i));
    git_diff_free(diff);
    git_commit_free(commit);
    return status;
}

int repo_revert(const struct repo_request *request, const char *hash, bool is_redo, struct repo_reverted *out,
                struct err *err)
{
    struct repo repo = session_of(out->arena, request, err);
    struct revert revert = {.repo = &repo, .out = out, .is_redo = is_redo};
    int status = session_look(&repo, request);

    if (status == 0 && !repo.git)
        status = err_set(err, ERR_NOT_FOUND, "there is no git repository");
    revert.folder = status == 0 ? fs_open_folder(request->folder, err) : -1;
    if (revert.folder < 0)
        status = -1;
    if (status == 0)
        status = revert_all(&revert, hash);
    if (revert.folder >= 0)
        close(revert.folder);
    session_end(&repo);
    return status;
}
