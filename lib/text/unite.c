#include "text/unite.h"

#include "base/utf8.h"
#include "text/front.h"
#include "text/unite_part.h"

/* ---- what both halves use */

uint32_t unite_number(struct unite_numbers *numbers, struct arena *arena, struct str text)
{
    uint32_t *number = map_find(&numbers->numbers, text);

    if (!number) {
        number = arena_new(arena, uint32_t);
        *number = numbers->n++;
        map_set(&numbers->numbers, arena, text, number);
    }
    return *number;
}

struct str unite_pick(struct str base, struct str x, struct str y)
{
    return str_equal(x, base) ? y : x;
}

void unite_keep(struct uniting *uniting, struct unite_kept kept)
{
    struct arena *arena = uniting->unite->arena;

    *vec_add(&uniting->unite->kept, arena) = (struct unite_kept){
        str_copy(arena, kept.key), str_copy(arena, kept.kept), str_copy(arena, kept.other)};
}

bool unite_refuse(struct uniting *uniting, enum rule rule, uint32_t line, const char *message)
{
    uniting->unite->problem =
        (struct diag){.rule = rule, .place = {line, line ? 1 : 0}, .message = str_from(message)};
    return false;
}

/* ---- the versions */

/* A version cut into what is merged by itself. */
struct version {
    struct str bytes;                        /* with LF line ends, and without byte-order mark */
    struct str opening, yaml, closing, body; /* the fences with their line ends */
    bool is_there, has_front, has_bom, has_crlf;
};

/* Whether lines end in CR LF: the first one that ends does. */
static bool has_crlf(struct str bytes)
{
    size_t end = str_index(bytes, '\n', 0);

    return end < bytes.n && end > 0 && bytes.p[end - 1] == '\r';
}

/* The bytes with LF for each CR LF. */
static struct str with_lf(struct arena *arena, struct str bytes)
{
    char *copy;
    size_t n = 0;

    if (str_index(bytes, '\r', 0) == bytes.n)
        return bytes;
    copy = arena_chars(arena, bytes.n);
    for (size_t i = 0; i < bytes.n; i++)
        if (bytes.p[i] != '\r' || i + 1 == bytes.n || bytes.p[i + 1] != '\n')
            copy[n++] = bytes.p[i];
    return (struct str){copy, n};
}

/* A CR that stays before an LF would make another line end of it, and of `---` a fence or none. */
static bool refuse_cr(struct uniting *uniting, struct str text)
{
    return str_find(text, STR("\r\n"), 0) == text.n ||
           unite_refuse(uniting, RULE_FRONT_MATTER, 0, "a line ends in more than one carriage return");
}

static bool read_markdown(struct uniting *uniting, struct version *version)
{
    struct diag *problem = &uniting->unite->problem;
    struct front front;
    enum front_state state = front_split_loose(uniting->unite->arena, version->bytes, &front, problem);

    if (state != FRONT_FINE)
        return false;
    version->has_front = front.yaml.p != NULL;
    version->body = front.body;
    if (!version->has_front) {
        if (str_starts(version->bytes, STR("---\n")) || str_starts(version->bytes, STR("+++")))
            return unite_refuse(uniting, RULE_FRONT_MATTER, 1, "the front matter cannot be read");
        return true;
    }
    version->opening = str_slice(version->bytes, 0, (size_t)(front.yaml.p - version->bytes.p));
    version->yaml = front.yaml;
    version->closing =
        (struct str){front.yaml.p + front.yaml.n, (size_t)(front.body.p - front.yaml.p) - front.yaml.n};
    return true;
}

static bool read_version(struct uniting *uniting, struct str bytes, struct version *version)
{
    version->is_there = true;
    version->has_bom = str_starts(bytes, STR("\xEF\xBB\xBF"));
    version->has_crlf = has_crlf(bytes);
    version->bytes = with_lf(uniting->arena, str_skip(bytes, version->has_bom ? 3 : 0));
    if (str_starts(version->bytes, STR("\xEF\xBB\xBF"))) /* the reader would take that one for the mark */
        return unite_refuse(uniting, RULE_FRONT_MATTER, 1, "the file begins with two byte-order marks");
    if (!front_text_fine(uniting->unite->arena, bytes, &uniting->unite->problem) ||
        !refuse_cr(uniting, version->bytes))
        return false;
    if (uniting->unite->form == UNITE_MARKDOWN)
        return read_markdown(uniting, version);
    version->has_front = true;
    version->yaml = version->bytes;
    if (version->bytes.n && !str_ends(version->bytes, STR("\n"))) {
        struct buf text = {0};

        buf_put(&text, version->bytes);
        buf_putc(&text, '\n');
        version->yaml = str_copy(uniting->arena, buf_str(&text));
        buf_free(&text);
    }
    return true;
}

/* ---- the whole */

/* Of yes or no in three versions: what was changed. */
static bool changed(const struct version *versions, bool base, bool x, bool y)
{
    return x == y || !versions[THREE_BASE].is_there ? x || y : !base;
}

