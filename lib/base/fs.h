/*
 * Files and folders. Nothing here follows a symbolic link below the folder it was
 * given, reads anything that is no regular file, or reads more than it was told.
 */
#ifndef BASE_FS_H
#define BASE_FS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"

/* A file found by a walk. */
struct fs_file {
    struct str path;  /* from the walk's root, with `/` between; NUL-terminated */
    uint32_t folder;  /* index in fs_tree.folders */
    uint32_t name_at; /* where the file's own name begins in `path` */
};

struct fs_folder {
    struct str path; /* from the walk's root; empty for the root itself */
    int fd;          /* open for fs_tree_read, or -1 (too many open, or it could not be opened) */
    uint32_t above;  /* index of the folder it stands in; its own for a start of fs_walk */
};

/* What a walk did not enter or list: a link or a special file (`number` 0), or a folder and why (an errno). */
struct fs_passed {
    struct str path;
    int number; /* ENAMETOOLONG: more than LIMIT_FOLDER_DEPTH deep */
};

/* What a walk found: files sorted by the bytes of their path. */
struct fs_tree {
    struct arena *arena; /* owns the paths */
    struct arena lists;  /* owns the rest, until fs_close */
    int root;            /* borrowed descriptor of the walk's root */
    struct {
        VEC(struct fs_file);
    } files;
    struct {
        VEC(struct fs_folder);
    } folders;
    struct {
        VEC(struct fs_passed);
    } passed;
};

/* Says which names a walk enters or lists. `is_folder`: the name is a folder's. */
typedef bool fs_filter(void *context, struct str name, bool is_folder);

/*
 * Lists the files below the folder `start` (relative to the descriptor `root`;
 * "" is root itself). Names for which `filter` is false are passed over in
 * silence; symbolic links and special files are never followed or listed. A depth
 * of over 64 folders is not entered. A missing `start` gives an empty tree.
 * Calling it again with another `start` adds to the tree; call fs_sort after.
 */
void fs_walk(struct fs_tree *tree, struct str start, fs_filter *filter, void *context);

/* Adds what another walk from the same root found, which then is empty; the paths stay where they are. */
void fs_join(struct fs_tree *into, struct fs_tree *from);

/* Sorts the files by the bytes of their path, which costs little where they are joined in that order. */
void fs_sort(struct fs_tree *tree);

/* Closes the folders' descriptors and forgets the lists; the paths stay. */
void fs_close(struct fs_tree *tree);

/* Opens a folder for the `at` calls; -1 with `err` where it is none. */
int fs_open_folder(const char *path, struct err *err);

/*
 * Reads a regular file, relative to the descriptor `folder`, into `out` (emptied
 * first). At most `limit` bytes: a longer one is ERR_SYSTEM with "larger than …".
 * A link at the last step of `name` is not followed.
 */
int fs_read(int folder, const char *name, size_t limit, struct buf *out, struct err *err);

/* The same for a file of a walk, through its folder's descriptor. Safe in several threads. */
int fs_tree_read(const struct fs_tree *tree, const struct fs_file *file, size_t limit, struct buf *out,
                 struct err *err);

/*
 * Makes a new file with its folders, relative to `folder`: temporary file, sync,
 * link into place, folder synced. Nothing is overwritten: where the name exists,
 * nothing is done and `*made` is false.
 */
int fs_create(int folder, const char *name, struct str bytes, bool *made, struct err *err);

/*
 * Puts `after` in the place of the file `name`, which must hold exactly `before`: temporary file with its mode and
 * owner, sync, the two exchanged in one step, what came out compared, folder synced. A file that somebody else
 * changed meanwhile is ERR_CONFLICT, and stays as they left it; so it does where the disk does not confirm the new one. What
 * a crash leaves is the old file or the new one, whole, and perhaps a temporary one that no walk lists (.infoview-PID-N.tmp).
 */
int fs_replace(int folder, const char *name, struct str before, struct str after, struct err *err);

/*
 * Puts `bytes` where the path of the user's own leads, in the place of a file that is there, readable by nobody else (mode
 * 0600): temporary file, sync, rename, folder synced.
 */
int fs_put_private(const char *path, struct str bytes, struct err *err);

/* Removes the file `name`, which must hold exactly `before`; else ERR_CONFLICT, and it stays. */
int fs_remove(int folder, const char *name, struct str before, struct err *err);

enum fs_staged { FS_STAGED_SAME, FS_STAGED_NEW, FS_STAGED_CHANGED };

struct fs_stage {
    const char *name, *temporary; /* one step each */
    struct str bytes;
    bool is_trial; /* only looks */
    bool is_new;   /* most likely nothing is there: so it is made before anything is looked at */
};

/*
 * For files that can be made again at any time: nothing is synced. One that holds `bytes` already is not touched; one
 * that is not there is made; for one that differs the bytes go to `temporary` beside it, for fs_rename to put in
 * its place. No link is followed. `*done` says which.
 */
int fs_stage(int folder, const struct fs_stage *stage, struct buf *scratch, enum fs_staged *done,
             struct err *err);

/* Gives a file of the open folder another name, in the place of what has it; and removes one, if it is there. */
int fs_rename(int folder, const char *from, const char *to, struct err *err);
int fs_unlink(int folder, const char *name, struct err *err);

/* Opens a folder below `root`, made where `make` says so; no link is followed. A descriptor, or -1 with `err`. */
int fs_open_below(int root, const char *path, bool make, struct err *err);

/* Makes a folder with its parents; existing ones are fine. Status 0 or -1. */
int fs_make_folders(const char *path, struct err *err);

/* Sets whether something of that name is in the open folder. -1 with `err` where the system does not say: that is not to be taken for no. */
int fs_find(int folder, const char *name, bool *is_there, struct err *err);

/* Whether a regular file of that name is there; no link is followed. */
bool fs_is_file(int folder, const char *name);

/* Whether something of that name is there (without following a link at the last step). */
bool fs_exists(int folder, const char *name);

#endif
