#include <stdlib.h>

#include "base/die.h"
#include "base/utf8.h"
#include "text/front.h"
#include "text/shown.h"
#include "vault/check_part.h"
#include "vault/link.h"

/* Adds a finding: on one line of front matter, which is one place, one for each person; of a body for each name. */
static void report(const struct text *text, const struct private_name *name, struct place place)
{
    struct diags *found = &text->job->found;
    struct told *told = place.column ? name->told : &name->person->told;
    struct str whole = name->person->contact->name;
    struct diag *diag;

    if (told->line == place.line && str_equal(told->path, text->path))
        return;
    *told = (struct told){text->path, place.line};
    if (str_equal(name->text, whole))
        diag = diag_add(found, RULE_PRIVATE_MENTION, text->path, place,
                        "'%.*s' is private, and this text would tell of them", STR_ARGS(whole));
    else
        diag = diag_add(found, RULE_PRIVATE_MENTION, text->path, place,
                        "'%.*s' is a name of '%.*s', who is private, and this text would tell of them",
                        STR_ARGS(name->text), STR_ARGS(whole));
    diag_hint(found, diag,
              "link to them, say it without the name, or put it under a heading that ends in (private)");
}

/* ---- front matter */

/* A name of theirs that is also the name of somebody else says nothing. */
static bool is_name(const struct record *record, const struct field *field)
{
    return record->kind == KIND_CONTACT && (field->key == KEY_NAME || field->key == KEY_ALIASES);
}

/* In its words, over the ends of lines too, and in the ids and addresses in it. */
static void check_text(const struct text *text, struct str value, uint32_t line)
{
    struct check_job *job = text->job;

    for (int is_seen = 0; is_seen < 2; is_seen++) {
        struct str folded = privates_fold(&job->scratch, value, is_seen).text;
        struct private_name *name;

        for (size_t at = 0; (name = privates_next(job, folded, &at)); at += name->folded.n)
            report(text, name, (struct place){line, 0});
    }
}

/* What leads to nobody is shown as it is written. */
static void check_links(const struct text *text, const struct value *value)
{
    for (uint32_t i = 0; i < value->links.n; i++) {
        const struct link *link = &value->links.at[i];

        if (link->to)
            continue;
        check_text(text, link->target, link->place.line);
        check_text(text, link->label, link->place.line);
    }
}

static void check_value(const struct text *text, const struct value *value)
{
    const struct field *field = schema_field(text->record->kind, (enum key)value->key);

    if (value->is_empty || is_name(text->record, field))
        return;
    if (field->type == TYPE_TEXT)
        check_text(text, value->text, value->line);
    for (uint32_t i = 0; field->type == TYPE_TEXTS && i < value->texts.n; i++)
        check_text(text, value->texts.at[i], value->line);
    if (field->type == TYPE_LINK || field->type == TYPE_LINKS)
        check_links(text, value);
}

static bool has_name(struct arena *scratch, struct str text, const struct private_name *name)
{
    struct str folded = privates_fold(scratch, text, true).text;

    return utf8_find_words(folded, name->folded, 0) < folded.n;
}

/* Whether somebody is called so whom the record is about: the file was named for them. */
static bool is_of_record(const struct text *text, const struct private_name *name)
{
    const struct record *record = text->record;
    struct arena *scratch = &text->job->scratch;
    bool is = has_name(scratch, record->name, name);

    for (uint32_t i = 0; i < record->participant_count && !is; i++)
        is = has_name(scratch, record->participants[i].name, name);
    return is;
}

/* What a file is called, the address of its page is too. */
static void check_id(const struct text *text)
{
    struct check_job *job = text->job;
    struct str folded = privates_fold(&job->scratch, text->record->id, true).text;
    const struct private_name *name;

    for (size_t at = 0; (name = privates_next(job, folded, &at)); at += name->folded.n)
        if (!is_of_record(text, name))
            report(text, name, (struct place){1, 1});
}

static void check_front(const struct text *text)
{
    const struct record *record = text->record;

    if (record)
        check_id(text);
    for (uint32_t i = 0; record && i < record->value_count; i++)
        check_value(text, &record->values[i]);
    for (uint32_t i = 0; record && i < record_source(record)->extra.n; i++) {
        const struct extra *extra = &record_source(record)->extra.at[i];

        check_text(text, extra->key, extra->line);
        check_text(text, extra->text, extra->line);
    }
}

/* ---- links to private people: pages say *somebody* there */

struct span {
    struct place place;
    size_t from, to; /* bytes of the file */
};

struct spans {
    VEC(struct span);
};

static int compare_spans(const void *left, const void *right)
{
    const struct span *a = left, *b = right;

    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    return (a->place.column > b->place.column) - (a->place.column < b->place.column);
}

/* Finds the bytes of each span, which are in the order of their places. */
static void measure(const struct text *text, struct spans *spans)
{
    struct str file = text->front.file;
    size_t at = (size_t)(text->front.body.p - file.p);
    struct place place = {text->front.body_line, 1};

    for (uint32_t i = 0; i < spans->n; i++) {
        struct span *span = &spans->at[i];
        struct extent extent;

        for (; place.line < span->place.line && at < file.n; place = (struct place){place.line + 1, 1})
            at = str_index(file, '\n', at) + 1;
        at = at < file.n ? at : file.n;
        extent = extent_of(str_slice(file, at, str_index(file, '\n', at)),
                           span->place.column - place.column + 1, false);
        span->from = at + extent.from;
        span->to = at + extent.to;
        at = span->from;
        place = span->place;
    }
}

