/*
 * questions.md and pitch.md: what is read of them, and what is not.
 */
#include "vault_fixture.h"

#include "base/limits.h"
#include "vault/bank.h"

struct test_case {
    const char *text, *expected;
};

/* "GROUP/TEXT:LINE; " for each question; or the rule of what is wrong. */
static void show_bank(struct fixture *fixture)
{
    struct bank bank;
    struct diag problem;

    if (!bank_read(&fixture->vault, &fixture->arena, &bank, &problem)) {
        buf_printf(&fixture->out, "%s %.*s:%u", rule_id(problem.rule), STR_ARGS(problem.path),
                   (unsigned)problem.place.line);
        return;
    }
    for (uint32_t i = 0; i < bank.n; i++)
        buf_printf(&fixture->out, "%.*s/%.*s:%u; ", STR_ARGS(bank.at[i].group), STR_ARGS(bank.at[i].text),
                   (unsigned)bank.at[i].line);
}

static void questions_are_the_items_at_the_top_level(void **state)
{
    static const struct test_case cases[] = {
        {"", ""},
        {"- What?\n", "/What?:1; "},
        {"# Questions\n\n## Work\n\n- What?\n- Who\n  else?\n\n## End\n1. Whom?\n",
         "Work/What?:5; Work/Who else?:6; End/Whom?:10; "},
        {"---\ntags: x\n---\n- What?\n", "/What?:4; "},
        {"\xEF\xBB\xBF# Q:\r\n\r\n- What?\r\n", "Q/What?:3; "},
        {"No item\n\n- What?\n  - Below?\n\n  More of it.\n", "/What?:3; "},
        {"<!-- - Not this? -->\n\n> - Nor this?\n\n    - nor code?\n\n- This?\n", "/This?:7; "},
        {"## Mine (private)\n- Not this?\n### Nor here\n- No?\n## Yours\n- This?\n", "Yours/This?:6; "},
        {"- *Why* [here](x.md), `now`?\n", "/Why here, now?:1; "},
        {"-\n- \n- \xE2\x80\xA6?\n", "/\xE2\x80\xA6?:3; "},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct vault_file files[] = {{"questions.md", cases[i].text}, {0}};

        fixture_load(fixture, files, NULL);
        show_bank(fixture);
        fixture_expect(fixture, cases[i].expected, cases[i].text);
    }
}

static void a_missing_file_is_empty(void **state)
{
    struct fixture *fixture = *state;
    struct pitch pitch;
    struct bank bank;
    struct diag problem;

    fixture_load(fixture, NULL, NULL);
    assert_true(bank_read(&fixture->vault, &fixture->arena, &bank, &problem));
    assert_int_equal(bank.n, 0);
    assert_true(pitch_read(&fixture->vault, &fixture->arena, &pitch, &problem));
    assert_int_equal(pitch.n, 0);
}

/* Text that no body may have: nothing of it is read, and the problem says which file. */
static void a_hostile_file_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct buf text = {0};

    fixture_load(fixture, NULL, NULL);
    fixture_write(fixture, "questions.md", STR("- What?\n\xff\n"));
    show_bank(fixture);
    fixture_expect(fixture, "utf8 questions.md:2", "no UTF-8");
    fixture_write(fixture, "questions.md", STR("- What?\n<<<<<<< a\n=======\n>>>>>>> b\n"));
    show_bank(fixture);
    fixture_expect(fixture, "conflict-marker questions.md:2", "a conflict");
    buf_repeat(&text, '[', LIMIT_BODY_BRACKETS + 1);
    fixture_write(fixture, "questions.md", buf_str(&text));
    show_bank(fixture);
    fixture_expect(fixture, "size questions.md:1", "brackets");
    buf_reset(&text);
    for (int i = 0; i < 5000; i++)
        buf_puts(&text, "- ");
    buf_repeat(&text, '\n', 2000);
    fixture_write(fixture, "questions.md", buf_str(&text));
    show_bank(fixture);
    fixture_expect(fixture, "depth questions.md:1", "nested lists");
    buf_reset(&text);
    buf_repeat(&text, 'a', LIMIT_BODY + 1);
    fixture_write(fixture, "questions.md", buf_str(&text));
    show_bank(fixture);
    fixture_expect(fixture, "size questions.md:1", "a long text");
    buf_free(&text);
    assert_int_equal(unlinkat(fixture->fd, "questions.md", 0), 0);
    assert_int_equal(symlinkat("/etc/passwd", fixture->fd, "questions.md"), 0);
    show_bank(fixture);
    fixture_expect(fixture, "unreadable questions.md:1", "a link");
}

/* "TITLE WORDS TEXT; " */
static void show_pitch(struct fixture *fixture)
{
    struct pitch pitch;
    struct diag problem;

    assert_true(pitch_read(&fixture->vault, &fixture->arena, &pitch, &problem));
    for (uint32_t i = 0; i < pitch.n; i++)
        buf_printf(&fixture->out, "%.*s %u %.*s; ", STR_ARGS(pitch.at[i].title), (unsigned)pitch.at[i].words,
                   STR_ARGS(pitch.at[i].text));
}

static void variants_are_sections(void **state)
{
    static const struct test_case cases[] = {
        {"", ""},
        {"I am Jo.\n", " 3 I am Jo.; "},
        {"# Pitch\n\nI am Jo.\n", "Pitch 3 I am Jo.; "},
        {"# Pitch\n\n## Long\n\nI am Jo.\n\nI teach.\n\n## Short:\nJo.\n",
         "Long 5 I am Jo.\nI teach.; Short 1 Jo.; "},
        {"# Pitch\n\nAbove.\n\n## Long\nI am Jo.\n", " 1 Above.; Long 3 I am Jo.; "},
        {"# One\na\n# Two\nb c\n", "One 1 a; Two 2 b c; "},
        {"## One\na\n### Inside\nb\n## Two\nc\n", "One 2 a\nb; Two 1 c; "},
        {"# Pitch\n## Empty\n## Mine (private)\nNo.\n## Full\n- One\n- Two\n", "Full 2 One\nTwo; "},
        {"# Pitch\n<!-- For example: I am Jo. -->\n\n## Thirty seconds\n", ""},
        {"It's \xE2\x80\x93 well \xE2\x80\xA6 *two-fold* & done\n",
         " 4 It's \xE2\x80\x93 well \xE2\x80\xA6 two-fold & done; "},
        {"\xE6\x88\x91\xE6\x98\xAF\xE5\xB0\x8F\xE9\xBE\x99\xE3\x80\x82\n",
         " 2 \xE6\x88\x91\xE6\x98\xAF\xE5\xB0\x8F\xE9\xBE\x99\xE3\x80\x82; "},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct vault_file files[] = {{"pitch.md", cases[i].text}, {0}};

        fixture_load(fixture, files, NULL);
        show_pitch(fixture);
        fixture_expect(fixture, cases[i].expected, cases[i].text);
    }
}

static void gaps_are_dots(void **state)
{
    (void)state;
    assert_true(bank_has_gap(STR("I noticed \xE2\x80\xA6: how?")));
    assert_true(bank_has_gap(STR("You were part of ...: why?")));
    assert_false(bank_has_gap(STR("Why? And how.")));
    assert_false(bank_has_gap(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_are_the_items_at_the_top_level),
        cmocka_unit_test(a_missing_file_is_empty),
        cmocka_unit_test(a_hostile_file_is_refused),
        cmocka_unit_test(variants_are_sections),
        cmocka_unit_test(gaps_are_dots),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
