/*
 * What is known of a contact on a day: touches, directional lines, interviews, and the stage (followups.md, "Words"
 * and "Stage of a contact").
 */
#include "due_fixture.h"

#include "vault/facts.h"

static struct facts facts_on(struct fixture *fixture, const char *today)
{
    return facts_of(fixture_record(fixture, KIND_CONTACT, "ana"), day_of(today));
}

static void put_day(struct buf *out, const char *name, int32_t day)
{
    if (!day)
        return;
    buf_printf(out, " %s ", name);
    date_iso_write(out, day);
}

/* "L DAY in|out DAY run N held ID ahead ID unconfirmed off DAY owes", what there is of it. */
static void show_facts(struct buf *out, const struct facts *facts)
{
    put_day(out, "L", facts->last_touch);
    assert_int_equal(facts->direction != MD_DIRECTION_NONE, facts->direction_day != 0);
    put_day(out, md_direction_name(facts->direction), facts->direction_day);
    if (facts->run)
        buf_printf(out, " run %u", (unsigned)facts->run);
    if (facts->held)
        buf_printf(out, " held %.*s", STR_ARGS(facts->held->id));
    if (facts->ahead)
        buf_printf(out, " ahead %.*s", STR_ARGS(facts->ahead->id));
    if (facts->is_unconfirmed)
        buf_puts(out, " unconfirmed");
    put_day(out, "off", facts->off_day);
    if (facts->owes_thanks)
        buf_puts(out, " owes");
}

struct test_case {
    struct vault_file files[5];
    const char *expected;
};

static void check_all(struct fixture *fixture, const struct test_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct facts facts;

        fixture_load(fixture, cases[i].files, NULL);
        facts = facts_on(fixture, TODAY);
        show_facts(&fixture->out, &facts);
        fixture_expect(fixture, cases[i].expected, cases[i].files[0].text);
    }
}

#define CHECK_ALL(cases) check_all(*state, cases, COUNT(cases))

static void touches(void **state)
{
    static const struct test_case cases[] = {
        {{ANA}, ""},
        {{LOG("- 2026-11-10 call\n")}, " L 2026-11-10"},
        {{LOG("- 2026-11-10 other\n- 2026-11-12 card: hi\n- 2026-11-11 We spoke\n")}, " L 2026-11-12"},
        {{LOG("- 2026-11-21 call\n")}, " L 2026-11-21"},
        {{LOG("- 2026-11-22 call\n")}, ""}, /* after T */
        {{LOG("- 2026-11-10 note: her boss\n- 2026-11-01 call\n")}, " L 2026-11-01"},
        {{LOG("- 2026-11-31 call\n")}, ""},
        /* ticked promises of mine, by the day they were done */
        {{CONTACT("ana", "name: Ana\n", "- [x] A done:2026-11-10\n- [x] B done:2026-11-22\n- [x] C\n")},
         " L 2026-11-10"},
        {{CONTACT("ana", "name: Ana\n", "- [x] @waiting A done:2026-11-10\n")}, ""},
        {{CONTACT("ana", "name: Ana\n", "- [ ] A done:2026-11-10\n- [-] B done:2026-11-10\n")}, ""},
        {{ANA, BO,
          MEETING("m", "contact: [bo, ana]\nstatus: cancelled\n", "- [x] A [[bo]] done:2026-11-10\n")},
         " L 2026-11-10"},
        /* held interviews; her own dates in `thanked`, in an interview of any status */
        {{ANA, MEETING("m", WITH_ANA("2026-11-10") DONE "thanked: skip\n", "")}, " L 2026-11-10 held m"},
        {{ANA, MEETING("m", WITH_ANA("2026-11-10") DONE "thanked: 2026-11-12\n", "")},
         " L 2026-11-12 held m"},
        {{ANA, MEETING("m", WITH_ANA("2026-11-10") DONE "thanked: 2026-11-22\n", "")},
         " L 2026-11-10 held m"},
        {{ANA, MEETING("m", WITH_ANA("2026-11-10") "status: cancelled\nthanked: 2026-11-12\n", "")},
         " L 2026-11-12 off 2026-11-10"},
        {{ANA, MEETING("m", WITH_ANA("2026-11-25") "thanked: 2026-11-12\n", "")}, " L 2026-11-12 ahead m"},
        {{ANA, BO,
          MEETING(
              "m",
              "contact: [ana, bo]\ndate: 2026-11-10\nstatus: done\nthanked: {bo: 2026-11-12, ana: skip}\n",
              "")},
         " L 2026-11-10 held m"},
        {{ANA, BO,
          MEETING("m", "contact: [ana, bo]\ndate: 2026-11-10\nstatus: done\nthanked: {Ana: 2026-11-12}\n",
                  "")},
         " L 2026-11-12 held m"},
        /* what is none */
        {{CONTACT("ana", "name: Ana\nadded: 2026-11-10\n", "")}, ""},
        {{ANA, MEETING("m", WITH_ANA("2026-11-10"), "")}, " unconfirmed"},
        {{ANA, MEETING("m", WITH_ANA("2026-11-22") DONE, "")}, ""}, /* done too early */
        {{ANA, BO,
          MEETING("m", "contact: bo\ndate: 2026-11-10\nstatus: done\n", "- [x] A done:2026-11-10\n")},
         ""},
    };

    CHECK_ALL(cases);
}

