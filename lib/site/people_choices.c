#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "site/people_part.h"

/* How many words of a kind the page offers: the most frequent ones. */
enum { OFFERED = 8 };

const struct people_preset people_presets[PRESET_COUNT] = {
    {"cold", "going cold", "you have been in touch, and it is time to be again",
     "you have been in touch, and the time after which you meant to be again is over (their keep_in_touch, "
     "else that of "
     "your settings). Not those whom you are about to meet, who are asleep, paused, closed, or have "
     "declined"},
    {"no-next-step", "no next step", "nothing is due, and no meeting lies ahead",
     "nothing is due towards or about them, whatever its day, and no meeting lies ahead. Not those who are "
     "asleep, "
     "paused, closed, or have declined"},
    {"never-thanked", "never thanked", "you met, and no thank-you is noted",
     "you have met, and for none of your meetings is a thank-you noted, or that none is meant (skip)"},
};

/* Where choices are made, and the fragments that stand on the page already: an id is there once. */
struct choosing {
    const struct page *page;
    struct object *data;
    const struct people *people;
    struct map ids;
};

/* ---- one choice */

struct choice {
    const char *key; /* "stage" */
    struct str value;
    struct str title;
    const char *about; /* NULL: none */
    uint32_t count;
};

/* A fragment, and the same decoded but for its blanks: what an id must be, so that the fragment leads to it. */
struct fragment {
    struct buf url, id;
};

/* Adds "stage=met", in the form of URLSearchParams, with which the script reads it: a blank is a plus. */
static void fragment_add(struct fragment *fragment, struct str key, struct str value)
{
    struct str pair[] = {key, STR("="), value};

    buf_puts(&fragment->url, fragment->url.n ? "&" : "#");
    buf_puts(&fragment->id, fragment->id.n ? "&" : "");
    for (size_t k = 0; k < sizeof pair / sizeof pair[0]; k++)
        for (size_t i = 0; i < pair[k].n; i++) {
            struct str one = str_slice(pair[k], i, i + 1);

            one = one.p[0] == ' ' ? STR("+") : one;
            buf_put(&fragment->id, one);
            if (k == 1 || pair[k].p[i] == ' ')
                buf_put(&fragment->url, one);
            else
                data_put_encoded(&fragment->url, one);
        }
}

/* {name, about, url, id}; the id is there once, and the fragment is used up. */
static struct object link_object(struct choosing *in, struct fragment *fragment, struct str title,
                                 const char *about)
{
    struct arena *arena = in->page->arena;
    struct object object = {.arena = arena};
    struct str id = data_kept(arena, &fragment->id);

    data_text(&object, "name", title);
    data_word(&object, "about", about);
    data_url(&object, "url", data_kept(arena, &fragment->url));
    if (map_set(&in->ids, arena, id, in))
        data_nothing(&object, "id");
    else
        data_text(&object, "id", id);
    return object;
}

static void add_choice(struct choosing *in, struct list *list, const struct choice *choice)
{
    struct fragment fragment = {0};
    struct object object;

    fragment_add(&fragment, str_from(choice->key), choice->value);
    object = link_object(in, &fragment, choice->title, choice->about);
    data_count(&object, "count", choice->count);
    *vec_add(list, in->page->arena) = data_object(&object);
}

/* ---- stages and presets */

static void add_stages(struct choosing *in)
{
    uint32_t counts[STAGE_COUNT] = {0};
    struct list list = {0};

    for (uint32_t i = 0; i < in->people->n; i++)
        counts[in->people->at[i].stage]++;
    for (int i = 0; i < STAGE_COUNT; i++) {
        struct str name = str_from(stage_name((enum stage)i));

        add_choice(in, &list, &(struct choice){"stage", name, name, stage_about((enum stage)i), counts[i]});
    }
    data_add_list(in->data, "stages", &list);
}

static void add_presets(struct choosing *in)
{
    struct list list = {0};

    for (int i = 0; i < PRESET_COUNT; i++) {
        const struct people_preset *preset = &people_presets[i];
        uint32_t count = 0;

        for (uint32_t k = 0; k < in->people->n; k++)
            count += in->people->at[k].flags >> i & 1;
        add_choice(in, &list,
                   &(struct choice){"preset", str_from(preset->name), str_from(preset->title), preset->about,
                                    count});
    }
    data_add_list(in->data, "presets", &list);
}

/* ---- words that people share */

