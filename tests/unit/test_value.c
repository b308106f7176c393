/*
 * Values by type: what is read, what is a finding and where, and what is as good as missing.
 */
#include "unit.h"

#include "base/date.h"
#include "text/node.h"
#include "value_fixture.h"

/*
 * A line "KEY: …" as it stands on line 2 of a file, the value as show_value shows it, and the findings, "RULE
 * LINE:COLUMN" joined by ", ".
 */
struct test_case {
    const char *line, *value, *findings;
};

static void show_findings(struct buf *out, const struct diags *diags)
{
    for (uint32_t i = 0; i < diags->n; i++) {
        buf_printf(out, "%s%s %u:%u", i ? ", " : "", rule_id(diags->at[i].rule),
                   (unsigned)diags->at[i].place.line, (unsigned)diags->at[i].place.column);
        assert_true(diags->at[i].message.n > 0);
        assert_true(str_index(diags->at[i].message, '\n', 0) == diags->at[i].message.n);
    }
}

/* `start` is what stands before the first key: a fence, maybe after a byte-order mark. */
static void check(enum kind kind, const char *start, const struct test_case *test)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct diag problem = {0};
    struct buf file = {0}, out = {0}, expected = {0};
    struct value value;

    buf_printf(&file, "%s%s\n---\n", start, test->line);
    struct value_reader reader = {.keep = &arena,
                                  .diags = &diags,
                                  .path = STR("a.md"),
                                  .file = buf_str(&file),
                                  .yaml_at = strlen(start)};
    struct node *top = node_parse(&arena, str_from(test->line), 2, &problem);

    if (!top || !top->first) {
        fail_msg("%s: %.*s", test->line, STR_ARGS(problem.message));
        return; /* not reached: fail_msg does not say that it ends the test */
    }
    const struct field *field = schema_find(kind, top->first->key->text);

    assert_non_null(field);
    value_read(&reader, field, top->first, &value);
    assert_int_equal(value.key, field->key);
    assert_int_equal(value.line, top->first->line);
    show_value(&out, field, &value);
    buf_puts(&out, " | ");
    show_findings(&out, &diags);
    buf_printf(&expected, "%s | %s", test->value, test->findings);
    if (!str_equal(buf_str(&out), buf_str(&expected)))
        fail_msg("\n%s\nwanted %.*s\ngot    %.*s", test->line, STR_ARGS(buf_str(&expected)),
                 STR_ARGS(buf_str(&out)));
    buf_free(&file);
    buf_free(&out);
    buf_free(&expected);
    arena_free(&arena);
}

#define CHECK_ALL(kind, cases)                    \
    do {                                          \
        (void)state;                              \
        for (size_t i = 0; i < COUNT(cases); i++) \
            check(kind, "---\n", &(cases)[i]);    \
    } while (0)

static void texts(void **state)
{
    static const struct test_case cases[] = {
        {"name: Ana Lima", "'Ana Lima'", ""},
        {"name: \"  Ana \"", "'Ana'", ""},
        {"name: 0123", "'0123'", ""},
        {"name: no", "'no'", ""},
        {"name: 2026-11-18", "'2026-11-18'", ""},
        {"name: 李小龙", "'李小龙'", ""},
        {"name: [Ana]", "'Ana'", ""},
        {"name: [Ana, Bo]", "'Ana'", "type 2:7"},
        {"name: {first: Ana}", "-", "type 2:7"},
        {"name: [[Ana]]", "-", "type 2:7"},
        {"name:", "-", ""},
        {"name: ~", "-", ""},
        {"name: null", "-", ""},
        {"name: ''", "-", ""},
        {"name: \"null\"", "'null'", ""},
        {"email: a@x.example", "'a@x.example'", ""},
        {"email: [a@x.example, b@x.example]", "'a@x.example' 'b@x.example'", ""},
        {"aliases:\n  - a\n  - b", "'a' 'b'", ""},
        {"aliases: [a, ~, '', b]", "'a' 'b'", ""},
        {"phone: [a, {b: c}, [d], e]", "'a' 'e'", "type 2:12, type 2:20"},
        {"email: ana", "'ana'", "email 2:8"},
        {"email: [a@b, a@b.c, '@b.c', a@@b.c]", "'a@b' 'a@b.c' '@b.c' 'a@@b.c'",
         "email 2:9, email 2:21, email 2:29"},
        {"email: a@b.c.", "'a@b.c.'", "email 2:8"},
        {"email: a@.c", "'a@.c'", "email 2:8"},
        {"email: Ana <ana@x.example>", "'Ana <ana@x.example>'", "email 2:8"},
        {"email: \u738b@\u4f8b.example", "'\u738b@\u4f8b.example'", ""},
        {"email: []", "-", ""},
        {"email: [~]", "-", ""},
        {"email: {home: a}", "-", "type 2:8"},
        {"phone: 0049 30 1", "'0049 30 1'", ""},
        {"tags: \"#grid\"", "'grid'", ""},
        {"tags: [\"#grid\", wind, \"##x\", \"#\"]", "'grid' 'wind' '#x'", ""},
        {"aliases: \"#1\"", "'#1'", ""},
        /* what a merge kept twice stays a finding */
        {"conflicts: [\"org: X\", \"role: Y\"]", "'org: X' 'role: Y'", "kept-twice 2:13, kept-twice 2:23"},
        {"conflicts: []", "-", ""},
        /* columns are display cells */
        {"tags: [李, [x]]", "'李'", "type 2:12"},
        {"tags:\n- a\n-  [x]", "'a'", "type 4:4"},
    };

    CHECK_ALL(KIND_CONTACT, cases);
}

