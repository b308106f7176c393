#include "text/merge.h"

#include "base/utf8.h"
#include "text/front.h"
#include "text/merge_part.h"

/* ---- what both halves use */

uint32_t merge_number(struct merge_numbers *numbers, struct arena *arena, struct str text)
{
    uint32_t *number = map_find(&numbers->numbers, text);

    if (!number) {
        number = arena_new(arena, uint32_t);
        *number = numbers->n++;
        map_set(&numbers->numbers, arena, text, number);
    }
    return *number;
}

struct str merge_pick(struct str base, struct str x, struct str y)
{
    return str_equal(x, base) ? y : x;
}

void merge_keep(struct merging *merging, struct merge_kept kept)
{
    struct arena *arena = merging->merge->arena;

    *vec_add(&merging->merge->kept, arena) = (struct merge_kept){
        str_copy(arena, kept.key), str_copy(arena, kept.kept), str_copy(arena, kept.other)};
}

bool merge_refuse(struct merging *merging, enum rule rule, uint32_t line, const char *message)
{
    merging->merge->problem =
        (struct diag){.rule = rule, .place = {line, line ? 1 : 0}, .message = str_from(message)};
    return false;
}

/* ---- the versions */

/* A version cut into what is merged by itself. */
struct version {
    struct str bytes; /* with LF line ends, and without byte-order mark */
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

static bool read_markdown(struct merging *merging, struct version *version)
{
    struct diag *problem = &merging->merge->problem;
    struct front front;
    enum front_state state = front_split_loose(merging->merge->arena, version->bytes, &front, problem);

    if (state != FRONT_FINE)
        return false;
    version->has_front = front.yaml.p != NULL;
    version->body = front.body;
    if (!version->has_front) {
        if (str_starts(version->bytes, STR("---\n")) || str_starts(version->bytes, STR("+++")))
            return merge_refuse(merging, RULE_FRONT_MATTER, 1, "the front matter cannot be read");
        return true;
    }
    version->opening = str_slice(version->bytes, 0, (size_t)(front.yaml.p - version->bytes.p));
    version->yaml = front.yaml;
    version->closing = (struct str){front.yaml.p + front.yaml.n,
                                    (size_t)(front.body.p - front.yaml.p) - front.yaml.n};
    return true;
}

static bool read_version(struct merging *merging, struct str bytes, struct version *version)
{
    version->is_there = true;
    version->has_bom = str_starts(bytes, STR("\xEF\xBB\xBF"));
    version->has_crlf = has_crlf(bytes);
    version->bytes = with_lf(merging->arena, str_skip(bytes, version->has_bom ? 3 : 0));
    if (!front_text_fine(merging->merge->arena, bytes, &merging->merge->problem))
        return false;
    if (merging->merge->form == MERGE_MARKDOWN)
        return read_markdown(merging, version);
    version->has_front = true;
    version->yaml = version->bytes;
    return true;
}

/* ---- the whole */

/* Of yes or no in three versions: what was changed. */
static bool changed(const struct version *versions, bool base, bool x, bool y)
{
    return x == y || !versions[THREE_BASE].is_there ? x || y : !base;
}

static bool put_front(struct merging *merging, const struct version *v)
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
        buf_put(&merging->out, only->opening);
        buf_put(&merging->out, only->yaml);
        buf_put(&merging->out, only->closing);
        return true;
    }
    buf_put(&merging->out, merge_pick(v[0].opening, v[1].opening, v[2].opening));
    if (!merge_front(merging, yaml, has))
        return false;
    buf_put(&merging->out, merge_pick(v[0].closing, v[1].closing, v[2].closing));
    return true;
}

static struct str finished(struct merging *merging, const struct version *v)
{
    struct buf out = {0};
    struct str text = buf_str(&merging->out), result;
    bool crlf = changed(v, v[0].has_crlf, v[1].has_crlf, v[2].has_crlf);

    if (changed(v, v[0].has_bom, v[1].has_bom, v[2].has_bom))
        buf_puts(&out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < text.n; i++) {
        if (crlf && text.p[i] == '\n')
            buf_putc(&out, '\r');
        buf_putc(&out, text.p[i]);
    }
    result = str_copy(merging->merge->arena, buf_str(&out));
    buf_free(&out);
    return result;
}

/* The versions that differ from the base are in the order of their bytes. */
static bool merge_versions(struct merging *merging)
{
    struct merge *merge = merging->merge;
    struct version v[THREE_SIDES] = {0};
    int x = str_compare(merge->sides[MERGE_OURS], merge->sides[MERGE_THEIRS]) < 0 ? MERGE_OURS : MERGE_THEIRS;
    struct str bodies[THREE_SIDES];

    if ((merge->has_base && !read_version(merging, merge->sides[MERGE_BASE], &v[THREE_BASE])) ||
        !read_version(merging, merge->sides[x], &v[THREE_X]) ||
        !read_version(merging, merge->sides[MERGE_OURS + MERGE_THEIRS - x], &v[THREE_Y]))
        return false;
    if (!put_front(merging, v))
        return false;
    for (int i = 0; i < THREE_SIDES; i++)
        bodies[i] = v[i].body;
    if (merge->form == MERGE_MARKDOWN && !merge_body(merging, bodies))
        return false;
    merge->result = finished(merging, v);
    return true;
}

bool merge_run(struct merge *merge)
{
    const struct str *sides = merge->sides;
    struct arena scratch = {0};
    struct merging merging = {.merge = merge, .arena = &scratch};
    bool is_done = true;

    merge->result = (struct str){0};
    merge->kept.n = 0;
    if (str_equal(sides[MERGE_OURS], sides[MERGE_THEIRS]) ||
        (merge->has_base && str_equal(sides[MERGE_BASE], sides[MERGE_THEIRS])))
        merge->result = sides[MERGE_OURS];
    else if (merge->has_base && str_equal(sides[MERGE_BASE], sides[MERGE_OURS]))
        merge->result = sides[MERGE_THEIRS];
    else
        is_done = merge_versions(&merging);
    if (!is_done)
        merge->kept.n = 0;
    buf_free(&merging.out);
    arena_free(&scratch);
    return is_done;
}
