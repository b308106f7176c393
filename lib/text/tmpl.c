#include "text/tmpl.h"

#include "base/die.h"
#include "base/limits.h"
#include "base/near.h"
#include "text/edit_quote.h"
#include "text/html_safe.h"
#include "text/tmpl_html.h"
#include "text/tmpl_part.h"

/* The data in which names are looked up, innermost first. */
struct context {
    const struct tmpl_value *value;
    const struct context *outer;
};

/* White space before each line; the outermost is written first. */
struct indent {
    struct str text; /* never empty */
    const struct indent *outer;
};

/* What a parent's tag hands to its template, and what was handed over further out, which comes first. */
struct arguments {
    const struct tmpl *tmpl; /* of the tag */
    const struct map *blocks;
    const struct arguments *outer;
};

/* Where rendering stands. */
struct scope {
    const struct tmpl *tmpl;
    const struct context *context;
    const struct indent *indent;
    const struct arguments *arguments;
    size_t stripped; /* bytes of white space that each line of the template loses */
};

/* How what replaces a block begins: as its own text says, or as the place where it comes to stand. */
enum beginning { AS_WRITTEN, INDENTED, WITHIN_LINE };

/* A partial that is being checked, and the data it is used on. */
struct use {
    const struct tmpl *tmpl;
    const struct tmpl_field *fields;
    const struct use *outer;
};

struct run {
    const struct tmpl_partials *partials;
    bool is_check; /* every section is gone into */
    const struct use *uses;
    struct buf *out;
    struct diag *problem;
    size_t most; /* bytes of `out` */
    uint32_t steps;
    unsigned depth;
    enum beginning beginning;
    const struct context *around; /* the section over a lasting list that is being rendered; NULL: none is */
    bool has_left_it;             /* something in it depends on more than its items */
};

static bool render(struct run *run, const struct scope *scope, uint32_t from, uint32_t to);

/* ---- limits */

static bool too_much(const struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    if (run->steps > LIMIT_TEMPLATE_STEPS)
        tmpl_problem(scope->tmpl, part->at, run->problem, "this template takes too much work");
    else
        tmpl_problem(scope->tmpl, part->at, run->problem, "this template makes more than %d MiB",
                     LIMIT_TEMPLATE_OUTPUT / 1024 / 1024);
    return false;
}

static inline bool step(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                        uint32_t steps)
{
    run->steps += steps;
    return (run->steps <= LIMIT_TEMPLATE_STEPS && run->out->n <= run->most) || too_much(run, scope, part);
}

static bool go_down(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    if (++run->depth <= LIMIT_TEMPLATE_DEPTH)
        return true;
    tmpl_problem(scope->tmpl, part->at, run->problem, "templates stand in each other more than %d deep",
                 LIMIT_TEMPLATE_DEPTH);
    tmpl_hint(scope->tmpl, run->problem, "does '%.*s' contain itself?", STR_ARGS(part->text));
    return false;
}

/* ---- names */

/* A search for what a name may have been meant to be: of a short one almost anything is two edits away. */
static struct near near_of(struct str name)
{
    return (struct near){.word = name, .limit = name.n < 4 ? 1 : 2};
}

/* Steps that looking through an object takes. */
static uint32_t cost(const struct tmpl_value *value)
{
    return 1 + (value->kind == TMPL_OBJECT ? value->count : 0);
}

/* Names are short: nothing is called for one. */
static bool is_name(const char *own, struct str name)
{
    size_t i = 0;

    while (i < name.n && own[i] && own[i] == name.p[i])
        i++;
    return i == name.n && !own[i];
}

/* The field in the place where it was the last time, which most names have. */
static inline const struct tmpl_value *field_again(const struct tmpl_value *object,
                                                   const struct tmpl_hint *hint)
{
    bool is_there = object->kind == TMPL_OBJECT && hint->found_at < object->count;

    return is_there && object->fields[hint->found_at].name == hint->found
               ? &object->fields[hint->found_at].value
               : NULL;
}

static const struct tmpl_value *field_find(const struct tmpl_value *object, struct str name,
                                           struct tmpl_hint *hint)
{
    uint32_t count = object->kind == TMPL_OBJECT ? object->count : 0;

