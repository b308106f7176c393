#include "unit.h"

#include <ftw.h>
#include <time.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/front.h"

#define BYTES(literal)                    \
    {                                     \
        ("" literal), sizeof(literal) - 1 \
    }

static void assert_str(struct str got, struct str wanted)
{
    if (!str_equal(got, wanted))
        fail_msg("got \"%.*s\", wanted \"%.*s\"", STR_ARGS(got), STR_ARGS(wanted));
}

static void test_cuts(void **state)
{
    static const struct {
        struct str file, yaml, body;
        uint32_t body_line;
        bool has_bom;
    } cases[] = {
        {BYTES("---\nname: Ana\n---\nBody\n"), BYTES("name: Ana\n"), BYTES("Body\n"), 4, false},
        {BYTES("---\nname: Ana\n...\nBody"), BYTES("name: Ana\n"), BYTES("Body"), 4, false},
        {BYTES("---\n---\n"), BYTES(""), BYTES(""), 3, false},
        {BYTES("---\n---"), BYTES(""), BYTES(""), 3, false},
        {BYTES("--- \t\na: 1\n---\t \nb"), BYTES("a: 1\n"), BYTES("b"), 4, false},
        {BYTES("\xEF\xBB\xBF---\na: 1\n---\nb"), BYTES("a: 1\n"), BYTES("b"), 4, true},
        {BYTES("---\r\na: 1\r\n--- \r\nb\r\n"), BYTES("a: 1\r\n"), BYTES("b\r\n"), 4, false},
        {BYTES("\xEF\xBB\xBF---\r\na: 1\r\n---\r\n"), BYTES("a: 1\r\n"), BYTES(""), 4, true},
        {BYTES("---\na: |\n  ---\n  b\n---\n"), BYTES("a: |\n  ---\n  b\n"), BYTES(""), 6, false},
        {BYTES("---\na: 1\n----\n--- x\n....\n---\nb"), BYTES("a: 1\n----\n--- x\n....\n"), BYTES("b"), 7,
         false},
        {BYTES("---\na: 1\n---\n---\nb"), BYTES("a: 1\n"), BYTES("---\nb"), 4, false},
        {BYTES("---\na: <<<<<<< x\n---\n <<<<<<< x\n<<<<<<<x\n<<<<<<\n<<<<<<<< x\n>>>>>>>"),
         BYTES("a: <<<<<<< x\n"), BYTES(" <<<<<<< x\n<<<<<<<x\n<<<<<<\n<<<<<<<< x\n>>>>>>>"), 4, false},
        {BYTES("---\na: \xC3\xA9\xF0\x9F\x8C\xB1\n---\n\xE2\x80\xA8"), BYTES("a: \xC3\xA9\xF0\x9F\x8C\xB1\n"),
         BYTES("\xE2\x80\xA8"), 4, false},
        {BYTES("---\na: 1\rb: 2\n---\n"), BYTES("a: 1\rb: 2\n"), BYTES(""), 4, false},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct front front;
        struct diag problem = {0};

        assert_int_equal(front_split(&arena, cases[i].file, &front, &problem), FRONT_FINE);
        assert_str(front.file, cases[i].file);
        assert_str(front.yaml, cases[i].yaml);
        assert_str(front.body, cases[i].body);
        assert_int_equal(front.yaml_line, 2);
        assert_int_equal(front.body_line, cases[i].body_line);
        assert_int_equal(front.has_bom, cases[i].has_bom);
        assert_int_equal(problem.message.n, 0);
    }
    arena_free(&arena);
}

struct refusal {
    struct str file;
    enum rule rule;
    uint32_t line, column;
    const char *says; /* in the message */
};

static void assert_problem(const struct diag *problem, const struct refusal *wanted)
{
    struct str says = str_from(wanted->says);

    if (str_find(problem->message, says, 0) == problem->message.n)
        fail_msg("\"%.*s\" does not say \"%s\"", STR_ARGS(problem->message), wanted->says);
    if (problem->rule != wanted->rule || problem->place.line != wanted->line ||
        problem->place.column != wanted->column)
        fail_msg("%s: rule %s at %u:%u, wanted %s at %u:%u", wanted->says, rule_id(problem->rule),
                 (unsigned)problem->place.line, (unsigned)problem->place.column, rule_id(wanted->rule),
                 (unsigned)wanted->line, (unsigned)wanted->column);
    assert_true(problem->hint.n > 0);
    assert_true(str_index(problem->message, '\n', 0) == problem->message.n);
}

