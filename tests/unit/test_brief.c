/*
 * The brief before a meeting, and the questions that are chosen for it.
 */
#include "due_fixture.h"

#include "insight/brief.h"
#include "vault/interview.h"

#define AHEAD(front, body) MEETING("m", "contact: ana\ndate: 2026-11-24T15:00\n" front, body)
#define QUESTIONS(text)      \
    {                        \
        "questions.md", text \
    }
#define PITCH(text)      \
    {                    \
        "pitch.md", text \
    }

static struct view view_on(struct fixture *fixture, const char *day)
{
    struct view view;

    view_init(&view, &fixture->vault, day_of(day), &fixture->arena);
    return view;
}

static struct brief brief_on(struct fixture *fixture, const char *day)
{
    const struct record *ana = fixture_record(fixture, KIND_CONTACT, "ana");
    struct participant person = {ana, ana->name, ana->id};
    struct view *view = arena_new(&fixture->arena, struct view);

    *view = view_on(fixture, day);
    return brief_of(view, &person, brief_next(&fixture->vault, &person, day_of(day)));
}

/* ---- which meeting */

struct next_case {
    struct vault_file files[6];
    const char *expected; /* an id; "": none */
};

static void the_next_meeting_is_the_earliest_ahead(void **state)
{
    static const struct next_case cases[] = {
        {{ANA}, ""},
        {{ANA, MEETING("a", WITH_ANA("2026-11-20"), "")}, ""},
        {{ANA, MEETING("a", WITH_ANA("2026-11-21"), "")}, "a"},
        {{ANA, MEETING("a", WITH_ANA("2026-11-22") "status: cancelled\n", "")}, ""},
        {{ANA, MEETING("a", WITH_ANA("2026-11-23"), ""), MEETING("b", WITH_ANA("2026-11-22"), "")}, "b"},
        {{ANA, MEETING("a", WITH_ANA("2026-11-22"), ""), MEETING("b", WITH_ANA("2026-11-22"), "")}, "a"},
        {{ANA, MEETING("a", WITH_ANA("2026-11-22T16:00"), ""),
          MEETING("b", WITH_ANA("2026-11-22T09:00"), "")},
         "b"},
        {{ANA, MEETING("a", WITH_ANA("2026-11-22"), ""), MEETING("b", WITH_ANA("2026-11-22T23:59"), "")},
         "b"},
        {{ANA, MEETING("a", WITH_ANA("later"), "")}, ""},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct record *next;

        fixture_load(fixture, cases[i].files, NULL);
        next = brief_next(&fixture->vault, NULL, day_of(TODAY));
        assert_str(next ? next->id : (struct str){0}, cases[i].expected);
    }
}

static void a_meeting_is_of_those_who_take_part(void **state)
{
    static const struct vault_file files[] = {
        ANA,
        BO,
        MEETING("a", "contact: bo\ndate: 2026-11-22\n", ""),
        MEETING("b", "contact: [ana, Zoe Hart]\ndate: 2026-11-23\n", ""),
        {0}};
    struct fixture *fixture = *state;
    const struct record *ana;
    struct participant person, zoe = {.name = STR("Zoe Hart")}, nobody = {.name = STR("Ana")};

    fixture_load(fixture, files, NULL);
    ana = fixture_record(fixture, KIND_CONTACT, "ana");
    person = (struct participant){ana, ana->name, ana->id};
    assert_str(brief_next(&fixture->vault, &person, day_of(TODAY))->id, "b");
    assert_str(brief_next(&fixture->vault, &zoe, day_of(TODAY))->id, "b");
    assert_null(brief_next(&fixture->vault, &nobody, day_of(TODAY)));
    assert_str(brief_next(&fixture->vault, NULL, day_of(TODAY))->id, "a");
}

/* ---- what is known */

static void facts_of_the_meeting_come_before_those_of_the_person(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana",
                "name: Ana\norg: GridCo\nrole: Planner\nwhy: Maps\nsource: alumni\nperspective: mentor\n"
                "target: [lead, Other thing]\nphone: 123\n",
                ""),
        AHEAD("org: Old Org\nvia: phone\nplace: Kiosk\npurpose: career-path\n", ""),
        {"targets/lead.md", "---\nname: Lead\n---\n"},
        {0}};
    struct fixture *fixture = *state;
    struct brief brief;

    fixture_load(fixture, files, NULL);
    brief = brief_on(fixture, TODAY);
    assert_str(brief.org, "Old Org");
    assert_str(brief.role, "Planner");
    assert_str(brief.why, "Maps");
    assert_str(brief.purpose, "career-path");
    assert_str(brief.via, "phone");
    assert_str(brief.place, "Kiosk");
    assert_str(brief.source, "alumni");
    assert_str(brief.perspective, "mentor");
    assert_int_equal(brief.targets->links.n, 2);
    assert_int_equal(brief.bring_count, 2);
    assert_str(brief.bring[0], "a quiet room, and their number: 123");
}

