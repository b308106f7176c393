#include "vault/change.h"

#include "base/limits.h"
#include "text/front.h"
#include "vault/link.h"

int change_refuse(struct change *change, enum rule rule, struct str path, const char *message,
                  const char *hint)
{
    change->problem = (struct diag){
        .rule = rule, .place = {1, 1}, .path = path, .message = str_from(message), .hint = str_from(hint)};
    return -1;
}

/* ---- files */

enum change_action change_action(const struct change_file *file)
{
    return file->is_new ? CHANGE_NEW : file->is_gone ? CHANGE_REMOVED : CHANGE_EDITED;
}

const char *change_action_name(enum change_action action)
{
    static const char *const names[CHANGE_ACTION_COUNT] = {"changed", "new", "removed"};

    return names[action];
}

bool change_differs(const struct change_file *file)
{
    return file->is_new != file->is_gone || !str_equal(file->before, file->after);
}

static struct change_file *find(struct change *change, struct str path)
{
    for (uint32_t i = 0; i < change->files.n; i++)
        if (str_equal(change->files.at[i].path, path))
            return &change->files.at[i];
    return NULL;
}

static struct change_file *add(struct change *change, struct str path)
{
    struct change_file *file = vec_add(&change->files, change->arena);

    file->path = str_copy(change->arena, path);
    return file;
}

struct change_file *change_open(struct change *change, struct str path)
{
    struct change_file *file = find(change, path);
    struct buf bytes = {0};
    struct err err = {0};

    if (file && file->is_gone) {
        change_refuse(change, RULE_UNREADABLE, path, "the file is removed by the same command", "");
        return NULL;
    }
    if (file)
        return file;
    path = str_copy(change->arena, path);
    if (fs_read(change->vault->root, path.p, LIMIT_FILE, &bytes, &err) == 0) {
        file = add(change, path);
        file->before = file->after = str_copy(change->arena, buf_str(&bytes));
    } else {
        change_refuse(change, RULE_UNREADABLE, path, str_copy(change->arena, str_from(err.message)).p,
                      "'infoview check' looks at all files");
    }
    buf_free(&bytes);
    return file;
}

int change_create(struct change *change, struct str path, struct str bytes)
{
    struct change_file *file;

    path = str_copy(change->arena, path);
    if (find(change, path) || fs_exists(change->vault->root, path.p))
        return change_refuse(change, RULE_DUPLICATE_ID, path, "a file of that name is there already",
                             "nothing is overwritten: take another name");
    file = add(change, path);
    file->is_new = true;
    file->after = str_copy(change->arena, bytes);
    return 0;
}

int change_remove(struct change *change, struct str path)
{
    struct change_file *file = change_open(change, path);

    if (!file)
        return -1;
    file->is_gone = true;
    file->after = (struct str){0};
    return 0;
}

int change_relocate(struct change *change, struct str path, struct str to)
{
    struct change_file *file = change_open(change, path);
    struct str bytes;

    if (!file)
        return -1;
    bytes = file->after;
    return change_remove(change, path) == 0 ? change_create(change, to, bytes) : -1;
}

/* ---- fields */

/* How the file spells the key, or the schema where it is not there; and the key that it belongs behind. */
struct spelling {
    struct str key, after;
};

/* Of two keys for one field the one under its own name counts, as in reading. */
static struct spelling spelling_of(const struct node *top, enum kind kind, const struct field *field)
{
    struct spelling spelling = {str_from(field->name), {0}};
    const struct field *last = NULL;
    bool is_there = false;

    for (const struct node *value = top->first; value; value = value->next) {
        const struct field *other = schema_find(kind, value->key->text);

        if (other == field && (!is_there || str_equal(value->key->text, str_from(field->name)))) {
            spelling.key = value->key->text;
            is_there = true;
        }
        if (other && other < field && other >= last) {
            spelling.after = value->key->text;
            last = other;
        }
    }
    return spelling;
}

/* Copies the first finding about the value to the problem. */
static int refuse_value(struct change *change, const struct diag *finding)
{
    change->problem = *finding;
    change->problem.message = str_copy(change->arena, finding->message);
    change->problem.hint = str_copy(change->arena, finding->hint);
    change->problem.place = (struct place){0};
    return -1;
}

static int check_link(struct change *change, const struct field *field, const struct link *link,
                      struct str path)
{
    const struct record *to;
    struct buf text = {0};

    if (link_resolve(change->vault, field->target, link, path, &to) == LINK_RESOLVED)
        return 0;
    buf_printf(&text, "'%.*s' is no %s of the vault", STR_ARGS(link->target), kind_name(field->target));
    change_refuse(change, RULE_DEAD_LINK, path, str_copy(change->arena, buf_str(&text)).p,
                  "'infoview list' shows the ids");
    change->problem.place = (struct place){0};
    buf_free(&text);
    return -1;
}

/* Whether the schema takes the value, as if it stood in the file. */
static int check_value(struct change *change, const struct record *record, const struct field *field,
                       struct str value)
{
    struct diags diags = {.arena = change->arena};
    struct value_reader reader = {
        .keep = change->arena, .diags = &diags, .path = record->path, .file = value};
    struct node node = {.kind = NODE_SCALAR, .style = NODE_QUOTED, .text = value};
    struct node key = {.kind = NODE_SCALAR, .text = str_from(field->name)};
    struct value read;

    node.key = &key;
    value_read(&reader, field, &node, &read);
    for (uint32_t i = 0; i < diags.n; i++)
        if (read.is_wrong || rule_severity(diags.at[i].rule) == SEVERITY_ERROR ||
            diags.at[i].rule == RULE_UNKNOWN_VALUE || diags.at[i].rule == RULE_EMAIL)
            return refuse_value(change, &diags.at[i]);
    if ((field->type == TYPE_LINK || field->type == TYPE_LINKS) && !read.is_empty)
        return check_link(change, field, &read.links.at[0], record->path);
    return 0;
}

