#include "screen.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { LEAST_WIDTH = 40, USUAL_WIDTH = 80 };

static struct winsize size_of(const struct app *app)
{
    struct winsize size = {0};

    if (!app->is_terminal || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return (struct winsize){0};
    return size;
}

unsigned screen_columns(const struct app *app)
{
    return size_of(app).ws_col;
}

unsigned screen_lines(const struct app *app)
{
    return size_of(app).ws_row;
}

static bool is_term(const char *name)
{
    const char *term = getenv("TERM");

    return term && strcmp(term, name) == 0;
}

bool screen_is_dumb(void)
{
    return !getenv("TERM") || is_term("dumb");
}

const char *screen_no_colour(const struct app *app)
{
    const char *no_color = getenv("NO_COLOR");

    if (!app->is_terminal)
        return "standard output is no terminal";
    if (no_color && *no_color)
        return "NO_COLOR is set";
    if (!getenv("TERM"))
        return "TERM is not set";
    return is_term("dumb") ? "TERM is dumb" : NULL;
}

/* The Linux console prints an escape sequence that it does not know. */
bool screen_can_link(const struct app *app)
{
    return app->is_terminal && app->screen.colour && !screen_is_dumb() && !is_term("linux");
}

void screen_init(struct app *app)
{
    unsigned columns;

    app->is_terminal = isatty(STDOUT_FILENO);
    columns = screen_columns(app);
    app->screen = (struct term){.colour = !screen_no_colour(app),
                                .cut = app->is_terminal,
                                .width = columns >= LEAST_WIDTH ? columns : USUAL_WIDTH};
}

void screen_set_root(struct app *app, struct str folder)
{
    char host[256] = ""; /* RFC 1035: at most 255 */
    char *root = realpath(str_copy(&app->arena, folder).p, NULL);

    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    app->screen.host = str_copy(&app->arena, str_from(host));
    app->screen.root = str_copy(&app->arena, str_from(root));
    free(root);
}
