/*
 * Edits of front matter, from hostile bytes. An input with a NUL byte is an edit and a file: what stands before the first
 * NUL is a verb's number, then key, value, entry, neighbour and old item, with the byte 1 between them. Any other input is a
 * file, a real one perhaps, to which every sort of edit is done for each of its keys.
 *
 * An edit is refused, with a reason; or the value is read back, every other key is what it was, and nothing outside
 * the front matter has changed. What adds only adds, what removes only removes. A key that was added and an item
 * that was appended are removed again with the same bytes left.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/die.h"
#include "text/edit.h"
#include "text/front.h"
#include "text/node.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes of YAML that may be edited for one input: enough for each key of a usual file, and for some of a large one. */
enum { BUDGET = 512 * 1024 };

/* A file and the tree of its front matter; `top` is NULL where it has none that is read. */
struct sample {
    struct arena arena;
    struct front front;
    const struct node *top;
};

static void sample_read(struct sample *sample, struct str file)
{
    struct diag problem = {0};

    *sample = (struct sample){0};
    if (front_split(&sample->arena, file, &sample->front, &problem) != FRONT_BAD)
        sample->top = node_parse(&sample->arena, sample->front.yaml, sample->front.yaml_line, &problem);
}

/* Writes kind, style and text of `node` and all below it. */
static void dump(struct buf *out, const struct node *node)
{
    if (node->key)
        buf_printf(out, "%d:%zu:%.*s=", (int)node->key->style, node->key->text.n, STR_ARGS(node->key->text));
    buf_printf(out, "%d/%d/%zu:%.*s(", (int)node->kind, (int)node->style, node->text.n, STR_ARGS(node->text));
    for (const struct node *value = node->first; value; value = value->next)
        dump(out, value);
    buf_putc(out, ')');
}

/* All keys but one, in order. */
static struct buf dump_without(const struct node *top, struct str key)
{
    struct buf out = {0};

    for (const struct node *value = top->first; value; value = value->next)
        if (!str_equal(value->key->text, key))
            dump(&out, value);
    return out;
}

static void check_others(const struct node *before, const struct node *after, struct str key)
{
    struct buf ours = dump_without(before, key), theirs = dump_without(after, key);

    must(str_equal(buf_str(&ours), buf_str(&theirs)));
    buf_free(&ours);
    buf_free(&theirs);
}

static bool is_text(const struct node *node, struct str text)
{
    return node && node->kind == NODE_SCALAR && str_equal(node->text, text) && !node_is_empty(node);
}

static uint32_t count_of(const struct node *list, struct str text)
{
    uint32_t count = 0;

    for (const struct node *item = list ? list->first : NULL; item; item = item->next)
        count += is_text(item, text);
    return count;
}

static bool is_list(const struct node *node)
{
    return node && node->kind == NODE_LIST;
}

/* Whether the value is what `edit` makes of the one `before`. */
static void check_value(const struct edit *edit, const struct node *before, const struct node *after)
{
    switch (edit->verb) {
    case EDIT_SET: must(is_text(after, edit->value)); break;
    case EDIT_REMOVE: must(!after); break;
    case EDIT_APPEND:
        must(is_list(after) &&
             count_of(after, edit->value) > (is_list(before) ? count_of(before, edit->value) : 0));
        must(!is_list(before) || after->count - before->count <= 1);
        break;
    case EDIT_DROP:
        must(!is_list(before) || before->count == 1 || after->count == before->count - 1);
        must(is_list(after) || node_is_empty(after));
        break;
    case EDIT_SET_ENTRY:
        must(after && after->kind == NODE_MAP && is_text(node_find(after, edit->entry), edit->value));
        break;
    case EDIT_REPLACE_ITEM:
        must(is_text(after, edit->value) ||
             (is_list(after) && after->count == before->count && count_of(after, edit->value) > 0));
        break;
    case EDIT_RENAME_ENTRY:
        must(after->count == before->count && !node_find(after, edit->entry) &&
             node_find(before, edit->entry) && node_find(after, edit->value) &&
             !node_find(before, edit->value));
        break;
    case EDIT_REMOVE_ENTRY:
        must(node_find(before, edit->entry) && !node_find(after, edit->entry));
        must(after->kind == NODE_MAP ? after->count == before->count - 1 : node_is_empty(after));
        break;
    }
}

