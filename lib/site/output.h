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

/* What a site was made from and what was made, a number each (base/digest.h). Zeroed: not known. */
struct output_made {
    uint64_t source, files;
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
    struct output_made made; /* `source` is set by who knows it; `files`: what was put, in any order */
    struct str was_made;     /* what the marker says of that; empty: nothing */
};

/* Reads what is in the folder. ERR_CONFLICT where it is neither empty nor ours, or one holds the names and the other does not. Zeroed but for arena, is_trial, is_anonymous and mutex. A trial may be given no folder (-1). */
int output_open(struct output *output, int folder, struct err *err);

/* Takes the names of all files to be written ("p/ana.html"), sorted. ERR_CONFLICT where one is there that is not ours. */
int output_claim(struct output *output, const struct output_names *names, struct err *err);

/* Writes a file, or the one that will take its place. Several threads may, each with a scratch of its own. */
int output_put(struct output *output, struct str name, struct str bytes, struct buf *scratch,
               struct err *err);

/* Whether the marker says that the last build was made from the same; and the same files too. */
bool output_has_source(const struct output *output, uint64_t source);
bool output_has_made(const struct output *output, const struct output_made *made);

/* Adds to `*files` what a file holds, as output_put does for what it should hold; false where it cannot be read. As threads may. */
bool output_look(struct output *output, struct str name, struct buf *scratch, uint64_t *files);

/* Ends a build that has found the files of the last one as they should be: that it had nothing to do is noted. */
void output_keep(struct output *output);

/* Puts everything in its place and removes what is no longer needed. */
int output_end(struct output *output, const struct output_names *names, struct err *err);

/* Closes it. What has not come to output_end is taken back. */
void output_close(struct output *output);

#endif
