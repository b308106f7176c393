#include "vault/query.h"

#include "base/utf8.h"

enum closeness { FITS_NOT, FITS_ID_PART, FITS_PART, FITS_WORDS, FITS_NAME };

struct search {
    struct str word; /* plain */
    struct arena scratch;
};

static enum closeness fit(struct search *search, struct str text, enum closeness whole)
{
    struct str plain = utf8_plain(&search->scratch, text), word = search->word;
    enum closeness best = FITS_NOT;

    if (!plain.n)
        return FITS_NOT;
    if (str_equal(plain, word))
        return whole;
    for (size_t at = 0; (at = str_find(plain, word, at)) < plain.n; at++) {
        if (utf8_is_word_edge(plain, at) && utf8_is_word_edge(plain, at + word.n))
            return FITS_WORDS;
        best = FITS_PART;
    }
    return best;
}

static enum closeness closest(enum closeness a, enum closeness b)
{
    return a > b ? a : b;
}

static enum closeness fit_record(struct search *search, const struct record *record)
{
    const struct value *aliases = record_find(record, KEY_ALIASES);
    enum closeness best = fit(search, record->name, FITS_NAME);

    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++)
        best = closest(best, fit(search, aliases->texts.at[i], FITS_NAME));
    best = closest(best, fit(search, record_text(record, KEY_ORG), FITS_WORDS));
    if (best == FITS_NOT && fit(search, record->id, FITS_PART) != FITS_NOT)
        best = FITS_ID_PART;
    arena_reset(&search->scratch);
    return best;
}

static unsigned distance(struct search *search, const struct record *record)
{
    enum { FAR = 3 };
    struct str name = utf8_plain(&search->scratch, record->name);
    unsigned best = str_distance(search->word, utf8_plain(&search->scratch, record->id), FAR);

    for (struct str rest = name, part; (part = str_word(&rest)).n;) {
        unsigned to_part = str_distance(search->word, part, FAR);

        if (to_part < best)
            best = to_part;
    }
    arena_reset(&search->scratch);
    return best;
}

static void find_near(const struct records *records, struct search *search, struct query_result *result)
{
    unsigned limit = search->word.n < 4 ? 1 : 2;

    result->is_near = true;
    for (unsigned d = 0; d <= limit && !result->count; d++)
        for (uint32_t i = 0; i < records->n && result->count < QUERY_NEAR_MOST; i++)
            if (distance(search, &records->at[i]) == d)
                result->at[result->count++] = &records->at[i];
}

struct query_result query_find(const struct vault *vault, enum kind kind, struct str word,
                               struct arena *arena)
{
    const struct records *records = &vault->records[kind];
    const struct record *exact = vault_find(vault, kind, word);
    uint32_t total = records->n + records->unreadable;
    struct query_result result = {.at = arena_new_array(arena, const struct record *, total + 1)};
    struct search search = {.word = utf8_plain(arena, word)};
    enum closeness best = FITS_ID_PART;

    if (exact) {
        result.at[result.count++] = exact;
        return result;
    }
    if (!search.word.n)
        return result;
    for (uint32_t i = 0; i < total; i++) {
        enum closeness closeness = fit_record(&search, &records->at[i]);

        if (closeness > best) {
            best = closeness;
            result.count = 0;
        }
        if (closeness == best)
            result.at[result.count++] = &records->at[i];
    }
    if (!result.count)
        find_near(records, &search, &result);
    arena_free(&search.scratch);
    return result;
}
