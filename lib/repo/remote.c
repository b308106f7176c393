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
