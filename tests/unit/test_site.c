/*
 * The data of pages: which items a list has, what private people leave behind, where pages lie.
 */
#include "due_fixture.h"

#include "site/build.h"
#include "site/part.h"

struct stand {
    struct site site;
};

/* The site of the fixture's vault on 21 Nov 2026. */
static struct stand *stand_on(struct fixture *fixture, const struct vault_file *files)
{
    struct stand *stand;

    fixture->options.want = site_want;
    fixture_load(fixture, files, NULL);
    stand = arena_new(&fixture->arena, struct stand);
    site_begin(&stand->site, &fixture->vault, day_of("2026-11-21"), &fixture->arena);
    site_read(&stand->site, 1);
    return stand;
}

/* The data of a page as JSON. */
static struct str dumped(struct fixture *fixture, const struct vault_file *files, const char *page)
{
    struct stand *stand = stand_on(fixture, files);

    buf_reset(&fixture->out);
    assert_true(build_dump(&stand->site, str_from(page), &fixture->out));
    return buf_str(&fixture->out);
}

static bool has(struct str text, const char *words)
{
    return str_find(text, str_from(words), 0) < text.n;
}

static uint32_t count_of(struct str text, const char *words)
{
    uint32_t count = 0;

    for (size_t at = 0; (at = str_find(text, str_from(words), at)) < text.n; at++)
        count++;
    return count;
}

/* ---- lists of Today */

#define PROMISE(n, day) "- [ ] thing " n " due:2026-11-" day "\n"

struct pile_case {
    const char *body, *expected;
    uint32_t items;
};

static void an_item_is_owed_up_to_the_horizon(void **state)
{
    static const struct pile_case cases[] = {
        {"", "nothing owed", 0},
        {"- [x] thing done:2026-11-20\n", "nothing owed", 0},
        {PROMISE("a", "20"), "\"1 owed\"", 1},
        {PROMISE("a", "21"), "\"1 owed\"", 1},
        {PROMISE("a", "28"), "\"1 owed\"", 1},   /* the last day of the horizon */
        {PROMISE("a", "29"), "nothing owed", 0}, /* one more */
        {"- [ ] thing without a day\n", "\"1 owed\"", 1},
        {"- [ ] @waiting theirs due:2026-11-20\n", "nothing owed", 0},
        {PROMISE("a", "20") "\n## Hidden (private)\n\n" PROMISE("b", "20"), "\"1 owed\"", 1},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct vault_file files[] = {SETTINGS("goal: none\n"), CONTACT("ana", "name: Ana\n", ""), {0}};
        struct buf text = {0};
        struct str out;

        buf_printf(&text, "---\nname: Ana\n---\n%s", cases[i].body);
        buf_putc(&text, '\0');
        files[1].text = text.p;
        out = dumped(fixture, files, "today");
        assert_true(has(out, cases[i].expected));
        assert_int_equal(count_of(out, "\"kind\": \"promise\""), cases[i].items);
        buf_free(&text);
    }
}

static void a_list_shows_five_and_some_more(void **state)
{
    struct fixture *fixture = *state;

    for (unsigned count = 4; count <= 15; count++) {
        struct vault_file files[] = {SETTINGS("goal: none\n"), CONTACT("ana", "", ""), {0}};
        struct buf text = {0};
        char expected[64];
        struct str out;

        buf_puts(&text, "---\nname: Ana\n---\n");
        for (unsigned i = 0; i < count; i++)
            buf_printf(&text, "- [ ] thing %u due:2026-11-20\n", i);
        buf_putc(&text, '\0');
        files[1].text = text.p;
        out = dumped(fixture, files, "today");
        snprintf(expected, sizeof expected, "\"more_count\": \"%u\"", count > 5 ? count - 5 : 0);
        assert_true(has(out, expected));
        assert_int_equal(count_of(out, "\"kind\": \"promise\""), count < 10 ? count : 10);
        assert_int_equal(has(out, "\"beyond\": \""), count > 10);
        buf_free(&text);
    }
}

/* ---- the map of weeks: 26, this one begins on Mon 16 Nov, the oldest on Mon 25 May */

#define HELD(id, day) MEETING(id, "contact: ana\ndate: " day "\nstatus: done\n", "")

struct week_case {
    struct vault_file files[5];
    const char *url;   /* of the cell; NULL: no cell leads anywhere */
    uint32_t meetings; /* on the page of weeks */
};

