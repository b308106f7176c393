/*
 * What the sources of `new` share: a file that comes to be from a template. new.c reads the words, new_contact.c and
 * new_interview.c say what is known of the person or the meeting, new_file.c makes the file of it.
 */
#ifndef CMD_NEW_H
#define CMD_NEW_H

#include "write.h"

/* The options as they are written; NULL or 0: not given. */
struct new_options {
    const char *org, *role, *email, *ref, *why, *tag, *target, *touch;
    const char *on, *at, *via;
    int minutes;
    bool anyway, edit;
};

/* Something known, under the name that templates have for it. */
struct new_value {
    const char *name;
    enum key key;    /* the field it is for; KEY_NONE: of the template only */
    struct str text; /* empty, and no items: nothing */
    struct {
        VEC(struct str);
    } items;       /* of several: instead of `text` */
    bool is_given; /* it stands in the file even if the template leaves it out */
    bool is_plain; /* a date, number or period: never in quotes */
};

struct new
{
    struct write write;
    const struct new_options *options;
    struct record record; /* of the file to be: kind, id, path */
    struct str title;     /* what it is called for people */
    struct {
        VEC(struct new_value);
    } values;
};

/* Adds what is known. */
struct new_value *new_add(struct new *new, const char *name, enum key key, struct str text);

/*
 * Reads a text of the command line: trimmed; NULL gives the empty one. 0, or STATUS_USAGE, said, where it is no line
 * of plain text; `what` is how it is called: "--org".
 */
int new_text(struct new *new, const char *what, const char *word, struct str *text);

/* Resolves --target; 0, or STATUS_USAGE, said. Not given: `*target` is NULL. */
int new_target(struct new *new, const struct record **target);

/* Gives the record its id, `id` or one after it that is free, and its path. */
void new_name_file(struct new *new, struct str id);

/* What is known of a contact, of a meeting. 0 or an exit status, said. */
int new_contact(struct new *new, struct str name);
int new_interview(struct new *new, int argc, char **argv);

/* Somebody named under Referrals: what the line says of them beside the name. In the app's arena. */
struct new_referral {
    struct str org, note;
};

/* Looks for `name` in the interviews of `referrer`; false where nobody is called so there. */
bool new_referral_find(struct app *app, const struct record *referrer, struct str name,
                       struct new_referral *referral);

/* Makes the file of the template and what is known, as a change to be written; 0 or an exit status, said. */
int new_file(struct new *new);

#endif
