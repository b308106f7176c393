#include "repo/combine.h"

#include <git2.h>
#include <git2/sys/merge.h>

#include "base/map.h"
#include "repo/read.h"

#define DRIVER "infoview"

struct str combine_shown(struct repo *repo, const char *path)
{
    struct str whole = str_from(path), prefix = str_from(repo->prefix);

    return str_copy(repo->arena, str_starts(whole, prefix) ? str_skip(whole, prefix.n) : whole);
}

const char *combine_aside(struct repo *repo, const char *path, const git_oid *version)
{
    enum { DIGITS = 8 };
    struct str whole = str_from(path);
    size_t slash = whole.n, dot = whole.n;
    char hash[GIT_OID_HEXSZ + 1];

    while (slash > 0 && whole.p[slash - 1] != '/')
        slash--;
    for (size_t i = whole.n; i > slash + 1; i--)
        if (whole.p[i - 1] == '.') {
            dot = i - 1;
            break;
        }
    git_oid_tostr(hash, sizeof hash, version);
    return session_text(repo, "%.*s.conflict-%.*s%s", (int)dot, path, DIGITS, hash, path + dot);
}

static void tell(struct combining *combining, enum repo_sync_what what, const char *path, const char *other)
{
    struct repo *repo = combining->repo;

    *vec_add(&combining->sync->files, combining->sync->arena) = (struct repo_sync_file){
        what, combine_shown(repo, path), other ? combine_shown(repo, other) : (struct str){0}};
}

/* ---- the merge of one file */

/* The driver that libgit2 calls, and what it works for. */
struct driver {
    git_merge_driver git;
    struct combining *combining;
};

static bool read_blob(git_repository *git, const git_index_entry *entry, struct arena *arena,
                      struct str *bytes)
{
    git_blob *blob = NULL;

    if (git_blob_lookup(&blob, git, &entry->id) < 0)
        return false;
    *bytes = str_copy(arena, (struct str){git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)});
    git_blob_free(blob);
    return true;
}

/* Only files of the vault that are notes or settings; others are text to git. */
static bool is_note(const struct repo *repo, const char *path)
{
    struct str whole = str_from(path);

    return str_starts(whole, str_from(repo->prefix)) &&
           (str_ends(whole, STR(".md")) || str_ends(whole, STR("infoview.yaml")));
}

/* NOLINTNEXTLINE(readability-function-size): the parameters are libgit2's */
static int apply(git_merge_driver *self, const char **path, uint32_t *mode, git_buf *merged,
                 const char *filter, const git_merge_driver_source *source)
{
    struct combining *combining = ((struct driver *)self)->combining;
    const git_index_entry *base = git_merge_driver_source_ancestor(source),
                          *ours = git_merge_driver_source_ours(source),
                          *theirs = git_merge_driver_source_theirs(source);
    struct repo *repo = combining->repo;
    struct arena arena = {0};
    struct repo_versions versions = {.arena = &arena, .has_base = base != NULL};
    int rc = GIT_PASSTHROUGH;

    (void)filter;
    if (is_note(repo, ours->path)) {
        versions.path = combine_shown(repo, ours->path);
        if ((base && !read_blob(repo->git, base, &arena, &versions.base)) ||
            !read_blob(repo->git, ours, &arena, &versions.ours) ||
            !read_blob(repo->git, theirs, &arena, &versions.theirs)) {
            rc = GIT_ERROR;
        } else if (!combining->sync->merge(combining->sync->context, &versions)) {
            rc = GIT_EMERGECONFLICT;
        } else {
            rc = git_buf_set(merged, versions.result.n ? versions.result.p : "", versions.result.n);
            tell(combining, REPO_SYNC_MERGED, ours->path, NULL);
        }
    }
    *path = ours->path;
    *mode = ours->mode;
    arena_free(&arena);
    return rc;
}

/* ---- what `forget` removed stays removed */

static void note_removed(struct repo *repo, const git_commit *commit, struct map *removed)
{
    git_commit *parent = NULL;
    git_tree *before = NULL, *after = NULL;
    git_diff *diff = NULL;

    if (git_commit_parent(&parent, commit, 0) == 0 && git_commit_tree(&before, parent) == 0 &&
        git_commit_tree(&after, commit) == 0 &&
        git_diff_tree_to_tree(&diff, repo->git, before, after, NULL) == 0)
        for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
            const git_diff_delta *delta = git_diff_get_delta(diff, i);

            if (delta->status == GIT_DELTA_DELETED)
                map_set(removed, repo->arena, str_copy(repo->arena, str_from(delta->old_file.path)), removed);
        }
    git_diff_free(diff);
    git_tree_free(before);
    git_tree_free(after);
    git_commit_free(parent);
}