static void every_meeting_of_a_week_is_reached(void **state)
{
    static const struct week_case cases[] = {
        {{ANA}, NULL, 0},
        {{ANA, HELD("a", "2026-11-21")}, "\"url\": \"i/a.html\"", 1},
        {{ANA, HELD("a", "2026-11-16"), HELD("b", "2026-11-21")}, "\"url\": \"weeks.html#w2026-11-16\"", 2},
        {{ANA, HELD("a", "2026-11-15"), HELD("b", "2026-11-16")}, "\"url\": \"i/b.html\"", 2},
        {{ANA, HELD("a", "2026-05-25"), HELD("b", "2026-05-31")}, "\"url\": \"weeks.html#w2026-05-25\"", 2},
        {{ANA, HELD("a", "2026-05-24"), HELD("b", "2026-05-25")}, "\"url\": \"i/b.html\"", 1},
        {{ANA, HELD("a", "2026-05-24")}, NULL, 0},
        {{ANA, HELD("a", "2026-11-21"), CONTACT("sam", "private: yes\n", ""),
          MEETING("b", "contact: [ana, sam]\ndate: 2026-11-20\nstatus: done\n", "")},
         "\"url\": \"i/a.html\"",
         1},
        {{SETTINGS("week_starts: sunday\n"), ANA, HELD("a", "2026-11-15"), HELD("b", "2026-11-16")},
         "\"url\": \"weeks.html#w2026-11-15\"",
         2},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str out = dumped(*state, cases[i].files, "today");

        if (cases[i].url)
            assert_true(has(out, cases[i].url));
        else
            assert_false(has(out, "weeks.html#") || has(out, "\"url\": \"i/"));
        assert_int_equal(count_of(dumped(*state, cases[i].files, "weeks"), "\"status\": \"done\""),
                         cases[i].meetings);
    }
}

/* ---- private people */

static void whoever_is_private_is_somebody(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\nreferred_by: sam\nwhy: sent by [[sam]], says [[sam|Sammy]]\n",
                "## Notes\n\nWith [Samuel](sam.md)s same and [[sam]].\n"),
        CONTACT("sam", "name: Sam\nprivate: yes\nreferred_by: bo\n", ""),
        CONTACT("bo", "name: Bo\n", ""),
        {0},
    };
    struct str out = dumped(*state, files, "p/ana");

    assert_false(has(out, "Sam") || has(out, "sam]") || has(out, "sam."));
    assert_true(has(out, "\"sent by somebody, says somebody\""));
    assert_true(has(out, "<p>With somebodys same and somebody.</p>\""));
    assert_false(has(dumped(*state, files, "p/bo"), "Sam"));
    assert_false(has(dumped(*state, files, "people"), "Sam"));
}

static void who_is_private_has_no_page(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\n", ""),
        CONTACT("sam", "name: Sam\nprivate: yes\n", ""),
        MEETING("both", "contact: [ana, sam]\ndate: 2026-11-22\n", ""),
        MEETING("one", "contact: ana\ndate: 2026-11-22\n", ""),
        {0},
    };
    struct fixture *fixture = *state;
    struct stand *stand = stand_on(fixture, files);

    assert_true(build_dump(&stand->site, STR("i/one"), &fixture->out));
    assert_true(build_dump(&stand->site, STR("prep/one.html"), &fixture->out));
    assert_false(build_dump(&stand->site, STR("p/sam"), &fixture->out));
    assert_false(build_dump(&stand->site, STR("i/both"), &fixture->out));
    assert_false(build_dump(&stand->site, STR("prep/both"), &fixture->out));
}

/* ---- a person with a long history */

static struct str person_with(struct fixture *fixture, unsigned lines, unsigned answers)
{
    struct vault_file files[] = {CONTACT("ana", "", ""), MEETING("m", "", ""), {0}};
    struct buf log = {0}, meeting = {0};
    struct str out;

    buf_puts(&log, "---\nname: Ana\n---\n## Log\n\n");
    for (unsigned i = 0; i < lines; i++)
        buf_printf(&log, "- 2026-01-%02u call: words\n", 1 + i % 28);
    buf_puts(&meeting, "---\ncontact: ana\ndate: 2026-11-24\n---\n## Questions\n\n");
    for (unsigned i = 0; i < answers; i++) {
        buf_printf(&meeting, "- Question %u?\n\n  ", i);
        for (unsigned k = 0; k < 100; k++)
            buf_puts(&meeting, "ten bytes ");
        buf_puts(&meeting, "\n");
    }
    buf_putc(&log, '\0');
    buf_putc(&meeting, '\0');
    files[0].text = log.p;
    files[1].text = meeting.p;
    out = dumped(fixture, files, "p/ana");
    buf_free(&log);
    buf_free(&meeting);
    return out;
}

