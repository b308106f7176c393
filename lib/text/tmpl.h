/*
 * Templates: Mustache, specification 1.4, with inheritance (blocks and parents) and without lambdas. A
 * template is compiled once and rendered many times.
 *
 * Strict: a name that is nowhere in the data, a partial that is not there, and a list or object where a word
 * belongs are errors with their place. False are: nothing, no, an empty list, and an empty word.
 *
 * The indentation of a standalone partial or parent is put before each of its lines that is not empty. What replaces a
 * block loses the indentation that its lines share and takes on that of the block.
 *
 * Hostile templates cost time in proportion to their length, and to what they write: sizes, depth and the work of
 * one rendering are limited (base/limits.h).
 */
#ifndef TEXT_TMPL_H
#define TEXT_TMPL_H

#include "base/buf.h"
#include "base/diag.h"

/* How `{{name}}` writes a word. `{{{name}}}` and `{{&name}}` write it as it is, but see below for pages. */
enum tmpl_mode {
    TMPL_TEXT, /* as it is */
    TMPL_YAML, /* as a value of front matter: edit_quote.h; between quotes of the template, escaped for those */
    TMPL_HTML, /* as a page shows it: html_safe_put of html_safe.h */
};

/*
 * In pages no value, whatever is in it, changes what is a tag and what is an attribute, runs as a script or as
 * style, or is loaded from elsewhere. That is checked when a template is compiled, and the rest when it is rendered:
 *
 * A template, and each block and argument in it, begins and ends in text between tags, and partials, parents and blocks
 * stand there. A section stands there too, or in a title or textarea, around whole attributes of a tag, or within one value.
 * `{{name}}` stands in text, in a title or textarea, and in values between quotes; not in those that are scripts or style,
 * and in addresses (`href`, `src`) only as a TMPL_URL, whole or behind a beginning that leaves no doubt (`p/{{id}}.html`).
 * Such a value may not be empty, nor be what html_safe_address calls nowhere; in what is loaded with the page, not outside.
 * `{{{name}}}` stands between tags and takes TMPL_MARKUP only; `{{name}}` takes that nowhere.
 */
enum tmpl_kind {
    TMPL_NOTHING,
    TMPL_WORD,
    TMPL_YES,
    TMPL_LIST,
    TMPL_OBJECT,
    TMPL_URL,    /* a word that is an address; not escaped */
    TMPL_MARKUP, /* HTML that is safe and balanced by the way in which it was made */
};

/* Data to be shown; all that it points to is borrowed. Zeroed: known, but nothing. */
struct tmpl_value {
    enum tmpl_kind kind;
    bool is_yes;     /* of TMPL_YES */
    bool is_written; /* of TMPL_WORD: it is YAML already, and written as it is; means nothing in pages */
    bool is_lasting; /* of TMPL_LIST: as long as the template lives, nothing else lies where its items lie */
    uint32_t count;  /* of TMPL_LIST, TMPL_OBJECT */
    struct str text; /* of TMPL_WORD, TMPL_URL, TMPL_MARKUP: valid UTF-8 */
    const struct tmpl_value *items;  /* of TMPL_LIST */
    const struct tmpl_field *fields; /* of TMPL_OBJECT; each name once. Few: they are looked through */
};

struct tmpl_field {
    const char *name; /* nothing else lies there for as long as the template lives */
    struct tmpl_value value;
};

static inline struct tmpl_value tmpl_word(struct str text)
{
    return (struct tmpl_value){.kind = TMPL_WORD, .text = text};
}

static inline struct tmpl_value tmpl_url(struct str address)
{
    return (struct tmpl_value){.kind = TMPL_URL, .text = address};
}

static inline struct tmpl_value tmpl_markup(struct str html)
{
    return (struct tmpl_value){.kind = TMPL_MARKUP, .text = html};
}

static inline struct tmpl_value tmpl_object(const struct tmpl_field *fields, uint32_t count)
{
    return (struct tmpl_value){.kind = TMPL_OBJECT, .fields = fields, .count = count};
}

static inline struct tmpl_value tmpl_list(const struct tmpl_value *items, uint32_t count)
{
    return (struct tmpl_value){.kind = TMPL_LIST, .items = items, .count = count};
}

/* What is compiled; borrowed, and must live as long as the template. */
struct tmpl_source {
    struct str name; /* the file's, for messages: becomes the path of a problem */
    struct str text;
    uint32_t line; /* before the first of `text`, where that is a part of a file; 0: none */
    enum tmpl_mode mode;
    bool is_relaxed; /* for the official tests only: unknown names are nothing, pages are not checked */
};

struct tmpl;

/* What `{{>name}}` and `{{<name}}` find. Of the same mode as the template. */
struct tmpl_partials {
    const struct tmpl_partial {
        struct str name;
        const struct tmpl *tmpl;
    } * at;
    uint32_t count;
};

/*
 * Compiles a template; it lives in `arena`, as do the messages of what goes wrong when it is rendered. NULL where it
 * is no template: `*problem` then has path, place, message and hint; its rule means nothing.
 */
struct tmpl *tmpl_parse(struct arena *arena, const struct tmpl_source *source, struct diag *problem);

/*
 * Appends what the template makes of `data` (an object) to `out`; by one thread at a time for each template. -1, with nothing appended, where that fails:
 * `*problem` then is as above, its path that of the template in which it lies. `partials` may be NULL.
 */
int tmpl_render(const struct tmpl *tmpl, const struct tmpl_value *data, const struct tmpl_partials *partials,
                struct buf *out, struct diag *problem);

/*
 * Whether it could render any data that is shaped like `sample`, in which nothing is missing and no list is empty: every section is
 * gone into, inverted ones too, so that a wrong name is found wherever it stands. -1 with `*problem` as above. Data may
 * hold itself; a partial within itself is gone into once for each object that it is used on.
 */
int tmpl_check(const struct tmpl *tmpl, const struct tmpl_value *sample, const struct tmpl_partials *partials,
               struct diag *problem);

#endif
