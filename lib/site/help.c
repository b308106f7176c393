#include "base/version.h"
#include "site/part.h"
#include "site/people_order.h"
#include "site/people_part.h"
#include "vault/check.h"

/* How many findings the page lists; `infoview check` has all. */
enum { FINDINGS_MOST = 200 };

/* What pages may tell of what was found. */
struct told {
    const struct page *page;
    const struct part_secrets *secrets;
    struct list list; /* the first of them */
    uint32_t count;
};

static void tell(struct told *told, const struct diag *diag)
{
    if (part_shows_finding(told->secrets, diag) && told->count++ < FINDINGS_MOST)
        *vec_add(&told->list, told->page->arena) = part_finding(told->page, diag);
}

/* Errors first, each sort by path and place. */
static void tell_check(struct told *told)
{
    const struct view *view = &told->page->view;
    struct check_options options = {.today = view->today, .is_for_pages = true};
    struct check check;

    check_run(view->vault, &options, told->page->arena, &check);
    for (int severity = SEVERITY_ERROR; severity >= SEVERITY_WARNING; severity--)
        for (uint32_t i = 0; i < check.n; i++)
            if (rule_severity(check.at[i].diag.rule) == (enum severity)severity)
                tell(told, &check.at[i].diag);
}

/* Where names are replaced, links and notes no longer fit each other: then only what reading found. */
static void tell_reading(struct told *told)
{
    const struct diags *all[] = {&told->page->view.vault->unreadable, &told->page->view.vault->findings};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        for (uint32_t k = 0; k < all[i]->n; k++)
            tell(told, &all[i]->at[k]);
}

static void add_findings(const struct page *page, struct object *data)
{
    struct told told = {.page = page, .secrets = part_secrets_of(page)};

    (page->site->is_anonymous ? tell_reading : tell_check)(&told);
    data_count(data, "finding_count", told.count);
    if (told.count > told.list.n)
        data_count(data, "findings_beyond", told.count - told.list.n);
    else
        data_nothing(data, "findings_beyond");
    data_yes(data, "is_checked", !page->site->is_anonymous);
    data_add_list(data, "findings", &told.list);
}

/* ---- what the pages were made of */

static void add_commit(const struct page *page, struct object *data)
{
    enum { SHORT = 7 };
    struct object commit = {.arena = page->arena};

    data_text(&commit, "hash", str_slice(page->site->commit, 0, SHORT));
    if (page->site->commit.n)
        data_add(data, "commit", data_object(&commit));
    else
        data_nothing(data, "commit");
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
        data_count(data, names[kind], count);
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

/* Each leads to its list, where there is one. */
static void add_presets(const struct page *page, struct object *data)
{
    struct list list = {0};

    for (int i = 0; i < PRESET_COUNT; i++) {
        struct object preset = {.arena = page->arena};
        struct buf url = {0};

        if (page->site->people->n)
            buf_printf(&url, "people.html#preset=%s", people_presets[i].name);
        data_word(&preset, "name", people_presets[i].title);
        data_word(&preset, "about", people_presets[i].meaning);
        data_url(&preset, "url", data_kept(page->arena, &url));
        *vec_add(&list, page->arena) = data_object(&preset);
    }
    data_add_list(data, "presets", &list);
}

void help_make(struct page *page, struct object *data)
{
    data_word(data, "title", "Help");
    data_word(data, "program", "infoview " INFOVIEW_VERSION);
    add_commit(page, data);
    add_counts(page, data);
    add_stages(page, data);
    add_presets(page, data);
    add_findings(page, data);
}
