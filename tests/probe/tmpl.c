/*
 * Renders templates of pages: on standard input, each ended by NUL, again and again a template, the text and the
 * address that its values have. Prints for each `=` and the page or `!` and why there is none, ended by NUL.
 *
 * The data: text, url, yes, no, two (texts), me.text, html (which is `<b>m</b>`); the partial p, the layout l with block b.
 */
#include <stdio.h>
#include <stdlib.h>

#include "text/tmpl.h"

/* One string of the input, without its NUL; false at the end. */
static bool read_one(struct arena *arena, struct str *text)
{
    char *bytes = NULL;
    size_t room = 0;
    ssize_t n = getdelim(&bytes, &room, '\0', stdin);

    if (n > 0)
        *text = str_copy(arena, (struct str){bytes, (size_t)n - 1});
    free(bytes);
    return n > 0;
}

static const struct tmpl *compiled(struct arena *arena, struct str text, struct diag *problem)
{
    struct tmpl_source source = {.name = STR("page"), .text = text, .mode = TMPL_HTML};

    return tmpl_parse(arena, &source, problem);
}

static int render(struct arena *arena, const struct str *given, struct buf *out, struct diag *problem)
{
    struct tmpl_value text = tmpl_word(given[1]), items[] = {text, text};
    struct tmpl_field me[] = {{"text", text}};
    struct tmpl_field fields[] = {
        {"text", text},
        {"url", tmpl_url(given[2])},
        {"yes", {.kind = TMPL_YES, .is_yes = true}},
        {"no", {.kind = TMPL_YES}},
        {"two", tmpl_list(items, 2)},
        {"me", tmpl_object(me, 1)},
        {"html", tmpl_markup(STR("<b>m</b>"))},
    };
    struct tmpl_value data = tmpl_object(fields, sizeof fields / sizeof *fields);
    struct tmpl_partial at[] = {
        {STR("p"), compiled(arena, STR("<i title='{{text}}'>{{text}}</i>"), problem)},
        {STR("l"), compiled(arena, STR("<div>\n  {{$b}}\n  {{/b}}\n</div>"), problem)},
    };
    struct tmpl_partials partials = {at, 2};
    const struct tmpl *tmpl = compiled(arena, given[0], problem);

    return tmpl ? tmpl_render(tmpl, &data, &partials, out, problem) : -1;
}

int main(void)
{
    struct arena arena = {0};
    struct buf out = {0};
    struct str given[3];

    while (read_one(&arena, &given[0]) && read_one(&arena, &given[1]) && read_one(&arena, &given[2])) {
        struct diag problem = {0};

        buf_reset(&out);
        if (render(&arena, given, &out, &problem) == 0)
            printf("=%.*s", STR_ARGS(buf_str(&out)));
        else
            printf("!%.*s", STR_ARGS(problem.message));
        putchar('\0');
        arena_reset(&arena);
    }
    buf_free(&out);
    arena_free(&arena);
    return 0;
}
