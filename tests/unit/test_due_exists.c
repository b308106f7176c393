/*
 * The kinds of followups.md, "exists when": each clause alone. Taken away, the item
 * must be gone; what does not matter must leave it.
 */
#include "due_fixture.h"

/* What is changed in the kind's base vault, and the items of the kind on TODAY then. */
struct clause {
    struct vault_file changed[4];
    const char *expected;
};

static void check_clauses(struct fixture *fixture, enum due_kind kind, const struct vault_file *base,
                          const struct clause *clauses, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct vault_file *first = &clauses[i].changed[0];

        fixture_load(fixture, base, clauses[i].changed);
        show_kind(fixture, TODAY, kind);
        fixture_expect(fixture, clauses[i].expected, first->path ? first->text : "the base");
    }
}

#define CHECK_CLAUSES(kind, base, clauses) check_clauses(*state, kind, base, clauses, COUNT(clauses))

static void thank_is_owed_by_each_for_a_held_interview(void **state)
{
    static const struct vault_file base[] = {
        ANA, BO, MEETING("m", WITH_ANA("2026-11-18") "status: done\nthanked:\n", ""), {NULL, NULL}};
#define ONE "ana overdue 2026-11-19..2026-11-20 +2"
#define TWO ONE "; bo overdue 2026-11-19..2026-11-20 +2"
#define M(lines) MEETING("m", WITH_ANA("2026-11-18") lines, "")
#define BOTH(lines) MEETING("m", "contact: [ana, bo]\ndate: 2026-11-18\nstatus: done\n" lines, "")
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{M("")}, ""},
        {{M("status: planned\n")}, ""},
        {{M("status: cancelled\n")}, ""},
        {{M("status: no-show\n")}, ""},
        {{M("status: Done\n")}, ONE},
        {{M("status: finished\n")}, ""}, /* unknown: read as missing */
        {{MEETING("m", WITH_ANA("2026-11-22") DONE, "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-21") DONE, "")}, "ana upcoming 2026-11-22..2026-11-23"},
        {{MEETING("m", "contact: ana\nstatus: done\n", "")}, ""},
        {{MEETING("m", WITH_ANA("yesterday") DONE, "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-18T23:30-11:00") DONE, "")}, ONE},
        {{MEETING("m", "date: 2026-11-18\nstatus: done\n", "")}, ""},
        {{MEETING("m", "contact: []\ndate: 2026-11-18\nstatus: done\n", "")}, ""},
        /* settled */
        {{M(DONE "thanked: 2026-11-19\n")}, ""},
        {{M(DONE "thanked: 2026-11-18 16:00\n")}, ""},
        {{M(DONE "thanked: skip\n")}, ""},
        {{M(DONE "thanked: SKIP\n")}, ""},
        {{M(DONE "thanked: 2026-12-01\n")}, ""},
        {{M(DONE "thanked: ~\n")}, ONE},
        {{M(DONE "thanked: yes\n")}, ONE},
        {{M(DONE "thanked: {ana: }\n")}, ONE},
        {{M(DONE "thanked: {bo: 2026-11-19}\n")}, ONE},
        /* several people */
        {{BOTH("")}, TWO},
        {{BOTH("thanked: 2026-11-19\n")}, ""},
        {{BOTH("thanked: {bo: skip}\n")}, ONE},
        {{BOTH("thanked: {Bo Chen: 2026-11-19}\n")}, ONE},
        {{BOTH("thanked: {Bob: 2026-11-19}\n")}, ONE},
        {{BOTH("thanked: {\"[[bo]]\": 2026-11-19}\n")}, ONE},
        {{BOTH("thanked: {\"[[contacts/bo|B]]\": 2026-11-19}\n")}, ONE},
        {{BOTH("thanked:\n  bo: 2026-11-19\n  ana: soon\n")}, ONE},
        {{BOTH("thanked: {ana: 2026-11-19, bo: skip}\n")}, ""},
        {{BOTH("thanked:\n  ana:\n  Ana: 2026-11-19\n  bo: skip\n")}, ""},
        {{MEETING("m", "contact: [ana, Ana, \"[[ana|A]]\"]\ndate: 2026-11-18\nstatus: done\n", "")}, ONE},
        /* what does not matter */
        {{CONTACT("ana", "name: Ana\nstatus: declined\n", "")}, ONE},
        {{CONTACT("ana", "name: Ana\nstatus: closed\nsnooze: 2027-01-01\n", "")}, ONE},
        {{CONTACT("ana", "name: Ana\nprivate: true\n", "")}, ONE},
        /* people without a contact file, or with one that cannot be read */
        {{MEETING("m", "contact: Zoe Hart\ndate: 2026-11-18\nstatus: done\n", "")},
         "(Zoe Hart) overdue 2026-11-19..2026-11-20 +2"},
        {{MEETING("m", "contact: \"[[zoe|Zoe H]]\"\ndate: 2026-11-18\nstatus: done\n", "")},
         "(Zoe H) overdue 2026-11-19..2026-11-20 +2"},
        {{MEETING("m", "contact: [zoe, zoe]\ndate: 2026-11-18\nstatus: done\nthanked: {zoe: 2026-11-19}\n",
                  "")},
         ""},
        {{MEETING("m",
                  "contact: \"[[zoe|Zoe H]]\"\ndate: 2026-11-18\nstatus: done\nthanked: {zoe: 2026-11-19}\n",
                  "")},
         ""},
        {{{"contacts/ana.md", "no front matter\n"}}, ONE},
        {{{"contacts/ana.md", "no front matter\n"}, M(DONE "thanked: {ana: 2026-11-19}\n")}, ""},
    };

    CHECK_CLAUSES(DUE_THANK, base, clauses);
