/* Lists as a whole: vault/view, row, column, filter and record_json on a small vault written by the test. */
#include "vault/filter.h"

#include <ftw.h>
#include <unistd.h>

#include "base/utf8.h"
#include "unit.h"
#include "vault/record_json.h"

/* 2026-11-21 */
static int32_t today(void)
{
    return date_of(2026, 11, 21);
}

struct box {
    char *path;
    struct arena arena;
    struct vault vault;
    struct view view;
};

static void put_file(int folder, const char *name, const char *text)
{
    struct err err = {0};
    bool made = false;

    if (fs_create(folder, name, str_from(text), &made, &err) || !made)
        fail_msg("%s: %s", name, err.message);
}

static void put_vault(int folder)
{
    put_file(folder, "infoview.yaml", "goal: none\n");
    put_file(folder, "contacts/ana.md",
             "---\nname: Ána Lima\naliases: [Anita]\norg: Grid-Co\ntags: [heat, data]\nreferred_by: bo\n"
             "target: [lead]\nadded: 2026-11-01\nminutes: 3\n---\n"
             "## Log\n\n- 2026-11-10 email out: hello\n\n- [ ] Send it due:2026-11-23\n- [x] Sent "
             "done:2026-11-12\n");
    put_file(folder, "contacts/bo.md",
             "---\nname: bo\norg: Zeta\nkeep_in_touch: 2 weeks\nreferred_by: [ana, bo, bo]\n---\n"
             "## Log\n\n- 2026-11-11 call in\n");
    put_file(folder, "contacts/cy.md",
             "---\nname: Cy\nreferred_by: [Nobody Known, ana]\nstatus: paused\n---\n");
    put_file(folder, "contacts/unreadable.md", "---\nname: [\n---\n");
    put_file(folder, "interviews/2026-11-18-ana.md",
             "---\ncontact: [ana, cy]\ndate: 2026-11-18T15:00\nstatus: done\nminutes: 9\nthanked: {ana: "
             "2026-11-19}\n---\n"
             "- [ ] @waiting [[cy]] writes\n");
    put_file(folder, "interviews/2026-11-20-bo.md", "---\ncontact: bo\ndate: 2026-11-20\nminutes: 30\n---\n");
    put_file(folder, "targets/lead.md", "---\nname: Programme lead\nby: 2027-01-31\n---\n");
}

