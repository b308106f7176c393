#include "repo/commit.h"

#include <errno.h>
#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lock.h"
#include "repo/index_file.h"
#include "repo/index_lock.h"
#include "repo/journal.h"
#include "repo/path.h"
#include "repo/read.h"

/* One path that differs from HEAD. */
struct entry {
    const struct repo_path *of;
    bool is_gone;          /* removed */
    bool is_known;         /* HEAD has it */
    git_oid blob, former;  /* as it is now, and HEAD's */
    git_filemode_t mode;   /* as it is now */
    git_filemode_t before; /* HEAD's */
    struct stat found;
};

struct work {
    struct repo *repo;
    struct index_lock lock;
    struct standing now;
    bool has_modes;             /* core.fileMode: the file system tells which files can be run */
    bool is_in_index, is_moved; /* how far it came: the index holds the files, the branch the commit */
    const char *message;        /* the whole of it */
    struct {
        VEC(struct entry);
    } entries;
};

/* ---- objects */

/* What HEAD has of the path. */
static enum step look_up(struct work *work, struct entry *entry)
{
    git_tree_entry *committed = NULL;
    enum step step = standing_find(work->repo, &work->now, entry->of->path, &committed);

    entry->is_known = committed != NULL;
    if (committed) {
        entry->former = *git_tree_entry_id(committed);
        entry->before = git_tree_entry_filemode_raw(committed);
    }
    git_tree_entry_free(committed);
    return step;
}

static git_filemode_t mode_of(const struct work *work, const struct entry *entry)
{
    const git_index_entry *known = git_index_get_bypath(work->now.index, entry->of->path, 0);
    bool is_plain =
        known && (known->mode == GIT_FILEMODE_BLOB || known->mode == GIT_FILEMODE_BLOB_EXECUTABLE);

    if (!work->has_modes)
        return is_plain ? (git_filemode_t)known->mode : GIT_FILEMODE_BLOB;
    return entry->found.st_mode & S_IXUSR ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
}

