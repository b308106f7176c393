#include "repo/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/lock.h"
#include "repo/index_file.h"
#include "repo/index_lock.h"
#include "repo/read.h"
#include "repo/standing.h"

static const char *journal_path(struct repo *repo, const char *name)
{
    return session_joined(repo, repo->home, name);
}

/* In place: one that is cut off is none, and then nothing else has been touched yet. An errno number, or 0. */
static int put(const char *path, struct str line)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    int number = 0;

    if (fd < 0)
        return errno;
    errno = ENOSPC;
    if (write(fd, line.p, line.n) != (ssize_t)line.n || (fsync(fd) != 0 && errno != EINVAL))
        number = errno;
    if (close(fd) != 0 && !number)
        number = errno;
    return number;
}

enum step journal_write(struct repo *repo, const char *name, const char *branch, const git_oid *from,
                        const git_oid *to)
{
    static const git_oid none;
    char old[GIT_OID_HEXSZ + 1], new[GIT_OID_HEXSZ + 1];
    struct buf line = {0};
    int number;

    buf_printf(&line, "%s %s %s\n", git_oid_tostr(old, sizeof old, from ? from : &none),
               git_oid_tostr(new, sizeof new, to), branch);
    number = put(journal_path(repo, name), buf_str(&line));
    buf_free(&line);
    return number ? (enum step)err_errno(repo->err, number, "cannot write into the git repository")
                  : STEP_GO_ON;
}

void journal_drop(struct repo *repo, const char *name)
{
    unlink(journal_path(repo, name));
}

/* OLD NEW BRANCH and a line end. */
static bool parse(struct repo *repo, struct str line, struct journal_entry *entry)
{
    const size_t hash = GIT_OID_HEXSZ, branch = 2 * (hash + 1);

    if (line.n < branch + 2 || line.p[line.n - 1] != '\n' || line.p[hash] != ' ' || line.p[branch - 1] != ' ')
        return false;
    entry->branch = str_copy(repo->arena, str_slice(line, branch, line.n - 1));
    entry->from = arena_new(repo->arena, git_oid);
    entry->to = arena_new(repo->arena, git_oid);
    return read_tolerated(git_oid_fromstrn(entry->from, line.p, hash)) == 0 &&
           read_tolerated(git_oid_fromstrn(entry->to, str_skip(line, hash + 1).p, hash)) == 0;
}

bool journal_read(struct repo *repo, const char *name, struct journal_entry *entry)
{
    enum { LIMIT = 4096 };
    struct err ignored = {0};
    struct buf line = {0};
    bool is_read = fs_read(AT_FDCWD, journal_path(repo, name), LIMIT, &line, &ignored) == 0 &&
                   parse(repo, buf_str(&line), entry);

    buf_free(&line);
    return is_read;
}

/* ---- ending one that was cut off */

struct journal {
    struct repo *repo;
    struct journal_entry said;
    struct standing now;
    git_commit *commit;
    git_tree *tree;
    git_diff *diff; /* from the old tree to the new one */
};

static bool is_where_it_was(const struct journal *journal)
{
    const git_commit *head = journal->now.parent;

    if (!str_equal(str_from(journal->now.branch), journal->said.branch))
        return false;
    return head ? git_oid_equal(git_commit_id(head), journal->said.from)
                : git_oid_is_zero(journal->said.from);
}

static bool open_diff(struct journal *journal)
{
    git_repository *git = journal->repo->git;

    return read_tolerated(git_commit_lookup(&journal->commit, git, journal->said.to)) == 0 &&
           read_tolerated(git_commit_tree(&journal->tree, journal->commit)) == 0 &&
           read_tolerated(
               git_diff_tree_to_tree(&journal->diff, git, journal->now.base, journal->tree, NULL)) == 0;
}

/* Whether the work tree still has what the commit was to hold. */
static bool is_on_disk(struct repo *repo, const git_diff_delta *delta)
{
    const char *path = session_joined(repo, repo->root, delta->new_file.path);
    struct stat found;
    git_oid id;

    if (delta->status == GIT_DELTA_DELETED)
        return lstat(path, &found) != 0 && errno == ENOENT;
    return lstat(path, &found) == 0 && S_ISREG(found.st_mode) &&
           read_tolerated(
               git_repository_hashfile(&id, repo->git, path, GIT_OBJECT_BLOB, delta->new_file.path)) == 0 &&
           git_oid_equal(&id, &delta->new_file.id);
}

