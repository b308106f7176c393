#include "vault/rename.h"

#include "base/utf8.h"
#include "vault/id.h"
#include "vault/load.h"
#include "vault/verb.h"

/* ---- whether it can be so called */

ATTR_PRINTF(3, 4)
static int refuse_id(struct change *change, const char *hint, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    change_refuse(change, RULE_BAD_ID, (struct str){0}, str_copy(change->arena, buf_str(&text)).p, hint);
    change->problem.place = (struct place){0};
    buf_free(&text);
    return -1;
}

/* Whether the walk would take a file of that name for a record. */
static bool is_seen(struct str id)
{
    return id.p[0] != '.' && id.p[0] != '_' && !str_ends(id, STR(".md")) && !load_is_sync_copy(id) &&
           str_equal(str_trim(id), id);
}

static bool is_name_of(const struct record *record, struct str id, struct arena *scratch)
{
    const struct value *aliases =
        schema_field(record->kind, KEY_ALIASES) ? record_find(record, KEY_ALIASES) : NULL;

    if (str_equal(utf8_fold(scratch, record->name), id))
        return true;
    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++)
        if (str_equal(utf8_fold(scratch, aliases->texts.at[i]), id))
            return true;
    return false;
}

/* Another record that is called so, or NULL. */
static const struct record *namesake(const struct vault *vault, const struct record *record, struct str id)
{
    struct arena scratch = {0}, names = {0};
    const struct record *found = NULL;
    struct str folded = utf8_fold(&scratch, id);

    for (int kind = 0; !found && kind < (int)KIND_FOLDERS; kind++)
        for (uint32_t i = 0; !found && i < vault->records[kind].n; i++) {
            const struct record *other = &vault->records[kind].at[i];

            if (other != record && is_name_of(other, folded, &names))
                found = other;
            arena_reset(&names);
        }
    arena_free(&names);
    arena_free(&scratch);
    return found;
}

int rename_check(struct change *change, const struct record *record, struct str id)
{
    const struct record *other;

    if (!id.n || utf8_invalid(id) < id.n || !id_is_good(id) || !is_seen(id))
        return refuse_id(change,
                         "an id has none of \\ / : * ? \" < > | # ^ [ ], and no . _ or - at its start",
                         "'%.*s' cannot be an id", STR_ARGS(id));
    other = vault_find(change->vault, record->kind, id);
    if (other && other != record)
        return refuse_id(change, "nothing is overwritten: take another id", "the id '%.*s' is taken: %.*s",
                         STR_ARGS(id), STR_ARGS(other->path));
    other = namesake(change->vault, record, id);
    if (other)
        return refuse_id(change, "links by that name would lead astray: take another id",
                         "'%.*s' is a name of somebody else: %.*s", STR_ARGS(id), STR_ARGS(other->path));
    return 0;
}

/* ---- the references */

/* The text with the new id in the place of the old one. */
static struct str renamed(struct change *change, const struct reference *reference, struct str id)
{
    struct buf text = {0};
    struct str copy;

    buf_put(&text, str_slice(reference->text, 0, reference->id_at));
    buf_put(&text, id);
    buf_put(&text, str_skip(reference->text, reference->id_end));
    copy = str_copy(change->arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

static int follow(struct change *change, const struct reference *reference, struct str id)
{
    struct str text = renamed(change, reference, id);
    struct edit_body body = {
        .verb = EDIT_RELINK, .place = reference->place, .old = reference->text, .text = text};
    struct edit edit = {
        .verb = EDIT_REPLACE_ITEM, .key = reference->key, .old = reference->text, .value = text};

    if (reference->form == REFERENCE_LINK)
        return change_body(change, reference->path, &body);
    if (reference->form == REFERENCE_ENTRY) {
        edit.verb = EDIT_RENAME_ENTRY;
        edit.entry = reference->text;
    }
    return change_front(change, reference->path, &edit);
}

/* From the last to the first: what an edit moves lies behind those that are still to come. */
static int follow_all(struct change *change, const struct references *found, struct str id)
{
    for (uint32_t i = found->n; i-- > 0;)
        if (!found->at[i].is_by_name && follow(change, &found->at[i], id) != 0)
            return -1;
    return 0;
}

/* A second file of that id would come to light, and be taken for the record. */
static int check_alone(struct change *change, const struct record *record)
{
    const struct diags *rows = &change->vault->unreadable;

    for (uint32_t i = 0; i < rows->n; i++) {
        struct str path = rows->at[i].path;
        size_t slash = path.n;
        struct arena scratch = {0};
        bool is_same;

        while (slash > 0 && path.p[slash - 1] != '/')
            slash--;
        path = str_skip(path, slash);
        is_same =
            rows->at[i].rule == RULE_DUPLICATE_ID && str_ends(path, STR(".md")) &&
            str_equal(utf8_fold(&scratch, str_slice(path, 0, path.n - 3)), utf8_fold(&scratch, record->id));
        arena_free(&scratch);
        if (is_same)
            return change_refuse(change, RULE_DUPLICATE_ID, rows->at[i].path, "this file has the same id",
                                 "give this one another name first");
    }
    return 0;
}

int change_rename(struct change *change, const struct record *record, struct str id)
{
    struct references found = {0};
    struct buf path = {0};
    size_t stem = record->path.n;
    int status;

    if (rename_check(change, record, id) != 0 || check_alone(change, record) != 0)
        return -1;
    id = utf8_nfc(change->arena, id);
    if (refer_find(change, record, &found) != 0 || follow_all(change, &found, id) != 0)
        return -1;
    while (stem && record->path.p[stem - 1] != '/')
        stem--;
    buf_put(&path, str_slice(record->path, 0, stem));
    buf_printf(&path, "%.*s.md", STR_ARGS(id));
    status =
        str_equal(buf_str(&path), record->path) ? 0 : change_relocate(change, record->path, buf_str(&path));
    buf_free(&path);
    return status;
}