/* The bytes that both files begin with, and those they end with, not counted twice. */
static size_t same_bytes(struct str a, struct str b)
{
    size_t start = 0, end = 0, shorter = a.n < b.n ? a.n : b.n;

    while (start < shorter && a.p[start] == b.p[start])
        start++;
    while (end < shorter - start && a.p[a.n - 1 - end] == b.p[b.n - 1 - end])
        end++;
    return start + end;
}

static void check_bytes(const struct edit *edit, const struct sample *before, const struct sample *after)
{
    struct str was = before->front.file, is = after->front.file;
    size_t fence = (size_t)(before->front.yaml.p - was.p);
    size_t rest = was.n - fence - before->front.yaml.n;
    const struct node *value = node_find(before->top, edit->key);

    must(str_equal(str_slice(was, 0, fence), str_slice(is, 0, fence)));
    must(is.n >= rest && str_equal(str_skip(was, was.n - rest), str_skip(is, is.n - rest)));
    if (edit->verb == EDIT_REMOVE || edit->verb == EDIT_DROP || edit->verb == EDIT_REMOVE_ENTRY)
        must(same_bytes(was, is) == is.n);
    else if (edit->verb > EDIT_SET_ENTRY)
        return;
    else if (!value || value->kind == NODE_LIST ||
             (edit->verb == EDIT_SET_ENTRY && value->kind == NODE_MAP && !node_find(value, edit->entry)))
        must(same_bytes(was, is) == was.n || edit->verb == EDIT_APPEND || (value && edit->verb == EDIT_SET));
}

/* Does one edit and asserts what must hold of it; `*result` is in `arena`. */
static enum edit_state check_edit(struct arena *arena, struct str file, const struct edit *edit,
                                  struct str *result)
{
    struct sample before, after;
    struct diag problem = {0};
    enum edit_state state = edit_front(arena, file, edit, result, &problem);

    if (state == EDIT_REFUSED) {
        must(problem.rule < RULE_COUNT && problem.message.n && problem.hint.n && problem.place.line);
        return state;
    }
    sample_read(&before, file);
    sample_read(&after, *result);
    must(before.top && after.top);
    if (state == EDIT_NOTHING) {
        must(str_equal(file, *result));
    } else {
        check_value(edit, node_find(before.top, edit->key), node_find(after.top, edit->key));
        check_others(before.top, after.top, edit->key);
        check_bytes(edit, &before, &after);
    }
    arena_free(&before.arena);
    arena_free(&after.arena);
    return state;
}

/* Does an edit that adds something and its reverse; the same bytes must be left. */
static void check_there_and_back(struct str file, const struct edit *edit, enum edit_verb back)
{
    struct arena arena = {0};
    struct edit reverse = {.verb = back, .key = edit->key, .value = edit->value};
    struct str there, again;

    if (check_edit(&arena, file, edit, &there) == EDIT_DONE) {
        must(check_edit(&arena, there, &reverse, &again) == EDIT_DONE);
        must(str_equal(file, again));
    }
    arena_free(&arena);
}

static const char *const values[] = {
    "2026-11-18",
    "Ana Lima",
    "no",
    "",
    "O'Neil: \"#1\" [x], @y\xC3\xA9 \\ ",
    "[[ana-lima]]",
    "a\nb\t\x01\xE2\x80\xA8",
    "012",
};
enum { VALUES = sizeof values / sizeof *values };

/* Appends to a list and takes that, then its first items, away again. */
static void check_list(struct str file, const struct node *list)
{
    struct edit edit = {.verb = EDIT_APPEND, .key = list->key->text, .value = STR("zz item")};
    bool is_filled = list->first->kind == NODE_SCALAR && !list->first->text.n;
    struct arena arena = {0};
    struct str ignored;

    /* An unquoted link gets quotes and keeps them. */
    if (!is_filled && (list->count > 1 || !is_list(list->first)))
        check_there_and_back(file, &edit, EDIT_DROP);
    edit.verb = EDIT_REPLACE_ITEM;
    edit.old = list->first->text;
    check_edit(&arena, file, &edit, &ignored);
    edit.verb = EDIT_DROP;
    edit.value = list->first->text;
    check_edit(&arena, file, &edit, &ignored);
    if (list->first->next) {
        edit.value = list->first->next->text;
        check_edit(&arena, file, &edit, &ignored);
    }
    arena_free(&arena);
}

