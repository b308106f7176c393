/*
 * How git stands around a folder, looked at without touching anything: no index is refreshed, no lock taken,
 * nothing of a work tree or of .git is written or made. What cannot be looked at is told, not failed at.
 */
#ifndef REPO_LOOK_H
#define REPO_LOOK_H

#include "base/buf.h"
#include "repo/driver.h"
#include "repo/repo.h"

struct repo_remote {
    struct str name;
    struct str url; /* its credentials replaced by *** */
};

struct repo_look {
    struct arena *arena; /* owns what the others point to; to be set by the caller */
    bool is_there;       /* a repository, and it could be opened */
    bool is_foreign;     /* there is one, but of another user, and git does not trust it */
    bool is_bare;        /* it has no files of its own */
    bool is_outside;     /* the folder lies in it, but is no part of its files */
    bool is_linked;      /* a work tree added by `git worktree` */
    bool is_submodule;
    bool is_shallow;
    bool is_detached;   /* HEAD names a commit, not a branch */
    bool is_ignored;    /* git ignores the folder */
    bool has_conflicts; /* the index holds files with conflicts */
    bool is_counted;    /* the next two are known */
    uint32_t changed;   /* files of the folder that differ from the last commit, staged or not */
    uint32_t untracked;
    struct str root;       /* of the work tree; of a bare one the repository itself */
    struct str branch;     /* "main"; empty: detached, or not known */
    struct str head;       /* hash of the last commit; empty: there is none, or it is not known */
    const char *operation; /* under way: "merge", "rebase" …; NULL: none */
    struct str lock;       /* path of a lock on the index; empty: it is free */
    bool is_lock_ours;     /* an infoview holds it, or did */
    bool is_lock_stale;    /* no program can hold it any more */
    bool is_index_damaged; /* nobody can read the index */
    const char *journal;   /* what an infoview began and did not end: "commit", "sync"; NULL: nothing */
    enum repo_merging merging;
    struct str driver; /* the command that git would merge notes with; empty: it knows none */
    struct str remote; /* that the branch is kept in step with; empty: none */
    bool is_sent;    /* it was, at least once: then `unsent` is known, by what was seen of the remote last */
    uint32_t unsent; /* commits that it does not have */
    int64_t lock_time;      /* when that was made, in seconds since 1970 */
    struct str name, email; /* whom git takes for the author; empty: it does not know */
    struct str problem;     /* the first thing that could not be looked at, and why; empty: none */
    struct {
        VEC(struct repo_remote);
    } remotes;
};

/*
 * Looks at the repository that `folder` (absolute, without symbolic links; NULL: only who the author is) lies in.
 * Returns -1 with `err` only where libgit2 cannot be started.
 */
int repo_look(const char *folder, const struct repo_environment *environment, struct repo_look *look,
              struct err *err);

/* Appends the version of libgit2 that is loaded. Does not start it. */
void repo_library_version(struct buf *out);

#endif
