#include <stdlib.h>

#include "base/die.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/front.h"
#include "vault/check_part.h"
#include "vault/interview.h"
#include "vault/link.h"

/* ---- text as names are compared: folded, each run of white space one space */

struct folded {
    struct str text;
    const uint32_t *at; /* of each byte, where the grapheme stands that it comes of */
};

/* Cuts white space or a grapheme off. White space that parts paragraphs is a line end: no name goes on there. */
static struct str next_piece(struct str *rest, struct arena *arena)
{
    size_t n = 0, lines = 0;

    for (; n < rest->n && is_space(rest->p[n]); n++)
        lines += rest->p[n] == '\n';
    if (!n)
        return utf8_fold(arena, utf8_next_grapheme(rest));
    *rest = str_skip(*rest, n);
    return lines > 1 ? STR("\n") : STR(" ");
}

static struct folded fold(struct arena *arena, struct str text)
{
    struct {
        VEC(uint32_t);
    } at = {0};
    struct folded folded;
    struct buf out = {0};

    for (struct str rest = text; rest.n;) {
        uint32_t from = (uint32_t)(text.n - rest.n);
        struct str piece = next_piece(&rest, arena);

        buf_put(&out, piece);
        while (at.n < out.n)
            *vec_add(&at, arena) = from;
    }
    folded = (struct folded){str_copy(arena, buf_str(&out)), at.at};
    buf_free(&out);
    return folded;
}

/* ---- the names */

/* As long as a name is looked for (utf8_find_words says why there is a limit). */
enum { LONGEST = 200 };

static void add_name(struct check_job *job, struct private_person *person, struct str name)
{
    struct str folded = fold(job->arena, str_trim(name)).text;

    if (folded.n && folded.n <= LONGEST)
        *vec_add(&job->privates, job->arena) =
            (struct private_name){.folded = folded, .text = name, .person = person};
}

static void add_private(struct check_job *job, const struct record *contact)
{
    const struct value *aliases = record_find(contact, KEY_ALIASES);
    struct private_person *person = arena_new(job->arena, struct private_person);

    *person = (struct private_person){.contact = contact};
    add_name(job, person, contact->name);
    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++)
        add_name(job, person, aliases->texts.at[i]);
}

/* By the name; of equal ones the person's whose file comes first. */
static int compare_names(const void *left, const void *right)
{
    const struct private_name *a = left, *b = right;
    int order = str_compare(a->folded, b->folded);

    if (!order)
        order = str_compare(a->person->contact->path, b->person->contact->path);
    return order ? order : str_compare(a->text, b->text);
}

/* Each name once, each with the longest other one that it begins with. */
static void link_names(struct check_job *job)
{
    struct private_name *at = job->privates.at;
    uint32_t n = 0;

    for (uint32_t i = 0; i < job->privates.n; i++) {
        struct private_name *shorter = n ? &at[n - 1] : NULL;

        if (shorter && str_equal(shorter->folded, at[i].folded))
            continue;
        while (shorter && !str_starts(at[i].folded, shorter->folded))
            shorter = shorter->shorter;
        at[n] = at[i];
        at[n++].shorter = shorter;
    }
    job->privates.n = n;
}

void gather_privates(struct check_job *job)
{
    const struct records *contacts = &job->vault->records[KIND_CONTACT];

    for (uint32_t i = 0; i < contacts->n; i++)
        if (contacts->at[i].is_private)
            add_private(job, &contacts->at[i]);
    if (job->privates.n)
        qsort(job->privates.at, job->privates.n, sizeof *job->privates.at, compare_names);
    link_names(job);
}

/*
 * The longest name that stands at `at` as whole words, or NULL. The last name that is not behind the text there in
 * their order begins as all do that the text begins with.
 */
static struct private_name *name_at(const struct check_job *job, struct str text, size_t at)
{
    struct str rest = str_slice(text, at, at + LONGEST);
    uint32_t low = 0, high = job->privates.n;
    struct private_name *name;

    if (!utf8_is_word_edge(text, at))
        return NULL;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (str_compare(job->privates.at[middle].folded, rest) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    name = low ? &job->privates.at[low - 1] : NULL;
    while (name && !(str_starts(rest, name->folded) && utf8_is_word_edge(text, at + name->folded.n)))
        name = name->shorter;
    return name;
}

/* The next name at or after `*at`, which becomes its place. */
static struct private_name *next_name(const struct check_job *job, struct str text, size_t *at)
{
    struct private_name *name = NULL;

    for (; *at < text.n; ++*at)
        if (((unsigned char)text.p[*at] & 0xC0) != 0x80 && (name = name_at(job, text, *at)))
            break;
    return name;
}

/* Adds a finding: on one line of front matter, which is one place, one for each person; of a body for each name. */
static void report(const struct text *text, struct private_name *name, struct place place)
{
    struct diags *found = &text->job->found;
    struct told *told = place.column ? &name->told : &name->person->told;
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
static bool is_text(const struct value *value, const struct field *field)
{
    return !value->is_empty && (field->type == TYPE_TEXT || field->type == TYPE_TEXTS) &&
           field->key != KEY_NAME && field->key != KEY_ALIASES;
}

static void check_text(const struct text *text, struct str value, uint32_t line)
{
    struct check_job *job = text->job;
    struct str folded = fold(&job->scratch, value).text;
    struct private_name *name;

    for (size_t at = 0; (name = next_name(job, folded, &at)); at += name->folded.n)
        report(text, name, (struct place){line, 0});
}

static void check_front(const struct text *text)
{
    const struct record *record = text->record;

    for (uint32_t i = 0; record && i < record->value_count; i++) {
        const struct value *value = &record->values[i];
        const struct field *field = schema_field(record->kind, (enum key)value->key);

        if (!is_text(value, field))
            continue;
        if (field->type == TYPE_TEXT)
            check_text(text, value->text, value->line);
        for (uint32_t k = 0; field->type == TYPE_TEXTS && k < value->texts.n; k++)
            check_text(text, value->texts.at[k], value->line);
    }
    for (uint32_t i = 0; record && i < record->extra.n; i++)
        check_text(text, record->extra.at[i].text, record->extra.at[i].line);
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

static struct spans private_spans(const struct text *text)
{
    struct check_job *job = text->job;
    struct spans spans = {0};

    for (uint32_t i = 0; i < text->md.links.n; i++) {
        const struct md_link *link = &text->md.links.at[i];
        const struct record *to = NULL;

        link_resolve_md(job->vault, KIND_CONTACT, link, text->path, &to);
        if (to && to->is_private)
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

static void check_body(const struct text *text)
{
    struct check_job *job = text->job;
    struct folded folded = fold(&job->scratch, text->front.body);
    struct spans spans = {0};
    struct front_cursor cursor = {0};
    size_t start = (size_t)(text->front.body.p - text->front.file.p), at = 0;
    struct private_name *name = next_name(job, folded.text, &at);

    if (name) {
        must(folded.at); /* there is text, so there are places */
        spans = private_spans(text);
    }
    for (uint32_t i = 0; name; name = next_name(job, folded.text, &at)) {
        size_t offset = start + folded.at[at];
        struct place place = front_place_next(&cursor, text->front.file, offset);

        at += name->folded.n;
        while (i < spans.n && spans.at[i].to <= offset)
            i++;
        if ((i == spans.n || offset < spans.at[i].from) && !text_is_private(text, place.line))
            report(text, name, place);
    }
}

void check_privates(const struct text *text)
{
    if (!text->job->privates.n)
        return;
    check_front(text);
    check_body(text);
}
