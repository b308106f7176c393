#include "text/edit_body_check.h"

#include "text/edit_body_drop.h"
#include "text/edit_body_item.h"
#include "text/edit_body_line.h"
#include "text/md_line.h"

/* What differs between the two readings. */
struct change {
    const struct body_editor *editor;
    uint32_t from, lines; /* lines from the first on stand so many lines further down */
    uint32_t line;        /* after: of the item that came in; 0: none did */
    uint32_t
        target_line; /* EDIT_RELINK: on which the target stands, behind a label that may begin on another */
};

static bool is_relink(const struct change *change)
{
    return change->editor->edit->verb == EDIT_RELINK;
}

/* ------------------------------------------------ what is compared */

/* Where a line of before stands after. */
static uint32_t moved(const struct change *change, uint32_t line)
{
    return line < change->from || line == UINT32_MAX ? line : line + change->lines;
}

/* Whether `a` with one `old` in it changed to the new target is `b`. */
static bool is_relinked(const struct edit_body *edit, struct str a, struct str b)
{
    for (size_t at = str_find(a, edit->old, 0); at < a.n; at = str_find(a, edit->old, at + 1)) {
        struct str rest = str_skip(b, at);

        if (str_equal(str_slice(a, 0, at), str_slice(b, 0, at)) && str_starts(rest, edit->text) &&
            str_equal(str_skip(a, at + edit->old.n), str_skip(rest, edit->text.n)))
            return true;
    }
    return false;
}

/* The text of a link without label is its target. */
static bool same_text(const struct change *change, struct str a, struct str b)
{
    return str_equal(a, b) || (is_relink(change) && is_relinked(change->editor->edit, a, b));
}

/* A place on the line of a changed target may be moved to the side. */
static bool same_place(const struct change *change, struct place a, struct place b)
{
    return moved(change, a.line) == b.line &&
           (a.column == b.column || (is_relink(change) && a.line == change->target_line));
}

static bool same_link(const struct change *change, const void *a, const void *b)
{
    const struct md_link *was = a, *is = b;

    return was->form == is->form && same_text(change, was->target, is->target) &&
           str_equal(was->label, is->label) && same_place(change, was->place, is->place);
}

/* A referral's or a skill's link, which may be none. */
static bool same_named(const struct change *change, struct str name, struct str other,
                       const struct md_link *link, const struct md_link *other_link)
{
    return same_text(change, name, other) && same_link(change, link, other_link);
}

static bool same_links(const struct change *change, const struct md_links *a, const struct md_links *b)
{
    for (uint32_t i = 0; i < a->n && i < b->n; i++)
        if (!same_link(change, &a->at[i], &b->at[i]))
            return false;
    return a->n == b->n;
}

static bool same_task(const struct change *change, const void *a, const void *b)
{
    const struct body_editor *editor = change->editor;
    struct md_task was = *(const struct md_task *)a;
    const struct md_task *is = b;
    bool is_meant = was.line == editor->edit->line && str_equal(was.text, editor->edit->old);

    if (is_meant && editor->edit->verb == EDIT_TICK) {
        was.state = MD_TASK_DONE;
        was.done = editor->done;
    } else if (is_meant && editor->edit->verb == EDIT_DROP_TASK) {
        was.state = MD_TASK_DROPPED;
    }
    return same_text(change, was.text, is->text) && same_links(change, &was.links, &is->links) &&
           was.due == is->due && was.done == is->done && was.state == is->state && was.theirs == is->theirs;
}

static bool same_log(const struct change *change, const void *a, const void *b)
{
    const struct md_log *was = a, *is = b;

    return was->when.day == is->when.day && was->when.minute == is->when.minute &&
           was->when.has_time == is->when.has_time && same_text(change, was->text, is->text) &&
           was->kind == is->kind && was->direction == is->direction && was->is_private == is->is_private;
}

static bool same_question(const struct change *change, const void *a, const void *b)
{
    const struct md_question *was = a, *is = b;

    return same_text(change, was->text, is->text) && was->answered == is->answered;
}

static bool same_referral(const struct change *change, const void *a, const void *b)
{
    const struct md_referral *was = a, *is = b;

    return same_named(change, was->name, is->name, &was->link, &is->link);
}

static bool same_skill(const struct change *change, const void *a, const void *b)
{
    const struct md_skill *was = a, *is = b;

    return same_named(change, was->name, is->name, &was->link, &is->link);
}

/* Notes are cut off at a length, which a target of another length moves. */
static bool same_note(const struct change *change, const void *a, const void *b)
{
    const struct md_line *was = a, *is = b;

    return same_text(change, was->text, is->text) ||
           (is_relink(change) && was->line == change->editor->edit->place.line);
}

