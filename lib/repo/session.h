/*
 * What is open between repo_open and repo_close, and the steps that both take. For lib/repo alone: libgit2's types
 * stand here by name only.
 *
 * Who does what:
 *     open.c        repo_open: finds and locks the repository, asks the others how it stands
 *     foreign.c     the same by `git`, for a repository that libgit2 cannot read
 *     standing.c    HEAD and the index, read and judged
 *     path.c        which paths may not be committed
 *     capable.c     what only `git` can do here
 *     index_lock.c  git's own lock on the index; index_file.c is the file itself
 *     commit.c      a commit by libgit2; journal.c ends one that was cut off
 *     delegate.c    a commit by `git`
 *     swap.c        files that sync replaced, kept for a while
 *     maintain.c    packing, now and then, by `git`
 *     first.c       init's commit, which may make the repository
 *     clone.c       a repository made of one elsewhere
 *     mend.c        what `doctor --fix` sets right
 *     log.c         the last commits of some files
 *     ops.c         what commands have committed; undo.c says what taking it back comes to
 */
#ifndef REPO_SESSION_H
#define REPO_SESSION_H

#include "repo/repo.h"

struct git_config;
struct git_repository;
struct git_signature;

/* How a step went on: an error (-1, err is set), done for good (`ready` says how), or go on. */
enum step { STEP_FAILED = -1, STEP_GO_ON, STEP_SETTLED };

/* One path of the command. */
struct repo_path {
    struct str name;  /* from the folder, as the caller gave it */
    const char *path; /* from the work tree's root */
    bool is_left;     /* it is not to be committed */
};

struct repo {
    struct arena *arena;
    struct repo_ready *ready;
    const struct repo_environment *environment;
    struct err *err; /* of the call that is under way */
    const char *folder;
    struct git_repository *git; /* NULL: libgit2 cannot read it */
    struct git_config *config;
    struct git_signature *author, *committer;
    const char *root;   /* of the work tree, with `/` at its end */
    const char *prefix; /* the folder from there: "" or "notes/vault/" */
    const char *home; /* the work tree's own part of `.git`, with `/` at its end: HEAD and index are there */
    const char *only_git;     /* "it has a pre-commit hook": why `git` has to commit; NULL: libgit2 can */
    const char *const *extra; /* lines for the environment of `git`, NULL at the end; NULL: none */
    int lock;                 /* infoview.lock, or -1 */
    struct {
        VEC(struct repo_path);
    } paths;
};

/* What a commit is called; with no title it is one of the user's own edits, and named after the files. */
struct session_message {
    const char *title, *op;
};

/* A NUL-terminated copy of two texts in a row, in the session's arena. */
const char *session_joined(struct repo *repo, const char *a, const char *b);

/* Sets `err` to what libgit2 says, whose text may be missing. */
enum step session_failed(struct repo *repo, const char *doing);

/* Settles it with REPO_NOT_NOW; `advice`, a text of the arena or static, is what can be done. */
ATTR_PRINTF(3, 4)
enum step session_refused(struct repo *repo, const char *advice, const char *format, ...);

/* A text for the advice. */
ATTR_PRINTF(2, 3) const char *session_text(struct repo *repo, const char *format, ...);

/* Takes a path out of the commit and says so in `ready`. `why` is static. */
void session_leave(struct repo *repo, struct repo_path *path, const char *why);

/* The whole message: title, what goes between (lines; may be empty), trailer. NUL-terminated, in the arena. */
const char *session_message(struct repo *repo, const struct session_message *message,
                            const struct repo_path *const *paths, size_t count);

/* Takes the lock among us, infoview.lock, waiting up to 10 s: in `home`, and told in `ready`. */
enum step session_lock(struct repo *repo);

/* A session for session_look; of the request only folder and environment count. */
struct repo session_of(struct arena *arena, const struct repo_request *request, struct err *err);

/*
 * Opens the repository only to look, without lock and paths. With no repository `git` stays NULL, and that is no failure.
 * session_end either way.
 */
int session_look(struct repo *repo, const struct repo_request *request);

/* Frees what is open; the struct itself is the arena's. */
void session_end(struct repo *repo);

#endif
