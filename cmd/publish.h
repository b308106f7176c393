/*
 * `publish`: what is shared between making the sealed file and bringing it somewhere.
 */
#ifndef CMD_PUBLISH_H
#define CMD_PUBLISH_H

#include "cmd.h"
#include "passphrase.h"

struct publish_options {
    const char *file, *remote, *branch, *pad, *iterations;
    struct passphrase_source passphrase;
    bool yes;
};

/* Where it goes to: found out before anybody is asked for a passphrase. */
struct publish_target;

/* Looks at the file that is to be written, or asks the remote; NULL with `*status`, said, where it cannot go there. */
struct publish_target *publish_find(struct app *app, const struct publish_options *o, int *status);

/* Writes or sends the page; 0 or an exit status, said. */
int publish_put(struct app *app, struct publish_target *target, struct str page);

/* The name of the place, for people. */
struct str publish_name(const struct publish_target *target);

/* Removes what it needed on the disk, which never is anything but what is sealed. NULL is fine. */
void publish_end(struct publish_target *target);

#endif
