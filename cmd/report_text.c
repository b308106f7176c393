#include <string.h>

#include "base/utf8.h"
#include "page.h"
#include "report.h"
#include "vault/interview.h"

/* The cells of one line of the report, before they are laid out; made once to see how wide they are, and again to be put. */
struct row {
    const char *verb;
    struct str who, org, when, lateness, detail;
};

enum column { COLUMN_WHO, COLUMN_ORG, COLUMN_WHEN, COLUMN_LATENESS, COLUMN_COUNT };

struct layout {
    unsigned width[COLUMN_COUNT];
    unsigned verb;
    bool is_narrow; /* too narrow for a table: each row has two lines */
};

enum { INDENT = 2, GAP = 2, LEAST_NAME = 10, MOST_WIDTH = 100 };

/* ---- the words of a row */

struct str report_org(const struct due_item *item)
{
    struct str org = item->contact ? record_text(item->contact, KEY_ORG) : (struct str){0};

    return org.n || !item->interview ? org : record_text(item->interview, KEY_ORG);
}

static void put_day(struct buf *out, const char *word, int32_t day, int32_t today)
{
    buf_puts(out, word);
    date_human_write(out, day, today);
}

static void put_when(struct buf *out, const struct due_item *item, int32_t today)
{
    const struct value *date = item->interview ? record_find(item->interview, KEY_DATE) : NULL;

    if (item->kind == DUE_THANK || item->kind == DUE_NOTES) {
        put_day(out, "met ", interview_day(item->interview), today);
    } else if (item->kind == DUE_TOUCH) {
        put_day(out, "last ", item->since, today);
    } else if (item->kind == DUE_CONFIRM) {
        put_day(out, "was ", interview_day(item->interview), today);
    } else if (item->kind == DUE_MEET) {
        put_day(out, "", interview_day(item->interview), today);
        if (date && date->stamp.has_time) {
            buf_putc(out, ' ');
            date_time_write(out, date->stamp.minute);
        }
    } else if (item->due) {
        put_day(out, "due ", item->due, today);
    }
}

static void put_who(struct buf *out, const struct due_item *item)
{
    if (item->kind == DUE_REVIEW)
        buf_printf(out, "plan.md: %.*s", STR_ARGS(item->text));
    else if (item->kind == DUE_REFERRAL)
        buf_printf(out, "%.*s, named by %.*s", STR_ARGS(item->text), STR_ARGS(item->contact_name));
    else if (item->about)
        buf_printf(out, "%.*s about %.*s", STR_ARGS(item->contact_name), STR_ARGS(item->about->name));
    else
        buf_put(out, item->contact_name);
}

static struct str taken(struct arena *arena, struct buf *text)
{
    struct str copy = str_copy(arena, buf_str(text));

    buf_reset(text);
    return copy;
}

static struct row make_row(const struct app *app, const struct due_item *item, struct arena *arena)
{
    struct row row = {.verb = reason_verb(item->kind), .org = report_org(item)};
    struct buf text = {0};

    put_who(&text, item);
    row.who = taken(arena, &text);
    put_when(&text, item, app->today);
    row.when = taken(arena, &text);
    reason_lateness_write(&text, item, app->today);
    row.lateness = taken(arena, &text);
    buf_free(&text);
    if (item->kind == DUE_PROMISE || item->kind == DUE_WAITING)
        row.detail = item->text;
    else if (item->kind == DUE_PREP)
        row.detail = reason_of(&app->vault, item, app->today, arena).why;
    return row;
}

/* ---- the table */

/* Takes cells off a column that is wider than `least` until `over` is gone; returns what is left of it. */
static unsigned shrink(unsigned *width, unsigned least, unsigned over)
{
    unsigned spare = *width > least ? *width - least : 0;
    unsigned off = spare < over ? spare : over;

    *width -= off;
    return over - off;
}

static void widen(struct layout *layout, const struct row *row)
{
    layout->verb = page_widest(layout->verb, str_from(row->verb));
    layout->width[COLUMN_WHO] = page_widest(layout->width[COLUMN_WHO], row->who);
    layout->width[COLUMN_ORG] = page_widest(layout->width[COLUMN_ORG], row->org);
    layout->width[COLUMN_WHEN] = page_widest(layout->width[COLUMN_WHEN], row->when);
    layout->width[COLUMN_LATENESS] = page_widest(layout->width[COLUMN_LATENESS], row->lateness);
}

