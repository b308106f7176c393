#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "cmd.h"
#include "embedded.h"
#include "progress.h"
#include "site/build.h"
#include "text/json.h"

extern char **environ;

struct build_options {
    const char *folder, *dump;
    bool opens;
};

static const struct opt options[] = {
    {'o', "output", OPT_TEXT, offsetof(struct build_options, folder), "DIR",
     "build into this folder, not that of the settings"},
    {0, "open", OPT_FLAG, offsetof(struct build_options, opens), NULL, "show the first page in a browser"},
    {0, "dump", OPT_TEXT, offsetof(struct build_options, dump), "PAGE",
     "print the data of a page as JSON: today, p/ana-lima"},
    {0},
};

/* ---- what pages are made of */

static struct build_source *own_sources(struct app *app, uint32_t *count)
{
    struct build_source *sources = arena_new_array(&app->arena, struct build_source, embedded_count + 1);
    struct str folder = STR("site/");

    *count = 0;
    for (size_t i = 0; i < embedded_count; i++) {
        struct str path = str_from(embedded_files[i].path);

        if (str_starts(path, folder))
            sources[(*count)++] = (struct build_source){
                .name = str_skip(path, folder.n),
                .path = path,
                .text = {(const char *)embedded_files[i].data, embedded_files[i].size},
            };
    }
    return sources;
}

/* ---- where to */

/* Opens the output folder, made where it is missing; -1 with `err`. `*path` becomes its name for people. */
static int open_folder(struct app *app, const struct build_options *o, struct str *path, struct err *err)
{
    struct buf text = {0};

    if (o->folder) {
        *path = str_from(o->folder);
        if (!app->dry_run && fs_make_folders(o->folder, err) != 0)
            return -1;
        return fs_open_folder(o->folder, err);
    }
    buf_put(&text, app->vault_path);
    buf_puts(&text, app->vault_path.n && app->vault_path.p[app->vault_path.n - 1] == '/' ? "" : "/");
    buf_put(&text, settings_text(&app->vault.settings, SET_SITE));
    *path = str_copy(&app->arena, buf_str(&text));
    buf_free(&text);
    return fs_open_below(app->vault.root,
                         str_copy(&app->arena, settings_text(&app->vault.settings, SET_SITE)).p,
                         !app->dry_run, err);
}

static int refuse(struct app *app, struct str path, const struct build_result *result, const struct err *err)
{
    const struct diag *problem = &result->problem;

    if (err->kind == ERR_USAGE && problem->message.n)
        return app_fail(app, STATUS_CANNOT, "%.*s:%u:%u: %.*s%s%.*s\nthe site stays as it was",
                        STR_ARGS(problem->path), problem->place.line, problem->place.column,
                        STR_ARGS(problem->message), problem->hint.n ? "\n" : "", STR_ARGS(problem->hint));
    if (err->kind == ERR_CONFLICT)
        return app_fail(app, STATUS_CANNOT, "cannot build into '%.*s': %s\nname an empty folder with -o DIR",
                        STR_ARGS(path), err->message);
    return app_fail(app, STATUS_CANNOT, "cannot build into '%.*s': %s", STR_ARGS(path), err->message);
}

/* ---- what was done */

static void put_names(struct json *json, const char *name, const struct output_names *names)
{
    json_begin_array(json, name);
    for (uint32_t i = 0; i < names->n; i++)
        json_text(json, NULL, names->at[i]);
    json_end_array(json);
}

