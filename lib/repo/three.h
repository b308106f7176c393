/*
 * Two versions of a text that come from one, brought together by lines. Needs no repository.
 */
#ifndef REPO_THREE_H
#define REPO_THREE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct repo_three {
    struct str base, ours, theirs; /* bytes of the text as it was, and what the two made of it */
    struct arena *arena;           /* owns `merged` */
    struct str merged;             /* empty where there is a conflict */
    bool has_conflict;             /* both changed the same lines, or neighbours, and not alike */
};

/* Sets merged or has_conflict. -1 with `err` where libgit2 fails. */
int repo_three_merge(struct repo_three *three, struct err *err);

#endif
