#include "ask.h"

#include <errno.h>
#include <unistd.h>

#include "base/utf8.h"

bool ask_is_possible(const struct app *app)
{
    return !app->no_input && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* Asks and reads a line, trimmed, in the app's arena; false at the end of input. */
static bool ask(struct app *app, const char *question, struct str *answer)
{
    enum { LONGEST = 1000 };
    char line[LONGEST];
    struct buf text = {0};
    ssize_t got = 1;
    size_t n = 0;

    app_flush(app); /* what it is about comes first */
    utf8_clean(&text, str_from(question));
    buf_putc(&text, ' ');
    app_write(STDERR_FILENO, buf_str(&text));
    buf_free(&text);
    while (n < sizeof line) {
        got = read(STDIN_FILENO, line + n, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || line[n] == '\n')
            break;
        n++;
    }
    *answer = str_copy(&app->arena, str_trim((struct str){line, n}));
    return got > 0 || n > 0;
}

struct str ask_line(struct app *app, const char *question)
{
    struct str answer;

    ask(app, question, &answer);
    return answer;
}

/* `otherwise` is what an empty line means. */
static bool is_yes(struct app *app, const char *question, bool otherwise)
{
    struct buf text = {0};
    struct str answer;
    bool is_answered;

    buf_printf(&text, "%s %s", question, otherwise ? "[Y/n]" : "[y/N]");
    buf_putc(&text, '\0');
    is_answered = ask(app, text.p, &answer);
    buf_free(&text);
    if (!answer.n)
        return is_answered && otherwise;
    return str_equal_nocase(answer, STR("y")) || str_equal_nocase(answer, STR("yes"));
}

bool ask_yes(struct app *app, const char *question)
{
    return is_yes(app, question, false);
}

bool ask_unless_no(struct app *app, const char *question)
{
    return is_yes(app, question, true);
}
