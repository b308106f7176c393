/*
 * The passphrase of `publish`: from the terminal, a descriptor or a file; never from the words of a command or the
 * environment, where others can see it.
 */
#ifndef CMD_PASSPHRASE_H
#define CMD_PASSPHRASE_H

#include "cmd.h"

struct passphrase {
    struct str text;   /* normal (seal_normal); in the app's arena until passphrase_wipe */
    bool is_generated; /* then it must be shown, once */
};

/* Where it comes from; nothing of it: from the terminal. */
struct passphrase_source {
    bool generates;
    const char *fd, *file; /* the words of the options; NULL: not given */
};

/*
 * Reads it, or makes one; 0 or an exit status, said. To be called before files are opened: the number of a descriptor that
 * nobody handed over might become that of one of ours.
 */
int passphrase_read(struct app *app, const struct passphrase_source *source, struct passphrase *passphrase);

/* The same at the terminal, where it is typed twice, unseen. */
int passphrase_ask(struct app *app, struct passphrase *passphrase);

/* Overwrites it. */
void passphrase_wipe(struct passphrase *passphrase);

#endif
