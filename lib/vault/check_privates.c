#include "base/limits.h"
#include "base/utf8.h"
#include "vault/check_part.h"
#include "vault/interview.h"
#include "vault/link.h"

static void add_private(struct check_job *job, const struct record *contact)
{
    const struct value *aliases = record_find(contact, KEY_ALIASES);

    *vec_add(&job->privates, job->arena) =
        (struct private_name){utf8_fold(job->arena, contact->name), contact};
    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++)
        *vec_add(&job->privates, job->arena) =
            (struct private_name){utf8_fold(job->arena, aliases->texts.at[i]), contact};
}

void gather_privates(struct check_job *job)
{
    const struct records *contacts = &job->vault->records[KIND_CONTACT];

    for (uint32_t i = 0; i < contacts->n; i++)
        if (record_is_private(&contacts->at[i]))
            add_private(job, &contacts->at[i]);
}

bool is_on_pages(const struct record *record)
{
    for (uint32_t i = 0; i < record->participant_count; i++)
        if (record->participants[i].to && record_is_private(record->participants[i].to))
            return false;
    return !record_is_private(record);
}

/* Adds a finding; several names of one person in one place are one. */
static void report(const struct text *text, const struct private_name *name, struct place place)
{
    struct diags *found = &text->job->found;

    diag_hint(found,
              diag_add(found, RULE_PRIVATE_MENTION, text->path, place,
                       "'%.*s' is private, and this text would tell of them", STR_ARGS(name->contact->name)),
              "link to them, say it without the name, or put it under a heading that ends in (private)");
}

/* ---- front matter */

static bool names(struct check_job *job, struct str value, const struct private_name *name)
{
    struct str folded = utf8_fold(&job->scratch, value);

    return utf8_find_words(folded, name->folded, 0) < folded.n;
}

/* A name of theirs that is also the name of somebody else says nothing. */
static bool is_text(const struct value *value, const struct field *field)
{
    return !value->is_empty && (field->type == TYPE_TEXT || field->type == TYPE_TEXTS) &&
           field->key != KEY_NAME && field->key != KEY_ALIASES;
}

static bool value_names(struct check_job *job, const struct value *value, const struct field *field,
                        const struct private_name *name)
{
    if (field->type == TYPE_TEXT)
        return names(job, value->text, name);
    for (uint32_t i = 0; i < value->texts.n; i++)
        if (names(job, value->texts.at[i], name))
            return true;
    return false;
}

static void check_front(const struct text *text, const struct private_name *name)
{
    const struct record *record = text->record;

    for (uint32_t i = 0; record && i < record->value_count; i++) {
        const struct value *value = &record->values[i];
        const struct field *field = schema_field(record->kind, (enum key)value->key);

        if (is_text(value, field) && value_names(text->job, value, field, name))
            report(text, name, (struct place){value->line, 0});
    }
    for (uint32_t i = 0; record && i < record->extra.n; i++)
        if (names(text->job, record->extra.at[i].text, name))
            report(text, name, (struct place){record->extra.at[i].line, 0});
}

/* ---- the body */

/* The byte of `line` at which the name stands first, at or after `from`; line.n where it does not. */
static size_t find_name(struct check_job *job, struct str line, const struct private_name *name, size_t from)
{
    for (size_t at = from; at < line.n; at++) {
        struct str rest;

        if (((unsigned char)line.p[at] & 0xC0) == 0x80 || !utf8_is_word_edge(line, at))
            continue;
        rest = utf8_fold(&job->scratch, str_slice(line, at, at + 4 * name->folded.n + 8));
        if (str_starts(rest, name->folded) && utf8_is_word_edge(rest, name->folded.n))
            return at;
    }
    return line.n;
}

static bool is_private_line(const struct text *text, uint32_t line)
{
    for (uint32_t i = 0; i < text->md.ranges.n; i++) {
        const struct md_range *range = &text->md.ranges.at[i];

        if (range->is_private && line >= range->from && line <= range->to)
            return true;
    }
    return false;
}

/* The end of a link to a private person in which the byte `at` of `line` stands, or 0: pages say *somebody* there. */
static size_t private_link_end(const struct text *text, struct str line, uint32_t number, size_t at)
{
    for (uint32_t i = 0; i < text->md.links.n && line.n <= LIMIT_SHOWN_LINE; i++) {
        const struct md_link *link = &text->md.links.at[i];
        const struct record *to = NULL;
        struct extent extent;

        if (link->place.line != number)
            continue;
        link_resolve_md(text->job->vault, KIND_CONTACT, link, text->path, &to);
        extent = extent_of(line, link->place.column, false);
        if (to && record_is_private(to) && at >= extent.from && at < extent.to)
            return extent.to;
    }
    return 0;
}

static void check_line(const struct text *text, const struct private_name *name, struct str line,
                       uint32_t number)
{
    size_t from = 0, at, end;

    if (!names(text->job, line, name) || is_private_line(text, number))
        return;
    while ((at = find_name(text->job, line, name, from)) < line.n) {
        end = private_link_end(text, line, number, at);
        if (!end) {
            report(text, name, (struct place){number, utf8_column(line, at)});
            return;
        }
        from = end;
    }
}

/* A name that is broken over the end of a line. */
static void check_break(const struct text *text, const struct private_name *name, struct str line,
                        struct str next, uint32_t number)
{
    struct check_job *job = text->job;
    struct buf both = {0};

    buf_printf(&both, "%.*s %.*s", STR_ARGS(str_trim(line)), STR_ARGS(str_trim(next)));
    if (names(job, buf_str(&both), name) && !names(job, line, name) && !names(job, next, name) &&
        !is_private_line(text, number))
        report(text, name, (struct place){number, 0});
    buf_free(&both);
}

static void check_body(const struct text *text, const struct private_name *name)
{
    uint32_t number = text->front.body_line;

    for (struct str rest = text->front.body; rest.n; number++) {
        size_t end = str_index(rest, '\n', 0);
        struct str line = str_slice(rest, 0, end);

        rest = str_skip(rest, end + 1);
        check_line(text, name, line, number);
        check_break(text, name, line, str_slice(rest, 0, str_index(rest, '\n', 0)), number);
    }
}

/* All of a text with a space for each run of white space, as names are compared. */
static struct str one_line(struct check_job *job, struct str text)
{
    char *out = arena_chars(&job->scratch, text.n);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        if (!is_space(text.p[i]) || (n && out[n - 1] != ' '))
            out[n++] = is_space(text.p[i]) ? ' ' : text.p[i];
    return (struct str){out, n};
}

void check_privates(const struct text *text)
{
    struct check_job *job = text->job;
    struct str folded;

    if (!job->privates.n)
        return;
    folded = utf8_fold(&job->scratch, one_line(job, text->front.file));
    for (uint32_t i = 0; i < job->privates.n; i++)
        if (utf8_find_words(folded, job->privates.at[i].folded, 0) < folded.n) {
            check_front(text, &job->privates.at[i]);
            check_body(text, &job->privates.at[i]);
        }
}
