#include "base/term.h"

#include "base/utf8.h"
#include "unit.h"

static void assert_text(struct buf *buf, const char *expected)
{
    buf_putc(buf, '\0');
    assert_string_equal(buf->p, expected);
    buf_reset(buf);
}

static void test_styles(void **state)
{
    static const struct {
        bool colour;
        enum term_style style;
        const char *text, *expected;
    } rows[] = {
        {true, STYLE_PLAIN, "x", "x"},
        {true, STYLE_BOLD, "x", "\033[1mx\033[0m"},
        {true, STYLE_DIM, "x", "\033[2mx\033[0m"},
        {true, STYLE_RED, "x", "\033[31mx\033[0m"},
        {true, STYLE_YELLOW, "x", "\033[33mx\033[0m"},
        {true, STYLE_GREEN, "x", "\033[32mx\033[0m"},
        {true, STYLE_CYAN, "x", "\033[36mx\033[0m"},
        {true, STYLE_RED, "", ""},
        {false, STYLE_RED, "x", "x"},
        {false, STYLE_RED, "a\033[2Jb\nc", "a�[2Jb c"},
        {true, STYLE_RED, "a\033[0mb", "\033[31ma�[0mb\033[0m"},
    };
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct term term = {.colour = rows[i].colour};

        term_put(&out, &term, rows[i].style, str_from(rows[i].text));
        assert_text(&out, rows[i].expected);
    }
    buf_free(&out);
}

static void test_cells(void **state)
{
    static const struct {
        const char *text;
        unsigned cells;
        const char *cut, *whole; /* on a terminal, in a pipe */
    } rows[] = {
        {"", 3, "   ", "   "},
        {"ab", 3, "ab ", "ab "},
        {"abc", 3, "abc", "abc"},
        {"abcd", 3, "ab…", "abcd"},
        {"abcd", 1, "…", "abcd"},
        {"abcd", 0, "", "abcd"},
        {"", 0, "", ""},
        {"李小龙", 8, "李小龙  ", "李小龙  "},
        {"李小龙", 6, "李小龙", "李小龙"},
        {"李小龙", 5, "李小…", "李小龙"},
        {"李小龙", 4, "李… ", "李小龙"}, /* half a character is a space */
        {"李小龙", 2, "… ", "李小龙"},
        {"e\u0301e\u0301e\u0301", 2, "e\u0301…", "e\u0301e\u0301e\u0301"},
        {"👩‍🔬ab", 3, "👩‍🔬…", "👩‍🔬ab"},
        {"a\nb", 3, "a b", "a b"},
        {"a\tbc", 3, "a …", "a bc"},
        {"\u202Eab", 3, "�ab", "�ab"},
    };
    const struct term terminal = {.cut = true}, pipe = {.cut = false};
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        term_cell(&out, &terminal, str_from(rows[i].text), rows[i].cells);
        assert_int_equal(utf8_width(buf_str(&out)), rows[i].cells);
        assert_text(&out, rows[i].cut);
        term_cell(&out, &pipe, str_from(rows[i].text), rows[i].cells);
        assert_text(&out, rows[i].whole);
    }
    buf_free(&out);
}

static void test_cells_are_appended(void **state)
{
    const struct term term = {.cut = true};
    struct buf out = {0};

    (void)state;
    buf_puts(&out, "> ");
    term_cell(&out, &term, STR("abcdef"), 4);
    term_cell(&out, &term, STR("g"), 2);
    assert_text(&out, "> abc…g ");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_styles),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_cells_are_appended),
    };
    return unit_run(tests);
}
