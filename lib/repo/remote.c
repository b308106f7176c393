#include "repo/remote.h"

#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lock.h"
#include "repo/delegate.h"
#include "repo/read.h"

/* ---- which one */

static const char *branch_line(struct repo *repo, struct str branch, const char *line)
{
    const char *name = session_text(repo, "branch.%.*s.%s", STR_ARGS(branch), line);

    return read_config(repo->arena, repo->config, name);
}

/*
 * The only remote there is, else `origin` where that is one of them; NULL: none. git_remote_list and git_remote_lookup
 * would lose memory for every line of the configuration (libgit2 1.5.1).
 */
static const char *usual_remote(struct repo *repo)
{
    git_config_iterator *lines = NULL;
    git_config_entry *line;
    struct str found = {0};
    bool is_only = true;

    if (read_tolerated(git_config_iterator_new(&lines, repo->config)) != 0)
        return NULL;
    while (git_config_next(&line, lines) == 0) {
        struct str name = read_remote_name(line->name);

        if (!name.n || str_equal(name, found) || str_equal(found, STR("origin")))
            continue;
        is_only = !found.n || str_equal(name, STR("origin"));
        found = str_copy(repo->arena, name);
    }
    git_config_iterator_free(lines);
    git_error_clear();
    return found.n && is_only ? found.p : NULL;
}

/* The address that is configured: all that can be known without `git`, which nothing is sent without. */
static struct str configured_url(struct repo *repo, const char *name)
{
    const char *url = read_config(repo->arena, repo->config, session_text(repo, "remote.%s.url", name));

    return url ? str_from(url) : (struct str){0};
}

/* Where git sends to, by all lines that turn one address into another; empty: nowhere. */
static enum step find_url(struct repo *repo, const char *name, struct str *url)
{
    const char *const command[] = {"remote", "get-url", "--push", "--all", name, NULL};
    struct child_result result = {0};

    if (!delegate_can(repo)) {
        *url = configured_url(repo, name);
        return STEP_GO_ON;
    }
    if (delegate_run(repo, command, &result) != 0)
        return STEP_FAILED;
    *url = result.status == 0 ? str_copy(repo->arena, str_trim(buf_str(&result.out))) : (struct str){0};
    child_free(&result);
    if (str_index(*url, '\n', 0) < url->n)
        return session_refused(
            repo, session_text(repo, "leave one of them: git remote set-url --delete --push %s URL", name),
            "'git push' sends to several addresses of '%s'", name);
    return STEP_GO_ON;
}

static const char *without_credentials(struct repo *repo, struct str url)
{
    struct buf text = {0};
    const char *shown;

    read_put_url(&text, url);
    shown = str_copy(repo->arena, buf_str(&text)).p;
    buf_free(&text);
    return shown;
}

enum step remote_find(struct repo *repo, const char *branch, struct remote *remote)
{
    struct str heads = STR("refs/heads/"), name = str_skip(str_from(branch), heads.n);
    struct str there, url = {0};
    enum step step = STEP_GO_ON;

    *remote = (struct remote){.branch = branch};
    remote->name = branch_line(repo, name, "remote");
    if (!remote->name)
        remote->name = usual_remote(repo);
    if (remote->name)
        step = find_url(repo, remote->name, &url);
    if (!url.n || step != STEP_GO_ON) {
        remote->name = NULL;
        return step;
    }
    remote->url = without_credentials(repo, url);
    remote->there = branch_line(repo, name, "merge");
    if (!remote->there)
        remote->there = branch;
    there = str_from(remote->there);
    remote->tracking = session_text(repo, "refs/remotes/%s/%.*s", remote->name,
                                    STR_ARGS(str_starts(there, heads) ? str_skip(there, heads.n) : there));
    return STEP_GO_ON;
}

bool remote_seen(struct repo *repo, const struct remote *remote, git_oid *id)
{
    return read_tolerated(git_reference_name_to_id(id, repo->git, remote->tracking)) == 0;
}

/* ---- what git says */

/* Whether the line gives a reason, in the form that git and the servers have for it. */
static bool is_reason(struct str line)
{
    static const char *const marks[] = {"fatal: ", "remote: ", "ssh: ", "error: "};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (str_starts(line, str_from(marks[i])))
            return true;
    return false;
}

/*
 * The first line with a reason, which says more than the advice at the end; else the last line. Where git only says that it could
 * not read, the program in between has said why, in the line before.
 */
static struct str last_words(struct repo *repo, const struct child_result *result)
{
    struct str rest = delegate_words(result), line = {0}, before = {0};

    while (rest.n && !is_reason(line)) {
        size_t end = str_index(rest, '\n', 0);
        struct str one = str_trim(str_slice(rest, 0, end));

        rest = str_skip(rest, end + 1);
        if (!one.n)
            continue;
        before = line;
        line = one;
    }
    if (before.n && str_starts(line, STR("fatal: Could not read from remote repository")))
        line = before;
    return str_copy(repo->arena, line);
}

/* Whether the network, not the remote, is the reason. */
static bool is_unreachable(const struct child_result *result)
{
    static const char *const signs[] = {
        "Could not resolve host",    "Temporary failure in name resolution",
        "Name or service not known", "Network is unreachable",
        "No route to host",          "Connection refused",
        "Connection timed out",      "Operation timed out",
        "Failed to connect",         "Couldn't connect to server",
    };
    struct str said = buf_str(&result->problems);

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (str_find(said, str_from(signs[i]), 0) < said.n)
            return true;
    return result->is_stalled;
}

