/*
 * infoview.yaml: the defaults of format.md, every line read, and what a bad line leaves standing.
 */
#include "vault_fixture.h"

#include "base/limits.h"
#include "value_fixture.h"
#include "vault/settings.h"

/* A settings file, one of its lines as show_value shows it, and the findings as fixture_show_diags does. */
struct test_case {
    const char *bytes;
    enum key key;
    const char *value, *findings;
};

static void show_setting(struct buf *out, const struct settings *settings, enum key key)
{
    show_value(out, schema_field(KIND_SETTINGS, key), settings_get(settings, key));
}

static void check(const struct test_case *test)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct diag problem = {0};
    struct settings settings;
    struct buf out = {0}, expected = {0};

    settings_init(&settings, &arena);
    if (!settings_read(&settings, STR("s"), str_from(test->bytes), &diags, &problem))
        fail_msg("%s: %.*s", test->bytes, STR_ARGS(problem.message));
    show_setting(&out, &settings, test->key);
    buf_putc(&out, '\n');
    fixture_show_diags(&out, &diags);
    buf_printf(&expected, "%s\n%s", test->value, test->findings);
    if (!str_equal(buf_str(&out), buf_str(&expected)))
        fail_msg("\n%s\nwanted %.*s\ngot    %.*s", test->bytes, STR_ARGS(buf_str(&expected)),
                 STR_ARGS(buf_str(&out)));
    buf_free(&out);
    buf_free(&expected);
    arena_free(&arena);
}

/* The table of format.md, "Settings", line by line. */
static const struct {
    enum key key;
    const char *value;
} defaults[] = {
    {SET_FORMAT, "1"},
    {SET_THANK_DUE, "1 day"},
    {SET_THANK_LATE, "2 days"},
    {SET_KEEP_IN_TOUCH, "3 months"},
    {SET_PROMISE_DUE, "7 days"},
    {SET_NUDGE_AFTER, "7 days"},
    {SET_NUDGE_TIMES, "2"},
    {SET_ASK_AFTER, "3 days"},
    {SET_SCHEDULE_AFTER, "2 days"},
    {SET_ASK_REFERRER, "3 days"},
    {SET_TELL_REFERRER, "7 days"},
    {SET_REVIEW_EVERY, "12 months"},
    {SET_GOAL, "1/week"},
    {SET_AWAY, ""},
    {SET_HORIZON, "7 days"},
    {SET_ASK_MINUTES, "20"},
    {SET_MAX_MINUTES, "30"},
    {SET_MIN_QUESTIONS, "5"},
    {SET_MAX_QUESTIONS, "10"},
    {SET_RESUME_COPIES, "2"},
    {SET_PITCH_SECONDS, "30"},
    {SET_PITCH_WORDS, "140"},
    {SET_WEEK_STARTS, "1"},
    {SET_FOLDER_CONTACTS, "'contacts'"},
    {SET_FOLDER_INTERVIEWS, "'interviews'"},
    {SET_FOLDER_OPPORTUNITIES, "'opportunities'"},
    {SET_FOLDER_SKILLS, "'skills'"},
    {SET_FOLDER_TARGETS, "'targets'"},
    {SET_LINKS, "2"},
    {SET_COMMIT, "1"},
    {SET_SITE, "'site'"},
    {SET_VIEWS, ""},
    {SET_ME_NAME, "''"},
    {SET_ME_EMAIL, "''"},
};

static void check_defaults(const struct settings *settings)
{
    struct buf out = {0};

    for (size_t i = 0; i < COUNT(defaults); i++) {
        show_setting(&out, settings, defaults[i].key);
        if (!str_equal(buf_str(&out), str_from(defaults[i].value)))
            fail_msg("%s: %.*s", schema_field(KIND_SETTINGS, defaults[i].key)->name, STR_ARGS(buf_str(&out)));
        buf_reset(&out);
    }
    buf_free(&out);
}

static void defaults_are_those_of_the_format(void **state)
{
    struct arena arena = {0};
    struct settings settings;

    (void)state;
    assert_int_equal(COUNT(defaults), KEY_COUNT - KEY_RECORDS_END);
    for (size_t i = 0; i < COUNT(defaults); i++)
        assert_int_equal(defaults[i].key, KEY_RECORDS_END + i);
    settings_init(&settings, &arena);
    check_defaults(&settings);
    assert_int_equal(settings_week_start(&settings), MONDAY);
    assert_str(settings_folder(&settings, KIND_CONTACT), "contacts");
    assert_str(settings_folder(&settings, KIND_TARGET), "targets");
    arena_free(&arena);
}

