#include "text/edit_body_item.h"

#include "text/edit_body_line.h"
#include "text/md_section.h"

enum {
    NEW_LEVEL = 2,
    WIDEST_GAP = 4,          /* spaces behind a marker; after more of them code begins */
    MOST_NUMBER = 999999999, /* of an item: CommonMark 0.30, section 5.2 */
};

uint32_t body_find_section(const struct md_outline *outline, const char *names)
{
    uint32_t found = outline->headings.n;

    for (uint32_t i = 0; i < outline->headings.n; i++) {
        const struct md_heading *heading = &outline->headings.at[i];

        if (!body_is_named(names, heading->title))
            continue;
        if (!(heading->roles & MD_ROLE_PRIVATE))
            return i;
        found = found == outline->headings.n ? i : found;
    }
    return found;
}

/* Where the section's own text ends: at the next heading, of any level. */
static size_t own_end(const struct body_view *view, uint32_t section)
{
    const struct md_outline *outline = &view->outline;

    return section + 1 < outline->headings.n ? outline->headings.at[section + 1].at : view->front.body.n;
}

/* ------------------------------------------------ writing */

static struct str body_of(const struct body_editor *editor)
{
    return editor->before.front.body;
}

/* A line end like those around the offset `at` of the body, which may be the first of the file. */
static void put_line_end(struct body_editor *editor, size_t at)
{
    struct str file = editor->before.front.file;

    buf_put(&editor->text, body_line_end(file, (size_t)(body_of(editor).p - file.p) + at));
}

/* A marker taken apart: indentation, number or none, sign. */
struct marker {
    struct str indent, number, gap;
    char sign;
};

static struct marker marker_of(struct str body, const struct md_item *item)
{
    size_t start = body_line_start(body, item->at), at = item->at;
    struct marker marker = {.indent = str_slice(body, start, item->at), .gap = STR(" ")};
    struct str gap;

    while (at < body.n && is_digit(body.p[at]))
        at++;
    marker.number = str_slice(body, item->at, at);
    marker.sign = at < body.n ? body.p[at] : '-';
    gap = str_slice(body, at + 1, item->text);
    if (item->line && gap.n && gap.n <= WIDEST_GAP && !str_trim(gap).n && !body_line_ends(gap))
        marker.gap = gap;
    return marker;
}

/* The number of an item `step` behind the one that is written as `like`, as wide if that has zeros before it. */
static void put_number(struct body_editor *editor, struct str like, uint32_t step)
{
    uint32_t number = 0;

    str_number(like, MOST_NUMBER, &number);
    if (number + step > MOST_NUMBER)
        step = 0;
    buf_number(&editor->text, (long)number + (long)step, like.p[0] == '0' ? (unsigned)like.n : 1);
}

/* The item itself, marked like `like` (NULL: a hyphen), without line end. */
static void put_item(struct body_editor *editor, const struct md_item *like, uint32_t step)
{
    struct marker marker = {.gap = STR(" "), .sign = '-'};

    if (like)
        marker = marker_of(body_of(editor), like);
    buf_put(&editor->text, marker.indent);
    if (marker.number.n)
        put_number(editor, marker.number, step);
    buf_putc(&editor->text, marker.sign);
    buf_put(&editor->text, marker.gap);
    editor->item = editor->text.n;
    buf_put(&editor->text, str_trim(editor->edit->text));
}

/* Ends the file's last line where `at` stands behind it and it has no line end; says so. */
static bool end_last_line(struct body_editor *editor, size_t at)
{
    const struct front *front = &editor->before.front;
    bool is_top = !at && !front->yaml.p;

    if (is_top || body_line_ended(front->file, (size_t)(front->body.p - front->file.p) + at))
        return false;
    put_line_end(editor, at);
    return true;
}

static enum edit_state insert_at(struct body_editor *editor, size_t at)
{
    editor->from = editor->to = at;
    return EDIT_DONE;
}

/* ------------------------------------------------ beside an item */

/* Whether a blank line stands between the item `i` and the one behind it in its list. */
static bool is_apart(const struct body_editor *editor, uint32_t i)
{
    const struct md_item *items = editor->before.outline.items.at;
    struct str body = body_of(editor);
    size_t next = body_line_start(body, items[i + 1].at);

    return body_text_end(body, items[i].at, next) < next;
}

