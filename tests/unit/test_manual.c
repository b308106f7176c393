/*
 * The manual pages against the tables that they describe, in both directions: fields, types, words,
 * synonyms and defaults; kinds, states and stages of what is due; rules; limits.
 *
 * A page's source is read as lists of claims. `.It Cm NAME Ns No : REST` claims "NAME: REST"; below it, after a line
 * that ends in `One of`, `Suggested:` or `Also read:`, lines `.Cm A , B .` claim words.
 */
#include "unit.h"

#include "base/diag.h"
#include "base/limits.h"
#include "vault/due.h"
#include "vault/schema.h"

static const char *const triggers[] = {"One of", "Suggested:", "Also read:"};

/* ---- reading a page */

static struct buf read_page(const char *name)
{
    struct buf path = {0}, bytes = {0};
    FILE *file;
    int c;

    buf_printf(&path, "cmd/man/%s", name);
    buf_putc(&path, '\0');
    file = fopen(path.p, "r");
    if (!file)
        fail_msg("cannot read %s: run this from the top folder", path.p);
    while (file && (c = getc(file)) != EOF)
        buf_putc(&bytes, (char)c);
    if (file)
        fclose(file);
    buf_free(&path);
    return bytes;
}

static struct str take_line(struct str *rest)
{
    size_t end = str_index(*rest, '\n', 0);
    struct str line = str_slice(*rest, 0, end);

    *rest = str_skip(*rest, end + 1);
    return line;
}

/* The lines between a title, ".Sh KINDS", and the next one; a title with subsections ends at the first of them. */
static struct str section(const struct buf *page, const char *title)
{
    struct str rest = buf_str(page), start = {0};

    while (rest.n) {
        struct str at = rest, line = take_line(&rest);

        if (start.p && (str_starts(line, STR(".Sh ")) || str_starts(line, STR(".Ss "))))
            return str_slice(start, 0, start.n - at.n);
        if (str_equal(line, str_from(title)))
            start = rest;
    }
    if (!start.p)
        fail_msg("no section '%s'", title);
    return start;
}

/* Appends the words of "A , B ." with bars between, after what stands there from an earlier line. */
static void put_words(struct buf *claims, struct str words)
{
    for (struct str word; (word = str_word(&words)).n;)
        if (!str_equal(word, STR(",")) && !str_equal(word, STR(".")))
            buf_printf(claims, "%.*s|", STR_ARGS(word));
}

static const char *trigger_of(struct str line)
{
    for (size_t i = 0; i < sizeof triggers / sizeof triggers[0]; i++)
        if (str_ends(line, str_from(triggers[i])))
            return triggers[i];
    return NULL;
}

static void put_item(struct buf *claims, struct str text)
{
    struct str mark = STR(" Ns No : ");
    size_t at = str_find(text, mark, 0);

    buf_put(claims, str_slice(text, 0, at));
    if (at < text.n) {
        buf_puts(claims, ": ");
        buf_put(claims, str_skip(text, at + mark.n));
    }
    buf_putc(claims, '\n');
}

/* What a section claims, a line each. */
static struct buf claims_of(struct str lines)
{
    struct buf claims = {0};
    bool is_list = false;

    while (lines.n) {
        struct str line = take_line(&lines);
        const char *trigger = trigger_of(line);

        if (is_list && !str_starts(line, STR(".Cm "))) {
            buf_putc(&claims, '\n');
            is_list = false;
        }
        if (str_starts(line, STR(".It Cm ")))
            put_item(&claims, str_skip(line, 7));
        else if (is_list)
            put_words(&claims, str_skip(line, 4));
        if (!trigger)
            continue;
        is_list = true;
        buf_printf(&claims, "  %s ", trigger);
    }
    if (is_list)
        buf_putc(&claims, '\n');
    return claims;
}

/* ---- comparing */

static void assert_same(struct buf *got, struct buf *wanted)
{
    struct str a = buf_str(got), b = buf_str(wanted);

    while (a.n || b.n) {
        struct str page = take_line(&a), table = take_line(&b);

        if (!str_equal(page, table))
            fail_msg("the page has '%.*s', the table '%.*s'", STR_ARGS(page), STR_ARGS(table));
    }
    buf_free(got);
    buf_free(wanted);
}

static bool has_line(const struct buf *lines, struct str wanted)
{
    for (struct str rest = buf_str(lines); rest.n;)
        if (str_equal(take_line(&rest), wanted))
            return true;
    return false;
}

