/*
 * What an item carries beside its dates: why it is there, what could be said, and the command that settles it
 * (followups.md, "What an item carries").
 */
#include "due_fixture.h"

#include "vault/reason.h"

/* The first item of `kind` on TODAY: "WHY | SAY; SAY | COMMAND". */
struct test_case {
    enum due_kind kind;
    struct vault_file files[5];
    const char *expected;
};

static void show_reason(struct buf *out, const struct reason *reason)
{
    buf_printf(out, "%.*s | ", STR_ARGS(reason->why));
    for (uint32_t i = 0; i < reason->say_count; i++)
        buf_printf(out, "%s%.*s", i ? "; " : "", STR_ARGS(reason->say[i]));
    buf_puts(out, " | ");
    reason_command_write(out, reason);
}

static void check_all(struct fixture *fixture, const struct test_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct due_list list;

        fixture_load(fixture, cases[i].files, NULL);
        list = list_on(fixture, TODAY);
        for (uint32_t k = 0; k < list.n && !fixture->out.n; k++)
            if (list.at[k]->kind == cases[i].kind) {
                struct reason reason = reason_of(&fixture->vault, list.at[k], day_of(TODAY), &fixture->arena);

                show_reason(&fixture->out, &reason);
            }
        fixture_expect(fixture, cases[i].expected, due_kind_name(cases[i].kind));
    }
}

#define CHECK_ALL(cases) check_all(*state, cases, COUNT(cases))
#define HELD(body) MEETING("m", WITH_ANA("2026-11-10") DONE, body)

