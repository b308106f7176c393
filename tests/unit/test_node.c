#include "unit.h"

#include <ftw.h>
#include <time.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/limits.h"
#include "text/front.h"
#include "text/node.h"

#define BYTES(literal)                    \
    {                                     \
        ("" literal), sizeof(literal) - 1 \
    }

/* The line of the file on which the tests' YAML begins. */
enum { FIRST_LINE = 2 };

/* Writes a tree as `{key=text,key=[a,b]}`; the style of a text before it: ' quoted, | block. */
static void write_tree(struct buf *out, const struct node *node)
{
    uint32_t count = 0;

    must(node);
    if (node->key) {
        buf_put(out, node->key->text);
        buf_putc(out, '=');
    }
    if (node->kind == NODE_SCALAR) {
        if (node->style != NODE_PLAIN)
            buf_putc(out, node->style == NODE_BLOCK ? '|' : '\'');
        buf_put(out, node->text);
        return;
    }
    buf_putc(out, node->kind == NODE_MAP ? '{' : '[');
    for (const struct node *value = node->first; value; value = value->next, count++) {
        buf_puts(out, count ? "," : "");
        write_tree(out, value);
    }
    assert_int_equal(count, node->count);
    buf_putc(out, node->kind == NODE_MAP ? '}' : ']');
}

