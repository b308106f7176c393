#include "which.h"

#include <string.h>

static const struct record *exactly(const struct app *app, enum kind kind, struct str id, bool is_any)
{
    const struct record *record = vault_find(&app->vault, kind, id);

    return record && (is_any || !record->is_unreadable) ? record : NULL;
}

/* The record of the path that a word names: `skills/explaining`, with or without the ending. */
static const struct record *by_path(const struct app *app, struct str word, bool is_any)
{
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        for (uint32_t i = 0; i < app->vault.records[kind].n; i++) {
            const struct record *record = &app->vault.records[kind].at[i];
            struct str stem = str_slice(record->path, 0, record->path.n - strlen(".md"));

            if ((str_equal(record->path, word) || str_equal(stem, word)) &&
                (is_any || !record->is_unreadable))
                return record;
        }
    return NULL;
}

int which_record(struct app *app, const char *word, bool is_any, const struct record **record)
{
    struct str text = str_from(word);

    *record = exactly(app, KIND_INTERVIEW, text, is_any);
    if (!*record)
        *record = exactly(app, KIND_CONTACT, text, is_any);
    for (int kind = KIND_OPPORTUNITY; !*record && kind < (int)KIND_FOLDERS; kind++)
        *record = exactly(app, (enum kind)kind, text, is_any);
    if (!*record)
        *record = by_path(app, text, is_any);
    return *record ? 0 : app_who(app, word, record);
}

struct str which_id(const struct record *record)
{
    return record->kind == KIND_PLAN ? STR("plan") : record->id;
}

struct str which_name(const struct record *record)
{
    return record->name.n ? record->name : which_id(record);
}
