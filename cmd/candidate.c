#include "base/dateword.h"
#include "base/utf8.h"
#include "complete.h"
#include "embedded.h"
#include "site/model.h"
#include "vault/document.h"
#include "vault/filter.h"
#include "vault/reason.h"

/* ---- printing one */

static bool begins(struct str value, struct str part)
{
    struct arena scratch = {0};
    bool is_start = str_starts(utf8_fold(&scratch, value), utf8_fold(&scratch, part));

    arena_free(&scratch);
    return is_start;
}

/* Whether a shell can show it and put it on a line: nothing in it that utf8_clean would change. */
static bool is_clean(struct str value)
{
    struct buf clean = {0};
    bool is_same;

    utf8_clean(&clean, value);
    is_same = str_equal(buf_str(&clean), value);
    buf_free(&clean);
    return is_same;
}

void candidate_put(struct complete *complete, struct str value, struct str about)
{
    struct app *app = complete->app;
    bool is_option = complete->is_operand && !complete->at && str_starts(value, STR("-"));

    if (!value.n || is_option || !is_clean(value) || map_find(&complete->seen, value))
        return;
    value = str_copy(&app->arena, value);
    map_set(&complete->seen, &app->arena, value, complete);
    buf_put(&app->out, str_slice(complete->typed, 0, complete->at));
    buf_put(&app->out, value);
    buf_putc(&app->out, '\t');
    utf8_clean(&app->out, about);
    buf_putc(&app->out, '\n');
}

void candidate_add(struct complete *complete, struct str value, struct str about)
{
    if (begins(value, complete_part(complete)))
        candidate_put(complete, value, about);
}

static void add(struct complete *complete, const char *value, const char *about)
{
    candidate_add(complete, str_from(value), str_from(about));
}

static void add_words(struct complete *complete, const char *words)
{
    struct str word;

    for (int i = 1; (word = schema_word_at(words, i)).n; i++)
        candidate_add(complete, word, (struct str){0});
}

/* ---- what every infoview knows */

static void add_commands(struct complete *complete)
{
    for (size_t i = 0; commands[i]; i++)
        add(complete, commands[i]->name, commands[i]->about);
}

static void add_topics(struct complete *complete)
{
    for (size_t i = 0; help_topic(i); i++)
        add(complete, help_topic(i), "");
}

/* Of what is due; of `log` the ways to be in touch. */
static void add_kinds(struct complete *complete)
{
    for (int i = 0; complete->command == &command_log && i <= (int)MD_LOG_NOTE; i++)
        add(complete, md_log_kind_name((enum md_log_kind)i), "");
    if (complete->command == &command_log)
        return;
    for (int i = 0; i < DUE_KIND_COUNT; i++)
        add(complete, due_kind_name((enum due_kind)i), reason_verb((enum due_kind)i));
}

static void add_stages(struct complete *complete)
{
    for (int i = 0; i < STAGE_COUNT; i++)
        add(complete, stage_name((enum stage)i), "");
}

static void add_rules(struct complete *complete)
{
    for (int i = 0; i < RULE_COUNT; i++)
        add(complete, rule_id((enum rule)i),
            rule_severity((enum rule)i) == SEVERITY_ERROR ? "error" : "warning");
}

/* The pages `rule:ID` of help; as there are many, they are shown when somebody asks for them. */
static void add_rule_pages(struct complete *complete)
{
    static const struct str head = {"rule:", 5};

    if (str_starts(complete_part(complete), head)) {
        complete->at += head.n;
        add_rules(complete);
    } else {
        candidate_add(complete, head, STR("a page for each finding"));
    }
}

/* What `templates dump` can bring out. */
static void add_templates(struct complete *complete)
{
    static const char *const folders[] = {"site/", "init/templates/"};

    for (size_t i = 0; i < embedded_count; i++)
        for (size_t k = 0; k < sizeof folders / sizeof folders[0]; k++)
            if (str_starts(str_from(embedded_files[i].path), str_from(folders[k])))
                add(complete, embedded_files[i].path + strlen(folders[k]), "");
}

/* The schemas of pages, `page:NAME`. */
static void add_page_schemas(struct complete *complete)
{
    const char *page, *about;
    struct buf name = {0};

    for (size_t i = 0; model_page_at(i, &page, &about); i++) {
        buf_reset(&name);
        buf_printf(&name, "page:%s", page);
        candidate_add(complete, buf_str(&name), str_from(about));
    }
    buf_free(&name);
}

