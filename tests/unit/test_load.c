/*
 * From files to records: which file is which record, what is passed over, what becomes a visible row,
 * and that threads change nothing.
 */
#include "vault_fixture.h"

#include "base/limits.h"

/* The records of all kinds, one a line: "KIND ID PATH 'NAME'"; then the rows, then the findings. */
static void show_vault(struct buf *out, const struct vault *vault)
{
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        for (uint32_t i = 0; i < vault->records[kind].n; i++) {
            const struct record *record = &vault->records[kind].at[i];

            assert_int_equal(record->kind, kind);
            assert_false(record->is_unreadable);
            assert_ptr_equal(vault_find(vault, (enum kind)kind, record->id), record);
            buf_printf(out, "%s %.*s %.*s '%.*s'%s\n", kind_name((enum kind)kind), STR_ARGS(record->id),
                       STR_ARGS(record->path), STR_ARGS(record->name), record->body_unread ? " no body" : "");
        }
    buf_puts(out, "--\n");
    fixture_show_diags(out, &vault->unreadable);
    buf_puts(out, "--\n");
    fixture_show_diags(out, &vault->findings);
}

struct test_case {
    struct vault_file files[7];
    const char *expected;
};

#define NAMED(path, name)                  \
    {                                      \
        path, "---\nname: " name "\n---\n" \
    }
#define UNREADABLE(path)    \
    {                       \
        path, "no fences\n" \
    }

static void check_all(struct fixture *fixture, const struct test_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fixture_load(fixture, cases[i].files, NULL);
        show_vault(&fixture->out, &fixture->vault);
        fixture_expect(fixture, cases[i].expected, cases[i].files[0].path);
    }
}

static void files_are_records_by_their_folder(void **state)
{
    static const struct test_case cases[] = {
        {{NAMED("contacts/a.md", "A"), NAMED("opportunities/a.md", "O"), NAMED("skills/a.md", "S"),
          NAMED("targets/a.md", "T"), MEETING("a", "contact: a\ndate: 2026-11-18\n", "")},
         "contact a contacts/a.md 'A'\ninterview a interviews/a.md ''\nopportunity a opportunities/a.md 'O'\n"
         "skill a skills/a.md 'S'\ntarget a targets/a.md 'T'\n--\n--\n"},
        {{NAMED("contacts/b.md", "B"), NAMED("contacts/x/a.md", "A"), NAMED("contacts/x/y/c.md", "C")},
         "contact b contacts/b.md 'B'\ncontact a contacts/x/a.md 'A'\ncontact c contacts/x/y/c.md "
         "'C'\n--\n--\n"},
        /* by the bytes of the path: `-` and `.` come before `/` */
        {{NAMED("contacts/a/d.md", "1"), NAMED("contacts/a-c.md", "2"), NAMED("contacts/a.md", "3"),
          NAMED("contacts/B.md", "4")},
         "contact B contacts/B.md '4'\ncontact a-c contacts/a-c.md '2'\ncontact a contacts/a.md '3'\ncontact "
         "d "
         "contacts/a/d.md '1'\n--\n--\n"},
        /* what is nobody's */
        {{NAMED("a.md", "A"), NAMED("notes/a.md", "A"), NAMED("contacts.md", "A"),
          NAMED("contactsx/a.md", "A"), NAMED("contacts/a.txt", "A"), NAMED("contacts/a.MD", "A")},
         "--\n--\n"},
        {{{"contacts/.keep", ""}}, "--\n--\n"},
    };

    check_all(*state, cases, COUNT(cases));
}

static void dots_underscores_and_sync_copies_are_passed_over(void **state)
{
    static const struct test_case cases[] = {
        {{NAMED("contacts/.a.md", "A"), NAMED("contacts/_a.md", "A"), NAMED("contacts/.x/a.md", "A"),
          NAMED("contacts/_x/a.md", "A"), NAMED("contacts/x/_y/a.md", "A"), NAMED("contacts/a_b.md", "B")},
         "contact a_b contacts/a_b.md 'B'\n--\n--\n"},
        {{NAMED("contacts/a.md", "A"), NAMED("contacts/a.sync-conflict-20261118-1.md", "A"),
          NAMED("contacts/a.conflict-1.md", "A"), NAMED("contacts/a (conflicted copy 1).md", "A"),
          NAMED("contacts/a (Ana's conflicted copy 2026-11-18).md", "A"),
          NAMED("contacts/a (Conflicted Copy).md", "A")},
         "contact a contacts/a.md 'A'\n--\n--\nsync-copy contacts/a (Ana's conflicted copy "
         "2026-11-18).md:1:1\n"
         "sync-copy contacts/a (Conflicted Copy).md:1:1\nsync-copy contacts/a (conflicted copy 1).md:1:1\n"
         "sync-copy contacts/a.conflict-1.md:1:1\nsync-copy contacts/a.sync-conflict-20261118-1.md:1:1\n"},
        {{NAMED("contacts/conflict.md", "A"), NAMED("contacts/a (copy).md", "B")},
         "contact a (copy) contacts/a (copy).md 'B'\ncontact conflict contacts/conflict.md 'A'\n--\n--\n"},
    };

    check_all(*state, cases, COUNT(cases));
}

