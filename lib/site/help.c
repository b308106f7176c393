#include "base/version.h"
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

/* How many people and meetings have pages, and what else there is. */
static void add_counts(const struct page *page, struct object *data)
{
    static const char *const names[] = {[KIND_CONTACT] = "people",
                                        [KIND_INTERVIEW] = "meetings",
                                        [KIND_OPPORTUNITY] = "opportunities",
                                        [KIND_SKILL] = "skills",
                                        [KIND_TARGET] = "targets"};

    for (int kind = 0; kind < (int)(sizeof names / sizeof names[0]); kind++) {
        const struct records *all = &page->view.vault->records[kind];
        uint32_t count = 0;

        for (uint32_t i = 0; i < all->n; i++)
            count += kind > KIND_INTERVIEW || site_has_page(page->site, &all->at[i]);
        data_number(data, names[kind], count);
    }
}

static void add_stages(const struct page *page, struct object *data)
{
    struct list list = {0};

    for (int i = 0; i < STAGE_COUNT; i++) {
        struct object stage = {.arena = page->arena};

        data_word(&stage, "name", stage_name((enum stage)i));
        data_word(&stage, "about", stage_about((enum stage)i));
        *vec_add(&list, page->arena) = data_object(&stage);
    }
    data_add_list(data, "stages", &list);
}

void help_make(struct page *page, struct object *data)
{
    const struct diags *unreadable = &page->view.vault->unreadable, *findings = &page->view.vault->findings;
    struct list list = {0};
    uint32_t count;

    count = add_findings(page, &list, unreadable);
    count += add_findings(page, &list, findings);
    data_word(data, "title", "Help");
    data_word(data, "program", "infoview " INFOVIEW_VERSION);
    add_counts(page, data);
    add_stages(page, data);
    data_number(data, "finding_count", count);
    if (count > list.n)
        data_number(data, "findings_beyond", count - list.n);
    else
        data_nothing(data, "findings_beyond");
    data_add_list(data, "findings", &list);
}
