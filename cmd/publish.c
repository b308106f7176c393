#include "publish.h"

#include <string.h>

#include "commits.h"
#include "embedded.h"
#include "progress.h"
#include "site/build.h"
#include "site/bundle.h"
#include "site/gzip.h"
#include "site/seal.h"
#include "site/shell.h"
#include "templates.h"
#include "vault/check.h"

static const struct opt options[] = {
    {'o', "output", OPT_TEXT, offsetof(struct publish_options, file), "FILE", "write it into this file"},
    {0, "to", OPT_TEXT, offsetof(struct publish_options, remote), "REMOTE",
     "send it to a branch of this git remote, alone"},
    {0, "branch", OPT_TEXT, offsetof(struct publish_options, branch), "BRANCH", "that branch; else gh-pages"},
    {0, "yes", OPT_FLAG, offsetof(struct publish_options, yes), NULL,
     "although the vault is there, or something else"},
    {0, "generate", OPT_FLAG, offsetof(struct publish_options, passphrase.generates), NULL,
     "make a passphrase and print it, once"},
    {0, "passphrase-file", OPT_TEXT, offsetof(struct publish_options, passphrase.file), "FILE",
     "read it from a file that only you can read"},
    {0, "passphrase-fd", OPT_TEXT, offsetof(struct publish_options, passphrase.fd), "N",
     "read it from an open descriptor"},
    {0, "pad", OPT_TEXT, offsetof(struct publish_options, pad), "SIZE",
     "make it at least so large: 512K, 4M"},
    {0, "iterations", OPT_TEXT, offsetof(struct publish_options, iterations), "N",
     "600000 to 10000000: what one try costs"},
    {0},
};

/* ---- the words */

/* 1000, 512K, 4M; false for anything else, or over a gibibyte. */
static bool read_size(struct str text, size_t *size)
{
    enum { MOST = 1 << 30 };
    size_t unit = 1;
    uint32_t number;

    if (str_ends(text, STR("K")) || str_ends(text, STR("k")))
        unit = 1024;
    else if (str_ends(text, STR("M")) || str_ends(text, STR("m")))
        unit = 1024 * (size_t)1024;
    if (!str_number(str_slice(text, 0, text.n - (unit > 1)), MOST, &number) || number > MOST / unit)
        return false;
    *size = number * unit;
    return true;
}

static int read_numbers(struct app *app, const struct publish_options *o, struct seal *seal)
{
    seal->iterations = SEAL_ITERATIONS;
    if (o->iterations && (!str_number(str_from(o->iterations), SEAL_MOST_ITERATIONS, &seal->iterations) ||
                          seal->iterations < SEAL_LEAST_ITERATIONS))
        return app_fail(app, STATUS_USAGE, "--iterations takes a number from %d to %d, not '%s'",
                        SEAL_LEAST_ITERATIONS, SEAL_MOST_ITERATIONS, o->iterations);
    if (o->pad && !read_size(str_from(o->pad), &seal->pad))
        return app_fail(app, STATUS_USAGE, "--pad takes a size up to 1024M, as 512K or 4M, not '%s'", o->pad);
    return 0;
}

/* What does not go together; 0 or STATUS_USAGE, said. */
static int judge(struct app *app, const struct publish_options *o)
{
    const struct passphrase_source *source = &o->passphrase;

    if (!o->file == !o->remote)
        return app_fail(app, STATUS_USAGE,
                        "%s\n-o FILE writes a file; --to REMOTE sends it to a branch of a git remote",
                        o->file ? "-o and --to do not go together" : "where to?");
    if (o->remote && !*o->remote)
        return app_fail(app, STATUS_USAGE, "--to needs the name or the address of a remote");
    if (o->branch && !o->remote)
        return app_fail(app, STATUS_USAGE, "--branch goes with --to");
    if (source->generates + (source->fd != NULL) + (source->file != NULL) > 1)
        return app_fail(app, STATUS_USAGE,
                        "--generate, --passphrase-file and --passphrase-fd do not go together");
    return 0;
}