static void without_a_meeting_there_is_the_person(void **state)
{
    static const struct vault_file files[] = {WITH("why: Maps\n", "- 2026-11-01 email in: Yes\n"), {0}};
    struct fixture *fixture = *state;
    struct brief brief;

    fixture_load(fixture, files, NULL);
    brief = brief_on(fixture, TODAY);
    assert_null(brief.interview);
    assert_str(brief.why, "Maps");
    assert_str(brief.last_in->text, "Yes");
    assert_null(brief.last_out);
    assert_int_equal(brief.question_count + brief.bring_count + brief.promises.n, 0);
    assert_int_equal(brief.time.asked, 20);
    assert_false(brief.time.has_start);
}

static void last_words_are_the_newest_of_each_side(void **state)
{
    static const struct vault_file files[] = {
        LOG("- 2026-11-22 email in: Still to come\n- 2026-11-20 note: No\n- 2026-11-19 email in: In\n"
            "- 2026-11-18 email in: Older\n- 2026-11-17 email out: Out\n- 2026-11-20 email out\n"
            "# History (private)\n- 2026-11-21 email in: Secret\n# Notes\nA note.\n# Notes (private)\nNo.\n"),
        MEETING("m", WITH_ANA("2026-11-01") DONE, "# Insights\n- One\n- Two\n"),
        MEETING("l", WITH_ANA("2026-10-01") DONE, "# Insights\n- Old\n"),
        {0}};
    struct fixture *fixture = *state;
    struct brief brief;

    fixture_load(fixture, files, NULL);
    brief = brief_on(fixture, TODAY);
    assert_str(brief.last_in->text, "In");
    assert_str(brief.last_out->text, "Out");
    assert_str(brief.met->id, "m");
    assert_int_equal(brief.met_count, 2);
    assert_int_equal(brief.person.to->md.notes.n, 1);
}

static void promises_of_both_sides_stand_by_day(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\n",
                "- [ ] Whenever\n- [ ] Late due:2026-12-01\n- [x] Kept\n- [-] Dropped\n- [ ] @waiting Theirs "
                "due:2026-11-25\n"),
        BO,
        MEETING("m", "contact: [ana, bo]\ndate: 2026-11-01\n" DONE, "- [ ] From there\n- [ ] To [[bo]]\n"),
        {0}};
    static const char *const expected[] = {"From there", "Theirs", "Late", "Whenever"};
    struct fixture *fixture = *state;
    struct brief brief;

    fixture_load(fixture, files, NULL);
    brief = brief_on(fixture, TODAY);
    assert_int_equal(brief.promises.n, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_str(brief.promises.at[i].task->text, expected[i]);
}

static void the_referrer_is_asked_before_a_first_meeting(void **state)
{
    static const struct vault_file files[] = {CONTACT("ana", "name: Ana\nreferred_by: bo\n", ""),
                                              BO,
                                              AHEAD("asked_referrer:\n", ""),
                                              {0}},
                                   asked[] = {AHEAD("asked_referrer: 2026-11-19\n", ""), {0}},
                                   stranger[] = {CONTACT("ana", "name: Ana\nreferred_by: Some One\n", ""),
                                                 {0}};
    struct fixture *fixture = *state;
    struct brief brief;

    fixture_load(fixture, files, NULL);
    brief = brief_on(fixture, TODAY);
    assert_str(brief.referrer, "Bo Chen");
    assert_int_equal(brief.chain.n, 1);
    assert_true(brief.owes_question);
    fixture_load(fixture, files, asked);
    brief = brief_on(fixture, TODAY);
    assert_false(brief.owes_question);
    assert_int_equal(brief.asked_referrer.day, day_of("2026-11-19"));
    fixture_load(fixture, files, stranger);
    brief = brief_on(fixture, TODAY);
    assert_str(brief.referrer, "Some One");
    assert_int_equal(brief.chain.n, 0);
    assert_false(brief.owes_question);
}

/* ---- time and pitch */

