/*
 * What report and next share: the items asked for, as text and as JSON.
 */
#ifndef CMD_REPORT_H
#define CMD_REPORT_H

#include "cmd.h"
#include "text/json.h"
#include "vault/due.h"
#include "vault/goal.h"
#include "vault/reason.h"

/* Appends the report as text for people (cli.md, "report"). */
void report_text(struct app *app, const struct due_list *list, const struct goal *goal);

/* Writes it as the document infoview/report@1, draining the output as it grows. */
void report_json(struct app *app, const struct due_list *list, const struct goal *goal);

/* One item as an object. */
void report_item_json(struct json *json, const struct app *app, const char *name,
                      const struct due_item *item);

/* Items as lines of csv, tsv or jsonl, as app->format says. */
void report_lines(struct app *app, const struct due_list *list);

/* The goal as a member of a document: an object, or null without one. */
void report_goal_json(struct json *json, const struct goal *goal);

/* "This week: 1 of 1 interviews. Streak: 6 weeks."; nothing without a goal. */
void report_put_goal(struct buf *out, const struct goal *goal);

/* The org to show beside an item: of the contact, else of the interview. */
struct str report_org(const struct due_item *item);

#endif
