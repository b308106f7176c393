/*
 * What links point to (format.md, "Links"), and who takes part in which interview.
 */
#include "vault_fixture.h"

#include "vault/check.h"
#include "vault/link.h"

static const struct vault_file people[] = {
    CONTACT("ana-lima", "name: Ana Lima\naliases: [Ani, Lima]\n", ""),
    CONTACT("sub/bo", "name: Bo Chen\n", ""),
    CONTACT("cy", "name: Sam\naliases: [Cy A/B Dee]\n", ""),
    CONTACT("di", "name: Sam\naliases: [Lima]\n", ""),
    CONTACT("ren\303\251", "name: Ren\303\251\n", ""),
    CONTACT("sam", "name: Somebody\n", ""),
    {"contacts/bad.md", "no fences\n"},
    {"skills/ana-lima.md", "---\nname: Writing\n---\n"},
    {NULL, NULL},
};

static bool takes_part(const struct record *interview, const struct record *contact)
{
    for (uint32_t i = 0; i < interview->participant_count; i++)
        if (interview->participants[i].to == contact)
            return true;
    return false;
}

static void show_result(struct buf *out, enum link_result result, const struct record *to)
{
    assert_int_equal(result == LINK_RESOLVED, to != NULL);
    if (to)
        buf_printf(out, "%.*s", STR_ARGS(to->path));
    else
        buf_puts(out, result == LINK_DEAD ? "dead" : "ambiguous");
}

static void every_form_is_resolved(void **state)
{
    static const struct {
        enum link_form form;
        const char *target, *expected;
    } cases[] = {
        /* by id, name or alias */
        {LINK_PLAIN, "ana-lima", "contacts/ana-lima.md"},
        {LINK_PLAIN, "ANA-Lima", "contacts/ana-lima.md"},
        {LINK_PLAIN, "bo", "contacts/sub/bo.md"},
        {LINK_PLAIN, "Ana Lima", "contacts/ana-lima.md"},
        {LINK_PLAIN, "Ani", "contacts/ana-lima.md"},
        {LINK_PLAIN, "ana lima", "dead"}, /* a name is exact */
        {LINK_PLAIN, "ani", "dead"},
        {LINK_PLAIN, "Ana", "dead"},
        {LINK_PLAIN, "", "dead"},
        {LINK_PLAIN, "ana-lima.md", "dead"},
        {LINK_PLAIN, "bad", "contacts/bad.md"}, /* cannot be read, resolves all the same */
        {LINK_PLAIN, "Sam", "contacts/sam.md"}, /* an id comes before a name */
        {LINK_PLAIN, "Lima", "ambiguous"},
        {LINK_PLAIN, "ren\303\251", "contacts/ren\303\251.md"},
        {LINK_PLAIN, "rene\314\201", "contacts/ren\303\251.md"},
        {LINK_PLAIN, "Rene\314\201", "contacts/ren\303\251.md"},
        /* by path, from the root */
        {LINK_PLAIN, "contacts/ana-lima", "contacts/ana-lima.md"},
        {LINK_PLAIN, "contacts/ana-lima.md", "contacts/ana-lima.md"},
        {LINK_PLAIN, "/contacts/ana-lima.md", "contacts/ana-lima.md"},
        {LINK_PLAIN, "contacts/Ana Lima", "dead"}, /* a path names an id */
        {LINK_PLAIN, "contacts/zoe", "dead"},
        {LINK_PLAIN, "skills/ana-lima", "dead"}, /* the wrong folder */
        {LINK_PLAIN, "ana-lima/", "dead"},
        {LINK_PLAIN, "https://x.example/contacts/ana-lima", "dead"},
        {LINK_PLAIN, "Cy A/B Dee", "contacts/cy.md"}, /* a name may have anything in it */
        /* wiki-links */
        {LINK_WIKI, "ana-lima", "contacts/ana-lima.md"},
        {LINK_WIKI, "ana-lima.md", "contacts/ana-lima.md"},
        {LINK_WIKI, "ana-lima#Log", "contacts/ana-lima.md"},
        {LINK_WIKI, "contacts/ana-lima#Log", "contacts/ana-lima.md"},
        {LINK_WIKI, "Ana Lima", "contacts/ana-lima.md"},
        {LINK_WIKI, "contacts/sub/bo", "contacts/sub/bo.md"},
        {LINK_WIKI, "contacts/bo", "contacts/sub/bo.md"},
        {LINK_WIKI, "skills/ana-lima", "dead"},
        {LINK_WIKI, "contactsx/ana-lima", "dead"},
        {LINK_WIKI, "Lima", "ambiguous"},
        {LINK_WIKI, "zoe", "dead"},
        {LINK_WIKI, "#Log", "dead"},
        /* inline links are relative to the file */
        {LINK_INLINE, "../contacts/ana-lima.md", "contacts/ana-lima.md"},
        {LINK_INLINE, "../contacts/ana-lima.md#log", "contacts/ana-lima.md"},
        {LINK_INLINE, "../contacts/sub/../ana-lima.md", "contacts/ana-lima.md"},
        {LINK_INLINE, "./../contacts//./ana-lima.md", "contacts/ana-lima.md"},
        {LINK_INLINE, "/contacts/ana-lima.md", "contacts/ana-lima.md"},
        {LINK_INLINE, "../contacts/sub/bo.md", "contacts/sub/bo.md"},
        {LINK_INLINE, "contacts/ana-lima.md", "dead"},
        {LINK_INLINE, "ana-lima.md", "dead"},
        {LINK_INLINE, "../../contacts/ana-lima.md", "dead"}, /* out of the vault */
        {LINK_INLINE, "../skills/ana-lima.md", "dead"},
        {LINK_INLINE, "../contacts/", "dead"},
        {LINK_INLINE, "..", "dead"},
        {LINK_INLINE, "mailto:ana@x.example", "dead"},
        {LINK_INLINE, "http://contacts/ana-lima.md", "dead"},
    };
    struct fixture *fixture = *state;

    fixture_load(fixture, people, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct link link = {.target = str_from(cases[i].target), .form = cases[i].form};
        const struct record *to = &fixture->vault.ambiguous; /* must be overwritten */
        enum link_result result =
            link_resolve(&fixture->vault, KIND_CONTACT, &link, STR("interviews/m.md"), &to);

        show_result(&fixture->out, result, to);
        fixture_expect(fixture, cases[i].expected, cases[i].target);
    }
}

