#include "unit.h"

#include "text/edit.h"
#include "text/edit_quote.h"

#define BYTES(literal)                    \
    {                                     \
        ("" literal), sizeof(literal) - 1 \
    }

/* Front matter, and what a refusal says in place of the file after. */
#define FILE_OF(yaml) BYTES("---\n" yaml "---\nBody: [x]\n")

struct sample {
    const char *verb; /* of the verbs in edit_of; with ! the value is words */
    const char *key, *value;
    struct str before, after; /* after: "" where there is nothing to do */
    const char *more;         /* the entry, the item to replace, or the key to go behind */
};

static struct edit edit_of(const struct sample *sample)
{
    static const char *const verbs[] = {"set",   "remove",  "append", "drop",
                                        "entry", "replace", "rename", "cut"};
    struct edit edit = {.key = str_from(sample->key), .value = str_from(sample->value)};
    struct str verb = str_from(sample->verb);

    while (!str_starts(verb, str_from(verbs[edit.verb])))
        edit.verb++;
    edit.is_words = str_ends(verb, STR("!"));
    if (edit.verb == EDIT_REPLACE_ITEM)
        edit.old = str_from(sample->more);
    else if (edit.verb >= EDIT_SET_ENTRY)
        edit.entry = str_from(sample->more);
    else
        edit.after = str_from(sample->more);
    return edit;
}

static void assert_edits(const struct sample *samples, size_t count)
{
    struct arena arena = {0};

    for (size_t i = 0; i < count; i++) {
        struct edit edit = edit_of(&samples[i]);
        struct str wanted = samples[i].after, got = {0};
        struct diag problem = {0};
        enum edit_state state = edit_front(&arena, samples[i].before, &edit, &got, &problem);

        if (state == EDIT_REFUSED)
            fail_msg("%s %s \"%s\" in \"%.*s\": refused, %.*s", samples[i].verb, samples[i].key,
                     samples[i].value, STR_ARGS(samples[i].before), STR_ARGS(problem.message));
        if (state != (wanted.n ? EDIT_DONE : EDIT_NOTHING) ||
            !str_equal(got, wanted.n ? wanted : samples[i].before))
            fail_msg("%s %s \"%s\" in \"%.*s\": state %d, got \"%.*s\"", samples[i].verb, samples[i].key,
                     samples[i].value, STR_ARGS(samples[i].before), (int)state, STR_ARGS(got));
    }
    arena_free(&arena);
}

#define ASSERT_EDITS(samples) assert_edits(samples, sizeof(samples) / sizeof *(samples))

static void test_set(void **state)
{
    static const struct sample samples[] = {
        {"set", "a", "2", FILE_OF("a: 1\nb: x\n"), FILE_OF("a: 2\nb: x\n"), NULL},
        {"set", "a", "1", FILE_OF("a: 1\n"), BYTES(""), NULL},
        {"set", "a", "two words", FILE_OF("a:   1   # why\nb: x\n"),
         FILE_OF("a:   two words   # why\nb: x\n"), NULL},
        {"set", "a", "x", FILE_OF("a: '1'\n"), FILE_OF("a: 'x'\n"), NULL},
        {"set", "a", "it's", FILE_OF("a: '1'\n"), FILE_OF("a: 'it''s'\n"), NULL},
        {"set", "a", "a\nb", FILE_OF("a: '1'\n"), FILE_OF("a: \"a\\nb\"\n"), NULL},
        {"set", "a", "say \"x\" \\", FILE_OF("a: \"1\"\n"), FILE_OF("a: \"say \\\"x\\\" \\\\\"\n"), NULL},
        {"set", "a", "no", FILE_OF("a: 1\n"), FILE_OF("a: \"no\"\n"), NULL},
        {"set", "a", "no", FILE_OF("a: 1\nb: 'x'\n"), FILE_OF("a: 'no'\nb: 'x'\n"), NULL},
        {"set", "a", "x", FILE_OF("a:\nb: x\n"), FILE_OF("a: x\nb: x\n"), NULL},
        {"set", "a", "x", FILE_OF("a: \nb: x\n"), FILE_OF("a: x\nb: x\n"), NULL},
        {"set", "a", "x", FILE_OF("a: # owed\n"), FILE_OF("a: x # owed\n"), NULL},
        {"set", "a", "x", FILE_OF("a:  # owed\n"), FILE_OF("a: x # owed\n"), NULL},
        {"set", "a", "x", FILE_OF("a: ~\n"), FILE_OF("a: x\n"), NULL},
        {"set", "a", "~", FILE_OF("a: ~\n"), FILE_OF("a: \"~\"\n"), NULL},
        {"set", "a", "", FILE_OF("a: x\n"), FILE_OF("a: \"\"\n"), NULL},
        {"set", "a", "x", FILE_OF("a: p\n  q\nb: 1\n"), FILE_OF("a: x\nb: 1\n"), NULL},
        {"set", "a", "x", FILE_OF("a:\n  p\nb: 1\n"), FILE_OF("a:\n  x\nb: 1\n"), NULL},
        {"set", "a", "x", FILE_OF("a: \"p\n  q\" # c\n"), FILE_OF("a: \"x\" # c\n"), NULL},
        {"set", "a", "x", FILE_OF("a: |\n  p\n  q\n\n# c\nb: 1\n"), FILE_OF("a: x\n\n# c\nb: 1\n"), NULL},
        {"set", "a", "x", FILE_OF("a: >-\n  p\n"), FILE_OF("a: x\n"), NULL},
        {"set", "b", "x", FILE_OF("a: |\n  p\n\nb: 1\nc: |\n  q\n"),
         FILE_OF("a: |\n  p\n\nb: x\nc: |\n  q\n"), NULL},
        {"set", "Keep In Touch", "never", FILE_OF("Keep In Touch: 3 months\n"),
         FILE_OF("Keep In Touch: never\n"), NULL},
        {"set", "a", "x", FILE_OF("\"a\" : 1\n"), FILE_OF("\"a\" : x\n"), NULL},
        {"set", "a", "\xC3\xA9", FILE_OF("n: \xE6\x97\xA5\na: 1\n"),
         FILE_OF("n: \xE6\x97\xA5\na: \xC3\xA9\n"), NULL},
        {"set", "a", "x", BYTES("---\r\na: 1\r\nb: 2\r\n---\r\n"), BYTES("---\r\na: x\r\nb: 2\r\n---\r\n"),
         NULL},
        {"set", "a", "x", BYTES("---\r\na: |\r\n  p\r\n\r\nb: 2\r\n---"),
         BYTES("---\r\na: x\r\n\r\nb: 2\r\n---"), NULL},
        {"set", "a", "x", BYTES("\xEF\xBB\xBF---\na: 1\n---"), BYTES("\xEF\xBB\xBF---\na: x\n---"), NULL},
    };

    (void)state;
    ASSERT_EDITS(samples);
}

