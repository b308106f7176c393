#include "base/utf8.h"

#include <utf8proc.h>

#include "unit.h"

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void assert_str(struct str s, const char *expected)
{
    struct str wanted = str_from(expected);

    if (!str_equal(s, wanted))
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARGS(s), expected);
}

/* ---- validity ---- */

static void test_invalid_sequences(void **state)
{
    static const struct {
        const char *bytes;
        int invalid; /* -1: valid */
    } rows[] = {
        {"", -1},
        {"plain ASCII, longer than a word", -1},
        {"\x7f\x01", -1},
        {"\xc2\x80 \xdf\xbf", -1},                                   /* first and last of two bytes */
        {"\xe0\xa0\x80 \xed\x9f\xbf \xee\x80\x80 \xef\xbf\xbf", -1}, /* of three, around the surrogates */
        {"\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf", -1},                   /* of four */
        {"abcdefghijklmnop\xff", 16},
        {"\x80", 0}, /* continuation without a start */
        {"a\xbf", 1},
        {"\xc0\x80", 0},     /* overlong NUL */
        {"\xc1\xbf", 0},     /* overlong two */
        {"\xe0\x80\x80", 0}, /* overlong three */
        {"\xe0\x9f\xbf", 0},
        {"\xf0\x80\x80\x80", 0}, /* overlong four */
        {"\xf0\x8f\xbf\xbf", 0},
        {"\xed\xa0\x80", 0}, /* surrogates */
        {"\xed\xbf\xbf", 0},
        {"\xf4\x90\x80\x80", 0}, /* above U+10FFFF */
        {"\xf5\x80\x80\x80", 0},
        {"\xf8\x88\x80\x80\x80", 0},
        {"\xfe", 0},
        {"\xff", 0},
        {"a\xc3", 1}, /* cut at the end */
        {"a\xe2\x82", 1},
        {"a\xf0\x9f\x98", 1},
        {"\xc3(", 0}, /* the next byte continues nothing */
        {"\xe2(\xa1", 0},
        {"\xe2\x82(", 0},
        {"\xf0\x9f(\x80", 0},
        {"\xf0\x9f\x98(", 0},
        {"\xc3\xa4\xc3", 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str s = str_from(rows[i].bytes);

        assert_int_equal(utf8_invalid(s), rows[i].invalid < 0 ? s.n : (size_t)rows[i].invalid);
    }
    assert_int_equal(utf8_invalid(STR("a\0b\xff")), 3);
    assert_int_equal(utf8_invalid((struct str){0}), 0);
}

static void test_every_character_there_and_back(void **state)
{
    struct buf buf = {0};

    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        struct str rest;
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;

        buf_reset(&buf);
        utf8_put(&buf, c);
        rest = buf_str(&buf);
        if (utf8_invalid(rest) != rest.n || utf8_next(&rest) != (surrogate ? 0xFFFD : c) || rest.n)
            fail_msg("U+%04X", c);
    }
    buf_reset(&buf);
    utf8_put(&buf, 0x110000);
    assert_str(buf_str(&buf), "\xef\xbf\xbd");
    buf_free(&buf);
}

static void test_invalid_bytes_are_passed_over_alone(void **state)
{
    struct str rest = STR("\xe2\x82"
                          "a\xff\xc3\xa4");

    (void)state;
    assert_int_equal(utf8_next(&rest), 0xFFFD);
    assert_int_equal(utf8_next(&rest), 0xFFFD);
    assert_int_equal(utf8_next(&rest), 'a');
    assert_int_equal(utf8_next(&rest), 0xFFFD);
    assert_int_equal(utf8_next(&rest), 0xE4);
    assert_int_equal(rest.n, 0);
}

/* ---- width ---- */

