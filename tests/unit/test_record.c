/*
 * One file read: what it is called, which keys count, what is kept of those that nobody knows, and what
 * makes a file, or its body alone, unusable.
 */
#include "unit.h"

#include "base/limits.h"
#include "base/period.h"
#include "value_fixture.h"
#include "vault/record.h"

enum {
    ALL = MD_WANT_TASKS | MD_WANT_LOG | MD_WANT_QUESTIONS | MD_WANT_REFERRALS | MD_WANT_SKILLS | MD_WANT_NOTES
};

/* A file and what is read of it. */
struct sheet {
    struct arena keep;
    struct diags diags;
    struct record record;
    struct diag problem;
    bool is_read;
};

static void read_sheet(struct sheet *sheet, enum kind kind, struct str bytes, const struct record_want *want)
{
    struct arena scratch = {0};
    struct record_reader reader = {&sheet->keep, &scratch, &sheet->diags, want};

    *sheet = (struct sheet){.record = {.kind = kind, .id = STR("stem"), .path = STR("a.md")}};
    sheet->diags.arena = &sheet->keep;
    sheet->is_read = record_read(&reader, bytes, &sheet->record, &sheet->problem);
    arena_free(&scratch); /* nothing that was read may stand in it */
}

/* "NAME | KEY=VALUE … | EXTRA='TEXT'@LINE … | RULE LINE:COLUMN …" */
static void show_sheet(struct buf *out, const struct sheet *sheet)
{
    const struct record *record = &sheet->record;
    const struct extras *extra = &record_source(record)->extra;

    buf_printf(out, "%.*s |", STR_ARGS(record->name));
    for (uint32_t i = 0; i < record->value_count; i++) {
        const struct field *field = schema_field(record->kind, (enum key)record->values[i].key);

        assert_non_null(field);
        buf_printf(out, " %s=", field->name);
        show_value(out, field, &record->values[i]);
    }
    buf_puts(out, " |");
    for (uint32_t i = 0; i < extra->n; i++)
        buf_printf(out, " %.*s='%.*s'@%u", STR_ARGS(extra->at[i].key), STR_ARGS(extra->at[i].text),
                   (unsigned)extra->at[i].line);
    buf_puts(out, " |");
    for (uint32_t i = 0; i < sheet->diags.n; i++)
        buf_printf(out, " %s %u:%u", rule_id(sheet->diags.at[i].rule),
                   (unsigned)sheet->diags.at[i].place.line, (unsigned)sheet->diags.at[i].place.column);
}

struct test_case {
    enum kind kind;
    const char *front, *expected;
};

static void check(const struct test_case *test, const struct record_want *want)
{
    struct buf file = {0}, out = {0};
    struct sheet sheet;

    buf_printf(&file, "---\n%s---\n", test->front);
    read_sheet(&sheet, test->kind, buf_str(&file), want);
    buf_free(&file); /* nor in the file's bytes */
    if (!sheet.is_read)
        fail_msg("%s: %.*s", test->front, STR_ARGS(sheet.problem.message));
    show_sheet(&out, &sheet);
    if (!str_equal(buf_str(&out), str_from(test->expected)))
        fail_msg("\n%s\nwanted %s\ngot    %.*s", test->front, test->expected, STR_ARGS(buf_str(&out)));
    buf_free(&out);
    arena_free(&sheet.keep);
}

static void check_all(const struct test_case *cases, size_t count)
{
    const struct record_want want = {.contact_body = ALL, .interview_body = ALL};

    for (size_t i = 0; i < count; i++)
        check(&cases[i], &want);
}

