/*
 * Templates: a page and two partials, with NUL bytes between them, against data of every kind. In each mode: no more
 * than the limits are written, nothing where rendering fails, the same each time; text without tags stays
 * as it is; and in HTML nothing of a hostile value comes through as markup unless the template asks for it.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/die.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/tmpl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stands in a value only: no template that is looked at has it. */
#define HOSTILE "<\x01>"

static const struct tmpl_value items[] = {
    {.kind = TMPL_WORD, .text = {"1", 1}},
    {.kind = TMPL_OBJECT,
     .fields = (const struct tmpl_field[]){{"a", {.kind = TMPL_WORD, .text = {"a\n: #", 5}}}},
     .count = 1},
    {.kind = TMPL_NOTHING},
};

static const struct tmpl_field fields[] = {
    {"a", {.kind = TMPL_WORD, .text = {HOSTILE, 3}}},
    {"b", {.kind = TMPL_LIST, .items = items, .count = 3}},
    {"c",
     {.kind = TMPL_OBJECT, .fields = (const struct tmpl_field[]){{"a", {.kind = TMPL_NOTHING}}}, .count = 1}},
    {"d", {.kind = TMPL_YES, .is_yes = true}},
    {"e", {.kind = TMPL_NOTHING}},
};

static const struct tmpl_value object = {.kind = TMPL_OBJECT, .fields = fields, .count = 5};

static void check_output(struct str page, struct str out, enum tmpl_mode mode)
{
    must(out.n <= LIMIT_TEMPLATE_OUTPUT + 2 * LIMIT_TEMPLATE);
    must(utf8_invalid(out) == out.n);
    if (str_find(page, STR("{{"), 0) == page.n)
        must(str_equal(page, out));
    if (mode == TMPL_HTML && !memchr(page.p, '\x01', page.n))
        must(str_find(out, STR(HOSTILE), 0) == out.n);
}

/* Whether the template writes values as they are, or may: then anything goes. */
static bool is_raw(struct str text)
{
    return memchr(text.p, '&', text.n) || str_find(text, STR("{{{"), 0) < text.n ||
           memchr(text.p, '=', text.n) || memchr(text.p, '\x01', text.n);
}

static void check(const struct tmpl_source *sources, struct arena *arena)
{
    struct diag problem = {0};
    const struct tmpl *page = tmpl_parse(arena, &sources[0], &problem);
    struct tmpl_partial at[2] = {{STR("p"), tmpl_parse(arena, &sources[1], &problem)},
                                 {STR("q"), tmpl_parse(arena, &sources[2], &problem)}};
    struct tmpl_partials partials = {at, 2};
    struct buf out = {0}, again = {0};
    int status;

    if (!page || !at[0].tmpl || !at[1].tmpl) {
        must(problem.message.n && problem.place.line);
        return;
    }
    buf_putc(&again, '!');
    status = tmpl_render(page, &object, &partials, &out, &problem);
    must(status == 0 || (out.n == 0 && problem.message.n && problem.place.line));
    if (status == 0) {
        must(tmpl_render(page, &object, &partials, &again, &problem) == 0);
        must(str_equal(buf_str(&out), str_skip(buf_str(&again), 1)));
    }
    if (status == 0 && !is_raw(sources[0].text) && !is_raw(sources[1].text) && !is_raw(sources[2].text))
        check_output(sources[0].text, buf_str(&out), sources[0].mode);
    buf_free(&out);
    buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int mode = TMPL_TEXT; mode <= (int)TMPL_HTML * 2; mode++) {
        struct tmpl_source sources[3] = {{.name = STR("page")}, {.name = STR("p")}, {.name = STR("q")}};
        struct str rest = {size ? (const char *)data : "", size};
        struct arena arena = {0};

        for (int i = 0; i < 3; i++) {
            size_t end = str_index(rest, '\0', 0);

            sources[i].text = str_slice(rest, 0, end);
            sources[i].mode = (enum tmpl_mode)(mode % 3);
            sources[i].is_relaxed = mode > TMPL_HTML;
            rest = str_skip(rest, end + 1);
        }
        check(sources, &arena);
        arena_free(&arena);
    }
    return 0;
}
