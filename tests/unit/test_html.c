/*
 * Markdown as HTML: text/html.h. That nothing dangerous comes out of anything is proved by tests/cli/html.bats with
 * a parser that is not ours, and by tests/fuzz/fuzz_html.c; here is what comes out of what.
 */
#include "unit.h"

#include <time.h>

#include "base/limits.h"
#include "text/html.h"

struct test_case {
    const char *body;
    const char *expected;
};

/* --- a page --- */

/* ana and notes/x.md have pages, bo is private, gone is nobody, plain has no page. */
static void resolve(void *context, const struct md_link *link, bool is_image, struct html_link *to)
{
    (void)context;
    assert_true(!is_image || link->form == MD_LINK_INLINE);
    if (str_starts(link->target, STR("bo"))) {
        to->kind = HTML_LINK_SOMEBODY;
    } else if (str_starts(link->target, STR("gone"))) {
        to->kind = HTML_LINK_DEAD;
    } else if (str_starts(link->target, STR("ana"))) {
        to->kind = HTML_LINK_PAGE;
        to->href = STR("../p/ana.html");
        to->label = STR("Ana Lima");
    } else if (str_equal(link->target, STR("bad answer"))) {
        to->kind = HTML_LINK_PAGE;
        to->href = STR("javascript:x");
    } else if (is_image) {
        to->kind = HTML_LINK_PAGE;
        to->href = STR("../notes/x.png");
    }
}

static struct str render(struct arena *arena, const struct html_want *want, const char *body,
                         struct diags *diags)
{
    struct md_job job = {.scratch = arena, .diags = diags, .path = STR("a.md"), .first_line = 5};
    struct buf out = {0};
    struct str page;

    buf_puts(&out, "before");
    html_render(&job, want, str_from(body), &out);
    page = str_copy(arena, str_skip(buf_str(&out), sizeof "before" - 1));
    buf_free(&out);
    return page;
}

static void check_cases(const struct html_want *want, const struct test_case *cases, size_t count)
{
    struct arena arena = {0};

    for (size_t i = 0; i < count; i++) {
        struct str page = render(&arena, want, cases[i].body, NULL);

        if (!str_equal(page, str_from(cases[i].expected)))
            fail_msg("%s\n  gives    %.*s\n  expected %s", cases[i].body, STR_ARGS(page), cases[i].expected);
        arena_reset(&arena);
    }
    arena_free(&arena);
}

#define CHECK(want, cases) check_cases(want, cases, sizeof(cases) / sizeof *(cases))

static const struct html_want page_want = {.resolve = resolve, .top = 3, .id_prefix = {"s-", 2}};

/* --- blocks --- */