/* What `schema` has: kinds of records, documents, pages. */
static void add_schemas(struct complete *complete)
{
    struct document document;
    struct buf name = {0};

    if (complete->command == &command_templates)
        add_templates(complete);
    if (complete->command != &command_schema)
        return; /* the NAME of something that is to be made */
    for (int i = 0; i < KIND_COUNT; i++)
        add(complete, kind_name((enum kind)i), kind_about((enum kind)i));
    for (size_t i = 0; document_at(i, &document); i++) {
        if (document.is_part)
            continue;
        buf_reset(&name);
        document_name_write(&name, &document);
        candidate_add(complete, buf_str(&name), str_from(document.about));
    }
    buf_free(&name);
    add_page_schemas(complete);
}

static void add_formats(struct complete *complete)
{
    const struct command *command = complete->command;

    add_words(complete, command && command->formats ? command->formats : opt_format_words);
}

static void add_whens(struct complete *complete)
{
    add_words(complete, opt_when_words);
}

/* The shell knows paths better: it is told so, and nothing else. */
static void ask_for_files(struct complete *complete)
{
    buf_puts(&complete->app->out, COMPLETE_FILES "\n");
}

static void ask_for_folders(struct complete *complete)
{
    buf_puts(&complete->app->out, COMPLETE_FOLDERS "\n");
}

/* ---- dates */

static void add_date(struct complete *complete, struct str words)
{
    struct date_frame frame = {complete->app->today, MONDAY, DATE_EITHER};
    struct buf about = {0};
    struct stamp stamp;
    const char *why;

    if (date_word_parse(words, &frame, &stamp, &why)) {
        date_iso_write(&about, stamp.day);
        candidate_add(complete, words, buf_str(&about));
    }
    buf_free(&about);
}

static void add_dates(struct complete *complete)
{
    static const char *const words[] = {"today",      "tomorrow",   "yesterday",  "next week",
                                        "next month", "eow",        "eom",        "in 3 days",
                                        "in 1 week",  "in 2 weeks", "1 week ago", "1 month ago"};
    static const char *const heads[] = {"", "next ", "last "};
    struct buf text = {0};

    if (complete_part(complete).n)
        add_date(complete, complete_part(complete)); /* so that it is seen what the words mean */
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        add_date(complete, str_from(words[i]));
    for (size_t head = 0; head < sizeof heads / sizeof heads[0]; head++)
        for (int day = MONDAY; day <= SUNDAY; day++) {
            buf_reset(&text);
            buf_printf(&text, "%s%s", heads[head], date_weekday_name(day));
            add_date(complete, buf_str(&text));
        }
    buf_free(&text);
}

/* ---- what stands in the vault */

/* Opens the vault, once; false where there is none. `bodies`: promises and the like are wanted too. */
static bool open_vault(struct complete *complete, bool bodies)
{
    static const struct record_want front = {0};

    return complete->app->vault_path.n || app_open_vault(complete->app, bodies ? &want_all : &front) == 0;
}

/* Whether the words typed begin a word of the record's name or of an alias: "lim" and "ana l" in "Ana Lima". */
static bool is_called(const struct record *record, struct str plain, struct arena *scratch)
{
    const struct value *aliases =
        schema_field(record->kind, KEY_ALIASES) ? record_find(record, KEY_ALIASES) : NULL;
    uint32_t count = 1 + (aliases ? aliases->texts.n : 0);

    for (uint32_t i = 0; plain.n && i < count; i++) {
        struct str name = utf8_plain(scratch, i ? aliases->texts.at[i - 1] : record->name);

        for (size_t at = 0; (at = str_find(name, plain, at)) < name.n; at++)
            if (utf8_is_word_edge(name, at))
                return true;
    }
    return false;
}

/*
 * Nobody's id begins with what is typed. One person who is called so becomes the id. Several would
 * take away what is typed, as their ids have nothing in common with it: only whole names that go on from it are shown.
 */
static void add_called(struct complete *complete, const struct records *records)
{
    struct arena scratch = {0};
    struct str plain = utf8_plain(&complete->app->arena, complete_part(complete));
    const struct record *only = NULL;
    uint32_t count = 0;

    for (uint32_t i = 0; i < records->n; i++)
        if (is_called(&records->at[i], plain, &scratch)) {
            only = &records->at[i];
            count++;
        }
    if (count == 1 && !(str_index(plain, ' ', 0) < plain.n && begins(only->name, complete_part(complete))))
        candidate_put(complete, only->id, only->name);
    else
        for (uint32_t i = 0; i < records->n; i++)
            candidate_add(complete, records->at[i].name, records->at[i].id);
    arena_free(&scratch);
}

/* The records of a kind: ids that begin with what is typed, else those who are called so. */
static void add_records(struct complete *complete, enum kind kind)
{
    const struct records *records = &complete->app->vault.records[kind];
    size_t before = complete->app->out.n;

    for (uint32_t i = 0; i < records->n; i++)
        if (!records->at[i].is_unreadable)
            candidate_add(complete, records->at[i].id, records->at[i].name);
    if (complete->app->out.n == before && complete_part(complete).n)
        add_called(complete, records);
}

