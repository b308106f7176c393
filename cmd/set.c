#include "which.h"
#include "write.h"

struct options {
    bool add, remove;
};

static const struct opt options[] = {
    {0, "add", OPT_FLAG, offsetof(struct options, add), NULL, "add VALUE to a list"},
    {0, "remove", OPT_FLAG, offsetof(struct options, remove), NULL, "take VALUE out of a list"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* ---- which record */

/* The plan, an interview's id, a person, the id of another record, or a path. 0, or STATUS_USAGE, said. */
static int find(struct app *app, const char *word, const struct record **record)
{
    struct str text = str_from(word);

    *record = NULL;
    if (str_equal(text, STR("plan"))) {
        *record = app->vault.plan;
        return *record ? 0
                       : app_fail(app, STATUS_CANNOT,
                                  VAULT_PLAN_FILE " is not there, or cannot be read\n"
                                                  "'infoview init' makes one");
    }
    return which_record(app, word, false, record);
}

/* ---- which value */

static int unknown_key(struct app *app, const struct record *record, const char *word)
{
    const char *near = schema_near(record->kind, str_from(word));

    if (near)
        return app_fail(app, STATUS_USAGE, "%s has no field '%s'\ndid you mean '%s'?",
                        kind_name(record->kind), word, near);
    return app_fail(app, STATUS_USAGE, "%s has no field '%s'\n'infoview help infoview-format' lists them",
                    kind_name(record->kind), word);
}

static bool takes_day(const struct field *field)
{
    return field->type == TYPE_DATE || field->type == TYPE_STAMP || field->type == TYPE_SETTLED ||
           field->type == TYPE_THANKED || field->type == TYPE_BOOL_OR_DATE;
}

/* Files hold ISO dates: a day in words becomes one. What is no day is left to the schema. */
static struct str value_of(struct app *app, const struct field *field, struct str text)
{
    struct date_frame frame = {app->today, settings_week_start(&app->vault.settings),
                               field->flags & FIELD_AHEAD ? DATE_FUTURE : DATE_PAST};
    struct stamp stamp;
    struct buf iso = {0};
    const char *why;

    if (!takes_day(field) || date_iso_parse(text, &stamp) || !date_word_parse(text, &frame, &stamp, &why))
        return text;
    date_iso_write(&iso, stamp.day);
    text = str_copy(&app->arena, buf_str(&iso));
    buf_free(&iso);
    return text;
}

static bool is_list(const struct field *field)
{
    return field->type == TYPE_TEXTS || field->type == TYPE_LINKS;
}

static int plan(struct write *write, const struct record *record, const struct field *field, struct str value,
                const struct options *own)
{
    int status;

    if (own->add)
        status = change_append(&write->change, record, field->key, value);
    else if (own->remove)
        status = change_drop(&write->change, record, field->key, value);
    else
        status = change_set(&write->change, record, field->key, value);
    return status == 0 ? 0 : write_refused(write);
}

static int work(struct write *write, int argc, char **argv, const void *context)
{
    const struct options *own = context;
    struct app *app = write->app;
    const struct record *record;
    const struct field *field;
    struct write_name name;
    struct str value;
    int status = find(app, argv[0], &record);

    if (status)
        return status;
    field = schema_find(record->kind, str_from(argv[1]));
    if (!field || field->flags & FIELD_HIDDEN)
        return unknown_key(app, record, argv[1]);
    if ((own->add || own->remove) && !is_list(field))
        return app_fail(app, STATUS_USAGE, "'%s' is no list\nleave --%s out", field->name,
                        own->add ? "add" : "remove");
    value = value_of(app, field, write_words(app, argc - 2, argv + 2));
    if (!value.n && field->flags & FIELD_REQUIRED)
        return app_fail(app, STATUS_USAGE, "%s cannot be without '%s'\ngive it another value",
                        kind_name(record->kind), field->name);
    status = plan(write, record, field, value, own);
    if (status)
        return status;
    if (own->remove && !change_differs(&write->change.files.at[0]))
        return app_fail(app, STATUS_USAGE, "'%s' has no '%.*s'\n'infoview show' lists what it has",
                        field->name, STR_ARGS(value));
    name = (struct write_name){"set", which_name(record), which_id(record)};
    write_say(write, "%.*s: %s%s: %.*s: %.*s", STR_ARGS(name.name), field->name,
              own->add      ? " +"
              : own->remove ? " -"
                            : "",
              STR_ARGS(value), STR_ARGS(record->path));
    return write_finish(write, &name);
}

static int run(struct app *app, int argc, char **argv)
{
    struct options own = {0};

    argc = opt_parse(app, &command_set, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (argc < 3)
        return app_fail(app, STATUS_USAGE, "set what?\ninfoview set WHO|INTERVIEW|plan KEY VALUE");
    if (own.add && own.remove)
        return app_fail(app, STATUS_USAGE, "--add and --remove exclude each other");
    return write_run(app, work, argc, argv, &own);
}

const struct command command_set = {
    .name = "set",
    .group = "Every day",
    .words = "WHO|INTERVIEW|plan KEY VALUE",
    .about = "any field of any record, typed and checked",
    .examples = "infoview set ana role 'Head of grid planning'\n"
                "infoview set ana tags metering --add\n"
                "infoview set 2026-11-24-kofi-mensah asked_referrer today\n"
                "infoview set plan reviewed today\n"
                "infoview set bo snooze ''                    empties it\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
