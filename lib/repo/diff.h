/*
 * What a command would change, as git shows it: for --dry-run.
 */
#ifndef REPO_DIFF_H
#define REPO_DIFF_H

#include "base/buf.h"
#include "base/err.h"

/* One file before and after. */
struct repo_diff {
    struct str path;
    struct str before, after; /* its bytes */
    bool is_new, is_gone;
};

/*
 * Appends the unified diff, which `git apply` and `patch -p1` take: the lines `--- a/PATH` and `+++ b/PATH`
 * (/dev/null for what is not there) and the hunks. Bytes of the file come as they are. Nothing where nothing differs.
 * Needs no repository. -1 with `err` where libgit2 fails.
 */
int repo_diff_write(struct buf *out, const struct repo_diff *diff, struct err *err);

#endif
