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

/* The last commits of the whole vault, in one walk for everybody, while the site is prepared. */
struct commits_asked {
    struct app *app;
    struct site *site;
    struct arena arena; /* of the log */
    struct repo_log log;
    struct crew_aside aside;
};

/* Begins to ask git for them, which reads nothing of the open vault. `asked` must stay where it is until commits_give. */
void commits_ask(struct commits_asked *asked, struct app *app, struct site *site, unsigned threads);

/* Tells the site, which has begun, of them (context: struct commits_asked). They live as long as the app. The second time nothing is done. */
void commits_give(void *asked);

#endif
