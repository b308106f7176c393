#include "manual.h"

#include "base/die.h"
#include "base/utf8.h"
#include "embedded.h"

/* What mandoc puts before the title of a subsection, and before all text below it. */
enum { SUBSECTION_INDENT = 3 };

/* ---- the pages */

static struct str page_text(const struct embedded_file *file)
{
    return (struct str){(const char *)file->data, file->size};
}

/* "infoview-format" of "man/infoview-format.5"; empty where the file is no page. */
static struct str page_name(const struct embedded_file *file)
{
    struct str path = str_from(file->path), folder = STR("man/");

    return str_starts(path, folder) ? str_slice(path, folder.n, path.n - strlen(".1")) : (struct str){0};
}

struct str manual_name(size_t index)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (page_name(&embedded_files[i]).n && index-- == 0)
            return page_name(&embedded_files[i]);
    return (struct str){0};
}

static bool find_page(struct str name, struct str *text)
{
    for (size_t i = 0; name.n && i < embedded_count; i++)
        if (str_equal(page_name(&embedded_files[i]), name)) {
            *text = page_text(&embedded_files[i]);
            return true;
        }
    return false;
}

/* ---- overstrikes: `x BACKSPACE x` is bold, `_ BACKSPACE x` underlined */

struct glyph {
    struct str text; /* one character */
    enum term_style style;
};

static struct str take_character(struct str *rest)
{
    struct str all = *rest;

    utf8_next(rest);
    return str_slice(all, 0, all.n - rest->n);
}

/* Cuts the next glyph off a line. A struck-over underscore may be either: it is as what stands `before` it. */
static struct glyph take_glyph(struct str *rest, enum term_style before)
{
    struct glyph glyph = {take_character(rest), STYLE_PLAIN};
    struct str underscore = STR("_");

    while (str_starts(*rest, STR("\b"))) {
        bool was_underscore = str_equal(glyph.text, underscore);

        *rest = str_skip(*rest, 1);
        glyph.text = take_character(rest);
        glyph.style = was_underscore ? STYLE_UNDERLINE : STYLE_BOLD;
        if (was_underscore && str_equal(glyph.text, underscore))
            glyph.style = before ? before : STYLE_BOLD;
    }
    return glyph;
}

/* Appends a line in styles, where the stream has them. */
static void put_line(struct buf *out, const struct term *term, struct str line)
{
    enum term_style style = STYLE_PLAIN;
    struct buf run = {0};

    while (line.n) {
        struct glyph glyph = take_glyph(&line, style);

        if (glyph.style != style) {
            term_put(out, term, style, buf_str(&run));
            buf_reset(&run);
        }
        style = glyph.style;
        buf_put(&run, glyph.text);
    }
    term_put(out, term, style, buf_str(&run));
    buf_putc(out, '\n');
    buf_free(&run);
}

static struct str take_line(struct str *rest)
{
    size_t end = str_index(*rest, '\n', 0);
    struct str line = str_slice(*rest, 0, end);

    *rest = str_skip(*rest, end + 1);
    return line;
}

static void put_text(struct app *app, struct str text)
{
    while (text.n)
        put_line(&app->out, &app->screen, take_line(&text));
}

/* ---- the part of a command */

static size_t indent_of(struct str line)
{
    size_t n = 0;

    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

static bool is_title(struct str line)
{
    return line.n && indent_of(line) <= SUBSECTION_INDENT;
}

static bool is_title_of(struct str line, const char *name)
{
    struct term plain = {0};
    struct buf text = {0};
    bool is_it;

    if (!is_title(line))
        return false;
    put_line(&text, &plain, str_skip(line, SUBSECTION_INDENT));
    is_it = str_equal(str_trim(buf_str(&text)), str_from(name));
    buf_free(&text);
    return is_it;
}

/* What stands from the subsection's title to the next one; empty where there is none. */
static struct str find_subsection(struct str page, const char *name)
{
    struct str start = {0};

    for (struct str rest = page; rest.n;) {
        struct str at = rest, line = take_line(&rest);

        if (start.n && is_title(line))
            return str_slice(start, 0, start.n - at.n);
        if (!start.n && is_title_of(line, name))
            start = at;
    }
    return start;
}

/* ---- what is asked for */

bool manual_page(struct app *app, struct str name)
{
    struct str text;

    if (!find_page(name, &text))
        return false;
    put_text(app, text);
    return true;
}

void manual_command(struct app *app, const struct command *command)
{
    struct str page, part;

    must(find_page(STR("infoview"), &page));
    part = command ? find_subsection(page, command->name) : page;
    if (!part.n) {
        help_command(&app->out, command);
        return;
    }
    for (struct str line; part.n;) {
        line = take_line(&part);
        if (command)
            line = str_skip(line, indent_of(line) < SUBSECTION_INDENT ? 0 : SUBSECTION_INDENT);
        put_line(&app->out, &app->screen, line);
    }
    if (command)
        buf_puts(&app->out, "What all commands have in common: infoview --help\n");
}
