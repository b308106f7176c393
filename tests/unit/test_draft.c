/*
 * Mails to begin from: which facts they have, what a template makes of them, and what is said about the result.
 */
#include "due_fixture.h"

#include "insight/mail.h"
#include "vault/document.h"

static struct view *view_on(struct fixture *fixture, const char *day)
{
    struct view *view = arena_new(&fixture->arena, struct view);

    view_init(view, &fixture->vault, day_of(day), &fixture->arena);
    return view;
}

static struct draft_facts facts_for(struct fixture *fixture, enum draft_kind kind)
{
    struct draft_wish wish = {.kind = kind, .contact = fixture_record(fixture, KIND_CONTACT, "ana")};

    return draft_facts_of(view_on(fixture, TODAY), &wish);
}

/* The mail that `text` makes for Ana. */
static struct mail mail_for(struct fixture *fixture, enum draft_kind kind, const char *text)
{
    struct mail_template source = {STR("templates/x.txt"), str_from(text)};
    struct draft_facts facts = facts_for(fixture, kind);
    struct diag problem = {0};
    struct mail mail;

    if (mail_make(view_on(fixture, TODAY), &facts, &source, &mail, &problem))
        fail_msg("%.*s:%u:%u: %.*s", STR_ARGS(problem.path), (unsigned)problem.place.line,
                 (unsigned)problem.place.column, STR_ARGS(problem.message));
    return mail;
}

static bool has_warning(const struct mail *mail, const char *part)
{
    for (uint32_t i = 0; i < mail->warning_count; i++)
        if (str_find(mail->warnings[i], str_from(part), 0) < mail->warnings[i].n)
            return true;
    return false;
}

/* ---- facts */

