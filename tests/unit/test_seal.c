#include "site/seal.h"

#include "unit.h"

#define KIB ((size_t)1024)
#define MIB (1024 * KIB)
#define OVERHEAD ((size_t)SEAL_HEADER + 8 + SEAL_TAG)

/* The bytes of a text in hex. */
static size_t from_hex(const char *hex, unsigned char *bytes)
{
    size_t n = strlen(hex) / 2;

    for (size_t i = 0; i < n; i++) {
        const char digits[] = {hex[2 * i], hex[2 * i + 1], '\0'};

        bytes[i] = (unsigned char)strtoul(digits, NULL, 16);
    }
    return n;
}

/* RFC 7914, section 11. */
static void keys_are_those_of_rfc_7914(void **state)
{
    static const struct {
        const char *passphrase, *salt;
        uint32_t iterations;
        const char *key;
    } rows[] = {
        {"passwd", "salt", 1,
         "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
         "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"},
        {"Password", "NaCl", 80000,
         "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
         "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        unsigned char wanted[64], key[64];

        from_hex(rows[i].key, wanted);
        assert_true(seal_derive(str_from(rows[i].passphrase), str_from(rows[i].salt), rows[i].iterations, key,
                                sizeof key));
        assert_memory_equal(key, wanted, sizeof key);
    }
}

/* NIST, "The Galois/Counter Mode of Operation (GCM)", appendix B, test cases 13 to 16. */
static void ciphertexts_are_those_of_nist(void **state)
{
    static const struct {
        const char *key, *iv, *associated, *plain, *sealed;
    } rows[] = {
        {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "",
         "", "530f8afbc74536b9a963b4f1c4cb738b"},
        {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "",
         "00000000000000000000000000000000",
         "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
        {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
         "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
         "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
         "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
         "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
         "b094dac5d93471bdec1a502270e3cc6c"},
        {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
         "feedfacedeadbeeffeedfacedeadbeefabaddad2",
         "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
         "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
         "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
         "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
         "76fc6ece0f4e1768cddf8853bb2d551b"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        unsigned char key[32], iv[12], associated[32], plain[64 + SEAL_TAG], wanted[64 + SEAL_TAG];
        struct seal_message message = {.key = key, .iv = iv};
        size_t n;

        from_hex(rows[i].key, key);
        from_hex(rows[i].iv, iv);
        message.associated = (struct str){(const char *)associated, from_hex(rows[i].associated, associated)};
        message.plain = (struct str){(const char *)plain, from_hex(rows[i].plain, plain)};
        n = from_hex(rows[i].sealed, wanted);
        assert_int_equal(message.plain.n + SEAL_TAG, n);
        assert_true(seal_encrypt(&message, plain)); /* in its place, as the format does it */
        assert_memory_equal(plain, wanted, n);
    }
}

static void sizes_are_those_of_the_buckets(void **state)
{
    static const struct {
        size_t whole, pad, bucket;
    } rows[] = {
        {OVERHEAD, 0, 256 * KIB},
        {256 * KIB - 1, 0, 256 * KIB},
        {256 * KIB, 0, 256 * KIB},
        {256 * KIB + 1, 0, 512 * KIB},
        {512 * KIB - 1, 0, 512 * KIB},
        {512 * KIB, 0, 512 * KIB},
        {512 * KIB + 1, 0, MIB},
        {MIB, 0, MIB},
        {MIB + 1, 0, 2 * MIB},
        {2 * MIB, 0, 2 * MIB},
        {2 * MIB + 1, 0, 4 * MIB},
        {4 * MIB - 1, 0, 4 * MIB},
        {4 * MIB, 0, 4 * MIB},
        {4 * MIB + 1, 0, 6 * MIB},
        {6 * MIB, 0, 6 * MIB},
        {6 * MIB + 1, 0, 8 * MIB},
        {100 * MIB + 1, 0, 102 * MIB},
        {OVERHEAD, 1, 256 * KIB},
        {OVERHEAD, 256 * KIB + 1, 512 * KIB},
        {OVERHEAD, MIB, MIB},
        {OVERHEAD, 5 * MIB, 6 * MIB},
        {3 * MIB, MIB, 4 * MIB},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(seal_bucket(rows[i].whole - OVERHEAD, rows[i].pad), rows[i].bucket);
}

/* What is written: the header as the page has it, and a whole bucket whatever the content. */
static void the_header_is_in_its_place(void **state)
{
    static const unsigned char start[] = {'I', 'V', 'W', '1', 1, 0, 0, 0, 0, 0x09, 0x27, 0xc0, 0, 0, 0, 0};
    const size_t lengths[] = {0, 1, 256 * KIB - OVERHEAD - 1, 256 * KIB - OVERHEAD, 256 * KIB - OVERHEAD + 1};
    char *content = calloc(1, 256 * KIB);

    (void)state;
    assert_non_null(content);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct seal seal = {.passphrase = STR("bado-kilu"), .iterations = SEAL_LEAST_ITERATIONS};
        struct buf out = {0};
        struct err err = {0};

        memset(seal.salt, 's', sizeof seal.salt);
        memset(seal.iv, 'i', sizeof seal.iv);
        buf_puts(&out, "before");
        assert_int_equal(seal_write(&seal, (struct str){content, lengths[i]}, &out, &err), 0);
        assert_int_equal(out.n, 6 + seal_bucket(lengths[i], 0));
        assert_memory_equal(out.p + 6, start, sizeof start);
        assert_memory_equal(out.p + 6 + sizeof start, "ssssssssssssssssiiiiiiiiiiii", SEAL_SALT + SEAL_IV);
        buf_free(&out);
    }
    free(content);
}

static void no_two_have_salt_or_iv_in_common(void **state)
{
    enum { COUNT = 50 };
    struct seal seals[COUNT] = {{.pad = 0}};
    struct err err = {0};

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(seal_refresh(&seals[i], &err), 0);
        for (int k = 0; k < i; k++) {
            assert_memory_not_equal(seals[i].salt, seals[k].salt, SEAL_SALT);
            assert_memory_not_equal(seals[i].iv, seals[k].iv, SEAL_IV);
        }
    }
}

/* The reader does the same: tests/web/sealed.test.js has these rows. */
static void passphrases_are_made_normal(void **state)
{
    static const struct {
        const char *typed, *normal;
    } rows[] = {
        {"bado-kilu", "bado-kilu"},
        {"bado kilu", "bado-kilu"},
        {"  bado kilu\n", "bado-kilu"},
        {"--bado  kilu - \r\n", "bado--kilu"},
        {"Bado kilu", "Bado-kilu"},
        {"caf\x65\xcc\x81 noir", "caf\xc3\xa9-noir"},
        {"caf\xc3\xa9 noir", "caf\xc3\xa9-noir"},
        {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xed\x95\x9c"},
        {"a\tb", "a\tb"},
        {" - ", ""},
        {"", ""},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str normal = seal_normal(&arena, str_from(rows[i].typed));

        if (!str_equal(normal, str_from(rows[i].normal)))
            fail_msg("'%s' became '%.*s'", rows[i].typed, STR_ARGS(normal));
    }
    arena_free(&arena);
}

/* 14 of 64 syllables are 84 bits; all of them occur, and none twice as often as another would by chance. */
static void generated_passphrases_have_their_bits(void **state)
{
    enum { COUNT = 2000, SYLLABLES = 14, LENGTH = 2 * SYLLABLES + 6 };
    unsigned seen[256][256] = {{0}};
    unsigned kinds = 0;
    struct arena arena = {0};

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        struct buf text = {0};
        struct err err = {0};

        assert_int_equal(seal_generate(&text, &err), 0);
        assert_int_equal(text.n, LENGTH);
        assert_true(str_equal(seal_normal(&arena, buf_str(&text)), buf_str(&text)));
        for (size_t at = 0; at < text.n; at += 2) {
            if (at % 5 == 4)
                assert_int_equal(text.p[at++], '-');
            seen[(unsigned char)text.p[at]][(unsigned char)text.p[at + 1]]++;
        }
        buf_free(&text);
    }
    for (int i = 0; i < 256 * 256; i++) {
        unsigned count = seen[i / 256][i % 256];

        kinds += count > 0;
        assert_true(count == 0 || (count > COUNT * SYLLABLES / 64 / 2 && count < COUNT * SYLLABLES / 64 * 2));
    }
    assert_int_equal(kinds, 64);
    arena_free(&arena);
}

static void hashes_are_base64(void **state)
{
    struct buf text = {0};

    (void)state;
    seal_put_hash(&text, STR("abc"));
    assert_true(str_equal(buf_str(&text), STR("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")));
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_those_of_rfc_7914),
        cmocka_unit_test(ciphertexts_are_those_of_nist),
        cmocka_unit_test(sizes_are_those_of_the_buckets),
        cmocka_unit_test(the_header_is_in_its_place),
        cmocka_unit_test(no_two_have_salt_or_iv_in_common),
        cmocka_unit_test(passphrases_are_made_normal),
        cmocka_unit_test(generated_passphrases_have_their_bits),
        cmocka_unit_test(hashes_are_base64),
    };

    return unit_run(tests);
}
