#include "unit.h"

#include "base/buf.h"
#include "vault/merge.h"

/* A table of three versions and what becomes of them; `kept`: KEY=KEPT|OTHER; each on a line. */
struct sample {
    const char *base, *ours, *theirs; /* base NULL: there is none */
    const char *result;
    const char *kept;
};

static struct merge merged(struct arena *arena, const char *path, const char *base, struct str ours,
                           struct str theirs)
{
    struct merge merge = {
        .arena = arena, .path = str_from(path), .base = str_from(base), .has_base = base != NULL};

    merge.ours = ours;
    merge.theirs = theirs;
    merge_run(&merge);
    return merge;
}

static struct buf kept_of(const struct merge *merge)
{
    struct buf out = {0};

    for (uint32_t i = 0; i < merge->kept_count; i++)
        buf_printf(&out, "%.*s=%.*s|%.*s\n", STR_ARGS(merge->kept[i].key), STR_ARGS(merge->kept[i].kept),
                   STR_ARGS(merge->kept[i].other));
    return out;
}

static void assert_merges(const char *path, const struct sample *samples, size_t count)
{
    struct arena arena = {0};

    for (size_t i = 0; i < count; i++) {
        struct str ours = str_from(samples[i].ours), theirs = str_from(samples[i].theirs);

        for (int turn = 0; turn < 2; turn++) {
            struct merge merge =
                merged(&arena, path, samples[i].base, turn ? theirs : ours, turn ? ours : theirs);
            struct buf kept = kept_of(&merge);

            if (merge.problem.message.n)
                fail_msg("%zu: line %u: %.*s", i, merge.problem.place.line, STR_ARGS(merge.problem.message));
            assert_string_equal(str_copy(&arena, merge.result).p, samples[i].result);
            assert_string_equal(str_copy(&arena, buf_str(&kept)).p, samples[i].kept ? samples[i].kept : "");
            buf_free(&kept);
        }
    }
    arena_free(&arena);
}

#define RECORD(front) "---\n" front "---\n"
#define SAMPLES(samples) samples, sizeof samples / sizeof *samples

/* ------------------------------------------------ front matter */

static void test_a_change_of_one_side_is_taken(void **state)
{
    static const struct sample samples[] = {
        {RECORD("name: Ana\nrole: a\n"), RECORD("name: Ana\nrole: b\n"), RECORD("name: Ana Lima\nrole: a\n"),
         RECORD("name: Ana Lima\nrole: b\n"), NULL},
        {RECORD("name: Ana\n"), RECORD("name: Ana\nphone: 1\n"), RECORD("name: Ana\nemail: a@example.org\n"),
         RECORD("name: Ana\nemail: a@example.org\nphone: 1\n"), NULL},
        {RECORD("name: Ana\nrole: a\nwhy: x\n"), RECORD("name: Ana\nwhy: x\n"),
         RECORD("name: Ana\nrole: a\nwhy: y\n"), RECORD("name: Ana\nwhy: y\n"), NULL},
        {RECORD("name: Ana\n# one\nrole: a\n"), RECORD("name: Ana\n# two\nrole: a\n"),
         RECORD("name: Ana\n# one\nrole: b\n"), RECORD("name: Ana\n# two\nrole: b\n"), NULL},
        {RECORD("name: Ana\n"), RECORD("name: \"Ana\"\n"), RECORD("name: Ana Lima\n"),
         RECORD("name: Ana Lima\n"), NULL},
        {RECORD("name: Ana\nrole: a # old\n"), RECORD("name: Ana\nrole: a # new\n"),
         RECORD("name: Ana\nrole: b # old\n"), RECORD("name: Ana\nrole: b # old\n# new\n"), NULL},
        /* merged again: as it was */
        {RECORD("name: Ana\n"), RECORD("name: Ana\nrole: a # one\n"),
         RECORD("name: Ana\nrole: a # two\n# one\n"), RECORD("name: Ana\nrole: a # two\n# one\n"), NULL},
    };

    (void)state;
    assert_merges("contacts/a.md", SAMPLES(samples));
}

static void test_a_field_taken_away_and_changed_stays(void **state)
{
    static const struct sample samples[] = {
        {RECORD("name: Ana\nrole: a\n"), RECORD("name: Ana\n"), RECORD("name: Ana\nrole: b\n"),
         RECORD("name: Ana\nrole: b\n"), NULL},
        {RECORD("name: Ana\nrole: a\n"), RECORD("name: Ana\nrole:\n"), RECORD("name: Ana\nrole: b\n"),
         RECORD("name: Ana\nrole: b\n"), NULL},
        {RECORD("name: Ana\ntags: [a]\n"), RECORD("name: Ana\n"), RECORD("name: Ana\ntags: [a, b]\n"),
         RECORD("name: Ana\ntags: [a, b]\n"), NULL},
    };

    (void)state;
    assert_merges("contacts/a.md", SAMPLES(samples));
}