static void bad_ids_are_rows(void **state)
{
    static const struct test_case cases[] = {
        {{NAMED("contacts/-a.md", "A"), NAMED("contacts/.md", "A"), NAMED("contacts/a-.md", "B")},
         "contact a- contacts/a-.md 'B'\n--\nbad-id contacts/-a.md:1:1\n--\n"},
        {{NAMED("contacts/a\\b.md", "A"), NAMED("contacts/a:b.md", "A"), NAMED("contacts/a*b.md", "A"),
          NAMED("contacts/a?b.md", "A"), NAMED("contacts/a\"b.md", "A"), NAMED("contacts/a<b.md", "A")},
         "--\nbad-id contacts/a\"b.md:1:1\nbad-id contacts/a*b.md:1:1\nbad-id contacts/a:b.md:1:1\nbad-id "
         "contacts/a<b.md:1:1\nbad-id contacts/a?b.md:1:1\nbad-id contacts/a\\b.md:1:1\n--\n"},
        {{NAMED("contacts/a>b.md", "A"), NAMED("contacts/a|b.md", "A"), NAMED("contacts/a#b.md", "A"),
          NAMED("contacts/a^b.md", "A"), NAMED("contacts/a[b.md", "A"), NAMED("contacts/a]b.md", "A")},
         "--\nbad-id contacts/a#b.md:1:1\nbad-id contacts/a>b.md:1:1\nbad-id contacts/a[b.md:1:1\nbad-id "
         "contacts/a]b.md:1:1\nbad-id contacts/a^b.md:1:1\nbad-id contacts/a|b.md:1:1\n--\n"},
        {{NAMED("contacts/a\001b.md", "A"), NAMED("contacts/a\177b.md", "A"),
          NAMED("contacts/a\302\205b.md", "A"), NAMED("contacts/a\377b.md", "A"),
          NAMED("contacts/a'b, c.d (e).md", "B")},
         "contact a'b, c.d (e) contacts/a'b, c.d (e).md 'B'\n--\nbad-id contacts/a\001b.md:1:1\nbad-id "
         "contacts/a\177b.md:1:1\nbad-id contacts/a\302\205b.md:1:1\nbad-id contacts/a\377b.md:1:1\n--\n"},
    };

    check_all(*state, cases, COUNT(cases));
}

#define NFC_E "\303\251"  /* é, one character */
#define NFD_E "e\314\201" /* é, with a combining accent */

static void stems_are_unique_within_a_kind(void **state)
{
    static const struct test_case cases[] = {
        {{NAMED("contacts/x/ana.md", "1"), NAMED("contacts/ana.md", "2"), NAMED("contacts/y/ana.md", "3")},
         "contact ana contacts/ana.md '2'\n--\nduplicate-id contacts/x/ana.md:1:1\nduplicate-id "
         "contacts/y/ana.md:1:1\n--\n"},
        {{NAMED("contacts/Ana.md", "1"), NAMED("contacts/ana.md", "2"), NAMED("contacts/ANA.md", "3")},
         "contact ANA contacts/ANA.md '3'\n--\nduplicate-id contacts/Ana.md:1:1\nduplicate-id "
         "contacts/ana.md:1:1\n--\n"},
        {{NAMED("contacts/ren" NFD_E ".md", "1"), NAMED("contacts/ren" NFC_E ".md", "2")},
         "contact ren" NFC_E " contacts/ren" NFD_E ".md '1'\n--\nduplicate-id contacts/ren" NFC_E
         ".md:1:1\n--\n"},
        {{NAMED("contacts/stra\303\237e.md", "1"), NAMED("contacts/STRASSE.md", "2")},
         "contact STRASSE contacts/STRASSE.md '2'\n--\nduplicate-id contacts/stra\303\237e.md:1:1\n--\n"},
        /* one that cannot be read takes its stem too */
        {{UNREADABLE("contacts/ana.md"), NAMED("contacts/x/ana.md", "1")},
         "--\nfront-matter contacts/ana.md:1:1\nduplicate-id contacts/x/ana.md:1:1\n--\n"},
        {{NAMED("contacts/ana.md", "1"), NAMED("skills/ana.md", "2")},
         "contact ana contacts/ana.md '1'\nskill ana skills/ana.md '2'\n--\n--\n"},
        {{NAMED("contacts/ana.md", "1"), NAMED("contacts/ana.conflict-1.md", "2")},
         "contact ana contacts/ana.md '1'\n--\n--\nsync-copy contacts/ana.conflict-1.md:1:1\n"},
    };
    struct fixture *fixture = *state;
    static const struct vault_file accent[] = {NAMED("contacts/ren" NFD_E ".md", "R"), {NULL, NULL}};

    check_all(fixture, cases, COUNT(cases));
    fixture_load(fixture, accent, NULL);
    assert_non_null(vault_find(&fixture->vault, KIND_CONTACT, STR("REN" NFC_E)));
    assert_non_null(vault_find(&fixture->vault, KIND_CONTACT, STR("ren" NFD_E)));
    assert_null(vault_find(&fixture->vault, KIND_CONTACT, STR("rene")));
    assert_null(vault_find(&fixture->vault, KIND_SKILL, STR("ren" NFC_E)));
}

