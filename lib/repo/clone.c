#include "repo/clone.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/lock.h"
#include "repo/delegate.h"
#include "repo/first.h"
#include "repo/index_lock.h"
#include "repo/journal.h"
#include "repo/place.h"
#include "repo/read.h"
#include "repo/remote.h"

#define MARK "/.git/infoview-clone"
#define ORIGIN "origin"
#define TRACKING "refs/remotes/" ORIGIN "/"
#define HEADS "refs/heads/"

/* One call of repo_clone. */
struct cloning {
    struct repo *repo;
    struct repo_clone *clone;
    struct remote origin;
    const char *branch; /* there, without refs/heads/; NULL: nothing is there */
};

/* ---- the address */

/* Whether git takes it for a path: git-clone(1), "GIT URLS". */
static bool is_path(struct str url)
{
    size_t colon = str_index(url, ':', 0);

    return colon == url.n || str_index(url, '/', 0) < colon;
}

/* `WORD::ADDRESS` has git run the program git-remote-WORD. */
static bool names_program(struct str url)
{
    size_t colon = str_index(url, ':', 0);

    return colon + 1 < url.n && url.p[colon + 1] == ':' && str_index(url, '/', 0) > colon &&
           str_index(url, '[', 0) > colon;
}

struct str repo_clone_url(struct arena *arena, const char *given)
{
    struct str url = str_from(given);
    char *path;

    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] < ' ' || url.p[i] == 0x7f)
            return (struct str){0};
    if (!url.n || url.p[0] == '-' || names_program(url))
        return (struct str){0};
    path = is_path(url) ? realpath(given, NULL) : NULL;
    url = str_copy(arena, path ? str_from(path) : url);
    free(path);
    return url;
}

/* ---- the mark */

static const char *mark_path(struct arena *arena, const char *folder)
{
    return read_joined(arena, folder, STR(MARK));
}

/* Whether the folder holds nothing but names that begin so; false where that cannot be said. With `removes`: they go. */
static bool holds_only(const char *folder, const char *start, bool removes)
{
    DIR *names = opendir(folder);
    const struct dirent *entry;
    bool has_other = !names;

    while (names && (entry = readdir(names))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (!str_starts(str_from(entry->d_name), str_from(start)))
            has_other = true;
        else if (removes)
            unlinkat(dirfd(names), entry->d_name, 0);
    }
    if (names)
        closedir(names);
    return !has_other;
}

/* By its mark; or it was cut off while that was made, and then there is nothing else. */
bool repo_clone_is_begun(const char *folder)
{
    struct arena scratch = {0};
    const char *git = read_joined(&scratch, folder, STR("/.git"));
    struct stat found;
    bool is_there = lstat(git, &found) == 0 && S_ISDIR(found.st_mode) &&
                    ((lstat(mark_path(&scratch, folder), &found) == 0 && S_ISREG(found.st_mode)) ||
                     (holds_only(git, ".infoview-", false) && holds_only(folder, ".git", false)));

    arena_free(&scratch);
    return is_there;
}

void repo_clone_end(const char *folder)
{
    struct arena scratch = {0};

    unlink(mark_path(&scratch, folder));
    arena_free(&scratch);
}

/*
 * What libgit2 leaves behind when it is killed: locks, and files with which it tries what the file system can. Nobody else is at
 * work in a clone that is not ended.
 */