#undef M
#undef BOTH
#undef ONE
#undef TWO
}

static void promise_is_an_open_task_of_mine(void **state)
{
    static const struct vault_file base[] = {CONTACT("ana", "name: Ana\n", "- [ ] Send it due:2026-11-20\n"),
                                             {NULL, NULL}};
#define ONE "ana overdue 2026-11-20..2026-11-20 +1"
#define TASK(line) CONTACT("ana", "name: Ana\n", line)
#define IN(lines, task) ANA, MEETING("m", "contact: ana\n" lines, task)
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{TASK("- [x] Send it due:2026-11-20\n")}, ""},
        {{TASK("- [X] Send it due:2026-11-20 done:2026-11-20\n")}, ""},
        {{TASK("- [-] Send it due:2026-11-20\n")}, ""},
        {{TASK("- [ ] @waiting Send it due:2026-11-20\n")}, ""},
        {{TASK("# They promised\n- [ ] Send it due:2026-11-20\n")}, ""},
        {{TASK("- [ ]\n")}, ""},
        {{TASK("- [ ] due:2026-11-20\n")}, ""},
        {{TASK("- Send it due:2026-11-20\n")}, ""},
        {{TASK("> - [ ] Send it due:2026-11-20\n")}, ""},
        {{TASK("    - [ ] Send it due:2026-11-20\n")}, ""},
        {{TASK("- [ ] Send it\n")}, "ana open"},
        {{TASK("- [ ] Send it due:2026-11-31\n")}, "ana open"},
        {{TASK("- [ ] Send it done:2026-11-20\n")}, "ana open"},
        {{TASK("- [ ] One (due 2026-11-20)\n- [ ] Two\n  1. [ ] Three due:: 2026-11-22\n")},
         ONE "; ana upcoming 2026-11-22..2026-11-22; ana open"},
        {{CONTACT("ana", "name: Ana\nstatus: closed\nsnooze: 2027-01-01\n",
                  "- [ ] Send it due:2026-11-20\n")},
         ONE},
        /* in an interview file */
        {{IN("date: 2026-11-10\nstatus: done\n", "- [ ] A due:2026-11-20\n")}, ONE},
        {{IN("date: 2026-11-10\nstatus: done\n", "- [ ] A\n")}, "ana overdue 2026-11-17..2026-11-17 +4"},
        {{IN("date: 2026-11-20\n", "- [ ] A\n")}, ONE},
        {{IN("date: 2026-11-20\nstatus: planned\n", "- [ ] A\n")}, ONE},
        {{IN("date: 2026-11-22\n", "- [ ] A\n")}, "ana upcoming 2026-11-22..2026-11-22"},
        {{IN("date: 2026-11-10\nstatus: cancelled\n", "- [ ] A\n")}, "ana open"},
        {{IN("date: 2026-11-10\nstatus: no-show\n", "- [ ] A\n")}, "ana open"},
        {{IN("date: 2026-11-10\nstatus: cancelled\n", "- [ ] A due:2026-11-20\n")}, ONE},
        {{IN("status: done\n", "- [ ] A\n")}, "ana open"},
        {{IN("status: done\n", "- [ ] A due:2026-11-20\n")}, ONE},
        {{IN("date: 2026-11-10\nstatus: done\n", "# Referrals\n- [ ] A due:2026-11-20\n")}, ONE},
        /* whose it is */
        {{ANA, BO,
          MEETING("m", "contact: [ana, bo]\ndate: 2026-11-20\n",
                  "- [ ] a\n- [ ] b [[bo]]\n- [ ] c [B](../contacts/bo.md)\n- [ ] d [[zoe]]\n- [ ] e [[Bob]] "
                  "[[ana]]\n")},
         ONE "; ana overdue 2026-11-20..2026-11-20 +1; bo overdue 2026-11-20..2026-11-20 +1; bo overdue "
             "2026-11-20..2026-11-20 +1; bo overdue 2026-11-20..2026-11-20 +1"},
        {{ANA, BO, MEETING("m", "contact: ana\ndate: 2026-11-20\n", "- [ ] a [[bo]]\n")}, ONE},
        {{ANA, MEETING("m", "contact: [Zoe, ana]\ndate: 2026-11-20\n", "- [ ] a\n")}, ONE},
        {{ANA, MEETING("m", "contact: [Zoe, Yan]\ndate: 2026-11-20\n", "- [ ] a\n")},
         "(Zoe) overdue 2026-11-20..2026-11-20 +1"},
        {{ANA, MEETING("m", "date: 2026-11-20\n", "- [ ] a\n")}, "() overdue 2026-11-20..2026-11-20 +1"},
    };

    CHECK_CLAUSES(DUE_PROMISE, base, clauses);
#undef ONE
#undef TASK
}

