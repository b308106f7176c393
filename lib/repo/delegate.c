#include "repo/delegate.h"

#include "base/lock.h"
#include "repo/index_lock.h"
#include "repo/path.h"
#include "repo/read.h"
#include "repo/remote.h"

/* Of a child's output; lists of paths are far shorter. */

bool delegate_can(const struct repo *repo)
{
    return child_exists("git", repo->environment->all);
}

/* ---- running it */

/* `git rev-parse --local-env-vars`: what would lead it to another repository than the folder's. */
static bool is_local(struct str name)
{
    static const char *const names[] = {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_CONFIG",
        "GIT_CONFIG_PARAMETERS",
        "GIT_CONFIG_COUNT",
        "GIT_OBJECT_DIRECTORY",
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_REPLACE_REF_BASE",
        "GIT_PREFIX",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_COMMON_DIR",
        /* Ours to set. */
        "GIT_LITERAL_PATHSPECS",
        "GIT_GLOB_PATHSPECS",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
        "GIT_TERMINAL_PROMPT",
        "LC_ALL",
        "LANGUAGE",
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal(name, str_from(names[i])))
            return true;
    return false;
}

struct words {
    VEC(const char *);
};

static void add(struct repo *repo, struct words *words, const char *word)
{
    *vec_add(words, repo->arena) = word;
}

/* Whether one of our own lines sets it: of two the first would count. */
static bool is_extra(const struct repo *repo, struct str name)
{
    for (const char *const *at = repo->extra; at && *at; at++) {
        struct str line = str_from(*at);

        if (str_equal(str_slice(line, 0, str_index(line, '=', 0)), name))
            return true;
    }
    return false;
}

static const char **environment(struct repo *repo, bool may_ask)
{
    struct words kept = {0};

    for (char *const *at = repo->environment->all; at && *at; at++) {
        struct str line = str_from(*at), name = str_slice(line, 0, str_index(line, '=', 0));

        if (!is_local(name) && !is_extra(repo, name))
            add(repo, &kept, *at);
    }
    for (const char *const *at = repo->extra; at && *at; at++)
        add(repo, &kept, *at);
    add(repo, &kept, "LC_ALL=C");
    if (!may_ask)
        add(repo, &kept, "GIT_TERMINAL_PROMPT=0");
    add(repo, &kept, NULL);
    return kept.at;
}

static int run(struct repo *repo, const struct words *words, struct child_result *result)
{
    const struct child child = {.words = words->at,
                                .environment = (char *const *)(uintptr_t)environment(repo, false),
                                .limit = DELEGATE_MOST};

    return child_run(&child, result, repo->err);
}

/* `option` is one of git's own, before the command. */
static struct words begin(struct repo *repo, const char *folder, const char *option,
                          const char *const *command)
{
    static const char *const always[] = {"-c", "core.fsync=all", "-c", "core.quotePath=false"};
    struct words words = {0};

    add(repo, &words, "git");
    add(repo, &words, "-C");
    add(repo, &words, folder);
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        add(repo, &words, always[i]);
    add(repo, &words, option);
    for (; *command; command++)
        add(repo, &words, *command);
    return words;
}

int delegate_run(struct repo *repo, const char *const *words, struct child_result *result)
{
    struct words all = begin(repo, repo->folder, "--no-pager", words);

    add(repo, &all, NULL);
    return run(repo, &all, result);
}

int delegate_run_paths(struct repo *repo, const char *const *words, const struct str *paths, size_t count,
                       struct child_result *result)
{
    enum { PATIENCE = 20 };
    struct words all = begin(repo, repo->folder, "--literal-pathspecs", words);
    struct child child = {.environment = (char *const *)(uintptr_t)environment(repo, false),
                          .limit = DELEGATE_MOST,
                          .patience = PATIENCE};

    add(repo, &all, "--");
    for (size_t i = 0; i < count; i++)
        add(repo, &all, read_joined(repo->arena, "", paths[i]));
    add(repo, &all, NULL);
    child.words = all.at;
    return child_run(&child, result, repo->err);
}

int delegate_run_far(struct repo *repo, const char *const *words, const struct remote *remote,
                     struct child_result *result)
{
    struct words all = begin(repo, repo->folder, "--no-pager", words);
    struct child child = {.environment = (char *const *)(uintptr_t)environment(repo, remote->has_terminal),
                          .limit = DELEGATE_MOST,
                          .patience = remote->patience,
                          .is_apart = !remote->has_terminal};