static void test_new_key(void **state)
{
    static const struct sample samples[] = {
        {"set", "k", "2026-11-18", FILE_OF("a: 1\n"), FILE_OF("a: 1\nk: 2026-11-18\n"), NULL},
        {"set", "k", "x", FILE_OF("a: 1\nb: 2\n"), FILE_OF("a: 1\nk: x\nb: 2\n"), "a"},
        {"set", "k", "x", FILE_OF("a: 1 # c\n\n# d\nb: 2\n"), FILE_OF("a: 1 # c\nk: x\n\n# d\nb: 2\n"), "a"},
        {"set", "k", "x", FILE_OF("a: 1\n# end\n\n"), FILE_OF("a: 1\n# end\n\nk: x\n"), "none"},
        {"set", "k", "x", FILE_OF("a: |\n  p\n\nb: 2\n"), FILE_OF("a: |\n  p\nk: x\n\nb: 2\n"), "a"},
        {"set", "k", "x", FILE_OF("a:\n- p\n# c\n- q # d\nb: 2\n"),
         FILE_OF("a:\n- p\n# c\n- q # d\nk: x\nb: 2\n"), "a"},
        {"set", "k", "x", FILE_OF("a:\n  p:\n    q:\nb: 2\n"), FILE_OF("a:\n  p:\n    q:\nk: x\nb: 2\n"),
         "a"},
        {"set", "k", "x", FILE_OF("a: [p,\n  q] # c\nb: 2\n"), FILE_OF("a: [p,\n  q] # c\nk: x\nb: 2\n"),
         "a"},
        {"set", "k", "x", FILE_OF("a:\nb: 2\n"), FILE_OF("a:\nk: x\nb: 2\n"), "a"},
        {"set", "k", "x", FILE_OF("  a: 1\n"), FILE_OF("  a: 1\n  k: x\n"), NULL},
        {"set", "k", "x", FILE_OF(""), FILE_OF("k: x\n"), NULL},
        {"set", "k", "x", FILE_OF("# c\n"), FILE_OF("# c\nk: x\n"), NULL},
        {"set", "k", "x", BYTES("---\n---"), BYTES("---\nk: x\n---"), NULL},
        {"set", "k", "x", BYTES("---\r\n---\r\n"), BYTES("---\r\nk: x\r\n---\r\n"), NULL},
        {"set", "k", "x", BYTES("---\r\na: 1\r\n...\r\nB"), BYTES("---\r\na: 1\r\nk: x\r\n...\r\nB"), NULL},
        {"set", "n", "x", FILE_OF("a: '1'\n"), FILE_OF("a: '1'\n'n': x\n"), NULL},
        {"append", "k", "x", FILE_OF("a: 1\n"), FILE_OF("a: 1\nk:\n  - x\n"), NULL},
        {"append", "k", "x", FILE_OF("a: [1]\n"), FILE_OF("a: [1]\nk: [x]\n"), NULL},
        {"append", "k", "x", FILE_OF("a:\n- 1\n"), FILE_OF("a:\n- 1\nk:\n- x\n"), NULL},
        {"append", "k", "x", FILE_OF("a:\n   - 1\nb: 2\n"), FILE_OF("a:\n   - 1\nk:\n   - x\nb: 2\n"), "a"},
        {"append", "k", "x", BYTES("---\r\na: 1\r\n---\r\n"), BYTES("---\r\na: 1\r\nk:\r\n  - x\r\n---\r\n"),
         NULL},
        {"entry", "k", "skip", FILE_OF("a: 1\n"), FILE_OF("a: 1\nk: {jo: skip}\n"), "jo"},
    };

    (void)state;
    ASSERT_EDITS(samples);
}

