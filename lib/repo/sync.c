#include "repo/sync.h"

#include <git2.h>
#include <unistd.h>

#include "base/lock.h"
#include "repo/capable.h"
#include "repo/combine.h"
#include "repo/delegate.h"
#include "repo/journal.h"
#include "repo/place.h"
#include "repo/read.h"
#include "repo/remote.h"
#include "repo/swap.h"

/* One call of repo_sync. */
struct syncing {
    struct repo *repo;
    struct repo_sync *sync;
    struct remote remote;
    struct standing now;  /* HEAD alone */
    git_commit *upstream; /* what the remote has; NULL: no such branch */
    size_t ahead, behind;
};

/* ---- how a call ends */

ATTR_PRINTF(3, 4)
static enum step stopped(struct syncing *s, struct str advice, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    s->sync->state = REPO_SYNC_STOPPED;
    s->sync->why = str_copy(s->sync->arena, buf_str(&text));
    s->sync->advice = str_copy(s->sync->arena, advice);
    buf_free(&text);
    return STEP_SETTLED;
}

static enum step needs_user(struct syncing *s)
{
    s->sync->state = REPO_SYNC_NEEDS_YOU;
    return STEP_SETTLED;
}

/* A refusal of the steps below is one of the sync. */
static int ended(struct syncing *s, enum step step)
{
    struct repo_ready *ready = s->repo->ready;

    if (step == STEP_SETTLED && ready->state == REPO_NOT_NOW) {
        stopped(s, ready->advice, "%.*s", STR_ARGS(ready->why));
        ready->state = REPO_READY;
    }
    return step == STEP_FAILED ? -1 : 0;
}

static void forget_round(struct syncing *s)
{
    git_commit_free(s->upstream);
    s->upstream = NULL;
    standing_end(&s->now);
}

/* ---- where things stand */

static enum step find_target(struct syncing *s)
{
    struct repo *repo = s->repo;
    enum step step = standing_read_head(repo, &s->now);

    if (step != STEP_GO_ON)
        return step;
    s->sync->branch = str_copy(s->sync->arena, str_skip(str_from(s->now.branch), strlen("refs/heads/")));
    step = remote_find(repo, s->now.branch, &s->remote);
    s->remote.has_terminal = s->sync->has_terminal;
    s->remote.patience = s->sync->patience;
    if (step == STEP_GO_ON && s->remote.name) {
        s->sync->remote = str_copy(s->sync->arena, str_from(s->remote.name));
        s->sync->url = str_copy(s->sync->arena, str_from(s->remote.url));
    }
    return step;
}

/* The reference that holds what the remote had when all was in step: by it a rewritten history is known. */
static const char *agreed_ref(struct syncing *s)
{
    return session_text(s->repo, "refs/infoview/agreed/%s", s->remote.tracking + strlen("refs/remotes/"));
}

/* Nobody else writes it, so a lock on it was left behind by an infoview that is gone. */
static void agree(struct syncing *s, const git_oid *id)
{
    const char *folder = git_repository_commondir(s->repo->git);
    git_reference *made = NULL;

    unlink(session_text(s->repo, "%s%s.lock", folder, agreed_ref(s)));
    read_tolerated(git_reference_create(&made, s->repo->git, agreed_ref(s), id, 1, "infoview: in step"));
    git_reference_free(made);
}

/* Whether the remote no longer has what both had agreed on. */
static bool is_rewritten(struct syncing *s)
{
    git_oid agreed;
    const git_oid *now = git_commit_id(s->upstream);

    if (read_tolerated(git_reference_name_to_id(&agreed, s->repo->git, agreed_ref(s))) != 0 ||
        git_oid_equal(&agreed, now))
        return false;
    return read_tolerated(git_graph_descendant_of(s->repo->git, now, &agreed)) == 0;
}

static enum step count(struct syncing *s)
{
    git_repository *git = s->repo->git;
    int rc = 0;

    s->ahead = s->behind = 0;
    if (s->now.parent && s->upstream)
        rc = git_graph_ahead_behind(&s->ahead, &s->behind, git, git_commit_id(s->now.parent),
                                    git_commit_id(s->upstream));
    else if (s->upstream)
        s->behind = 1;
    else
        s->ahead = s->now.parent != NULL;
    return rc < 0 ? session_failed(s->repo, "git cannot compare the two histories") : STEP_GO_ON;
}

