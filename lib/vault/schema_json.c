#include "vault/schema_json.h"

#include "text/json.h"
#include "vault/value.h"

/* What a scalar may look like to an editor: all of them are text to infoview. */
#define SCALAR "string|number|boolean|null"

#define DAY "(19|2[01])[0-9]{2}-" SCHEMA_JSON_MONTH_DAY
#define OFFSET " ?([Zz]|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)"
#define STAMP DAY "([Tt ]" SCHEMA_JSON_MINUTE "(:([0-5][0-9]|60)(\\.[0-9]+)?)?(" OFFSET ")?)?"
#define FOLDER_NAME "[^/._\\\\][^/\\\\]*"

/* How the values of a type are described. */
struct shape {
    const char *types;   /* "a|b" of JSON; NULL: the vocabulary of the row as an enumeration */
    const char *items;   /* types of the elements of a list */
    unsigned most;       /* how many elements it may have; 0: any number */
    const char *members; /* types of the members of a map */
    const char *pattern; /* of a string, also of one in a list or map */
};

static const struct shape shapes[] = {
    [TYPE_TEXT] = {.types = "array|" SCALAR, .items = SCALAR, .most = 1},
    [TYPE_TEXTS] = {.types = "array|" SCALAR, .items = SCALAR},
    [TYPE_DATE] = {.types = "string|null", .pattern = "^" STAMP "$"},
    [TYPE_STAMP] = {.types = "string|null", .pattern = "^" STAMP "$"},
    [TYPE_PERIOD] = {.types = "string|null"},
    [TYPE_INTEGER] = {.types = "integer|string|null", .pattern = "^[0-9]+$"},
    [TYPE_BOOL] = {.types = "boolean|integer|string|null", .pattern = "^(" VALUE_BOOL_WORDS ")$"},
    [TYPE_BOOL_OR_DATE] = {.types = "boolean|integer|string|null",
                           .pattern = "^(" VALUE_BOOL_WORDS "|" STAMP ")$"},
    [TYPE_WORD] = {0},
    [TYPE_LINK] = {.types = "array|" SCALAR, .items = SCALAR}, /* one, but beside it there may be nulls */
    [TYPE_LINKS] = {.types = "array|" SCALAR, .items = SCALAR},
    [TYPE_SETTLED] = {.types = "string|null", .pattern = "^(skip|" STAMP ")$"},
    [TYPE_THANKED] = {.types = "object|string|null",
                      .members = "string|null",
                      .pattern = "^(skip|" STAMP ")$"},
    [TYPE_RATE] = {.types = "string|null",
                   .pattern = "^(none|0*[1-9][0-9]{0,3} per (" VALUE_RATE_UNITS "))$"},
    [TYPE_RANGES] = {.types = "array|string|null",
                     .items = "string",
                     .pattern = "^" STAMP "(\\.\\." STAMP ")?$"},
    [TYPE_FOLDER] = {.types = SCALAR, .pattern = "^(" FOLDER_NAME "/)*" FOLDER_NAME "/*$"},
    [TYPE_MAP] = {.types = "object|null", .members = SCALAR},
};

/* A name may also be given in its parts, as a map. */
static const struct shape name_shape = {.types = "array|object|" SCALAR, .items = SCALAR, .most = 1};

static const struct shape *shape_of(const struct field *field)
{
    return field->key == KEY_NAME ? &name_shape : &shapes[field->type];
}

/* "type": one word, or a list of them; null is left out where there must be something. */
static void put_types(struct json *json, const char *types, bool must_be)
{
    struct str word = schema_word_at(types, 1);

    if (!types[word.n]) {
        json_text(json, "type", word);
        return;
    }
    json_begin_array(json, "type");
    for (int i = 1; (word = schema_word_at(types, i)).n; i++)
        if (!must_be || !str_equal(word, STR("null")))
            json_text(json, NULL, word);
    json_end_array(json);
}

static void put_pattern(struct json *json, const char *pattern)
{
    if (pattern)
        json_text(json, "pattern", str_from(pattern));
}

/* ---- what must be there */

/* Under which other names a field is read: its synonyms, and the parts of a name. */
static struct buf other_names(const struct field *field)
{
    static const enum key parts[] = {KEY_FIRST_NAME, KEY_LAST_NAME};
    struct buf names = {0};

    buf_puts(&names, field->synonyms ? field->synonyms : "");
    for (size_t i = 0; field->key == KEY_NAME && i < sizeof parts / sizeof parts[0]; i++) {
        const struct field *part = schema_field(field->kind, parts[i]);

        if (part)
            buf_printf(&names, "%s%s", names.n ? "|" : "", part->name);
    }
    buf_putc(&names, '\0');
    return names;
}