static void directions_and_runs(void **state)
{
    static const struct test_case cases[] = {
        {{LOG("- 2026-11-10 email out\n")}, " L 2026-11-10 out 2026-11-10 run 1"},
        {{LOG("- 2026-11-10 email in\n")}, " L 2026-11-10 in 2026-11-10"},
        {{LOG("- 2026-11-10 email out\n- 2026-11-12 email in\n")}, " L 2026-11-12 in 2026-11-12"},
        {{LOG("- 2026-11-12 email in\n- 2026-11-10 email out\n")}, " L 2026-11-12 in 2026-11-12"},
        {{LOG("- 2026-11-12 email out\n- 2026-11-10 email in\n")}, " L 2026-11-12 out 2026-11-12 run 1"},
        /* on one day every out precedes every in, wherever they stand */
        {{LOG("- 2026-11-10 email in\n- 2026-11-10 call out\n- 2026-11-10 card out\n")},
         " L 2026-11-10 in 2026-11-10"},
        {{LOG("- 2026-11-10 call out\n- 2026-11-10 email in\n")}, " L 2026-11-10 in 2026-11-10"},
        {{LOG("- 2026-11-10 18:00 call out\n- 2026-11-10 09:00 email in\n")}, " L 2026-11-10 in 2026-11-10"},
        /* the run: out lines after the last in, else all */
        {{LOG("- 2026-11-12 email out\n- 2026-11-11 email out\n- 2026-11-10 email in\n- 2026-11-10 email "
              "out\n- "
              "2026-11-09 email out\n")},
         " L 2026-11-12 out 2026-11-12 run 2"},
        {{LOG("- 2026-11-12 email out\n- 2026-11-12 call out\n- 2026-11-01 card out\n")},
         " L 2026-11-12 out 2026-11-12 run 3"},
        /* what has no direction */
        {{LOG("- 2026-11-10 note out\n- 2026-11-10 note in: x\n")}, ""},
        {{LOG("- 2026-11-10 email\n- 2026-11-09 call: out of office\n")}, " L 2026-11-10"},
        {{LOG("- 2026-11-10 email out\n- 2026-11-12 call\n- 2026-11-13 note in\n")},
         " L 2026-11-12 out 2026-11-10 run 1"},
        /* lines after T count for nothing */
        {{LOG("- 2026-11-22 email in\n- 2026-11-22 email out\n- 2026-11-10 email out\n")},
         " L 2026-11-10 out 2026-11-10 run 1"},
        {{LOG("- 2026-11-21 email in\n- 2026-11-22 email out\n")}, " L 2026-11-21 in 2026-11-21"},
    };

    CHECK_ALL(cases);
}

