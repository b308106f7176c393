#include "repo/foreign.h"

#include <unistd.h>

#include "repo/delegate.h"
#include "repo/standing.h"

/* What `git` prints for these words, without the line end; `*text` is NULL where it ends with another status than 0. */
static enum step ask(struct repo *repo, const char *const *words, const char **text)
{
    struct child_result result = {0};
    struct str said;

    *text = NULL;
    if (delegate_run(repo, words, &result) != 0)
        return STEP_FAILED;
    said = buf_str(&result.out);
    if (str_ends(said, STR("\n")))
        said.n--;
    if (result.status == 0)
        *text = str_copy(repo->arena, said).p;
    if (!*text) /* for the message */
        repo->ready->why = str_copy(repo->arena, delegate_words(&result));
    child_free(&result);
    return STEP_GO_ON;
}

static enum step refuse(struct repo *repo)
{
    struct str said = repo->ready->why;

    return session_refused(repo, "nothing was written; 'git status' says more",
                           "git cannot work with its repository: %.*s", STR_ARGS(said));
}

enum step foreign_open(struct repo *repo, const char *reason)
{
    static const char *const root[] = {"rev-parse", "--show-toplevel", NULL};
    static const char *const home[] = {"rev-parse", "--absolute-git-dir", NULL};
    static const char *const prefix[] = {"rev-parse", "--show-prefix", NULL};
    const char *found[3] = {0};
    enum step step = STEP_GO_ON;

    repo->only_git = reason;
    if (!delegate_can(repo))
        return session_refused(
            repo, "nothing was written; the program 'git' has to be installed for this repository",
            "%s, which only git can read, and there is no git", reason);
    step = ask(repo, root, &found[0]);
    if (step == STEP_GO_ON && found[0])
        step = ask(repo, home, &found[1]);
    if (step == STEP_GO_ON && found[1])
        step = ask(repo, prefix, &found[2]);
    if (step == STEP_GO_ON && !found[2])
        return refuse(repo);
    if (step == STEP_GO_ON) {
        repo->root = session_joined(repo, found[0], "/");
        repo->home = session_joined(repo, found[1], "/");
        repo->prefix = found[2];
    }
    return step;
}

/* ---- states: the files that git itself goes by (wt-status.c) */

static const char *operation(struct repo *repo)
{
    static const struct {
        const char *file, *name;
    } states[] = {
        {"rebase-merge", "rebase"},          {"rebase-apply/applying", "git am"},
        {"rebase-apply", "rebase"},          {"MERGE_HEAD", "merge"},
        {"CHERRY_PICK_HEAD", "cherry-pick"}, {"REVERT_HEAD", "revert"},
        {"sequencer", "cherry-pick"},        {"BISECT_LOG", "bisect"},
    };

    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (access(session_joined(repo, repo->home, states[i].file), F_OK) == 0)
            return states[i].name;
    return NULL;
}

static enum step look_at_head(struct repo *repo)
{
    static const char *const branch[] = {"symbolic-ref", "--quiet", "HEAD", NULL};
    static const char *const tree[] = {"rev-parse", "--quiet", "--verify", "HEAD^{tree}", NULL};
    static const char *const last[] = {"log", "-1", "--format=%H", NULL};
    const char *name = NULL, *found = NULL;
    enum step step = ask(repo, branch, &name);

    if (step == STEP_GO_ON && name)
        repo->ready->branch = str_from(name);
    if (step == STEP_GO_ON)
        step = ask(repo, tree, &found);
    if (step != STEP_GO_ON || found)
        return step;
    step = ask(repo, last, &found);
    if (step != STEP_GO_ON || strstr(repo->ready->why.p, "does not have any commits yet"))
        return step;
    return refuse(repo);
}

static enum step look_at_index(struct repo *repo)
{
    static const char *const conflicts[] = {"ls-files", "--unmerged", NULL};
    const char *found;
    enum step step = ask(repo, conflicts, &found);

    if (step != STEP_GO_ON)
        return step;
    if (!found)
        return refuse(repo);
    if (*found)
        return session_refused(repo, "nothing was written; 'git status' names them",
                               "git's index holds files with conflicts");
    return STEP_GO_ON;
}

/* A name that git would make up from the system's accounts is none. */
static enum step look_at_identity(struct repo *repo)
{
    static const char *const author[] = {"-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT", NULL};
    const char *found;
    enum step step = ask(repo, author, &found);

    if (step != STEP_GO_ON || found)
        return step;
    repo->ready->state = REPO_NOBODY;
    repo->ready->why = (struct str){0};
    return STEP_SETTLED;
}

enum step foreign_look(struct repo *repo)
{
    const char *under_way = operation(repo);
    enum step step = under_way ? standing_refuse_operation(repo, under_way) : look_at_head(repo);

    if (step == STEP_GO_ON)
        step = look_at_index(repo);
    if (step == STEP_GO_ON)
        step = delegate_look(repo);
    if (step == STEP_GO_ON)
        step = look_at_identity(repo);
    if (step == STEP_GO_ON)
        repo->ready->why = (struct str){0};
    return step;
}