static enum step look(struct syncing *s)
{
    git_oid id, agreed;
    enum step step;

    forget_round(s);
    step = find_target(s);
    if (step != STEP_GO_ON || !s->remote.name)
        return step;
    s->sync->is_first = !remote_seen(s->repo, &s->remote, &id) &&
                        read_tolerated(git_reference_name_to_id(&agreed, s->repo->git, agreed_ref(s))) != 0;
    if (remote_seen(s->repo, &s->remote, &id) && git_commit_lookup(&s->upstream, s->repo->git, &id) < 0)
        return session_failed(s->repo, "git cannot read what the remote has");
    step = count(s);
    s->sync->waiting = (uint32_t)s->ahead;
    return step;
}

/* ---- fetching */

static enum step fetch(struct syncing *s)
{
    enum remote_answer answer;
    struct str words = {0};
    enum step step = remote_fetch(s->repo, &s->remote, &answer, &words);

    if (step != STEP_GO_ON)
        return step;
    if (answer == REMOTE_UNREACHABLE) {
        s->sync->state = REPO_SYNC_OFFLINE;
        s->sync->why = str_copy(s->sync->arena, words);
        return STEP_SETTLED;
    }
    if (answer != REMOTE_DONE)
        return stopped(s, STR("'git fetch' shows more; your notes are committed here"), "git fetch: %.*s",
                       STR_ARGS(words));
    step = look(s);
    if (step != STEP_GO_ON)
        return step;
    if (s->upstream && !s->sync->accepts_rewritten && is_rewritten(s)) {
        stopped(s,
                STR("nothing was brought in or sent; if that was meant: infoview sync --accept-rewritten\n"
                    "what you have stays, and is sent again"),
                "the history on '%s' was rewritten: it no longer has what you had in common", s->remote.name);
        return needs_user(s);
    }
    return STEP_GO_ON;
}

/* ---- bringing in */

/* Signed where the user signs; by git then, which does it. */
static enum step sign_commit(struct syncing *s, const char *message, const git_oid *tree, git_oid *id)
{
    struct repo *repo = s->repo;
    char hashes[3][GIT_OID_HEXSZ + 1];
    const char *const words[] = {
        "commit-tree",
        "-S",
        "-m",
        message,
        "-p",
        git_oid_tostr(hashes[0], sizeof hashes[0], git_commit_id(s->now.parent)),
        "-p",
        git_oid_tostr(hashes[1], sizeof hashes[1], git_commit_id(s->upstream)),
        git_oid_tostr(hashes[2], sizeof hashes[2], tree),
        NULL,
    };
    struct child_result result = {0};
    struct str hash;
    enum step step = STEP_GO_ON;

    if (delegate_run(repo, words, &result) != 0)
        return STEP_FAILED;
    hash = str_trim(buf_str(&result.out));
    if (result.status != 0 || git_oid_fromstrn(id, hash.p, hash.n) < 0) {
        struct str said = delegate_words(&result);

        step = (enum step)err_set(repo->err, ERR_SYSTEM, "git cannot sign the commit: %.*s", STR_ARGS(said));
    }
    child_free(&result);
    return step;
}

static enum step store_merge(struct syncing *s, const git_oid *tree_id, git_oid *id)
{
    struct repo *repo = s->repo;
    const git_commit *parents[2] = {s->now.parent, s->upstream};
    const char *message =
        session_text(repo, "sync: merge %s/%.*s\n", s->remote.name, STR_ARGS(s->sync->branch));
    git_tree *tree = NULL;
    int signs = 0, rc;

    read_tolerated(git_config_get_bool(&signs, repo->config, "commit.gpgsign"));
    if (signs)
        return sign_commit(s, message, tree_id, id);
    rc = git_tree_lookup(&tree, repo->git, tree_id);
    if (rc == 0)
        rc = git_commit_create(id, repo->git, NULL, repo->author, repo->committer, NULL, message, tree, 2,
                               parents);
    git_tree_free(tree);
    return rc < 0 ? session_failed(repo, "git cannot store the merge") : STEP_GO_ON;
}

