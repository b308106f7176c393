/*
 * What is due (followups.md): the days of each kind, the examples, what an item carries, the order, the
 * horizon, and that today changes no date.
 */
#include "due_fixture.h"

/* --- the days of each kind --- */

/* Anything that is due on a day: the files, and what the kind's only item is on each day. */
struct days {
    enum due_kind kind;
    struct vault_file files[4];
    struct {
        const char *today, *expected;
    } on[7];
};

static const struct days all_days[] = {
    {DUE_THANK,
     {ANA, MEETING("m", WITH_ANA("2026-11-18") "status: done\n", "")},
     {{"2026-11-17", ""},
      {"2026-11-18", "ana upcoming 2026-11-19..2026-11-20"},
      {"2026-11-19", "ana due 2026-11-19..2026-11-20"},
      {"2026-11-20", "ana due 2026-11-19..2026-11-20 +1"},
      {"2026-11-21", "ana overdue 2026-11-19..2026-11-20 +2"}}},
    {DUE_PROMISE,
     {CONTACT("ana", "name: Ana\n", "- [ ] Send it due:2026-11-20\n")},
     {{"2026-11-12", ""},
      {"2026-11-13", "ana upcoming 2026-11-20..2026-11-20"},
      {"2026-11-19", "ana upcoming 2026-11-20..2026-11-20"},
      {"2026-11-20", "ana due 2026-11-20..2026-11-20"},
      {"2026-11-21", "ana overdue 2026-11-20..2026-11-20 +1"}}},
    {DUE_PROMISE, /* in an interview that was held: promise_due later */
     {ANA, MEETING("m", WITH_ANA("2026-11-10") "status: done\n", "- [ ] Send it\n")},
     {{"2026-11-16", "ana upcoming 2026-11-17..2026-11-17"},
      {"2026-11-17", "ana due 2026-11-17..2026-11-17"},
      {"2026-11-18", "ana overdue 2026-11-17..2026-11-17 +1"}}},
    {DUE_PROMISE, /* in an interview ahead: on its day */
     {ANA, MEETING("m", WITH_ANA("2026-11-23"), "- [ ] Bring it\n")},
     {{"2026-11-22", "ana upcoming 2026-11-23..2026-11-23"},
      {"2026-11-23", "ana due 2026-11-23..2026-11-23"},
      {"2026-11-24", "ana overdue 2026-11-23..2026-11-23 +1"}}},
    {DUE_CONFIRM,
     {ANA, MEETING("m", WITH_ANA("2026-11-15"), "")},
     {{"2026-11-14", ""},
      {"2026-11-15", ""},
      {"2026-11-16", "ana due 2026-11-16..2026-11-17"},
      {"2026-11-17", "ana due 2026-11-16..2026-11-17 +1"},
      {"2026-11-18", "ana overdue 2026-11-16..2026-11-17 +2"}}},
    {DUE_NOTES,
     {ANA, MEETING("m", WITH_ANA("2026-11-15") "status: done\n", "")},
     {{"2026-11-14", ""},
      {"2026-11-15", "ana upcoming 2026-11-16..2026-11-18"},
      {"2026-11-16", "ana due 2026-11-16..2026-11-18"},
      {"2026-11-18", "ana due 2026-11-16..2026-11-18 +2"},
      {"2026-11-19", "ana overdue 2026-11-16..2026-11-18 +3"}}},
    {DUE_MEET,
     {ANA, MEETING("m", WITH_ANA("2026-11-23T15:00"), "")},
     {{"2026-11-15", ""},
      {"2026-11-16", "ana upcoming 2026-11-23..2026-11-23"},
      {"2026-11-22", "ana upcoming 2026-11-23..2026-11-23"},
      {"2026-11-23", "ana due 2026-11-23..2026-11-23"},
      {"2026-11-24", ""}}},
    {DUE_PREP,
     {ANA, MEETING("m", WITH_ANA("2026-11-23"), "")},
     {{"2026-11-13", ""},
      {"2026-11-20", "ana upcoming 2026-11-21..2026-11-22"},
      {"2026-11-21", "ana due 2026-11-21..2026-11-22"},
      {"2026-11-22", "ana due 2026-11-21..2026-11-22 +1"},
      {"2026-11-23", "ana overdue 2026-11-21..2026-11-22 +2"},
      {"2026-11-24", ""}}},
    {DUE_ASK_REFERRER,
     {CONTACT("ana", "name: Ana\nreferred_by: bo\n", ""), CONTACT("bo", "name: Bo\n", ""),
      MEETING("m", WITH_ANA("2026-11-23"), "")},
     {{"2026-11-12", ""},
      {"2026-11-19", "bo upcoming 2026-11-20..2026-11-22"},
      {"2026-11-20", "bo due 2026-11-20..2026-11-22"},
      {"2026-11-22", "bo due 2026-11-20..2026-11-22 +2"},
      {"2026-11-23", "bo overdue 2026-11-20..2026-11-22 +3"},
      {"2026-11-24", ""}}},
    {DUE_TELL_REFERRER,
     {CONTACT("ana", "name: Ana\nreferred_by: bo\n", ""), CONTACT("bo", "name: Bo\n", ""),
      MEETING("m", WITH_ANA("2026-11-10") "status: done\n", "")},
     {{"2026-11-09", ""},
      {"2026-11-16", "bo upcoming 2026-11-17..2026-11-17"},
      {"2026-11-17", "bo due 2026-11-17..2026-11-17"},
      {"2026-11-18", "bo overdue 2026-11-17..2026-11-17 +1"}}},
    {DUE_SCHEDULE, /* they answered */
     {CONTACT("ana", "name: Ana\n", "# Log\n- 2026-11-19 email in: Yes\n")},
     {{"2026-11-18", ""},
      {"2026-11-20", "ana upcoming 2026-11-21..2026-11-21"},
      {"2026-11-21", "ana due 2026-11-21..2026-11-21"},
      {"2026-11-22", "ana overdue 2026-11-21..2026-11-21 +1"}}},
    {DUE_SCHEDULE, /* the meeting fell through */
     {ANA, MEETING("m", WITH_ANA("2026-11-10") "status: no-show\n", "")},
     {{"2026-11-09", ""},
      {"2026-11-11", "ana upcoming 2026-11-12..2026-11-12"},
      {"2026-11-12", "ana due 2026-11-12..2026-11-12"},
      {"2026-11-13", "ana overdue 2026-11-12..2026-11-12 +1"}}},
    {DUE_NUDGE,
     {CONTACT("ana", "name: Ana\n", "# Log\n- 2026-11-14 email out\n")},
     {{"2026-11-13", ""},
      {"2026-11-20", "ana upcoming 2026-11-21..2026-11-21"},
      {"2026-11-21", "ana due 2026-11-21..2026-11-21"},
      {"2026-11-22", "ana overdue 2026-11-21..2026-11-21 +1"}}},
    {DUE_WAITING,
     {CONTACT("ana", "name: Ana\n", "- [ ] @waiting Introduce me due:2026-11-20\n")},
     {{"2026-11-12", ""},
      {"2026-11-19", "ana upcoming 2026-11-20..2026-11-20"},
      {"2026-11-20", "ana due 2026-11-20..2026-11-20"},
      {"2026-11-21", "ana overdue 2026-11-20..2026-11-20 +1"}}},
    {DUE_WAITING, /* in an interview that was held */
     {ANA, MEETING("m", WITH_ANA("2026-11-10") "status: done\n", "# Waiting for\n- [ ] A name\n")},
     {{"2026-11-16", "ana upcoming 2026-11-17..2026-11-17"},
      {"2026-11-17", "ana due 2026-11-17..2026-11-17"},
      {"2026-11-18", "ana overdue 2026-11-17..2026-11-17 +1"}}},
    {DUE_TOUCH, /* a quarter of 92 days: a third of it is 30 */
     {CONTACT("ana", "name: Ana\nkeep_in_touch: 3 months\n", "# Log\n- 2026-08-21 call\n")},
     {{"2026-11-13", ""},
      {"2026-11-20", "ana upcoming 2026-11-21..2026-12-21"},
      {"2026-11-21", "ana due 2026-11-21..2026-12-21"},
      {"2026-12-21", "ana due 2026-11-21..2026-12-21 +30"},
      {"2026-12-22", "ana overdue 2026-11-21..2026-12-21 +31"}}},
    {DUE_TOUCH, /* a day's third is nothing */
     {CONTACT("ana", "name: Ana\nkeep_in_touch: daily\n", "# Log\n- 2026-11-20 call\n")},
     {{"2026-11-20", "ana upcoming 2026-11-21..2026-11-21"},
      {"2026-11-21", "ana due 2026-11-21..2026-11-21"},
      {"2026-11-22", "ana overdue 2026-11-21..2026-11-21 +1"}}},
    {DUE_TOUCH, /* 30 November and three months: the end of February */
     {CONTACT("ana", "name: Ana\nkeep_in_touch: 3 months\n", "# Log\n- 2026-11-30 call\n")},
     {{"2027-02-27", "ana upcoming 2027-02-28..2027-03-30"},
      {"2027-02-28", "ana due 2027-02-28..2027-03-30"},
      {"2027-03-30", "ana due 2027-02-28..2027-03-30 +30"},
      {"2027-03-31", "ana overdue 2027-02-28..2027-03-30 +31"}}},
    {DUE_REFERRAL,
     {ANA, MEETING("m", WITH_ANA("2026-11-10") "status: done\n", "# Referrals\n- Dan Reed\n")},
     {{"2026-11-09", ""},
      {"2026-11-16", "ana upcoming 2026-11-17..2026-11-17"},
      {"2026-11-17", "ana due 2026-11-17..2026-11-17"},
      {"2026-11-18", "ana overdue 2026-11-17..2026-11-17 +1"}}},
    {DUE_ASK,
     {CONTACT("ana", "name: Ana\nadded: 2026-11-10\n", "")},
     {{"2026-11-05", ""},
      {"2026-11-12", "ana upcoming 2026-11-13..2026-11-13"},
      {"2026-11-13", "ana due 2026-11-13..2026-11-13"},
      {"2026-11-14", "ana overdue 2026-11-13..2026-11-13 +1"}}},
    {DUE_REVIEW,
     {{"plan.md", "---\nreviewed: 2025-11-21\n---\n"}},
     {{"2026-11-13", ""},
      {"2026-11-20", "() upcoming 2026-11-21..2026-11-21"},
      {"2026-11-21", "() due 2026-11-21..2026-11-21"},
      {"2026-11-22", "() overdue 2026-11-21..2026-11-21 +1"}}},
    {DUE_REVIEW, /* a leap day and twelve months */
     {{"plan.md", "---\nresume_updated: 2024-02-29\n---\n"}},
     {{"2025-02-27", "() upcoming 2025-02-28..2025-02-28"},
      {"2025-02-28", "() due 2025-02-28..2025-02-28"},
      {"2025-03-01", "() overdue 2025-02-28..2025-02-28 +1"}}},
};