    for (uint32_t i = 0; i < count; i++)
        if (is_name(object->fields[i].name, name)) {
            hint->found_at = i;
            hint->found = object->fields[i].name;
            return &object->fields[i].value;
        }
    return NULL;
}

static void offer_fields(struct near *near, const struct tmpl_value *object)
{
    for (uint32_t i = 0; object->kind == TMPL_OBJECT && i < object->count; i++)
        near_offer(near, str_from(object->fields[i].name));
}

static bool unknown(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                    struct near *near)
{
    tmpl_problem(scope->tmpl, part->at, run->problem, "there is no '%.*s' here", STR_ARGS(near->word));
    if (near->found.n)
        tmpl_hint(scope->tmpl, run->problem, "did you mean '%.*s'?", STR_ARGS(near->found));
    return false;
}

/* The value of a name without dots; false where it is nowhere, which is said. Relaxed: `*value` may be NULL. */
static bool find_first(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                       struct str name, const struct tmpl_value **value)
{
    struct tmpl_hint *hint = &scope->tmpl->hints[part - scope->tmpl->at];
    struct near near;

    for (const struct context *at = scope->context; at; at = at->outer) {
        if (!step(run, scope, part, cost(at->value)))
            return false;
        run->has_left_it |= at == run->around;
        *value = field_again(at->value, hint);
        if (!*value)
            *value = field_find(at->value, name, hint);
        if (*value)
            return true;
    }
    if (scope->tmpl->source.is_relaxed)
        return true;
    near = near_of(name);
    for (const struct context *at = scope->context; at; at = at->outer)
        offer_fields(&near, at->value);
    return unknown(run, scope, part, &near);
}

/* The field `name` of `*value`, which becomes it. What is nothing has nothing in it. */
static bool find_next(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                      struct str name, const struct tmpl_value **value)
{
    const struct tmpl_value *object = *value;
    struct near near;
    struct tmpl_hint ignored;

    if (!object || object->kind == TMPL_NOTHING)
        return true;
    if (!step(run, scope, part, cost(object)))
        return false;
    *value = field_find(object, name, &ignored);
    if (*value || scope->tmpl->source.is_relaxed)
        return true;
    near = near_of(name);
    offer_fields(&near, object);
    return unknown(run, scope, part, &near);
}

static bool find_anew(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                      const struct tmpl_value **value)
{
    struct str rest = part->text;
    size_t end = scope->tmpl->hints[part - scope->tmpl->at].dot;

    *value = scope->context->value;
    if (!end) /* "." */
        return true;
    if (!find_first(run, scope, part, (struct str){rest.p, end}, value))
        return false;
    while (end < rest.n) {
        rest = str_skip(rest, end + 1);
        end = str_index(rest, '.', 0);
        if (!find_next(run, scope, part, str_slice(rest, 0, end), value))
            return false;
    }
    return true;
}

/* Looks the name of a part up. `*value` is NULL where a relaxed template names what is nowhere. */
static inline bool find(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                        const struct tmpl_value **value)
{
    const struct tmpl_hint *hint = &scope->tmpl->hints[part - scope->tmpl->at];
    const struct tmpl_value *here = scope->context->value;

    *value = hint->dot == part->text.n ? field_again(here, hint) : NULL;
    return *value ? step(run, scope, part, cost(here)) : find_anew(run, scope, part, value);
}

static bool is_true(const struct tmpl_value *value)
{
    if (!value)
        return false;
    switch (value->kind) {
    case TMPL_NOTHING: return false;
    case TMPL_WORD:
    case TMPL_URL:
    case TMPL_MARKUP: return value->text.n > 0;
    case TMPL_YES: return value->is_yes;
    case TMPL_LIST: return value->count > 0;
    case TMPL_OBJECT: return true;
    }
    return false;
}

/* ---- writing */

static void put_indent(struct run *run, const struct indent *indent)
{
    if (!indent)
        return;
    put_indent(run, indent->outer);
    buf_put(run->out, indent->text);
}

