#include "ask.h"

#include <errno.h>
#include <unistd.h>

#include "base/utf8.h"

bool ask_is_possible(const struct app *app)
{
    return !app->no_input && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* A line of standard input, byte by byte: what follows it is for somebody else. False where there is none. */
static bool read_line(struct buf *line)
{
    enum { LONGEST = 1000 };
    char c;

    while (line->n < LONGEST) {
        ssize_t n = read(STDIN_FILENO, &c, 1);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return line->n > 0;
        if (c == '\n')
            return true;
        buf_putc(line, c);
    }
    return true;
}

bool ask(struct app *app, const char *question, bool otherwise)
{
    struct buf text = {0}, line = {0};
    struct str answer;
    bool is_yes = false;

    app_flush(app); /* what it is asked about comes first */
    utf8_clean(&text, str_from(question));
    buf_puts(&text, otherwise ? " [Y/n] " : " [y/N] ");
    app_write(STDERR_FILENO, buf_str(&text));
    if (read_line(&line)) {
        answer = str_trim(buf_str(&line));
        is_yes =
            answer.n ? str_equal_nocase(answer, STR("y")) || str_equal_nocase(answer, STR("yes")) : otherwise;
    }
    buf_free(&text);
    buf_free(&line);
    return is_yes;
}