static const struct {
    const char *text;
    unsigned width;
} widths[] = {
    {"", 0},
    {"Ana Lima", 8},
    {"~", 1},
    {"ä", 1},
    {"a\u0308", 1},
    {"a\u0308\u0301\u0327", 1},
    {"\u0301", 0}, /* a mark with nothing to stand on */
    {"李小龙", 6},
    {"ｆｕｌｌ", 8},
    {"ﾊﾝ", 2}, /* half width */
    {"が", 2},
    {"か\u3099", 2},
    {"한국", 4},
    {"\u1112\u1161\u11ab", 2}, /* the same syllable in jamo */
    {"\u1112\u1161\u11ab\u1100\u116e\u11a8", 4},
    {"a\u200bb", 2}, /* zero width space */
    {"\ufeffab", 2},
    {"a\u200db", 2},
    {"…", 1},
    {"😀", 2},
    {"😀a", 3},
    {"👍🏽", 2},    /* with a skin tone */
    {"👩‍🔬", 2}, /* joined */
    {"👨‍👩‍👧‍👦", 2},
    {"❤", 1},
    {"❤️", 2}, /* emoji presentation */
    {"❤️‍🔥", 2},
    {"1️⃣", 2}, /* keycap */
    {"a\ufe0f", 1}, /* the selector makes no emoji of a letter */
    {"🇵🇹", 2},
    {"🇵🇹🇩🇪", 4},
    {"🇵", 1},
    {"\t", 1},
    {"\033[0m", 4},
    {"\x7f\xc2\x85", 2},
    {"\u202eabc", 4},
    {"\r\n", 1},
    {"a\n\nb", 4},
    {"\xff\xfe", 2},
};

static void test_widths(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(widths); i++)
        if (utf8_width(str_from(widths[i].text)) != widths[i].width)
            fail_msg("\"%s\": %u", widths[i].text, utf8_width(str_from(widths[i].text)));
}

