/*
 * What git knows of the vault's files, for people: in a repository; elsewhere there is nothing to tell, and nothing is said.
 */
#ifndef CMD_COMMITS_H
#define CMD_COMMITS_H

#include "base/crew.h"
#include "cmd.h"
#include "repo/log.h"
#include "site/site.h"

/* The last commits that touched the record, a few. In the app's arena. */
const struct view_commits *commits_of(struct app *app, const struct record *record);

/* The last commits of the whole vault, in one walk for everybody, handed to the site while its pages are prepared. */
struct commits_asked {
    struct app *app;
    struct site *site;
    struct arena arena; /* of what the site is handed */
    struct crew_aside aside;
};

/* Begins to ask git for them. The site has begun; `asked` must stay where it is until commits_wait. */
void commits_ask(struct commits_asked *asked, struct app *app, struct site *site);

/* Returns when the site has them (context: struct commits_asked, or a zeroed one), for as long as the app; at once the second time. */
void commits_wait(void *asked);

#endif
