/*
 * The last commits, as `git log` tells them.
 */
#ifndef REPO_LOG_H
#define REPO_LOG_H

#include "repo/repo.h"

struct repo_logged {
    struct str hash;    /* in full */
    struct str date;    /* "2026-11-20": the author's day, where they were; empty: no day of these times */
    struct str subject; /* one line, cleaned of what is no text; a very long one is cut */
    const struct str *changed; /* the files, from the folder, where that was asked for */
    uint32_t changed_count;
};

struct repo_log {
    struct arena *arena; /* owns what the others point to; to be set by the caller, as the next two */
    uint32_t most;       /* commits that are listed, the newest first */
    bool is_of_all;      /* of all files below the folder, with what each commit changed; only by `git` */
    VEC(struct repo_logged);
};

/*
 * Lists the commits that touched one of the request's paths (with is_of_all: of any), in one walk: by the user's `git`, which is
 * fast; where there is none by libgit2, which gives up after a while and then lists fewer. No repository, no commits: nothing is
 * listed. -1 with `err` where it could not be read.
 */
int repo_log(const struct repo_request *request, struct repo_log *log, struct err *err);

#endif
