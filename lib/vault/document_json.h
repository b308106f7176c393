/*
 * JSON Schema (draft 2020-12) of objects that are described member by member: of the documents that the program prints, made from
 * document.h, and of the data of pages (site/model.h). Every member is required; objects stay open, since members may
 * be added within a number.
 */
#ifndef VAULT_DOCUMENT_JSON_H
#define VAULT_DOCUMENT_JSON_H

#include "vault/document.h"

/* An object, and the types of its members: those of member.h, or names of others that `find` knows. */
struct described {
    struct str title;
    const char *about;
    struct members members;
    bool is_document; /* it begins with the member `schema`, which is its title */
    /* The object of that name: its members in `arena`, and a line about it. False where there is none. */
    bool (*find)(struct str name, struct arena *arena, struct described *part);
};

/* Appends the schema of an object, with the parts it is made of under `$defs`, and a line end. */
void described_json_write(struct buf *out, const struct described *object);

/* The same of a document. */
void document_json_write(struct buf *out, const struct document *document);

#endif
