#include "vault/document.h"

#include "unit.h"
#include "vault/row.h"

/* Whether a name of the notation (without list, null and alternatives) means something. */
static bool is_known(struct str name)
{
    static const char values[] = "text|date|time|moment|integer|line|bool|true|map|word";
    struct document document;

    return schema_word(values, name) || document_word(name, 0) || document_find(name, &document) ||
           (str_starts(name, STR("'")) && str_ends(name, STR("'")));
}

static void check_type(const char *object, const struct member *member)
{
    struct str type = str_from(member->type);

    if (type.n && str_ends(type, STR("?")))
        type.n--;
    for (size_t end; type.n; type = str_skip(type, end + 1)) {
        struct str one = str_slice(type, 0, end = str_index(type, '|', 0));

        if (str_starts(one, STR("[")) && str_ends(one, STR("]")))
            one = str_slice(one, 1, one.n - 1);
        if (!is_known(one))
            fail_msg("%s: %s: what is '%s'?", object, member->name, member->type);
        if (str_equal(one, STR("word")) && !(member->field && member->field->words))
            fail_msg("%s: %s: a word of which vocabulary?", object, member->name);
    }
}

static void test_every_member(void **state)
{
    struct arena arena = {0};
    struct document document;

    (void)state;
    for (size_t i = 0; document_at(i, &document); i++) {
        struct members members = document_members(&document, &arena);

        assert_true(members.n > 0 && document.about && *document.about);
        for (uint32_t k = 0; k < members.n; k++) {
            assert_true(members.at[k].name && members.at[k].about && *members.at[k].about);
            check_type(document.name, &members.at[k]);
            for (uint32_t other = 0; other < k; other++)
                assert_string_not_equal(members.at[k].name, members.at[other].name);
        }
    }
    arena_free(&arena);
}

static void test_names_are_found(void **state)
{
    struct document document, found;
    struct buf name = {0};

    (void)state;
    for (size_t i = 0; document_at(i, &document); i++) {
        assert_true(document_find(str_from(document.name), &found));
        assert_int_equal(found.row, document.row); /* so that no name is there twice */
        buf_reset(&name);
        document_name_write(&name, &document);
        assert_int_equal(document_find(buf_str(&name), &found), !document.is_part);
        assert_false(document_word(str_from(document.name), 0));
    }
    buf_free(&name);
    assert_true(document_find(STR("infoview/report@1"), &found) && !strcmp(found.name, "report"));
    assert_false(document_find(STR("infoview/report"), &found));
    assert_false(document_find(STR("report@1"), &found));
    assert_false(document_find(STR("infoview/@1"), &found));
    assert_false(document_find(STR(""), &found));
    assert_false(document_find(STR("today"), &found));
}

/* Every list and every kind of record that `list` and `show` know. */
static void test_lists_and_records(void **state)
{
    struct arena arena = {0};
    struct document document;

    (void)state;
    for (int list = 0; list < (int)LIST_COUNT; list++) {
        struct members members;
        struct buf type = {0};

        assert_true(document_find(str_from(list_name((enum list_kind)list)), &document));
        assert_false(document.is_part);
        members = document_members(&document, &arena);
        buf_printf(&type, "[%s]", list_one((enum list_kind)list));
        assert_int_equal(members.n, 2);
        assert_string_equal(members.at[0].name, list_name((enum list_kind)list));
        assert_true(str_equal(str_from(members.at[0].type), buf_str(&type)));
        assert_true(document_find(str_from(list_one((enum list_kind)list)), &document));
        assert_false(document.is_part);
        buf_free(&type);
    }
    arena_free(&arena);
}

static const struct member *find(const struct members *members, const char *name)
{
    for (uint32_t i = 0; i < members->n; i++)
        if (!strcmp(members->at[i].name, name))
            return &members->at[i];
    fail_msg("no member '%s'", name);
    return NULL;
}

static void test_fields_in_records(void **state)
{
    static const struct {
        const char *object, *name, *type;
    } cases[] = {
        {"contact", "org", "text?"},
        {"contact", "email", "[text]"},
        {"contact", "status", "word"},
        {"contact", "private", "bool"},
        {"contact", "keep_in_touch", "period?"},
        {"contact", "stage", "stage"},
        {"interview", "date", "date?"},
        {"interview", "time", "time?"},
        {"interview", "status", "word|'unconfirmed'?"},
        {"interview", "thanked", "[thanked]"},
        {"interview", "told_referrer", "date|'skip'?"},
        {"interview", "raised_job", "date|true?"},
        {"interview", "questions", "[question]"},
        {"opportunity", "fit", "integer?"},
        {"opportunity", "contact", "text?"},
        {"skill", "kind", "word?"},
        {"target", "extra", "map"},
        {"promise", "owner", "owner"},
        {"promise", "contact", "named?"},
    };
    struct arena arena = {0};
    struct document document;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(document_find(str_from(cases[i].object), &document));
        struct members members = document_members(&document, &arena);

        assert_string_equal(find(&members, cases[i].name)->type, cases[i].type);
    }
    arena_free(&arena);
}

static void test_words(void **state)
{
    static const struct {
        const char *vocabulary, *first, *last;
        int count;
    } cases[] = {
        {"due-kind", "thank", "review", 15}, {"due-state", "overdue", "open", 4},
        {"stage", "idea", "closed", 10},     {"log-kind", "other", "note", 11},
        {"direction", "in", "out", 2},       {"owner", "mine", "theirs", 2},
        {"unit", "day", "year", 6},          {"severity", "warning", "error", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str vocabulary = str_from(cases[i].vocabulary);

        assert_string_equal(document_word(vocabulary, 0), cases[i].first);
        assert_string_equal(document_word(vocabulary, cases[i].count - 1), cases[i].last);
        assert_null(document_word(vocabulary, cases[i].count));
    }
    assert_string_equal(document_word(STR("rule"), 0), rule_id((enum rule)0));
    assert_null(document_word(STR("rule"), RULE_COUNT));
    assert_null(document_word(STR("text"), 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_member),
        cmocka_unit_test(test_names_are_found),
        cmocka_unit_test(test_lists_and_records),
        cmocka_unit_test(test_fields_in_records),
        cmocka_unit_test(test_words),
    };
    return unit_run(tests);
}
