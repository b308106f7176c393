/*
 * Edits every file that is named on standard input (paths that end in NUL), in memory:
 *
 *     edit back      adds a key, a list, a map and takes each away again: the same bytes must be left
 *     edit values    sets every text and appends to every list of the front matter; prints before, after and what was
 *                       meant as JSON, one line each, for independent readers
 *     edit bodies    adds items to sections, ticks and drops every task, gives every link another target
 *
 * Says on standard error how many files and edits there were, and each reason for a refusal with its number. Ends with 1
 * where something was not as it should be, naming the file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/edit.h"
#include "text/edit_body.h"
#include "text/front.h"
#include "text/json.h"
#include "text/md.h"
#include "text/node.h"

/* Of so many files one also has each of its keys edited alone. */
enum { EACH_ALONE = 16 };

/* How often a reason was given, and for which file first. */
struct reason {
    struct str message, path;
    uint32_t count;
};

struct run {
    struct arena keep;  /* of the run */
    struct arena arena; /* of a file */
    const char *path;
    struct str file;
    uint32_t files, unread, edits, nothing, refused;
    bool failed;
    struct {
        VEC(struct reason);
    } reasons;
};

static void blame(struct run *run, const char *what)
{
    fprintf(stderr, "%s: %s\n", run->path, what);
    run->failed = true;
}

static void count_reason(struct run *run, struct str message)
{
    for (uint32_t i = 0; i < run->reasons.n; i++) {
        if (str_equal(run->reasons.at[i].message, message)) {
            run->reasons.at[i].count++;
            return;
        }
    }
    *vec_add(&run->reasons, &run->keep) =
        (struct reason){str_copy(&run->keep, message), str_copy(&run->keep, str_from(run->path)), 1};
}

/* Counts what came of an edit; a refusal must say why and give no bytes. */
static enum edit_state counted(struct run *run, enum edit_state state, struct str result,
                               const struct diag *problem)
{
    run->edits += state == EDIT_DONE;
    run->nothing += state == EDIT_NOTHING;
    run->refused += state == EDIT_REFUSED;
    if (state != EDIT_REFUSED)
        return state;
    if (!problem->message.n || !problem->hint.n || !problem->place.line || result.p)
        blame(run, "refused without saying why, or with a result");
    count_reason(run, problem->message);
    return state;
}

static enum edit_state edit(struct run *run, struct str file, const struct edit *edit, struct str *result)
{
    struct diag problem = {0};

    *result = (struct str){0};
    return counted(run, edit_front(&run->arena, file, edit, result, &problem), *result, &problem);
}

/* The fields of the file; NULL where it has none that are read, which is counted with the reason. */
static const struct node *fields(struct run *run, struct front *front)
{
    struct diag problem = {0};
    const struct node *top = NULL;

    if (front_split(&run->arena, run->file, front, &problem) != FRONT_BAD)
        top = node_parse(&run->arena, front->yaml, front->yaml_line, &problem);
    if (top)
        return top;
    run->unread++;
    return NULL;
}

/* ------------------------------------------------ there and back */

static void run_back(struct run *run)
{
    static const enum edit_verb verbs[] = {EDIT_SET, EDIT_APPEND, EDIT_SET_ENTRY};
    struct front front;
    const struct node *top = fields(run, &front);

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct edit there = {verbs[i], .key = STR("zz added"), .value = STR("x"), .entry = STR("e")};
        struct edit back = {EDIT_REMOVE, .key = there.key};
        struct str added, removed;

        if (top && top->first)
            there.after = top->first->key->text;
        if (edit(run, run->file, &there, &added) != EDIT_DONE)
            continue;
        if (!top || edit(run, added, &back, &removed) != EDIT_DONE || !str_equal(removed, run->file))
            blame(run, "not the same bytes after a key was added and removed");
    }
}

/* ------------------------------------------------ values */

static const struct {
    const char *text;
    bool is_words; /* readers must see a text, whatever it looks like */
} values[] = {
    {"Ana Lima", true},
    {"2026-11-18", false},
    {"no", true},
    {"30", false},
    {"a: b # c", true},
    {"012", true},
    {"3 months", false},
    {"[[ana|A]]", true},
    {"- 'x' \"y\" \\", true},
    {"2026-11-18", true},
    {"true", false},
    {"", true},
    {"12:30", true},
    {"a\nb\t", true},
    {"\xC3\xA9 \xE6\x97\xA5", true},
    {"~", true},
    {"1e3", true},
    {"@x, [y]", true},
    {"2026-11-18 15:00", false},
    {"%z ", true},
};
enum { VALUES = sizeof values / sizeof *values };

