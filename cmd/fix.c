#include "fix.h"

static struct str kept(struct app *app, struct str text)
{
    return str_copy(&app->arena, text);
}

static void keep_all(struct app *app, const struct fix_findings *done, struct all_fixed *all)
{
    for (uint32_t i = 0; i < done->n; i++) {
        const struct finding *finding = done->at[i];
        struct str old = str_slice(finding->source, finding->from, finding->to);

        *vec_add(all, &app->arena) =
            (struct fixed){kept(app, finding->diag.path), kept(app, old), kept(app, finding->diag.fix),
                           finding->diag.place.line, finding->diag.rule};
    }
}

static void say_all(struct write *write, const struct all_fixed *all, const struct fix_findings *left)
{
    for (uint32_t i = 0; i < all->n; i++) {
        const struct fixed *fixed = &all->at[i];

        write_say(write, "fixed %.*s:%u: %.*s is %.*s now [%s]", STR_ARGS(fixed->path), fixed->line,
                  STR_ARGS(fixed->old), STR_ARGS(fixed->text), rule_id(fixed->rule));
    }
    for (uint32_t i = 0; i < left->n; i++)
        app_say(write->app, "%.*s:%u: left alone, as more than this would change: write '%.*s' by hand",
                STR_ARGS(left->at[i]->diag.path), left->at[i]->diag.place.line,
                STR_ARGS(left->at[i]->diag.fix));
}

/* "1 fix", "3 fixes". */
static struct write_name name_of(struct app *app, const struct all_fixed *all)
{
    struct write_name name = {.verb = "check"};
    struct buf text = {0};

    buf_printf(&text, "%u fix%s", all->n, all->n == 1 ? "" : "es");
    name.name = kept(app, buf_str(&text));
    buf_free(&text);
    return name;
}

/* Reads the vault as it is now; what was found before is gone with the old one. */
static int look_again(struct app *app, const struct check_options *options, struct check *check)
{
    int status;

    app_close_vault(app);
    app->is_writing = false;
    status = app_open_vault(app, &check_want);
    if (!status)
        check_run(&app->vault, options, &app->arena, check);
    return status;
}

int fix_findings(struct write *write, const struct check_options *options, struct check *check,
                 struct all_fixed *all)
{
    struct app *app = write->app;
    struct write_name name;
    struct fixes fixes;
    int status;

    change_fix(&write->change, check, &fixes);
    keep_all(app, &fixes.done, all);
    say_all(write, all, &fixes.left);
    if (!all->n) {
        app_say(app, "nothing to fix: nothing that is found has one answer");
        return 0;
    }
    write->is_part = true;
    name = name_of(app, all);
    status = write_finish(write, &name);
    if (status || !app->dry_run)
        return status ? status : look_again(app, options, check);
    for (uint32_t i = 0; i < all->n; i++)
        --*(rule_severity(all->at[i].rule) == SEVERITY_ERROR ? &check->errors : &check->warnings);
    return 0;
}
