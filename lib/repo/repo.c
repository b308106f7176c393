#include "repo/repo.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "repo/read.h"

/* How a step went on: an error (-1, err is set), done for good (the outcome is set), or go on. */
enum step { STEP_FAILED = -1, STEP_GO_ON, STEP_SETTLED };

/* One file on its way into the commit. */
struct entry {
    const char *path; /* from the work tree's root */
    const git_index_entry *known;
    git_oid blob;
    git_filemode_t mode;
    struct stat found;
};

/* Everything that is open during one call. */
struct session {
    const struct repo_change *change;
    const struct repo_environment *environment;
    struct repo_result *result;
    struct err *err;
    git_repository *repo;
    git_config *config;
    git_index *index;
    git_reference *head; /* resolved; NULL: no commits yet */
    git_commit *parent;
    git_tree *base;
    git_signature *author, *committer;
    const char *prefix; /* the folder from the work tree's root: "" or "notes/vault/" */
    struct {
        VEC(struct entry);
    } entries;
};

/* ---- what git says */

/* An error of libgit2, whose text may be missing; always -1. */
static enum step failed(struct session *s, const char *doing)
{
    int number = errno;
    const git_error *last = git_error_last();

    if (last && last->message && last->message[0])
        err_set(s->err, ERR_SYSTEM, "%s: %s", doing, last->message);
    else if (number == ENOSPC || number == EIO)
        err_errno(s->err, number, "%s", doing);
    else
        err_set(s->err, ERR_SYSTEM, "%s: git gave no reason", doing);
    git_error_clear();
    return STEP_FAILED;
}

ATTR_PRINTF(2, 3) static enum step refused(struct session *s, const char *format, ...)
{
    struct buf why = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&why, format, args);
    va_end(args);
    s->result->outcome = REPO_REFUSED;
    s->result->why = str_copy(s->result->arena, buf_str(&why));
    buf_free(&why);
    return STEP_SETTLED;
}

static enum step settled(struct session *s, enum repo_outcome outcome)
{
    s->result->outcome = outcome;
    return STEP_SETTLED;
}

/* ---- settings */

static const char *joined(struct session *s, const char *a, struct str b)
{
    return read_joined(s->result->arena, a, b);
}

static const char *config_text(struct session *s, const char *name)
{
    return read_config(s->result->arena, s->config, name);
}

static bool config_flag(struct session *s, const char *name)
{
    int value = 0;

    return read_tolerated(git_config_get_bool(&value, s->config, name)) == 0 && value;
}

static enum step use_global(struct session *s)
{
    return read_global(s->config, s->repo, s->environment) < 0 ? failed(s, "cannot read git's configuration")
                                                               : STEP_GO_ON;
}

/* ---- the repository */

/* A new repository inside a damaged one would hide the notes from it when it is mended. */
static enum step refuse_broken(struct session *s, const char *folder)
{
    struct str broken = read_broken(s->result->arena, str_from(folder));

    if (broken.n)
        return refused(s, "'%.*s/.git' is there, but is no repository that can be opened", STR_ARGS(broken));
    return STEP_GO_ON;
}

static enum step make_repository(struct session *s, const char *folder)
{
    git_repository_init_options options = {.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION};
    const char *branch;

    if (refuse_broken(s, folder) != STEP_GO_ON)
        return STEP_SETTLED;
    if (!s->change->may_make)
        return settled(s, REPO_ABSENT);
    if (git_config_open_default(&s->config) < 0)
        return failed(s, "cannot read git's configuration");
    if (use_global(s) != STEP_GO_ON)
        return STEP_FAILED;
    branch = config_text(s, "init.defaultBranch");
    options.initial_head = branch ? branch : "main";
    if (config_text(s, "init.templateDir"))
        options.flags |= GIT_REPOSITORY_INIT_EXTERNAL_TEMPLATE;
    git_config_free(s->config);
    s->config = NULL;
    if (git_repository_init_ext(&s->repo, folder, &options) < 0)
        return failed(s, "cannot make a git repository");
    s->result->is_made = true;
    return STEP_GO_ON;
}

/* Only "there is none" leads to a new one: a repository that cannot be opened is left alone. */
static enum step open_repository(struct session *s, const char *folder)
{
    const char *ceiling = read_is_given(s->environment->ceiling) ? s->environment->ceiling : NULL;
    git_buf found = {0};
    int rc = git_repository_discover(&found, folder, 0, ceiling);

