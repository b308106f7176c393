/*
 * Finding people by what is typed (cli.md, rule 3): the id, the whole name, a part; never a guess.
 */
#include "vault_fixture.h"

#include "vault/query.h"

static const struct vault_file people[] = {
    CONTACT("ana-lima", "name: Ana Lima\naliases: [Ani, Lima A.]\norg: Northwind Energy\n", ""),
    CONTACT("anabel", "name: Anabel Ruiz\norg: GridCo\n", ""),
    CONTACT("bo", "name: Bo Chen\norg: GridCo\n", ""),
    CONTACT("jose", "name: Jos\303\251 N\303\272\303\261ez\n", ""),
    CONTACT("li", "name: \346\235\216\345\260\217\351\276\231\norg: Harbour Labs\n", ""),
    CONTACT("mary-ann", "name: Mary-Ann O'Neil\n", ""),
    CONTACT("grid", "name: Someone Else\n", ""),
    {"contacts/bad.md", "no fences\n"},
    {"skills/ana.md", "---\nname: Analysis\naliases: numbers\n---\n"},
    {NULL, NULL},
};

struct test_case {
    const char *word, *expected; /* ids by path; "~" before near ones */
};

static void check_all(struct fixture *fixture, enum kind kind, const struct test_case *cases, size_t count)
{
    fixture_load(fixture, people, NULL);
    for (size_t i = 0; i < count; i++) {
        struct query_result result =
            query_find(&fixture->vault, kind, str_from(cases[i].word), &fixture->arena);

        if (result.count)
            buf_puts(&fixture->out, result.is_near ? "~" : "");
        for (uint32_t k = 0; k < result.count; k++)
            buf_printf(&fixture->out, "%s%.*s", k ? " " : "", STR_ARGS(result.at[k]->id));
        fixture_expect(fixture, cases[i].expected, cases[i].word);
    }
}

static void people_are_found(void **state)
{
    static const struct test_case cases[] = {
        /* the id decides alone */
        {"ana-lima", "ana-lima"},
        {"ANA-LIMA", "ana-lima"},
        {"grid", "grid"},
        {"bo", "bo"},
        /* the whole name or alias, before parts */
        {"Ana Lima", "ana-lima"},
        {"ana lima", "ana-lima"},
        {"Ani", "ana-lima"},
        {"lima a", "ana-lima"},
        {"jose nunez", "jose"},
        {"Jose\314\201 N\303\272n\314\203ez", "jose"},
        {"\346\235\216\345\260\217\351\276\231", "li"},
        {"mary ann oneil", "mary-ann"},
        /* whole words of name, alias or org, before parts of words */
        {"ana", "ana-lima"},
        {"lima", "ana-lima"},
        {"labs", "li"},
        {"chen", "bo"},
        {"lima ana", ""},
        /* any part of name, alias or org */
        {"an", "ana-lima anabel mary-ann"},
        {"na", "ana-lima anabel"},
        {"lim", "ana-lima"},
        {"gridco", "anabel bo"},
        {"northwind", "ana-lima"},
        {"energy", "ana-lima"},
        {"O'Neil", "mary-ann"},
        {"\346\235\216", "li"},
        {"harbour lab", "li"},
        {"else", "grid"},
        /* any part of the id comes last */
        {"li", "li"},
        {"ose", "jose"},
        {"a-l", "ana-lima"},
        /* nothing typed, nothing found */
        {"", ""},
        {" ", ""},
        {"!", ""},
    };

    check_all(*state, KIND_CONTACT, cases, COUNT(cases));
}

static void near_misses_are_offered(void **state)
{
    static const struct test_case cases[] = {
        {"chan", "~bo"}, {"ruzi", "~anabel"}, {"anna-lima", "~ana-lima"}, {"joze", "~jose"}, {"xyzzy", ""},
        {"bq", "~bo"},   {"bad", "bad"}, /* cannot be read: its id is known, and that it is meant */
    };

    check_all(*state, KIND_CONTACT, cases, COUNT(cases));
}

static void kinds_are_apart(void **state)
{
    static const struct test_case skills[] = {
        {"ana", "ana"}, {"analysis", "ana"}, {"number", "ana"}, {"bo", ""}};
    static const struct test_case targets[] = {{"ana", ""}, {"", ""}};

    check_all(*state, KIND_SKILL, skills, COUNT(skills));
    check_all(*state, KIND_TARGET, targets, COUNT(targets));
}

static void near_ones_are_few(void **state)
{
    struct fixture *fixture = *state;
    struct query_result result;

    fixture_load(fixture, NULL, NULL);
    for (int i = 0; i < 2 * QUERY_NEAR_MOST; i++) {
        char path[] = "contacts/sama?.md";

        *strchr(path, '?') = (char)('a' + i);
        fixture_write(fixture, path, STR("---\nname: X\n---\n"));
    }
    fixture_open(fixture);
    result = query_find(&fixture->vault, KIND_CONTACT, STR("samzz"), &fixture->arena);
    assert_true(result.is_near);
    assert_int_equal(result.count, QUERY_NEAR_MOST);
    assert_str(result.at[0]->id, "samaa");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_are_found),
        cmocka_unit_test(near_misses_are_offered),
        cmocka_unit_test(kinds_are_apart),
        cmocka_unit_test(near_ones_are_few),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
