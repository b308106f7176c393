#include "new.h"

#include "base/limits.h"
#include "base/near.h"
#include "base/utf8.h"
#include "editor.h"
#include "vault/id.h"
#include "vault/query.h"

#define AT(member) offsetof(struct new_options, member)

static const struct opt options[] = {
    {0, "org", OPT_TEXT, AT(org), "ORG", "contact: where they work"},
    {0, "role", OPT_TEXT, AT(role), "TEXT", "contact: what they do there"},
    {0, "email", OPT_TEXT, AT(email), "TEXT", "contact: their mail address"},
    {0, "ref", OPT_TEXT, AT(ref), "WHO", "contact: who sent you to them"},
    {0, "why", OPT_TEXT, AT(why), "TEXT", "contact: why you want to talk"},
    {0, "tag", OPT_TEXT, AT(tag), "TAG,…", "contact: labels of your own"},
    {0, "target", OPT_TEXT, AT(target), "TARGET", "contact: the job target they know about"},
    {0, "touch", OPT_TEXT, AT(touch), "PERIOD", "contact: how often to write to them"},
    {0, "anyway", OPT_FLAG, AT(anyway), NULL, "even if somebody has that name or address"},
    {0, "on", OPT_TEXT, AT(on), "DATE", "interview: the day, with or without the time"},
    {0, "at", OPT_TEXT, AT(at), "TIME", "interview: the time, as 15:00"},
    {0, "via", OPT_TEXT, AT(via), "VIA", "interview: in-person, video, phone, email"},
    {0, "minutes", OPT_NUMBER, AT(minutes), "N", "interview: how long you asked for"},
    {0, "edit", OPT_FLAG, AT(edit), NULL, "open it in your editor before it is made"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* ---- what the parts share */

struct new_value *new_add(struct new *new, const char *name, enum key key, struct str text)
{
    struct new_value *value = vec_add(&new->values, &new->write.app->arena);

    *value = (struct new_value){.name = name, .key = key, .text = text};
    return value;
}

int new_text(struct new *new, const char *what, const char *word, struct str *text)
{
    enum { LONGEST = 4000 };
    struct app *app = new->write.app;
    struct buf clean = {0};
    bool is_clean;

    *text = str_trim(str_from(word));
    utf8_clean(&clean, *text);
    is_clean = str_equal(buf_str(&clean), *text);
    buf_free(&clean);
    if (!is_clean)
        return app_fail(app, STATUS_USAGE, "%s: '%.*s' is no plain text\nwrite it on one line, in UTF-8",
                        what, STR_ARGS(*text));
    if (text->n > LONGEST)
        return app_fail(app, STATUS_USAGE, "%s: this is longer than %d bytes", what, LONGEST);
    return 0;
}

int new_target(struct new *new, const struct record **target)
{
    struct app *app = new->write.app;

    return new->options->target ? app_which(app, KIND_TARGET, new->options->target, target) : 0;
}

void new_name_file(struct new *new, struct str id)
{
    struct app *app = new->write.app;
    struct buf path = {0};

    new->record.id = id_unused(&app->vault, new->record.kind, id, &app->arena);
    buf_printf(&path, "%.*s/%.*s.md", STR_ARGS(settings_folder(&app->vault.settings, new->record.kind)),
               STR_ARGS(new->record.id));
    new->record.path = str_copy(&app->arena, buf_str(&path));
    buf_free(&path);
}

/* ---- opportunities, skills, targets: of these only the name is asked */

static int new_thing(struct new *new, struct str name)
{
    struct app *app = new->write.app;
    const struct records *records = &app->vault.records[new->record.kind];
    struct str plain = utf8_plain(&app->arena, name);

    for (uint32_t i = 0; i < records->n && !new->options->anyway; i++)
        if (plain.n && str_equal(utf8_plain(&app->arena, records->at[i].name), plain))
            return app_fail(app, STATUS_USAGE, "'%.*s' is in '%.*s' already\n--anyway makes a second file",
                            STR_ARGS(name), STR_ARGS(records->at[i].path));
    new->title = name;
    new_name_file(new, id_of_name(&app->arena, name, str_from(kind_name(new->record.kind))));
    return 0;
}

/* ---- the words */

static int unknown_kind(struct app *app, const char *word)
{
    struct near near = {.word = str_from(word), .limit = 2};

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        near_offer(&near, str_from(kind_name((enum kind)kind)));
    if (near.found.n)
        return app_fail(app, STATUS_USAGE, "'%s' is nothing that can be made\ndid you mean '%.*s'?", word,
                        STR_ARGS(near.found));
    return app_fail(
        app, STATUS_USAGE,
        "'%s' is nothing that can be made\nwrite contact, interview, opportunity, skill or target", word);
}

static int find_kind(struct app *app, const char *word, enum kind *found)
{
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        if (str_equal(str_from(word), str_from(kind_name((enum kind)kind)))) {
            *found = (enum kind)kind;
            return 0;
        }
    return unknown_kind(app, word);
}

/* Refuses an option of another kind than is made; `about` begins with the kind that it is for. */
static int check_options(struct app *app, enum kind kind, const struct new_options *o)
{
    for (const struct opt *option = options; option->name; option++) {
        const char *value = option->type == OPT_TEXT
                                ? *(const char *const *)((const char *)o + option->offset)
                            : option->offset == AT(minutes) && o->minutes ? ""
                                                                          : NULL;
        struct str about = str_from(option->about);
        struct str owner = str_slice(about, 0, str_index(about, ':', 0));

        if (value && !str_equal(owner, str_from(kind_name(kind))))
            return app_fail(app, STATUS_USAGE, "--%s belongs to 'infoview new %.*s'", option->name,
                            STR_ARGS(owner));
    }
    return 0;
}

/* The name that the words make, with one space between each two of them. */
static int read_name(struct new *new, int argc, char **argv, struct str *name)
{
    struct app *app = new->write.app;
    struct str words = {0}, word;
    struct buf text = {0};

    if (new_text(new, "the name", write_words(app, argc, argv).p, &words))
        return STATUS_USAGE;
    while ((word = str_word(&words)).n) {
        buf_puts(&text, text.n ? " " : "");
        buf_put(&text, word);
    }
    *name = str_copy(&app->arena, buf_str(&text));
    buf_free(&text);
    return name->n ? 0 : app_fail(app, STATUS_USAGE, "the name is empty");
}

/* What is known of the record, whatever kind it is. */
static int describe(struct new *new, int argc, char **argv)
{
    struct app *app = new->write.app;
    struct str name = {0};
    struct buf today = {0};
    int status = 0;

    if (new->record.kind == KIND_INTERVIEW)
        status = new_interview(new, argc, argv);
    else if (read_name(new, argc, argv, &name))
        return STATUS_USAGE;
    else
        status = new->record.kind == KIND_CONTACT ? new_contact(new, name) : new_thing(new, name);
    if (status)
        return status;
    date_iso_write(&today, app->today);
    new_add(new, "today", KEY_NONE, str_copy(&app->arena, buf_str(&today)))->is_plain = true;
    new_add(new, "id", KEY_NONE, new->record.id);
    new_add(new, "title", KEY_NONE, new->title);
    if (name.n)
        new_add(new, "name", KEY_NAME, name)->is_given = true;
    buf_free(&today);
    return 0;
}

/* Lets the user go on with the file before there is one, so that it is made by one commit. 0 or an exit status, said. */
static int edit(struct new *new, const struct write_name *name)
{
    const struct change_file *made = change_open(&new->write.change, new->record.path);
    const struct editor_file file = {
        .path = new->record.path,
        .kind = new->record.kind,
        .name = name->name,
        .id = name->id,
        .fresh = made->after,
        .verb = name->verb,
    };

    return editor_run(new->write.app, &file);
}

static int finish(struct new *new)
{
    struct write_name name = {.name = new->title, .id = new->record.id};
    struct buf verb = {0};
    int status;

    buf_printf(&verb, "new %s", kind_name(new->record.kind));
    buf_putc(&verb, '\0');
    name.verb = verb.p;
    if (new->options->edit) {
        status = edit(new, &name);
    } else {
        write_say(&new->write, "%.*s", STR_ARGS(new->record.path));
        status = write_finish(&new->write, &name);
    }
    buf_free(&verb);
    return status;
}

static int make(struct new *new, int argc, char **argv)
{
    static const struct record_want want = {.interview_body = MD_WANT_LEAN | MD_WANT_REFERRALS};
    int status = write_open(&new->write, new->write.app, &want);

    if (!status)
        status = describe(new, argc, argv);
    if (!status)
        status = new_file(new);
    if (!status)
        status = finish(new);
    write_close(&new->write);
    return status;
}

static int run(struct app *app, int argc, char **argv)
{
    struct new_options o = {0};
    struct new new = {.write.app = app, .options = &o};
    int status;

    argc = opt_parse(app, &command_new, argc, argv, &o);
    if (argc < 0)
        return app->status;
    if (!argc)
        return app_fail(app, STATUS_USAGE, "what is to be made?\ninfoview new contact NAME");
    status = find_kind(app, argv[0], &new.record.kind);
    if (!status && argc == 1)
        status = app_fail(app, STATUS_USAGE, "infoview new %s: %s is missing", argv[0],
                          new.record.kind == KIND_INTERVIEW ? "WHO" : "the name");
    if (!status)
        status = check_options(app, new.record.kind, &o);
    return status ? status : make(&new, argc - 1, argv + 1);
}

const struct command command_new = {
    .name = "new",
    .group = "Start",
    .words = "WHAT NAME|WHO…",
    .about = "contact, interview, opportunity, skill or target from a template",
    .examples = "infoview new contact 'Marta Quill' --org GridCo --ref ana-lima\n"
                "infoview new interview ana-lima --on 'next tuesday' --at 15:00\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
