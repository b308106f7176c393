/*
 * Templates: a page and two partials, with NUL bytes between them, against data of every kind. In each mode: no more
 * than the limits are written, nothing where rendering fails, the same each time; text without tags stays
 * as it is; in HTML nothing of a hostile value comes through as markup unless a relaxed template asks for it, and
 * the page has the same tags as with harmless values.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/die.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/tmpl.h"

#include "html_shape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stands in a value only: no template that is looked at has it. */
#define HOSTILE "<\x01>"

static const char hostile_text[] =
    HOSTILE "\n: # \"'`>--> --!></title></script></style> onx=1 x= &#34; <script>&lt;";
static const char hostile_address[] = "a'&#34;&gt;/?x='#&lt;";

/* Data of every kind; of one shape, whatever the text and the address are. */
static struct tmpl_value data_of(struct arena *arena, const char *text, const char *address)
{
    struct tmpl_value word = tmpl_word(str_from(text));
    struct tmpl_field *inner = arena_new_array(arena, struct tmpl_field, 2);
    struct tmpl_value *items = arena_new_array(arena, struct tmpl_value, 3);
    struct tmpl_field fields[] = {
        {"a", word},
        {"b", tmpl_list(items, 3)},
        {"c", tmpl_object(&inner[1], 1)},
        {"d", {.kind = TMPL_YES, .is_yes = true}},
        {"e", {.kind = TMPL_NOTHING}},
        {"u", tmpl_url(str_from(address))},
        {"m", tmpl_markup(STR("<b>m</b>"))},
    };
    struct tmpl_field *kept = arena_raw(arena, sizeof fields);

    inner[0] = (struct tmpl_field){"a", word};
    inner[1] = (struct tmpl_field){"a", {.kind = TMPL_NOTHING}};
    items[0] = word;
    items[1] = tmpl_object(inner, 1);
    memcpy(kept, fields, sizeof fields);
    return tmpl_object(kept, sizeof fields / sizeof *fields);
}

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

/* A page has the same tags, attributes, scripts and styles whatever its values are. */
static void check_shape(const struct tmpl *page, const struct tmpl_partials *partials, struct str out,
                        struct arena *arena)
{
    struct tmpl_value harmless = data_of(arena, "x", "x");
    struct diag problem = {0};
    struct buf other = {0}, shape = {0}, other_shape = {0};

    must(tmpl_render(page, &harmless, partials, &other, &problem) == 0);
    html_shape(out, &shape);
    html_shape(buf_str(&other), &other_shape);
    must(str_equal(buf_str(&shape), buf_str(&other_shape)));
    buf_free(&other);
    buf_free(&shape);
    buf_free(&other_shape);
}

static void check(const struct tmpl_source *sources, struct arena *arena)
{
    struct diag problem = {0};
    const struct tmpl *page = tmpl_parse(arena, &sources[0], &problem);
    struct tmpl_partial at[2] = {{STR("p"), tmpl_parse(arena, &sources[1], &problem)},
                                 {STR("q"), tmpl_parse(arena, &sources[2], &problem)}};
    struct tmpl_partials partials = {at, 2};
    struct tmpl_value object = data_of(arena, hostile_text, hostile_address);
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
    if (status == 0 && sources[0].mode == TMPL_HTML && !sources[0].is_relaxed)
        check_shape(page, &partials, buf_str(&out), arena);
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
