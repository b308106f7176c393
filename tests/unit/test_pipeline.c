/*
 * Since when people are at their stage: each day that makes one, the day before and after it, and what is not known.
 */
#include "due_fixture.h"

#include "insight/pipeline.h"

#define HELD(day, front) MEETING("m" day, "contact: ana\ndate: 2026-11-" day "\nstatus: done\n" front, "")

struct since_case {
    struct vault_file files[5];
    enum stage stage;
    const char *since; /* "": not known */
};

static const struct since_case cases[] = {
    /* idea */
    {{ANA}, STAGE_IDEA, ""},
    {{WITH("added: 2026-11-21\n", "")}, STAGE_IDEA, "2026-11-21"},
    {{WITH("added: 2026-11-22\n", "")}, STAGE_IDEA, ""}, /* that lies ahead */
    {{WITH("added: 2026-11-01\n", "- 2026-11-10 call: hello\n")}, STAGE_IDEA, "2026-11-01"},
    /* asked: the first line out that nobody answered */
    {{LOG("- 2026-11-14 email out\n")}, STAGE_ASKED, "2026-11-14"},
    {{LOG("- 2026-11-14 email out\n- 2026-11-18 email out\n")}, STAGE_ASKED, "2026-11-14"},
    {{LOG("- 2026-11-18 email out\n- 2026-11-14 email out\n")}, STAGE_ASKED, "2026-11-14"},
    {{LOG("- 2026-11-10 email out\n- 2026-11-12 email in\n- 2026-11-14 email out\n")},
     STAGE_ASKED,
     "2026-11-14"},
    {{LOG("- 2026-11-14 email out\n- 2026-11-10 note out: none\n")}, STAGE_ASKED, "2026-11-14"},
    {{LOG("- 2026-11-14 email out\n- 2026-11-22 email in\n")}, STAGE_ASKED, "2026-11-14"},
    /* no-reply: the third, by the defaults; two of a day are two */
    {{LOG("- 2026-11-01 email out\n- 2026-11-05 email out\n- 2026-11-09 email out\n")},
     STAGE_NO_REPLY,
     "2026-11-09"},
    {{LOG("- 2026-11-01 email out\n- 2026-11-05 email out\n- 2026-11-05 call out\n- 2026-11-09 email out\n")},
     STAGE_NO_REPLY,
     "2026-11-05"},
    {{SETTINGS("nudge_times: 1\n"), LOG("- 2026-11-01 email out\n- 2026-11-05 email out\n")},
     STAGE_NO_REPLY,
     "2026-11-05"},
    /* replied: the first line in behind the last out; of one day every out comes first */
    {{LOG("- 2026-11-14 email in\n")}, STAGE_REPLIED, "2026-11-14"},
    {{LOG("- 2026-11-12 email out\n- 2026-11-14 email in\n- 2026-11-16 email in\n")},
     STAGE_REPLIED,
     "2026-11-14"},
    {{LOG("- 2026-11-14 email in\n- 2026-11-14 email out\n")}, STAGE_REPLIED, "2026-11-14"},
    {{LOG("- 2026-11-10 email in\n- 2026-11-12 email out\n- 2026-11-16 email in\n")},
     STAGE_REPLIED,
     "2026-11-16"},
    /* met: the earliest meeting that is not thanked for */
    {{ANA, HELD("18", "")}, STAGE_MET, "2026-11-18"},
    {{ANA, HELD("21", "")}, STAGE_MET, "2026-11-21"},
    {{ANA, HELD("10", ""), HELD("18", "")}, STAGE_MET, "2026-11-10"},
    {{ANA, HELD("10", "thanked: 2026-11-11\n"), HELD("18", "")}, STAGE_MET, "2026-11-18"},
    /* thanked: the last thank-you */
    {{ANA, HELD("18", "thanked: 2026-11-19\n")}, STAGE_THANKED, "2026-11-19"},
    {{ANA, HELD("18", "thanked: 2026-11-21\n")}, STAGE_THANKED, "2026-11-21"},
    {{ANA, HELD("18", "thanked: 2026-11-22\n")}, STAGE_THANKED, ""}, /* that lies ahead */
    {{ANA, HELD("18", "thanked: 2026-11-17\n")}, STAGE_THANKED, "2026-11-18"},
    {{ANA, HELD("18", "thanked: skip\n")}, STAGE_THANKED, "2026-11-18"},
    {{ANA, HELD("10", "thanked: 2026-11-20\n"), HELD("18", "thanked: 2026-11-19\n")},
     STAGE_THANKED,
     "2026-11-20"},
    /* nothing says since when */
    {{WITH("added: 2026-11-01\n", "- 2026-11-14 email in\n"), MEETING("m", WITH_ANA("2026-11-22"), "")},
     STAGE_SCHEDULED,
     ""},
    {{WITH("added: 2026-11-01\nstatus: paused\n", "")}, STAGE_PAUSED, ""},
    {{WITH("added: 2026-11-01\nstatus: declined\n", "")}, STAGE_DECLINED, ""},
    {{WITH("added: 2026-11-01\nstatus: closed\n", "")}, STAGE_CLOSED, ""},
};

