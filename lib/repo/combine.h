/*
 * Two commits brought together into a tree, in memory: no file, no index and no branch is touched. For lib/repo alone.
 */
#ifndef REPO_COMBINE_H
#define REPO_COMBINE_H

#include "repo/session.h"
#include "repo/sync.h"

struct git_commit;
struct git_oid;

struct combining {
    struct repo *repo;
    struct repo_sync *sync; /* the merge, and where files are told of */
    struct git_commit *ours, *theirs;
};

/*
 * Stores the merged tree. Files that both changed go through sync->merge; those that cannot be one stay both, the one with the
 * greater hash under a name of its own, so that two machines that merge the same two commits get the same tree. What one side
 * removed and the other changed stays, unless `forget` removed it.
 */
enum step combine(struct combining *combining, struct git_oid *tree);

/* "notes/a.conflict-1a2b3c4d.md": where the version with that hash of the file stays. In the session's arena. */
const char *combine_aside(struct repo *repo, const char *path, const struct git_oid *version);

/* The path as seen from the session's folder, for people; as it is where it lies elsewhere. */
struct str combine_shown(struct repo *repo, const char *path);

#endif
