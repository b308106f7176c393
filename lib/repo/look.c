#include "repo/look.h"

#include <git2.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "repo/index_lock.h"
#include "repo/journal.h"
#include "repo/read.h"
#include "repo/remote.h"
#include "repo/standing.h"

/* Everything that is open during one look. */
struct looking {
    struct repo_look *look;
    const struct repo_environment *environment;
    git_repository *repo;
    git_config *config;
    git_index *index;
    const char *
        prefix; /* the folder from the work tree's root, without a `/` at its end; NULL: it is no part of it */
};

/* Notes what cannot be looked at, and libgit2's reason; the first such thing is told. */
static void note(struct looking *s, const char *what)
{
    struct buf text = {0};

    buf_printf(&text, "%s: %s", what, read_reason());
    if (!s->look->problem.n)
        s->look->problem = str_copy(s->look->arena, buf_str(&text));
    buf_free(&text);
    git_error_clear();
}

static struct str copied(struct looking *s, const char *text)
{
    return str_copy(s->look->arena, str_from(text));
}

/* ---- the repository */

static void note_broken(struct looking *s, const char *folder)
{
    struct str broken = read_broken(s->look->arena, str_from(folder));
    struct buf text = {0};

    if (broken.n) {
        buf_printf(&text, "'%.*s/.git' is there, but is no repository that can be opened", STR_ARGS(broken));
        s->look->problem = str_copy(s->look->arena, buf_str(&text));
    }
    buf_free(&text);
}

/* The work tree that a repository's folder seems to belong to, for one that cannot be opened. */
static struct str root_of(struct str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    return str_ends(path, STR("/.git")) ? str_slice(path, 0, path.n - strlen("/.git")) : path;
}

static void open_repository(struct looking *s, const char *folder)
{
    const char *ceiling = read_first(s->environment->ceiling, NULL, NULL);
    git_buf found = {0};
    int rc = git_repository_discover(&found, folder, 0, ceiling);

    if (rc == GIT_ENOTFOUND) {
        git_error_clear();
        note_broken(s, folder);
    } else if (rc < 0) {
        note(s, "the git repository cannot be found");
    } else {
        rc = git_repository_open_ext(&s->repo, folder, 0, ceiling);
        s->look->is_there = rc == 0;
        s->look->is_foreign = rc < 0 && read_is_distrust(rc);
        if (rc < 0) {
            s->look->root = str_copy(s->look->arena, root_of(str_from(found.ptr)));
            if (!s->look->is_foreign)
                note(s, "the git repository cannot be opened");
            git_error_clear();
        }
    }
    git_buf_dispose(&found);
}

/* A submodule's repository lies in the one above: .git/modules/NAME. */
static bool is_submodule(git_repository *repo)
{
    return strstr(git_repository_path(repo), "/.git/modules/") && !git_repository_is_bare(repo);
}

static void look_at_kind(struct looking *s, const char *folder)
{
    struct repo_look *look = s->look;
    const char *work = git_repository_workdir(s->repo);
    struct str top, whole = str_from(folder);

    look->is_bare = git_repository_is_bare(s->repo);
    look->is_linked = git_repository_is_worktree(s->repo);
    look->is_submodule = is_submodule(s->repo);
    look->is_shallow = git_repository_is_shallow(s->repo) == 1;
    look->root = str_copy(look->arena, root_of(str_from(work ? work : git_repository_path(s->repo))));
    top = look->root;
    if (look->is_bare || !work)
        return;
    if (str_equal(top, STR("/")))
        s->prefix = str_copy(look->arena, str_skip(whole, 1)).p;
    else if (str_equal(whole, top))
        s->prefix = "";
    else if (str_starts(whole, top) && whole.p[top.n] == '/')
        s->prefix = str_copy(look->arena, str_skip(whole, top.n + 1)).p;
    look->is_outside = !s->prefix;
}

/* ---- where it stands */

static void look_at_unborn(struct looking *s)
{
    git_reference *head = NULL;

    git_error_clear();
    if (git_reference_lookup(&head, s->repo, "HEAD") < 0 || !git_reference_symbolic_target(head))
        note(s, "HEAD of the git repository is damaged");
    else
        s->look->branch = copied(s, git_reference_symbolic_target(head));
    git_reference_free(head);
}

