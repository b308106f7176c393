/*
 * What the commands that write share: one command is one change of the vault, shown (--dry-run) or written,
 * committed and told as one.
 *
 *     write_run(app, work, argc, argv, &own)      locks and reads the vault, calls work
 *     … change_set(&write->change, …) …           in memory
 *     write_say(write, "…");                      a line for standard output
 *     return write_finish(write, &name);          writes, commits, prints
 */
#ifndef CMD_WRITE_H
#define CMD_WRITE_H

#include "base/dateword.h"
#include "cmd.h"
#include "vault/change.h"

struct write {
    struct app *app;
    struct change change;
    struct buf said; /* lines for standard output: what is recorded */
    bool
        keeps_nothing; /* what the user edited in these files is not committed before, lest it stay in the history */
    bool is_part;  /* the command prints a document of its own: none of the change, nor lines among others */
    bool is_alone; /* after write_finish: there is no repository here */
};

/*
 * Opens the vault and, unless --dry-run, takes the lock by which writers exclude each other, before anything is
 * read. Refuses a vault of a later format. 0 or an exit status, said; write_close also after a failure.
 */
int write_open(struct write *write, struct app *app, const struct record_want *want);

/* Says why the change cannot be made (write->change.problem), with its place; STATUS_CANNOT. */
int write_refused(struct write *write);

/* Adds a line to what is said when all is done, cleaned. Names of files and people may stand in it. */
ATTR_PRINTF(2, 3) void write_say(struct write *write, const char *format, ...);

/* How the commit is called: "VERB: NAME", with the trailer "VERB ID". */
struct write_name {
    const char *verb;
    struct str name; /* of the record, for people */
    struct str id;
};

/*
 * Shows the change (--dry-run), or looks whether it may be written, commits what the user edited in these files
 * alone, writes, commits. Then what was said, or JSON, goes to standard output. Returns the exit status, said.
 */
int write_finish(struct write *write, const struct write_name *name);

void write_close(struct write *write);

/* What a command does with the open vault and its words: edits, says, and write_finish. `own`: its options. */
typedef int write_work(struct write *write, int argc, char **argv, const void *own);

/* Opens the vault with what most commands need, lets `work` do its part, closes. Returns the exit status. */
int write_run(struct app *app, write_work *work, int argc, char **argv, const void *own);

/*
 * Reads a date as people give it, today where `text` is NULL; the command's own words echo it. 0, or
 * STATUS_USAGE, said; `option` is its name without dashes.
 */
int write_day(struct app *app, const char *option, const char *text, enum date_direction direction,
              struct stamp *stamp);

/* Reads a time of day, `9:00` among them, into `when`; 0, or STATUS_USAGE, said. */
int write_time(struct app *app, const char *option, const char *text, struct stamp *when);

/* The words of argv with a space between each two, in the app's arena. */
struct str write_words(struct app *app, int argc, char **argv);

#endif