/* A required field that is read under one name only. */
static bool is_alone(const struct field *field)
{
    struct buf names = other_names(field);
    bool is_alone = field->flags & FIELD_REQUIRED && names.n == 1;

    buf_free(&names);
    return is_alone;
}

/* The required fields of a kind, those that are alone or the others; from `*at` on, which is moved past it. NULL: no more. */
static const struct field *next_required(enum kind kind, bool alone, size_t *at)
{
    size_t count;
    const struct field *fields = schema_fields(&count);

    while (*at < count) {
        const struct field *field = &fields[(*at)++];

        if (field->kind == kind && field->flags & FIELD_REQUIRED && is_alone(field) == alone)
            return field;
    }
    return NULL;
}

/* One of the names, with something in it. */
static void put_presence(struct json *json, struct str name)
{
    struct buf key = {0};

    buf_put(&key, name);
    buf_putc(&key, '\0');
    json_begin_object(json, NULL);
    json_begin_array(json, "required");
    json_text(json, NULL, name);
    json_end_array(json);
    json_begin_object(json, "properties");
    json_begin_object(json, key.p);
    json_begin_object(json, "not");
    put_types(json, "null", false);
    json_end_object(json);
    json_end_object(json);
    json_end_object(json);
    json_end_object(json);
    buf_free(&key);
}

static void put_any_name(struct json *json, const struct field *field)
{
    struct buf others = other_names(field);

    json_begin_object(json, NULL);
    json_begin_array(json, "anyOf");
    put_presence(json, str_from(field->name));
    for (int i = 1; schema_word_at(others.p, i).n; i++)
        put_presence(json, schema_word_at(others.p, i));
    json_end_array(json);
    json_end_object(json);
    buf_free(&others);
}

static void put_required(struct json *json, enum kind kind)
{
    const struct field *field;
    size_t at = 0;

    if (next_required(kind, true, &at)) {
        json_begin_array(json, "required");
        for (at = 0; (field = next_required(kind, true, &at));)
            json_text(json, NULL, str_from(field->name));
        json_end_array(json);
    }
    at = 0;
    if (next_required(kind, false, &at)) {
        json_begin_array(json, "allOf");
        for (at = 0; (field = next_required(kind, false, &at));)
            put_any_name(json, field);
        json_end_array(json);
    }
}

/* ---- fields */

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

static void put_shape(struct json *json, const struct shape *shape, bool must_be)
{
    if (shape->types)
        put_types(json, shape->types, must_be);
    put_pattern(json, shape->pattern);
    if (shape->items) {
        json_begin_object(json, "items");
        put_types(json, shape->items, false);
        put_pattern(json, shape->pattern);
        json_end_object(json);
    }
    if (shape->most)
        json_number(json, "maxItems", shape->most);
    if (shape->members) {
        json_begin_object(json, "additionalProperties");
        put_types(json, shape->members, false);
        put_pattern(json, shape->pattern);
        json_end_object(json);
    }
}

/* The least and the greatest number; of a yes or no 0 and 1. */
static void put_limits(struct json *json, const struct field *field)
{
    bool is_bool = field->type == TYPE_BOOL || field->type == TYPE_BOOL_OR_DATE;

    if (!is_bool && field->type != TYPE_INTEGER)
        return;
    json_number(json, "minimum", is_bool ? 0 : field->min);
    json_number(json, "maximum", is_bool ? 1 : field->max);
}

/* What the field is; of a link also what it leads to. */
static void put_about(struct json *json, const struct field *field)
{
    struct buf text = {0};

    buf_puts(&text, field->about);
    if (field->type == TYPE_LINK || field->type == TYPE_LINKS)
        buf_printf(&text, " (id or name: %s)", kind_name(field->target));
    json_text(json, "description", buf_str(&text));
    buf_free(&text);
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
    put_about(json, field);
    put_shape(json, shape_of(field), is_alone(field));
    put_limits(json, field);
    if (field->words)
        put_words(json, field);
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
    put_types(json, "object|null", false);
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
    json_text(&json, "$schema", STR(SCHEMA_JSON_DIALECT));
    json_text(&json, "title", buf_str(&title));
    json_text(&json, "description", str_from(kind_about(kind)));
    json_text(&json, "type", STR("object"));
    put_required(&json, kind);
    if (kind == KIND_SETTINGS) /* anywhere else an unknown key is the user's own */
        json_bool(&json, "additionalProperties", false);
    json_begin_object(&json, "properties");
    put_fields(&json, kind);
    json_end_object(&json);
    json_end_object(&json);
    buf_free(&title);
}
