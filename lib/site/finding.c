#include <stdlib.h>

#include "site/part.h"

static bool has_words(struct str text, struct str words)
{
    return str_find_nocase(text, words, 0) < text.n;
}

static bool mentions(const struct diag *diag, struct str words)
{
    return words.n &&
           (has_words(diag->message, words) || has_words(diag->hint, words) || has_words(diag->path, words));
}

/* Whether one of its names stands in the finding. */
static bool is_named(const struct diag *diag, const struct record *hidden)
{
    const struct value *aliases = record_find(hidden, KEY_ALIASES);

    if (mentions(diag, hidden->id) || mentions(diag, hidden->name))
        return true;
    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++)
        if (mentions(diag, aliases->texts.at[i]))
            return true;
    return false;
}

static int by_path(const void *path, const void *record)
{
    return str_compare(*(const struct str *)path, ((const struct record *)record)->path);
}

/* Whether it is about a line in a private section: one whose heading, or text of which, stands last before it. */
static bool is_in_private_section(const struct page *page, const struct diag *diag)
{
    bool is_private = false;

    for (int kind = KIND_CONTACT; kind <= KIND_INTERVIEW; kind++) {
        const struct records *all = &page->view.vault->records[kind];
        const struct record *found =
            all->n ? bsearch(&diag->path, all->at, all->n, sizeof *all->at, by_path) : NULL;

        for (uint32_t i = 0; found && i < found->md.blocks.n; i++)
            if (found->md.blocks.at[i].line <= diag->place.line)
                is_private = found->md.blocks.at[i].is_private;
    }
    return is_private;
}

bool part_shows_finding(const struct page *page, const struct diag *diag)
{
    const struct record_list *hidden = &page->site->hidden;

    for (uint32_t i = 0; i < hidden->n; i++)
        if (str_equal(hidden->at[i]->path, diag->path) || is_named(diag, hidden->at[i]))
            return false;
    return !is_in_private_section(page, diag);
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