/* What an edit of this value means, as the readers know it. */
static const char *meaning_of(const struct node *value)
{
    if (value->kind == NODE_SCALAR)
        return "set";
    if (value->kind == NODE_MAP)
        return "entry";
    return value->style == NODE_BLOCK && value->first && value->first->kind == NODE_SCALAR &&
                   value->first->style == NODE_PLAIN && !value->first->text.n
               ? "fill"
               : "push";
}

/* Whether YAML takes a link without quotes for this list in a list. */
static bool is_bare_link(const struct node *value)
{
    return value->kind == NODE_LIST && value->style == NODE_FLOW && value->count == 1 &&
           value->first->kind == NODE_LIST && value->first->style == NODE_FLOW && value->first->count == 1 &&
           value->first->first->kind == NODE_SCALAR && value->first->first->style == NODE_PLAIN;
}

/* Edits one key of `*current` and says so in `json`. */
static void change(struct run *run, const struct node *value, uint32_t turn, struct str *current,
                   struct json *json)
{
    struct edit wanted = {.key = value->key->text, .value = str_from(values[turn % VALUES].text)};
    struct str result;

    wanted.is_words = values[turn % VALUES].is_words;
    wanted.entry = STR("zz entry");
    if (value->kind == NODE_LIST)
        wanted.verb = is_bare_link(value) ? EDIT_SET : EDIT_APPEND;
    else if (value->kind == NODE_MAP)
        wanted.verb = EDIT_SET_ENTRY;
    if (edit(run, *current, &wanted, &result) != EDIT_DONE)
        return;
    *current = result;
    json_begin_object(json, NULL);
    json_text(json, "key", wanted.key);
    json_text(json, "meaning", str_from(wanted.verb == EDIT_SET ? "set" : meaning_of(value)));
    json_text(json, "value", wanted.value);
    json_bool(json, "words", wanted.is_words);
    json_end_object(json);
}

/* Edits one key, or all of them one after the other (NULL), and prints the pair. */
static void print_pair(struct run *run, const struct front *front, const struct node *top,
                       const struct node *one)
{
    struct buf out = {0};
    struct json json = {.out = &out, .is_compact = true};
    struct str current = run->file;
    struct front after;
    struct diag problem = {0};
    uint32_t turn = run->files;

    json_begin_object(&json, NULL);
    json_text(&json, "path", str_from(run->path));
    json_begin_array(&json, "changes");
    for (const struct node *value = top->first; value; value = value->next, turn++)
        if (!one || value == one)
            change(run, value, turn, &current, &json);
    json_end_array(&json);
    if (front_split(&run->arena, current, &after, &problem) == FRONT_BAD ||
        !str_equal(front->body, after.body))
        blame(run, "the text below the front matter has changed");
    json_text(&json, "before", front->yaml);
    json_text(&json, "after", after.yaml);
    json_end_object(&json);
    if (current.p != run->file.p)
        printf("%.*s", STR_ARGS(buf_str(&out)));
    buf_free(&out);
}

static void run_values(struct run *run)
{
    struct front front;
    const struct node *top = fields(run, &front);
    struct str result;

    if (!top) {
        edit(run, run->file, &(struct edit){EDIT_SET, .key = STR("zz added"), .value = STR("x")}, &result);
        return;
    }
    print_pair(run, &front, top, NULL);
    if (run->files % EACH_ALONE == 0)
        for (const struct node *value = top->first; value; value = value->next)
            print_pair(run, &front, top, value);
}

/* ------------------------------------------------ bodies */

static void edit_text(struct run *run, const struct edit_body *wanted)
{
    struct diag problem = {0};
    struct str result = {0};
    enum edit_state state = edit_body(&run->arena, run->file, wanted, &result, &problem);

    if (counted(run, state, result, &problem) == EDIT_DONE && wanted->verb == EDIT_ADD_ITEM &&
        result.n <= run->file.n)
        blame(run, "an item was added and the file is no longer");
}

