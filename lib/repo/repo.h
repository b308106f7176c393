/*
 * Git, for a folder whose files this program writes. The only folder that knows
 * libgit2; it sees no Markdown and no vault. libgit2 is started by a call and ended
 * before it returns (by repo_close for what repo_open opened), so that a program which
 * never commits never loads its state.
 *
 * Held by every commit (spec: git.md, "Fourteen rules"):
 *   - the tree is HEAD's tree plus our paths, never the index written out, so what
 *     the user has staged or edited elsewhere stays exactly as it is;
 *   - in the index only the entries of our paths change, and git's own lock on it is
 *     held from reading it to putting the new one in place;
 *   - objects, then index, then the branch, each synced to disk; the branch moves
 *     only from the commit that was looked at;
 *   - what libgit2 cannot do as git would (hooks, signatures, external filters, formats
 *     that it does not know) is handed to `git`, and refused where there is none: never left out;
 *   - nothing is committed in a state that is not understood, and every state is looked
 *     at before anything is written.
 */
#ifndef REPO_REPO_H
#define REPO_REPO_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

/* What git takes from the environment, which the library does not read. NULL, empty or 0: not set. */
struct repo_environment {
    const char *author_name, *author_email;       /* GIT_AUTHOR_NAME … */
    const char *committer_name, *committer_email; /* GIT_COMMITTER_NAME … */
    const char *email;                            /* EMAIL: where nothing else names an address */
    const char *config_global;                    /* GIT_CONFIG_GLOBAL: read instead of ~/.gitconfig */
    const char *ceiling;                          /* GIT_CEILING_DIRECTORIES */
    char *const *all;  /* all of it, for a `git` that is run; PATH names where that is */
    int64_t now;       /* in seconds since 1970; 0: nothing is done that depends on it */
    int64_t boot_time; /* when the machine was started, in seconds since 1970 */
};

/* A path that is not committed. */
struct repo_left {
    struct str path;
    const char *why; /* static: "git ignores it" */
};

/* ---- a command that writes */

/* Seconds without a byte from a remote after which it counts as silent, where nobody says how many. */
enum { REPO_PATIENCE = 60 };

/* A repository that one command is going to write to: locked and looked at. */
struct repo;

/* What the command is going to write, make or remove. */
struct repo_request {
    const char *folder;      /* absolute, without symbolic links; valid until repo_close */
    const struct str *paths; /* from the folder, with `/` between; files, whether they exist yet or not */
    size_t count;
    const struct repo_environment *environment; /* valid until repo_close */
};

enum repo_state {
    REPO_READY,
    REPO_NONE,    /* there is no repository: everything works, without history */
    REPO_NOBODY,  /* git has no name or no address for the author: files can be saved, nothing is committed */
    REPO_NOT_NOW, /* nothing may be written: `why` says what stands against it, `advice` what to do */
};

struct repo_ready {
    struct arena *arena; /* owns what the others point to, and the repository; to be set by the caller */
    enum repo_state state;
    struct str why;    /* "a merge is under way in the git repository" */
    struct str advice; /* lines: "nothing was written; …" */
    struct str branch; /* "main"; empty: HEAD is detached, and what is committed belongs to no branch */
    bool is_detached;
    struct {
        VEC(struct repo_left);
    } left; /* paths that can be written but will not be committed; repo_commit may add to it */
};

/*
 * Opens the repository that the folder lies in: takes its lock infoview.lock (waiting up to
 * 10 s for another infoview), and looks at every state before anything is written. `*repo`
 * is set where the state is REPO_READY, else NULL: close it with repo_close; `ready` must stay where it is
 * until then. Returns -1 with `err` only where libgit2, `git` or the disk failed: nothing was changed.
 */
int repo_open(struct repo **repo, const struct repo_request *request, struct repo_ready *ready,
              struct err *err);

/*
 * Commits, in one commit alone ("edit: PATH", trailer `Infoview-Op: edit`), what the user has changed
 * in the request's paths since the last commit and not staged; new files too. To be called before
 * the command writes. `*hash` (of `ready`'s arena) is that of the commit, in full; empty: there were no such edits. -1
 * with `err`: nothing was committed.
 */
int repo_commit_edits(struct repo *repo, struct str *hash, struct err *err);

/*
 * Commits the paths as they now stand on disk: written, new, removed. `title` is the first line of the message
 * ("thank: Ana Lima"), `op` the value of the trailer Infoview-Op ("thank ana-lima"); both are cleaned of what must
 * not stand in one line. `*hash` as above; empty: nothing differs. -1 with `err`: nothing was committed, and the
 * files stay as they are; where a hook refused, `err` holds its words. (Where only the disk did not confirm the
 * last step, the commit is made all the same, and `err` says so.)
 */
int repo_commit(struct repo *repo, const char *title, const char *op, struct str *hash, struct err *err);

/* Gives the lock back. NULL is fine. */
void repo_close(struct repo *repo);

/* ---- init */

/* One file to commit. */
struct repo_file {
    struct str path; /* from the folder, with `/` between */
    bool is_old;     /* stood there before this run: committed only where git does not know it yet */
};

/* What is to be committed, and how it is called. */
struct repo_change {
    const struct repo_file *files;
    size_t count;
    const char *title; /* first line of the message: "init: new vault" */
    const char *op;    /* value of the trailer Infoview-Op: "init" */
    bool may_make;     /* makes a repository where there is none */
};

enum repo_outcome {
    REPO_COMMITTED,
    REPO_UNCHANGED,   /* git has all of it already, or may have none of it (`left`) */
    REPO_ABSENT,      /* there is no repository, and none was to be made */
    REPO_NO_IDENTITY, /* git has no name or no address for the author */
    REPO_REFUSED,     /* `why` says what stands against it */
};

struct repo_result {
    struct arena *arena; /* owns what the others point to; to be set by the caller */
    enum repo_outcome outcome;
    bool is_made;      /* the repository is new */
    struct str hash;   /* of the commit, in full */
    struct str branch; /* "main"; empty: HEAD is detached */
    struct str why;    /* REPO_REFUSED: one line */
    struct str above; /* the work tree of the repository, where the folder is only a part of it; else empty */
    struct {
        VEC(struct repo_left);
    } left;
};

/*
 * Commits the files of `change` below `folder` (absolute, without symbolic links) to the
 * repository it lies in; or to a new one there, whose branch is `main` unless
 * init.defaultBranch names another. Returns 0 with the outcome in `result`, or -1 with
 * `err` where git or the disk failed: nothing is committed then. The files
 * themselves are never touched.
 */
int repo_first_commit(const char *folder, const struct repo_change *change,
                      const struct repo_environment *environment, struct repo_result *result,
                      struct err *err);

#endif
