#include "repo/mend.h"

#include <errno.h>
#include <git2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "repo/driver.h"
#include "repo/index_file.h"
#include "repo/index_lock.h"
#include "repo/read.h"
#include "repo/standing.h"

struct mending {
    struct repo *repo;
    struct repo_mended *mended;
    const char *index, *lock; /* paths */
};

ATTR_PRINTF(2, 3) static void tell(struct mending *m, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    *vec_add(&m->mended->done, m->mended->arena) = str_copy(m->mended->arena, buf_str(&text));
    buf_free(&text);
}

static void leave(struct mending *m, const char *why, const char *advice)
{
    *vec_add(&m->mended->left, m->mended->arena) = str_from(session_text(m->repo, "%s\n%s", why, advice));
}

/* A refusal of the steps below is something that is left as it is. */
static enum step settle(struct mending *m, enum step step, const char *what)
{
    const struct repo_ready *ready = m->repo->ready;

    if (step != STEP_SETTLED)
        return step;
    leave(m, session_text(m->repo, "%s: %.*s", what, STR_ARGS(ready->why)), ready->advice.p);
    return STEP_GO_ON;
}

/* ---- a lock that nobody holds */

static bool is_stale(const struct mending *m)
{
    return index_lock_is_stale(m->lock, m->repo->environment->boot_time);
}

/*
 * Taken away in one step, and looked at then: what somebody else has put there since it was judged goes back. Nobody else can
 * have, unless the old lock was removed meanwhile.
 */
static enum step remove_lock(struct mending *m)
{
    const char *aside = session_joined(m->repo, m->repo->home, "infoview-stale");
    bool is_ours = index_lock_is_dead(m->lock);

    if (!m->mended->is_trial) {
        if (rename(m->lock, aside) != 0)
            return (enum step)err_errno(m->repo->err, errno, "cannot remove '%s'", m->lock);
        if (!index_lock_is_stale(aside, m->repo->environment->boot_time)) {
            if (link(aside, m->lock) != 0 && errno != EEXIST)
                return (enum step)err_errno(m->repo->err, errno, "cannot put '%s' back as '%s'", aside,
                                            m->lock);
            unlink(aside);
            return STEP_GO_ON;
        }
        unlink(aside);
    }
    tell(m, "removed '%s': %s", m->lock,
         is_ours ? "the infoview that held this lock was killed"
                 : "this lock is from before the machine was started");
    return STEP_GO_ON;
}

/* ---- an index that nobody can read */

/* What an index says that the last commit does not: without it something would be lost. NULL: nothing stands against it. */
static const char *objection(struct repo *repo, const char **advice)
{
    const char *operation = read_operation(git_repository_state(repo->git));
    int is_sparse = 0;

    git_error_clear();
    read_tolerated(git_config_get_bool(&is_sparse, repo->config, "core.sparseCheckout"));
    *advice = "end that first, with 'git status' for help; a copy of the repository is a good beginning";
    if (operation)
        return session_text(repo, "git's index is damaged, and a %s is under way", operation);
    *advice = "these two make it anew: mv it away, then git sparse-checkout reapply";
    return is_sparse ? "git's index is damaged, and the checkout is sparse" : NULL;
}

/* Gives the old index a second name that nothing has yet; NULL with `err`. */
static const char *keep_old(struct mending *m)
{
    enum { MOST = 1000 };
    const char *path = session_text(m->repo, "%s.damaged", m->index);

    for (unsigned i = 2; link(m->index, path) != 0; i++) {
        if (errno != EEXIST || i > MOST) {
            err_errno(m->repo->err, errno, "cannot keep '%s'", m->index);
            return NULL;
        }
        path = session_text(m->repo, "%s.damaged-%u", m->index, i);
    }
    return path;
}

/* The last commit's files as an index, in the old one's place. The lock on it is held. */
static enum step put_index(struct mending *m, const struct standing *standing)
{
    struct repo *repo = m->repo;
    const char *kept, *path;
    git_index *index = NULL;
    enum step step;

