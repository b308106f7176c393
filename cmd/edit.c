#include "editor.h"
#include "vault/interview.h"
#include "which.h"

struct options {
    bool last;
};

static const struct opt options[] = {
    {0, "last", OPT_FLAG, offsetof(struct options, last), NULL, "the newest meeting with WHO"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* Files that go by a word of their own. */
static const struct {
    const char *word, *path;
    bool is_text;
    enum kind kind;
} others[] = {
    {"plan", VAULT_PLAN_FILE, false, KIND_PLAN},
    {"pitch", "pitch.md", true, KIND_PLAN},
    {"questions", "questions.md", true, KIND_PLAN},
    {"settings", VAULT_SETTINGS_FILE, false, KIND_SETTINGS},
};

/* Whether the word names one of those; its path is empty where it is not there, which is said. */
static bool find_other(struct app *app, struct str word, struct editor_file *file)
{
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct str name = str_from(others[i].word);

        if (!str_equal(word, name))
            continue;
        *file = (struct editor_file){.path = str_from(others[i].path),
                                     .is_text = others[i].is_text,
                                     .kind = others[i].kind,
                                     .name = name,
                                     .id = name};
        if (!fs_exists(app->vault.root, others[i].path)) {
            file->path = (struct str){0};
            app_fail(app, 0, "there is no %s\n'infoview init' adds what is missing", others[i].path);
        }
        return true;
    }
    return false;
}

/* A file that is no record, as its name or its text stands against it: by its path, so that it can be mended. */
static bool find_row(const struct app *app, struct str word, struct editor_file *file)
{
    for (uint32_t i = 0; i < app->vault.unreadable.n; i++)
        if (str_equal(app->vault.unreadable.at[i].path, word) && str_ends(word, STR(".md"))) {
            *file = (struct editor_file){.path = word, .is_text = true, .name = word, .id = word};
            return true;
        }
    return false;
}

/* The newest meeting that was, or should have been; else the next. */
static const struct record *last_with(const struct app *app, const struct record *contact)
{
    const struct record *past = NULL, *ahead = NULL;

    for (uint32_t i = 0; i < contact->interview_count; i++) {
        const struct record *interview = contact->interviews[i];
        enum interview_stand stand = interview_stand(interview, app->today);

        if ((stand == STAND_HELD || stand == STAND_UNCONFIRMED) &&
            (!past || interview_is_earlier(past, interview)))
            past = interview;
        else if (stand == STAND_AHEAD && (!ahead || interview_is_earlier(interview, ahead)))
            ahead = interview;
    }
    return past ? past : ahead;
}

/* The record that the word means; 0, or an exit status, said. */
static int find_record(struct app *app, const char *word, bool is_last, const struct record **record)
{
    const struct record *contact;
    int status = which_record(app, word, true, record);

    if (status || !is_last)
        return status;
    contact = *record;
    if (contact->kind != KIND_CONTACT)
        return app_fail(app, STATUS_USAGE, "--last goes with a person, and '%s' is none", word);
    *record = last_with(app, contact);
    return *record ? 0
                   : app_fail(app, STATUS_USAGE,
                              "there is no meeting with %.*s\ninfoview new interview %.*s --on DATE",
                              STR_ARGS(which_name(contact)), STR_ARGS(contact->id));
}

static int find(struct app *app, const char *word, bool is_last, struct editor_file *file)
{
    const struct record *record;
    int status;

    if (!is_last && find_other(app, str_from(word), file))
        return file->path.n ? 0 : STATUS_CANNOT;
    if (!is_last && find_row(app, str_from(word), file))
        return 0;
    status = find_record(app, word, is_last, &record);
    if (!status)
        *file = (struct editor_file){
            .path = record->path, .kind = record->kind, .name = which_name(record), .id = which_id(record)};
    return status;
}

static int run(struct app *app, int argc, char **argv)
{
    static const struct record_want want = {0};
    struct options own = {0};
    struct editor_file file;
    struct buf words = {0};
    int status;

    argc = opt_parse(app, &command_edit, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (!argc)
        return app_fail(app, STATUS_USAGE, "edit what?\ninfoview edit WHO");
    for (int i = 0; i < argc; i++)
        buf_printf(&words, "%s%s", i ? " " : "", argv[i]);
    buf_putc(&words, '\0');
    status = app_open_vault(app, &want);
    if (!status)
        status = find(app, words.p, own.last, &file);
    if (!status)
        status = editor_run(app, &file);
    buf_free(&words);
    return status;
}

const struct command command_edit = {
    .name = "edit",
    .group = "Look",
    .words = "WHO|INTERVIEW|plan|pitch|questions|settings",
    .about = "a file in your editor; what you save is checked and committed",
    .examples = "infoview edit ana\n"
                "infoview edit ana --last            the newest meeting with her\n"
                "infoview edit 2026-11-18-ana-lima\n"
                "infoview edit settings\n"
                "infoview edit plan\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
