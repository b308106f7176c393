#include "progress.h"

#include <unistd.h>

enum { FIRST_MS = 500, NEXT_MS = 100 };

static struct timespec now(void)
{
    struct timespec time = {0};

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time;
}

static long milliseconds(const struct timespec *from, const struct timespec *to)
{
    return (long)(to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

/* 12,345 */
static void put_grouped(struct buf *out, size_t number)
{
    if (number >= 1000) {
        put_grouped(out, number / 1000);
        buf_putc(out, ',');
    }
    buf_number(out, (long)(number % 1000), number >= 1000 ? 3 : 1);
}

static void put_line(struct progress *progress, size_t done, size_t total)
{
    struct buf line = {0};

    buf_printf(&line, "\r%s ", progress->doing);
    put_grouped(&line, done);
    buf_puts(&line, " of ");
    put_grouped(&line, total);
    buf_printf(&line, " %s", progress->things);
    app_write(STDERR_FILENO, buf_str(&line));
    progress->shown = (unsigned)line.n - 1; /* it only grows */
    buf_free(&line);
}

void progress_tell(void *context, size_t done, size_t total)
{
    struct progress *progress = context;
    struct timespec time = now();

    if (progress->shown ? milliseconds(&progress->last, &time) < NEXT_MS
                        : milliseconds(&progress->start, &time) < FIRST_MS)
        return;
    progress->last = time;
    put_line(progress, done, total);
}

bool progress_begin(struct app *app, struct progress *progress, const char *doing, const char *things)
{
    *progress = (struct progress){.doing = doing, .things = things, .start = now()};
    return !app->quiet && isatty(STDERR_FILENO);
}

void progress_end(struct progress *progress)
{
    struct buf line = {0};

    if (!progress->shown)
        return;
    buf_putc(&line, '\r');
    buf_repeat(&line, ' ', progress->shown);
    buf_putc(&line, '\r');
    app_write(STDERR_FILENO, buf_str(&line));
    buf_free(&line);
}
