#include "vault/settings.h"

#include "base/die.h"
#include "text/front.h"

const struct value *settings_get(const struct settings *settings, enum key key)
{
    must(key >= KEY_RECORDS_END && key < KEY_COUNT);
    return &settings->at[key - KEY_RECORDS_END];
}

struct period settings_period(const struct settings *settings, enum key key)
{
    return settings_get(settings, key)->period;
}

int32_t settings_number(const struct settings *settings, enum key key)
{
    return settings_get(settings, key)->number;
}

struct str settings_text(const struct settings *settings, enum key key)
{
    return settings_get(settings, key)->text;
}

int settings_week_start(const struct settings *settings)
{
    return MONDAY + settings_number(settings, SET_WEEK_STARTS) - 1;
}

struct str settings_folder(const struct settings *settings, enum kind kind)
{
    must((int)kind < (int)KIND_FOLDERS);
    return settings_text(settings, (enum key)(SET_FOLDER_CONTACTS + kind));
}

/* A default is read like a value that somebody wrote, so that the schema's text is the only place it stands in. */
void settings_init(struct settings *settings, struct arena *keep)
{
    struct diags diags = {.arena = keep};
    struct value_reader reader = {.keep = keep, .diags = &diags};
    size_t count;
    const struct field *fields = schema_fields(&count);

    for (size_t i = 0; i < count; i++) {
        if (fields[i].kind != KIND_SETTINGS)
            continue;
        struct value *value = &settings->at[fields[i].key - KEY_RECORDS_END];
        struct node node = {.kind = NODE_SCALAR, .style = NODE_QUOTED, .text = str_from(fields[i].standard)};

        if (fields[i].type == TYPE_RANGES)
            node = (struct node){.kind = NODE_LIST, .style = NODE_FLOW};
        else if (fields[i].type == TYPE_MAP)
            node = (struct node){.kind = NODE_MAP, .style = NODE_FLOW};
        value_read(&reader, &fields[i], &node, value);
        value->is_empty = false;
    }
    must(diags.n == 0);
}

/* `name` is that of the group too, which stands in the file elsewhere: what to write instead of the key is without it. */
static void unknown(const struct value_reader *reader, const struct node *node, struct str name)
{
    const char *near = schema_near(KIND_SETTINGS, name);
    struct str group = str_slice(name, 0, name.n - node->key->text.n);
    struct diag *diag = diag_add(reader->diags, RULE_UNKNOWN_KEY, reader->path,
                                 value_place(reader, node->key), "unknown setting '%.*s'", STR_ARGS(name));

    if (!near)
        return;
    diag_hint(reader->diags, diag, "did you mean '%s'?", near);
    if (str_starts(str_from(near), group))
        diag->fix = str_skip(str_from(near), group.n);
}

static void read_line(struct settings *settings, const struct value_reader *reader, const struct node *node,
                      struct str name)
{
    const struct field *field = schema_find(KIND_SETTINGS, name);
    struct value value;

    if (!field) {
        unknown(reader, node, name);
        return;
    }
    value_read(reader, field, node, &value);
    if (!value.is_empty)
        settings->at[field->key - KEY_RECORDS_END] = value;
}

static void read_group(struct settings *settings, const struct value_reader *reader, const struct node *group)
{
    for (const struct node *node = group->first; node; node = node->next) {
        struct buf name = {0};

        buf_printf(&name, "%.*s.%.*s", STR_ARGS(group->key->text), STR_ARGS(node->key->text));
        read_line(settings, reader, node, buf_str(&name));
        buf_free(&name);
    }
}

bool settings_read(struct settings *settings, struct str path, struct str bytes, struct diags *diags,
                   struct diag *problem)
{
    struct arena *keep = diags->arena;
    size_t bom = str_starts(bytes, STR("\xef\xbb\xbf")) ? 3 : 0;
    struct front_cursor cursor = {0};
    struct value_reader reader = {
        .keep = keep, .diags = diags, .path = path, .file = bytes, .yaml_at = bom, .cursor = &cursor};

    if (!front_text_fine(keep, bytes, problem))
        return false;
    struct node *top = node_parse(keep, str_skip(bytes, bom), 1, problem);

    if (!top)
        return false;
    for (const struct node *node = top->first; node; node = node->next) {
        if (!schema_is_group(node->key->text))
            read_line(settings, &reader, node, node->key->text);
        else if (node->kind == NODE_MAP)
            read_group(settings, &reader, node);
        else if (!node_is_empty(node))
            diag_hint(diags,
                      diag_add(diags, RULE_TYPE, path, value_place(&reader, node),
                               "'%.*s' takes settings of its own, not one value", STR_ARGS(node->key->text)),
                      "write them indented below it, or as {NAME: VALUE}");
    }
    return true;
}