/* Names and orgs shrink first, dates and lateness never. */
static struct layout lay_out(const struct app *app, const struct due_list *list)
{
    const struct term *screen = &app->screen;
    struct layout layout = {0};
    struct arena scratch = {0};
    unsigned total, limit = screen->width < MOST_WIDTH ? screen->width : MOST_WIDTH;

    for (uint32_t i = 0; i < list->n; i++, arena_reset(&scratch)) {
        struct row row = make_row(app, list->at[i], &scratch);

        widen(&layout, &row);
    }
    arena_free(&scratch);
    total = INDENT + layout.verb + COLUMN_COUNT * GAP;
    for (int i = 0; i < COLUMN_COUNT; i++)
        total += layout.width[i];
    if (screen->cut && total > limit) {
        unsigned over = shrink(&layout.width[COLUMN_ORG], LEAST_NAME + 4, total - limit);

        over = shrink(&layout.width[COLUMN_WHO], LEAST_NAME + 8, over);
        over = shrink(&layout.width[COLUMN_ORG], LEAST_NAME, over);
        layout.is_narrow = shrink(&layout.width[COLUMN_WHO], LEAST_NAME, over) > 0;
    }
    return layout;
}

/* Drops blanks at the end of the line that began at `start`. */
static void end_line(struct buf *out, size_t start)
{
    while (out->n > start && out->p[out->n - 1] == ' ')
        out->n--;
    buf_putc(out, '\n');
}

/* On a narrow screen: verb and who, and below them when and how late. */
static void put_two_lines(struct app *app, const struct layout *layout, const struct row *row,
                          enum term_style style)
{
    struct buf *out = &app->out;
    unsigned before = INDENT + layout->verb + GAP;
    size_t start = out->n;

    buf_repeat(out, ' ', INDENT);
    term_cell(out, &app->screen, str_from(row->verb), layout->verb);
    buf_repeat(out, ' ', GAP);
    term_cell(out, &app->screen, row->who, app->screen.width - before);
    end_line(out, start);
    if (!row->when.n)
        return;
    buf_repeat(out, ' ', (size_t)2 * INDENT);
    term_put(out, &app->screen, STYLE_PLAIN, row->when);
    buf_repeat(out, ' ', GAP);
    term_put(out, &app->screen, style, row->lateness);
    buf_putc(out, '\n');
}

static void put_one_line(struct app *app, const struct layout *layout, const struct row *row,
                         enum term_style style)
{
    struct buf *out = &app->out;
    size_t start = out->n;

    buf_repeat(out, ' ', INDENT);
    term_cell(out, &app->screen, str_from(row->verb), layout->verb);
    buf_repeat(out, ' ', GAP);
    term_cell(out, &app->screen, row->who, layout->width[COLUMN_WHO]);
    buf_repeat(out, ' ', GAP);
    term_cell(out, &app->screen, row->org, layout->width[COLUMN_ORG]);
    buf_repeat(out, ' ', GAP);
    term_cell(out, &app->screen, row->when, layout->width[COLUMN_WHEN]);
    buf_repeat(out, ' ', GAP + layout->width[COLUMN_LATENESS] - utf8_width(row->lateness));
    term_put(out, &app->screen, style, row->lateness);
    end_line(out, start);
}

static void put_row(struct app *app, const struct layout *layout, const struct row *row,
                    enum term_style style)
{
    unsigned indent = layout->is_narrow ? 2 * INDENT : INDENT + layout->verb + GAP;
    struct buf *out = &app->out;
    size_t start;

    if (layout->is_narrow)
        put_two_lines(app, layout, row, style);
    else
        put_one_line(app, layout, row, style);
    if (!row->detail.n)
        return;
    start = out->n;
    buf_repeat(out, ' ', indent);
    term_cell(out, &app->screen, row->detail, app->screen.width - indent);
    end_line(out, start);
}

/* ---- what stands above and below */

static void put_head(struct app *app)
{
    struct buf left = {0}, right = {0};
    uint32_t contacts = app->vault.records[KIND_CONTACT].n, interviews = app->vault.records[KIND_INTERVIEW].n;
    unsigned width = app->screen.width < 80 ? app->screen.width : 80, used;
    struct civil civil = date_civil(app->today);

    date_human_write(&left, app->today, app->today);
    buf_printf(&left, " %d", civil.year);
    buf_printf(&right, "%u contact%s · %u interview%s", contacts, contacts == 1 ? "" : "s", interviews,
               interviews == 1 ? "" : "s");
    used = utf8_width(buf_str(&left)) + utf8_width(buf_str(&right));
    term_put(&app->out, &app->screen, STYLE_BOLD, buf_str(&left));
    if (app->screen.cut && used + GAP > width)
        buf_putc(&app->out, '\n');
    else
        buf_repeat(&app->out, ' ', used + GAP < width ? width - used : GAP);
    term_put(&app->out, &app->screen, STYLE_DIM, buf_str(&right));
    buf_putc(&app->out, '\n');
    buf_free(&left);
    buf_free(&right);
}

