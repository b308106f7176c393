#include "complete.h"

#include "base/dateword.h"

/* ---- words in front of the cursor */

/* What the words so far leave open. */
struct state {
    const struct opt *waiting; /* an option whose value comes next */
    bool is_over;              /* `--` was there */
};

/* Options that change what the candidates are. */
static void apply(struct app *app, const struct opt *option, struct str value)
{
    struct date_frame frame = {app->today, MONDAY, DATE_EITHER};
    struct stamp stamp;
    const char *why;

    if (!option->name)
        return;
    if (str_equal(str_from(option->name), STR("vault")))
        app->folder = str_copy(&app->arena, value).p;
    if (str_equal(str_from(option->name), STR("today")) && date_word_parse(value, &frame, &stamp, &why))
        app->today = stamp.day;
}

static void read_option(struct complete *complete, struct state *state, struct str word)
{
    struct str value;
    const struct opt *option = opt_of_word(complete->command, word, &value);

    if (!option || option->type == OPT_FLAG)
        return;
    if (value.p)
        apply(complete->app, option, value);
    else
        state->waiting = option;
}

/* Reads the words; `command_at`: the index of the command's name, or -1. */
static struct state read_words(struct complete *complete, int argc, char **argv, int command_at)
{
    struct state state = {0};

    for (int i = 0; i < argc; i++) {
        struct str word = str_from(argv[i]);

        if (state.waiting) {
            apply(complete->app, state.waiting, word);
            state.waiting = NULL;
        } else if (!state.is_over && str_equal(word, STR("--"))) {
            state.is_over = true;
        } else if (!state.is_over && opt_is_option(argv[i])) {
            read_option(complete, &state, word);
        } else if (i != command_at) {
            *vec_add(&complete->words, &complete->app->arena) = word;
        }
    }
    return state;
}

/* ---- options */

/* The options of a table as they are written; `-h` and the like only where no long name says the same. */
static void add_options(struct complete *complete, const struct opt *options)
{
    for (; options && (options->name || options->letter); options++) {
        char letter[] = {'-', options->letter, '\0'};
        struct buf name = {0};

        buf_printf(&name, "--%s", options->name ? options->name : "");
        if (options->letter && (!options->name || str_equal(complete->typed, str_from(letter))))
            candidate_add(complete, str_from(letter), str_from(options->about));
        if (options->name)
            candidate_add(complete, str_copy(&complete->app->arena, buf_str(&name)),
                          str_from(options->about));
        buf_free(&name);
    }
}

/* The word under the cursor begins with `-`: an option, or one with its value attached. */
static void complete_option(struct complete *complete)
{
    struct str value;
    const struct opt *option = opt_of_word(complete->command, complete->typed, &value);

    if (option && option->type != OPT_FLAG && value.p) {
        complete->at = complete->typed.n - value.n;
        candidate_argument(complete, str_from(option->argument));
        return;
    }
    if (complete->command)
        add_options(complete, complete->command->options);
    add_options(complete, global_options);
}

/* ---- words */

static bool is_optional(struct str token)
{
    return str_starts(token, STR("["));
}

/* A token of "WHO [KIND] [FILE…]" without its brackets; whether it may be repeated. */
static struct str bare(struct str token, bool *repeats)
{
    token = str_skip(token, is_optional(token));
    if (str_ends(token, STR("]")))
        token.n--;
    *repeats = str_ends(token, STR("…")) && !str_ends(token, STR(",…"));
    if (*repeats)
        token.n -= STR("…").n;
    return token;
}

/*
 * The word after `index` others of the command: what its own `words` say stands there. One in brackets may
 * have been left out, so the next is possible too.
 */
static void complete_operand(struct complete *complete, uint32_t index)
{
    struct str rest = str_from(complete->command->words), token;
    bool repeats;

    for (uint32_t i = 0; (token = str_word(&rest)).n; i++) {
        struct str argument = bare(token, &repeats);

        if (i < index && !repeats)
            continue;
        candidate_argument(complete, argument);
        if (!is_optional(token))
            return;
    }
}

void complete_words(struct app *app, int argc, char **argv)
{
    struct complete complete = {.app = app, .typed = str_from(argc ? argv[argc - 1] : "")};
    int before = argc ? argc - 1 : 0;
    int command_at = opt_find_command(before, argv);
    struct state state;

    if (command_at >= 0) {
        complete.command = command_find(str_from(argv[command_at]));
        if (!complete.command)
            return;
    }
    state = read_words(&complete, before, argv, command_at);
    if (state.waiting) {
        candidate_argument(&complete, str_from(state.waiting->argument));
        return;
    }
    complete.is_operand = !state.is_over;
    if (!state.is_over && str_starts(complete.typed, STR("-"))) {
        complete.is_operand = false;
        complete_option(&complete);
    } else if (complete.command) {
        complete_operand(&complete, complete.words.n);
    } else {
        candidate_argument(&complete, STR("COMMAND"));
    }
}