    git_buf_dispose(&found);
    if (rc == GIT_ENOTFOUND) {
        git_error_clear();
        return make_repository(s, folder);
    }
    if (rc < 0 || git_repository_open_ext(&s->repo, folder, 0, ceiling) < 0)
        return failed(s, "cannot open the git repository");
    return STEP_GO_ON;
}

static enum step open_config(struct session *s)
{
    if (git_repository_config(&s->config, s->repo) < 0)
        return failed(s, "cannot read git's configuration");
    return use_global(s);
}

/* The folder as seen from the work tree's root. */
static enum step find_prefix(struct session *s, const char *folder)
{
    const char *root = git_repository_workdir(s->repo);
    struct str top, below = str_from(joined(s, folder, STR("/")));

    if (git_repository_is_bare(s->repo) || !root)
        return refused(s, "the git repository is a bare one, without files of its own");
    top = str_from(root);
    if (str_ends(below, STR("//"))) /* the folder is the file system's root */
        below = str_slice(below, 0, below.n - 1);
    if (!str_starts(below, top))
        return refused(s, "the folder is no part of the git repository's files");
    s->prefix = str_copy(s->result->arena, str_skip(below, top.n)).p;
    return STEP_GO_ON;
}

/* Only GIT_EUNBORNBRANCH means "no commits yet": an empty repository is also what a damaged branch looks like. */
static enum step read_head(struct session *s)
{
    int rc = git_repository_head(&s->head, s->repo);

    if (rc == GIT_EUNBORNBRANCH) {
        git_reference *head;

        git_error_clear();
        if (git_reference_lookup(&head, s->repo, "HEAD") < 0)
            return failed(s, "HEAD of the git repository is damaged");
        s->result->branch = str_copy(s->result->arena, str_from(git_reference_symbolic_target(head)));
        git_reference_free(head);
        return STEP_GO_ON;
    }
    if (rc < 0)
        return failed(s, "HEAD of the git repository is damaged");
    s->result->branch = str_copy(s->result->arena, str_from(git_reference_name(s->head)));
    if (git_commit_lookup(&s->parent, s->repo, git_reference_target(s->head)) < 0 ||
        git_commit_tree(&s->base, s->parent) < 0)
        return failed(s, "the last commit of the git repository cannot be read");
    return STEP_GO_ON;
}

/* Without an index file, HEAD's files are in it: else all of them would be staged as deleted. */
static enum step read_index(struct session *s)
{
    if (git_repository_index(&s->index, s->repo) < 0)
        return failed(s, "cannot read git's index");
    if (git_index_has_conflicts(s->index))
        return refused(s, "git's index holds files with conflicts");
    if (s->base && access(git_index_path(s->index), F_OK) != 0 && git_index_read_tree(s->index, s->base) < 0)
        return failed(s, "cannot make git's index anew");
    return STEP_GO_ON;
}

/* ---- what only git itself can do */

static enum step refuse_hooks(struct session *s)
{
    static const char *const hooks[] = {"pre-commit",  "prepare-commit-msg",    "commit-msg",
                                        "post-commit", "reference-transaction", "post-index-change"};
    git_buf folder = {0};
    const char *base = NULL;

    if (read_tolerated(git_config_get_path(&folder, s->config, "core.hooksPath")) == 0 &&
        read_is_given(folder.ptr))
        base = joined(s, folder.ptr[0] == '/' ? "" : git_repository_workdir(s->repo), str_from(folder.ptr));
    else if (read_tolerated(git_repository_item_path(&folder, s->repo, GIT_REPOSITORY_ITEM_HOOKS)) == 0)
        base = joined(s, folder.ptr, (struct str){0});
    git_buf_dispose(&folder);
    base = base ? joined(s, base, STR("/")) : NULL;
    for (size_t i = 0; base && i < sizeof hooks / sizeof hooks[0]; i++)
        if (access(joined(s, base, str_from(hooks[i])), X_OK) == 0)
            return refused(s, "the git repository has a %s hook, which only git can run", hooks[i]);
    return STEP_GO_ON;
}

static enum step refuse_signing(struct session *s)
{
    if (config_flag(s, "commit.gpgsign"))
        return refused(s, "commit.gpgsign is on, and only git can sign");
    return STEP_GO_ON;
}