static struct since since_on(struct fixture *fixture, const struct vault_file *files, enum stage *stage)
{
    const struct record *ana;
    struct facts facts;
    struct view view;

    fixture_load(fixture, files, NULL);
    view_init(&view, &fixture->vault, day_of(TODAY), &fixture->arena);
    ana = fixture_record(fixture, KIND_CONTACT, "ana");
    facts = facts_of(ana, view.today);
    *stage = stage_of(&fixture->vault, ana, &facts);
    return pipeline_since(&view, ana, *stage);
}

static void a_stage_begins_on_the_day_of_what_made_it(void **state)
{
    for (size_t i = 0; i < COUNT(cases); i++) {
        enum stage stage;
        struct since since = since_on(*state, cases[i].files, &stage);

        if (stage != cases[i].stage || since.day != day_of(cases[i].since) || since.is_private)
            fail_msg("case %zu: %s since %d, wanted %s since %d", i, stage_name(stage), (int)since.day,
                     stage_name(cases[i].stage), (int)day_of(cases[i].since));
    }
}

/* What only a private section or a meeting with somebody private tells. */
static void what_may_not_be_told_is_marked(void **state)
{
    static const struct {
        struct vault_file files[5];
        bool is_private;
    } kept[] = {
        {{CONTACT("ana", "", "# Log (private)\n- 2026-11-14 email out\n")}, true},
        {{CONTACT("ana", "", "# Log (private)\n- 2026-11-14 email out\n# Log\n- 2026-11-14 call out\n")},
         false},
        {{CONTACT("ana", "", "# Log (private)\n- 2026-11-13 email out\n# Log\n- 2026-11-14 call out\n")},
         true},
        {{CONTACT("ana", "", "# Log (private)\n- 2026-11-15 email out\n# Log\n- 2026-11-14 call out\n")},
         false},
        {{ANA, CONTACT("sam", "private: yes\n", ""),
          MEETING("m", "contact: [ana, sam]\ndate: 2026-11-18\nstatus: done\n", "")},
         true},
        {{ANA, CONTACT("sam", "private: yes\n", ""),
          MEETING("m", "contact: [ana, sam]\ndate: 2026-11-18\nstatus: done\nthanked: skip\n", "")},
         true},
    };

    for (size_t i = 0; i < COUNT(kept); i++) {
        enum stage stage;
        struct since since = since_on(*state, kept[i].files, &stage);

        assert_true(since.day > 0);
        assert_int_equal(since.is_private, kept[i].is_private);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stage_begins_on_the_day_of_what_made_it),
        cmocka_unit_test(what_may_not_be_told_is_marked),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
