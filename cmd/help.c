#include "base/term.h"
#include "base/utf8.h"
#include "cmd.h"
#include "help_rule.h"

static void indent(struct buf *out, const char *lines)
{
    for (struct str rest = str_from(lines); rest.n;) {
        size_t end = str_index(rest, '\n', 0);

        buf_puts(out, "  ");
        buf_put(out, str_slice(rest, 0, end));
        buf_putc(out, '\n');
        rest = str_skip(rest, end + 1);
    }
}

static void put_padded(struct buf *out, const char *text, size_t cells)
{
    struct term plain = {0};

    term_cell(out, &plain, str_from(text), (unsigned)cells);
}

void help_overview(struct buf *out)
{
    const char *group = "";

    buf_puts(out, "infoview keeps informational interviews in plain text and says what you owe.\n"
                  "\n"
                  "usage: infoview COMMAND [WORDS] [OPTIONS]\n");
    for (size_t i = 0; commands[i]; i++) {
        if (!str_equal(str_from(group), str_from(commands[i]->group)))
            buf_printf(out, "\n%s\n", commands[i]->group);
        group = commands[i]->group;
        buf_puts(out, "  ");
        put_padded(out, commands[i]->name, 11);
        buf_printf(out, " %s\n", commands[i]->about);
    }
    buf_puts(out, "\nEverywhere\n");
    opt_help(out, global_options);
    buf_puts(out, "\nNew here? 'infoview init --demo DIR' makes a vault to try it on.\n"
                  "More: 'infoview help COMMAND', 'infoview help dates', 'infoview help exit-codes'\n");
}

/* "usage: infoview NAME WORDS [OPTIONS]", broken where it would be wider than a screen. */
static void put_usage(struct buf *out, const struct command *command)
{
    enum { SCREEN = 80, INDENT = 15 };
    struct buf text = {0};
    size_t line = out->n;

    buf_printf(&text, "infoview %s %s [OPTIONS]", command->name, command->words);
    buf_puts(out, "usage:");
    for (struct str rest = buf_str(&text), word; (word = str_word(&rest)).n;) {
        if (utf8_width(str_skip(buf_str(out), line)) + 1 + utf8_width(word) > SCREEN) {
            buf_putc(out, '\n');
            line = out->n;
            buf_repeat(out, ' ', INDENT);
        }
        buf_putc(out, ' ');
        buf_put(out, word);
    }
    buf_putc(out, '\n');
    buf_free(&text);
}

void help_command(struct buf *out, const struct command *command)
{
    buf_printf(out, "infoview %s: %s\n\n", command->name, command->about);
    indent(out, command->examples);
    buf_putc(out, '\n');
    put_usage(out, command);
    if (command->options) {
        buf_puts(out, "\noptions\n");
        opt_help(out, command->options);
    }
    buf_puts(out, "\n'infoview help' lists the options that every command has.\n");
}

/* Texts that belong to no single command. */
static const struct {
    const char *name, *text;
} topics[] = {
    {"exit-codes", "0  done; also when nothing is due or nothing fits\n"
                   "1  findings: report -e found something due or a file unreadable, check found errors\n"
                   "2  wrong words: an unknown option, name or date, or more than one person that fits\n"
                   "3  cannot work: no vault, a folder that cannot be read, a full disk\n"
                   "4  needs you: a file changed meanwhile, two versions to choose from\n"},
    {"dates", "2026-11-21   2026-11-21T15:00   20261121   today   yesterday   tomorrow\n"
              "friday   this friday   next friday   last friday   18 nov   nov 18   18 nov 2026\n"
              "eow eom eoq eoy (end of week, month, quarter, year)   sow som soq soy (start)\n"
              "next week   next month   in 3 days   +2w   3 days ago   -3d\n"
              "periods: 3 months   every 2 weeks   90d   P3M   weekly   monthly   yearly   never\n"
              "\n"
              "'infoview parse-date TEXT' shows what a text means. Files hold ISO dates only.\n"},
};

const char *help_topic(size_t index)
{
    return index < sizeof topics / sizeof topics[0] ? topics[index].name : NULL;
}

static int run(struct app *app, int argc, char **argv)
{
    const struct command *command;

    argc = opt_parse(app, &command_help, argc, argv, NULL);
    if (argc < 0)
        return app->status;
    app->pages = true;
    if (argc == 0) {
        help_overview(&app->out);
        return STATUS_DONE;
    }
    if (argc > 1)
        return app_no_words(app, argc - 1, argv + 1);
    if (str_starts(str_from(argv[0]), STR("rule:"))) {
        if (help_rule(app, str_from(argv[0] + 5)))
            return STATUS_DONE;
        return app_fail(app, STATUS_USAGE, "there is no rule '%s'\n'infoview help rules' lists them", argv[0] + 5);
    }
    if (str_equal(str_from(argv[0]), STR("rules"))) {
        help_rules(app);
        return STATUS_DONE;
    }
    command = command_find(str_from(argv[0]));
    if (command) {
        help_command(&app->out, command);
        return STATUS_DONE;
    }
    for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++)
        if (str_equal(str_from(argv[0]), str_from(topics[i].name))) {
            buf_puts(&app->out, topics[i].text);
            return STATUS_DONE;
        }
    return app_fail(app, STATUS_USAGE,
                    "there is no help on '%s'\nthere is help on every command, on dates and on exit-codes",
                    argv[0]);
}

const struct command command_help = {
    .name = "help",
    .group = "Plumbing",
    .words = "[COMMAND|TOPIC]",
    .about = "help on a command, on dates or on exit-codes",
    .examples = "infoview help report\n"
                "infoview help dates\n",
    .run = run,
};
