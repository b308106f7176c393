#include "text/csv.h"

#include "unit.h"

/* One cell, as it is written. */
static const struct {
    const char *text, *csv, *tsv;
} cells[] = {
    {"", "", ""},
    {"plain", "plain", "plain"},
    {"Żurek 李", "Żurek 李", "Żurek 李"},
    {"a,b", "\"a,b\"", "a,b"},
    {"say \"hi\"", "\"say \"\"hi\"\"\"", "say \"hi\""},
    {"\"", "\"\"\"\"", "\""},
    {"a\nb", "\"a\nb\"", "a b"},
    {"a\r\nb", "\"a\nb\"", "a b"},
    {"a\tb", "a b", "a b"},
    {" edge", "\" edge\"", " edge"},
    {"edge ", "\"edge \"", "edge "},
    {"=1+1", "'=1+1", "'=1+1"},
    {"+44 1632", "'+44 1632", "'+44 1632"},
    {"-x", "'-x", "'-x"},
    {"@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)"},
    {" =1", "' =1", "' =1"},
    {"\t=1", "' =1", "' =1"},
    {"\n=1", "\"'\n=1\"", "' =1"},
    {"=1,2", "\"'=1,2\"", "'=1,2"},
    {"\xef\xbc\x9d"
     "1",
     "'\xef\xbc\x9d"
     "1",
     "'\xef\xbc\x9d"
     "1"}, /* ＝ */
    {"a=1", "a=1", "a=1"},
    {"2026-11-18", "2026-11-18", "2026-11-18"},
    {"\x1b[31m", "\xef\xbf\xbd[31m", "\xef\xbf\xbd[31m"},
    {"\xe2\x80\xae"
     "x",
     "\xef\xbf\xbd"
     "x",
     "\xef\xbf\xbd"
     "x"}, /* U+202E */
    {"\xff", "\xef\xbf\xbd", "\xef\xbf\xbd"},
};

static void test_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct buf out = {0};
        struct csv csv = {.out = &out};
        struct csv tsv = {.out = &out, .is_tsv = true};

        csv_cell(&csv, str_from(cells[i].text));
        if (!str_equal(buf_str(&out), str_from(cells[i].csv)))
            fail_msg("csv %zu: '%.*s'", i, STR_ARGS(buf_str(&out)));
        buf_reset(&out);
        csv_cell(&tsv, str_from(cells[i].text));
        if (!str_equal(buf_str(&out), str_from(cells[i].tsv)))
            fail_msg("tsv %zu: '%.*s'", i, STR_ARGS(buf_str(&out)));
        buf_free(&out);
    }
}

static void test_rows(void **state)
{
    struct buf out = {0};
    struct csv csv = {.out = &out};

    (void)state;
    csv_cell(&csv, STR("a"));
    csv_cell(&csv, STR(""));
    csv_cell(&csv, STR("b"));
    csv_end_row(&csv);
    csv_cell(&csv, STR(""));
    csv_cell(&csv, STR("c"));
    csv_end_row(&csv);
    csv.is_tsv = true;
    csv_cell(&csv, STR("d"));
    csv_cell(&csv, STR("e"));
    csv_end_row(&csv);
    assert_true(str_equal(buf_str(&out), STR("a,,b\n,c\nd\te\n")));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_rows),
    };
    return unit_run(tests);
}
