#include "vault/schema_json.h"

#include "unit.h"

#include <jansson.h>

/* The document of a kind, parsed; fails where it is no JSON, or has a member twice. */
static json_t *document(enum kind kind)
{
    struct buf text = {0};
    json_error_t problem;
    json_t *parsed;

    schema_json_write(&text, kind);
    assert_true(text.n && text.p[text.n - 1] == '\n');
    parsed = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &problem);
    if (!parsed)
        fail_msg("%s: line %d: %s", kind_name(kind), problem.line, problem.text);
    buf_free(&text);
    return parsed;
}

/* The description of a row, whose name may have a dot; NULL where there is none. */
static json_t *property(json_t *schema, const char *name)
{
    struct str whole = str_from(name);
    size_t dot = str_index(whole, '.', 0);
    json_t *found = json_object_getn(json_object_get(schema, "properties"), name, dot);

    return dot < whole.n ? property(found, name + dot + 1) : found;
}

static void test_every_row_of_every_kind(void **state)
{
    size_t count;
    const struct field *fields = schema_fields(&count);

    (void)state;
    for (int kind = 0; kind < (int)KIND_COUNT; kind++) {
        json_t *schema = document((enum kind)kind);

        for (size_t i = 0; i < count; i++) {
            if ((int)fields[i].kind != kind)
                continue;
            json_t *row = property(schema, fields[i].name);

            assert_int_equal(row != NULL, !(fields[i].flags & FIELD_HIDDEN));
            if (!row)
                continue;
            const char *about = json_string_value(json_object_get(row, "description"));

            assert_true(about && str_starts(str_from(about), str_from(fields[i].about)));
            assert_int_equal(json_object_get(row, "default") != NULL, fields[i].standard != NULL);
            assert_true(json_object_get(row, "type") || json_object_get(row, "enum"));
        }
        json_decref(schema);
    }
}

static void test_only_settings_are_closed(void **state)
{
    (void)state;
    for (int kind = 0; kind < (int)KIND_COUNT; kind++) {
        json_t *schema = document((enum kind)kind);
        json_t *others = json_object_get(schema, "additionalProperties");

        assert_string_equal(json_string_value(json_object_get(schema, "$schema")),
                            "https://json-schema.org/draft/2020-12/schema");
        assert_int_equal(json_is_false(others), kind == KIND_SETTINGS);
        json_decref(schema);
    }
}

static void test_an_empty_line_is_always_right(void **state)
{
    size_t count;
    const struct field *fields = schema_fields(&count);
    json_t *schema = document(KIND_SETTINGS);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        json_t *row = fields[i].kind == KIND_SETTINGS ? property(schema, fields[i].name) : NULL;
        json_t *choices = row ? json_object_get(row, fields[i].type == TYPE_WORD ? "enum" : "type") : NULL;
        json_t *choice;
        size_t index;
        bool has_null = !row;

        json_array_foreach(choices, index, choice) has_null |=
            json_is_null(choice) || (json_is_string(choice) && !strcmp(json_string_value(choice), "null"));
        if (!has_null)
            fail_msg("%s does not allow null", fields[i].name);
    }
    json_decref(schema);
}

static bool is_asked_for(json_t *schema, const char *name)
{
    json_t *keys = json_object_get(schema, "required");

    for (size_t i = 0; i < json_array_size(keys); i++)
        if (!strcmp(json_string_value(json_array_get(keys, i)), name))
            return true;
    return false;
}

/* Whether one of the ways to fulfil the schema's only `anyOf` asks for the key. */
static bool is_one_way(json_t *schema, const char *name)
{
    json_t *ways = json_object_get(json_array_get(json_object_get(schema, "allOf"), 0), "anyOf");

    for (size_t i = 0; i < json_array_size(ways); i++)
        if (is_asked_for(json_array_get(ways, i), name))
            return true;
    return false;
}

static void test_what_is_required(void **state)
{
    static const struct {
        enum kind kind;
        const char *name;
        bool is_required, is_way;
    } cases[] = {
        {KIND_CONTACT, "name", false, true},      {KIND_CONTACT, "first_name", false, true},
        {KIND_CONTACT, "last_name", false, true}, {KIND_CONTACT, "org", false, false},
        {KIND_INTERVIEW, "contact", false, true}, {KIND_INTERVIEW, "with", false, true},
        {KIND_INTERVIEW, "date", true, false},    {KIND_INTERVIEW, "status", false, false},
        {KIND_SKILL, "name", true, false},        {KIND_PLAN, "reviewed", false, false},
        {KIND_SETTINGS, "format", false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        json_t *schema = document(cases[i].kind);

        assert_int_equal(is_asked_for(schema, cases[i].name), cases[i].is_required);
        assert_int_equal(is_one_way(schema, cases[i].name), cases[i].is_way);
        json_decref(schema);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_row_of_every_kind),
        cmocka_unit_test(test_only_settings_are_closed),
        cmocka_unit_test(test_an_empty_line_is_always_right),
        cmocka_unit_test(test_what_is_required),
    };
    return unit_run(tests);
}
