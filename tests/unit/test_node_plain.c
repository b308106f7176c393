#include "unit.h"

#include <ftw.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/front.h"
#include "text/node_plain.h"

/* The line of the file on which the tests' YAML begins. */
enum { FIRST_LINE = 2 };

/* The mutation test's numbers; the same edits in every run. */
enum { MUTATED_TEXTS = 200, MUTATIONS = 200, MOST_EDITS = 4, LONGEST_MUTATED = 2048 };

#define BYTES(literal)                    \
    {                                     \
        ("" literal), sizeof(literal) - 1 \
    }

#define BOM "\xEF\xBB\xBF"
#define NEL "\xC2\x85"
#define NBSP "\xC2\xA0"
#define LS "\xE2\x80\xA8"
#define PS "\xE2\x80\xA9"
#define EACUTE "\xC3\xA9"
#define NIHON "\xE6\x97\xA5\xE6\x9C\xAC"
#define SEEDLING "\xF0\x9F\x8C\xB1"

/* ------------------------------------------------ one tree and the other */

static bool same_text(struct str a, struct str b)
{
    return str_equal(a, b) && !a.p == !b.p && (!a.p || (a.p[a.n] == '\0' && b.p[b.n] == '\0'));
}

/* Without key, values and neighbours. */
static bool same_node(const struct node *a, const struct node *b)
{
    return a->kind == b->kind && a->style == b->style && a->line == b->line && a->offset == b->offset &&
           a->count == b->count && same_text(a->text, b->text);
}

static bool same_tree(const struct node *a, const struct node *b)
{
    const struct node *value = a->first, *other = b->first;

    if (!same_node(a, b) || !a->key != !b->key || (a->key && !same_node(a->key, b->key)))
        return false;
    for (; value && other; value = value->next, other = other->next)
        if (!same_tree(value, other))
            return false;
    return !value && !other;
}

/* Whether the plain parser takes it; libyaml must then give the same tree. */
static bool takes(struct arena *arena, struct str yaml)
{
    struct diag problem = {0};
    struct node *ours = node_plain_parse(arena, yaml, FIRST_LINE);
    struct node *theirs;

    if (!ours)
        return false;
    theirs = node_parse_libyaml(arena, yaml, FIRST_LINE, &problem);
    if (!theirs || ours->next || !same_tree(ours, theirs))
        fail_msg("libyaml reads something else: %.*s\n%.*s", STR_ARGS(problem.message), STR_ARGS(yaml));
    return true;
}

/* Writes a tree as `{key=text,key=[a,b]}`; the style of a text before it: ' quoted, | block. */
static void write_tree(struct buf *out, const struct node *node)
{
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
    for (const struct node *value = node->first; value; value = value->next) {
        write_tree(out, value);
        buf_puts(out, value->next ? "," : "");
    }
    buf_putc(out, node->kind == NODE_MAP ? '}' : ']');
}

/* ------------------------------------------------ what is taken, what is not */

