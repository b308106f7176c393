#include "base/near.h"

#include "unit.h"

static void the_nearest_offer_is_found(void **state)
{
    static const struct {
        const char *word;
        unsigned limit;
        const char *offers[4];
        const char *found;
    } rows[] = {
        {"status", 2, {"statue", "status", "stats"}, "status"},
        {"statsu", 2, {"stage", "status"}, "status"},
        {"statsu", 0, {"status"}, ""},
        {"ab", 1, {"cb", "ad"}, "cb"}, /* of equally near ones the first */
        {"ab", 2, {"xyz", "abcd", "abc"}, "abc"},
        {"", 2, {"abc"}, ""},
        {"ANA", 1, {"ana"}, "ana"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct near near = {.word = str_from(rows[i].word), .limit = rows[i].limit};

        for (size_t k = 0; k < 4 && rows[i].offers[k]; k++)
            near_offer(&near, str_from(rows[i].offers[k]));
        if (!str_equal(near.found, str_from(rows[i].found)))
            fail_msg("'%s': got '%.*s', wanted '%s'", rows[i].word, STR_ARGS(near.found), rows[i].found);
    }
}

/* A pseudo-random word; the same numbers each run. */
static struct str random_word(struct arena *arena, uint32_t *seed)
{
    char room[8];
    size_t n;

    *seed = *seed * 1664525 + 1013904223;
    n = 3 + (*seed >> 29) % 5;
    for (size_t i = 0; i < n; i++) {
        *seed = *seed * 1664525 + 1013904223;
        room[i] = (char)('a' + (*seed >> 24) % 4);
    }
    return str_copy(arena, (struct str){room, n});
}

/* The index finds all that a search one by one finds at distance 1, and nothing that is further than 2. */
static void an_index_finds_what_is_near(void **state)
{
    enum { WORDS = 300, SEARCHES = 2000 };
    struct arena arena = {0};
    struct near_index index = {0};
    struct str words[WORDS];
    uint32_t seed = 7, near_ones = 0;

    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        words[i] = random_word(&arena, &seed);
        near_index_add(&index, &arena, words[i], &words[i]);
    }
    for (size_t i = 0; i < SEARCHES; i++) {
        struct str word = random_word(&arena, &seed), *found = near_index_find(&index, word);
        unsigned best = 3, distance = found ? str_distance(word, *found, 2) : 3;

        for (size_t k = 0; k < WORDS; k++) {
            unsigned other = str_distance(word, words[k], 2);

            best = other < best ? other : best;
        }
        assert_true(distance == best || (best == 2 && distance == 3));
        near_ones += distance < 3;
    }
    assert_true(near_ones > SEARCHES / 4);
    arena_free(&arena);
}

static void an_index_of_words_that_are_very_long_or_all_equal(void **state)
{
    enum { MANY = 20000 };
    static char long_word[100], equal[] = "the same word for everybody";
    struct arena arena = {0};
    struct near_index index = {0};
    int value;

    (void)state;
    memset(long_word, 'a', sizeof long_word);
    near_index_add(&index, &arena, (struct str){long_word, sizeof long_word}, &value);
    assert_null(near_index_find(&index, (struct str){long_word, sizeof long_word}));
    assert_null(near_index_find(&index, STR("")));
    for (int i = 0; i < MANY; i++)
        near_index_add(&index, &arena, STR(equal), &value);
    for (int i = 0; i < MANY; i++)
        assert_ptr_equal(near_index_find(&index, STR("the same word for everbody")), &value);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_offer_is_found),
        cmocka_unit_test(an_index_finds_what_is_near),
        cmocka_unit_test(an_index_of_words_that_are_very_long_or_all_equal),
    };

    return unit_run(tests);
}
