#include "vault/document_json.h"

#include "base/die.h"
#include "text/json.h"
#include "vault/schema_json.h"

/* Sums of dates and periods may lie beyond the years that are read. */
#define DAY "[0-9]{4}-" SCHEMA_JSON_MONTH_DAY

/* The types of the notation that are values; `least`: of numbers. */
static const struct plain {
    const char *name, *type, *pattern;
    int least;
} plains[] = {
    {"text", "string", NULL, 0},
    {"date", "string", "^" DAY "$", 0},
    {"time", "string", "^" SCHEMA_JSON_MINUTE "$", 0},
    {"moment", "string", "^" DAY "(T" SCHEMA_JSON_MINUTE ")?$", 0},
    {"integer", "integer", NULL, 0},
    {"line", "integer", NULL, 1},
    {"bool", "boolean", NULL, 0},
    {"count", "string", "^-?[0-9]+$", 0},
    {"url", "string", NULL, 0},
    {"html", "string", NULL, 0},
};

static const struct plain *find_plain(struct str name)
{
    for (size_t i = 0; i < sizeof plains / sizeof plains[0]; i++)
        if (str_equal(name, str_from(plains[i].name)))
            return &plains[i];
    return NULL;
}

/* ---- the notation */

/* Takes the next alternative off a type without its `?`. */
static struct str next_alternative(struct str *type)
{
    size_t bar = str_index(*type, '|', 0);
    struct str one = str_slice(*type, 0, bar);

    *type = str_skip(*type, bar + 1);
    return one;
}

static struct str without(struct str type, const char *end)
{
    return str_ends(type, str_from(end)) ? str_slice(type, 0, type.n - 1) : type;
}

/* What a list `[x]` is of, else the type itself. */
static struct str element(struct str type)
{
    return str_starts(type, STR("[")) ? without(str_skip(type, 1), "]") : type;
}

/* ---- a type as a schema */

static void put_type(struct json *json, const char *type, bool or_null)
{
    if (!or_null) {
        json_text(json, "type", str_from(type));
        return;
    }
    json_begin_array(json, "type");
    json_text(json, NULL, str_from(type));
    json_text(json, NULL, STR("null"));
    json_end_array(json);
}

static void put_plain(struct json *json, const struct plain *plain, const struct field *field, bool or_null)
{
    put_type(json, plain->type, or_null);
    if (plain->pattern)
        json_text(json, "pattern", str_from(plain->pattern));
    if (str_equal(str_from(plain->type), STR("integer"))) {
        json_number(json, "minimum", field ? field->min : plain->least);
        if (field)
            json_number(json, "maximum", field->max);
    }
}

/* The words of a field, or of a vocabulary of the program. */
static void put_words(struct json *json, struct str type, const struct field *field, bool or_null)
{
    const char *word;

    json_begin_array(json, "enum");
    if (field)
        for (int i = 1; schema_word_at(field->words, i).n; i++)
            json_text(json, NULL, schema_word_at(field->words, i));
    else
        for (int i = 0; (word = document_word(type, i)); i++)
            json_text(json, NULL, str_from(word));
    if (or_null)
        json_null(json, NULL);
    json_end_array(json);
}

static void put_reference(struct json *json, struct str name)
{
    struct buf text = {0};

    buf_printf(&text, "#/$defs/%.*s", STR_ARGS(name));
    json_text(json, "$ref", buf_str(&text));
    buf_free(&text);
}

/* Whether null can be put beside it without another schema. */
static bool takes_null(struct str type)
{
    return find_plain(type) || str_equal(type, STR("word")) || document_word(type, 0);
}

/* One alternative that is no list. */
static void put_single(struct json *json, struct str type, const struct field *field, bool or_null)
{
    const struct plain *plain = find_plain(type);

    if (plain) {
        put_plain(json, plain, field, or_null);
    } else if (str_equal(type, STR("word"))) {
        must(field);
        put_words(json, type, field, or_null);
    } else if (document_word(type, 0)) {
        put_words(json, type, NULL, or_null);
    } else if (str_equal(type, STR("true"))) {
        json_bool(json, "const", true);
    } else if (str_starts(type, STR("'"))) {
        json_text(json, "const", without(str_skip(type, 1), "'"));
    } else if (str_equal(type, STR("map"))) {
        put_type(json, "object", false);
        json_begin_object(json, "additionalProperties");
        put_type(json, "string", false);
        json_end_object(json);
    } else {
        put_reference(json, type);
    }
}

