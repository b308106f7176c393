/*
 * Renders bodies as HTML (text/html.h), for readers that parse what comes out.
 *
 *     html [-i PREFIX]     reads LENGTH '\n' BYTES, again and again, and answers each with the same, or with "-1\n" where the body
 *                          is over a limit: no command would give such a one to html_render
 *
 * A link of the vault that begins with "dead" leads nowhere, one with "secret" to a private person, one with "text"
 * is text; any other leads to p/TARGET.html. Headings have ids with that prefix.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "text/html.h"

static bool is_within_limits(struct str body)
{
    size_t brackets = 0;

    for (size_t i = 0; i < body.n; i++)
        brackets += body.p[i] == '[';
    return body.n <= LIMIT_BODY && brackets <= LIMIT_BODY_BRACKETS && utf8_invalid(body) == body.n &&
           (!body.n || !memchr(body.p, 0, body.n)) && !md_is_too_deep(body);
}

static void resolve(void *context, const struct md_link *link, bool is_image, struct html_link *to)
{
    struct buf href = {0};

    if (str_starts(link->target, STR("secret")))
        to->kind = HTML_LINK_SOMEBODY;
    else if (str_starts(link->target, STR("dead")))
        to->kind = HTML_LINK_DEAD;
    else if (!str_starts(link->target, STR("text")))
        to->kind = HTML_LINK_PAGE;
    buf_printf(&href, "p/%.*s.%s", STR_ARGS(link->target), is_image ? "png" : "html");
    to->href = str_copy(context, buf_str(&href));
    buf_free(&href);
}

/* Reads the next body into `body`; false at the end. */
static bool read_body(struct buf *body)
{
    char line[32];
    uint32_t n;

    if (!fgets(line, sizeof line, stdin))
        return false;
    if (!str_number(str_trim(str_from(line)), UINT32_MAX, &n))
        exit(2);
    buf_reset(body);
    if (fread(buf_room(body, n + 1UL), 1, n, stdin) != n)
        exit(2);
    body->n = n;
    return true;
}

int main(int count, char **words)
{
    struct arena arena = {0}, kept = {0};
    struct buf body = {0}, page = {0};
    struct diags diags = {.arena = &kept};
    struct html_want want = {.context = &arena, .resolve = resolve, .top = 2};
    struct md_job job = {.scratch = &arena, .diags = &diags, .path = STR("a.md"), .first_line = 1};

    if (count == 3 && strcmp(words[1], "-i") == 0)
        want.id_prefix = str_from(words[2]);
    while (read_body(&body)) {
        if (!is_within_limits(buf_str(&body))) {
            puts("-1");
            continue;
        }
        buf_reset(&page);
        html_render(&job, &want, buf_str(&body), &page);
        printf("%zu\n", page.n);
        fwrite(page.p, 1, page.n, stdout);
        arena_reset(&arena);
    }
    buf_free(&body);
    buf_free(&page);
    arena_free(&arena);
    arena_free(&kept);
    return 0;
}
