/*
 * Which record the word of a command means, where that may be any: an id, a path, a person.
 */
#ifndef CMD_WHICH_H
#define CMD_WHICH_H

#include "cmd.h"

/*
 * The interview, contact or other record of that id; the record at that path, with or without its ending; or the
 * person that app_who finds. `is_any`: also one that cannot be read. 0, or STATUS_USAGE, said.
 */
int which_record(struct app *app, const char *word, bool is_any, const struct record **record);

/* The name for people of any record, and its id. */
struct str which_name(const struct record *record);
struct str which_id(const struct record *record);

#endif
