#include <git2.h>

#include "base/map.h"
#include "repo/read.h"
#include "repo/session.h"
#include "repo/undo.h"

/* The value of the commit's trailer Infoview-Op; empty: it has none. */
static struct str op_of(struct arena *arena, const git_commit *commit)
{
    git_message_trailer_array trailers = {0};
    struct str op = {0};

    if (read_tolerated(git_message_trailers(&trailers, git_commit_message(commit))) != 0)
        return op;
    for (size_t i = 0; i < trailers.count; i++)
        if (strcmp(trailers.trailers[i].key, "Infoview-Op") == 0)
            op = str_copy(arena, str_from(trailers.trailers[i].value));
    git_message_trailer_array_free(&trailers);
    return op;
}

/* The latest word about a commit: undone, or done again. */
struct verdict {
    bool is_undone;
    uint32_t at;
};

/* One walk from HEAD back. */
struct walk {
    struct repo_ops *ops;
    struct map verdicts; /* hash -> struct verdict */
    uint32_t behind;     /* commits since HEAD */
};

/* Notes what `undo HASH` and `redo HASH` say; false: the op is another one. The later word stands. */
static bool note_verdict(struct walk *walk, struct str op)
{
    bool is_undo = str_starts(op, STR("undo ")), is_redo = str_starts(op, STR("redo "));
    struct str hash = str_trim(str_skip(op, strlen("undo ")));

    if (!is_undo && !is_redo)
        return false;
    if (!map_find(&walk->verdicts, hash)) {
        struct verdict *verdict = arena_new(walk->ops->arena, struct verdict);

        *verdict = (struct verdict){is_undo, walk->behind};
        map_set(&walk->verdicts, walk->ops->arena, hash, verdict);
    }
    return true;
}

/* The tree of the vault's folder in a commit; zeros: there is none. NULL is a commit without folders. */
static int folder_of(struct repo *repo, const git_commit *commit, git_oid *id)
{
    struct str prefix = str_from(repo->prefix);
    git_tree_entry *entry = NULL;
    git_tree *tree = NULL;
    int rc = commit ? git_commit_tree(&tree, commit) : 0;

    *id = (git_oid){0};
    if (rc == 0 && tree)
        rc = git_tree_entry_bypath(&entry, tree, str_copy(repo->arena, str_slice(prefix, 0, prefix.n - 1)).p);
    if (rc == 0 && entry)
        git_oid_cpy(id, git_tree_entry_id(entry));
    git_tree_entry_free(entry);
    git_tree_free(tree);
    if (rc == GIT_ENOTFOUND)
        return read_tolerated(0);
    return rc < 0 ? (int)session_failed(repo, "a commit cannot be read") : 0;
}

/* Whether the commit changed anything in the vault's folder: 1, 0, or -1. Two vaults may share a repository. */
static int is_ours(struct repo *repo, const git_commit *commit)
{
    git_commit *parent = NULL;
    git_oid before, after;
    int status = -1;

    if (!*repo->prefix)
        return 1;
    if (git_commit_parentcount(commit) && git_commit_parent(&parent, commit, 0) < 0)
        return (int)session_failed(repo, "a commit cannot be read");
    if (folder_of(repo, parent, &before) == 0 && folder_of(repo, commit, &after) == 0)
        status = !git_oid_equal(&before, &after);
    git_commit_free(parent);
    return status;
}

static int take_commit(struct repo *repo, struct walk *walk, const git_commit *commit)
{
    char hash[GIT_OID_HEXSZ + 1];
    struct arena *arena = walk->ops->arena;
    struct str op = op_of(arena, commit);
    const struct verdict *verdict;
    struct repo_op *taken;
    int ours;

    if (!op.n || str_equal(op, STR("edit")) || note_verdict(walk, op))
        return 0;
    ours = is_ours(repo, commit);
    if (ours <= 0)
        return ours;
    taken = vec_add(walk->ops, arena);
    *taken = (struct repo_op){
        .hash = str_copy(arena, str_from(git_oid_tostr(hash, sizeof hash, git_commit_id(commit)))),
        .op = op,
        .time = git_commit_time(commit)};
    taken->title = str_from(git_commit_message(commit));
    taken->title = str_copy(arena, str_slice(taken->title, 0, str_index(taken->title, '\n', 0)));
    verdict = map_find(&walk->verdicts, taken->hash);
    taken->is_undone = verdict && verdict->is_undone;
    taken->undone_at = taken->is_undone ? verdict->at : 0;
    return 0;
}

static int walk_back(struct repo *repo, git_revwalk *revwalk, uint32_t most, struct walk *walk)
{
    git_oid id;
    int rc = 0, status = 0;

    while (status == 0 && walk->ops->n < most && (rc = git_revwalk_next(&id, revwalk)) == 0) {
        git_commit *commit = NULL;

        if (git_commit_lookup(&commit, repo->git, &id) < 0)
            return (int)session_failed(repo, "a commit cannot be read");
        status = take_commit(repo, walk, commit);
        walk->behind++;
        git_commit_free(commit);
    }
    if (status != 0)
        return status;
    return rc == 0 || rc == GIT_ITEROVER ? 0 : (int)session_failed(repo, "the history cannot be read");
}

static int list(struct repo *repo, uint32_t most, struct repo_ops *ops)
{
    struct walk walk = {.ops = ops};
    git_revwalk *revwalk = NULL;
    int status = 0;

    if (read_tolerated(git_repository_head_unborn(repo->git)) == 1)
        return 0;
    if (git_revwalk_new(&revwalk, repo->git) < 0 || git_revwalk_simplify_first_parent(revwalk) < 0 ||
        git_revwalk_push_head(revwalk) < 0)
        status = (int)session_failed(repo, "the history cannot be read");
    else
        status = walk_back(repo, revwalk, most, &walk);
    git_revwalk_free(revwalk);
    return status;
}

int repo_ops(const struct repo_request *request, uint32_t most, struct repo_ops *ops, struct err *err)
{
    struct repo repo = session_of(ops->arena, request, err);
    int status = session_look(&repo, request);

    if (status == 0 && repo.git)
        status = list(&repo, most, ops);
    session_end(&repo);
    return status;
}