static void look_at_commit(struct looking *s, const git_reference *head)
{
    char hash[GIT_OID_HEXSZ + 1];
    git_commit *commit = NULL;
    git_tree *tree = NULL;

    s->look->head = copied(s, git_oid_tostr(hash, sizeof hash, git_reference_target(head)));
    if (git_commit_lookup(&commit, s->repo, git_reference_target(head)) < 0 ||
        git_commit_tree(&tree, commit) < 0)
        note(s, "the last commit of the git repository cannot be read");
    git_tree_free(tree);
    git_commit_free(commit);
}

/* Only GIT_EUNBORNBRANCH means "no commits yet": an empty repository is also what a damaged branch looks like. */
static void look_at_head(struct looking *s)
{
    git_reference *head = NULL;
    int rc = git_repository_head(&head, s->repo);

    if (rc == GIT_EUNBORNBRANCH) {
        look_at_unborn(s);
    } else if (rc < 0) {
        note(s, "HEAD of the git repository is damaged");
    } else {
        s->look->is_detached = strcmp(git_reference_name(head), "HEAD") == 0;
        if (!s->look->is_detached)
            s->look->branch = copied(s, git_reference_name(head));
        look_at_commit(s, head);
    }
    if (str_starts(s->look->branch, STR("refs/heads/")))
        s->look->branch = str_skip(s->look->branch, strlen("refs/heads/"));
    git_reference_free(head);
    s->look->operation = read_operation(git_repository_state(s->repo));
    git_error_clear();
}

static void look_at_lock(struct looking *s)
{
    const char *path = read_joined(s->look->arena, git_repository_path(s->repo), STR("index.lock"));
    struct stat found;

    if (lstat(path, &found) != 0)
        return;
    s->look->lock = str_from(path);
    s->look->lock_time = found.st_mtime;
    s->look->is_lock_ours = index_lock_is_ours(path);
    s->look->is_lock_stale = index_lock_is_stale(path, s->environment->boot_time);
}

/* ---- the files below the folder */

static void count_changes(struct looking *s)
{
    git_status_options options = {.version = GIT_STATUS_OPTIONS_VERSION,
                                  .show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR,
                                  /* Above all not GIT_STATUS_OPT_UPDATE_INDEX, which writes. */
                                  .flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED |
                                           GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS |
                                           GIT_STATUS_OPT_EXCLUDE_SUBMODULES |
                                           GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH | GIT_STATUS_OPT_NO_REFRESH};
    char *prefix = (char *)(uintptr_t)s->prefix; /* git_strarray is const in effect only */
    git_status_list *list = NULL;

    if (*prefix)
        options.pathspec = (git_strarray){&prefix, 1};
    if (git_status_list_new(&list, s->repo, &options) < 0) {
        note(s, "git cannot compare the files with the last commit");
        return;
    }
    for (size_t i = 0; i < git_status_list_entrycount(list); i++) {
        unsigned status = git_status_byindex(list, i)->status;

        s->look->untracked += status == GIT_STATUS_WT_NEW;
        s->look->changed += status != GIT_STATUS_WT_NEW && !(status & GIT_STATUS_IGNORED);
    }
    s->look->is_counted = true;
    git_status_list_free(list);
}

static void look_at_files(struct looking *s)
{
    int is_ignored = 0;
    const char *index;

    if (!s->prefix)
        return;
    index = read_joined(s->look->arena, git_repository_path(s->repo), STR("index"));
    s->look->is_index_damaged = standing_is_garbage(index);
    if (standing_is_later(index) && !s->look->problem.n)
        s->look->problem =
            STR("git's index is of a later version than this infoview knows; it is left as it is");
    if (s->look->is_index_damaged || standing_is_later(index))
        return;
    if (git_repository_index(&s->index, s->repo) < 0) {
        note(s, "git's index cannot be read");
        return;
    }
    s->look->has_conflicts = git_index_has_conflicts(s->index);
    if (*s->prefix && read_tolerated(git_ignore_path_is_ignored(
                          &is_ignored, s->repo, read_joined(s->look->arena, s->prefix, STR("/")))) == 0)
        s->look->is_ignored = is_ignored;
    count_changes(s);
}

/* ---- remotes and who */

static bool has_remote(const struct repo_look *look, struct str name)
{
    for (uint32_t i = 0; i < look->remotes.n; i++)
        if (str_equal(look->remotes.at[i].name, name))
            return true;
    return false;
}

