/*
 * The sealed file's format (site.md, "The sealed file"; infoview-seal(5)): what is sealed can be read by who knows the
 * passphrase, and not be changed by who does not. Integers are big-endian.
 *
 *     header, 44 bytes, authenticated   IVW1 | kdf u8 | flags u8 | 0 u16 | iterations u32 | 0 u32 | salt 16 | iv 12
 *     AES-256-GCM of                    u64 length | the content | zeros
 *     tag, 16 bytes
 *
 * The zeros fill a bucket, so that the size tells only of which one it is. All work is libcrypto's (RFC 8018, NIST SP
 * 800-38D).
 */
#ifndef SITE_SEAL_H
#define SITE_SEAL_H

#include "base/buf.h"
#include "base/err.h"

enum {
    SEAL_SALT = 16,
    SEAL_IV = 12,
    SEAL_HEADER = 44,
    SEAL_TAG = 16,
    SEAL_KEY = 32,
    SEAL_ITERATIONS = 1000 * 1000, /* where nobody says how many */
    SEAL_LEAST_ITERATIONS = 600 * 1000,
    SEAL_MOST_ITERATIONS = 10 * 1000 * 1000,
    SEAL_LEAST_PASSPHRASE = 14, /* characters of one that a person has thought up */
};

struct seal {
    struct str passphrase; /* normal, as seal_normal makes it */
    uint32_t iterations;   /* SEAL_LEAST_ITERATIONS to SEAL_MOST_ITERATIONS */
    size_t pad;            /* the least bucket, in bytes; 0: the first */
    unsigned char salt[SEAL_SALT], iv[SEAL_IV];
};

/* Fills in salt and iv, which no two files may share. -1 with `err` where the system gives no random bytes. */
int seal_refresh(struct seal *seal, struct err *err);

/* Appends the sealed content: a whole bucket. -1 with `err` where libcrypto fails; `out` is then as before. */
int seal_write(const struct seal *seal, struct str content, struct buf *out, struct err *err);

/* The bucket for so many bytes of content: 256 and 512 KiB, 1, 2, 4 MiB, then multiples of 2 MiB; at least `pad`. */
size_t seal_bucket(size_t content, size_t pad);

/*
 * The passphrase as it is derived from, in the arena: NFC, each space a hyphen, no white space or hyphens at the ends. The
 * reader does the same.
 */
struct str seal_normal(struct arena *arena, struct str passphrase);

/* Appends a passphrase of at least 80 bits by the system's random bytes: syllables, hyphens between. -1 with `err`. */
int seal_generate(struct buf *out, struct err *err);

/* Appends the SHA-256 of `text` in base64, as content security policies have it. */
void seal_put_hash(struct buf *out, struct str text);

/* Overwrites the bytes in a way that no compiler leaves out; a buffer is freed too. */
void seal_wipe(void *bytes, size_t n);
void seal_wipe_buf(struct buf *buf);

/* ---- the two primitives, for tests against known answers */

/* PBKDF2-HMAC-SHA256; false where libcrypto fails. */
bool seal_derive(struct str passphrase, struct str salt, uint32_t iterations, unsigned char *key, size_t n);

/* A message to be encrypted under a key. */
struct seal_message {
    const unsigned char *key, *iv;
    struct str associated, plain;
};

/* AES-256-GCM: writes as many bytes as `plain` has, which may be the same place, and the tag behind. */
bool seal_encrypt(const struct seal_message *message, unsigned char *out);

#endif