static void dates(void **state)
{
    static const struct test_case contact[] = {
        {"added: 2026-11-18", "2026-11-18", ""},
        {"added: ' 2026-11-18 '", "2026-11-18", ""},
        {"added:", "-", ""},
        {"added: ''", "-", ""},
        {"added: 2026-02-30", "-", "date 2:8"},
        {"added: 2026-13-01", "-", "date 2:8"},
        {"added: 1899-12-31", "-", "date 2:8"},
        {"added: 2200-01-01", "-", "date 2:8"},
        {"added: 18.11.2026", "-", "date 2:8"},
        {"added: 03/04/2026", "-", "date 2:8"},
        {"added: 20261118", "-", "date 2:8"},
        {"added: 3 days ago", "-", "date 2:8"},
        {"added: soon", "-", "date 2:8"},
        {"added: today", "-", "relative-date 2:8"},
        {"added: Yesterday", "-", "relative-date 2:8"},
        {"added: next friday", "-", "relative-date 2:8"},
        {"added: [2026-11-18]", "-", "type 2:8"},
        {"added: {on: 2026-11-18}", "-", "type 2:8"},
        {"snooze:   2026-11-31", "-", "date 2:11"},
    };
    static const struct test_case interview[] = {
        {"date: 2026-11-18T15:00", "2026-11-18T15:00", ""},
        {"date: 2026-11-18 15:00", "2026-11-18T15:00", ""},
        {"date: 2026-11-18 15:00:30+05:30", "2026-11-18T15:00", ""},
        {"date: 2026-11-18T23:30:00Z", "2026-11-18T23:30", ""},
        {"date: 2026-11-18", "2026-11-18", ""},
        {"date: 2026-11-18T25:00", "-", "date 2:7"},
        {"date: 2026-11-18 3pm", "-", "date 2:7"},
        {"date: tomorrow", "-", "relative-date 2:7"},
    };

    CHECK_ALL(KIND_CONTACT, contact);
    CHECK_ALL(KIND_INTERVIEW, interview);
}

static void periods(void **state)
{
    static const struct test_case contact[] = {
        {"keep_in_touch: 3 months", "3 months", ""},     {"keep_in_touch: every 6 weeks", "42 days", ""},
        {"keep_in_touch: P90D", "90 days", ""},          {"keep_in_touch: quarterly", "3 months", ""},
        {"keep_in_touch: Never", "never", ""},           {"keep_in_touch: 1 day", "1 day", ""},
        {"keep_in_touch: 0 days", "-", "period 2:16"},   {"keep_in_touch: 3", "-", "period 2:16"},
        {"keep_in_touch: biweekly", "-", "period 2:16"}, {"keep_in_touch: -3 months", "-", "period 2:16"},
        {"keep_in_touch: [1 month]", "-", "type 2:16"},  {"keep_in_touch:", "-", ""},
        {"cadence: soon", "-", "period 2:10"},
    };
    static const struct test_case settings[] = {
        {"ask_after: 0 days", "0 days", ""},
        {"ask_after: never", "never", ""},
        {"review_every: 0 days", "-", "period 2:15"},
        {"keep_in_touch: 0 weeks", "-", "period 2:16"},
    };

    CHECK_ALL(KIND_CONTACT, contact);
    CHECK_ALL(KIND_SETTINGS, settings);
}

