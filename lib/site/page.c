#include "site/page.h"

#include "site/part.h"

static const struct page_kind kinds[] = {
    {"person", "p", NULL, KIND_CONTACT, "people", NULL, person_make},
    {"interview", "i", NULL, KIND_INTERVIEW, "people", NULL, meeting_make},
    {"prep", "prep", NULL, KIND_INTERVIEW, "prep", prepare_has, prepare_make},
    {"ahead", "", "prep.html", KIND_INTERVIEW, "prep", NULL, ahead_make},
    {"people", "", "people.html", KIND_CONTACT, "people", NULL, people_make},
    {"help", "", "help.html", KIND_CONTACT, "help", NULL, help_make},
    {"today", "", "index.html", KIND_CONTACT, "today", NULL, today_make},
};

const struct page_kind *page_kinds(size_t *count)
{
    *count = sizeof kinds / sizeof kinds[0];
    return kinds;
}

/* Where the navigation leads, each with whether it is here. */
static void add_places(struct page *page, struct object *data)
{
    static const struct {
        const char *name, *title, *file, *key;
    } places[] = {{"today", "Today", "index.html", "t"},
                  {"people", "People", "people.html", "p"},
                  {"prep", "Prep", "prep.html", "r"},
                  {"help", "Help", "help.html", "h"}};
    struct list list = {0};

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct object place = {.arena = page->arena};

        data_word(&place, "title", places[i].title);
        data_url(&place, "url", part_url(page, "", str_from(places[i].file)));
        data_word(&place, "key", places[i].key);
        data_yes(&place, "is_here", str_equal(str_from(page->kind->nav), str_from(places[i].name)));
        *vec_add(&list, page->arena) = data_object(&place);
    }
    data_add_list(data, "places", &list);
}

struct tmpl_value page_make(struct page *page)
{
    struct object data = {.arena = page->arena};

    data_word(&data, "page", page->kind->name);
    data_day(&data, "built", page->view.today, 0);
    data_url(&data, "style", part_url(page, "", STR("style.css")));
    data_url(&data, "script", part_url(page, "", STR("script.js")));
    data_yes(&data, "is_anonymous", page->site->is_anonymous);
    add_places(page, &data);
    page->kind->make(page, &data);
    return data_object(&data);
}
