/*
 * What every command shares: the app it runs in, its options, how it speaks.
 * A command is one file with one `const struct command`; main.c lists them.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "base/buf.h"
#include "base/err.h"
#include "base/term.h"
#include "base/version.h"
#include "vault/vault.h"

enum status {
    STATUS_DONE = 0,
    STATUS_FINDINGS = 1,  /* report -e: something due; check: errors */
    STATUS_USAGE = 2,     /* wrong words, unknown or ambiguous name, bad date, input needed but no terminal */
    STATUS_CANNOT = 3,    /* no vault, unreadable, disk full, git failed, out of memory */
    STATUS_NEEDS_YOU = 4, /* sync conflict, file changed meanwhile */
};

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV, FORMAT_TSV, FORMAT_GITHUB };

/* One run of the program. */
struct app {
    struct buf out;     /* for standard output; written out by app_drain and at the end */
    struct term screen; /* how text for standard output is made */
    bool is_terminal;   /* standard output is one */
    bool pages;         /* what is printed may go through a pager: set by a command (pager.h) */
    int32_t today;
    bool is_pinned; /* that day was given: by --today, or in the environment */
    enum format format;
    bool quiet, dry_run, no_commit, no_input;
    bool is_writing;                     /* the vault is locked before it is read (write.h) */
    int lock;                            /* descriptor that holds the lock; 0 or less: none does */
    const char *folder;                  /* -C */
    struct vault vault;                  /* open after app_open_vault */
    const struct vault_rewrite *rewrite; /* what app_read_vault reads goes through it; NULL: nothing does */
    struct str vault_path;
    struct arena arena; /* of the run */
    int status;         /* what opt_parse stopped with */
    const char
        *kept; /* what is done already, should standard output fail: "the change is saved"; NULL: nothing */
};

enum opt_type {
    OPT_FLAG,   /* bool */
    OPT_TEXT,   /* const char *: the last one counts */
    OPT_NUMBER, /* int: a whole number from 0 to 100000 */
};

/* An option of a command, and where in the command's options struct its value goes. A zeroed one ends a table. */
struct opt {
    char letter;      /* 0: none */
    const char *name; /* without dashes */
    enum opt_type type;
    size_t offset;        /* offsetof the command's own struct, or of struct globals */
    const char *argument; /* what help calls the value */
    const char *about;    /* one line of help */
};

struct command {
    const char *name;
    const char *group;         /* heading in the overview: "Every day" … */
    const char *words;         /* what follows the name: "[WHO…]" */
    const char *about;         /* one line, without a full stop */
    const char *examples;      /* lines of `-h`, each "infoview …" */
    const struct opt *options; /* NULL: none of its own */
    const char *formats;       /* that it has for --format: "text|json"; NULL: text */
    int (*run)(struct app *app, int argc, char **argv);
};

extern const struct command command_init, command_new, command_report, command_next, command_log, command_met,
    command_move, command_cancel, command_thank, command_done, command_snooze, command_set, command_prep,
    command_draft, command_list, command_show, command_edit, command_check, command_build, command_templates,
    command_publish, command_sync, command_undo, command_rename, command_forget, command_parse_date,
    command_doctor, command_schema, command_completion, command_merge_driver, command_help;

/* All commands in the order of the overview, NULL at the end. */
extern const struct command *const commands[];
const struct command *command_find(struct str name);

/* Whether people are pointed to a command of that name, but this version does not have it; then that is said. */
bool command_is_later(struct app *app, struct str name);

/*
 * Reads the options of `argv` (the words after the program's name, the command's own
 * name taken out): the command's into `options`, the global ones into the app. Leaves
 * the other words at the start of argv and returns how many; or -1, with what
 * was wrong said (or help printed) and the exit status in app->status.
 */
int opt_parse(struct app *app, const struct command *command, int argc, char **argv, void *options);

/* The command's name among the words, by going past options and their values; its index, or -1. */
int opt_find_command(int argc, char **argv);

/* Whether a word is read as options; `-` alone and what a digit follows (`-3d`) are not. */
bool opt_is_option(const char *word);

/*
 * The option that decides what `word`, `--name[=VALUE]` or `-abcVALUE`, takes: the first that has a value, else
 * the last. NULL: unknown. `*value` becomes what is attached, its `p` NULL where nothing is. Without a
 * command the options of all are known.
 */