static void put_alternative(struct json *json, struct str type, const struct field *field, bool or_null)
{
    struct str one = element(type);

    if (one.n == type.n) {
        put_single(json, type, field, or_null);
        return;
    }
    put_type(json, "array", false);
    json_begin_object(json, "items");
    put_single(json, one, field, false);
    json_end_object(json);
}

static void put_member(struct json *json, const struct member *member)
{
    struct str whole = str_from(member->type), rest = without(whole, "?");
    bool or_null = rest.n < whole.n;

    json_begin_object(json, member->name);
    json_text(json, "description", str_from(member->about));
    if (str_index(rest, '|', 0) == rest.n && (!or_null || takes_null(rest))) {
        put_alternative(json, rest, member->field, or_null);
        json_end_object(json);
        return;
    }
    json_begin_array(json, "anyOf");
    while (rest.n) {
        json_begin_object(json, NULL);
        put_alternative(json, next_alternative(&rest), member->field, false);
        json_end_object(json);
    }
    if (or_null) {
        json_begin_object(json, NULL);
        put_type(json, "null", false);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

/* ---- objects */

/* The names of the objects that an object is made of, each once, in the order in which they come up. */
struct parts {
    struct arena *arena;
    const struct described *whole;
    VEC(struct str);
};

static void add_parts(struct parts *parts, const struct members *members)
{
    for (uint32_t i = 0; i < members->n; i++) {
        struct str rest = without(str_from(members->at[i].type), "?");

        while (rest.n) {
            struct str one = element(next_alternative(&rest));
            struct described part;
            uint32_t k = 0;

            if (takes_null(one) || !parts->whole->find(one, parts->arena, &part))
                continue;
            while (k < parts->n && !str_equal(parts->at[k], one))
                k++;
            if (k == parts->n)
                *vec_add(parts, parts->arena) = one;
        }
    }
}

/* The value of `schema`, which is that of a whole document alone. */
static void put_name(struct json *json, struct str name)
{
    json_begin_object(json, "schema");
    json_text(json, "description", STR("what this is, with its version: members are only added within it"));
    json_text(json, "const", name);
    json_end_object(json);
}

static void put_object(struct json *json, const struct described *object)
{
    const struct members *members = &object->members;

    json_text(json, "description", str_from(object->about));
    json_text(json, "type", STR("object"));
    json_begin_array(json, "required");
    if (object->is_document)
        json_text(json, NULL, STR("schema"));
    for (uint32_t i = 0; i < members->n; i++)
        json_text(json, NULL, str_from(members->at[i].name));
    json_end_array(json);
    json_begin_object(json, "properties");
    if (object->is_document)
        put_name(json, object->title);
    for (uint32_t i = 0; i < members->n; i++)
        put_member(json, &members->at[i]);
    json_end_object(json);
}

static void put_parts(struct json *json, struct parts *parts)
{
    struct buf name = {0};

    json_begin_object(json, "$defs");
    for (uint32_t i = 0; i < parts->n; i++) {
        struct described part;

        must(parts->whole->find(parts->at[i], parts->arena, &part));
        add_parts(parts, &part.members);
        buf_reset(&name);
        buf_put(&name, parts->at[i]);
        buf_putc(&name, '\0');
        json_begin_object(json, name.p);
        put_object(json, &part);
        json_end_object(json);
    }
    json_end_object(json);
    buf_free(&name);
}

void described_json_write(struct buf *out, const struct described *object)
{
    struct json json = {.out = out};
    struct arena arena = {0};
    struct parts parts = {.arena = &arena, .whole = object};

    add_parts(&parts, &object->members);
    json_begin_object(&json, NULL);
    json_text(&json, "$schema", STR(SCHEMA_JSON_DIALECT));
    json_text(&json, "title", object->title);
    put_object(&json, object);
    if (parts.n)
        put_parts(&json, &parts);
    json_end_object(&json);
    arena_free(&arena);
}

/* ---- documents */

static bool find_part(struct str name, struct arena *arena, struct described *part)
{
    struct document document;

    if (!document_find(name, &document))
        return false;
    *part = (struct described){.about = document.about, .members = document_members(&document, arena)};
    return true;
}

void document_json_write(struct buf *out, const struct document *document)
{
    struct described whole = {.about = document->about, .is_document = true, .find = find_part};
    struct arena arena = {0};
    struct buf name = {0};

    document_name_write(&name, document);
    whole.title = buf_str(&name);
    whole.members = document_members(document, &arena);
    described_json_write(out, &whole);
    buf_free(&name);
    arena_free(&arena);
}