static void numbers(void **state)
{
    static const struct test_case interview[] = {
        {"minutes: 1", "1", ""},
        {"minutes: 600", "600", ""},
        {"minutes: ' 25 '", "25", ""},
        {"minutes: 0", "-", "type 2:10"},
        {"minutes: 601", "-", "type 2:10"},
        {"minutes: -5", "-", "type 2:10"},
        {"minutes: 1.5", "-", "type 2:10"},
        {"minutes: 20 min", "-", "type 2:10"},
        {"minutes: 99999999999999999999", "-", "type 2:10"},
        {"minutes: [20]", "-", "type 2:10"},
        {"minutes:", "-", ""},
        {"rating: 5", "5", ""},
        {"rating: 6", "-", "type 2:9"},
    };
    static const struct test_case opportunity[] = {
        {"fit: 0", "0", ""},
        {"fit: 5", "5", ""},
        {"fit: 6", "-", "type 2:6"},
        {"fit:", "-", ""},
    };

    CHECK_ALL(KIND_INTERVIEW, interview);
    CHECK_ALL(KIND_OPPORTUNITY, opportunity);
}

static void yes_and_no(void **state)
{
    static const struct test_case contact[] = {
        {"private: true", "1", ""},
        {"private: yes", "1", ""},
        {"private: ON", "1", ""},
        {"private: y", "1", ""},
        {"private: 1", "1", ""},
        {"private: false", "0", ""},
        {"private: No", "0", ""},
        {"private: off", "0", ""},
        {"private: n", "0", ""},
        {"private: 0", "0", ""},
        {"private:", "-", ""},
        /* what cannot be read is a yes: to be left out is the safe side */
        {"private: maybe", "1", "type 2:10"},
        {"private: [yes]", "1", "type 2:10"},
        {"private: {pages: yes}", "1", "type 2:10"},
    };
    static const struct test_case interview[] = {
        {"raised_job: yes", "skip", ""},
        {"raised_job: no", "-", ""},
        {"raised_job: 2026-11-18", "2026-11-18", ""},
        {"raised_job:", "-", ""},
        {"raised_job: maybe", "-", "date 2:13"},
        {"raised_job: skip", "-", "date 2:13"},
        {"raised_job: [yes]", "-", "type 2:13"},
    };

    CHECK_ALL(KIND_CONTACT, contact);
    CHECK_ALL(KIND_INTERVIEW, interview);
}

static void words(void **state)
{
    static const struct test_case cases[] = {
        {"status: active", "1", ""},
        {"status: Closed", "4", ""},
        {"status: done", "-", "unknown-value 2:9"},
        {"status: active|paused", "-", "unknown-value 2:9"},
        {"status:", "-", ""},
        {"status: [active]", "-", "type 2:9"},
        {"perspective: hiring-manager", "2", ""},
        {"perspective: hiring manager", "-", "unknown-value 2:14"},
    };

    CHECK_ALL(KIND_CONTACT, cases);
}