static void test_remove(void **state)
{
    static const struct sample samples[] = {
        {"remove", "a", "", FILE_OF("a: 1\nb: 2\n"), FILE_OF("b: 2\n"), NULL},
        {"remove", "c", "", FILE_OF("a: 1\nb: 2\n"), BYTES(""), NULL},
        {"remove", "a", "", FILE_OF("a: 1\n"), FILE_OF(""), NULL},
        {"remove", "b", "", FILE_OF("a: 1\n# on b\nb: 2 # c\n\n# d\n"), FILE_OF("a: 1\n# on b\n\n# d\n"),
         NULL},
        {"remove", "a", "", FILE_OF("a: |\n  p\n\n  q\n\n# c\nb: 2\n"), FILE_OF("\n# c\nb: 2\n"), NULL},
        {"remove", "a", "", FILE_OF("a:\n  - p # c\n  # d\n  - q: |\n      r\nb: 2\n"), FILE_OF("b: 2\n"),
         NULL},
        {"remove", "a", "", FILE_OF("a: {p: 1,\n  q: 2} # c\nb: 2\n"), FILE_OF("b: 2\n"), NULL},
        {"remove", "a", "", FILE_OF("a:\nb: 2\n"), FILE_OF("b: 2\n"), NULL},
        {"remove", "b", "", BYTES("---\r\na: 1\r\nb: 2\r\n---"), BYTES("---\r\na: 1\r\n---"), NULL},
    };

    (void)state;
    ASSERT_EDITS(samples);
}

static void test_append(void **state)
{
    static const struct sample samples[] = {
        {"append", "t", "x", FILE_OF("t: [a, b] # c\n"), FILE_OF("t: [a, b, x] # c\n"), NULL},
        {"append", "t", "x, y", FILE_OF("t: [a]\n"), FILE_OF("t: [a, \"x, y\"]\n"), NULL},
        {"append", "t", "x", FILE_OF("t: [a, 'b']\n"), FILE_OF("t: [a, 'b', 'x']\n"), NULL},
        {"append", "t", "x", FILE_OF("t: [a, b,]\n"), FILE_OF("t: [a, b, x,]\n"), NULL},
        {"append", "t", "x", FILE_OF("t: []\n"), FILE_OF("t: [x]\n"), NULL},
        {"append", "t", "x", FILE_OF("t: [\n  a, # c\n  b # d\n]\n"),
         FILE_OF("t: [\n  a, # c\n  b, x # d\n]\n"), NULL},
        {"append", "t", "x", FILE_OF("t: [[a]]\n"), FILE_OF("t: [\"[[a]]\", x]\n"), NULL},
        {"append", "t", "x", FILE_OF("t: [[a, b]]\n"), FILE_OF("t: [[a, b], x]\n"), NULL},
        {"append", "t", "[[jo]]", FILE_OF("t: [a]\n"), FILE_OF("t: [a, \"[[jo]]\"]\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\n  - a\n  - b # c\n# d\nz: 1\n"),
         FILE_OF("t:\n  - a\n  - b # c\n  - x\n# d\nz: 1\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\n- a\n- b\nz: 1\n"), FILE_OF("t:\n- a\n- b\n- x\nz: 1\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\n  -   a\n"), FILE_OF("t:\n  -   a\n  -   x\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\n  - 'a'\n"), FILE_OF("t:\n  - 'a'\n  - 'x'\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\n  - |\n    a\n\nz: 1\n"),
         FILE_OF("t:\n  - |\n    a\n  - x\n\nz: 1\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\n  - p: 1\n    q: 2\n"), FILE_OF("t:\n  - p: 1\n    q: 2\n  - x\n"),
         NULL},
        {"append", "t", "x", FILE_OF("t:\n- \nz: 1\n"), FILE_OF("t:\n- x\nz: 1\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\n  -\n"), FILE_OF("t:\n  - x\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\n  -    # c\n"), FILE_OF("t:\n  - x   # c\n"), NULL},
        {"append", "t", "x", FILE_OF("t: a # c\n"), FILE_OF("t: [a, x] # c\n"), NULL},
        {"append", "t", "x", FILE_OF("t: a, b\n"), FILE_OF("t: [\"a, b\", x]\n"), NULL},
        {"append", "t", "x", FILE_OF("t: 'a'\n"), FILE_OF("t: ['a', 'x']\n"), NULL},
        {"append", "t", "x", FILE_OF("t: # c\nz: 1\n"), FILE_OF("t: # c\n  - x\nz: 1\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\nz:\n- 1\n"), FILE_OF("t:\n- x\nz:\n- 1\n"), NULL},
        {"append", "t", "x", FILE_OF("t:\nz: [1]\n"), FILE_OF("t: [x]\nz: [1]\n"), NULL},
        {"append", "t", "x", FILE_OF("t: ~ # c\n"), FILE_OF("t: [x] # c\n"), NULL},
        {"append", "t", "x", FILE_OF("t: \"\"\n"), FILE_OF("t: [x]\n"), NULL},
        {"append", "t", "x", BYTES("---\r\nt:\r\n- a\r\n---"), BYTES("---\r\nt:\r\n- a\r\n- x\r\n---"), NULL},
        {"append!", "t", "2024", FILE_OF("t:\n- a\n"), FILE_OF("t:\n- a\n- \"2024\"\n"), NULL},
    };

    (void)state;
    ASSERT_EDITS(samples);
}