static void waiting_is_an_open_task_of_theirs(void **state)
{
    static const struct vault_file base[] = {
        ANA, MEETING("m", WITH_ANA("2026-11-10") "status: done\n", "- [ ] A @waiting\n"), {NULL, NULL}};
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, "ana overdue 2026-11-17..2026-11-17 +4"},
        {{IN("date: 2026-11-10\nstatus: done\n", "- [x] A @waiting\n")}, ""},
        {{IN("date: 2026-11-10\nstatus: done\n", "- [-] A @waiting\n")}, ""},
        {{IN("date: 2026-11-10\nstatus: done\n", "- [ ] A\n")}, ""},
        {{IN("date: 2026-11-10\nstatus: done\n",
             "# People I am waiting for\n## Ana\n- [ ] A\n# Mine\n- [ ] B\n")},
         "ana overdue 2026-11-17..2026-11-17 +4"},
        {{IN("date: 2026-11-10\nstatus: done\n", "- [ ] A @waiting due:2026-11-20\n")},
         "ana overdue 2026-11-20..2026-11-20 +1"},
        {{IN("date: 2026-11-10\n", "- [ ] A @waiting\n")}, "ana open"},
        {{IN("date: 2026-11-23\n", "- [ ] A @waiting\n")}, "ana open"},
        {{IN("date: 2026-11-23\nstatus: planned\n", "- [ ] A @waiting\n")}, "ana open"},
        {{IN("date: 2026-11-10\nstatus: cancelled\n", "- [ ] A @waiting\n")}, "ana open"},
        {{IN("date: 2026-11-10\nstatus: no-show\n", "- [ ] A @waiting\n")}, "ana open"},
        {{IN("status: done\n", "- [ ] A @waiting\n")}, "ana open"},
        {{CONTACT("ana", "name: Ana\nstatus: paused\n", "- [ ] @waiting B\n"),
          MEETING("m", WITH_ANA("2026-11-01"), "")},
         "ana open"},
    };

    CHECK_CLAUSES(DUE_WAITING, base, clauses);
}

static void confirm_asks_about_an_unconfirmed_interview(void **state)
{
    static const struct vault_file base[] = {ANA, MEETING("m", WITH_ANA("2026-11-15"), ""), {NULL, NULL}};
#define ONE "ana overdue 2026-11-16..2026-11-17 +5"
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{IN("date: 2026-11-15\nstatus: planned\n", "")}, ONE},
        {{IN("date: 2026-11-15\nstatus: perhaps\n", "")}, ONE},
        {{IN("date: 2026-11-15\nstatus: done\n", "")}, ""},
        {{IN("date: 2026-11-15\nstatus: cancelled\n", "")}, ""},
        {{IN("date: 2026-11-15\nstatus: no-show\n", "")}, ""},
        {{IN("date: 2026-11-20\n", "")}, "ana due 2026-11-21..2026-11-22"},
        {{IN("date: 2026-11-21\n", "")}, ""},
        {{IN("date: 2026-11-22\n", "")}, ""},
        {{IN("", "")}, ""},
        {{IN("date: 2026-11-31\n", "")}, ""},
        {{MEETING("m", "date: 2026-11-15\n", "")}, "() overdue 2026-11-16..2026-11-17 +5"},
        {{MEETING("m", "contact: [Zoe, ana]\ndate: 2026-11-15\n", "")}, ONE},
        {{CONTACT("ana", "name: Ana\nstatus: closed\nsnooze: 2027-01-01\n", "")}, ONE},
    };

    CHECK_CLAUSES(DUE_CONFIRM, base, clauses);
#undef ONE
}

static void notes_are_missing_after_a_held_interview(void **state)
{
    static const struct vault_file base[] = {
        ANA, MEETING("m", WITH_ANA("2026-11-15") DONE, ""), {NULL, NULL}};
#define ONE "ana overdue 2026-11-16..2026-11-18 +5"
#define M(body) MEETING("m", WITH_ANA("2026-11-15") DONE, body)
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{M("We talked.\n")}, ""},
        {{M("- a line\n")}, ""},
        {{M("# Questions\n- How?\n\n  So.\n")}, ""},
        {{M("# Questions\n- How?\n  - So.\n")}, ""},
        {{M("# Questions\n- How does it\n  work?\n")}, ONE}, /* a wrapped line is the question's */
        {{M("# Questions\n## How?\nSo.\n")}, ""},
        {{M("# Referrals\n- Dan\n")}, ""},
        {{M("# Questions\n- How?\n- Why?\n")}, ONE},
        {{M("# Questions\n## How?\n## Why?\n")}, ONE},
        {{M("# Insights\n## Notes\n")}, ONE},
        {{M("- [ ] Send it\n- [x] Sent\n")}, ONE},
        {{M("<!-- what was new? -->\n")}, ONE},
        {{M("    code\n\n```\nmore\n```\n")}, ONE},
        {{M("> said by somebody\n")}, ONE},
        {{IN("date: 2026-11-15\n", "")}, ""},
        {{IN("date: 2026-11-15\nstatus: cancelled\n", "")}, ""},
        {{IN("date: 2026-11-22\nstatus: done\n", "")}, ""},
        {{IN("status: done\n", "")}, ""},
    };

    CHECK_CLAUSES(DUE_NOTES, base, clauses);
#undef ONE
#undef M
}

