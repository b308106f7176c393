/*
 * What commands have committed, and what taking one back comes to. Both only look: undo itself is a command like
 * any other, which writes the files and commits them with the title `undo: TITLE` and the op `undo HASH`
 * (`redo HASH`), HASH being that of the command's commit in full.
 */
#ifndef REPO_UNDO_H
#define REPO_UNDO_H

#include "repo/repo.h"

/* The commit of one command. */
struct repo_op {
    struct str hash, title;
    struct str op;      /* value of the trailer: "thank ana-lima" */
    int64_t time;       /* when it was committed, in seconds since 1970 */
    bool is_undone;     /* taken back, and not done again since */
    uint32_t undone_at; /* how many commits behind HEAD that was: of those undone, --redo takes the least */
};

struct repo_ops {
    struct arena *arena; /* owns what the others point to; to be set by the caller */
    VEC(struct repo_op);
};

/*
 * Lists at most `most` commits with the trailer Infoview-Op from HEAD back (first parents), newest first, of those
 * that changed something in the folder. `edit`, `undo` and `redo` are not listed. Of the request only folder and environment count. No repository, or
 * none with a commit, gives an empty list; -1 with `err` where it cannot be read.
 */
int repo_ops(const struct repo_request *request, uint32_t most, struct repo_ops *ops, struct err *err);

/* A file that the commit changed, as it would be afterwards. */
struct repo_reverted_file {
    struct str path;   /* from the folder */
    struct str after;  /* its bytes; where there is a conflict, those it has now */
    bool is_gone;      /* it is to be removed */
    bool has_conflict; /* these lines have changed since */
    struct str diff;   /* of a conflict: how the file has changed since the commit */
};

struct repo_reverted {
    struct arena *arena;            /* owns what the others point to; to be set by the caller */
    VEC(struct repo_reverted_file); /* only files that would change, or cannot */
};

/*
 * Says what the files below the folder would be without commit `hash` (in full, or a part that names one commit): three-way,
 * against their bytes in the work tree, which are read without following links. `is_redo`: with it once more. Changes
 * nothing on disk. -1 with `err` where there is no such commit, or something cannot be read.
 */
int repo_revert(const struct repo_request *request, const char *hash, bool is_redo, struct repo_reverted *out,
                struct err *err);

#endif
