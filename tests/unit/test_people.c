/*
 * The list of people: how somebody stands, in which order and on which page they are found, what the settings save.
 */
#include "due_fixture.h"

#include "site/build.h"
#include "site/people_order.h"
#include "site/people_who.h"

struct stand {
    struct site site;
    struct page page;
};

/* The site of the files that are there. */
static struct stand *stand_of(struct fixture *fixture, const char *today)
{
    struct stand *stand;

    fixture->options.want = site_want;
    fixture_open(fixture);
    stand = arena_new(&fixture->arena, struct stand);
    site_begin(&stand->site, &fixture->vault, day_of(today), &fixture->arena);
    site_read(&stand->site, 1);
    stand->page = (struct page){.site = &stand->site, .view = *stand->site.view, .arena = &fixture->arena};
    return stand;
}

static struct stand *stand_on(struct fixture *fixture, const struct vault_file *files, const char *today)
{
    fixture_load(fixture, files, NULL);
    return stand_of(fixture, today);
}

/* ---- flags */

enum {
    COLD = PERSON_COLD,
    NO_NEXT = PERSON_NO_NEXT,
    UNTHANKED = PERSON_NEVER_THANKED,
    OVERDUE = PERSON_OVERDUE
};

struct flag_case {
    struct vault_file files[4];
    const char *today;
    unsigned flags;
};

static void check_flags(struct fixture *fixture, const struct flag_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct stand *stand = stand_on(fixture, cases[i].files, cases[i].today);
        unsigned flags = person_of(&stand->page, fixture_record(fixture, KIND_CONTACT, "ana")).flags;

        if (flags != cases[i].flags)
            fail_msg("case %zu on %s: %u, not %u", i, cases[i].today, flags, cases[i].flags);
    }
}

#define HELD(front) MEETING("m", WITH_ANA("2026-08-01") DONE front, "## Insights\n\n- x\n")
#define THANKED "thanked: 2026-08-02\n"

/* A touch is due on 1 Nov and late a third of the time later, from 2 Dec. */
static void who_is_written_to_no_more_goes_cold(void **state)
{
    static const struct flag_case cases[] = {
        {{ANA, HELD(THANKED)}, "2026-11-01", 0}, /* the thank-you is the newest touch: due on 2 Nov */
        {{ANA, HELD(THANKED)}, "2026-11-02", COLD},
        {{ANA, HELD(THANKED)}, "2026-12-31", COLD | OVERDUE},
        {{CONTACT("ana", "name: Ana\nsnooze: 2026-11-03\n", ""), HELD(THANKED)}, "2026-11-02", 0},
        {{CONTACT("ana", "name: Ana\nsnooze: 2026-11-03\n", ""), HELD(THANKED)}, "2026-11-03", COLD},
        {{CONTACT("ana", "name: Ana\nstatus: paused\n", ""), HELD(THANKED)}, "2026-12-31", 0},
        {{CONTACT("ana", "name: Ana\nkeep_in_touch: never\n", ""), HELD(THANKED)}, "2026-12-31", NO_NEXT},
        {{ANA, HELD(THANKED), MEETING("n", WITH_ANA("2027-01-05"), "")}, "2026-12-31", 0},
    };

    check_flags(*state, cases, COUNT(cases));
}

