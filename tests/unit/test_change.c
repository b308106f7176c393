#include "vault/change.h"

#include "vault/move.h"
#include "vault_fixture.h"

static const struct vault_file files[] = {
    CONTACT("ana", "Name: Ana Lima\ncompany: Northwind\nmobile: '1'\nhobby: tea\n", "# Ana\n"),
    CONTACT("bo", "name: Bo Chen\nreferred_by: ana\nemail: [bo@gridco.example]\n", ""),
    CONTACT("odd", "name: {first: A, last: B}\norg: [one, two]\n", ""),
    MEETING("2026-11-18-ana", "contact: [ana, bo]\ndate: 2026-11-18 15:00\nthanked: {ana: 2026-11-19}\n", ""),
    {NULL, NULL},
};

static struct change begin(struct fixture *fixture)
{
    fixture_load(fixture, files, NULL);
    return (struct change){.arena = &fixture->arena, .vault = &fixture->vault};
}

static const struct record *contact(const struct fixture *fixture, const char *id)
{
    return fixture_record(fixture, KIND_CONTACT, id);
}

static void assert_file(struct fixture *fixture, const char *path, const char *bytes)
{
    struct buf found = {0};
    struct err err = {0};

    if (!bytes) {
        assert_false(fs_exists(fixture->fd, path));
        return;
    }
    assert_int_equal(fs_read(fixture->fd, path, 1 << 20, &found, &err), 0);
    assert_str(buf_str(&found), bytes);
    buf_free(&found);
}

static void test_spelling_of_the_file_stays(void **state)
{
    struct fixture *fixture = *state;
    struct change change = begin(fixture);
    const struct record *ana = contact(fixture, "ana");
    struct err err = {0};

    assert_int_equal(change_set(&change, ana, KEY_NAME, STR("Ana L.")), 0);
    assert_int_equal(change_set(&change, ana, KEY_ORG, STR("Southwind")), 0);
    assert_int_equal(change_set(&change, ana, KEY_PHONE, STR("0123")), 0);
    assert_file(fixture, "contacts/ana.md",
                "---\nName: Ana Lima\ncompany: Northwind\nmobile: '1'\nhobby: tea\n---\n# Ana\n");
    assert_int_equal(change_write(&change, &err), 0);
    assert_file(fixture, "contacts/ana.md",
                "---\nName: Ana L.\ncompany: Southwind\nmobile: '0123'\nhobby: tea\n---\n# Ana\n");
}