static void every_kind_has_its_days(void **state)
{
    struct fixture *fixture = *state;
    bool seen[DUE_KIND_COUNT] = {false};

    for (size_t i = 0; i < COUNT(all_days); i++) {
        const struct days *days = &all_days[i];

        fixture_load(fixture, days->files, NULL);
        assert_int_equal(fixture->vault.unreadable.n, 0);
        seen[days->kind] = true;
        for (size_t k = 0; k < COUNT(days->on) && days->on[k].today; k++) {
            show_kind(fixture, days->on[k].today, days->kind);
            buf_printf(&fixture->out, " on %s", days->on[k].today);
            struct buf expected = {0};

            buf_printf(&expected, "%s on %s", days->on[k].expected, days->on[k].today);
            buf_putc(&expected, '\0');
            fixture_expect(fixture, expected.p, due_kind_name(days->kind));
            buf_free(&expected);
        }
    }
    for (int kind = 0; kind < DUE_KIND_COUNT; kind++)
        assert_true(seen[kind]);
}

enum { FILES = 8 };

/* --- the examples of followups.md, row by row --- */

struct example {
    enum due_kind kind;
    struct vault_file files[5];
    const char *expected;
};

static void the_examples_hold(void **state)
{
    static const struct example examples[] = {
        {DUE_THANK,
         {ANA, MEETING("m", WITH_ANA("2026-11-18") "status: done\nthanked:\n", "")},
         "ana overdue 2026-11-19..2026-11-20 +2"},
        {DUE_THANK,
         {ANA, MEETING("m", WITH_ANA("2026-11-20") "status: done\nthanked: \n", "")},
         "ana due 2026-11-21..2026-11-22"},
        {DUE_THANK, {ANA, MEETING("m", WITH_ANA("2026-11-20") "status: done\nthanked: skip\n", "")}, ""},
        {DUE_THANK,
         {CONTACT("ana-lima", "name: Ana Lima\n", ""), BO,
          MEETING(
              "m",
              "contact: [ana-lima, bo]\ndate: 2026-11-18\nstatus: done\nthanked: {ana-lima: 2026-11-19}\n",
              "")},
         "bo overdue 2026-11-19..2026-11-20 +2"},
        {DUE_TOUCH,
         {WITH("keep_in_touch: 3 months\n", "- 2026-08-21 call\n")},
         "ana due 2026-11-21..2026-12-21"},
        {DUE_TOUCH,
         {WITH("keep_in_touch: 1 month\n", "- 2026-05-31 call\n"),
          MEETING("m", WITH_ANA("2026-04-01") DONE, "")},
         "ana overdue 2026-06-30..2026-07-10 +144"},
        {DUE_NUDGE, {LOG("- 2026-11-14 email out\n")}, "ana due 2026-11-21..2026-11-21"},
        {DUE_NUDGE, {LOG("- 2026-11-02 email out\n- 2026-11-06 email out\n- 2026-11-10 email out\n")}, ""},
        {DUE_SCHEDULE, {LOG("- 2026-11-19 email in\n")}, "ana due 2026-11-21..2026-11-21"},
        {DUE_MEET,
         {ANA, MEETING("m", WITH_ANA("2026-11-23"), "# Questions\n- a\n- b\n- c\n")},
         "ana upcoming 2026-11-23..2026-11-23"},
        {DUE_PREP,
         {ANA, MEETING("m", WITH_ANA("2026-11-23"), "# Questions\n- a\n- b\n- c\n")},
         "ana due 2026-11-21..2026-11-22"},
        {DUE_CONFIRM,
         {ANA, MEETING("m", WITH_ANA("2026-11-15") "status: planned\n", "")},
         "ana overdue 2026-11-16..2026-11-17 +5"},
        {DUE_PROMISE, {CONTACT("ana", "name: Ana\n", "- [ ] Send it\n")}, "ana open"},
        {DUE_TOUCH, {WITH("keep_in_touch: 1 month\nsnooze: 2026-11-22\n", "- 2026-01-01 call\n")}, ""},
    };
    static const struct vault_file asleep[] = {
        WITH("keep_in_touch: 1 month\nsnooze: 2026-11-22\n", "- 2026-01-01 call\n"), {NULL, NULL}};
    static const struct vault_file no_reply[] = {
        LOG("- 2026-11-02 email out\n- 2026-11-06 email out\n- 2026-11-10 email out\n"), {NULL, NULL}};
    static const struct vault_file only_a_name[] = {ANA, {NULL, NULL}};
    struct fixture *fixture = *state;
    struct facts facts;

    for (size_t i = 0; i < COUNT(examples); i++) {
        fixture_load(fixture, examples[i].files, NULL);
        show_kind(fixture, TODAY, examples[i].kind);
        fixture_expect(fixture, examples[i].expected, due_kind_name(examples[i].kind));
    }
    fixture_load(fixture, asleep, NULL);
    show_kind(fixture, "2026-11-22", DUE_TOUCH);
    fixture_expect(fixture, "ana overdue 2026-02-01..2026-02-11 +294", "back on the day");
    fixture_load(fixture, no_reply, NULL);
    facts = facts_of(fixture_record(fixture, KIND_CONTACT, "ana"), day_of(TODAY));
    assert_int_equal(stage_of(&fixture->vault, fixture_record(fixture, KIND_CONTACT, "ana"), &facts),
                     STAGE_NO_REPLY);
    fixture_load(fixture, only_a_name, NULL);
    facts = facts_of(fixture_record(fixture, KIND_CONTACT, "ana"), day_of(TODAY));
    assert_int_equal(stage_of(&fixture->vault, fixture_record(fixture, KIND_CONTACT, "ana"), &facts),
                     STAGE_IDEA);
    assert_int_equal(list_on(fixture, TODAY).n, 0);
}