static void test_drop(void **state)
{
    static const struct sample samples[] = {
        {"drop", "t", "a", FILE_OF("t: [a, b]\n"), FILE_OF("t: [b]\n"), NULL},
        {"drop", "t", "b", FILE_OF("t: [a, 'b', c]\n"), FILE_OF("t: [a, c]\n"), NULL},
        {"drop", "t", "c", FILE_OF("t: [a, b, c,]\n"), FILE_OF("t: [a, b,]\n"), NULL},
        {"drop", "t", "a", FILE_OF("t: [a]\n"), FILE_OF("t: []\n"), NULL},
        {"drop", "t", "a", FILE_OF("t: [a, ]\n"), FILE_OF("t: []\n"), NULL},
        {"drop", "t", "z", FILE_OF("t: [a]\n"), BYTES(""), NULL},
        {"drop", "z", "a", FILE_OF("t: [a]\n"), BYTES(""), NULL},
        {"drop", "t", "a", FILE_OF("t:\n  - a # c\n  # on b\n  - b\n"), FILE_OF("t:\n  # on b\n  - b\n"),
         NULL},
        {"drop", "t", "b", FILE_OF("t:\n- a\n- b\nz: 1\n"), FILE_OF("t:\n- a\nz: 1\n"), NULL},
        {"drop", "t", "b", FILE_OF("t:\n- a\n-\n  b\n- c\n"), FILE_OF("t:\n- a\n- c\n"), NULL},
        {"drop", "t", "a\n", FILE_OF("t:\n- |\n  a\n\n- c\n"), FILE_OF("t:\n\n- c\n"), NULL},
        {"drop", "t", "a", FILE_OF("t:\n- a\nz: 1\n"), FILE_OF("t:\nz: 1\n"), NULL},
        {"drop", "t", "a", FILE_OF("t: a # c\n"), FILE_OF("t: # c\n"), NULL},
        {"drop", "t", "a", BYTES("---\r\nt:\r\n- a\r\n- b\r\n---"), BYTES("---\r\nt:\r\n- b\r\n---"), NULL},
    };

    (void)state;
    ASSERT_EDITS(samples);
}

static void test_entry(void **state)
{
    static const struct sample samples[] = {
        {"entry", "t", "skip", FILE_OF("t: {jo: 1}\n"), FILE_OF("t: {jo: 1, ana-lima: skip}\n"), "ana-lima"},
        {"entry", "t", "skip", FILE_OF("t: {jo: 1, }\n"), FILE_OF("t: {jo: 1, al: skip, }\n"), "al"},
        {"entry", "t", "skip", FILE_OF("t: {jo: '1'} # c\n"), FILE_OF("t: {jo: 'skip'} # c\n"), "jo"},
        {"entry", "t", "skip", FILE_OF("t: {jo: }\n"), FILE_OF("t: {jo: skip}\n"), "jo"},
        {"entry", "t", "a, b", FILE_OF("t: {}\n"), FILE_OF("t: {jo: \"a, b\"}\n"), "jo"},
        {"entry", "t", "skip", FILE_OF("t:\n"), FILE_OF("t: {jo: skip}\n"), "jo"},
        {"entry", "t", "skip", FILE_OF("t: ~\n"), FILE_OF("t: {jo: skip}\n"), "jo"},
        {"entry", "t", "skip", FILE_OF("t:\n  jo: 1 # c\n# d\nz: 1\n"),
         FILE_OF("t:\n  jo: 1 # c\n  al: skip\n# d\nz: 1\n"), "al"},
        {"entry", "t", "skip", FILE_OF("t:\n  jo: 1 # c\n"), FILE_OF("t:\n  jo: skip # c\n"), "jo"},
        {"entry", "t", "skip", FILE_OF("t:\n  jo:\n  al: 1\n"), FILE_OF("t:\n  jo: skip\n  al: 1\n"), "jo"},
    };

    (void)state;
    ASSERT_EDITS(samples);
}

