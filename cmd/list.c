#include <stddef.h>

#include "cmd.h"
#include "table.h"
#include "vault/record_json.h"
#include "wish.h"

#define AT(member) offsetof(struct wish_options, member)

static const struct opt options[] = {
    {0, "stage", OPT_TEXT, AT(stage), "STAGE,…", "people at this stage: idea, asked, met, thanked …"},
    {0, "tag", OPT_TEXT, AT(tag), "TAG", "with this tag"},
    {0, "org", OPT_TEXT, AT(org), "ORG", "with this in their org"},
    {0, "target", OPT_TEXT, AT(target), "TARGET", "that serve this job target"},
    {0, "ref", OPT_TEXT, AT(ref), "WHO", "people whom WHO sent you to"},
    {0, "since", OPT_TEXT, AT(since), "DATE", "last touched, met, due or found on DATE or later"},
    {0, "until", OPT_TEXT, AT(until), "DATE", "… on DATE or earlier"},
    {0, "sort", OPT_TEXT, AT(sort), "FIELD", "in this order; -FIELD the other way round"},
    {0, "columns", OPT_TEXT, AT(columns), "FIELD,…", "show these fields"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* ---- the answer */

static void put_json(struct app *app, const struct view *view, enum list_kind list, const struct rows *rows)
{
    struct json json = {.out = &app->out};
    struct buf schema = {0};

    buf_printf(&schema, "infoview/%s@1", list_name(list));
    json_begin_object(&json, NULL);
    json_text(&json, "schema", buf_str(&schema));
    json_begin_array(&json, list_name(list));
    for (uint32_t i = 0; i < rows->n; i++) {
        record_json(&json, view, list, &rows->at[i], false);
        app_drain(app);
    }
    json_end_array(&json);
    record_json_unreadable(&json, view->vault);
    json_end_object(&json);
    buf_free(&schema);
}

static void put_jsonl(struct app *app, const struct view *view, enum list_kind list, const struct rows *rows)
{
    for (uint32_t i = 0; i < rows->n; i++) {
        struct json json = {.out = &app->out, .is_compact = true};

        record_json(&json, view, list, &rows->at[i], true);
        app_drain(app);
    }
}

static void put_rows(struct app *app, const struct view *view, const struct wish *wish,
                     const struct rows *rows)
{
    struct table table = {view, &wish->columns, rows, wish->is_usual};

    app->pages = app->format == FORMAT_TEXT;
    if (app->format == FORMAT_JSON)
        put_json(app, view, wish->list, rows);
    else if (app->format == FORMAT_JSONL)
        put_jsonl(app, view, wish->list, rows);
    else if (app->format != FORMAT_TEXT)
        table_csv(app, &table);
    else if (rows->n)
        table_text(app, &table);
}

/* Says why there is nothing, and what to do; `first`: the first word, which may be a list's name misspelt. */
static void say_empty(struct app *app, const struct wish *wish, bool is_empty, const char *first)
{
    const char *name = list_name(wish->list);

    if (is_empty && app->vault.unreadable.n) {
        app_say(app, "no %s that can be read", name);
        return;
    }
    if (is_empty) {
        app_say(app,
                wish->list == LIST_PROMISES ? "no open %s; for a new one: %s" : "no %s yet; start with: %s",
                name, wish_first(wish->list));
        return;
    }
    app_say(app, "no %s fits; all of them: infoview list %s", list_one(wish->list), name);
    for (int i = 0; first && i < LIST_COUNT; i++) {
        const char *list = list_name((enum list_kind)i);

        if (str_distance(str_from(first), str_from(list), 2) <= 2)
            app_say(app, "did you mean: infoview list %s", list);
    }
}

/* Files that cannot be read are missing from the list: they are named. */
static void say_unreadable(struct app *app)
{
    const struct diags *rows = &app->vault.unreadable;

    for (uint32_t i = 0; i < rows->n; i++)
        app_say(app, "not in the list: %.*s:%u:%u: %.*s", STR_ARGS(rows->at[i].path), rows->at[i].place.line,
                rows->at[i].place.column, STR_ARGS(rows->at[i].message));
}

static void answer(struct app *app, const struct wish *wish, const char *first)
{
    struct view view;
    struct rows rows;
    bool is_empty;

    view_init(&view, &app->vault, app->today, &app->arena);
    rows = rows_of(&view, wish->list, wish->has_settled);
    is_empty = rows.n == 0;
    filter_rows(&view, wish->list, &wish->filters, &rows);
    filter_sort(&view, &wish->sort, wish->is_reversed, &rows);
    put_rows(app, &view, wish, &rows);
    if (!rows.n)
        say_empty(app, wish, is_empty, first);
    say_unreadable(app);
}

static int run(struct app *app, int argc, char **argv)
{
    struct wish_options o = {0};
    struct wish wish = {.list = LIST_CONTACTS};
    int status = 0, at = 0;

    argc = opt_parse(app, &command_list, argc, argv, &o);
    if (argc < 0)
        return app->status;
    if (argc && list_find(str_from(argv[0]), &wish.list))
        at = 1;
    else
        wish.list = LIST_CONTACTS;
    if (o.columns && (app->format == FORMAT_JSON || app->format == FORMAT_JSONL))
        status =
            app_fail(app, STATUS_USAGE, "--columns is for text, csv and tsv: a json object has all of them");
    if (!status)
        status = app_open_vault(app, &want_all);
    if (!status)
        status = wish_read(app, &wish, &o, argc - at, argv + at);
    if (!status)
        answer(app, &wish, argc && !at ? argv[0] : NULL);
    return status;
}

const struct command command_list = {
    .name = "list",
    .group = "Look",
    .words = "[contacts|interviews|promises|opportunities|skills|targets] [FILTER…]",
    .about = "people, meetings, promises and the rest, filtered and sorted",
    .examples = "infoview list\n"
                "infoview list --stage replied,asked --sort -last\n"
                "infoview list org:gridco tags:data\n"
                "infoview list interviews --since 2026-10-01\n"
                "infoview list promises whose:mine\n"
                "infoview list contacts --columns name,email,phone --format csv\n",
    .options = options,
    .formats = "text|json|jsonl|csv|tsv",
    .run = run,
};