/* Whether the list has blank lines between its items, by those nearest to the item `i`. */
static bool is_loose(const struct body_editor *editor, uint32_t i)
{
    const struct md_item *items = editor->before.outline.items.at;
    bool has_next = i + 1 < editor->before.outline.items.n && !items[i + 1].is_first;

    return has_next ? is_apart(editor, i) : !items[i].is_first && is_apart(editor, i - 1);
}

/* What an item's number grows by: nothing where all of them have the same one. */
static uint32_t number_step(const struct body_editor *editor, uint32_t i)
{
    const struct md_item *items = editor->before.outline.items.at;
    struct str body = body_of(editor);

    return items[i].is_first ||
           !str_equal(marker_of(body, &items[i]).number, marker_of(body, &items[i - 1]).number);
}

static enum edit_state plan_after(struct body_editor *editor, uint32_t i)
{
    const struct md_item *item = &editor->before.outline.items.at[i];
    size_t at = body_text_end(body_of(editor), item->at, item->end);
    bool was_open = end_last_line(editor, at);

    if (is_loose(editor, i))
        put_line_end(editor, at);
    put_item(editor, item, number_step(editor, i));
    if (!was_open)
        put_line_end(editor, at);
    return insert_at(editor, at);
}

static enum edit_state plan_before(struct body_editor *editor, uint32_t i)
{
    const struct md_item *item = &editor->before.outline.items.at[i];
    size_t at = body_line_start(body_of(editor), item->at);

    put_item(editor, item, 0);
    put_line_end(editor, at);
    if (is_loose(editor, i))
        put_line_end(editor, at);
    return insert_at(editor, at);
}

/* ------------------------------------------------ by date */

enum { NO_ITEM = UINT32_MAX };

/* The items of a section, and what their days say about their order. */
struct dated {
    uint32_t first, last;             /* of all; NO_ITEM: there is none, here and below */
    uint32_t first_dated, last_dated; /* of those with a day */
    uint32_t before, after; /* beside which the new one goes if the newest, or the oldest, comes first */
    uint32_t newest_first, oldest_first; /* pairs of neighbours in that order */
    int32_t day;                         /* of the one looked at last */
    uint32_t item, log;                  /* the next to be looked at */
};

static void take_dated(struct dated *dated, uint32_t i, int32_t day, int32_t ours)
{
    if (dated->day) {
        dated->oldest_first += dated->day < day;
        dated->newest_first += dated->day > day;
    }
    dated->day = day;
    if (dated->first_dated == NO_ITEM)
        dated->first_dated = i;
    dated->last_dated = i;
    if (day <= ours) {
        dated->after = i;
        if (dated->before == NO_ITEM)
            dated->before = i;
    }
}

/* Looks at the items in [from, to) of the body, behind those of the last call. */
static void look_at(const struct body_editor *editor, size_t from, size_t to, struct dated *dated)
{
    const struct body_view *view = &editor->before;

    for (; dated->item < view->outline.items.n; dated->item++) {
        const struct md_item *item = &view->outline.items.at[dated->item];

        if (item->at >= to)
            break;
        if (item->at < from)
            continue;
        dated->first = dated->first == NO_ITEM ? dated->item : dated->first;
        dated->last = dated->item;
        while (dated->log < view->md.log.n && view->md.log.at[dated->log].line < item->line)
            dated->log++;
        if (item->line && dated->log < view->md.log.n && view->md.log.at[dated->log].line == item->line)
            take_dated(dated, dated->item, view->md.log.at[dated->log].when.day, editor->edit->day);
    }
}

/* Beside the items of the section that have a day; where none has, before the first. */
static enum edit_state plan_dated(struct body_editor *editor, const struct dated *dated)
{
    if (dated->first_dated == NO_ITEM)
        return plan_before(editor, dated->first);
    if (dated->oldest_first > dated->newest_first)
        return dated->after == NO_ITEM ? plan_before(editor, dated->first_dated)
                                       : plan_after(editor, dated->after);
    return dated->before == NO_ITEM ? plan_after(editor, dated->last_dated)
                                    : plan_before(editor, dated->before);
}

/* ------------------------------------------------ where there is no list yet */

