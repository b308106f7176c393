/*
 * Compression by zlib, as gzip (RFC 1952): the same bytes for the same bytes, without name and time.
 */
#ifndef SITE_GZIP_H
#define SITE_GZIP_H

#include "base/buf.h"

/* Appends `bytes` compressed. */
void gzip_write(struct str bytes, struct buf *out);

#endif
