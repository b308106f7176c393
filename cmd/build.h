/*
 * `build` once, and again whenever the vault changes (`--watch`).
 */
#ifndef CMD_BUILD_H
#define CMD_BUILD_H

#include "cmd.h"

struct build_options {
    const char *folder, *dump;
    bool opens, watches;
};

/* One build after the other of the same vault. */
struct build_run {
    const struct build_options *options;
    bool is_again;    /* where the first page is has been said and shown already */
    bool is_mendable; /* what was wrong last is in the vault: after an edit it may go well */
};

/* Builds the site of the open vault; 0 or an exit status, said. */
int build_once(struct app *app, struct build_run *run);

/* Appends the path of the output folder, NUL-terminated, as it is named for people. */
void build_put_folder(const struct app *app, const struct build_options *o, const struct settings *settings,
                      struct buf *path);

/* Finds the vault, builds, and builds again after each change, until a signal ends it, or the exit status, said. */
int build_watch(struct app *app, const struct build_options *o);

#endif