static bool is_same_stat(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Stores the file's bytes, again where somebody wrote to it meanwhile: blob and stat must belong together. */
static enum step write_blob(struct work *work, struct entry *entry)
{
    enum { TRIES = 5, PAUSE = 20 };
    const char *path = session_joined(work->repo, work->repo->root, entry->of->path);
    struct stat after;
    int rc;

    for (int i = 0; i < TRIES; i++) {
        if (lstat(path, &entry->found) != 0) {
            entry->is_gone = true;
            return errno == ENOENT || errno == ENOTDIR
                       ? STEP_GO_ON
                       : (enum step)err_errno(work->repo->err, errno, "cannot read '%s'", entry->of->path);
        }
        if (!S_ISREG(entry->found.st_mode))
            return (enum step)err_set(work->repo->err, ERR_CONFLICT, "'%s' is no file any more",
                                      entry->of->path);
        rc = git_blob_create_from_workdir(&entry->blob, work->repo->git, entry->of->path);
        if (lstat(path, &after) == 0 && is_same_stat(&entry->found, &after)) {
            if (rc < 0)
                return session_failed(work->repo, "git cannot store a file");
            entry->mode = mode_of(work, entry);
            return STEP_GO_ON;
        }
        git_error_clear(); /* it was cut short while git read it, perhaps */
        lock_pause(PAUSE);
    }
    return (enum step)err_set(work->repo->err, ERR_CONFLICT, "'%s' is being written to", entry->of->path);
}

static bool is_different(const struct entry *entry)
{
    if (entry->is_gone)
        return entry->is_known;
    return !entry->is_known || entry->mode != entry->before || !git_oid_equal(&entry->blob, &entry->former);
}

/* Takes the path up where it differs from HEAD; leaves it where the user has staged it meanwhile. */
static enum step choose(struct work *work, struct repo_path *path)
{
    struct entry entry = {.of = path};
    const char *why = NULL;
    enum step step = path->is_left ? STEP_GO_ON : path_objection(work->repo, &work->now, path->path, &why);

    if (why)
        session_leave(work->repo, path, why);
    if (path->is_left || step != STEP_GO_ON)
        return step;
    step = look_up(work, &entry);
    if (step == STEP_GO_ON)
        step = write_blob(work, &entry);
    if (step == STEP_GO_ON && is_different(&entry))
        *vec_add(&work->entries, work->repo->arena) = entry;
    return step;
}

static enum step write_tree(struct work *work, git_oid *tree)
{
    git_tree_update *updates = arena_new_array(work->repo->arena, git_tree_update, work->entries.n);

    for (uint32_t i = 0; i < work->entries.n; i++) {
        const struct entry *entry = &work->entries.at[i];

        updates[i] = (git_tree_update){entry->is_gone ? GIT_TREE_UPDATE_REMOVE : GIT_TREE_UPDATE_UPSERT,
                                       entry->blob, entry->mode, entry->of->path};
    }
    if (git_tree_create_updated(tree, work->repo->git, work->now.base, work->entries.n, updates) < 0)
        return session_failed(work->repo, "git cannot store the list of files");
    return STEP_GO_ON;
}

static enum step write_commit(struct work *work, git_oid *id)
{
    const struct repo *repo = work->repo;
    const git_commit *parents[1] = {work->now.parent};
    git_tree *tree = NULL;
    git_oid tree_id;
    enum step step = write_tree(work, &tree_id);

    if (step == STEP_GO_ON && (git_tree_lookup(&tree, repo->git, &tree_id) < 0 ||
                               git_commit_create(id, repo->git, NULL, repo->author, repo->committer, NULL,
                                                 work->message, tree, work->now.parent ? 1 : 0, parents) < 0))
        step = session_failed(work->repo, "git cannot store the commit");
    git_tree_free(tree);
    return step;
}

/* ---- index */

static git_index_entry index_entry(const struct entry *entry)
{
    const struct stat *found = &entry->found;

    /* Of sizes and numbers the index keeps 32 bits, as git does. */
    return (git_index_entry){
        .ctime = {(int32_t)found->st_ctim.tv_sec, (uint32_t)found->st_ctim.tv_nsec},
        .mtime = {(int32_t)found->st_mtim.tv_sec, (uint32_t)found->st_mtim.tv_nsec},
        .dev = (uint32_t)found->st_dev,
        .ino = (uint32_t)found->st_ino,
        .mode = (uint32_t)entry->mode,
        .uid = found->st_uid,
        .gid = found->st_gid,
        .file_size = (uint32_t)found->st_size,
        .id = entry->blob,
        .path = entry->of->path,
    };
}

static enum step write_index(struct work *work)
{
    enum step step;
    int rc = 0;

    for (uint32_t i = 0; i < work->entries.n && rc == 0; i++) {
        const struct entry *entry = &work->entries.at[i];
        git_index_entry now = index_entry(entry);

        if (!entry->is_gone)
            rc = git_index_add(work->now.index, &now);
        else if (git_index_get_bypath(work->now.index, entry->of->path, 0))
            rc = git_index_remove(work->now.index, entry->of->path, 0);
    }
    if (rc < 0)
        return session_failed(work->repo, "git's index cannot be changed");
    step = index_file_put(work->repo, work->now.index);
    work->is_in_index = step == STEP_GO_ON;
    return step;
}

/* ---- branch */

static const git_oid *parent_id(const struct work *work)
{
    return work->now.parent ? git_commit_id(work->now.parent) : NULL;
}

/* The branch may have moved, and only the disk not have confirmed it: then nothing is to be taken back. */
static enum step judge_failure(struct work *work, const git_oid *id)
{
    struct repo *repo = work->repo;
    const char *last = strrchr(work->now.branch, '/');
    const char *root = last ? git_repository_commondir(repo->git) : repo->home;
    struct str folder = {work->now.branch, last ? (size_t)(last - work->now.branch) : 0};
    git_oid now;

    session_failed(repo, "git cannot move the branch");
    work->is_moved = read_tolerated(git_reference_name_to_id(&now, repo->git, work->now.branch)) == 0 &&
                     git_oid_equal(&now, id);
    if (!work->is_moved)
        return STEP_FAILED;
    if (index_file_sync(read_joined(repo->arena, root, folder)) == 0)
        return STEP_GO_ON;
    err_wrap(repo->err, "the commit is made, but may not outlast a power cut");
    return STEP_FAILED;
}

/* The branch moves only from where it was read; false: it is elsewhere by now. */
static bool move_branch(struct work *work, const git_oid *id, enum step *step)
{
    struct str message = str_from(work->message), title = str_slice(message, 0, str_index(message, '\n', 0));
    const char *log =
        read_joined(work->repo->arena, work->now.parent ? "commit: " : "commit (initial): ", title);
    git_reference *moved = NULL;
    int rc = work->now.parent ? git_reference_create_matching(&moved, work->repo->git, work->now.branch, id,
                                                              1, parent_id(work), log)
                              : git_reference_create(&moved, work->repo->git, work->now.branch, id, 0, log);

    git_reference_free(moved);
    if (rc == GIT_EMODIFIED || rc == GIT_EEXISTS || rc == GIT_ELOCKED) {
        git_error_clear();
        return false;
    }
    *step = rc < 0 ? judge_failure(work, id) : STEP_GO_ON;
    return true;
}

/* Goes on from a HEAD that another program has moved, unless that concerns the same files. */
static enum step follow(struct work *work)
{
    const char *branch = work->now.branch;
    git_index *index = work->now.index;
    enum step step;

    work->now.index = NULL;
    standing_end(&work->now);
    step = standing_read_head(work->repo, &work->now);
    work->now.index = index;
    if (step == STEP_GO_ON && strcmp(branch, work->now.branch) != 0)
        step =
            (enum step)err_set(work->repo->err, ERR_CONFLICT, "another program changed the branch meanwhile");
    for (uint32_t i = 0; i < work->entries.n && step == STEP_GO_ON; i++) {
        struct entry before = work->entries.at[i], *entry = &work->entries.at[i];

        step = look_up(work, entry);
        if (step == STEP_GO_ON && (entry->is_known != before.is_known ||
                                   (entry->is_known && !git_oid_equal(&entry->former, &before.former))))
            step = (enum step)err_set(work->repo->err, ERR_CONFLICT,
                                      "another program committed '%s' meanwhile", entry->of->path);
    }
    return step;
}

/* Objects, index, branch: in this order. */
static enum step commit(struct work *work, git_oid *id)
{
    enum { TRIES = 10, PAUSE = 20 };
    enum step step = STEP_GO_ON;

    for (int i = 0; i < TRIES; i++) {
        step = write_commit(work, id);
        if (step == STEP_GO_ON)
            step = journal_write(work->repo, JOURNAL_COMMIT, work->now.branch, parent_id(work), id);
        if (step == STEP_GO_ON && !work->is_in_index)
            step = write_index(work);
        if (step != STEP_GO_ON || move_branch(work, id, &step))
            return step;
        lock_pause(PAUSE * (i + 1));
        step = follow(work);
        if (step != STEP_GO_ON)
            return step;
    }
    return (enum step)err_set(work->repo->err, ERR_CONFLICT, "other programs keep moving the branch '%s'",
                              work->now.branch);
}

/* ---- the whole of it */

static enum step prepare(struct work *work)
{
    struct repo *repo = work->repo;
    const char *index = index_file_begin(repo);
    enum step step = index ? standing_read(repo, index, &work->now) : STEP_FAILED;
    int has_modes = 1;

    if (step == STEP_GO_ON && work->now.is_index_opaque)
        step = session_refused(repo, "try again", "git's index was split meanwhile");
    read_tolerated(git_config_get_bool(&has_modes, repo->config, "core.fileMode"));
    work->has_modes = has_modes;
    for (uint32_t i = 0; i < repo->paths.n && step == STEP_GO_ON; i++)
        step = choose(work, &repo->paths.at[i]);
    return step;
}

static const char *message_of(struct work *work, const struct session_message *message)
{
    const struct repo_path **paths =
        arena_new_array(work->repo->arena, const struct repo_path *, work->entries.n);

    for (uint32_t i = 0; i < work->entries.n; i++)
        paths[i] = work->entries.at[i].of;
    return session_message(work->repo, message, paths, work->entries.n);
}

/* What was begun goes back: index and journal. Where that fails, the journal stays for the next infoview. */
static void take_back(struct work *work)
{
    if (!work->is_in_index || work->is_moved || index_file_restore(work->repo))
        journal_drop(work->repo, JOURNAL_COMMIT);
}

enum step commit_paths(struct repo *repo, const struct session_message *message, struct str *hash)
{
    char text[GIT_OID_HEXSZ + 1];
    struct work work = {.repo = repo};
    enum step step = index_lock_take(repo, &work.lock);
    git_oid id;

    if (step == STEP_GO_ON)
        step = prepare(&work);
    if (step == STEP_GO_ON && work.entries.n) {
        work.message = message_of(&work, message);
        step = commit(&work, &id);
        if (step == STEP_GO_ON) {
            journal_drop(repo, JOURNAL_COMMIT);
            *hash = str_copy(repo->arena, str_from(git_oid_tostr(text, sizeof text, &id)));
        } else {
            take_back(&work);
        }
    }
    if (work.lock.path)
        index_file_end(repo);
    standing_end(&work.now);
    index_lock_give(&work.lock);
    return step;
}
