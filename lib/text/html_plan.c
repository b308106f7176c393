#include "text/html_part.h"

#include "base/die.h"

static enum html_choice choose(const struct html_plan *plan, const struct html_section *section)
{
    const struct html_want *want = plan->want;

    return want->choose ? want->choose(want->context, section) : HTML_SHOW;
}

void html_plan_start(struct html_plan *plan, const struct html_want *want, struct arena *arena)
{
    struct html_section before = {0};

    *plan = (struct html_plan){.want = want, .arena = arena};
    vec_add(&plan->parts, arena)->choice = choose(plan, &before);
}

/* --- the level in the page --- */

/* The headings that come out follow each other without a gap, whatever levels the file has. */
static unsigned place(struct html_plan *plan, int level, bool is_there)
{
    unsigned top = plan->want->top ? plan->want->top : 1, *n = &plan->shown.n;

    while (*n && plan->shown.level[*n - 1] >= level)
        --*n;
    if (!is_there)
        return 0;
    plan->shown.level[(*n)++] = level;
    top += *n - 1;
    return top < MD_HEADING_LEVELS ? top : MD_HEADING_LEVELS;
}

/* --- ids --- */

/* A number for the next heading of the same name: map values are pointers, and none is NULL. */
struct next_id {
    uint32_t number;
};

static struct next_id *take_id(struct html_plan *plan, struct str id)
{
    struct next_id *next = arena_new(plan->arena, struct next_id);

    next->number = 2;
    map_set(&plan->ids, plan->arena, id, next);
    return next;
}

/* `id` where no heading has it yet, else with the next number behind it. */
static struct str unique_id(struct html_plan *plan, struct str id)
{
    struct next_id *next = map_find(&plan->ids, id);
    struct buf tried = {0};
    struct str unique = id;

    while (next && map_find(&plan->ids, unique)) {
        buf_reset(&tried);
        buf_printf(&tried, "%.*s-%u", STR_ARGS(id), (unsigned)next->number++);
        unique = str_copy(plan->arena, buf_str(&tried));
    }
    buf_free(&tried);
    take_id(plan, unique);
    return unique;
}

static struct str id_of(struct html_plan *plan, struct str title)
{
    struct str id = html_slug(plan->arena, title);

    return unique_id(plan, id.n ? id : STR("section"));
}

bool html_plan_has_id(const struct html_plan *plan, struct str slug)
{
    return map_find(&plan->ids, slug);
}

/* --- headings --- */

static enum html_choice choose_heading(struct html_plan *plan, const struct html_section *section)
{
    enum html_choice choice;

    if (section->roles & MD_ROLE_PRIVATE)
        return HTML_LEAVE;
    if (plan->left_level && section->level > plan->left_level)
        return HTML_LEAVE;
    plan->left_level = 0;
    choice = choose(plan, section);
    if (choice == HTML_LEAVE)
        plan->left_level = section->level;
    return choice;
}

void html_plan_add(struct html_plan *plan, const struct html_heading *heading)
{
    unsigned roles = md_sections_open(&plan->sections, heading->level, heading->own);
    struct html_section section = {heading->title, roles, (unsigned)heading->level, plan->parts.n == 1};
    struct html_part part = {.line = heading->line, .is_empty = heading->is_empty};

    part.is_private = roles & MD_ROLE_PRIVATE;
    part.choice = choose_heading(plan, &section);
    part.level =
        place(plan, heading->level, !html_is_left_out(&part) && part.choice != HTML_TITLE && !part.is_empty);
    if (part.choice == HTML_SHOW && !part.is_empty && plan->want->id_prefix.n)
        part.id = id_of(plan, heading->title);
    *vec_add(&plan->parts, plan->arena) = part;
}

/* --- private sections --- */

/* The offset after the line at `at`, its end included; lines end as for cmark. */
static size_t next_line(struct str body, size_t at)
{
    while (at < body.n && body.p[at] != '\n' && body.p[at] != '\r')
        at++;
    if (at + 1 < body.n && body.p[at] == '\r' && body.p[at + 1] == '\n')
        at++;
    return at < body.n ? at + 1 : at;
}

/*
 * A section ends where the next begins or at the end, so that only whole blocks of the document go. The comment ends a list before it
 * as the heading did: else the next heading, where it is indented, would belong to its last item.
 */
struct str html_plan_blank(const struct html_plan *plan, struct str body)
{
    static const char comment[] = "<!---->";
    char *out = arena_chars(plan->arena, body.n + plan->parts.n * sizeof comment);
    size_t n = 0, part = 0, end;
    uint32_t line = 1;

    for (size_t at = 0; at < body.n; at = end, line++) {
        const struct html_part *parts = plan->parts.at;
        bool begins = part + 1 < plan->parts.n && parts[part + 1].line == line;

        end = next_line(body, at);
        part += begins;
        if (!parts[part].is_private) {
            memcpy(out + n, body.p + at, end - at);
            n += end - at;
            continue;
        }
        if (begins) {
            memcpy(out + n, comment, sizeof comment - 1);
            n += sizeof comment - 1;
        }
        out[n++] = '\n';
    }
    must(n <= body.n + plan->parts.n * sizeof comment);
    return (struct str){out, n};
}