struct str remote_words(struct repo *repo, const struct remote *remote, const struct child_result *result)
{
    return result->is_stalled ? str_from(session_text(repo, "it has not answered for %u second%s",
                                                      remote->patience, remote->patience == 1 ? "" : "s"))
                              : last_words(repo, result);
}

/* ---- fetch and push */

/*
 * Takes away the lock on the tracking branch that a git left behind which was killed or lost its power: git would never fetch
 * again. One holds such a lock for milliseconds, and what it names is only what was last seen of the remote.
 */
static void unlock(struct repo *repo, const struct remote *remote)
{
    enum { STEP = 100, PATIENCE = 2000 };
    const char *path = session_text(repo, "%s%s.lock", git_repository_commondir(repo->git), remote->tracking);
    struct stat first, now;

    if (lstat(path, &first) != 0)
        return;
    for (int waited = 0; waited < PATIENCE; waited += STEP) {
        lock_pause(STEP);
        if (lstat(path, &now) != 0 || now.st_ino != first.st_ino || now.st_size != first.st_size ||
            now.st_mtim.tv_sec != first.st_mtim.tv_sec || now.st_mtim.tv_nsec != first.st_mtim.tv_nsec)
            return;
    }
    unlink(path);
}

enum step remote_fetch(struct repo *repo, const struct remote *remote, enum remote_answer *answer,
                       struct str *words)
{
    const char *const command[] = {"fetch",
                                   "--progress",
                                   "--no-tags",
                                   "--no-recurse-submodules",
                                   "--no-auto-maintenance",
                                   "--no-write-fetch-head",
                                   "--prune",
                                   remote->name,
                                   session_text(repo, "+refs/heads/*:refs/remotes/%s/*", remote->name),
                                   NULL};
    struct child_result result = {0};

    unlock(repo, remote);
    if (delegate_run_far(repo, command, remote, &result) != 0)
        return STEP_FAILED;
    *answer = result.status == 0        ? REMOTE_DONE
              : is_unreachable(&result) ? REMOTE_UNREACHABLE
                                        : REMOTE_REFUSED;
    *words = remote_words(repo, remote, &result);
    child_free(&result);
    return STEP_GO_ON;
}

/* Whether the branch there moved while git was at it, in the words that servers have for that. */
static bool has_moved(struct str summary)
{
    static const char *const signs[] = {"[rejected]", "(failed to update ref)", "cannot lock ref",
                                        "incorrect old value"};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (str_find(summary, str_from(signs[i]), 0) < summary.n)
            return true;
    return false;
}

/* Judges the line `FLAG TAB FROM:TO TAB SUMMARY` that `git push --porcelain` writes about the branch (git-push(1), OUTPUT). */
static enum remote_answer judge_push(struct repo *repo, const struct remote *remote, struct str out,
                                     struct str *words)
{
    struct str wanted = str_from(session_text(repo, "\t%s:%s\t", remote->branch, remote->there));

    while (out.n) {
        size_t end = str_index(out, '\n', 0);
        struct str line = str_slice(out, 0, end), summary;
        size_t at = str_find(line, wanted, 0);

        out = str_skip(out, end + 1);
        if (at != 1)
            continue;
        if (line.p[0] != '!')
            return REMOTE_DONE;
        summary = str_skip(line, at + wanted.n);
        *words = str_copy(repo->arena, summary);
        return has_moved(summary) ? REMOTE_MOVED : REMOTE_REFUSED;
    }
    return REMOTE_UNREACHABLE;
}

/* What the server says beside its verdict, a hook for example: its first lines, in one. */
static struct str with_reason(struct repo *repo, struct str summary, const struct child_result *result)
{
    enum { LINES_MOST = 5 };
    struct str rest = buf_str(&result->problems), mark = STR("remote: ");
    struct buf text = {0};

    buf_put(&text, summary);
    for (int lines = 0; rest.n && lines < LINES_MOST;) {
        struct str line = str_trim(str_slice(rest, 0, str_index(rest, '\n', 0)));

        rest = str_skip(rest, str_index(rest, '\n', 0) + 1);
        line = str_starts(line, mark) ? str_trim(str_skip(line, mark.n)) : (struct str){0};
        if (line.n)
            buf_printf(&text, "%s%.*s", lines++ ? " " : ": ", STR_ARGS(line));
    }
    summary = str_copy(repo->arena, buf_str(&text));
    buf_free(&text);
    return summary;
}

enum step remote_push(struct repo *repo, const struct remote *remote, enum remote_answer *answer,
                      struct str *words)
{
    const char *const command[] = {"push",
                                   "--progress",
                                   "--porcelain",
                                   "--no-follow-tags",
                                   "--no-recurse-submodules",
                                   remote->name,
                                   session_text(repo, "%s:%s", remote->branch, remote->there),
                                   NULL};
    struct child_result result = {0};
    struct str summary = {0};

    if (delegate_run_far(repo, command, remote, &result) != 0)
        return STEP_FAILED;
    *answer = judge_push(repo, remote, buf_str(&result.out), &summary);
    if (*answer == REMOTE_UNREACHABLE && !is_unreachable(&result))
        *answer = REMOTE_REFUSED;
    *words = summary.n && *answer != REMOTE_UNREACHABLE ? with_reason(repo, summary, &result)
                                                        : remote_words(repo, remote, &result);
    child_free(&result);
    return STEP_GO_ON;
}
