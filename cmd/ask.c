#include "ask.h"

#include <errno.h>
#include <unistd.h>

#include "base/utf8.h"

bool ask_is_possible(const struct app *app)
{
    return !app->no_input && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

struct str ask_line(struct app *app, const char *question)
{
    enum { LONGEST = 1000 };
    char line[LONGEST];
    struct buf text = {0};
    size_t n = 0;

    app_flush(app); /* what it is about comes first */
    utf8_clean(&text, str_from(question));
    buf_putc(&text, ' ');
    app_write(STDERR_FILENO, buf_str(&text));
    buf_free(&text);
    while (n < sizeof line) {
        ssize_t got = read(STDIN_FILENO, line + n, 1);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || line[n] == '\n')
            break;
        n++;
    }
    return str_copy(&app->arena, str_trim((struct str){line, n}));
}

bool ask_yes(struct app *app, const char *question)
{
    struct str answer;
    struct buf text = {0};

    buf_printf(&text, "%s [y/N]", question);
    buf_putc(&text, '\0');
    answer = ask_line(app, text.p);
    buf_free(&text);
    return str_equal_nocase(answer, STR("y")) || str_equal_nocase(answer, STR("yes"));
}
