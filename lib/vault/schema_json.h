/*
 * JSON Schema (draft 2020-12) of a record kind or of the settings, made from the
 * schema table: what editors use to complete and check YAML while it is written.
 *
 * It never forbids what the program reads without a finding, save another spelling of
 * a key or word (`Keep In Touch`): those it has only in the form that infoview writes.
 */
#ifndef VAULT_SCHEMA_JSON_H
#define VAULT_SCHEMA_JSON_H

#include "base/buf.h"
#include "vault/schema.h"

/*
 * Appends the document for `kind`, with a line end. Rows with a dot in their name
 * ("thank_you.due") become members of an object; hidden rows are left out.
 */
void schema_json_write(struct buf *out, enum kind kind);

#endif
