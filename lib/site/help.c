#include "site/part.h"

/* How many findings the page lists; `infoview check` has all. */
enum { FINDINGS_MOST = 200 };

/* Adds them; returns how many there are that pages may tell of. */
static uint32_t add_findings(const struct page *page, struct list *list, const struct diags *diags)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < diags->n; i++) {
        if (!part_shows_finding(page, &diags->at[i]))
            continue;
        if (count++ < FINDINGS_MOST)
            *vec_add(list, page->arena) = part_finding(page, &diags->at[i]);
    }
    return count;
}

static void add_counts(const struct page *page, struct object *data)
{
    static const enum kind kinds[] = {KIND_CONTACT, KIND_INTERVIEW};
    static const char *const names[] = {"people", "meetings"};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct records *all = &page->view.vault->records[kinds[i]];
        uint32_t count = 0;

        for (uint32_t k = 0; k < all->n; k++)
            count += site_has_page(page->site, &all->at[k]);
        data_number(data, names[i], count);
    }
}

void help_make(struct page *page, struct object *data)
{
    const struct diags *unreadable = &page->view.vault->unreadable, *findings = &page->view.vault->findings;
    struct list list = {0};
    uint32_t count;

    count = add_findings(page, &list, unreadable);
    count += add_findings(page, &list, findings);
    data_word(data, "title", "Help");
    add_counts(page, data);
    data_number(data, "finding_count", count);
    data_add_list(data, "findings", &list);
}
