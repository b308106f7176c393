#include "site/seal.h"

#include <limits.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "base/die.h"
#include "base/utf8.h"

/* ---- buckets */

enum { KIB = 1024, MIB = 1024 * 1024, LENGTH = 8 };

size_t seal_bucket(size_t content, size_t pad)
{
    const size_t step = 2 * (size_t)MIB;
    size_t whole = SEAL_HEADER + LENGTH + content + SEAL_TAG, bucket = 256 * (size_t)KIB;

    if (whole < pad)
        whole = pad;
    while (bucket < whole && bucket < 2 * step)
        bucket *= 2;
    return bucket >= whole ? bucket : (whole + step - 1) / step * step;
}

/* ---- primitives */

bool seal_derive(struct str passphrase, struct str salt, uint32_t iterations, unsigned char *key, size_t n)
{
    must(passphrase.n <= INT_MAX && salt.n <= INT_MAX && iterations <= INT_MAX && n <= INT_MAX);
    return PKCS5_PBKDF2_HMAC(passphrase.p ? passphrase.p : "", (int)passphrase.n,
                             (const unsigned char *)salt.p, (int)salt.n, (int)iterations, EVP_sha256(),
                             (int)n, key) == 1;
}

/* In steps, since libcrypto counts in int. */
static bool update(EVP_CIPHER_CTX *context, unsigned char *out, struct str bytes)
{
    enum { STEP = 1 << 30 };

    while (bytes.n) {
        int n = bytes.n < STEP ? (int)bytes.n : STEP, done = 0;

        if (EVP_EncryptUpdate(context, out, &done, (const unsigned char *)bytes.p, n) != 1 || done != n)
            return false;
        bytes = str_skip(bytes, (size_t)n);
        if (out)
            out += n;
    }
    return true;
}

bool seal_encrypt(const struct seal_message *message, unsigned char *out)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    unsigned char *tag = out + message->plain.n;
    int done = 0;
    bool is_done = context &&
                   EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, message->key, message->iv) == 1 &&
                   update(context, NULL, message->associated) && update(context, out, message->plain) &&
                   EVP_EncryptFinal_ex(context, tag, &done) == 1 && done == 0 &&
                   EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, SEAL_TAG, tag) == 1;

    EVP_CIPHER_CTX_free(context); /* and wipes what it knows of the key */
    return is_done;
}

static int random_bytes(unsigned char *bytes, int n, struct err *err)
{
    return RAND_bytes(bytes, n) == 1 ? 0 : err_set(err, ERR_SYSTEM, "there are no random bytes to be had");
}

void seal_wipe(void *bytes, size_t n)
{
    if (bytes)
        OPENSSL_cleanse(bytes, n);
}

void seal_wipe_buf(struct buf *buf)
{
    seal_wipe(buf->p, buf->cap);
    buf_free(buf);
}

void seal_put_hash(struct buf *out, struct str text)
{
    enum { MOST = (SHA256_DIGEST_LENGTH + 2) / 3 * 4 + 1 };
    unsigned char digest[SHA256_DIGEST_LENGTH], coded[MOST];
    int n;

    must(EVP_Digest(text.p ? text.p : "", text.n, digest, NULL, EVP_sha256(), NULL) == 1);
    n = EVP_EncodeBlock(coded, digest, sizeof digest);
    buf_put(out, (struct str){(const char *)coded, (size_t)n});
}

/* ---- the format */

static unsigned char *put_number(unsigned char *at, uint64_t number, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        *at++ = (unsigned char)(number >> (8 * i));
    return at;
}

static void put_header(const struct seal *seal, unsigned char *at)
{
    enum { MAGIC = 0x49565731 /* IVW1 */, KDF_PBKDF2_SHA256 = 1, NO_FLAGS = 0 };

    at = put_number(at, MAGIC, 4);
    at = put_number(at, KDF_PBKDF2_SHA256, 1);
    at = put_number(at, NO_FLAGS, 1);
    at = put_number(at, 0, 2);
    at = put_number(at, seal->iterations, 4);
    at = put_number(at, 0, 4);
    memcpy(at, seal->salt, SEAL_SALT);
    memcpy(at + SEAL_SALT, seal->iv, SEAL_IV);
}

int seal_refresh(struct seal *seal, struct err *err)
{
    if (random_bytes(seal->salt, SEAL_SALT, err) != 0)
        return -1;
    return random_bytes(seal->iv, SEAL_IV, err);
}

int seal_write(const struct seal *seal, struct str content, struct buf *out, struct err *err)
{
    size_t bucket = seal_bucket(content.n, seal->pad);
    unsigned char *start = (unsigned char *)buf_room(out, bucket), *body = start + SEAL_HEADER;
    unsigned char key[SEAL_KEY];
    struct seal_message message = {.key = key,
                                   .iv = seal->iv,
                                   .associated = {(const char *)start, SEAL_HEADER},
                                   .plain = {(const char *)body, bucket - SEAL_HEADER - SEAL_TAG}};
    bool is_done;

    must(seal->iterations >= SEAL_LEAST_ITERATIONS && seal->iterations <= SEAL_MOST_ITERATIONS);
    put_header(seal, start);
    memset(body, 0, message.plain.n);
    put_number(body, content.n, LENGTH);
    if (content.n)
        memcpy(body + LENGTH, content.p, content.n);
    is_done = seal_derive(seal->passphrase, (struct str){(const char *)seal->salt, SEAL_SALT},
                          seal->iterations, key, sizeof key) &&
              seal_encrypt(&message, body);
    seal_wipe(key, sizeof key);
    if (!is_done) {
        seal_wipe(start, bucket);
        return err_set(err, ERR_SYSTEM, "the cryptographic library failed");
    }
    out->n += bucket;
    return 0;
}

/* ---- passphrases */

struct str seal_normal(struct arena *arena, struct str passphrase)
{
    struct str nfc = utf8_nfc(arena, passphrase);
    char *text = arena_chars(arena, nfc.n + 1);
    size_t from = 0, to = nfc.n;

    for (size_t i = 0; i < nfc.n; i++)
        text[i] = nfc.p[i] == ' ' ? '-' : nfc.p[i];
    while (from < to && (text[from] == '-' || is_space(text[from])))
        from++;
    while (to > from && (text[to - 1] == '-' || is_space(text[to - 1])))
        to--;
    return (struct str){text + from, to - from};
}

/*
 * 16 consonants and 4 vowels make 64 syllables, six bits each; 14 of them are 84 bits. Without the letters that are misheard
 * when they are read out: c, q, w, x, y, e.
 */
int seal_generate(struct buf *out, struct err *err)
{
    static const char consonants[] = "bdfghjklmnprstvz", vowels[] = "aiou";
    enum { SYLLABLES = 14, IN_GROUP = 2 };
    unsigned char bytes[SYLLABLES];

    if (random_bytes(bytes, SYLLABLES, err) != 0)
        return -1;
    for (int i = 0; i < SYLLABLES; i++) {
        if (i && i % IN_GROUP == 0)
            buf_putc(out, '-');
        buf_putc(out, consonants[bytes[i] & 15]);
        buf_putc(out, vowels[bytes[i] >> 4 & 3]);
    }
    seal_wipe(bytes, sizeof bytes);
    return 0;
}
