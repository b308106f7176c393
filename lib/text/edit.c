#include "text/edit.h"

#include "base/die.h"
#include "base/utf8.h"
#include "text/edit_check.h"
#include "text/edit_plan.h"

/* Finds the first quotes in `node` and below. */
static char first_mark(struct str yaml, const struct node *node)
{
    char mark = node->style == NODE_QUOTED ? yaml.p[node->offset] : '\0';

    for (const struct node *value = node->first; value && !mark; value = value->next)
        mark = first_mark(yaml, value);
    return mark;
}

static const struct node *first_list(const struct node *top)
{
    for (const struct node *value = top->first; value; value = value->next)
        if (value->kind == NODE_LIST && value->first)
            return value;
    return NULL;
}

/* Text that can be written at all, and keys that are some. */
static bool words_fine(struct editor *editor)
{
    const struct edit *edit = editor->edit;
    const struct str words[] = {edit->key, edit->entry, edit->value, edit->old};
    bool has_entry =
        edit->verb == EDIT_SET_ENTRY || edit->verb == EDIT_RENAME_ENTRY || edit->verb == EDIT_REMOVE_ENTRY;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (utf8_invalid(words[i]) == words[i].n && str_index(words[i], '\0', 0) == words[i].n)
            continue;
        edit_refuse(editor, RULE_UTF8, NULL, "what is to be written is no UTF-8 text", "give it as UTF-8");
        return false;
    }
    if (edit->key.n && (!has_entry || edit->entry.n) && (edit->verb != EDIT_RENAME_ENTRY || edit->value.n))
        return true;
    edit_refuse(editor, RULE_YAML, NULL, "a field without a name cannot be written", "give it a name");
    return false;
}

/* The file's bytes after the splice, in the arena. */
static struct str spliced(struct arena *arena, const struct editor *editor)
{
    struct str file = editor->front.file;
    size_t base = (size_t)(editor->yaml.p - file.p);
    struct buf all = {0};
    struct str result;

    buf_put(&all, str_slice(file, 0, base + editor->from));
    buf_put(&all, buf_str(&editor->text));
    buf_put(&all, str_skip(file, base + editor->to));
    result = str_copy(arena, buf_str(&all));
    buf_free(&all);
    return result;
}

/* Parses the result again and compares it with what was meant. */
static enum edit_state prove(struct arena *arena, struct editor *editor, struct str result)
{
    struct front front;
    struct diag limit = {0}, problem = {0};
    const struct node *top;

    if (front_split(arena, result, &front, &limit) == FRONT_BAD) {
        if (limit.rule != RULE_SIZE)
            goto wrong;
        *editor->problem = limit;
        return EDIT_REFUSED;
    }
    top = node_parse_extents(arena, front.yaml, front.yaml_line, &problem);
    if (!top && (problem.rule == RULE_SIZE || problem.rule == RULE_DEPTH)) {
        *editor->problem = problem;
        return EDIT_REFUSED;
    }
    if (top && front.body.n == editor->front.body.n && edit_holds(editor->edit, editor->top, top))
        return EDIT_DONE;
wrong:
    return edit_refuse(editor, RULE_YAML, editor->value,
                       "this front matter cannot be edited without changing more",
                       "make the change by hand, or write the field on a line of its own");
}

/* A whole line is written where one starts. libyaml ends lines at a lone CR, NEL, LS and PS too. */
static bool lines_fine(const struct editor *editor)
{
    return !str_ends(buf_str(&editor->text), STR("\n")) || !editor->from ||
           editor->yaml.p[editor->from - 1] == '\n';
}

static enum edit_state run(struct arena *arena, struct editor *editor, struct str *result)
{
    enum edit_state state;

    if (!words_fine(editor))
        return EDIT_REFUSED;
    editor->yaml = editor->front.yaml;
    editor->top = node_parse_extents(arena, editor->yaml, editor->front.yaml_line, editor->problem);
    if (!editor->top)
        return EDIT_REFUSED;
    editor->value = node_find(editor->top, editor->edit->key);
    editor->list = first_list(editor->top);
    editor->mark = first_mark(editor->yaml, editor->top);
    state = edit_plan(editor);
    if (state != EDIT_DONE)
        return state;
    must(editor->from <= editor->to && editor->to <= editor->yaml.n);
    if (!lines_fine(editor))
        return edit_refuse(editor, RULE_YAML, editor->value,
                           "a line ends here that is none to other programs",
                           "save the file with LF or CRLF line ends");
    *result = spliced(arena, editor);
    return prove(arena, editor, *result);
}

enum edit_state edit_front(struct arena *arena, struct str file, const struct edit *edit, struct str *result,
                           struct diag *problem)
{
    struct editor editor = {.edit = edit, .problem = problem};
    struct str bytes = file;
    enum edit_state state;

    if (front_split(arena, file, &editor.front, problem) == FRONT_BAD)
        return EDIT_REFUSED;
    state = run(arena, &editor, &bytes);
    buf_free(&editor.text);
    if (state != EDIT_REFUSED)
        *result = bytes;
    return state;
}