static void test_replace_item(void **state)
{
    static const struct sample samples[] = {
        {"replace", "t", "x", FILE_OF("t: [a, b, a] # c\n"), FILE_OF("t: [x, b, a] # c\n"), "a"},
        {"replace", "t", "x", FILE_OF("t: ['a', \"b\"]\n"), FILE_OF("t: ['a', \"x\"]\n"), "b"},
        {"replace", "t", "x, y", FILE_OF("t: [a, b]\n"), FILE_OF("t: [a, \"x, y\"]\n"), "b"},
        {"replace", "t", "[[jo]]", FILE_OF("t:\n- '[[ana]]' # c\n- b\n"),
         FILE_OF("t:\n- '[[jo]]' # c\n- b\n"), "[[ana]]"},
        {"replace", "t", "x", FILE_OF("t: a # c\n"), FILE_OF("t: x # c\n"), "a"},
        {"replace", "t", "x", FILE_OF("t: \"a\"\n"), FILE_OF("t: \"x\"\n"), "a"},
        {"replace", "t", "x", FILE_OF("t: |\n  a\nb: 1\n"), FILE_OF("t: x\nb: 1\n"), "a\n"},
        {"replace", "t", "x", FILE_OF("t:\n- |\n  a\n- b\n"), FILE_OF("t:\n- x\n- b\n"), "a\n"},
        {"replace", "t", "x", FILE_OF("t: [a]\n"), BYTES(""), "z"},
        {"replace", "t", "a", FILE_OF("t: [a]\n"), BYTES(""), "a"},
        {"replace", "z", "x", FILE_OF("t: [a]\n"), BYTES(""), "a"},
        {"replace", "t", "x", FILE_OF("t:\n"), BYTES(""), "a"},
        {"replace", "t", "x", BYTES("---\r\nt:\r\n- a\r\n- b\r\n---"),
         BYTES("---\r\nt:\r\n- a\r\n- x\r\n---"), "b"},
        /* Unquoted links. */
        {"replace", "t", "[[jo]]", FILE_OF("t: [[ana]] # c\n"), FILE_OF("t: \"[[jo]]\" # c\n"), "[[ana]]"},
        {"replace", "t", "[[ana]]", FILE_OF("t: [[ana]]\nb: 'x'\n"), BYTES(""), "[[ana]]"},
        {"replace", "t", "[[jo]]", FILE_OF("t:\n  - [[ana|A]]\n  - b\n"),
         FILE_OF("t:\n  - \"[[jo]]\"\n  - b\n"), "[[ana|A]]"},
        {"replace", "t", "jo", FILE_OF("t: [[[ana]], b]\n"), FILE_OF("t: [jo, b]\n"), "[[ana]]"},
        {"replace", "t", "jo", FILE_OF("t: [[ana, b]]\n"), BYTES(""), "[[ana]]"},
        {"replace", "t", "jo", FILE_OF("t: [[\"ana\"]]\n"), BYTES(""), "[[ana]]"},
        {"set", "t", "[[ana]]", FILE_OF("t: [[ana]]\nb: 1\n"), FILE_OF("t: \"[[ana]]\"\nb: 1\n"), NULL},
        {"set", "t", "jo", FILE_OF("t: [[ana lima]] # c\n"), FILE_OF("t: jo # c\n"), NULL},
    };

    (void)state;
    ASSERT_EDITS(samples);
}