static enum step merge(struct syncing *s, git_oid *id)
{
    struct combining combining = {s->repo, s->sync, s->now.parent, s->upstream};
    git_oid base, tree;
    int rc = git_merge_base(&base, s->repo->git, git_commit_id(s->now.parent), git_commit_id(s->upstream));
    enum step step;

    if (rc == GIT_ENOTFOUND && !s->sync->joins) {
        git_error_clear();
        stopped(s, STR("nothing was brought in or sent; to make one vault of both: infoview sync --join"),
                "your notes and those on '%s' have no history in common", s->remote.name);
        return needs_user(s);
    }
    if (rc < 0 && rc != GIT_ENOTFOUND)
        return session_failed(s->repo, "git cannot compare the two histories");
    git_error_clear();
    step = combine(&combining, &tree);
    if (step == STEP_GO_ON)
        step = store_merge(s, &tree, id);
    return step;
}

static enum step put(struct syncing *s, const git_oid *id, const char *log)
{
    struct placing placing = {
        .repo = s->repo, .sync = s->sync, .branch = s->now.branch, .from = s->now.parent, .log = log};
    enum step step;

    if (git_commit_lookup(&placing.to, s->repo->git, id) < 0)
        return session_failed(s->repo, "git cannot read a commit");
    step = place(&placing);
    git_commit_free(placing.to);
    return step;
}

/* Merges or goes forward; what the remote has is then here too. */
static enum step bring_in(struct syncing *s)
{
    git_oid id = *git_commit_id(s->upstream);
    enum step step = STEP_GO_ON;

    s->sync->received += (uint32_t)s->behind;
    if (s->ahead)
        step = merge(s, &id);
    if (step != STEP_GO_ON || s->sync->is_trial)
        return step;
    step = put(s, &id, s->ahead ? "infoview: sync, merge" : "infoview: sync");
    return step == STEP_GO_ON ? look(s) : step;
}

/* ---- sending */

/* `*again`: somebody else pushed first. */
static enum step send(struct syncing *s, bool *again)
{
    enum remote_answer answer;
    struct str words = {0};
    enum step step = remote_push(s->repo, &s->remote, &answer, &words);

    *again = step == STEP_GO_ON && answer == REMOTE_MOVED;
    if (step != STEP_GO_ON || *again)
        return step;
    if (answer == REMOTE_DONE) {
        s->sync->sent = (uint32_t)s->ahead;
        s->sync->waiting = 0;
        return STEP_GO_ON;
    }
    if (answer == REMOTE_UNREACHABLE) {
        s->sync->state = REPO_SYNC_OFFLINE;
        s->sync->why = str_copy(s->sync->arena, words);
        return STEP_SETTLED;
    }
    return stopped(s, STR("your notes are committed here; 'git push' shows more"),
                   "'%s' does not take them: %.*s", s->remote.name, STR_ARGS(words));
}

/* One round: `*again` where another is needed. */
static enum step round_once(struct syncing *s, bool *again)
{
    enum step step = fetch(s);

    *again = false;
    if (step == STEP_GO_ON && s->behind)
        step = bring_in(s);
    if (step != STEP_GO_ON || s->sync->is_trial)
        return step;
    if (s->ahead)
        step = send(s, again);
    if (step == STEP_GO_ON && !*again && s->now.parent)
        agree(s, git_commit_id(s->now.parent));
    return step;
}

/* Not all at once again. The process's own number tells two of them apart. */
static void pause_randomly(struct repo *repo, int round)
{
    enum { LEAST = 50, SPREAD = 400 };
    uint64_t state =
        (uint64_t)repo->environment->now * 2654435761u + (uint64_t)getpid() * 40503u + (uint64_t)round;

    lock_pause(LEAST + (unsigned)(state % SPREAD));
}

static enum step run(struct syncing *s)
{
    enum { ROUNDS = 5 };
    bool again = true;
    enum step step = look(s);

    if (step != STEP_GO_ON)
        return step;
    s->sync->state = s->remote.name ? REPO_SYNC_DONE : REPO_SYNC_NO_REMOTE;
    if (!s->remote.name)
        return STEP_GO_ON;
    if (!delegate_can(s->repo))
        return stopped(s, STR("your notes are committed here; install git to send them"),
                       "the program 'git' is not there, and only it is used over the network");
    for (int i = 0; i < ROUNDS && again && step == STEP_GO_ON; i++) {
        if (i)
            pause_randomly(s->repo, i);
        step = round_once(s, &again);
    }
    if (step == STEP_GO_ON && again)
        return stopped(s, STR("your notes are committed here; try again later"),
                       "others kept sending to '%s' at the same time", s->remote.name);
    return step;
}

