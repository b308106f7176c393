#include "cmd.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/dateword.h"
#include "base/near.h"
#include "base/utf8.h"
#include "manual.h"
#include "screen.h"

/* Values of the global options, before they are understood. */
struct globals {
    const char *folder, *format, *colour, *hyperlink, *today;
    bool quiet, dry_run, no_commit, no_input, json, short_help, help, version;
};

#define AT(member) offsetof(struct globals, member)

const struct opt global_options[] = {
    {'C', "vault", OPT_TEXT, AT(folder), "DIR", "the vault's folder"},
    {'q', "quiet", OPT_FLAG, AT(quiet), NULL, "leave out hints and counts; errors are still told"},
    {'n', "dry-run", OPT_FLAG, AT(dry_run), NULL, "show what would be written, write nothing"},
    {0, "no-commit", OPT_FLAG, AT(no_commit), NULL, "write, but leave the commit to you"},
    {0, "no-input", OPT_FLAG, AT(no_input), NULL, "never ask"},
    {0, "format", OPT_TEXT, AT(format), "FORMAT", "text, json, jsonl, csv or tsv; of check also github"},
    {0, "json", OPT_FLAG, AT(json), NULL, "the same as --format json"},
    {0, "color", OPT_TEXT, AT(colour), "WHEN", "colour: auto, always or never"},
    {0, "hyperlink", OPT_TEXT, AT(hyperlink), "WHEN", "links on paths and addresses: the same words"},
    {0, "today", OPT_TEXT, AT(today), "DATE", "take this day for today"},
    {'h', NULL, OPT_FLAG, AT(short_help), NULL, "help on one screen, examples first"},
    {0, "help", OPT_FLAG, AT(help), NULL, "the manual page; of a command, its part"},
    {0, "version", OPT_FLAG, AT(version), NULL, "the version"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

static bool is_end(const struct opt *option)
{
    return !option->name && !option->letter;
}

static const struct opt *find_name(const struct opt *options, struct str name)
{
    for (; options && !is_end(options); options++)
        if (options->name && str_equal(str_from(options->name), name))
            return options;
    return NULL;
}

static const struct opt *find_letter(const struct opt *options, char letter)
{
    for (; options && !is_end(options); options++)
        if (options->letter == letter)
            return options;
    return NULL;
}

/* ---- where the command's name is, before its options are known */

static const struct opt *find(const struct opt *options, struct str name, char letter)
{
    return letter ? find_letter(options, letter) : find_name(options, name);
}

/* Of the command, or without one of any; else of all. */
static const struct opt *find_option(const struct command *command, struct str name, char letter)
{
    const struct opt *option = command ? find(command->options, name, letter) : NULL;

    if (!option)
        option = find(global_options, name, letter);
    for (size_t i = 0; !option && !command && commands[i]; i++)
        option = find(commands[i]->options, name, letter);
    return option;
}

const struct opt *opt_of_word(const struct command *command, struct str word, struct str *value)
{
    const struct opt *last = NULL;
    size_t equals = str_index(word, '=', 0);

    *value = (struct str){0};
    if (str_starts(word, STR("--"))) {
        if (equals < word.n)
            *value = (struct str){word.p + equals + 1, word.n - equals - 1};
        return find_option(command, str_slice(word, 2, equals), 0);
    }
    for (size_t i = 1; i < word.n; i++) {
        const struct opt *option = find_option(command, (struct str){0}, word.p[i]);

        if (option && option->type != OPT_FLAG) {
            if (i + 1 < word.n)
                *value = str_skip(word, i + 1);
            return option;
        }
        if (option)
            last = option;
    }
    return last;
}

/* Whether the next word belongs to this one as its value. */
static bool wants_next(struct str word)
{
    struct str value;
    const struct opt *option = opt_of_word(NULL, word, &value);

    return option && option->type != OPT_FLAG && !value.p;
}

/* No option is a digit. */
bool opt_is_option(const char *word)
{
    return word[0] == '-' && word[1] && !is_digit(word[1]);
}

int opt_find_command(int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        struct str word = str_from(argv[i]);

        if (str_equal(word, STR("--")))
            return i + 1 < argc ? i + 1 : -1;
        if (!opt_is_option(argv[i]))
            return i;
        i += wants_next(word);
    }
    return -1;
}

/* ---- reading them */

struct parse {
    struct app *app;
    const struct command *command;
    struct globals globals;
    void *own; /* the command's options struct */
    char **argv;
    int argc, at;
};

static void offer_names(struct near *near, const struct opt *options)
{
    for (; options && !is_end(options); options++)
        if (options->name)
            near_offer(near, str_from(options->name));
}

static int unknown(struct parse *parse, struct str word, struct str name)
{
    struct near near = {.word = name, .limit = 2};

    offer_names(&near, parse->command ? parse->command->options : NULL);
    offer_names(&near, global_options);
    if (near.found.n)
        return app_fail(parse->app, STATUS_USAGE, "unknown option '%.*s'\ndid you mean '--%.*s'?",
                        STR_ARGS(word), STR_ARGS(near.found));
    return app_fail(parse->app, STATUS_USAGE, "unknown option '%.*s'\n'infoview help' lists what there is",
                    STR_ARGS(word));
}

static int store(struct parse *parse, const struct opt *option, bool is_own, const char *value)
{
    char *base = is_own ? parse->own : (char *)&parse->globals;
    void *to = base + option->offset;
    uint32_t number;

    switch (option->type) {
    case OPT_FLAG: *(bool *)to = true; return 0;
    case OPT_TEXT: *(const char **)to = value; return 0;
    case OPT_NUMBER:
        if (!str_number(str_from(value), 100000, &number))
            return app_fail(parse->app, STATUS_USAGE, "--%s takes a whole number up to 100000, not '%s'",
                            option->name, value);
        *(int *)to = (int)number;
        return 0;
    }
    return 0;
}

/* The value of an option: what is `attached`, else the next word. */
static int take(struct parse *parse, const struct opt *option, bool is_own, const char *attached)
{
    const char *value = attached;

    if (option->type == OPT_FLAG && attached)
        return app_fail(parse->app, STATUS_USAGE, "--%s takes no value", option->name);
    if (option->type != OPT_FLAG && !value) {
        if (parse->at >= parse->argc)
            return app_fail(parse->app, STATUS_USAGE, "'%s' needs a value: %s", parse->argv[parse->at - 1],
                            option->argument);
        value = parse->argv[parse->at++];
    }
    return store(parse, option, is_own, value);
}

static int parse_long(struct parse *parse, const char *word)
{
    struct str text = str_skip(str_from(word), 2);
    size_t equals = str_index(text, '=', 0);
    struct str name = str_slice(text, 0, equals);
    const struct opt *own = find_name(parse->command ? parse->command->options : NULL, name);
    const struct opt *option = own ? own : find_name(global_options, name);

    if (!option)
        return unknown(parse, str_from(word), name);
    return take(parse, option, own != NULL, equals < text.n ? text.p + equals + 1 : NULL);
}

/* `-qe` is two flags; what follows the letter of an option with a value is the value. */
static int parse_letters(struct parse *parse, const char *word)
{
    for (const char *p = word + 1; *p; p++) {
        const struct opt *own = find_letter(parse->command ? parse->command->options : NULL, *p);
        const struct opt *option = own ? own : find_letter(global_options, *p);
        int status;

        if (!option)
            return unknown(parse, str_from(word), str_from(word + 1));
        if (option->type == OPT_FLAG)
            status = store(parse, option, own != NULL, NULL);
        else
            return take(parse, option, own != NULL, p[1] ? p + 1 : NULL);
        if (status)
            return status;
    }
    return 0;
}

static int parse_words(struct parse *parse)
{
    int words = 0;
    bool is_over = false;

    while (parse->at < parse->argc) {
        char *word = parse->argv[parse->at++];
        int status = 0;

        if (is_over || !opt_is_option(word))
            parse->argv[words++] = word;
        else if (str_equal(str_from(word), STR("--")))
            is_over = true;
        else
            status = word[1] == '-' ? parse_long(parse, word) : parse_letters(parse, word);
        if (status) {
            parse->app->status = status;
            return -1;
        }
    }
    return words;
}

/* ---- understanding the global ones */

const char opt_format_words[] = "text|json|jsonl|csv|tsv|github";
const char opt_when_words[] = "auto|always|never";

static int choose(struct app *app, const char *option, const char *value, const char *words)
{
    int number = schema_word(words, str_from(value));

    if (!number)
        app_fail(app, STATUS_USAGE, "--%s takes one of %s, not '%s'", option, words, value);
    return number;
}

static bool apply_colour(struct app *app, const char *when)
{
    int number = choose(app, "color", when, opt_when_words);

    if (number > 1)
        app->screen.colour = number == 2;
    return number > 0;
}

static bool apply_hyperlink(struct app *app, const char *when)
{
    int number = choose(app, "hyperlink", when, opt_when_words);

    app->screen.links = number == 1 ? screen_can_link(app) : number == 2;
    return number > 0;
}

static bool apply_format(struct app *app, const char *format)
{
    int number = choose(app, "format", format, opt_format_words);

    if (number)
        app->format = (enum format)(number - 1);
    return number > 0;
}

/* Whether the command has the format that was asked for; else says which ones it has. */
static bool has_format(struct app *app, const struct command *command)
{
    const char *formats = command && command->formats ? command->formats : "text";
    struct str format = schema_word_at(opt_format_words, (int)app->format + 1);

    struct buf has = {0};

    if (!command || schema_word(formats, format))
        return true;
    for (const char *p = formats; *p; p++)
        buf_puts(&has, *p == '|' ? ", " : (char[]){*p, '\0'});
    app_fail(app, STATUS_USAGE, "this command has no format '%.*s'\nit has %.*s", STR_ARGS(format),
             STR_ARGS(buf_str(&has)));
    buf_free(&has);
    return false;
}

static bool apply_today(struct app *app, const char *text)
{
    struct date_frame frame = {app->today, MONDAY, DATE_EITHER};
    const char *why = NULL;
    struct stamp stamp;

    if (!date_word_parse(str_from(text), &frame, &stamp, &why)) {
        app_fail(app, STATUS_USAGE, "--today: '%s': %s", text, why);
        return false;
    }
    app->today = stamp.day;
    app->is_pinned = true;
    return true;
}

static bool apply(struct app *app, const struct globals *g)
{
    app->quiet |= g->quiet;
    app->dry_run |= g->dry_run;
    app->no_commit |= g->no_commit;
    app->no_input |= g->no_input;
    if (g->folder)
        app->folder = g->folder;
    if (g->json)
        app->format = FORMAT_JSON;
    return (!g->format || apply_format(app, g->format)) && (!g->colour || apply_colour(app, g->colour)) &&
           apply_hyperlink(app, g->hyperlink ? g->hyperlink : "auto") &&
           (!g->today || apply_today(app, g->today));
}

/* --help is the manual, through a pager; -h one screen. 0 or STATUS_USAGE, said. */
static int show_help(struct app *app, const struct command *command, const struct globals *g)
{
    if (g->colour && !apply_colour(app, g->colour))
        return STATUS_USAGE;
    app->pages = g->help;
    if (g->help)
        manual_command(app, command);
    else if (command)
        help_command(&app->out, command);
    else
        help_overview(&app->out);
    return STATUS_DONE;
}

int opt_parse(struct app *app, const struct command *command, int argc, char **argv, void *options)
{
    struct parse parse = {.app = app, .command = command, .own = options, .argv = argv, .argc = argc};
    int words = parse_words(&parse);

    if (words < 0)
        return -1;
    app->status = STATUS_DONE;
    if (parse.globals.short_help || parse.globals.help) {
        app->status = show_help(app, command, &parse.globals);
        return -1;
    }
    if (parse.globals.version) {
        buf_puts(&app->out, "infoview " INFOVIEW_VERSION "\n");
        return -1;
    }
    app->status = STATUS_USAGE;
    return apply(app, &parse.globals) && has_format(app, command) ? words : -1;
}

void opt_help(struct buf *out, const struct opt *options)
{
    for (; options && !is_end(options); options++) {
        size_t start = out->n;
        unsigned used;

        buf_puts(out, "  ");
        if (options->letter)
            buf_printf(out, "-%c", options->letter);
        if (options->letter && options->name)
            buf_puts(out, ", ");
        if (options->name)
            buf_printf(out, "--%s", options->name);
        if (options->argument)
            buf_printf(out, " %s", options->argument);
        used = utf8_width(str_skip(buf_str(out), start));
        buf_repeat(out, ' ', used < 25 ? 25 - used : 1);
        buf_printf(out, " %s\n", options->about);
    }
}
