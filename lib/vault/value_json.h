/*
 * Values of record fields as members of a JSON object, and what those members are. The
 * form follows from the type of the field's row alone.
 *
 * Not for TYPE_THANKED, which says nothing without the people who were met, nor for the types of settings.
 */
#ifndef VAULT_VALUE_JSON_H
#define VAULT_VALUE_JSON_H

#include "text/json.h"
#include "vault/member.h"
#include "vault/value.h"

/*
 * Appends the member for a field; `value` is NULL where there is none. Links are ids, or what is written
 * where nobody is meant. A TYPE_STAMP is two members: the day, then the time.
 */
void value_json_write(struct json *json, const struct field *field, const struct value *value);

/* What the member of a field of that type is, in the notation of member.h; of a TYPE_STAMP the first one. */
const char *value_json_type(enum type type);

/* The second one. */
extern const struct member value_json_time;
void value_json_time_write(struct json *json, const struct stamp *stamp);

#endif
