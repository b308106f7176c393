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

/* A line of a paragraph: the bytes [from, to) of `text`. */
struct line {
    struct str text;
    size_t from, to;
};

/* The values of a line, each a link if it is an address that no line break goes through. */
static void put_addresses(struct app *app, enum term_style style, struct line line)
{
    const struct str between = STR("; ");

    for (size_t from = line.from, end; from < line.to; from = end) {
        bool is_start = from == 0 || str_ends(str_slice(line.text, 0, from), between);
        size_t value = str_find(line.text, between, from);
        struct str text = str_slice(line.text, from, value < line.to ? value : line.to);

        end = value + between.n < line.to ? value + between.n : line.to;
        term_put_link(&app->out, &app->screen, style, text,
                      (struct term_link){.address = is_start && value <= line.to ? text : (struct str){0}});
        term_put(&app->out, &app->screen, style, str_slice(line.text, from + text.n, end));
    }
}

static void put_words(struct app *app, enum term_style style, struct line line, const struct entry *entry)
{
    struct term_link file = {.file = entry->link == ENTRY_FILE ? entry->text : (struct str){0}};

    if (entry->link == ENTRY_ADDRESSES)
        put_addresses(app, style, line);
    else
        term_put_link(&app->out, &app->screen, style, str_slice(line.text, line.from, line.to), file);
}

static void put_paragraph(struct app *app, unsigned at, enum term_style style, const struct entry *entry)
{
    unsigned width = app->screen.width, room = width > at + LEAST_ROOM ? width - at : LEAST_ROOM;
    struct buf clean = {0};

    utf8_clean(&clean, str_trim(entry->text));
    while (!clean.n && app->out.n && app->out.p[app->out.n - 1] == ' ')
        app->out.n--;
    for (struct str rest = buf_str(&clean); rest.n || rest.p == clean.p;) {
        struct str line = app->screen.cut ? line_of(rest, room) : rest;
        size_t from = clean.n - rest.n;

        put_words(app, style, (struct line){buf_str(&clean), from, from + line.n}, entry);
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

void page_text(struct app *app, unsigned at, enum term_style style, struct str text)
{
    put_paragraph(app, at, style, &(struct entry){.text = text});
}

void page_title(struct app *app, const char *title)
{
    page_end_line(app);
    term_put(&app->out, &app->screen, STYLE_BOLD, str_from(title));
    page_end_line(app);
}

void page_entry(struct app *app, unsigned cells, const struct entry *entry)
{
    struct term screen = app->screen;

    screen.cut = false;
    buf_repeat(&app->out, ' ', PAGE_INDENT);
    term_cell(&app->out, &screen, entry->label, cells);
    buf_repeat(&app->out, ' ', PAGE_GAP);
    put_paragraph(app, PAGE_INDENT + cells + PAGE_GAP, STYLE_PLAIN, entry);
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
        page_entry(app, cells, &entries->at[i]);
}
