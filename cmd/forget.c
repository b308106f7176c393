#include "vault/forget.h"

#include "ask.h"
#include "base/utf8.h"
#include "write.h"

struct options {
    bool yes;
};

static const struct opt options[] = {
    {'y', "yes", OPT_FLAG, offsetof(struct options, yes), NULL, "do not ask"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* ---- what is shown before */

static void put_line(struct buf *out, const struct forget_line *line)
{
    buf_put(out, line->path);
    if (line->line)
        buf_printf(out, ":%u", line->line);
    if (line->text.n)
        buf_printf(out, ": %.*s", STR_ARGS(line->text));
}

static void put_lines(struct app *app, const char *title, const struct forget_lines *lines)
{
    struct buf text = {0};

    for (uint32_t i = 0; i < lines->n; i++) {
        buf_reset(&text);
        put_line(&text, &lines->at[i]);
        if (!i)
            term_put(&app->out, &app->screen, STYLE_BOLD, str_from(title));
        buf_puts(&app->out, i ? "  " : "\n  ");
        term_put(&app->out, &app->screen, STYLE_PLAIN, buf_str(&text));
        buf_putc(&app->out, '\n');
    }
    buf_free(&text);
}

/* What is left is the user's to change: it is said also where standard output is for a program. */
static void say_left(struct app *app, const struct forget_lines *left)
{
    struct buf text = {0};

    if (!left->n)
        return;
    buf_printf(&text, "%u line%s in words of yours, which stay%s", left->n, left->n == 1 ? "" : "s",
               left->n == 1 ? "s" : "");
    for (uint32_t i = 0; i < left->n; i++) {
        buf_puts(&text, "\n");
        put_line(&text, &left->at[i]);
    }
    app_fail(app, 0, "%.*s", STR_ARGS(buf_str(&text)));
    buf_free(&text);
}

static void show(struct app *app, const struct forgotten *forgotten)
{
    if (app->format == FORMAT_TEXT && !app->dry_run) {
        put_lines(app, "Removed", &forgotten->files);
        put_lines(app, "Taken out", &forgotten->changed);
        app_flush(app);
    }
    say_left(app, &forgotten->left);
}

/* ---- what is said after */

/* A word for a shell. */
static void put_quoted(struct buf *out, struct str word)
{
    buf_putc(out, '\'');
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] == '\'')
            buf_puts(out, "'\\''");
        else
            buf_putc(out, word.p[i]);
    buf_putc(out, '\'');
}

static void say_history(struct app *app, const struct forgotten *forgotten)
{
    struct buf text = {0};

    buf_puts(
        &text,
        "what was committed before is still in the history of git, here, at every remote and in every clone\n"
        "to purge the files there too, once you have a copy:\n"
        "  git filter-repo --invert-paths");
    for (uint32_t i = 0; i < forgotten->files.n; i++) {
        buf_puts(&text, " --path ");
        put_quoted(&text, forgotten->files.at[i].path);
    }
    buf_puts(&text, "\n  git push --force --all\n"
                    "lines in other files: git filter-repo --replace-text FILE\n"
                    "other clones must be made anew, and whoever hosts a remote may keep what was there");
    app_fail(app, 0, "%.*s", STR_ARGS(buf_str(&text)));
    buf_free(&text);
}

/* ---- doing it */

/* 0 where the user, or the flag, says yes; else STATUS_USAGE, said. */
static int confirm(struct app *app, const struct record *contact, bool is_yes)
{
    struct buf question = {0};
    bool is_meant = is_yes || app->dry_run;

    if (!is_meant && !ask_is_possible(app))
        return app_fail(app, STATUS_USAGE,
                        "nobody can be asked whether to forget %.*s\n"
                        "--yes says so, --dry-run shows what would change",
                        STR_ARGS(contact->name));
    if (!is_meant) {
        buf_printf(&question, "forget %.*s?", STR_ARGS(contact->name));
        buf_putc(&question, '\0');
        is_meant = ask_yes(app, question.p);
        buf_free(&question);
    }
    return is_meant ? 0 : app_fail(app, STATUS_USAGE, "nothing was changed");
}

static int run_open(struct write *write, const char *word, const struct options *own)
{
    /* The person's name would stay in the history. */
    static const struct write_name name = {"forget", {"a person", sizeof "a person" - 1}, {NULL, 0}};
    struct app *app = write->app;
    const struct record *contact;
    struct forgotten forgotten;
    int status = app_who(app, word, &contact);

    if (status)
        return status;
    if (!own->yes && !app->dry_run && !ask_is_possible(app))
        return confirm(app, contact, false);
    if (change_forget(&write->change, contact, &forgotten) != 0)
        return write_refused(write);
    show(app, &forgotten);
    status = confirm(app, contact, own->yes);
    if (status)
        return status;
    write->keeps_nothing = true;
    write_say(write, "forgotten: %.*s", STR_ARGS(contact->name));
    status = write_finish(write, &name);
    if (!app->dry_run && !write->is_alone)
        say_history(app, &forgotten);
    return status;
}

static int run(struct app *app, int argc, char **argv)
{
    struct options own = {0};
    struct write write;
    int status;

    argc = opt_parse(app, &command_forget, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (!argc)
        return app_fail(app, STATUS_USAGE, "forget whom?\ninfoview forget WHO");
    status = write_open(&write, app, &refer_want);
    if (!status)
        status = run_open(&write, write_words(app, argc, argv).p, &own);
    write_close(&write);
    return status;
}

const struct command command_forget = {
    .name = "forget",
    .group = "Keep",
    .words = "WHO",
    .about = "remove a person: their files, and what refers to them elsewhere",
    .examples = "infoview forget ana --dry-run    shows what would change\n"
                "infoview forget ana              shows it, then asks\n"
                "infoview forget ana --yes\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
