/*
 * What pages are made of: the templates, style sheet and script that the program carries, and the files of the vault's
 * folder templates/ that take the place of those of the same name. A template of another name there is a partial of
 * the vault's own. Notes and mails have their templates in the same folder: their names end in .md and .txt.
 */
#ifndef SITE_SOURCE_H
#define SITE_SOURCE_H

#include "site/build.h"
#include "vault/vault.h"

#define SOURCE_FOLDER VAULT_TEMPLATES

struct sources {
    VEC(struct build_source);
};

/*
 * Puts the vault's own into `sources`, which hold the built-in ones, in the order of their names; `root` is the vault's
 * folder, and they live in `arena`. -1 where one must not be read: `*problem` has its path, place, message and hint.
 * Refused are links, files over LIMIT_TEMPLATE, and what is no text.
 */
int source_read_own(struct sources *sources, struct arena *arena, int root, struct diag *problem);

#endif
