/*
 * A branch of a remote that holds one commit without a parent, with a few files and nothing else: what is published. The
 * commit is made in a repository of its own, so that no object of the vault's can go along; it is sent by the user's
 * `git` (git.md, rule 1), with force, that branch alone.
 */
#ifndef REPO_ORPHAN_H
#define REPO_ORPHAN_H

#include "repo/repo.h"

struct repo_orphan_file {
    const char *name; /* one step */
    struct str bytes;
};

/* Where it goes. */
struct repo_orphan {
    struct arena *arena;                        /* owns what is found */
    const struct repo_environment *environment; /* valid as long as this is used */
    const char *folder;                         /* the vault's: absolute, without symbolic links */
    const char *scratch; /* an empty folder, absolute: the repository of its own is made there */
    const char *remote;  /* the name of one of the repository's, else an address or an absolute path */
    const char *branch;  /* "gh-pages" */
    const char *wanted;  /* the file that a branch of the vault's has in its folder: "infoview.yaml" */
    bool has_terminal;   /* git may ask there, for a passphrase, say */

    /* Set by repo_orphan_look. */
    struct str address;   /* as git is given it */
    struct str shown;     /* the same for people: without credentials */
    bool holds_vault;     /* commits of the vault are at the remote, or `sync` sends them there */
    bool is_vault_branch; /* the branch is one of the vault's, or holds one: nothing may be sent to it */
    bool has_unknown;     /* a branch that nobody here knows is there too: another machine's vault, perhaps */
    bool is_there;        /* the branch is there */
    struct str there;     /* its commit, as it was looked at */
    bool is_something_else; /* and holds other things than such a commit */
};

/* Asks the remote how it stands. -1 with `err`: ERR_USAGE where remote or branch cannot be such, else it cannot be reached. */
int repo_orphan_look(struct repo_orphan *orphan, struct err *err);

/* Makes the commit, "update" by nobody, and puts the branch there. To be called after repo_orphan_look. */
int repo_orphan_push(struct repo_orphan *orphan, const struct repo_orphan_file *files, size_t count,
                     struct err *err);

#endif
