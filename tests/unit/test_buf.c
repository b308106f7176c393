#include "base/buf.h"

#include "unit.h"

static void assert_holds(const struct buf *buf, const char *expected)
{
    assert_int_equal(buf->n, strlen(expected));
    assert_true(str_equal(buf_str(buf), str_from(expected)));
}

static void test_appending(void **state)
{
    struct buf buf = {0};

    (void)state;
    assert_int_equal(buf_str(&buf).n, 0);
    buf_put(&buf, (struct str){0});
    assert_holds(&buf, "");
    buf_puts(&buf, "one");
    buf_putc(&buf, ',');
    buf_put(&buf, STR(" two"));
    buf_repeat(&buf, '.', 3);
    buf_repeat(&buf, '!', 0);
    buf_printf(&buf, " %d %s", 3, "four");
    assert_holds(&buf, "one, two... 3 four");
    buf_reset(&buf);
    buf_hex(&buf, 0);
    buf_hex(&buf, UINT64_C(0x0123456789abcdef));
    buf_hex(&buf, UINT64_MAX);
    assert_holds(&buf, "0000000000000000"
                       "0123456789abcdef"
                       "ffffffffffffffff");
    buf_reset(&buf);
    assert_holds(&buf, "");
    assert_true(buf.cap > 0);
    buf_free(&buf);
    assert_null(buf.p);
    assert_int_equal(buf.cap, 0);
}

static void test_format_longer_than_the_room(void **state)
{
    struct buf buf = {0};

    (void)state;
    buf_printf(&buf, "%*s", 100000, "x");
    assert_int_equal(buf.n, 100000);
    assert_int_equal(buf.p[0], ' ');
    assert_int_equal(buf.p[99999], 'x');
    buf_free(&buf);
}

static void test_growing_keeps_what_is_there(void **state)
{
    struct buf buf = {0};

    (void)state;
    for (int i = 0; i < 100000; i++)
        buf_putc(&buf, (char)('a' + i % 26));
    for (int i = 0; i < 100000; i++)
        assert_int_equal(buf.p[i], 'a' + i % 26);
    assert_true(buf.cap < 400000);
    buf_free(&buf);
}

static void test_what_is_lent_is_given_back(void **state)
{
    char room[8] = "~~~~~~~";
    struct buf buf = BUF_LENT(room);

    (void)state;
    assert_int_equal(buf.n, 0);
    for (size_t n = 1; n <= 4 * sizeof room; n++) {
        buf_putc(&buf, (char)('a' + n % 26));
        assert_int_equal(buf.p == room, n <= sizeof room);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(buf.p[i], 'a' + (i + 1) % 26);
    }
    assert_memory_equal(room, "bcdefghi", sizeof room);
    buf_free(&buf);
    assert_null(buf.p);
    buf = BUF_LENT(room);
    buf_printf(&buf, "%s", "longer than the room");
    assert_holds(&buf, "longer than the room");
    buf_free(&buf);
    buf = BUF_LENT(room);
    buf_puts(&buf, "fits");
    buf_free(&buf); /* frees nothing */
    assert_memory_equal(room, "fits", 4);
}

static void test_room_is_not_in_use_until_said(void **state)
{
    struct buf buf = {0};
    char *room = buf_room(&buf, 1000);

    (void)state;
    memset(room, 'x', 1000);
    assert_int_equal(buf.n, 0);
    buf.n += 2;
    assert_holds(&buf, "xx");
    assert_ptr_equal(buf_room(&buf, 998), buf.p + 2);
    buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appending),
        cmocka_unit_test(test_format_longer_than_the_room),
        cmocka_unit_test(test_growing_keeps_what_is_there),
        cmocka_unit_test(test_what_is_lent_is_given_back),
        cmocka_unit_test(test_room_is_not_in_use_until_said),
    };
    return unit_run(tests);
}