/* ---- what is called */

int repo_sync(struct repo *repo, struct repo_sync *sync, struct err *err)
{
    struct syncing s = {.repo = repo, .sync = sync};
    int status;

    repo->err = err;
    status = ended(&s, run(&s));
    forget_round(&s);
    return status;
}

int repo_sync_target(struct repo *repo, struct repo_sync *sync, struct err *err)
{
    struct syncing s = {.repo = repo, .sync = sync};
    int status;

    repo->err = err;
    status = ended(&s, look(&s));
    forget_round(&s);
    return status;
}

/* ---- before anything is committed */

/* What libgit2 cannot read whole: histories that it cannot compare, files that are not there. */
static enum step object_to_repository(struct syncing *s)
{
    struct repo *repo = s->repo;

    if (!repo->git)
        return stopped(s, STR("nothing was committed or sent; 'git pull' and 'git push' keep it in step"),
                       "%s, which sync cannot merge", repo->only_git);
    if (capable_is_partial(repo))
        return stopped(s,
                       STR("nothing was committed or sent; 'git pull' and 'git push' keep it in step, or a "
                           "full clone takes its place"),
                       "the git repository is a partial clone, which lacks files that sync would merge");
    if (git_repository_is_shallow(repo->git))
        return stopped(s, STR("nothing was committed or sent; 'git fetch --unshallow' brings the rest"),
                       "the git repository is a shallow clone, whose history is cut off");
    return STEP_GO_ON;
}

static enum step object_to_standing(struct syncing *s)
{
    enum step step = standing_read(s->repo, session_joined(s->repo, s->repo->home, "index"), &s->now);

    if (step != STEP_GO_ON)
        return step;
    if (strcmp(s->now.branch, "HEAD") == 0)
        return stopped(s, STR("nothing was committed or sent; 'git switch BRANCH' goes back to one"),
                       "no branch is checked out, so there is nothing to keep in step");
    if (s->now.is_index_opaque)
        return stopped(s,
                       STR("nothing was committed or sent; one of these three writes it in one file:\n"
                           "git config core.splitIndex false && git update-index --no-split-index\n"
                           "git sparse-checkout reapply --no-sparse-index\n"
                           "git update-index --index-version 4"),
                       "git's index is %s, which sync cannot read", s->now.form);
    return STEP_GO_ON;
}

/*
 * Goes on where the branch is still where it was; else it is done, or somebody else has gone on. A commit that git has thrown away
 * since cannot be gone on to: what was put in place of it is committed as the user's edits, and merged again.
 */
static enum step finish(struct syncing *s, const struct journal_entry *said)
{
    const git_oid *head = s->now.parent ? git_commit_id(s->now.parent) : NULL;
    git_commit *to = NULL;
    enum step step = STEP_GO_ON;
    int rc = read_tolerated(git_commit_lookup(&to, s->repo->git, said->to));

    git_commit_free(to);
    if (rc != GIT_ENOTFOUND && str_equal(str_from(s->now.branch), said->branch) &&
        (head ? git_oid_equal(head, said->from) : git_oid_is_zero(said->from))) {
        journal_unlock(s->repo, said);
        step = put(s, said->to, "infoview: sync, ended");
        s->sync->is_recovered = step == STEP_GO_ON;
    }
    if (step == STEP_GO_ON)
        journal_drop(s->repo, JOURNAL_SYNC);
    return step;
}

int repo_sync_begin(struct repo *repo, struct repo_sync *sync, struct err *err)
{
    struct syncing s = {.repo = repo, .sync = sync};
    struct journal_entry said;
    enum step step;

    repo->err = err;
    step = object_to_repository(&s);
    if (step == STEP_GO_ON)
        step = object_to_standing(&s);
    if (step == STEP_GO_ON && !sync->is_trial)
        step = swap_look_back(repo, sync);
    if (step == STEP_GO_ON && !sync->is_trial && journal_read(repo, JOURNAL_SYNC, &said))
        step = finish(&s, &said);
    forget_round(&s);
    return ended(&s, step);
}
