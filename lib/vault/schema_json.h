/*
 * JSON Schema (draft 2020-12) of a record kind or of the settings, made from the
 * schema table: what editors use to complete and check YAML while it is written.
 *
 * It never forbids what the program reads without a finding, save another spelling: of a
 * key or word (`Keep In Touch`), `""` for nothing, blanks inside the quotes. Those it has only in the form that
 * infoview writes.
 */
#ifndef VAULT_SCHEMA_JSON_H
#define VAULT_SCHEMA_JSON_H

#include "base/buf.h"
#include "vault/schema.h"

#define SCHEMA_JSON_DIALECT "https://json-schema.org/draft/2020-12/schema"

/* Regular expressions (ECMA-262) for a month and its day, and for a time of day. */
#define SCHEMA_JSON_MONTH_DAY "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#define SCHEMA_JSON_MINUTE "([01][0-9]|2[0-3]):[0-5][0-9]"

/*
 * Appends the document for `kind`, with a line end. Rows with a dot in their name
 * ("thank_you.due") become members of an object; hidden rows are left out.
 */
void schema_json_write(struct buf *out, enum kind kind);

#endif