static void every_kind_says_why_and_how(void **state)
{
    static const struct test_case cases[] = {
        {DUE_THANK, {ANA, HELD("")}, "met Tue 10 Nov, no thank-you noted |  | infoview thank ana"},
        {DUE_THANK,
         {MEETING("m", "contact: Zoe Hart\ndate: 2025-12-30\nstatus: done\n", "")},
         "met Tue 30 Dec 2025, no thank-you noted |  | infoview thank 'Zoe Hart'"},
        {DUE_PROMISE,
         {CONTACT("ana", "name: Ana\n", "- [ ] Send Ana's table\n")},
         "you promised it |  | infoview done ana 'Send Ana'\\''s table'"},
        {DUE_PROMISE,
         {ANA, HELD("- [ ] Send\n")},
         "you promised it on Tue 10 Nov |  | infoview done ana Send"},
        {DUE_PROMISE,
         {ANA, MEETING("m", WITH_ANA("2026-11-22"), "- [ ] Bring\n")},
         "you promised it |  | infoview done ana Bring"},
        {DUE_CONFIRM,
         {ANA, MEETING("m", WITH_ANA("2026-11-15"), "")},
         "planned for Sun 15 Nov: did it happen? |  | infoview met ana"},
        {DUE_NOTES,
         {ANA, HELD("")},
         "met Tue 10 Nov, nothing written down yet |  | infoview edit --last ana"},
        {DUE_MEET,
         {ANA, MEETING("m", WITH_ANA("2026-11-22"), "")},
         "you meet Sun 22 Nov |  | infoview prep ana"},
        {DUE_MEET,
         {ANA, MEETING("m", WITH_ANA("2026-11-22T09:05+01:00"), "")},
         "you meet Sun 22 Nov at 09:05 |  | infoview prep ana"},
        {DUE_PREP,
         {ANA, MEETING("m", WITH_ANA("2026-11-22"), "")},
         "no questions yet |  | infoview prep --add-questions ana"},
        {DUE_PREP,
         {ANA, MEETING("m", WITH_ANA("2026-11-22"), "# Questions\n- a?\n")},
         "1 question, none from research |  | infoview prep --add-questions ana"},
        {DUE_PREP,
         {ANA, MEETING("m", WITH_ANA("2026-11-22"), "# Questions\n- a?\n- I noticed b?\n")},
         "2 questions |  | infoview prep --add-questions ana"},
        {DUE_ASK_REFERRER,
         {CONTACT("ana", "name: Ana Lima\nreferred_by: bo\n", ""), BO,
          MEETING("m", WITH_ANA("2026-11-23"), "")},
         "Bo Chen sent you to Ana Lima; you meet Mon 23 Nov |  | infoview set m asked_referrer today"},
        {DUE_TELL_REFERRER,
         {CONTACT("ana", "name: Ana Lima\nreferred_by: bo\n", ""), BO, HELD("")},
         "Bo Chen sent you to Ana Lima; you met Tue 10 Nov |  | infoview set m told_referrer today"},
        {DUE_SCHEDULE,
         {LOG("- 2026-11-19 email in: Yes\n")},
         "they replied Thu 19 Nov, no meeting fixed |  | infoview new interview ana"},
        {DUE_SCHEDULE,
         {ANA, MEETING("m", WITH_ANA("2026-11-18") "status: cancelled\n", "")},
         "the meeting of Wed 18 Nov did not take place |  | infoview new interview ana"},
        {DUE_NUDGE,
         {LOG("- 2026-11-14 email out\n")},
         "wrote Sat 14 Nov, no answer yet |  | infoview draft nudge ana"},
        {DUE_WAITING,
         {CONTACT("ana", "name: Ana\n", "- [ ] @waiting Introduce me\n")},
         "they promised it | Introduce me | infoview done ana 'Introduce me'"},
        {DUE_WAITING,
         {ANA, HELD("- [ ] @waiting A name\n")},
         "they promised it on Tue 10 Nov | A name | infoview done ana 'A name'"},
        {DUE_TOUCH,
         {WITH("keep_in_touch: 3 months\n", "- 2026-08-21 call\n")},
         "last in touch Fri 21 Aug; every 3 months |  | infoview draft update ana"},
        {DUE_TOUCH,
         {CONTACT("ana", "name: Ana\nkeep_in_touch: 1 month\nadded: 2025-08-21\n", ""),
          MEETING("m", WITH_ANA("2026-11-10"), "")},
         "noted Thu 21 Aug 2025; every 1 month |  | infoview draft update ana"},
        {DUE_REFERRAL,
         {ANA, HELD("# Referrals\n- Dan Reed, X\n")},
         "named when you met Tue 10 Nov, not in your contacts yet |  | infoview new contact --ref ana 'Dan "
         "Reed'"},
        {DUE_REFERRAL,
         {MEETING("m", "contact: Zoe\ndate: 2026-11-10\nstatus: done\n", "# Referrals\n- Dan\n")},
         "named when you met Tue 10 Nov, not in your contacts yet |  | infoview new contact Dan"},
        {DUE_ASK,
         {CONTACT("ana", "name: Ana\nadded: 2026-11-10\nwhy: \"knows grids, and people\"\n", "")},
         "noted Tue 10 Nov, not asked yet | knows grids, and people | infoview draft ask ana"},
        {DUE_ASK,
         {CONTACT("ana", "name: Ana\ntarget: t\n", "")},
         "not asked yet |  | infoview draft ask ana"},
        {DUE_REVIEW,
         {PLAN("skills_reviewed: 2025-11-20\n")},
         "last done Thu 20 Nov 2025 |  | infoview set plan skills_reviewed today"},
    };
    bool seen[DUE_KIND_COUNT] = {false};

    CHECK_ALL(cases);
    for (size_t i = 0; i < COUNT(cases); i++)
        seen[cases[i].kind] = true;
    for (int kind = 0; kind < DUE_KIND_COUNT; kind++)
        assert_true(seen[kind]);
}

