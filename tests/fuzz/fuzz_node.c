/*
 * The parser of the plain subset against libyaml: what it takes, libyaml must take
 * too, and both trees must be equal in every field. What it refuses is nobody's
 * concern here: libyaml decides then.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/die.h"
#include "text/node_plain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct str ours, struct str theirs)
{
    must(str_equal(ours, theirs));
    must((ours.p == NULL) == (theirs.p == NULL));
    must(!ours.p || ours.p[ours.n] == '\0');
}

/* Without key, values and neighbours. */
static void check_node(const struct node *ours, const struct node *theirs)
{
    must(ours->kind == theirs->kind);
    must(ours->style == theirs->style);
    must(ours->line == theirs->line);
    must(ours->offset == theirs->offset);
    must(ours->count == theirs->count);
    check_text(ours->text, theirs->text);
}

static void check_tree(const struct node *ours, const struct node *theirs)
{
    const struct node *value = ours->first, *other = theirs->first;

    check_node(ours, theirs);
    for (; value && other; value = value->next, other = other->next) {
        must((value->key == NULL) == (other->key == NULL));
        if (value->key) {
            check_node(value->key, other->key);
            must(!value->key->key && !value->key->first && !value->key->next);
        }
        check_tree(value, other);
    }
    must(!value && !other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { FIRST_LINE = 2 };
    struct str yaml = {(const char *)data, size};
    struct arena arena = {0};
    struct diag problem = {0};
    struct node *ours = node_plain_parse(&arena, yaml, FIRST_LINE);
    struct node *theirs;

    if (ours) {
        theirs = node_parse_libyaml(&arena, yaml, FIRST_LINE, &problem);
        must(theirs);
        must(!ours->key && !ours->next);
        check_tree(ours, theirs);
    }
    arena_free(&arena);
    return 0;
}
