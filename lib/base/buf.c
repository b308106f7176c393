#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

void buf_grow(struct buf *buf, size_t n)
{
    size_t cap = buf->cap ? buf->cap : 256;
    char *p;

    if (n > SIZE_MAX / 4)
        die_out_of_memory();
    while (cap - buf->n < n)
        cap *= 2;
    p = realloc(buf->is_lent ? NULL : buf->p, cap);
    if (!p)
        die_out_of_memory();
    if (buf->is_lent && buf->n)
        memcpy(p, buf->p, buf->n);
    *buf = (struct buf){.p = p, .n = buf->n, .cap = cap};
}

void buf_repeat(struct buf *buf, char c, size_t times)
{
    if (times)
        memset(buf_room(buf, times), c, times);
    buf->n += times;
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
    size_t room = buf->cap - buf->n;
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(room ? buf->p + buf->n : NULL, room, format, args);
    must(n >= 0);
    if ((size_t)n >= room) /* now it is known how much there must be */
        vsnprintf(buf_room(buf, (size_t)n + 1), (size_t)n + 1, format, again);
    va_end(again);
    buf->n += (size_t)n;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    buf_vprintf(buf, format, args);
    va_end(args);
}

void buf_number(struct buf *buf, long number, unsigned digits)
{
    char text[24], *p = text + sizeof text;
    unsigned long rest = number < 0 ? 0UL - (unsigned long)number : (unsigned long)number;
    unsigned written = 0;

    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
        written++;
    } while (rest || (written < digits && written < sizeof text - 2));
    if (number < 0)
        *--p = '-';
    buf_put(buf, (struct str){p, (size_t)(text + sizeof text - p)});
}

void buf_hex(struct buf *buf, uint64_t number)
{
    enum { DIGITS = 16 };
    static const char digits[] = "0123456789abcdef";
    char *p = buf_room(buf, DIGITS);

    for (int i = DIGITS - 1; i >= 0; i--, number >>= 4)
        p[i] = digits[number & 15];
    buf->n += DIGITS;
}

void buf_reset(struct buf *buf)
{
    buf->n = 0;
}

void buf_free(struct buf *buf)
{
    if (!buf->is_lent)
        free(buf->p);
    *buf = (struct buf){0};
}