static void test_entries(void **state)
{
    static const struct sample samples[] = {
        {"rename", "t", "jo", FILE_OF("t: {ana: 1, b: 2}\n"), FILE_OF("t: {jo: 1, b: 2}\n"), "ana"},
        {"rename", "t", "jo", FILE_OF("t: {'ana': 1}\n"), FILE_OF("t: {'jo': 1}\n"), "ana"},
        {"rename", "t", "jo", FILE_OF("t: {\"ana\":1}\n"), FILE_OF("t: {\"jo\":1}\n"), "ana"},
        {"rename", "t", "2026", FILE_OF("t: {ana: 1}\n"), FILE_OF("t: {\"2026\": 1}\n"), "ana"},
        {"rename", "t", "jo", FILE_OF("t:\n  b: 1\n  ana : # c\n    - x\n  d: 2\n"),
         FILE_OF("t:\n  b: 1\n  jo : # c\n    - x\n  d: 2\n"), "ana"},
        {"rename", "t", "jo", FILE_OF("t: {ana: }\n"), FILE_OF("t: {jo: }\n"), "ana"},
        {"rename", "t", "jo", FILE_OF("t: {b: 1}\n"), BYTES(""), "ana"},
        {"rename", "t", "ana", FILE_OF("t: {ana: 1}\n"), BYTES(""), "ana"},
        {"rename", "t", "jo", FILE_OF("t: 2026-11-18\n"), BYTES(""), "ana"},
        {"rename", "z", "jo", FILE_OF("t: {ana: 1}\n"), BYTES(""), "ana"},
        {"cut", "t", "", FILE_OF("t: {ana: 1, b: 2} # c\n"), FILE_OF("t: {b: 2} # c\n"), "ana"},
        {"cut", "t", "", FILE_OF("t: {ana: 1, b: 2, c: 3}\n"), FILE_OF("t: {ana: 1, c: 3}\n"), "b"},
        {"cut", "t", "", FILE_OF("t: {ana: 1, b: 2, }\n"), FILE_OF("t: {ana: 1, }\n"), "b"},
        {"cut", "t", "", FILE_OF("t: {ana: 1}\n"), FILE_OF("t: {}\n"), "ana"},
        {"cut", "t", "", FILE_OF("t: {\"ana\": 1,}\n"), FILE_OF("t: {}\n"), "ana"},
        {"cut", "t", "", FILE_OF("t: {ana: , b: 1}\n"), FILE_OF("t: {b: 1}\n"), "ana"},
        {"cut", "t", "", FILE_OF("t:\n  ana: 1 # c\n  # d\n  b: |\n    x\n\nz: 1\n"),
         FILE_OF("t:\n  # d\n  b: |\n    x\n\nz: 1\n"), "ana"},
        {"cut", "t", "", FILE_OF("t:\n  ana: 1\n  b: |\n    x\n\nz: 1\n"), FILE_OF("t:\n  ana: 1\n\nz: 1\n"),
         "b"},
        {"cut", "t", "", FILE_OF("t:\n  ana: 1 # c\nz: 1\n"), FILE_OF("t:\nz: 1\n"), "ana"},
        {"cut", "t", "", FILE_OF("t: {? ana : 1, b: 2}\n"), FILE_OF("t: {? b: 2}\n"), "ana"},
        {"cut", "t", "", FILE_OF("t: {b: 1}\n"), BYTES(""), "ana"},
        {"cut", "t", "", FILE_OF("t: skip\n"), BYTES(""), "ana"},
        {"cut", "t", "", FILE_OF("z: 1\n"), BYTES(""), "ana"},
        {"cut", "t", "", BYTES("---\r\nt:\r\n  ana: 1\r\n  b: 2\r\n---"), BYTES("---\r\nt:\r\n  b: 2\r\n---"),
         "ana"},
    };

    (void)state;
    ASSERT_EDITS(samples);
}