static void test_taken(void **state)
{
    static const struct {
        struct str yaml;
        const char *tree;
    } cases[] = {
        {BYTES("a: 1"), "{a=1}"},
        {BYTES("a:"), "{a=}"},
        {BYTES("a: 1\nb: two words\n"), "{a=1,b=two words}"},
        {BYTES("a: 1  \n\n  \nb: 2"), "{a=1,b=2}"},
        {BYTES("a: 1\r\nb:\r\n  - x\r\n\r\nc: 'y'\r\n"), "{a=1,b=[x],c='y}"},
        {BYTES("# x\na: 1 # y\n  # z\nb: # w\n  # v\nc: 'q' # u\nd: [] # t\n"), "{a=1,b=,c='q,d=[]}"},
        {BYTES("a: no\nb: 3:30\nc: 0123\nd: null\ne:\nf: ~\n"), "{a=no,b=3:30,c=0123,d=null,e=,f=~}"},
        {BYTES("a: -1\nb: -x\nc: .5\nd: (x)\ne: <b>\n"), "{a=-1,b=-x,c=.5,d=(x),e=<b>}"},
        {BYTES("a: x*y&z! \"q\" 's' {t} [u], v|w>@`%?\n"), "{a=x*y&z! \"q\" 's' {t} [u], v|w>@`%?}"},
        {BYTES("a: b#c\nb: https://x.org/?q=1#d\nc: a\\b :c\n"), "{a=b#c,b=https://x.org/?q=1#d,c=a\\b :c}"},
        {BYTES("a: ''\nb: \"\"\nc: ' x '\nd: \"y: z # w\"\n"), "{a=',b=',c=' x ,d='y: z # w}"},
        {BYTES("a: 'it''s'\nb: ''''\nc: '\\'\nd: \"'\"\n"), "{a='it's,b='',c='\\,d=''}"},
        {BYTES("Keep In Touch: x\nkeep-in-touch: y\nk.e/e(p): z\n_: w\n0: v\n"),
         "{Keep In Touch=x,keep-in-touch=y,k.e/e(p)=z,_=w,0=v}"},
        {BYTES("\"a: b\": 1\n'': 2\n'<<': 3\n"), "{a: b=1,=2,<<=3}"},
        {BYTES("a: [x, y z , 'q',\"r\"]\nb: []\nc: [ ]\n"), "{a=[x,y z,'q,'r],b=[],c=[]}"},
        {BYTES("a: [[ana-lima]]\nb: [[], [x, [y]]]\n"), "{a=[[ana-lima]],b=[[],[x,[y]]]}"},
        {BYTES("a: [https://x.org/, 15:00, C#, -1]\n"), "{a=[https://x.org/,15:00,C#,-1]}"},
        {BYTES("a: {due: 1 day, late: 2 days}\nb: {}\nc: { \"d\": ['e'] }\n"),
         "{a={due=1 day,late=2 days},b={},c={d=['e]}}"},
        {BYTES("a: [{b: c}]\nd: {e: {f: g}}\n"), "{a=[{b=c}],d={e={f=g}}}"},
        {BYTES("a:\n  - x\n  - 'y'\n  - [z]\n  -\n  - {w: v}\nb: 1\n"), "{a=[x,'y,[z],,{w=v}],b=1}"},
        {BYTES("a:\n- x\n# y\n\n- z\nb: 1\n"), "{a=[x,z],b=1}"},
        {BYTES("a:\n  b: 1\n  c:\n    d: 2\n    e:\nf:\n"), "{a={b=1,c={d=2,e=}},f=}"},
        {BYTES("a:\n  b:\n  - x\n  c:\n    - y\n  d: z\n"), "{a={b=[x],c=[y],d=z}}"},
        {BYTES("a: |\n  x  \n  # y\nb: >\n x\n y\nc: |-\n  z\nd: >-\n    x\n    y\n"),
         "{a=|x  \n# y\n,b=|x y\n,c=|z,d=|x y}"},
        {BYTES("a:\n  - |\n   x\n  - >-\n    y\n# c\nb: >\r\n x\r\n y\r\n"), "{a=[|x\n,|y],b=|x y\n}"},
        {BYTES(EACUTE ": " NIHON "\n" NIHON EACUTE ": [" EACUTE "]\nb: '" SEEDLING "'\n"),
         "{" EACUTE "=" NIHON "," NIHON EACUTE "=[" EACUTE "],b='" SEEDLING "}"},
        {BYTES("a: " NBSP "x\n"), "{a=" NBSP "x}"},
        {BYTES("a: x\xEF\xBF\xBD\n"), "{a=x\xEF\xBF\xBD}"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf tree = {0};

        if (!takes(&arena, cases[i].yaml))
            fail_msg("not taken:\n%.*s", STR_ARGS(cases[i].yaml));
        write_tree(&tree, node_plain_parse(&arena, cases[i].yaml, FIRST_LINE));
        buf_putc(&tree, '\0');
        assert_string_equal(tree.p, cases[i].tree);
        buf_free(&tree);
    }
    arena_free(&arena);
}

/* Errors, what libyaml reads otherwise than it looks, and YAML outside the subset. */
static void test_not_taken(void **state)
{
    static const struct str cases[] = {
        BYTES(""),
        BYTES("\n# x\n"),
        BYTES("text\n"),
        BYTES("a:b\n"),
        BYTES("a : b\n"),
        BYTES("{a: 1}\n"),
        BYTES("[a]\n"),
        BYTES("- a\n"),
        BYTES("  a: 1\n"),
        /* tabs and characters */
        BYTES("a:\tb\n"),
        BYTES("a: b\tc\n"),
        BYTES("a: b\t\n"),
        BYTES("a: 'b\tc'\n"),
        BYTES("a: b # \tc\n"),
        BYTES("a:\n\t- b\n"),
        BYTES(BOM "a: 1\n"),
        BYTES("a: 1\n" BOM "b: 2\n"),
        BYTES("a: x" BOM "\n"),
        BYTES("a: x" NEL "b: y\n"),
        BYTES("a: x" LS "b: y\n"),
        BYTES("a: 'x" PS "y'\n"),
        BYTES("a: 1 # x" LS "b: y\n"),
        BYTES("a: x\rb: y\n"),
        BYTES("a: x\r"),
        BYTES("a: x\0y\n"),
        BYTES("a: x\x07\n"),
        BYTES("a: x\x7F\n"),
        BYTES("a: x\xC2\x9F\n"),
        BYTES("a: x\xEF\xBF\xBE\n"),
        BYTES("a: x\xFF\n"),
        BYTES("a: x\xC3"),
        BYTES("\xC3: x\n"),
        BYTES("a: -\xC3\n"),
        BYTES(NBSP),
        /* documents, anchors, aliases, tags, directives, keys */
        BYTES("---\na: 1\n"),
        BYTES("--- a: 1\n"),
        BYTES("a: 1\n---\nb: 2\n"),
        BYTES("a: 1\n...\n"),
        BYTES("%YAML 1.1\n---\na: 1\n"),
        BYTES("a: &b c\n"),
        BYTES("a: *b\n"),
        BYTES("a: !b c\n"),
        BYTES("a: [&b c]\n"),
        BYTES("<<: a\n"),
        BYTES("? a\n: b\n"),
        BYTES("a: ? b\n"),
        BYTES("-a: b\n"),
        BYTES(".a: b\n"),
        BYTES(": b\n"),
        BYTES("[a]: b\n"),
        BYTES("a: 1\nb: 2\na: 3\n"),
        BYTES("a: 1\n'a': 2\n"),
        BYTES("a: {b: 1, b: 2}\n"),
        BYTES("a:\n  b: 1\n  b: 2\n"),
        /* quotes */
        BYTES("a: \"b\\tc\"\n"),
        BYTES("a: \"b\n"),
        BYTES("a: 'b\n  c'\n"),
        BYTES("a: 'b' c\n"),
        BYTES("a: 'b'c\n"),
        BYTES("a: 'b'#c\n"),
        BYTES("a: 'b': c\n"),
        BYTES("'a':b\n"),
        BYTES("'a' : b\n"),
        BYTES("'a: b\n"),
        /* colons, hashes and what begins a text */
        BYTES("a: b: c\n"),
        BYTES("a: b:\n"),
        BYTES("a: --b\n"),
        BYTES("a: :b\n"),
        BYTES("a: @b\n"),
        BYTES("a: `b\n"),
        BYTES("a: %b\n"),
        BYTES("a: ,b\n"),
        BYTES("a: ]\n"),
        BYTES("a: }\n"),
        BYTES("a: -\n"),
        BYTES("a: - b\n"),
        BYTES("a: |2\n  b\n"),
        BYTES("a: |+\n  b\n"),
        BYTES("a: | # b\n  c\n"),
        BYTES("a: |\n"),
        BYTES("a: |\nb: c\n"),
        BYTES("a: |\n  b"),
        BYTES("a: |\n  b\n\n  c\n"),
        BYTES("a: |\n  b\n\n"),
        BYTES("a: >\n  b\n    c\n"),
        BYTES("a: |\n    b\n  # c\n"),
        BYTES("a: |\n    b\n  c\n"),
        BYTES("a: |\n\n  b\n"),
        BYTES("a: >\n  b\tc\n"),
        BYTES("a: >5 years\n"),
        BYTES("a: [|\n  b]\n"),
        /* flow */
        BYTES("a: [b\n"),
        BYTES("a: [b,\n  c]\n"),
        BYTES("a: [b,]\n"),
        BYTES("a: [,b]\n"),
        BYTES("a: [b] c\n"),
        BYTES("a: [b]#c\n"),
        BYTES("a: [b #c]\n"),
        BYTES("a: [#b]\n"),
        BYTES("a: [b: c]\n"),
        BYTES("a: [b:]\n"),
        BYTES("a: ['b':c]\n"),
        BYTES("a: [b?]\n"),
        BYTES("a: [b{c]\n"),
        BYTES("a: [b}\n"),
        BYTES("a: [-]\n"),
        BYTES("a: [- b]\n"),
        BYTES("a: {b}\n"),
        BYTES("a: {b:c}\n"),
        BYTES("a: {b: }\n"),
        BYTES("a: {b: c,}\n"),
        BYTES("a: {b: c: d}\n"),
        BYTES("a: {[b]: c}\n"),
        BYTES("a: {{name}}\n"),
        BYTES("a: {b:"),
        BYTES("a: {"),
        BYTES("a: [[[[b]]]]\n"),
        /* lines */
        BYTES("a: b\n  c\n"),
        BYTES("a: b\n  c: d\n"),
        BYTES("a: 'b'\n  c: d\n"),
        BYTES("a: # b\n  c\n"),
        BYTES("a:\n  b\n"),
        BYTES("a:\n  'b'\n"),
        BYTES("a:\n    b: 1\n  c: 2\n"),
        BYTES("a:\n  b:\n c: 2\n"),
        BYTES("a:\n- b\n  c\n"),
        BYTES("a:\n  - b\n   - c\n"),
        BYTES("a:\n  - b\n c: d\n"),
        BYTES("a:\n  - b\n  c: d\n"),
        BYTES("a:\n  - b\n- c\n"),
        BYTES("a:\n-\n  b\n"),
        BYTES("a: b\n- c\n"),
        BYTES("a:\n- b\nc: d\n- e\n"),
        BYTES("a:\n  - b: c\n"),
        BYTES("a:\n  - - b\n"),
        BYTES("a:\n b:\n  c:\n   d:\n    e: f\n"),
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (takes(&arena, cases[i]))
            fail_msg("taken:\n%.*s", STR_ARGS(cases[i]));
    arena_free(&arena);
}

/* The text `before`, `piece` as often as said, `after`: taken? */
static bool takes_many(const char *before, const char *piece, size_t times, const char *after)
{
    struct arena arena = {0};
    struct buf yaml = {0};
    bool taken;

    buf_puts(&yaml, before);
    for (size_t i = 0; i < times; i++)
        buf_puts(&yaml, piece);
    buf_puts(&yaml, after);
    taken = takes(&arena, buf_str(&yaml));
    buf_free(&yaml);
    arena_free(&arena);
    return taken;
}

static void test_limits(void **state)
{
    (void)state;
    assert_true(takes_many("a: ", "x", LIMIT_SCALAR, "\n"));
    assert_false(takes_many("a: ", "x", LIMIT_SCALAR + 1, "\n"));
    assert_true(takes_many("a: '", "x", LIMIT_SCALAR, "'\n"));
    assert_false(takes_many("a: '", "x", LIMIT_SCALAR + 1, "'\n"));
    assert_true(takes_many("a: |-\n", " 1234567\n", LIMIT_SCALAR / 8, "b: x\n"));
    assert_false(takes_many("a: |-\n", " 1234567\n", LIMIT_SCALAR / 8 + 1, "b: x\n"));
    assert_false(takes_many("a: |\n", " 1234567\n", LIMIT_SCALAR / 8, " \nb: x\n"));

    /* The top map, its key and the list are three nodes. */
    assert_true(takes_many("a:\n", "- \n", LIMIT_YAML_NODES - 3, ""));
    assert_false(takes_many("a:\n", "- \n", LIMIT_YAML_NODES - 2, ""));
    assert_true(takes_many("a: [x", ",x", LIMIT_YAML_NODES - 4, "]"));
    assert_false(takes_many("a: [x", ",x", LIMIT_YAML_NODES - 3, "]"));
    assert_true(takes_many("a: [x", ",x", LIMIT_YAML_NODES - 6, "]\nb:"));
    assert_false(takes_many("a: [x", ",x", LIMIT_YAML_NODES - 5, "]\nb:"));

    assert_true(takes_many("a: b #", "x", LIMIT_FRONT_MATTER - 6, ""));
    assert_false(takes_many("a: b #", "x", LIMIT_FRONT_MATTER - 5, ""));

    assert_true(takes_many("", "k", 256, ": x\n"));
    assert_false(takes_many("", "k", 257, ": x\n"));
    assert_false(takes_many("'", "k", 1023, "': x\n"));
}

/* Up to 64 keys a map, and none twice wherever the other stands. */
static void test_many_keys(void **state)
{
    enum { MOST_KEYS = 64 };
    struct arena arena = {0};
    struct buf yaml = {0};

    (void)state;
    for (unsigned n = 1; n <= MOST_KEYS + 1; n++) {
        for (unsigned again = 0; again < n; again++) {
            size_t end = yaml.n;

            buf_printf(&yaml, "k%u: x\n", again);
            assert_int_equal(takes(&arena, buf_str(&yaml)), again == n - 1 && n <= MOST_KEYS);
            if (again < n - 1)
                yaml.n = end;
        }
        arena_reset(&arena);
    }
    buf_free(&yaml);
    arena_free(&arena);
}

/* Every text is read from a block of its own size, so that a sanitizer sees a read past its end. */
static void test_every_prefix(void **state)
{
    static const char whole[] =
        "# x\r\na: 'it''s' # y\n\"b\": \"z\"\nc: [x, [y], {z: w}]\nd:\n  - -1\n  -\n  e: f\n"
        "g:\n  h:\n  - x:y\n  i: " NIHON "\nj: >-\n  k\n  l\nm: {n: o, p: 'q'}\nr: s t  \n\n";
    struct arena arena = {0};

    (void)state;
    for (size_t n = 0; n < sizeof whole; n++) {
        char *copy = malloc(n + !n);

        assert_non_null(copy);
        memcpy(copy, whole, n);
        takes(&arena, (struct str){copy, n});
        free(copy);
        arena_reset(&arena);
    }
    arena_free(&arena);
}

/* ------------------------------------------------ real files */

/* nftw hands its callback nothing of ours. */
static struct arena kept_arena;
static struct str kept[MUTATED_TEXTS];
static size_t kept_count, files, taken_files;

static void check_file(struct str bytes)
{
    struct arena arena = {0};
    struct front front;
    struct diag problem = {0};

    if (front_split(&arena, bytes, &front, &problem) != FRONT_BAD && takes(&arena, front.yaml)) {
        taken_files++;
        if (taken_files % 8 == 0 && kept_count < MUTATED_TEXTS && front.yaml.n <= LONGEST_MUTATED)
            kept[kept_count++] = str_copy(&kept_arena, front.yaml);
    }
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
    files++;
    check_file(buf_str(&bytes));
    buf_free(&bytes);
    return 0;
}

static void test_corpora(void **state)
{
    (void)state;
    if (nftw("../shared/corpora", read_one, 32, FTW_PHYS) != 0 || !files)
        unit_skip("no ../shared/corpora");
    assert_true(taken_files > files / 2);
}

/* ------------------------------------------------ real files with slips */

/* splitmix64 */
static uint64_t next_random(uint64_t *seed)
{
    uint64_t z = *seed += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* Overwrites, deletes or inserts one byte, mostly one that means something to YAML. */
static void edit(struct buf *text, uint64_t random)
{
    static const char signs[] =
        "  \n\n\r\t::##--[]{},,''\"\"\\|>&*!?%@`~.<ax0\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF";
    size_t at = (size_t)(random >> 32) % (text->n + 1);
    char byte = random & 7 ? signs[(random >> 8) % (sizeof signs - 1)] : (char)(random >> 16);

    if (random >> 3 & 1 && at < text->n) {
        memmove(text->p + at, text->p + at + 1, text->n - at - 1);
        text->n--;
    } else if (random >> 4 & 1 || at == text->n) {
        buf_room(text, 1);
        memmove(text->p + at + 1, text->p + at, text->n - at);
        text->n++;
        text->p[at] = byte;
    } else {
        text->p[at] = byte;
    }
}

static void mutate(struct str original, uint64_t seed)
{
    struct arena arena = {0};
    struct buf text = {0};

    for (int i = 0; i < MUTATIONS; i++) {
        buf_reset(&text);
        buf_put(&text, original);
        for (uint64_t edits = 1 + next_random(&seed) % MOST_EDITS; edits; edits--)
            edit(&text, next_random(&seed));
        takes(&arena, buf_str(&text));
        arena_reset(&arena);
    }
    buf_free(&text);
    arena_free(&arena);
}

static const char everyday[] =
    "# a contact\nname: \"Ana Lima\"\naliases: [Ana, 'A. L.']\norg: Grid & Co.\n"
    "email:\n  - ana@grid.example\n  - ana@home.example\nreferred_by: [[karen]]\n"
    "added: 2025-08-13\nlinks:\n- https://grid.example/ana#top\nempty:\n"
    "thank_you: {due: 1 day, late: 2 days}\nname_parts:\n  first: Ana\n  last:\n"
    "note: >-\n  Prefers a mail;\n  call later.\nrole: Head \xE2\x80\x93 Grid # x\n";

static void test_mutated(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < MUTATED_TEXTS / 10; seed++)
        mutate(STR(everyday), seed);
    for (size_t i = 0; i < kept_count; i++)
        mutate(kept[i], i);
    arena_free(&kept_arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_taken),     cmocka_unit_test(test_not_taken),    cmocka_unit_test(test_limits),
        cmocka_unit_test(test_many_keys), cmocka_unit_test(test_every_prefix), cmocka_unit_test(test_corpora),
        cmocka_unit_test(test_mutated),
    };

    return unit_run(tests);
}