static void test_two_values_one_wins_and_the_other_is_kept(void **state)
{
    static const struct sample samples[] = {
        /* the greater bytes */
        {RECORD("phone: a\n"), RECORD("phone: c\n"), RECORD("phone: b\n"),
         RECORD("phone: c\nconflicts:\n  - \"phone: b\"\n"), "phone=c|b\n"},
        {NULL, RECORD("phone: c\n"), RECORD("phone: b\n"), RECORD("phone: c\nconflicts:\n  - \"phone: b\"\n"),
         "phone=c|b\n"},
        /* the later date; the earlier one of thanked and added */
        {RECORD("snooze:\n"), RECORD("snooze: 2026-11-20\n"), RECORD("snooze: 2026-12-01\n"),
         RECORD("snooze: 2026-12-01\nconflicts:\n  - \"snooze: 2026-11-20\"\n"),
         "snooze=2026-12-01|2026-11-20\n"},
        {RECORD("thanked:\n"), RECORD("thanked: 2026-11-20\n"), RECORD("thanked: 2026-11-19\n"),
         RECORD("thanked: 2026-11-19\nconflicts:\n  - \"thanked: 2026-11-20\"\n"),
         "thanked=2026-11-19|2026-11-20\n"},
        {RECORD("added:\n"), RECORD("added: 2026-11-20\n"), RECORD("added: 2025-11-21\n"),
         RECORD("added: 2025-11-21\nconflicts:\n  - \"added: 2026-11-20\"\n"),
         "added=2025-11-21|2026-11-20\n"},
        {RECORD("date: 2026-11-18\n"), RECORD("date: 2026-11-18T10:00\n"), RECORD("date: 2026-11-18T09:30\n"),
         RECORD("date: 2026-11-18T10:00\nconflicts:\n  - \"date: 2026-11-18T09:30\"\n"),
         "date=2026-11-18T10:00|2026-11-18T09:30\n"},
        /* of a status the one that goes furthest */
        {RECORD("status:\n"), RECORD("status: planned\n"), RECORD("status: done\n"),
         RECORD("status: done\nconflicts:\n  - \"status: planned\"\n"), "status=done|planned\n"},
        {RECORD("status: planned\n"), RECORD("status: cancelled\n"), RECORD("status: no-show\n"),
         RECORD("status: no-show\nconflicts:\n  - \"status: cancelled\"\n"), "status=no-show|cancelled\n"},
        {RECORD("status: active\n"), RECORD("status: paused\n"), RECORD("status: closed\n"),
         RECORD("status: paused\nconflicts:\n  - \"status: closed\"\n"), "status=paused|closed\n"},
        /* noted already */
        {RECORD("phone: a\n"), RECORD("phone: c\nconflicts:\n  - \"phone: b\"\n"), RECORD("phone: b\n"),
         RECORD("phone: c\nconflicts:\n  - \"phone: b\"\n"), "phone=c|b\n"},
    };

    (void)state;
    assert_merges("contacts/a.md", SAMPLES(samples));
}

static void test_lists_are_sets(void **state)
{
    static const struct sample samples[] = {
        {RECORD("tags: [a, b]\n"), RECORD("tags: [a, b, c]\n"), RECORD("tags: [b, d]\n"),
         RECORD("tags: [b, c, d]\n"), NULL},
        {RECORD("tags:\n  - a\n  - b\n"), RECORD("tags:\n  - b\n"),
         RECORD("tags:\n  - a\n  - b\n  - c # new\n"), RECORD("tags:\n  - b\n  - c # new\n"), NULL},
        /* the same on both sides is there once */
        {RECORD("tags: [a]\n"), RECORD("tags: [a, b]\n"), RECORD("tags: [b, a]\n"), RECORD("tags: [b, a]\n"),
         NULL},
        /* one in a block, one between brackets; one of another indentation */
        {RECORD("tags: [a]\n"), RECORD("tags:\n  - a\n  - b\n"), RECORD("tags: [a, c]\n"),
         RECORD("tags:\n  - a\n  - b\n  - c\n"), NULL},
        {RECORD("tags:\n- a\n"), RECORD("tags:\n- a\n- b\n"), RECORD("tags:\n    - a\n    - c\n"),
         RECORD("tags:\n    - a\n    - c\n    - b\n"), NULL},
        /* a text and a list */
        {RECORD("email: a@example.org\n"), RECORD("email: [a@example.org, b@example.org]\n"),
         RECORD("email: c@example.org\n"), RECORD("email: [c@example.org, b@example.org]\n"), NULL},
        {RECORD("tags:\n"), RECORD("tags: [a]\n"), RECORD("tags: [b]\n"), RECORD("tags: [a, b]\n"), NULL},
        {RECORD("tags: [a]\n"), RECORD("tags: []\n"), RECORD("tags: [a, b]\n"), RECORD("tags: [b]\n"), NULL},
    };

    (void)state;
    assert_merges("contacts/a.md", SAMPLES(samples));
}