static void put_json(struct app *app, struct str path, const struct build_result *result)
{
    struct json json = {.out = &app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/build@1"));
    json_text(&json, "folder", path);
    json_bool(&json, "dry_run", app->dry_run);
    put_names(&json, "written", &result->written);
    put_names(&json, "removed", &result->removed);
    json_number(&json, "unchanged", result->unchanged);
    json_end_object(&json);
}

static void put_text(struct app *app, struct str path, const struct build_result *result)
{
    const char *would = app->dry_run ? "would be " : "";
    struct buf text = {0};

    buf_printf(&text, "%.*s/index.html", STR_ARGS(path));
    term_put(&app->out, &app->screen, STYLE_PLAIN, buf_str(&text));
    buf_putc(&app->out, '\n');
    buf_free(&text);
    app_say(app, "%u page%s %swritten, %u removed, %u as before", result->written.n,
            result->written.n == 1 ? "" : "s", would, result->removed.n, result->unchanged);
}

/* Shows the first page with what the user has for that; -1, said, where there is nothing. */
static int show(struct app *app, struct str path)
{
    const char *browser = getenv("BROWSER");
    struct child child = {.environment = environ, .limit = 4096};
    struct child_result result = {0};
    struct err err = {0};
    char whole[PATH_MAX];
    struct buf file = {0};
    int status;

    buf_printf(&file, "%.*s/index.html", STR_ARGS(path));
    buf_putc(&file, '\0');
    if (!realpath(file.p, whole)) {
        buf_free(&file);
        return app_fail(app, STATUS_CANNOT, "cannot open '%.*s': %s", STR_ARGS(path), strerror(errno));
    }
    child.words = (const char *const[]){browser && *browser ? browser : "xdg-open", whole, NULL};
    status = child_run(&child, &result, &err);
    if (status != 0)
        status = app_fail(app, STATUS_CANNOT, "cannot show the page: %s\nopen %s in a browser", err.message,
                          whole);
    else if (result.status)
        status = app_fail(app, STATUS_CANNOT, "'%s' could not show the page\nopen %s in a browser",
                          child.words[0], whole);
    child_free(&result);
    buf_free(&file);
    return status;
}

/* ---- the command */

static int dump(struct app *app, const struct site *site, const char *name)
{
    if (build_dump(site, str_from(name), &app->out))
        return STATUS_DONE;
    return app_fail(app, STATUS_USAGE,
                    "there is no page '%s'\n"
                    "there are today, people, ahead, help, p/CONTACT, i/INTERVIEW and prep/INTERVIEW",
                    name);
}

static int write_pages(struct app *app, struct build *build, int folder, struct build_result *result,
                       struct err *err)
{
    struct progress progress;
    int status;

    if (progress_begin(app, &progress, "writing", "pages")) {
        build->progress = progress_tell;
        build->context = &progress;
    }
    status = build_write(build, folder, result, err);
    progress_end(&progress);
    return status;
}

static int build(struct app *app, const struct site *site, const struct build_options *o)
{
    struct build build = {.site = site, .is_trial = app->dry_run};
    struct build_result result = {0};
    struct err err = {0};
    struct str path;
    int folder = open_folder(app, o, &path, &err), status;

    build.sources = own_sources(app, &build.source_count);
    if (folder < 0 && !(app->dry_run && err.kind == ERR_NOT_FOUND))
        return app_fail(app, STATUS_CANNOT, "cannot build into '%.*s': %s", STR_ARGS(path), err.message);
    err = (struct err){0};
    status = write_pages(app, &build, folder, &result, &err);
    if (folder >= 0)
        close(folder);
    if (status != 0)
        return refuse(app, path, &result, &err);
    if (app->format == FORMAT_JSON)
        put_json(app, path, &result);
    else
        put_text(app, path, &result);
    app_say_unreadable(app);
    return o->opens && !app->dry_run ? show(app, path) : STATUS_DONE;
}

static int run(struct app *app, int argc, char **argv)
{
    struct build_options o = {0};
    struct view view;
    struct site site;
    int status;

    argc = opt_parse(app, &command_build, argc, argv, &o);
    if (argc < 0)
        return app->status;
    status = app_no_words(app, argc, argv);
    if (!status && o.folder && !*o.folder)
        status = app_fail(app, STATUS_USAGE, "-o needs the name of a folder");
    if (!status)
        status = app_open_vault(app, &site_want);
    if (status)
        return status;
    view_init(&view, &app->vault, app->today, &app->arena);
    site_init(&site, &view);
    return o.dump ? dump(app, &site, o.dump) : build(app, &site, &o);
}

const struct command command_build = {
    .name = "build",
    .group = "Keep",
    .words = "",
    .about = "the dashboard: a static site to open from disk",
    .examples = "infoview build --open\n"
                "infoview build -o ../dashboard\n"
                "infoview build --dump today\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