/* `after` holds words of the message. */
static const struct sample refusals[] = {
    {"set", "a", "x", BYTES("+++\na = 1\n+++\n"), BYTES("TOML"), NULL},
    {"set", "a", "x", BYTES("\xFF\xFE-\0-\0-\0\n\0"), BYTES("UTF-16"), NULL},
    {"set", "a", "x", BYTES("---\na: 1\n"), BYTES("never closed"), NULL},
    {"set", "a", "x", BYTES("# Ana\n"), BYTES("no front matter"), NULL},
    {"set", "a", "x", BYTES(""), BYTES("empty"), NULL},
    {"set", "a", "x", FILE_OF("a: 1\n<<<<<<< HEAD\n"), BYTES("conflict marker"), NULL},
    {"set", "a", "x", BYTES("---\na: 1\n---\n>>>>>>> b\n"), BYTES("conflict marker"), NULL},
    {"set", "b", "x", FILE_OF("a: &p 1\nb: 2\n"), BYTES("anchor"), NULL},
    {"set", "b", "x", FILE_OF("a: *p\nb: 2\n"), BYTES("alias"), NULL},
    {"set", "b", "x", FILE_OF("a: !!int 1\nb: 2\n"), BYTES("tag"), NULL},
    {"set", "b", "x", FILE_OF("a: 1\na: 2\nb: 3\n"), BYTES("stands here again"), NULL},
    {"set", "b", "x", FILE_OF("a: b: c\n"), BYTES("must stand in quotes"), NULL},
    {"set", "a", "x", FILE_OF("{a: 1}\n"), BYTES("between { and }"), NULL},
    {"set", "a", "x", FILE_OF("a: [1]\n"), BYTES("where one value belongs"), NULL},
    {"set", "a", "x", FILE_OF("a:\n  b: 1\n"), BYTES("where one value belongs"), NULL},
    {"set", "a", "x", FILE_OF("a: | # c\n  b\n"), BYTES("a comment stands behind"), NULL},
    {"set", "a", "\xFF", FILE_OF("a: 1\n"), BYTES("no UTF-8"), NULL},
    {"set", "", "x", FILE_OF("a: 1\n"), BYTES("without a name"), NULL},
    {"entry", "a", "x", FILE_OF("a: {}\n"), BYTES("without a name"), ""},
    {"remove", "a", "", FILE_OF("a: 1\rb: 2\n"), BYTES("without changing more"), NULL},
    {"set", "n", "x", FILE_OF("a: |\n  p\rb: |+\n  q\n\n"), BYTES("none to other programs"), "a"},
    {"append", "a", "x", FILE_OF("a: {b: 1}\n"), BYTES("where a list belongs"), NULL},
    {"append", "a", "x", FILE_OF("a: |\n  b\n"), BYTES("where a list belongs"), NULL},
    {"drop", "a", "x", FILE_OF("a: {b: 1}\n"), BYTES("where a list belongs"), NULL},
    {"drop", "a", "x", FILE_OF("a: [b, # c\n  x]\n"), BYTES("a comment stands beside"), NULL},
    {"drop", "a", "x", FILE_OF("a:\n- # c\n  x\n- y\n"), BYTES("and its hyphen"), NULL},
    {"replace", "a", "x", FILE_OF("a: {b: 1}\n"), BYTES("where a list belongs"), "b"},
    {"replace", "a", "x", FILE_OF("a: [[b # c\n  ]]\n"), BYTES("between these brackets"), "[[b]]"},
    {"replace", "a", "x", FILE_OF("a: [1]\n"), BYTES("no UTF-8"), "\xFF"},
    {"rename", "a", "x", FILE_OF("a: {b: 1, x: 2}\n"), BYTES("stands here already"), "b"},
    {"rename", "a", "x", FILE_OF("a: [b]\n"), BYTES("a field for each"), "b"},
    {"rename", "a", "", FILE_OF("a: {b: 1}\n"), BYTES("without a name"), "b"},
    {"cut", "a", "", FILE_OF("a: [b]\n"), BYTES("a field for each"), "b"},
    {"cut", "a", "", FILE_OF("a: {b: 1, # c\n  d: 2}\n"), BYTES("a comment stands beside"), "b"},
    {"entry", "a", "x", FILE_OF("a: [b]\n"), BYTES("a field for each"), "jo"},
    {"entry", "a", "x", FILE_OF("a: b\n"), BYTES("a field for each"), "jo"},
    {"entry", "a", "x", FILE_OF("a: {jo: [b]}\n"), BYTES("where one value belongs"), "jo"},
};

static void test_refusals(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct edit edit = edit_of(&refusals[i]);
        struct str got = STR("untouched"), says = refusals[i].after;
        struct diag problem = {0};

        if (edit_front(&arena, refusals[i].before, &edit, &got, &problem) != EDIT_REFUSED)
            fail_msg("not refused: %.*s", STR_ARGS(says));
        assert_true(str_equal(got, STR("untouched")));
        if (str_find(problem.message, says, 0) == problem.message.n)
            fail_msg("\"%.*s\" does not say \"%.*s\"", STR_ARGS(problem.message), STR_ARGS(says));
        assert_true(problem.hint.n > 0 && problem.place.line > 0 && problem.place.column > 0);
    }
    arena_free(&arena);
}

/* A refusal's place is the file's. */
static void test_place(void **state)
{
    const struct edit edit = {.verb = EDIT_SET, .key = STR("b"), .value = STR("x")};
    struct arena arena = {0};
    struct diag problem = {0};
    struct str result;

    (void)state;
    assert_int_equal(edit_front(&arena, STR("---\na: 1\nb: [x]\n---\n"), &edit, &result, &problem),
                     EDIT_REFUSED);
    assert_int_equal(problem.rule, RULE_TYPE);
    assert_int_equal(problem.place.line, 3);
    assert_int_equal(problem.place.column, 4);
    arena_free(&arena);
}

