#include "base/vec.h"

#include "unit.h"

struct thing {
    int number;
    char tail[20];
};

struct things {
    VEC(struct thing);
};

static void test_elements_come_zeroed_and_stay(void **state)
{
    struct arena arena = {0};
    struct things things = {0};

    (void)state;
    for (int i = 0; i < 10000; i++) {
        struct thing *thing = vec_add(&things, &arena);

        assert_int_equal(thing->number, 0);
        for (size_t k = 0; k < sizeof thing->tail; k++)
            assert_int_equal(thing->tail[k], 0);
        memset(thing, 0xFF, sizeof *thing);
        thing->number = i;
    }
    assert_int_equal(things.n, 10000);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(things.at[i].number, i);
    arena_free(&arena);
}

static void test_two_arrays_growing_by_turns(void **state)
{
    struct arena arena = {0};
    struct {
        VEC(int);
    } a = {0}, b = {0};

    (void)state;
    for (int i = 0; i < 3000; i++) {
        *vec_add(&a, &arena) = i;
        *vec_add(&b, &arena) = -i;
    }
    for (int i = 0; i < 3000; i++) {
        assert_int_equal(a.at[i], i);
        assert_int_equal(b.at[i], -i);
    }
    arena_free(&arena);
}

static void test_an_array_filled_in_one_go_grows_in_place(void **state)
{
    struct arena arena = {0};
    struct {
        VEC(int);
    } numbers = {0};
    int *first;

    (void)state;
    *vec_add(&numbers, &arena) = 1;
    first = numbers.at;
    for (int i = 0; i < 1000; i++)
        *vec_add(&numbers, &arena) = i;
    assert_ptr_equal(numbers.at, first);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elements_come_zeroed_and_stay),
        cmocka_unit_test(test_two_arrays_growing_by_turns),
        cmocka_unit_test(test_an_array_filled_in_one_go_grows_in_place),
    };
    return unit_run(tests);
}
