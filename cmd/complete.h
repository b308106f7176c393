/*
 * What could stand where the cursor is: complete.c understands the words typed so far as
 * opt.c does, candidate.c knows what an argument word ("WHO", "DATE") can be.
 */
#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include "base/map.h"
#include "cmd.h"

/* Special lines instead of candidates: the shell completes names of files, or of folders, by itself. */
#define COMPLETE_FILES ":files"
#define COMPLETE_FOLDERS ":folders"

/* The word under the cursor and what stands before it. */
struct complete {
    struct app *app;
    const struct command *command; /* NULL: none yet */
    struct {
        VEC(struct str);
    } words;          /* of the command, in front of the cursor, options taken out */
    struct str typed; /* the word under the cursor */
    size_t at;        /* where in it begins what is completed: after "--kind=thank," */
    bool is_list;     /* of several, with commas between */
    bool is_operand;  /* a word that must not look like an option */
    struct map seen;  /* candidates that are printed, or stand in the list already */
};

/* Appends to app->out the candidates for the last of the words typed after "infoview"; none where they make no sense. */
void complete_words(struct app *app, int argc, char **argv);

/*
 * Prints the candidates of an argument word as help shows it: "WHO", "KIND,…" (a list),
 * "contacts|interviews" (words in lower case stand for themselves), "FILE…".
 */
void candidate_argument(struct complete *complete, struct str argument);

/* What is typed of the part that is completed. */
static inline struct str complete_part(const struct complete *complete)
{
    return str_skip(complete->typed, complete->at);
}

/* Prints a candidate that begins with what is typed, without regard to case. */
void candidate_add(struct complete *complete, struct str value, struct str about);

/*
 * Prints a candidate whatever is typed: "VALUE<TAB>DESCRIPTION". One that holds a control character,
 * that was printed already, or that would be read as an option, is left out.
 */
void candidate_put(struct complete *complete, struct str value, struct str about);

#endif
