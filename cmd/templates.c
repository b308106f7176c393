#include "templates.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/near.h"
#include "embedded.h"
#include "table.h"
#include "text/json.h"
#include "write.h"

struct templates_options {
    const char *file;
};

static const struct opt options[] = {
    {'o', "output", OPT_TEXT, offsetof(struct templates_options, file), "FILE",
     "dump: one of them into this file; -: print it"},
    {0},
};

/* ---- what there is */

/* The text that the program carries, in a folder of its own. */
struct built_in {
    struct str name, text;
};

struct all_built_in {
    VEC(struct built_in);
};

static void add_built_in(struct all_built_in *all, struct arena *arena, struct str folder)
{
    for (size_t i = 0; i < embedded_count; i++) {
        struct str path = str_from(embedded_files[i].path);

        if (str_starts(path, folder))
            *vec_add(all, arena) = (struct built_in){
                str_skip(path, folder.n), {(const char *)embedded_files[i].data, embedded_files[i].size}};
    }
}

struct sources templates_built_in(struct arena *arena)
{
    struct sources sources = {0};
    struct all_built_in all = {0};

    add_built_in(&all, arena, STR("site/"));
    for (uint32_t i = 0; i < all.n; i++)
        *vec_add(&sources, arena) = (struct build_source){
            .name = all.at[i].name, .path = all.at[i].name, .text = all.at[i].text, .is_built_in = true};
    return sources;
}

static int by_name(const void *left, const void *right)
{
    const struct built_in *a = left, *b = right;

    return str_compare(a->name, b->name);
}

/* Those of pages, notes and mails. */
static struct all_built_in all_built_in(struct arena *arena)
{
    struct all_built_in all = {0};

    add_built_in(&all, arena, STR("site/"));
    add_built_in(&all, arena, STR("init/" SOURCE_FOLDER "/"));
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_name);
    return all;
}

static const struct built_in *find(const struct all_built_in *all, struct str name)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (str_equal(all->at[i].name, name))
            return &all->at[i];
    return NULL;
}

/* What a template makes, by the end of its name. */
static const char *kind_of(struct str name)
{
    return str_ends(name, STR(".md")) ? "note" : str_ends(name, STR(".txt")) ? "mail" : "page";
}

static struct str path_of(struct arena *arena, struct str name)
{
    struct buf path = {0};
    struct str copy;

    buf_printf(&path, SOURCE_FOLDER "/%.*s", STR_ARGS(name));
    copy = str_copy(arena, buf_str(&path));
    buf_free(&path);
    return copy;
}

/* ---- list */

/* A template as the vault has it. */
struct entry {
    struct str name;
    bool is_built_in, is_own, is_changed;
};

struct entries {
    VEC(struct entry);
};

static int refuse(struct app *app, const struct diag *problem)
{
    return app_fail(app, STATUS_CANNOT, "%.*s:%u:%u: %.*s%s%.*s", STR_ARGS(problem->path),
                    problem->place.line, problem->place.column, STR_ARGS(problem->message),
                    problem->hint.n ? "\n" : "", STR_ARGS(problem->hint));
}

static struct entry entry_of(struct app *app, const struct built_in *built_in, struct buf *bytes)
{
    struct entry entry = {.name = built_in->name, .is_built_in = true};
    struct err err = {0};

    if (fs_read(app->vault.root, path_of(&app->arena, entry.name).p, LIMIT_TEMPLATE, bytes, &err) == 0) {
        entry.is_own = true;
        entry.is_changed = !str_equal(buf_str(bytes), built_in->text);
    }
    return entry;
}

static int entry_order(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;

    return str_compare(a->name, b->name);
}

/* The built-in ones, and the partials that are the vault's alone; 0 or an exit status, said. */
static int gather(struct app *app, struct entries *entries)
{
    struct all_built_in all = all_built_in(&app->arena);
    struct sources sources = templates_built_in(&app->arena);
    struct diag problem = {0};
    struct buf bytes = {0};

    if (source_read_own(&sources, &app->arena, app->vault.root, &problem) != 0)
        return refuse(app, &problem);
    for (uint32_t i = 0; i < all.n; i++)
        *vec_add(entries, &app->arena) = entry_of(app, &all.at[i], &bytes);
    for (uint32_t i = 0; i < sources.n; i++)
        if (!sources.at[i].is_built_in)
            *vec_add(entries, &app->arena) = (struct entry){.name = sources.at[i].name, .is_own = true};
    if (entries->n)
        qsort(entries->at, entries->n, sizeof *entries->at, entry_order);
    buf_free(&bytes);
    return 0;
}

static const char *state_of(const struct entry *entry)
{
    if (!entry->is_own)
        return "built in";
    if (!entry->is_built_in)
        return "yours alone";
    return entry->is_changed ? "yours" : "yours, as built in";
}

static void put_text(struct app *app, const struct entries *entries)
{
    struct name_line *lines = arena_new_array(&app->arena, struct name_line, (size_t)entries->n + 1);

    for (uint32_t i = 0; i < entries->n; i++) {
        struct buf about = {0};

        buf_printf(&about, "%s  %s", kind_of(entries->at[i].name), state_of(&entries->at[i]));
        lines[i] = (struct name_line){entries->at[i].name, str_copy(&app->arena, buf_str(&about)).p};
        buf_free(&about);
    }
    table_names(app, lines, entries->n);
}