static void places_of_the_file_count_for_inline_links_only(void **state)
{
    static const struct {
        const char *from;
        enum md_link_form form;
        const char *target, *expected;
    } cases[] = {
        {"contacts/bo.md", MD_LINK_INLINE, "ana-lima.md", "contacts/ana-lima.md"},
        {"contacts/sub/bo.md", MD_LINK_INLINE, "../ana-lima.md", "contacts/ana-lima.md"},
        {"contacts/sub/bo.md", MD_LINK_INLINE, "bo.md", "contacts/sub/bo.md"},
        {"plan.md", MD_LINK_INLINE, "contacts/ana-lima.md", "contacts/ana-lima.md"},
        {"plan.md", MD_LINK_INLINE, "../contacts/ana-lima.md", "dead"},
        {"contacts/sub/bo.md", MD_LINK_WIKI, "contacts/ana-lima", "contacts/ana-lima.md"},
        {"contacts/sub/bo.md", MD_LINK_WIKI, "../ana-lima", "dead"},
        {"plan.md", MD_LINK_WIKI, "Ani", "contacts/ana-lima.md"},
    };
    struct fixture *fixture = *state;

    fixture_load(fixture, people, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct md_link link = {.target = str_from(cases[i].target), .form = cases[i].form};
        const struct record *to = NULL;
        enum link_result result =
            link_resolve_md(&fixture->vault, KIND_CONTACT, &link, str_from(cases[i].from), &to);

        show_result(&fixture->out, result, to);
        fixture_expect(fixture, cases[i].expected, cases[i].target);
    }
}

static void renamed_folders_count_in_paths(void **state)
{
    static const struct vault_file files[] = {SETTINGS("folders: {contacts: my/people}\n"),
                                              {"my/people/ana.md", "---\nname: Ana\n---\n"},
                                              {NULL, NULL}};
    static const struct {
        const char *target, *expected;
    } cases[] = {{"my/people/ana", "my/people/ana.md"},
                 {"people/ana", "dead"},
                 {"contacts/ana", "dead"},
                 {"my/ana", "dead"}};
    struct fixture *fixture = *state;

    fixture_load(fixture, files, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct link link = {.target = str_from(cases[i].target), .form = LINK_WIKI};
        const struct record *to = NULL;
        enum link_result result = link_resolve(&fixture->vault, KIND_CONTACT, &link, STR("plan.md"), &to);

        show_result(&fixture->out, result, to);
        fixture_expect(fixture, cases[i].expected, cases[i].target);
    }
}