static bool put_front(struct uniting *uniting, const struct version *v)
{
    const struct str yaml[THREE_SIDES] = {v[0].yaml, v[1].yaml, v[2].yaml};
    const bool has[THREE_SIDES] = {v[0].has_front, v[1].has_front, v[2].has_front};
    const struct version *only = v[THREE_X].has_front ? &v[THREE_X] : &v[THREE_Y];

    if (!has[THREE_X] && !has[THREE_Y])
        return true;
    if (!has[THREE_X] || !has[THREE_Y]) {
        /* One took it away: gone, unless the other changed it. */
        if (has[THREE_BASE] && str_equal(only->yaml, yaml[THREE_BASE]))
            return true;
        buf_put(&uniting->out, only->opening);
        buf_put(&uniting->out, only->yaml);
        buf_put(&uniting->out, only->closing);
        return true;
    }
    buf_put(&uniting->out, unite_pick(v[0].opening, v[1].opening, v[2].opening));
    if (!unite_front(uniting, yaml, has))
        return false;
    buf_put(&uniting->out, unite_pick(v[0].closing, v[1].closing, v[2].closing));
    return true;
}

static struct str finished(struct uniting *uniting, const struct version *v)
{
    struct buf out = {0};
    struct str text = buf_str(&uniting->out), result;
    bool crlf = changed(v, v[0].has_crlf, v[1].has_crlf, v[2].has_crlf);

    if (changed(v, v[0].has_bom, v[1].has_bom, v[2].has_bom))
        buf_puts(&out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < text.n; i++) {
        if (crlf && text.p[i] == '\n')
            buf_putc(&out, '\r');
        buf_putc(&out, text.p[i]);
    }
    result = str_copy(uniting->unite->arena, buf_str(&out));
    buf_free(&out);
    return result;
}

/* A closing fence may be the end of its file; a body begins on a line of its own. */
static void start_body(struct uniting *uniting, const struct str bodies[THREE_SIDES])
{
    struct buf *out = &uniting->out;

    if (out->n && out->p[out->n - 1] != '\n' && (bodies[THREE_X].n || bodies[THREE_Y].n))
        buf_putc(out, '\n');
}

/* Whether what was put together is taken apart again in the same place. */
static bool is_cut_there(struct uniting *uniting, size_t front_end)
{
    struct str text = buf_str(&uniting->out);
    struct diag problem = {0};
    struct front front;

    if (front_split_loose(uniting->arena, text, &front, &problem) == FRONT_FINE &&
        (front.yaml.p != NULL) == (front_end > 0) && front.body.n == text.n - front_end)
        return true;
    return unite_refuse(uniting, RULE_FRONT_MATTER, 0,
                        "front matter and text cannot be put together without one changing the other");
}

/* The versions that differ from the base are in the order of their bytes. */
static bool unite_versions(struct uniting *uniting)
{
    struct unite *unite = uniting->unite;
    struct version v[THREE_SIDES] = {0};
    int x = str_compare(unite->sides[UNITE_OURS], unite->sides[UNITE_THEIRS]) < 0 ? UNITE_OURS : UNITE_THEIRS;
    struct str bodies[THREE_SIDES];
    size_t front_end;

    if ((unite->has_base && !read_version(uniting, unite->sides[UNITE_BASE], &v[THREE_BASE])) ||
        !read_version(uniting, unite->sides[x], &v[THREE_X]) ||
        !read_version(uniting, unite->sides[UNITE_OURS + UNITE_THEIRS - x], &v[THREE_Y]))
        return false;
    if (!put_front(uniting, v))
        return false;
    for (int i = 0; i < THREE_SIDES; i++)
        bodies[i] = v[i].body;
    start_body(uniting, bodies);
    front_end = uniting->out.n;
    if (unite->form == UNITE_MARKDOWN && (!unite_body(uniting, bodies) || !is_cut_there(uniting, front_end)))
        return false;
    if (!refuse_cr(uniting, buf_str(&uniting->out)))
        return false;
    unite->result = finished(uniting, v);
    return true;
}

bool unite_run(struct unite *unite)
{
    const struct str *sides = unite->sides;
    struct arena scratch = {0};
    struct uniting uniting = {.unite = unite, .arena = &scratch};
    bool is_done = true;

    unite->result = (struct str){0};
    unite->kept.n = 0;
    if (str_equal(sides[UNITE_OURS], sides[UNITE_THEIRS]) ||
        (unite->has_base && str_equal(sides[UNITE_BASE], sides[UNITE_THEIRS])))
        unite->result = sides[UNITE_OURS];
    else if (unite->has_base && str_equal(sides[UNITE_BASE], sides[UNITE_OURS]))
        unite->result = sides[UNITE_THEIRS];
    else
        is_done = unite_versions(&uniting);
    if (!is_done)
        unite->kept.n = 0;
    buf_free(&uniting.out);
    arena_free(&scratch);
    return is_done;
}