/* `new` makes people; of those there are only a meeting has use. */
static void add_people(struct complete *complete)
{
    bool is_new = complete->command == &command_new && complete->is_operand;

    if (is_new && !str_equal(complete->words.at[0], STR("interview")))
        return;
    if (open_vault(complete, false))
        add_records(complete, KIND_CONTACT);
}

static void add_targets(struct complete *complete)
{
    if (open_vault(complete, false))
        add_records(complete, KIND_TARGET);
}

static void add_interviews(struct complete *complete)
{
    if (open_vault(complete, false))
        add_records(complete, KIND_INTERVIEW);
}

/* ---- fields of a record, and what they take */

/* The kind of the record that the first word names. */
static enum kind kind_named(struct complete *complete)
{
    struct str word = complete->words.n ? complete->words.at[0] : (struct str){0};

    if (str_equal(word, STR("plan")))
        return KIND_PLAN;
    for (int kind = KIND_INTERVIEW; kind < (int)KIND_FOLDERS && open_vault(complete, false); kind++)
        if (vault_find(&complete->app->vault, (enum kind)kind, word))
            return (enum kind)kind;
    return KIND_CONTACT;
}

static void add_keys(struct complete *complete)
{
    enum kind kind = kind_named(complete);
    size_t count;
    const struct field *fields = schema_fields(&count);

    for (size_t i = 0; i < count; i++)
        if (fields[i].kind == kind && !(fields[i].flags & FIELD_HIDDEN))
            add(complete, fields[i].name, fields[i].about);
}

/* The words of the field that the second word names. */
static void add_field_words(struct complete *complete)
{
    const struct field *field =
        complete->words.n > 1 ? schema_find(kind_named(complete), complete->words.at[1]) : NULL;

    if (field && field->words)
        add_words(complete, field->words);
}

/* Every record that has a file of its own. */
static void add_any(struct complete *complete)
{
    for (int kind = 0; kind < (int)KIND_FOLDERS && open_vault(complete, false); kind++)
        add_records(complete, (enum kind)kind);
}

/* ---- fields and filters of a list */

static enum list_kind list_of(const struct complete *complete)
{
    enum list_kind list;

    return complete->command == &command_list && complete->words.n && list_find(complete->words.at[0], &list)
               ? list
               : LIST_CONTACTS;
}

static const char *about_column(enum list_kind list, const char *name)
{
    enum kind kind = list == LIST_PROMISES ? KIND_CONTACT : (enum kind)list;
    const struct field *field = schema_find(kind, str_from(name));

    return field ? field->about : "";
}

/* `end` follows each name: ":" in a filter. */
static void add_columns(struct complete *complete, const char *end)
{
    enum list_kind list = list_of(complete);
    struct columns all = column_all(list, &complete->app->arena);
    struct buf name = {0};

    for (uint32_t i = 0; i < all.n; i++) {
        buf_reset(&name);
        buf_printf(&name, "%s%s", all.at[i].name, end);
        candidate_add(complete, buf_str(&name), str_from(about_column(list, all.at[i].name)));
    }
    buf_free(&name);
}

static void add_fields(struct complete *complete)
{
    if (!complete->is_list && str_starts(complete_part(complete), STR("-")))
        complete->at++; /* --sort -FIELD */
    add_columns(complete, "");
}

static bool visit_value(void *context, struct str text)
{
    candidate_add(context, text, (struct str){0});
    return false;
}

/* The values of a column in a line; of links the ids, which are what one would type. */
static void add_cell(struct complete *complete, const struct column *column, const struct view *view,
                     const struct row *row)
{
    struct str rest;

    if (!column_links(column, row)) {
        column_any(column, view, row, visit_value, complete);
        return;
    }
    rest = column_cell(column, view, row).text;
    while (rest.n) {
        size_t end = str_find(rest, STR("; "), 0);

        candidate_add(complete, str_slice(rest, 0, end), (struct str){0});
        rest = str_skip(rest, end + 2);
    }
}

/* The values of a field in the lines of a list. */
static void add_values(struct complete *complete, enum list_kind list, struct str field)
{
    struct app *app = complete->app;
    struct column column;
    struct view view;
    struct rows rows;

    if (!column_find(list, field, &column) || !open_vault(complete, true))
        return;
    view_init(&view, &app->vault, app->today, &app->arena);
    rows = rows_of(&view, list, true);
    for (uint32_t i = 0; i < rows.n; i++)
        add_cell(complete, &column, &view, &rows.at[i]);
}

/* A word that tells one promise from another. */
static bool is_significant(struct str word)
{
    enum { SHORT = 4 };

    return utf8_width(word) >= SHORT &&
           !schema_word(
               "about|after|before|back|from|have|into|mine|some|that|their|them|then|they|this|what|"
               "when|where|which|will|with|your",
               word);
}

