#include "base/diag.h"

#include "base/err.h"
#include "base/utf8.h"
#include "unit.h"

#include <errno.h>

static void test_the_catalogue(void **state)
{
    (void)state;
    assert_string_equal(rule_id(RULE_FRONT_MATTER), "front-matter");
    assert_string_equal(rule_id(RULE_SYNC_COPY), "sync-copy");
    assert_int_equal(rule_severity(RULE_YAML), SEVERITY_ERROR);
    assert_int_equal(rule_severity(RULE_UNKNOWN_KEY), SEVERITY_WARNING);
    for (enum rule a = 0; a < RULE_COUNT; a++) {
        assert_true(strspn(rule_id(a), "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(rule_id(a)));
        for (enum rule b = 0; b < a; b++)
            assert_string_not_equal(rule_id(a), rule_id(b));
    }
}

static void test_adding(void **state)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct diag *diag;

    (void)state;
    diags_sort(&diags); /* an empty one */
    diag = diag_add(&diags, RULE_DATE, STR("contacts/ana.md"), (struct place){4, 9}, "no such day: \"%s\"",
                    "2026-02-30");
    diag_hint(&diags, diag, "February %d has %d days", 2026, 28);
    assert_int_equal(diags.n, 1);
    assert_true(str_equal(diag->message, STR("no such day: \"2026-02-30\"")));
    assert_true(str_equal(diag->hint, STR("February 2026 has 28 days")));
    assert_true(str_equal(diag->path, STR("contacts/ana.md")));
    assert_int_equal(diag->place.line, 4);
    assert_int_equal(diag->place.column, 9);
    diag = diag_add(&diags, RULE_UTF8, STR("b"), (struct place){0}, "plain");
    assert_int_equal(diag->hint.n, 0);
    arena_free(&arena);
}

static void test_a_long_message_is_cut(void **state)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct str message;

    (void)state;
    message = diag_add(&diags, RULE_DATE, STR("a"), (struct place){0}, "%500d", 1)->message;
    assert_int_equal(message.n, 500);
    for (int width = 496; width < 501; width++) {
        message =
            diag_add(&diags, RULE_DATE, STR("a"), (struct place){0}, "%*d%s", width, 1, "李李")->message;
        assert_true(str_ends(message, STR("…")));
        assert_in_range(message.n, 500, 503);
        assert_int_equal(utf8_invalid(message), message.n);
    }
    arena_free(&arena);
}

static void test_sorting(void **state)
{
    /* in the order that sorting must give */
    static const struct {
        const char *path;
        struct place place;
        enum rule rule;
        const char *message, *hint;
    } rows[] = {
        {"A", {9, 9}, RULE_DATE, "z", "z"},   {"a", {0, 0}, RULE_DATE, "z", "z"},
        {"a", {1, 2}, RULE_YAML, "z", "z"},   {"a", {1, 10}, RULE_YAML, "z", "z"},
        {"a", {2, 1}, RULE_YAML, "z", "z"},   {"a", {10, 1}, RULE_YAML, "y", "z"},
        {"a", {10, 1}, RULE_DATE, "x", "z"},  {"a", {10, 1}, RULE_DATE, "y", "a"},
        {"a", {10, 1}, RULE_DATE, "y", "b"},  {"a-b", {1, 1}, RULE_YAML, "z", "z"},
        {"a/b", {1, 1}, RULE_YAML, "z", "z"}, {"\xc3\xa4", {1, 1}, RULE_YAML, "z", "z"},
    };
    enum { COUNT = sizeof rows / sizeof *rows };
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};

    (void)state;
    for (size_t k = 0; k < COUNT; k++) {
        size_t i = k * 5 % COUNT; /* 5 and COUNT have no common divisor */
        struct diag *diag =
            diag_add(&diags, rows[i].rule, str_from(rows[i].path), rows[i].place, "%s", rows[i].message);

        diag_hint(&diags, diag, "%s", rows[i].hint);
    }
    diags_sort(&diags);
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(str_equal(diags.at[i].path, str_from(rows[i].path)));
        assert_int_equal(diags.at[i].place.line, rows[i].place.line);
        assert_int_equal(diags.at[i].place.column, rows[i].place.column);
        assert_int_equal(diags.at[i].rule, rows[i].rule);
        assert_true(str_equal(diags.at[i].message, str_from(rows[i].message)));
        assert_true(str_equal(diags.at[i].hint, str_from(rows[i].hint)));
    }
    arena_free(&arena);
}

static void test_errors_are_set_and_wrapped(void **state)
{
    struct err err = {0};

    (void)state;
    assert_int_equal(err_set(&err, ERR_USAGE, "no contact \"%s\"", "ana"), -1);
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.message, "no contact \"ana\"");
    assert_int_equal(err_wrap(&err, "cannot read %d", 7), -1);
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.message, "cannot read 7: no contact \"ana\"");
}

static void test_errors_of_the_system(void **state)
{
    static const struct {
        int number;
        enum err_kind kind;
        const char *message;
    } rows[] = {
        {ENOENT, ERR_NOT_FOUND, "x: no such file or directory"},
        {ENOTDIR, ERR_NOT_FOUND, "x: not a directory"},
        {EACCES, ERR_SYSTEM, "x: permission denied"},
        {ENOSPC, ERR_SYSTEM, "x: no space left on device"},
    };
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(err_errno(&err, rows[i].number, "%s", "x"), -1);
        assert_int_equal(err.kind, rows[i].kind);
        assert_string_equal(err.message, rows[i].message);
    }
    err_errno(&err, 99999, "x");
    assert_non_null(strstr(err.message, "99999"));
}

static void test_error_messages_are_one_line_of_utf8(void **state)
{
    struct err err = {0};
    char text[500];

    (void)state;
    err_set(&err, ERR_SYSTEM,
            "a\nb\033c\xff"
            "d");
    assert_string_equal(err.message, "a b\xef\xbf\xbd"
                                     "c\xef\xbf\xbd"
                                     "d");
    memset(text, 'a', sizeof text);
    text[499] = '\0';
    err_set(&err, ERR_SYSTEM, "%s", text);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    for (size_t at = 395; at < 400; at++) { /* a character of four bytes over the edge is left out whole */
        memset(text, 'a', sizeof text - 1);
        memcpy(text + at, "\xf0\x9f\x98\x80", 4);
        err_set(&err, ERR_SYSTEM, "%s", text);
        assert_int_equal(strlen(err.message), at + 4 <= 399 ? 399 : at < 399 ? at : 399);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_catalogue),
        cmocka_unit_test(test_adding),
        cmocka_unit_test(test_a_long_message_is_cut),
        cmocka_unit_test(test_sorting),
        cmocka_unit_test(test_errors_are_set_and_wrapped),
        cmocka_unit_test(test_errors_of_the_system),
        cmocka_unit_test(test_error_messages_are_one_line_of_utf8),
    };
    return unit_run(tests);
}
