#include "repo/read.h"

#include <git2.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"

int read_start(void)
{
    /* What these ask of a reader of the repository is done here: see read_global and session.h. */
    static const char *const known[] = {"worktreeconfig", "partialclone", "preciousobjects"};

    if (git_libgit2_init() < 0)
        return -1;
    git_error_clear();
    if (git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1) < 0)
        return -1;
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, sizeof known / sizeof known[0]);
}

bool read_is_given(const char *text)
{
    return text && *text;
}

const char *read_first(const char *a, const char *b, const char *c)
{
    return read_is_given(a) ? a : read_is_given(b) ? b : read_is_given(c) ? c : NULL;
}

const char *read_joined(struct arena *arena, const char *a, struct str b)
{
    struct buf text = {0};
    const char *copy;

    buf_puts(&text, a);
    buf_put(&text, b);
    copy = str_copy(arena, buf_str(&text)).p;
    buf_free(&text);
    return copy;
}

int read_tolerated(int rc)
{
    if (rc < 0)
        git_error_clear();
    return rc;
}

const char *read_reason(void)
{
    const git_error *last = git_error_last();

    return last && read_is_given(last->message) ? last->message : "git gave no reason";
}

/* git.md, "States": libgit2 1.5 gives either of the two, and the second for want of the setting safe.directory. */
bool read_is_distrust(int rc)
{
    const git_error *last = git_error_last();

    return rc == GIT_EOWNER || (rc == GIT_ENOTFOUND && last && last->klass == GIT_ERROR_CONFIG);
}

const char *read_config(struct arena *arena, git_config *config, const char *name)
{
    git_buf value = {0};
    const char *text = NULL;

    if (read_tolerated(git_config_get_string_buf(&value, config, name)) == 0 && read_is_given(value.ptr))
        text = str_copy(arena, str_from(value.ptr)).p;
    git_buf_dispose(&value);
    return text;
}

static int read_worktree(git_config *config, git_repository *repo)
{
    struct buf path = {0};
    int is_on = 0, rc;

    if (!repo || read_tolerated(git_config_get_bool(&is_on, config, "extensions.worktreeconfig")) < 0 ||
        !is_on)
        return 0;
    buf_printf(&path, "%sconfig.worktree", git_repository_path(repo));
    buf_putc(&path, '\0');
    rc = git_config_add_file_ondisk(config, path.p, GIT_CONFIG_LEVEL_APP, repo, 1);
    buf_free(&path);
    return rc < 0 ? -1 : 0;
}

int read_global(git_config *config, git_repository *repo, const struct repo_environment *environment)
{
    const char *path = environment->config_global;

    if (read_worktree(config, repo) < 0)
        return -1;
    if (!read_is_given(path))
        return 0;
    if (git_config_add_file_ondisk(config, path, GIT_CONFIG_LEVEL_XDG, repo, 1) < 0)
        return -1;
    return git_config_add_file_ondisk(config, path, GIT_CONFIG_LEVEL_GLOBAL, repo, 1) < 0 ? -1 : 0;
}

struct read_identity read_identity(struct arena *arena, git_config *config, const char *role,
                                   const struct repo_environment *environment)
{
    bool is_author = strcmp(role, "author") == 0;
    const char *name = is_author ? environment->author_name : environment->committer_name;
    const char *email = is_author ? environment->author_email : environment->committer_email;

    name = read_first(name, read_config(arena, config, read_joined(arena, role, STR(".name"))),
                      read_config(arena, config, "user.name"));
    email = read_first(email, read_config(arena, config, read_joined(arena, role, STR(".email"))),
                       read_config(arena, config, "user.email"));
    return (struct read_identity){name, read_first(email, environment->email, NULL)};
}

struct str read_remote_name(const char *line)
{
    struct str key = str_from(line), first = STR("remote."), last = STR(".url");

    if (!str_starts(key, first) || !str_ends(key, last) || key.n <= first.n + last.n)
        return (struct str){0};
    return str_slice(key, first.n, key.n - last.n);
}

const char *read_operation(int state)
{
    switch (state) {
    case GIT_REPOSITORY_STATE_NONE: return NULL;
    case GIT_REPOSITORY_STATE_MERGE: return "merge";
    case GIT_REPOSITORY_STATE_REVERT:
    case GIT_REPOSITORY_STATE_REVERT_SEQUENCE: return "revert";
    case GIT_REPOSITORY_STATE_CHERRYPICK:
    case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: return "cherry-pick";
    case GIT_REPOSITORY_STATE_BISECT: return "bisect";
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE: return "git am";
    default: return "rebase";
    }
}

/* Whether the folder has a `.git` that is no repository: one that is damaged, or was moved away. */
static bool is_broken(struct arena *arena, struct str folder)
{
    const char *path = str_copy(arena, folder).p;
    git_repository *other = NULL;
    struct stat found;
    int rc;

    if (lstat(read_joined(arena, path, STR("/.git")), &found) != 0)
        return false;
    rc = read_tolerated(git_repository_open_ext(&other, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL));
    git_repository_free(other);
    return rc < 0;
}

struct str read_broken(struct arena *arena, struct str folder)
{
    while (folder.n) {
        if (is_broken(arena, folder))
            return folder;
        do
            folder.n--;
        while (folder.n && folder.p[folder.n] != '/');
    }
    return folder;
}

/* ---- addresses */

/*
 * Where the credentials of `url` end, counted from `from`, the end of its scheme: behind the last `@` of user and host. A
 * password that should have been percent-encoded may hold a `/`: then what looks like a port is no number.
 */
static size_t credentials_end(struct str url, size_t from)
{
    size_t slash = str_index(url, '/', from), colon = str_index(url, ':', from), end = from;
    bool is_port = true;

    for (size_t i = colon + 1; i < slash; i++)
        is_port &= is_digit(url.p[i]);
    for (size_t i = from; i < url.n && (i < slash || (from && colon < slash && !is_port)); i++)
        if (url.p[i] == '@')
            end = i + 1;
    return end;
}

void read_put_url(struct buf *out, struct str url)
{
    size_t scheme = str_find(url, STR("://"), 0), from = scheme < url.n ? scheme + 3 : 0;
    size_t end = credentials_end(url, from), query = str_index(url, '?', end);
    struct str user = str_slice(url, from, end);
    bool is_web = str_starts_nocase(url, STR("http"));

    buf_put(out, str_slice(url, 0, from));
    if (user.n && (is_web || str_index(user, ':', 0) < user.n))
        buf_puts(out, "***@");
    else
        buf_put(out, user);
    buf_put(out, str_slice(url, end, query));
    if (query < url.n)
        buf_puts(out, "?***");
}
