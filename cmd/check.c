#include "cmd.h"

static void put_finding(struct app *app, const struct diag *diag)
{
    bool is_error = rule_severity(diag->rule) == SEVERITY_ERROR;
    struct buf *out = &app->out;

    term_put_link(out, &app->screen, STYLE_BOLD, diag->path, (struct term_link){.file = diag->path});
    buf_printf(out, ":%u:%u: ", diag->place.line, diag->place.column);
    term_put(out, &app->screen, is_error ? STYLE_RED : STYLE_YELLOW,
             is_error ? STR("error") : STR("warning"));
    buf_puts(out, ": ");
    term_put(out, &app->screen, STYLE_PLAIN, diag->message);
    buf_printf(out, " [%s]\n", rule_id(diag->rule));
    if (diag->hint.n) {
        buf_puts(out, "  ");
        term_put(out, &app->screen, STYLE_DIM, diag->hint);
        buf_putc(out, '\n');
    }
    app_drain(app);
}

static void gather(struct diags *all, const struct diags *some, struct arena *arena)
{
    for (uint32_t i = 0; i < some->n; i++)
        *vec_add(all, arena) = some->at[i];
}

static int run(struct app *app, int argc, char **argv)
{
    struct diags all = {.arena = &app->arena};
    uint32_t errors = 0;
    int status;

    argc = opt_parse(app, &command_check, argc, argv, NULL);
    if (argc < 0)
        return app->status;
    status = app_no_words(app, argc, argv);
    if (!status)
        status = app_only_formats(app, 1u << FORMAT_TEXT);
    if (!status)
        status = app_open_vault(app, &want_all);
    if (status)
        return status;
    gather(&all, &app->vault.unreadable, &app->arena);
    gather(&all, &app->vault.findings, &app->arena);
    diags_sort(&all);
    for (uint32_t i = 0; i < all.n; i++) {
        errors += rule_severity(all.at[i].rule) == SEVERITY_ERROR;
        put_finding(app, &all.at[i]);
    }
    app_say(app, "%u error%s, %u warning%s", errors, errors == 1 ? "" : "s", all.n - errors,
            all.n - errors == 1 ? "" : "s");
    return errors ? STATUS_FINDINGS : STATUS_DONE;
}

const struct command command_check = {
    .name = "check",
    .group = "Keep",
    .words = "",
    .about = "every finding in the files, with its place and what to do",
    .examples = "infoview check\n",
    .run = run,
};
