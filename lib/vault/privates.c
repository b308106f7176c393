/*
 * The names of private people, and where they stand in a text as it is read.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "vault/check_part.h"

/* ---- text as names are compared: folded, each run of white space one space */

struct folding {
    struct str text;
    bool is_seen; /* as privates_fold says */
    char *out;
    uint32_t *at;
    size_t n, cap;
};

static void reserve(struct folding *f, struct arena *arena, size_t more)
{
    size_t cap = f->cap * 2 + more;

    if (more <= f->cap - f->n)
        return;
    f->out = arena_grow(arena, f->out, f->n, cap);
    f->at = arena_grow(arena, f->at, f->n * sizeof *f->at, cap * sizeof *f->at);
    f->cap = cap;
}

static void put(struct folding *f, struct arena *arena, struct str piece, size_t from)
{
    reserve(f, arena, piece.n);
    for (size_t i = 0; i < piece.n; i++, f->n++) {
        f->out[f->n] = piece.p[i];
        f->at[f->n] = (uint32_t)from;
    }
}

static bool is_in_word(char c)
{
    return is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Whether `c`, before `to`, is one that joins words in an id or an address, and does so here. */
static bool joins(const struct folding *f, char c, size_t to)
{
    return f->is_seen && (c == '-' || c == '_' || c == '.') && f->n && is_in_word(f->out[f->n - 1]) &&
           to < f->text.n && is_in_word(f->text.p[to]);
}

/* Puts an ASCII character that ends before `to`; of several spaces one comes out, and none behind a line end. */
static void put_ascii(struct folding *f, struct arena *arena, char c, size_t from)
{
    bool is_gap = f->n && (f->out[f->n - 1] == ' ' || f->out[f->n - 1] == '\n');

    if (c == '\n' && is_gap)
        f->out[f->n - 1] = '\n';
    else if (!is_space(c) ? (unsigned char)c >= 0x20 && c != 0x7F : c == '\n' || !is_gap)
        put(f, arena, (struct str){&c, 1}, from);
}

/* Puts a run of white space; that which parts paragraphs is a line end: no name goes on there. Returns where it ends. */
static size_t put_space(struct folding *f, struct arena *arena, size_t at)
{
    size_t from = at, lines = 0, most = f->is_seen ? 0 : 1; /* that a name goes over */

    for (; at < f->text.n && is_space(f->text.p[at]); at++)
        lines += f->text.p[at] == '\n';
    put_ascii(f, arena, lines > most ? '\n' : ' ', from);
    return at;
}

/* Puts a character of several bytes, or with marks behind it. Returns where it ends. */
static size_t put_grapheme(struct folding *f, struct arena *arena, size_t at)
{
    struct str rest = str_skip(f->text, at);
    struct str seen = utf8_seen(arena, utf8_next_grapheme(&rest));
    size_t to = f->text.n - rest.n;

    if (seen.n == 1)
        put_ascii(f, arena, joins(f, seen.p[0], to) ? ' ' : seen.p[0], at);
    else
        put(f, arena, seen, at);
    return to;
}

/* Puts letters and digits of ASCII: most of what is ever read. Returns where they end. */
static size_t put_run(struct folding *f, struct arena *arena, size_t at)
{
    struct str text = f->text;
    size_t to = at;

    while (to < text.n && is_alnum(text.p[to]))
        to++;
    if (to < text.n && to > at && (unsigned char)text.p[to] >= 0x80)
        to--; /* a mark may follow */
    reserve(f, arena, to - at);
    for (; at < to; at++, f->n++) {
        f->out[f->n] = to_lower(text.p[at]);
        f->at[f->n] = (uint32_t)at;
    }
    return to;
}

struct folded privates_fold(struct arena *arena, struct str text, bool is_seen)
{
    struct folding f = {.text = text, .is_seen = is_seen};

    reserve(&f, arena, text.n);
    for (size_t at = 0; (at = put_run(&f, arena, at)) < text.n;) {
        char c = text.p[at];

        if (is_space(c)) {
            at = put_space(&f, arena, at);
        } else if ((unsigned char)c < 0x80 && (at + 1 == text.n || (unsigned char)text.p[at + 1] < 0x80)) {
            put_ascii(&f, arena, joins(&f, c, at + 1) ? ' ' : to_lower(c), at);
            at++;
        } else {
            at = put_grapheme(&f, arena, at);
        }
    }
    return (struct folded){{f.out, f.n}, f.at};
}

/* ---- the names */

/* As long as a name is looked for (utf8_find_words says why there is a limit). */
enum { LONGEST = 200 };

static void add_key(struct check_job *job, const struct private_name *name, bool is_seen)
{
    struct str key = str_trim(privates_fold(job->arena, str_trim(name->text), is_seen).text);
    struct private_name *added;

    if (!key.n || key.n > LONGEST)
        return;
    added = vec_add(&job->privates, job->arena);
    *added = *name;
    added->folded = key;
    job->begins[(unsigned char)key.p[0]] = true;
}

/* As texts are read, and as ids and addresses are, where that differs. */
static void add_name(struct check_job *job, struct private_person *person, struct str text)
{
    struct private_name name = {.text = text, .person = person, .told = arena_new(job->arena, struct told)};

    add_key(job, &name, false);
    add_key(job, &name, true);
}

static void add_private(struct check_job *job, const struct record *contact)
{
    const struct value *aliases = record_find(contact, KEY_ALIASES);
    struct private_person *person = arena_new(job->arena, struct private_person);

    *person = (struct private_person){.contact = contact};
    add_name(job, person, contact->name);
    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++)
        add_name(job, person, aliases->texts.at[i]);
}