static void time_is_what_was_agreed(void **state)
{
    static const struct {
        const char *date, *front, *settings;
        int32_t asked, most;
        int end, latest; /* minutes of the day; -1: not known */
    } cases[] = {
        {"2026-11-24T15:00", "", "", 20, 30, 15 * 60 + 20, 15 * 60 + 30},
        {"2026-11-24", "", "", 20, 30, -1, -1},
        {"2026-11-24T15:00", "minutes_asked: 45\n", "", 45, 45, 15 * 60 + 45, 15 * 60 + 45},
        {"2026-11-24T23:50", "", "", 20, 30, 10, 20},
        {"2026-11-24T15:00", "", "meeting: {ask_minutes: 15, max_minutes: 60}\n", 15, 60, 15 * 60 + 15,
         16 * 60},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf text = {0};
        struct brief brief;

        buf_printf(&text, "---\ncontact: ana\ndate: %s\n%s---\n", cases[i].date, cases[i].front);
        buf_putc(&text, '\0');
        fixture_load(
            fixture,
            (struct vault_file[]){ANA, {"interviews/m.md", text.p}, SETTINGS(cases[i].settings), {0}}, NULL);
        brief = brief_on(fixture, TODAY);
        assert_int_equal(brief.time.asked, cases[i].asked);
        assert_int_equal(brief.time.most, cases[i].most);
        assert_int_equal(brief.time.has_start ? brief.time.end : -1, cases[i].end);
        assert_int_equal(brief.time.has_start ? brief.time.latest : -1, cases[i].latest);
        buf_free(&text);
    }
}

/* A pitch of so many words. */
static void put_pitch(struct fixture *fixture, unsigned words)
{
    struct buf text = {0};

    for (unsigned i = 0; i < words; i++)
        buf_puts(&text, "word ");
    fixture_write(fixture, "pitch.md", buf_str(&text));
    buf_free(&text);
}

static void seconds_are_rounded_up(void **state)
{
    static const struct vault_file files[] = {ANA, {0}};
    static const struct {
        unsigned words, seconds;
    } rows[] = {{1, 1}, {2, 1}, {3, 2}, {69, 30}, {70, 30}, {71, 31}, {140, 60}};
    struct fixture *fixture = *state;

    fixture_load(fixture, files, NULL);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct brief brief;

        put_pitch(fixture, rows[i].words);
        brief = brief_on(fixture, TODAY);
        assert_int_equal(brief.pitch.variant->words, rows[i].words);
        assert_int_equal(brief.pitch.seconds, rows[i].seconds);
        assert_int_equal(brief.pitch.limit, 30);
    }
}

