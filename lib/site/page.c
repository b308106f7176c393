#include "site/page.h"

#include "site/part.h"

/* The first page of the site, then those that take long. */
static const struct page_kind kinds[] = {
    {"today", "", "index.html", KIND_CONTACT, "today", NULL, today_make, NULL},
    {"people", "", "people.html", KIND_CONTACT, "people", NULL, people_make, NULL},
    {"network", "", "network.html", KIND_CONTACT, "network", NULL, network_make, NULL},
    {"pipeline", "", "pipeline.html", KIND_CONTACT, "pipeline", NULL, pipeline_make, NULL},
    {"people_part", "", NULL, KIND_CONTACT, "people", NULL, people_part_make, people_part_file},
    {"weeks", "", "weeks.html", KIND_INTERVIEW, "today", NULL, weeks_make, NULL},
    {"ahead", "", "prep.html", KIND_INTERVIEW, "prep", NULL, ahead_make, NULL},
    {"help", "", "help.html", KIND_CONTACT, "help", NULL, help_make, NULL},
    {"person", "p", NULL, KIND_CONTACT, "people", NULL, person_make, NULL},
    {"interview", "i", NULL, KIND_INTERVIEW, "people", NULL, meeting_make, NULL},
    {"prep", "prep", NULL, KIND_INTERVIEW, "prep", prepare_has, prepare_make, NULL},
};

const struct page_kind *page_kinds(size_t *count)
{
    *count = sizeof kinds / sizeof kinds[0];
    return kinds;
}

/*
 * Where the navigation of pages of a kind leads, each with whether it is here. A phone's bar has room for the main places; the
 * others stand at the foot of its pages. `g` and the key lead there.
 */
static struct list places_of(const struct page *page)
{
    static const struct {
        const char *name, *title, *file, *key;
        bool is_main;
    } places[] = {{"today", "Today", "index.html", "t", true},
                  {"people", "People", "people.html", "p", true},
                  {"prep", "Prep", "prep.html", "r", true},
                  {"pipeline", "Pipeline", "pipeline.html", "l", false},
                  {"network", "Network", "network.html", "n", false},
                  {"help", "Help", "help.html", "h", false}};
    struct list list = {.is_lasting = true};

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct object place = {.arena = page->arena};

        data_word(&place, "title", places[i].title);
        data_url(&place, "url", part_url(page, "", str_from(places[i].file)));
        data_word(&place, "key", places[i].key);
        data_yes(&place, "is_main", places[i].is_main);
        data_yes(&place, "is_here", str_equal(str_from(page->kind->nav), str_from(places[i].name)));
        *vec_add(&list, page->arena) = data_object(&place);
    }
    return list;
}

struct list *page_places(const struct site *site)
{
    enum { COUNT = sizeof kinds / sizeof kinds[0] };
    struct page page = {.site = site, .arena = site->view->arena};
    struct list *places = arena_new_array(page.arena, struct list, COUNT);

    for (size_t i = 0; i < COUNT; i++) {
        page.kind = &kinds[i];
        places[i] = places_of(&page);
    }
    return places;
}

struct tmpl_value page_make(struct page *page)
{
    struct object data = {.arena = page->arena};

    data_word(&data, "page", page->kind->name);
    data_day(&data, "built", page->view.today, 0);
    data_url(&data, "style", part_url(page, "", STR("style.css")));
    data_url(&data, "script", part_url(page, "", STR("script.js")));
    data_yes(&data, "is_anonymous", page->site->is_anonymous);
    data_add_list(&data, "places", &page->site->places[page->kind - kinds]);
    page->kind->make(page, &data);
    return data_object(&data);
}
