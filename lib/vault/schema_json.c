#include "vault/schema_json.h"

#include "text/json.h"

/* What a scalar may look like to an editor: all of them are text to infoview. */
#define SCALAR "string|number|boolean|null"

#define DAY "[0-9]{4}-?[0-9]{2}-?[0-9]{2}"

/* How the values of a type are described. */
struct shape {
    const char *types;   /* "a|b" of JSON; NULL: the vocabulary of the row as an enumeration */
    const char *items;   /* types of the elements of a list */
    const char *members; /* types of the members of a map */
    const char *pattern; /* of a string, also of one in a list */
};

static const struct shape shapes[] = {
    [TYPE_TEXT] = {.types = SCALAR},
    [TYPE_TEXTS] = {.types = "array|" SCALAR, .items = SCALAR},
    [TYPE_DATE] = {.types = "string|null", .pattern = "^" DAY},
    [TYPE_STAMP] = {.types = "string|null", .pattern = "^" DAY},
    [TYPE_PERIOD] = {.types = "string|null"},
    [TYPE_INTEGER] = {.types = "integer|null"},
    [TYPE_BOOL] = {.types = "boolean|null"},
    [TYPE_BOOL_OR_DATE] = {.types = "boolean|string|null"},
    [TYPE_WORD] = {0},
    [TYPE_LINK] = {.types = "array|" SCALAR, .items = SCALAR},
    [TYPE_LINKS] = {.types = "array|" SCALAR, .items = SCALAR},
    [TYPE_SETTLED] = {.types = "string|null"},
    [TYPE_THANKED] = {.types = "object|string|null"},
    [TYPE_RATE] = {.types = "string|null",
                   .pattern = "^(none|[1-9][0-9]* per (day|week|fortnight|month|quarter|year))$"},
    [TYPE_RANGES] = {.types = "array|string|null", .items = "string|null", .pattern = "^" DAY},
    [TYPE_FOLDER] = {.types = "string|null", .pattern = "^[^/._\\\\]"},
    [TYPE_MAP] = {.types = "object|null", .members = SCALAR},
};

/* "type": one word, or a list of them. */
static void put_types(struct json *json, const char *types)
{
    struct str word = schema_word_at(types, 1);

    if (!types[word.n]) {
        json_text(json, "type", word);
        return;
    }
    json_begin_array(json, "type");
    for (int i = 1; (word = schema_word_at(types, i)).n; i++)
        json_text(json, NULL, word);
    json_end_array(json);
}

/* The vocabulary of a row: `enum`, with null for an empty line, or `examples` where other words are read too. */
static void put_words(struct json *json, const struct field *field)
{
    bool is_closed = field->type == TYPE_WORD;
    struct str word;

    json_begin_array(json, is_closed ? "enum" : "examples");
    for (int i = 1; (word = schema_word_at(field->words, i)).n; i++)
        json_text(json, NULL, word);
    if (is_closed)
        json_null(json, NULL);
    json_end_array(json);
}

static void put_shape(struct json *json, const struct shape *shape)
{
    if (shape->types)
        put_types(json, shape->types);
    if (shape->pattern)
        json_text(json, "pattern", str_from(shape->pattern));
    if (shape->items) {
        json_begin_object(json, "items");
        put_types(json, shape->items);
        if (shape->pattern)
            json_text(json, "pattern", str_from(shape->pattern));
        json_end_object(json);
    }
    if (shape->members) {
        json_begin_object(json, "additionalProperties");
        put_types(json, shape->members);
        json_end_object(json);
    }
}

static void put_default(struct json *json, const struct field *field)
{
    struct str standard = str_from(field->standard);
    uint32_t number;

    if (field->type == TYPE_RANGES) {
        json_begin_array(json, "default");
        json_end_array(json);
    } else if (field->type == TYPE_MAP) {
        json_begin_object(json, "default");
        json_end_object(json);
    } else if (field->type == TYPE_INTEGER && str_number(standard, (uint32_t)field->max, &number)) {
        json_number(json, "default", (long)number);
    } else {
        json_text(json, "default", standard);
    }
}

static void put_field(struct json *json, const struct field *field, const char *name)
{
    json_begin_object(json, name);
    json_text(json, "description", str_from(field->about));
    put_shape(json, &shapes[field->type]);
    if (field->words)
        put_words(json, field);
    if (field->type == TYPE_INTEGER) {
        json_number(json, "minimum", field->min);
        json_number(json, "maximum", field->max);
    }
    if (field->standard)
        put_default(json, field);
    json_end_object(json);
}

/* What stands before the dot of a row's name; empty where there is none. */
static struct str group_of(const struct field *field)
{
    struct str name = str_from(field->name);
    size_t dot = str_index(name, '.', 0);

    return str_slice(name, 0, dot < name.n ? dot : 0);
}

static void begin_group(struct json *json, struct str group)
{
    struct buf name = {0};

    buf_put(&name, group);
    buf_putc(&name, '\0');
    json_begin_object(json, name.p);
    buf_free(&name);
    put_types(json, "object|null");
    json_bool(json, "additionalProperties", false);
    json_begin_object(json, "properties");
}

static void end_group(struct json *json)
{
    json_end_object(json);
    json_end_object(json);
}

/* The rows of a group stand together in the table. */
static void put_fields(struct json *json, enum kind kind)
{
    struct str group = {0};
    size_t count;
    const struct field *fields = schema_fields(&count);

    for (size_t i = 0; i < count; i++) {
        if (fields[i].kind != kind || fields[i].flags & FIELD_HIDDEN)
            continue;
        struct str own = group_of(&fields[i]);

        if (group.n && !str_equal(group, own))
            end_group(json);
        if (own.n && !str_equal(group, own))
            begin_group(json, own);
        group = own;
        put_field(json, &fields[i], fields[i].name + (own.n ? own.n + 1 : 0));
    }
    if (group.n)
        end_group(json);
}

void schema_json_write(struct buf *out, enum kind kind)
{
    struct json json = {.out = out};
    struct buf title = {0};

    buf_printf(&title, "infoview: %s", kind_name(kind));
    json_begin_object(&json, NULL);
    json_text(&json, "$schema", STR("https://json-schema.org/draft/2020-12/schema"));
    json_text(&json, "title", buf_str(&title));
    json_text(&json, "type", STR("object"));
    if (kind == KIND_SETTINGS) /* anywhere else an unknown key is the user's own */
        json_bool(&json, "additionalProperties", false);
    json_begin_object(&json, "properties");
    put_fields(&json, kind);
    json_end_object(&json);
    json_end_object(&json);
    buf_free(&title);
}