/* The value of an attribute of a path; NULL where it has none. */
static const char *attribute(struct session *s, const char *path, const char *name)
{
    const char *value = NULL;

    if (read_tolerated(git_attr_get(&value, s->repo, GIT_ATTR_CHECK_FILE_THEN_INDEX, path, name)) < 0)
        return NULL;
    return git_attr_value(value) == GIT_ATTR_VALUE_STRING ? value : NULL;
}

static bool is_external(struct session *s, const char *filter)
{
    static const char *const lines[] = {".clean", ".process", ".required"};
    const char *base = joined(s, "filter.", str_from(filter));

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (config_text(s, joined(s, base, str_from(lines[i]))))
            return true;
    return false;
}

/* libgit2 would store the bytes as they are: of git-crypt's files, the secret. */
static enum step refuse_filter(struct session *s, const char *path)
{
    const char *filter = attribute(s, path, "filter");

    if (filter && is_external(s, filter))
        return refused(s, "'%s' goes through the filter '%s', which only git can run", path, filter);
    if (attribute(s, path, "working-tree-encoding"))
        return refused(s, "'%s' has a working-tree-encoding, which only git can apply", path);
    return STEP_GO_ON;
}

/* ---- which files */

/* What stands between the work tree's root and the file that git would not look past; NULL: nothing. */
static const char *barrier(struct session *s, const char *path)
{
    const char *root = git_repository_workdir(s->repo);
    struct str whole = str_from(path);
    struct stat found;

    for (size_t to = str_index(whole, '/', 0); to < whole.n; to = str_index(whole, '/', to + 1)) {
        const char *folder = joined(s, root, str_slice(whole, 0, to));

        if (lstat(folder, &found) != 0 || S_ISLNK(found.st_mode))
            return "it is below a symbolic link";
        if (lstat(joined(s, folder, STR("/.git")), &found) == 0)
            return "it is in another repository";
    }
    return NULL;
}

/* Whether the index has something else for the path than HEAD: the user's own staging. */
static bool is_staged(const git_index_entry *known, const git_tree_entry *committed)
{
    if (!known || !committed)
        return known || committed;
    return !git_oid_equal(&known->id, git_tree_entry_id(committed)) ||
           known->mode != (uint32_t)git_tree_entry_filemode_raw(committed);
}

/* Why the path is not added; NULL where it is. `*is_committed`: HEAD has it. */
static const char *objection(struct session *s, const struct entry *entry, bool *is_committed)
{
    git_tree_entry *committed = NULL;
    int is_ignored = 0;
    bool has_stage;

    if (s->base)
        read_tolerated(git_tree_entry_bypath(&committed, s->base, entry->path));
    *is_committed = committed != NULL;
    has_stage = is_staged(entry->known, committed);
    git_tree_entry_free(committed);
    if (entry->known && entry->known->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE)
        return "it is outside the sparse checkout";
    if (has_stage)
        return "you have staged changes to it";
    if (!entry->known && read_tolerated(git_ignore_path_is_ignored(&is_ignored, s->repo, entry->path)) == 0 &&
        is_ignored)
        return "git ignores it";
    return barrier(s, entry->path);
}

static enum step choose_file(struct session *s, const struct repo_file *file)
{
    struct entry entry = {.path = joined(s, s->prefix, file->path)};
    bool is_committed;
    const char *why;

    entry.known = git_index_get_bypath(s->index, entry.path, 0);
    why = objection(s, &entry, &is_committed);
    if (file->is_old && (is_committed || why))
        return STEP_GO_ON;
    if (why) {
        *vec_add(&s->result->left, s->result->arena) = (struct repo_left){file->path, why};
        return STEP_GO_ON;
    }
    *vec_add(&s->entries, s->result->arena) = entry;
    return refuse_filter(s, entry.path);
}

static enum step choose_files(struct session *s)
{
    enum step step = STEP_GO_ON;

    for (size_t i = 0; i < s->change->count && step == STEP_GO_ON; i++)
        step = choose_file(s, &s->change->files[i]);
    if (step == STEP_GO_ON && !s->entries.n)
        return settled(s, REPO_UNCHANGED);
    return step;
}

/* ---- who */

