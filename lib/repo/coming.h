/*
 * The attributes that files have once a commit is checked out: of the .gitattributes that it holds itself, not of those that lie in the
 * work tree, which it may change. git reads them so too (gitattributes(5), "checking-out"). For lib/repo alone.
 */
#ifndef REPO_COMING_H
#define REPO_COMING_H

#include "repo/session.h"

struct git_index;
struct git_repository;
struct git_tree;

struct coming {
    struct repo *repo;
    struct git_tree *tree;      /* of the commit: borrowed */
    struct git_repository *git; /* reads objects, and of attributes those of `index` alone */
    struct git_index *index;    /* in memory */
    const char *folder;         /* the one last added, with `/` at its end; NULL: none */
};

/* Begins without any path; coming_end gives back what was opened, also after a failure. `coming` must be zeroed. */
enum step coming_begin(struct coming *coming, struct repo *repo, struct git_tree *tree);

/* Takes in the .gitattributes on the way to a path. All must be added before the first question. */
enum step coming_add(struct coming *coming, const char *path);

/* What capable_objection says of a path. */
const char *coming_objection(const struct coming *coming, const char *path);

void coming_end(struct coming *coming);

#endif