static void names_and_what_stands_for_them(void **state)
{
    static const struct test_case cases[] = {
        {KIND_CONTACT, "name: Ana Lima\n", "Ana Lima | name='Ana Lima' | |"},
        {KIND_CONTACT, "first_name: Ana\nlast_name: Lima\n",
         "Ana Lima | first_name='Ana' last_name='Lima' | |"},
        {KIND_CONTACT, "Last Name: Lima\nFirst Name: Ana\n",
         "Ana Lima | last_name='Lima' first_name='Ana' | |"},
        {KIND_CONTACT, "first_name: Ana\n", "Ana | first_name='Ana' | |"},
        {KIND_CONTACT, "last_name: Lima\n", "Lima | last_name='Lima' | |"},
        {KIND_CONTACT, "name: {first: Ana, last: Lima}\n", "Ana Lima | | |"},
        {KIND_CONTACT, "name:\n  last: Lima\n", "Lima | | |"},
        {KIND_CONTACT, "name: A\nfirst_name: B\n", "A | name='A' first_name='B' | |"},
        {KIND_CONTACT, "name: {first: ~}\nfirst_name: B\n", "B | first_name='B' | |"},
        {KIND_CONTACT, "name:\nfirst_name: B\n", "B | name=- first_name='B' | |"},
        {KIND_CONTACT, "org: X\n", "stem | org='X' | | required 1:1"},
        {KIND_CONTACT, "name: ''\n", "stem | name=- | | required 1:1"},
        {KIND_CONTACT, "name: {}\n", "stem | | | required 1:1"},
        {KIND_CONTACT, "name: \"\\u00A0\\u200B\"\n", "stem | name='\xc2\xa0\xe2\x80\x8b' | | required 2:1"},
        {KIND_CONTACT, "org: X\nname: \"\\e\\a\"\n", "stem | org='X' name='\x1b\x07' | | required 3:1"},
        {KIND_CONTACT, "name: \"\\u200Ba\"\n",
         "\xe2\x80\x8b"
         "a | name='\xe2\x80\x8b"
         "a' | |"},
        {KIND_CONTACT, "name: \"\\u2060\"\nfirst_name: B\n", "B | name='\xe2\x81\xa0' first_name='B' | |"},
        {KIND_CONTACT, "name: {first: \"\\u3164\", last: \"\\u200D\"}\n", "stem | | | required 1:1"},
        {KIND_TARGET, "name: \"\\u2800\"\n", "stem | name='\xe2\xa0\x80' | | required 2:1"},
        {KIND_CONTACT, "", "stem | | | required 1:1"},
        {KIND_OPPORTUNITY, "org: X\n", "stem | org='X' | | required 1:1"},
        {KIND_SKILL, "name: Writing\n", "Writing | name='Writing' | |"},
        {KIND_TARGET, "name: Lead\nby: 2027-01-01\n", "Lead | name='Lead' by=2027-01-01 | |"},
        {KIND_INTERVIEW, "contact: ana\ndate: 2026-11-18\n", " | contact=ana date=2026-11-18 | |"},
        {KIND_PLAN, "reviewed: 2026-11-18\n", " | reviewed=2026-11-18 | |"},
    };

    (void)state;
    check_all(cases, COUNT(cases));
}

static void required_keys_are_missed(void **state)
{
    static const struct test_case cases[] = {
        {KIND_INTERVIEW, "via: phone\n", " | via='phone' | | required 1:1 required 1:1"},
        {KIND_INTERVIEW, "contact: []\ndate: soon\n", " | contact=- date=- | | date 3:7 required 2:1"},
        {KIND_INTERVIEW, "with: ana\ndate: 2026-11-18\n", " | contact=ana date=2026-11-18 | |"},
        {KIND_INTERVIEW, "contact: \"\\u200B\"\ndate: 2026-11-18\n",
         " | contact=- date=2026-11-18 | | required 2:1"},
        {KIND_INTERVIEW, "contact: [\"\\u00A0\", bo, \"[[ana|\\u200B]]\"]\ndate: 2026-11-18\n",
         " | contact=bo [[ana]] date=2026-11-18 | |"},
        {KIND_PLAN, "", " | | |"},
    };

    (void)state;
    check_all(cases, COUNT(cases));
}

