#include "repo/orphan.h"

#include <git2.h>
#include <stdlib.h>

#include "repo/borrow.h"
#include "repo/delegate.h"
#include "repo/read.h"
#include "repo/remote.h"

static const char message[] = "update\n";

/* A session in which nothing is open: to run `git` in a folder. */
static struct repo session_in(const struct repo_orphan *orphan, const char *folder, struct err *err)
{
    return (struct repo){
        .arena = orphan->arena, .environment = orphan->environment, .err = err, .folder = folder, .lock = -1};
}

/* Runs `git` over the network; -1 with its words where it fails. */
static int run_far(struct repo *repo, const struct repo_orphan *orphan, const char *const *words,
                   struct child_result *result)
{
    const struct remote remote = {.has_terminal = orphan->has_terminal, .patience = REPO_PATIENCE};
    struct str said;

    if (delegate_run_far(repo, words, &remote, result) != 0)
        return -1;
    if (result->status == 0)
        return 0;
    said = remote_words(repo, &remote, result);
    return err_set(repo->err, ERR_SYSTEM, "%.*s", STR_ARGS(said));
}

/* ---- where it goes */

static bool is_path(struct str address)
{
    return str_index(address, ':', 0) == address.n;
}

/* A path of the repository's configuration is meant from its root; here it is made whole, for other folders. */
static const char *whole_path(struct repo *repo, const char *path)
{
    const char *joined = path[0] == '/' ? path : session_joined(repo, repo->root, path);
    char *whole = realpath(joined, NULL);
    const char *kept = whole ? session_text(repo, "%s", whole) : joined;

    free(whole);
    return kept;
}

/* Where git sends to, by the repository's remote of that name; NULL: it has none. git_remote_lookup would lose memory (remote.c). */
static const char *address_of(struct repo *repo, const char *name)
{
    const char *const words[] = {"remote", "get-url", "--push", "--", name, NULL};
    struct child_result result = {0};
    const char *address = NULL;

    if (repo->git && delegate_run(repo, words, &result) == 0 && result.status == 0)
        address = str_copy(repo->arena, str_trim(buf_str(&result.out))).p;
    child_free(&result);
    return address && is_path(str_from(address)) ? whole_path(repo, address) : address;
}

static int find_address(struct repo_orphan *orphan, struct repo *repo)
{
    const char *address = address_of(repo, orphan->remote);
    struct buf shown = {0};

    if (!address)
        address = orphan->remote;
    if (address[0] == '-' || (is_path(str_from(address)) && address[0] != '/'))
        return err_set(repo->err, ERR_USAGE, "there is no remote '%s'", orphan->remote);
    orphan->address = str_copy(orphan->arena, str_from(address));
    read_put_url(&shown, orphan->address);
    orphan->shown = str_copy(orphan->arena, buf_str(&shown));
    buf_free(&shown);
    return 0;
}

/* ---- how it stands there */

/* Whether the repository has the commit: git_merge_base of one that it has not would lose memory (libgit2 1.5.1). */
static bool has_commit(struct repo *repo, const git_oid *id)
{
    git_commit *commit = NULL;
    bool has = read_tolerated(git_commit_lookup(&commit, repo->git, id)) == 0;

    git_commit_free(commit);
    return has;
}

/* Whether a commit and the vault's own have history in common. */
static bool is_of_vault(struct repo *repo, const git_oid *id)
{
    git_oid head, base;

    return repo->git && read_tolerated(git_reference_name_to_id(&head, repo->git, "HEAD")) == 0 &&
           has_commit(repo, &head) && has_commit(repo, id) &&
           read_tolerated(git_merge_base(&base, repo->git, &head, id)) == 0;
}

static bool is_branch_here(struct repo *repo, const char *reference)
{
    git_oid id;

    return repo->git && read_tolerated(git_reference_name_to_id(&id, repo->git, reference)) == 0;
}

/* Takes what `git ls-remote` lists, "HASH TAB NAME" in a line. */
static void take_references(struct repo_orphan *orphan, struct repo *repo, struct str list,
                            const char *reference)
{
    while (list.n) {
        struct str line = str_slice(list, 0, str_index(list, '\n', 0));
        struct str name = str_skip(line, str_index(line, '\t', 0) + 1);
        bool is_it = str_equal(name, str_from(reference)), is_own;
        git_oid id;

        list = str_skip(list, line.n + 1);
        if (git_oid_fromstrn(&id, line.p, line.n < GIT_OID_HEXSZ ? line.n : GIT_OID_HEXSZ) != 0)
            continue;
        is_own = is_of_vault(repo, &id);
        orphan->holds_vault |= is_own;
        orphan->has_unknown |=
            !is_it && str_starts(name, STR("refs/heads/")) && !(repo->git && has_commit(repo, &id));
        if (is_it) {
            orphan->is_there = true;
            orphan->there = str_copy(orphan->arena, str_slice(line, 0, GIT_OID_HEXSZ));
        }
        orphan->is_vault_branch |= is_it && is_own;
    }
    git_error_clear();
}