static void interviews(void **state)
{
    static const struct test_case cases[] = {
        {{ANA, MEETING("b", WITH_ANA("2026-11-10") DONE, ""), MEETING("c", WITH_ANA("2026-11-09") DONE, ""),
          MEETING("a", WITH_ANA("2026-11-11") DONE, "")},
         " L 2026-11-11 held c owes"},
        {{ANA, MEETING("b", WITH_ANA("2026-11-10T09:00") DONE, ""),
          MEETING("a", WITH_ANA("2026-11-10T15:00") DONE, "")},
         " L 2026-11-10 held a owes"}, /* the day, then the id */
        {{ANA, MEETING("b", WITH_ANA("2026-11-23"), ""), MEETING("a", WITH_ANA("2026-11-21"), ""),
          MEETING("c", WITH_ANA("2026-11-21"), "")},
         " ahead a"},
        {{ANA, MEETING("a", WITH_ANA("2026-11-20") "status: planned\n", "")}, " unconfirmed"},
        {{ANA, MEETING("a", WITH_ANA("2026-11-18") "status: no-show\n", ""),
          MEETING("b", WITH_ANA("2026-11-20") "status: cancelled\n", ""),
          MEETING("c", WITH_ANA("2026-11-22") "status: cancelled\n", "")},
         " off 2026-11-20"},
        {{ANA, MEETING("a", "contact: ana\n", ""), MEETING("b", WITH_ANA("2026-11-22") DONE, "")}, ""},
        /* one thank-you of two */
        {{ANA, MEETING("a", WITH_ANA("2026-11-10") DONE "thanked: skip\n", ""),
          MEETING("b", WITH_ANA("2026-11-11") DONE, "")},
         " L 2026-11-11 held a owes"},
        {{ANA, MEETING("a", WITH_ANA("2026-11-10"), ""),
          MEETING("b", WITH_ANA("2026-11-11") DONE "thanked: skip\n", "")},
         " L 2026-11-11 held b unconfirmed"},
    };

    CHECK_ALL(cases);
}

static void stages(void **state)
{
    static const struct {
        struct vault_file files[4];
        const char *on[4]; /* "TODAY STAGE" */
    } cases[] = {
        {{ANA}, {"2026-11-21 idea"}},
        {{LOG("- 2026-11-10 email out\n")}, {"2026-11-09 idea", "2026-11-10 asked"}},
        {{LOG("- 2026-11-10 email\n- 2026-11-10 note out\n")}, {"2026-11-21 idea"}},
        {{LOG("- 2026-11-10 email out\n- 2026-11-12 email out\n- 2026-11-14 email out\n")},
         {"2026-11-13 asked", "2026-11-14 no-reply"}},
        {{LOG("- 2026-11-10 email out\n- 2026-11-10 email out\n- 2026-11-10 email out\n- 2026-11-12 email "
              "in\n")},
         {"2026-11-11 no-reply", "2026-11-12 replied"}},
        {{LOG("- 2026-11-12 email in\n- 2026-11-14 email out\n")},
         {"2026-11-13 replied", "2026-11-14 asked"}},
        {{LOG("- 2026-11-10 email out\n"), SETTINGS("nudge_times: 0\n")}, {"2026-11-10 no-reply"}},
        {{LOG("- 2026-11-10 email in\n"), MEETING("m", WITH_ANA("2026-11-18"), "")},
         {"2026-11-09 scheduled", "2026-11-18 scheduled", "2026-11-19 replied"}},
        {{ANA, MEETING("m", WITH_ANA("2026-11-18") DONE, "")}, {"2026-11-17 idea", "2026-11-18 met"}},
        {{ANA, MEETING("m", WITH_ANA("2026-11-18") DONE "thanked: skip\n", "")},
         {"2026-11-17 idea", "2026-11-18 thanked"}},
        {{LOG("- 2026-11-19 email in\n- 2026-11-20 email out\n"),
          MEETING("m", WITH_ANA("2026-11-18") DONE "thanked: 2026-11-30\n", "")},
         {"2026-11-21 thanked"}},
        {{ANA, MEETING("m", WITH_ANA("2026-11-18") DONE "thanked: skip\n", ""),
          MEETING("n", WITH_ANA("2026-11-19") DONE, "")},
         {"2026-11-18 thanked", "2026-11-19 met"}},
        {{ANA, MEETING("m", WITH_ANA("2026-11-18") DONE, ""), MEETING("n", WITH_ANA("2026-11-23"), "")},
         {"2026-11-18 scheduled", "2026-11-23 scheduled", "2026-11-24 met"}},
        {{LOG("- 2026-11-10 email out\n"), MEETING("m", WITH_ANA("2026-11-18") "status: cancelled\n", "")},
         {"2026-11-21 asked"}},
        {{WITH("status: paused\n", "- 2026-11-10 email in\n"), MEETING("n", WITH_ANA("2026-11-23"), "")},
         {"2026-11-21 paused"}},
        {{WITH("status: declined\n", "- 2026-11-10 email in\n"),
          MEETING("n", WITH_ANA("2026-11-18") DONE, "")},
         {"2026-11-21 declined"}},
        {{WITH("status: Closed\n", "- 2026-11-10 email in\n")}, {"2026-11-21 closed"}},
        {{WITH("status: active\n", "- 2026-11-10 email in\n")}, {"2026-11-21 replied"}},
    };
    struct fixture *fixture = *state;
    bool seen[STAGE_COUNT] = {false};

    for (size_t i = 0; i < COUNT(cases); i++) {
        fixture_load(fixture, cases[i].files, NULL);
        for (size_t k = 0; k < COUNT(cases[i].on) && cases[i].on[k]; k++) {
            const struct record *ana = fixture_record(fixture, KIND_CONTACT, "ana");
            struct str rest = str_from(cases[i].on[k]), today = str_word(&rest);
            struct stamp stamp;

            assert_true(date_iso_parse(today, &stamp));
            struct facts facts = facts_of(ana, stamp.day);
            enum stage stage = stage_of(&fixture->vault, ana, &facts);

            seen[stage] = true;
            buf_printf(&fixture->out, "%.*s %s", STR_ARGS(today), stage_name(stage));
            fixture_expect(fixture, cases[i].on[k], cases[i].files[0].text);
        }
    }
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        assert_true(seen[stage]);
}