static void unknown_keys_are_kept(void **state)
{
    static const struct test_case cases[] = {
        {KIND_CONTACT, "name: A\nbirthday: 1 May\n", "A | name='A' | birthday='1 May'@3 |"},
        {KIND_CONTACT, "name: A\nkids: [Bo, Cy]\npets: {cat: 1}\nx:\n",
         "A | name='A' | kids='Bo, Cy'@3 pets=''@4 x=''@5 |"},
        {KIND_CONTACT, "name: A\nKeep-In-Tuch: 1 month\n",
         "A | name='A' | Keep-In-Tuch='1 month'@3 | unknown-key 3:1"},
        {KIND_CONTACT, "nmae: A\nname: B\n", "B | name='B' | nmae='A'@2 | unknown-key 2:1"},
        {KIND_CONTACT, "name: A\nmet: 2026-11-18\n", "A | name='A' | met='2026-11-18'@3 |"},
    };

    (void)state;
    check_all(cases, COUNT(cases));
}

/* A field given under two names counts once: under its own name, else the first. */
static void a_field_counts_once(void **state)
{
    static const struct test_case cases[] = {
        {KIND_CONTACT, "name: A\ncompany: X\nemployer: Y\n", "A | name='A' org='X' | | duplicate-key 4:1"},
        {KIND_CONTACT, "name: A\ncompany: X\norg: Y\n", "A | name='A' org='Y' | | duplicate-key 4:1"},
        {KIND_CONTACT, "name: A\norg: X\ncompany: Y\n", "A | name='A' org='X' | | duplicate-key 4:1"},
        {KIND_CONTACT, "name: A\ncompany:\norg: Y\n", "A | name='A' org=- org='Y' | |"},
        {KIND_CONTACT, "name: A\nkeep-in-touch: 1 month\nkeep_in_touch: 2 months\n",
         "A | name='A' keep_in_touch=2 months | | duplicate-key 4:1"},
        /* a value that is of no use takes nothing from one that is */
        {KIND_CONTACT, "name: A\nsnooze_until: 2026-12-01\nsnooze: soonish\n",
         "A | name='A' snooze=2026-12-01 snooze=- | | date 4:9"},
    };

    (void)state;
    check_all(cases, COUNT(cases));
}

static void bad_values_cost_nothing_else(void **state)
{
    static const struct test_case cases[] = {
        {KIND_CONTACT, "name: A\nadded: soon\nstatus: gone\nprivate: perhaps\nsnooze: 2026-11-18\n",
         "A | name='A' added=- status=- private=1 snooze=2026-11-18 | | date 3:8 unknown-value 4:9 type "
         "5:10"},
        {KIND_INTERVIEW, "contact: [[ana]]\ndate: 2026-11-18\nthanked: {ana: soon}\n",
         " | contact=[[ana]] date=2026-11-18 thanked=open ana=open | | unquoted-link 2:10 date 4:16"},
    };

    (void)state;
    check_all(cases, COUNT(cases));
}

static void only_what_is_wanted_is_kept(void **state)
{
    static const struct test_case report[] = {
        {KIND_CONTACT, "name: A\norg: X\nlocation: Y\ntags: [a]\nadded: 2026-11-18\nbirthday: 1 May\n",
         "A | name='A' org='X' added=2026-11-18 | |"},
        {KIND_CONTACT, "nmae: A\n", "stem | | | unknown-key 2:1 required 1:1"},
    };
    static const struct test_case tags[] = {
        {KIND_CONTACT, "name: A\nlocation: Y\ntags: [a]\n", "A | name='A' tags='a' | |"},
    };
    const struct record_want lean = {.fields = FIELD_REPORT, .contact_body = ALL, .interview_body = ALL},
                             with_tags = {.fields = FIELD_REPORT | FIELD_TAGS,
                                          .contact_body = ALL,
                                          .interview_body = ALL};

    (void)state;
    for (size_t i = 0; i < COUNT(report); i++)
        check(&report[i], &lean);
    check(&tags[0], &with_tags);
}

