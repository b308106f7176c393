/*
 * `build` once, and again whenever the vault changes (`--watch`).
 */
#ifndef CMD_BUILD_H
#define CMD_BUILD_H

#include "cmd.h"
#include "vault/anon.h"

struct build_options {
    const char *folder, *dump;
    bool opens, watches, is_anonymous;
};

/* One build after the other of the same vault. */
struct build_run {
    const struct build_options *options;
    bool is_again;    /* where the first page is has been said and shown already */
    bool is_mendable; /* what was wrong last is in the vault: after an edit it may go well */
};

/*
 * Reads the vault that was found, as the options want it: with --anon twice, the second time with other names, and the table of
 * those is in `anon`, which must be zeroed and live as long as the vault. 0 or an exit status, said; build_close closes both.
 */
int build_open(struct app *app, const struct build_options *o, struct anon *anon);
void build_close(struct app *app, struct anon *anon);

/* Builds the site of the open vault; 0 or an exit status, said. */
int build_once(struct app *app, struct build_run *run);

/* Appends the path of the output folder, NUL-terminated, as it is named for people. */
void build_put_folder(const struct app *app, const struct build_options *o, const struct settings *settings,
                      struct buf *path);

/* Finds the vault, builds, and builds again after each change, until a signal ends it, or the exit status, said. */
int build_watch(struct app *app, const struct build_options *o);

#endif
