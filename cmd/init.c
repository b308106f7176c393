#include "init.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/limits.h"
#include "text/json.h"

struct options {
    bool demo, no_git;
    const char *url;
};

static const struct opt options[] = {
    {0, "demo", OPT_FLAG, offsetof(struct options, demo), NULL,
     "add eight made-up people, so that something is due"},
    {0, "no-git", OPT_FLAG, offsetof(struct options, no_git), NULL, "no git repository, no commit"},
    {0, "clone", OPT_TEXT, offsetof(struct options, url), "URL",
     "begin with what a git repository elsewhere has"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* ---- which folder */

/*
 * The real path of the longest part of `folder` that is there; `*rest` becomes what follows it.
 * NULL with errno where even that cannot be said. To be freed.
 */
static char *existing_part(struct arena *arena, struct str folder, struct str *rest)
{
    for (size_t n = folder.n;;) {
        char *real = realpath(n ? str_copy(arena, str_slice(folder, 0, n)).p : ".", NULL);

        *rest = str_skip(folder, n);
        if (real || errno != ENOENT || !n)
            return real;
        while (n && folder.p[n - 1] == '/')
            n--;
        while (n && folder.p[n - 1] != '/')
            n--;
    }
}

/* Fills init->root; 0 or an exit status, said. */
static int resolve(struct init *init)
{
    struct app *app = init->app;
    struct str rest;
    char *real = existing_part(&app->arena, str_from(init->folder), &rest);
    struct buf path = {0};
    int status = 0;

    if (!real)
        return app_fail(app, STATUS_CANNOT, "cannot make a vault in '%s': %s", init->folder, strerror(errno));
    buf_puts(&path, strcmp(real, "/") == 0 ? "" : real);
    while (rest.n && !status) {
        size_t slash = str_index(rest, '/', 0);
        struct str step = str_slice(rest, 0, slash);

        rest = str_skip(rest, slash + 1);
        if (str_equal(step, STR("..")))
            status =
                app_fail(app, STATUS_USAGE, "'%s' goes up from a folder that is not there", init->folder);
        else if (step.n && !str_equal(step, STR(".")))
            buf_printf(&path, "/%.*s", STR_ARGS(step));
    }
    init->root = str_copy(&app->arena, path.n ? buf_str(&path) : STR("/"));
    buf_free(&path);
    free(real);
    return status;
}

static bool is_vault(struct str folder)
{
    struct buf path = {0};
    bool is_there;

    buf_printf(&path, "%.*s/" VAULT_SETTINGS_FILE, STR_ARGS(folder));
    buf_putc(&path, '\0');
    is_there = access(path.p, F_OK) == 0;
    buf_free(&path);
    return is_there;
}

/* A vault in a vault would be read twice. 0 or STATUS_USAGE, said. */
static int refuse_inner(struct init *init)
{
    struct str folder = init->root;

    while (folder.n > 1) {
        do
            folder.n--;
        while (folder.n && folder.p[folder.n] != '/');
        if (is_vault(folder))
            return app_fail(init->app, STATUS_USAGE,
                            "'%s' lies inside the vault '%.*s'\n"
                            "name a folder outside it; 'infoview init %.*s' adds what is missing there",
                            init->folder, STR_ARGS(folder), STR_ARGS(folder));
    }
    return 0;
}

/* The settings of a vault that is there, which may be of a later format, or not to be understood. */
static int read_settings(struct init *init)
{
    struct app *app = init->app;
    struct diags diags = {.arena = &app->arena};
    struct diag problem = {0};
    struct buf bytes = {0};
    struct err err = {0};
    int status = 0;

    settings_init(&init->settings, &app->arena);
    if (!init->is_vault)
        return 0;
    if (fs_read(init->fd, VAULT_SETTINGS_FILE, LIMIT_FILE, &bytes, &err) != 0)
        status = app_fail(app, STATUS_CANNOT, "cannot read the vault's settings: %s", err.message);
    else if (!settings_read(&init->settings, STR(VAULT_SETTINGS_FILE), buf_str(&bytes), &diags, &problem))
        status =
            app_fail(app, STATUS_CANNOT, "cannot read the vault's settings: " VAULT_SETTINGS_FILE ":%u: %.*s",
                     problem.place.line, STR_ARGS(problem.message));
    else if (settings_number(&init->settings, SET_FORMAT) > SETTINGS_FORMAT_OURS)
        status = app_fail(app, STATUS_CANNOT,
                          "the vault has format %d, and this infoview writes format %d\nuse a newer infoview",
                          (int)settings_number(&init->settings, SET_FORMAT), SETTINGS_FORMAT_OURS);
    buf_free(&bytes);
    return status;
}

/* ---- what is said */

static void print_json(struct init *init)
{
    struct json json = {.out = &init->app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/init@1"));
    json_text(&json, "vault", init->root);
    for (int kept = 0; kept < 2; kept++) {
        json_begin_array(&json, kept ? "kept" : "written");
        for (uint32_t i = 0; i < init->files.n; i++)
            if (init->files.at[i].is_there == kept)
                json_text(&json, NULL, init->files.at[i].path);
        json_end_array(&json);
    }
    json_text_or_null(&json, "commit", init->commit.hash);
    json_text_or_null(&json, "cloned_from", init->url ? init->clone.shown : (struct str){0});
    json_end_object(&json);
}

static void print(struct init *init)
{
    struct app *app = init->app;

    if (app->format == FORMAT_JSON)
        print_json(init);
    for (uint32_t i = 0; i < init->files.n && app->format == FORMAT_TEXT; i++)
        if (!init->files.at[i].is_there) {
            term_put(&app->out, &app->screen, STYLE_PLAIN, init->files.at[i].path);
            buf_putc(&app->out, '\n');
        }
    app_flush(app);
}

void init_put_word(struct buf *out, struct str word)
{
    bool is_plain = word.n > 0;

    for (size_t i = 0; i < word.n; i++)
        is_plain &= is_alnum(word.p[i]) || (word.p[i] && strchr("/._-+,:@%", word.p[i]));
    buf_puts(out, word.n && word.p[0] == '-' ? "./" : "");
    if (is_plain) {
        buf_put(out, word);
        return;
    }
    buf_putc(out, '\'');
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '\'')
            buf_puts(out, "'\\''");
        else
            buf_putc(out, word.p[i]);
    }
    buf_putc(out, '\'');
}

static void say_what_is_there(struct init *init)
{
    struct app *app = init->app;

    if (init->is_vault)
        app_say(app, "'%s' is a vault already: what was missing is added, nothing else changes",
                init->folder);
    if (init->has_markdown)
        app_say(app,
                "there are Markdown files here already, and none was touched\n"
                "if some folder holds people or meetings, name it under 'folders:' in " VAULT_SETTINGS_FILE);
    if (init->left_out)
        app_say(app, "there are records here already, so %u files of the demo are left out", init->left_out);
}

static void say_next(struct init *init)
{
    struct buf text = {0};

    if (strcmp(init->folder, ".") != 0) {
        buf_puts(&text, "\ncd ");
        init_put_word(&text, str_from(init->folder));
    }
    app_say(init->app, "Next:%.*s\ninfoview report", STR_ARGS(buf_str(&text)));
    buf_free(&text);
}

/* ---- the command */

/* Writes, commits, prints; what went wrong is said last, when all that was done has been told. */
static int make(struct init *init)
{
    struct app *app = init->app;
    struct err err = {0};

    if (init_write(init, &err) != 0 || init_commit(init, &err) != 0) {
        if (app->format == FORMAT_TEXT)
            print(init);
        return app_fail(app, STATUS_CANNOT, "%s", err.message);
    }
    print(init);
    return STATUS_DONE;
}

/* Finds out where it is to be, and whether it may be there; 0 or an exit status, said. */
static int prepare(struct init *init)
{
    struct app *app = init->app;
    struct err err = {0};
    int status = resolve(init);

    if (status)
        return status;
    must(init->root.p);
    init->is_vault = is_vault(init->root);
    status = init->is_vault ? 0 : refuse_inner(init);
    if (status)
        return status;
    if (access(init->root.p, F_OK) == 0) {
        init->fd = fs_open_folder(init->root.p, &err);
        if (init->fd < 0)
            return app_fail(app, STATUS_CANNOT, "%s", err.message);
    }
    return read_settings(init);
}

/* The folder received a vault: nothing is added to that. */
static int end_received(struct init *init)
{
    print(init);
    init_configure(init);
    if (init->app->dry_run)
        app_say(init->app, "nothing was done: --dry-run");
    else
        say_next(init);
    return STATUS_DONE;
}

/* What comes from elsewhere, before anything is made here; 0 or an exit status, said. */
static int receive(struct init *init)
{
    int status = resolve(init);

    if (!status)
        status = init_clone_judge(init);
    if (!status)
        status = refuse_inner(init);
    return status ? status : init_clone(init);
}

static int make_vault(struct init *init)
{
    struct app *app = init->app;
    int status = init->url ? receive(init) : 0;

    if (status)
        return status;
    if (init->url && (app->dry_run || init->clone.state == REPO_CLONE_DONE))
        return end_received(init);
    status = prepare(init);
    if (status)
        return status;
    init_plan(init);
    if (app->dry_run)
        print(init);
    else
        status = make(init);
    if (status)
        return status;
    init_clone_end(init);
    say_what_is_there(init);
    init_say_commit(init);
    init_configure(init);
    if (app->dry_run)
        app_say(app, "nothing was written: --dry-run");
    else
        say_next(init);
    return STATUS_DONE;
}

/* What does not go together; 0 or STATUS_USAGE, said. */
static int judge(struct app *app, const struct options *own)
{
    if (own->url && (own->demo || own->no_git))
        return app_fail(app, STATUS_USAGE, "--clone and %s do not go together",
                        own->demo ? "--demo" : "--no-git");
    return 0;
}

static int run(struct app *app, int argc, char **argv)
{
    struct init init = {.app = app, .fd = -1, .folder = "."};
    struct options own = {0};
    int status;

    argc = opt_parse(app, &command_init, argc, argv, &own);
    if (argc < 0)
        return app->status;
    if (judge(app, &own))
        return STATUS_USAGE;
    if (argc > 1)
        return app_no_words(app, argc - 1, argv + 1);
    if (argc && app->folder)
        return app_fail(app, STATUS_USAGE, "the folder is named twice: '%s' and -C '%s'", argv[0],
                        app->folder);
    if (argc || app->folder)
        init.folder = argc ? argv[0] : app->folder;
    else if (own.url)
        init.folder = init_clone_folder(&app->arena, own.url);
    if (!*init.folder && own.url && !argc && !app->folder)
        return app_fail(
            app, STATUS_USAGE,
            "the address does not say what the folder is to be called\ninfoview init --clone URL DIR");
    if (!*init.folder)
        return app_fail(app, STATUS_USAGE,
                        "the folder's name is empty\n'infoview init' takes the one you are in");
    init.demo = own.demo;
    init.no_git = own.no_git;
    init.url = own.url;
    status = make_vault(&init);
    if (init.fd >= 0)
        close(init.fd);
    return status;
}

const struct command command_init = {
    .name = "init",
    .group = "Start",
    .words = "[DIR]",
    .about = "make a vault: settings, templates, questions, plan, pitch",
    .examples = "infoview init ~/interviews\n"
                "infoview init --demo try    with eight people and something due\n"
                "infoview init               in a folder of notes: adds what is missing\n"
                "infoview init --clone git@example.org:jo/interviews.git\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
