#include "base/diag.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/near.h"

static const struct {
    const char *id;
    enum severity severity;
} rules[RULE_COUNT] = {
#define X(name, id, severity) [name] = {id, severity},
    DIAG_RULES(X)
#undef X
};

const char *rule_id(enum rule rule)
{
    must(rule < RULE_COUNT);
    return rules[rule].id;
}

enum severity rule_severity(enum rule rule)
{
    must(rule < RULE_COUNT);
    return rules[rule].severity;
}

const char *severity_name(enum severity severity)
{
    return severity == SEVERITY_ERROR ? "error" : "warning";
}

bool rule_find(struct str id, enum rule *rule)
{
    for (int i = 0; i < (int)RULE_COUNT; i++)
        if (str_equal(id, str_from(rules[i].id))) {
            *rule = (enum rule)i;
            return true;
        }
    return false;
}

const char *rule_near(struct str id)
{
    struct near near = {.word = id, .limit = 2};

    for (size_t i = 0; i < RULE_COUNT; i++)
        near_offer(&near, str_from(rules[i].id));
    return near.found.p;
}

/* A value that is quoted may be long: it is cut, for a line is read by people, and there may be many. */
static void cut(struct buf *text)
{
    enum { MOST = 500 };

    if (text->n <= MOST)
        return;
    text->n = MOST;
    while (((unsigned char)text->p[text->n] & 0xC0) == 0x80)
        text->n--;
    buf_puts(text, "…");
}

static struct str formatted(struct arena *arena, const char *format, va_list args)
{
    struct buf text = {0};
    struct str copy;

    must(arena);
    buf_vprintf(&text, format, args);
    cut(&text);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n' || text.p[i] == '\r')
            text.p[i] = ' '; /* a value that is quoted may have lines */
    copy = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

struct diag *diag_add(struct diags *diags, enum rule rule, struct str path, struct place place,
                      const char *format, ...)
{
    struct diag *diag = vec_add(diags, diags->arena);
    va_list args;

    diag->rule = rule;
    diag->place = place;
    diag->path = path;
    va_start(args, format);
    diag->message = formatted(diags->arena, format, args);
    va_end(args);
    return diag;
}

void diag_hint(struct diags *diags, struct diag *diag, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    diag->hint = formatted(diags->arena, format, args);
    va_end(args);
}

void diag_near(struct diags *diags, struct diag *diag, struct str near)
{
    diag_hint(diags, diag, "did you mean '%.*s'?", STR_ARGS(near));
    diag->fix = str_copy(diags->arena, near);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

int diag_compare(const struct diag *a, const struct diag *b)
{
    int order = str_compare(a->path, b->path);

    if (!order)
        order = compare_numbers(a->place.line, b->place.line);
    if (!order)
        order = compare_numbers(a->place.column, b->place.column);
    if (!order)
        order = compare_numbers(a->rule, b->rule);
    if (!order)
        order = str_compare(a->message, b->message);
    return order ? order : str_compare(a->hint, b->hint);
}

static int compare(const void *left, const void *right)
{
    return diag_compare(left, right);
}

void diags_sort(struct diags *diags)
{
    if (diags->n)
        qsort(diags->at, diags->n, sizeof *diags->at, compare);
}
