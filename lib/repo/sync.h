/*
 * Keeping a vault in step with its remote (git.md, "sync"). Everything local is libgit2's; the network is the user's
 * own `git`, with all that they have set up for it: aliases, keys, helpers, proxies.
 *
 * What somebody wrote is never lost. Versions are merged in memory; the commit stands before the first file is
 * touched, and a line in `.git` says what is under way, so that the next run ends what was cut off. A file is replaced only
 * where it holds what was looked at; where somebody saves meanwhile, that is merged too. The branch moves last.
 */
#ifndef REPO_SYNC_H
#define REPO_SYNC_H

#include "repo/repo.h"

/* Three versions of a file that are to be one. */
struct repo_versions {
    struct str path; /* from the folder, with `/` between */
    struct str base; /* that both come from */
    bool has_base;
    struct str ours, theirs; /* in any order: the result must not depend on it */
    struct arena *arena;     /* for the result */
    struct str result;
};

/* Sets result; false where the two cannot be one: then both files stay. Must depend on nothing but the versions. */
typedef bool repo_merge(void *context, struct repo_versions *versions);

enum repo_sync_state {
    REPO_SYNC_DONE,      /* in step with the remote */
    REPO_SYNC_NO_REMOTE, /* there is none to be in step with */
    REPO_SYNC_OFFLINE,   /* it cannot be reached */
    REPO_SYNC_STOPPED, /* `why` says what stands against it, `advice` what to do: nothing was brought in or sent since */
    REPO_SYNC_NEEDS_YOU, /* the same: only the user can say what is meant */
};

/* What became of a file that both sides changed, or that could not simply be put in place. */
enum repo_sync_what {
    REPO_SYNC_MERGED,    /* into one */
    REPO_SYNC_BOTH_STAY, /* the other version is in `other` */
    REPO_SYNC_KEPT,      /* one side removed it, the other changed it: it stays */
    REPO_SYNC_EDITED,    /* it was edited while it was brought in: merged once more */
};

struct repo_sync_file {
    enum repo_sync_what what;
    struct str path; /* from the folder */
    struct str other;
};

struct repo_sync {
    struct arena *arena; /* owns what the others point to; to be set by the caller */
    repo_merge *merge;   /* to be set by the caller, as all up to here */
    void *context;
    bool joins;             /* may merge histories that have nothing in common */
    bool accepts_rewritten; /* may take what the remote has although its history was rewritten */
    bool is_trial;          /* fetches, and tells what would be done */
    bool has_terminal;      /* git may ask for a passphrase there */
    unsigned
        patience; /* seconds without a byte from the remote after which it counts as offline; 0: for ever */

    enum repo_sync_state state;
    struct str why, advice;
    struct str branch, remote, url; /* "main", "origin", its address without credentials */
    uint32_t received, sent;        /* commits */
    uint32_t waiting;               /* commits that the remote does not have yet; where that is known */
    bool is_recovered;              /* what an earlier run began was ended */
    bool is_first;                  /* nothing was ever sent to or seen on the remote's branch */
    struct {
        VEC(struct repo_sync_file);
    } files;
};

/* The files below the folder that differ from the last commit, staged ones too; not what git ignores. */
struct repo_changes {
    struct arena *arena; /* to be set by the caller */
    VEC(struct str);
};
int repo_changes(const struct repo_request *request, struct repo_changes *changes, struct err *err);

/* Where the current branch is synced to; `remote` is empty where there is no such place. No network. */
int repo_sync_target(struct repo *repo, struct repo_sync *sync, struct err *err);

/*
 * Says what stands against any sync here (REPO_SYNC_STOPPED), and ends an integration that was cut off, but for a trial. To be
 * called before anything is committed.
 */
int repo_sync_begin(struct repo *repo, struct repo_sync *sync, struct err *err);

/*
 * Brings in what the remote has and sends it what it lacks: fetches, merges, puts the files in place, pushes; again where
 * somebody else pushed meanwhile. To be called after the local edits are committed. 0 with the state, or -1 with `err`, after
 * which no file has lost anything, and the next call goes on.
 */
int repo_sync(struct repo *repo, struct repo_sync *sync, struct err *err);

#endif