static void put_title(struct app *app, const char *title)
{
    buf_putc(&app->out, '\n');
    term_put(&app->out, &app->screen, STYLE_BOLD, str_from(title));
    buf_putc(&app->out, '\n');
}

static void put_unreadable(struct app *app)
{
    const struct diags *rows = &app->vault.unreadable;
    struct buf place = {0};

    if (rows->n)
        put_title(app, rows->n == 1 ? "1 file could not be read" : "Files that could not be read");
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct diag *row = &rows->at[i];

        buf_reset(&place);
        buf_printf(&place, "%.*s:%u:%u", STR_ARGS(row->path), row->place.line, row->place.column);
        buf_repeat(&app->out, ' ', INDENT);
        term_put_link(&app->out, &app->screen, STYLE_RED, buf_str(&place),
                      (struct term_link){.file = row->path});
        buf_puts(&app->out, ": ");
        term_put(&app->out, &app->screen, STYLE_PLAIN, row->message);
        buf_putc(&app->out, '\n');
        if (row->hint.n) {
            buf_repeat(&app->out, ' ', (size_t)2 * INDENT);
            term_put(&app->out, &app->screen, STYLE_DIM, row->hint);
            buf_putc(&app->out, '\n');
        }
    }
    buf_free(&place);
}

static void put_section(struct app *app, const struct due_list *list, enum due_state state,
                        const struct layout *layout)
{
    static const enum term_style styles[STATE_COUNT] = {STYLE_RED, STYLE_YELLOW, STYLE_PLAIN, STYLE_PLAIN};
    static const char *const titles[STATE_COUNT] = {"Overdue", "Due", "Coming up", "No date"};

    struct arena scratch = {0};

    if (list->counts[state])
        put_title(app, titles[state]);
    for (uint32_t i = 0; i < list->n; i++, arena_reset(&scratch)) {
        struct row row;

        if (list->at[i]->state != state)
            continue;
        row = make_row(app, list->at[i], &scratch);
        put_row(app, layout, &row, styles[state]);
        app_drain(app);
    }
    arena_free(&scratch);
}

void report_put_goal(struct buf *out, const struct goal *goal)
{
    const char *unit = rate_unit_name(goal->rate.unit);

    if (!goal->rate.count)
        return;
    if (goal->rate.unit == RATE_DAY)
        buf_puts(out, "Today");
    else
        buf_printf(out, "This %s", unit);
    buf_printf(out, ": %u of %d interviews", goal->done, goal->rate.count);
    if (goal->ahead)
        buf_printf(out, ", %u ahead", goal->ahead);
    buf_printf(out, ". Streak: %u %s%s.", goal->streak, unit, goal->streak == 1 ? "" : "s");
}

/* The commands that settle the first three items; for people at a terminal only. */
static void put_next(struct app *app, const struct due_list *list)
{
    enum { MOST = 3 };

    for (uint32_t i = 0; i < list->n && i < MOST; i++) {
        struct reason reason = reason_of(&app->vault, list->at[i], app->today, &app->arena);
        struct buf command = {0};

        reason_command_write(&command, &reason);
        buf_puts(&app->out, i ? "      " : "Next: ");
        term_put(&app->out, &app->screen, STYLE_CYAN, buf_str(&command));
        buf_putc(&app->out, '\n');
        buf_free(&command);
    }
}

static void put_nothing(struct app *app)
{
    bool is_empty = !app->vault.records[KIND_CONTACT].n;

    buf_puts(&app->out, is_empty ? "\nNobody is in this vault yet.\n" : "\nNothing is due.\n");
}

void report_text(struct app *app, const struct due_list *list, const struct goal *goal)
{
    struct layout layout = lay_out(app, list);

    put_head(app);
    put_unreadable(app);
    for (int state = 0; state < STATE_COUNT; state++)
        put_section(app, list, (enum due_state)state, &layout);
    if (!list->n)
        put_nothing(app);
    if (goal->rate.count) {
        buf_putc(&app->out, '\n');
        report_put_goal(&app->out, goal);
        buf_putc(&app->out, '\n');
    }
    if (app->is_terminal && !app->quiet)
        put_next(app, list);
}
