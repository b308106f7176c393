/*
 * YAML front matter as a small positioned tree of text. The only file that
 * includes yaml.h is node.c: libyaml's events become nodes, never its documents.
 * Front matter of the usual sort is read without libyaml, to the same tree: node_plain.h.
 *
 * All scalars are text; the schema gives them types. Everything that format.md
 * refuses is refused here: aliases, anchors, tags, a second document, duplicate keys,
 * keys that are no scalars, depth, number of nodes, length of a scalar.
 */
#ifndef TEXT_NODE_H
#define TEXT_NODE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };
enum node_style { NODE_PLAIN, NODE_QUOTED, NODE_BLOCK, NODE_FLOW };

struct node {
    enum node_kind kind;
    enum node_style style; /* of a scalar: plain, quoted, block (| or >); of a list or map: block or flow */
    uint32_t line;         /* of its first character, in the file, from 1 */
    uint32_t offset;       /* of its first byte, in the YAML text given */
    uint32_t end;          /* after its last byte; node_parse_extents alone promises it */
    struct str text;       /* a scalar's value, copied into the arena, NUL after it */
    struct node *key;      /* in a map: the scalar that is this value's key */
    struct node *first;    /* of a list or map: its first value */
    struct node *next;     /* the next value of the list or map it stands in */
    uint32_t count;        /* of a list or map: how many values */
};

/*
 * Parses `yaml`, whose first line is line `first_line` of its file. Returns the
 * top map (empty where there is no content), in `arena`; or NULL with rule, line,
 * column (display cells), message and hint in `*problem`, whose text is static or
 * in the arena. Messages speak to somebody who does not know YAML.
 */
struct node *node_parse(struct arena *arena, struct str yaml, uint32_t first_line, struct diag *problem);

/*
 * The same tree with the ends of all nodes, for edits. A value that is not there has its `offset` and `end` after
 * the colon or hyphen, in [ ] and { } before what comes next. A block list or map ends where its last value does; a text after | or > ends
 * at the start of the next line that is not blank. Slower: always by libyaml.
 */
struct node *node_parse_extents(struct arena *arena, struct str yaml, uint32_t first_line,
                                struct diag *problem);

/* The value of `key` (exact bytes) in a map, or NULL. */
struct node *node_find(const struct node *map, struct str key);

/* True for a scalar that stands for nothing: empty plain, `~`, `null`. */
bool node_is_empty(const struct node *node);

/* The version of libyaml that is loaded. */
const char *node_library_version(void);

#endif
