/*
 * A growing buffer of bytes for output and for file contents. A zeroed buffer
 * is empty. It owns its memory, but what was lent to it; `buf_free` gives it
 * back. Out of memory ends the process.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "base/attr.h"
#include "base/str.h"

struct buf {
    char *p;
    size_t n;     /* bytes used */
    size_t cap;   /* bytes there are */
    bool is_lent; /* they are not its own */
};

/* An empty buffer that begins in an array of characters, which must outlive it: a short text takes no other memory. */
#define BUF_LENT(room) ((struct buf){.p = (room), .cap = sizeof(room), .is_lent = true})

/* Makes the buffer larger than it is, for `n` bytes after those in use: buf_room. */
void buf_grow(struct buf *buf, size_t n);

/* Makes room for `n` bytes after those in use and returns where they start. */
static inline char *buf_room(struct buf *buf, size_t n)
{
    if (n > buf->cap - buf->n)
        buf_grow(buf, n);
    return buf->p + buf->n;
}

static inline void buf_put(struct buf *buf, struct str s)
{
    if (s.n)
        memcpy(buf_room(buf, s.n), s.p, s.n);
    buf->n += s.n;
}

static inline void buf_puts(struct buf *buf, const char *text)
{
    buf_put(buf, str_from(text));
}

static inline void buf_putc(struct buf *buf, char c)
{
    *buf_room(buf, 1) = c;
    buf->n++;
}

void buf_repeat(struct buf *buf, char c, size_t times);
ATTR_PRINTF(2, 3) void buf_printf(struct buf *buf, const char *format, ...);
ATTR_PRINTF(2, 0) void buf_vprintf(struct buf *buf, const char *format, va_list args);

/* Appends a number in decimal, with zeros before it up to `digits` digits. */
void buf_number(struct buf *buf, long number, unsigned digits);

/* Appends a number as sixteen hexadecimal digits. */
void buf_hex(struct buf *buf, uint64_t number);

/* The bytes in use; valid until the buffer changes. */
static inline struct str buf_str(const struct buf *buf)
{
    return (struct str){buf->p, buf->n};
}

/* Empties the buffer, keeping its memory. */
void buf_reset(struct buf *buf);
void buf_free(struct buf *buf);

#endif