static int set_up(void **state)
{
    struct box *box = calloc(1, sizeof *box);
    const char *above = getenv("TMPDIR");
    struct vault_options options = {.want = {.contact_body = MD_WANT_TASKS | MD_WANT_LOG,
                                             .interview_body = MD_WANT_TASKS | MD_WANT_QUESTIONS}};
    struct buf path = {0};
    struct err err = {0};
    int folder;

    assert_non_null(box);
    buf_printf(&path, "%s/infoview-test-filter-XXXXXX", above ? above : "/tmp");
    buf_putc(&path, '\0');
    box->path = mkdtemp(path.p);
    assert_non_null(box->path);
    folder = fs_open_folder(box->path, &err);
    put_vault(folder);
    close(folder);
    if (vault_open(&box->vault, box->path, &options, &err))
        fail_msg("%s", err.message);
    view_init(&box->view, &box->vault, today(), &box->arena);
    *state = box;
    return 0;
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *ftw)
{
    (void)found;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static int tear_down(void **state)
{
    struct box *box = *state;

    vault_close(&box->vault);
    nftw(box->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(box->path);
    arena_free(&box->arena);
    free(box);
    return 0;
}

static const struct record *find(const struct box *box, const char *id)
{
    const struct record *record = vault_find(&box->vault, KIND_CONTACT, str_from(id));

    assert_non_null(record);
    return record;
}

/* A cell of the line with that id, or of the only promise with those words. */
static struct cell cell_of(struct box *box, enum list_kind list, const char *id, const char *name)
{
    struct rows rows = rows_of(&box->view, list, true);
    struct column column;

    if (!column_find(list, str_from(name), &column))
        fail_msg("no column %s", name);
    for (uint32_t i = 0; i < rows.n; i++)
        if (str_equal(rows.at[i].task ? rows.at[i].task->text : rows.at[i].record->id, str_from(id)))
            return column_cell(&column, &box->view, &rows.at[i]);
    fail_msg("no line %s", id);
    return (struct cell){0};
}

static void test_the_view(void **state)
{
    struct box *box = *state;
    const struct record *ana = find(box, "ana"), *bo = find(box, "bo"), *cy = find(box, "cy");
    struct record_list list = view_referred(&box->view, ana);

    assert_int_equal(list.n, 2);
    assert_ptr_equal(list.at[0], bo);
    assert_ptr_equal(list.at[1], cy);
    list = view_referred(&box->view, bo); /* ana, and itself once */
    assert_int_equal(list.n, 2);
    assert_int_equal(view_referred(&box->view, cy).n, 0);
    assert_int_equal(view_referred(&box->view, NULL).n, 0);
    assert_int_equal(view_referred(&box->view, find(box, "unreadable")).n, 0);

    list = view_chain(&box->view, ana); /* ana <- bo <- ana …: ends before itself */
    assert_int_equal(list.n, 1);
    assert_ptr_equal(list.at[0], bo);
    assert_int_equal(view_chain(&box->view, cy).n, 0);

    assert_int_equal(view_next_touch(&box->view, ana), date_of(2027, 2, 19)); /* thanked on the 19th */
    assert_int_equal(view_next_touch(&box->view, cy), 0);
    assert_int_equal(view_next_touch(&box->view, find(box, "unreadable")), 0);
}

static void test_promises(void **state)
{
    struct box *box = *state;
    struct rows open = rows_of(&box->view, LIST_PROMISES, false),
                all = rows_of(&box->view, LIST_PROMISES, true);

    assert_int_equal(open.n, 2);
    assert_int_equal(all.n, 3);
    assert_non_null(open.at[0].item);
    assert_int_equal(open.at[0].item->due, date_of(2026, 11, 23));
    assert_ptr_equal(open.at[1].person, find(box, "cy")); /* linked in its words */
    assert_null(all.at[1].item);
}

static void test_cells(void **state)
{
    static const struct {
        enum list_kind list;
        const char *id, *column, *text;
    } rows[] = {
        {LIST_CONTACTS, "ana", "id", "ana"},
        {LIST_CONTACTS, "ana", "Path", "contacts/ana.md"},
        {LIST_CONTACTS, "ana", "name", "Ána Lima"},
        {LIST_CONTACTS, "ana", "company", "Grid-Co"},
        {LIST_CONTACTS, "ana", "tags", "heat; data"},
        {LIST_CONTACTS, "ana", "stage", "thanked"},
        {LIST_CONTACTS, "ana", "status", "active"},
        {LIST_CONTACTS, "cy", "stage", "paused"},
        {LIST_CONTACTS, "ana", "last", "2026-11-19"},
        {LIST_CONTACTS, "ana", "last-touch", "2026-11-19"},
        {LIST_CONTACTS, "ana", "Next Touch", "2027-02-19"},
        {LIST_CONTACTS, "cy", "next", ""},
        {LIST_CONTACTS, "ana", "referred", "bo; cy"},
        {LIST_CONTACTS, "bo", "referred_by", "ana; bo; bo"},
        {LIST_CONTACTS, "cy", "referred_by", "Nobody Known; ana"},
        {LIST_CONTACTS, "bo", "keep_in_touch", "14 days"},
        {LIST_CONTACTS, "ana", "interviews", "1"},
        {LIST_CONTACTS, "ana", "private", ""},
        {LIST_INTERVIEWS, "2026-11-18-ana", "date", "2026-11-18T15:00"},
        {LIST_INTERVIEWS, "2026-11-18-ana", "time", "15:00"},
        {LIST_INTERVIEWS, "2026-11-18-ana", "who", "Ána Lima, Cy"},
        {LIST_INTERVIEWS, "2026-11-18-ana", "org", "Grid-Co"}, /* the person's, where its own is missing */
        {LIST_INTERVIEWS, "2026-11-18-ana", "thanked", "ana 2026-11-19"},
        {LIST_INTERVIEWS, "2026-11-18-ana", "status", "done"},
        {LIST_INTERVIEWS, "2026-11-20-bo", "status", "unconfirmed"},
        {LIST_INTERVIEWS, "2026-11-20-bo", "questions", "0"},
        {LIST_PROMISES, "Send it", "due", "2026-11-23"},
        {LIST_PROMISES, "Send it", "whose", "mine"},
        {LIST_PROMISES, "Send it", "state", "open"},
        {LIST_PROMISES, "Send it", "org", "Grid-Co"},
        {LIST_PROMISES, "Send it", "file", "contacts/ana.md:15"},
        {LIST_PROMISES, "Sent", "state", "done"},
        {LIST_PROMISES, "Sent", "done", "2026-11-12"},
        {LIST_PROMISES, "Sent", "id", ""},
        {LIST_PROMISES, "cy writes", "owner", "theirs"},
        {LIST_PROMISES, "cy writes", "due", "2026-11-25"},
        {LIST_TARGETS, "lead", "by", "2027-01-31"},
        {LIST_TARGETS, "lead", "org", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cell cell = cell_of(*state, rows[i].list, rows[i].id, rows[i].column);

        if (!str_equal(cell.text, str_from(rows[i].text)))
            fail_msg("%s %s: '%.*s'", rows[i].id, rows[i].column, STR_ARGS(cell.text));
    }
}

static void test_columns_by_name(void **state)
{
    struct box *box = *state;
    struct column column;

    assert_false(column_find(LIST_CONTACTS, STR("first_name"), &column));
    assert_false(column_find(LIST_CONTACTS, STR("who"), &column));
    assert_false(column_find(LIST_CONTACTS, STR(""), &column));
    assert_false(column_find(LIST_INTERVIEWS, STR("name"), &column));
    assert_true(column_find(LIST_INTERVIEWS, STR("people"), &column));
    assert_string_equal(column.name, "contact");
    assert_string_equal(column_near(LIST_CONTACTS, STR("stag")), "stage");
    assert_string_equal(column_near(LIST_CONTACTS, STR("orgg")), "org");
    assert_string_equal(column_near(LIST_PROMISES, STR("whos")), "who");
    assert_null(column_near(LIST_CONTACTS, STR("nothing-like-it")));
    for (int list = 0; list < LIST_COUNT; list++) {
        struct columns all = column_all((enum list_kind)list, &box->arena);

        assert_true(all.n > 5);
        for (uint32_t i = 0; i < all.n; i++) {
            assert_true(column_find((enum list_kind)list, str_from(all.at[i].name), &column));
            assert_string_equal(column.name, all.at[i].name);
            for (uint32_t k = 0; k < i; k++)
                assert_string_not_equal(all.at[i].name, all.at[k].name);
        }
    }
}

static void test_lists_by_name(void **state)
{
    enum list_kind list;

    (void)state;
    assert_true(list_find(STR("Promises"), &list) && list == LIST_PROMISES);
    assert_true(list_find(STR("opportunity"), &list) && list == LIST_OPPORTUNITIES);
    assert_false(list_find(STR("plan"), &list));
    assert_false(list_find(STR(""), &list));
}

/* The ids (of promises: the words) that one filter leaves, sorted by `sort`, with blanks between. */
static struct str left(struct box *box, enum list_kind list, const struct filter *filter, const char *sort)
{
    struct rows rows = rows_of(&box->view, list, true);
    struct filters filters = {0};
    struct column column;
    struct buf text = {0};
    struct str ids;

    *vec_add(&filters, &box->arena) = *filter;
    filter_rows(&box->view, list, &filters, &rows);
    assert_true(column_find(list, str_from(sort + (sort[0] == '-')), &column));
    filter_sort(&box->view, &column, sort[0] == '-', &rows);
    for (uint32_t i = 0; i < rows.n; i++)
        buf_printf(&text, "%s%.*s", i ? " " : "",
                   STR_ARGS(rows.at[i].task ? rows.at[i].task->text : rows.at[i].record->id));
    ids = str_copy(&box->arena, buf_str(&text));
    buf_free(&text);
    return ids;
}

static void test_filters(void **state)
{
    static const struct {
        enum list_kind list;
        enum filter_how how;
        const char *field, *term, *ids;
    } rows[] = {
        {LIST_CONTACTS, FILTER_PART, "org", "grid CO", "ana"},
        {LIST_CONTACTS, FILTER_PART, "tags", "hea", "ana"},
        {LIST_CONTACTS, FILTER_WHOLE, "tags", "hea", ""},
        {LIST_CONTACTS, FILTER_WHOLE, "tags", "#HEAT", "ana"},
        {LIST_CONTACTS, FILTER_PART, "tags", "heat data", ""}, /* items one by one */
        {LIST_CONTACTS, FILTER_PART, "referred_by", "anita", "bo cy"},
        {LIST_CONTACTS, FILTER_PART, "referred_by", "known", "cy"},
        {LIST_CONTACTS, FILTER_PART, "referred", "cy", "ana"},
        {LIST_CONTACTS, FILTER_PART, "last", "2026-11", "ana bo cy"},
        {LIST_CONTACTS, FILTER_PART, "private", "yes", ""},
        {LIST_CONTACTS, FILTER_WORD, NULL, "ANÁ", "ana"},
        {LIST_CONTACTS, FILTER_WORD, NULL, "anita", "ana"},
        {LIST_CONTACTS, FILTER_WORD, NULL, "zeta", "bo"},
        {LIST_CONTACTS, FILTER_WORD, NULL, "heat", ""},
        {LIST_INTERVIEWS, FILTER_WORD, NULL, "cy", "2026-11-18-ana"},
        {LIST_INTERVIEWS, FILTER_PART, "who", "anita", "2026-11-18-ana"},
        {LIST_PROMISES, FILTER_WORD, NULL, "writes", "cy writes"},
        {LIST_PROMISES, FILTER_WORD, NULL, "lima", "Send it Sent"},
        {LIST_PROMISES, FILTER_WORD, NULL, "promise", ""},
        {LIST_TARGETS, FILTER_PART, "name", "LEAD", "lead"},
    };
    struct box *box = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct filter filter = {.how = rows[i].how, .term = utf8_plain(&box->arena, str_from(rows[i].term))};
        struct str ids;

        if (rows[i].field)
            assert_true(column_find(rows[i].list, str_from(rows[i].field), &filter.column));
        ids = left(box, rows[i].list, &filter, "path");
        if (!str_equal(ids, str_from(rows[i].ids)))
            fail_msg("%s: '%.*s'", rows[i].term, STR_ARGS(ids));
    }
}

static void test_filters_by_link_day_and_rank(void **state)
{
    struct box *box = *state;
    struct filter link = {.how = FILTER_LINK, .to = find(box, "ana")};
    struct filter days = {.how = FILTER_DAYS, .from = date_of(2026, 11, 18), .until = date_of(2026, 11, 19)};
    struct filter stages = {.how = FILTER_RANK, .ranks = 1u << STAGE_REPLIED | 1u << STAGE_PAUSED};

    assert_true(column_find(LIST_CONTACTS, STR("referred_by"), &link.column));
    assert_true(str_equal(left(box, LIST_CONTACTS, &link, "path"), STR("bo cy")));
    assert_true(column_find(LIST_INTERVIEWS, STR("date"), &days.column));
    assert_true(str_equal(left(box, LIST_INTERVIEWS, &days, "path"), STR("2026-11-18-ana")));
    assert_true(column_find(LIST_CONTACTS, STR("last"), &days.column));
    assert_true(str_equal(left(box, LIST_CONTACTS, &days, "path"), STR("ana cy")));
    assert_true(column_find(LIST_CONTACTS, STR("stage"), &stages.column));
    assert_true(str_equal(left(box, LIST_CONTACTS, &stages, "path"), STR("bo cy")));
}

static void test_sorting(void **state)
{
    static const struct {
        enum list_kind list;
        const char *sort, *ids;
    } rows[] = {
        {LIST_CONTACTS, "name", "ana bo cy"}, /* Á is an a, b is no more than C */
        {LIST_CONTACTS, "-name", "cy bo ana"},
        {LIST_CONTACTS, "last", "bo cy ana"},
        {LIST_CONTACTS, "next", "bo ana cy"},  /* nothing comes last … */
        {LIST_CONTACTS, "-next", "ana bo cy"}, /* … both ways */
        {LIST_CONTACTS, "stage", "bo ana cy"},
        {LIST_CONTACTS, "why", "ana bo cy"},
        {LIST_INTERVIEWS, "minutes", "2026-11-18-ana 2026-11-20-bo"}, /* 9 before 30 */
        {LIST_INTERVIEWS, "-date", "2026-11-20-bo 2026-11-18-ana"},
        {LIST_PROMISES, "due", "Send it cy writes Sent"},
    };
    struct box *box = *state;
    struct filter all = {.how = FILTER_PART};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str ids;

        assert_true(column_find(rows[i].list, STR("path"), &all.column));
        ids = left(box, rows[i].list, &all, rows[i].sort);
        if (!str_equal(ids, str_from(rows[i].ids)))
            fail_msg("%s: '%.*s'", rows[i].sort, STR_ARGS(ids));
    }
}

/* The JSON of a line must hold the text. */
static void holds(struct box *box, enum list_kind list, uint32_t index, const char *text)
{
    struct rows rows = rows_of(&box->view, list, true);
    struct buf out = {0};
    struct json json = {.out = &out, .is_compact = true};

    record_json(&json, &box->view, list, &rows.at[index], true);
    if (str_find(buf_str(&out), str_from(text), 0) == out.n)
        fail_msg("not in %.*s: %s", STR_ARGS(buf_str(&out)), text);
    buf_free(&out);
}

static void test_json(void **state)
{
    struct box *box = *state;
    struct buf out = {0};
    struct json json = {.out = &out, .is_compact = true};

    holds(box, LIST_CONTACTS, 0, "{\"schema\":\"infoview/contact@1\",\"id\":\"ana\",");
    holds(box, LIST_CONTACTS, 0, "\"extra\":{\"minutes\":\"3\"}");
    holds(box, LIST_CONTACTS, 0, "\"referred\":[\"bo\",\"cy\"]");
    holds(box, LIST_CONTACTS, 0, "\"keep_in_touch\":null");
    holds(box, LIST_CONTACTS, 1, "{\"text\":\"14 days\",\"months\":0,\"days\":14,\"never\":false}");
    holds(box, LIST_CONTACTS, 2, "\"referred_by\":[\"Nobody Known\",\"ana\"]");
    holds(box, LIST_CONTACTS, 2,
          "\"owner\":\"theirs\",\"open\":true,\"text\":\"cy writes\",\"due\":\"2026-11-25\"");
    holds(box, LIST_INTERVIEWS, 0,
          "\"thanked\":[{\"contact\":\"ana\",\"date\":\"2026-11-19\",\"skip\":false},"
          "{\"contact\":\"cy\",\"date\":null,\"skip\":false}]");
    holds(box, LIST_INTERVIEWS, 1, "\"time\":null,\"status\":\"unconfirmed\"");
    holds(box, LIST_PROMISES, 0, "\"contact\":{\"id\":\"ana\",\"name\":\"Ána Lima\"}");
    holds(box, LIST_TARGETS, 0, "\"org\":null,\"industry\":null,\"by\":\"2027-01-31\",\"status\":null");
    json_begin_object(&json, NULL);
    record_json_unreadable(&json, &box->vault);
    json_end_object(&json);
    assert_true(str_find(buf_str(&out), STR("\"path\":\"contacts/unreadable.md\""), 0) < out.n);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_view),
        cmocka_unit_test(test_promises),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_columns_by_name),
        cmocka_unit_test(test_lists_by_name),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_filters_by_link_day_and_rank),
        cmocka_unit_test(test_sorting),
        cmocka_unit_test(test_json),
    };
    return unit_run_with(tests, set_up, tear_down);
}