/* By the name; of equal ones the person's whose file comes first. */
static int compare_names(const void *left, const void *right)
{
    const struct private_name *a = left, *b = right;
    int order = str_compare(a->folded, b->folded);

    if (!order)
        order = str_compare(a->person->contact->path, b->person->contact->path);
    return order ? order : str_compare(a->text, b->text);
}

/* Each name once, each with the longest other one that it begins with. */
static void link_names(struct check_job *job)
{
    struct private_name *at = job->privates.at;
    uint32_t n = 0;

    for (uint32_t i = 0; i < job->privates.n; i++) {
        struct private_name *shorter = n ? &at[n - 1] : NULL;

        if (shorter && str_equal(shorter->folded, at[i].folded))
            continue;
        while (shorter && !str_starts(at[i].folded, shorter->folded))
            shorter = shorter->shorter;
        at[n] = at[i];
        at[n++].shorter = shorter;
    }
    job->privates.n = n;
}

void privates_gather(struct check_job *job)
{
    const struct records *contacts = &job->vault->records[KIND_CONTACT];

    for (uint32_t i = 0; i < contacts->n; i++)
        if (contacts->at[i].is_private)
            add_private(job, &contacts->at[i]);
    if (job->privates.n)
        qsort(job->privates.at, job->privates.n, sizeof *job->privates.at, compare_names);
    link_names(job);
}

/*
 * The longest name that stands at `at` as whole words, or NULL. The last name that is not behind the text there in
 * their order begins as all do that the text begins with.
 */
static struct private_name *name_at(const struct check_job *job, struct str text, size_t at)
{
    struct str rest = str_slice(text, at, at + LONGEST);
    uint32_t low = 0, high = job->privates.n;
    struct private_name *name;

    if (!job->begins[(unsigned char)text.p[at]] || !utf8_is_word_edge(text, at))
        return NULL;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (str_compare(job->privates.at[middle].folded, rest) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    name = low ? &job->privates.at[low - 1] : NULL;
    while (name && !(str_starts(rest, name->folded) && utf8_is_word_edge(text, at + name->folded.n)))
        name = name->shorter;
    return name;
}

struct private_name *privates_next(const struct check_job *job, struct str text, size_t *at)
{
    struct private_name *name = NULL;

    for (; *at < text.n; ++*at)
        if (((unsigned char)text.p[*at] & 0xC0) != 0x80 && (name = name_at(job, text, *at)))
            break;
    return name;
}
