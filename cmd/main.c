/*
 * infoview: keeps a person's informational interviews in plain text and says what
 * is owed. A map of the source:
 *
 *     cmd/         this program: words, options, output, exit status
 *       opt.c        options; app.c: what all commands share; one file per command
 *       write.c      what all commands that write share: lock, diff, commit
 *       completions/ the scripts of three shells, which ask `completion words`
 *       man/         the manual pages, mdoc; help*.c and manual.c print them and the short texts
 *     lib/base/    bytes, memory, time, files; knows nothing of Markdown or vaults
 *     lib/text/    bytes <-> values: front (fences), node (YAML), edit (byte for byte), tmpl, md, html, json
 *     lib/vault/   the domain: schema (THE table), record, load, link, due, reason, query, change
 *     lib/insight/ vault -> what commands and pages only show: brief (prep), draft (mails)
 *     lib/site/    the dashboard: page (what there is), part (what pages share), build (the files); seal (the one file)
 *     lib/repo/    git; the only folder that knows libgit2
 *     templates/   what `init` writes and pages are made of, carried in the binary
 *     tests/       unit, cli, fuzz, oracle, bench
 *
 * One run: main finds the command, the command reads its options, opens the vault
 * (vault_open: walk, parse, resolve), asks the library (due_list, query_find …)
 * and puts text or JSON into app->out, which is written and checked at the end. One
 * that writes gathers its edits in a change (vault/change.h) before a byte is written.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/near.h"
#include "cmd.h"
#include "screen.h"

const struct command *const commands[] = {
    &command_init,       &command_new,          &command_report, &command_next,
    &command_log,        &command_met,          &command_move,   &command_cancel,
    &command_thank,      &command_done,         &command_snooze, &command_set,
    &command_prep,       &command_draft,        &command_list,   &command_show,
    &command_edit,       &command_check,        &command_build,  &command_templates,
    &command_publish,    &command_sync,         &command_undo,   &command_rename,
    &command_forget,     &command_parse_date,   &command_doctor, &command_schema,
    &command_completion, &command_merge_driver, &command_help,   NULL,
};

const struct command *command_find(struct str name)
{
    for (size_t i = 0; commands[i]; i++)
        if (str_equal(str_from(commands[i]->name), name))
            return commands[i];
    return NULL;
}

/* Commands that people are pointed to, but that this version does not have: until then a file is edited by hand. */
static const char later[] = "import|stats|questions|skills|options|coverage|review|network|path|plan|pitch|"
                            "export|remind|lsp";

bool command_is_later(struct app *app, struct str name)
{
    if (!schema_word(later, name))
        return false;
    app_fail(
        app, STATUS_USAGE,
        "'%.*s' is not in this version yet\nuntil then write into the files: 'infoview help infoview-format'",
        STR_ARGS(name));
    return true;
}

static int unknown_command(struct app *app, struct str word)
{
    struct near near = {.word = word, .limit = 2};

    if (command_is_later(app, word))
        return STATUS_USAGE;
    for (size_t i = 0; commands[i]; i++)
        near_offer(&near, str_from(commands[i]->name));
    if (near.found.n)
        return app_fail(app, STATUS_USAGE, "unknown command '%.*s'\ndid you mean '%.*s'?", STR_ARGS(word),
                        STR_ARGS(near.found));
    return app_fail(app, STATUS_USAGE, "unknown command '%.*s'\n'infoview help' lists the commands",
                    STR_ARGS(word));
}

/* Takes the command's word out of the others and runs it. */
static int run(struct app *app, int argc, char **argv)
{
    int at = opt_find_command(argc, argv);
    const struct command *command;

    if (at < 0) {
        int words = opt_parse(app, NULL, argc, argv, NULL);

        if (words >= 0)
            help_start(&app->out);
        return words >= 0 ? STATUS_DONE : app->status;
    }
    command = command_find(str_from(argv[at]));
    if (!command)
        return unknown_command(app, str_from(argv[at]));
    memmove(argv + at, argv + at + 1, (size_t)(argc - at - 1) * sizeof *argv);
    return command->run(app, argc - 1, argv);
}

/*
 * The descriptors 0 to 2 are never left free: a file of the vault that took one
 * of them would be written to by the next message.
 */
static void hold_standard_streams(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
}

int main(int argc, char **argv)
{
    struct app app = {.today = app_local_today(NULL)};
    int status = STATUS_DONE;

    hold_standard_streams();
    screen_init(&app);
    if (app_read_environment(&app))
        status = STATUS_USAGE;
    else if (argc > 1)
        status = run(&app, argc - 1, argv + 1);
    else
        help_start(&app.out);
    app_flush(&app);
    vault_close(&app.vault);
    arena_free(&app.arena);
    buf_free(&app.out);
    return status;
}
