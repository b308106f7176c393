/*
 * The words of a body as a page shows them: text/shown.h. What of them names somebody private, and where it is said to stand,
 * is tested by tests/cli/privates.bats; here is that nothing is left out that html_render shows.
 */
#include "unit.h"

#include "text/html.h"
#include "text/shown.h"

static bool is_bo(const void *context, const struct md_link *link)
{
    (void)context;
    return str_starts(link->target, STR("bo"));
}

static struct shown read_shown(struct arena *arena, struct str body)
{
    static const struct shown_want want = {.is_hidden = is_bo};
    struct md_job job = {.scratch = arena, .path = STR("a.md"), .first_line = 5};
    struct shown shown;

    shown_read(&job, &want, body, &shown);
    return shown;
}

static void test_words(void **state)
{
    static const struct {
        const char *body, *expected;
    } cases[] = {
        {"", ""},
        {"a *b* __c__ `d`\ne  \nf", "\na b c d e f"},
        {"# a #\n\nb\n=\n", "\na\nb"},
        {"> a\n> b\n\n- c\n- d\n  e", "\na b\nc\nd e"},
        {"[a](x.md) ![b](y.png) [[c]] [[c|d]]", "\na b c d"},
        {"[a](bo.md) ![b *x*](bo.png) [[bo]] [[bo|d]]", "\nsomebody somebody somebody somebody"},
        {"[a [[bo]]](x.md)", "\na [[bo]]"},
        {"\\[[bo]]", "\n[[bo]]"},
        {"[a](https://x.example/b%20c)", "\na\nhttps://x.example/b c"},
        {"a<!-- x --> b <i>c</i><br/>d\n\n<!-- y -->\n", "\na b c d"},
        {"&amp;&#65;&nbsp;\\*", "\n&A\xC2\xA0*"},
        {"```x\na\nb\n```\n\n    c\n", "\na b \nc "},
        {"- [ ] a due:2026-12-01 b @waiting c", "\n[ ] a due:2026-12-01 b @waiting c\na b c"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct shown shown = read_shown(&arena, str_from(cases[i].body));

        if (!str_equal(shown.text, str_from(cases[i].expected)))
            fail_msg("%s\n  gives    %.*s\n  expected %s", cases[i].body, STR_ARGS(shown.text),
                     cases[i].expected);
        arena_reset(&arena);
    }
    arena_free(&arena);
}

/* --- what a page shows is there --- */

/* A line of HTML without its tags and white space, character references decoded. */
static void squeeze_html(struct buf *out, struct str line)
{
    static const char *const references[][2] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};

    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];

        if (c == '<') {
            i = str_index(line, '>', i);
            continue;
        }
        if (str_starts(str_skip(line, i), STR("\xE2\x98"))) { /* the box of a task */
            i += 2;
            continue;
        }
        for (size_t k = 0; c == '&' && k < sizeof references / sizeof *references; k++)
            if (str_starts(str_skip(line, i), str_from(references[k][0]))) {
                c = references[k][1][0];
                i += strlen(references[k][0]) - 1;
                break;
            }
        if (!is_space(c))
            buf_putc(out, c);
    }
}

static void squeeze(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!is_space(text.p[i]))
            buf_putc(out, text.p[i]);
}

static void expect_all_shown(struct arena *arena, struct str body)
{
    static const struct html_want everything;
    struct md_job job = {.scratch = arena, .path = STR("a.md"), .first_line = 1};
    struct buf html = {0}, squeezed = {0}, line = {0};
    struct shown shown;

    html_render(&job, &everything, body, &html);
    shown_read(&job, &(struct shown_want){0}, body, &shown);
    squeeze(&squeezed, shown.text);
    for (size_t at = 0; at < html.n;) {
        size_t end = str_index(buf_str(&html), '\n', at);

        buf_reset(&line);
        squeeze_html(&line, str_slice(buf_str(&html), at, end));
        if (str_find(buf_str(&squeezed), buf_str(&line), 0) == squeezed.n && line.n)
            fail_msg("%.*s\nhas '%.*s', which is not in '%.*s'", STR_ARGS(body), STR_ARGS(line),
                     STR_ARGS(shown.text));
        at = end + 1;
    }
    for (size_t at = 1; at < shown.text.n; at++)
        assert_true(shown_source(&shown, arena, at) <= body.n);
    buf_free(&html);
    buf_free(&squeezed);
    buf_free(&line);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Bodies of pieces that mean something to Markdown, in any order. */
static void test_nothing_is_left_out(void **state)
{
    static const char *const pieces[] = {
        "a",         "b ",
        "Quux ",     "*",
        "**",        "_",
        "`",         "[",
        "]",         "](x.md)",
        "](bo)",     "[[c]]",
        "[[c|d]] ",  "\\",
        "\n",        "\n\n",
        "\n- ",      "\n> ",
        "\n1. ",     "\n# ",
        "\n```\n",   "    ",
        "<b>",       "<!-- ",
        "-->",       "&lt;",
        "&#65;",     "![",
        "\n\t",      "[ ] ",
        "  \n",      "(private)",
        "\r\n",      "<http://x.example/y>",
        "[x]: ",     "due:2026-12-01 ",
        "@waiting ", "\xC3\xA9",
        "\xC2\xAD",
    };
    struct arena arena = {0};
    struct buf body = {0};
    uint32_t seed = 1;

    (void)state;
    for (int i = 0; i < 4000; i++) {
        buf_reset(&body);
        for (uint32_t n = next_random(&seed) % 40; n; n--)
            buf_puts(&body, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
        expect_all_shown(&arena, buf_str(&body));
        arena_reset(&arena);
    }
    arena_free(&arena);
    buf_free(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_nothing_is_left_out),
    };

    return unit_run(tests);
}