static int most_first(const void *left, const void *right)
{
    const struct shared_word *a = *(struct shared_word *const *)left,
                             *b = *(struct shared_word *const *)right;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static struct tmpl_value share_value(struct choosing *in, enum person_share share)
{
    const struct share_kind *kind = &share_kinds[share];
    const struct shared_words *words = &in->people->shared[share];
    struct arena *arena = in->page->arena;
    struct shared_word **most = arena_new_array(arena, struct shared_word *, words->n);
    struct object object = {.arena = arena};
    struct list list = {0};

    memcpy(most, words->at, words->n * sizeof(struct shared_word *));
    qsort(most, words->n, sizeof(struct shared_word *), most_first);
    for (uint32_t i = 0; i < words->n && i < OFFERED; i++)
        add_choice(in, &list,
                   &(struct choice){kind->name, most[i]->text, most[i]->text, NULL, most[i]->count});
    data_word(&object, "name", kind->name);
    data_word(&object, "title", kind->title);
    data_add_list(&object, "words", &list);
    return data_object(&object);
}

static void add_shares(struct choosing *in)
{
    struct list list = {0};

    for (int i = 0; i < SHARE_COUNT; i++)
        if (in->people->shared[i].n)
            *vec_add(&list, in->page->arena) = share_value(in, (enum person_share)i);
    data_add_list(in->data, "shares", &list);
}

/* ---- saved views */

static int hex_value(char c)
{
    return is_digit(c) ? c - '0' : to_lower(c) >= 'a' && to_lower(c) <= 'f' ? to_lower(c) - 'a' + 10 : -1;
}

/* A key or value of a fragment as its reader decodes it, and harmless. */
static struct str decoded(const struct page *page, struct str text)
{
    struct buf bytes = {0}, clean = {0};

    for (size_t i = 0; i < text.n; i++) {
        int high = i + 2 < text.n ? hex_value(text.p[i + 1]) : -1,
            low = high < 0 ? -1 : hex_value(text.p[i + 2]);

        if (text.p[i] == '%' && low >= 0) {
            buf_putc(&bytes, (char)(high * 16 + low));
            i += 2;
        } else {
            buf_putc(&bytes, text.p[i] == '+' ? ' ' : text.p[i]);
        }
    }
    utf8_clean(&clean, buf_str(&bytes));
    buf_free(&bytes);
    return data_kept(page->arena, &clean);
}

static bool stands_in(const struct page *page, struct str plain, struct str words)
{
    return utf8_find_words(plain, utf8_plain(page->arena, words), 0) < plain.n;
}

/* Whether it names somebody, or a meeting, that pages do not tell of. */
static bool names_hidden(const struct page *page, struct str text)
{
    const struct record_list *hidden = &page->site->hidden;
    struct str plain = utf8_plain(page->arena, text);

    for (uint32_t i = 0; i < hidden->n; i++) {
        const struct record *record = hidden->at[i];
        const struct value *aliases = record->is_unreadable ? NULL : record_find(record, KEY_ALIASES);

        if (stands_in(page, plain, record->id) || stands_in(page, plain, record->name))
            return true;
        for (uint32_t k = 0; aliases && k < aliases->texts.n; k++)
            if (stands_in(page, plain, aliases->texts.at[k]))
                return true;
    }
    return false;
}

/* The next `key=value` of a view, decoded; false behind the last. What is no such pair is passed over. */
static bool next_pair(const struct page *page, struct str *rest, struct str *key, struct str *value)
{
    while (rest->n) {
        struct str pair = str_slice(*rest, 0, str_index(*rest, '&', 0));
        size_t equals = str_index(pair, '=', 0);

        *rest = str_skip(*rest, pair.n + 1);
        *key = decoded(page, str_slice(pair, 0, equals));
        *value = decoded(page, str_skip(pair, equals + 1));
        if (key->n && value->n)
            return true;
    }
    return false;
}

/* What asks for nothing, or names somebody private, is left out. */
static void add_view(struct choosing *in, struct list *list, const struct named_text *view)
{
    const struct page *page = in->page;
    size_t hash = str_index(view->text, '#', 0);
    struct str rest = str_skip(view->text, hash < view->text.n ? hash + 1 : 0), key, value;
    struct str title = people_text(page, NULL, view->name);
    bool is_hidden = names_hidden(page, title);
    struct fragment fragment = {0};

    while (next_pair(page, &rest, &key, &value)) {
        is_hidden = is_hidden || names_hidden(page, key) || names_hidden(page, value);
        fragment_add(&fragment, key, value);
    }
    if (fragment.url.n && !is_hidden) {
        struct object object = link_object(in, &fragment, title, NULL);

        data_nothing(&object, "count");
        *vec_add(list, page->arena) = data_object(&object);
    }
    buf_free(&fragment.url);
    buf_free(&fragment.id);
}

static void add_views(struct choosing *in)
{
    const struct value *views = settings_get(&in->page->view.vault->settings, SET_VIEWS);
    struct list list = {0};

    for (uint32_t i = 0; i < views->map.n; i++)
        add_view(in, &list, &views->map.at[i]);
    data_add_list(in->data, "views", &list);
}

void people_add_choices(const struct page *page, struct object *data, const struct people *people)
{
    struct choosing in = {.page = page, .data = data, .people = people};

    add_stages(&in);
    add_presets(&in);
    add_shares(&in);
    add_views(&in);
}