/* ---- what must not be published */

/* Nobody private may be named in other texts: where each stands is said. */
static int refuse_mentions(struct app *app)
{
    const struct check_options wanted = {.today = app->today,
                                         .ignored = ~((uint64_t)1 << RULE_PRIVATE_MENTION)};
    struct check check = {0};

    check_run(&app->vault, &wanted, &app->arena, &check);
    if (!check.n)
        return 0;
    for (uint32_t i = 0; i < check.n; i++) {
        const struct diag *diag = &check.at[i].diag;

        app_fail(app, STATUS_FINDINGS, "%.*s:%u:%u: %.*s", STR_ARGS(diag->path), diag->place.line,
                 diag->place.column, STR_ARGS(diag->message));
    }
    return app_fail(app, STATUS_FINDINGS,
                    "private people are named where everybody would read it: nothing was published\n"
                    "'infoview help rule:private-mention' says what to do");
}

/* Opens the vault: as the check reads it, then as the pages do. */
static int open_vault(struct app *app)
{
    int status = app_open_vault(app, &check_want);

    if (!status)
        status = refuse_mentions(app);
    if (status)
        return status;
    app_close_vault(app);
    return app_read_vault(app, &site_want);
}

/* ---- the page */

static struct str carried(const char *path)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (strcmp(embedded_files[i].path, path) == 0)
            return (struct str){(const char *)embedded_files[i].data, embedded_files[i].size};
    return (struct str){0};
}

static int refuse(struct app *app, const struct diag *problem, const struct err *err)
{
    if (!problem->message.n)
        return app_fail(app, STATUS_CANNOT, "%s\nnothing was published", err->message);
    return app_fail(app, STATUS_CANNOT, "%.*s:%u:%u: %.*s%s%.*s\nnothing was published",
                    STR_ARGS(problem->path), problem->place.line, problem->place.column,
                    STR_ARGS(problem->message), problem->hint.n ? "\n" : "", STR_ARGS(problem->hint));
}

static int make_pages(struct app *app, struct bundle *bundle)
{
    struct sources sources = templates_built_in(&app->arena);
    struct progress progress = {0};
    struct build_sink sink = {bundle_put, bundle};
    struct build_result result = {0};
    struct build build = {.threads = app_threads()};
    struct commits_asked asked = {0};
    struct site site;
    struct err err = {0};
    int status = source_read_own(&sources, &app->arena, app->vault.root, &result.problem);

    if (status != 0)
        return refuse(app, &result.problem, &err);
    site_begin(&site, &app->vault, app->today, &app->arena);
    commits_ask(&asked, app, &site);
    build.commits = (struct crew_task){commits_wait, &asked};
    build.site = &site;
    build.sources = sources.at;
    build.source_count = sources.n;
    if (progress_begin(app, &progress, "making", "pages")) {
        build.progress = progress_tell;
        build.context = &progress;
    }
    status = build_make(&build, &sink, &result, &err);
    commits_wait(&asked);
    progress_end(&progress);
    return status != 0 ? refuse(app, &result.problem, &err) : 0;
}

/* All pages, compressed: plain text still. */
static int make_content(struct app *app, struct buf *content, uint32_t *pages)
{
    struct bundle bundle = {0};
    struct buf whole = {0};
    int status = make_pages(app, &bundle);

    if (!status) {
        bundle_write(&bundle, &whole);
        gzip_write(buf_str(&whole), content);
    }
    *pages = bundle.pages.n;
    seal_wipe_buf(&whole);
    bundle_free(&bundle);
    return status;
}

static int make_page(struct app *app, struct seal *seal, struct str content, struct buf *page)
{
    const struct shell shell = {.page = carried("seal/shell.html"),
                                .style = carried("seal/shell.css"),
                                .reader = carried("seal/reader.js"),
                                .script = carried("site/script.js")};
    struct buf sealed = {0};
    struct err err = {0};
    int status = seal_refresh(seal, &err);

    if (status == 0)
        status = seal_write(seal, content, &sealed, &err);
    if (status == 0)
        shell_write(&shell, buf_str(&sealed), page);
    buf_free(&sealed);
    return status != 0 ? app_fail(app, STATUS_CANNOT, "%s\nnothing was published", err.message) : 0;
}

