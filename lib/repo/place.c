#include "repo/place.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/lock.h"
#include "repo/capable.h"
#include "repo/combine.h"
#include "repo/coming.h"
#include "repo/index_file.h"
#include "repo/index_lock.h"
#include "repo/journal.h"
#include "repo/path.h"
#include "repo/read.h"
#include "repo/swap.h"

/* Any file of the repository may change, not only notes: bytes that are read of one. */
enum { LARGEST = 1 << 30 };

/* ---- what is to change */

/* One file, before and after, as the work tree has it. */
struct change {
    const char *path; /* from the root */
    bool was, is;     /* whether there is one */
    struct str before, after;
    git_oid id; /* of what it is to be */
    uint32_t mode;
    bool sets_mode; /* it had another one, or is new */
    bool is_apart;  /* outside the sparse checkout: only the index has it */
};

struct work {
    struct placing *placing;
    struct repo *repo;
    struct standing now;
    git_tree *from, *to;
    struct coming coming; /* the attributes of `to` */
    int root;             /* descriptor of the work tree */
    unsigned swapped;     /* names in the swap folder below this are taken */
    struct {
        VEC(struct change);
    } changes;
};

/* The bytes as they are checked out, by the attributes that `git` has: line ends, say. */
static int checked_out(struct repo *repo, git_repository *git, const git_diff_file *file, struct str *bytes)
{
    git_filter_list *filters = NULL;
    git_buf out = {0};
    git_blob *blob = NULL;
    int rc = git_blob_lookup(&blob, git, &file->id);

    if (rc == 0)
        rc =
            git_filter_list_load(&filters, git, blob, file->path, GIT_FILTER_TO_WORKTREE, GIT_FILTER_DEFAULT);
    if (rc == 0 && filters) {
        rc = git_filter_list_apply_to_blob(&out, filters, blob);
        if (rc == 0)
            *bytes = str_copy(repo->arena, (struct str){out.ptr, out.size});
    } else if (rc == 0) {
        *bytes =
            str_copy(repo->arena, (struct str){git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)});
    }
    git_buf_dispose(&out);
    git_filter_list_free(filters);
    git_blob_free(blob);
    return rc;
}

