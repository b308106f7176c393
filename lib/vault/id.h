/*
 * Ids: the stems of record files (format.md), and how a new one is made from a name.
 */
#ifndef VAULT_ID_H
#define VAULT_ID_H

#include "vault/vault.h"

enum { ID_LONGEST = 80 }; /* bytes of an id that is made here; the files may have longer ones */

/* Whether a stem can be an id: no control characters, no leading `-`, none of `\ / : * ? " < > | # ^ [ ]`. */
bool id_is_good(struct str stem);

/*
 * The id for somebody or something of that name: lower case, with `-` between words; Latin letters lose
 * their accents, Cyrillic and Greek ones become Latin, other scripts stay. A name without any letter or digit
 * gives `otherwise`. The result is a good id in NFC, in `arena`.
 */
struct str id_of_name(struct arena *arena, struct str name, struct str otherwise);

/* `id`, or where a record of that kind has it already, the first of `id-2`, `id-3` … that is free. In `arena`. */
struct str id_unused(const struct vault *vault, enum kind kind, struct str id, struct arena *arena);

#endif
