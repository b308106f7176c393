#include "help.h"

#include "base/diag.h"
#include "base/near.h"
#include "base/utf8.h"
#include "manual.h"

enum { SCREEN = 80 };

/* ---- layout */

static unsigned column_of(const struct buf *out)
{
    size_t start = out->n;

    while (start && out->p[start - 1] != '\n')
        start--;
    return utf8_width(str_skip(buf_str(out), start));
}

void help_wrap(struct buf *out, unsigned indent, struct str text)
{
    unsigned at = column_of(out);
    bool is_first = true;

    for (struct str word; (word = str_word(&text)).n; is_first = false) {
        unsigned width = utf8_width(word);

        if (!is_first && at + 1 + width > SCREEN) {
            buf_putc(out, '\n');
            buf_repeat(out, ' ', indent);
            at = indent;
            is_first = true;
        }
        if (!is_first)
            buf_putc(out, ' ');
        buf_put(out, word);
        at += !is_first + width;
    }
    buf_putc(out, '\n');
}

void help_entry(struct buf *out, unsigned cells, const char *name, const char *about)
{
    struct term plain = {0};

    buf_puts(out, "  ");
    term_cell(out, &plain, str_from(name), cells);
    buf_puts(out, "  ");
    help_wrap(out, cells + 4, str_from(about));
}

static void put_lines(struct buf *out, const char *lines)
{
    for (struct str rest = str_from(lines); rest.n;) {
        size_t end = str_index(rest, '\n', 0);

        buf_puts(out, "  ");
        buf_put(out, str_slice(rest, 0, end));
        buf_putc(out, '\n');
        rest = str_skip(rest, end + 1);
    }
}

/* ---- the screens */

static bool begins_group(size_t i)
{
    return i == 0 || !str_equal(str_from(commands[i]->group), str_from(commands[i - 1]->group));
}

/* Groups and names alone: there will be four times as many, and this is still one screen. */
static void put_names(struct buf *out)
{
    enum { GROUP_CELLS = 9 };

    for (size_t i = 0; commands[i];) {
        struct buf names = {0};
        size_t first = i;

        do
            buf_printf(&names, "%s ", commands[i++]->name);
        while (commands[i] && !begins_group(i));
        buf_putc(&names, '\0');
        help_entry(out, GROUP_CELLS, commands[first]->group, names.p);
        buf_free(&names);
    }
}

static void put_topic_names(struct buf *out, const char *head, unsigned indent)
{
    struct buf names = {0};

    for (const struct topic *topic = help_topics; topic->name; topic++)
        buf_printf(&names, "%s%s", names.n ? ", " : "", topic->name);
    buf_puts(out, head);
    help_wrap(out, indent, buf_str(&names));
    buf_free(&names);
}

void help_start(struct buf *out)
{
    buf_puts(out, "infoview keeps informational interviews in plain text and says what you owe.\n"
                  "\n"
                  "usage: infoview COMMAND [WORDS] [OPTIONS]\n"
                  "\n"
                  "New here?\n"
                  "  infoview init --demo try    a vault with eight made-up people\n"
                  "  cd try\n"
                  "  infoview report             what is due\n"
                  "  infoview next               what to do first, and how\n"
                  "\n"
                  "Commands\n");
    put_names(out);
    buf_puts(out, "\n"
                  "More\n"
                  "  infoview help               what each command does, and the options of all\n"
                  "  infoview COMMAND -h         a command by examples; --help says all about it\n");
    put_topic_names(out, "  infoview help TOPIC         ", 30);
    buf_puts(out, "  infoview --help             the manual\n");
}