/* --- what an item carries --- */

static void show_item(struct buf *out, const struct due_item *item)
{
    buf_printf(out, "%s %s ", due_kind_name(item->kind), due_state_name(item->state));
    put_who(out, item);
    buf_printf(out, " '%.*s'", STR_ARGS(item->contact_name));
    if (item->about)
        buf_printf(out, " about %.*s", STR_ARGS(item->about->id));
    if (item->interview)
        buf_printf(out, " at %.*s", STR_ARGS(item->interview->id));
    if (item->text.n)
        buf_printf(out, " \"%.*s\"", STR_ARGS(item->text));
    buf_printf(out, " %.*s:%u ", STR_ARGS(item->path), (unsigned)item->line);
    due_id_write(out, item);
    buf_putc(out, '\n');
}

static void show_all(struct fixture *fixture, const char *today)
{
    struct due_list list = list_on(fixture, today);

    for (uint32_t i = 0; i < list.n; i++)
        show_item(&fixture->out, list.at[i]);
}

/* FNV-1a, 64 bits, of the words, as `printf` and any other implementation gives it. */
#define H_SEND "57adf424d57c8a0f"

static void an_item_says_who_what_and_where(void **state)
{
    static const struct {
        struct vault_file files[4];
        const char *expected;
    } cases[] = {
        {{CONTACT("ana", "name: Ana Lima\norg: X\nadded: 2026-11-10\n", "")},
         "ask overdue ana 'Ana Lima' contacts/ana.md:4 ask:ana\n"},
        {{CONTACT("ana", "why: x\nname: Ana\n", "")}, "ask open ana 'Ana' contacts/ana.md:3 ask:ana\n"},
        {{CONTACT("ana", "why: x\n", "")}, "ask open ana 'ana' contacts/ana.md:1 ask:ana\n"},
        {{CONTACT("ana", "name: Ana\n", "# Log\n- 2026-11-10 email in\n")},
         "schedule overdue ana 'Ana' contacts/ana.md:2 schedule:ana\n"},
        {{CONTACT("ana", "name: Ana\n", "# Log\n- 2026-11-10 email out\n")},
         "nudge overdue ana 'Ana' contacts/ana.md:2 nudge:ana\n"},
        {{CONTACT("ana", "name: Ana\nkeep_in_touch: 1 week\n", "# Log\n- 2026-11-01 call\n")},
         "touch overdue ana 'Ana' contacts/ana.md:3 touch:ana\n"},
        {{CONTACT("ana", "name: Ana\nkeep_in_touch: 1 week\n",
                  "- [ ] Send   the\n  table due:2026-11-20 soon\n\n# Waiting\n1. [ ] [A](b.md) *name*\n")},
         "promise overdue ana 'Ana' \"Send the table soon\" contacts/ana.md:5 "
         "promise:contacts/ana:0da38a86802a1dfb\n"
         "waiting open ana 'Ana' \"A name\" contacts/ana.md:9 waiting:contacts/ana:66a79b707ad7b19f\n"},
        {{CONTACT("ana", "name: Ana\n",
                  "- [ ] Send\n- [x] Send\n- [ ] Send due:2026-11-20\n- [ ] @waiting Send\n- [ ] Send\n")},
         "promise overdue ana 'Ana' \"Send\" contacts/ana.md:6 promise:contacts/ana:H-2\n"
         "promise open ana 'Ana' \"Send\" contacts/ana.md:4 promise:contacts/ana:H\n"
         "promise open ana 'Ana' \"Send\" contacts/ana.md:8 promise:contacts/ana:H-3\n"
         "waiting open ana 'Ana' \"Send\" contacts/ana.md:7 waiting:contacts/ana:H\n"},
        {{CONTACT("ana", "name: Ana\nreferred_by: bo\n", ""), CONTACT("bo", "name: Bo\n", ""),
          MEETING("m", "date: 2026-11-22\ncontact: ana\n", "- [ ] Send\n")},
         "prep due ana 'Ana' at m interviews/m.md:2 prep:m\n"
         "ask-referrer due bo 'Bo' about ana at m interviews/m.md:2 ask-referrer:m:ana\n"
         "promise upcoming ana 'Ana' at m \"Send\" interviews/m.md:5 promise:interviews/m:H\n"
         "meet upcoming ana 'Ana' at m interviews/m.md:2 meet:m\n"},
        {{CONTACT("ana", "name: Ana\nreferred_by: bo\n", ""), CONTACT("bo", "name: Bo\n", ""),
          MEETING("m", "date: 2026-11-02\nstatus: done\ncontact: ana\nthanked:\ntold_referrer:\n",
                  "# Referrals\n- Dan Reed, X\n- [[zoe|Zoe B]]\n")},
         "thank overdue ana 'Ana' at m interviews/m.md:5 thank:m:ana\n"
         "tell-referrer overdue bo 'Bo' about ana at m interviews/m.md:6 tell-referrer:m:ana\n"
         "referral overdue ana 'Ana' at m \"Dan Reed\" interviews/m.md:9 referral:m:Dan Reed\n"
         "referral overdue ana 'Ana' at m \"Zoe B\" interviews/m.md:10 referral:m:Zoe B\n"},
        {{MEETING("m", "date: 2026-11-02\nstatus: done\ncontact: Zoe Hart\n", "")},
         "thank overdue (Zoe Hart) 'Zoe Hart' at m interviews/m.md:2 thank:m:Zoe Hart\n"
         "notes overdue (Zoe Hart) 'Zoe Hart' at m interviews/m.md:2 notes:m\n"},
        {{MEETING("m", "date: 2026-11-02\n", "")},
         "confirm overdue () '' at m interviews/m.md:2 confirm:m\n"},
        {{{"contacts/zoe.md", "no front matter\n"}, MEETING("m", "date: 2026-11-02\ncontact: ZOE\n", "")},
         "confirm overdue zoe 'zoe' at m interviews/m.md:2 confirm:m\n"},
        {{PLAN("reviewed: 2026-11-01\nresume_updated: 2025-01-01\n")},
         "review overdue () '' \"resume_updated\" plan.md:3 review:resume_updated\n"},
    };
    struct fixture *fixture = *state;

    assert_true(hash_fnv1a(STR("a")) == 0xaf63dc4c8601ec8c); /* draft-eastlake-fnv, test vectors */
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf expected = {0};

        fixture_load(fixture, cases[i].files, NULL);
        for (const char *p = cases[i].expected; *p; p++) {
            if (p[0] == ':' && p[1] == 'H' && (p[2] == '\n' || p[2] == '-'))
                p++, buf_puts(&expected, ":" H_SEND);
            else
                buf_putc(&expected, *p);
        }
        buf_putc(&expected, '\0');
        show_all(fixture, TODAY);
        fixture_expect(fixture, expected.p, cases[i].files[0].text);
        buf_free(&expected);
    }
}

