/* The table of what pages are made with: it is whole, and templates are held to it. */
#include "unit.h"

#include "site/model.h"
#include "site/page.h"

static void test_every_kind_of_page_is_described(void **state)
{
    size_t count, described = 0;
    const struct page_kind *kinds = page_kinds(&count);
    const char *name, *about;
    struct arena arena = {0};
    struct described page;

    (void)state;
    for (size_t i = 0; i < count; i++)
        if (!model_describe(str_from(kinds[i].name), &arena, &page))
            fail_msg("lib/site/model.c has no page '%s'", kinds[i].name);
    while (model_page_at(described, &name, &about))
        described++;
    assert_int_equal(described, count);
    assert_false(model_describe(STR("pile"), &arena, &page));
    assert_int_equal(model_sample(STR("pile"), &arena).kind, TMPL_NOTHING);
    arena_free(&arena);
}

/* What is neither a part nor one of these would be told to be text. */
static bool is_known(const struct described *page, struct str type, struct arena *arena)
{
    static const char *const plain[] = {"text", "date", "time", "moment", "bool", "count", "url", "html"};
    struct described part;

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (str_equal(type, str_from(plain[i])))
            return true;
    return document_word(type, 0) ? !page->find(type, arena, &part) : page->find(type, arena, &part);
}

static void check_types(const struct described *page, const struct members *members, struct arena *arena,
                        unsigned depth)
{
    for (uint32_t i = 0; i < members->n; i++) {
        struct str type = str_from(members->at[i].type);
        struct described part;

        assert_true(members->at[i].name[0] && members->at[i].about[0]);
        for (uint32_t k = 0; k < i; k++)
            assert_string_not_equal(members->at[i].name, members->at[k].name);
        if (str_ends(type, STR("?")))
            type.n--;
        if (str_starts(type, STR("[")))
            type = str_slice(type, 1, type.n - 1);
        if (!is_known(page, type, arena))
            fail_msg("'%s' has the type '%s'", members->at[i].name, members->at[i].type);
        if (depth && page->find(type, arena, &part))
            check_types(page, &part.members, arena, depth - 1);
    }
}

static void test_every_type_is_known(void **state)
{
    const char *name, *about;
    struct arena arena = {0};
    struct described page;

    (void)state;
    for (size_t i = 0; model_page_at(i, &name, &about); i++) {
        assert_true(model_describe(str_from(name), &arena, &page));
        check_types(&page, &page.members, &arena, 4);
        arena_reset(&arena);
    }
    arena_free(&arena);
}

static void test_the_sample_has_what_is_described(void **state)
{
    struct arena arena = {0};
    struct described page;
    struct tmpl_value sample = model_sample(STR("today"), &arena);
    const struct tmpl_value *owed;

    (void)state;
    assert_true(model_describe(STR("today"), &arena, &page));
    assert_int_equal(sample.count, page.members.n);
    for (uint32_t i = 0; i < sample.count; i++)
        assert_string_equal(sample.fields[i].name, page.members.at[i].name);
    owed = data_get(&sample, "owed");
    assert_int_equal(data_get(owed, "shown")->count, 1);
    assert_int_equal(data_get(&data_get(owed, "shown")->items[0], "mailto")->kind, TMPL_URL);
    assert_int_equal(data_get(&data_get(&sample, "learned")->items[0], "answer")->kind, TMPL_MARKUP);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_of_page_is_described),
        cmocka_unit_test(test_every_type_is_known),
        cmocka_unit_test(test_the_sample_has_what_is_described),
    };

    return unit_run(tests);
}