static void links(void **state)
{
    static const struct test_case interview[] = {
        {"contact: ana-lima", "ana-lima", ""},
        {"contact: Ana Lima", "Ana Lima", ""},
        {"contact: \"[[ana-lima]]\"", "[[ana-lima]]", ""},
        {"contact: '[[ana-lima|Ana]]'", "[[ana-lima|Ana]]", ""},
        {"contact: \"[[contacts/ana-lima]]\"", "[[contacts/ana-lima]]", ""},
        {"contact: \"[[a]] and [[b]]\"", "[[a]] and [[b]]", ""}, /* a plain text */
        {"contact: [ana, \"[[bo|Bo]]\", Cy Do]", "ana [[bo|Bo]] Cy Do", ""},
        {"contact:\n- ana\n- \"[[bo]]\"", "ana [[bo]]", ""},
        {"contact: [ana, ~, '', bo]", "ana bo", ""},
        {"contact:", "-", ""},
        {"contact: []", "-", ""},
        {"contact: ''", "-", ""},
        {"contact: {name: Ana}", "-", "type 2:10"},
        {"contact: [ana, {name: Bo}]", "ana", "type 2:16"},
        {"contact: [ana, [bo]]", "ana", "type 2:16"},
        {"contact:\n- - ana", "-", "type 3:3"},
        {"with: \"[[]]\"", "[[]]", ""}, /* no link: a name */
    };
    static const struct test_case unquoted[] = {
        {"contact: [[ana]]", "[[ana]]", "unquoted-link 2:10"},
        {"contact: [[ana-lima|Ana]]", "[[ana-lima|Ana]]", "unquoted-link 2:10"},
        {"contact: [[contacts/ana]]", "[[contacts/ana]]", "unquoted-link 2:10"},
        {"contact: [[ ana ]]", "[[ana]]", "unquoted-link 2:10"},
        {"contact: [[Ana Lima]]", "[[Ana Lima]]", "unquoted-link 2:10"},
        {"contact: [[Lima, Ana]]", "[[Lima, Ana]]", "unquoted-link 2:10"},
        {"contact: [[\"ana\"]]", "[[ana]]", "unquoted-link 2:10"},
        {"contact: [[李小龙]]", "[[李小龙]]", "unquoted-link 2:10"},
        {"contact:\n  - [[ana]]\n  - bo\n  - [[cy|C]]", "[[ana]] bo [[cy|C]]",
         "unquoted-link 3:5, unquoted-link 5:5"},
        {"contact: [[[ana]], bo]", "[[ana]] bo", "unquoted-link 2:11"},
        {"contact: [[[ana]], [[bo]]]", "[[ana]] [[bo]]", "unquoted-link 2:11, unquoted-link 2:20"},
        /* lists that are no link */
        {"contact: [[]]", "-", "type 2:11"},
        {"contact: [ [ana] ]", "-", "type 2:12"},
        {"contact: [[ana], [bo]]", "-", "type 2:11, type 2:18"},
        {"contact: [[ana], bo]", "bo", "type 2:11"},
        {"contact: [[{a: b}]]", "-", "type 2:11"},
    };
    static const struct test_case opportunity[] = {
        {"contact: ana", "ana", ""},
        {"contact: [ana]", "ana", ""},
        {"contact: [ana, bo]", "ana", "type 2:10"},
        {"contact: [[ana]]", "[[ana]]", "unquoted-link 2:10"},
        {"from: [a, b]", "a b", ""},
        {"target: [[[a]], b]", "[[a]]", "unquoted-link 2:10, type 2:9"},
    };

    CHECK_ALL(KIND_INTERVIEW, interview);
    CHECK_ALL(KIND_INTERVIEW, unquoted);
    CHECK_ALL(KIND_OPPORTUNITY, opportunity);
}

static void courtesies_and_thanks(void **state)
{
    static const struct test_case cases[] = {
        {"asked_referrer: 2026-11-18", "2026-11-18", ""},
        {"asked_referrer: 2026-11-18 10:00", "2026-11-18", ""},
        {"asked_referrer: Skip", "skip", ""},
        {"asked_referrer:", "-", ""},
        {"asked_referrer: yes", "-", "date 2:17"},
        {"told_referrer: today", "-", "relative-date 2:16"},
        {"told_referrer: [skip]", "-", "type 2:16"},
        {"thanked: 2026-11-19", "2026-11-19", ""},
        {"thanked: skip", "skip", ""},
        {"thanked:", "-", ""},
        {"thanked: ''", "-", ""},
        {"thanked: yes", "-", "date 2:10"},
        {"thanked: [2026-11-19]", "-", "type 2:10"},
        {"thanked: {ana: 2026-11-19, Bo Chen: skip}", "open ana=2026-11-19 Bo Chen=skip", ""},
        {"thanked:\n  ana: 2026-11-19\n  \"[[bo|Bo]]\":\n", "open ana=2026-11-19 [[bo|Bo]]=open", ""},
        {"thanked:\n  ana: soon\n  bo: [skip]\n  cy: skip\n", "open ana=open bo=open cy=skip",
         "date 3:8, type 4:7"},
        {"thanked: {ana: yesterday}", "open ana=open", "relative-date 2:16"},
        {"thanked: {}", "-", ""},
    };

    CHECK_ALL(KIND_INTERVIEW, cases);
}