static void test_blocks(void **state)
{
    static const struct test_case cases[] = {
        {"", ""},
        {"a\nb  \nc", "<p>a\nb<br>\nc</p>\n"},
        {"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
        {"- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"},
        {"0. a", "<ol start=\"0\">\n<li>a</li>\n</ol>\n"},
        {"1) a\n   - b", "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n"},
        {"> a\n***", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n"},
        {"    <a>\t&\"", "<pre><code>&lt;a&gt;\t&amp;&quot;\n</code></pre>\n"},
        {"```Rust ignore\nx\n```", "<pre><code class=\"language-rust\">x\n</code></pre>\n"},
        {"```c++\nx\n```", "<pre><code>x\n</code></pre>\n"},
        {"```a\"onclick=x\n```", "<pre><code></code></pre>\n"},
        {"*a* __b__ `c` *[[ana|*d*]]*",
         "<p><em>a</em> <strong>b</strong> <code>c</code> <em><a href=\"../p/ana.html\">d</a></em></p>\n"},
    };

    (void)state;
    CHECK(&page_want, cases);
}

static void test_tasks(void **state)
{
#define BOX(word, sign) "<span class=\"box\" role=\"img\" aria-label=\"" word "\">" sign "</span> "
    static const struct test_case cases[] = {
        {"- [ ] Send it due:2026-11-23\n- [x] *b*\n- [-] c",
         "<ul>\n<li class=\"task-open\">" BOX(
             "open", "\xE2\x98\x90") "Send it due:2026-11-23</li>\n"
                                     "<li class=\"task-done\">" BOX(
                                         "done", "\xE2\x98\x91") "<em>b</em></li>\n"
                                                                 "<li class=\"task-dropped\">" BOX(
                                                                     "dropped",
                                                                     "\xE2\x98\x92") "c</li>\n</ul>\n"},
        {"1. [X] a\n\n   b",
         "<ol>\n<li class=\"task-done\">\n<p>" BOX("done", "\xE2\x98\x91") "a</p>\n<p>b</p>\n</li>\n</ol>\n"},
        {"- \\[ ] a\n- [y] b\n- [x]c", "<ul>\n<li>[ ] a</li>\n<li>[y] b</li>\n<li>[x]c</li>\n</ul>\n"},
        {"- [ ] [[ana]]", "<ul>\n<li class=\"task-open\">" BOX(
                              "open", "\xE2\x98\x90") "<a href=\"../p/ana.html\">Ana Lima</a></li>\n</ul>\n"},
        {"[ ] a", "<p>[ ] a</p>\n"},
    };

    (void)state;
    CHECK(&page_want, cases);
}

static void test_headings(void **state)
{
    static const struct test_case cases[] = {
        {"# A b\n#### C:\n## D\n# \xC3\x89t\xC3\xA9!\n",
         "<h3 id=\"s-a-b\">A b</h3>\n<h4 id=\"s-c\">C:</h4>\n<h4 id=\"s-d\">D</h4>\n<h3 "
         "id=\"s-ete\">\xC3\x89t\xC3\xA9!</h3>\n"},
        {"# a\n# a-2\n# A\n# a\n# \xE6\x97\xA5\n# !",
         "<h3 id=\"s-a\">a</h3>\n<h3 id=\"s-a-2\">a-2</h3>\n<h3 id=\"s-a-3\">A</h3>\n<h3 "
         "id=\"s-a-4\">a</h3>\n"
         "<h3 id=\"s-section\">\xE6\x97\xA5</h3>\n<h3 id=\"s-section-2\">!</h3>\n"},
        {"# a\n## b\n### c\n#### d\n##### e",
         "<h3 id=\"s-a\">a</h3>\n<h4 id=\"s-b\">b</h4>\n<h5 id=\"s-c\">c</h5>\n<h6 id=\"s-d\">d</h6>\n<h6 "
         "id=\"s-e\">e</h6>\n"},
        {"#\n## <!-- x -->\n### b", "<h3 id=\"s-b\">b</h3>\n"},
        {"> # a\n\n# b\n- # c", "<blockquote>\n<h3>a</h3>\n</blockquote>\n<h3 "
                                "id=\"s-b\">b</h3>\n<ul>\n<li>\n<h4>c</h4>\n</li>\n</ul>\n"},
        {"[x](#a-b) [y](#A%20b) [z](#no)\n# A b",
         "<p><a href=\"#s-a-b\">x</a> <a href=\"#s-a-b\">y</a> z</p>\n<h3 id=\"s-a-b\">A b</h3>\n"},
    };
    static const struct test_case bare[] = {
        {"# a\n### b\n[x](#a)", "<h1>a</h1>\n<h2>b</h2>\n<p>x</p>\n"},
    };
    static const struct html_want none;

    (void)state;
    CHECK(&page_want, cases);
    CHECK(&none, bare);
}

static void test_raw_html_is_left_out(void **state)
{
    static const struct test_case cases[] = {
        {"<div onclick=x>\na\n</div>\n\nb", "<p>b</p>\n"},
        {"<script>alert(1)</script>", ""},
        {"a <b>b</b> <!-- c --> <img src=x> d", "<p>a b   d</p>\n"},
        {"&lt;script&gt; &copy; &#1; &#0; a\xE2\x80\xAE"
         "b &#xFFFE;",
         "<p>&lt;script&gt; \xC2\xA9 \xEF\xBF\xBD \xEF\xBF\xBD a\xEF\xBF\xBD"
         "b \xEF\xBF\xBD</p>\n"},
    };

    (void)state;
    CHECK(&page_want, cases);
}

/* --- links --- */

#define OUT "\" rel=\"noreferrer noopener\">"

static void test_addresses(void **state)
{
    static const struct test_case cases[] = {
        {"[a](https://x.example/?a&b=\"c\")",
         "<p><a href=\"https://x.example/?a&amp;b=%22c%22" OUT "a</a></p>\n"},
        {"[a](HTTP://x.example \"t\")", "<p><a href=\"HTTP://x.example" OUT "a</a></p>\n"},
        {"<m@x.example> [b](tel:+49)",
         "<p><a href=\"mailto:m@x.example\">m@x.example</a> <a href=\"tel:+49\">b</a></p>\n"},
        {"[a](mailto://m@x.example) [b](tel:) [c](https://:1/)",
         "<p><a href=\"mailto://m@x.example\">a</a> b c</p>\n"},
        {"[](https://x.example)", "<p><a href=\"https://x.example" OUT "https://x.example</a></p>\n"},
        {"[a](javascript:x) [b](JaVaScRiPt:x) [c](&#106;avascript:x) [d](java&Tab;script:x)",
         "<p>a b c d</p>\n"},
        {"[a](<java&NewLine;script:x>) [b](<&#32;javascript:x>) [c](&#1;javascript:x)", "<p>a b c</p>\n"},
        {"[a](data:text/html,x) [b](vbscript:x) [c](file:///x) [d](//x) [e](\\\\\\\\x) [f](/\\\\x)",
         "<p>a b c d e f</p>\n"},
        {"[a](http:x//y) [b](http:///x) [c](\xEF\xBD\x8A"
         "avascript:x) [d](C:\\x) [e](x:y) [f](?x) [g]()",
         "<p>a b c d e f g</p>\n"},
        {"<javascript:alert(1)> <irc://x.example>", "<p>javascript:alert(1) irc://x.example</p>\n"},
        {"[a <m@x.example> b](ana.md)", "<p><a href=\"../p/ana.html\">a m@x.example b</a></p>\n"},
        {"[a](<bad answer>)", "<p>a</p>\n"},
    };

    (void)state;
    CHECK(&page_want, cases);
}

static void test_links_of_the_vault(void **state)
{
    static const struct test_case cases[] = {
        {"[[ana]] [[ana|A *b*]] [[gone]] [[gone|G]] `[[ana]]`",
         "<p><a href=\"../p/ana.html\">Ana Lima</a> <a href=\"../p/ana.html\">A b</a> gone G "
         "<code>[[ana]]</code></p>\n"},
        {"\\[[ana]] [\\[ana]]", "<p>[[ana]] [[ana]]</p>\n"},
        {"[**A**](ana.md) [](ana.md) [x](gone.md)", "<p><a href=\"../p/ana.html\"><strong>A</strong></a> <a "
                                                    "href=\"../p/ana.html\">Ana Lima</a> x</p>\n"},
        {"[[bo|Bo *B*]] [Bo **B**](bo.md) ![Bo](bo.png) ![x [Bo](bo.md)](https://x.example)",
         "<p>somebody somebody somebody <a href=\"https://x.example" OUT
         "image: x somebody (x.example)</a></p>\n"},
        {"> [[ana]]\n\n# [[ana|A]]",
         "<blockquote>\n<p><a href=\"../p/ana.html\">Ana Lima</a></p>\n</blockquote>\n"
         "<h3 id=\"s-a\"><a href=\"../p/ana.html\">A</a></h3>\n"},
        {"[a [[ana]] b](https://x.example)", "<p><a href=\"https://x.example" OUT "a [[ana]] b</a></p>\n"},
    };

    (void)state;
    CHECK(&page_want, cases);
}

static void test_images(void **state)
{
    static const struct test_case cases[] = {
        {"![a *b*\nc](https://u@x.example:8/y.png \"t\")",
         "<p><a href=\"https://u@x.example:8/y.png" OUT "image: a b c (x.example:8)</a></p>\n"},
        {"![](http://x.example)", "<p><a href=\"http://x.example" OUT "image (x.example)</a></p>\n"},
        {"[![a](https://x.example)](https://y.example)",
         "<p><a href=\"https://y.example" OUT "image: a (x.example)</a></p>\n"},
        {"![a \"b\" ![c](d)](x.png)", "<p><img src=\"../notes/x.png\" alt=\"a &quot;b&quot; c\"></p>\n"},
        {"[![](x.png)](ana.md)",
         "<p><a href=\"../p/ana.html\"><img src=\"../notes/x.png\" alt=\"\">Ana Lima</a></p>\n"},
        {"![a](data:image/png;base64,x) ![b](javascript:x) ![c](mailto:x) ![d](#d) ![e](gone)",
         "<p>a b c d e</p>\n"},
    };

    (void)state;
    CHECK(&page_want, cases);
}

static void test_findings(void **state)
{
    struct arena arena = {0}, kept = {0};
    struct diags diags = {.arena = &kept};

    (void)state;
    render(&arena, &page_want,
           "a\n[x](javascript:y) [[ana]]\n\n- [[gone]] [z](gone.md) [q](plain.md) [f](#no)\n", &diags);
    assert_int_equal(diags.n, 3);
    for (uint32_t i = 0; i < diags.n; i++)
        assert_int_equal(diags.at[i].rule, RULE_DEAD_LINK);
    assert_int_equal(diags.at[0].place.line, 6);
    assert_true(str_equal(diags.at[0].message, STR("'javascript:y' is no address that a page may lead to")));
    assert_int_equal(diags.at[1].place.line, 8);
    assert_int_equal(diags.at[1].place.column, 3);
    assert_true(str_equal(diags.at[1].message, STR("'gone' leads to no page")));
    assert_int_equal(diags.at[2].place.line, 8);
    arena_free(&arena);
    arena_free(&kept);
}

/* --- sections --- */

static void test_private_sections(void **state)
{
    static const struct test_case cases[] = {
        {"a [r]\n# p (private)\nx\n## q\ny\n\n[r]: https://x.example\n# b\nc",
         "<p>a [r]</p>\n<h3 id=\"s-b\">b</h3>\n<p>c</p>\n"},
        {"# p (Private):\nx", ""},
        {"p\n(private)\n---\nx\n# y", "<h3 id=\"s-y\">y</h3>\n"},
        {"# p &#40;private)\nx", ""},
        {"# [[ana|x (private)]]\nx", ""},
        {"- a\n# p (private)\n  # b\nc", "<ul>\n<li>a</li>\n</ul>\n<h3 id=\"s-b\">b</h3>\n<p>c</p>\n"},
        {"# p (private)\r\nx\r\r\n# b\rc", "<h3 id=\"s-b\">b</h3>\n<p>c</p>\n"},
        {"> ## p (private)\n> x\n>\n> ### q\n> # b\n", "<blockquote>\n<h3>b</h3>\n</blockquote>\n"},
        {"# not private\nx", "<h3 id=\"s-not-private\">not private</h3>\n<p>x</p>\n"},
        {"[x](#p)\n# p (private)\n", "<p>x</p>\n"},
    };

    (void)state;
    CHECK(&page_want, cases);
}

static enum html_choice choose(void *context, const struct html_section *section)
{
    (void)context;
    if (section->roles & MD_ROLE_LOG)
        return HTML_LEAVE;
    if (!section->level || str_equal(section->title, STR("Passed")))
        return HTML_PASS;
    return section->roles & MD_ROLE_NOTES && section->level == 1 ? HTML_HEADLESS : HTML_SHOW;
}

static void test_sections_are_chosen(void **state)
{
    static const struct test_case cases[] = {
        {"before\n\n- x\n# Notes\na\n## Sub\nb\n# Log\nc\n## Sub\nd\n# Passed:\ne\n## Kept\nf\n# End\n",
         "<p>a</p>\n<h4>Sub</h4>\n<p>b</p>\n<h3>Kept</h3>\n<p>f</p>\n<h3>End</h3>\n"},
        {"# Log (private)\na\n# Log\n### b\nc\n## d\n", ""},
        {"before", ""},
    };
    static const struct html_want want = {.choose = choose, .top = 3};

    (void)state;
    CHECK(&want, cases);
}

/* --- limits --- */

static unsigned depth_of(struct str page)
{
    unsigned depth = 0, most = 0;

    for (size_t at = str_index(page, '<', 0); at < page.n; at = str_index(page, '<', at + 1)) {
        depth += page.p[at + 1] == '/' ? -1u : 1;
        most = depth > most ? depth : most;
    }
    assert_int_equal(depth, 0);
    return most;
}

static void test_depth_is_capped(void **state)
{
    static const char *const nests[] = {"> ", "- ", "1) ", "> - ", "*a **b ", "> 2. *"};
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof nests / sizeof *nests; i++) {
        struct buf body = {0};
        struct str page;

        for (unsigned n = 0; n < 400; n++)
            buf_puts(&body, nests[i]);
        buf_puts(&body, "[word](https://x.example)");
        for (unsigned n = 0; i == 4 && n < 400; n++)
            buf_puts(&body, " a** b*");
        buf_putc(&body, '\0');
        page = render(&arena, &page_want, body.p, NULL);
        assert_true(depth_of(page) <= LIMIT_HTML_DEPTH);
        assert_true(depth_of(page) > LIMIT_HTML_DEPTH - 8 || i == 5);
        assert_true(str_find(page, STR(">word</a>"), 0) < page.n);
        buf_free(&body);
        arena_reset(&arena);
    }
    arena_free(&arena);
}

/* A body as large as one may be, of each thing that could cost the square of its size; set far above what is measured. */
static void test_time_is_linear(void **state)
{
    static const char *const parts[] = {
        "# a\n", "# a (private)\n", "[[ana]] ", "- [ ] [[ana]]\n", "*a ", "[x](y)\n\n", "> ",
        "![",    "# a\n[x](#a)\n",  "<b>"};
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct buf body = {0};
        size_t brackets = 0;
        clock_t start;

        while (body.n + 20 < LIMIT_BODY && brackets < LIMIT_BODY_BRACKETS - 4) {
            buf_puts(&body, parts[i]);
            for (const char *c = parts[i]; *c; c++)
                brackets += *c == '[';
        }
        buf_putc(&body, '\0');
        start = clock();
        render(&arena, &page_want, body.p, NULL);
        if ((double)(clock() - start) / CLOCKS_PER_SEC > 5)
            fail_msg("%s took seconds", parts[i]);
        buf_free(&body);
        arena_reset(&arena);
    }
    arena_free(&arena);
}

