#include "repo/standing.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "repo/read.h"

/* ---- what is under way */

enum step standing_refuse_operation(struct repo *repo, const char *operation)
{
    static const struct {
        const char *name, *on, *back;
    } ways[] = {
        {"merge", "git commit", "git merge --abort"},
        {"revert", "git revert --continue", "git revert --abort"},
        {"cherry-pick", "git cherry-pick --continue", "git cherry-pick --abort"},
        {"git am", "git am --continue", "git am --abort"},
        {"rebase", "git rebase --continue", "git rebase --abort"},
    };

    if (strcmp(operation, "bisect") == 0)
        return session_refused(repo, "nothing was written; 'git bisect reset' ends it",
                               "a bisect is under way in the git repository");
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (strcmp(operation, ways[i].name) == 0)
            return session_refused(
                repo,
                session_text(repo, "nothing was written; finish it with '%s' or give it up with '%s'",
                             ways[i].on, ways[i].back),
                "a %s is under way in the git repository", operation);
    return session_refused(repo, "nothing was written; 'git status' says how to finish or to leave it",
                           "a %s is under way in the git repository", operation);
}

/* ---- HEAD */

/* The branch that HEAD names although it cannot be read, or NULL. */
static const char *named_branch(struct repo *repo)
{
    git_reference *head = NULL;
    const char *name = NULL;

    if (read_tolerated(git_reference_lookup(&head, repo->git, "HEAD")) == 0 &&
        git_reference_symbolic_target(head))
        name = session_text(repo, "%s", git_reference_symbolic_target(head));
    git_reference_free(head);
    return name;
}

/* The commit that the branch was last at, by its reflog; NULL where that says nothing. */
static const char *last_known(struct repo *repo, const char *branch)
{
    char hash[GIT_OID_HEXSZ + 1];
    git_reflog *log = NULL;
    const char *last = NULL;

    if (read_tolerated(git_reflog_read(&log, repo->git, branch)) == 0 && git_reflog_entrycount(log) > 0)
        last = session_text(
            repo, "%s",
            git_oid_tostr(hash, sizeof hash, git_reflog_entry_id_new(git_reflog_entry_byindex(log, 0))));
    git_reflog_free(log);
    return last;
}

/* From the full name to the one that people use. */
static const char *short_of(const char *branch)
{
    return str_starts(str_from(branch), STR("refs/heads/")) ? branch + strlen("refs/heads/") : branch;
}

static enum step refuse_damage(struct repo *repo)
{
    const char *reason = session_text(repo, "%s", read_reason());
    const char *branch = named_branch(repo), *last = branch ? last_known(repo, branch) : NULL;

    if (last)
        return session_refused(
            repo,
            session_text(repo,
                         "nothing was written; its last commit was %.7s, and these two put it back there:\n"
                         "rm '%s%s'\ngit update-ref %s %s",
                         last, git_repository_commondir(repo->git), branch, branch, last),
            "the branch '%s' of the git repository is damaged", short_of(branch));
    return session_refused(repo, "nothing was written; 'git status' and 'git fsck' say more",
                           "HEAD of the git repository is damaged: %s", reason);
}

/* Only GIT_EUNBORNBRANCH means "no commits yet": an empty repository is also what a damaged branch looks like. */
enum step standing_read_head(struct repo *repo, struct standing *standing)
{
    git_reference *head = NULL;
    int rc = git_repository_head(&head, repo->git);

    if (rc == GIT_EUNBORNBRANCH) {
        git_error_clear();
        standing->branch = named_branch(repo);
        return standing->branch ? STEP_GO_ON : refuse_damage(repo);
    }
    if (rc < 0)
        return refuse_damage(repo);
    standing->branch = session_text(repo, "%s", git_reference_name(head));
    rc = git_commit_lookup(&standing->parent, repo->git, git_reference_target(head));
    if (rc == 0)
        rc = git_commit_tree(&standing->base, standing->parent);
    git_reference_free(head);
    if (rc < 0)
        return session_refused(repo, "nothing was written; 'git fsck' says what is missing",
                               "the last commit of the git repository cannot be read: %s", read_reason());
    return STEP_GO_ON;
}

/* A folder's own list that cannot be read is also "not found" to libgit2, but not of that class. */
enum step standing_find(struct repo *repo, const struct standing *standing, const char *path,
                        git_tree_entry **entry)
{
    int rc = standing->base ? git_tree_entry_bypath(entry, standing->base, path) : GIT_ENOTFOUND;

    if (rc < 0)
        *entry = NULL;
    if (rc < 0 && standing->base &&
        !(rc == GIT_ENOTFOUND && git_error_last() && git_error_last()->klass == GIT_ERROR_TREE))
        return session_failed(repo, "the last commit of the git repository cannot be read");
    git_error_clear();
    return STEP_GO_ON;
}