static bool is_plain(const git_diff_file *file)
{
    return git_oid_is_zero(&file->id) || file->mode == GIT_FILEMODE_BLOB ||
           file->mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

/* Whether the index has what is to come already: an earlier run was cut off behind it. */
static bool is_in_index(const struct work *work, const git_diff_file *file)
{
    const git_index_entry *known = git_index_get_bypath(work->now.index, file->path, 0);

    return known ? git_oid_equal(&known->id, &file->id) : git_oid_is_zero(&file->id);
}

/* Whether a sparse checkout leaves the file out of the work tree. What was staged there is an objection like any other. */
static bool is_apart(const struct work *work, const git_diff_delta *delta)
{
    const git_index_entry *known = git_index_get_bypath(work->now.index, delta->new_file.path, 0);

    return known && known->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE &&
           (is_in_index(work, &delta->old_file) || is_in_index(work, &delta->new_file));
}

/*
 * Whether a step of a path is a place of git's own, on any file system: `.git` in any case, also with dots, spaces or a stream's name
 * behind, with characters in it that some file systems pass over, or by its short name.
 */
static bool is_gits_own(struct str step)
{
    char plain[sizeof ".git"];
    size_t n = 0;

    if (str_starts_nocase(step, STR("git~")))
        return true;
    for (size_t i = 0; i < step.n && n < sizeof plain; i++)
        if ((unsigned char)step.p[i] < 0x80)
            plain[n++] = step.p[i];
    return str_starts_nocase((struct str){plain, n}, STR(".git")) &&
           (n == strlen(".git") || strchr(". :", plain[n - 1]));
}

/* A commit may hold paths that git never writes: whoever made it could have git run what they like. */
static enum step judge_path(struct repo *repo, const char *path)
{
    struct str rest = str_from(path);
    bool is_fine = rest.n > 0;

    while (rest.n && is_fine) {
        struct str step = str_slice(rest, 0, str_index(rest, '/', 0));

        is_fine = step.n && !str_equal(step, STR(".")) && !str_equal(step, STR("..")) && !is_gits_own(step);
        rest = str_skip(rest, step.n + 1);
    }
    if (is_fine)
        return STEP_GO_ON;
    return session_refused(repo, "nothing was brought in: no program of good faith makes such a commit",
                           "'%s' is no path for a file: git keeps its own there", path);
}

/* What only git can put in place, or the user has to settle first. */
static enum step object(struct work *work, const git_diff_delta *delta)
{
    struct repo *repo = work->repo;
    const char *path = delta->new_file.path, *why = NULL;

    if (path_objection(repo, &work->now, path, &why) != STEP_GO_ON)
        return STEP_FAILED;
    if (why && (strcmp(why, "git ignores it") == 0 || is_in_index(work, &delta->new_file)))
        why = NULL;
    if (!why && (!is_plain(&delta->old_file) || !is_plain(&delta->new_file)))
        why = "it is no plain file";
    if (!why &&
        ((why = capable_objection(repo, repo->git, path)) || (why = coming_objection(&work->coming, path))))
        why = session_text(repo, "it %s", why);
    if (!why)
        return STEP_GO_ON;
    return session_refused(repo,
                           "nothing was brought in; 'git status' shows how things stand, and 'git pull' "
                           "can bring it in",
                           "'%s' is to change, but %s", path, why);
}

/*
 * Whether what comes is no text but says where Git LFS keeps it, and would take a note's place, or that of what is no pointer here:
 * its filter is not set up, so nobody else sees to that. What came so before, a picture say, may go on doing so.
 */
static bool is_lost_to_pointer(const struct change *change)
{
    const struct str start = STR("version https://git-lfs.github.com/spec/");

    return change->is && str_starts(change->after, start) &&
           (str_ends(str_from(change->path), STR(".md")) || str_ends(str_from(change->path), STR(".yaml")) ||
            (change->was && !str_starts(change->before, start)));
}

static enum step add_change(struct work *work, const git_diff_delta *delta)
{
    struct repo *repo = work->repo;
    struct change change = {.path = session_text(repo, "%s", delta->new_file.path),
                            .was = !git_oid_is_zero(&delta->old_file.id),
                            .is = !git_oid_is_zero(&delta->new_file.id),
                            .id = delta->new_file.id,
                            .mode = delta->new_file.mode,
                            .sets_mode = delta->old_file.mode != delta->new_file.mode,
                            .is_apart = is_apart(work, delta)};
    enum step step = judge_path(repo, delta->new_file.path);

    if (step == STEP_GO_ON && !change.is_apart)
        step = object(work, delta);
    if (step != STEP_GO_ON)
        return step;
    if ((change.was && checked_out(repo, repo->git, &delta->old_file, &change.before) < 0) ||
        (change.is && checked_out(repo, work->coming.git, &delta->new_file, &change.after) < 0))
        return session_failed(repo, "git cannot read a file of the other history");
    if (is_lost_to_pointer(&change))
        return session_refused(
            repo, "nothing was brought in; then 'git pull' can bring it in",
            "'%s' is to change, but what comes is a pointer of Git LFS, which is not set up "
            "here ('git lfs install')",
            change.path);
    *vec_add(&work->changes, repo->arena) = change;
    return STEP_GO_ON;
}

static enum step find_changes(struct work *work)
{
    struct repo *repo = work->repo;
    git_diff *diff = NULL;
    enum step step = STEP_GO_ON;

    if ((work->placing->from && git_commit_tree(&work->from, work->placing->from) < 0) ||
        git_commit_tree(&work->to, work->placing->to) < 0 ||
        git_diff_tree_to_tree(&diff, repo->git, work->from, work->to, NULL) < 0)
        step = session_failed(repo, "git cannot compare the two histories");
    if (step == STEP_GO_ON)
        step = coming_begin(&work->coming, repo, work->to);
    for (size_t i = 0; step == STEP_GO_ON && i < git_diff_num_deltas(diff); i++)
        step = coming_add(&work->coming, git_diff_get_delta(diff, i)->new_file.path);
    for (size_t i = 0; step == STEP_GO_ON && i < git_diff_num_deltas(diff); i++)
        step = add_change(work, git_diff_get_delta(diff, i));
    git_diff_free(diff);
    return step;
}

/* ---- a file */

enum { PLACED = 1, AGAIN = 0 };

static void tell(struct work *work, enum repo_sync_what what, const char *path, const char *other)
{
    struct repo_sync *sync = work->placing->sync;

    *vec_add(&sync->files, sync->arena) = (struct repo_sync_file){
        what, combine_shown(work->repo, path), other ? combine_shown(work->repo, other) : (struct str){0}};
}

static const char *on_disk(const struct work *work, const char *path)
{
    return session_joined(work->repo, work->repo->root, path);
}

/* 1, or 0 where somebody was quicker: wrote to the file, or took it away; -1. */
static int done(struct work *work, int status)
{
    enum err_kind kind = work->repo->err->kind;

    if (status == 0)
        return PLACED;
    return kind == ERR_CONFLICT || kind == ERR_NOT_FOUND ? AGAIN : -1;
}

static int make(struct work *work, const char *path, struct str bytes)
{
    bool is_made = false;
    int status = fs_create(work->root, path, bytes, &is_made, work->repo->err);

    return status != 0 ? -1 : is_made ? PLACED : AGAIN;
}

static int replace(struct work *work, const char *path, struct str before, struct str after)
{
    swap_keep(work->repo, &work->swapped, path, before);
    return done(work, fs_replace(work->root, path, before, after, work->repo->err));
}

/* The file, and the folders that it leaves empty. */
static int take_away(struct work *work, const char *path, struct str before)
{
    struct str rest = str_from(path);
    int status;

    swap_keep(work->repo, &work->swapped, path, before);
    status = done(work, fs_remove(work->root, path, before, work->repo->err));
    while (status == PLACED) {
        while (rest.n && rest.p[rest.n - 1] != '/')
            rest.n--;
        if (!rest.n ||
            rmdir(read_joined(work->repo->arena, work->repo->root, str_slice(rest, 0, --rest.n))) != 0)
            break;
    }
    return status;
}

/* The new version comes beside the edited one. */
static int put_aside(struct work *work, const struct change *change)
{
    const char *aside = combine_aside(work->repo, change->path, &change->id);
    int status = make(work, aside, change->after);

    if (status >= 0)
        tell(work, REPO_SYNC_BOTH_STAY, change->path, aside);
    return status < 0 ? -1 : PLACED;
}

/* Somebody edited the file: it holds neither the one nor the other. */
static int merge_edit(struct work *work, const struct change *change, struct str now)
{
    struct repo_sync *sync = work->placing->sync;
    struct repo_versions versions = {.path = combine_shown(work->repo, change->path),
                                     .base = change->before,
                                     .has_base = change->was,
                                     .ours = now,
                                     .theirs = change->after,
                                     .arena = work->repo->arena};
    int status;

    if (!change->is) { /* removed there, edited here: it stays */
        tell(work, REPO_SYNC_KEPT, change->path, NULL);
        return PLACED;
    }
    if (!sync->merge(sync->context, &versions))
        return put_aside(work, change);
    if (str_equal(versions.result, now))
        return PLACED;
    status = replace(work, change->path, now, versions.result);
    if (status == PLACED)
        tell(work, REPO_SYNC_EDITED, change->path, NULL);
    return status;
}

/* There is none. What was taken away here meanwhile and changed there stays, as in any merge. */
static int make_anew(struct work *work, const struct change *change)
{
    int status = make(work, change->path, change->after);

    if (status == PLACED && change->was)
        tell(work, REPO_SYNC_KEPT, change->path, NULL);
    return status;
}

/* One look at the file, and what follows from it: PLACED, AGAIN, or -1. */
static int place_once(struct work *work, struct change *change)
{
    struct err missing = {0};
    struct buf bytes = {0};
    struct str now;
    int status = fs_read(work->root, change->path, LARGEST, &bytes, &missing);
    bool is_there = status == 0;

    if (status != 0 && missing.kind != ERR_NOT_FOUND) {
        *work->repo->err = missing;
        return -1;
    }
    now = buf_str(&bytes);
    if (is_there == change->is && (!is_there || str_equal(now, change->after)))
        status = PLACED;
    else if (!is_there)
        status = make_anew(work, change);
    else if (!change->was || !str_equal(now, change->before))
        status = merge_edit(work, change, now);
    else
        status =
            change->is ? replace(work, change->path, now, change->after) : take_away(work, change->path, now);
    buf_free(&bytes);
    return status;
}

/* Some editors move a file away and then write it anew: for a moment there is none. */
static void wait_for(struct work *work, const struct change *change)
{
    enum { STEP = 10, PATIENCE = 200 };
    struct stat found;

    for (int waited = 0; waited < PATIENCE && change->was && change->is &&
                         lstat(on_disk(work, change->path), &found) != 0 && errno == ENOENT;
         waited += STEP)
        lock_pause(STEP);
}

/* Executable or not, where that is new: the user's own mode stays else. */
static void set_mode(struct work *work, const struct change *change)
{
    int fd = open(on_disk(work, change->path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat found;

    if (fd < 0)
        return;
    if (fstat(fd, &found) == 0 && S_ISREG(found.st_mode))
        fchmod(fd, change->mode == GIT_FILEMODE_BLOB_EXECUTABLE ? found.st_mode | (found.st_mode & 0444) >> 2
                                                                : found.st_mode & (mode_t)~0111);
    close(fd);
}

static enum step place_file(struct work *work, struct change *change)
{
    enum { TRIES = 20 };
    int status = change->is_apart ? PLACED : AGAIN;

    if (status == AGAIN)
        wait_for(work, change);
    for (int i = 0; i < TRIES && status == AGAIN; i++)
        status = place_once(work, change);
    if (status == AGAIN)
        return (enum step)err_set(work->repo->err, ERR_CONFLICT, "'%s' keeps changing", change->path);
    if (status == PLACED && change->is && change->sets_mode && !change->is_apart)
        set_mode(work, change);
    return status < 0 ? STEP_FAILED : STEP_GO_ON;
}

/* ---- index and branch */

/* With what the disk says of the file where it is as meant: else git is to look at it again. */
static git_index_entry index_entry(struct work *work, const struct change *change)
{
    git_index_entry entry = {.mode = change->mode, .id = change->id, .path = change->path};
    const char *path = on_disk(work, change->path);
    struct stat before, after;
    git_oid id;

    if (change->is_apart)
        entry.flags_extended = GIT_INDEX_ENTRY_SKIP_WORKTREE;
    if (change->is_apart || lstat(path, &before) != 0 ||
        read_tolerated(git_repository_hashfile(&id, work->repo->git, path, GIT_OBJECT_BLOB, change->path)) !=
            0 ||
        !git_oid_equal(&id, &change->id) || lstat(path, &after) != 0 || before.st_ino != after.st_ino ||
        before.st_size != after.st_size || before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
        before.st_mtim.tv_nsec != after.st_mtim.tv_nsec)
        return entry;
    entry.ctime = (git_index_time){(int32_t)after.st_ctim.tv_sec, (uint32_t)after.st_ctim.tv_nsec};
    entry.mtime = (git_index_time){(int32_t)after.st_mtim.tv_sec, (uint32_t)after.st_mtim.tv_nsec};
    entry.dev = (uint32_t)after.st_dev;
    entry.ino = (uint32_t)after.st_ino;
    entry.uid = after.st_uid;
    entry.gid = after.st_gid;
    entry.file_size = (uint32_t)after.st_size;
    return entry;
}

static enum step write_index(struct work *work)
{
    git_index *index = work->now.index;
    int rc = 0;

    for (uint32_t i = 0; i < work->changes.n && rc == 0; i++) {
        const struct change *change = &work->changes.at[i];
        git_index_entry entry = index_entry(work, change);

        if (change->is)
            rc = git_index_add(index, &entry);
        else if (git_index_get_bypath(index, change->path, 0))
            rc = git_index_remove(index, change->path, 0);
    }
    return rc < 0 ? session_failed(work->repo, "git's index cannot be changed")
                  : index_file_put(work->repo, index);
}

/* From where it was read alone: where another program moved it, the next round sees that. */
static enum step move_branch(struct work *work)
{
    const struct placing *placing = work->placing;
    git_reference *moved = NULL;
    const git_oid *to = git_commit_id(placing->to);
    int rc = placing->from
                 ? git_reference_create_matching(&moved, work->repo->git, placing->branch, to, 1,
                                                 git_commit_id(placing->from), placing->log)
                 : git_reference_create(&moved, work->repo->git, placing->branch, to, 0, placing->log);

    git_reference_free(moved);
    if (rc == GIT_EMODIFIED || rc == GIT_ELOCKED || rc == GIT_EEXISTS)
        return (enum step)err_set(work->repo->err, ERR_CONFLICT,
                                  "another program moved the branch meanwhile");
    return rc < 0 ? session_failed(work->repo, "git cannot move the branch") : STEP_GO_ON;
}

/* Whether the branch is where it was to go although that failed: the disk did not confirm it, perhaps. */
static bool has_moved(const struct work *work)
{
    git_oid now;

    return read_tolerated(git_reference_name_to_id(&now, work->repo->git, work->placing->branch)) == 0 &&
           git_oid_equal(&now, git_commit_id(work->placing->to));
}

static enum step place_all(struct work *work)
{
    struct placing *placing = work->placing;
    enum step step =
        journal_write(work->repo, JOURNAL_SYNC, placing->branch,
                      placing->from ? git_commit_id(placing->from) : NULL, git_commit_id(placing->to));

    for (uint32_t i = 0; i < work->changes.n && step == STEP_GO_ON; i++)
        step = place_file(work, &work->changes.at[i]);
    if (step == STEP_GO_ON)
        step = write_index(work);
    if (step == STEP_GO_ON) {
        step = move_branch(work);
        if (step != STEP_GO_ON && !has_moved(work))
            index_file_restore(work->repo);
    }
    if (step == STEP_GO_ON)
        journal_drop(work->repo, JOURNAL_SYNC);
    return step;
}

enum step place(struct placing *placing)
{
    struct repo *repo = placing->repo;
    struct work work = {.placing = placing, .repo = repo, .root = -1};
    struct index_lock lock = {0};
    enum step step = index_lock_take(repo, &lock);
    const char *index = step == STEP_GO_ON ? index_file_begin(repo) : NULL;

    if (step == STEP_GO_ON)
        step = index ? standing_read(repo, index, &work.now) : STEP_FAILED;
    if (step == STEP_GO_ON && work.now.is_index_opaque)
        step = session_refused(repo, "nothing was brought in; 'git pull' can do it", "git's index is %s",
                               work.now.form);
    if (step == STEP_GO_ON)
        step = find_changes(&work);
    if (step == STEP_GO_ON)
        work.root = fs_open_folder(repo->root, repo->err);
    if (step == STEP_GO_ON)
        step = work.root >= 0 ? place_all(&work) : STEP_FAILED;
    if (work.root >= 0)
        close(work.root);
    if (lock.path)
        index_file_end(repo);
    coming_end(&work.coming);
    git_tree_free(work.from);
    git_tree_free(work.to);
    standing_end(&work.now);
    index_lock_give(&lock);
    return step;
}
