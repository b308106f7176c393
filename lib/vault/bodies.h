/*
 * The bodies that were put off when the vault was read (record_want.body_later): for those who want more of a body than its record
 * keeps, and want it when all links are resolved. Each is parsed once, for the record and for them; its text is gone then.
 */
#ifndef VAULT_BODIES_H
#define VAULT_BODIES_H

#include "vault/vault.h"

/* A body that has been read. */
struct body {
    const struct record *record;        /* its `md` is complete; that of others need not be */
    const struct md_document *document; /* may be used up */
    struct buf *room;                   /* the bytes of the text, once nobody needs that: as long as `keep` */
    struct arena *keep;                 /* lives as long as the vault */
    struct arena *scratch;              /* reset behind each body */
};

struct bodies_visitor {
    /* Called for each body, by several threads at once, in no order. */
    void (*visit)(void *context, const struct body *body);
    void *context;
};

/* Reads all bodies of the vault, which was read with these options, and adds their findings. */
void bodies_read(struct vault *vault, const struct vault_options *options,
                 const struct bodies_visitor *visitor);

#endif
