#include "vault/check.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "fix.h"
#include "text/json.h"

struct options {
    bool strict, fix;
    const char *ignore;
};

static const struct opt options_table[] = {
    {0, "strict", OPT_FLAG, offsetof(struct options, strict), NULL,
     "status 1 also for warnings, not for errors alone"},
    {0, "fix", OPT_FLAG, offsetof(struct options, fix), NULL, "write what has one answer, and commit it"},
    {0, "ignore", OPT_TEXT, offsetof(struct options, ignore), "RULE,…",
     "leave these rules out: infoview help rules"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* ---- reading the words */

static int read_rules(struct app *app, const char *list, uint64_t *rules)
{
    for (struct str rest = str_from(list); rest.n;) {
        size_t end = str_index(rest, ',', 0);
        struct str id = str_trim(str_slice(rest, 0, end));
        enum rule rule;

        rest = str_skip(rest, end + 1);
        if (rule_find(id, &rule)) {
            *rules |= (uint64_t)1 << rule;
            continue;
        }
        if (rule_near(id))
            return app_fail(app, STATUS_USAGE, "--ignore: there is no rule '%.*s'\ndid you mean '%s'?",
                            STR_ARGS(id), rule_near(id));
        return app_fail(app, STATUS_USAGE,
                        "--ignore: there is no rule '%.*s'\n'infoview help rules' lists them", STR_ARGS(id));
    }
    return 0;
}

/* The path of a file from the vault's root, as findings name it. */
static int read_path(struct app *app, const char *root, const char *file, struct str *path)
{
    char *real = realpath(file, NULL);
    struct str whole = str_from(real), folder = str_from(root);
    int status = 0;

    if (!real)
        return app_fail(app, STATUS_USAGE, "cannot read '%s': %s", file, strerror(errno));
    if (str_equal(whole, folder))
        *path = (struct str){0};
    else if (str_starts(whole, folder) && (whole.p[folder.n] == '/' || folder.n == 1))
        *path = str_copy(&app->arena, str_skip(whole, folder.n + (folder.n > 1)));
    else
        status =
            app_fail(app, STATUS_USAGE, "'%s' is not in the vault '%.*s'", file, STR_ARGS(app->vault_path));
    free(real);
    return status;
}

static int read_paths(struct app *app, int argc, char **argv, struct check_options *options)
{
    struct str *paths = arena_new_array(&app->arena, struct str, (size_t)argc);
    char *root = argc ? realpath(str_copy(&app->arena, app->vault_path).p, NULL) : NULL;
    int status = 0;

    for (int i = 0; i < argc && !status; i++)
        status = root ? read_path(app, root, argv[i], &paths[i])
                      : app_fail(app, STATUS_CANNOT, "the vault is gone");
    free(root);
    options->paths = paths;
    options->path_count = (uint32_t)argc;
    return status;
}

/* ---- text */

/* The part of a long line that is shown: what the finding is about, and something around it. */
static struct str window(const struct finding *finding, size_t *cut)
{
    enum { MOST = 120, BEFORE = 40 };
    struct str line = finding->source;

    *cut = 0;
    if (line.n <= MOST)
        return line;
    if (finding->from > MOST - BEFORE)
        *cut = finding->from - BEFORE;
    while (*cut > 0 && *cut < line.n && ((unsigned char)line.p[*cut] & 0xC0) == 0x80)
        --*cut;
    return utf8_fit(str_skip(line, *cut), MOST);
}

/* The line, and carets under what the finding is about. */
static void put_source(struct app *app, const struct finding *finding)
{
    struct buf *out = &app->out;
    size_t cut;
    struct str shown = window(finding, &cut);
    unsigned before = cut ? 1 : 0, width;

    if (!str_trim(shown).n)
        return;
    buf_puts(out, cut ? "  …" : "  ");
    term_put(out, &app->screen, STYLE_PLAIN, shown);
    if (cut + shown.n < finding->source.n)
        buf_puts(out, "…");
    before += utf8_width(str_slice(finding->source, cut, finding->from));
    width = utf8_width(str_slice(str_slice(finding->source, 0, cut + shown.n), finding->from, finding->to));
    buf_puts(out, "\n  ");
    buf_repeat(out, ' ', before);
    buf_repeat(out, '^', width ? width : 1);
    buf_putc(out, '\n');
}

static void put_text(struct app *app, const struct finding *finding)
{
    const struct diag *diag = &finding->diag;
    enum severity severity = rule_severity(diag->rule);
    struct buf *out = &app->out;

    term_put_link(out, &app->screen, STYLE_BOLD, diag->path, (struct term_link){.file = diag->path});
    buf_printf(out, ":%u:%u: ", diag->place.line, diag->place.column);
    term_put(out, &app->screen, severity == SEVERITY_ERROR ? STYLE_RED : STYLE_YELLOW,
             str_from(severity_name(severity)));
    buf_puts(out, ": ");
    term_put(out, &app->screen, STYLE_PLAIN, diag->message);
    buf_printf(out, " [%s]\n", rule_id(diag->rule));
    put_source(app, finding);
    if (diag->hint.n) {
        buf_puts(out, "  ");
        term_put(out, &app->screen, STYLE_DIM, diag->hint);
        buf_putc(out, '\n');
    }
    app_drain(app);
}

/* ---- JSON */

static void put_place(struct json *json, const char *name, struct place place)
{
    json_begin_object(json, name);
    json_number(json, "line", place.line);
    json_number(json, "column", place.column);
    json_end_object(json);
}

static void put_fixes(struct json *json, struct str fix)
{
    struct buf title = {0};

    json_begin_array(json, "fixes");
    if (fix.n) {
        buf_printf(&title, "write %.*s", STR_ARGS(fix));
        json_begin_object(json, NULL);
        json_text(json, "title", buf_str(&title));
        json_text(json, "text", fix);
        json_end_object(json);
    }
    json_end_array(json);
    buf_free(&title);
}

static void put_diagnostic(struct json *json, const struct finding *finding)
{
    const struct diag *diag = &finding->diag;

    json_begin_object(json, NULL);
    json_text(json, "path", diag->path);
    json_begin_object(json, "range");
    put_place(json, "start", diag->place);
    put_place(json, "end", finding->end);
    json_end_object(json);
    json_text(json, "severity", str_from(severity_name(rule_severity(diag->rule))));
    json_text(json, "rule", str_from(rule_id(diag->rule)));
    json_text(json, "message", diag->message);
    json_text_or_null(json, "hint", diag->hint);
    json_text_or_null(json, "source", finding->source);
    put_fixes(json, diag->fix);
    json_end_object(json);
}

static void put_fixed(struct json *json, const struct all_fixed *all)
{
    json_begin_array(json, "fixed");
    for (uint32_t i = 0; i < all->n; i++) {
        json_begin_object(json, NULL);
        json_text(json, "path", all->at[i].path);
        json_number(json, "line", all->at[i].line);
        json_text(json, "rule", str_from(rule_id(all->at[i].rule)));
        json_text(json, "old", all->at[i].old);
        json_text(json, "text", all->at[i].text);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_json(struct app *app, const struct check *check, const struct all_fixed *fixed)
{
    struct json json = {.out = &app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/check@1"));
    json_text(&json, "vault", app->vault_path);
    json_number(&json, "files", check->files);
    json_number(&json, "errors", check->errors);
    json_number(&json, "warnings", check->warnings);
    json_begin_array(&json, "diagnostics");
    for (uint32_t i = 0; i < check->n; i++) {
        put_diagnostic(&json, &check->at[i]);
        app_drain(app);
    }
    json_end_array(&json);
    put_fixed(&json, fixed);
    json_end_object(&json);
}

/* ---- GitHub's workflow commands */

/* What must be escaped in a message; in a property `:` and `,` too. */
static void put_escaped(struct buf *out, struct str text, bool is_property)
{
    struct buf clean = {0};

    utf8_clean(&clean, text);
    for (size_t i = 0; i < clean.n; i++) {
        char c = clean.p[i];

        if (c == '%' || (is_property && (c == ':' || c == ',')))
            buf_printf(out, "%%%02X", (unsigned)c);
        else
            buf_putc(out, c);
    }
    buf_free(&clean);
}

/* A path from the working folder, where the vault was named by one: there the runner looks for it. */
static void put_github_path(struct app *app, struct str path)
{
    struct buf whole = {0};

    if (app->folder && app->folder[0] != '/' && !str_equal(str_from(app->folder), STR(".")))
        buf_printf(&whole, "%s/", app->folder);
    buf_put(&whole, path);
    put_escaped(&app->out, buf_str(&whole), true);
    buf_free(&whole);
}

static void put_github(struct app *app, const struct finding *finding)
{
    const struct diag *diag = &finding->diag;
    struct buf *out = &app->out;

    buf_printf(out, "::%s file=", severity_name(rule_severity(diag->rule)));
    put_github_path(app, diag->path);
    buf_printf(out, ",line=%u,col=%u,endColumn=%u,title=%s::", diag->place.line, diag->place.column,
               finding->end.column, rule_id(diag->rule));
    put_escaped(out, diag->message, false);
    if (diag->hint.n) {
        buf_puts(out, "%0A");
        put_escaped(out, diag->hint, false);
    }
    buf_putc(out, '\n');
    app_drain(app);
}

/* ---- the command */

static void put_all(struct app *app, const struct check *check, const struct all_fixed *fixed)
{
    if (app->format == FORMAT_JSON) {
        put_json(app, check, fixed);
        return;
    }
    for (uint32_t i = 0; i < check->n; i++)
        (app->format == FORMAT_GITHUB ? put_github : put_text)(app, &check->at[i]);
    if (app->format == FORMAT_TEXT)
        app_say(app, "%u file%s: %u error%s, %u warning%s", check->files, check->files == 1 ? "" : "s",
                check->errors, check->errors == 1 ? "" : "s", check->warnings,
                check->warnings == 1 ? "" : "s");
}

/* One run. */
struct look {
    struct write write; /* with --fix */
    struct options own;
    struct check_options wanted;
    struct check check;
    struct all_fixed fixed;
};

/* Opens the vault, looks, and fixes what is asked to be; 0 or an exit status, said. */
static int look(struct look *look, struct app *app, int argc, char **argv)
{
    bool fixes = look->own.fix;
    int status = fixes ? write_open(&look->write, app, &check_want) : app_open_vault(app, &check_want);

    if (!status)
        status = read_paths(app, argc, argv, &look->wanted);
    if (status)
        return status;
    check_run(&app->vault, &look->wanted, &app->arena, &look->check);
    return fixes ? fix_findings(&look->write, &look->wanted, &look->check, &look->fixed) : 0;
}

static int run(struct app *app, int argc, char **argv)
{
    struct look run = {0};
    const struct check *check = &run.check;
    bool is_shown;
    int status;

    argc = opt_parse(app, &command_check, argc, argv, &run.own);
    if (argc < 0)
        return app->status;
    run.wanted.today = app->today;
    status = read_rules(app, run.own.ignore, &run.wanted.ignored);
    if (!status)
        status = look(&run, app, argc, argv);
    write_close(&run.write);
    if (status)
        return status;
    is_shown = run.own.fix && app->dry_run && run.fixed.n && app->format == FORMAT_TEXT; /* as a diff */
    if (!is_shown)
        put_all(app, check, &run.fixed);
    return check->errors || (run.own.strict && check->warnings) ? STATUS_FINDINGS : STATUS_DONE;
}

const struct command command_check = {
    .name = "check",
    .group = "Keep",
    .words = "[FILE…]",
    .about = "what looks like a mistake in the files: where, and what to do",
    .examples = "infoview check\n"
                "infoview help rule:dead-link         what a finding is about\n"
                "infoview check contacts/ana-lima.md interviews\n"
                "infoview check --strict --ignore over-time,no-target\n"
                "infoview check --fix --dry-run\n"
                "infoview check --format github\n",
    .options = options_table,
    .formats = "text|json|github",
    .run = run,
};
