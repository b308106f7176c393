#include "base/err.h"

#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Cleaned, so that a name with a line end in it leaves the message one line; cut between characters. */
static void keep(struct err *err, struct str text)
{
    struct buf clean = {0};
    size_t n;

    utf8_clean(&clean, text);
    n = clean.n;
    if (n >= sizeof err->message) {
        n = sizeof err->message - 1;
        while (n && ((unsigned char)clean.p[n] & 0xC0) == 0x80)
            n--;
    }
    if (n)
        memcpy(err->message, clean.p, n);
    err->message[n] = '\0';
    buf_free(&clean);
}

int err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    err->kind = kind;
    keep(err, buf_str(&text));
    buf_free(&text);
    return -1;
}

/* The system's words begin with a capital; ours do not. */
static void put_errno(struct buf *text, int number)
{
    char words[128] = "";

    if (strerror_r(number, words, sizeof words) != 0 || !words[0]) {
        buf_printf(text, "error %d", number);
        return;
    }
    if (words[1] >= 'a' && words[1] <= 'z')
        words[0] = to_lower(words[0]);
    buf_puts(text, words);
}

int err_errno(struct err *err, int number, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    buf_puts(&text, ": ");
    put_errno(&text, number);
    err->kind = number == ENOENT || number == ENOTDIR ? ERR_NOT_FOUND : ERR_SYSTEM;
    keep(err, buf_str(&text));
    buf_free(&text);
    return -1;
}

int err_wrap(struct err *err, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    buf_printf(&text, ": %s", err->message);
    keep(err, buf_str(&text));
    buf_free(&text);
    return -1;
}
