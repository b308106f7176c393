#include "base/arena.h"

#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

static void test_pieces_are_zeroed_aligned_and_apart(void **state)
{
    static const size_t sizes[] = {0, 1, 2, 15, 16, 17, 255, 4096, 20000, 300000, 1};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    unsigned char *pieces[COUNT];
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        pieces[i] = arena_alloc(&arena, sizes[i]);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(uint64_t), 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(pieces[i][k], i + 1);
    arena_free(&arena);
    assert_null(arena.newest);
}

static void test_memory_is_zeroed_again_after_a_reset(void **state)
{
    struct arena arena = {0};
    char *first = arena_alloc(&arena, 100);
    char *again;

    (void)state;
    memset(first, 'x', 100);
    arena_reset(&arena);
    again = arena_alloc(&arena, 100);
    assert_ptr_equal(first, again);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(again[i], 0);
    arena_free(&arena);
}

static void test_text_stands_close_together(void **state)
{
    struct arena arena = {0};
    char *first = arena_chars(&arena, 3);
    char *second = arena_chars(&arena, 5);
    uint64_t *number;

    (void)state;
    assert_ptr_equal(second, first + 3);
    memcpy(first, "abc", 3);
    memcpy(second, "defg", 5);
    number = arena_new(&arena, uint64_t);
    assert_int_equal((uintptr_t)number % _Alignof(uint64_t), 0);
    *number = UINT64_MAX;
    assert_string_equal(first, "abcdefg");
    for (size_t size = 0; size < 100; size++) { /* over the end of the first block */
        memset(arena_chars(&arena, size * 10 + 1), 'x', size * 10 + 1);
        assert_int_equal(*arena_new(&arena, uint64_t), 0);
    }
    assert_string_equal(first, "abcdefg");
    arena_free(&arena);
}

static void test_a_reset_keeps_the_newest_block(void **state)
{
    struct arena arena = {0};
    struct arena_block *kept;

    (void)state;
    arena_reset(&arena);
    assert_null(arena.newest);
    for (int i = 0; i < 1000; i++)
        arena_alloc(&arena, 1000);
    kept = arena.newest;
    arena_reset(&arena);
    assert_ptr_equal(arena.newest, kept);
    arena_free(&arena);
}

static void test_what_is_left_of_a_block_is_not_lost_to_a_large_piece(void **state)
{
    enum { LARGE = 5 * 1024 * 1024 + 3 };
    struct arena arena = {0};
    char *alone = arena_alloc(&arena, LARGE), *first = arena_chars(&arena, 3), *large, *text;

    (void)state;
    large = arena_alloc(&arena, LARGE);
    text = arena_chars(&arena, LARGE);
    assert_ptr_equal(arena_chars(&arena, 3), first + 3);
    memset(alone, 'a', LARGE);
    for (size_t i = 0; i < LARGE; i++)
        assert_int_equal(large[i], 0);
    memset(large, 'l', LARGE);
    memset(text, 't', LARGE);
    assert_int_equal(alone[LARGE - 1], 'a');
    assert_int_equal(large[LARGE - 1], 'l');
    large = arena_grow(&arena, large, LARGE, (size_t)2 * LARGE);
    assert_int_equal(large[0], 'l');
    assert_int_equal(large[LARGE - 1], 'l');
    arena_reset(&arena);
    assert_ptr_equal(arena_chars(&arena, 1), first);
    arena_free(&arena);
}

static void test_growing(void **state)
{
    struct arena arena = {0};
    char *piece = arena_grow(&arena, NULL, 0, 10);
    char *grown, *moved;

    (void)state;
    memcpy(piece, "0123456789", 10);
    grown = arena_grow(&arena, piece, 10, 100);
    assert_ptr_equal(grown, piece); /* the newest piece grows where it stands */
    assert_memory_equal(grown, "0123456789", 10);
    assert_ptr_equal(arena_grow(&arena, grown, 100, 50), grown);
    arena_alloc(&arena, 1);
    moved = arena_grow(&arena, grown, 100, 200);
    assert_ptr_not_equal(moved, grown);
    assert_memory_equal(moved, "0123456789", 10);
    moved = arena_grow(&arena, moved, 200, 1000000); /* more than a block */
    assert_memory_equal(moved, "0123456789", 10);
    arena_free(&arena);
}

static void test_adopted_pieces_stay(void **state)
{
    struct arena into = {0}, from = {0};
    char *in_into, *in_from;

    (void)state;
    arena_adopt(&into, &from); /* nothing into nothing */
    in_from = strcpy(arena_alloc(&from, 8), "from");
    arena_adopt(&into, &from); /* into an empty one */
    assert_null(from.newest);
    in_into = strcpy(arena_alloc(&into, 8), "into");
    for (int i = 0; i < 100; i++)
        arena_alloc(&from, 10000);
    arena_adopt(&into, &from);
    strcpy(arena_alloc(&into, 8), "more");
    assert_string_equal(in_into, "into");
    assert_string_equal(in_from, "from");
    assert_null(from.newest);
    arena_free(&into);
    arena_free(&from);
}

static void test_what_comes_next_goes_where_more_room_is_left(void **state)
{
    (void)state;
    for (int is_from = 0; is_from < 2; is_from++) {
        struct arena into = {0}, from = {0};
        char *full = arena_chars(is_from ? &into : &from, 16000),
             *roomy = arena_chars(is_from ? &from : &into, 100);

        memset(full, 'f', 16000);
        arena_adopt(&into, &from);
        assert_null(from.newest);
        assert_ptr_equal(arena_chars(&into, 5000), roomy + 100);
        assert_int_equal(full[15999], 'f');
        arena_free(&into);
    }
}

/* The status with which a process ends that asks for too much; its words go nowhere. */
static int status_of_huge_request(size_t count, size_t size)
{
    pid_t child;
    int status;

    fflush(stdout);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct arena arena = {0};

        close(STDERR_FILENO);
        arena_array(&arena, count, size);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_out_of_memory_ends_with_status_3(void **state)
{
    (void)state;
    assert_int_equal(status_of_huge_request(SIZE_MAX / 2, 4), 3);
    assert_int_equal(status_of_huge_request(1, SIZE_MAX), 3);
    assert_int_equal(status_of_huge_request(1, SIZE_MAX / 2 + 1), 3);
    assert_int_equal(status_of_huge_request(3, 7), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(test_memory_is_zeroed_again_after_a_reset),
        cmocka_unit_test(test_text_stands_close_together),
        cmocka_unit_test(test_a_reset_keeps_the_newest_block),
        cmocka_unit_test(test_what_is_left_of_a_block_is_not_lost_to_a_large_piece),
        cmocka_unit_test(test_growing),
        cmocka_unit_test(test_adopted_pieces_stay),
        cmocka_unit_test(test_what_comes_next_goes_where_more_room_is_left),
        cmocka_unit_test(test_out_of_memory_ends_with_status_3),
    };
    return unit_run(tests);
}
