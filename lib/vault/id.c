#include "vault/id.h"

#include "base/utf8.h"

bool id_is_good(struct str stem)
{
    if (!stem.n || stem.p[0] == '-' || utf8_invalid(stem) < stem.n)
        return false;
    for (struct str rest = stem; rest.n;) {
        uint32_t c = utf8_next(&rest);

        if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c < 0x80 && strchr("\\/:*?\"<>|#^[]", (int)c)))
            return false;
    }
    return true;
}

/* ---- from other alphabets: lower case only, as case is folded first */

/* After BGN/PCGN, the way most people write their own names; U+0430 to U+045F. */
static const char *const cyrillic[] = {
    "a", "b",  "v",  "g",  "d",  "e",  "zh", "z",  "i",  "y",    "k",  "l", "m",  "n", "o",  "p",
    "r", "s",  "t",  "u",  "f",  "kh", "ts", "ch", "sh", "shch", "",   "y", "",   "e", "yu", "ya",
    "e", "yo", "dj", "gj", "ye", "dz", "i",  "yi", "j",  "lj",   "nj", "c", "kj", "i", "u",  "dz",
};

/* After ISO 843; U+03B1 to U+03C9. */
static const char *const greek[] = {
    "a", "v", "g", "d", "e", "z", "i", "th", "i", "k",  "l",  "m", "n",
    "x", "o", "p", "r", "s", "s", "t", "y",  "f", "ch", "ps", "o",
};

enum { CYRILLIC_FIRST = 0x430, GREEK_FIRST = 0x3B1, GREEK_UPSILON = 0x3C5 };

static const char *latin_of_cyrillic(uint32_t c)
{
    if (c >= CYRILLIC_FIRST && c - CYRILLIC_FIRST < sizeof cyrillic / sizeof *cyrillic)
        return cyrillic[c - CYRILLIC_FIRST];
    if (c == 0x491) /* ґ */
        return "g";
    return NULL;
}

/* αυ, ευ, ηυ and ου are diphthongs. */
static const char *latin_of_greek(uint32_t c, uint32_t before)
{
    bool is_second = before == 0x3B1 || before == 0x3B5 || before == 0x3B7 || before == 0x3BF;

    if (c == GREEK_UPSILON && is_second)
        return "u";
    return c >= GREEK_FIRST && c - GREEK_FIRST < sizeof greek / sizeof *greek ? greek[c - GREEK_FIRST] : NULL;
}

/* Others that case folding and the loss of accents leave as they are. */
static const char *latin_of_other(uint32_t c)
{
    switch (c) {
    case 0x0259: /* ə */ return "a";
    case 0x014B: /* ŋ */ return "ng";
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x02BC: /* apostrophes part no words: O'Brien */ return "";
    default: return NULL;
    }
}

/* The folded name before accents are taken off: they make letters of their own in Cyrillic. */
static void put_latin(struct buf *out, struct str folded)
{
    enum { FULL_WIDTH = 0xFEE0 };

    while (folded.n) {
        uint32_t c = utf8_next(&folded);
        const char *latin;

        if (c > FULL_WIDTH + 0x20 && c < FULL_WIDTH + 0x7F)
            c -= FULL_WIDTH;
        latin = latin_of_cyrillic(c);
        if (!latin)
            latin = latin_of_other(c);
        if (latin)
            buf_puts(out, latin);
        else if (c < 0x80 && !is_alnum((char)c))
            buf_putc(out, ' ');
        else
            utf8_put(out, c);
    }
}

/* Letters and digits, and one hyphen for all that stands between them. */
static void put_id(struct buf *out, struct str plain)
{
    bool has_gap = false;

    for (uint32_t before = 0, c; plain.n; before = c) {
        const char *latin;

        c = utf8_next(&plain);
        if (!utf8_is_letter(c)) {
            has_gap = true;
            continue;
        }
        if (has_gap && out->n)
            buf_putc(out, '-');
        has_gap = false;
        latin = latin_of_greek(c, before);
        if (latin)
            buf_puts(out, latin);
        else
            utf8_put(out, c);
    }
}

/* The longest start of whole graphemes that fits, without a hyphen at its end. */
static struct str cut(struct str id)
{
    struct str rest = id;
    size_t n = 0;

    while (rest.n) {
        utf8_next_grapheme(&rest);
        if (id.n - rest.n > ID_LONGEST)
            break;
        n = id.n - rest.n;
    }
    while (n && id.p[n - 1] == '-')
        n--;
    return str_slice(id, 0, n);
}

struct str id_of_name(struct arena *arena, struct str name, struct str otherwise)
{
    struct arena scratch = {0};
    struct buf latin = {0}, id = {0};
    struct str made;

    put_latin(&latin, utf8_fold(&scratch, name));
    put_id(&id, utf8_plain(&scratch, buf_str(&latin)));
    made = cut(utf8_nfc(&scratch, buf_str(&id)));
    made = str_copy(arena, id_is_good(made) ? made : otherwise);
    buf_free(&latin);
    buf_free(&id);
    arena_free(&scratch);
    return made;
}

struct str id_unused(const struct vault *vault, enum kind kind, struct str id, struct arena *arena)
{
    struct buf text = {0};

    buf_put(&text, id);
    for (unsigned number = 2; vault_find(vault, kind, buf_str(&text)); number++) {
        buf_reset(&text);
        buf_printf(&text, "%.*s-%u", STR_ARGS(id), number);
    }
    id = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return id;
}
