#include "vault/job_ask.h"

#include "base/utf8.h"

static bool begins_as_one(struct str text)
{
    static const char *const stems[] = {"job",      "hir", "employ", "opening",    "open pos", "vacanc",
                                        "position", "cv",  "resum",  "r\u00e9sum", "consider", "good word"};

    for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++)
        if (to_lower(text.p[0]) == stems[i][0] && str_starts_nocase(text, str_from(stems[i])))
            return true;
    return false;
}

/* Whether a word begins as one of those does that every phrase below has: most texts have none, and that is cheap to see. */
static bool may_be_job_ask(struct str text)
{
#define LETTER(c) ((uint32_t)1 << ((c) - 'a'))
    static const uint32_t first = LETTER('j') | LETTER('h') | LETTER('e') | LETTER('o') | LETTER('v') |
                                  LETTER('p') | LETTER('c') | LETTER('r') | LETTER('g');
#undef LETTER
    bool in_word = false;

    for (size_t at = 0; at < text.n; at++) {
        bool is_start = !in_word;

        in_word = is_alpha(text.p[at]);
        if (is_start && in_word && first >> (to_lower(text.p[at]) - 'a') & 1 &&
            begins_as_one(str_skip(text, at)))
            return true;
    }
    return false;
}

static bool has_word(struct str text, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (utf8_find_words(text, str_from(words[i]), 0) < text.n)
            return true;
    return false;
}

/* Whether one of the few words before `at` takes it back: "I am not asking for a job" is what an ask ought to say. */
static bool is_denied(struct str text, size_t at)
{
    enum { MOST = 4 };
    static const char *const words[] = {"not",  "never", "nor",    "without", "dont",
                                        "wont", "didnt", "rather", "instead", "neither"};
    size_t from = at;

    for (unsigned gaps = 0; from > 0 && gaps <= MOST; from--)
        gaps += text.p[from - 1] == ' ';
    return has_word(str_slice(text, from, at), words, sizeof words / sizeof words[0]);
}

/* Whether the openings asked for are some in a calendar. */
static bool is_about_time(struct str after)
{
    static const char *const words[] = {"calendar", "schedule", "diary", "week", "call", "chat"};

    return has_word(after, words, sizeof words / sizeof words[0]);
}

/* Whether a phrase stands in a plain text, and is meant. */
static bool is_meant(struct str text, struct str phrase)
{
    enum { NEARBY = 60 };
    bool may_be_time = str_ends(phrase, STR("any openings"));
    size_t end;

    for (size_t at = 0; (at = utf8_find_words(text, phrase, at)) < text.n; at = end) {
        end = at + phrase.n;
        if (!is_denied(text, at) && !(may_be_time && is_about_time(str_slice(text, end, end + NEARBY))))
            return true;
    }
    return false;
}

bool job_ask_is_in(struct str text)
{
    static const char *const phrases[] = {
        "hire me",
        "employ me",
        "offer me a job",
        "offer me a position",
        "give me a job",
        "get me a job",
        "get me hired",
        "find me a job",
        "job for me",
        "position for me",
        "opening for me",
        "vacancy for me",
        "are you hiring",
        "do you have any openings",
        "do you have any job openings",
        "do you have any open positions",
        "do you have any vacancies",
        "do you have any jobs",
        "do you have a job",
        "are there any openings",
        "are there any job openings",
        "are there any open positions",
        "are there any vacancies",
        "asked for a job",
        "ask for a job",
        "asking for a job",
        "asked them for a job",
        "asked him for a job",
        "asked her for a job",
        "pass on my resume",
        "pass on my cv",
        "pass my resume on",
        "pass my cv on",
        "forward my resume",
        "forward my cv",
        "consider me for",
        "put in a good word for me",
    };

    struct arena scratch = {0};
    bool is_in = false;

    if (!may_be_job_ask(text))
        return false;
    text = utf8_plain(&scratch, text);
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0] && !is_in; i++)
        is_in = is_meant(text, str_from(phrases[i]));
    arena_free(&scratch);
    return is_in;
}