static void put_json(struct app *app, const struct entries *entries)
{
    struct json json = {.out = &app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/templates@1"));
    json_begin_array(&json, "templates");
    for (uint32_t i = 0; i < entries->n; i++) {
        const struct entry *entry = &entries->at[i];

        json_begin_object(&json, NULL);
        json_text(&json, "name", entry->name);
        json_text(&json, "kind", str_from(kind_of(entry->name)));
        json_text_or_null(&json, "path", entry->is_own ? path_of(&app->arena, entry->name) : (struct str){0});
        json_bool(&json, "built_in", entry->is_built_in);
        json_bool(&json, "changed", entry->is_own && entry->is_changed);
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
}

static int list(struct app *app)
{
    struct entries entries = {0};
    int status = app_open_vault(app, &want_due);

    if (!status)
        status = gather(app, &entries);
    if (status)
        return status;
    if (app->format == FORMAT_JSON)
        put_json(app, &entries);
    else
        put_text(app, &entries);
    return STATUS_DONE;
}

/* ---- dump */

static int unknown(struct app *app, const struct all_built_in *all, const char *name)
{
    struct near near = {.word = str_from(name), .limit = 2};

    for (uint32_t i = 0; i < all->n; i++)
        near_offer(&near, all->at[i].name);
    if (near.found.n)
        return app_fail(app, STATUS_USAGE, "no template '%s' is built in\ndid you mean '%.*s'?", name,
                        STR_ARGS(near.found));
    return app_fail(app, STATUS_USAGE, "no template '%s' is built in\n'infoview templates list' has them",
                    name);
}

/* The templates that the words name, all where there are none; 0 or an exit status, said. */
static int choose(struct app *app, int argc, char **argv, struct all_built_in *chosen)
{
    struct all_built_in all = all_built_in(&app->arena);

    if (!argc)
        *chosen = all;
    for (int i = 0; i < argc; i++) {
        const struct built_in *one = find(&all, str_from(argv[i]));

        if (!one)
            return unknown(app, &all, argv[i]);
        if (!find(chosen, one->name))
            *vec_add(chosen, &app->arena) = *one;
    }
    return 0;
}

/* What is there already stays as it is. */
static int dump_into_vault(struct write *write, int argc, char **argv, const void *own)
{
    struct write_name name = {.verb = "templates dump"};
    struct app *app = write->app;
    struct all_built_in chosen = {0};
    uint32_t made = 0;
    struct buf count = {0};
    int status = choose(app, argc, argv, &chosen);

    (void)own;
    for (uint32_t i = 0; i < chosen.n && !status; i++) {
        struct str path = path_of(&app->arena, chosen.at[i].name);

        if (fs_exists(app->vault.root, path.p))
            continue;
        if (change_create(&write->change, path, chosen.at[i].text) != 0)
            return write_refused(write);
        write_say(write, "wrote %.*s", STR_ARGS(path));
        name.name = chosen.at[i].name;
        made++;
    }
    if (status)
        return status;
    buf_printf(&count, "%u files", made);
    if (made != 1)
        name.name = str_copy(&app->arena, buf_str(&count));
    buf_free(&count);
    if (made < chosen.n)
        app_say(app, "%u there already, kept as %s", chosen.n - made,
                chosen.n - made == 1 ? "it is" : "they are");
    return write_finish(write, &name);
}

static int dump_into_file(struct app *app, int argc, char **argv, const char *file)
{
    struct all_built_in chosen = {0};
    int status;

    if (argc != 1)
        return app_fail(app, STATUS_USAGE,
                        "-o writes one template\ninfoview templates dump style.css -o FILE");
    if (app->format != FORMAT_TEXT)
        return app_fail(app, STATUS_USAGE, "-o writes the template as it is; it has no --format");
    status = choose(app, argc, argv, &chosen);
    for (uint32_t i = 0; i < chosen.n && !status; i++)
        status = app_write_new(app, file, chosen.at[i].text);
    return status;
}

/* ---- the command */

static int run(struct app *app, int argc, char **argv)
{
    struct templates_options o = {0};
    struct str verb;

    argc = opt_parse(app, &command_templates, argc, argv, &o);
    if (argc < 0)
        return app->status;
    verb = str_from(argc ? argv[0] : "");
    if (str_equal(verb, STR("dump")))
        return o.file ? dump_into_file(app, argc - 1, argv + 1, o.file)
                      : write_run(app, dump_into_vault, argc - 1, argv + 1, &o);
    if (!str_equal(verb, STR("list")))
        return app_fail(app, STATUS_USAGE, "%s%.*s%s\ninfoview templates list|dump [NAME…]",
                        argc ? "templates has no '" : "list or dump?", STR_ARGS(verb), argc ? "'" : "");
    if (o.file)
        return app_fail(app, STATUS_USAGE, "-o belongs to 'templates dump'");
    return argc > 1 ? app_no_words(app, argc - 1, argv + 1) : list(app);
}

const struct command command_templates = {
    .name = "templates",
    .group = "Keep",
    .words = "list|dump [NAME…]",
    .about = "what pages, notes and mails are made from",
    .examples = "infoview templates list\n"
                "infoview templates dump style.css today.html\n"
                "infoview templates dump person.html -o -\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