static void what_is_asked_of_a_contact(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana",
                "name: Ana\nkeep_in_touch: 6 weeks\nadded: 2026-11-01\nsnooze: 2026-11-22\nreferred_by: [bo, "
                "ana]\n",
                ""),
        CONTACT("bo", "name: Bo\nkeep_in_touch: soon\nstatus: gone\nreferred_by: [zoe, ana]\n",
                "# Log\n- 2026-11-10 call\n"),
        CONTACT("cy", "name: Cy\nstatus: paused\nkeep_in_touch: never\n", ""),
        SETTINGS("keep_in_touch: 5 months\n"),
        {NULL, NULL},
    };
    struct fixture *fixture = *state;
    const struct record *ana, *bo, *cy;
    struct facts facts;

    fixture_load(fixture, files, NULL);
    ana = fixture_record(fixture, KIND_CONTACT, "ana");
    bo = fixture_record(fixture, KIND_CONTACT, "bo");
    cy = fixture_record(fixture, KIND_CONTACT, "cy");
    assert_int_equal(facts_period(&fixture->vault, ana).days, 42);
    assert_int_equal(facts_period(&fixture->vault, bo).months, 5); /* a bad value is read as missing */
    assert_true(facts_period(&fixture->vault, cy).never);
    facts = facts_of(ana, day_of(TODAY));
    assert_int_equal(facts_touch_base(ana, &facts), day_of("2026-11-01"));
    facts = facts_of(bo, day_of(TODAY));
    assert_int_equal(facts_touch_base(bo, &facts), day_of("2026-11-10"));
    facts = facts_of(cy, day_of(TODAY));
    assert_int_equal(facts_touch_base(cy, &facts), 0);
    assert_true(contact_is_asleep(ana, day_of("2026-11-21")));
    assert_false(contact_is_asleep(ana, day_of("2026-11-22")));
    assert_false(contact_is_asleep(bo, day_of(TODAY)));
    assert_true(contact_is_active(ana) && contact_is_active(bo));
    assert_false(contact_is_active(cy));
    assert_ptr_equal(contact_referrer(ana), bo);
    assert_null(contact_referrer(bo)); /* the first counts, and is nobody's */
    assert_null(contact_referrer(cy));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(touches), cmocka_unit_test(directions_and_runs),        cmocka_unit_test(interviews),
        cmocka_unit_test(stages),  cmocka_unit_test(what_is_asked_of_a_contact),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