static void the_topic_of_a_thank_you_comes_from_the_meeting(void **state)
{
    static const struct {
        const char *front, *body, *topic;
    } cases[] = {
        {"", "", ""},
        {"thanked_for: the map\n", "# Insights\n- Not this\n", "the map"},
        {"", "# Insights\n- A map. It helps.\n- Not this\n",
         "\xE2\x80\x9C"
         "A map\xE2\x80\x9D"},
        {"", "# Notes\nShe laughed.\n", "\xE2\x80\x9CShe laughed\xE2\x80\x9D"},
        {"", "# Notes\nWell...\n", "\xE2\x80\x9CWell...\xE2\x80\x9D"},
        {"", "# Notes (private)\nNo.\n", ""},
        {"", "# Other\nNo.\n", ""},
        {"",
         "# Notes\naaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhh iiii\n",
         "\xE2\x80\x9C"
         "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg "
         "hhhhhhhhh \xE2\x80\xA6\xE2\x80\x9D"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf text = {0};

        buf_printf(&text, "---\ncontact: ana\ndate: 2026-11-10\nstatus: done\n%s---\n%s", cases[i].front,
                   cases[i].body);
        buf_putc(&text, '\0');
        fixture_load(fixture, (struct vault_file[]){ANA, {"interviews/m.md", text.p}, {0}}, NULL);
        assert_str(facts_for(fixture, DRAFT_THANK).topic, cases[i].topic);
        assert_str(facts_for(fixture, DRAFT_UPDATE).topic, cases[i].topic);
        buf_free(&text);
    }
}

static void a_thank_you_is_for_the_newest_meeting_that_owes_one(void **state)
{
    static const struct vault_file files[] = {ANA,
                                              MEETING("a", WITH_ANA("2026-11-01") DONE, ""),
                                              MEETING("b", WITH_ANA("2026-11-05") DONE, ""),
                                              MEETING("c",
                                                      WITH_ANA("2026-11-10") DONE "thanked: 2026-11-11\n",
                                                      ""),
                                              MEETING("d", WITH_ANA("2026-11-20"), ""),
                                              {0}},
                                   thanked[] = {
                                       MEETING("a", WITH_ANA("2026-11-01") DONE "thanked: skip\n", ""),
                                       MEETING("b", WITH_ANA("2026-11-05") DONE "thanked: skip\n", ""),
                                       {0}};
    struct fixture *fixture = *state;
    struct draft_facts facts;

    fixture_load(fixture, files, NULL);
    facts = facts_for(fixture, DRAFT_THANK);
    assert_str(facts.interview->id, "b");
    assert_str(facts.met, "Thu 5 Nov");
    assert_true(draft_owes_thanks(&facts));
    facts = facts_for(fixture, DRAFT_UPDATE);
    assert_str(facts.interview->id, "c");
    fixture_load(fixture, files, thanked);
    facts = facts_for(fixture, DRAFT_THANK);
    assert_str(facts.interview->id, "c");
    assert_false(draft_owes_thanks(&facts));
}

static void what_an_ask_is_about(void **state)
{
    static const struct {
        const char *front, *meeting, *topic, *minutes;
    } cases[] = {
        {"", NULL, "", "20"},
        {"target: lead\n", NULL,
         "the work behind \xE2\x80\x9C"
         "Lead\xE2\x80\x9D",
         "20"},
        {"target: Some Thing\n", NULL, "the work behind \xE2\x80\x9CSome Thing\xE2\x80\x9D", "20"},
        {"target: lead\n", "purpose: career-path\nminutes_asked: 15\n", "how you came to your work", "15"},
        {"", "purpose: your maps\n", "your maps", "20"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf ana = {0}, meeting = {0};
        struct draft_facts facts;

        buf_printf(&ana, "---\nname: Ana\n%s---\n", cases[i].front);
        buf_putc(&ana, '\0');
        buf_printf(&meeting, "---\ncontact: ana\ndate: 2026-11-24\n%s---\n",
                   cases[i].meeting ? cases[i].meeting : "");
        buf_putc(&meeting, '\0');
        fixture_load(fixture,
                     (struct vault_file[]){{"contacts/ana.md", ana.p},
                                           {"targets/lead.md", "---\nname: Lead\n---\n"},
                                           {cases[i].meeting ? "interviews/m.md" : NULL, meeting.p},
                                           {0}},
                     NULL);
        facts = facts_for(fixture, DRAFT_ASK);
        assert_str(facts.topic, cases[i].topic);
        assert_str(facts.minutes, cases[i].minutes);
        assert_str(facts_for(fixture, DRAFT_NUDGE).topic, cases[i].topic);
        buf_free(&ana);
        buf_free(&meeting);
    }
}

static void facts_of_the_log_and_the_promises(void **state)
{
    static const struct vault_file files[] = {
        CONTACT(
            "ana", "name: Ana\nreferred_by: Zoe\nwhy: Maps\nemail: [no address, ana@a.example]\n",
            "# Log\n- 2026-11-22 email out: Later\n- 2026-11-14 email out: Asked\n- 2026-11-18 note out: No\n"
            "- 2026-11-07 email out: Before\n# P\n- [ ] Mine\n- [ ] @waiting Theirs\n"),
        SETTINGS("me: {name: Jo, email: jo@a.example}\n"),
        {0}};
    struct fixture *fixture = *state;
    struct draft_facts facts;

    fixture_load(fixture, files, NULL);
    facts = facts_for(fixture, DRAFT_NUDGE);
    assert_str(facts.asked, "Sat 14 Nov");
    assert_str(facts.last, "No");
    assert_str(facts.referrer, "Zoe");
    assert_str(facts.why, "Maps");
    assert_str(facts.email, "ana@a.example");
    assert_str(facts.my_name, "Jo");
    assert_str(facts.my_email, "jo@a.example");
    assert_int_equal(facts.run, 2);
    assert_int_equal(facts.promise_count, 1);
    assert_str(facts.promises[0], "Mine");
}

static void questions_of_an_ask_are_up_to_three_that_are_finished(void **state)
{
    static const struct vault_file files[] = {CONTACT("ana", "name: Ana\norg: GridCo\n", ""),
                                              {"questions.md",
                                               "- I noticed \xE2\x80\xA6?\n- a?\n- b?\n- GridCo?\n- c?\n"},
                                              {0}},
                                   ahead[] = {MEETING("m", "contact: ana\ndate: 2026-11-24\n",
                                                      "# Questions\n- x?\n- I noticed y?\n"),
                                              {0}};
    struct fixture *fixture = *state;
    struct draft_facts facts;

    fixture_load(fixture, files, NULL);
    facts = facts_for(fixture, DRAFT_ASK);
    assert_int_equal(facts.question_count, 3);
    assert_str(facts.questions[0], "GridCo?");
    assert_str(facts.questions[1], "a?");
    assert_int_equal(facts_for(fixture, DRAFT_THANK).question_count, 0);
    fixture_load(fixture, files, ahead);
    facts = facts_for(fixture, DRAFT_ASK);
    assert_int_equal(facts.question_count, 2);
    assert_str(facts.questions[0], "I noticed y?");
}

static void a_referrer_is_told_of_whoever_was_met(void **state)
{
    static const struct vault_file
        files[] = {ANA,
                   CONTACT("bo", "name: Bo Chen\norg: GridCo\nreferred_by: ana\n", ""),
                   CONTACT("cy", "name: Cy\nreferred_by: ana\n", ""),
                   CONTACT("di", "name: Di\nreferred_by: ana\n", ""),
                   MEETING("b", "contact: bo\ndate: 2026-11-01\n" DONE, ""),
                   MEETING("c", "contact: cy\ndate: 2026-11-10\ntold_referrer: 2026-11-12\n" DONE, ""),
                   {0}},
        told[] = {MEETING("b", "contact: bo\ndate: 2026-11-01\ntold_referrer: skip\n" DONE, ""), {0}};
    struct fixture *fixture = *state;
    struct draft_facts facts;

    fixture_load(fixture, files, NULL);
    facts = facts_for(fixture, DRAFT_TELL);
    assert_str(facts.wish.about->id, "bo");
    assert_str(facts.wish.about_name, "Bo Chen");
    assert_str(facts.about_org, "GridCo");
    assert_str(facts.interview->id, "b");
    assert_str(facts.met, "Sun 1 Nov");
    fixture_load(fixture, files, told);
    assert_str(facts_for(fixture, DRAFT_TELL).wish.about->id, "cy");
}

/* ---- mails */

static void a_mail_is_a_subject_and_a_text(void **state)
{
    static const struct vault_file files[] = {CONTACT("ana", "name: Ana\nemail: ana@a.example\n", ""), {0}};
    struct fixture *fixture = *state;
    struct mail mail;

    fixture_load(fixture, files, NULL);
    mail = mail_for(fixture, DRAFT_UPDATE, "Subject: Hello {{name}}\n\n\nDear {{name}},  \n\n\ntext\n\n");
    assert_str(mail.to, "Ana <ana@a.example>");
    assert_str(mail.subject, "Hello Ana");
    assert_str(mail.body, "Dear Ana,\n\n\ntext\n");
    assert_int_equal(mail.warning_count, 0);
    mail_write(&fixture->out, &mail);
    fixture_expect(fixture, "To: Ana <ana@a.example>\nSubject: Hello Ana\n\nDear Ana,\n\n\ntext\n", "a mail");
    mail_write_mailto(&fixture->out, &mail);
    fixture_expect(fixture,
                   "mailto:ana@a.example?subject=Hello%20Ana&body=Dear%20Ana%2C%0D%0A%0D%0A%0D%0Atext%0D%0A",
                   "an address");
    mail = mail_for(fixture, DRAFT_UPDATE, "Dear {{name}}");
    assert_str(mail.subject, "");
    assert_str(mail.body, "Dear Ana\n");
    assert_true(has_warning(&mail, "no subject"));
}

static void names_in_a_header_are_quoted(void **state)
{
    static const struct {
        const char *name, *to;
    } rows[] = {
        {"Ana Lima", "Ana Lima <a@a.example>"},
        {"Lima, Ana", "\"Lima, Ana\" <a@a.example>"},
        {"Dr. Ana", "\"Dr. Ana\" <a@a.example>"},
        {"\xE6\x9D\x8E", "\xE6\x9D\x8E <a@a.example>"},
        {"a \\\"b\\\" \\\\ c", "\"a \\\"b\\\" \\\\ c\" <a@a.example>"},
        {"x <e@e.example>", "\"x <e@e.example>\" <a@a.example>"},
        {"Ana\\nBcc: e@e.example", "\"Ana Bcc: e@e.example\" <a@a.example>"},
        {"Ana\\r\\n\\r\\nHi", "Ana  Hi <a@a.example>"},
        {"\\e[31mAna\\u202e", "\"\xEF\xBF\xBD[31mAna\xEF\xBF\xBD\" <a@a.example>"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf text = {0};
        struct mail mail;

        buf_printf(&text, "---\nname: \"%s\"\nemail: a@a.example\n---\n", rows[i].name);
        buf_putc(&text, '\0');
        fixture_load(fixture, (struct vault_file[]){{"contacts/ana.md", text.p}, {0}}, NULL);
        mail = mail_for(fixture, DRAFT_UPDATE, "Subject: For {{name}}\n\nx\n");
        assert_str(mail.to, rows[i].to);
        assert_true(str_index(mail.subject, '\n', 0) == mail.subject.n);
        buf_free(&text);
    }
}

/* What a file says is one line in a mail: none of it becomes a header, a line, or a control character. */
static void words_of_files_stay_on_their_line(void **state)
{
    static const struct vault_file files[] = {
        CONTACT(
            "ana",
            "name: Ana\nemail: ana@a.example\norg: \"a\\nBcc: e@e.example\\r\\n\\r\\nx \\e[2J \\u202e\"\n",
            ""),
        {0}};
    struct fixture *fixture = *state;
    struct mail mail;

    fixture_load(fixture, files, NULL);
    mail = mail_for(fixture, DRAFT_UPDATE, "Subject: {{org}}\n\n{{org}}\n\x1b[2J\n");
    assert_str(mail.subject, "a Bcc: e@e.example  x \xEF\xBF\xBD[2J \xEF\xBF\xBD");
    assert_str(mail.body, "a Bcc: e@e.example  x \xEF\xBF\xBD[2J \xEF\xBF\xBD\n\xEF\xBF\xBD[2J\n");
}

static void an_address_that_is_none_is_left_out(void **state)
{
    static const char *const bad[] = {"none",          "a@b",           "a@b.example, c@d.example",
                                      "a b@c.example", "<a@b.example>", "\"a\\nb@c.example\""};
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(bad); i++) {
        struct buf text = {0};
        struct mail mail;

        buf_printf(&text, "---\nname: Ana\nemail: %s\n---\n", bad[i]);
        buf_putc(&text, '\0');
        fixture_load(fixture, (struct vault_file[]){{"contacts/ana.md", text.p}, {0}}, NULL);
        mail = mail_for(fixture, DRAFT_UPDATE, "Subject: x\n\nx\n");
        assert_str(mail.to, "Ana");
        assert_str(mail.email, "");
        assert_true(has_warning(&mail, "no mail address of Ana"));
        mail_write_mailto(&fixture->out, &mail);
        fixture_expect(fixture, "mailto:?subject=x&body=x%0D%0A", bad[i]);
        buf_free(&text);
    }
}

static void what_is_to_be_looked_at(void **state)
{
    static const struct {
        enum draft_kind kind;
        const char *text, *part; /* of the warning; NULL: none but of places */
    } cases[] = {
        {DRAFT_ASK, "Subject: x\n\nCould we talk?\n", "how much time"},
        {DRAFT_ASK, "Subject: x\n\nWould you have {{minutes}} minutes?\n", NULL},
        {DRAFT_ASK, "Subject: x\n\nHast du {{minutes}} Min. Zeit?\n", NULL},
        {DRAFT_ASK, "Subject: x\n\nHalf an hour?\n", NULL},
        {DRAFT_ASK, "Subject: x\n\n20 minutes. Are you hiring?\n", "asks for a job"},
        {DRAFT_ASK, "Subject: Any job for me?\n\n20 minutes.\n", "asks for a job"},
        {DRAFT_ASK, "Subject: x\n\n20 minutes. I am not asking for a job.\n", NULL},
        {DRAFT_THANK, "Subject: x\n\nThank you for your time.\n", "names nothing from the meeting"},
        {DRAFT_THANK, "Subject: x\n\nThank you for {{topic}}.\n", NULL},
        {DRAFT_TELL, "Subject: x\n\nx\n", "nobody whom Ana sent you to"},
        {DRAFT_NUDGE, "Subject: x\n\nx\n", "nothing you wrote to Ana waits"},
        {DRAFT_INTRO, "Subject: x\n\nx\n", NULL},
        {DRAFT_UPDATE, "Subject: <<a>>\n\nb << c\nd >> <<e>> << f\n", "3 places are left"},
        {DRAFT_UPDATE, "Subject: x\n\n<<a>>\n", "1 place is left"},
    };
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\nemail: a@a.example\nwhy: Maps\n", ""),
        MEETING("m", WITH_ANA("2026-11-10") DONE, "# Notes\nA map.\n"),
        {0}};
    struct fixture *fixture = *state;

    fixture_load(fixture, files, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mail mail = mail_for(fixture, cases[i].kind, cases[i].text);

        if (cases[i].part ? !has_warning(&mail, cases[i].part) : mail.warning_count > 0)
            fail_msg("%s: %u warnings: %.*s", cases[i].text, (unsigned)mail.warning_count,
                     STR_ARGS(mail.warnings[0]));
    }
}

static void a_thank_you_and_an_ask_without_anything_to_say(void **state)
{
    static const struct vault_file files[] = {ANA, {0}};
    struct fixture *fixture = *state;
    struct mail mail;

    fixture_load(fixture, files, NULL);
    mail = mail_for(fixture, DRAFT_THANK, "Subject: x\n\n{{^topic}}generic{{/topic}}\n");
    assert_str(mail.body, "generic\n");
    assert_true(has_warning(&mail, "no meeting with Ana was held"));
    mail = mail_for(fixture, DRAFT_ASK, "Subject: x\n\n20 minutes\n");
    assert_true(
        has_warning(&mail, "no reason is noted for asking Ana in particular: infoview set ana why TEXT"));
}

static void mails_without_an_answer_come_to_an_end(void **state)
{
    static const struct {
        const char *log;
        bool is_warned;
    } rows[] = {
        {"- 2026-11-01 email out: a\n", false},
        {"- 2026-11-01 email out: a\n- 2026-11-08 email out: b\n", false},
        {"- 2026-11-01 email out: a\n- 2026-11-08 email out: b\n- 2026-11-15 email out: c\n", true},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf text = {0};
        struct mail mail;

        buf_printf(&text, "---\nname: Ana\n---\n# Log\n%s", rows[i].log);
        buf_putc(&text, '\0');
        fixture_load(fixture, (struct vault_file[]){{"contacts/ana.md", text.p}, {0}}, NULL);
        mail = mail_for(fixture, DRAFT_NUDGE, "Subject: x\n\nx\n");
        assert_int_equal(has_warning(&mail, "in a row got no answer"), rows[i].is_warned);
        buf_free(&text);
    }
}

/* Lines that a fact made too long are broken, and what is left of them goes on with the next line. */
static void long_lines_are_filled(void **state)
{
    static const struct {
        const char *text, *body;
    } cases[] = {
        {"short\nlines stay\n", "short\nlines stay\n"},
        {"aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhhh\n",
         "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhhh\n"},
        {"aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhhhh\n",
         "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\nhhhhhhhhhhh\n"},
        {"aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhhhh\ni j\n\nk\n",
         "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\nhhhhhhhhhhh i j\n\nk\n"},
        {"- aaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhhhh\n- i\n",
         "- aaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\n  hhhhhhhhhhh\n- i\n"},
        {"    aaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhhhh\n    i\n",
         "    aaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\n    hhhhhhhhhhh i\n"},
        {"a\thttps://a.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b\n",
         "a\nhttps://a.example/"
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nb\n"},
    };
    static const struct vault_file files[] = {ANA, {0}};
    struct fixture *fixture = *state;

    fixture_load(fixture, files, NULL);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str(mail_for(fixture, DRAFT_UPDATE, cases[i].text).body, cases[i].body);
}

static void a_bad_template_is_said_with_its_place(void **state)
{
    static const struct vault_file files[] = {ANA, {0}};
    static const char *const bad[] = {"Subject: x\n\n{{nobody}}\n", "Subject: x\n\n{{#name}}\n",
                                      "{{questions}}\n"};
    struct fixture *fixture = *state;

    fixture_load(fixture, files, NULL);
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct mail_template source = {STR("templates/x.txt"), str_from(bad[i])};
        struct draft_facts facts = facts_for(fixture, DRAFT_UPDATE);
        struct diag problem = {0};
        struct mail mail;

        assert_int_equal(mail_make(view_on(fixture, TODAY), &facts, &source, &mail, &problem), -1);
        assert_str(problem.path, "templates/x.txt");
        assert_true(problem.place.line > 0 && problem.message.n > 0);
    }
}

static void the_sorts_are_those_of_the_document(void **state)
{
    (void)state;
    for (int i = 0; i < (int)DRAFT_KIND_COUNT; i++) {
        assert_string_equal(document_word(STR("draft-kind"), i), draft_kind_name((enum draft_kind)i));
        assert_int_equal(schema_word(DRAFT_KINDS, str_from(draft_kind_name((enum draft_kind)i))), i + 1);
    }
    assert_null(document_word(STR("draft-kind"), DRAFT_KIND_COUNT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_topic_of_a_thank_you_comes_from_the_meeting),
        cmocka_unit_test(a_thank_you_is_for_the_newest_meeting_that_owes_one),
        cmocka_unit_test(what_an_ask_is_about),
        cmocka_unit_test(facts_of_the_log_and_the_promises),
        cmocka_unit_test(questions_of_an_ask_are_up_to_three_that_are_finished),
        cmocka_unit_test(a_referrer_is_told_of_whoever_was_met),
        cmocka_unit_test(a_mail_is_a_subject_and_a_text),
        cmocka_unit_test(names_in_a_header_are_quoted),
        cmocka_unit_test(words_of_files_stay_on_their_line),
        cmocka_unit_test(an_address_that_is_none_is_left_out),
        cmocka_unit_test(what_is_to_be_looked_at),
        cmocka_unit_test(a_thank_you_and_an_ask_without_anything_to_say),
        cmocka_unit_test(mails_without_an_answer_come_to_an_end),
        cmocka_unit_test(long_lines_are_filled),
        cmocka_unit_test(a_bad_template_is_said_with_its_place),
        cmocka_unit_test(the_sorts_are_those_of_the_document),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