static void values_are_asked_for(void **state)
{
    const struct record_want want = {.contact_body = ALL, .interview_body = ALL};
    struct str bytes = STR(
        "---\r\nname: A\r\nwhy:\r\nadded: 2026-11-18\r\nprivate: yes\r\nsnooze: soon\r\n---\r\n- [ ] a\r\n");
    struct sheet sheet;

    (void)state;
    read_sheet(&sheet, KIND_CONTACT, bytes, &want);
    assert_true(sheet.is_read);
    assert_true(str_equal(record_text(&sheet.record, KEY_NAME), STR("A")));
    assert_int_equal(record_text(&sheet.record, KEY_WHY).n, 0);
    assert_int_equal(record_text(&sheet.record, KEY_ORG).n, 0);
    assert_int_equal(record_day(&sheet.record, KEY_ADDED), date_of(2026, 11, 18));
    assert_int_equal(record_day(&sheet.record, KEY_SNOOZE), 0);
    assert_int_equal(record_number(&sheet.record, KEY_STATUS), 0);
    assert_true(sheet.record.is_private);
    assert_null(record_find(&sheet.record, KEY_WHY));
    assert_null(record_find(&sheet.record, KEY_ORG));
    assert_int_equal(record_line(&sheet.record, KEY_ADDED, 9), 4);
    assert_int_equal(record_line(&sheet.record, KEY_WHY, 9), 3);
    assert_int_equal(record_line(&sheet.record, KEY_ORG, 9), 9);
    assert_int_equal(sheet.record.md.tasks.n, 1);
    assert_int_equal(sheet.record.md.tasks.at[0].line, 8);
    arena_free(&sheet.keep);
}

/* What a body is read for, by kind and by what the front matter says. */
static void bodies_are_read_for_what_is_wanted(void **state)
{
    static const char body[] = "# Questions\n- q?\n# Notes\n- note\n# Log\n- 2026-11-18 call\n- [ ] task\n";
    static const struct {
        const char *front;
        enum kind kind;
        unsigned fields, contact_body, interview_body;
        uint32_t questions, notes, log, tasks;
    } cases[] = {
        {"name: A\n", KIND_CONTACT, 0, ALL, ALL, 1, 1, 1, 1},
        {"name: A\n", KIND_CONTACT, 0, MD_WANT_LOG, ALL, 0, 0, 1, 0},
        {"name: A\n", KIND_CONTACT, 0, 0, ALL, 0, 0, 0, 0},
        {"name: A\n", KIND_SKILL, 0, ALL, ALL, 0, 0, 0, 0},
        {"date: 2026-11-18\n", KIND_INTERVIEW, 0, 0, ALL, 1, 1, 1, 1},
        {"status: done\nthanked: skip\n", KIND_INTERVIEW, 0, 0, ALL, 1, 1, 1, 1},
        {"status: planned\n", KIND_INTERVIEW, FIELD_REPORT, 0, ALL, 1, 1, 1, 1},
        {"status: done\n", KIND_INTERVIEW, FIELD_REPORT, 0, ALL, 0, 1, 1, 1},
        {"status: done\nthanked: 2026-11-19\n", KIND_INTERVIEW, FIELD_REPORT, 0, ALL, 0, 0, 1, 1},
        {"status: done\nthanked: {ana: skip}\n", KIND_INTERVIEW, FIELD_REPORT, 0, ALL, 0, 1, 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct record_want want = {.fields = cases[i].fields,
                                   .contact_body = cases[i].contact_body,
                                   .interview_body = cases[i].interview_body};
        struct buf file = {0};
        struct sheet sheet;

        buf_printf(&file, "---\n%s---\n%s", cases[i].front, body);
        read_sheet(&sheet, cases[i].kind, buf_str(&file), &want);
        assert_true(sheet.is_read);
        assert_int_equal(sheet.record.md.questions.n, cases[i].questions);
        assert_int_equal(sheet.record.md.notes.n, cases[i].notes);
        assert_int_equal(sheet.record.md.log.n, cases[i].log);
        assert_int_equal(sheet.record.md.tasks.n, cases[i].tasks);
        arena_free(&sheet.keep);
        buf_free(&file);
    }
}

static void unusable_files_say_why(void **state)
{
    const struct {
        struct str bytes;
        enum rule rule;
        uint32_t line, column;
    } cases[] = {
        {STR(""), RULE_FRONT_MATTER, 1, 1},
        {STR("# Ana\n"), RULE_FRONT_MATTER, 1, 1},
        {STR("---\nname: A\n"), RULE_FRONT_MATTER, 1, 1},
        {STR("---\n- a\n---\n"), RULE_YAML, 2, 1},
        {STR("---\nname: A\nname: B\n---\n"), RULE_DUPLICATE_KEY, 3, 1},
        {STR("---\nname: &a A\n---\n"), RULE_ALIAS, 2, 7},
        {STR("---\nname: A\0\n---\n"), RULE_UTF8, 2, 8},
        {STR("---\nname: A\n---\n\xff"), RULE_UTF8, 4, 1},
        {STR("---\nname: A\n<<<<<<< ours\n---\n"), RULE_CONFLICT_MARKER, 3, 1},
    };
    const struct record_want want = {.contact_body = ALL, .interview_body = ALL};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sheet sheet;

        read_sheet(&sheet, KIND_CONTACT, cases[i].bytes, &want);
        assert_false(sheet.is_read);
        assert_int_equal(sheet.problem.rule, cases[i].rule);
        assert_int_equal(sheet.problem.place.line, cases[i].line);
        assert_int_equal(sheet.problem.place.column, cases[i].column);
        assert_true(sheet.problem.message.n && sheet.problem.hint.n);
        assert_int_equal(sheet.diags.n, 0);
        arena_free(&sheet.keep);
    }
}