static bool can_go_on(const struct journal *journal)
{
    for (size_t i = 0; i < git_diff_num_deltas(journal->diff); i++)
        if (!is_on_disk(journal->repo, git_diff_get_delta(journal->diff, i)))
            return false;
    return true;
}

/* Whether the index has what the file `side` is: not there, or that blob. */
static bool is_in_index(git_index *index, const char *path, const git_diff_file *side)
{
    const git_index_entry *known = git_index_get_bypath(index, path, 0);

    return known ? git_oid_equal(&known->id, &side->id) : git_oid_is_zero(&side->id);
}

/* Gives the index one side of the diff where it has the other. */
static int turn_entry(git_index *index, const git_diff_delta *delta, bool is_forward)
{
    const git_diff_file *from = is_forward ? &delta->old_file : &delta->new_file;
    const git_diff_file *to = is_forward ? &delta->new_file : &delta->old_file;
    git_index_entry entry = {.path = to->path, .mode = to->mode, .id = to->id};

    if (!is_in_index(index, to->path, from))
        return 0;
    return git_oid_is_zero(&to->id) ? git_index_remove(index, to->path, 0) : git_index_add(index, &entry);
}

static enum step turn_index(struct journal *journal, bool is_forward)
{
    for (size_t i = 0; i < git_diff_num_deltas(journal->diff); i++)
        if (turn_entry(journal->now.index, git_diff_get_delta(journal->diff, i), is_forward) < 0)
            return session_failed(journal->repo, "git's index cannot be changed");
    return index_file_put(journal->repo, journal->now.index);
}

static enum step move_branch(struct journal *journal)
{
    git_repository *git = journal->repo->git;
    git_reference *moved = NULL;
    int rc = journal->now.parent
                 ? git_reference_create_matching(&moved, git, journal->now.branch, journal->said.to, 1,
                                                 journal->said.from, "commit: ended by infoview")
                 : git_reference_create(&moved, git, journal->now.branch, journal->said.to, 0,
                                        "commit (initial): ended by infoview");

    git_reference_free(moved);
    return rc < 0 ? session_failed(journal->repo, "git cannot move the branch") : STEP_GO_ON;
}

void journal_unlock(struct repo *repo, const struct journal_entry *said)
{
    enum { LIMIT = 256, STEP = 100, PATIENCE = 1000 };
    bool is_head = str_equal(said->branch, STR("HEAD"));
    const char *folder = is_head ? repo->home : git_repository_commondir(repo->git);
    const char *path = read_joined(repo->arena, read_joined(repo->arena, folder, said->branch), STR(".lock"));
    char hash[GIT_OID_HEXSZ + 1];
    struct buf text = {0};
    struct err ignored = {0};

    git_oid_tostr(hash, sizeof hash, said->to);
    for (unsigned waited = 0; waited <= PATIENCE; waited += STEP) {
        if (fs_read(AT_FDCWD, path, LIMIT, &text, &ignored) != 0)
            break;
        if (text.n && str_starts(buf_str(&text), str_from(hash))) {
            unlink(path);
            break;
        }
        if (text.n)
            break;
        if (waited == PATIENCE)
            unlink(path);
        else
            lock_pause(STEP);
    }
    buf_free(&text);
}

static enum step end_it(struct journal *journal)
{
    const char *path = index_file_begin(journal->repo);
    enum step step = path ? standing_read(journal->repo, path, &journal->now) : STEP_FAILED;
    bool is_forward;

    if (step != STEP_GO_ON || journal->now.is_index_opaque)
        return step; /* a merge, say: it stays until that is over */
    journal_unlock(journal->repo, &journal->said);
    if (is_where_it_was(journal) && open_diff(journal)) {
        is_forward = can_go_on(journal);
        step = turn_index(journal, is_forward);
        if (step == STEP_GO_ON && is_forward)
            step = move_branch(journal);
    }
    if (step == STEP_GO_ON)
        journal_drop(journal->repo, JOURNAL_COMMIT);
    return step;
}

enum step journal_finish(struct repo *repo)
{
    struct journal journal = {.repo = repo};
    struct index_lock lock = {0};
    enum step step = STEP_GO_ON;

    if (!journal_read(repo, JOURNAL_COMMIT, &journal.said))
        return STEP_GO_ON;
    step = index_lock_take(repo, &lock);
    if (lock.path)
        step = end_it(&journal);
    index_file_end(repo);
    index_lock_give(&lock);
    git_diff_free(journal.diff);
    git_tree_free(journal.tree);
    git_commit_free(journal.commit);
    standing_end(&journal.now);
    return step;
}