static void a_long_history_is_cut_and_counted(void **state)
{
    static const struct {
        unsigned lines, answers, entries, quotes;
        const char *earlier, *more;
    } cases[] = {
        {0, 0, 0, 0, "null", "null"},       {40, 0, 40, 0, "null", "null"}, {41, 0, 40, 0, "\"1\"", "null"},
        {500, 1, 40, 1, "\"460\"", "null"}, {0, 10, 0, 10, "null", "null"}, {0, 11, 0, 10, "null", "\"1\""},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str out = person_with(*state, cases[i].lines, cases[i].answers);
        char earlier[64], more[64];

        snprintf(earlier, sizeof earlier, "\"earlier\": %s,", cases[i].earlier);
        snprintf(more, sizeof more, "\"more_answers\": %s,", cases[i].more);
        assert_true(has(out, earlier) && has(out, more));
        assert_int_equal(count_of(out, "\"kind\": \"call\""), cases[i].entries);
        assert_int_equal(count_of(out, "\"question\": "), cases[i].quotes);
        assert_int_equal(has(out, "\"number\": \"1\""), cases[i].lines > 0 && cases[i].lines <= 40);
    }
}

/* ---- answers */

static struct page page_on(struct fixture *fixture, const struct stand *stand, const char *kind)
{
    size_t count;
    const struct page_kind *kinds = page_kinds(&count);
    struct page page = {.site = &stand->site, .view = *stand->site.view};

    page.arena = &fixture->arena;
    for (size_t i = 0; i < count; i++)
        if (strcmp(kinds[i].name, kind) == 0)
            page.kind = &kinds[i];
    return page;
}

static void an_answer_is_what_follows_its_question(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\n", ""),
        MEETING("m", "contact: ana\ndate: 2026-11-20\nstatus: done\n",
                "# Title\n\n## Questions\n\n- One?\n\n  First.\n\n  Second.\n- Two?\n- Three?\n\nThird.\n\n"
                "### Four?\n\nFourth.\n\n## Insights\n\n- Not an answer.\n"),
        {0},
    };
    struct fixture *fixture = *state;
    struct stand *stand = stand_on(fixture, files);
    struct page page = page_on(fixture, stand, "interview");
    struct part_body body;
    static const struct {
        const char *question, *answer;
    } expected[] = {{"One?", "<p>First.</p>\n<p>Second.</p>"},
                    {"Two?", ""},
                    {"Three?", "<p>Third.</p>"},
                    {"Four?", "<p>Fourth.</p>"}};

    body = part_body(&page, fixture_record(fixture, KIND_INTERVIEW, "m"));
    assert_int_equal(body.question_count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_true(str_equal(body.questions[i].text, str_from(expected[i].question)));
        assert_true(str_equal(body.questions[i].answer, str_from(expected[i].answer)));
    }
}

/* Links lead up from there; the first page is in none. */
static void a_meeting_is_made_once_for_pages_in_folders(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\n", ""),
        MEETING("m", "contact: ana\ndate: 2026-11-20\nstatus: done\n", "# Title\n\nSaw [[ana]].\n"),
        {0},
    };
    struct fixture *fixture = *state;
    struct stand *stand = stand_on(fixture, files);
    const struct record *meeting = fixture_record(fixture, KIND_INTERVIEW, "m");
    struct str notes[3];

    for (size_t i = 0; i < COUNT(notes); i++) {
        struct page page = page_on(fixture, stand, (const char *[]){"interview", "person", "today"}[i]);

        notes[i] = part_body(&page, meeting).notes;
    }
    assert_true(str_equal(notes[0], STR("<p>Saw <a href=\"../p/ana.html\">Ana</a>.</p>")));
    assert_ptr_equal(notes[1].p, notes[0].p);
    assert_true(str_equal(notes[2], STR("<p>Saw <a href=\"p/ana.html\">Ana</a>.</p>")));
}

/* ---- addresses */

static void steps_of_addresses_are_encoded(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"ana-lima.html", "ana-lima.html"}, {"a b", "a%20b"},   {"#?%&'\"<", "%23%3F%25%26%27%22%3C"},
        {"\xe6\x9d\x8e", "%E6%9D%8E"},      {"../x", "..%2Fx"}, {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf out = {0};

        data_put_encoded(&out, str_from(cases[i].text));
        assert_true(str_equal(buf_str(&out), str_from(cases[i].expected)));
        buf_free(&out);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_is_owed_up_to_the_horizon),
        cmocka_unit_test(a_list_shows_five_and_some_more),
        cmocka_unit_test(every_meeting_of_a_week_is_reached),
        cmocka_unit_test(whoever_is_private_is_somebody),
        cmocka_unit_test(who_is_private_has_no_page),
        cmocka_unit_test(a_long_history_is_cut_and_counted),
        cmocka_unit_test(an_answer_is_what_follows_its_question),
        cmocka_unit_test(a_meeting_is_made_once_for_pages_in_folders),
        cmocka_unit_test(steps_of_addresses_are_encoded),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