static void the_pitch_is_the_variant_that_fits(void **state)
{
    static const struct {
        const char *front, *pitch, *expected;
    } cases[] = {
        {"", "## A\na\n## B\nb\n", "A"},
        {"org: GridCo\n", "## A\na\n## For GridCo\nb\n", "For GridCo"},
        {"org: Grid\n", "## A\na\n## Gridlock\nb\n## To the grid\nc\n", "Gridlock"},
        {"org: rid\n", "## A\na\n## Gridlock\nb\n", "A"},
        {"perspective: hiring-manager\n", "## A\na\n## For hiring managers\nb\n", "For hiring managers"},
        {"org: GridCo\ntarget: lead\n", "## GridCo\na\n## Programme lead\nb\n", "Programme lead"},
        {"target: Some Where\n", "## A\na\n## some where:\nb\n", "some where"},
        {"org: GridCo\nperspective: peer\n", "## Peers\na\n## GridCo\nb\n", "GridCo"},
        {"org: GridCo\n", "## A\na\n## GridCo\n## GridCo (private)\nNo.\n", "A"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf text = {0};
        struct brief brief;

        buf_printf(&text, "---\nname: Ana\n%s---\n", cases[i].front);
        buf_putc(&text, '\0');
        fixture_load(fixture,
                     (struct vault_file[]){{"contacts/ana.md", text.p},
                                           {"targets/lead.md", "---\nname: Programme lead\n---\n"},
                                           PITCH(cases[i].pitch),
                                           {0}},
                     NULL);
        brief = brief_on(fixture, TODAY);
        assert_str(brief.pitch.variant->title, cases[i].expected);
        buf_free(&text);
    }
}

static void no_pitch_and_one_that_cannot_be_read(void **state)
{
    static const struct vault_file files[] = {ANA, {0}}, bad[] = {PITCH("\xff"), {0}};
    struct fixture *fixture = *state;
    struct brief brief;

    fixture_load(fixture, files, NULL);
    brief = brief_on(fixture, TODAY);
    assert_null(brief.pitch.variant);
    assert_false(brief.pitch.is_unread);
    fixture_load(fixture, files, bad);
    brief = brief_on(fixture, TODAY);
    assert_null(brief.pitch.variant);
    assert_true(brief.pitch.is_unread);
}

static void what_to_bring_depends_on_how_you_meet(void **state)
{
    static const struct {
        const char *front, *settings, *first;
        unsigned count;
    } cases[] = {
        {"", "", "2 copies of your r\xC3\xA9sum\xC3\xA9, shown only if they ask", 2},
        {"via: in-person\n", "meeting: {resume_copies: 1}\n",
         "1 copy of your r\xC3\xA9sum\xC3\xA9, shown only if they ask", 2},
        {"via: in-person\n", "meeting: {resume_copies: 0}\n", "this page, and something to write with", 1},
        {"via: Video\n", "", "the link, tried out ten minutes before", 2},
        {"via: phone\n", "", "a quiet room, and their number, which is not noted yet", 2},
        {"via: email\n", "", NULL, 0},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf text = {0};
        struct brief brief;

        buf_printf(&text, "---\ncontact: ana\ndate: 2026-11-24\n%s---\n", cases[i].front);
        buf_putc(&text, '\0');
        fixture_load(
            fixture,
            (struct vault_file[]){ANA, {"interviews/m.md", text.p}, SETTINGS(cases[i].settings), {0}}, NULL);
        brief = brief_on(fixture, TODAY);
        assert_int_equal(brief.bring_count, cases[i].count);
        if (cases[i].first)
            assert_str(brief.bring[0], cases[i].first);
        buf_free(&text);
    }
}

/* ---- questions */

static void questions_are_counted_and_marked(void **state)
{
    static const struct vault_file files[] = {CONTACT("ana", "name: Ana\norg: GridCo\n", ""),
                                              AHEAD("", "# Questions\n- I noticed a map: why?\n- What does "
                                                        "GridCo do?\n- I noticed \xE2\x80\xA6?\n- Why?\n"),
                                              {0}};
    struct fixture *fixture = *state;
    struct brief brief;

    fixture_load(fixture, files, NULL);
    brief = brief_on(fixture, TODAY);
    assert_int_equal(brief.question_count, 4);
    assert_int_equal(brief.grounded_count, 3);
    assert_int_equal(brief.gap_count, 1);
    assert_true(brief.questions[1].is_grounded);
    assert_true(brief.questions[2].has_gap);
    assert_false(brief.questions[3].is_grounded);
    assert_int_equal(brief.least_questions, 5);
    assert_int_equal(brief.most_questions, 10);
}

/* What would be added, a question's first word each. */
struct add_case {
    const char *questions; /* of the interview */
    const char *bank;
    const char *expected;
};

static void show_missing(struct fixture *fixture)
{
    const struct record *ana = fixture_record(fixture, KIND_CONTACT, "ana");
    const struct record *interview = fixture_record(fixture, KIND_INTERVIEW, "m");
    struct choose_for who = {ana, interview};
    struct choices unasked, missing;
    struct bank bank;
    struct diag problem;

    assert_true(bank_read(&fixture->vault, &fixture->arena, &bank, &problem));
    unasked = choose_unasked(&bank, &who, &fixture->arena);
    missing = choose_missing(&unasked, interview, 5, &fixture->arena);
    for (uint32_t i = 0; i < missing.n; i++) {
        struct str rest = missing.at[i].text, word = str_word(&rest);

        buf_printf(&fixture->out, "%.*s ", STR_ARGS(word));
    }
}

#define GROUNDED "- I noticed it?\n"
#define GAP "- GridCo \xE2\x80\xA6?\n"
#define FOUR "- q?\n- r?\n- s?\n- t?\n"

static void what_is_missing_is_added(void **state)
{
    static const struct add_case cases[] = {
        {"", "", ""},
        /* As many as are missing, one grounded first. */
        {"", "- a?\n- b?\n- c?\n- d?\n- e?\n- f?\n" GROUNDED, "I a? b? c? d? "},
        {FOUR, "- a?\n" GROUNDED, "I "},
        {FOUR GROUNDED, "- a?\n- You were there?\n", ""},
        /* Enough, but none grounded: one more. */
        {FOUR "- u?\n", "- a?\n" GROUNDED, "I "},
        {FOUR "- u?\n", "- a?\n", ""},
        /* Grounded by the name of the org; all finished ones come first. */
        {"", "- a?\n- At GridCo?\n- You were there?\n" GROUNDED, "At You I a? "},
        /* One with a gap only where there is no other, or the rest is short. */
        {"", GAP "- a?\n- b?\n- c?\n- d?\n- e?\n", "a? b? c? d? GridCo "},
        {"", GAP GROUNDED "- a?\n- b?\n- c?\n- d?\n- e?\n", "I a? b? c? d? "},
        {"", GAP "- You were \xE2\x80\xA6?\n- a?\n", "a? GridCo You "},
        {GROUNDED "- q?\n- r?\n- s?\n", GAP "- a?\n", "a? "},
        /* One of each heading in turn. */
        {GROUNDED, "# A\n- a?\n- b?\n- c?\n# B\n- d?\n- e?\n# C\n- f?\n", "a? d? f? b? "},
        /* What was asked is not asked again, however it is written. */
        {GROUNDED "- What, is  IT?\n", "- what is it\n- b?\n- B!\n- c?\n", "b? c? "},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf text = {0};

        buf_printf(&text, "---\ncontact: ana\ndate: 2026-11-24\n---\n# Questions\n%s", cases[i].questions);
        buf_putc(&text, '\0');
        fixture_load(fixture,
                     (struct vault_file[]){CONTACT("ana", "name: Ana\norg: GridCo\n", ""),
                                           {"interviews/m.md", text.p},
                                           QUESTIONS(cases[i].bank),
                                           {0}},
                     NULL);
        show_missing(fixture);
        fixture_expect(fixture, cases[i].expected, cases[i].bank);
        buf_free(&text);
    }
}

static void what_was_asked_at_another_meeting_is_known(void **state)
{
    static const struct vault_file files[] = {
        ANA,
        BO,
        AHEAD("", ""),
        MEETING("l", "contact: [ana, bo]\ndate: 2026-10-01\n" DONE, "# Questions\n- Why?\n"),
        MEETING("k", "contact: bo\ndate: 2026-10-01\n" DONE, "# Questions\n- How?\n"),
        QUESTIONS("- Why?\n- How?\n- WHY!\n"),
        {0}};
    struct fixture *fixture = *state;

    fixture_load(fixture, files, NULL);
    show_missing(fixture);
    fixture_expect(fixture, "How? ", "of this person only");
}

static void a_question_is_grounded_by_either_org(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\norg: GridCo\n", ""), AHEAD("org: Old Works\n", ""), {0}};
    struct fixture *fixture = *state;
    const struct record *ana, *interview;

    fixture_load(fixture, files, NULL);
    ana = fixture_record(fixture, KIND_CONTACT, "ana");
    interview = fixture_record(fixture, KIND_INTERVIEW, "m");
    assert_true(interview_grounds(NULL, ana, STR("Why gridco?")));
    assert_true(interview_grounds(interview, NULL, STR("Why Gridco?")));
    assert_true(interview_grounds(interview, NULL, STR("The old works?")));
    assert_false(interview_grounds(NULL, ana, STR("The old works?")));
    assert_false(interview_grounds(NULL, ana, STR("GridCos?")));
    assert_true(interview_grounds(NULL, NULL, STR("Why? (Research)")));
    assert_false(interview_grounds(NULL, NULL, STR("Why?")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_meeting_is_the_earliest_ahead),
        cmocka_unit_test(a_meeting_is_of_those_who_take_part),
        cmocka_unit_test(facts_of_the_meeting_come_before_those_of_the_person),
        cmocka_unit_test(without_a_meeting_there_is_the_person),
        cmocka_unit_test(last_words_are_the_newest_of_each_side),
        cmocka_unit_test(promises_of_both_sides_stand_by_day),
        cmocka_unit_test(the_referrer_is_asked_before_a_first_meeting),
        cmocka_unit_test(time_is_what_was_agreed),
        cmocka_unit_test(seconds_are_rounded_up),
        cmocka_unit_test(the_pitch_is_the_variant_that_fits),
        cmocka_unit_test(no_pitch_and_one_that_cannot_be_read),
        cmocka_unit_test(what_to_bring_depends_on_how_you_meet),
        cmocka_unit_test(questions_are_counted_and_marked),
        cmocka_unit_test(what_is_missing_is_added),
        cmocka_unit_test(what_was_asked_at_another_meeting_is_known),
        cmocka_unit_test(a_question_is_grounded_by_either_org),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