/*
 * A private section that ends where the item comes in may have it as its last; one that goes on to the end of the file
 * ends before a new section. Whether a blank line behind code or HTML counts to it depends for cmark on what follows.
 */
static bool same_range(const struct change *change, const void *a, const void *b)
{
    const struct md_range *was = a, *is = b;
    uint32_t to = moved(change, was->to);
    bool ends_here = was->to + 1 == change->from;

    if (was->is_private != is->is_private)
        return false;
    if (was->is_private && was->to == UINT32_MAX && change->editor->is_section && is->to != to)
        return is->to + 1 >= change->from && is->to < change->line;
    if (was->is_private)
        return is->to == to || (ends_here && was->to + change->lines == is->to);
    return is->to <= to + ends_here;
}

/* ------------------------------------------------ lists of it */

/* A sort of what is read: how large one is, where it has its line, when two are the same. */
struct sort {
    size_t size, line;
    bool (*same)(const struct change *, const void *, const void *);
};

struct rows {
    const void *at;
    uint32_t n;
};

#define ROWS(vec) ((struct rows){(vec)->at, (vec)->n})

static const void *row_at(const struct sort *sort, struct rows rows, uint32_t i)
{
    return (const char *)rows.at + i * sort->size;
}

static uint32_t line_of(const struct sort *sort, const void *row)
{
    uint32_t line;

    memcpy(&line, (const char *)row + sort->line, sizeof line);
    return line;
}

/* Whether the rows after are those before; what stands on the line of the new item is passed over. */
static bool same_rows(const struct change *change, const struct sort *sort, struct rows before,
                      struct rows after)
{
    uint32_t next = 0;

    for (uint32_t i = 0; i < after.n; i++) {
        const void *was, *is = row_at(sort, after, i);

        if (change->line && line_of(sort, is) == change->line)
            continue;
        if (next == before.n)
            return false;
        was = row_at(sort, before, next++);
        if (moved(change, line_of(sort, was)) != line_of(sort, is) || !sort->same(change, was, is))
            return false;
    }
    return next == before.n;
}

static bool has_line(const struct sort *sort, struct rows rows, uint32_t line)
{
    for (uint32_t i = 0; i < rows.n; i++)
        if (line_of(sort, row_at(sort, rows, i)) == line)
            return true;
    return false;
}

#define SORT(type, line, same)                                 \
    {                                                          \
        sizeof(struct type), offsetof(struct type, line), same \
    }

static const struct sort tasks = SORT(md_task, line, same_task);
static const struct sort log_lines = SORT(md_log, line, same_log);
static const struct sort questions = SORT(md_question, line, same_question);
static const struct sort referrals = SORT(md_referral, line, same_referral);
static const struct sort skills = SORT(md_skill, line, same_skill);
static const struct sort notes = SORT(md_line, line, same_note);
static const struct sort links = SORT(md_link, place.line, same_link);
static const struct sort ranges = SORT(md_range, from, same_range);

/* Only the first few notes are read, so that a new one may push out the last. */
static bool same_notes(const struct change *change, const struct md *before, const struct md *after)
{
    struct rows was = ROWS(&before->notes);

    if (was.n == MD_NOTES_MOST && change->line && has_line(&notes, ROWS(&after->notes), change->line))
        was.n--;
    return same_rows(change, &notes, was, ROWS(&after->notes));
}

static bool same_md(const struct change *change, const struct md *before, const struct md *after)
{
    return same_rows(change, &tasks, ROWS(&before->tasks), ROWS(&after->tasks)) &&
           same_rows(change, &log_lines, ROWS(&before->log), ROWS(&after->log)) &&
           same_rows(change, &questions, ROWS(&before->questions), ROWS(&after->questions)) &&
           same_rows(change, &referrals, ROWS(&before->referrals), ROWS(&after->referrals)) &&
           same_rows(change, &skills, ROWS(&before->skills), ROWS(&after->skills)) &&
           same_notes(change, before, after) &&
           same_rows(change, &links, ROWS(&before->links), ROWS(&after->links)) &&
           same_rows(change, &ranges, ROWS(&before->ranges), ROWS(&after->ranges)) &&
           (before->has_prose == after->has_prose || (change->line && after->has_prose));
}

/* ------------------------------------------------ what was meant */

