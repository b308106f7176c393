#include "sheet.h"

#include "base/utf8.h"

struct sheet_part *sheet_begin(struct sheet *sheet, struct arena *arena, const char *title)
{
    struct sheet_part *part = vec_add(&sheet->parts, arena);

    part->title = title;
    return part;
}

void sheet_add(struct sheet_part *part, struct arena *arena, const char *label, struct str text)
{
    if (text.n)
        *vec_add(&part->entries, arena) = (struct entry){.label = str_from(label), .text = text};
}

/* ---- for a terminal */

static void put_title(struct app *app, const struct sheet_part *part)
{
    page_end_line(app);
    term_put(&app->out, &app->screen, STYLE_BOLD, str_from(part->title));
    if (part->note.n) {
        buf_puts(&app->out, "  ");
        page_text(app, (unsigned)utf8_width(str_from(part->title)) + PAGE_GAP, STYLE_DIM, part->note);
    } else {
        page_end_line(app);
    }
}

static void put_numbered(struct app *app, const struct entries *entries)
{
    struct arena scratch = {0};
    struct entries numbered = {0};

    for (uint32_t i = 0; i < entries->n; i++) {
        struct buf label = {0};

        buf_printf(&label, "%*u.", entries->n > 9 ? 2 : 1, i + 1);
        *vec_add(&numbered, &scratch) =
            (struct entry){.label = str_copy(&scratch, buf_str(&label)), .text = entries->at[i].text};
        buf_free(&label);
    }
    page_entries(app, &numbered);
    arena_free(&scratch);
}

static void put_part(struct app *app, const struct sheet_part *part)
{
    struct entries labelled = {0};
    struct arena scratch = {0};

    put_title(app, part);
    if (part->form == SHEET_NUMBERED) {
        put_numbered(app, &part->entries);
        return;
    }
    for (uint32_t i = 0; i < part->entries.n; i++)
        if (part->entries.at[i].label.n)
            *vec_add(&labelled, &scratch) = part->entries.at[i];
    page_entries(app, &labelled);
    for (uint32_t i = 0; i < part->entries.n; i++)
        if (!part->entries.at[i].label.n) {
            buf_repeat(&app->out, ' ', PAGE_INDENT);
            page_text(app, PAGE_INDENT, STYLE_PLAIN, part->entries.at[i].text);
        }
    arena_free(&scratch);
}

void sheet_text(struct app *app, const struct sheet *sheet)
{
    page_text(app, 0, STYLE_BOLD, sheet->title);
    if (sheet->below.n)
        page_text(app, 0, STYLE_PLAIN, sheet->below);
    for (uint32_t i = 0; i < sheet->parts.n; i++)
        put_part(app, &sheet->parts.at[i]);
    page_end_line(app);
    page_text(app, 0, STYLE_BOLD, str_from(sheet->last));
}

/* ---- as Markdown */

/* Whether the text would begin a list where it begins a line: "- a", "+ a", "1. a". */
static bool begins_list(struct str text, size_t *sign)
{
    *sign = 0;
    while (*sign < text.n && is_digit(text.p[*sign]))
        ++*sign;
    if (*sign == text.n)
        return false;
    return *sign ? text.p[*sign] == '.' || text.p[*sign] == ')' : text.p[0] == '-' || text.p[0] == '+';
}

static void put_escaped(struct buf *out, struct str text)
{
    static const struct str signs = {"\\`*_[]<>#~|&=", 13};
    struct buf clean = {0};
    size_t sign;
    bool is_list;

    utf8_clean(&clean, str_trim(text));
    is_list = begins_list(buf_str(&clean), &sign);
    for (size_t i = 0; i < clean.n; i++) {
        if (str_index(signs, clean.p[i], 0) < signs.n || (is_list && i == sign))
            buf_putc(out, '\\');
        buf_putc(out, clean.p[i]);
    }
    buf_free(&clean);
}

static void put_markdown_part(struct buf *out, const struct sheet_part *part)
{
    buf_printf(out, "\n## %s", part->title);
    if (part->note.n) {
        buf_puts(out, ": ");
        put_escaped(out, part->note);
    }
    buf_puts(out, "\n");
    for (uint32_t i = 0; i < part->entries.n; i++) {
        const struct entry *entry = &part->entries.at[i];
        bool is_item = part->form != SHEET_PARAGRAPHS || entry->label.n;
        bool was_item = i && (part->form != SHEET_PARAGRAPHS || part->entries.at[i - 1].label.n);

        buf_puts(out, is_item && was_item ? "" : "\n");
        if (part->form == SHEET_NUMBERED)
            buf_printf(out, "%u. ", i + 1);
        else if (is_item)
            buf_printf(out, "- %.*s%s", STR_ARGS(entry->label), entry->label.n ? ": " : "");
        put_escaped(out, entry->text);
        buf_putc(out, '\n');
    }
}

void sheet_markdown(struct buf *out, const struct sheet *sheet)
{
    buf_puts(out, "# ");
    put_escaped(out, sheet->title);
    buf_putc(out, '\n');
    if (sheet->below.n) {
        buf_putc(out, '\n');
        put_escaped(out, sheet->below);
        buf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < sheet->parts.n; i++)
        put_markdown_part(out, &sheet->parts.at[i]);
    buf_printf(out, "\n**%s**\n", sheet->last);
}