static void folders_may_be_renamed_nested_and_shared(void **state)
{
    static const struct test_case cases[] = {
        {{SETTINGS("folders: {contacts: people/}\n"), NAMED("people/a.md", "A"), NAMED("contacts/b.md", "B")},
         "contact a people/a.md 'A'\n--\n--\n"},
        {{SETTINGS("folders: {contacts: Meine Leute/alle}\n"), NAMED("Meine Leute/alle/x/a.md", "A"),
          NAMED("Meine Leute/b.md", "B")},
         "contact a Meine Leute/alle/x/a.md 'A'\n--\n--\n"},
        /* one below another: a file belongs to the innermost */
        {{SETTINGS("folders: {contacts: all, skills: all/skills}\n"), NAMED("all/a.md", "A"),
          NAMED("all/x/b.md", "B"), NAMED("all/skills/s.md", "S"), NAMED("all/skills/x/t.md", "T"),
          NAMED("all/skillset/u.md", "U")},
         "contact a all/a.md 'A'\ncontact u all/skillset/u.md 'U'\ncontact b all/x/b.md 'B'\nskill s "
         "all/skills/s.md "
         "'S'\nskill t all/skills/x/t.md 'T'\n--\n--\n"},
        {{SETTINGS("folders: {skills: all, contacts: all/people}\n"), NAMED("all/a.md", "A"),
          NAMED("all/people/b.md", "B")},
         "contact b all/people/b.md 'B'\nskill a all/a.md 'A'\n--\n--\n"},
        /* the same one: the first kind has it */
        {{SETTINGS("folders: {contacts: all, skills: all}\n"), NAMED("all/a.md", "A")},
         "contact a all/a.md 'A'\n--\n--\n"},
        {{SETTINGS("folders: {targets: contacts}\n"), NAMED("contacts/a.md", "A"),
          NAMED("targets/b.md", "B")},
         "contact a contacts/a.md 'A'\n--\n--\n"},
        /* none that leads out of the vault */
        {{SETTINGS("folders: {contacts: ../x}\n"), NAMED("contacts/a.md", "A")},
         "contact a contacts/a.md 'A'\n--\n--\ntype infoview.yaml:1:21\n"},
    };

    check_all(*state, cases, COUNT(cases));
}

static void files_that_cannot_be_read_are_rows(void **state)
{
    static const struct test_case cases[] = {
        {{NAMED("contacts/a.md", "A"),
          UNREADABLE("contacts/b.md"),
          NAMED("contacts/c.md", "C"),
          {"contacts/d.md", ""},
          {"contacts/e.md", "---\nname: [\n---\n"},
          {"plan.md", "no fences\n"}},
         "contact a contacts/a.md 'A'\ncontact c contacts/c.md 'C'\n--\nfront-matter contacts/b.md:1:1\n"
         "front-matter contacts/d.md:1:1\nyaml contacts/e.md:2:7\nfront-matter plan.md:1:1\n--\n"},
        {{NAMED("contacts/b.md", "B"),
          {"contacts/c.md", "---\nname:\nadded: soon\n---\n"},
          MEETING("m", "contact: [b, zoe]\ndate: 2026-11-18\n", "")},
         "contact b contacts/b.md 'B'\ncontact c contacts/c.md 'c'\ninterview m interviews/m.md ''\n--\n--\n"
         "required contacts/c.md:1:1\ndate contacts/c.md:3:8\n"},
    };
    struct fixture *fixture = *state;
    const struct record *record;

    check_all(fixture, cases, COUNT(cases));
    fixture_load(fixture, cases[0].files, NULL);
    assert_null(fixture->vault.plan);
    record = vault_find(&fixture->vault, KIND_CONTACT, STR("B"));
    assert_true(record && record->is_unreadable);
    assert_str(record->id, "b");
    assert_str(record->name, "b");
    assert_int_equal(record->value_count, 0);
    for (uint32_t i = 0; i < fixture->vault.unreadable.n; i++)
        assert_true(fixture->vault.unreadable.at[i].hint.n > 0);
}