static void meet_stands_until_its_day(void **state)
{
    static const struct vault_file base[] = {ANA, MEETING("m", WITH_ANA("2026-11-23"), ""), {NULL, NULL}};
#define ONE "ana upcoming 2026-11-23..2026-11-23"
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{IN("date: 2026-11-23\nstatus: planned\n", "")}, ONE},
        {{IN("date: 2026-11-23\nstatus: done\n", "")}, ""},
        {{IN("date: 2026-11-23\nstatus: cancelled\n", "")}, ""},
        {{IN("date: 2026-11-23\nstatus: no-show\n", "")}, ""},
        {{IN("date: 2026-11-20\n", "")}, ""},
        {{IN("", "")}, ""},
        {{CONTACT("ana", "name: Ana\nstatus: declined\nsnooze: 2027-01-01\n", "")}, ONE},
        {{MEETING("m", "contact: [bo, ana]\ndate: 2026-11-23\n", "")}, ONE},
    };

    CHECK_CLAUSES(DUE_MEET, base, clauses);
#undef ONE
}

#define FOUR "- a?\n- b?\n- c?\n- d?\n"

static void prep_wants_enough_questions_and_a_grounded_one(void **state)
{
    static const struct vault_file base[] = {
        CONTACT("ana", "name: Ana\norg: GridCo\n", ""),
        MEETING("m", WITH_ANA("2026-11-23"), "# Questions\n" FOUR "- e?\n"),
        {NULL, NULL}};
#define ONE "ana due 2026-11-21..2026-11-22"
#define M(body) MEETING("m", WITH_ANA("2026-11-23"), "# Questions\n" body)
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{M(FOUR "- I noticed the pilot. Why?\n")}, ""},
        {{M(FOUR "- What were YOU WERE asked?\n")}, ""},
        {{M(FOUR "- Why solar? (research)\n")}, ""},
        {{M(FOUR "- What is new at gridco?\n")}, ""},
        {{M(FOUR "- What is new at GridCo's lab?\n")}, ""},
        {{M(FOUR "- What is new at GridCompany?\n")}, ONE},
        {{M(FOUR "- What is new at Northwind?\n")}, ONE},
        {{MEETING("m", WITH_ANA("2026-11-23") "org: Northwind\n", "# Questions\n" FOUR "- And Northwind?\n")},
         ""},
        {{M("- a?\n- b?\n- c?\n- I noticed it?\n")}, ONE},
        {{M("## a?\n## b?\n## c?\n## d?\n## I noticed it?\n")}, ""},
        {{M("- I noticed it?\n"), SETTINGS("meeting: {min_questions: 1}\n")}, ""},
        {{M(""), SETTINGS("meeting: {min_questions: 0}\n")}, ONE},
        {{M(FOUR "- [ ] I noticed it?\n")}, ONE},
        {{IN("date: 2026-11-23\nstatus: planned\n", "")}, ONE},
        {{IN("date: 2026-11-23\nstatus: done\n", "")}, ""},
        {{IN("date: 2026-11-23\nstatus: cancelled\n", "")}, ""},
        {{IN("date: 2026-11-20\n", "")}, ""},
        {{IN("", "")}, ""},
        {{CONTACT("ana", "name: Ana\norg: GridCo\nstatus: closed\n", "")}, ONE},
    };

    CHECK_CLAUSES(DUE_PREP, base, clauses);
#undef ONE
#undef M
}

#define REFERRED CONTACT("ana", "name: Ana\nreferred_by: bo\n", "")
#define CY CONTACT("cy", "name: Cy\n", "")

static void referrers_are_asked_before_the_first_meeting(void **state)
{
    static const struct vault_file base[] = {
        REFERRED, BO, MEETING("m", WITH_ANA("2026-11-23"), ""), {NULL, NULL}};
#define ONE "bo due 2026-11-20..2026-11-22 +1"
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{ANA}, ""},
        {{CONTACT("ana", "name: Ana\nreferred_by: zoe\n", "")}, ""},
        {{CONTACT("ana", "name: Ana\nreferred_by: [zoe, bo]\n", "")}, ""}, /* only the first counts */
        {{CONTACT("ana", "name: Ana\nreferred_by: [bo, zoe]\n", "")}, ONE},
        {{CONTACT("ana", "name: Ana\nmet_through: Bob\n", "")}, ONE},
        {{CONTACT("ana", "name: Ana\nreferred_by: ana\n", "")}, ""}, /* a participant too */
        {{MEETING("m", WITH_ANA("2026-11-23") "status: planned\n", "")}, ONE},
        {{MEETING("m", WITH_ANA("2026-11-23") "status: done\n", "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-23") "status: cancelled\n", "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-20"), "")}, ""},
        {{MEETING("m", "contact: ana\n", "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-23") "asked_referrer: 2026-11-20\n", "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-23") "asked_referrer: skip\n", "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-23") "asked_referrer:\n", "")}, ONE},
        {{MEETING("m", WITH_ANA("2026-11-23") "asked_referrer: yes\n", "")}, ONE},
        {{MEETING("m", WITH_ANA("2026-11-23") "told_referrer: 2026-11-20\n", "")}, ONE},
        {{MEETING("m", "contact: [ana, bo]\ndate: 2026-11-23\n", "")}, ""},
        {{MEETING("o", WITH_ANA("2026-11-01") DONE, "")}, ""},
        {{MEETING("o", WITH_ANA("2026-11-22") DONE, "")}, ONE}, /* done too early: not held */
        {{MEETING("o", WITH_ANA("2026-11-01") "status: cancelled\n", "")}, ONE},
        {{MEETING("o", WITH_ANA("2026-11-24"), "")}, ONE},
        {{MEETING("o", WITH_ANA("2026-11-22") "asked_referrer: skip\n", "")},
         ""}, /* the earliest is settled */
        {{MEETING("l", WITH_ANA("2026-11-23") "asked_referrer: skip\n", "")},
         ""}, /* the same day, an earlier id */
        {{MEETING("n", WITH_ANA("2026-11-23") "asked_referrer: skip\n", "")}, ONE},
        {{CONTACT("ana", "name: Ana\nreferred_by: bo\nstatus: closed\nsnooze: 2027-01-01\n", "")}, ONE},
        {{CONTACT("bo", "name: Bo\nstatus: closed\nsnooze: 2027-01-01\n", "")}, ONE},
        {{CONTACT("bo", "name: Bo\nprivate: true\n", "")}, ONE},
        {{{"contacts/bo.md", "not readable\n"}}, ONE},
        {{{"contacts/ana.md", "not readable\n"}}, ""},
        {{MEETING("m", "contact: [ana, cy]\ndate: 2026-11-23\n", ""),
          CONTACT("cy", "name: Cy\nreferred_by: bo\n", "")},
         ONE "; " ONE},
    };

    CHECK_CLAUSES(DUE_ASK_REFERRER, base, clauses);
