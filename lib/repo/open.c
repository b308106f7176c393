#include <git2.h>
#include <unistd.h>

#include "repo/capable.h"
#include "repo/commit.h"
#include "repo/delegate.h"
#include "repo/foreign.h"
#include "repo/index_lock.h"
#include "repo/journal.h"
#include "repo/maintain.h"
#include "repo/path.h"
#include "repo/read.h"

/* ---- which repository */

/* A new repository inside a damaged one would hide the notes from it when it is mended. */
static enum step settle_absent(struct repo *repo)
{
    struct str broken = read_broken(repo->arena, str_from(repo->folder));

    git_error_clear();
    if (broken.n)
        return session_refused(
            repo, "nothing was written; 'git status' and 'git fsck' in that folder say more",
            "'%.*s/.git' is there, but is no repository that can be opened", STR_ARGS(broken));
    repo->ready->state = REPO_NONE;
    return STEP_SETTLED;
}

/* The work tree that a repository's folder seems to belong to. */
static struct str root_of(const char *path)
{
    struct str root = str_from(path);

    while (root.n > 1 && root.p[root.n - 1] == '/')
        root.n--;
    return str_ends(root, STR("/.git")) ? str_slice(root, 0, root.n - strlen("/.git")) : root;
}

/* What libgit2 has against the format, as a clause; NULL: it has something else. */
static const char *unknown_format(struct repo *repo)
{
    const char *reason = read_reason();

    if (strstr(reason, "objectformat"))
        return "the git repository is one with SHA-256";
    if (strstr(reason, "refstorage"))
        return "the git repository keeps its branches in a reftable";
    if (strstr(reason, "unsupported extension") || strstr(reason, "repository version"))
        return session_text(repo, "the git repository has a format of its own (%s)", reason);
    return NULL;
}

static enum step judge_opening(struct repo *repo, int rc, const char *found)
{
    const char *format = unknown_format(repo), *reason = session_text(repo, "%s", read_reason());
    struct str root = root_of(found);

    if (read_is_distrust(rc))
        return session_refused(
            repo,
            session_text(
                repo,
                "nothing was written; if you trust them: git config --global --add safe.directory '%.*s'",
                STR_ARGS(root)),
            "the git repository belongs to another user, so git leaves it alone");
    git_error_clear();
    if (format)
        return foreign_open(repo, format);
    return session_refused(repo, "nothing was written; 'git status' says more",
                           "the git repository cannot be opened: %s", reason);
}

static enum step find_repository(struct repo *repo)
{
    const char *ceiling = read_first(repo->environment->ceiling, NULL, NULL);
    git_buf found = {0};
    enum step step = STEP_GO_ON;
    int rc = git_repository_discover(&found, repo->folder, 0, ceiling);

    if (rc == GIT_ENOTFOUND) /* asked twice, since an error of the disk looks the same */
        rc = git_repository_discover(&found, repo->folder, 0, ceiling);
    if (rc == GIT_ENOTFOUND) {
        step = settle_absent(repo);
    } else {
        rc = git_repository_open_ext(&repo->git, repo->folder, 0, ceiling);
        if (rc < 0)
            step = judge_opening(repo, rc, found.ptr);
    }
    git_buf_dispose(&found);
    return step;
}

/* The folder as seen from the work tree's root. */
static enum step find_prefix(struct repo *repo)
{
    struct str below = str_from(session_joined(repo, repo->folder, "/"));
    const char *root = git_repository_workdir(repo->git);

    if (git_repository_is_bare(repo->git) || !root)
        return session_refused(repo,
                               session_text(repo, "nothing was written; move the vault out of '%s'",
                                            git_repository_path(repo->git)),
                               "the git repository is a bare one, without files of its own");
    if (str_ends(below, STR("//"))) /* the folder is the file system's root */
        below.n--;
    if (!str_starts(below, str_from(root)))
        return session_refused(repo, "nothing was written; 'git config core.worktree' names that folder",
                               "the folder is no part of the git repository's files, which are in '%s'",
                               root);
    repo->root = root;
    repo->home = git_repository_path(repo->git);
    repo->prefix = str_copy(repo->arena, str_skip(below, strlen(root))).p;
    return STEP_GO_ON;
}

static enum step open_config(struct repo *repo)
{
    if (git_repository_config(&repo->config, repo->git) < 0 ||
        read_global(repo->config, repo->git, repo->environment) < 0)
        return session_failed(repo, "cannot read git's configuration");
    return STEP_GO_ON;
}

static enum step find_all(struct repo *repo)
{
    enum step step = find_repository(repo);

    if (step != STEP_GO_ON || !repo->git)
        return step;
    step = find_prefix(repo);
    return step == STEP_GO_ON ? open_config(repo) : step;
}

/* ---- how it stands */

static void add_paths(struct repo *repo, const struct repo_request *request)
{
    for (size_t i = 0; i < request->count; i++)
        *vec_add(&repo->paths, repo->arena) = (struct repo_path){
            .name = request->paths[i], .path = read_joined(repo->arena, repo->prefix, request->paths[i])};
}

static enum step object(struct repo *repo, const struct standing *standing)
{
    enum step step = STEP_GO_ON;