/* The words by which a promise that is open can be named. */
static void add_promise_words(struct complete *complete)
{
    struct app *app = complete->app;
    struct view view;
    struct rows rows;

    if (!open_vault(complete, true))
        return;
    view_init(&view, &app->vault, app->today, &app->arena);
    rows = rows_of(&view, LIST_PROMISES, false);
    for (uint32_t i = 0; i < rows.n; i++) {
        struct str text = utf8_plain(&app->arena, rows.at[i].task->text), word;
        struct buf about = {0};

        buf_printf(&about, "%.*s%s%.*s", STR_ARGS(rows.at[i].person_name),
                   rows.at[i].person_name.n ? ": " : "", STR_ARGS(rows.at[i].task->text));
        while ((word = str_word(&text)).n)
            if (is_significant(word))
                candidate_add(complete, word, buf_str(&about));
        buf_free(&about);
    }
}

/* FIELD:TERM, or a word. */
static void add_filters(struct complete *complete)
{
    enum list_kind list = list_of(complete);
    struct str part = complete_part(complete);
    size_t colon = str_index(part, ':', 0);

    if (colon < part.n) {
        complete->at += colon + 1;
        add_values(complete, list, str_slice(part, 0, colon));
        return;
    }
    if (list == LIST_PROMISES)
        add_promise_words(complete);
    add_columns(complete, ":");
}

static void add_orgs(struct complete *complete)
{
    add_values(complete, list_of(complete), STR("org"));
}

static void add_tags(struct complete *complete)
{
    add_values(complete, list_of(complete), STR("tags"));
    if (complete->command != &command_list)
        add_values(complete, LIST_INTERVIEWS, STR("tags"));
}

/* ---- THE table: what help calls a value, and what it can be */

static const struct source {
    const char *argument;
    void (*add)(struct complete *complete);
    const char *words; /* or these */
} sources[] = {
    {"COMMAND", add_commands, NULL},
    {"DATE", add_dates, NULL},
    {"DIR", ask_for_folders, NULL},
    {"FIELD", add_fields, NULL},
    {"FILE", ask_for_files, NULL},
    {"FILTER", add_filters, NULL},
    {"FORMAT", add_formats, NULL},
    {"INTERVIEW", add_interviews, NULL},
    {"KEY", add_keys, NULL},
    {"KIND", add_kinds, NULL},
    {"NAME", add_schemas, NULL},
    {"OLD", add_any, NULL},
    {"ORG", add_orgs, NULL},
    {"PERIOD", NULL, "weekly|fortnightly|monthly|quarterly|yearly|never"},
    {"RULE", add_rules, NULL},
    {"SHELL", NULL, "bash|zsh|fish"},
    {"SIZE", NULL, "256K|512K|1M|2M|4M"},
    {"STAGE", add_stages, NULL},
    {"TAG", add_tags, NULL},
    {"TARGET", add_targets, NULL},
    {"TOPIC", add_topics, NULL},
    {"VALUE", add_field_words, NULL},
    {"VIA", NULL, "in-person|video|phone|email"},
    {"WAY", NULL, "email|card|call|message|in-person"},
    {"WHAT", NULL, "contact|interview|opportunity|skill|target"},
    {"WHEN", add_whens, NULL},
    {"WHO", add_people, NULL},
    {"WORDS", add_promise_words, NULL},
    {"rule:ID", add_rule_pages, NULL},
};

/* One of "WHO|plan": a row of the table, or a word that stands for itself. */
static void add_alternative(struct complete *complete, struct str argument)
{
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        if (!str_equal(argument, str_from(sources[i].argument)))
            continue;
        if (sources[i].add)
            sources[i].add(complete);
        else
            add_words(complete, sources[i].words);
        return;
    }
    if (argument.n && !(argument.p[0] >= 'A' && argument.p[0] <= 'Z'))
        candidate_add(complete, argument, (struct str){0});
}

/* Goes past the items of a list that are complete; they are not offered again. */
static void skip_items(struct complete *complete)
{
    struct str typed = complete->typed;
    size_t comma;

    while ((comma = str_index(typed, ',', complete->at)) < typed.n) {
        struct str item = str_trim(str_slice(typed, complete->at, comma));

        map_set(&complete->seen, &complete->app->arena, item, complete);
        complete->at = comma + 1;
    }
}

void candidate_argument(struct complete *complete, struct str argument)
{
    size_t at;

    complete->is_list = str_ends(argument, STR(",…"));
    if (complete->is_list) {
        argument.n -= STR(",…").n;
        skip_items(complete);
    }
    at = complete->at;
    while (argument.n) {
        size_t bar = str_index(argument, '|', 0);

        add_alternative(complete, str_slice(argument, 0, bar));
        complete->at = at;
        argument = str_skip(argument, bar + 1);
    }
}
