#include "prep.h"
#include "meeting.h"

struct prep_options {
    bool add_questions;
    const char *file;
};

static const struct opt options[] = {
    {0, "add-questions", OPT_FLAG, offsetof(struct prep_options, add_questions), NULL,
     "add from questions.md what they were not asked yet"},
    {'o', "output", OPT_TEXT, offsetof(struct prep_options, file), "FILE",
     "write it to a new file, as Markdown; - prints it"},
    {0},
};

/* ---- whom it is about */

/* The word names a meeting ahead by its id, or a person. */
static int find(struct app *app, const char *word, struct participant *person,
                const struct record **interview)
{
    const struct participant *partner;
    int status;

    *interview = vault_find(&app->vault, KIND_INTERVIEW, str_from(word));
    partner = *interview && !(*interview)->is_unreadable ? interview_partner(*interview) : NULL;
    if (partner && interview_stand(*interview, app->today) == STAND_AHEAD) {
        *person = *partner;
        return 0;
    }
    status = meeting_who(app, word, person);
    if (!status)
        *interview = brief_next(&app->vault, person, app->today);
    return status;
}

/* The next meeting of all; false where none lies ahead. */
static bool find_next(struct app *app, struct participant *person, const struct record **interview)
{
    *interview = brief_next(&app->vault, NULL, app->today);
    if (!*interview || !interview_partner(*interview))
        return false;
    *person = *interview_partner(*interview);
    return true;
}

/* ---- what is printed */

static int write_file(struct app *app, const char *path, const struct sheet *sheet)
{
    struct buf text = {0};
    int status;

    sheet_markdown(&text, sheet);
    status = app_write_new(app, path, buf_str(&text));
    buf_free(&text);
    return status;
}

static int print(struct app *app, const struct view *view, const struct brief *brief, const char *file)
{
    struct sheet sheet;

    if (app->format == FORMAT_JSON) {
        prep_json(app, view, brief);
        return STATUS_DONE;
    }
    sheet = prep_sheet(app, brief);
    if (file)
        return write_file(app, file, &sheet);
    app->pages = true;
    sheet_text(app, &sheet);
    prep_hints(app, brief);
    return STATUS_DONE;
}

static int nobody_ahead(struct app *app, bool is_asked_for)
{
    const char *say = "fix one with: infoview new interview WHO --on DATE";

    if (is_asked_for)
        return app_fail(app, STATUS_USAGE, "no meeting lies ahead\n%s", say);
    if (app->format == FORMAT_JSON)
        prep_json(app, NULL, NULL);
    else
        buf_puts(&app->out, "No meeting lies ahead.\n");
    app_say(app, "%s", say);
    return STATUS_DONE;
}

static int run_page(struct app *app, const char *word, const struct prep_options *o)
{
    struct participant person = {0};
    const struct record *interview = NULL;
    struct brief brief;
    struct view view;
    int status = app_open_vault(app, &want_all);

    if (!status && word)
        status = find(app, word, &person, &interview);
    if (status)
        return status;
    if (!word && !find_next(app, &person, &interview))
        return nobody_ahead(app, false);
    view_init(&view, &app->vault, app->today, &app->arena);
    brief = brief_of(&view, &person, interview);
    status = print(app, &view, &brief, o->file);
    app_say_unreadable(app);
    return status;
}

static int run_questions(struct app *app, const char *word)
{
    struct participant person = {0};
    const struct record *interview = NULL;
    struct write write;
    int status = write_open(&write, app, &want_all);

    if (!status && word)
        status = find(app, word, &person, &interview);
    if (!status && !word && !find_next(app, &person, &interview))
        status = nobody_ahead(app, true);
    else if (!status && !interview)
        status =
            app_fail(app, STATUS_USAGE,
                     "no meeting with %.*s lies ahead\nfix one with: infoview new interview %.*s --on DATE",
                     STR_ARGS(person.name), STR_ARGS(person.to ? person.to->id : person.name));
    if (!status)
        status = prep_add_questions(&write, &person, interview);
    write_close(&write);
    return status;
}

static int run(struct app *app, int argc, char **argv)
{
    struct prep_options o = {0};

    argc = opt_parse(app, &command_prep, argc, argv, &o);
    if (argc < 0)
        return app->status;
    if (argc > 1)
        return app_fail(app, STATUS_USAGE, "one word too many: '%s'\nput a name of several words in quotes",
                        argv[1]);
    if (o.file && app->format != FORMAT_TEXT)
        return app_fail(app, STATUS_USAGE, "-o writes Markdown; --format goes to standard output");
    if (o.file && o.add_questions)
        return app_fail(app, STATUS_USAGE,
                        "-o writes the page, which --add-questions does not make\n"
                        "give the one, then the other");
    return o.add_questions ? run_questions(app, argc ? argv[0] : NULL)
                           : run_page(app, argc ? argv[0] : NULL, &o);
}

const struct command command_prep = {
    .name = "prep",
    .group = "Every day",
    .words = "[WHO]",
    .about = "the one page to read before you meet somebody",
    .examples = "infoview prep\n"
                "infoview prep kofi -o kofi.md\n"
                "infoview prep kofi --add-questions\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