/* Whether YAML may take the value for something else than words. */
static bool is_words(const struct field *field)
{
    return field->type == TYPE_TEXT || field->type == TYPE_TEXTS;
}

/* The text of the key is taken away; a list or map is left to edit_front, which does not replace one. */
static void set_nothing(struct edit *edit, const struct node *value)
{
    if (value && value->kind != NODE_SCALAR)
        return;
    edit->verb = EDIT_DROP;
    edit->value = value ? value->text : STR("-");
}

static int apply(struct change *change, const struct record *record, const struct field *field,
                 struct edit *edit)
{
    struct change_file *file = change_open(change, record->path);
    struct diag problem = {0};
    struct spelling spelling;
    struct front front;
    const struct node *top;

    if (!file)
        return -1;
    top = front_split(change->arena, file->after, &front, &problem) == FRONT_BAD
              ? NULL
              : node_parse(change->arena, front.yaml, front.yaml_line, &problem);
    if (top) {
        spelling = spelling_of(top, record->kind, field);
        edit->key = spelling.key;
        edit->after = spelling.after;
        edit->is_words = is_words(field);
        if (edit->verb == EDIT_SET && !edit->value.n)
            set_nothing(edit, node_find(top, spelling.key));
        if (edit_front(change->arena, file->after, edit, &file->after, &problem) != EDIT_REFUSED)
            return 0;
    }
    change->problem = problem;
    change->problem.path = file->path;
    return -1;
}

static int edit_value(struct change *change, const struct record *record, enum key key, struct edit *edit)
{
    const struct field *field = schema_field(record->kind, key);

    if (edit->value.n && edit->verb != EDIT_DROP && !edit->entry.n &&
        check_value(change, record, field, edit->value) != 0)
        return -1;
    return apply(change, record, field, edit);
}

struct str change_text(struct change *change, const struct record *record, enum key key)
{
    const struct change_file *file = change_open(change, record->path);
    const struct node *top = NULL, *value = NULL;
    struct diag problem = {0};
    struct front front;

    if (file && front_split(change->arena, file->after, &front, &problem) != FRONT_BAD)
        top = node_parse(change->arena, front.yaml, front.yaml_line, &problem);
    if (top)
        value = node_find(top, spelling_of(top, record->kind, schema_field(record->kind, key)).key);
    return value && value->kind == NODE_SCALAR ? value->text : (struct str){0};
}

int change_front(struct change *change, struct str path, const struct edit *edit)
{
    struct change_file *file = change_open(change, path);
    struct diag problem = {.rule = RULE_TYPE,
                           .place = {1, 1},
                           .message = STR("what stands here cannot be edited by itself"),
                           .hint = STR("change it by hand")};

    if (!file)
        return -1;
    if (edit_front(change->arena, file->after, edit, &file->after, &problem) == EDIT_DONE)
        return 0;
    change->problem = problem;
    change->problem.path = file->path;
    return -1;
}

int change_set(struct change *change, const struct record *record, enum key key, struct str value)
{
    struct edit edit = {.verb = EDIT_SET, .value = value};

    return edit_value(change, record, key, &edit);
}

int change_append(struct change *change, const struct record *record, enum key key, struct str value)
{
    struct edit edit = {.verb = EDIT_APPEND, .value = value};

    return edit_value(change, record, key, &edit);
}

int change_drop(struct change *change, const struct record *record, enum key key, struct str value)
{
    struct edit edit = {.verb = EDIT_DROP, .value = value};

    return edit_value(change, record, key, &edit);
}

int change_set_entry(struct change *change, const struct record *record, enum key key, struct str entry,
                     struct str value)
{
    struct edit edit = {.verb = EDIT_SET_ENTRY, .value = value, .entry = entry};

    return edit_value(change, record, key, &edit);
}

/* ---- writing */

static int write_one(int root, const struct change_file *file, struct err *err)
{
    bool made = true;

    if (file->is_gone)
        return file->is_new ? 0 : fs_remove(root, file->path.p, file->before, err);
    if (!file->is_new)
        return str_equal(file->before, file->after)
                   ? 0
                   : fs_replace(root, file->path.p, file->before, file->after, err);
    if (fs_create(root, file->path.p, file->after, &made, err) != 0)
        return -1;
    return made ? 0
                : err_set(err, ERR_CONFLICT, "\"%s\" was made by another program at the same time",
                          file->path.p);
}

/* Files that go come last: until then a text that moves stands in two places. */
static const struct change_file *in_order(const struct change *change, uint32_t index)
{
    for (int gone = 0; gone < 2; gone++)
        for (uint32_t i = 0; i < change->files.n; i++)
            if (change->files.at[i].is_gone == gone && index-- == 0)
                return &change->files.at[i];
    return NULL;
}

/* The same backwards; what cannot be put back stays as it was written, whole. */
static void put_back(int root, const struct change_file *file)
{
    struct change_file back = *file;
    struct err err = {0};

    back.before = file->after;
    back.after = file->before;
    back.is_new = file->is_gone;
    back.is_gone = file->is_new;
    if (!(file->is_new && file->is_gone))
        write_one(root, &back, &err);
}

int change_write(const struct change *change, struct err *err)
{
    int root = change->vault->root;

    for (uint32_t i = 0; i < change->files.n; i++) {
        if (write_one(root, in_order(change, i), err) == 0)
            continue;
        while (i-- > 0)
            put_back(root, in_order(change, i));
        return -1;
    }
    return 0;
}