static void add_items(struct run *run)
{
    struct edit_body items[] = {
        {EDIT_ADD_ITEM, .text = STR("2026-11-18 call: x"), .order = EDIT_DATED, .day = date_of(2026, 11, 18),
         .section = {"log|history|communications", "Log", "promises|notes"}},
        {EDIT_ADD_ITEM, .text = STR("[ ] x due:2026-11-18"), .section = {"promises", "Promises", "notes"}},
        {EDIT_ADD_ITEM, .text = STR("Jo Brook: y"), .section = {"referrals", "Referrals", NULL}},
    };

    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        edit_text(run, &items[i]);
}

static void run_bodies(struct run *run)
{
    struct front front;
    struct diag problem = {0};
    struct md md;
    struct md_job job = {.keep = &run->arena, .scratch = &run->arena, .want = MD_WANT_TASKS | MD_WANT_LINKS};

    add_items(run);
    if (front_split_loose(&run->arena, run->file, &front, &problem) != FRONT_FINE ||
        md_is_too_deep(front.body)) {
        run->unread++;
        return;
    }
    job.first_line = front.body_line;
    md_scan(&job, front.body, &md);
    for (uint32_t i = 0; i < md.tasks.n && i < 20; i++) {
        struct edit_body task = {EDIT_TICK, .line = md.tasks.at[i].line, .old = md.tasks.at[i].text};

        task.day = date_of(2026, 11, 18);
        if (md.tasks.at[i].state == MD_TASK_OPEN)
            edit_text(run, &task);
    }
    for (uint32_t i = 0; i < md.links.n && i < 20; i++) {
        struct edit_body link = {EDIT_RELINK, .place = md.links.at[i].place, .old = md.links.at[i].target};

        link.text = STR("contacts/jo b.md");
        edit_text(run, &link);
    }
}

/* ------------------------------------------------ files */

/* All bytes of a file in a block of their own size. */
static char *read_all(const char *path, size_t *n)
{
    FILE *in = fopen(path, "rb");
    char *bytes = NULL;
    long size = -1;

    if (in && fseek(in, 0, SEEK_END) == 0 && (size = ftell(in)) >= 0 && fseek(in, 0, SEEK_SET) == 0)
        bytes = malloc((size_t)size + 1);
    if (!bytes || fread(bytes, 1, (size_t)size, in) != (size_t)size) {
        perror(path);
        exit(1);
    }
    fclose(in);
    *n = (size_t)size;
    return bytes;
}

/* The file's bytes must be the same after all edits. */
static void run_file(struct run *run, void edit_file(struct run *))
{
    size_t n, n_after;
    char *bytes = read_all(run->path, &n), *again = read_all(run->path, &n_after);

    run->file = (struct str){bytes, n};
    edit_file(run);
    if (n != n_after || memcmp(bytes, again, n) != 0)
        blame(run, "an edit wrote into the file's own bytes");
    run->files++;
    arena_free(&run->arena);
    free(bytes);
    free(again);
}

static int by_count(const void *a, const void *b)
{
    uint32_t x = ((const struct reason *)a)->count, y = ((const struct reason *)b)->count;

    return (x < y) - (x > y);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*edit_file)(struct run *);
    } modes[] = {{"back", run_back}, {"values", run_values}, {"bodies", run_bodies}};
    struct run run = {0};
    char *path = NULL;
    size_t mode = 0, room = 0;

    while (mode < 3 && (argc != 2 || strcmp(argv[1], modes[mode].name) != 0))
        mode++;
    if (mode == 3)
        return 2;
    while (getdelim(&path, &room, '\0', stdin) > 0) {
        run.path = path;
        run_file(&run, modes[mode].edit_file);
    }
    free(path);
    fprintf(
        stderr,
        "%s: %u files, %u without fields or text that is read; %u edits, %u had nothing to do, %u refused\n",
        argv[1], run.files, run.unread, run.edits, run.nothing, run.refused);
    if (run.reasons.n)
        qsort(run.reasons.at, run.reasons.n, sizeof *run.reasons.at, by_count);
    for (uint32_t i = 0; i < run.reasons.n; i++)
        fprintf(stderr, "%7u %.*s (%.*s)\n", run.reasons.at[i].count, STR_ARGS(run.reasons.at[i].message),
                STR_ARGS(run.reasons.at[i].path));
    arena_free(&run.keep);
    return run.failed;
}