void help_overview(struct buf *out)
{
    enum { NAME_CELLS = 11 };

    buf_puts(out, "usage: infoview COMMAND [WORDS] [OPTIONS]\n");
    for (size_t i = 0; commands[i]; i++) {
        if (begins_group(i))
            buf_printf(out, "\n%s\n", commands[i]->group);
        help_entry(out, NAME_CELLS, commands[i]->name, commands[i]->about);
    }
    buf_puts(out, "\nEverywhere\n");
    opt_help(out, global_options);
    buf_puts(out, "\nTopics: infoview help TOPIC\n");
    for (const struct topic *topic = help_topics; topic->name; topic++)
        help_entry(out, NAME_CELLS, topic->name, topic->about);
    buf_puts(out, "\nManual pages: infoview help PAGE\n");
    for (size_t i = 0; manual_name(i).n; i++)
        buf_printf(out, "  %.*s\n", STR_ARGS(manual_name(i)));
}

void help_command(struct buf *out, const struct command *command)
{
    enum { USAGE_INDENT = 16 };
    struct buf usage = {0};

    buf_printf(out, "infoview %s: %s\n\n", command->name, command->about);
    put_lines(out, command->examples);
    buf_printf(&usage, "usage: infoview %s %s [OPTIONS]", command->name, command->words);
    buf_putc(out, '\n');
    help_wrap(out, USAGE_INDENT, buf_str(&usage));
    buf_free(&usage);
    if (command->options) {
        buf_puts(out, "\noptions\n");
        opt_help(out, command->options);
    }
    buf_printf(out, "\nMore: infoview %s --help; options of all commands: infoview help\n", command->name);
}

/* ---- the command */

static int unknown(struct app *app, struct str word)
{
    struct near near = {.word = word, .limit = 2};

    if (command_is_later(app, word))
        return STATUS_USAGE;
    for (size_t i = 0; commands[i]; i++)
        near_offer(&near, str_from(commands[i]->name));
    for (const struct topic *topic = help_topics; topic->name; topic++)
        near_offer(&near, str_from(topic->name));
    for (size_t i = 0; manual_name(i).n; i++)
        near_offer(&near, manual_name(i));
    if (near.found.n)
        return app_fail(app, STATUS_USAGE, "there is no help on '%.*s'\ndid you mean '%.*s'?", STR_ARGS(word),
                        STR_ARGS(near.found));
    return app_fail(app, STATUS_USAGE,
                    "there is no help on '%.*s'\n'infoview help' lists the commands and topics",
                    STR_ARGS(word));
}

static int unknown_rule(struct app *app, struct str id)
{
    const char *near = rule_near(id);

    if (near)
        return app_fail(app, STATUS_USAGE, "there is no rule '%.*s'\ndid you mean 'rule:%s'?", STR_ARGS(id),
                        near);
    return app_fail(app, STATUS_USAGE, "there is no rule '%.*s'\n'infoview help rules' lists them",
                    STR_ARGS(id));
}

static bool put_topic(struct app *app, struct str name)
{
    for (const struct topic *topic = help_topics; topic->name; topic++)
        if (str_equal(str_from(topic->name), name)) {
            topic->put(app);
            return true;
        }
    return false;
}

static int put_help(struct app *app, struct str word)
{
    struct str rule = STR("rule:");
    const struct command *command = command_find(word);

    if (str_starts(word, rule))
        return help_rule(app, str_skip(word, rule.n)) ? STATUS_DONE
                                                      : unknown_rule(app, str_skip(word, rule.n));
    if (command)
        help_command(&app->out, command);
    else if (!put_topic(app, word) && !manual_page(app, word))
        return unknown(app, word);
    return STATUS_DONE;
}

static int run(struct app *app, int argc, char **argv)
{
    argc = opt_parse(app, &command_help, argc, argv, NULL);
    if (argc < 0)
        return app->status;
    if (argc > 1)
        return app_no_words(app, argc - 1, argv + 1);
    app->pages = true;
    if (argc)
        return put_help(app, str_from(argv[0]));
    help_overview(&app->out);
    return STATUS_DONE;
}

const struct command command_help = {
    .name = "help",
    .group = "Plumbing",
    .words = "[COMMAND|TOPIC|rule:ID]",
    .about = "help on a command, a topic, a manual page or a rule of check",
    .examples = "infoview help report\n"
                "infoview help dates\n"
                "infoview help rule:dead-link\n"
                "infoview help infoview-format\n",
    .run = run,
};
