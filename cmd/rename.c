#include "vault/rename.h"

#include "vault/id.h"
#include "which.h"
#include "write.h"

/* Words with space between them are a name, of which an id is made; anything else is the id itself. */
static struct str new_id(struct app *app, const char *word)
{
    struct str text = str_trim(str_from(word));

    for (size_t i = 0; i < text.n; i++)
        if (is_space(text.p[i]))
            return id_of_name(&app->arena, text, (struct str){0});
    return str_ends(text, STR(".md")) ? str_slice(text, 0, text.n - 3) : text;
}

/* How many files but its own the change touches. */
static uint32_t count_others(const struct change *change, const struct record *record)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < change->files.n; i++)
        count += !change->files.at[i].is_new && !str_equal(change->files.at[i].path, record->path) &&
                 change_differs(&change->files.at[i]);
    return count;
}

static int run_open(struct write *write, char **argv)
{
    struct app *app = write->app;
    const struct record *record;
    struct str id = new_id(app, argv[1]);
    struct write_name name;
    uint32_t others;
    int status = which_record(app, argv[0], false, &record);

    if (status)
        return status;
    if (str_equal(id, record->id))
        return app_fail(app, STATUS_USAGE, "that is its id already: %.*s", STR_ARGS(record->path));
    if (change_rename(&write->change, record, id) != 0)
        return write_refused(write);
    others = count_others(&write->change, record);
    write_say(write, "%.*s is %.*s now: %.*s, and %u other file%s", STR_ARGS(record->id), STR_ARGS(id),
              STR_ARGS(write->change.files.at[write->change.files.n - 1].path), others,
              others == 1 ? "" : "s");
    name = (struct write_name){"rename", which_name(record), id};
    return write_finish(write, &name);
}

static int run(struct app *app, int argc, char **argv)
{
    struct write write;
    int status;

    argc = opt_parse(app, &command_rename, argc, argv, NULL);
    if (argc < 0)
        return app->status;
    if (argc < 2)
        return app_fail(app, STATUS_USAGE, "%s\ninfoview rename OLD NEW",
                        argc ? "rename it to what?" : "rename what?");
    status = app_no_words(app, argc - 2, argv + 2);
    if (status)
        return status;
    status = write_open(&write, app, &refer_want);
    if (!status)
        status = run_open(&write, argv);
    write_close(&write);
    return status;
}

const struct command command_rename = {
    .name = "rename",
    .group = "Keep",
    .words = "OLD NEW",
    .about = "give a record another id: its file, and all links to it",
    .examples = "infoview rename ana-lima ana-souza\n"
                "infoview rename ana 'Ana Souza'      the id is made of the name\n"
                "infoview rename grid-analyst planner --dry-run\n",
    .formats = "text|json",
    .run = run,
};
