#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "site/people_part.h"

/* How many words of a kind the page offers: the most frequent ones. */
enum { OFFERED = 8 };

const struct people_preset people_presets[PRESET_COUNT] = {
    {"cold", "going cold", "you have been in touch, and it is time to be again"},
    {"no-next-step", "no next step", "nothing is due, and no meeting lies ahead"},
    {"never-thanked", "never thanked", "you met, and no thank-you is noted"},
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
    const char *key; /* "stage"; NULL: the fragment is whole */
    struct str value;
    struct str title;
    const char *about; /* NULL: none */
    uint32_t count;
};

/* "#org=Blue+Harbor", in the form of URLSearchParams, with which the script reads it. */
static struct str choice_url(const struct page *page, const struct choice *choice)
{
    struct buf url = {0};

    buf_putc(&url, '#');
    if (!choice->key)
        buf_put(&url, choice->value);
    else
        buf_printf(&url, "%s=", choice->key);
    for (size_t i = 0; choice->key && i < choice->value.n; i++) {
        if (choice->value.p[i] == ' ')
            buf_putc(&url, '+');
        else
            data_put_encoded(&url, str_slice(choice->value, i, i + 1));
    }
    return data_kept(page->arena, &url);
}

static void add_choice(struct choosing *in, struct list *list, const struct choice *choice)
{
    struct arena *arena = in->page->arena;
    struct object object = {.arena = arena};
    struct str url = choice_url(in->page, choice), id = str_skip(url, 1);

    data_text(&object, "name", choice->title);
    data_word(&object, "about", choice->about);
    data_url(&object, "url", url);
    data_text(&object, "id", map_set(&in->ids, arena, id, in) ? (struct str){0} : id);
    if (choice->key)
        data_count(&object, "count", choice->count);
    else
        data_nothing(&object, "count");
    *vec_add(list, arena) = data_object(&object);
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

        add_choice(in, &list,
                   &(struct choice){"stage", name, name, stage_about((enum stage)i), counts[i]});
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
                   &(struct choice){"preset", str_from(preset->name), str_from(preset->title), preset->about, count});
    }
    data_add_list(in->data, "presets", &list);
}

/* ---- words that people share */

static int most_first(const void *left, const void *right)
{
    const struct shared_word *a = *(struct shared_word *const *)left, *b = *(struct shared_word *const *)right;

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
        add_choice(in, &list, &(struct choice){kind->name, most[i]->text, most[i]->text, NULL, most[i]->count});
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

/* What an address may have behind its #, all else percent-encoded; encoded text stays (RFC 3986, section 3.5). */
static struct str fragment_of(const struct page *page, struct str written)
{
    size_t hash = str_index(written, '#', 0);
    struct str text = str_skip(written, hash < written.n ? hash + 1 : 0);
    struct buf out = {0};

    for (size_t i = 0; i < text.n; i++) {
        struct str one = str_slice(text, i, i + 1);

        if (str_index(STR("=&+,;:@!$'()*/?%"), text.p[i], 0) < sizeof "=&+,;:@!$'()*/?%" - 1)
            buf_put(&out, one);
        else
            data_put_encoded(&out, one);
    }
    return data_kept(page->arena, &out);
}

static int hex_value(char c)
{
    return is_digit(c) ? c - '0' : to_lower(c) >= 'a' && to_lower(c) <= 'f' ? to_lower(c) - 'a' + 10 : -1;
}

/* A fragment as its reader decodes it. */
static struct str decoded(const struct page *page, struct str text)
{
    struct buf out = {0};

    for (size_t i = 0; i < text.n; i++) {
        int high = i + 2 < text.n ? hex_value(text.p[i + 1]) : -1, low = high < 0 ? -1 : hex_value(text.p[i + 2]);

        if (text.p[i] == '%' && low >= 0) {
            buf_putc(&out, (char)(high * 16 + low));
            i += 2;
        } else {
            buf_putc(&out, text.p[i] == '+' ? ' ' : text.p[i]);
        }
    }
    return data_kept(page->arena, &out);
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

/* What is no filter, or tells of somebody private, is left out. */
static void add_views(struct choosing *in)
{
    const struct page *page = in->page;
    const struct value *views = settings_get(&page->view.vault->settings, SET_VIEWS);
    struct list list = {0};

    for (uint32_t i = 0; i < views->map.n; i++) {
        struct choice choice = {.value = fragment_of(page, views->map.at[i].text),
                                .title = people_text(page, NULL, views->map.at[i].name)};

        if (str_index(choice.value, '=', 0) < choice.value.n && !names_hidden(page, choice.title) &&
            !names_hidden(page, decoded(page, choice.value)))
            add_choice(in, &list, &choice);
    }
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
