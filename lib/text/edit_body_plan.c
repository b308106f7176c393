#include "text/edit_body_plan.h"

#include "text/edit_body_drop.h"
#include "text/edit_body_item.h"
#include "text/edit_body_line.h"
#include "text/edit_body_link.h"

enum edit_state body_refuse(struct body_editor *editor, enum rule rule, struct place place,
                            const char *message, const char *hint)
{
    editor->problem->rule = rule;
    editor->problem->place = place.line ? place : (struct place){1, 1};
    editor->problem->message = str_from(message);
    editor->problem->hint = str_from(hint);
    return EDIT_REFUSED;
}

bool body_is_named(const char *names, struct str title)
{
    struct str rest = str_from(names);

    while (rest.n) {
        size_t bar = str_index(rest, '|', 0);

        if (str_equal_nocase(str_slice(rest, 0, bar), title))
            return true;
        rest = str_skip(rest, bar + 1);
    }
    return false;
}

/* The index of the open task that the edit means; false where it is another or settled by now. */
static bool find_task(struct body_editor *editor)
{
    const struct md *md = &editor->before.md;

    for (uint32_t i = 0; i < md->tasks.n; i++) {
        const struct md_task *task = &md->tasks.at[i];

        if (task->line != editor->edit->line || !str_equal(task->text, editor->edit->old))
            continue;
        editor->found = i;
        return task->state == MD_TASK_OPEN;
    }
    return false;
}

static enum edit_state plan_task(struct body_editor *editor)
{
    const struct edit_body *edit = editor->edit;
    struct str body = editor->before.front.body;
    const struct md_task_extent *extent;

    if (!find_task(editor))
        return body_refuse(editor, RULE_UNREADABLE, (struct place){edit->line, 1},
                           "the open promise that stood on this line has changed meanwhile", "try again");
    extent = &editor->before.outline.tasks.at[editor->found];
    editor->from = extent->at + 1;
    editor->to = extent->at + 2;
    if (edit->verb == EDIT_DROP_TASK) {
        buf_putc(&editor->text, '-');
        return EDIT_DONE;
    }
    buf_putc(&editor->text, 'x');
    editor->done = extent->has_done ? extent->done : edit->day;
    if (extent->has_done || !edit->day)
        return EDIT_DONE;
    buf_put(&editor->text, str_slice(body, editor->to, extent->end));
    buf_puts(&editor->text, " done:");
    date_iso_write(&editor->text, edit->day);
    editor->to = extent->end;
    return EDIT_DONE;
}

enum edit_state body_plan(struct body_editor *editor)
{
    switch (editor->edit->verb) {
    case EDIT_TICK:
    case EDIT_DROP_TASK: return plan_task(editor);
    case EDIT_ADD_ITEM: return body_plan_item(editor);
    case EDIT_RELINK: return body_plan_link(editor);
    case EDIT_UNLINK: return body_plan_unlink(editor);
    case EDIT_REMOVE_ITEM: return body_plan_remove(editor);
    }
    return EDIT_NOTHING;
}