/* Takes the line `remote.NAME.url` of git's configuration; of several for a remote, the first. */
static void add_remote(struct looking *s, const git_config_entry *entry)
{
    struct str name = read_remote_name(entry->name);
    struct buf url = {0};

    if (!name.n || !entry->value || has_remote(s->look, name))
        return;
    read_put_url(&url, str_from(entry->value));
    *vec_add(&s->look->remotes, s->look->arena) =
        (struct repo_remote){str_copy(s->look->arena, name), str_copy(s->look->arena, buf_str(&url))};
    buf_free(&url);
}

/*
 * As they are configured, not as url.BASE.insteadOf rewrites them, which may put a token in. git_remote_list is not
 * used: it loses memory for every line of the configuration (libgit2 1.5.1).
 */
static void look_at_remotes(struct looking *s)
{
    git_config_iterator *lines = NULL;
    git_config_entry *entry;

    if (git_config_iterator_new(&lines, s->config) < 0) {
        note(s, "git's remotes cannot be read");
        return;
    }
    while (git_config_next(&entry, lines) == 0)
        add_remote(s, entry);
    git_config_iterator_free(lines);
    git_error_clear();
}

static void look_at_identity(struct looking *s)
{
    struct read_identity who;

    if ((s->repo ? git_repository_config(&s->config, s->repo) : git_config_open_default(&s->config)) < 0 ||
        read_global(s->config, s->repo, s->environment) < 0) {
        note(s, "git's configuration cannot be read");
        return;
    }
    who = read_identity(s->look->arena, s->config, "author", s->environment);
    s->look->name = copied(s, who.name);
    s->look->email = copied(s, who.email);
}

/* ---- what infoview has to do with it */

/* By what was seen of the remote last: no network. */
static void look_at_remote(struct repo_look *look, struct repo *repo)
{
    struct remote remote = {0};
    const char *branch = read_joined(repo->arena, "refs/heads/", look->branch);
    size_t ahead = 0, behind = 0;
    git_oid here, there;

    if (!look->branch.n || remote_find(repo, branch, &remote) != STEP_GO_ON || !remote.name)
        return;
    look->remote = str_from(remote.name);
    look->is_sent = look->head.n && remote_seen(repo, &remote, &there) &&
                    read_tolerated(git_oid_fromstrn(&here, look->head.p, look->head.n)) == 0 &&
                    read_tolerated(git_graph_ahead_behind(&ahead, &behind, repo->git, &here, &there)) == 0;
    look->unsent = (uint32_t)ahead;
}

static void look_at_ours(struct looking *s, const char *folder)
{
    struct repo_look *look = s->look;
    struct repo_ready ready = {.arena = look->arena};
    struct err ignored = {0};
    struct repo repo = {.arena = look->arena,
                        .ready = &ready,
                        .folder = folder,
                        .environment = s->environment,
                        .err = &ignored,
                        .git = s->repo,
                        .config = s->config,
                        .prefix = *s->prefix ? read_joined(look->arena, s->prefix, STR("/")) : "",
                        .home = git_repository_path(s->repo)};
    struct journal_entry entry;

    if (journal_read(&repo, JOURNAL_SYNC, &entry))
        look->journal = "sync";
    else if (journal_read(&repo, JOURNAL_COMMIT, &entry))
        look->journal = "commit";
    look->merging = driver_look(&repo);
    look->driver = str_from(driver_command(&repo));
    look_at_remote(look, &repo);
}

int repo_look(const char *folder, const struct repo_environment *environment, struct repo_look *look,
              struct err *err)
{
    struct looking s = {.look = look, .environment = environment};

    if (read_start() < 0) {
        git_libgit2_shutdown();
        return err_set(err, ERR_SYSTEM, "cannot start libgit2");
    }
    if (folder)
        open_repository(&s, folder);
    if (s.repo) {
        look_at_kind(&s, folder);
        look_at_head(&s);
        look_at_lock(&s);
        look_at_files(&s);
    }
    look_at_identity(&s);
    if (s.repo && s.config)
        look_at_remotes(&s);
    if (s.repo && s.config && s.prefix)
        look_at_ours(&s, folder);
    git_index_free(s.index);
    git_config_free(s.config);
    git_repository_free(s.repo);
    git_libgit2_shutdown();
    return 0;
}

void repo_library_version(struct buf *out)
{
    int major = 0, minor = 0, revision = 0;

    git_libgit2_version(&major, &minor, &revision);
    buf_printf(out, "%d.%d.%d", major, minor, revision);
}
