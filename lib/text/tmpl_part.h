/*
 * A compiled template: its parts in the order of the text, in one array; a tag that holds others knows where it
 * ends. Shared by tmpl_parse.c (makes the parts), tmpl_lines.c (what stands alone on its
 * line), tmpl_html.c (what may stand where in a page) and tmpl.c (renders); nobody else includes it.
 */
#ifndef TEXT_TMPL_PART_H
#define TEXT_TMPL_PART_H

#include "base/map.h"
#include "base/vec.h"
#include "text/tmpl.h"

enum tmpl_part_kind {
    PART_NOTHING,  /* white space beside a tag that stands alone */
    PART_TEXT,     /* at most one line, with its end */
    PART_VALUE,    /* {{name}} */
    PART_RAW,      /* {{{name}}} {{&name}} */
    PART_SECTION,  /* {{#name}} */
    PART_INVERTED, /* {{^name}} */
    PART_BLOCK,    /* {{$name}} */
    PART_PARENT,   /* {{<name}} */
    PART_PARTIAL,  /* {{>name}} */
    PART_END,      /* {{/name}} */
    PART_SILENT,   /* {{! comment}} {{=<% %>=}} */
};

/* What a value of a page must be where it stands. */
enum tmpl_place {
    PLACE_TEXT, /* anything that is shown: between tags, in a title, in a value that means nothing to browsers */
    PLACE_LINK, /* in an address that is followed when somebody asks for it */
    PLACE_LOAD, /* in an address that is loaded with the page */
};

struct tmpl_part {
    uint8_t kind;       /* enum tmpl_part_kind */
    uint8_t place;      /* enum tmpl_place: of a value in a page */
    bool starts_line;   /* its first byte is the first of a line */
    bool is_alone;      /* a tag whose line, or rest of the line, writes nothing */
    bool is_argument;   /* a block directly in a parent: it replaces one there */
    bool is_flow;       /* a tag after `[` or `{` in its line */
    uint32_t at;        /* offset in the source */
    uint32_t after;     /* of a tag: the offset behind it */
    uint32_t end;       /* of what holds others: the index of its end; of an end: of what it ends; of a text:
                           of the last text that follows without a gap */
    struct str text;    /* a text; the name in a tag */
    struct str indent;  /* what tmpl_lines says */
    struct map *blocks; /* of a parent: name -> its arguments' struct tmpl_part; NULL: none */
};

/* What makes it cheap to render a part again. */
struct tmpl_hint {
    uint32_t dot;      /* in the name: where its first dot is, or its end */
    uint32_t found_at; /* the number of the field that it was last: objects of a kind are alike */
    const char *found; /* that field's own name */
    const struct tmpl_value *items; /* of a section: those of a lasting list, of which `made` was made */
    struct str made;
};

struct tmpl {
    struct arena *arena;
    struct tmpl_source source;
    VEC(struct tmpl_part);
    struct tmpl_hint *hints; /* by part */
};

static inline bool part_holds(const struct tmpl_part *part)
{
    return part->kind >= PART_SECTION && part->kind <= PART_PARENT;
}

/*
 * Finds the tags that stand alone on their lines, takes out the white space beside them, and sets `indent`: of a
 * partial or parent that stands alone what stood before it; of a block what is put before the lines of its replacement; of
 * an argument what its own lines share, and lose; and `end` of texts. The parts must be matched.
 */
void tmpl_lines(struct tmpl *tmpl);

/* A tag as the source has it, cut where it is long: for messages. */
struct str tmpl_shown(const struct tmpl *tmpl, const struct tmpl_part *tag);

/* Sets path, place and message of a problem at the byte `at` of the source. */
ATTR_PRINTF(4, 5)
void tmpl_problem(const struct tmpl *tmpl, uint32_t at, struct diag *problem, const char *format, ...);

/* Sets its hint. */
ATTR_PRINTF(3, 4)
void tmpl_hint(const struct tmpl *tmpl, struct diag *problem, const char *format, ...);

#endif