/* The block of format.md as `init` writes it: no finding, and nothing but the defaults. */
static void the_documented_file_is_the_default(void **state)
{
    static const char text[] =
        "format: 1\nthank_you:      {due: 1 day, late: 2 days}\nkeep_in_touch:  3 months\npromise_due:    7 "
        "days\n"
        "nudge_after:    7 days\nnudge_times:    2\nask_after:      3 days\nschedule_after: 2 days\n"
        "ask_referrer:   3 days\ntell_referrer:  7 days\nreview_every:   12 months\n"
        "goal:           1 per week        # or none\n"
        "away:           []                # [2026-12-21..2027-01-03]: weeks that break no streak\n"
        "horizon:        7 days\n"
        "meeting:        {ask_minutes: 20, max_minutes: 30, min_questions: 5, max_questions: 10, "
        "resume_copies: 2}\n"
        "pitch:          {seconds: 30, words_per_minute: 140}\nweek_starts:    monday\n"
        "folders:        {contacts: contacts, interviews: interviews, opportunities: opportunities, skills: "
        "skills, "
        "targets: targets}\n"
        "links:          markdown\ncommit:         auto\nsite:           site\n"
        "views:          {}                # name: URL fragment of a list page\nme:             {name: \"\", "
        "email: "
        "\"\"}\n";
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct diag problem = {0};
    struct settings settings;

    (void)state;
    settings_init(&settings, &arena);
    assert_true(settings_read(&settings, STR("s"), str_from(text), &diags, &problem));
    assert_int_equal(diags.n, 0);
    check_defaults(&settings);
    arena_free(&arena);
}

static void every_line_is_read(void **state)
{
    static const struct test_case cases[] = {
        {"format: 2\n", SET_FORMAT, "2", ""},
        {"thank_you: {due: 2 days}\n", SET_THANK_DUE, "2 days", ""},
        {"thank_you: {due: 2 days}\n", SET_THANK_LATE, "2 days", ""},
        {"thank_you:\n  late: 1 week\n", SET_THANK_LATE, "7 days", ""},
        {"keep_in_touch: never\n", SET_KEEP_IN_TOUCH, "never", ""},
        {"Keep In Touch: 1 year\n", SET_KEEP_IN_TOUCH, "12 months", ""},
        {"keep-in-touch: 1 month\n", SET_KEEP_IN_TOUCH, "1 month", ""},
        {"promise_due: 1 day\n", SET_PROMISE_DUE, "1 day", ""},
        {"nudge_after: 2 weeks\n", SET_NUDGE_AFTER, "14 days", ""},
        {"nudge_times: 0\n", SET_NUDGE_TIMES, "0", ""},
        {"ask_after: 0 days\n", SET_ASK_AFTER, "0 days", ""},
        {"schedule_after: 1 week\n", SET_SCHEDULE_AFTER, "7 days", ""},
        {"ask_referrer: 1 week\n", SET_ASK_REFERRER, "7 days", ""},
        {"tell_referrer: 1 month\n", SET_TELL_REFERRER, "1 month", ""},
        {"review_every: 6 months\n", SET_REVIEW_EVERY, "6 months", ""},
        {"goal: none\n", SET_GOAL, "none", ""},
        {"goal: 3 per month\n", SET_GOAL, "3/month", ""},
        {"away: [2026-12-21..2027-01-03]\n", SET_AWAY, "2026-12-21..2027-01-03", ""},
        {"horizon: 2 weeks\n", SET_HORIZON, "14 days", ""},
        {"meeting: {ask_minutes: 15}\n", SET_ASK_MINUTES, "15", ""},
        {"meeting: {max_minutes: 45}\n", SET_MAX_MINUTES, "45", ""},
        {"meeting: {min_questions: 0}\n", SET_MIN_QUESTIONS, "0", ""},
        {"meeting: {max_questions: 12}\n", SET_MAX_QUESTIONS, "12", ""},
        {"meeting: {resume_copies: 1}\n", SET_RESUME_COPIES, "1", ""},
        {"pitch: {seconds: 60}\n", SET_PITCH_SECONDS, "60", ""},
        {"pitch: {words_per_minute: 120}\n", SET_PITCH_WORDS, "120", ""},
        {"week_starts: Sunday\n", SET_WEEK_STARTS, "7", ""},
        {"folders: {contacts: people}\n", SET_FOLDER_CONTACTS, "'people'", ""},
        {"folders: {interviews: meetings/done}\n", SET_FOLDER_INTERVIEWS, "'meetings/done'", ""},
        {"folders: {opportunities: jobs}\n", SET_FOLDER_OPPORTUNITIES, "'jobs'", ""},
        {"folders: {skills: can}\n", SET_FOLDER_SKILLS, "'can'", ""},
        {"folders: {targets: aims}\n", SET_FOLDER_TARGETS, "'aims'", ""},
        {"links: wiki\n", SET_LINKS, "1", ""},
        {"commit: off\n", SET_COMMIT, "2", ""},
        {"site: pages\n", SET_SITE, "'pages'", ""},
        {"views: {mine: \"#tag=x\"}\n", SET_VIEWS, "mine='#tag=x'", ""},
        {"views:\n  Who is next: sort=next\n  b: 'q=a b'\n", SET_VIEWS, "Who is next='sort=next' b='q=a b'",
         ""},
        {"views: {}\n", SET_VIEWS, "", ""},
        {"me: {name: Jo Doe}\n", SET_ME_NAME, "'Jo Doe'", ""},
        {"me: {email: jo@x.example}\n", SET_ME_EMAIL, "'jo@x.example'", ""},
        /* nothing there: the default */
        {"", SET_GOAL, "1/week", ""},
        {"# nothing\n", SET_GOAL, "1/week", ""},
        {"goal:\n", SET_GOAL, "1/week", ""},
        {"thank_you:\n", SET_THANK_DUE, "1 day", ""},
        {"thank_you: {due: }\n", SET_THANK_DUE, "1 day", ""},
        {"me: {name: ''}\n", SET_ME_NAME, "''", ""},
        /* marks at the start and CRLF */
        {"\xef\xbb\xbfgoal: none\r\nhorizon: 1 day\r\n", SET_HORIZON, "1 day", ""},
        {"\xef\xbb\xbfgoal: none\r\nhorizon: 1 day\r\n", SET_GOAL, "none", ""},
        {"---\ngoal: none\n", SET_GOAL, "none", ""},
    };
    bool seen[KEY_COUNT] = {false};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        check(&cases[i]);
        seen[cases[i].key] = true;
    }
    for (int key = KEY_RECORDS_END; key < (int)KEY_COUNT; key++)
        assert_true(seen[key]);
}