/* A new key goes behind the last that comes before it in the schema, whatever else stands there. */
static void test_place_of_a_new_key(void **state)
{
    static const struct {
        enum key key;
        const char *value, *front;
    } samples[] = {
        {KEY_ROLE, "Planner", "Name: Ana Lima\ncompany: Northwind\nrole: Planner\nmobile: '1'\nhobby: tea\n"},
        {KEY_SNOOZE, "2026-12-01",
         "Name: Ana Lima\ncompany: Northwind\nmobile: '1'\nsnooze: 2026-12-01\nhobby: tea\n"},
        {KEY_ALIASES, "Annie",
         "Name: Ana Lima\naliases: Annie\ncompany: Northwind\nmobile: '1'\nhobby: tea\n"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(samples); i++) {
        struct change change = begin(fixture);

        assert_int_equal(
            change_set(&change, contact(fixture, "ana"), samples[i].key, str_from(samples[i].value)), 0);
        buf_printf(&fixture->out, "---\n%s---\n# Ana\n", samples[i].front);
        fixture_expect(fixture, str_copy(&fixture->arena, change.files.at[0].after).p, "a new key");
    }
}

static void test_values_that_the_schema_refuses(void **state)
{
    static const struct {
        enum key key;
        const char *value;
        enum rule rule;
    } samples[] = {
        {KEY_SNOOZE, "soon", RULE_DATE},
        {KEY_SNOOZE, "2026-02-30", RULE_DATE},
        {KEY_STATUS, "sleeping", RULE_UNKNOWN_VALUE},
        {KEY_KEEP_IN_TOUCH, "often", RULE_PERIOD},
        {KEY_REFERRED_BY, "nobody", RULE_DEAD_LINK},
        {KEY_EMAIL, "no address", RULE_EMAIL},
        {KEY_PRIVATE, "perhaps", RULE_TYPE},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(samples); i++) {
        struct change change = begin(fixture);

        assert_int_equal(
            change_set(&change, contact(fixture, "ana"), samples[i].key, str_from(samples[i].value)), -1);
        if (change.problem.rule != samples[i].rule && samples[i].key != KEY_PRIVATE)
            fail_msg("'%s': %s", samples[i].value, rule_id(change.problem.rule));
        assert_true(change.problem.message.n > 0);
        assert_int_equal(change.files.n, 0);
    }
}

static void test_an_empty_value_empties(void **state)
{
    struct fixture *fixture = *state;
    struct change change = begin(fixture);

    assert_int_equal(change_set(&change, contact(fixture, "ana"), KEY_ORG, STR("")), 0);
    assert_str(change.files.at[0].after,
               "---\nName: Ana Lima\ncompany:\nmobile: '1'\nhobby: tea\n---\n# Ana\n");
    assert_int_equal(change_set(&change, contact(fixture, "ana"), KEY_ROLE, STR("")), 0);
    assert_int_equal(change_set(&change, contact(fixture, "odd"), KEY_ORG, STR("")), -1);
}

static void test_lists_and_entries(void **state)
{
    struct fixture *fixture = *state;
    struct change change = begin(fixture);
    const struct record *bo = contact(fixture, "bo");
    const struct record *meeting = fixture_record(fixture, KIND_INTERVIEW, "2026-11-18-ana");

    assert_int_equal(change_append(&change, bo, KEY_EMAIL, STR("bo@workbench.example")), 0);
    assert_int_equal(change_append(&change, bo, KEY_TAGS, STR("data")), 0);
    assert_int_equal(change_drop(&change, bo, KEY_EMAIL, STR("bo@gridco.example")), 0);
    assert_str(change.files.at[0].after,
               "---\nname: Bo Chen\nreferred_by: ana\nemail: [bo@workbench.example]\n"
               "tags: [data]\n---\n");
    assert_int_equal(change_set_entry(&change, meeting, KEY_THANKED, STR("bo"), STR("2026-11-20")), 0);
    assert_str(change.files.at[1].after, "---\ncontact: [ana, bo]\ndate: 2026-11-18 15:00\n"
                                         "thanked: {ana: 2026-11-19, bo: 2026-11-20}\n---\n");
}

/* The file that cannot be written is the second: the first is put back. */
static void test_all_or_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct change change = begin(fixture);
    struct err err = {0};

    assert_int_equal(change_set(&change, contact(fixture, "ana"), KEY_ORG, STR("X")), 0);
    assert_int_equal(change_create(&change, STR("contacts/new/cy.md"), STR("---\nname: Cy\n---\n")), 0);
    assert_int_equal(change_set(&change, contact(fixture, "bo"), KEY_ORG, STR("Y")), 0);
    fixture_write(fixture, "contacts/bo.md", STR("---\nname: Bo of the editor\n---\n"));
    assert_int_equal(change_write(&change, &err), -1);
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_file(fixture, "contacts/ana.md", files[0].text);
    assert_file(fixture, "contacts/new/cy.md", NULL);
    assert_file(fixture, "contacts/bo.md", "---\nname: Bo of the editor\n---\n");
}

static void test_files_come_and_go(void **state)
{
    struct fixture *fixture = *state;
    struct change change = begin(fixture);
    struct err err = {0};

    assert_int_equal(change_create(&change, STR("contacts/bo.md"), STR("x")), -1);
    assert_int_equal(change.problem.rule, RULE_DUPLICATE_ID);
    assert_int_equal(change_relocate(&change, STR("contacts/ana.md"), STR("contacts/x/ana-lima.md")), 0);
    assert_int_equal(change_set(&change, contact(fixture, "ana"), KEY_ORG, STR("X")), -1);
    assert_int_equal(change_remove(&change, STR("contacts/odd.md")), 0);
    assert_int_equal(change_remove(&change, STR("contacts/none.md")), -1);
    assert_int_equal(change_write(&change, &err), 0);
    assert_file(fixture, "contacts/ana.md", NULL);
    assert_file(fixture, "contacts/odd.md", NULL);
    assert_file(fixture, "contacts/x/ana-lima.md", files[0].text);
}

static void test_move(void **state)
{
    static const struct {
        struct stamp when;
        const char *date, *path;
    } samples[] = {
        {{.day = 0}, "2026-11-20 15:00", "interviews/2026-11-20-ana.md"},
        {{.has_time = true, .minute = 9 * 60}, "2026-11-20 09:00", "interviews/2026-11-20-ana.md"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(samples); i++) {
        struct change change = begin(fixture);
        const struct record *meeting = fixture_record(fixture, KIND_INTERVIEW, "2026-11-18-ana");
        struct stamp when = samples[i].when;

        when.day = day_of("2026-11-20");
        assert_int_equal(change_move(&change, meeting, &when), 0);
        assert_int_equal(change.files.n, 2);
        assert_true(change.files.at[0].is_gone);
        assert_str(change.files.at[1].path, samples[i].path);
        assert_true(str_find(change.files.at[1].after, str_from(samples[i].date), 0) <
                    change.files.at[1].after.n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spelling_of_the_file_stays),
        cmocka_unit_test(test_place_of_a_new_key),
        cmocka_unit_test(test_values_that_the_schema_refuses),
        cmocka_unit_test(test_an_empty_value_empties),
        cmocka_unit_test(test_lists_and_entries),
        cmocka_unit_test(test_all_or_nothing),
        cmocka_unit_test(test_files_come_and_go),
        cmocka_unit_test(test_move),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
