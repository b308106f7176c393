/*
 * From a vault to a folder of pages that any browser opens from disk. The same vault, templates and day give the same bytes.
 *
 * The folder is empty at first, or one that was built: a marker file in it lists what is ours. A file that is not in that
 * list is never touched. A file is written only where its bytes change; where all that pages are made from is as it was, and
 * each of them too, none is made (unchanged.h). New files come first, then those that change, then
 * those go that are no longer needed: whoever looks at it meanwhile, and whatever is left of a build that was killed, has
 * whole pages and links that lead somewhere.
 */
#ifndef SITE_BUILD_H
#define SITE_BUILD_H

#include "base/crew.h"
#include "base/diag.h"
#include "base/err.h"
#include "site/output.h"
#include "site/page.h"

/* A template, partial, style sheet or script by its name: "today.html", "style.css". */
struct build_source {
    struct str name;
    struct str path; /* for messages */
    struct str text; /* valid UTF-8 */
    bool is_built_in;
    bool is_own; /* it is the vault's; both: in the place of the built-in one */
};

struct build {
    struct site *site;                  /* begun, not read: that is done where pages have to be made */
    const struct build_source *sources; /* of all pages; more do no harm */
    uint32_t source_count;
    bool is_trial; /* nothing is written; the result tells what would be */
    uint64_t
        maker; /* tells this program from one that may make other pages; 0: not known, all are made anew */
    uint64_t checked; /* check_source of the vault; asked for with `maker` alone */
    unsigned threads; /* that make pages; 0: one. How many there are changes nothing in the output */
    struct crew_task
        commits; /* tells the site of them before they are needed; no work: there are none to tell of */
    /* Called by the calling thread between pages: how many are made, of how many. NULL: not called. */
    void (*progress)(void *context, size_t done, size_t total);
    void *context;
};

/* What was done; in the view's arena. The names are those of files from the output folder, sorted by bytes. */
struct build_result {
    struct output_names written, removed;
    uint32_t unchanged;
    struct diag problem; /* where a template is wrong: the error is ERR_USAGE, and nothing was written */
};

/* The marker file. */
#define BUILD_MARKER VAULT_SITE_MARKER

/*
 * Builds into the open folder; a trial may be given none (-1). -1 with `err` where a template is wrong, the folder is not ours (ERR_CONFLICT), or writing
 * fails.
 */
int build_write(const struct build *build, int folder, struct build_result *result, struct err *err);

/* Where files go that are not to be written into a folder. */
struct build_sink {
    /* Takes a page, the style sheet or the script; by one thread at a time, in no order. Nothing of it lives longer. */
    int (*put)(void *context, struct str name, struct str bytes, struct err *err);
    void *context;
};

/* Makes the same files as build_write and hands them over: nothing is written. -1 with `err` where a template is wrong, or as the sink says. */
int build_make(const struct build *build, const struct build_sink *sink, struct build_result *result,
               struct err *err);

/*
 * Appends the data of one page as JSON: of a kind that has one page by its name ("today"), of the others by the page's file
 * ("p/ana-lima.html"). False where there is no such page. The site must have been read.
 */
bool build_dump(const struct site *site, struct str name, struct buf *out);

#endif
