#include "draft.h"
#include "base/limits.h"
#include "embedded.h"
#include "text/front.h"
#include "text/json.h"
#include "vault/query.h"

struct draft_options {
    const char *about, *file;
    bool mailto, sent;
};

static const struct opt options[] = {
    {0, "about", OPT_TEXT, offsetof(struct draft_options, about), "WHO",
     "whom tell or intro is about; or any name"},
    {0, "mailto", OPT_FLAG, offsetof(struct draft_options, mailto), NULL,
     "print an address that mail programs open (mailto:)"},
    {0, "sent", OPT_FLAG, offsetof(struct draft_options, sent), NULL,
     "note that you sent it today, in place of printing it"},
    {'o', "output", OPT_TEXT, offsetof(struct draft_options, file), "FILE", "write it to a new file"},
    {0},
};

/* ---- what is asked for */

static int find_kind(struct app *app, const char *word, enum draft_kind *kind)
{
    int number = schema_word(DRAFT_KINDS, str_from(word));
    struct str near;

    if (number) {
        *kind = (enum draft_kind)(number - 1);
        return 0;
    }
    near = schema_word_near(DRAFT_KINDS, str_from(word));
    if (near.n)
        return app_fail(app, STATUS_USAGE, "no draft is called '%s'\ndid you mean '%.*s'?", word,
                        STR_ARGS(near));
    return app_fail(app, STATUS_USAGE,
                    "no draft is called '%s'\nthere are ask, thank, update, nudge, tell, intro", word);
}

/* --about: somebody of the vault, or a name that fits nobody. */
static int find_about(struct app *app, const char *word, struct draft_wish *wish)
{
    struct query_result result = query_find(&app->vault, KIND_CONTACT, str_from(word), &app->arena);

    if (result.count && !result.is_near)
        return app_who(app, word, &wish->about);
    wish->about_name = str_from(word);
    return 0;
}

/* What can be seen of the words before the vault is open; 0, or STATUS_USAGE, said. */
static int read_words(struct app *app, int argc, char **argv, const struct draft_options *o,
                      enum draft_kind *kind)
{
    int status;

    if (argc == 0)
        return app_fail(app, STATUS_USAGE,
                        "draft what?\nname one of ask, thank, update, nudge, tell, intro, and to whom");
    status = find_kind(app, argv[0], kind);
    if (status)
        return status;
    if (argc == 1)
        return app_fail(app, STATUS_USAGE, "to whom?\nname somebody: infoview draft %s WHO",
                        draft_kind_name(*kind));
    if (argc > 2)
        return app_fail(app, STATUS_USAGE, "one word too many: '%s'\nput a name of several words in quotes",
                        argv[2]);
    if (o->mailto + o->sent + (o->file != NULL) > 1 || (app->format != FORMAT_TEXT && (o->mailto || o->file)))
        return app_fail(app, STATUS_USAGE,
                        "--mailto, --sent, -o, --format: only one of them\n"
                        "--sent may have --format too");
    if (o->about && *kind != DRAFT_TELL && *kind != DRAFT_INTRO)
        return app_fail(app, STATUS_USAGE, "--about is for tell and intro");
    return 0;
}

static int find_people(struct app *app, const char *who, const char *about, struct draft_wish *wish)
{
    int status = app_who(app, who, &wish->contact);

    return !status && about ? find_about(app, about, wish) : status;
}

/* ---- templates */

static int bad_template(struct app *app, const struct diag *problem)
{
    return app_fail(app, STATUS_CANNOT, "%.*s:%u:%u: %.*s%s%.*s", STR_ARGS(problem->path),
                    problem->place.line, problem->place.column, STR_ARGS(problem->message),
                    problem->hint.n ? "\n" : "", STR_ARGS(problem->hint));
}

static struct str built_in(struct str path)
{
    struct buf name = {0};
    struct str text = {0};

    buf_printf(&name, "init/%.*s", STR_ARGS(path));
    for (size_t i = 0; i < embedded_count; i++)
        if (str_equal(str_from(embedded_files[i].path), buf_str(&name)))
            text = (struct str){(const char *)embedded_files[i].data, embedded_files[i].size};
    buf_free(&name);
    return text;
}

/* The vault's own words, else those that every vault begins with. 0, or an exit status, said. */
static int find_template(struct app *app, enum draft_kind kind, struct mail_template *found)
{
    struct buf path = {0}, bytes = {0};
    struct diag problem = {0};
    struct err err = {0};
    int status = 0;

    buf_printf(&path, "templates/mail-%s.txt", draft_kind_name(kind));
    found->path = str_copy(&app->arena, buf_str(&path));
    if (fs_read(app->vault.root, found->path.p, LIMIT_BODY, &bytes, &err) == 0) {
        found->text = str_copy(&app->arena, buf_str(&bytes));
        if (!front_text_fine(&app->arena, found->text, &problem)) {
            problem.path = found->path;
            status = bad_template(app, &problem);
        }
    } else if (err.kind == ERR_NOT_FOUND) {
        found->text = built_in(found->path);
    } else {
        status = app_fail(app, STATUS_CANNOT, "%s", err.message);
    }
    buf_free(&path);
    buf_free(&bytes);
    return status;
}

