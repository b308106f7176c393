/* The official suite of Mustache 1.4: all core tests, and inheritance. */
#include <jansson.h>

#include "text/tmpl.h"

#include "unit.h"

#define SPECS "../shared/corpora/mustache-spec/mustache__spec/specs/"

static const char *const suites[] = {"comments", "delimiters", "interpolation", "inverted",
                                     "partials", "sections",   "~inheritance"};

/* ---- JSON as data */

static struct tmpl_value value_of(struct arena *arena, const json_t *json);

static struct tmpl_value object_of(struct arena *arena, const json_t *json)
{
    struct tmpl_field *fields = arena_new_array(arena, struct tmpl_field, json_object_size(json) + 1);
    uint32_t n = 0;
    void *at;

    for (at = json_object_iter((json_t *)(uintptr_t)json); at;
         at = json_object_iter_next((json_t *)(uintptr_t)json, at))
        fields[n++] =
            (struct tmpl_field){json_object_iter_key(at), value_of(arena, json_object_iter_value(at))};
    return tmpl_object(fields, n);
}

static struct tmpl_value list_of(struct arena *arena, const json_t *json)
{
    uint32_t n = (uint32_t)json_array_size(json);
    struct tmpl_value *items = arena_new_array(arena, struct tmpl_value, n + 1);

    for (uint32_t i = 0; i < n; i++)
        items[i] = value_of(arena, json_array_get(json, i));
    return tmpl_list(items, n);
}

static struct tmpl_value value_of(struct arena *arena, const json_t *json)
{
    char number[40] = "";

    switch (json_typeof(json)) {
    case JSON_OBJECT: return object_of(arena, json);
    case JSON_ARRAY: return list_of(arena, json);
    case JSON_STRING: return tmpl_word(str_from(json_string_value(json)));
    case JSON_NULL: return (struct tmpl_value){0};
    case JSON_TRUE: return (struct tmpl_value){.kind = TMPL_YES, .is_yes = true};
    case JSON_FALSE: return (struct tmpl_value){.kind = TMPL_YES};
    case JSON_INTEGER: snprintf(number, sizeof number, "%lld", (long long)json_integer_value(json)); break;
    case JSON_REAL: snprintf(number, sizeof number, "%g", json_real_value(json)); break;
    }
    return tmpl_word(str_copy(arena, str_from(number)));
}

/* ---- one test */

static const struct tmpl *compiled(struct arena *arena, const char *name, const char *text)
{
    struct tmpl_source source = {str_from(name), str_from(text), 0, TMPL_HTML, true};
    struct diag problem = {0};
    const struct tmpl *tmpl = tmpl_parse(arena, &source, &problem);

    if (!tmpl)
        fail_msg("%s: %.*s", name, STR_ARGS(problem.message));
    return tmpl;
}

static struct tmpl_partials partials_of(struct arena *arena, const json_t *json)
{
    struct tmpl_partial *at = arena_new_array(arena, struct tmpl_partial, json_object_size(json) + 1);
    uint32_t n = 0;
    void *iter;

    for (iter = json_object_iter((json_t *)(uintptr_t)json); iter;
         iter = json_object_iter_next((json_t *)(uintptr_t)json, iter)) {
        const char *name = json_object_iter_key(iter);

        at[n++] = (struct tmpl_partial){
            str_from(name), compiled(arena, name, json_string_value(json_object_iter_value(iter)))};
    }
    return (struct tmpl_partials){at, n};
}

static bool passes(const char *suite, const json_t *test)
{
    const char *name = json_string_value(json_object_get(test, "name"));
    const char *expected = json_string_value(json_object_get(test, "expected"));
    struct arena arena = {0};
    struct buf out = {0};
    struct diag problem = {0};
    struct tmpl_partials partials = partials_of(&arena, json_object_get(test, "partials"));
    struct tmpl_value data = value_of(&arena, json_object_get(test, "data"));
    const struct tmpl *tmpl = compiled(&arena, name, json_string_value(json_object_get(test, "template")));
    bool is_rendered = tmpl_render(tmpl, &data, &partials, &out, &problem) == 0;
    bool is_same = is_rendered && str_equal(buf_str(&out), str_from(expected));

    if (!is_same)
        print_error("%s: %s: '%.*s', not '%s' (%.*s)\n", suite, name, STR_ARGS(buf_str(&out)), expected,
                    STR_ARGS(problem.message));
    buf_free(&out);
    arena_free(&arena);
    return is_same;
}

static void test_official(void **state)
{
    size_t count = 0, failed = 0;

    (void)state;
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        char path[200];
        json_t *suite;
        const json_t *tests;

        snprintf(path, sizeof path, SPECS "%s.json", suites[i]);
        suite = json_load_file(path, 0, NULL);
        if (!suite)
            unit_skip("no ../shared/corpora/mustache-spec");
        tests = json_object_get(suite, "tests");
        for (size_t j = 0; j < json_array_size(tests); j++, count++)
            failed += !passes(suites[i], json_array_get(tests, j));
        json_decref(suite);
    }
    print_message("# %zu tests of the Mustache specification\n", count);
    assert_int_equal(failed, 0);
    assert_true(count >= 163);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_official),
    };
    return unit_run(tests);
}
