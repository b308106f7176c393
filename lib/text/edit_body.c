#include "text/edit_body.h"

#include "base/die.h"
#include "base/utf8.h"
#include "text/edit_body_check.h"
#include "text/edit_body_plan.h"
#include "text/md_line.h"
#include "text/node.h"

enum { WANT_ALL = MD_WANT_LEAN - 1 };

/* What cannot be read is not edited: front matter that is none to us, or goes wrong. */
static bool front_fine(struct arena *arena, const struct front *front, struct diag *problem)
{
    struct str start = str_skip(front->file, front->has_bom ? 3 : 0);

    if (front->yaml.p)
        return node_parse(arena, front->yaml, front->yaml_line, problem) != NULL;
    if (!str_starts(start, STR("---")) && !str_starts(start, STR("+++")))
        return true;
    /* The problem is that of front_split, which front_split_loose passes over. */
    return str_trim(str_slice(start, 3, str_index(start, '\n', 0))).n > 0;
}

/* Reads a file with all that its body has; false where it is not to be edited. */
static bool view_read(struct arena *arena, struct str file, struct body_view *view, struct diag *problem)
{
    struct arena scratch = {0};
    struct md_job job = {.keep = arena, .scratch = &scratch, .want = WANT_ALL};

    if (front_split_loose(arena, file, &view->front, problem) != FRONT_FINE ||
        !front_fine(arena, &view->front, problem))
        return false;
    if (md_is_too_deep(view->front.body)) {
        *problem = (struct diag){
            .rule = RULE_DEPTH,
            .place = {view->front.body_line, 1},
            .message = STR("lists are nested too deeply over too many blank lines"),
            .hint = STR("make the lists flatter, or split the file"),
        };
        return false;
    }
    job.first_line = view->front.body_line;
    md_outline(&job, view->front.body, &view->md, &view->outline);
    arena_free(&scratch);
    return true;
}

/* One line of text that is some. */
static bool text_fine(struct body_editor *editor)
{
    struct str text = editor->edit->text;

    enum edit_body_verb verb = editor->edit->verb;

    if (verb == EDIT_TICK || verb == EDIT_DROP_TASK || verb == EDIT_REMOVE_ITEM ||
        (verb == EDIT_UNLINK && !text.n))
        return true;
    if (utf8_invalid(text) != text.n)
        body_refuse(editor, RULE_UTF8, (struct place){0}, "what is to be written is no UTF-8 text",
                    "give it as UTF-8");
    else if (md_line_has_control(text))
        body_refuse(editor, RULE_UTF8, (struct place){0},
                    "what is to be written has a line end or a control character in it",
                    "give it as one line");
    else if (!str_trim(text).n)
        body_refuse(editor, RULE_REQUIRED, (struct place){0}, "there is nothing to write", "give some text");
    else
        return true;
    return false;
}

/* The file's bytes after the splice, in the arena. */
static struct str spliced(struct arena *arena, const struct body_editor *editor)
{
    const struct front *front = &editor->before.front;
    size_t base = (size_t)(front->body.p - front->file.p);
    struct buf all = {0};
    struct str result;

    must(editor->from <= editor->to && editor->to <= front->body.n);
    buf_put(&all, str_slice(front->file, 0, base + editor->from));
    buf_put(&all, buf_str(&editor->text));
    buf_put(&all, str_skip(front->file, base + editor->to));
    result = str_copy(arena, buf_str(&all));
    buf_free(&all);
    return result;
}

/* Reads the result again and compares it with what was meant. */
static enum edit_state prove(struct arena *arena, struct body_editor *editor, struct str result)
{
    struct body_view after = {0};
    struct diag limit = {0};
    uint32_t line = editor->edit->place.line ? editor->edit->place.line : editor->edit->line;

    if (view_read(arena, result, &after, &limit)) {
        if (str_equal(after.front.yaml, editor->before.front.yaml) && body_holds(editor, &after))
            return EDIT_DONE;
    } else if (limit.rule == RULE_SIZE || limit.rule == RULE_DEPTH) {
        *editor->problem = limit;
        return EDIT_REFUSED;
    }
    return body_refuse(editor, RULE_TYPE, (struct place){line, line > 0},
                       "this text cannot be edited without changing more",
                       "make the change by hand; look for code, a comment or a list that is not closed");
}

enum edit_state edit_body(struct arena *arena, struct str file, const struct edit_body *edit,
                          struct str *result, struct diag *problem)
{
    struct body_editor editor = {.edit = edit, .problem = problem};
    struct str bytes = file;
    enum edit_state state;

    if (!text_fine(&editor) || !view_read(arena, file, &editor.before, problem))
        return EDIT_REFUSED;
    state = body_plan(&editor);
    if (state == EDIT_DONE) {
        bytes = spliced(arena, &editor);
        state = prove(arena, &editor, bytes);
    }
    buf_free(&editor.text);
    if (state != EDIT_REFUSED)
        *result = bytes;
    return state;
}