static void test_fitting(void **state)
{
    static const struct {
        const char *text;
        unsigned cells;
        const char *fit;
    } rows[] = {
        {"", 3, ""},
        {"abc", 0, ""},
        {"abc", 2, "ab"},
        {"abc", 3, "abc"},
        {"abc", 9, "abc"},
        {"李小龙", 3, "李"},
        {"李小龙", 4, "李小"},
        {"e\u0301x", 1, "e\u0301"},
        {"xe\u0301", 1, "x"},
        {"👨‍👩‍👧‍👦", 1, ""},
        {"👨‍👩‍👧‍👦x", 2, "👨‍👩‍👧‍👦"},
        {"🇵🇹🇩🇪", 3, "🇵🇹"},
        {"\u0301a", 0, "\u0301"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_str(utf8_fit(str_from(rows[i].text), rows[i].cells), rows[i].fit);
}

static void test_columns(void **state)
{
    static const struct {
        const char *line;
        size_t offset;
        unsigned column;
    } rows[] = {
        {"", 0, 1},         {"", 5, 1},         {"abc", 0, 1},   {"abc", 2, 3},
        {"abc", 3, 4},      {"abc", 99, 4},     {"\tx", 1, 2},   {"ä:", 2, 2},
        {"ä:", 1, 1},       {"李x", 3, 3},      {"李x", 1, 1},   {"李x", 4, 4},
        {"e\u0301x", 3, 2}, {"e\u0301x", 1, 1}, {"\xffx", 1, 2}, {"\ufeff---", 3, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(utf8_column(str_from(rows[i].line), rows[i].offset), rows[i].column);
}

/* ---- cleaning ---- */

static void test_cleaning(void **state)
{
    static const struct {
        const char *text, *clean;
    } rows[] = {
        {"", ""},
        {"Ana Lima ~", "Ana Lima ~"},
        {"李 e\u0301 👩‍🔬 \u05d0", "李 e\u0301 👩‍🔬 \u05d0"},
        {"a\033[31mb", "a�[31mb"},
        {"\001\037\177", "���"},
        {"\xc2\x80\xc2\x9b"
         "1m\xc2\x9f",
         "��1m�"},
        {"a\u00a0b", "a\u00a0b"},
        {"\u202a\u202b\u202c\u202d\u202e", "�����"},
        {"\u2066\u2067\u2068\u2069", "����"},
        {"\u2065|\u202f|\u200f", "\u2065|\u202f|\u200f"},
        {"a\tb\nc\rd\r\ne", "a b c d e"},
        {"a\u2028b\u2029c", "a b c"},
        {"\xff\xe2\x82z", "���z"},
    };
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        buf_reset(&out);
        utf8_clean(&out, str_from(rows[i].text));
        assert_str(buf_str(&out), rows[i].clean);
    }
    buf_reset(&out);
    utf8_clean(&out, STR("a\0b"));
    assert_str(buf_str(&out), "a�b");
    buf_free(&out);
}

/* ---- forms for comparing ---- */

static void test_nfc(void **state)
{
    static const struct {
        const char *text, *nfc;
    } rows[] = {
        {"ä", "ä"},
        {"a\u0308", "ä"},
        {"\u1112\u1161\u11ab", "한"},
        {"か\u3099", "が"},
        {"\u212b", "Å"},                    /* angstrom sign */
        {"\u0958", "\u0915\u093c"},         /* excluded from composition */
        {"q\u0307\u0323", "q\u0323\u0307"}, /* ordered by class */
        {"s\u0307\u0323", "\u1e69"},
        {"\u0301\u0323\u0301\u0323x", "\u0323\u0323\u0301\u0301x"},
        {"ﬁ", "ﬁ"}, /* no compatibility forms */
        {"ä\xff", "ä�"},
    };
    struct arena arena = {0};
    struct str ascii = STR("Ana Lima");

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_str(utf8_nfc(&arena, str_from(rows[i].text)), rows[i].nfc);
    assert_ptr_equal(utf8_nfc(&arena, ascii).p, ascii.p);
    assert_int_equal(utf8_nfc(&arena, (struct str){0}).n, 0);
    arena_free(&arena);
}

static void test_folding(void **state)
{
    static const struct {
        const char *text, *fold;
    } rows[] = {
        {"", ""},
        {"ana-lima_2", "ana-lima_2"},
        {"ANA Lima [Z]", "ana lima [z]"},
        {"ÄRGER", "ärger"},
        {"A\u0308RGER", "ärger"},
        {"İstanbul", "i\u0307stanbul"},
        {"I\u0307", "i\u0307"},
        {"ISIK", "isik"},
        {"ışık", "ışık"},
        {"Straße", "strasse"},
        {"STRASSE", "strasse"},
        {"\u1e9e", "ss"},
        {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
        {"σίσυφος", "σίσυφοσ"},
        {"ΩΔΉ", "ωδή"},
        {"ŁÓDŹ", "łódź"},
        {"ДМИТРИЙ", "дмитрий"},
        {"李小龙", "李小龙"},
        {"ﬁ", "fi"},
        {"\u0391\u0345\u0313", "\u1f00\u03b9"}, /* iota subscript out of order: ordered before it is folded */
    };
    struct arena arena = {0};
    struct str lower = STR("ana-lima");

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_str(utf8_fold(&arena, str_from(rows[i].text)), rows[i].fold);
    assert_ptr_equal(utf8_fold(&arena, lower).p, lower.p);
    arena_free(&arena);
}

static void test_blank(void **state)
{
    static const struct {
        const char *text;
        bool is_blank;
    } rows[] = {
        {"", true},
        {" \t\r\n", true},
        {"\x1b\x07\x7f", true},
        {"\xc2\x85\xc2\xa0", true},                     /* NEL, no-break space */
        {"\xc2\xad\xe2\x80\x8b\xe2\x80\x8d", true},     /* soft hyphen, zero-width space and joiner */
        {"\xe2\x80\xa8\xe3\x80\x80\xef\xbb\xbf", true}, /* line separator, wide space, byte-order mark */
        {"\xe3\x85\xa4\xe2\xa0\x80\xef\xb8\x8f", true}, /* Hangul filler, empty braille, variation selector */
        {"\xe2\x80\xae\xe2\x81\xa9", true},             /* override, isolate */
        {"\xe2\x80\x8b.", false},                       /* one that is seen is enough */
        {"\xcc\x81", false},                            /* an accent alone */
        {"\xe2\xa0\x81", false},                        /* a braille cell with a dot */
        {"\xff", false},                                /* is shown as U+FFFD */
        {"\xe5\xb1\xb1", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(utf8_is_blank(str_from(rows[i].text)), rows[i].is_blank);
}

static void test_bare(void **state)
{
    static const struct {
        const char *text, *bare;
    } rows[] = {
        {"", ""},
        {"What, is  IT?", "whatisit"},
        {"what-is_it\t\xE2\x80\xA6\n", "whatisit"},
        {"R\xC3\x89sum\xC3\xA9!", "r\xC3\xA9sum\xC3\xA9"},
        {"Stra\xC3\x9F"
         "e",
         "strasse"},
        {"\xE4\xBD\xA0\xE5\xA5\xBD\xEF\xBC\x9F", "\xE4\xBD\xA0\xE5\xA5\xBD"},
        {"1 + 1 = 2", "1+1=2"},
        {"?!", ""},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_str(utf8_bare(&arena, str_from(rows[i].text)), rows[i].bare);
    arena_free(&arena);
}

static void test_seen(void **state)
{
    static const struct {
        const char *text, *seen;
    } rows[] = {
        {"", ""},
        {"Ana Lima", "ana lima"},
        {"A\u00ADn\u200Ba\uFEFF\u2060", "ana"},
        {"Ana\u00A0\u2009Lima\xC2\x85", "ana  lima "},
        {"O\u2019Brien\u2010\u2013x", "o'brien--x"},
        {"\uFF21\uFF4E\uFB01", "anfi"},
        {"A\u0332n\u0336a\x01\uFFFD\u202E", "ana"},
        {"Jos\u00E9 Jose\u0301", "jos\u00E9 jos\u00E9"},
        {"Stra\u00DFe", "strasse"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_str(utf8_seen(&arena, str_from(rows[i].text)), rows[i].seen);
    arena_free(&arena);
}

static void test_plain(void **state)
{
    static const struct {
        const char *text, *plain;
    } rows[] = {
        {"", ""},
        {"Ana", "ana"},
        {"  Ana \t\n Lima ", "ana lima"},
        {"O'Brien", "obrien"},
        {"O’Brien", "obrien"},
        {"Jean-Luc", "jean luc"},
        {"Jean–Luc", "jean luc"},
        {"ana_lima", "ana lima"},
        {"- Ana -", "ana"},
        {"Lima, Ana (Dr.)", "lima ana dr"},
        {"C++", "c++"},
        {"José", "jose"},
        {"Jose\u0301", "jose"},
        {"Łukasz Żółć", "lukasz zolc"},
        {"Søren Ærø", "soren aero"},
        {"Đặng Thị", "dang thi"},
        {"Þór Guðmundsson", "thor gudmundsson"},
        {"IŞIK", "isik"},
        {"ışık", "isik"},
        {"İnci", "inci"},
        {"Groß", "gross"},
        {"Ёлкин", "елкин"},
        {"李 小龙", "李 小龙"},
        {"がく", "がく"},   /* voiced kana are other letters */
        {"हिन्दी", "हिन्दी"}, /* vowel signs too */
        {"שָׁלוֹם", "שלום"},   /* points are not */
        {"김\u3000철수", "김 철수"},
        {"葛\U000e0100城", "葛城"}, /* variation selector */
        {"soft\u00adhyphen", "softhyphen"},
        {"a\xff"
         "b",
         "a�b"},
        {"«Ana»…", "ana"},
        {"\u0301", ""},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_str(utf8_plain(&arena, str_from(rows[i].text)), rows[i].plain);
    assert_ptr_not_equal(utf8_plain(&arena, str_from(rows[1].text)).p, rows[1].text);
    arena_free(&arena);
}

/* ---- properties of random text ---- */

/* Characters whose neighbours matter, with others of the first planes, and now and then a broken byte. */
static struct str random_text(struct arena *arena, uint64_t *seed)
{
    static const uint32_t interesting[] = {
        'a',    'A',    ' ',    '\r',   '\n',   '1',    0x200D,  0xFE0F, 0x0301,  0x0323,
        0x0327, 0x0345, 0x1100, 0x1161, 0x11A8, 0xAC00, 0x1F468, 0x2764, 0x1F1F5, 0x1F3FD,
        0x202E, 0x0130, 0x03A3, 0x1F82, 0x3099, 0x304B, 0x0903,  0x0600,
    };
    struct buf text = {0};
    struct str copy;

    for (uint64_t n = next_random(seed) % 12; n; n--) {
        uint64_t r = next_random(seed);

        if (r % 16 == 0)
            buf_putc(&text, (char)(r >> 8));
        else if (r % 2)
            utf8_put(&text, interesting[(r >> 8) % COUNT(interesting)]);
        else
            utf8_put(&text, (uint32_t)((r >> 8) % 0x1FFFF));
    }
    copy = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

static void test_cleaning_changes_no_width(void **state)
{
    struct arena arena = {0};
    uint64_t seed = 1234567;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct buf clean = {0}, twice = {0};
        struct str text = random_text(&arena, &seed);
        unsigned width = utf8_width(text);

        utf8_clean(&clean, text);
        utf8_clean(&twice, buf_str(&clean));
        assert_true(str_equal(buf_str(&clean), buf_str(&twice)));
        assert_int_equal(utf8_invalid(buf_str(&clean)), clean.n);
        assert_int_equal(utf8_width(buf_str(&clean)), width);
        assert_int_equal(utf8_fit(text, width).n, text.n);
        assert_int_equal(utf8_column(text, text.n), width + 1);
        assert_true(width == 0 || utf8_width(utf8_fit(text, width - 1)) < width);
        buf_free(&clean);
        buf_free(&twice);
        arena_reset(&arena);
    }
    arena_free(&arena);
}

/* utf8proc's own, which is quadratic in runs of marks but right. */
static struct str by_utf8proc(struct arena *arena, struct str s, int options)
{
    utf8proc_uint8_t *bytes = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &bytes,
                                      (utf8proc_option_t)(UTF8PROC_STABLE | options));
    struct str copy;

    assert_true(n >= 0);
    copy = str_copy(arena, (struct str){(const char *)bytes, (size_t)n});
    free(bytes);
    return copy;
}

static void test_forms_agree(void **state)
{
    struct arena arena = {0};
    uint64_t seed = 7654321;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct str text = random_text(&arena, &seed);
        struct str nfc, nfd, fold, plain;

        if (utf8_invalid(text) != text.n)
            continue;
        nfc = utf8_nfc(&arena, text);
        nfd = by_utf8proc(&arena, text, UTF8PROC_DECOMPOSE);
        fold = utf8_fold(&arena, text);
        plain = utf8_plain(&arena, text);
        assert_true(str_equal(nfc, by_utf8proc(&arena, text, UTF8PROC_COMPOSE)));
        assert_true(str_equal(nfc, utf8_nfc(&arena, nfd)));
        assert_true(str_equal(fold, utf8_fold(&arena, nfc)));
        assert_true(str_equal(fold, utf8_fold(&arena, nfd)));
        assert_true(str_equal(fold, utf8_fold(&arena, fold)));
        assert_true(str_equal(plain, utf8_plain(&arena, nfd)));
        assert_true(str_equal(plain, utf8_plain(&arena, plain)));
        arena_reset(&arena);
    }
    arena_free(&arena);
}

/* With utf8proc's own ordering this takes minutes. */
static void test_a_long_run_of_marks(void **state)
{
    enum { PAIRS = 100000 };
    struct arena arena = {0};
    struct buf text = {0};
    struct str nfc;

    (void)state;
    buf_putc(&text, 'q');
    for (int i = 0; i < PAIRS; i++)
        buf_puts(&text, "\u0301\u0323");
    assert_int_equal(utf8_width(buf_str(&text)), 1);
    nfc = utf8_nfc(&arena, buf_str(&text));
    assert_int_equal(nfc.n, text.n);
    assert_true(str_starts(nfc, STR("q\u0323\u0323")));
    assert_true(str_ends(nfc, STR("\u0301\u0301")));
    assert_str(utf8_plain(&arena, buf_str(&text)), "q");
    buf_free(&text);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_invalid_sequences),
        cmocka_unit_test(test_every_character_there_and_back),
        cmocka_unit_test(test_invalid_bytes_are_passed_over_alone),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_fitting),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_cleaning),
        cmocka_unit_test(test_nfc),
        cmocka_unit_test(test_folding),
        cmocka_unit_test(test_seen),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_blank),
        cmocka_unit_test(test_bare),
        cmocka_unit_test(test_cleaning_changes_no_width),
        cmocka_unit_test(test_forms_agree),
        cmocka_unit_test(test_a_long_run_of_marks),
    };
    return unit_run(tests);
}
