/*
 * Git told to merge notes as infoview does (git.md, "Merge by meaning"): a line of the repository's own configuration, and one
 * of its own attributes, for the files below the folder alone. Neither is shared with other clones: git there falls back to text.
 */
#ifndef REPO_DRIVER_H
#define REPO_DRIVER_H

#include "repo/repo.h"

/* How git merges the notes of a folder. */
enum repo_merging {
    REPO_MERGING_LINES, /* as any text: it has not been told otherwise */
    REPO_MERGING_NOTES, /* with the command of the configuration: ours, or one that the user has set */
    REPO_MERGING_OWN,   /* in a way that the user's attributes name */
};

/*
 * Tells it. What the user has set there for themselves stays; of the request only folder and environment count. No repository: nothing
 * is done. -1 with `err` where a file cannot be written.
 */
int repo_driver_set(const struct repo_request *request, struct err *err);

/* ---- for lib/repo alone: the session has been looked at, and has a repository */

enum repo_merging driver_look(struct repo *repo);

/* The command that git would run for them; NULL: none is configured. */
const char *driver_command(struct repo *repo);

/* What is lacking, and was written: the path of the file, or NULL. */
struct driver_written {
    const char *configuration, *attributes;
    const char *line; /* of the attributes */
};

/* Tells it, or only what would be written. 0, or -1 with the session's err. */
int driver_write(struct repo *repo, bool is_trial, struct driver_written *written);

#endif
