#include "base/str.h"

#include "unit.h"

static void assert_str(struct str s, const char *expected)
{
    assert_int_equal(s.n, strlen(expected));
    assert_true(s.n == 0 || memcmp(s.p, expected, s.n) == 0);
}

static int sign(int x)
{
    return (x > 0) - (x < 0);
}

static void test_comparing(void **state)
{
    static const struct {
        const char *a, *b;
        int order;
        int equal_nocase;
    } rows[] = {
        {"", "", 0, 1},     {"", "a", -1, 0},      {"a", "a", 0, 1},         {"a", "ab", -1, 0},
        {"ab", "b", -1, 0}, {"Ana", "ana", -1, 1}, {"a", "\xc3\xa4", -1, 0}, {"[", "{", -1, 0},
        {"@", "`", -1, 0},  {"Z9_", "z9_", -1, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str a = str_from(rows[i].a), b = str_from(rows[i].b);

        assert_int_equal(sign(str_compare(a, b)), rows[i].order);
        assert_int_equal(sign(str_compare(b, a)), -rows[i].order);
        assert_int_equal(str_equal(a, b), rows[i].order == 0);
        assert_int_equal(str_equal_nocase(a, b), rows[i].equal_nocase);
    }
    assert_true(str_equal((struct str){0}, STR("")));
    assert_true(str_compare(STR("a\0b"), STR("a\0c")) < 0);
}

static void test_starts_and_ends(void **state)
{
    (void)state;
    assert_true(str_starts(STR("interview"), STR("inter")));
    assert_true(str_starts(STR("x"), STR("")));
    assert_true(str_starts((struct str){0}, (struct str){0}));
    assert_false(str_starts(STR("in"), STR("inter")));
    assert_false(str_starts(STR("Inter"), STR("inter")));
    assert_true(str_starts_nocase(STR("INTERview"), STR("inTer")));
    assert_false(str_starts_nocase(STR("in"), STR("inter")));
    assert_true(str_ends(STR("ana.md"), STR(".md")));
    assert_true(str_ends(STR(".md"), STR(".md")));
    assert_false(str_ends(STR("md"), STR(".md")));
}

static void test_cutting(void **state)
{
    struct str s = STR("0123456789");

    (void)state;
    assert_str(str_skip(s, 0), "0123456789");
    assert_str(str_skip(s, 7), "789");
    assert_str(str_skip(s, 10), "");
    assert_str(str_skip(s, SIZE_MAX), "");
    assert_str(str_skip((struct str){0}, 3), "");
    assert_str(str_slice(s, 2, 5), "234");
    assert_str(str_slice(s, 5, 2), "");
    assert_str(str_slice(s, 8, SIZE_MAX), "89");
    assert_str(str_slice(s, 11, 12), "");
}

static void test_finding(void **state)
{
    struct str s = STR("ana Lima, Ana Lima");

    (void)state;
    assert_int_equal(str_index(s, 'L', 0), 4);
    assert_int_equal(str_index(s, 'L', 5), 14);
    assert_int_equal(str_index(s, 'z', 0), s.n);
    assert_int_equal(str_index(s, 'a', 100), s.n);
    assert_int_equal(str_index((struct str){0}, 'a', 0), 0);
    assert_int_equal(str_find(s, STR("Ana"), 0), 10);
    assert_int_equal(str_find_nocase(s, STR("ANA"), 0), 0);
    assert_int_equal(str_find_nocase(s, STR("ANA"), 1), 10);
    assert_int_equal(str_find(s, STR("Lima"), 15), s.n);
    assert_int_equal(str_find(s, STR(""), 3), 3);
    assert_int_equal(str_find(STR("ab"), STR("abc"), 0), 2);
    assert_int_equal(str_find(s, STR("a"), SIZE_MAX - 5), s.n);
}

static void test_trimming_and_words(void **state)
{
    struct str rest = STR(" \tone  two\tthree ");

    (void)state;
    assert_str(str_trim(STR(" \t\r\n a b \r\n")), "a b");
    assert_str(str_trim(STR(" \n ")), "");
    assert_str(str_trim((struct str){0}), "");
    assert_str(str_word(&rest), "one");
    assert_str(str_word(&rest), "two");
    assert_str(str_word(&rest), "three");
    assert_str(str_word(&rest), "");
    assert_str(str_word(&rest), "");
}

static void test_classes(void **state)
{
    (void)state;
    for (int c = -128; c < 128; c++) {
        bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';

        assert_int_equal(is_alpha((char)c), upper || lower);
        assert_int_equal(is_digit((char)c), digit);
        assert_int_equal(is_alnum((char)c), upper || lower || digit);
        assert_int_equal(is_space((char)c), c == ' ' || c == '\t' || c == '\r' || c == '\n');
        assert_int_equal(to_lower((char)c), upper ? c + 32 : c);
    }
}

static void test_numbers(void **state)
{
    static const struct {
        const char *text;
        uint32_t max;
        int good;
        uint32_t number;
    } rows[] = {
        {"0", 9, 1, 0},
        {"600", 600, 1, 600},
        {"601", 600, 0, 0},
        {"007", 10, 1, 7},
        {"", 10, 0, 0},
        {"+1", 10, 0, 0},
        {"-1", 10, 0, 0},
        {" 1", 10, 0, 0},
        {"1 ", 10, 0, 0},
        {"1e1", 100, 0, 0},
        {"4294967295", UINT32_MAX, 1, UINT32_MAX},
        {"4294967296", UINT32_MAX, 0, 0},
        {"99999999999999999999999999", UINT32_MAX, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t number = 12345;

        assert_int_equal(str_number(str_from(rows[i].text), rows[i].max, &number), rows[i].good);
        assert_int_equal(number, rows[i].good ? rows[i].number : 12345);
    }
}

static void test_distances(void **state)
{
    static const struct {
        const char *a, *b;
        unsigned limit, distance;
    } rows[] = {
        {"", "", 3, 0},        {"ana", "ana", 3, 0}, {"ANA", "ana", 3, 0},        {"ana", "anna", 3, 1},
        {"anna", "ana", 3, 1}, {"ana", "bna", 3, 1}, {"report", "reprot", 3, 1},  {"name", "nmae", 1, 1},
        {"ab", "ba", 3, 1},    {"abc", "ca", 3, 3},  {"kitten", "sitting", 3, 3}, {"kitten", "sitting", 2, 3},
        {"", "abcd", 2, 3},
    };
    char longest[66];

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(str_distance(str_from(rows[i].a), str_from(rows[i].b), rows[i].limit),
                         rows[i].distance);
    memset(longest, 'a', sizeof longest);
    assert_int_equal(str_distance((struct str){longest, 64}, (struct str){longest, 63}, 3), 1);
    assert_int_equal(str_distance((struct str){longest, 65}, (struct str){longest, 65}, 3), 4);
}

static void test_copies_end_with_nul(void **state)
{
    struct arena arena = {0};
    struct str copy = str_copy(&arena, STR("a\0b"));

    (void)state;
    assert_int_equal(copy.n, 3);
    assert_memory_equal(copy.p, "a\0b", 4);
    copy = str_copy(&arena, (struct str){0});
    assert_int_equal(copy.n, 0);
    assert_string_equal(copy.p, "");
    assert_int_equal(str_from(NULL).n, 0);
    copy = str_join(&arena, (const struct str[]){STR("a"), {0}, STR("b\0"), STR("")}, 4);
    assert_int_equal(copy.n, 3);
    assert_memory_equal(copy.p, "ab\0", 4);
    copy = str_join(&arena, NULL, 0);
    assert_int_equal(copy.n, 0);
    assert_string_equal(copy.p, "");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comparing),
        cmocka_unit_test(test_starts_and_ends),
        cmocka_unit_test(test_cutting),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_trimming_and_words),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_distances),
        cmocka_unit_test(test_copies_end_with_nul),
    };
    return unit_run(tests);
}
