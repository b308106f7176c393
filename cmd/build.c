#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/child.h"
#include "base/crew.h"
#include "base/digest.h"
#include "base/lock.h"
#include "build.h"
#include "commits.h"
#include "progress.h"
#include "site/build.h"
#include "templates.h"
#include "text/json.h"
#include "vault/check.h"

extern char **environ;

static const struct opt options[] = {
    {'o', "output", OPT_TEXT, offsetof(struct build_options, folder), "DIR",
     "build into this folder, not that of the settings"},
    {0, "watch", OPT_FLAG, offsetof(struct build_options, watches), NULL,
     "go on, and build again after each change"},
    {0, "open", OPT_FLAG, offsetof(struct build_options, opens), NULL, "show the first page in a browser"},
    {0, "anon", OPT_FLAG, offsetof(struct build_options, is_anonymous), NULL,
     "replace names and addresses, for showing the pages"},
    {0, "dump", OPT_TEXT, offsetof(struct build_options, dump), "PAGE",
     "print the data of a page as JSON: today, p/ana-lima"},
    {0},
};

/* ---- what pages are made of */

/* The built-in ones, with those of the vault in their places; 0, or -1 as build_write does it. */
static int take_sources(struct app *app, struct build *build, struct build_result *result, struct err *err)
{
    struct sources sources = templates_built_in(&app->arena);
    int status = source_read_own(&sources, &app->arena, app->vault.root, &result->problem);

    build->sources = sources.at;
    build->source_count = sources.n;
    return status == 0 ? 0 : err_set(err, ERR_USAGE, "%.*s", STR_ARGS(result->problem.message));
}

/* ---- where to */

/* What is behind the name of the usual folder where names are replaced. */
#define ANONYMOUS "-anon"

void build_put_folder(const struct app *app, const struct build_options *o, const struct settings *settings,
                      struct buf *path)
{
    if (!o->folder) {
        buf_put(path, app->vault_path);
        buf_puts(path, str_ends(app->vault_path, STR("/")) ? "" : "/");
    }
    buf_put(path, o->folder ? str_from(o->folder) : settings_text(settings, SET_SITE));
    buf_puts(path, o->is_anonymous && !o->folder ? ANONYMOUS : "");
    buf_putc(path, '\0');
}

