/*
 * Every JSON document that the program prints, and the objects in it, member by
 * member (cli.md, "JSON"): what `infoview schema` makes JSON Schema of. The tests hold
 * what each command prints to it, so that a member that is new, gone or of another type is a
 * failure until it is written here.
 *
 * A document begins with the member `schema`, whose value names it: "infoview/report@1". Members are
 * only ever added within a number.
 */
#ifndef VAULT_DOCUMENT_H
#define VAULT_DOCUMENT_H

#include "base/buf.h"
#include "vault/member.h"

/* An object: a document, or a part of one; a record is both. */
struct document {
    const char *name; /* "report", "item" */
    const char *about;
    bool is_part; /* no document */
    size_t row;   /* where it stands in the table */
};

/* The object of that number, from 0; false after the last. Documents and parts stand as the table has them. */
bool document_at(size_t number, struct document *document);

/* The object of that name, short or as "infoview/report@1"; false where there is none. */
bool document_find(struct str name, struct document *document);

/* Its members in their order, without `schema`. In `arena`. */
struct members document_members(const struct document *document, struct arena *arena);

/* Appends "infoview/report@1". */
void document_name_write(struct buf *out, const struct document *document);

/* The word of that number, from 0, of a vocabulary of member.h ("due-kind"); NULL: no such word, or vocabulary. */
const char *document_word(struct str vocabulary, int number);

#endif
