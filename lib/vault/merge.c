#include "vault/merge.h"

#include "base/date.h"
#include "text/edit.h"
#include "text/front.h"
#include "text/node.h"
#include "vault/schema.h"

#define CONFLICTS "conflicts"

/* ---- which of two values wins */

/* The field of a key or of an entry of a map ("thanked.ana-lima"), whatever kind of record it is; KEY_NONE: unknown. */
static enum key key_of(struct str name)
{
    struct str key = str_slice(name, 0, str_index(name, '.', 0));

    for (int kind = 0; kind < KIND_RECORDS; kind++) {
        const struct field *field = schema_find((enum kind)kind, key);

        if (field)
            return field->key;
    }
    return KEY_NONE;
}

static int status_order(struct str first, struct str second)
{
    static const char order[] = "done|no-show|cancelled|planned";
    int a = schema_word(order, first), b = schema_word(order, second);

    return a && b ? a - b : 0;
}

static int date_order(enum key key, struct str first, struct str second)
{
    struct stamp a, b;
    int order;

    if (!date_iso_parse(first, &a) || !date_iso_parse(second, &b))
        return 0;
    order = a.day != b.day ? (a.day > b.day ? -1 : 1) : (a.minute > b.minute ? -1 : a.minute < b.minute);
    return key == KEY_THANKED || key == KEY_ADDED ? -order : order;
}

static int prefer(const void *context, struct str name, struct str first, struct str second)
{
    enum key key = key_of(name);
    int order = key == KEY_STATUS ? status_order(first, second) : 0;

    (void)context;
    return order ? order : date_order(key, first, second);
}

/* ---- the other one is kept */

/* Whether the list of conflicts has the text already. */
static bool is_noted(struct arena *arena, struct str file, struct str text)
{
    struct front front;
    struct diag problem;
    const struct node *top, *list;

    if (front_split(arena, file, &front, &problem) == FRONT_BAD)
        return false;
    top = node_parse(arena, front.yaml, front.yaml_line, &problem);
    list = top ? node_find(top, STR(CONFLICTS)) : NULL;
    for (const struct node *item = list ? list->first : NULL; item; item = item->next)
        if (str_equal(item->text, text))
            return true;
    return list && str_equal(list->text, text);
}

static bool note(struct merge *merge, const struct unite_kept *kept)
{
    struct buf text = {0};
    struct edit edit = {.verb = EDIT_APPEND, .key = STR(CONFLICTS), .is_words = true};
    bool is_done;

    buf_printf(&text, "%.*s: %.*s", STR_ARGS(kept->key), STR_ARGS(kept->other));
    edit.value = buf_str(&text);
    is_done = is_noted(merge->arena, merge->result, edit.value) ||
              edit_front(merge->arena, merge->result, &edit, &merge->result, &merge->problem) != EDIT_REFUSED;
    buf_free(&text);
    return is_done;
}

static bool note_all(struct merge *merge, enum unite_form form)
{
    for (uint32_t i = 0; i < merge->kept_count; i++) {
        const struct unite_kept *kept = &merge->kept[i];

        if (!kept->key.n)
            continue;
        if (form == UNITE_YAML) {
            merge->problem = (struct diag){.rule = RULE_KEPT_TWICE,
                                           .message = STR("both sides changed a setting, each in its way")};
            return false;
        }
        if (!note(merge, kept))
            return false;
    }
    return true;
}

bool merge_run(struct merge *merge)
{
    struct unite unite = {
        .arena = merge->arena,
        .form = str_ends(merge->path, STR(".yaml")) ? UNITE_YAML : UNITE_MARKDOWN,
        .sides = {merge->base, merge->ours, merge->theirs},
        .has_base = merge->has_base,
        .prefer = prefer,
    };
    bool is_done;

    merge->result = (struct str){0};
    merge->problem = (struct diag){0};
    is_done = unite_run(&unite);
    if (is_done) {
        merge->result = unite.result;
        merge->kept = unite.kept.at;
        merge->kept_count = unite.kept.n;
        is_done = note_all(merge, unite.form);
    } else {
        merge->problem = unite.problem;
    }
    merge->problem.path = merge->path;
    if (!is_done) {
        merge->result = (struct str){0};
        merge->kept_count = 0;
    }
    return is_done;
}