#undef ONE
}

static void referrers_are_told_after_the_first_meeting(void **state)
{
    static const struct vault_file base[] = {
        REFERRED, BO, MEETING("m", WITH_ANA("2026-11-10") DONE, ""), {NULL, NULL}};
#define ONE "bo overdue 2026-11-17..2026-11-17 +4"
#define M(lines) MEETING("m", WITH_ANA("2026-11-10") lines, "")
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{ANA}, ""},
        {{CONTACT("ana", "name: Ana\nreferred_by: zoe\n", "")}, ""},
        {{CONTACT("ana", "name: Ana\nreferred_by: [zoe, bo]\n", "")}, ""},
        {{CONTACT("ana", "name: Ana\nintroduced_by: \"[[contacts/bo|Bo]]\"\n", "")}, ONE},
        {{M("")}, ""},
        {{M("status: cancelled\n")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-22") DONE, "")}, ""},
        {{M(DONE "told_referrer: 2026-11-12\n")}, ""},
        {{M(DONE "told_referrer: skip\n")}, ""},
        {{M(DONE "told_referrer: ~\n")}, ONE},
        {{M(DONE "told_referrer: soon\n")}, ONE},
        {{M(DONE "asked_referrer: 2026-11-08\n")}, ONE},
        {{MEETING("m", "contact: [ana, bo]\ndate: 2026-11-10\nstatus: done\n", "")}, ""},
        {{MEETING("o", WITH_ANA("2026-11-12") DONE, "")}, ONE},
        {{M(DONE "told_referrer: skip\n"), MEETING("o", WITH_ANA("2026-11-12") DONE, "")}, ""},
        {{MEETING("o", WITH_ANA("2026-11-09") DONE "told_referrer: skip\n", "")}, ""},
        {{MEETING("o", WITH_ANA("2026-11-25"), "")}, ONE},
        {{CONTACT("ana", "name: Ana\nreferred_by: bo\nstatus: declined\n", "")}, ONE},
        {{{"contacts/bo.md", "not readable\n"}}, ONE},
    };

    CHECK_CLAUSES(DUE_TELL_REFERRER, base, clauses);
#undef ONE
#undef M
}

