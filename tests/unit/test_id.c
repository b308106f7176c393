#include "vault/id.h"

#include "base/utf8.h"

#include "unit.h"
#include "vault_fixture.h"

static const struct {
    const char *name, *id;
} names[] = {
    {"Ana Lima", "ana-lima"},
    {"  Ana \t Lima ", "ana-lima"},
    {"Élodie Vasseur", "elodie-vasseur"},
    {"E\xcc\x81lodie", "elodie"}, /* decomposed */
    {"Signe Ångström", "signe-angstrom"},
    {"Tomasz Żurek", "tomasz-zurek"},
    {"Łukasz Œuvre", "lukasz-oeuvre"},
    {"Strauß STRAẞE", "strauss-strasse"},
    {"Søren Þór Æsir Đặng", "soren-thor-aesir-dang"},
    {"Işık İnan", "isik-inan"},
    {"Nguyễn Thị Ước", "nguyen-thi-uoc"},
    {"Əliyev", "aliyev"},
    {"Ana-Maria O'Brien", "ana-maria-obrien"},
    {"O’Neil, Jr.", "oneil-jr"},
    {"J. R. Smith", "j-r-smith"},
    {"A.B. Smith", "a-b-smith"},
    {"Smith & Sons / Partners", "smith-sons-partners"},
    {"a_b--c", "a-b-c"},
    {"-rf *", "rf"},
    {"../../etc/passwd", "etc-passwd"},
    {"C:\\x\"y<z>|#^[q]", "c-x-y-z-q"},
    {"Оксана Коваленко", "oksana-kovalenko"},
    {"Фёдор Щукин", "fyodor-shchukin"},
    {"Їжак Ґалаґан Єва", "yizhak-galagan-yeva"},
    {"Андрей Соловьёв", "andrey-solovyov"},
    {"Љубица Ђорђевић", "ljubitsa-djordjevic"},
    {"Νίκος Παππάς", "nikos-pappas"},
    {"Γιώργος Παπαδόπουλος", "giorgos-papadopoulos"},
    {"Ψυχή Θεοχάρης", "psychi-theocharis"},
    {"李小龙", "李小龙"},
    {"李小龙 Bruce", "李小龙-bruce"},
    {"Ａｎａ　Ｌｉｍａ", "ana-lima"},
    {"محمد علي", "محمد-علي"},
    {"प्रिया राव", "प्रिया-राव"},
    {"יוסי כהן", "יוסי-כהן"},
    {"김민수", "김민수"},
    {"\xe1\x84\x80\xe1\x85\xb5\xe1\x86\xb7", "김"}, /* decomposed */
    {"がく", "がく"},
    {"สมชาย", "สมชาย"},
    {"Ana \xf0\x9f\x8c\x8a Lima \xe2\x82\xac", "ana-lima"}, /* a wave, a euro sign */
    {"\xe2\x80\xae"
     "Ana",
     "ana"}, /* an override */
    {"007", "007"},
    {"x²", "x²"},
    {"", "nobody"},
    {"---", "nobody"},
    {"\xf0\x9f\x8e\x89", "nobody"},
    {"ъь", "nobody"},
    {"\xff\xfe", "nobody"},
};

static void test_names(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct str id = id_of_name(&arena, str_from(names[i].name), STR("nobody"));

        if (!str_equal(id, str_from(names[i].id)))
            fail_msg("'%s': '%.*s', not '%s'", names[i].name, STR_ARGS(id), names[i].id);
    }
    arena_free(&arena);
}

static void expect_good(struct str name, struct str id)
{
    struct arena arena = {0};

    if (!id_is_good(id) || id.n > ID_LONGEST || !str_equal(id, utf8_nfc(&arena, id)) ||
        str_ends(id, STR("-")) || str_find(id, STR("--"), 0) < id.n)
        fail_msg("'%.*s': '%.*s'", STR_ARGS(name), STR_ARGS(id));
    arena_free(&arena);
}

/* Every character there is, between letters and alone. */
static void test_every_character(void **state)
{
    enum { LAST = 0x10FFFF };
    struct arena arena = {0};
    struct buf name = {0};

    (void)state;
    for (uint32_t c = 1; c <= LAST; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        buf_reset(&name);
        buf_puts(&name, c % 2 ? "a" : "");
        utf8_put(&name, c);
        buf_puts(&name, c % 2 ? "b" : "");
        expect_good(buf_str(&name), id_of_name(&arena, buf_str(&name), STR("nobody")));
        arena_reset(&arena);
    }
    buf_free(&name);
    arena_free(&arena);
}

static void test_long_names(void **state)
{
    static const char *const pieces[] = {"a", "ab ", "李", "प्रि", "a\xcc\x88\xcc\x88", "щ", "é-"};
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf name = {0};
        struct str id;

        for (int n = 0; n < 5000; n++)
            buf_puts(&name, pieces[i]);
        id = id_of_name(&arena, buf_str(&name), STR("nobody"));
        expect_good(str_from(pieces[i]), id);
        assert_true(id.n > ID_LONGEST - 20);
        buf_free(&name);
    }
    arena_free(&arena);
}

static const struct {
    const char *stem;
    bool is_good;
} stems[] = {
    {"ana-lima", true},   {"李小龙", true}, {"a b", true},   {"a.b", true},   {"", false},
    {"-a", false},        {"a/b", false},   {"a\\b", false}, {"a:b", false},  {"a*", false},
    {"a?", false},        {"a\"", false},   {"a<", false},   {"a>", false},   {"a|b", false},
    {"a#b", false},       {"a^", false},    {"a[b]", false}, {"a\nb", false}, {"a\x7f", false},
    {"a\xc2\x85", false}, {"a\xff", false},
};

static void test_stems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (id_is_good(str_from(stems[i].stem)) != stems[i].is_good)
            fail_msg("'%s'", stems[i].stem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_every_character),
        cmocka_unit_test(test_long_names),
        cmocka_unit_test(test_stems),
    };
    return unit_run(tests);
}