    add(repo, &all, NULL);
    child.words = all.at;
    return child_run(&child, result, repo->err);
}

struct str delegate_words(const struct child_result *result)
{
    struct str words = str_trim(buf_str(&result->problems));

    return words.n ? words : str_trim(buf_str(&result->out));
}

/* Those of the session's paths that a command is run on. */
struct chosen {
    VEC(struct repo_path *);
};

/* The same in the work tree's root, on the paths. */
static int run_on(struct repo *repo, const char *const *command, const struct chosen *paths,
                  struct child_result *result)
{
    struct words all = begin(repo, repo->root, "--literal-pathspecs", command);

    add(repo, &all, "--");
    for (uint32_t i = 0; i < paths->n; i++)
        add(repo, &all, paths->at[i]->path);
    add(repo, &all, NULL);
    return run(repo, &all, result);
}

static enum step failed(struct repo *repo, const char *doing, struct child_result *result)
{
    struct str said = delegate_words(result);

    if (said.n)
        err_set(repo->err, ERR_SYSTEM, "%s: %.*s", doing, STR_ARGS(said));
    else
        err_set(repo->err, ERR_SYSTEM, "%s: git ended with status %d", doing, result->status);
    return STEP_FAILED;
}

/* ---- how the paths stand */

static struct chosen all_paths(struct repo *repo)
{
    struct chosen chosen = {0};

    for (uint32_t i = 0; i < repo->paths.n; i++)
        if (!repo->paths.at[i].is_left)
            *vec_add(&chosen, repo->arena) = &repo->paths.at[i];
    return chosen;
}

static struct repo_path *find(const struct chosen *paths, struct str path)
{
    for (uint32_t i = 0; i < paths->n; i++)
        if (str_equal(str_from(paths->at[i]->path), path))
            return paths->at[i];
    return NULL;
}

/* Runs a command on the paths whose output, parts that each end in a NUL, says how they stand. */
static enum step ask(struct repo *repo, const char *const *command, const struct chosen *paths,
                     struct child_result *result)
{
    if (run_on(repo, command, paths, result) != 0)
        return STEP_FAILED;
    return result->status == 0 ? STEP_GO_ON : failed(repo, "git cannot say how the files stand", result);
}

/* Leaves the paths that the command lists, each after `mark` and before a NUL. */
static enum step leave_listed(struct repo *repo, const char *const *command, struct str mark, const char *why)
{
    struct chosen paths = all_paths(repo);
    struct child_result result = {0};
    enum step step = paths.n ? ask(repo, command, &paths, &result) : STEP_GO_ON;
    struct str rest = buf_str(&result.out);

    while (rest.n && step == STEP_GO_ON) {
        struct str line = str_slice(rest, 0, str_index(rest, '\0', 0));
        struct repo_path *path = str_starts(line, mark) ? find(&paths, str_skip(line, mark.n)) : NULL;

        if (path && !path->is_left)
            session_leave(repo, path, why);
        rest = str_skip(rest, line.n + 1);
    }
    child_free(&result);
    return step;
}

/* check-ignore takes no list of literal paths, and lists what would have to be unquoted: so one by one. */
static enum step judge_ignored(struct repo *repo, struct repo_path *path)
{
    const char *const words[] = {
        "-C", repo->root, "check-ignore", "--quiet", "--", session_joined(repo, "./", path->path), NULL};
    struct child_result result = {0};
    enum step step = STEP_GO_ON;

    if (delegate_run(repo, words, &result) != 0)
        return STEP_FAILED;
    if (result.status == 0)
        session_leave(repo, path, "git ignores it");
    else if (result.status != 1)
        step = failed(repo, "git cannot say what it ignores", &result);
    child_free(&result);
    return step;
}

static enum step leave_ignored(struct repo *repo)
{
    enum step step = STEP_GO_ON;

    for (uint32_t i = 0; i < repo->paths.n && step == STEP_GO_ON; i++)
        if (!repo->paths.at[i].is_left)
            step = judge_ignored(repo, &repo->paths.at[i]);
    return step;
}

enum step delegate_look(struct repo *repo)
{
    static const char *const sparse[] = {"ls-files", "-z", "-t", NULL};
    static const char *const staged[] = {
        "diff", "--cached", "--name-only", "--no-renames", "--ita-invisible-in-index", "-z", NULL};
    enum step step;

