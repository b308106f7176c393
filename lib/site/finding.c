#include <stdlib.h>

#include "base/utf8.h"
#include "site/part.h"

/* Shorter names are looked for as whole words: they stand in half of all texts. */
enum { SHORTEST = 3, STARTS = 1024 };

/* A name or id that no page tells, folded. */
struct secret {
    struct str text;
    const struct secret *next; /* that begins alike */
};

struct part_secrets {
    const struct page *page;
    struct map paths; /* of files that no page tells of */
    const struct secret *by_start[STARTS], *few_letters;
};

/* ---- what must not be told */

static size_t start_of(struct str text)
{
    return ((unsigned char)text.p[0] * 31U + (unsigned char)text.p[1]) % STARTS;
}

static void add_secret(struct part_secrets *secrets, struct str text)
{
    struct arena *arena = secrets->page->arena;
    struct secret *secret = arena_new(arena, struct secret);
    const struct secret **list;

    *secret = (struct secret){.text = utf8_fold(arena, text)};
    if (!secret->text.n)
        return;
    list = secret->text.n < SHORTEST ? &secrets->few_letters : &secrets->by_start[start_of(secret->text)];
    secret->next = *list;
    *list = secret;
}

/* An opportunity that a private person knows about tells of them. */
static void add_opportunities(struct part_secrets *secrets)
{
    const struct page *page = secrets->page;
    const struct records *all = &page->view.vault->records[KIND_OPPORTUNITY];

    for (uint32_t i = 0; i < all->n; i++)
        if (!site_tells_of(&all->at[i]))
            map_set(&secrets->paths, page->arena, all->at[i].path, secrets);
}

const struct part_secrets *part_secrets_of(const struct page *page)
{
    const struct record_list *hidden = &page->site->hidden;
    struct part_secrets *secrets = arena_new(page->arena, struct part_secrets);

    *secrets = (struct part_secrets){.page = page};
    for (uint32_t i = 0; i < hidden->n; i++) {
        const struct record *record = hidden->at[i];
        const struct value *aliases = record_find(record, KEY_ALIASES);

        map_set(&secrets->paths, page->arena, record->path, secrets);
        add_secret(secrets, record->id);
        add_secret(secrets, record->name);
        for (uint32_t k = 0; aliases && k < aliases->texts.n; k++)
            add_secret(secrets, aliases->texts.at[k]);
    }
    if (hidden->n)
        add_opportunities(secrets);
    return secrets;
}

/* ---- whether a finding tells it */

static bool is_in(const struct part_secrets *secrets, struct str text)
{
    for (size_t at = 0; at + SHORTEST <= text.n; at++)
        for (const struct secret *one = secrets->by_start[start_of(str_skip(text, at))]; one; one = one->next)
            if (str_starts(str_skip(text, at), one->text))
                return true;
    for (const struct secret *one = secrets->few_letters; one; one = one->next)
        if (utf8_find_words(text, one->text, 0) < text.n)
            return true;
    return false;
}

static bool is_named(const struct part_secrets *secrets, const struct diag *diag)
{
    const struct str texts[] = {diag->message, diag->hint, diag->path};
    struct arena scratch = {0};
    bool is_found = false;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && !is_found; i++)
        is_found = is_in(secrets, utf8_fold(&scratch, texts[i]));
    arena_free(&scratch);
    return is_found;
}

static int by_path(const void *path, const void *record)
{
    return str_compare(*(const struct str *)path, ((const struct record *)record)->path);
}

static bool is_in_private_section(const struct page *page, const struct diag *diag)
{
    for (int kind = KIND_CONTACT; kind <= KIND_INTERVIEW; kind++) {
        const struct records *all = &page->view.vault->records[kind];
        const struct record *found =
            all->n ? bsearch(&diag->path, all->at, all->n, sizeof *all->at, by_path) : NULL;

        for (uint32_t i = 0; found && i < found->md.ranges.n; i++) {
            const struct md_range *range = &found->md.ranges.at[i];

            if (range->is_private && range->from <= diag->place.line && diag->place.line <= range->to)
                return true;
        }
    }
    return false;
}

bool part_shows_finding(const struct part_secrets *secrets, const struct diag *diag)
{
    const struct page *page = secrets->page;

    if (is_in_private_section(page, diag))
        return false;
    return !page->site->has_private || !(diag->rule == RULE_PRIVATE_MENTION ||
                                         map_find(&secrets->paths, diag->path) || is_named(secrets, diag));
}

struct tmpl_value part_finding(const struct page *page, const struct diag *diag)
{
    struct object object = {.arena = page->arena};

    data_text(&object, "path", diag->path);
    data_number(&object, "line", diag->place.line);
    data_number(&object, "column", diag->place.column);
    data_text(&object, "message", part_said(page, NULL, diag->message));
    data_text(&object, "hint", part_said(page, NULL, diag->hint));
    return data_object(&object);
}
