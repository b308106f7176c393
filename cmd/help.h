/*
 * The texts of help: topics that belong to no single command, and the rules of check.
 */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "cmd.h"

/* A text that `infoview help NAME` prints. */
struct topic {
    const char *name;
    const char *about; /* one line, for the list of topics */
    void (*put)(struct app *app);
};

/* In the order in which they are listed; a zeroed one ends them. */
extern const struct topic help_topics[];

/*
 * Appends the words of `text` to the line at the end of `out`, and ends it. Words that do not fit on a screen of 80
 * columns go to further lines, which begin in column `indent`.
 */
void help_wrap(struct buf *out, unsigned indent, struct str text);

/* Appends a line of a list: `name` in so many cells, and what it is about beside it. */
void help_entry(struct buf *out, unsigned cells, const char *name, const char *about);

/* Appends the page of a rule of check; false where no rule has that id. */
bool help_rule(struct app *app, struct str id);

/* Appends one line for each rule. */
void help_rules(struct app *app);

#endif