/* Opens the output folder, made where it is missing; -1 with `err`. `*path` becomes its name for people. */
static int open_folder(struct app *app, const struct build_options *o, struct str *path, struct err *err)
{
    struct buf text = {0};
    const char *name;

    build_put_folder(app, o, &app->vault.settings, &text);
    *path = str_from(str_copy(&app->arena, buf_str(&text)).p);
    buf_free(&text);
    if (o->folder) {
        if (!app->dry_run && fs_make_folders(o->folder, err) != 0)
            return -1;
        return fs_open_folder(o->folder, err);
    }
    buf_printf(&text, "%.*s%s", STR_ARGS(settings_text(&app->vault.settings, SET_SITE)),
               o->is_anonymous ? ANONYMOUS : "");
    name = str_copy(&app->arena, buf_str(&text)).p;
    buf_free(&text);
    return fs_open_below(app->vault.root, name, !app->dry_run, err);
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

/* With --watch one line a build. */
static void put_json(struct app *app, struct str path, const struct build_run *run,
                     const struct build_result *result)
{
    struct json json = {.out = &app->out, .is_compact = run->options->watches};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/build@1"));
    json_text(&json, "folder", path);
    json_bool(&json, "dry_run", app->dry_run);
    put_names(&json, "written", &result->written);
    put_names(&json, "removed", &result->removed);
    json_number(&json, "unchanged", result->unchanged);
    json_end_object(&json);
}

static void put_text(struct app *app, struct str path, const struct build_run *run,
                     const struct build_result *result)
{
    const char *would = app->dry_run ? "would be " : "";
    struct buf text = {0};

    if (!run->is_again) {
        buf_printf(&text, "%.*s/index.html", STR_ARGS(path));
        term_put(&app->out, &app->screen, STYLE_PLAIN, buf_str(&text));
        buf_putc(&app->out, '\n');
        buf_free(&text);
    }
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

/* ---- building */

static int write_pages(struct app *app, struct build *build, int folder, struct build_result *result,
                       struct err *err)
{
    struct progress *progress = arena_new(&app->arena, struct progress);
    int status;

    if (progress_begin(app, progress, "writing", "pages")) {
        build->progress = progress_tell;
        build->context = progress;
    }
    status = build_write(build, folder, result, err);
    progress_end(progress);
    return status;
}

/* Somebody who ends `--watch` does not cut a build in two: signals come before it or after. */
static int write_whole(struct app *app, struct build *build, int folder, struct build_result *result,
                       struct err *err)
{
    sigset_t before;
    int status;

    lock_hold_signals(&before);
    status = write_pages(app, build, folder, result, err);
    lock_release_signals(&before);
    return status;
}

/* What was done; and the first page in a browser, where that is wanted. */
static int tell(struct app *app, struct build_run *run, struct str path, const struct build_result *result)
{
    bool opens = run->options->opens && !run->is_again && !app->dry_run;

    if (app->format == FORMAT_JSON)
        put_json(app, path, run, result);
    else
        put_text(app, path, run, result);
    app_say_unreadable(app);
    run->is_again = true;
    return opens ? show(app, path) : STATUS_DONE;
}

/* From the folder of the settings to the vault's: one step up for each of its own. */
static struct str way_up(struct app *app)
{
    struct str rest = settings_text(&app->vault.settings, SET_SITE);
    struct buf up = {0};
    struct str copy;

    while (rest.n) {
        size_t end = str_index(rest, '/', 0);

        buf_puts(&up, end ? "../" : "");
        rest = str_skip(rest, end + 1);
    }
    copy = str_copy(&app->arena, buf_str(&up));
    buf_free(&up);
    return copy;
}

/* The site and what check looks at are looked up side by side. */
struct beginning {
    struct app *app;
    struct build *build;
};

static void look_at_checked(void *context)
{
    struct beginning *beginning = context;

    if (beginning->build->maker)
        beginning->build->checked = check_source(&beginning->app->vault);
}

static void begin_site(void *context)
{
    struct beginning *beginning = context;
    struct app *app = beginning->app;

    site_begin(beginning->build->site, &app->vault, app->today, &app->arena);
}

/*
 * The build's site lives as long as the vault. Where names are replaced it has nothing from elsewhere: what commits say, and what
 * lies in the vault, has the real ones. Else commits_wait must be called with `asked`.
 */
static void begin(struct app *app, const struct build_options *o, struct build *build,
                  struct commits_asked *asked)
{
    struct beginning beginning = {app, build};
    struct crew_task site = {begin_site, &beginning}, beside = {look_at_checked, &beginning};

    if (o->is_anonymous)
        begin_site(&beginning);
    else
        crew_both(build->threads, &site, &beside);
    build->site->is_anonymous = o->is_anonymous;
    if (o->is_anonymous)
        return;
    commits_ask(asked, app, build->site);
    build->commits = (struct crew_task){commits_wait, asked};
    if (!o->folder)
        build->site->to_vault = way_up(app);
}

/* Another program, or the same one installed anew, is another file; 0 where the system does not say. */
static uint64_t maker(void)
{
    struct stat found;
    struct buf text = {0};
    uint64_t digest = 0;

    if (stat("/proc/self/exe", &found) == 0) {
        buf_printf(&text, "%ju %ju %jd %jd.%09ld %jd.%09ld", (uintmax_t)found.st_dev, (uintmax_t)found.st_ino,
                   (intmax_t)found.st_size, (intmax_t)found.st_mtim.tv_sec, found.st_mtim.tv_nsec,
                   (intmax_t)found.st_ctim.tv_sec, found.st_ctim.tv_nsec);
        digest = digest_of(buf_str(&text), 0);
    }
    buf_free(&text);
    return digest;
}

int build_once(struct app *app, struct build_run *run)
{
    struct build build = {.is_trial = app->dry_run, .maker = maker(), .threads = app_threads()};
    struct build_result result = {0};
    struct site site;
    struct commits_asked asked = {0};
    struct err err = {0};
    struct str path;
    int folder = open_folder(app, run->options, &path, &err), status;

    if (folder < 0 && !(app->dry_run && err.kind == ERR_NOT_FOUND))
        return app_fail(app, STATUS_CANNOT, "cannot build into '%.*s': %s", STR_ARGS(path), err.message);
    err = (struct err){0};
    build.site = &site;
    begin(app, run->options, &build, &asked);
    status = take_sources(app, &build, &result, &err);
    if (status == 0)
        status = run->options->watches ? write_whole(app, &build, folder, &result, &err)
                                       : write_pages(app, &build, folder, &result, &err);
    commits_wait(&asked);
    if (folder >= 0)
        close(folder);
    run->is_mendable = status != 0 && err.kind == ERR_USAGE;
    return status != 0 ? refuse(app, path, &result, &err) : tell(app, run, path, &result);
}

int build_open(struct app *app, const struct build_options *o, struct anon *anon)
{
    struct record_want whole = site_want;
    int status;

    if (!o->is_anonymous)
        return app_read_vault(app, &site_want);
    anon_init(anon);
    app->rewrite = &anon->learner;
    whole.body_later = false;
    status = app_read_vault(app, &whole);
    if (!status) {
        anon_learn(anon, &app->vault);
        app_close_vault(app);
        app->rewrite = &anon->rewrite;
        status = app_read_vault(app, &site_want);
    }
    app->rewrite = NULL;
    return status;
}

void build_close(struct app *app, struct anon *anon)
{
    app_close_vault(app);
    anon_free(anon);
}

/* ---- the command */

static int dump(struct app *app, const struct build_options *o)
{
    struct site site = {0};
    struct build build = {.site = &site, .threads = app_threads()};
    struct commits_asked asked = {0};

    begin(app, o, &build, &asked);
    site_read(&site, build.threads);
    commits_wait(&asked);
    if (build_dump(&site, str_from(o->dump), &app->out))
        return STATUS_DONE;
    return app_fail(app, STATUS_USAGE,
                    "there is no page '%s'\n"
                    "there are today, people, pipeline, network, weeks, ahead, help, p/CONTACT, i/INTERVIEW "
                    "and prep/INTERVIEW",
                    o->dump);
}

/* What does not go together; 0 or STATUS_USAGE, said. */
static int judge(struct app *app, const struct build_options *o)
{
    if (o->folder && !*o->folder)
        return app_fail(app, STATUS_USAGE, "-o needs the name of a folder");
    if (o->watches && o->dump)
        return app_fail(app, STATUS_USAGE,
                        "--watch and --dump do not go together\n--dump prints one page, once");
    if (o->watches && app->dry_run)
        return app_fail(app, STATUS_USAGE,
                        "--watch and --dry-run do not go together\n"
                        "--dry-run tells what would be written, once");
    return 0;
}

static int run(struct app *app, int argc, char **argv)
{
    struct build_options o = {0};
    struct build_run once = {.options = &o};
    struct anon anon = {0};
    int status;

    argc = opt_parse(app, &command_build, argc, argv, &o);
    if (argc < 0)
        return app->status;
    status = app_no_words(app, argc, argv);
    if (!status)
        status = judge(app, &o);
    if (!status && o.watches)
        return build_watch(app, &o);
    if (!status)
        status = app_find_vault(app);
    if (!status)
        status = build_open(app, &o, &anon);
    if (!status)
        status = o.dump ? dump(app, &o) : build_once(app, &once);
    build_close(app, &anon);
    return status;
}

const struct command command_build = {
    .name = "build",
    .group = "Keep",
    .words = "",
    .about = "the dashboard: a static site to open from disk",
    .examples = "infoview build --open\n"
                "infoview build -o ../dashboard\n"
                "infoview build --watch\n"
                "infoview build --anon --open\n"
                "infoview build --dump today\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