static enum step identify(struct session *s, const char *role, git_signature **out)
{
    struct read_identity who = read_identity(s->result->arena, s->config, role, s->environment);

    if (!who.name || !who.email)
        return settled(s, REPO_NO_IDENTITY);
    if (git_signature_now(out, who.name, who.email) < 0)
        return failed(s, "git cannot use this name and address");
    return STEP_GO_ON;
}

static enum step identify_both(struct session *s)
{
    enum step step = identify(s, "author", &s->author);

    if (step == STEP_GO_ON)
        step = identify(s, "committer", &s->committer);
    if (step == STEP_GO_ON && git_repository_set_ident(s->repo, s->committer->name, s->committer->email) < 0)
        step = failed(s, "git cannot use this name and address");
    return step;
}

/* ---- objects, index, branch: in this order */

static enum step write_blobs(struct session *s)
{
    for (uint32_t i = 0; i < s->entries.n; i++) {
        struct entry *entry = &s->entries.at[i];
        const char *path = joined(s, git_repository_workdir(s->repo), str_from(entry->path));

        if (lstat(path, &entry->found) != 0 || !S_ISREG(entry->found.st_mode))
            return refused(s, "'%s' is no file any more", entry->path);
        if (git_blob_create_from_workdir(&entry->blob, s->repo, entry->path) < 0)
            return failed(s, "git cannot store a file");
        entry->mode = entry->found.st_mode & S_IXUSR ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
    }
    return STEP_GO_ON;
}

static enum step write_tree(struct session *s, git_oid *tree)
{
    git_tree_update *updates = arena_new_array(s->result->arena, git_tree_update, s->entries.n);

    for (uint32_t i = 0; i < s->entries.n; i++) {
        const struct entry *entry = &s->entries.at[i];

        updates[i] = (git_tree_update){GIT_TREE_UPDATE_UPSERT, entry->blob, entry->mode, entry->path};
    }
    if (git_tree_create_updated(tree, s->repo, s->base, s->entries.n, updates) < 0)
        return failed(s, "git cannot store the list of files");
    if (s->base && git_oid_equal(tree, git_tree_id(s->base)))
        return settled(s, REPO_UNCHANGED);
    return STEP_GO_ON;
}

static enum step write_commit(struct session *s, const git_oid *tree_id, git_oid *id)
{
    const git_commit *parents[1] = {s->parent};
    struct buf message = {0};
    git_tree *tree = NULL;
    enum step step = STEP_GO_ON;

    buf_printf(&message, "%s\n\nInfoview-Op: %s\n", s->change->title, s->change->op);
    buf_putc(&message, '\0');
    if (git_tree_lookup(&tree, s->repo, tree_id) < 0 ||
        git_commit_create(id, s->repo, NULL, s->author, s->committer, NULL, message.p, tree,
                          s->parent ? 1 : 0, parents) < 0)
        step = failed(s, "git cannot store the commit");
    git_tree_free(tree);
    buf_free(&message);
    return step;
}

static git_index_entry index_entry(const struct entry *entry)
{
    const struct stat *found = &entry->found;

    /* Of sizes and numbers the index keeps 32 bits, as git does. */
    return (git_index_entry){
        .ctime = {(int32_t)found->st_ctim.tv_sec, (uint32_t)found->st_ctim.tv_nsec},
        .mtime = {(int32_t)found->st_mtim.tv_sec, (uint32_t)found->st_mtim.tv_nsec},
        .dev = (uint32_t)found->st_dev,
        .ino = (uint32_t)found->st_ino,
        .mode = (uint32_t)entry->mode,
        .uid = found->st_uid,
        .gid = found->st_gid,
        .file_size = (uint32_t)found->st_size,
        .id = entry->blob,
        .path = entry->path,
    };
}

/* libgit2 syncs objects and references when told to, the index never. */
static int sync_path(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int status = fd < 0 ? -1 : fsync(fd);
    int number = errno;

    if (fd >= 0)
        close(fd);
    errno = number;
    return status == 0 || number == EINVAL ? 0 : -1;
}

static enum step write_index(struct session *s)
{
    int rc = 0;