/* Before what is not empty and may begin a line. */
static void begin(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    if (run->beginning == AS_WRITTEN ? part->starts_line : run->beginning == INDENTED)
        put_indent(run, scope->indent);
    run->beginning = AS_WRITTEN;
}

static struct str stripped(struct str line, size_t most)
{
    size_t n = 0;

    while (n < most && n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return str_skip(line, n);
}

static void put_text(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    struct str text = part->starts_line ? stripped(part->text, scope->stripped) : part->text;

    if (str_equal(text, STR("\n")) || str_equal(text, STR("\r\n")))
        run->beginning = AS_WRITTEN; /* an empty line stays empty */
    else
        begin(run, scope, part);
    buf_put(run->out, text);
}

/* The text and all that follows it without a gap: where no line is changed, they are one. */
static void put_texts(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    struct str last = scope->tmpl->at[part->end].text;

    run->beginning = AS_WRITTEN;
    buf_put(run->out, (struct str){part->text.p, (size_t)(last.p + last.n - part->text.p)});
}

/* The quotes that a template has put around a tag, or NUL. */
static char quotes_around(const struct scope *scope, const struct tmpl_part *part)
{
    struct str text = scope->tmpl->source.text;
    char before = part->at ? text.p[part->at - 1] : '\0';

    if ((before != '"' && before != '\'') || part->after >= text.n || text.p[part->after] != before)
        return '\0';
    return before;
}

static void put_yaml(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                     struct str text)
{
    char mark = quotes_around(scope, part);
    struct quoting quoting = {
        .mark = mark, .always = mark != '\0', .in_flow = part->is_flow, .is_words = true};
    size_t from = run->out->n;

    quote_put(run->out, text, &quoting);
    if (!mark || run->out->p[from] != mark)
        return;
    /* The template's own quotes stand there already. */
    memmove(run->out->p + from, run->out->p + from + 1, run->out->n - from - 2);
    run->out->n -= 2;
}

static bool not_a_word(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                       const struct tmpl_value *value)
{
    const char *what = value->kind == TMPL_LIST     ? "a list"
                       : value->kind == TMPL_OBJECT ? "a group of values"
                                                    : "yes or no";

    tmpl_problem(scope->tmpl, part->at, run->problem, "'%.*s' is %s", STR_ARGS(part->text), what);
    tmpl_hint(scope->tmpl, run->problem, "write {{#%.*s}} ... {{/%.*s}} around what is to be said of it",
              STR_ARGS(part->text), STR_ARGS(part->text));
    return false;
}

static bool put_value(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    const struct tmpl_value *value;

    if (!find(run, scope, part, &value))
        return false;
    begin(run, scope, part);
    if (value && (value->kind == TMPL_YES || value->kind == TMPL_LIST || value->kind == TMPL_OBJECT))
        return scope->tmpl->source.is_relaxed || not_a_word(run, scope, part, value);
    if (scope->tmpl->source.mode == TMPL_HTML && !scope->tmpl->source.is_relaxed)
        return tmpl_html_put(scope->tmpl, part, value, run->out, run->problem);
    if (!value || value->kind == TMPL_NOTHING)
        return true;
    if (part->kind == PART_RAW || value->is_written || scope->tmpl->source.mode == TMPL_TEXT)
        buf_put(run->out, value->text);
    else if (scope->tmpl->source.mode == TMPL_HTML)
        html_safe_put(run->out, value->text);
    else
        put_yaml(run, scope, part, value->text);
    return true;
}

/* ---- sections */

/* Writes the section once for each item of a list, or once on what is no list. */
static bool put_items(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                      const struct tmpl_value *value)
{
    uint32_t from = (uint32_t)(part - scope->tmpl->at) + 1;
    struct context context = {.outer = scope->context};
    struct scope inner = *scope;

    inner.context = &context;
    for (uint32_t i = 0; i < (value->kind == TMPL_LIST ? value->count : 1); i++) {
        context.value = value->kind == TMPL_LIST ? &value->items[i] : value;
        if (!render(run, &inner, from, part->end + 1))
            return false;
    }
    return true;
}

/* The same for a lasting list: what depends on its items alone is made once, and kept. */
static bool put_lasting(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                        const struct tmpl_value *value)
{
    struct tmpl_hint *hint = &scope->tmpl->hints[part - scope->tmpl->at];
    size_t from = run->out->n;
    bool is_done;

    if (hint->items == value->items) {
        buf_put(run->out, hint->made);
        return true;
    }
    run->around = scope->context;
    run->has_left_it = false;
    is_done = put_items(run, scope, part, value);
    run->around = NULL;
    if (is_done && !run->has_left_it) {
        hint->items = value->items;
        hint->made = str_copy(scope->tmpl->arena, str_skip(buf_str(run->out), from));
    }
    return is_done;
}

static bool put_section(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    bool keeps_lines = !scope->indent && !scope->stripped && run->beginning == AS_WRITTEN;
    const struct tmpl_value *value;

    if (!find(run, scope, part, &value))
        return false;
    if (!part->is_alone)
        begin(run, scope, part);
    if (!run->is_check && is_true(value) == (part->kind == PART_INVERTED))
        return true;
    if (part->kind == PART_INVERTED)
        return render(run, scope, (uint32_t)(part - scope->tmpl->at) + 1, part->end + 1);
    if (value->is_lasting && keeps_lines && !run->is_check && !run->around)
        return put_lasting(run, scope, part, value);
    return put_items(run, scope, part, value);
}

/* ---- partials and inheritance */

static bool find_partial(struct run *run, const struct scope *scope, const struct tmpl_part *part,
                         const struct tmpl **tmpl)
{
    const struct tmpl_partials *partials = run->partials;
    struct near near = near_of(part->text);

    *tmpl = NULL;
    if (!step(run, scope, part, partials ? partials->count : 0))
        return false;
    for (uint32_t i = 0; partials && i < partials->count && !*tmpl; i++)
        if (str_equal(partials->at[i].name, part->text))
            *tmpl = partials->at[i].tmpl;
    if (*tmpl || scope->tmpl->source.is_relaxed)
        return true;
    for (uint32_t i = 0; partials && i < partials->count; i++)
        near_offer(&near, partials->at[i].name);
    tmpl_problem(scope->tmpl, part->at, run->problem, "there is no template '%.*s'", STR_ARGS(part->text));
    if (near.found.n)
        tmpl_hint(scope->tmpl, run->problem, "did you mean '%.*s'?", STR_ARGS(near.found));
    return false;
}

/* Renders what a partial stands for; when it is checked, once for each object that it is used on within itself. */
static bool render_partial(struct run *run, const struct scope *scope)
{
    struct use use = {scope->tmpl, scope->context->value->fields, run->uses};
    bool is_done;

    for (const struct use *at = run->uses; run->is_check && at; at = at->outer)
        if (at->tmpl == use.tmpl && at->fields == use.fields)
            return true;
    run->uses = &use;
    is_done = render(run, scope, 0, scope->tmpl->n);
    run->uses = use.outer;
    return is_done;
}

/* A partial, or a parent with its arguments. Within a line, the lines of what is put there keep their beginnings. */
static bool put_partial(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    struct arguments arguments = {scope->tmpl, part->blocks, scope->arguments};
    struct indent indent = {stripped(part->indent, scope->stripped), scope->indent};
    struct scope inner = *scope;

    if (!part->is_alone)
        begin(run, scope, part);
    run->has_left_it = true; /* another one may have the name some day */
    if (!find_partial(run, scope, part, &inner.tmpl))
        return false;
    if (!inner.tmpl)
        return true;
    must(inner.tmpl->source.mode ==
         scope->tmpl->source.mode); /* text of another mode is not escaped for this one */
    inner.stripped = 0;
    if (part->is_alone && indent.text.n)
        inner.indent = &indent;
    else if (!part->is_alone)
        inner.indent = NULL;
    if (part->blocks)
        inner.arguments = &arguments;
    return render_partial(run, &inner);
}

/* What replaces a block: of all that was handed over, what came from furthest out. NULL: nothing does. */
static const struct tmpl_part *find_argument(struct run *run, const struct scope *scope, struct str name,
                                             const struct arguments **from)
{
    const struct tmpl_part *found = NULL;

    for (const struct arguments *at = scope->arguments; at; at = at->outer) {
        const struct tmpl_part *block = map_find(at->blocks, name);

        run->steps++;
        if (block) {
            found = block;
            *from = at;
        }
    }
    return found;
}

static bool put_block(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    const struct arguments *from = NULL;
    const struct tmpl_part *argument = find_argument(run, scope, part->text, &from);
    struct indent indent = {stripped(part->indent, scope->stripped), scope->indent};
    struct scope inner = *scope;
    uint32_t first;

    run->has_left_it = true;
    if (!part->is_alone)
        begin(run, scope, part);
    if (!argument)
        return render(run, scope, (uint32_t)(part - scope->tmpl->at) + 1, part->end + 1);
    inner.tmpl = from->tmpl;
    inner.arguments = from->outer; /* a block in it may be replaced from further out only */
    inner.stripped = argument->indent.n;
    if (indent.text.n)
        inner.indent = &indent;
    run->beginning = part->is_alone ? INDENTED : WITHIN_LINE;
    first = (uint32_t)(argument - inner.tmpl->at) + 1;
    if (!render(run, &inner, first, argument->end + 1))
        return false;
    run->beginning = AS_WRITTEN;
    return true;
}

/* ---- all of it */

/* What stands in something else, or brings something in. */
static bool put_deeper(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    bool is_done;

    if (!go_down(run, scope, part))
        return false;
    if (part->kind == PART_SECTION || part->kind == PART_INVERTED)
        is_done = put_section(run, scope, part);
    else if (part->kind == PART_BLOCK)
        is_done = put_block(run, scope, part);
    else
        is_done = put_partial(run, scope, part);
    run->depth--;
    return is_done;
}

static bool put_part(struct run *run, const struct scope *scope, const struct tmpl_part *part)
{
    switch ((enum tmpl_part_kind)part->kind) {
    case PART_NOTHING: return true;
    case PART_TEXT: put_text(run, scope, part); return true;
    case PART_VALUE:
    case PART_RAW: return put_value(run, scope, part);
    case PART_SECTION:
    case PART_INVERTED:
    case PART_BLOCK:
    case PART_PARENT:
    case PART_PARTIAL: return put_deeper(run, scope, part);
    case PART_END:
    case PART_SILENT:
        if (!part->is_alone)
            begin(run, scope, part);
        return true;
    }
    return true;
}

/* The parts [from, to) of the scope's template. */
static bool render(struct run *run, const struct scope *scope, uint32_t from, uint32_t to)
{
    bool keeps_lines = !scope->indent && !scope->stripped;

    for (uint32_t i = from; i < to; i++) {
        const struct tmpl_part *part = &scope->tmpl->at[i];

        bool is_texts = keeps_lines && part->kind == PART_TEXT;

        if (!step(run, scope, part, is_texts ? part->end - i + 1 : 1))
            return false;
        if (is_texts)
            put_texts(run, scope, part);
        else if (!put_part(run, scope, part))
            return false;
        if (is_texts || part_holds(part))
            i = part->end;
    }
    return true;
}

int tmpl_render(const struct tmpl *tmpl, const struct tmpl_value *data, const struct tmpl_partials *partials,
                struct buf *out, struct diag *problem)
{
    struct context context = {.value = data};
    struct scope scope = {.tmpl = tmpl, .context = &context};
    size_t begun = out->n;
    struct run run = {
        .partials = partials, .out = out, .problem = problem, .most = out->n + LIMIT_TEMPLATE_OUTPUT};

    if (render(&run, &scope, 0, tmpl->n))
        return 0;
    out->n = begun;
    return -1;
}

int tmpl_check(const struct tmpl *tmpl, const struct tmpl_value *sample, const struct tmpl_partials *partials,
               struct diag *problem)
{
    struct context context = {.value = sample};
    struct scope scope = {.tmpl = tmpl, .context = &context};
    struct buf out = {0};
    struct run run = {.partials = partials,
                      .is_check = true,
                      .out = &out,
                      .problem = problem,
                      .most = LIMIT_TEMPLATE_OUTPUT};
    bool is_fine = render(&run, &scope, 0, tmpl->n);

    buf_free(&out);
    return is_fine ? 0 : -1;
}