/* ---- what is printed */

static void put_named(struct json *json, const char *name, const struct record *contact, struct str written)
{
    if (!contact && !written.n) {
        json_null(json, name);
        return;
    }
    json_begin_object(json, name);
    json_text_or_null(json, "id", contact ? contact->id : (struct str){0});
    json_text(json, "name", written);
    json_end_object(json);
}

static void put_json(struct app *app, const struct draft_facts *facts, const struct mail *mail)
{
    struct json json = {.out = &app->out};
    struct buf mailto = {0};

    mail_write_mailto(&mailto, mail);
    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/draft@1"));
    json_text(&json, "kind", str_from(draft_kind_name(facts->wish.kind)));
    put_named(&json, "contact", facts->wish.contact, facts->self.name);
    put_named(&json, "about", facts->wish.about, facts->wish.about_name);
    json_text_or_null(&json, "interview", facts->interview ? facts->interview->id : (struct str){0});
    json_text(&json, "to", mail->to);
    json_text_or_null(&json, "email", mail->email);
    json_text(&json, "subject", mail->subject);
    json_text(&json, "body", mail->body);
    json_text(&json, "mailto", buf_str(&mailto));
    json_number(&json, "places", mail->places);
    json_begin_array(&json, "warnings");
    for (uint32_t i = 0; i < mail->warning_count; i++)
        json_text(&json, NULL, mail->warnings[i]);
    json_end_array(&json);
    json_end_object(&json);
    buf_free(&mailto);
}

static int print(struct app *app, const struct draft_options *o, const struct draft_facts *facts,
                 const struct mail *mail)
{
    struct buf text = {0};
    int status = 0;

    if (o->mailto) {
        mail_write_mailto(&text, mail);
        buf_putc(&text, '\n');
    } else {
        mail_write(&text, mail);
    }
    if (o->file)
        status = app_write_new(app, o->file, buf_str(&text));
    else
        buf_put(&app->out, buf_str(&text));
    buf_free(&text);
    for (uint32_t i = 0; i < mail->warning_count && !status; i++)
        app_say(app, "%.*s", STR_ARGS(mail->warnings[i]));
    if (!status && app->is_terminal)
        app_say(app, "once it is sent: infoview draft %s %.*s --sent", draft_kind_name(facts->wish.kind),
                STR_ARGS(facts->wish.contact->id));
    return status;
}

/* The vault is open. */
static int run_open(struct write *write, char **argv, const struct draft_options *o, enum draft_kind kind)
{
    struct app *app = write->app;
    struct draft_wish wish = {.kind = kind};
    struct mail_template source = {0};
    struct draft_facts facts;
    struct diag problem = {0};
    struct mail mail;
    struct view view;
    int status = find_people(app, argv[1], o->about, &wish);

    if (!status)
        status = find_template(app, kind, &source);
    if (status)
        return status;
    view_init(&view, &app->vault, app->today, &app->arena);
    facts = draft_facts_of(&view, &wish);
    if (mail_make(&view, &facts, &source, &mail, &problem))
        return bad_template(app, &problem);
    if (o->sent)
        return draft_sent(write, &facts, &mail);
    if (app->format == FORMAT_TEXT)
        return print(app, o, &facts, &mail);
    put_json(app, &facts, &mail);
    return STATUS_DONE;
}

static int run(struct app *app, int argc, char **argv)
{
    struct draft_options o = {0};
    struct write write = {.app = app};
    enum draft_kind kind = DRAFT_ASK;
    int status;

    argc = opt_parse(app, &command_draft, argc, argv, &o);
    if (argc < 0)
        return app->status;
    status = read_words(app, argc, argv, &o, &kind);
    if (!status)
        status = o.sent ? write_open(&write, app, &want_all) : app_open_vault(app, &want_all);
    if (!status)
        status = run_open(&write, argv, &o, kind);
    write_close(&write);
    return status;
}

const struct command command_draft = {
    .name = "draft",
    .group = "Every day",
    .words = "ask|thank|update|nudge|tell|intro WHO",
    .about = "a mail to begin from, with what is known; it sends nothing",
    .examples = "infoview draft ask layla\n"
                "infoview draft thank ana --mailto\n"
                "infoview draft intro bo --about 'Marta Quill' -o mail.txt\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