    for (uint32_t i = 0; i < s->entries.n && rc == 0; i++) {
        git_index_entry entry = index_entry(&s->entries.at[i]);

        rc = git_index_add(s->index, &entry);
    }
    if (rc == 0)
        rc = git_index_write(s->index);
    if (rc == GIT_ELOCKED)
        return refused(s, "git's index is locked: another program is at work in the repository");
    if (rc < 0)
        return failed(s, "git cannot write its index");
    if (sync_path(git_index_path(s->index)) != 0 || sync_path(git_repository_path(s->repo)) != 0)
        return (enum step)err_errno(s->err, errno, "git's index cannot be synced");
    return STEP_GO_ON;
}

/* The branch moves only from where it was read. */
static enum step move_branch(struct session *s, const git_oid *id)
{
    const char *message =
        joined(s, s->parent ? "commit: " : "commit (initial): ", str_from(s->change->title));
    const char *name = s->result->branch.p;
    git_reference *moved = NULL;
    int rc = s->parent ? git_reference_create_matching(&moved, s->repo, name, id, 1, git_commit_id(s->parent),
                                                       message)
                       : git_reference_create(&moved, s->repo, name, id, 0, message);

    git_reference_free(moved);
    if (rc == GIT_EMODIFIED || rc == GIT_EEXISTS || rc == GIT_ELOCKED) {
        git_error_clear();
        return refused(s, "another program committed to '%s' at the same time", name);
    }
    return rc < 0 ? failed(s, "git cannot move the branch") : STEP_GO_ON;
}

static enum step commit(struct session *s)
{
    char hash[GIT_OID_HEXSZ + 1];
    git_oid tree, id;
    enum step step = write_blobs(s);

    if (step == STEP_GO_ON)
        step = write_tree(s, &tree);
    if (step == STEP_GO_ON)
        step = write_commit(s, &tree, &id);
    if (step == STEP_GO_ON)
        step = write_index(s);
    if (step == STEP_GO_ON)
        step = move_branch(s, &id);
    if (step != STEP_GO_ON)
        return step;
    s->result->hash = str_copy(s->result->arena, str_from(git_oid_tostr(hash, sizeof hash, &id)));
    return settled(s, REPO_COMMITTED);
}

/* ---- the whole of it */

/* All that must be right before anything is written. */
static enum step prepare(struct session *s, const char *folder)
{
    enum step step = open_repository(s, folder);

    if (step == STEP_GO_ON)
        step = open_config(s);
    if (step == STEP_GO_ON)
        step = find_prefix(s, folder);
    if (step == STEP_GO_ON && read_operation(git_repository_state(s->repo)))
        step = refused(s, "a %s is under way in the git repository",
                       read_operation(git_repository_state(s->repo)));
    if (step == STEP_GO_ON)
        step = read_head(s);
    if (step == STEP_GO_ON)
        step = read_index(s);
    if (step == STEP_GO_ON)
        step = choose_files(s);
    if (step == STEP_GO_ON)
        step = refuse_hooks(s);
    if (step == STEP_GO_ON)
        step = refuse_signing(s);
    return step == STEP_GO_ON ? identify_both(s) : step;
}

static void close_session(struct session *s)
{
    git_signature_free(s->author);
    git_signature_free(s->committer);
    git_tree_free(s->base);
    git_commit_free(s->parent);
    git_reference_free(s->head);
    git_index_free(s->index);
    git_config_free(s->config);
    git_repository_free(s->repo);
}

/* From the full name to the one that people use. */
static struct str short_branch(struct str name)
{
    if (str_equal(name, STR("HEAD")))
        return (struct str){0};
    return str_starts(name, STR("refs/heads/")) ? str_skip(name, sizeof "refs/heads/" - 1) : name;
}

int repo_first_commit(const char *folder, const struct repo_change *change,
                      const struct repo_environment *environment, struct repo_result *result, struct err *err)
{
    struct session s = {.change = change, .environment = environment, .result = result, .err = err};
    enum step step;

    if (git_libgit2_init() < 0)
        return err_set(err, ERR_SYSTEM, "cannot start libgit2");
    git_error_clear();
    if (git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1) < 0) {
        step = failed(&s, "cannot set up libgit2");
    } else {
        step = prepare(&s, folder);
        if (step == STEP_GO_ON)
            step = commit(&s);
    }
    result->branch = short_branch(result->branch);
    close_session(&s);
    git_libgit2_shutdown();
    return step == STEP_FAILED ? -1 : 0;
}