static void schedule_waits_for_a_day(void **state)
{
    static const struct vault_file base[] = {LOG("- 2026-11-19 email in: Yes\n"), {NULL, NULL}};
#define IN_19 "- 2026-11-19 email in\n"
#define ONE "ana due 2026-11-21..2026-11-21"
#define OFF(date) MEETING("m", WITH_ANA(date) "status: cancelled\n", "")
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{WITH("status: active\n", IN_19)}, ONE},
        {{WITH("status: whatever\n", IN_19)}, ONE},
        {{WITH("status: paused\n", IN_19)}, ""},
        {{WITH("status: declined\n", IN_19)}, ""},
        {{WITH("status: closed\n", IN_19)}, ""},
        {{WITH("snooze: 2026-11-22\n", IN_19)}, ""},
        {{WITH("snooze: 2026-11-21\n", IN_19)}, ONE},
        {{MEETING("m", WITH_ANA("2026-11-01") DONE, "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-25"), "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-20"), "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-25") DONE, "")}, ONE}, /* done too early: neither held nor ahead */
        {{MEETING("m", "contact: ana\n", "")}, ONE},            /* without a day */
        /* the last directional line */
        {{LOG("- 2026-11-19 email out\n")}, ""},
        {{LOG("- 2026-11-20 email out\n" IN_19)}, ""},
        {{LOG("- 2026-11-19 call out\n" IN_19)}, ONE},
        {{LOG(IN_19 "- 2026-11-19 call out\n")}, ONE},
        {{LOG("- 2026-11-18 email in\n" IN_19)}, ONE},
        {{LOG("- 2026-11-19 note in\n")}, ""},
        {{LOG("- 2026-11-19 email\n")}, ""},
        {{LOG("- 2026-11-22 email in\n")}, ""},
        {{LOG(IN_19 "- 2026-11-22 email out\n")}, ONE},
        {{ANA}, ""},
        /* a meeting that fell through */
        {{ANA, OFF("2026-11-18")}, "ana overdue 2026-11-20..2026-11-20 +1"},
        {{ANA, OFF("2026-11-25")}, ""},
        {{ANA, OFF("soon")}, ""},
        {{ANA, OFF("2026-11-18"), MEETING("o", WITH_ANA("2026-11-19") "status: no-show\n", "")}, ONE},
        {{OFF("2026-11-18")}, ONE},                                   /* in after it */
        {{OFF("2026-11-20")}, "ana upcoming 2026-11-22..2026-11-22"}, /* in before it: the later */
        {{OFF("2026-11-19")}, ONE},                                   /* on the same day */
        {{LOG("- 2026-11-19 email out\n"), OFF("2026-11-19")}, ONE},  /* not after D */
        {{LOG("- 2026-11-20 email out\n"), OFF("2026-11-19")}, ""},   /* asked anew */
        {{LOG("- 2026-11-20 note out\n- 2026-11-20 call\n"), OFF("2026-11-19")}, ONE}, /* not directional */
        {{LOG("- 2026-11-20 email out\n"), OFF("2026-11-18"),
          MEETING("o", WITH_ANA("2026-11-20") "status: no-show\n", "")},
         "ana upcoming 2026-11-22..2026-11-22"},
    };

    CHECK_CLAUSES(DUE_SCHEDULE, base, clauses);
#undef ONE
}

static void nudge_asks_again_so_often(void **state)
{
    static const struct vault_file base[] = {LOG("- 2026-11-14 email out\n"), {NULL, NULL}};
#define OUT_14 "- 2026-11-14 email out\n"
#define ONE "ana due 2026-11-21..2026-11-21"
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{WITH("status: Active\n", OUT_14)}, ONE},
        {{WITH("status: paused\n", OUT_14)}, ""},
        {{WITH("status: declined\n", OUT_14)}, ""},
        {{WITH("status: closed\n", OUT_14)}, ""},
        {{WITH("snooze_until: 2026-11-22\n", OUT_14)}, ""},
        {{WITH("snooze: 2026-11-21\n", OUT_14)}, ONE},
        {{MEETING("m", WITH_ANA("2026-11-01") DONE, "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-25"), "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-20"), "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-25") DONE, "")}, ONE},
        {{OFF("2026-11-13")}, ONE},
        {{OFF("2026-11-14")}, ""}, /* schedule instead */
        {{OFF("2026-11-25")}, ONE},
        {{ANA}, ""},
        {{LOG("- 2026-11-14 email\n")}, ""},
        {{LOG("- 2026-11-14 note out\n")}, ""},
        {{LOG("- 2026-11-22 email out\n")}, ""},
        {{LOG(OUT_14 "- 2026-11-14 email in\n")}, ""},
        {{LOG(OUT_14 "- 2026-11-15 email in\n")}, ""},
        {{LOG(OUT_14 "- 2026-11-22 email in\n")}, ONE},
        {{LOG(OUT_14 "- 2026-11-13 email in\n")}, ONE},
        {{LOG(OUT_14 "- 2026-11-10 email out\n")}, ONE},
        {{LOG(OUT_14 OUT_14 OUT_14)}, ""}, /* three lines, nudge_times is two */
        {{LOG(OUT_14 OUT_14 "- 2026-11-01 email out\n- 2026-11-01 email in\n")}, ONE},
        {{LOG(OUT_14 OUT_14 OUT_14), SETTINGS("nudge_times: 3\n")}, ONE},
        {{SETTINGS("nudge_times: 0\n")}, ""},
        {{SETTINGS("nudge_after: 2 weeks\n")}, "ana upcoming 2026-11-28..2026-11-28"},
    };

    CHECK_CLAUSES(DUE_NUDGE, base, clauses);
#undef ONE
}