/* The same lines in any order, each once. */
static void assert_same_set(struct buf *got, struct buf *wanted)
{
    for (struct str rest = buf_str(got), line; rest.n;)
        if (line = take_line(&rest), !has_line(wanted, line))
            fail_msg("only the page has '%.*s'", STR_ARGS(line));
    for (struct str rest = buf_str(wanted), line; rest.n;)
        if (line = take_line(&rest), !has_line(got, line))
            fail_msg("only the table has '%.*s'", STR_ARGS(line));
    assert_int_equal(got->n, wanted->n);
    buf_free(got);
    buf_free(wanted);
}

/* Cuts "a , b" into a line each. */
static void split_items(struct buf *claims)
{
    struct buf lines = {0};

    for (struct str rest = buf_str(claims); rest.n;)
        for (struct str line = take_line(&rest), word; (word = str_word(&line)).n;)
            if (!str_equal(word, STR(",")))
                buf_printf(&lines, "%.*s\n", STR_ARGS(word));
    buf_free(claims);
    *claims = lines;
}

/* ---- infoview-format(5) */

static void put_list(struct buf *out, const char *trigger, const char *words)
{
    if (words)
        buf_printf(out, "  %s %s|\n", trigger, words);
}

/* The names of the hidden rows after this one, which are read as part of it; and its synonyms. */
static void put_synonyms(struct buf *out, const struct field *field, const struct field *end)
{
    struct buf names = {0};

    for (const struct field *part = field + 1; part < end && part->flags & FIELD_HIDDEN; part++)
        buf_printf(&names, "%s%s", names.n ? "|" : "", part->name);
    if (field->synonyms)
        buf_printf(&names, "%s%s", names.n ? "|" : "", field->synonyms);
    buf_putc(&names, '\0');
    put_list(out, "Also read:", *names.p ? names.p : NULL);
    buf_free(&names);
}

static void put_field(struct buf *out, const struct field *field, const struct field *end)
{
    buf_printf(out, "%s: ", field->name);
    schema_type_write(out, field);
    if (field->flags & FIELD_REQUIRED)
        buf_puts(out, "; required");
    if (field->standard)
        buf_printf(out, "; default %s", *field->standard ? field->standard : "empty");
    buf_putc(out, '\n');
    put_list(out, field->type == TYPE_WORD ? "One of" : "Suggested:", field->words);
    put_synonyms(out, field, end);
}

static void fields_are_those_of_the_schema(void **state)
{
    struct buf page = read_page("infoview-format.5");
    size_t count;
    const struct field *fields = schema_fields(&count);

    (void)state;
    for (int kind = 0; kind < (int)KIND_COUNT; kind++) {
        struct buf title = {0}, wanted = {0}, got;

        buf_printf(&title, ".Ss %s", kind_name((enum kind)kind));
        buf_putc(&title, '\0');
        got = claims_of(section(&page, kind == KIND_SETTINGS ? ".Sh SETTINGS" : title.p));
        for (size_t i = 0; i < count; i++)
            if ((int)fields[i].kind == kind && !(fields[i].flags & FIELD_HIDDEN))
                put_field(&wanted, &fields[i], fields + count);
        assert_same(&got, &wanted);
        buf_free(&title);
    }
    buf_free(&page);
}

static void log_words_are_those_that_are_read(void **state)
{
    struct buf page = read_page("infoview-format.5"), wanted = {0}, got;

    (void)state;
    got = claims_of(section(&page, ".Ss Log"));
    buf_puts(&wanted, "  One of ");
    for (int kind = MD_LOG_OTHER + 1; *md_log_kind_name((enum md_log_kind)kind); kind++)
        buf_printf(&wanted, "%s|", md_log_kind_name((enum md_log_kind)kind));
    buf_printf(&wanted, "%s|\n",
               md_log_kind_name(MD_LOG_OTHER)); /* the last one: what is none of the others */
    assert_same(&got, &wanted);
    buf_free(&page);
}

static void rules_are_those_of_check(void **state)
{
    struct buf page = read_page("infoview-format.5"), wanted = {0}, got;

    (void)state;
    got = claims_of(section(&page, ".Sh FINDINGS"));
    for (int i = 0; i < RULE_COUNT; i++)
        buf_printf(&wanted, "%s: %s\n", rule_id((enum rule)i),
                   rule_severity((enum rule)i) == SEVERITY_ERROR ? "error" : "warning");
    assert_same_set(&got, &wanted);
    buf_free(&page);
}