static void there_is_something_to_say(void **state)
{
#define THANK(body, said)                                                                                  \
    {                                                                                                      \
        DUE_THANK, {ANA, HELD(body)}, "met Tue 10 Nov, no thank-you noted | " said " | infoview thank ana" \
    }
#define TOUCH(body, said)                                                                   \
    {                                                                                       \
        DUE_TOUCH, {CONTACT("ana", "name: Ana\nkeep_in_touch: 1 month\n", body)},           \
            "last in touch Thu 1 Oct; every 1 month | " said " | infoview draft update ana" \
    }
    static const struct test_case cases[] = {
        /* thank: lines under Insights or Notes, up to three */
        THANK("# Insights\n- one\n- two\n", "one; two"),
        THANK("# Notes\nOne line\nwrapped.\n\n# Insights\n- a\n- b\n- c\n", "One line wrapped.; a; b"),
        THANK("# Questions\n- q?\n  a\n# Ideas\n- i\n", ""),
        THANK("# Notes (private)\n- secret\n# Insights\n- open\n", "open"),
        /* touch: the newest words of the log, open promises, what is new in the plan */
        TOUCH("# Log\n- 2026-09-01 call: old\n- 2026-10-01 email: about grids\n- 2026-08-01 call: older\n",
              "about grids"),
        TOUCH("# Log\n- 2026-10-01 call\n- 2026-11-01 note: has a new job\n- 2026-12-01 note: later\n",
              "has a new job"),
        TOUCH(
            "- [ ] Send it\n- [x] Sent\n- [ ] @waiting Names\n# Log\n- 2026-10-01 call: grids\n- [ ] Third\n",
            "grids; Send it; Names"),
        TOUCH("# Log\n- 2026-10-01 call: open\n# History (private)\n- 2026-10-01 call: secret\n- 2026-11-01 "
              "note: secret\n",
              "open"),
        {DUE_TOUCH,
         {CONTACT("ana", "name: Ana\nkeep_in_touch: 1 month\n", "# Log\n- 2026-10-01 call: grids\n"),
          PLAN("resume_updated: 2026-10-02\nprofile_updated: 2026-10-01\nreviewed: 2026-10-03\n")},
         "last in touch Thu 1 Oct; every 1 month | grids; your r\303\251sum\303\251 is new since then; your "
         "plan has changed "
         "since then | infoview draft update ana"},
    };

    CHECK_ALL(cases);
}

static void kinds_have_plain_verbs(void **state)
{
    static const char *const verbs[DUE_KIND_COUNT] = {
        "thank",    "promise", "confirm", "notes",    "meet",     "prepare", "ask",   "tell",
        "schedule", "nudge",   "waiting", "write to", "referral", "ask",     "review"};

    (void)state;
    for (int kind = 0; kind < DUE_KIND_COUNT; kind++)
        assert_string_equal(reason_verb((enum due_kind)kind), verbs[kind]);
}

/* What a shell makes of the written command is the argument vector. */
static void commands_survive_the_shell(void **state)
{
    static const char *const words[][6] = {
        {"infoview", "done", "ana", "Send it"},
        {"infoview", "it's", "'", "''", "a'b'c"},
        {"infoview", "$HOME", "`id`", "$(id)", "${x}", "\\n"},
        {"infoview", "\"x\"", "a\\", "\\'", "a;b", "a&b|c>d<e"},
        {"infoview", "*", "?", "[a]", "{a,b}", "~"},
        {"infoview", "#x", "!x", "-x", "--ref", "a=b"},
        {"infoview", "", " ", "  a  b  ", "a\tb", "a\nb"},
        {"infoview", "(a)", "%s%d", "^a", "a@b.example", "2026-11-18"},
        {"infoview", "\346\235\216\345\260\217\351\276\231", "Ren\303\251 N\303\272\303\261ez", "\302\240",
         "a/b_c.d:e+f,g"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        struct reason reason = {0};
        struct buf command = {0}, expected = {0}, got = {0};
        FILE *shell;
        int c;

        buf_puts(&command, "printf '%s|' ");
        for (size_t k = 0; k < COUNT(words[i]) && words[i][k]; k++) {
            reason.command[reason.command_count++] = str_from(words[i][k]);
            buf_printf(&expected, "%s|", words[i][k]);
        }
        reason_command_write(&command, &reason);
        buf_putc(&command, '\0');
        shell = popen(command.p, "r"); /* NOLINT(cert-env33-c): the shell is what is tested */
        assert_non_null(shell);
        while ((c = fgetc(shell)) != EOF)
            buf_putc(&got, (char)c);
        assert_int_equal(pclose(shell), 0);
        if (!str_equal(buf_str(&got), buf_str(&expected)))
            fail_msg("%s\ngives %.*s", command.p, STR_ARGS(buf_str(&got)));
        buf_free(&command);
        buf_free(&expected);
        buf_free(&got);
    }
}

static void plain_words_need_no_quotes(void **state)
{
    struct reason reason = {
        .command = {STR("infoview"), STR("set"), STR("2026-11-18_a.b"), STR("a b"), STR("")},
        .command_count = 5};
    struct buf out = {0};

    (void)state;
    reason_command_write(&out, &reason);
    assert_str(buf_str(&out), "infoview set 2026-11-18_a.b 'a b' ''");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_says_why_and_how), cmocka_unit_test(there_is_something_to_say),
        cmocka_unit_test(kinds_have_plain_verbs),      cmocka_unit_test(commands_survive_the_shell),
        cmocka_unit_test(plain_words_need_no_quotes),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
