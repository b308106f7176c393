/*
 * What `list` is asked for: its words and options, understood and checked against the
 * vault before anything is listed.
 */
#ifndef CMD_WISH_H
#define CMD_WISH_H

#include "cmd.h"
#include "vault/filter.h"

/* The options of `list` as they are written; NULL: not given. */
struct wish_options {
    const char *stage, *tag, *org, *target, *ref, *since, *until, *sort, *columns;
};

struct wish {
    enum list_kind list;
    struct filters filters;
    struct column sort;
    bool is_reversed;
    bool has_settled; /* of promises: those that are settled too */
    bool is_usual;    /* the columns are not chosen, and some may be left out where there is no room */
    struct columns columns;
};

/* Fills the wish, whose list is set, from options and filter words; 0 or STATUS_USAGE, said. The vault is open. */
int wish_read(struct app *app, struct wish *wish, const struct wish_options *o, int argc, char **argv);

/* The command that makes the first line of a list: "infoview new contact NAME". */
const char *wish_first(enum list_kind list);

#endif