static void test_quotes(void **state)
{
    static const struct {
        const char *value, *block, *flow, *words, *single; /* NULL: as the one before */
    } cases[] = {
        {"Ana Lima", "Ana Lima", NULL, NULL, NULL},
        {"2026-11-18", "2026-11-18", NULL, "\"2026-11-18\"", "2026-11-18"},
        {"2026-11-18 15:00", "2026-11-18 15:00", "\"2026-11-18 15:00\"", NULL, "2026-11-18 15:00"},
        {"30", "30", NULL, "\"30\"", "30"},
        {"-3.5", "-3.5", NULL, "\"-3.5\"", "-3.5"},
        {"true", "true", NULL, "\"true\"", "true"},
        {"3 months", "3 months", NULL, NULL, NULL},
        {"no", "\"no\"", NULL, NULL, "'no'"},
        {"On", "\"On\"", NULL, NULL, "'On'"},
        {"y", "\"y\"", NULL, NULL, "'y'"},
        {"~", "\"~\"", NULL, NULL, "'~'"},
        {"null", "\"null\"", NULL, NULL, "'null'"},
        {"012", "\"012\"", NULL, NULL, "'012'"},
        {"12:30", "\"12:30\"", NULL, NULL, "'12:30'"},
        {"1e3", "\"1e3\"", NULL, NULL, "'1e3'"},
        {"0x1F", "\"0x1F\"", NULL, NULL, "'0x1F'"},
        {"+49 30 1234", "\"+49 30 1234\"", NULL, NULL, "'+49 30 1234'"},
        {"1_000", "\"1_000\"", NULL, NULL, "'1_000'"},
        {"<<", "\"<<\"", NULL, NULL, "'<<'"},
        {"", "\"\"", NULL, NULL, "''"},
        {" a", "\" a\"", NULL, NULL, "' a'"},
        {"a ", "\"a \"", NULL, NULL, "'a '"},
        {"a: b", "\"a: b\"", NULL, NULL, "'a: b'"},
        {"a:", "\"a:\"", NULL, NULL, "'a:'"},
        {"a:b", "a:b", "\"a:b\"", NULL, "a:b"},
        {"a #b", "\"a #b\"", NULL, NULL, "'a #b'"},
        {"a#b", "a#b", NULL, NULL, NULL},
        {"- a", "\"- a\"", NULL, NULL, "'- a'"},
        {"-a", "-a", NULL, NULL, NULL},
        {"-", "\"-\"", NULL, NULL, "'-'"},
        {"---", "\"---\"", NULL, NULL, "'---'"},
        {"...", "\"...\"", NULL, NULL, "'...'"},
        {"[[jo]]", "\"[[jo]]\"", NULL, NULL, "'[[jo]]'"},
        {"@jo", "\"@jo\"", NULL, NULL, "'@jo'"},
        {"#a", "\"#a\"", NULL, NULL, "'#a'"},
        {"*a*", "\"*a*\"", NULL, NULL, "'*a*'"},
        {"%a", "\"%a\"", NULL, NULL, "'%a'"},
        {"`a`", "\"`a`\"", NULL, NULL, "'`a`'"},
        {"'a'", "\"'a'\"", NULL, NULL, "'''a'''"},
        {"it's", "it's", NULL, NULL, NULL},
        {"a, b", "a, b", "\"a, b\"", NULL, "a, b"},
        {"a?", "a?", "\"a?\"", NULL, "a?"},
        {"a\tb\n", "\"a\\tb\\n\"", NULL, NULL, NULL},
        {"a\x01\x7F", "\"a\\x01\\x7F\"", NULL, NULL, NULL},
        {"a\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF", "\"a\\x85\\u2028\\uFEFF\"", NULL, NULL, NULL},
        {"\xC3\xA9\xF0\x9F\x8C\xB1", "\xC3\xA9\xF0\x9F\x8C\xB1", NULL, NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *flow = cases[i].flow ? cases[i].flow : cases[i].block;
        const struct {
            struct quoting quoting;
            const char *wanted;
        } forms[] = {
            {{0}, cases[i].block},
            {{.in_flow = true}, flow},
            {{.in_flow = true, .is_words = true}, cases[i].words ? cases[i].words : flow},
            {{.mark = '\''}, cases[i].single ? cases[i].single : cases[i].block},
        };

        for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
            struct buf out = {0};

            quote_put(&out, str_from(cases[i].value), &forms[form].quoting);
            if (!str_equal(buf_str(&out), str_from(forms[form].wanted)))
                fail_msg("\"%s\", form %zu: got %.*s, wanted %s", cases[i].value, form,
                         STR_ARGS(buf_str(&out)), forms[form].wanted);
            buf_free(&out);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set),          cmocka_unit_test(test_new_key), cmocka_unit_test(test_remove),
        cmocka_unit_test(test_append),       cmocka_unit_test(test_drop),    cmocka_unit_test(test_entry),
        cmocka_unit_test(test_replace_item), cmocka_unit_test(test_entries), cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_place),        cmocka_unit_test(test_quotes),
    };
    return unit_run(tests);
}