static void test_trees(void **state)
{
    static const struct {
        struct str yaml;
        const char *tree;
    } cases[] = {
        {BYTES(""), "{}"},
        {BYTES("\n\n"), "{}"},
        {BYTES("# only a comment\n"), "{}"},
        {BYTES("~\n"), "{}"},
        {BYTES("{}\n"), "{}"},
        {BYTES("\xEF\xBB\xBF"), "{}"},
        {BYTES("a: 1\n"), "{a=1}"},
        {BYTES("a: 1"), "{a=1}"},
        {BYTES("a: no\nb: 3:30\nc: 0123\nd: null\ne:\nf: ~\n"), "{a=no,b=3:30,c=0123,d=null,e=,f=~}"},
        {BYTES("a: 'it''s'\nb: \"x\\ty\"\nc: |\n  one\n  two\nd: >-\n  x\n  y\n"),
         "{a='it's,b='x\ty,c=|one\ntwo\n,d=|x y}"},
        {BYTES("a: one\n  two\n"), "{a=one two}"},
        {BYTES("a: [x, 'y', [z]]\nb:\n- x\n-\n- - y\n"), "{a=[x,'y,[z]],b=[x,,[y]]}"},
        {BYTES("a: {b: c, d, \"e\":f}\n"), "{a={b=c,d=,e=f}}"},
        {BYTES("a: [b: c]\n"), "{a=[{b=c}]}"},
        {BYTES("a: [[ana-lima]]\n"), "{a=[[ana-lima]]}"},
        {BYTES("a:\n  b: 1\n  c:\n    - d: 2\n      e: 3\n"), "{a={b=1,c=[{d=2,e=3}]}}"},
        {BYTES("{a: 1, b: [2]}\n"), "{a=1,b=[2]}"},
        {BYTES("{? a : 1}\n"), "{a=1}"},
        {BYTES("  a: 1\n  b: 2\n"), "{a=1,b=2}"},
        {BYTES("a: 1 # x\n# y\nb: 2#z\n"), "{a=1,b=2#z}"},
        {BYTES("Keep In Touch: 3 months\n\"q\": 1\nwhy ?: 2\nz: 3\n"),
         "{Keep In Touch=3 months,q=1,why ?=2,z=3}"},
        {BYTES("\"<<\": 1\n"), "{<<=1}"},
        {BYTES("a: 1\r\nb:\r\n  - x\r\n"), "{a=1,b=[x]}"},
        {BYTES("---\na: 1\n...\n"), "{a=1}"},
        {BYTES("a: x*y&z!\nb: -1\nc: http://x.org/\nd: a:b\n"), "{a=x*y&z!,b=-1,c=http://x.org/,d=a:b}"},
        {BYTES("\xC3\xA9: \xE6\x97\xA5\xE6\x9C\xAC\n"), "{\xC3\xA9=\xE6\x97\xA5\xE6\x9C\xAC}"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag problem = {0};
        struct node *top = node_parse(&arena, cases[i].yaml, FIRST_LINE, &problem);
        struct buf tree = {0};

        if (!top)
            fail_msg("%s: %.*s", cases[i].tree, STR_ARGS(problem.message));
        write_tree(&tree, top);
        buf_putc(&tree, '\0');
        assert_string_equal(tree.p, cases[i].tree);
        buf_free(&tree);
    }
    arena_free(&arena);
}

struct refusal {
    struct str yaml;
    enum rule rule;
    uint32_t line, column; /* of the YAML */
    const char *says;      /* in the message */
    const char *hint;      /* in the hint */
};

static bool has(struct str text, const char *part)
{
    return str_find(text, str_from(part), 0) < text.n || !*part;
}

static void assert_refused(const struct refusal *wanted)
{
    struct arena arena = {0};
    struct diag problem = {0};

    if (node_parse(&arena, wanted->yaml, FIRST_LINE, &problem))
        fail_msg("taken: %.*s", STR_ARGS(wanted->yaml));
    if (!has(problem.message, wanted->says) || !has(problem.hint, wanted->hint) || !problem.hint.n)
        fail_msg("%.*s: \"%.*s\" (%.*s), wanted \"%s\" (%s)", STR_ARGS(wanted->yaml),
                 STR_ARGS(problem.message), STR_ARGS(problem.hint), wanted->says, wanted->hint);
    if (problem.rule != wanted->rule || problem.place.line != wanted->line + FIRST_LINE - 1 ||
        problem.place.column != wanted->column)
        fail_msg("%.*s: %s at %u:%u, wanted %s at %u:%u", STR_ARGS(wanted->yaml), rule_id(problem.rule),
                 (unsigned)(problem.place.line + 1 - FIRST_LINE), (unsigned)problem.place.column,
                 rule_id(wanted->rule), (unsigned)wanted->line, (unsigned)wanted->column);
    arena_free(&arena);
}

/* What format.md refuses though it is YAML. */
static void test_not_ours(void **state)
{
    static const struct refusal cases[] = {
        {BYTES("a: *x\n"), RULE_ALIAS, 1, 4, "alias", "a: \"*x\""},
        {BYTES("a: *bold* text\n"), RULE_ALIAS, 1, 4, "alias", "a: \"*bold* text\""},
        {BYTES("*a : x\n"), RULE_ALIAS, 1, 1, "alias", "quotes"},
        {BYTES("a: &x y\n"), RULE_ALIAS, 1, 4, "anchor", "a: \"&x y\""},
        {BYTES("a: & y\n"), RULE_ALIAS, 1, 4, "anchor", "a: \"& y\""},
        {BYTES("a: &x\n"), RULE_ALIAS, 1, 4, "anchor", "quotes"},
        {BYTES("a: &x [b]\n"), RULE_ALIAS, 1, 4, "anchor", "quotes"},
        {BYTES("&x a: b\n"), RULE_ALIAS, 1, 1, "anchor", "quotes"},
        {BYTES("a: !!str x\n"), RULE_ALIAS, 1, 4, "tag", "a: \"!!str x\""},
        {BYTES("a: ! x\n"), RULE_ALIAS, 1, 4, "tag", "a: \"! x\""},
        {BYTES("a: !\n"), RULE_ALIAS, 1, 4, "tag", "quotes"},
        {BYTES("a: !x!y z\n"), RULE_ALIAS, 1, 4, "tag", "quotes"},
        {BYTES("a: !<\n"), RULE_ALIAS, 1, 4, "tag", "quotes"},
        {BYTES("!!map\na: b\n"), RULE_ALIAS, 1, 1, "tag", "quotes"},
        {BYTES("<<: x\n"), RULE_ALIAS, 1, 1, "merge key", "here"},
        {BYTES("%YAML 1.1\na: 1\n"), RULE_YAML, 1, 1, "directive", "%"},
        {BYTES("%YAML 1.1\n---\na: 1\n"), RULE_YAML, 1, 1, "directive", "%"},
        {BYTES("%TAG ! x\n---\na: 1\n"), RULE_YAML, 1, 1, "directive", "%"},
        {BYTES("%\n"), RULE_YAML, 1, 1, "%", ""},
        {BYTES("a: 1\n--- text\n"), RULE_YAML, 2, 1, "second document", "---"},
        {BYTES("---\na: 1\n---\nb: 2\n"), RULE_YAML, 3, 1, "second document", "---"},
        {BYTES("? a\n: b\n"), RULE_YAML, 1, 3, "no plain text", "key: value"},
        {BYTES("? a\n"), RULE_YAML, 1, 3, "no plain text", "key: value"},
        {BYTES("? |\n a\n: b\n"), RULE_YAML, 1, 3, "no plain text", "key: value"},
        {BYTES("? # x\n  a\n: b\n"), RULE_YAML, 2, 3, "no plain text", "key: value"},
        {BYTES("? a: x\n: b\n"), RULE_YAML, 1, 3, "no plain text", "key: value"},
        {BYTES("? [a]\n: b\n"), RULE_YAML, 1, 3, "list or map", "quotes"},
        {BYTES("[a]: b\n"), RULE_YAML, 1, 1, "list or map", "quotes"},
        {BYTES("a: {{name}}\n"), RULE_YAML, 1, 5, "list or map", "quotes"},
        {BYTES("a: 1\nb: 2\na: 3\n"), RULE_DUPLICATE_KEY, 3, 1, "\"a\" stands here again, first on line 2",
         "list"},
        {BYTES("a: 1\n'a': 3\n"), RULE_DUPLICATE_KEY, 2, 1, "\"a\"", "list"},
        {BYTES("a: {b: 1, b: 2}\n"), RULE_DUPLICATE_KEY, 1, 11, "\"b\"", "list"},
        {BYTES("a:\n  - b: 1\n    b: 2\n"), RULE_DUPLICATE_KEY, 3, 5, "\"b\"", "list"},
        {BYTES("\"a\\nb\": 1\n\"a\\nb\": 2\n"), RULE_DUPLICATE_KEY, 2, 1, "\"a b\"", "list"},
        {BYTES("a: \"x\\0y\"\n"), RULE_UTF8, 1, 4, "NUL", "delete"},
        {BYTES("- a\n- b\n"), RULE_YAML, 1, 1, "a list", "key: value"},
        {BYTES("[a]\n"), RULE_YAML, 1, 1, "a list", "key: value"},
        {BYTES("just text\n"), RULE_YAML, 1, 1, "text, not fields", "key: value"},
        {BYTES("name:Ana\n"), RULE_YAML, 1, 1, "text, not fields", "key: value"},
        {BYTES("''\n"), RULE_YAML, 1, 1, "text, not fields", "key: value"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(&cases[i]);
}

/* What people get wrong, in words for those who do not know YAML. */
static void test_mistakes(void **state)
{
    static const struct refusal cases[] = {
        {BYTES("role: Head of Grid: North\n"), RULE_YAML, 1, 19, "colon and a space",
         "role: \"Head of Grid: North\""},
        {BYTES("a: 1\n- b: say \"x\": y\n"), RULE_YAML, 2, 1, "fits no line", "indent"},
        {BYTES("a: the \"x\": y\r\n"), RULE_YAML, 1, 11, "colon and a space", "a: 'the \"x\": y'"},
        {BYTES("a:\n  - b: c: d\n"), RULE_YAML, 2, 9, "colon and a space", "- b: \"c: d\""},
        {BYTES("a: b: c # d\n"), RULE_YAML, 1, 5, "colon and a space", "quotes"},
        {BYTES("\xE6\x97\xA5: \xE6\x9C\xAC: c\n"), RULE_YAML, 1, 7, "colon and a space",
         "\xE6\x97\xA5: \"\xE6\x9C\xAC: c\""},
        {BYTES("\xEF\xBB\xBF"
               "a: b: c\n"),
         RULE_YAML, 1, 5, "colon and a space", "a: \"b: c\""},
        {BYTES("name: Ana\n  org: Grid\n"), RULE_YAML, 2, 3, "is indented", "like the line above"},
        {BYTES("name:Ana\norg: Grid\n"), RULE_YAML, 1, 1, "no colon with a space", "key: value"},
        {BYTES("\"a\n b\": c\n"), RULE_YAML, 2, 2, "indented", "key"},
        {BYTES("a: 1\nsome words\nb: 2\n"), RULE_YAML, 2, 1, "no colon", "key: value"},
        {BYTES("a:\n\tb: 1\n"), RULE_YAML, 2, 1, "tab", "spaces"},
        {BYTES("a: b\n\tc\n"), RULE_YAML, 2, 1, "tab", "spaces"},
        {BYTES("a: |\n\tc\n"), RULE_YAML, 2, 1, "tab", "spaces"},
        {BYTES("a: \"x\nb: y\n"), RULE_YAML, 1, 4, "quote that opens here is never closed", "close it"},
        {BYTES("a: 'x\n"), RULE_YAML, 1, 4, "quote that opens here is never closed", "apostrophe"},
        {BYTES("a: \"x\nb: 1\nc: \"y\"\n"), RULE_YAML, 1, 4, "closed only on line 4", "close it"},
        {BYTES("a: 'Ana's'\n"), RULE_YAML, 1, 9, "after the closing quote", "apostrophe"},
        {BYTES("a: \"C:\\path\"\n"), RULE_YAML, 1, 7, "backslash", "single quotes"},
        {BYTES("tags: [a, b\n"), RULE_YAML, 1, 7, "[ that opens here is never closed", "]"},
        {BYTES("tags: [a, b\nname: x\n"), RULE_YAML, 1, 7, "[ that opens here is never closed", "]"},
        {BYTES("a: {b: c\n"), RULE_YAML, 1, 4, "{ that opens here is never closed", "}"},
        {BYTES("a: [x: y: z]\n"), RULE_YAML, 1, 9, "comma", "quotes"},
        {BYTES("a: [x] y\n"), RULE_YAML, 1, 8, "after the end of the value", "quotes"},
        {BYTES("a: @x\n"), RULE_YAML, 1, 4, "begin with @", "a: \"@x\""},
        {BYTES("a: `x`\n"), RULE_YAML, 1, 4, "begin with `", "a: \"`x`\""},
        {BYTES("a: % x\n"), RULE_YAML, 1, 4, "begin with %", "a: \"% x\""},
        {BYTES("a: [@x, b]\n"), RULE_YAML, 1, 5, "begin with @", "put the text in quotes"},
        {BYTES("{a: @x}\n"), RULE_YAML, 1, 5, "begin with @", "put the text in quotes"},
        {BYTES("a: >5 years\n"), RULE_YAML, 1, 4, "| or >", "a: \">5 years\""},
        {BYTES("a: ]x\n"), RULE_YAML, 1, 4, "cannot begin", "a: \"]x\""},
        {BYTES("a: - x\n"), RULE_YAML, 1, 4, "list begins on the line of its key", "\"- \""},
        {BYTES("a: ? x\n"), RULE_YAML, 1, 4, "\"? \"", "a: \"? x\""},
        {BYTES("a:\n  - x\n  y: 1\n"), RULE_YAML, 3, 3, "does not begin with \"- \"", "\"- \""},
        {BYTES("a:\n  b: 1\n c: 2\n"), RULE_YAML, 3, 2, "fits no line above", "exactly"},
        {BYTES("  a: 1\nb: 2\n"), RULE_YAML, 2, 1, "less than the first", "column"},
        {BYTES(": b\n"), RULE_YAML, 1, 1, "key is missing", "key: value"},
        {BYTES("a: 1\n...\nb: 2\n"), RULE_YAML, 3, 1, "after the end", "key: value"},
        {BYTES("a: x\x07\n"), RULE_YAML, 1, 5, "control character", "delete"},
        {BYTES("\xEF\xBB\xBF"
               "a: \xC3\xA9\x07\n"),
         RULE_YAML, 1, 5, "control character", "delete"},
        {BYTES("a: x\xFF\n"), RULE_UTF8, 1, 5, "UTF-8", "save"},
        {BYTES("a: \"\\uD800\"\n"), RULE_YAML, 1, 7, "", "quotes"},
        /* libyaml ends a line at each of these; an editor does not */
        {BYTES("a: 1\rb: 2\xC2\x85"
               "c: d: e\n"),
         RULE_YAML, 1, 15, "colon and a space", "quotes"},
        {BYTES("a: 1\xE2\x80\xA8"
               "b: 2\nc: d: e\n"),
         RULE_YAML, 2, 5, "colon and a space", "c: \"d: e\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(&cases[i]);
}

/* Parses and gives the rule it is refused under, or RULE_COUNT. Must answer within a second. */
static enum rule rule_of(struct buf *yaml)
{
    struct arena arena = {0};
    struct diag problem = {0};
    clock_t start = clock();
    bool fine = node_parse(&arena, buf_str(yaml), FIRST_LINE, &problem) != NULL;

    assert_true(clock() - start < CLOCKS_PER_SEC);
    assert_true(fine || (problem.place.line >= FIRST_LINE && problem.place.column > 0 && problem.hint.n > 0));
    arena_free(&arena);
    return fine ? RULE_COUNT : problem.rule;
}

/* The text `before`, `piece` as often as said, `after`. */
static enum rule rule_of_many(const char *before, const char *piece, size_t times, const char *after)
{
    struct buf yaml = {0};
    enum rule rule;

    buf_puts(&yaml, before);
    for (size_t i = 0; i < times; i++)
        buf_puts(&yaml, piece);
    buf_puts(&yaml, after);
    rule = rule_of(&yaml);
    buf_free(&yaml);
    return rule;
}

static void test_limits(void **state)
{
    enum { INNER = LIMIT_YAML_DEPTH - 1 }; /* the top map is one level */
    char close[INNER + 2] = "";

    (void)state;
    memset(close, ']', INNER);
    assert_int_equal(rule_of_many("a: ", "[", INNER, close), RULE_COUNT);
    assert_int_equal(rule_of_many("a: ", "[", INNER + 1, close), RULE_DEPTH);
    assert_int_equal(rule_of_many("a:\n ", "- ", INNER, "x"), RULE_COUNT);
    assert_int_equal(rule_of_many("a:\n ", "- ", INNER + 1, "x"), RULE_DEPTH);

    /* The top map, its key and the list are three nodes. */
    assert_int_equal(rule_of_many("a:\n", "- \n", LIMIT_YAML_NODES - 3, ""), RULE_COUNT);
    assert_int_equal(rule_of_many("a:\n", "- \n", LIMIT_YAML_NODES - 2, ""), RULE_DEPTH);

    assert_int_equal(rule_of_many("a: ", "x", LIMIT_SCALAR, "\n"), RULE_COUNT);
    assert_int_equal(rule_of_many("a: ", "x", LIMIT_SCALAR + 1, "\n"), RULE_SIZE);
    assert_int_equal(rule_of_many("a: '", "x", LIMIT_SCALAR + 1, "'\n"), RULE_SIZE);
    assert_int_equal(rule_of_many("a: |\n  ", "x", LIMIT_SCALAR + 1, "\n"), RULE_SIZE);

    assert_int_equal(rule_of_many("", "k", 1024, ": x\n"), RULE_COUNT);
    assert_int_equal(rule_of_many("", "k", 1025, ": x\n"), RULE_YAML);
}

/* As many keys as there may be, none twice, then one twice. */
static void test_many_keys(void **state)
{
    struct buf yaml = {0};

    (void)state;
    for (unsigned i = 0; i < LIMIT_YAML_NODES / 2 - 2; i++)
        buf_printf(&yaml, "k%u:\n", i);
    assert_int_equal(rule_of(&yaml), RULE_COUNT);
    buf_puts(&yaml, "k1:\n");
    assert_int_equal(rule_of(&yaml), RULE_DUPLICATE_KEY);
    buf_free(&yaml);
    /* On both sides of the change from comparing to a map. */
    for (unsigned n = 1; n < 40; n++) {
        for (unsigned i = 0; i < n; i++)
            buf_printf(&yaml, "k%u: x\n", i);
        assert_int_equal(rule_of(&yaml), RULE_COUNT);
        buf_printf(&yaml, "k%u: x\n", n / 2);
        assert_int_equal(rule_of(&yaml), RULE_DUPLICATE_KEY);
        buf_reset(&yaml);
    }
    buf_free(&yaml);
}

/* 64 KiB of each of these, of each pair, and of lines of them. */
static void test_hostile(void **state)
{
    static const char *const pieces[] = {
        "{",        "[",    "\"",  "'",     "&a ",  "*a ",   "- ",       "-\n",
        "? ",       ": ",   "a: ", "a:\n",  ",",    "}",     "]",        "!x ",
        "|\n",      "#",    "%",   "\t",    "\r",   "\n",    "\xC2\x85", "\xE2\x80\xA8",
        "\xC3\xA9", "a\n ", " ",   "---\n", "[a: ", "{a: [",
    };
    enum { COUNT = sizeof pieces / sizeof *pieces };
    struct buf yaml = {0};

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t j = 0; j < COUNT; j++) {
            buf_reset(&yaml);
            while (yaml.n + 16 < LIMIT_FRONT_MATTER) {
                buf_puts(&yaml, pieces[i]);
                buf_puts(&yaml, pieces[j]);
            }
            rule_of(&yaml);
        }
    }
    buf_free(&yaml);
    assert_int_equal(rule_of_many("a: ", "[", LIMIT_FRONT_MATTER - 8, ""), RULE_DEPTH);
    assert_int_equal(rule_of_many("a: ", "{", LIMIT_FRONT_MATTER - 8, ""), RULE_YAML);
    assert_int_equal(rule_of_many("a:\n", "- \xC3\xA9\n", LIMIT_YAML_NODES, ""), RULE_DEPTH);
}

static void test_find(void **state)
{
    struct arena arena = {0};
    struct diag problem = {0};
    struct node *top = node_parse(&arena, STR("a: 1\nb: [x]\nA: 2\n"), 1, &problem);

    (void)state;
    assert_non_null(top);
    assert_string_equal(node_find(top, STR("a"))->text.p, "1");
    assert_string_equal(node_find(top, STR("A"))->text.p, "2");
    assert_int_equal(node_find(top, STR("b"))->kind, NODE_LIST);
    assert_null(node_find(top, STR("c")));
    assert_null(node_find(node_find(top, STR("b")), STR("x")));
    assert_null(node_find(NULL, STR("x")));
    arena_free(&arena);
}

static void test_is_empty(void **state)
{
    static const struct {
        const char *yaml;
        bool empty;
    } cases[] = {
        {"a:", true},     {"a: ~", true},     {"a: null", true}, {"a: Null", true},  {"a: NULL", true},
        {"a: ''", false}, {"a: \"\"", false}, {"a: '~'", false}, {"a: nUll", false}, {"a: none", false},
        {"a: []", false}, {"a: {}", false},   {"a: |\n", false}, {"a: 0", false},    {"a: # x", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct diag problem = {0};
        struct node *top = node_parse(&arena, str_from(cases[i].yaml), 1, &problem);

        assert_non_null(top);
        if (node_is_empty(top->first) != cases[i].empty)
            fail_msg("%s", cases[i].yaml);
        arena_free(&arena);
    }
}

static void assert_all(bool holds, const char *what, const struct node *node)
{
    if (!holds)
        fail_msg("%s: line %u, offset %u, \"%.*s\"", what, (unsigned)node->line, (unsigned)node->offset,
                 STR_ARGS(node->text));
}

/* A plain scalar's text up to its first space is found at its offset; other nodes begin with their sign. */
static void check_place(const struct node *node, struct str yaml)
{
    struct str there = str_skip(yaml, node->offset);
    char first = there.n ? there.p[0] : '\0';

    assert_all(node->offset <= yaml.n, "offset", node);
    if (node->kind == NODE_MAP && node->style == NODE_BLOCK)
        assert_all(!node->count || node->offset == node->first->key->offset, "block map", node);
    else if (node->kind != NODE_SCALAR)
        assert_all(strchr(node->style == NODE_BLOCK ? "-"
                          : node->kind == NODE_LIST ? "["
                                                    : "{",
                          first) ||
                       (node->kind == NODE_MAP && node->count == 1), /* [a: b] */
                   "list or flow map", node);
    else if (node->style == NODE_PLAIN)
        assert_all(str_starts(there, str_slice(node->text, 0, strcspn(node->text.p, " \n"))), "plain", node);
    else
        assert_all(first && strchr(node->style == NODE_BLOCK ? "|>" : "'\"", first), "quoted or block", node);
}

static void check_tree(const struct node *node, struct str yaml, uint32_t *line, size_t *counted)
{
    for (; *counted < node->offset; ++*counted)
        *line += yaml.p[*counted] == '\n';
    assert_all(*counted != node->offset || node->line == *line, "line", node);
    check_place(node, yaml);
    for (const struct node *value = node->first; value; value = value->next) {
        if (value->key)
            check_place(value->key, yaml);
        check_tree(value, yaml, line, counted);
    }
}

static void test_places(void **state)
{
    static const struct str cases[] = {
        BYTES("a: 1\nb:\n  - x\n  - 'y'\nc: |\n  z\nd: {e: [f, g: h]}\n"),
        BYTES("\xC3\xA9: \xE6\x97\xA5\r\nb: \"\xF0\x9F\x8C\xB1\"\r\nc: d\r\n"),
        BYTES("a: 1\rb: 2\xC2\x85"
              "c: 3\xE2\x80\xA8"
              "d: [4]\ne: 5\n"),
        BYTES("\xEF\xBB\xBF"
              "a: \xC3\xA9\nb: c\n"),
        BYTES("a:\nb:\n- \n- x\nc: {d, e: }\n"),
        BYTES("a: {b: 1, b2: [c: d, {e: f}]}\n"),
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag problem = {0};
        struct node *top = node_parse(&arena, cases[i], FIRST_LINE, &problem);
        uint32_t line = FIRST_LINE;
        size_t counted = 0;

        if (!top)
            fail_msg("%.*s", STR_ARGS(problem.message));
        check_tree(top, cases[i], &line, &counted);
    }
    arena_free(&arena);
}

/* nftw hands its callback nothing of ours. */
static size_t corpus_files, corpus_read;

static void check_file(struct str bytes)
{
    struct arena arena = {0};
    struct front front;
    struct diag problem = {0};
    struct node *top = NULL;
    uint32_t line;
    size_t counted = 0;

    if (front_split(&arena, bytes, &front, &problem) != FRONT_BAD) {
        line = front.yaml_line;
        top = node_parse(&arena, front.yaml, front.yaml_line, &problem);
        if (top) {
            corpus_read++;
            check_tree(top, front.yaml, &line, &counted);
        }
    }
    assert_true(top || (problem.message.n && problem.hint.n && problem.place.line && problem.place.column));
    arena_free(&arena);
}

static int read_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    size_t n = strlen(path);
    struct buf bytes = {0};
    FILE *file;

    (void)ftw;
    if (type != FTW_F || n < 3 || strcmp(path + n - 3, ".md") != 0 || !(file = fopen(path, "rb")))
        return 0;
    bytes.n = fread(buf_room(&bytes, (size_t)st->st_size), 1, (size_t)st->st_size, file);
    fclose(file);
    corpus_files++;
    check_file(buf_str(&bytes));
    buf_free(&bytes);
    return 0;
}

static void test_corpora(void **state)
{
    (void)state;
    if (nftw("../shared/corpora", read_one, 32, FTW_PHYS) != 0 || !corpus_files)
        unit_skip("no ../shared/corpora");
    assert_true(corpus_read > 0);
}

/* Where the value of `a` begins and ends, in bytes, whatever comes behind it. */
static void test_extents(void **state)
{
    static const struct {
        struct str yaml;
        const char *written;
    } cases[] = {
        {BYTES("\xC3\xA9: 1\na: x y  # c\n"), "x y"},
        {BYTES("a: 'x''y' # c\nb: 1\n"), "'x''y'"},
        {BYTES("a: p\n  q\n\n# c\nb: 1\n"), "p\n  q"},
        {BYTES("a:\nb: 1\n"), ""},
        {BYTES("a: |\n  p\n\n# c\nb: 1\n"), "|\n  p\n\n"},
        {BYTES("a:\n- p # c\n# d\nb: 1\n"), "- p"},
        {BYTES("a:\n  - p: 1\n    q: \xC3\xA9\r\n\r\nb: 1\r\n"), "- p: 1\n    q: \xC3\xA9"},
        {BYTES("a: [p, q: 1 ,] # c\n"), "[p, q: 1 ,]"},
        {BYTES("a: {p: {}} # c\nb: 1\n"), "{p: {}}"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag problem = {0};
        struct node *top = node_parse_extents(&arena, cases[i].yaml, FIRST_LINE, &problem);
        struct node *value = node_find(top, STR("a"));

        assert_non_null(value);
        if (!str_equal(str_slice(cases[i].yaml, value->offset, value->end), str_from(cases[i].written)))
            fail_msg("[%u, %u) is not \"%s\"", (unsigned)value->offset, (unsigned)value->end,
                     cases[i].written);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),   cmocka_unit_test(test_not_ours),  cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_limits),  cmocka_unit_test(test_many_keys), cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_find),    cmocka_unit_test(test_is_empty),  cmocka_unit_test(test_places),
        cmocka_unit_test(test_extents), cmocka_unit_test(test_corpora),
    };

    return unit_run(tests);
}
