/*
 * infoview.yaml: every line has a default in the schema, so a settings file may
 * be empty or missing. Unknown keys and bad values are findings; the defaults then hold.
 */
#ifndef VAULT_SETTINGS_H
#define VAULT_SETTINGS_H

#include "vault/value.h"

enum { SETTINGS_FORMAT_OURS = 1 };

struct settings {
    struct value at[KEY_COUNT - KEY_RECORDS_END]; /* by key - KEY_RECORDS_END; never empty */
};

/* The defaults of the schema. What they point to lives in `keep`. */
void settings_init(struct settings *settings, struct arena *keep);

/*
 * Reads the bytes of infoview.yaml over the defaults. Findings go to `diags`
 * under `path`; what the settings point to lives in their arena. False, with `*problem`, where the file cannot be read as YAML at
 * all: the defaults hold then.
 */
bool settings_read(struct settings *settings, struct str path, struct str bytes, struct diags *diags,
                   struct diag *problem);

const struct value *settings_get(const struct settings *settings, enum key key);
struct period settings_period(const struct settings *settings, enum key key);
int32_t settings_number(const struct settings *settings, enum key key); /* of a word: from 1 */
struct str settings_text(const struct settings *settings, enum key key);

/* MONDAY … SUNDAY */
int settings_week_start(const struct settings *settings);

/* The folder of a record kind that has one. */
struct str settings_folder(const struct settings *settings, enum kind kind);

#endif