/* The paths that commits of `forget` removed, which `from` has and `but` has not. */
static int find_forgotten(struct repo *repo, git_commit *from, git_commit *but, struct map *removed)
{
    git_revwalk *walk = NULL;
    git_oid id;
    int rc = git_revwalk_new(&walk, repo->git);

    if (rc == 0)
        rc = git_revwalk_push(walk, git_commit_id(from));
    if (rc == 0)
        rc = git_revwalk_hide(walk, git_commit_id(but));
    while (rc == 0 && git_revwalk_next(&id, walk) == 0) {
        git_commit *commit = NULL;

        rc = git_commit_lookup(&commit, repo->git, &id);
        if (rc == 0 && strstr(git_commit_message(commit), "\nInfoview-Op: forget"))
            note_removed(repo, commit, removed);
        git_commit_free(commit);
    }
    git_revwalk_free(walk);
    return rc;
}

/* ---- what libgit2 leaves open */

struct open_file {
    const git_index_entry *base, *ours, *theirs;
};

struct settling {
    struct combining *combining;
    git_index *index;
    struct map forgotten;
};

static int put(struct settling *settling, const char *path, const git_index_entry *entry)
{
    git_index_entry own = {.path = path, .mode = entry->mode, .id = entry->id};

    return git_index_add(settling->index, &own);
}

/* Both stay: which has the name is decided by the hashes, so that two machines decide alike. */
static int keep_both(struct settling *settling, const struct open_file *file)
{
    bool is_ours = git_oid_cmp(&file->ours->id, &file->theirs->id) <= 0;
    const git_index_entry *first = is_ours ? file->ours : file->theirs,
                          *second = is_ours ? file->theirs : file->ours;
    const char *path = session_text(settling->combining->repo, "%s", first->path);
    const char *aside = combine_aside(settling->combining->repo, second->path, &second->id);
    int rc = put(settling, path, first);

    if (rc == 0 && !git_oid_equal(&first->id, &second->id))
        rc = put(settling, aside, second);
    tell(settling->combining, REPO_SYNC_BOTH_STAY, path, aside);
    return rc;
}

/* One side has it, the other has not. */
static int keep_one(struct settling *settling, const struct open_file *file)
{
    const git_index_entry *entry = file->ours ? file->ours : file->theirs;
    const char *path = session_text(settling->combining->repo, "%s", entry->path);

    if (file->base && map_find(&settling->forgotten, str_from(path)))
        return 0;
    if (file->base)
        tell(settling->combining, REPO_SYNC_KEPT, path, NULL);
    return put(settling, path, entry);
}

static struct open_file copy_of(struct repo *repo, const git_index_entry *const entries[3])
{
    git_index_entry *copies[3] = {NULL};

    for (int i = 0; i < 3; i++)
        if (entries[i]) {
            copies[i] = arena_new(repo->arena, git_index_entry);
            *copies[i] = *entries[i];
            copies[i]->path = session_text(repo, "%s", entries[i]->path);
        }
    return (struct open_file){copies[0], copies[1], copies[2]};
}

static int settle(struct settling *settling)
{
    struct repo *repo = settling->combining->repo;
    git_index_conflict_iterator *conflicts = NULL;
    const git_index_entry *entries[3];
    struct {
        VEC(struct open_file);
    } files = {0};
    int rc = git_index_conflict_iterator_new(&conflicts, settling->index);

    while (rc == 0 && git_index_conflict_next(&entries[0], &entries[1], &entries[2], conflicts) == 0)
        *vec_add(&files, repo->arena) = copy_of(repo, entries);
    git_index_conflict_iterator_free(conflicts);
    if (rc == 0)
        rc = git_index_conflict_cleanup(settling->index);
    for (uint32_t i = 0; i < files.n && rc == 0; i++) {
        const struct open_file *file = &files.at[i];

        if (file->ours && file->theirs)
            rc = keep_both(settling, file);
        else if (file->ours || file->theirs)
            rc = keep_one(settling, file);
    }
    return rc;
}

static int merge_commits(struct combining *combining, git_index **index)
{
    struct driver driver = {.git = {.version = GIT_MERGE_DRIVER_VERSION, .apply = apply},
                            .combining = combining};
    git_merge_options options = {
        .version = GIT_MERGE_OPTIONS_VERSION, .flags = GIT_MERGE_FIND_RENAMES, .default_driver = DRIVER};
    int rc = git_merge_driver_register(DRIVER, &driver.git);

    if (rc == 0) {
        rc = git_merge_commits(index, combining->repo->git, combining->ours, combining->theirs, &options);
        git_merge_driver_unregister(DRIVER);
    }
    return rc;
}

enum step combine(struct combining *combining, git_oid *tree)
{
    struct repo *repo = combining->repo;
    struct settling settling = {.combining = combining};
    int rc = merge_commits(combining, &settling.index);

    if (rc == 0)
        rc = find_forgotten(repo, combining->ours, combining->theirs, &settling.forgotten);
    if (rc == 0)
        rc = find_forgotten(repo, combining->theirs, combining->ours, &settling.forgotten);
    if (rc == 0)
        rc = settle(&settling);
    if (rc == 0)
        rc = git_index_write_tree_to(tree, settling.index, repo->git);
    git_index_free(settling.index);
    return rc < 0 ? session_failed(repo, "git cannot merge the two histories") : STEP_GO_ON;
}