static void whoever_has_no_item_has_no_next_step(void **state)
{
    static const struct flag_case cases[] = {
        {{ANA}, TODAY, NO_NEXT},
        {{CONTACT("ana", "name: Ana\nadded: 2026-11-20\n", "")}, TODAY, 0},   /* to be asked */
        {{CONTACT("ana", "name: Ana\nwhy: her work\n", "")}, TODAY, 0},       /* the same, without a day */
        {{CONTACT("ana", "name: Ana\n", "- [ ] Send it\n")}, TODAY, 0},       /* a promise without a day */
        {{CONTACT("ana", "name: Ana\n", "- [x] Send it\n")}, TODAY, NO_NEXT}, /* kept */
        {{CONTACT("ana", "name: Ana\nstatus: closed\n", "")}, TODAY, 0},
        {{CONTACT("ana", "name: Ana\nsnooze: 2026-11-22\n", "")}, TODAY, 0},
        {{CONTACT("ana", "name: Ana\nsnooze: 2026-11-21\n", "")}, TODAY, NO_NEXT},
        {{LOG("- 2026-11-01 email out\n- 2026-11-02 email out\n- 2026-11-03 email out\n")}, TODAY, NO_NEXT},
        {{ANA, MEETING("n", WITH_ANA("2027-11-05"), "")}, TODAY, 0},
        {{CONTACT("ana", "name: Ana\n", "## Own (private)\n\n- [ ] Send it\n")}, TODAY, NO_NEXT},
    };

    check_flags(*state, cases, COUNT(cases));
}

static void whose_thank_you_is_nowhere_was_never_thanked(void **state)
{
    static const struct flag_case cases[] = {
        {{ANA, HELD("")}, "2026-08-02", UNTHANKED},
        {{ANA, HELD(THANKED)}, "2026-08-02", 0},
        {{ANA, HELD("thanked: skip\n")}, "2026-08-02", 0},
        {{ANA, HELD("thanked: {bo: 2026-08-02}\n")}, "2026-08-02", UNTHANKED},
        {{ANA, HELD("thanked: {ana: 2026-08-02}\n")}, "2026-08-02", 0},
        {{ANA, MEETING("m", WITH_ANA("2026-08-02") "status: cancelled\n", "")}, "2026-08-02", 0},
        /* one of two is enough */
        {{ANA, HELD(""), MEETING("n", WITH_ANA("2026-07-01") DONE THANKED, "## Insights\n\n- x\n")},
         "2026-08-02",
         0},
        /* a meeting with somebody private is none that pages tell of */
        {{ANA, CONTACT("sam", "name: Sam\nprivate: yes\n", ""),
          MEETING("m", "contact: [ana, sam]\ndate: 2026-08-01\n" DONE, "## Insights\n\n- x\n")},
         "2026-08-02",
         0},
    };

    check_flags(*state, cases, COUNT(cases));
}

/* ---- order and pages */

static void names_are_found_under_their_letter(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("1", "name: Zed\n", ""),
        CONTACT("2", "name: \xc3\x89lo\xc3\xafse\n", ""),             /* Éloïse */
        CONTACT("3", "name: emil\n", ""),                             /* by letters, not by bytes */
        CONTACT("4", "name: \xd0\x90\xd0\xbd\xd0\xbd\xd0\xb0\n", ""), /* Анна */
        CONTACT("5", "name: 3M desk\n", ""),
        CONTACT("6", "name: \xc5\x81ukasz\n", ""), /* Łukasz */
        CONTACT("7", "name: \"'t Hart\"\n", ""),
        CONTACT("8", "name: Sam\nprivate: yes\n", ""),
        {0},
    };
    struct stand *stand = stand_on(*state, files, TODAY);
    const struct people_order *people = stand->site.people;
    char got[16] = "";

    for (uint32_t i = 0; i < people->n && i < sizeof got - 1; i++)
        got[i] = people->at[i]->id.p[0];
    assert_string_equal(got, "2367154"); /* the rest is of no letter from A to Z, and comes last */
    assert_int_equal(people->part_count, 0);
}

/* Writes `count` people whose names begin with `letter`. */
static void write_people(struct fixture *fixture, char letter, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        char path[64], text[64];

        snprintf(path, sizeof path, "contacts/%c%u.md", letter, i);
        snprintf(text, sizeof text, "---\nname: %c %04u\n---\n", letter, i);
        fixture_write(fixture, path, str_from(text));
    }
}

