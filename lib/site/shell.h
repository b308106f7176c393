/*
 * The page around what is sealed: the same bytes for every vault, so that they tell nothing of it. Only the built-in
 * script is in it, whose hash the page's policy names.
 */
#ifndef SITE_SHELL_H
#define SITE_SHELL_H

#include "base/buf.h"

/* What the program carries. */
struct shell {
    struct str page, style, reader; /* templates/seal/ */
    struct str script;              /* of the pages, which the reader runs: templates/site/script.js */
};

/* Appends the page with `sealed` in it, in base64 (RFC 4648). */
void shell_write(const struct shell *shell, struct str sealed, struct buf *out);

#endif
