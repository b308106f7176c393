/*
 * What git knows of the vault's files, for people: in a repository; elsewhere there is nothing to tell, and nothing is said.
 */
#ifndef CMD_COMMITS_H
#define CMD_COMMITS_H

#include "cmd.h"
#include "site/site.h"

/* The last commits that touched the record, a few. In the app's arena. */
const struct view_commits *commits_of(struct app *app, const struct record *record);

/* Tells the site of the last commits of the whole vault: one walk for everybody. */
void commits_for_site(struct app *app, struct site *site);

#endif