static void goals(void **state)
{
    static const struct test_case cases[] = {
        {"goal: 1 per week", "1/week", ""},
        {"goal: 3 per month", "3/month", ""},
        {"goal: 2 Per Fortnight", "2/fortnight", ""},
        {"goal: 1 per day", "1/day", ""},
        {"goal: 10 per quarter", "10/quarter", ""},
        {"goal: 1000 per year", "1000/year", ""},
        {"goal: none", "none", ""},
        {"goal: None", "none", ""},
        {"goal:", "-", ""},
        {"goal: 0 per week", "-", "period 2:7"},
        {"goal: 1001 per year", "-", "period 2:7"},
        {"goal: one per week", "-", "period 2:7"},
        {"goal: 1 a week", "-", "period 2:7"},
        {"goal: 1 per weeks", "-", "period 2:7"},
        {"goal: 1 per", "-", "period 2:7"},
        {"goal: 1 per week or so", "-", "period 2:7"},
        {"goal: 1/week", "-", "period 2:7"},
        {"goal: [1 per week]", "-", "type 2:7"},
    };

    CHECK_ALL(KIND_SETTINGS, cases);
}

static void ranges(void **state)
{
    static const struct test_case cases[] = {
        {"away: []", "", ""},
        {"away: [2026-12-21..2027-01-03]", "2026-12-21..2027-01-03", ""},
        {"away: 2026-12-21..2027-01-03", "2026-12-21..2027-01-03", ""},
        {"away: [2026-12-21 .. 2027-01-03, 2026-05-01]", "2026-12-21..2027-01-03 2026-05-01..2026-05-01", ""},
        {"away: [2027-01-03..2026-12-21]", "", "date 2:8"},
        {"away: [2026-12-21.., ..2026-12-21, soon, 2026-05-01]", "2026-05-01..2026-05-01",
         "date 2:8, date 2:22, date 2:36"},
        {"away: [{from: 2026-12-21}]", "", "type 2:8"},
        {"away: {a: b}", "", "type 2:7"},
    };

    CHECK_ALL(KIND_SETTINGS, cases);
}

static void folders(void **state)
{
    static const struct test_case cases[] = {
        {"site: site", "'site'", ""},
        {"site: web/pages", "'web/pages'", ""},
        {"site: web/", "'web'", ""},
        {"site: Meine Leute", "'Meine Leute'", ""},
        {"site: 李", "'李'", ""},
        {"site: a.b/c_d", "'a.b/c_d'", ""},
        {"site:", "-", ""},
        {"site: /etc", "-", "type 2:7"},
        {"site: /", "-", "type 2:7"},
        {"site: .", "-", "type 2:7"},
        {"site: ..", "-", "type 2:7"},
        {"site: ../x", "-", "type 2:7"},
        {"site: a/../b", "-", "type 2:7"},
        {"site: a/./b", "-", "type 2:7"},
        {"site: a//b", "-", "type 2:7"},
        {"site: .git", "-", "type 2:7"},
        {"site: a/.git", "-", "type 2:7"},
        {"site: _drafts", "-", "type 2:7"},
        {"site: a/_b", "-", "type 2:7"},
        {"site: a\\b", "-", "type 2:7"},
        {"site: [a]", "-", "type 2:7"},
    };

    CHECK_ALL(KIND_SETTINGS, cases);
}

static void views_are_texts_by_name(void **state)
{
    static const struct test_case cases[] = {
        {"views: {}", "-", ""},
        {"views: {overdue: \"#stage=met\"}", "overdue='#stage=met'", ""},
        {"views:", "-", ""},
    };

    CHECK_ALL(KIND_SETTINGS, cases);
}

static void places_do_not_depend_on_the_files_start(void **state)
{
    static const struct test_case test = {"added: soon", "-", "date 2:8"};

    (void)state;
    check(KIND_CONTACT, "---\n", &test);
    check(KIND_CONTACT, "--- \r\n", &test);
    check(KIND_CONTACT, "\xef\xbb\xbf---\n", &test);
}

static void a_link_says_its_label_else_its_target(void **state)
{
    struct link link = {.target = STR("ana"), .label = STR("Ana")};

    (void)state;
    assert_true(str_equal(link_text(&link), STR("Ana")));
    link.label.n = 0;
    assert_true(str_equal(link_text(&link), STR("ana")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(dates),
        cmocka_unit_test(periods),
        cmocka_unit_test(numbers),
        cmocka_unit_test(yes_and_no),
        cmocka_unit_test(words),
        cmocka_unit_test(links),
        cmocka_unit_test(courtesies_and_thanks),
        cmocka_unit_test(goals),
        cmocka_unit_test(ranges),
        cmocka_unit_test(folders),
        cmocka_unit_test(views_are_texts_by_name),
        cmocka_unit_test(places_do_not_depend_on_the_files_start),
        cmocka_unit_test(a_link_says_its_label_else_its_target),
    };

    return unit_run(tests);
}