static void a_list_is_cut_above_its_length(void **state)
{
    static const struct {
        const char *file;
        uint32_t count;
    } expected[] = {{"people-a.html", 500}, {"people-a-2.html", 1}, {"people-b.html", 1}};
    struct fixture *fixture = *state;
    struct stand *stand;

    fixture_clear(fixture);
    fixture_write(fixture, VAULT_SETTINGS_FILE, STR(""));
    write_people(fixture, 'a', PEOPLE_WHOLE);
    stand = stand_of(fixture, TODAY);
    assert_int_equal(stand->site.people->n, PEOPLE_WHOLE);
    assert_int_equal(stand->site.people->part_count, 0);
    fixture_write(fixture, "contacts/more.md", STR("---\nname: A 9999\n---\n"));
    fixture_write(fixture, "contacts/bo.md", STR("---\nname: Bo\n---\n"));
    stand = stand_of(fixture, TODAY);
    assert_int_equal(stand->site.people->part_count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        const struct people_part *part = &stand->site.people->parts[i];

        assert_str(part->file, expected[i].file);
        assert_int_equal(part->to - part->from, expected[i].count);
    }
    assert_int_equal(people_part_file(&stand->site, COUNT(expected)).n, 0);
}

/* ---- saved views */

static void a_view_is_an_address_of_the_page(void **state)
{
    static const struct {
        const char *views, *url; /* url NULL: no view */
    } cases[] = {
        {"v: stage=met", "\"#stage=met\""},
        {"v: '#stage=met&sort=-last'", "\"#stage=met&sort=-last\""},
        {"v: people.html#q=heat pump", "\"#q=heat+pump\""},
        {"v: q=heat%20pump", "\"#q=heat+pump\""},
        {"v: q=c%2B%2B", "\"#q=c%2B%2B\""},
        {"v: q=100%", "\"#q=100%25\""},
        {"v: q=%C3%A9t\xc3\xa9", "\"#q=%C3%A9t%C3%A9\""},
        {"v: q=%ff%0a%e2%80%ae", "\"#q=%EF%BF%BD+%EF%BF%BD\""}, /* no text, an end of line, an override */
        {"v: all&stage=met&=x&sort=", "\"#stage=met\""},
        {"v: 'q=\"><script>'", "\"#q=%22%3E%3Cscript%3E\""},
        {"v: javascript:alert(1)", NULL},
        {"v: main", NULL},
        {"v: q=sam", NULL}, /* a private person's id */
        {"v: q=Secret+Sam", NULL},
        {"v: q=%53ecret%20Sam", NULL},
        {"about Secret Sam: q=x", NULL},
        {"v: q=Sammy", NULL},
        {"v: q=same", "\"#q=same\""},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[128];
        struct vault_file files[] = {ANA,
                                     CONTACT("sam", "name: Secret Sam\naliases: [Sammy]\nprivate: yes\n", ""),
                                     {"infoview.yaml", text},
                                     {0}};
        struct stand *stand;

        snprintf(text, sizeof text, "views:\n  %s\n", cases[i].views);
        stand = stand_on(fixture, files, TODAY);
        buf_reset(&fixture->out);
        assert_true(build_dump(&stand->site, STR("people"), &fixture->out));
        if ((str_find(buf_str(&fixture->out), STR("\"has_views\": true"), 0) < fixture->out.n) !=
            (cases[i].url != NULL))
            fail_msg("%s", cases[i].views);
        if (cases[i].url && str_find(buf_str(&fixture->out), str_from(cases[i].url), 0) == fixture->out.n)
            fail_msg("%s: no %s", cases[i].views, cases[i].url);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_written_to_no_more_goes_cold),
        cmocka_unit_test(whoever_has_no_item_has_no_next_step),
        cmocka_unit_test(whose_thank_you_is_nowhere_was_never_thanked),
        cmocka_unit_test(names_are_found_under_their_letter),
        cmocka_unit_test(a_list_is_cut_above_its_length),
        cmocka_unit_test(a_view_is_an_address_of_the_page),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