/* ---- the index */

static enum step refuse_index(struct repo *repo, const char *reason)
{
    const char *path = session_joined(repo, repo->home, "index");

    return session_refused(repo,
                           session_text(repo,
                                        "nothing was written; 'infoview doctor --fix' makes it anew from the "
                                        "last commit, with nothing staged;\n"
                                        "so do these two:\n"
                                        "mv '%s' '%s.damaged'\ngit reset",
                                        path, path),
                           "git's index cannot be read: %s", reason);
}

/* What stands behind `link` (split) and `sdir` (sparse) is in other files, or in trees. */
static bool is_opaque(void)
{
    return strstr(read_reason(), "mandatory extension") != NULL;
}

/* A number of the file's header, at its byte `at`; -1: it cannot be read, or is no index's. */
static int64_t header_number(const char *path, size_t at)
{
    enum { HEADER = 12 };
    unsigned char header[HEADER];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, header, sizeof header);

    if (fd >= 0)
        close(fd);
    if (got != HEADER || memcmp(header, "DIRC", 4) != 0)
        return -1;
    return (int64_t)header[at] << 24 | header[at + 1] << 16 | header[at + 2] << 8 | header[at + 3];
}

/* How many entries the file says that it has. libgit2 takes a file that it cannot look at for none. */
static int64_t count_entries(const char *path)
{
    enum { AT = 8 };

    return header_number(path, AT);
}

bool standing_is_later(const char *path)
{
    enum { AT = 4, KNOWN = 4, MOST = 99 }; /* what is beyond is no version but damage */
    int64_t version = header_number(path, AT);

    return version > KNOWN && version <= MOST;
}

bool standing_is_garbage(const char *path)
{
    enum { LIMIT = 1 << 30 };
    git_index *index = NULL;
    struct buf bytes = {0};
    struct err ignored = {0};
    bool is_garbage = false;

    if (fs_read(AT_FDCWD, path, LIMIT, &bytes, &ignored) == 0) /* what the disk does not give is not judged */
        is_garbage =
            !standing_is_later(path) && (bytes.n == 0 || (git_index_open(&index, path) < 0 && !is_opaque()));
    git_error_clear();
    git_index_free(index);
    buf_free(&bytes);
    return is_garbage;
}

/* Without an index file, HEAD's files are in it: else all of them would be staged as deleted. */
static enum step read_index(struct repo *repo, const char *path, struct standing *standing)
{
    struct stat found;
    int rc;

    standing->is_index_missing = lstat(path, &found) != 0;
    if (standing->is_index_missing && errno != ENOENT)
        return (enum step)err_errno(repo->err, errno, "git's index cannot be read");
    if (!standing->is_index_missing && found.st_size == 0)
        return refuse_index(repo, "it is empty");
    rc = git_index_open(&standing->index, path);
    if (rc < 0 && (is_opaque() || standing_is_later(path))) {
        standing->is_index_opaque = true;
        standing->form = standing_is_later(path) ? "of a later version" : "split or sparse";
        git_error_clear();
        return STEP_GO_ON;
    }
    if (rc < 0)
        return refuse_index(repo, read_reason());
    if (!standing->is_index_missing && count_entries(path) != (int64_t)git_index_entrycount(standing->index))
        return (enum step)err_set(repo->err, ERR_SYSTEM, "git's index cannot be read");
    if (git_index_has_conflicts(standing->index))
        return session_refused(repo, "nothing was written; 'git status' names them",
                               "git's index holds files with conflicts");
    if (standing->is_index_missing && standing->base &&
        git_index_read_tree(standing->index, standing->base) < 0)
        return session_failed(repo, "cannot make git's index anew");
    return STEP_GO_ON;
}

enum step standing_read(struct repo *repo, const char *index, struct standing *standing)
{
    const char *operation = read_operation(git_repository_state(repo->git));
    enum step step = operation ? standing_refuse_operation(repo, operation) : STEP_GO_ON;

    git_error_clear();
    if (step == STEP_GO_ON)
        step = standing_read_head(repo, standing);
    return step == STEP_GO_ON ? read_index(repo, index, standing) : step;
}

void standing_end(struct standing *standing)
{
    git_index_free(standing->index);
    git_tree_free(standing->base);
    git_commit_free(standing->parent);
    *standing = (struct standing){0};
}
