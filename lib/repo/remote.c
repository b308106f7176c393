#include "repo/remote.h"

#include <git2.h>

#include "repo/delegate.h"
#include "repo/read.h"

/* ---- which one */

static const char *branch_line(struct repo *repo, struct str branch, const char *line)
{
    const char *name = session_text(repo, "branch.%.*s.%s", STR_ARGS(branch), line);

    return read_config(repo->arena, repo->config, name);
}

/* The only remote there is, else `origin` where that is one of them; NULL: none. */
static const char *usual_remote(struct repo *repo)
{
    git_strarray names = {0};
    const char *found = NULL;

    if (git_remote_list(&names, repo->git) == 0) {
        for (size_t i = 0; i < names.count; i++)
            if (names.count == 1 || strcmp(names.strings[i], "origin") == 0)
                found = session_text(repo, "%s", names.strings[i]);
        git_strarray_dispose(&names);
    }
    git_error_clear();
    return found;
}

/* Where git sends to, by all lines that turn one address into another; without credentials. NULL: nowhere. */
static const char *shown_url(struct repo *repo, const char *name)
{
    git_remote *remote = NULL;
    const char *url = NULL, *shown = NULL;
    struct buf text = {0};

    if (read_tolerated(git_remote_lookup(&remote, repo->git, name)) == 0)
        url = git_remote_pushurl(remote) ? git_remote_pushurl(remote) : git_remote_url(remote);
    if (url) {
        read_put_url(&text, str_from(url));
        shown = str_copy(repo->arena, buf_str(&text)).p;
    }
    buf_free(&text);
    git_remote_free(remote);
    return shown;
}

enum step remote_find(struct repo *repo, const char *branch, struct remote *remote)
{
    struct str heads = STR("refs/heads/"), name = str_skip(str_from(branch), heads.n);
    struct str there;

    *remote = (struct remote){.branch = branch};
    remote->name = branch_line(repo, name, "remote");
    if (!remote->name)
        remote->name = usual_remote(repo);
    if (remote->name)
        remote->url = shown_url(repo, remote->name);
    if (!remote->url) {
        remote->name = NULL;
        return STEP_GO_ON;
    }
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

/* The last line that says something, without what stands before it for git's own use. */
static struct str last_words(struct repo *repo, const struct child_result *result)
{
    struct str text = delegate_words(result), line;
    size_t start = text.n;

    while (start > 0 && text.p[start - 1] != '\n' && text.p[start - 1] != '\r')
        start--;
    line = str_trim(str_skip(text, start));
    for (size_t at = 0; at < text.n;) {
        size_t end = str_index(text, '\n', at);
        struct str one = str_trim(str_slice(text, at, end));

        /* The first line with a reason says more than the advice at the end. */
        if (str_starts(one, STR("fatal: ")) || str_starts(one, STR("remote: ")) ||
            str_starts(one, STR("ssh: ")) || str_starts(one, STR("error: "))) {
            line = one;
            break;
        }
        at = end + 1;
    }
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

struct str remote_words(struct repo *repo, const struct child_result *result)
{
    return result->is_stalled ? STR("it has not answered for a minute") : last_words(repo, result);
}

/* ---- fetch and push */

enum step remote_fetch(struct repo *repo, const struct remote *remote, bool has_terminal,
                       enum remote_answer *answer, struct str *words)
{
    const char *const command[] = {"fetch",
                                   "--progress",
                                   "--no-tags",
                                   "--no-auto-maintenance",
                                   "--no-write-fetch-head",
                                   "--prune",
                                   remote->name,
                                   session_text(repo, "+refs/heads/*:refs/remotes/%s/*", remote->name),
                                   NULL};
    struct child_result result = {0};

    if (delegate_run_far(repo, command, has_terminal, &result) != 0)
        return STEP_FAILED;
    *answer = result.status == 0        ? REMOTE_DONE
              : is_unreachable(&result) ? REMOTE_UNREACHABLE
                                        : REMOTE_REFUSED;
    *words = remote_words(repo, &result);
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

enum step remote_push(struct repo *repo, const struct remote *remote, bool has_terminal,
                      enum remote_answer *answer, struct str *words)
{
    const char *const command[] = {"push",        "--progress",
                                   "--porcelain", "--no-follow-tags",
                                   remote->name,  session_text(repo, "%s:%s", remote->branch, remote->there),
                                   NULL};
    struct child_result result = {0};
    struct str summary = {0};

    if (delegate_run_far(repo, command, has_terminal, &result) != 0)
        return STEP_FAILED;
    *answer = judge_push(repo, remote, buf_str(&result.out), &summary);
    if (*answer == REMOTE_UNREACHABLE && !is_unreachable(&result))
        *answer = REMOTE_REFUSED;
    *words = summary.n && *answer != REMOTE_UNREACHABLE ? summary : remote_words(repo, &result);
    child_free(&result);
    return STEP_GO_ON;
}
