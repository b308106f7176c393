/*
 * Folders whose names are looked at for changes, as the system tells of them: files made, written to, renamed, removed, or
 * given other rights, and folders made. What changed is for the caller to find out, by reading anew.
 *
 * Nothing is missed if folders are added before they are read: a change in between is told of afterwards. A folder does not
 * stand for those within it; each is added by itself, and one that is made later is a change in the folder above.
 * No clock is read and nothing waits here: `fd` can be read from, for poll, when there is something to tell.
 */
#ifndef BASE_WATCH_H
#define BASE_WATCH_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

struct watch_folder {
    int number; /* the system's for it, unlike all others of this watch */
    struct str path;
    unsigned round; /* in which it was added last */
};

struct watch {
    int fd;
    struct arena arena; /* owns the paths */
    struct {
        VEC(struct watch_folder);
    } folders; /* sorted by number */
    unsigned round;
};

/* Says whether a change of the name in a folder matters. Both are valid for the call; `name` is NUL-terminated. */
typedef bool watch_filter(void *context, struct str folder, struct str name);

/* Opens a zeroed watch. -1 with `err` where the system has none, or gives no more of them. watch_close closes it, also after a failure. */
int watch_open(struct watch *watch, struct err *err);
void watch_close(struct watch *watch);

/*
 * Adds a folder; a link is not followed. `path` is NUL-terminated and copied. Sets `*is_new` where it was not looked at before and leaves
 * it alone otherwise. One that is not there, may not be read or is no folder is passed over: the folder above tells
 * when that changes. -1 with `err` where the system looks at no more of them.
 */
int watch_add(struct watch *watch, struct str path, bool *is_new, struct err *err);

/* Leaves off looking at those that were not added again since the last watch_settle. */
void watch_settle(struct watch *watch);

/*
 * Takes what there is to tell, without waiting for more. Sets `*has_changed` where a change matters: to the filter, or because the
 * system could not keep all of them, or a folder itself is gone; leaves it alone otherwise. -1 with `err`.
 */
int watch_read(struct watch *watch, watch_filter *filter, void *context, bool *has_changed, struct err *err);

#endif