    for (uint32_t i = 0; i < repo->paths.n; i++) {
        struct repo_path *path = &repo->paths.at[i];
        const char *why = NULL;

        if (!path->is_left && path_barrier(repo, path->path, &why) != STEP_GO_ON)
            return STEP_FAILED;
        if (why)
            session_leave(repo, path, why);
    }
    step = leave_listed(repo, sparse, STR("S "), "it is outside the sparse checkout");
    if (step == STEP_GO_ON)
        step = leave_listed(repo, staged, (struct str){0}, "you have staged changes to it");
    return step == STEP_GO_ON ? leave_ignored(repo) : step;
}

/* ---- the commit */

/* Takes up the paths that differ from HEAD; those of them that git does not know yet are `unknown` too. */
static enum step compare(struct repo *repo, struct chosen *different, struct chosen *unknown)
{
    static const char *const status[] = {"--no-optional-locks",   "status",       "--porcelain", "-z",
                                         "--untracked-files=all", "--no-renames", NULL};
    enum { LETTERS = 3 };
    struct chosen paths = all_paths(repo);
    struct child_result result = {0};
    enum step step = paths.n ? ask(repo, status, &paths, &result) : STEP_GO_ON;
    struct str rest = buf_str(&result.out);

    while (rest.n && step == STEP_GO_ON) {
        struct str line = str_slice(rest, 0, str_index(rest, '\0', 0));
        struct repo_path *path = find(&paths, str_skip(line, LETTERS));

        if (path)
            *vec_add(different, repo->arena) = path;
        if (path && str_starts(line, STR("??")))
            *vec_add(unknown, repo->arena) = path;
        rest = str_skip(rest, line.n + 1);
    }
    child_free(&result);
    return step;
}

static enum step run_step(struct repo *repo, const char *const *command, const struct chosen *paths,
                          const char *doing)
{
    struct child_result result = {0};
    enum step step = STEP_GO_ON;

    if (run_on(repo, command, paths, &result) != 0)
        return STEP_FAILED;
    if (result.status != 0)
        step = failed(repo, doing, &result);
    child_free(&result);
    return step;
}

/*
 * `git commit --only` wants to know of the files. They are only announced, so that after a crash they do not seem to have
 * been staged by the user; that too is taken back where the commit fails.
 */
static enum step commit(struct repo *repo, const char *message, const struct chosen *different,
                        const struct chosen *unknown)
{
    static const char *const adding[] = {"add", "--intent-to-add", NULL};
    static const char *const back[] = {"update-index", "--force-remove", NULL};
    const char *const committing[] = {"commit", "--quiet", "--only", "--cleanup=whitespace",
                                      "-m",     message,   NULL};
    struct err ignored = {0}, *err = repo->err;
    enum step step =
        unknown->n ? run_step(repo, adding, unknown, "git cannot take up the files") : STEP_GO_ON;

    if (step == STEP_GO_ON)
        step = run_step(repo, committing, different, "git commit");
    if (step != STEP_GO_ON && unknown->n) {
        repo->err = &ignored;
        run_step(repo, back, unknown, "");
        repo->err = err;
    }
    return step;
}

static enum step read_hash(struct repo *repo, struct str *hash)
{
    static const char *const words[] = {"rev-parse", "--verify", "HEAD", NULL};
    struct child_result result = {0};
    enum step step = STEP_GO_ON;

    if (delegate_run(repo, words, &result) != 0)
        return STEP_FAILED;
    if (result.status != 0)
        step = failed(repo, "git cannot find its commit", &result);
    else
        *hash = str_copy(repo->arena, str_trim(buf_str(&result.out)));
    child_free(&result);
    return step;
}

/* Git itself takes the lock on the index: here only the wait for it. */
static enum step wait_for_index(struct repo *repo)
{
    struct index_lock lock = {0};
    enum step step = index_lock_take(repo, &lock);

    index_lock_give(&lock);
    return step;
}

enum step delegate_commit(struct repo *repo, const struct session_message *message, struct str *hash)
{
    struct chosen different = {0}, unknown = {0};
    enum step step = delegate_look(repo);
    sigset_t before;

    if (step == STEP_GO_ON)
        step = compare(repo, &different, &unknown);
    if (step != STEP_GO_ON || !different.n)
        return step;
    step = wait_for_index(repo);
    if (step != STEP_GO_ON)
        return step;
    lock_hold_signals(&before);
    step = commit(repo,
                  session_message(repo, message, (const struct repo_path *const *)different.at, different.n),
                  &different, &unknown);
    if (step == STEP_GO_ON)
        step = read_hash(repo, hash);
    lock_release_signals(&before);
    return step;
}