/* The new item among those after: its text stands where it was written, as one paragraph of one line; or NULL. */
static const struct md_item *new_item(const struct body_editor *editor, const struct body_view *after)
{
    const struct front *was = &editor->before.front, *is = &after->front;
    size_t in_file = (size_t)(was->body.p - was->file.p) + editor->from + editor->item;
    size_t at = in_file - (size_t)(is->body.p - is->file.p);

    for (uint32_t i = 0; i < after->outline.items.n; i++) {
        const struct md_item *item = &after->outline.items.at[i];

        if (item->is_text && item->text == at)
            return item->end == body_line_after(is->body, at) ? item : NULL;
    }
    return NULL;
}

/* The section that has the item, which is the innermost: an index, or headings.n. */
static uint32_t section_of(const struct md_outline *outline, const struct md_item *item)
{
    uint32_t section = outline->headings.n;

    for (uint32_t i = 0; i < outline->headings.n && outline->headings.at[i].at < item->at; i++)
        section = i;
    return section;
}

/* Whether it stands in the section that is asked for, or below one of its headings. */
static bool is_in_section(const struct edit_body *edit, const struct md_outline *outline, uint32_t section)
{
    int level = MD_HEADING_LEVELS + 1;

    for (uint32_t i = section + 1; section < outline->headings.n && i-- > 0;) {
        const struct md_heading *heading = &outline->headings.at[i];

        if (heading->level >= level)
            continue;
        level = heading->level;
        if (body_is_named(edit->section.names, heading->title) ||
            str_equal_nocase(heading->title, str_from(edit->section.title)))
            return true;
    }
    return false;
}

/* What its section makes of an item is there. */
static bool is_read(const struct change *change, const struct md *md, unsigned roles)
{
    enum md_task_state state;

    if (md_line_marker(str_trim(change->editor->edit->text), &state))
        return has_line(&tasks, ROWS(&md->tasks), change->line);
    if (roles & MD_ROLE_LOG && change->editor->edit->order == EDIT_DATED)
        for (uint32_t i = 0; i < md->log.n; i++)
            if (md->log.at[i].line == change->line)
                return md->log.at[i].when.day == change->editor->edit->day;
    return (!(roles & MD_ROLE_LOG) || change->editor->edit->order != EDIT_DATED) &&
           (!(roles & MD_ROLE_QUESTIONS) || has_line(&questions, ROWS(&md->questions), change->line)) &&
           (!(roles & MD_ROLE_REFERRALS) || has_line(&referrals, ROWS(&md->referrals), change->line)) &&
           (!(roles & MD_ROLE_SKILLS) || has_line(&skills, ROWS(&md->skills), change->line));
}

/* The file's line in which the splice begins. */
static uint32_t line_of_splice(const struct body_editor *editor)
{
    const struct front *front = &editor->before.front;

    return front->body_line + body_line_ends(str_slice(front->body, 0, editor->from));
}

static bool item_holds(struct change *change, const struct body_view *after)
{
    const struct body_editor *editor = change->editor;
    const struct body_view *before = &editor->before;
    const struct md_item *item = new_item(editor, after);
    uint32_t section;
    bool is_new = editor->is_section;

    if (!item || after->outline.items.n != before->outline.items.n + 1 ||
        after->outline.headings.n != before->outline.headings.n + is_new)
        return false;
    section = section_of(&after->outline, item);
    change->line = item->line;
    change->from = line_of_splice(editor);
    change->from += editor->from > 0 && !body_line_ended(before->front.body, editor->from);
    change->lines = body_line_ends(buf_str(&editor->text));
    return is_in_section(editor->edit, &after->outline, section) &&
           is_read(change, &after->md, after->outline.headings.at[section].roles) &&
           same_md(change, &before->md, &after->md);
}

/* One link has another target, and no more. */
static bool relink_holds(struct change *change, const struct md *before, const struct md *after)
{
    const struct edit_body *edit = change->editor->edit;

    for (uint32_t i = 0; i < before->links.n && i < after->links.n; i++) {
        struct str was = before->links.at[i].target, is = after->links.at[i].target;

        if (!str_equal(is, i == change->editor->found ? edit->text : was))
            return false;
    }
    change->target_line = line_of_splice(change->editor);
    return same_md(change, before, after);
}

bool body_holds(const struct body_editor *editor, const struct body_view *after)
{
    struct change change = {.editor = editor, .from = UINT32_MAX};
    const struct md *before = &editor->before.md;

    switch (editor->edit->verb) {
    case EDIT_TICK:
    case EDIT_DROP_TASK: return same_md(&change, before, &after->md);
    case EDIT_ADD_ITEM: return item_holds(&change, after);
    case EDIT_RELINK: return relink_holds(&change, before, &after->md);
    case EDIT_UNLINK: return body_unlink_holds(editor, after);
    case EDIT_REMOVE_ITEM: return body_remove_holds(editor, after);
    }
    return false;
}