static void limits_are_those_that_hold(void **state)
{
    struct buf page = read_page("infoview-format.5");
    struct str lines = section(&page, ".Sh LIMITS");
    const struct {
        int number;
        const char *unit;
    } limits[] = {
        {LIMIT_FILE / 1024 / 1024, " MiB"},  {LIMIT_FRONT_MATTER / 1024, " KiB"},
        {LIMIT_SCALAR / 1024, " KiB"},       {LIMIT_BODY / 1024, " KiB"},
        {LIMIT_YAML_DEPTH, " deep"},         {LIMIT_YAML_NODES, " values"},
        {LIMIT_BODY_BRACKETS, "\n.Ql [\\&"}, {LIMIT_FOLDER_DEPTH, " deep"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct buf text = {0};

        buf_printf(&text, " %d%s", limits[i].number, limits[i].unit);
        if (str_find(lines, buf_str(&text), 0) == lines.n)
            fail_msg("no '%.*s' among the limits", STR_ARGS(buf_str(&text)));
        buf_free(&text);
    }
    buf_free(&page);
}

/* ---- infoview-followups(7) */

static void kinds_are_those_that_fall_due(void **state)
{
    struct buf page = read_page("infoview-followups.7"), wanted = {0}, got;

    (void)state;
    got = claims_of(section(&page, ".Sh KINDS"));
    for (int i = 0; i < DUE_KIND_COUNT; i++)
        buf_printf(&wanted, "%s\n", due_kind_name((enum due_kind)i));
    assert_same(&got, &wanted); /* the order of the page is the rank */
    buf_free(&page);
}

static void states_are_those_of_an_item(void **state)
{
    struct buf page = read_page("infoview-followups.7"), wanted = {0}, got;

    (void)state;
    got = claims_of(section(&page, ".Sh STATES"));
    for (int i = 0; i < STATE_COUNT; i++)
        buf_printf(&wanted, "%s\n", due_state_name((enum due_state)i));
    assert_same(&got, &wanted);
    buf_free(&page);
}

static void stages_are_those_of_a_contact(void **state)
{
    struct buf page = read_page("infoview-followups.7"), wanted = {0}, got;

    (void)state;
    got = claims_of(section(&page, ".Sh STAGES"));
    split_items(&got);
    for (int i = 0; i < STAGE_COUNT; i++)
        buf_printf(&wanted, "%s\n", stage_name((enum stage)i));
    assert_same_set(&got, &wanted); /* the order of the page is which holds first */
    buf_free(&page);
}

/* Every period and number that the page gives stands beside the setting that changes it. */
static void settings_are_named_where_they_count(void **state)
{
    static const enum key keys[] = {SET_THANK_DUE,    SET_PROMISE_DUE,   SET_MIN_QUESTIONS,
                                    SET_ASK_REFERRER, SET_TELL_REFERRER, SET_SCHEDULE_AFTER,
                                    SET_NUDGE_AFTER,  SET_NUDGE_TIMES,   SET_KEEP_IN_TOUCH,
                                    SET_ASK_AFTER,    SET_REVIEW_EVERY};
    struct buf page = read_page("infoview-followups.7");
    struct str lines = section(&page, ".Sh KINDS");

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const char *name = schema_field(KIND_SETTINGS, keys[i])->name;
        struct buf text = {0};

        buf_printf(&text, ".Pq Cm %s", keys[i] == SET_THANK_DUE ? "thank_you" : name);
        if (str_find(lines, buf_str(&text), 0) == lines.n)
            fail_msg("no '%.*s' among the kinds", STR_ARGS(buf_str(&text)));
        buf_free(&text);
    }
    buf_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_those_of_the_schema),
        cmocka_unit_test(log_words_are_those_that_are_read),
        cmocka_unit_test(rules_are_those_of_check),
        cmocka_unit_test(limits_are_those_that_hold),
        cmocka_unit_test(kinds_are_those_that_fall_due),
        cmocka_unit_test(states_are_those_of_an_item),
        cmocka_unit_test(stages_are_those_of_a_contact),
        cmocka_unit_test(settings_are_named_where_they_count),
    };

    return unit_run(tests);
}
