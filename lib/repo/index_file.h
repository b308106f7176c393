/*
 * The index as a file: read and written under a name of our own, then put in place whole and synced, which libgit2 never
 * does. To be called with the lock on the index held.
 */
#ifndef REPO_INDEX_FILE_H
#define REPO_INDEX_FILE_H

#include "repo/session.h"

struct git_index;

/* Makes the private file, with what the index holds now; NULL: it failed, and err is set. */
const char *index_file_begin(struct repo *repo);

/* The same, but with nothing in it: the private file is not there. */
const char *index_file_fresh(struct repo *repo);

/* Writes `index`, opened from the private file, and puts it in place. What stood there is kept for index_file_restore. */
enum step index_file_put(struct repo *repo, struct git_index *index);

/* Puts the former index back; false where that could not be done. */
bool index_file_restore(struct repo *repo);

/* Removes what is private. May be called without a beginning. */
void index_file_end(struct repo *repo);

/* Syncs a file or folder to disk; -1 with errno. */
int index_file_sync(const char *path);

#endif
