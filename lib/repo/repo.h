/*
 * Git, for a folder whose files this program wrote. The only folder that knows
 * libgit2; it sees no Markdown and no vault. libgit2 is started by each call and
 * ended before it returns, so that a program which never commits never loads its state.
 *
 * Held by every commit (spec: git.md, "Fourteen rules"):
 *   - the tree is HEAD's tree plus our paths, never the index written out, so what
 *     the user has staged or edited elsewhere stays exactly as it is;
 *   - in the index only the entries of our paths change;
 *   - objects, then index, then the branch, each synced to disk; the branch moves
 *     only from the commit that was looked at;
 *   - what libgit2 cannot do as git would (hooks, signatures, external filters) is
 *     refused, never left out;
 *   - nothing is committed in a state that is not understood.
 */
#ifndef REPO_REPO_H
#define REPO_REPO_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

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

/* What git takes from the environment, which the library does not read. NULL or empty: not set. */
struct repo_environment {
    const char *author_name, *author_email;       /* GIT_AUTHOR_NAME … */
    const char *committer_name, *committer_email; /* GIT_COMMITTER_NAME … */
    const char *email;                            /* EMAIL: where nothing else names an address */
    const char *config_global;                    /* GIT_CONFIG_GLOBAL: read instead of ~/.gitconfig */
    const char *ceiling;                          /* GIT_CEILING_DIRECTORIES */
};

enum repo_outcome {
    REPO_COMMITTED,
    REPO_UNCHANGED,   /* git has all of it already, or may have none of it (`left`) */
    REPO_ABSENT,      /* there is no repository, and none was to be made */
    REPO_NO_IDENTITY, /* git has no name or no address for the author */
    REPO_REFUSED,     /* `why` says what stands against it */
};

/* A path that was not added. */
struct repo_left {
    struct str path;
    const char *why; /* static: "git ignores it" */
};

struct repo_result {
    struct arena *arena; /* owns what the others point to; to be set by the caller */
    enum repo_outcome outcome;
    bool is_made;      /* the repository is new */
    struct str hash;   /* of the commit, in full */
    struct str branch; /* "main"; empty: HEAD is detached */
    struct str why;    /* REPO_REFUSED: one line */
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
