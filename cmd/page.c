#include "page.h"

#include "base/utf8.h"

enum { LEAST_ROOM = 20 };

void page_end_line(struct app *app)
{
    buf_putc(&app->out, '\n');
    app_drain(app);
}

/* The part of `text` that goes on a line of `room` cells: up to a space where there is one. */
static struct str line_of(struct str text, unsigned room)
{
    struct str line = utf8_fit(text, room);
    size_t space = line.n;

    if (line.n == text.n)
        return line;
    if (!line.n) /* a grapheme that is wider than the line */
        return text;
    if (text.p[line.n] == ' ')
        return line;
    while (space > 0 && line.p[space - 1] != ' ')
        space--;
    return space ? str_slice(line, 0, space - 1) : line;
}

void page_text(struct app *app, unsigned at, enum term_style style, struct str text)
{
    unsigned width = app->screen.width, room = width > at + LEAST_ROOM ? width - at : LEAST_ROOM;
    struct buf clean = {0};

    utf8_clean(&clean, str_trim(text));
    while (!clean.n && app->out.n && app->out.p[app->out.n - 1] == ' ')
        app->out.n--;
    for (struct str rest = buf_str(&clean); rest.n || rest.p == clean.p;) {
        struct str line = app->screen.cut ? line_of(rest, room) : rest;

        term_put(&app->out, &app->screen, style, line);
        rest = str_skip(rest, line.n);
        while (rest.n && rest.p[0] == ' ')
            rest = str_skip(rest, 1);
        page_end_line(app);
        if (!rest.n)
            break;
        buf_repeat(&app->out, ' ', at);
    }
    buf_free(&clean);
}

void page_title(struct app *app, const char *title)
{
    page_end_line(app);
    term_put(&app->out, &app->screen, STYLE_BOLD, str_from(title));
    page_end_line(app);
}

void page_entry(struct app *app, unsigned cells, struct str label, struct str text)
{
    struct term screen = app->screen;

    screen.cut = false;
    buf_repeat(&app->out, ' ', PAGE_INDENT);
    term_cell(&app->out, &screen, label, cells);
    buf_repeat(&app->out, ' ', PAGE_GAP);
    page_text(app, PAGE_INDENT + cells + PAGE_GAP, STYLE_PLAIN, text);
}

unsigned page_widest(unsigned width, struct str text)
{
    unsigned own = utf8_width(text);

    return own > width ? own : width;
}

void page_entries(struct app *app, const struct entries *entries)
{
    unsigned cells = 0;

    for (uint32_t i = 0; i < entries->n; i++)
        cells = page_widest(cells, entries->at[i].label);
    if (cells > app->screen.width / 2)
        cells = app->screen.width / 2;
    for (uint32_t i = 0; i < entries->n; i++)
        page_entry(app, cells, entries->at[i].label, entries->at[i].text);
}
