/*
 * Lists and maps of front matter cut into what stands in them, byte for byte. Internal to text/unite.
 */
#ifndef TEXT_UNITE_CUT_H
#define TEXT_UNITE_CUT_H

#include "base/vec.h"
#include "text/node.h"

/* A value with its key in one version. */
struct unite_value {
    struct str yaml;         /* that it stands in */
    const struct node *node; /* NULL: it is not there */
    struct str
        raw; /* with its key, or the hyphen: whole lines in a block, else from the first byte to the last */
};

/* An entry of a map, an item of a list; or a line between them, which may be a comment. */
struct unite_part {
    struct unite_value value; /* node NULL: a line */
};

struct unite_parts {
    VEC(struct unite_part);
    struct str head, tail; /* of the value that they stand in: what is before the first and behind the last */
    size_t indent;         /* of a block: spaces before each key or hyphen */
    bool is_flow;
};

/* Cuts a list or map; a scalar is a list of one, and nothing is none. False where its lines cannot be told apart. */
bool unite_cut(struct arena *arena, const struct unite_value *value, struct unite_parts *parts);

/* The same for all of the front matter. */
bool unite_cut_top(struct arena *arena, struct str yaml, const struct node *top, struct unite_parts *parts);

/* The bytes of a value without its key. */
struct str unite_value_bytes(const struct unite_value *value);

/* The comment behind a scalar, on its line; empty: none. */
struct str unite_value_comment(const struct unite_value *value);

#endif