/* Takes the first entry of a map away, and renames it there and back. */
static void check_map(struct str file, const struct node *map)
{
    struct edit edit = {.key = map->key->text, .entry = map->first->key->text};
    struct arena arena = {0};
    struct str there, again;

    edit.verb = EDIT_REMOVE_ENTRY;
    check_edit(&arena, file, &edit, &there);
    edit.verb = EDIT_RENAME_ENTRY;
    edit.value = STR("zz name");
    if (check_edit(&arena, file, &edit, &there) == EDIT_DONE) {
        struct edit back = {EDIT_RENAME_ENTRY, .key = edit.key, .entry = edit.value, .value = edit.entry};

        must(check_edit(&arena, there, &back, &again) == EDIT_DONE || !edit.entry.n);
    }
    arena_free(&arena);
}

/* Every sort of edit for the key of `value`; what is written changes from key to key. */
static void check_key(struct str file, const struct node *value, uint32_t turn)
{
    static const enum edit_verb verbs[] = {EDIT_SET, EDIT_APPEND, EDIT_SET_ENTRY, EDIT_REPLACE_ITEM,
                                           EDIT_REMOVE};
    struct edit edit = {.key = value->key->text, .value = str_from(values[turn % VALUES])};
    struct edit added = {.key = STR("zz added"), .value = STR("a"), .after = value->key->text};
    struct arena arena = {0};
    struct str ignored;

    edit.entry = STR("ana-lima");
    edit.old = value->kind == NODE_SCALAR ? value->text : STR("[[ana-lima]]");
    edit.is_words = turn & 1;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        edit.verb = verbs[i];
        check_edit(&arena, file, &edit, &ignored);
    }
    if (is_list(value) && value->first)
        check_list(file, value);
    if (value->kind == NODE_MAP && value->first)
        check_map(file, value);
    check_there_and_back(file, &added, EDIT_REMOVE);
    arena_free(&arena);
}

static void check_file(struct str file)
{
    enum { EDITS_A_KEY = 12 };
    static const enum edit_verb adding[] = {EDIT_SET, EDIT_APPEND, EDIT_SET_ENTRY};
    struct edit edit = {.key = STR("zz added"), .value = STR("2026-11-18"), .entry = STR("ana-lima")};
    struct sample sample;
    size_t cost, spent = 0;
    uint32_t turn = 0;

    sample_read(&sample, file);
    cost = sample.front.yaml.n * EDITS_A_KEY;
    if (sample.top && !node_find(sample.top, edit.key)) {
        for (size_t i = 0; i < sizeof adding / sizeof *adding; i++) {
            edit.verb = adding[i];
            check_there_and_back(file, &edit, EDIT_REMOVE);
        }
        for (const struct node *value = sample.top->first; value && spent <= BUDGET; value = value->next) {
            check_key(file, value, turn++);
            spent += cost;
        }
    }
    arena_free(&sample.arena);
}

/* Cuts `*rest` at the next byte 1. */
static struct str next_word(struct str *rest)
{
    size_t end = str_index(*rest, '\1', 0);
    struct str word = str_slice(*rest, 0, end);

    *rest = str_skip(*rest, end + 1);
    return word;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size}, file, words, result;
    size_t nul = str_index(input, '\0', 0);
    struct edit edit = {0};
    struct arena arena = {0};

    if (nul == input.n) {
        check_file(input);
        return 0;
    }
    file = str_skip(input, nul + 1);
    words = str_slice(input, 1, nul);
    edit.verb = (enum edit_verb)(data[0] % (EDIT_REMOVE_ENTRY + 1));
    edit.is_words = data[0] & 0x80;
    edit.key = next_word(&words);
    edit.value = next_word(&words);
    edit.entry = next_word(&words);
    edit.after = next_word(&words);
    edit.old = next_word(&words);
    check_edit(&arena, file, &edit, &result);
    arena_free(&arena);
    return 0;
}