static void what_the_system_refuses_is_a_row(void **state)
{
    static const struct vault_file files[] = {
        NAMED("contacts/a.md", "A"), NAMED("contacts/b.md", "B"), {NULL, NULL}};
    struct fixture *fixture = *state;
    struct buf large = {0};

    fixture_load(fixture, files, NULL);
    if (geteuid() != 0) { /* nothing is refused to root */
        assert_int_equal(fchmodat(fixture->fd, "contacts/b.md", 0, 0), 0);
        fixture_open(fixture);
        show_vault(&fixture->out, &fixture->vault);
        fixture_expect(fixture, "contact a contacts/a.md 'A'\n--\nunreadable contacts/b.md:1:1\n--\n",
                       "mode 0");
    }
    buf_puts(&large, "---\nname: B\n---\n");
    buf_repeat(&large, 'x', LIMIT_FILE);
    unlinkat(fixture->fd, "contacts/b.md", 0);
    fixture_write(fixture, "contacts/b.md", buf_str(&large));
    buf_free(&large);
    fixture_open(fixture);
    show_vault(&fixture->out, &fixture->vault);
    fixture_expect(fixture, "contact a contacts/a.md 'A'\n--\nsize contacts/b.md:1:1\n--\n",
                   "over the limit");
}

static void an_oversized_body_is_a_row_and_a_record(void **state)
{
    static const struct vault_file files[] = {NAMED("contacts/a.md", "A"), {NULL, NULL}};
    struct fixture *fixture = *state;
    struct buf large = {0};

    fixture_load(fixture, files, NULL);
    buf_puts(&large, "---\nname: B\nadded: 2026-11-18\n---\n- [ ] a promise\n");
    buf_repeat(&large, '[', LIMIT_BODY_BRACKETS + 1);
    fixture_write(fixture, "contacts/b.md", buf_str(&large));
    buf_free(&large);
    fixture_open(fixture);
    show_vault(&fixture->out, &fixture->vault);
    fixture_expect(fixture,
                   "contact a contacts/a.md 'A'\ncontact b contacts/b.md 'B' no body\n--\nsize "
                   "contacts/b.md:6:4000\n--\n",
                   "brackets");
    assert_int_equal(record_day(fixture_record(fixture, KIND_CONTACT, "b"), KEY_ADDED), day_of("2026-11-18"));
    assert_int_equal(fixture_record(fixture, KIND_CONTACT, "b")->md.tasks.n, 0);
}

static void links_and_special_files_are_not_followed(void **state)
{
    static const struct vault_file files[] = {
        NAMED("contacts/a.md", "A"), NAMED("other/b.md", "B"), {NULL, NULL}};
    struct fixture *fixture = *state;

    fixture_load(fixture, files, NULL);
    assert_int_equal(symlinkat("../other/b.md", fixture->fd, "contacts/b.md"), 0);
    assert_int_equal(symlinkat("../other", fixture->fd, "contacts/more"), 0);
    assert_int_equal(symlinkat("other", fixture->fd, "skills"), 0);
    assert_int_equal(symlinkat("other/b.md", fixture->fd, "plan.md"), 0);
    assert_int_equal(mkfifoat(fixture->fd, "contacts/c.md", 0666), 0);
    assert_int_equal(mkdirat(fixture->fd, "contacts/d.md", 0777), 0);
    fixture_open(fixture);
    assert_null(fixture->vault.plan);
    for (uint32_t i = 0; i < fixture->vault.records[KIND_CONTACT].n; i++)
        assert_str(fixture->vault.records[KIND_CONTACT].at[i].path, "contacts/a.md");
    assert_int_equal(fixture->vault.records[KIND_CONTACT].n, 1);
    assert_int_equal(fixture->vault.records[KIND_SKILL].n, 0);
    fixture_show_diags(&fixture->out, &fixture->vault.unreadable);
    fixture_expect(fixture, "unreadable plan.md:1:1\nunreadable skills:1:1\n", "rows");
}

