/*
 * Where the repository stands: the last commit, the index, what is under way. Read before anything is written, and again
 * under the lock on the index for each commit.
 */
#ifndef REPO_STANDING_H
#define REPO_STANDING_H

#include "repo/session.h"

struct git_commit;
struct git_index;
struct git_tree;

struct standing {
    const char *branch;        /* "refs/heads/main", or "HEAD" where that is detached */
    struct git_commit *parent; /* HEAD's; NULL: no commits yet */
    struct git_tree *base;     /* its tree */
    struct git_index *index;
    bool is_index_missing; /* then it is HEAD's, in memory */
    bool is_index_opaque;  /* libgit2 cannot read it, and `git` perhaps; then it is NULL */
    const char *form;      /* then: "split or sparse", "of a later version" */
};

/*
 * Reads all of it, the index from the file `index`. What stands against a commit settles it. Free it with
 * standing_end however this ends.
 */
enum step standing_read(struct repo *repo, const char *index, struct standing *standing);

/* HEAD alone: branch, parent, base. */
enum step standing_read_head(struct repo *repo, struct standing *standing);

/* Whether the file is an index that nobody can read. One that is split, sparse or later is none, nor one that is not there. */
bool standing_is_garbage(const char *path);

/* Whether it is an index of a version that git 2.39 and libgit2 do not know (gitformat-index(5)): it is left to a later git. */
bool standing_is_later(const char *path);

struct git_tree_entry;

/* What HEAD has of a path: `*entry` is NULL where that is nothing, else to be freed. */
enum step standing_find(struct repo *repo, const struct standing *standing, const char *path,
                        struct git_tree_entry **entry);

/* Refuses what is under way, "merge" …, with the two ways out of it. */
enum step standing_refuse_operation(struct repo *repo, const char *operation);

void standing_end(struct standing *standing);

#endif
