/*
 * What is noted of a mail that was sent: `draft --sent`. Internal to cmd/draft*.c.
 */
#ifndef CMD_DRAFT_H
#define CMD_DRAFT_H

#include "insight/mail.h"
#include "write.h"

/*
 * Notes that the mail was sent today: a line in the log of whom it went to, and the thank-you or the news that it
 * was. Returns the exit status, said.
 */
int draft_sent(struct write *write, const struct draft_facts *facts, const struct mail *mail);

#endif