/* --- order --- */

static void show_ids(struct fixture *fixture, const char *today)
{
    struct due_list list = list_on(fixture, today);
    uint32_t counts[STATE_COUNT] = {0};

    for (uint32_t i = 0; i < list.n; i++) {
        buf_puts(&fixture->out, i ? " " : "");
        due_id_write(&fixture->out, list.at[i]);
        counts[list.at[i]->state]++;
    }
    assert_memory_equal(counts, list.counts, sizeof counts);
}

#define PERSON(id, name, lines, log) CONTACT(id, "name: " name "\n" lines, "# Log\n" log)

static void items_stand_in_order(void **state)
{
    static const struct {
        struct vault_file files[FILES];
        const char *expected;
    } cases[] = {
        /* states first; then by rank, whatever the day */
        {{PERSON("a", "A", "", "- 2026-11-01 email out\n"), PERSON("b", "B", "", "- 2026-11-14 email out\n"),
          PERSON("c", "C", "", "- 2026-11-16 email out\n"), PERSON("d", "D", "why: x\n", ""),
          PERSON("e", "E", "", "- 2026-11-10 email in\n"), PERSON("f", "F", "", "- 2026-11-19 email in\n")},
         "schedule:e nudge:a schedule:f nudge:b nudge:c ask:d"},
        /* upcoming: by day, then by rank */
        {{PERSON("a", "A", "", "- 2026-11-16 email out\n"), PERSON("b", "B", "", "- 2026-11-20 email in\n"),
          PERSON("c", "C", "added: 2026-11-20\n", ""), PERSON("d", "D", "", "- 2026-11-21 email in\n")},
         "schedule:b schedule:d nudge:a ask:c"},
        /* within a rank by due, then by the name's bytes, then by path */
        {{PERSON("z", "A", "added: 2026-11-10\n", ""), PERSON("a", "B", "added: 2026-11-09\n", ""),
          PERSON("b", "a", "added: 2026-11-10\n", ""), PERSON("c", "A", "added: 2026-11-10\n", ""),
          PERSON("d", "B", "added: 2026-11-10\n", ""), PERSON("e", "Ä", "added: 2026-11-10\n", "")},
         "ask:a ask:c ask:z ask:d ask:b ask:e"},
        /* open ones: by rank, then by name and path and line */
        {{PERSON("b", "B", "why: x\n", ""), PERSON("a", "C", "why: x\n", "")}, "ask:b ask:a"},
        {{CONTACT("b", "name: B\n", "- [ ] @waiting a\n- [ ] b\n"),
          CONTACT("a", "name: C\n", "- [ ] b\n- [ ] a\n")},
         "promise:contacts/b:af63df4c8601f1a5 promise:contacts/a:af63df4c8601f1a5 "
         "promise:contacts/a:af63dc4c8601ec8c "
         "waiting:contacts/b:af63dc4c8601ec8c"},
        /* one interview, one line of it: by id */
        {{CONTACT("b", "name: X\n", ""), CONTACT("a", "name: X\n", ""),
          MEETING("m", "contact: [b, a]\ndate: 2026-11-01\nstatus: done\n", "Words.\n")},
         "thank:m:a thank:m:b"},
        /*
         * Touches: (T - due)/(due - L) falling. a: L 1 Nov, due 8 Nov, 13/7; b: L 1 Sep, due 1 Oct, 51/30; c: L 1 Jan,
         * due 1 Apr, 234/90; d: as a by ratio, its name first; e: 26/14, the same ratio as a.
         */
        {{PERSON("a", "N", "keep_in_touch: 1 week\n", "- 2026-11-01 call\n"),
          PERSON("b", "N", "keep_in_touch: 1 month\n", "- 2026-09-01 call\n"),
          PERSON("c", "N", "keep_in_touch: 3 months\n", "- 2026-01-01 call\n"),
          PERSON("d", "M", "keep_in_touch: 7 days\n", "- 2026-11-01 call\n"),
          PERSON("e", "L", "keep_in_touch: 14 days\n", "- 2026-10-12 call\n")},
         "touch:c touch:e touch:d touch:a touch:b"},
        /* due ones too: b 10/31, c 5/100, a 1/30 */
        {{PERSON("a", "A", "keep_in_touch: 30 days\n", "- 2026-10-21 call\n"),
          PERSON("b", "B", "keep_in_touch: 31 days\n", "- 2026-10-11 call\n"),
          PERSON("c", "C", "keep_in_touch: 100 days\n", "- 2026-08-08 call\n")},
         "touch:b touch:c touch:a"},
        /* upcoming touches: by day, then name */
        {{PERSON("a", "A", "keep_in_touch: 30 days\n", "- 2026-10-24 call\n"),
          PERSON("b", "C", "keep_in_touch: 90 days\n", "- 2026-08-24 call\n"),
          PERSON("c", "B", "keep_in_touch: 7 days\n", "- 2026-11-15 call\n")},
         "touch:c touch:b touch:a"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        fixture_load(fixture, cases[i].files, NULL);
        show_ids(fixture, TODAY);
        fixture_expect(fixture, cases[i].expected, cases[i].expected);
    }
}

static void ranks_follow_the_table(void **state)
{
    static const char *const names[] = {
        "thank",    "promise", "confirm", "notes", "meet",     "prep", "ask-referrer", "tell-referrer",
        "schedule", "nudge",   "waiting", "touch", "referral", "ask",  "review",
    };
    enum due_kind kind;

    (void)state;
    assert_int_equal(COUNT(names), DUE_KIND_COUNT);
    for (int i = 0; i < DUE_KIND_COUNT; i++) {
        assert_string_equal(due_kind_name((enum due_kind)i), names[i]);
        assert_true(due_kind_find(str_from(names[i]), &kind) && (int)kind == i);
    }
    assert_true(due_kind_find(STR("Touch"), &kind) && kind == DUE_TOUCH);
    assert_false(due_kind_find(STR("touc"), &kind) || due_kind_find(STR(""), &kind));
    assert_string_equal(due_state_name(STATE_OVERDUE), "overdue");
    assert_string_equal(due_state_name(STATE_DUE), "due");
    assert_string_equal(due_state_name(STATE_UPCOMING), "upcoming");
    assert_string_equal(due_state_name(STATE_OPEN), "open");
}

/* --- the horizon, and settings --- */

static void the_horizon_limits_what_is_ahead(void **state)
{
    static const struct {
        const char *settings, *expected;
    } cases[] = {
        {"", "2026-11-28"},
        {"horizon: 0 days\n", "2026-11-21"},
        {"horizon: 1 month\n", "2026-12-21"},
        {"horizon: soon\n", "2026-11-28"},
    };
    static const struct vault_file base[] = {
        CONTACT(
            "ana", "name: Ana\n",
            "- [ ] a due:2026-11-20\n- [ ] b due:2026-11-21\n- [ ] c due:2026-11-22\n- [ ] d due:2026-11-28\n"
            "- [ ] e due:2026-11-29\n- [ ] f due:2199-12-31\n- [ ] g\n"),
        {NULL, NULL}};
    static const struct {
        const char *until, *expected;
    } frames[] = {
        {"2026-11-20", "a b g"},         {"2026-11-21", "a b g"},       {"2026-11-22", "a b c g"},
        {"2026-11-28", "a b c d g"},     {"2026-11-29", "a b c d e g"}, {"2199-12-30", "a b c d e g"},
        {"2199-12-31", "a b c d e f g"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct vault_file changed[] = {{"infoview.yaml", cases[i].settings}, {NULL, NULL}};

        fixture_load(fixture, base, changed);
        assert_int_equal(due_horizon(&fixture->vault, day_of(TODAY)), day_of(cases[i].expected));
    }
    for (size_t i = 0; i < COUNT(frames); i++) {
        struct due_frame frame = {day_of(TODAY), day_of(frames[i].until)};
        struct due_list list = due_list(&fixture->vault, &frame, &fixture->arena);

        for (uint32_t k = 0; k < list.n; k++)
            buf_printf(&fixture->out, "%s%.*s", k ? " " : "", STR_ARGS(list.at[k]->text));
        fixture_expect(fixture, frames[i].expected, frames[i].until);
    }
}

static void settings_move_the_days(void **state)
{
    static const struct vault_file base[] = {CONTACT("ana", "name: Ana\nreferred_by: bo\n", ""),
                                             CONTACT("bo", "name: Bo\nadded: 2026-11-18\n", ""),
                                             CONTACT("cy", "name: Cy\n", "# Log\n- 2026-11-18 email in\n"),
                                             CONTACT("di", "name: Di\n", "# Log\n- 2026-11-18 email out\n"),
                                             MEETING("m", WITH_ANA("2026-11-18") DONE, "- [ ] Do\n"),
                                             CONTACT("ed", "name: Ed\nreferred_by: bo\n", ""),
                                             MEETING("n", "contact: ed\ndate: 2026-11-30\n", ""),
                                             {"plan.md", "---\nreviewed: 2026-11-18\n---\n"},
                                             {NULL, NULL}};
    static const struct {
        enum due_kind kind;
        const char *settings, *expected;
    } cases[] = {
        {DUE_THANK, "thank_you: {due: 3 days, late: 1 week}\n", "ana due 2026-11-21..2026-11-25"},
        {DUE_THANK, "thank_you: {due: 0 days, late: 0 days}\n", "ana overdue 2026-11-18..2026-11-18 +3"},
        {DUE_THANK, "thank_you: {due: 3 days}\n",
         "ana due 2026-11-21..2026-11-21"}, /* late never before due */
        {DUE_THANK, "thank_you: {late: 3 days}\n", "ana due 2026-11-19..2026-11-21 +2"},
        {DUE_THANK, "thank_you: {due: never}\n", "ana open"},
        {DUE_PROMISE, "promise_due: 2 days\n", "ana overdue 2026-11-20..2026-11-20 +1"},
        {DUE_PROMISE, "promise_due: never\n", "ana open"},
        {DUE_SCHEDULE, "schedule_after: 0 days\n", "cy overdue 2026-11-18..2026-11-18 +3"},
        {DUE_SCHEDULE, "schedule_after: never\n", "cy open"},
        {DUE_NUDGE, "nudge_after: 1 day\n", "di overdue 2026-11-19..2026-11-19 +2"},
        {DUE_NUDGE, "nudge_after: never\n", "di open"},
        {DUE_ASK, "ask_after: 1 week\n", "bo upcoming 2026-11-25..2026-11-25"},
        {DUE_ASK, "ask_after: never\n", "bo open"},
        {DUE_ASK_REFERRER, "ask_referrer: 9 days\n", "bo due 2026-11-21..2026-11-29"},
        {DUE_ASK_REFERRER, "ask_referrer: 10 days\n", "bo due 2026-11-20..2026-11-29 +1"},
        {DUE_ASK_REFERRER, "ask_referrer: 0 days\nhorizon: 9 days\n", "bo upcoming 2026-11-30..2026-11-30"},
        {DUE_TELL_REFERRER, "tell_referrer: 3 days\n", "bo due 2026-11-21..2026-11-21"},
        {DUE_REVIEW, "review_every: 1 day\n", "() overdue 2026-11-19..2026-11-19 +2"},
        {DUE_TOUCH, "keep_in_touch: 1 day\n", "ana overdue 2026-11-19..2026-11-19 +2"},
        {DUE_TOUCH, "keep_in_touch: 3 days\n", "ana due 2026-11-21..2026-11-22"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct vault_file changed[] = {{"infoview.yaml", cases[i].settings}, {NULL, NULL}};

        fixture_load(fixture, base, changed);
        show_kind(fixture, TODAY, cases[i].kind);
        fixture_expect(fixture, cases[i].expected, cases[i].settings);
    }
}

/* --- the property: without a date after today, an item's due and late do not depend on today --- */

/* No date of it is after 21 November 2026, and every kind but those of interviews ahead makes an item. */
static const struct vault_file past_files[] = {
    CONTACT("ana", "name: Ana\nreferred_by: bo\nkeep_in_touch: 2 months\n",
            "- [ ] Send due:2026-11-20\n- [x] Sent done:2026-11-11\n# Log\n- 2026-11-12 email in: Yes\n- "
            "2026-11-10 email out\n"),
    CONTACT("bo", "name: Bo\nadded: 2026-11-21\nwhy: grids\n", "- [ ] @waiting Tell me\n"),
    CONTACT("cy", "name: Cy\nsnooze: 2026-11-20\n", "# Log\n- 2026-11-21 email in\n"),
    CONTACT("di", "name: Di\n", "# Log\n- 2026-11-20 email out\n- 2026-11-21 email out\n"),
    CONTACT("ed", "name: Ed\nadded: 2026-10-31\nkeep_in_touch: 1 month\n", ""),
    MEETING("1", "contact: [ana, Zoe]\ndate: 2026-11-18\nstatus: done\nthanked: {ana: 2026-11-20}\n",
            "- [ ] Do [[ana]]\n- [ ] @waiting It\n# Referrals\n- Dan Reed\n"),
    MEETING("2", "contact: ed\ndate: 2026-11-17\n", "- [ ] Do\n"),
    MEETING("3", "contact: ana\ndate: 2026-11-21\nstatus: done\n", ""),
    MEETING("4", "contact: cy\ndate: 2026-11-19\nstatus: no-show\n", "- [ ] Do\n"),
    {"plan.md", "---\nreviewed: 2026-11-21\nresume_updated: 2025-12-31\n---\n"},
    {NULL, NULL},
};

static struct due_list everything_on(struct fixture *fixture, int32_t today)
{
    struct due_frame frame = {.today = today, .until = INT32_MAX};

    return due_list(&fixture->vault, &frame, &fixture->arena);
}

static struct str id_of(struct fixture *fixture, const struct due_item *item)
{
    struct buf text = {0};
    struct str id;

    due_id_write(&text, item);
    id = str_copy(&fixture->arena, buf_str(&text));
    buf_free(&text);
    return id;
}

static const struct due_item *item_of(struct fixture *fixture, const struct due_list *list, struct str id)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (str_equal(id_of(fixture, list->at[i]), id))
            return list->at[i];
    return NULL;
}

static void due_does_not_depend_on_today(void **state)
{
    static const int32_t later[] = {1, 2, 3, 7, 8, 29, 30, 60, 365, 366, 10000};
    struct fixture *fixture = *state;
    bool seen[DUE_KIND_COUNT] = {false};
    struct due_list first;

    fixture_load(fixture, past_files, NULL);
    assert_int_equal(fixture->vault.unreadable.n, 0);
    first = everything_on(fixture, day_of(TODAY));
    for (size_t i = 0; i < COUNT(later); i++) {
        struct due_list other = everything_on(fixture, day_of(TODAY) + later[i]);

        assert_int_equal(other.n, first.n);
        for (uint32_t k = 0; k < first.n; k++) {
            const struct due_item *item = first.at[k];
            struct str id = id_of(fixture, item);
            const struct due_item *then = item_of(fixture, &other, id);

            seen[item->kind] = true;
            if (!then || then->due != item->due || then->late != item->late)
                fail_msg("%.*s changes with the day", STR_ARGS(id));
            assert_true(item->late >= item->due && (item->due != 0 || item->state == STATE_OPEN));
        }
    }
    for (int kind = 0; kind < DUE_KIND_COUNT; kind++)
        assert_int_equal(seen[kind], kind != DUE_MEET && kind != DUE_PREP && kind != DUE_ASK_REFERRER);
}

static void the_same_input_gives_the_same_list(void **state)
{
    struct fixture *fixture = *state;
    struct buf once;

    fixture_load(fixture, past_files, NULL);
    show_all(fixture, TODAY);
    once = fixture->out;
    fixture->out = (struct buf){0};
    for (int i = 0; i < 3; i++) {
        fixture_open(fixture);
        show_all(fixture, TODAY);
        assert_true(str_equal(buf_str(&once), buf_str(&fixture->out)));
        buf_reset(&fixture->out);
    }
    buf_free(&once);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_its_days),
        cmocka_unit_test(the_examples_hold),
        cmocka_unit_test(an_item_says_who_what_and_where),
        cmocka_unit_test(items_stand_in_order),
        cmocka_unit_test(ranks_follow_the_table),
        cmocka_unit_test(the_horizon_limits_what_is_ahead),
        cmocka_unit_test(settings_move_the_days),
        cmocka_unit_test(due_does_not_depend_on_today),
        cmocka_unit_test(the_same_input_gives_the_same_list),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