static void remove_rest(struct arena *arena, const char *folder)
{
    static const char *const names[] = {"/.git/config.lock", "/.git/HEAD.lock"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unlink(read_joined(arena, folder, str_from(names[i])));
    holds_only(folder, "_git2_", true);
}

/*
 * Makes the mark before there is anything else, so that what is cut off is known for what it is. A descriptor that holds it for
 * this process alone; -1 with `err`.
 */
static int begin(struct arena *arena, const char *folder, struct err *err)
{
    const char *git = read_joined(arena, folder, STR("/.git")), *mark = mark_path(arena, folder);
    bool is_made = false, is_taken = false;
    int fd;

    if (!repo_clone_is_begun(folder) && mkdir(git, 0777) != 0)
        return err_errno(err, errno, "cannot make '%s'", git);
    if (fs_create(AT_FDCWD, mark, STR("a clone that is not ended\n"), &is_made, err) != 0)
        return -1;
    fd = open(mark, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return err_errno(err, errno, "cannot open '%s'", mark);
    if (lock_take(fd, 0, &is_taken) == 0 && !is_taken) {
        close(fd);
        return err_set(err, ERR_CONFLICT, "another infoview is at work in '%s'", folder);
    }
    remove_rest(arena, folder);
    return fd;
}

/* ---- how a call ends */

static enum step stopped(struct cloning *c, struct str why, const char *advice)
{
    c->clone->state = REPO_CLONE_STOPPED;
    c->clone->why = str_copy(c->clone->arena, why);
    c->clone->advice = str_copy(c->clone->arena, str_from(advice));
    return STEP_SETTLED;
}

/* ---- the remote */

static enum step set_line(struct cloning *c, const char *name, const char *value)
{
    git_config *own = NULL;
    int rc = git_config_open_level(&own, c->repo->config, GIT_CONFIG_LEVEL_LOCAL);

    if (rc == 0)
        rc = git_config_set_string(own, name, value);
    git_config_free(own);
    return rc < 0 ? session_failed(c->repo, "git's configuration cannot be written") : STEP_GO_ON;
}

struct branches {
    struct arena *arena;
    VEC(const char *);
};

static int add_branch(const char *name, void *payload)
{
    struct branches *branches = payload;

    if (strcmp(name, TRACKING "HEAD") != 0)
        *vec_add(branches, branches->arena) = str_copy(branches->arena, str_from(name + strlen(TRACKING))).p;
    return 0;
}

static enum step list_branches(struct cloning *c, struct branches *branches)
{
    *branches = (struct branches){.arena = c->repo->arena};
    return git_reference_foreach_glob(c->repo->git, TRACKING "*", add_branch, branches) < 0
               ? session_failed(c->repo, "git's branches cannot be read")
               : STEP_GO_ON;
}

/* An address that was mistyped brought nothing, and can be mended; else two histories would come together. */
static enum step set_remote(struct cloning *c)
{
    const char *old = read_config(c->repo->arena, c->repo->config, "remote." ORIGIN ".url");
    struct branches branches;
    enum step step = list_branches(c, &branches);

    if (step == STEP_GO_ON && old && strcmp(old, c->clone->url) != 0 && branches.n)
        return stopped(c, STR("a clone of another address was begun there, and not ended"),
                       "name another folder; or remove that one, if you do not need it");
    if (step == STEP_GO_ON)
        step = set_line(c, "remote." ORIGIN ".url", c->clone->url);
    if (step == STEP_GO_ON)
        step = set_line(c, "remote." ORIGIN ".fetch", "+" HEADS "*:" TRACKING "*");
    return step;
}

static enum step fetch(struct cloning *c)
{
    enum remote_answer answer;
    struct str words = {0};
    enum step step = remote_fetch(c->repo, &c->origin, &answer, &words);

    if (step != STEP_GO_ON || answer == REMOTE_DONE)
        return step;
    return stopped(c, str_from(session_text(c->repo, "git fetch: %.*s", STR_ARGS(words))),
                   "the same command goes on when that is mended, also with another address");
}

/* ---- which branch */

static bool has_branch(const struct branches *branches, struct str name)
{
    for (uint32_t i = 0; i < branches->n; i++)
        if (str_equal(str_from(branches->at[i]), name))
            return true;
    return false;
}

/* The branch that HEAD names there, from the line `ref: refs/heads/NAME TAB HEAD` of git-ls-remote(1); empty: none. */
static struct str head_of(struct str out)
{
    struct str start = STR("ref: " HEADS);
    size_t tab = str_index(out, '\t', 0);

    return str_starts(out, start) && str_starts(str_skip(out, tab), STR("\tHEAD\n"))
               ? str_slice(out, start.n, tab)
               : (struct str){0};
}

/* Of several, the one that is checked out there; where that is not said, the usual ones, or the first. */
static enum step choose(struct cloning *c, const struct branches *branches)
{
    static const char *const words[] = {"ls-remote", "--symref", ORIGIN, "HEAD", NULL};
    static const char *const usual[] = {"main", "master"};
    struct child_result result = {0};
    struct str head;

    c->branch = branches->n ? branches->at[0] : NULL;
    if (branches->n < 2)
        return STEP_GO_ON;
    for (size_t i = sizeof usual / sizeof usual[0]; i > 0; i--)
        if (has_branch(branches, str_from(usual[i - 1])))
            c->branch = usual[i - 1];
    if (delegate_run_far(c->repo, words, &c->origin, &result) != 0)
        return STEP_FAILED;
    head = head_of(buf_str(&result.out));
    if (result.status == 0 && has_branch(branches, head))
        c->branch = str_copy(c->repo->arena, head).p;
    child_free(&result);
    return STEP_GO_ON;
}

/* The branch that is not born yet gets its name; `git pull` and `git push` then know where to. */
static enum step take_branch(struct cloning *c)
{
    git_reference *head = NULL;
    const char *name = NULL;

    if (c->branch && read_tolerated(git_repository_head_unborn(c->repo->git)) == 1 &&
        git_repository_set_head(c->repo->git, session_text(c->repo, HEADS "%s", c->branch)) < 0)
        return session_failed(c->repo, "git cannot name the branch");
    if (git_reference_lookup(&head, c->repo->git, "HEAD") == 0 && git_reference_symbolic_target(head))
        name = session_text(c->repo, "%s", git_reference_symbolic_target(head));
    git_reference_free(head);
    git_error_clear();
    if (!name || !str_starts(str_from(name), STR(HEADS)))
        return STEP_GO_ON;
    c->clone->branch = str_copy(c->clone->arena, str_skip(str_from(name), strlen(HEADS)));
    if (set_line(c, session_text(c->repo, "branch.%s.remote", name + strlen(HEADS)), ORIGIN) != STEP_GO_ON)
        return STEP_FAILED;
    return set_line(c, session_text(c->repo, "branch.%s.merge", name + strlen(HEADS)), name);
}

/* ---- the files */

/* What is there and differs was not put there by a clone: it stays as it is. */
static bool keep_apart(void *context, struct repo_versions *versions)
{
    (void)context;
    (void)versions;
    return false;
}

static bool has_wanted(struct cloning *c, git_commit *commit)
{
    git_tree *tree = NULL;
    bool has = read_tolerated(git_commit_tree(&tree, commit)) == 0 &&
               git_tree_entry_byname(tree, c->clone->wanted) != NULL;

    git_tree_free(tree);
    return has;
}

/* Cut off when all was in place: what is left of the last step goes. */
static enum step end_placed(struct cloning *c)
{
    const char *lock = session_joined(c->repo, c->repo->home, "index.lock");
    struct journal_entry said;
    git_oid head;

    if (index_lock_is_dead(lock))
        unlink(lock);
    if (!journal_read(c->repo, JOURNAL_SYNC, &said))
        return STEP_GO_ON;
    journal_unlock(c->repo, &said);
    if (read_tolerated(git_reference_name_to_id(&head, c->repo->git, "HEAD")) == 0 &&
        git_oid_equal(&head, said.to))
        journal_drop(c->repo, JOURNAL_SYNC);
    return STEP_GO_ON;
}

/*
 * Whether all that is there is in what HEAD has: it was put in place, and perhaps more was committed since. Else somebody made a
 * vault here while the clone was not ended, or more came there since.
 */
static enum step judge_head(struct cloning *c, git_commit *commit)
{
    const git_oid *there = git_commit_id(commit);
    git_oid head, base;

    if (read_tolerated(git_reference_name_to_id(&head, c->repo->git, "HEAD")) != 0)
        return session_failed(c->repo, "git cannot read what is there");
    if (git_oid_equal(&head, there) ||
        read_tolerated(git_graph_descendant_of(c->repo->git, &head, there)) == 1)
        return STEP_GO_ON;
    if (read_tolerated(git_merge_base(&base, c->repo->git, &head, there)) == 0)
        return stopped(c, STR("there is a vault in that folder, which lacks some of the commits of this one"),
                       "'infoview sync' in that folder brings them in");
    return stopped(c, STR("a vault was made in that folder meanwhile, and nothing of this one was put there"),
                   "'infoview sync --join' in that folder brings the two together; or name another folder");
}

static enum step put(struct cloning *c, git_commit *commit)
{
    struct repo_sync sync = {.arena = c->clone->arena, .merge = keep_apart};
    struct placing placing = {.repo = c->repo,
                              .sync = &sync,
                              .branch = session_text(c->repo, HEADS "%s", c->branch),
                              .to = commit,
                              .log = "clone: by infoview"};
    struct journal_entry said;
    enum step step;

    if (read_tolerated(git_repository_head_unborn(c->repo->git)) != 1) {
        step = judge_head(c, commit);
        return step == STEP_GO_ON ? end_placed(c) : step;
    }
    if (journal_read(c->repo, JOURNAL_SYNC, &said))
        journal_unlock(c->repo, &said);
    step = place(&placing);
    for (uint32_t i = 0; i < sync.files.n; i++)
        *vec_add(&c->clone->aside, c->clone->arena) = sync.files.at[i].other;
    if (step == STEP_SETTLED)
        return stopped(c, c->repo->ready->why, "'git pull' in that folder can bring it in");
    return step;
}

static enum step bring_in(struct cloning *c)
{
    const char *from = session_text(c->repo, TRACKING "%s", c->branch);
    git_commit *commit = NULL;
    enum step step;
    git_oid id;

    if (git_reference_name_to_id(&id, c->repo->git, from) < 0 ||
        git_commit_lookup(&commit, c->repo->git, &id) < 0)
        return session_failed(c->repo, "git cannot read what was fetched");
    if (has_wanted(c, commit)) {
        step = take_branch(c);
        c->clone->state = REPO_CLONE_DONE;
        if (step == STEP_GO_ON)
            step = put(c, commit);
    } else {
        c->clone->state = REPO_CLONE_OTHER;
        c->clone->branch = str_copy(c->clone->arena, str_from(c->branch));
        step = STEP_SETTLED;
    }
    git_commit_free(commit);
    return step;
}

static enum step run(struct cloning *c)
{
    struct branches branches = {0};
    enum step step = session_lock(c->repo);

    if (step == STEP_SETTLED)
        return stopped(c, c->repo->ready->why, "try again later");
    if (step == STEP_GO_ON)
        step = set_remote(c);
    if (step == STEP_GO_ON)
        step = fetch(c);
    if (step == STEP_GO_ON)
        step = list_branches(c, &branches);
    if (step == STEP_GO_ON)
        step = choose(c, &branches);
    if (step != STEP_GO_ON)
        return step;
    c->clone->state = REPO_CLONE_EMPTY;
    return c->branch ? bring_in(c) : take_branch(c);
}

/* ---- what is called */

static int make(const struct repo_request *request, struct arena *arena, struct err *err)
{
    int status = read_start() < 0 ? err_set(err, ERR_SYSTEM, "cannot start libgit2")
                                  : first_make(arena, request->folder, request->environment, err);

    git_libgit2_shutdown();
    return status;
}

/* The mark is held. */
static int clone_into(struct cloning *c, const struct repo_request *request, struct err *err)
{
    struct repo *repo = c->repo;
    int status = make(request, repo->arena, err);

    if (status != 0)
        return -1;
    status = session_look(repo, request);
    if (status == 0 && repo->git) {
        repo->home = git_repository_path(repo->git);
        status = run(c) == STEP_FAILED ? -1 : 0;
    }
    session_end(repo);
    return status;
}

int repo_clone(const struct repo_request *request, struct repo_clone *clone, struct err *err)
{
    struct repo_ready ready = {.arena = clone->arena};
    struct repo repo = session_of(clone->arena, request, err);
    struct cloning c = {
        .repo = &repo,
        .clone = clone,
        .origin = {.name = ORIGIN, .has_terminal = clone->has_terminal, .patience = REPO_PATIENCE}};
    struct buf shown = {0};
    int mark, status;

    repo.ready = &ready;
    read_put_url(&shown, str_from(clone->url));
    clone->shown = str_copy(clone->arena, buf_str(&shown));
    buf_free(&shown);
    if (!delegate_can(&repo)) {
        stopped(&c, STR("the program 'git' is not there, and only it is used over the network"),
                "install git");
        return 0;
    }
    mark = begin(clone->arena, request->folder, err);
    if (mark < 0)
        return -1;
    status = clone_into(&c, request, err);
    close(mark);
    return status;
}