/* An item to write a first one like: one of the file that has a bullet. */
static const struct md_item *first_bullet(const struct body_editor *editor)
{
    const struct md_outline *outline = &editor->before.outline;

    for (uint32_t i = 0; i < outline->items.n; i++)
        if (!is_digit(body_of(editor).p[outline->items.at[i].at]))
            return &outline->items.at[i];
    return NULL;
}

/* The first item of a list behind all that stands in [from, to), with a blank line on both sides. */
static enum edit_state plan_list(struct body_editor *editor, size_t from, size_t to)
{
    struct str body = body_of(editor);
    size_t text_end = body_text_end(body, from, to), at, blanks = 0;
    bool was_open;

    for (at = text_end; at < to; at = body_line_after(body, at))
        blanks++;
    /* One blank line stays in front of the next heading, so that only a further one can be that before the list. */
    at = blanks > (to < body.n ? 1 : 0) ? body_line_after(body, text_end) : text_end;
    was_open = end_last_line(editor, at);
    if (at == text_end)
        put_line_end(editor, at);
    put_item(editor, first_bullet(editor), 0);
    if (!was_open)
        put_line_end(editor, at);
    if (to < body.n && !blanks)
        put_line_end(editor, at);
    return insert_at(editor, at);
}

/* The level of the file's sections: that below its title. */
static int section_level(const struct md_outline *outline)
{
    for (uint32_t i = 0; i < outline->headings.n; i++)
        if (outline->headings.at[i].level >= NEW_LEVEL)
            return outline->headings.at[i].level;
    return outline->headings.n > 1 ? 1 : NEW_LEVEL;
}

/* Where the new section begins: at one of those that come after it, or at the end. */
static size_t section_start(const struct body_editor *editor, int level)
{
    const struct md_outline *outline = &editor->before.outline;

    for (uint32_t i = 0; i < outline->headings.n; i++)
        if (outline->headings.at[i].level == level &&
            body_is_named(editor->edit->section.before, outline->headings.at[i].title))
            return outline->headings.at[i].at;
    return body_of(editor).n;
}

static enum edit_state plan_section(struct body_editor *editor)
{
    struct str body = body_of(editor);
    int level = section_level(&editor->before.outline);
    size_t at = section_start(editor, level);
    bool was_open = end_last_line(editor, at);

    if (at && body_text_end(body, 0, at) == at)
        put_line_end(editor, at);
    buf_repeat(&editor->text, '#', (size_t)level);
    buf_putc(&editor->text, ' ');
    buf_puts(&editor->text, editor->edit->section.title);
    put_line_end(editor, at);
    put_line_end(editor, at);
    put_item(editor, first_bullet(editor), 0);
    if (!was_open)
        put_line_end(editor, at);
    if (at < body.n)
        put_line_end(editor, at);
    editor->is_section = true;
    return insert_at(editor, at);
}

/* ------------------------------------------------ all of it */

/* The items of a section: of its own text, or also below its headings, private ones left out in a section that is not. */
static struct dated items_of(const struct body_editor *editor, uint32_t section)
{
    const struct md_outline *outline = &editor->before.outline;
    const struct md_heading *headings = outline->headings.at;
    struct dated dated = {NO_ITEM, NO_ITEM, NO_ITEM, NO_ITEM, NO_ITEM, NO_ITEM, 0, 0, 0, 0, 0};

    look_at(editor, headings[section].at, own_end(&editor->before, section), &dated);
    if (editor->edit->order != EDIT_DATED)
        return dated;
    for (uint32_t i = section + 1; i < outline->headings.n && headings[i].level > headings[section].level;
         i++)
        if ((headings[i].roles & MD_ROLE_PRIVATE) == (headings[section].roles & MD_ROLE_PRIVATE))
            look_at(editor, headings[i].at, own_end(&editor->before, i), &dated);
    return dated;
}

enum edit_state body_plan_item(struct body_editor *editor)
{
    const struct md_outline *outline = &editor->before.outline;
    uint32_t section = body_find_section(outline, editor->edit->section.names);
    struct dated dated;

    if (section == outline->headings.n)
        return plan_section(editor);
    dated = items_of(editor, section);
    if (dated.first == NO_ITEM)
        return plan_list(editor, outline->headings.at[section].at, own_end(&editor->before, section));
    if (editor->edit->order == EDIT_DATED)
        return plan_dated(editor, &dated);
    return plan_after(editor, dated.last);
}
