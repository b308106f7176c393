#include "unit.h"

#include "base/digest.h"

/* The bytes and seeds of the reference implementation's own sanity test, and a few texts. */
static void what_the_reference_says(void **state)
{
    char bytes[222];
    uint64_t byte = UINT64_C(2654435761);
    static const struct {
        size_t n;
        uint64_t seed, expected;
    } cases[] = {
        {0, 0, UINT64_C(0xEF46DB3751D8E999)},
        {0, 2654435761, UINT64_C(0xAC75FDA2929B17EF)},
        {1, 0, UINT64_C(0xE934A84ADB052768)},
        {1, 2654435761, UINT64_C(0x5014607643A9B4C3)},
        {4, 0, UINT64_C(0x9136A0DCA57457EE)},
        {14, 0, UINT64_C(0x8282DCC4994E35C8)},
        {14, 2654435761, UINT64_C(0xC3BD6BF63DEB6DF0)},
        {222, 0, UINT64_C(0xB641AE8CB691C174)},
        {222, 2654435761, UINT64_C(0x20CB8AB7AE10C14A)},
    };

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(byte >> 56);
        byte *= UINT64_C(11400714785074694797);
    }
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_true(digest_of((struct str){bytes, cases[i].n}, cases[i].seed) == cases[i].expected);
    assert_true(digest_of(STR("abc"), 0) == UINT64_C(0x44BC2CF5AD770999));
}

static void every_byte_and_the_length_count(void **state)
{
    char bytes[100] = {0};
    uint64_t whole = digest_of((struct str){bytes, sizeof bytes}, 0);

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        assert_true(digest_of((struct str){bytes, i}, 0) != whole);
        bytes[i] = 1;
        assert_true(digest_of((struct str){bytes, sizeof bytes}, 0) != whole);
        bytes[i] = 0;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_reference_says),
        cmocka_unit_test(every_byte_and_the_length_count),
    };

    return unit_run(tests);
}