    for (uint32_t i = 0; i < repo->paths.n && step == STEP_GO_ON; i++) {
        const char *why = NULL;

        step = path_objection(repo, standing, repo->paths.at[i].path, &why);
        if (why)
            session_leave(repo, &repo->paths.at[i], why);
    }
    return step;
}

/* The paths by libgit2's eyes, or git's where it has none. */
static enum step look_at_paths(struct repo *repo, const struct standing *standing)
{
    if (standing->is_index_opaque)
        repo->only_git = session_text(repo, "git's index is %s", standing->form);
    else if (object(repo, standing) != STEP_GO_ON)
        return STEP_FAILED;
    if (capable_look(repo) != STEP_GO_ON)
        return STEP_FAILED;
    if (repo->only_git && !delegate_can(repo))
        return session_refused(repo, "nothing was written; the program 'git' has to be installed for that",
                               "%s, so only git can commit here, and there is no git", repo->only_git);
    return standing->is_index_opaque ? delegate_look(repo) : STEP_GO_ON;
}

static enum step identify(struct repo *repo, const char *role, git_signature **out)
{
    struct read_identity who = read_identity(repo->arena, repo->config, role, repo->environment);

    if (!who.name || !who.email) {
        repo->ready->state = REPO_NOBODY;
        return STEP_SETTLED;
    }
    return git_signature_now(out, who.name, who.email) < 0
               ? session_failed(repo, "git cannot use this name and address")
               : STEP_GO_ON;
}

static enum step identify_both(struct repo *repo)
{
    enum step step = identify(repo, "author", &repo->author);

    if (step == STEP_GO_ON)
        step = identify(repo, "committer", &repo->committer);
    if (step == STEP_GO_ON &&
        git_repository_set_ident(repo->git, repo->committer->name, repo->committer->email) < 0)
        step = session_failed(repo, "git cannot use this name and address");
    return step;
}

static enum step look(struct repo *repo)
{
    struct standing standing = {0};
    enum step step = journal_finish(repo);

    if (step == STEP_GO_ON)
        step = standing_read(repo, session_joined(repo, repo->home, "index"), &standing);
    if (standing.branch)
        repo->ready->branch = str_from(standing.branch);
    if (step == STEP_GO_ON)
        step = look_at_paths(repo, &standing);
    standing_end(&standing);
    return step == STEP_GO_ON ? identify_both(repo) : step;
}

/* That git's files can be written at all, and the index is free: taken once, and given back. */
static enum step try_index_lock(struct repo *repo)
{
    struct index_lock lock = {0};
    enum step step = index_lock_take(repo, &lock);

    index_lock_give(&lock);
    return step;
}

/* From the full name to the one that people use. */
static void name_branch(struct repo_ready *ready)
{
    if (str_equal(ready->branch, STR("HEAD")))
        ready->branch = (struct str){0};
    if (str_starts(ready->branch, STR("refs/heads/")))
        ready->branch = str_skip(ready->branch, strlen("refs/heads/"));
    ready->is_detached = ready->state == REPO_READY && !ready->branch.n;
}

static enum step open_all(struct repo *repo, const struct repo_request *request)
{
    enum step step = find_all(repo);

    if (step == STEP_GO_ON)
        step = session_lock(repo);
    if (step != STEP_GO_ON)
        return step;
    add_paths(repo, request);
    step = repo->git ? look(repo) : foreign_look(repo);
    return step == STEP_GO_ON ? try_index_lock(repo) : step;
}

int repo_open(struct repo **repo, const struct repo_request *request, struct repo_ready *ready,
              struct err *err)
{
    struct repo *made = arena_new(ready->arena, struct repo);
    enum step step;

    *repo = NULL;
    *made = (struct repo){.arena = ready->arena,
                          .ready = ready,
                          .environment = request->environment,
                          .err = err,
                          .folder = request->folder,
                          .lock = -1};
    step = read_start() < 0 ? session_failed(made, "cannot start libgit2") : open_all(made, request);
    if (step == STEP_GO_ON)
        ready->state = REPO_READY;
    name_branch(ready);
    if (step == STEP_GO_ON)
        *repo = made;
    else
        session_end(made);
    return step == STEP_FAILED ? -1 : 0;
}

void repo_close(struct repo *repo)
{
    if (repo)
        session_end(repo);
}

/* ---- committing */

/* What has come between since repo_open looked. */
static int refused_late(struct repo *repo)
{
    return err_set(repo->err, ERR_CONFLICT, "%.*s", STR_ARGS(repo->ready->why));
}

static int commit(struct repo *repo, const struct session_message *message, struct str *hash, struct err *err)
{
    enum step step;

    *hash = (struct str){0};
    repo->err = err;
    step = repo->only_git ? delegate_commit(repo, message, hash) : commit_paths(repo, message, hash);
    if (step == STEP_SETTLED)
        return refused_late(repo);
    return step == STEP_FAILED ? -1 : 0;
}

int repo_commit_edits(struct repo *repo, struct str *hash, struct err *err)
{
    return commit(repo, &(struct session_message){0}, hash, err);
}

int repo_commit(struct repo *repo, const char *title, const char *op, struct str *hash, struct err *err)
{
    int status = commit(repo, &(struct session_message){title, op}, hash, err);

    if (status == 0 && hash->n)
        maintain(repo);
    return status;
}