static void touch_keeps_up_with_people(void **state)
{
    static const struct vault_file base[] = {WITH("keep_in_touch: 3 months\n", "- 2026-08-21 call\n"),
                                             {NULL, NULL}};
#define CALL "- 2026-08-21 call\n"
#define OWN "keep_in_touch: 3 months\n"
#define ONE "ana due 2026-11-21..2026-12-21"
#define HELD MEETING("m", WITH_ANA("2026-08-21") DONE, "")
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{WITH(OWN "status: paused\n", CALL)}, ""},
        {{WITH(OWN "status: declined\n", CALL)}, ""},
        {{WITH(OWN "status: closed\n", CALL)}, ""},
        {{WITH(OWN "snooze: 2026-11-22\n", CALL)}, ""},
        {{WITH(OWN "snooze: 2026-11-21\n", CALL)}, ONE},
        {{WITH("keep_in_touch: never\n", CALL)}, ""},
        {{WITH("cadence: every 3 months\n", CALL)}, ONE},
        {{MEETING("m", WITH_ANA("2026-11-25"), "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-21"), "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-20"), "")}, ONE}, /* unconfirmed */
        {{OFF("2026-08-01")}, ""},                         /* schedule instead */
        {{WITH(OWN, "- 2026-08-21 email out\n")}, ""},     /* nudge instead */
        {{WITH(OWN, "- 2026-08-21 email in\n")}, ""},      /* schedule instead */
        {{WITH(OWN, "- 2026-08-21 email out\n- 2026-08-21 email out\n- 2026-08-21 email out\n")},
         ONE},                  /* no reply */
        {{WITH("", CALL)}, ""}, /* neither held nor kept in touch with */
        {{ANA, HELD}, ONE},
        {{ANA, HELD, SETTINGS("keep_in_touch: never\n")}, ""},
        {{SETTINGS("keep_in_touch: never\n")}, ONE},
        {{ANA, HELD, SETTINGS("keep_in_touch: 4 months\n")}, ""},
        {{WITH("keep_in_touch: soon\n", CALL)}, ""}, /* a bad value is read as missing */
        {{WITH("keep_in_touch: 0 days\n", CALL)}, ""},
        {{WITH("keep_in_touch: soon\n", CALL), HELD}, ONE},
        /* L, and `added` standing in for it */
        {{WITH(OWN, "- 2026-08-21 note: met\n")}, ""},
        {{WITH(OWN, "- 2026-08-21 note\n"), MEETING("m", WITH_ANA("2026-11-01"), "")}, ""},
        {{WITH(OWN "added: 2026-08-21\n", ""), MEETING("m", WITH_ANA("2026-11-01"), "")}, ONE},
        {{WITH(OWN "added: 2026-08-21\n", "")}, ""}, /* ask instead */
        {{WITH(OWN "added: 2026-11-01\n", CALL)}, ONE},
        {{WITH(OWN, CALL "- 2026-11-22 call\n")}, ONE}, /* after T: counts for nothing */
        {{WITH(OWN, "- 2026-08-20 call\n" CALL "- 2026-07-01 call\n")}, ONE},
        {{CONTACT("ana", OWN "name: Ana\n", "- [x] Sent done:2026-08-21\n")}, ONE},
        {{CONTACT("ana", OWN "name: Ana\n", "- [x] @waiting Sent done:2026-08-21\n")}, ""},
        {{CONTACT("ana", OWN "name: Ana\n", ""),
          MEETING("m", WITH_ANA("2026-08-01") DONE "thanked: 2026-08-21\n", "")},
         ONE},
        {{CONTACT("ana", OWN "name: Ana\n", ""),
          MEETING("m", WITH_ANA("2026-08-01") DONE "thanked: {bo: 2026-08-25, ana: 2026-08-21}\n", "")},
         ONE},
        {{CONTACT("ana", OWN "name: Ana\n", ""),
          MEETING("m", WITH_ANA("2026-08-01") DONE, "- [x] A ✅ 2026-08-21\n")},
         ONE},
    };

    CHECK_CLAUSES(DUE_TOUCH, base, clauses);
#undef ONE
}

static void referral_is_somebody_new(void **state)
{
    static const struct vault_file base[] = {
        ANA,
        BO,
        MEETING("m", WITH_ANA("2026-11-10") DONE, "# Referrals\n- Dan Reed, GridCo: knows all\n"),
        {NULL, NULL}};
#define ONE "ana overdue 2026-11-17..2026-11-17 +4"
#define M(lines) MEETING("m", WITH_ANA("2026-11-10") DONE, "# Referrals\n" lines)
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{CONTACT("dan", "name: Dan Reed\n", "")}, ""},
        {{CONTACT("dan", "name: Daniel\naliases: Dan Reed\n", "")}, ""},
        {{CONTACT("Dan Reed", "name: Daniel\n", "")}, ""},
        {{{"contacts/dan reed.md", "not readable\n"}}, ""},
        {{CONTACT("dan", "name: Dan Reed\n", ""), CONTACT("dan2", "name: Dan Reed\n", "")}, ""},
        {{CONTACT("dan", "name: dan reed\n", "")}, ONE}, /* the exact name */
        {{M("- [[bo]]\n- [Bo](../contacts/bo.md)\n- Bob\n- bo\n- Bo Chen - at Grid\n")}, ""},
        {{M("- [[dan-reed|Dan]]\n")}, ONE},
        {{M("- [Dan](../contacts/dan.md)\n")}, ONE},
        {{M("- [[zoe|Bo Chen]]\n")}, ""}, /* dead: its label is a name */
        {{M("- Dan Reed\n- Dan Reed, again\n")}, ONE},
        {{M("- Dan Reed\n- Eve\n")}, ONE "; " ONE},
        {{M("- Bo Chen\n  - Dan Reed\n")}, ""},
        {{M("- [ ] Dan Reed\n")}, ""},
        {{M("Dan Reed\n")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-10") DONE, "- Dan Reed\n")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-10"), "# Referrals\n- Dan Reed\n")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-10") "status: cancelled\n", "# Referrals\n- Dan Reed\n")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-22") DONE, "# Referrals\n- Dan Reed\n")}, ""},
        {{CONTACT("ana", "name: Ana\nstatus: closed\n", "")}, ONE},
    };

    CHECK_CLAUSES(DUE_REFERRAL, base, clauses);
#undef ONE
#undef M
}

