/*
 * Two versions of a file that come from one, brought together by meaning (git.md, "Merge by meaning"): front matter by
 * its keys, lists by their items, the body by its blocks. Pure on bytes; knows no field of any record: which of two
 * values wins is asked of the caller.
 *
 * The sides have no order: merge(O, A, B) and merge(O, B, A) give the same bytes. No block of the body, no item of a
 * list and no value that one side added or changed is lost; what both changed, each in its way, stands there twice or is given
 * back in `kept`. The result is parsed again and held against what was meant.
 */
#ifndef TEXT_UNITE_H
#define TEXT_UNITE_H

#include "base/diag.h"
#include "base/vec.h"

enum { UNITE_BASE, UNITE_OURS, UNITE_THEIRS, UNITE_SIDES };

/* What is read as what. */
enum unite_form {
    UNITE_MARKDOWN, /* front matter, which need not be there, and a body */
    UNITE_YAML,     /* a map in YAML and nothing else */
};

/* Something that both changed. */
struct unite_kept {
    struct str
        key; /* of front matter, "thanked.ana-lima" for an entry of a map; empty: a block of the body, and both stand in it */
    struct str kept;  /* the value in the result; of a body the first block */
    struct str other; /* the one that is not in it; of a body the second */
};

struct unite {
    struct arena *arena; /* owns what is given back */
    enum unite_form form;
    struct str sides[UNITE_SIDES];
    bool has_base;
    /* Which of two values of `key` wins: negative the first, positive the second; must not depend on their order. 0: the greater bytes. */
    int (*prefer)(const void *context, struct str key, struct str first, struct str second);
    const void *context;

    struct str result;
    struct {
        VEC(struct unite_kept);
    } kept;
    struct diag problem; /* why there is no result: rule, line and message; the path is not set */
};

/*
 * Sets result and kept. False, and no result, where one of the sides cannot be read (front_split, node_parse: anchors, doubled
 * keys, conflict markers, no text …), is over a limit, or where what came out would not read as what was meant.
 */
bool unite_run(struct unite *unite);

#endif