static void test_maps_go_by_their_keys(void **state)
{
    static const struct sample samples[] = {
        {RECORD("thanked: {}\n"), RECORD("thanked: {ana: 2026-11-19}\n"), RECORD("thanked: {bo: skip}\n"),
         RECORD("thanked: {ana: 2026-11-19, bo: skip}\n"), NULL},
        {RECORD("thanked:\n  ana:\n  bo:\n"), RECORD("thanked:\n  ana: 2026-11-19\n  bo:\n"),
         RECORD("thanked:\n  ana:\n  bo: skip\n"), RECORD("thanked:\n  ana: 2026-11-19\n  bo: skip\n"), NULL},
        {RECORD("thanked: {ana: }\n"), RECORD("thanked: {ana: 2026-11-19}\n"),
         RECORD("thanked: {ana: 2026-11-20}\n"),
         RECORD("thanked: {ana: 2026-11-19}\nconflicts:\n  - \"thanked.ana: 2026-11-20\"\n"),
         "thanked.ana=2026-11-19|2026-11-20\n"},
    };

    (void)state;
    assert_merges("interviews/a.md", SAMPLES(samples));
}

static void test_line_ends_and_marks_follow_who_changed_them(void **state)
{
    static const struct sample samples[] = {
        {"---\nname: A\n---\nx\n", "---\r\nname: A\r\n---\r\nx\r\n", "---\nname: B\n---\nx\n",
         "---\r\nname: B\r\n---\r\nx\r\n", NULL},
        {"---\r\nname: A\r\n---\r\nx\r\n", "---\nname: A\n---\nx\n", "---\r\nname: B\r\n---\r\nx\r\n",
         "---\nname: B\n---\nx\n", NULL},
        {"---\r\nname: A\r\n---\r\n", "---\r\nname: A\r\nrole: r\r\n---\r\n", "---\r\nname: B\r\n---\r\n",
         "---\r\nname: B\r\nrole: r\r\n---\r\n", NULL},
        {"---\nname: A\n---\n", "\xEF\xBB\xBF---\nname: A\n---\n", "---\nname: B\n---\n",
         "\xEF\xBB\xBF---\nname: B\n---\n", NULL},
        {"---\nname: A\n---", "---\nname: B\n---", "---\nname: A\n---\nx\n", "---\nname: B\n---\nx\n", NULL},
        {"---\nname: A\n---\nx\n", "---\nname: A\n---\nx", "---\nname: B\n---\nx\n", "---\nname: B\n---\nx",
         NULL},
    };

    (void)state;
    assert_merges("contacts/a.md", SAMPLES(samples));
}

/* ------------------------------------------------ bodies */