    if (!standing_is_garbage(m->index)) /* somebody else has made it anew meanwhile */
        return STEP_GO_ON;
    path = index_file_fresh(repo);
    kept = keep_old(m);
    if (!kept)
        return STEP_FAILED;
    if (git_index_open(&index, path) < 0 ||
        (standing->base && git_index_read_tree(index, standing->base) < 0))
        step = session_failed(repo, "cannot make git's index anew");
    else
        step = index_file_put(repo, index);
    git_index_free(index);
    if (step == STEP_GO_ON)
        tell(m, "made git's index anew from the last commit, with nothing staged; the old one is '%s'", kept);
    else
        unlink(kept); /* the index itself is still there */
    return step;
}

static enum step make_index(struct mending *m)
{
    struct standing standing = {0};
    struct index_lock lock = {0};
    const char *advice, *why = objection(m->repo, &advice);
    enum step step;

    if (why) {
        leave(m, why, advice);
        return STEP_GO_ON;
    }
    step = standing_read_head(m->repo, &standing);
    if (step == STEP_GO_ON && m->mended->is_trial)
        tell(m, "made git's index anew from the last commit, with nothing staged; the old one is kept");
    else if (step == STEP_GO_ON)
        step = index_lock_take(m->repo, &lock);
    if (lock.path)
        step = put_index(m, &standing);
    index_file_end(m->repo);
    index_lock_give(&lock);
    standing_end(&standing);
    return settle(m, step, "git's index is damaged");
}

/* ---- how notes are merged */

/* Where git ignores the folder it merges nothing there. */
static bool is_untold(struct repo *repo)
{
    int is_ignored = 0;

    if (*repo->prefix)
        read_tolerated(git_ignore_path_is_ignored(&is_ignored, repo->git, repo->prefix));
    return !is_ignored && driver_look(repo) == REPO_MERGING_LINES;
}

static enum step tell_git(struct mending *m)
{
    struct driver_written written;
    int status = driver_write(m->repo, m->mended->is_trial, &written);

    if (written.configuration)
        tell(m, "told git the command that merges notes, in '%s'", written.configuration);
    if (status == 0 && written.attributes)
        tell(m, "told git to merge notes with it: '%s' in '%s'", written.line, written.attributes);
    return status == 0 ? STEP_GO_ON : STEP_FAILED;
}

/* ---- all of it */

static enum step mend(struct mending *m)
{
    enum step step = STEP_GO_ON;

    if (is_stale(m))
        step = remove_lock(m);
    if (step == STEP_GO_ON && standing_is_garbage(m->index))
        step = make_index(m);
    if (step == STEP_GO_ON && is_untold(m->repo))
        step = tell_git(m);
    return step;
}

static enum step mend_locked(struct mending *m)
{
    bool is_wrong = is_stale(m) || standing_is_garbage(m->index) || is_untold(m->repo);
    enum step step = is_wrong && !m->mended->is_trial ? session_lock(m->repo) : STEP_GO_ON;

    if (step == STEP_GO_ON && is_wrong)
        step = mend(m);
    return settle(m, step, "nothing was set right");
}

int repo_mend(const struct repo_request *request, struct repo_mended *mended, struct err *err)
{
    struct repo_ready ready = {.arena = mended->arena};
    struct repo repo = session_of(mended->arena, request, err);
    struct mending m = {.repo = &repo, .mended = mended};
    int status = session_look(&repo, request);

    repo.ready = &ready;
    if (status == 0 && repo.git) {
        repo.home = git_repository_path(repo.git);
        m.index = session_joined(&repo, repo.home, "index");
        m.lock = session_joined(&repo, repo.home, "index.lock");
        status = mend_locked(&m) == STEP_FAILED ? -1 : 0;
    }
    session_end(&repo);
    return status;
}