static void test_refusals(void **state)
{
    static const struct refusal cases[] = {
        {BYTES(""), RULE_FRONT_MATTER, 1, 1, "empty"},
        {BYTES(" \r\n\t\n"), RULE_FRONT_MATTER, 1, 1, "empty"},
        {BYTES("\xEF\xBB\xBF"), RULE_FRONT_MATTER, 1, 1, "empty"},
        {BYTES("# Ana\n"), RULE_FRONT_MATTER, 1, 1, "has no front matter"},
        {BYTES("--\n"), RULE_FRONT_MATTER, 1, 1, "has no front matter"},
        {BYTES("\n---\na: 1\n---\n"), RULE_FRONT_MATTER, 1, 1, "empty line before"},
        {BYTES("  \r\n---\na: 1\n---\n"), RULE_FRONT_MATTER, 1, 1, "empty line before"},
        {BYTES(" ---\na: 1\n---\n"), RULE_FRONT_MATTER, 1, 1, "spaces before"},
        {BYTES("+++\na = 1\n+++\n"), RULE_FRONT_MATTER, 1, 1, "TOML"},
        {BYTES("{\"a\": 1}\n"), RULE_FRONT_MATTER, 1, 1, "JSON"},
        {BYTES("\xE2\x80\x94-\na: 1\n"), RULE_FRONT_MATTER, 1, 1, "long dash"},
        {BYTES("\xE2\x80\x93-\na: 1\n"), RULE_FRONT_MATTER, 1, 1, "long dash"},
        {BYTES("----\na: 1\n---\n"), RULE_FRONT_MATTER, 1, 1, "not --- alone"},
        {BYTES("--- a: 1\n---\n"), RULE_FRONT_MATTER, 1, 1, "not --- alone"},
        {BYTES("---\xC2\xA0\na: 1\n---\n"), RULE_FRONT_MATTER, 1, 1, "not --- alone"},
        {BYTES("---\ra: 1\r---\r"), RULE_FRONT_MATTER, 1, 1, "carriage return"},
        {BYTES("---"), RULE_FRONT_MATTER, 1, 1, "never closed"},
        {BYTES("---\na: 1\n"), RULE_FRONT_MATTER, 1, 1, "never closed"},
        {BYTES("---\na: 1\n ---\n"), RULE_FRONT_MATTER, 1, 1, "never closed"},
        {BYTES("\xFF\xFE-\0-\0-\0\n\0"), RULE_UTF8, 1, 1, "UTF-16"},
        {BYTES("\xFE\xFF\0-\0-\0-\0\n"), RULE_UTF8, 1, 1, "UTF-16"},
        {BYTES("-\0-\0-\0\n\0"), RULE_UTF8, 1, 1, "UTF-16"},
        {BYTES("\0-\0-\0-\0\n"), RULE_UTF8, 1, 1, "UTF-16"},
        {BYTES("---\nname: Jos\xE9\n---\n"), RULE_UTF8, 2, 10, "0xE9"},
        {BYTES("---\na: \xE6\x97\xA5\xC3\xA9\xFFx\n---\n"), RULE_UTF8, 2, 7, "0xFF"},
        {BYTES("---\na: 1\n---\nok\nno \xC0\xAF\n"), RULE_UTF8, 5, 4, "0xC0"},
        {BYTES("---\na: 1\n---\n\xED\xA0\x80\n"), RULE_UTF8, 4, 1, "0xED"},
        {BYTES("---\na: 1\n---\nend\xC3"), RULE_UTF8, 4, 4, "0xC3"},
        {BYTES("\xEF\xBB\xBF\xFF---\n"), RULE_UTF8, 1, 1, "0xFF"},
        {BYTES("---\na: x\0y\n---\n"), RULE_UTF8, 2, 5, "NUL"},
        {BYTES("---\na: 1\n---\nx\0\xFF"), RULE_UTF8, 4, 2, "NUL"},
        {BYTES("---\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n---\n"), RULE_CONFLICT_MARKER, 2, 1,
         "conflict"},
        {BYTES("---\na: 1\n---\ntext\n>>>>>>> branch\n"), RULE_CONFLICT_MARKER, 5, 1, "conflict"},
        {BYTES("<<<<<<< HEAD\n---\na: 1\n---\n"), RULE_CONFLICT_MARKER, 1, 1, "conflict"},
        {BYTES("\xEF\xBB\xBF<<<<<<< HEAD\n---\n"), RULE_CONFLICT_MARKER, 1, 1, "conflict"},
        {BYTES("---\r\na: 1\r\n---\r\n<<<<<<< \r\n"), RULE_CONFLICT_MARKER, 4, 1, "conflict"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct front front;
        struct diag problem = {0};

        if (front_split(&arena, cases[i].file, &front, &problem) != FRONT_BAD)
            fail_msg("taken: %s", cases[i].says);
        assert_problem(&problem, &cases[i]);
    }
    arena_free(&arena);
}

/* A marker is found wherever it begins: it is looked for at each seventh byte. */
static void test_marker_at_every_offset(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (size_t before = 0; before < 40; before++) {
        struct buf file = {0};
        struct diag problem = {0};

        buf_puts(&file, "---\n---\n");
        buf_repeat(&file, 'x', before);
        buf_puts(&file, "\n>>>>>>> b");
        assert_false(front_text_fine(&arena, buf_str(&file), &problem));
        assert_int_equal(problem.rule, RULE_CONFLICT_MARKER);
        assert_int_equal(problem.place.line, 4);
        assert_int_equal(problem.place.column, 1);
        buf_free(&file);
    }
    arena_free(&arena);
}

static void test_text_fine(void **state)
{
    struct arena arena = {0};
    struct diag problem = {0};

    (void)state;
    assert_true(front_text_fine(&arena, (struct str){0}, &problem));
    assert_true(front_text_fine(&arena, STR("format: 1\n"), &problem));
    assert_false(front_text_fine(&arena, STR("a\nb\xFF"), &problem));
    assert_int_equal(problem.rule, RULE_UTF8);
    assert_int_equal(problem.place.line, 2);
    assert_int_equal(problem.place.column, 2);
    arena_free(&arena);
}

static void test_place(void **state)
{
    static const struct {
        struct str file;
        size_t offset;
        uint32_t line, column;
    } cases[] = {
        {BYTES(""), 0, 1, 1},
        {BYTES("abc"), 2, 1, 3},
        {BYTES("abc"), 99, 1, 4},
        {BYTES("a\nb\n"), 1, 1, 2},
        {BYTES("a\nb\n"), 2, 2, 1},
        {BYTES("a\nb\n"), 4, 3, 1},
        {BYTES("a\r\nb"), 3, 2, 1},
        {BYTES("a\rb\xC2\x85"
               "c\xE2\x80\xA8"
               "d"),
         1, 1, 2}, /* lone CR, NEL and LS end no line */
        {BYTES("a\n\xE6\x97\xA5x"), 5, 2, 3},
        {BYTES("\xEF\xBB\xBF"
               "abc\nd"),
         3, 1, 1},
        {BYTES("\xEF\xBB\xBF"
               "abc\nd"),
         5, 1, 3},
        {BYTES("\xEF\xBB\xBF"
               "abc\nd"),
         0, 1, 1},
        {BYTES("\xEF\xBB\xBF"
               "abc\nd"),
         7, 2, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct place place = front_place(cases[i].file, cases[i].offset);

        assert_int_equal(place.line, cases[i].line);
        assert_int_equal(place.column, cases[i].column);
    }
}

/* Splits, and says how it went and under which rule. */
static enum front_state split(struct buf *file, struct diag *problem)
{
    struct arena arena = {0};
    struct front front;
    enum front_state state = front_split(&arena, buf_str(file), &front, problem);

    if (state == FRONT_BODY_UNREAD)
        assert_str(front.yaml, STR("a: 1\n"));
    if (state != FRONT_FINE)
        assert_true(problem->hint.n > 0);
    arena_free(&arena);
    return state;
}

static void test_limits(void **state)
{
    static const struct {
        const char *before;
        char fill;
        size_t times;
        const char *after;
        enum front_state just, over; /* with `times`, and with one more */
        uint32_t line, column;       /* of the finding */
    } cases[] = {
        {"---\n#", 'x', LIMIT_FRONT_MATTER - 2, "\n---\n", FRONT_FINE, FRONT_BAD, 1, 1},
        {"---\na: 1\n---\n", 'x', LIMIT_BODY, "", FRONT_FINE, FRONT_BODY_UNREAD, 4, 1},
        {"---\na: 1\n---\n", '[', LIMIT_BODY_BRACKETS, "", FRONT_FINE, FRONT_BODY_UNREAD, 4,
         LIMIT_BODY_BRACKETS + 1},
        {"---\na: 1\n---\n[\n", '[', LIMIT_BODY_BRACKETS - 1, "x", FRONT_FINE, FRONT_BODY_UNREAD, 5,
         LIMIT_BODY_BRACKETS},
        {"---\na: 1\n---\n", 'x', LIMIT_FILE - 13, "", FRONT_BODY_UNREAD, FRONT_BAD, 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t more = 0; more < 2; more++) {
            struct buf file = {0};
            struct diag problem = {0};

            buf_puts(&file, cases[i].before);
            buf_repeat(&file, cases[i].fill, cases[i].times + more);
            buf_puts(&file, cases[i].after);
            assert_int_equal(split(&file, &problem), more ? cases[i].over : cases[i].just);
            if (more) {
                assert_int_equal(problem.rule, RULE_SIZE);
                assert_int_equal(problem.place.line, cases[i].line);
                assert_int_equal(problem.place.column, cases[i].column);
            }
            buf_free(&file);
        }
    }
}

/* Files of the largest size, of what the scanners must look at twice. */
static void test_hostile(void **state)
{
    static const char *const pieces[] = {
        "<",      ">",   "<<<<<<",   "\n<<<<<<<",        "[",   "\n", "\r", "-", "---",
        "\n---x", "...", "\xC3\xA9", "\xF0\x9F\x8C\xB1", " \n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf file = {0};
        struct diag problem = {0};
        clock_t start;

        buf_puts(&file, "---\n");
        while (file.n + 8 < LIMIT_FILE)
            buf_puts(&file, pieces[i]);
        start = clock();
        split(&file, &problem);
        assert_true(clock() - start < CLOCKS_PER_SEC);
        buf_free(&file);
    }
}

/* nftw hands its callback nothing of ours. */
static size_t corpus_files, corpus_fine;

static int split_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    size_t n = strlen(path);
    struct arena arena = {0};
    struct buf bytes = {0};
    struct front front;
    struct diag problem = {0};
    FILE *file;

    (void)ftw;
    if (type != FTW_F || n < 3 || strcmp(path + n - 3, ".md") != 0 || !(file = fopen(path, "rb")))
        return 0;
    bytes.n = fread(buf_room(&bytes, (size_t)st->st_size), 1, (size_t)st->st_size, file);
    fclose(file);
    corpus_files++;
    if (front_split(&arena, buf_str(&bytes), &front, &problem) != FRONT_BAD) {
        corpus_fine++;
        assert_true(front.yaml.p >= bytes.p && front.yaml.p + front.yaml.n <= front.body.p);
        assert_ptr_equal(front.body.p + front.body.n, bytes.p + bytes.n);
        assert_int_equal(front_place(front.file, (size_t)(front.yaml.p - bytes.p)).line, front.yaml_line);
        if (front.body.n)
            assert_int_equal(front_place(front.file, (size_t)(front.body.p - bytes.p)).line, front.body_line);
    } else {
        assert_true(problem.message.n > 0 && problem.place.line > 0 && problem.place.column > 0);
    }
    buf_free(&bytes);
    arena_free(&arena);
    return 0;
}

static void test_corpora(void **state)
{
    (void)state;
    if (nftw("../shared/corpora", split_one, 32, FTW_PHYS) != 0 || !corpus_files)
        unit_skip("no ../shared/corpora");
    assert_true(corpus_fine > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cuts),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_marker_at_every_offset),
        cmocka_unit_test(test_text_fine),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_corpora),
    };

    return unit_run(tests);
}
