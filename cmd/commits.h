/*
 * What git knows of the vault's files, for people: in a repository; elsewhere there is nothing to tell, and nothing is said.
 */
#ifndef CMD_COMMITS_H
#define CMD_COMMITS_H

#include "cmd.h"
#include "repo/log.h"
#include "site/site.h"

/* The last commits that touched the record, a few. In the app's arena. */
const struct view_commits *commits_of(struct app *app, const struct record *record);

/* Lists the last commits of the whole vault in `log->arena`: one walk for everybody. Others may read the vault meanwhile. */
void commits_read(const struct app *app, struct repo_log *log);

/* Tells the site of them. They live as long as it. */
void commits_give(struct site *site, const struct repo_log *log);

#endif