static void test_blocks_of_both_sides_stay(void **state)
{
    static const struct sample samples[] = {
        {"# A\n\none\n\ntwo\n", "# A\n\none more\n\ntwo\n", "# A\n\none\n\ntwo more\n",
         "# A\n\none more\n\ntwo more\n", NULL},
        {"# A\n", "# A\n\nours\n", "# A\n\ntheirs\n", "# A\n\nours\n\ntheirs\n", NULL},
        {"# A\n\none\n", "# A\n\nours\n", "# A\n\ntheirs\n", "# A\n\nours\n\ntheirs\n", "=ours|theirs\n"},
        /* the same on both sides is there once */
        {"# A\n", "# A\n\nsame\n", "# A\n\nsame\n\nmore\n", "# A\n\nsame\n\nmore\n", NULL},
        /* one took it away, the other changed it */
        {"# A\n\none\n\ntwo\n", "# A\n\ntwo\n", "# A\n\none more\n\ntwo\n", "# A\n\none more\n\ntwo\n", NULL},
        {"# A\n\none\n\ntwo\n", "# A\n\ntwo\n", "# A\n\none\n\ntwo\n\nthree\n", "# A\n\ntwo\n\nthree\n",
         NULL},
        /* what continues a section comes before a new one */
        {"## Notes\n\na\n", "## Notes\n\na\n\nz\n", "## Notes\n\na\n\n## Log\n\n- b\n",
         "## Notes\n\na\n\nz\n\n## Log\n\n- b\n", NULL},
        /* a section that both began */
        {"# A\n", "# A\n\n## Notes\n\nx\n", "# A\n\n## Notes\n\ny\n", "# A\n\n## Notes\n\nx\n\ny\n", NULL},
        /* code is one block */
        {"```\na\n\nb\n```\n", "```\na\n\nc\n```\n", "```\na\n\nb\n```\n\nend\n", "```\na\n\nc\n```\n\nend\n",
         NULL},
        {"- a\n  - b\n- c\n", "- a\n  - b\n  - d\n- c\n", "- a\n  - b\n- c\n- e\n",
         "- a\n  - b\n  - d\n- c\n- e\n", NULL},
    };

    (void)state;
    assert_merges("notes/a.md", SAMPLES(samples));
}

static void test_dated_lines_stand_in_their_order(void **state)
{
    static const struct sample samples[] = {
        {"## Log\n\n- 2026-11-01 email in: a\n", "## Log\n\n- 2026-11-05 call: b\n- 2026-11-01 email in: a\n",
         "## Log\n\n- 2026-11-09 call: c\n- 2026-11-01 email in: a\n",
         "## Log\n\n- 2026-11-09 call: c\n- 2026-11-05 call: b\n- 2026-11-01 email in: a\n", NULL},
        {"## Log\n\n- 2026-10-01 a\n- 2026-11-01 b\n",
         "## Log\n\n- 2026-10-01 a\n- 2026-11-01 b\n- 2026-11-09 c\n",
         "## Log\n\n- 2026-10-01 a\n- 2026-11-01 b\n- 2026-11-05 d\n",
         "## Log\n\n- 2026-10-01 a\n- 2026-11-01 b\n- 2026-11-05 d\n- 2026-11-09 c\n", NULL},
        {"# A\n", "# A\n\n## Log\n\n- 2026-11-05 a\n", "# A\n\n## Log\n\n- 2026-11-06 b\n",
         "# A\n\n## Log\n\n- 2026-11-06 b\n- 2026-11-05 a\n", NULL},
        /* of the same day: as the bytes are; with a time: by that */
        {"- 2026-11-05 09:00 a\n", "- 2026-11-05 11:00 c\n- 2026-11-05 09:00 a\n",
         "- 2026-11-05 10:00 d\n- 2026-11-05 09:00 a\n",
         "- 2026-11-05 11:00 c\n- 2026-11-05 10:00 d\n- 2026-11-05 09:00 a\n", NULL},
        /* who keeps no order keeps none */
        {"- 2026-11-05 a\n- 2026-11-09 b\n- 2026-11-02 c\n",
         "- 2026-11-07 d\n- 2026-11-05 a\n- 2026-11-09 b\n- 2026-11-02 c\n",
         "- 2026-11-05 a\n- 2026-11-09 b\n- 2026-11-02 c\n- 2026-11-08 e\n",
         "- 2026-11-07 d\n- 2026-11-05 a\n- 2026-11-09 b\n- 2026-11-02 c\n- 2026-11-08 e\n", NULL},
    };

    (void)state;
    assert_merges("contacts/a.md", SAMPLES(samples));
}