static void front_matter_links_are_checked(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\nreferred_by: [bo, Zoe, Sam]\ntarget: lead\n", ""),
        CONTACT("bo", "name: Bo\nreferred_by: contacts/ana\ntarget: [lead, lost]\n", ""),
        CONTACT("cy", "name: Sam\n", ""),
        CONTACT("di", "name: Sam\n", ""),
        MEETING("m", "contact: [ana, \"[[zoe|Zoe]]\"]\ndate: 2026-11-18\nthanked: {ana: skip, yan: skip}\n",
                ""),
        {"opportunities/o.md", "---\nname: O\ncontact: bo\nfrom: [m, n]\n---\n"},
        {"targets/lead.md", "---\nname: Lead\n---\n"},
        {NULL, NULL},
    };
    struct fixture *fixture = *state;
    const struct value *value;
    struct check check;

    fixture_load(fixture, files, NULL);
    check_run(&fixture->vault, &(struct check_options){.today = date_of(2026, 11, 21)}, &fixture->vault.arena,
              &check);
    for (uint32_t i = 0; i < check.n; i++)
        if (check.at[i].diag.rule == RULE_DEAD_LINK || check.at[i].diag.rule == RULE_AMBIGUOUS_LINK)
            fixture_show_diag(&fixture->out, &check.at[i].diag);
    fixture_expect(
        fixture,
        "dead-link contacts/ana.md:3:19\nambiguous-link contacts/ana.md:3:24\ndead-link contacts/bo.md:4:16\n"
        "dead-link interviews/m.md:2:16\ndead-link interviews/m.md:4:22\ndead-link opportunities/o.md:4:11\n",
        "findings");
    value = record_find(fixture_record(fixture, KIND_CONTACT, "ana"), KEY_REFERRED_BY);
    assert_ptr_equal(value->links.at[0].to, fixture_record(fixture, KIND_CONTACT, "bo"));
    assert_null(value->links.at[1].to);
    assert_null(value->links.at[2].to);
    value = record_find(fixture_record(fixture, KIND_OPPORTUNITY, "o"), KEY_FROM);
    assert_ptr_equal(value->links.at[0].to, fixture_record(fixture, KIND_INTERVIEW, "m"));
    value = record_find(fixture_record(fixture, KIND_INTERVIEW, "m"), KEY_THANKED);
    assert_ptr_equal(value->thanked->at[0].who.to, fixture_record(fixture, KIND_CONTACT, "ana"));
    assert_null(value->thanked->at[1].who.to);
}

static void participants_stand_once_in_the_order_written(void **state)
{
    static const struct {
        const char *contact, *expected;
    } cases[] = {
        {"ana", "ana"},
        {"[bo, ana]", "bo ana"},
        {"[ana, Ana, \"[[ana|A]]\", contacts/ana, Ani]", "ana"},
        {"[Zoe, ana, Zoe]", "(Zoe) ana"},
        {"[zoe, Zoe]", "(zoe) (Zoe)"},
        {"[\"[[zoe|Z]]\", Z]", "(Z)"},
        {"bad", "bad"},
        {"[bad, ana, BAD]", "bad ana"},
        {"[]", ""},
    };
    static const struct vault_file base[] = {CONTACT("ana", "name: Ana\naliases: Ani\n", ""),
                                             CONTACT("bo", "name: Bo\n", ""),
                                             {"contacts/bad.md", "no fences\n"},
                                             {NULL, NULL}};
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf text = {0};
        const struct record *meeting;

        fixture_load(fixture, base, NULL);
        buf_printf(&text, "---\ncontact: %s\ndate: 2026-11-18\n---\n", cases[i].contact);
        fixture_write(fixture, "interviews/m.md", buf_str(&text));
        buf_free(&text);
        fixture_open(fixture);
        meeting = fixture_record(fixture, KIND_INTERVIEW, "m");
        for (uint32_t k = 0; k < meeting->participant_count; k++) {
            const struct participant *person = &meeting->participants[k];

            buf_printf(&fixture->out, person->to ? "%s%.*s" : "%s(%.*s)", k ? " " : "",
                       STR_ARGS(person->to ? person->to->id : person->name));
            assert_int_equal(person->to != NULL, person->to && takes_part(meeting, person->to));
        }
        fixture_expect(fixture, cases[i].expected, cases[i].contact);
    }
}

static void contacts_know_their_interviews(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\n", ""),
        CONTACT("bo", "name: Bo\n", ""),
        CONTACT("cy", "name: Cy\n", ""),
        MEETING("2", "contact: [ana, bo, Ana]\ndate: 2026-11-18\n", ""),
        MEETING("1", "contact: ana\ndate: 2026-11-20\n", ""),
        MEETING("3", "contact: zoe\ndate: 2026-11-20\n", ""),
        {NULL, NULL},
    };
    struct fixture *fixture = *state;
    const struct record *ana, *bo, *cy;

    fixture_load(fixture, files, NULL);
    ana = fixture_record(fixture, KIND_CONTACT, "ana");
    bo = fixture_record(fixture, KIND_CONTACT, "bo");
    cy = fixture_record(fixture, KIND_CONTACT, "cy");
    assert_int_equal(ana->interview_count, 2); /* by path */
    assert_ptr_equal(ana->interviews[0], fixture_record(fixture, KIND_INTERVIEW, "1"));
    assert_ptr_equal(ana->interviews[1], fixture_record(fixture, KIND_INTERVIEW, "2"));
    assert_int_equal(bo->interview_count, 1);
    assert_int_equal(cy->interview_count, 0);
    assert_true(takes_part(ana->interviews[1], bo));
    assert_false(takes_part(ana->interviews[0], bo));
    assert_false(takes_part(fixture_record(fixture, KIND_INTERVIEW, "3"), cy));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_resolved),
        cmocka_unit_test(places_of_the_file_count_for_inline_links_only),
        cmocka_unit_test(renamed_folders_count_in_paths),
        cmocka_unit_test(front_matter_links_are_checked),
        cmocka_unit_test(participants_stand_once_in_the_order_written),
        cmocka_unit_test(contacts_know_their_interviews),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