static void ask_is_for_people_noted_but_never_asked(void **state)
{
    static const struct vault_file base[] = {CONTACT("ana", "name: Ana\nadded: 2026-11-18\n", ""),
                                             {NULL, NULL}};
#define ONE "ana due 2026-11-21..2026-11-21"
#define WHO(lines) CONTACT("ana", "name: Ana\n" lines, "")
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{WHO("added: 2026-11-18\nwhy: grids\n")}, ONE},
        {{WHO("why: grids\n")}, "ana open"},
        {{WHO("target: t\n")}, "ana open"},
        {{WHO("referred_by: bo\n")}, "ana open"},
        {{WHO("why: grids\nadded: 2026-11-31\n")}, "ana open"},
        {{WHO("")}, ""},
        {{WHO("why:\ntarget: []\nreferred_by: ''\nadded: ~\n")}, ""},
        {{WHO("org: GridCo\nimported: 2026-11-18\nkeep_in_touch: 3 months\ntags: [a]\n")}, ""},
        {{WHO("added: 2026-11-18\nstatus: paused\n")}, ""},
        {{WHO("added: 2026-11-18\nstatus: declined\n")}, ""},
        {{WHO("added: 2026-11-18\nstatus: closed\n")}, ""},
        {{WHO("added: 2026-11-18\nsnooze: 2026-11-22\n")}, ""},
        {{WHO("added: 2026-11-18\nsnooze: 2026-11-21\n")}, ONE},
        /* a touch */
        {{WITH("added: 2026-11-18\n", "- 2026-11-19 call\n")}, ""},
        {{WITH("added: 2026-11-18\n", "- 2026-11-19 email out\n")}, ""},
        {{WITH("added: 2026-11-18\n", "- 2026-11-19 note: her boss is Bo\n")}, ONE},
        {{WITH("added: 2026-11-18\n", "- 2026-11-22 call\n")}, ONE},
        {{CONTACT("ana", "name: Ana\nadded: 2026-11-18\n", "- [x] Sent done:2026-11-19\n")}, ""},
        {{CONTACT("ana", "name: Ana\nadded: 2026-11-18\n", "- [x] Sent\n- [ ] Write\n")}, ONE},
        /* an interview file of any status */
        {{MEETING("m", WITH_ANA("2026-11-25"), "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-25") DONE, "")}, ""},
        {{MEETING("m", WITH_ANA("2026-11-25") "status: cancelled\n", "")}, ""},
        {{MEETING("m", "contact: ana\n", "")}, ""},
        {{MEETING("m", "contact: bo\ndate: 2026-11-25\n", "")}, ONE},
    };

    CHECK_CLAUSES(DUE_ASK, base, clauses);
#undef ONE
#undef WHO
}

static void review_is_a_date_of_the_plan(void **state)
{
    static const struct vault_file base[] = {{"plan.md", "---\nreviewed: 2025-11-20\n---\n"}, {NULL, NULL}};
#define ONE "() overdue 2026-11-20..2026-11-20 +1"
    static const struct clause clauses[] = {
        {{{NULL, NULL}}, ONE},
        {{PLAN("skills_reviewed: 2025-11-20\n")}, ONE},
        {{PLAN("resume_updated: 2025-11-20\n")}, ONE},
        {{PLAN("Profile updated: 2025-11-20\n")}, ONE},
        {{PLAN("reviewed: 2025-11-20\nskills_reviewed: 2025-11-20\nresume_updated: 2025-11-20\n"
               "profile_updated: 2025-11-20\n")},
         ONE "; " ONE "; " ONE "; " ONE},
        {{PLAN("")}, ""},
        {{PLAN("reviewed:\n")}, ""},
        {{PLAN("reviewed: last year\n")}, ""},
        {{PLAN("changed: 2025-11-20\n")}, ""},
        {{{"plan.md", "reviewed: 2025-11-20\n"}}, ""},
        {{{"plan.md", NULL}}, ""},
        {{SETTINGS("review_every: 6 months\n")}, "() overdue 2026-05-20..2026-05-20 +185"},
        {{SETTINGS("review_every: 0 days\n")}, ONE},
        {{SETTINGS("review_every: never\n")}, ""},
    };

    CHECK_CLAUSES(DUE_REVIEW, base, clauses);
#undef ONE
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thank_is_owed_by_each_for_a_held_interview),
        cmocka_unit_test(promise_is_an_open_task_of_mine),
        cmocka_unit_test(confirm_asks_about_an_unconfirmed_interview),
        cmocka_unit_test(notes_are_missing_after_a_held_interview),
        cmocka_unit_test(meet_stands_until_its_day),
        cmocka_unit_test(prep_wants_enough_questions_and_a_grounded_one),
        cmocka_unit_test(referrers_are_asked_before_the_first_meeting),
        cmocka_unit_test(referrers_are_told_after_the_first_meeting),
        cmocka_unit_test(schedule_waits_for_a_day),
        cmocka_unit_test(nudge_asks_again_so_often),
        cmocka_unit_test(waiting_is_an_open_task_of_theirs),
        cmocka_unit_test(touch_keeps_up_with_people),
        cmocka_unit_test(referral_is_somebody_new),
        cmocka_unit_test(ask_is_for_people_noted_but_never_asked),
        cmocka_unit_test(review_is_a_date_of_the_plan),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
