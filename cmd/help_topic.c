#include <signal.h>

#include "help.h"
#include "vault/reason.h"
#include "vault/row.h"

static void dates(struct app *app)
{
    buf_puts(&app->out, "A day\n"
                        "  2026-11-21     20261121       2026-11-21T15:00\n"
                        "  today          yesterday      tomorrow\n"
                        "  friday         this friday    next friday      last friday\n"
                        "  18 nov         nov 18         18 nov 2026\n"
                        "  in 3 days      +2w            3 days ago       -3d\n"
                        "  next week      next month     next quarter     next year\n"
                        "  sow  som  soq  soy   the first day of this week, month, quarter, year\n"
                        "  eow  eom  eoq  eoy   the last one\n"
                        "\n"
                        "A period\n"
                        "  3 months       2 weeks        90d              every 2 weeks    P3M\n"
                        "  daily          weekly         fortnightly      monthly          quarterly\n"
                        "  yearly         annually       never\n"
                        "\n"
                        "What could mean two days is refused, and you are told what to write instead.\n"
                        "Files hold days as 2026-11-21, since a file is read on other days too.\n"
                        "\n"
                        "What a text means: infoview parse-date TEXT\n"
                        "More: infoview help infoview-dates\n");
}

/* ---- the format */

/* Its file: contacts/ID.md, plan.md, infoview.yaml. */
static void put_kind(struct buf *out, enum kind kind)
{
    buf_printf(out, "%s%s  ", kind == KIND_CONTACT ? "" : "\n", kind_name(kind));
    if (kind == KIND_SETTINGS)
        buf_puts(out, VAULT_SETTINGS_FILE "\n");
    else if (kind == KIND_PLAN)
        buf_puts(out, VAULT_PLAN_FILE "\n");
    else
        buf_printf(out, "%s/ID.md\n", kind_plural(kind));
}

/* A vocabulary "a|b|c" with blanks, so that its words can be wrapped. */
static void put_words(struct buf *out, const char *words)
{
    for (const char *p = words; *p; p++)
        buf_puts(out, *p == '|' ? " | " : (char[]){*p, '\0'});
}

static void put_field(struct buf *out, const struct field *field)
{
    enum { NAME_CELLS = 22 };
    struct buf text = {0};

    buf_puts(&text, field->about);
    buf_puts(&text, " (");
    if (field->type == TYPE_WORD)
        put_words(&text, field->words);
    else
        schema_type_write(&text, field);
    if (field->flags & FIELD_REQUIRED)
        buf_puts(&text, "; required");
    if (field->standard)
        buf_printf(&text, "; default %s", *field->standard ? field->standard : "empty");
    buf_puts(&text, ")");
    buf_putc(&text, '\0');
    help_entry(out, NAME_CELLS, field->name, text.p);
    buf_free(&text);
}

static void format(struct app *app)
{
    size_t count;
    const struct field *fields = schema_fields(&count);

    for (size_t i = 0; i < count; i++) {
        if (i == 0 || fields[i].kind != fields[i - 1].kind)
            put_kind(&app->out, fields[i].kind);
        if (!(fields[i].flags & FIELD_HIDDEN))
            put_field(&app->out, &fields[i]);
    }
    buf_puts(&app->out, "\n"
                        "More, with the headings, promises and log: infoview help infoview-format\n");
}

/* ---- what is derived */

static void kinds(struct app *app)
{
    enum { NAME_CELLS = 13, VERB_CELLS = 8, ABOUT_AT = 2 + NAME_CELLS + 2 + VERB_CELLS + 2 };
    struct term plain = {0};

    buf_puts(&app->out, "What 'report --kind' takes, the most pressing first, and the word it prints:\n\n");
    for (int i = 0; i < DUE_KIND_COUNT; i++) {
        enum due_kind kind = (enum due_kind)i;

        buf_puts(&app->out, "  ");
        term_cell(&app->out, &plain, str_from(due_kind_name(kind)), NAME_CELLS + 2);
        term_cell(&app->out, &plain, str_from(reason_verb(kind)), VERB_CELLS + 2);
        help_wrap(&app->out, ABOUT_AT, str_from(due_kind_about(kind)));
    }
    buf_puts(&app->out, "\nWhen each falls due: infoview help infoview-followups\n");
}

static void stages(struct app *app)
{
    enum { NAME_CELLS = 9 };

    buf_puts(&app->out, "How you stand with a person. It follows from the files and is stored nowhere.\n\n");
    for (int i = 0; i < STAGE_COUNT; i++)
        help_entry(&app->out, NAME_CELLS, stage_name((enum stage)i), stage_about((enum stage)i));
    buf_puts(&app->out, "\nThe last three are the person's 'status', and go before the others.\n"
                        "Who is where: infoview list --stage asked,replied\n"
                        "More: infoview help infoview-followups\n");
}