static void test_a_settled_promise_wins_over_an_open_one(void **state)
{
    static const struct sample samples[] = {
        {"# A\n", "# A\n\n- [ ] Send it\n", "# A\n\n- [x] Send it done:2026-11-20\n",
         "# A\n\n- [x] Send it done:2026-11-20\n", NULL},
        {"- [ ] Send it\n", "- [ ] Send it due:2026-12-01\n", "- [x] Send it\n", "- [x] Send it\n", NULL},
        {"- [ ] Send it\n", "- [-] Send it\n", "- [x] Send it\n", "- [x] Send it\n", NULL},
        {"- [ ] Send it\n", "- [x] Send it done:2026-11-20\n", "- [x] Send it done:2026-11-19\n",
         "- [x] Send it done:2026-11-19\n", NULL},
        /* other words, or theirs and mine: two promises */
        {"# A\n", "# A\n\n- [ ] Send it\n", "# A\n\n- [x] Send that\n",
         "# A\n\n- [ ] Send it\n- [x] Send that\n", NULL},
        {"# A\n", "# A\n\n- [ ] @waiting Send it\n", "# A\n\n- [x] Send it\n",
         "# A\n\n- [ ] @waiting Send it\n- [x] Send it\n", NULL},
        /* both moved the day: both stay */
        {"- [ ] Send it\n", "- [ ] Send it due:2026-12-01\n", "- [ ] Send it due:2026-12-02\n",
         "- [ ] Send it due:2026-12-01\n- [ ] Send it due:2026-12-02\n",
         "=- [ ] Send it due:2026-12-01|- [ ] Send it due:2026-12-02\n"},
    };

    (void)state;
    assert_merges("contacts/a.md", SAMPLES(samples));
}

static void test_settings_are_merged_by_line(void **state)
{
    static const struct sample samples[] = {
        {"format: 1\nsite: site\n", "format: 1\nsite: out\n", "format: 1\nhorizon: 9 days\nsite: site",
         "format: 1\nhorizon: 9 days\nsite: out\n", NULL},
        {"thank_you: {due: 1 day, late: 2 days}\n", "thank_you: {due: 2 days, late: 2 days}\n",
         "thank_you: {due: 1 day, late: 3 days}\n", "thank_you: {due: 2 days, late: 3 days}\n", NULL},
    };

    (void)state;
    assert_merges("infoview.yaml", SAMPLES(samples));
}

/* ------------------------------------------------ what is left apart */

static void test_what_cannot_be_read_is_left_apart(void **state)
{
    static const struct {
        const char *path, *base, *ours, *theirs, *message;
    } samples[] = {
        {"a.md", "---\na: 1\n---\n", "---\na: &x 2\n---\n", "---\na: 3\n---\n", "anchor"},
        {"a.md", "---\na: 1\n---\n", "---\na: 2\na: 2\n---\n", "---\na: 3\n---\n", "again"},
        {"a.md", "x\n", "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", "z\n", "conflict"},
        {"a.md", "---\na: 1\n---\n", "---\na: \"2\n---\n", "---\na: 3\n---\n", ""},
        {"a.md", "---\na: 1\n---\n", "---\na: 2\n", "---\na: 3\n---\n", "front matter"},
        {"a.md", "x\n", "x \xFF\n", "z\n", "UTF-8"},
        {"a.md", "---\n---\r\r\nx: 1\n---\n", "---\n---\r\r\nx: 2\n---\n", "---\n---\r\r\nx: 1\ny: 1\n---\n",
         "carriage return"},
        {"a.md", "\xEF\xBB\xBF\xEF\xBB\xBFx\n", "\xEF\xBB\xBF\xEF\xBB\xBFy\n", "z\n", "byte-order"},
        {"a.md", "x\n", "x\n\n```\nopen\n", "x\n\n~~~\nopen too\n", "put together"},
        {"infoview.yaml", "site: a\n", "site: b\n", "site: c\n", "setting"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct merge merge = merged(&arena, samples[i].path, samples[i].base, str_from(samples[i].ours),
                                    str_from(samples[i].theirs));

        if (!merge.problem.message.n || str_find(merge.problem.message, str_from(samples[i].message), 0) ==
                                            merge.problem.message.n + (*samples[i].message == 0))
            fail_msg("%zu: %.*s", i, STR_ARGS(merge.problem.message));
        assert_int_equal(merge.result.n, 0);
        assert_int_equal(merge.kept_count, 0);
        assert_string_equal(str_copy(&arena, merge.problem.path).p, samples[i].path);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_change_of_one_side_is_taken),
        cmocka_unit_test(test_a_field_taken_away_and_changed_stays),
        cmocka_unit_test(test_two_values_one_wins_and_the_other_is_kept),
        cmocka_unit_test(test_lists_are_sets),
        cmocka_unit_test(test_maps_go_by_their_keys),
        cmocka_unit_test(test_line_ends_and_marks_follow_who_changed_them),
        cmocka_unit_test(test_blocks_of_both_sides_stay),
        cmocka_unit_test(test_dated_lines_stand_in_their_order),
        cmocka_unit_test(test_a_settled_promise_wins_over_an_open_one),
        cmocka_unit_test(test_settings_are_merged_by_line),
        cmocka_unit_test(test_what_cannot_be_read_is_left_apart),
    };

    return unit_run(tests);
}
