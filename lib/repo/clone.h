/*
 * A repository made of one that is elsewhere: by the user's own git over the network, as sync does it, and the files put in
 * place as sync puts them. Cut off anywhere, the same call goes on: a mark in `.git` says that it was begun.
 */
#ifndef REPO_CLONE_H
#define REPO_CLONE_H

#include "repo/repo.h"

enum repo_clone_state {
    REPO_CLONE_DONE,    /* what is there is here */
    REPO_CLONE_EMPTY,   /* nothing is there yet */
    REPO_CLONE_OTHER,   /* what is there is something else: nothing of it was put in place */
    REPO_CLONE_STOPPED, /* `why` says what stands against it, `advice` what to do */
};

struct repo_clone {
    struct arena *arena; /* owns what the others point to; to be set by the caller, as all up to `state` */
    const char *url;     /* for git; a path must be absolute */
    const char *wanted;  /* the file that must be at the top: "infoview.yaml" */
    bool has_terminal;   /* git may ask for a passphrase there */

    enum repo_clone_state state;
    struct str why, advice;
    struct str shown;  /* the address without credentials */
    struct str branch; /* "main" */
    struct {
        VEC(struct str);
    } aside; /* files that came beside others of their name, from the folder */
};

/* Whether a clone was begun in the folder (absolute), and not ended. */
bool repo_clone_is_begun(const char *folder);

/* The address as git is to be given it; empty: git would run a program that it names, or take it for an option. */
struct str repo_clone_url(struct arena *arena, const char *given);

/*
 * Clones into the folder of the request, which is there, and is empty or was begun. Nothing is committed, nothing
 * written over: a file that is there and differs stays, and the other one comes beside it. After REPO_CLONE_DONE and
 * REPO_CLONE_EMPTY the mark stays until repo_clone_end. -1 with `err`.
 */
int repo_clone(const struct repo_request *request, struct repo_clone *clone, struct err *err);
void repo_clone_end(const char *folder);

#endif
