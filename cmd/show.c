#include "card.h"
#include "cmd.h"
#include "commits.h"
#include "vault/query.h"
#include "vault/record_json.h"

/* The record of a kind for `contacts/ana-lima`, with or without .md; NULL where it is none. */
static const struct record *find_path(const struct vault *vault, enum kind kind, struct str word)
{
    struct str folder = str_from(kind_plural(kind));

    if (!str_starts(word, folder) || word.n <= folder.n || word.p[folder.n] != '/')
        return NULL;
    word = str_skip(word, folder.n + 1);
    if (str_ends(word, STR(".md")))
        word.n -= 3;
    return vault_find(vault, kind, word);
}

/* A record named beyond doubt: a person's id, KIND/ID, or the id of another kind that is no person's name. */
static const struct record *find_exact(struct app *app, struct str word)
{
    const struct record *record = vault_find(&app->vault, KIND_CONTACT, word);
    struct query_result people;

    for (int kind = 0; !record && kind < (int)KIND_FOLDERS; kind++)
        record = find_path(&app->vault, (enum kind)kind, word);
    if (record)
        return record;
    people = query_find(&app->vault, KIND_CONTACT, word, &app->arena);
    if (people.count && !people.is_near)
        return people.count == 1 ? people.at[0] : NULL;
    for (int kind = KIND_INTERVIEW; !record && kind < (int)KIND_FOLDERS; kind++)
        record = vault_find(&app->vault, (enum kind)kind, word);
    return record;
}

static int find(struct app *app, const char *word, const struct record **record)
{
    *record = find_exact(app, str_from(word));
    if (!*record)
        return app_who(app, word, record);
    return (*record)->is_unreadable ? app_unreadable(app, STATUS_CANNOT, *record) : 0;
}

static int run(struct app *app, int argc, char **argv)
{
    const struct record *record;
    struct view view;
    int status;

    argc = opt_parse(app, &command_show, argc, argv, NULL);
    if (argc < 0)
        return app->status;
    if (argc == 0)
        return app_fail(app, STATUS_USAGE,
                        "show whom?\nname somebody: infoview show WHO; everybody: infoview list");
    if (argc > 1)
        return app_fail(app, STATUS_USAGE, "one word too many: '%s'\nput a name of several words in quotes",
                        argv[1]);
    status = app_open_vault(app, &want_all);
    if (!status)
        status = find(app, argv[0], &record);
    if (status)
        return status;
    view_init(&view, &app->vault, app->today, &app->arena);
    if (record->kind == KIND_CONTACT)
        view.commits = commits_of(app, record);
    if (app->format == FORMAT_TEXT) {
        app->pages = true;
        card_text(app, &view, record);
    } else {
        struct json json = {.out = &app->out, .is_compact = app->format == FORMAT_JSONL};
        struct row row = {.record = record};

        record_json(&json, &view, (enum list_kind)record->kind, &row, true);
    }
    return STATUS_DONE;
}

const struct command command_show = {
    .name = "show",
    .group = "Look",
    .words = "WHO",
    .about = "all about a person: card, what is due, promises, history",
    .examples = "infoview show ana\n"
                "infoview show 'bo chen' --json\n"
                "infoview show 2026-11-18-ana-lima\n",
    .formats = "text|json|jsonl",
    .run = run,
};