/* Over a limit, the body says nothing and the front matter counts. */
static void an_oversized_body_leaves_the_front_matter(void **state)
{
    static const struct {
        const char *piece; /* of the body, so often */
        size_t times;
        bool is_unread;
        enum rule rule;
    } cases[] = {
        {"- [ ] a\n", 100, false, RULE_SIZE},
        {"12345678 12345\n\n", LIMIT_BODY / 16, false, RULE_SIZE},
        {"12345678 12345\n\n", LIMIT_BODY / 16 + 1, true, RULE_SIZE},
        {"[\n", LIMIT_BODY_BRACKETS, false, RULE_SIZE},
        {"[\n", LIMIT_BODY_BRACKETS + 1, true, RULE_SIZE},
    };
    const struct record_want want = {.contact_body = ALL, .interview_body = ALL};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf file = {0};
        struct sheet sheet;

        buf_puts(&file, "---\nname: A\nadded: 2026-11-18\n---\n");
        for (size_t k = 0; k < cases[i].times; k++)
            buf_puts(&file, cases[i].piece);
        read_sheet(&sheet, KIND_CONTACT, buf_str(&file), &want);
        assert_true(sheet.is_read);
        assert_int_equal(sheet.record.body_unread, cases[i].is_unread);
        assert_int_equal(sheet.problem.message.n > 0, cases[i].is_unread);
        assert_true(!cases[i].is_unread || sheet.problem.rule == cases[i].rule);
        assert_int_equal(record_day(&sheet.record, KEY_ADDED), date_of(2026, 11, 18));
        assert_int_equal(sheet.record.md.tasks.n, i == 0 ? 100 : 0);
        arena_free(&sheet.keep);
        buf_free(&file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_what_stands_for_them),
        cmocka_unit_test(required_keys_are_missed),
        cmocka_unit_test(unknown_keys_are_kept),
        cmocka_unit_test(a_field_counts_once),
        cmocka_unit_test(bad_values_cost_nothing_else),
        cmocka_unit_test(only_what_is_wanted_is_kept),
        cmocka_unit_test(values_are_asked_for),
        cmocka_unit_test(bodies_are_read_for_what_is_wanted),
        cmocka_unit_test(unusable_files_say_why),
        cmocka_unit_test(an_oversized_body_leaves_the_front_matter),
    };

    return unit_run(tests);
}
