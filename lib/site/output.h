/*
 * The folder that a site is written to: which files in it are ours, what has changed, what goes. The steps and
 * their order are those of build.h.
 */
#ifndef SITE_OUTPUT_H
#define SITE_OUTPUT_H

#include <pthread.h>

#include "base/err.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/vec.h"

/* The folders that pages lie in; the first is the output folder itself. */
enum { OUTPUT_FOLDERS = 4 };

struct output_names {
    VEC(struct str);
};

struct output {
    struct arena *arena;
    bool is_trial;
    bool
        is_anonymous; /* names are replaced: such a site and one with the names never take each other's place */
    pthread_mutex_t mutex;       /* of all below, while files are put: PTHREAD_MUTEX_INITIALIZER */
    int folders[OUTPUT_FOLDERS]; /* 0 or less: not open. The first is borrowed */
    uint32_t staged;             /* files that were put, for the names of temporary ones */
    struct buf marker, scratch;
    struct output_names old; /* of the last build, from the marker */
    struct map is_old, is_new;
    struct {
        VEC(struct output_change);
    } changes; /* files to be renamed, and files that were made */
    struct output_names written, removed;
    uint32_t unchanged;
};

/* Reads what is in the folder. ERR_CONFLICT where it is neither empty nor ours, or one holds the names and the other does not. Zeroed but for arena, is_trial, is_anonymous and mutex. A trial may be given no folder (-1). */
int output_open(struct output *output, int folder, struct err *err);

/* Takes the names of all files to be written ("p/ana.html"), sorted. ERR_CONFLICT where one is there that is not ours. */
int output_claim(struct output *output, const struct output_names *names, struct err *err);

/* Writes a file, or the one that will take its place. Several threads may, each with a scratch of its own. */
int output_put(struct output *output, struct str name, struct str bytes, struct buf *scratch,
               struct err *err);

/* Puts everything in its place and removes what is no longer needed. */
int output_end(struct output *output, const struct output_names *names, struct err *err);

/* Closes it. What has not come to output_end is taken back. */
void output_close(struct output *output);

#endif
