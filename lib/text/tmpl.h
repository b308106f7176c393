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

/* How `{{name}}` writes a word. `{{{name}}}` and `{{&name}}` write it as it is. */
enum tmpl_mode {
    TMPL_TEXT, /* as it is */
    TMPL_YAML, /* as a value of front matter: edit_quote.h; between quotes of the template, escaped for those */
    TMPL_HTML, /* `& < > " '` as character references */
};

enum tmpl_kind { TMPL_NOTHING, TMPL_WORD, TMPL_YES, TMPL_LIST, TMPL_OBJECT };

/* Data to be shown; all that it points to is borrowed. Zeroed: known, but nothing. */
struct tmpl_value {
    enum tmpl_kind kind;
    bool is_yes;     /* of TMPL_YES */
    bool is_written; /* of TMPL_WORD: it is in the syntax of the mode already, and written as it is */
    uint32_t count;  /* of TMPL_LIST, TMPL_OBJECT */
    struct str text; /* of TMPL_WORD: valid UTF-8 */
    const struct tmpl_value *items;  /* of TMPL_LIST */
    const struct tmpl_field *fields; /* of TMPL_OBJECT; few: they are looked through */
};

struct tmpl_field {
    const char *name;
    struct tmpl_value value;
};

static inline struct tmpl_value tmpl_word(struct str text)
{
    return (struct tmpl_value){.kind = TMPL_WORD, .text = text};
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
    bool is_relaxed; /* unknown names and partials are nothing: for the official tests only */
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
 * Appends what the template makes of `data` (an object) to `out`. -1, with nothing appended, where that fails:
 * `*problem` then is as above, its path that of the template in which it lies. `partials` may be NULL.
 */
int tmpl_render(const struct tmpl *tmpl, const struct tmpl_value *data, const struct tmpl_partials *partials,
                struct buf *out, struct diag *problem);

#endif