static void bad_lines_leave_the_default(void **state)
{
    static const struct test_case cases[] = {
        {"goal: often\n", SET_GOAL, "1/week", "period s:1:7\n"},
        {"goal: 0 per week\n", SET_GOAL, "1/week", "period s:1:7\n"},
        {"horizon: soon\n", SET_HORIZON, "7 days", "period s:1:10\n"},
        {"keep_in_touch: 0 days\n", SET_KEEP_IN_TOUCH, "3 months", "period s:1:16\n"},
        {"nudge_times: many\n", SET_NUDGE_TIMES, "2", "type s:1:14\n"},
        {"nudge_times: 101\n", SET_NUDGE_TIMES, "2", "type s:1:14\n"},
        {"format: 0\n", SET_FORMAT, "1", "type s:1:9\n"},
        {"week_starts: mon\n", SET_WEEK_STARTS, "1", "unknown-value s:1:14\n"},
        {"links: html\n", SET_LINKS, "2", "unknown-value s:1:8\n"},
        {"away: soon\n", SET_AWAY, "", "date s:1:7\n"},
        {"away: [soon, 2026-12-21..2027-01-03]\n", SET_AWAY, "2026-12-21..2027-01-03", "date s:1:8\n"},
        {"views: stage=met\n", SET_VIEWS, "", "type s:1:8\n"},
        {"views: [stage=met]\n", SET_VIEWS, "", "type s:1:8\n"},
        {"views: {a: [b], c: d}\n", SET_VIEWS, "c='d'", "type s:1:12\n"},
        {"views:\n  a: #stage=met\n  c: ''\n", SET_VIEWS, "", "type s:2:3\ntype s:3:6\n"},
        {"site: ../www\n", SET_SITE, "'site'", "type s:1:7\n"},
        {"folders: {contacts: /home}\n", SET_FOLDER_CONTACTS, "'contacts'", "type s:1:21\n"},
        {"thank_you: 3 days\n", SET_THANK_DUE, "1 day", "type s:1:12\n"},
        {"thank_you: [3 days]\n", SET_THANK_DUE, "1 day", "type s:1:12\n"},
        {"thank_you: {due: soon, late: 3 days}\n", SET_THANK_LATE, "3 days", "period s:1:18\n"},
        {"me: {name: [A, B]}\n", SET_ME_NAME, "'A'", "type s:1:12\n"},
        /* one bad line costs the others nothing */
        {"goal: often\nhorizon: 1 day\n", SET_HORIZON, "1 day", "period s:1:7\n"},
        /* unknown lines */
        {"gaol: none\n", SET_GOAL, "1/week", "unknown-key s:1:1\n"},
        {"thank_you: {dew: 1 day}\n", SET_THANK_DUE, "1 day", "unknown-key s:1:13\n"},
        {"meeting: {snacks: 2}\n", SET_ASK_MINUTES, "20", "unknown-key s:1:11\n"},
        {"theme: dark\n", SET_GOAL, "1/week", "unknown-key s:1:1\n"},
        /* places after a byte-order mark and CRLF */
        {"\xef\xbb\xbfgoal: often\r\n  \r\nhorizon: soon\r\n", SET_GOAL, "1/week",
         "period s:1:7\nperiod s:3:10\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check(&cases[i]);
}

static void near_misses_are_hinted_at(void **state)
{
    static const struct {
        const char *bytes, *hint;
    } cases[] = {
        {"gaol: none\n", "did you mean 'goal'?"},
        {"thank_you: {dew: 1 day}\n", "did you mean 'thank_you.due'?"},
        {"Week start: monday\n", "did you mean 'week_starts'?"},
        {"theme: dark\n", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct diags diags = {.arena = &arena};
        struct diag problem = {0};
        struct settings settings;

        settings_init(&settings, &arena);
        assert_true(settings_read(&settings, STR("s"), str_from(cases[i].bytes), &diags, &problem));
        assert_int_equal(diags.n, 1);
        assert_str(diags.at[0].hint, cases[i].hint);
        arena_free(&arena);
    }
}

/* A file that is no YAML is a visible row; the vault is read with the defaults. */
static void an_unreadable_file_leaves_all_defaults(void **state)
{
    const struct {
        struct str bytes;
        const char *row;
    } cases[] = {
        {STR("goal: none\nx: [\n"), "yaml infoview.yaml:"},
        {STR("goal: none\ngoal: 1 per day\n"), "duplicate-key infoview.yaml:2:1\n"},
        {STR("goal: &a none\n"), "alias infoview.yaml:1:7\n"},
        {STR("- goal\n"), "yaml infoview.yaml:"},
        {STR("goal: none\n<<<<<<< ours\n"), "conflict-marker infoview.yaml:2:1\n"},
        {STR("goal: none\0\n"), "utf8 infoview.yaml:1:11\n"},
        {STR("goal: none\nx: \xff\n"), "utf8 infoview.yaml:2:4\n"},
    };
    static const struct vault_file files[] = {CONTACT("ana", "name: Ana\n", ""), {NULL, NULL}};
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        fixture_load(fixture, files, NULL);
        fixture_write(fixture, VAULT_SETTINGS_FILE, cases[i].bytes);
        fixture_open(fixture);
        check_defaults(&fixture->vault.settings);
        fixture_show_diags(&fixture->out, &fixture->vault.unreadable);
        if (!str_starts(buf_str(&fixture->out), str_from(cases[i].row)) || fixture->vault.unreadable.n != 1)
            fail_msg("wanted %sgot %.*s", cases[i].row, STR_ARGS(buf_str(&fixture->out)));
        assert_true(fixture->vault.unreadable.at[0].hint.n > 0);
        assert_int_equal(fixture->vault.records[KIND_CONTACT].n, 1);
    }
}

static void findings_are_those_of_the_vault(void **state)
{
    static const struct vault_file files[] = {SETTINGS("gaol: none\nhorizon: soon\n"), {NULL, NULL}};
    struct fixture *fixture = *state;

    fixture_load(fixture, files, NULL);
    assert_int_equal(fixture->vault.unreadable.n, 0);
    fixture_show_diags(&fixture->out, &fixture->vault.findings);
    fixture_expect(fixture, "unknown-key infoview.yaml:1:1\nperiod infoview.yaml:2:10\n", "findings");
}

static void a_folder_without_the_file_is_no_vault(void **state)
{
    struct fixture *fixture = *state;
    struct vault vault = {0};
    struct err err = {0};

    fixture_clear(fixture);
    assert_int_equal(vault_open(&vault, fixture->path, &fixture->options, &err), -1);
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    vault_close(&vault);
    assert_int_equal(mkdirat(fixture->fd, VAULT_SETTINGS_FILE, 0777), 0);
    assert_int_equal(vault_open(&vault, fixture->path, &fixture->options, &err), -1);
    assert_int_equal(err.kind, ERR_SYSTEM);
    vault_close(&vault);
    assert_int_equal(vault_open(&vault, "/no/such/folder", &fixture->options, &err), -1);
    vault_close(&vault);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_those_of_the_format),
        cmocka_unit_test(the_documented_file_is_the_default),
        cmocka_unit_test(every_line_is_read),
        cmocka_unit_test(bad_lines_leave_the_default),
        cmocka_unit_test(near_misses_are_hinted_at),
        cmocka_unit_test(an_unreadable_file_leaves_all_defaults),
        cmocka_unit_test(findings_are_those_of_the_vault),
        cmocka_unit_test(a_folder_without_the_file_is_no_vault),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