const struct opt *opt_of_word(const struct command *command, struct str word, struct str *value);

/* The words of --format; and of --color and --hyperlink. */
extern const char opt_format_words[], opt_when_words[];

/* What an option table looks like in help: one line each. */
void opt_help(struct buf *out, const struct opt *options);
extern const struct opt global_options[];

/* The day by the machine's clock and time zone; 0 where there is none. `*seconds_left`, if not NULL: of that day. */
int32_t app_local_today(int *seconds_left);

/* Takes INFOVIEW_TODAY; 0 or STATUS_USAGE, said. */
int app_read_environment(struct app *app);

/* Appends the path of the user's configuration file; false where there is no home. */
bool app_config_path(struct buf *path);

/* What named the vault's folder. */
enum found_by {
    FOUND_BY_NOTHING,
    FOUND_BY_OPTION,
    FOUND_BY_ENVIRONMENT,
    FOUND_ABOVE,
    FOUND_BY_CONFIGURATION
};

/* Where the vault is, and what stands against reading it. All in the app's arena. */
struct place_found {
    struct str folder, file; /* as it was named, or empty; the user's configuration, where that was asked */
    enum found_by found_by;
    struct str problem; /* as app_fail takes it; empty: none */
};

/* Opens the vault that -C, the environment, the folders above, or the configuration name. 0 or an exit status, said. */
int app_open_vault(struct app *app, const struct record_want *want);

/* As many threads as there are processors, or as INFOVIEW_THREADS says. */
unsigned app_threads(void);

/* Gives the vault and its lock back: others may write, and it can be opened again. What was read of it is gone. */
void app_close_vault(struct app *app);

/*
 * Reads the vault that app_open_vault opened, or that app_find_vault found, once more; app_close_vault must stand between. An
 * arena of the app's own may have taken the place of the one it was found with. 0 or STATUS_CANNOT, said.
 */
int app_find_vault(struct app *app);
int app_read_vault(struct app *app, const struct record_want *want);

/* The same without a word: what would have been said is in `found`. */
int app_try_vault(struct app *app, const struct record_want *want, struct place_found *found);

/*
 * Writes out what has gathered, through the pager where one is wanted; app_drain only when it is much, and
 * never before a pager. A failed write ends the program (status 3; a closed pipe: quietly).
 */
void app_drain(struct app *app);
void app_flush(struct app *app);

/* Writes a new file, as an option -o names it (`-`: standard output). 0, or an exit status, said: nothing is overwritten. */
int app_write_new(struct app *app, const char *path, struct str bytes);

/* Ends the program as SIGPIPE does: nobody reads what it writes. */
void app_end_unread(void);

/* Writes all of `s`; false with errno where that fails. */
bool app_write(int fd, struct str s);

/* "infoview: problem" on standard error, and the lines after the first one indented; returns `status`. */
ATTR_PRINTF(3, 4) int app_fail(struct app *app, int status, const char *format, ...);

/* One line of talk on standard error, unless --quiet. */
ATTR_PRINTF(2, 3) void app_say(struct app *app, const char *format, ...);

/* Says how many files could not be read, for output that has no rows for them; nothing where all could. */
void app_say_unreadable(struct app *app);

/* Refuses words after the options; 0 or STATUS_USAGE, said. */
int app_no_words(struct app *app, int argc, char **argv);

/* Says why the file of a record cannot be read, and what to do; returns `status`. */
int app_unreadable(struct app *app, int status, const struct record *record);

/* Resolves WHO among contacts; 0, or STATUS_USAGE with the candidates or near matches said. */
int app_who(struct app *app, const char *word, const struct record **contact);

/* The same among the records of a kind. */
int app_which(struct app *app, enum kind kind, const char *word, const struct record **record);

/* What report and next need of a vault. */
extern const struct record_want want_due;
/* What the commands that write need: all fields, open promises, the log. */
extern const struct record_want want_write;
/* Everything. */
extern const struct record_want want_all;

/* The screens of `infoview` alone, of `infoview help` (and `-h` alone), and of a command's `-h`. */
void help_start(struct buf *out);
void help_overview(struct buf *out);
void help_command(struct buf *out, const struct command *command);

/* The name of a topic that help has a text on, by number from 0; NULL after the last. */
const char *help_topic(size_t index);

#endif
