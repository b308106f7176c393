/*
 * Finding records by what people type: an id, or any part of a name, alias or org
 * that fits exactly one (cli.md, rule 3). Never a guess.
 */
#ifndef VAULT_QUERY_H
#define VAULT_QUERY_H

#include "vault/vault.h"

enum { QUERY_NEAR_MOST = 5 };

struct query_result {
    const struct record **at; /* by path; one: it is that one */
    uint32_t count;
    bool is_near; /* nothing fits; these come near */
};

/*
 * Looks `word` up among the records of a kind. One that cannot be read goes by its id, lest what is meant for it
 * be done to another; the caller says that it cannot be read. The order of what counts: the
 * id; the whole name or alias; whole words of name, alias or org ("bo" in "Bo Chen", not in "Harbour"); any part of
 * them; any part of the id. Case, accents and punctuation do not matter. The first of these that anything fits decides.
 * The result lives in `arena`.
 */
struct query_result query_find(const struct vault *vault, enum kind kind, struct str word,
                               struct arena *arena);

#endif
