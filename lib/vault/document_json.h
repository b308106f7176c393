/*
 * JSON Schema (draft 2020-12) of the documents that the program prints, made from
 * document.h. Every member is required; objects stay open, since members may be added within a
 * number.
 */
#ifndef VAULT_DOCUMENT_JSON_H
#define VAULT_DOCUMENT_JSON_H

#include "vault/document.h"

/* Appends the schema of a document, with the parts it is made of under `$defs`, and a line end. */
void document_json_write(struct buf *out, const struct document *document);

#endif
