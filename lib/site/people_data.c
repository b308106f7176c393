#include "base/utf8.h"
#include "site/people_part.h"

/* The day before the earliest, so that none is 0. */
static int32_t first_day(const struct people *people)
{
    int32_t first = INT32_MAX;

    for (uint32_t i = 0; i < people->n; i++) {
        const struct person *person = &people->at[i];

        first = person->last && person->last < first ? person->last : first;
        first = person->next && person->next < first ? person->next : first;
    }
    return first == INT32_MAX ? 0 : first - 1;
}

static long stage_at(const struct person *person, int32_t from)
{
    (void)from;
    return person->stage + 1;
}

static long late_at(const struct person *person, int32_t from)
{
    (void)from;
    return (person->flags & PERSON_OVERDUE) != 0;
}

static long verb_at(const struct person *person, int32_t from)
{
    (void)from;
    return person->next ? (long)person->verb + 1 : 0;
}

static long last_at(const struct person *person, int32_t from)
{
    return person->last ? person->last - from : 0;
}

static long next_at(const struct person *person, int32_t from)
{
    return person->next ? person->next - from : 0;
}

static void put_numbers(struct json *json, const struct people *people)
{
    static const struct {
        const char *name;
        long (*at)(const struct person *, int32_t from);
    } columns[] = {
        {"stage", stage_at}, {"last", last_at}, {"next", next_at}, {"verb", verb_at}, {"late", late_at}};
    int32_t from = first_day(people);

    json_number(json, "from", from - date_of(1970, 1, 1));
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        json_begin_array(json, columns[i].name);
        for (uint32_t k = 0; k < people->n; k++)
            json_number(json, NULL, columns[i].at(&people->at[k], from));
        json_end_array(json);
    }
}

static void put_texts(struct json *json, const struct page *page, const struct people *people)
{
    json_begin_array(json, "name");
    for (uint32_t i = 0; i < people->n; i++)
        json_text(json, NULL, people->at[i].name);
    json_end_array(json);
    json_begin_array(json, "id");
    for (uint32_t i = 0; i < people->n; i++) {
        struct str file =
            page->site->names[KIND_CONTACT][site_number(page->site, people->at[i].contact)].file;

        json_text(json, NULL, str_slice(file, 0, file.n - (sizeof ".html" - 1)));
    }
    json_end_array(json);
}

/* A list of places as the column has it: none is 0, and one stands for itself. */
static void put_places(struct json *json, const uint32_t *places, uint32_t n)
{
    if (!n)
        json_number(json, NULL, 0);
    if (n > 1)
        json_begin_array(json, NULL);
    for (uint32_t i = 0; i < n; i++)
        json_number(json, NULL, places[i]);
    if (n > 1)
        json_end_array(json);
}

static void put_presets(struct json *json, const struct people *people)
{
    json_begin_array(json, "preset");
    for (uint32_t i = 0; i < people->n; i++) {
        uint32_t places[PRESET_COUNT], n = 0;

        for (uint32_t k = 0; k < PRESET_COUNT; k++)
            if (people->at[i].flags >> k & 1)
                places[n++] = k + 1;
        put_places(json, places, n);
    }
    json_end_array(json);
}

static void put_shared(struct json *json, const struct page *page, const struct people *people,
                       enum person_share share)
{
    const struct shared_words *words = &people->shared[share];
    uint32_t *places = arena_new_array(page->arena, uint32_t, (size_t)words->n + 1);

    json_begin_array(json, share_kinds[share].name);
    for (uint32_t i = 0; i < people->n; i++) {
        uint32_t n =
            people->at[i].shared[share].n; /* none stands there twice: never more than there are words */

        for (uint32_t k = 0; k < n; k++)
            places[k] = shared_number(words, people->at[i].shared[share].at[k]);
        put_places(json, places, n);
    }
    json_end_array(json);
}

/* ---- words */

static const char *stage_word(uint32_t i)
{
    return i < STAGE_COUNT ? stage_name((enum stage)i) : NULL;
}

static const char *verb_word(uint32_t i)
{
    return i < DUE_KIND_COUNT ? reason_verb((enum due_kind)i) : NULL;
}

static const char *preset_word(uint32_t i)
{
    return i < PRESET_COUNT ? people_presets[i].name : NULL;
}

static void put_words(struct json *json, const struct people *people)
{
    static const struct {
        const char *name;
        const char *(*word)(uint32_t i); /* NULL behind the last */
    } own[] = {{"stage", stage_word}, {"verb", verb_word}, {"preset", preset_word}};

    json_begin_object(json, "words");
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        json_begin_array(json, own[i].name);
        json_text(json, NULL, (struct str){0});
        for (uint32_t k = 0; own[i].word(k); k++)
            json_text(json, NULL, str_from(own[i].word(k)));
        json_end_array(json);
    }
    for (int i = 0; i < SHARE_COUNT; i++) {
        json_begin_array(json, share_kinds[i].name);
        json_text(json, NULL, (struct str){0});
        for (uint32_t k = 0; k < people->shared[i].n; k++)
            json_text(json, NULL, people->shared[i].at[k]->text);
        json_end_array(json);
    }
    json_end_object(json);
}

/*
 * JSON as the text of a script element that is none: `<` would begin a tag there; and no noncharacter may stand in a page,
 * which shows U+FFFD for it (html_safe_put).
 */
static void put_inert(struct buf *out, struct str json)
{
    while (json.n) {
        uint32_t c = utf8_next(&json);

        if (c == '<')
            buf_puts(out, "\\u003c");
        else
            utf8_put(out, (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) ? 0xfffd : c);
    }
}

struct tmpl_value people_data(const struct page *page, const struct people *people)
{
    struct buf text = {0}, html = {0};
    struct json json = {.out = &text, .is_compact = true};

    json_begin_object(&json, NULL);
    put_texts(&json, page, people);
    put_numbers(&json, people);
    put_presets(&json, people);
    for (int i = 0; i < SHARE_COUNT; i++)
        if (people->shared[i].n)
            put_shared(&json, page, people, (enum person_share)i);
    put_words(&json, people);
    json_end_object(&json);
    buf_puts(&html, "<script type=\"application/json\" id=\"everybody\">\n");
    put_inert(&html, buf_str(&text));
    buf_puts(&html, "</script>");
    buf_free(&text);
    return tmpl_markup(data_kept(page->arena, &html));
}