/* ---- what other programs need */

static void put_lists(struct buf *out, const char *command, const char *(*name)(enum list_kind), int count)
{
    struct buf names = {0};

    for (int i = 0; i < count; i++)
        buf_printf(&names, "%sinfoview/%s@1", i ? " " : "", name((enum list_kind)i));
    buf_putc(&names, '\0');
    help_entry(out, 10, command, names.p);
    buf_free(&names);
}

static void json(struct app *app)
{
    buf_puts(&app->out, "With --json a command prints one object. Its member 'schema' is its name:\n\n");
    put_lists(&app->out, "list", list_name, LIST_COUNT);
    put_lists(&app->out, "show", list_one, LIST_PROMISES);
    buf_puts(&app->out, "  build, check, doctor, draft, init, next, parse-date, prep, report\n"
                        "              infoview/NAME@1, with the command's name for NAME\n"
                        "\n"
                        "Keys are only ever added while the number stays the same. A list is never\n"
                        "null; a single value that is not known is null and never missing. Days are\n"
                        "2026-11-21. Lines and columns begin with 1; columns are cells on the screen.\n"
                        "There is no colour and nothing is cut. JSON is never chosen by itself.\n"
                        "\n"
                        "With --format jsonl, report, list and show print one object on each line.\n"
                        "\n"
                        "What is in a document: infoview schema NAME\n");
}

static const struct {
    const char *name, *about;
} variables[] = {
    {"INFOVIEW_VAULT", "the vault's folder, where -C does not name one"},
    {"INFOVIEW_TODAY", "the day to take for today, where --today does not give one"},
    {"INFOVIEW_THREADS", "how many threads read the files: 1 to 64; else one for each processor"},
    {"XDG_CONFIG_HOME", "infoview/config.yaml in this folder names your vault; else in $HOME/.config"},
    {"HOME", "your own folder"},
    {"PAGER",
     "shows what is longer than the screen: less if it is not set, no program if it is empty or cat"},
    {"BROWSER", "the program that build --open shows pages with; else xdg-open"},
    {"PATH", "where programs are looked for"},
    {"NO_COLOR", "if it is not empty, there is no colour but with --color always"},
    {"TERM", "if it is missing or 'dumb': no colour, no link and no pager"},
    {"VISUAL", "your editor"},
    {"EDITOR", "your editor, where VISUAL is not set; else vi"},
    {"TMPDIR", "where an editor gets its copy of a file; else /tmp"},
    {"GIT_AUTHOR_NAME", "who wrote what init commits; git's own settings hold where it is not set"},
    {"GIT_AUTHOR_EMAIL", "their address"},
    {"GIT_COMMITTER_NAME", "who commits it"},
    {"GIT_COMMITTER_EMAIL", "their address"},
    {"EMAIL", "your address, where git knows none"},
    {"GIT_CONFIG_GLOBAL", "the file with your git settings"},
    {"GIT_CEILING_DIRECTORIES", "folders above which init looks for no repository"},
};

static void environment(struct app *app)
{
    enum { NAME_CELLS = 23 };

    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        help_entry(&app->out, NAME_CELLS, variables[i].name, variables[i].about);
}

static const struct {
    int status;
    const char *about;
} statuses[] = {
    {STATUS_DONE, "done; also when nothing is due or nothing fits"},
    {STATUS_FINDINGS, "found something: check an error (with --strict a warning too), report -e "
                      "something due or unreadable"},
    {STATUS_USAGE, "wrong words: an unknown option, name or date, or a name that fits several"},
    {STATUS_CANNOT, "cannot work: no vault, a folder that cannot be read, a full disk"},
    {STATUS_NEEDS_YOU, "needs you: a file changed meanwhile, two versions to choose from"},
    {128 + SIGINT, "interrupted, as by Ctrl-C"},
};

static void exit_codes(struct app *app)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        buf_printf(&app->out, "%3d  ", statuses[i].status);
        help_wrap(&app->out, 5, str_from(statuses[i].about));
    }
}

const struct topic help_topics[] = {
    {"dates", "how to write days and periods", dates},
    {"format", "the fields of each kind of file, and the settings", format},
    {"kinds", "what can be due", kinds},
    {"stages", "how you stand with a person", stages},
    {"rules", "what check finds", help_rules},
    {"json", "the documents that other programs read", json},
    {"environment", "the variables that are read", environment},
    {"exit-codes", "what the status at the end means", exit_codes},
    {NULL, NULL, NULL},
};

const char *help_topic(size_t index)
{
    return index < sizeof help_topics / sizeof help_topics[0] ? help_topics[index].name : NULL;
}