/* ---- the command */

/* One run. */
struct publishing {
    struct app *app;
    struct publish_options own;
    struct publish_target *target;
    struct passphrase passphrase;
    struct seal seal;
    uint32_t pages;
};

static void tell(const struct publishing *run, struct str content)
{
    enum { KIB = 1024 };
    struct app *app = run->app;
    struct str name = publish_name(run->target);

    app_say(app, "%s %.*s: %u page%s in %zu KiB, sealed",
            app->dry_run      ? "would write"
            : run->own.remote ? "sent to"
                              : "wrote",
            STR_ARGS(name), run->pages, run->pages == 1 ? "" : "s",
            seal_bucket(content.n, run->seal.pad) / KIB);
    app_say_unreadable(app);
    if (!run->passphrase.is_generated || app->dry_run)
        return;
    app->kept = "what was published stays, but its passphrase is lost: publish it again";
    buf_put(&app->out, run->passphrase.text);
    buf_putc(&app->out, '\n');
    app_say(app, "this passphrase is not shown again, and nothing opens the pages without it");
}

/* A disk or a remote that failed may have taken it before: nothing else would open it then. */
static void tell_in_doubt(const struct publishing *run)
{
    if (!run->passphrase.is_generated)
        return;
    buf_put(&run->app->out, run->passphrase.text);
    buf_putc(&run->app->out, '\n');
    app_say(run->app, "if it was published all the same, this passphrase opens it; it is not shown again");
}

static int publish(struct publishing *run)
{
    struct app *app = run->app;
    struct buf content = {0}, page = {0};
    int status = make_content(app, &content, &run->pages);

    if (!status && !app->dry_run) {
        run->seal.passphrase = run->passphrase.text;
        status = make_page(app, &run->seal, buf_str(&content), &page);
        if (!status) {
            status = publish_put(app, run->target, buf_str(&page));
            if (status)
                tell_in_doubt(run);
        }
    }
    if (!status)
        tell(run, buf_str(&content));
    seal_wipe_buf(&content);
    buf_free(&page);
    return status;
}

/* What can be wrong comes first; who is to type a passphrase is not asked for nothing. */
static int prepare(struct publishing *run)
{
    struct app *app = run->app;
    const struct passphrase_source *source = &run->own.passphrase;
    bool is_asked = !source->generates && !source->fd && !source->file;
    int status = is_asked ? 0 : passphrase_read(app, source, &run->passphrase);

    if (!status)
        status = open_vault(app);
    if (!status)
        run->target = publish_find(app, &run->own, &status);
    if (!status && is_asked && !app->dry_run)
        status = passphrase_ask(app, &run->passphrase);
    return status;
}

static int run(struct app *app, int argc, char **argv)
{
    struct publishing run = {.app = app};
    int status;

    argc = opt_parse(app, &command_publish, argc, argv, &run.own);
    if (argc < 0)
        return app->status;
    status = app_no_words(app, argc, argv);
    if (!status)
        status = judge(app, &run.own);
    if (!status)
        status = read_numbers(app, &run.own, &run.seal);
    if (!status)
        status = prepare(&run);
    if (!status)
        status = publish(&run);
    publish_end(run.target);
    passphrase_wipe(&run.passphrase);
    return status;
}

const struct command command_publish = {
    .name = "publish",
    .group = "Keep",
    .words = "",
    .about = "the dashboard in one sealed file, for a phone or a server",
    .examples = "infoview publish -o dashboard.html\n"
                "infoview publish -o dashboard.html --generate\n"
                "infoview publish --to pages --branch gh-pages --dry-run\n",
    .options = options,
    .run = run,
};