/* Folders nested too deeply are not entered, and are a row. */
static void folders_have_a_depth(void **state)
{
    struct fixture *fixture = *state;
    struct buf path = {0}, out = {0};

    fixture_load(fixture, NULL, NULL);
    buf_puts(&path, "contacts/");
    for (int depth = 1; depth < LIMIT_FOLDER_DEPTH; depth++)
        buf_puts(&path, "a/");
    buf_put(&out, buf_str(&path));
    buf_puts(&path, "x.md");
    buf_putc(&path, '\0');
    buf_puts(&out, "b/y.md");
    buf_putc(&out, '\0');
    fixture_write(fixture, path.p, STR("---\nname: X\n---\n"));
    fixture_write(fixture, out.p, STR("---\nname: Y\n---\n"));
    buf_free(&path);
    buf_free(&out);
    fixture_open(fixture);
    assert_non_null(vault_find(&fixture->vault, KIND_CONTACT, STR("x")));
    assert_null(vault_find(&fixture->vault, KIND_CONTACT, STR("y")));
    assert_int_equal(fixture->vault.unreadable.n, 1);
}

static void the_plan_is_read(void **state)
{
    static const struct vault_file files[] = {{"plan.md", "---\nreviewed: 2026-11-18\nreviwed: x\n---\n"},
                                              {NULL, NULL}};
    static const struct vault_file none[] = {{NULL, NULL}};
    struct fixture *fixture = *state;

    fixture_load(fixture, files, NULL);
    assert_non_null(fixture->vault.plan);
    assert_str(fixture->vault.plan->path, "plan.md");
    assert_int_equal(record_day(fixture->vault.plan, KEY_REVIEWED), day_of("2026-11-18"));
    fixture_show_diags(&fixture->out, &fixture->vault.findings);
    fixture_expect(fixture, "unknown-key plan.md:3:1\n", "the plan's findings");
    fixture_load(fixture, none, NULL);
    assert_null(fixture->vault.plan);
    assert_int_equal(fixture->vault.unreadable.n + fixture->vault.findings.n, 0);
}

static void threads_change_nothing(void **state)
{
    enum { PEOPLE = 300 };
    static const unsigned threads[] = {0, 1, 2, 8, 100};
    struct fixture *fixture = *state;
    struct buf first = {0};

    fixture_load(fixture, NULL, NULL);
    for (int i = 0; i < PEOPLE; i++) {
        struct buf path = {0}, text = {0};

        buf_printf(&path, "%s/%03d.md", i % 3 ? "contacts" : "interviews", i);
        buf_putc(&path, '\0');
        if (i % 17 == 5)
            buf_puts(&text, "no fences\n");
        else if (i % 3)
            buf_printf(&text, "---\nname: Person %d\nadded: %s\nreferred_by: \"%03d\"\n---\n- [ ] task %d\n",
                       i % 7, i % 11 ? "2026-11-18" : "soon", i + 1, i);
        else
            buf_printf(&text, "---\ncontact: \"%03d\"\ndate: 2026-11-18\nnmae: x\n---\n", i + 1);
        fixture_write(fixture, path.p, buf_str(&text));
        buf_free(&path);
        buf_free(&text);
    }
    for (size_t i = 0; i < COUNT(threads); i++) {
        fixture->options.threads = threads[i];
        fixture_open(fixture);
        assert_true(fixture->vault.unreadable.n > 10 && fixture->vault.findings.n > 10);
        show_vault(&fixture->out, &fixture->vault);
        if (!first.n)
            buf_put(&first, buf_str(&fixture->out));
        assert_true(str_equal(buf_str(&first), buf_str(&fixture->out)));
        buf_reset(&fixture->out);
    }
    fixture->options.threads = 1;
    buf_free(&first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_records_by_their_folder),
        cmocka_unit_test(dots_underscores_and_sync_copies_are_passed_over),
        cmocka_unit_test(bad_ids_are_rows),
        cmocka_unit_test(stems_are_unique_within_a_kind),
        cmocka_unit_test(folders_may_be_renamed_nested_and_shared),
        cmocka_unit_test(files_that_cannot_be_read_are_rows),
        cmocka_unit_test(what_the_system_refuses_is_a_row),
        cmocka_unit_test(an_oversized_body_is_a_row_and_a_record),
        cmocka_unit_test(links_and_special_files_are_not_followed),
        cmocka_unit_test(folders_have_a_depth),
        cmocka_unit_test(the_plan_is_read),
        cmocka_unit_test(threads_change_nothing),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}