/* Where `sync` sends the vault to, it is or will be, and none of its branches is to be had. */
static void judge_sync(struct repo_orphan *orphan, struct repo *repo, const char *reference)
{
    git_reference *head = NULL;
    struct remote remote = {0};
    const char *address;

    if (!repo->git || read_tolerated(git_reference_lookup(&head, repo->git, "HEAD")) != 0)
        return;
    if (git_reference_type(head) == GIT_REFERENCE_SYMBOLIC) {
        remote_find(repo, session_text(repo, "%s", git_reference_symbolic_target(head)), &remote);
        address = remote.name ? address_of(repo, remote.name) : NULL;
        orphan->holds_vault |= address && str_equal(str_from(address), orphan->address);
        if (orphan->holds_vault && remote.there)
            orphan->is_vault_branch |= str_equal(str_from(remote.there), str_from(reference));
    }
    git_reference_free(head);
    if (orphan->holds_vault)
        orphan->is_vault_branch |= is_branch_here(repo, reference);
}

static int ask(struct repo_orphan *orphan, struct repo *repo, const char *reference)
{
    const char *const words[] = {"ls-remote", "--", orphan->address.p, NULL};
    struct child_result result = {0};
    int status = run_far(repo, orphan, words, &result);

    if (status == 0) {
        take_references(orphan, repo, buf_str(&result.out), reference);
        judge_sync(orphan, repo, reference);
    }
    child_free(&result);
    return status;
}

/* ---- what is on the branch */

/* Whether a commit is one of ours. */
static bool is_ours(git_repository *git, const git_oid *id)
{
    git_commit *commit = NULL;
    git_tree *tree = NULL;
    bool is_it = git_commit_lookup(&commit, git, id) == 0 && git_commit_parentcount(commit) == 0 &&
                 str_equal(str_from(git_commit_message(commit)), str_from(message)) &&
                 git_commit_tree(&tree, commit) == 0 && git_tree_entrycount(tree) == 2 &&
                 git_tree_entry_byname(tree, "index.html") && git_tree_entry_byname(tree, ".nojekyll");

    git_error_clear();
    git_tree_free(tree);
    git_commit_free(commit);
    return is_it;
}

/* Whether the vault stands in a commit, in the folder that it has here or at the top: another machine's history is not known here. */
static bool has_vault(const struct repo_orphan *orphan, git_repository *git, const git_oid *id,
                      const char *prefix)
{
    git_commit *commit = NULL;
    git_tree *tree = NULL;
    git_tree_entry *entry = NULL;
    bool has =
        git_commit_lookup(&commit, git, id) == 0 && git_commit_tree(&tree, commit) == 0 &&
        (git_tree_entry_byname(tree, orphan->wanted) || git_tree_entry_bypath(&entry, tree, prefix) == 0);

    git_error_clear();
    git_tree_entry_free(entry);
    git_tree_free(tree);
    git_commit_free(commit);
    return has;
}

/* The repository of its own is worked on in the vault's folder: paths in settings may be meant from there. */
static const char *own_words(const struct repo_orphan *orphan, struct repo *repo)
{
    return session_text(repo, "--git-dir=%s", orphan->scratch);
}

/* Fetches the branch's last commit into the repository of its own, and looks at that. */
static int judge_branch(struct repo_orphan *orphan, git_repository *git, struct repo *vault,
                        const char *reference)
{
    struct repo repo = session_in(orphan, orphan->folder, vault->err);
    const char *in_vault = session_text(vault, "%s%s", vault->prefix ? vault->prefix : "", orphan->wanted);
    const char *const words[] = {own_words(orphan, &repo),
                                 "fetch",
                                 "--progress",
                                 "--depth=1",
                                 "--no-tags",
                                 "--no-write-fetch-head",
                                 "--no-auto-maintenance",
                                 "--",
                                 orphan->address.p,
                                 session_text(&repo, "+%s:refs/heads/there", reference),
                                 NULL};
    struct child_result result = {0};
    git_oid id;
    int status = borrow_settings(&repo, orphan->scratch);

    if (status == 0)
        status = run_far(&repo, orphan, words, &result);
    if (status == 0) {
        bool is_known = git_reference_name_to_id(&id, git, "refs/heads/there") == 0;

        orphan->is_something_else = !is_known || !is_ours(git, &id);
        orphan->is_vault_branch = is_known && has_vault(orphan, git, &id, in_vault);
        orphan->holds_vault |= orphan->is_vault_branch;
    }
    child_free(&result);
    return status;
}