/* --- what comes out elsewhere, or not --- */

static enum html_choice without_title(void *context, const struct html_section *section)
{
    (void)context;
    return section->is_first && section->level == 1 ? HTML_TITLE : HTML_SHOW;
}

/* In the file, lines count from 5. */
static bool is_shown_elsewhere(void *context, uint32_t line)
{
    (void)context;
    return line % 10 == 0;
}

static void test_what_is_shown_elsewhere_is_left_out(void **state)
{
    static const struct test_case cases[] = {
        {"# Title\na\n## Sub\nb\n# Two\nc\n", "<p>a</p>\n<h2>Sub</h2>\n<p>b</p>\n<h2>Two</h2>\n<p>c</p>\n"},
        {"a\n# Two\nb\n", "<p>a</p>\n<p>b</p>\n"},
        {"## Bare\n<!-- x -->\n\n## Two\n#### Bare\n### Three\n- a\n## Bare\n[x]: y\n",
         "<h2>Two</h2>\n<h3>Three</h3>\n<ul>\n<li>a</li>\n</ul>\n"},
        {"## Log\n\n\n\n\n- x [y](z)\n", ""},
        {"## Log\n\n\n\n\n- x\n\n  more\n",
         "<h2>Log</h2>\n<ul>\n<li>\n<p>x</p>\n<p>more</p>\n</li>\n</ul>\n"},
        {"## Log\n\n\n\n- a\n  - x\n- b\n", "<h2>Log</h2>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
    };
    static const struct html_want want = {
        .choose = without_title, .leaves_out = is_shown_elsewhere, .drops_bare = true, .top = 2};

    (void)state;
    CHECK(&want, cases);
}

static void check_apart(const char *body, const char *rest, const char *first, const char *second)
{
    struct buf outs[2] = {{0}}, out = {0};
    const struct html_apart apart[] = {{7, &outs[0]}, {11, &outs[1]}};
    struct html_want want = {.apart = apart,
                             .apart_count = 2,
                             .drops_bare = true,
                             .top = 2,
                             .apart_top = 4,
                             .id_prefix = STR("n-")};
    struct arena arena = {0};
    struct md_job job = {.scratch = &arena, .path = STR("a.md"), .first_line = 5};

    html_render(&job, &want, str_from(body), &out);
    assert_true(str_equal(buf_str(&out), str_from(rest)));
    assert_true(str_equal(buf_str(&outs[0]), str_from(first)));
    assert_true(str_equal(buf_str(&outs[1]), str_from(second)));
    html_render(&job, &want, str_from(body), NULL);
    assert_int_equal(outs[0].n, 2 * strlen(first));
    buf_free(&out);
    buf_free(&outs[0]);
    buf_free(&outs[1]);
    arena_free(&arena);
}

static void test_answers_come_out_apart(void **state)
{
    (void)state;
    check_apart("## Questions\n\n- One?\n\n  *a*\n\n- Two?\n\n  b\n\nbehind\n\n* no\n",
                "<h2 id=\"n-questions\">Questions</h2>\n<ul>\n<li>no</li>\n</ul>\n", "<p><em>a</em></p>\n",
                "<p>b</p>\n<p>behind</p>\n");
    check_apart("## Questions\n\n### One?\n- a\n  # in it\n\n### Two?\n- [ ] b\n\n## Two\n\nc\n",
                "<h2 id=\"n-two\">Two</h2>\n<p>c</p>\n", "<ul>\n<li>a\n<h4>in it</h4>\n</li>\n</ul>\n",
                "<ul>\n<li class=\"task-open\"><span class=\"box\" role=\"img\" "
                "aria-label=\"open\">\xE2\x98\x90</span> b</li>\n</ul>\n");
    check_apart("- kept\n\n- One?\n- kept\n\n\n- Two?\n\n  # (private)\n\n  secret\n",
                "<ul>\n<li>\n<p>kept</p>\n</li>\n<li>\n<p>kept</p>\n</li>\n</ul>\n", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_tasks),
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_raw_html_is_left_out),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_links_of_the_vault),
        cmocka_unit_test(test_images),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_private_sections),
        cmocka_unit_test(test_sections_are_chosen),
        cmocka_unit_test(test_depth_is_capped),
        cmocka_unit_test(test_time_is_linear),
        cmocka_unit_test(test_what_is_shown_elsewhere_is_left_out),
        cmocka_unit_test(test_answers_come_out_apart),
    };

    return unit_run(tests);
}
