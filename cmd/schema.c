#include "base/near.h"
#include "base/utf8.h"
#include "cmd.h"
#include "site/model.h"
#include "table.h"
#include "text/json.h"
#include "vault/document_json.h"
#include "vault/schema_json.h"

/* ---- the names */

/* A schema that can be asked for: of a kind, of a document, or of a page's data. */
struct entry {
    struct str name; /* "contact", "infoview/report@1", "page:today" */
    const char *about;
    bool is_kind;
    enum kind kind;
    struct document document;
    const char *page;
};

struct entries {
    VEC(struct entry);
};

static void add_pages(struct entries *entries, struct arena *arena)
{
    struct buf name = {0};
    struct entry entry = {0};

    for (size_t i = 0; model_page_at(i, &entry.page, &entry.about); i++) {
        buf_reset(&name);
        buf_printf(&name, "page:%s", entry.page);
        entry.name = str_copy(arena, buf_str(&name));
        *vec_add(entries, arena) = entry;
    }
    buf_free(&name);
}

/* Kinds first, then documents, then pages. */
static struct entries all_entries(struct arena *arena)
{
    struct entries entries = {0};
    struct document document;
    struct buf name = {0};

    for (int kind = 0; kind < (int)KIND_COUNT; kind++)
        *vec_add(&entries, arena) = (struct entry){.name = str_from(kind_name((enum kind)kind)),
                                                   .about = kind_about((enum kind)kind),
                                                   .is_kind = true,
                                                   .kind = (enum kind)kind};
    for (size_t i = 0; document_at(i, &document); i++) {
        if (document.is_part)
            continue;
        buf_reset(&name);
        document_name_write(&name, &document);
        *vec_add(&entries, arena) = (struct entry){
            .name = str_copy(arena, buf_str(&name)), .about = document.about, .document = document};
    }
    buf_free(&name);
    add_pages(&entries, arena);
    return entries;
}

/* The first of that name; the short name of a document counts where no kind has it. */
static const struct entry *find(const struct entries *entries, struct str name)
{
    for (uint32_t i = 0; i < entries->n; i++)
        if (str_equal(entries->at[i].name, name) || str_equal(str_from(entries->at[i].document.name), name))
            return &entries->at[i];
    return NULL;
}

static int unknown(struct app *app, const struct entries *entries, struct str name)
{
    struct near near = {.word = name, .limit = 2};

    for (uint32_t i = 0; i < entries->n; i++) {
        near_offer(&near, entries->at[i].name);
        near_offer(&near, str_from(entries->at[i].document.name));
    }
    if (near.found.n)
        return app_fail(app, STATUS_USAGE, "unknown schema '%.*s'\ndid you mean '%.*s'?", STR_ARGS(name),
                        STR_ARGS(near.found));
    return app_fail(app, STATUS_USAGE, "unknown schema '%.*s'\n'infoview schema' lists the names",
                    STR_ARGS(name));
}

/* ---- the command */

static void put_names(struct app *app, const struct entries *entries)
{
    struct name_line *lines = arena_new_array(&app->arena, struct name_line, (size_t)entries->n + 1);

    for (uint32_t i = 0; i < entries->n; i++)
        lines[i] = (struct name_line){entries->at[i].name, entries->at[i].about};
    table_names(app, lines, entries->n);
}

static void put_names_json(struct app *app, const struct entries *entries)
{
    struct json json = {.out = &app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/schemas@1"));
    json_begin_array(&json, "schemas");
    for (uint32_t i = 0; i < entries->n; i++) {
        json_begin_object(&json, NULL);
        json_text(&json, "name", entries->at[i].name);
        json_text(&json, "about", str_from(entries->at[i].about));
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
}

static void put_page(struct app *app, const char *page)
{
    struct described object;

    if (model_describe(str_from(page), &app->arena, &object))
        described_json_write(&app->out, &object);
}

static int run(struct app *app, int argc, char **argv)
{
    const struct entry *entry = NULL;
    struct entries entries;

    argc = opt_parse(app, &command_schema, argc, argv, NULL);
    if (argc < 0)
        return app->status;
    if (argc > 1)
        return app_no_words(app, argc - 1, argv + 1);
    entries = all_entries(&app->arena);
    if (argc) {
        entry = find(&entries, str_from(argv[0]));
        if (!entry)
            return unknown(app, &entries, str_from(argv[0]));
    }
    if (!entry && app->format == FORMAT_JSON)
        put_names_json(app, &entries);
    else if (!entry)
        put_names(app, &entries);
    else if (entry->page)
        put_page(app, entry->page);
    else if (entry->is_kind)
        schema_json_write(&app->out, entry->kind);
    else
        document_json_write(&app->out, &entry->document);
    return STATUS_DONE;
}

const struct command command_schema = {
    .name = "schema",
    .group = "Plumbing",
    .words = "[NAME]",
    .about = "for programs: the JSON Schema of files, JSON output and pages",
    .examples = "infoview schema\n"
                "infoview schema contact\n"
                "infoview schema infoview/report@1\n"
                "infoview schema page:today\n",
    .formats = "text|json",
    .run = run,
};
