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

#define OPEN(uri) "\033]8;;" uri "\033\\"
#define CLOSE "\033]8;;\033\\"

static void test_links(void **state)
{
    static const struct {
        const char *host, *root, *file, *address;
        const char *expected; /* the address, or NULL: no link */
    } rows[] = {
        {"box", "/v", "contacts/ana.md", NULL, "file://box/v/contacts/ana.md"},
        {"", "/v", "a.md", NULL, "file:///v/a.md"},
        {"box", "/", "a.md", NULL, "file://box/a.md"},
        {"b\033x", "/v", "a.md", NULL, "file:///v/a.md"},
        {"box", "/my vault", "李 #?%;.md", NULL, "file://box/my%20vault/%E6%9D%8E%20%23%3F%25%3B.md"},
        {"box", "/v", "a\033\\\n\xff.md", NULL, "file://box/v/a%1B%5C%0A%FF.md"},
        {"box", "/v", "..a/b..md", NULL, "file://box/v/..a/b..md"},
        {"box", "/v", "../a.md", NULL, NULL},
        {"box", "/v", "a/../../b.md", NULL, NULL},
        {"box", "/v", "/etc/passwd", NULL, NULL},
        {"box", "/v", "a//b.md", NULL, NULL},
        {"box", "/v", "a/.", NULL, NULL},
        {"box", "/v", "a/", NULL, NULL},
        {"box", "", "a.md", NULL, NULL},
        {"box", "/v", NULL, NULL, NULL},
        {"", "", NULL, "https://a.example/x?y=1&z=%20#t", "https://a.example/x?y=1&z=%20#t"},
        {"", "", NULL, "HTTP://a.example", "HTTP://a.example"},
        {"", "", NULL, "mailto:ana@a.example", "mailto:ana@a.example"},
        {"", "", NULL, "ana.lima+x@a.example", "mailto:ana.lima+x@a.example"},
        {"", "", NULL, "ana@a.example?bcc=x@y.example", NULL},
        {"", "", NULL, "javascript:alert(1)", NULL},
        {"", "", NULL, "file:///etc/passwd", NULL},
        {"", "", NULL, "https://a.example/\033\\x", NULL},
        {"", "", NULL, "https://a.example/a b", NULL},
        {"", "", NULL, "https://ä.example/", NULL},
        {"", "", NULL, "a.example", NULL},
        {"", "", NULL, "@a.example", NULL},
        {"", "", NULL, "a@", NULL},
    };
    struct buf out = {0}, expected = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct term term = {.links = true, .host = str_from(rows[i].host), .root = str_from(rows[i].root)};
        struct term_link link = {str_from(rows[i].file), str_from(rows[i].address)};
        const char *to = rows[i].expected;

        buf_reset(&expected);
        buf_printf(&expected, "%s%s%sx%s%c", to ? "\033]8;;" : "", to ? to : "", to ? "\033\\" : "",
                   to ? CLOSE : "", '\0');
        term_put_link(&out, &term, STYLE_RED, STR("x"), link);
        assert_text(&out, expected.p);
        term.links = false;
        term_put_link(&out, &term, STYLE_RED, STR("x"), link);
        assert_text(&out, "x");
    }
    buf_free(&out);
    buf_free(&expected);
}

static void test_links_take_no_cells(void **state)
{
    const struct term term = {
        .colour = true, .links = true, .cut = true, .host = STR("box"), .root = STR("/v")};
    const struct term_link link = {.file = STR("a.md")};
    struct buf out = {0};

    (void)state;
    term_cell_link(&out, &term, STR("ab"), 4, link);
    assert_text(&out, OPEN("file://box/v/a.md") "ab" CLOSE "  ");
    term_cell_link(&out, &term, STR("abcdef"), 4, link);
    assert_text(&out, OPEN("file://box/v/a.md") "abc…" CLOSE);
    term_cell_link(&out, &term, STR("李小龙"), 4, link);
    assert_text(&out, OPEN("file://box/v/a.md") "李…" CLOSE " ");
    term_cell_link(&out, &term, STR("a\033]8;;x\033\\b"), 20, link);
    assert_text(&out, OPEN("file://box/v/a.md") "a�]8;;x�\\b" CLOSE "          ");
    term_cell_link(&out, &term, STR("abc"), 0, link);
    assert_text(&out, "");
    term_cell_link(&out, &term, STR(""), 2, link);
    assert_text(&out, "  ");
    term_put_link(&out, &term, STYLE_BOLD, STR("ab"), link);
    assert_text(&out, OPEN("file://box/v/a.md") "\033[1mab\033[0m" CLOSE);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_styles),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_cells_are_appended),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_links_take_no_cells),
    };
    return unit_run(tests);
}
