#include "text/edit_body_drop.h"

#include "text/edit_body_line.h"

enum edit_state body_plan_remove(struct body_editor *editor)
{
    const struct body_view *before = &editor->before;
    struct place place = {editor->edit->line, 1};

    for (uint32_t i = 0; i < before->outline.items.n; i++) {
        const struct md_item *item = &before->outline.items.at[i];
        size_t start = body_line_start(before->front.body, item->at);

        if (!item->line || item->line != editor->edit->line)
            continue;
        if (str_trim(str_slice(before->front.body, start, item->at)).n)
            return body_refuse(editor, RULE_TYPE, place, "something stands before this item on its line",
                               "take it out by hand");
        editor->from = start;
        editor->to = item->end;
        return EDIT_DONE;
    }
    return body_refuse(editor, RULE_UNREADABLE, place,
                       "the item that stood on this line has changed meanwhile", "try again");
}

/* ------------------------------------------------ what is compared */

/* What of a reading is passed over, and how much of the rest counts. */
struct but {
    uint32_t from, to; /* lines of the file, `to` not included */
    uint32_t link;     /* index; UINT32_MAX: none */
    bool words;        /* texts count too */
};

static bool is_out(const struct but *but, uint32_t line)
{
    return line >= but->from && line < but->to;
}

static void put(struct buf *out, const struct but *but, char mark, struct str text)
{
    buf_printf(out, "%c%.*s\n", mark, STR_ARGS(but->words ? text : (struct str){0}));
}

static void put_texts(struct buf *out, const struct md *md, const struct but *but)
{
    for (uint32_t i = 0; i < md->questions.n; i++)
        if (!is_out(but, md->questions.at[i].line))
            put(out, but, 'q', md->questions.at[i].text);
    for (uint32_t i = 0; i < md->referrals.n; i++)
        if (!is_out(but, md->referrals.at[i].line))
            put(out, but, 'r', md->referrals.at[i].name);
    for (uint32_t i = 0; i < md->skills.n; i++)
        if (!is_out(but, md->skills.at[i].line))
            put(out, but, 's', md->skills.at[i].name);
}

/* Every construct of a body, one a line, without its place. */
static void put_md(struct buf *out, const struct md *md, const struct but *but)
{
    for (uint32_t i = 0; i < md->tasks.n; i++) {
        const struct md_task *task = &md->tasks.at[i];

        if (is_out(but, task->line))
            continue;
        buf_printf(out, "%d %d %d %d ", (int)task->due, (int)task->done, (int)task->state, task->theirs);
        put(out, but, 't', task->text);
    }
    for (uint32_t i = 0; i < md->log.n; i++) {
        const struct md_log *log = &md->log.at[i];

        if (is_out(but, log->line))
            continue;
        buf_printf(out, "%d %d %d ", (int)log->when.day, log->kind, log->direction);
        put(out, but, 'l', log->text);
    }
    put_texts(out, md, but);
    for (uint32_t i = 0; i < md->links.n; i++) {
        const struct md_link *link = &md->links.at[i];

        if (i != but->link && !is_out(but, link->place.line))
            buf_printf(out, "%d %.*s|%.*s\n", (int)link->form, STR_ARGS(link->target), STR_ARGS(link->label));
    }
}

static bool same_but(const struct body_view *a, const struct but *left, const struct body_view *b,
                     const struct but *right)
{
    struct buf was = {0}, is = {0};
    bool are_same;

    put_md(&was, &a->md, left);
    put_md(&is, &b->md, right);
    are_same = str_equal(buf_str(&was), buf_str(&is));
    for (uint32_t i = 0; are_same && i < a->outline.headings.n && i < b->outline.headings.n; i++)
        are_same = a->outline.headings.at[i].level == b->outline.headings.at[i].level;
    buf_free(&was);
    buf_free(&is);
    return are_same && a->outline.headings.n == b->outline.headings.n;
}

bool body_remove_holds(const struct body_editor *editor, const struct body_view *after)
{
    const struct body_view *before = &editor->before;
    struct str body = before->front.body;
    struct but out = {.link = UINT32_MAX, .words = true}, none = out;

    out.from = before->front.body_line + body_line_ends(str_slice(body, 0, editor->from));
    out.to = out.from + body_line_ends(str_slice(body, editor->from, editor->to));
    out.to += !body_line_ended(body, editor->to);
    return after->outline.items.n + 1 == before->outline.items.n && same_but(before, &out, after, &none);
}

bool body_unlink_holds(const struct body_editor *editor, const struct body_view *after)
{
    const struct body_view *before = &editor->before;
    struct but out = {.link = editor->found}, none = {.link = UINT32_MAX};

    return after->outline.items.n == before->outline.items.n && after->md.links.n + 1 == before->md.links.n &&
           same_but(before, &out, after, &none);
}