/* ---- both steps */

static int failed(struct err *err, const char *doing)
{
    err_set(err, ERR_SYSTEM, "%s: %s", doing, read_reason());
    git_error_clear();
    return -1;
}

/* The repository of its own, made or opened. */
static int open_own(const struct repo_orphan *orphan, git_repository **git, struct err *err)
{
    if (read_tolerated(git_repository_open_bare(git, orphan->scratch)) != 0 &&
        git_repository_init(git, orphan->scratch, true) < 0)
        return failed(err, "cannot make a git repository");
    return 0;
}

static int look(struct repo_orphan *orphan, struct repo *repo, struct err *err)
{
    const char *reference = session_text(repo, "refs/heads/%s", orphan->branch);
    git_repository *git = NULL;
    int status;

    if (!git_reference_is_valid_name(reference))
        return err_set(err, ERR_USAGE, "'%s' is no name for a branch", orphan->branch);
    if (!delegate_can(repo))
        return err_set(err, ERR_SYSTEM, "there is no program 'git' to send it with");
    if (find_address(orphan, repo) != 0 || ask(orphan, repo, reference) != 0)
        return -1;
    if (!orphan->is_there || orphan->is_vault_branch)
        return 0;
    status = open_own(orphan, &git, err);
    if (status == 0)
        status = judge_branch(orphan, git, repo, reference);
    git_repository_free(git);
    return status;
}

int repo_orphan_look(struct repo_orphan *orphan, struct err *err)
{
    struct repo_request request = {.folder = orphan->folder, .environment = orphan->environment};
    struct repo_ready ready = {.arena = orphan->arena};
    struct repo repo = session_in(orphan, orphan->folder, err);
    int status;

    repo.ready = &ready;
    status = session_look(&repo, &request);

    if (status == 0)
        status = look(orphan, &repo, err);
    session_end(&repo);
    return status;
}

/* Writes the commit. */
static int commit(git_repository *git, const struct repo_orphan *orphan, const struct repo_orphan_file *files,
                  size_t count, git_oid *id)
{
    git_treebuilder *builder = NULL;
    git_signature *nobody = NULL;
    git_tree *tree = NULL;
    git_oid file, tree_id;
    int rc = git_treebuilder_new(&builder, git, NULL);

    for (size_t i = 0; i < count && rc == 0; i++) {
        rc = git_blob_create_from_buffer(&file, git, files[i].bytes.p ? files[i].bytes.p : "",
                                         files[i].bytes.n);
        if (rc == 0)
            rc = git_treebuilder_insert(NULL, builder, files[i].name, &file, GIT_FILEMODE_BLOB);
    }
    if (rc == 0)
        rc = git_treebuilder_write(&tree_id, builder);
    if (rc == 0)
        rc = git_tree_lookup(&tree, git, &tree_id);
    if (rc == 0) /* whose name and time zone it is would tell of somebody */
        rc = git_signature_new(&nobody, "update", "update@localhost", orphan->environment->now, 0);
    if (rc == 0)
        rc = git_commit_create(id, git, NULL, nobody, nobody, NULL, message, tree, 0, NULL);
    git_signature_free(nobody);
    git_tree_free(tree);
    git_treebuilder_free(builder);
    return rc;
}

static int push(const struct repo_orphan *orphan, const git_oid *id, struct err *err)
{
    struct repo repo = session_in(orphan, orphan->folder, err);
    char hash[GIT_OID_HEXSZ + 1];
    struct child_result result = {0};
    const char *words[] = {own_words(orphan, &repo), "push", "--progress", NULL, "--no-follow-tags", "--",
                           orphan->address.p,        NULL,   NULL};
    int status;

    git_oid_tostr(hash, sizeof hash, id);
    /* In the place of what was looked at, and of nothing else. */
    words[3] =
        session_text(&repo, "--force-with-lease=refs/heads/%s:%.*s", orphan->branch, STR_ARGS(orphan->there));
    words[7] = session_text(&repo, "%s:refs/heads/%s", hash, orphan->branch);
    status = borrow_settings(&repo, orphan->scratch);
    if (status == 0)
        status = run_far(&repo, orphan, words, &result);
    child_free(&result);
    return status;
}

int repo_orphan_push(struct repo_orphan *orphan, const struct repo_orphan_file *files, size_t count,
                     struct err *err)
{
    git_repository *git = NULL;
    git_oid id;
    int status = read_start() < 0 ? failed(err, "cannot start libgit2") : open_own(orphan, &git, err);

    if (status == 0 && commit(git, orphan, files, count, &id) != 0)
        status = failed(err, "cannot make the commit");
    if (status == 0)
        status = push(orphan, &id, err);
    git_repository_free(git);
    git_libgit2_shutdown();
    return status;
}
