/*
 * XXH64 (Y. Collet, xxHash specification 0.1.1): 64 bits that tell texts apart, at several bytes a cycle. It tells
 * whether something has changed; it proves nothing to anybody who wants it to be wrong.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/str.h"

/* Of `bytes`, behind what `seed` stands for: 0, or the digest of that. The same on every machine. */
uint64_t digest_of(struct str bytes, uint64_t seed);

#endif