/* Whether a link leads to somebody or something that pages do not tell of. */
static bool is_hidden(const void *context, const struct md_link *link)
{
    static const enum kind kinds[] = {KIND_CONTACT, KIND_INTERVIEW};
    const struct text *text = context;

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct record *to = NULL;

        link_resolve_md(text->job->vault, kinds[i], link, text->path, &to);
        if (to && !record_is_on_pages(to))
            return true;
    }
    return false;
}

static struct spans private_spans(struct text *text)
{
    struct check_job *job = text->job;
    struct spans spans = {0};

    text_read_body(text);
    for (uint32_t i = 0; i < text->md.links.n; i++) {
        const struct md_link *link = &text->md.links.at[i];

        if (is_hidden(text, link))
            *vec_add(&spans, &job->scratch) = (struct span){.place = link->place};
    }
    if (spans.n)
        qsort(spans.at, spans.n, sizeof *spans.at, compare_spans);
    measure(text, &spans);
    return spans;
}

/* ---- the body */

bool text_is_private(const struct text *text, uint32_t line)
{
    for (uint32_t i = 0; i < text->md.ranges.n; i++) {
        const struct md_range *range = &text->md.ranges.at[i];

        if (range->is_private && line >= range->from && line <= range->to)
            return true;
    }
    return false;
}

/* A name that stands in the body. */
struct mention {
    size_t at; /* byte of the file */
    const struct private_name *name;
};

struct mentions {
    VEC(struct mention);
};

/* As they stand in the file; where that is the same, the longer name first. */
static int compare_mentions(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->name->folded.n < b->name->folded.n) - (a->name->folded.n > b->name->folded.n);
}

/* Gathers the names in the bytes of the body, whatever becomes of these on a page: but those in links to private people. */
static void find_written(struct text *text, struct mentions *mentions)
{
    struct check_job *job = text->job;
    struct folded folded = privates_fold(&job->scratch, text->front.body, false);
    size_t start = (size_t)(text->front.body.p - text->front.file.p), at = 0;
    struct private_name *name = privates_next(job, folded.text, &at);
    struct spans spans = {0};

    if (!name)
        return;
    must(folded.at); /* there is text, so there are places */
    spans = private_spans(text);
    for (uint32_t i = 0; name; at += name->folded.n, name = privates_next(job, folded.text, &at)) {
        size_t offset = start + folded.at[at];

        while (i < spans.n && spans.at[i].to <= offset)
            i++;
        if (i == spans.n || offset < spans.at[i].from)
            *vec_add(mentions, &job->scratch) = (struct mention){offset, name};
    }
}

/* The words that a page shows, folded: as if all links were shown, or as they are. */
static struct folded fold_shown(const struct text *text, bool hides, struct shown *shown)
{
    struct check_job *job = text->job;
    struct md_job reading = {
        .scratch = &job->scratch, .path = text->path, .first_line = text->front.body_line};
    struct shown_want want = {.context = text, .is_hidden = hides ? is_hidden : NULL};

    shown_read(&reading, &want, text->front.body, shown);
    return privates_fold(&job->scratch, shown->text, true);
}

/* Gathers the names in the words that a page shows. Few bodies have one: only in those it is asked where links lead. */
static void find_shown(const struct text *text, struct mentions *mentions)
{
    struct check_job *job = text->job;
    size_t start = (size_t)(text->front.body.p - text->front.file.p), at = 0;
    struct shown shown;
    struct folded folded = fold_shown(text, false, &shown);
    struct private_name *name = privates_next(job, folded.text, &at);

    if (!name)
        return;
    folded = fold_shown(text, true, &shown);
    for (at = 0; (name = privates_next(job, folded.text, &at)); at += name->folded.n) {
        must(folded.at);
        *vec_add(mentions, &job->scratch) =
            (struct mention){start + shown_source(&shown, &job->scratch, folded.at[at]), name};
    }
}

static void report_all(struct text *text, struct mentions *mentions)
{
    struct front_cursor cursor = {0};
    struct mention last = {0};

    if (!mentions->n)
        return;
    text_read_body(text);
    qsort(mentions->at, mentions->n, sizeof *mentions->at, compare_mentions);
    for (uint32_t i = 0; i < mentions->n; i++) {
        const struct mention *mention = &mentions->at[i];
        struct place place = front_place_next(&cursor, text->front.file, mention->at);

        if (last.name && last.at == mention->at && last.name->person == mention->name->person)
            continue;
        last = *mention;
        if (!text_is_private(text, place.line))
            report(text, mention->name, place);
    }
}

static void check_body(struct text *text)
{
    struct mentions mentions = {0};

    if (!text->front.body.n)
        return;
    find_written(text, &mentions);
    if (!md_is_too_deep(text->front.body))
        find_shown(text, &mentions);
    report_all(text, &mentions);
}

void check_privates(struct text *text)
{
    if (!text->job->privates.n)
        return;
    check_front(text);
    check_body(text);
}
