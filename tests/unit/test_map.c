#include "base/map.h"

#include "unit.h"

enum { KEYS = 10000, LONGEST = 24, BUCKETS = 4096 };

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* The model: pairs in lists by length and first byte, looked for one after the other. */
struct model {
    struct {
        struct str key;
        void *value;
        int older; /* index, or -1 */
    } pairs[KEYS];
    int n;
    int heads[BUCKETS];
};

static int *model_list(struct model *model, struct str key)
{
    return &model->heads[(key.n * 131 + (key.n ? (unsigned char)key.p[key.n - 1] : 0)) % BUCKETS];
}

static void *model_set(struct model *model, struct str key, void *value)
{
    int *head = model_list(model, key);

    for (int i = *head; i >= 0; i = model->pairs[i].older) {
        if (str_equal(model->pairs[i].key, key)) {
            void *before = model->pairs[i].value;

            model->pairs[i].value = value;
            return before;
        }
    }
    model->pairs[model->n].key = key;
    model->pairs[model->n].value = value;
    model->pairs[model->n].older = *head;
    *head = model->n++;
    return NULL;
}

/* Few different bytes and many short keys, so that keys come again and share their beginnings. */
static struct str random_key(struct arena *arena, uint64_t *seed)
{
    char bytes[LONGEST];
    size_t n = next_random(seed) % LONGEST;

    for (size_t i = 0; i < n; i++)
        bytes[i] = "ab\0\xff"[next_random(seed) % 4];
    return str_copy(arena, (struct str){bytes, n});
}

static void test_against_a_model(void **state)
{
    static struct model model;
    static char values[KEYS];
    struct arena arena = {0};
    struct map map = {0};
    uint64_t seed = 88172645463325252u;

    (void)state;
    for (int i = 0; i < BUCKETS; i++)
        model.heads[i] = -1;
    for (int i = 0; i < KEYS; i++) {
        struct str key = random_key(&arena, &seed);
        void *before = model_set(&model, key, &values[i]);

        assert_ptr_equal(map_find(&map, key), before);
        assert_ptr_equal(map_set(&map, &arena, key, &values[i]), before);
        assert_int_equal(map.n, model.n);
    }
    assert_true(model.n > KEYS / 2 && model.n < KEYS); /* both new keys and known ones came */
    for (int i = 0; i < model.n; i++) {
        struct str other = str_copy(&arena, model.pairs[i].key); /* not the same address */

        assert_ptr_equal(map_find(&map, other), model.pairs[i].value);
    }
    assert_null(map_find(&map, STR("never set, and longer than any key")));
    arena_free(&arena);
}

static void test_room_made_at_once_is_enough(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (size_t n = 0; n < 300; n++) {
        struct map map = {0};
        uint16_t keys[300];
        size_t slots;

        map_reserve(&map, &arena, n);
        slots = map.slots;
        for (size_t i = 0; i < n; i++) {
            keys[i] = (uint16_t)i;
            assert_null(
                map_set(&map, &arena, (struct str){(const char *)&keys[i], sizeof keys[i]}, &keys[i]));
        }
        assert_int_equal(map.slots, slots);
        assert_null(map_find(&map, STR("not in it")));
        arena_reset(&arena);
    }
    arena_free(&arena);
}

static void test_empty_map_and_empty_key(void **state)
{
    struct arena arena = {0};
    struct map map = {0};
    int value;

    (void)state;
    assert_null(map_find(&map, STR("a")));
    assert_null(map_find(&map, (struct str){0}));
    assert_null(map_set(&map, &arena, (struct str){0}, &value));
    assert_ptr_equal(map_find(&map, STR("")), &value);
    assert_null(map_find(&map, STR("\0")));
    arena_free(&arena);
}

static void test_fnv1a(void **state)
{
    (void)state;
    /* draft-eastlake-fnv, test vectors */
    assert_true(hash_fnv1a(STR("")) == UINT64_C(0xcbf29ce484222325));
    assert_true(hash_fnv1a(STR("a")) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(hash_fnv1a(STR("foobar")) == UINT64_C(0x85944171f73967e8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_a_model),
        cmocka_unit_test(test_room_made_at_once_is_enough),
        cmocka_unit_test(test_empty_map_and_empty_key),
        cmocka_unit_test(test_fnv1a),
    };
    return unit_run(tests);
}
