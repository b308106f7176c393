#include "base/digest.h"

/* The names are those of the specification. */
static const uint64_t prime_1 = UINT64_C(0x9E3779B185EBCA87), prime_2 = UINT64_C(0xC2B2AE3D27D4EB4F),
                      prime_3 = UINT64_C(0x165667B19E3779F9), prime_4 = UINT64_C(0x85EBCA77C2B2AE63),
                      prime_5 = UINT64_C(0x27D4EB2F165667C5);

enum { LANES = 4, STRIPE = 8 * LANES };

static uint64_t rotated(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

/* Bytes as a number, the lowest first. Compilers make one load of each, so written. */
static uint64_t byte_at(const char *p, unsigned i)
{
    return (uint64_t)(unsigned char)p[i] << 8 * i;
}

static uint64_t four_at(const char *p)
{
    return byte_at(p, 0) | byte_at(p, 1) | byte_at(p, 2) | byte_at(p, 3);
}

static uint64_t eight_at(const char *p)
{
    return four_at(p) | byte_at(p, 4) | byte_at(p, 5) | byte_at(p, 6) | byte_at(p, 7);
}

static uint64_t round_of(uint64_t lane, uint64_t input)
{
    return rotated(lane + input * prime_2, 31) * prime_1;
}

/* All whole stripes of `*rest`, which is moved past them. */
static uint64_t stripes_of(struct str *rest, uint64_t seed)
{
    uint64_t lanes[LANES] = {seed + prime_1 + prime_2, seed + prime_2, seed, seed - prime_1};
    uint64_t h;

    for (; rest->n >= STRIPE; *rest = str_skip(*rest, STRIPE))
        for (size_t i = 0; i < LANES; i++)
            lanes[i] = round_of(lanes[i], eight_at(rest->p + 8 * i));
    h = rotated(lanes[0], 1) + rotated(lanes[1], 7) + rotated(lanes[2], 12) + rotated(lanes[3], 18);
    for (unsigned i = 0; i < LANES; i++)
        h = (h ^ round_of(0, lanes[i])) * prime_1 + prime_4;
    return h;
}

static uint64_t end_of(struct str rest, uint64_t h)
{
    for (; rest.n >= 8; rest = str_skip(rest, 8))
        h = rotated(h ^ round_of(0, eight_at(rest.p)), 27) * prime_1 + prime_4;
    if (rest.n >= 4) {
        h = rotated(h ^ four_at(rest.p) * prime_1, 23) * prime_2 + prime_3;
        rest = str_skip(rest, 4);
    }
    for (; rest.n; rest = str_skip(rest, 1))
        h = rotated(h ^ byte_at(rest.p, 0) * prime_5, 11) * prime_1;
    return h;
}

uint64_t digest_of(struct str bytes, uint64_t seed)
{
    uint64_t n = bytes.n;
    uint64_t h = n >= STRIPE ? stripes_of(&bytes, seed) : seed + prime_5;

    h = end_of(bytes, h + n);
    h = (h ^ h >> 33) * prime_2;
    h = (h ^ h >> 29) * prime_3;
    return h ^ h >> 32;
}
