/*
 * Records as JSON objects (cli.md, "JSON"): the documents infoview/contact@1, /interview@1,
 * /opportunity@1, /skill@1, /target@1 and /promise@1, and the objects in the lists of them.
 *
 * Links are ids, or what is written where nobody is meant; lists are never null, a
 * single value that is not known is null. Keys are only ever added within a number.
 */
#ifndef VAULT_RECORD_JSON_H
#define VAULT_RECORD_JSON_H

#include "text/json.h"
#include "vault/member.h"
#include "vault/row.h"

/* Appends one line of a list as an object; as a document of its own, with its `schema`, where `is_document`. */
void record_json(struct json *json, const struct view *view, enum list_kind list, const struct row *row,
                 bool is_document);

/* The members of a record of that kind as record_json writes them, in their order, without `schema`. In `arena`. */
struct members record_json_members(enum kind kind, struct arena *arena);

/* Appends the member `unreadable`: the files of which nothing, or not the body, is read. */
void record_json_unreadable(struct json *json, const struct vault *vault);

#endif
