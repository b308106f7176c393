#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/die.h"
#include "base/vec.h"

enum { REPLACEMENT = 0xFFFD, ZERO_WIDTH_JOINER = 0x200D, EMOJI_SELECTOR = 0xFE0F, MOST_CELLS = 2 };

/* The number of ASCII bytes at the start of `s`. */
static size_t ascii_run(struct str s)
{
    const uint64_t high_bits = UINT64_C(0x8080808080808080);
    uint64_t words[4];
    size_t n = 0;

    for (; n + sizeof words <= s.n; n += sizeof words) {
        memcpy(words, s.p + n, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & high_bits)
            break;
    }
    for (; n + sizeof *words <= s.n; n += sizeof *words) {
        memcpy(words, s.p + n, sizeof *words);
        if (*words & high_bits)
            break;
    }
    while (n < s.n && (unsigned char)s.p[n] < 0x80)
        n++;
    return n;
}

static bool is_ascii(struct str s)
{
    return ascii_run(s) == s.n;
}

/* The length of the valid character at the start of `s`, which is not empty; or 0. RFC 3629, section 4. */
static size_t decode(struct str s, uint32_t *character)
{
    const unsigned char *p = (const unsigned char *)s.p;
    unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t value = n == 1 ? p[0] : p[0] & (0x7Fu >> n);

    if ((p[0] >= 0x80 && p[0] < 0xC2) || p[0] > 0xF4 || s.n < n)
        return 0;
    if (n > 1 && (p[1] < low || p[1] > high))
        return 0;
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (p[i] & 0x3F);
    }
    *character = value;
    return n;
}

size_t utf8_invalid(struct str s)
{
    struct str rest = s;

    for (;;) {
        uint32_t character;
        size_t n;

        if (rest.n && (unsigned char)rest.p[0] < 0x80)
            rest = str_skip(rest, ascii_run(rest));
        if (!rest.n)
            return s.n;
        n = decode(rest, &character);
        if (!n)
            return s.n - rest.n;
        rest = str_skip(rest, n);
    }
}

uint32_t utf8_next(struct str *rest)
{
    uint32_t character = REPLACEMENT;
    size_t n = decode(*rest, &character);

    *rest = str_skip(*rest, n ? n : 1);
    return character;
}

void utf8_put(struct buf *out, uint32_t character)
{
    utf8proc_uint8_t bytes[4];
    bool good = character <= 0x10FFFF && (character < 0xD800 || character > 0xDFFF);
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)(good ? character : REPLACEMENT), bytes);

    buf_put(out, (struct str){(const char *)bytes, (size_t)n});
}

bool utf8_is_hostile(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool is_line_end(uint32_t c)
{
    return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/*
 * The next character as utf8_clean shows it. Widths are measured on these, so that
 * text has the same width before and after cleaning.
 */
static uint32_t next_shown(struct str *rest)
{
    uint32_t c = utf8_next(rest);

    if (c == '\r' && rest->n && rest->p[0] == '\n')
        *rest = str_skip(*rest, 1);
    if (c == '\t' || is_line_end(c))
        return ' ';
    return utf8_is_hostile(c) ? REPLACEMENT : c;
}

static bool is_printable_ascii(char c)
{
    return c >= 0x20 && c < 0x7F;
}

void utf8_clean(struct buf *out, struct str s)
{
    while (s.n) {
        size_t n = 0;

        while (n < s.n && is_printable_ascii(s.p[n]))
            n++;
        buf_put(out, str_slice(s, 0, n));
        s = str_skip(s, n);
        if (s.n)
            utf8_put(out, next_shown(&s));
    }
}

static int boundary(uint32_t c)
{
    return utf8proc_get_property((utf8proc_int32_t)c)->boundclass;
}

/* Whether `c`, which no break parts from `before`, makes an emoji or a flag of two cells. */
static bool makes_emoji(uint32_t before, uint32_t c)
{
    bool pictograph = boundary(before) == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
    bool keycap = before == '#' || before == '*' || (before >= '0' && before <= '9');

    if (c == EMOJI_SELECTOR)
        return pictograph || keycap;
    if (before == ZERO_WIDTH_JOINER)
        return boundary(c) == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
    return boundary(c) == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR;
}

static unsigned cells_of(uint32_t c)
{
    int cells = utf8proc_charwidth((utf8proc_int32_t)c);

    return cells < 0 ? 0 : cells > MOST_CELLS ? MOST_CELLS : (unsigned)cells;
}

/* Moves `*rest`, which is not empty, past its first grapheme (UAX #29); gives the cells that takes. */
static unsigned next_grapheme(struct str *rest)
{
    utf8proc_int32_t state = 0;
    uint32_t before, c;
    unsigned cells;

    if (is_printable_ascii(rest->p[0]) && (rest->n == 1 || (unsigned char)rest->p[1] < 0x80)) {
        *rest = str_skip(*rest, 1);
        return 1;
    }
    before = next_shown(rest);
    cells = cells_of(before);
    for (struct str after = *rest; after.n; before = c, *rest = after) {
        c = next_shown(&after);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)c, &state))
            break;
        if (makes_emoji(before, c))
            cells = MOST_CELLS;
        else if (cells_of(c) > cells)
            cells = cells_of(c);
    }
    return cells;
}

unsigned utf8_width(struct str s)
{
    unsigned cells = 0;

    while (s.n)
        cells += next_grapheme(&s);
    return cells;
}

struct str utf8_next_grapheme(struct str *rest)
{
    struct str s = *rest;

    next_grapheme(rest);
    return str_slice(s, 0, s.n - rest->n);
}

struct str utf8_fit(struct str s, unsigned cells)
{
    struct str rest = s;

    while (rest.n) {
        struct str after = rest;
        unsigned more = next_grapheme(&after);

        if (more > cells)
            break;
        cells -= more;
        rest = after;
    }
    return str_slice(s, 0, s.n - rest.n);
}

unsigned utf8_column(struct str line, size_t offset)
{
    struct str rest = line;
    unsigned column = 1;

    while (rest.n) {
        struct str after = rest;
        unsigned cells = next_grapheme(&after);

        if (line.n - after.n > offset)
            break;
        column += cells;
        rest = after;
    }
    return column;
}

/* Characters on their way through normalisation. */
struct chars {
    struct arena *arena;
    VEC(utf8proc_int32_t);
};

static void decompose(struct chars *chars, uint32_t c, utf8proc_option_t options)
{
    enum { LONGEST = 32 }; /* the longest full folding or canonical decomposition has 4 */
    utf8proc_int32_t pieces[LONGEST];
    int last = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, pieces, LONGEST, options, &last);

    must(n >= 0 && n <= LONGEST);
    for (utf8proc_ssize_t i = 0; i < n; i++)
        *vec_add(chars, chars->arena) = pieces[i];
}

static unsigned combining_class(utf8proc_int32_t c)
{
    return (unsigned)utf8proc_get_property(c)->combining_class & 0xFF;
}

/* Sorts a run of marks by class, keeping the order within a class, in linear time. */
static void order_run(struct arena *arena, utf8proc_int32_t *marks, size_t n)
{
    size_t at[257] = {0};
    utf8proc_int32_t *from = arena_raw(arena, n * sizeof *from);

    memcpy(from, marks, n * sizeof *from);
    for (size_t i = 0; i < n; i++)
        at[combining_class(from[i]) + 1]++;
    for (size_t i = 1; i < 257; i++)
        at[i] += at[i - 1];
    for (size_t i = 0; i < n; i++)
        marks[at[combining_class(from[i])]++] = from[i];
}

/* Canonical ordering (Unicode, 3.11, D109). utf8proc's own is quadratic in the length of a run of marks. */
static void order_marks(struct chars *chars)
{
    for (size_t i = 0, end; i < chars->n; i = end + 1) {
        bool sorted = true;

        for (end = i; end < chars->n && combining_class(chars->at[end]); end++)
            sorted = sorted &&
                     (end == i || combining_class(chars->at[end - 1]) <= combining_class(chars->at[end]));
        if (!sorted)
            order_run(chars->arena, chars->at + i, end - i);
    }
}

/* The canonical decomposition (NFD) of `s`. */
static struct chars decomposed(struct arena *scratch, struct str s)
{
    struct chars chars = {.arena = scratch};

    while (s.n)
        decompose(&chars, utf8_next(&s), UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    order_marks(&chars);
    return chars;
}

/* Full case folding of the decomposition, decomposed again (Unicode, 3.13, D145: canonical caseless match). */
static struct chars folded(struct arena *scratch, struct str s)
{
    struct chars from = decomposed(scratch, s);
    struct chars chars = {.arena = scratch};

    for (size_t i = 0; i < from.n; i++)
        decompose(&chars, (uint32_t)from.at[i], UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
    order_marks(&chars);
    return chars;
}

/* Composes the characters (NFC) and writes them into the arena. */
static struct str composed(struct arena *arena, struct chars *chars)
{
    struct buf out = {0};
    struct str copy;
    utf8proc_ssize_t n = 0;

    if (chars->n)
        n = utf8proc_normalize_utf32(chars->at, chars->n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    must(n >= 0);
    for (utf8proc_ssize_t i = 0; i < n; i++)
        utf8_put(&out, (uint32_t)chars->at[i]);
    copy = str_copy(arena, buf_str(&out));
    buf_free(&out);
    return copy;
}

struct str utf8_nfc(struct arena *arena, struct str s)
{
    struct arena scratch = {0};
    struct chars chars;

    if (is_ascii(s))
        return s;
    chars = decomposed(&scratch, s);
    s = composed(arena, &chars);
    arena_free(&scratch);
    return s;
}

static struct str fold_ascii(struct arena *arena, struct str s)
{
    size_t at = 0;
    char *p;

    while (at < s.n && to_lower(s.p[at]) == s.p[at])
        at++;
    if (at == s.n)
        return s;
    p = arena_chars(arena, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = to_lower(s.p[i]);
    p[s.n] = '\0';
    return (struct str){p, s.n};
}

struct str utf8_fold(struct arena *arena, struct str s)
{
    struct arena scratch = {0};
    struct chars chars;

    if (is_ascii(s))
        return fold_ascii(arena, s);
    chars = folded(&scratch, s);
    s = composed(arena, &chars);
    arena_free(&scratch);
    return s;
}

/* What is drawn below or across letters, or is not drawn at all; U+FFFD is what a page has for a control character. */
static bool is_seen_through(uint32_t c)
{
    return utf8_is_hostile(c) || c == REPLACEMENT || c == 0x0305 || c == 0x0332 || c == 0x0333 ||
           (c >= 0x0335 && c <= 0x0338) || c == 0x033F || (c >= 0x20D0 && c <= 0x20F0);
}

struct str utf8_seen(struct arena *arena, struct str s)
{
    enum { LINE_END = 0x0085 };
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                      UTF8PROC_IGNORE | UTF8PROC_LUMP | UTF8PROC_CASEFOLD;
    struct arena scratch = {0};
    struct chars whole = {.arena = &scratch}, chars = {.arena = &scratch};

    while (s.n) {
        uint32_t c = utf8_next(&s);

        if (c == LINE_END || is_line_end(c) || c == '\t')
            decompose(&whole, ' ', options);
        else if (!is_seen_through(c))
            decompose(&whole, c, options);
    }
    for (size_t i = 0; i < whole.n; i++) /* what folding has made may be decomposed itself */
        decompose(&chars, (uint32_t)whole.at[i], options);
    order_marks(&chars);
    s = composed(arena, &chars);
    arena_free(&scratch);
    return s;
}

/* Letters that Unicode does not decompose, though people who lack the key type these instead. */
static const char *plain_letter(uint32_t c)
{
    switch (c) {
    case 0x00E6: /* æ */ return "ae";
    case 0x0153: /* œ */ return "oe";
    case 0x00F8: /* ø */ return "o";
    case 0x0142: /* ł */ return "l";
    case 0x0111: /* đ */
    case 0x00F0: /* ð */ return "d";
    case 0x00FE: /* þ */ return "th";
    case 0x0127: /* ħ */ return "h";
    case 0x0167: /* ŧ */ return "t";
    case 0x0131: /* ı */ return "i";
    default: return NULL;
    }
}

enum plain_role { PLAIN_LETTER, PLAIN_GAP, PLAIN_NOTHING };

/*
 * What becomes of a folded and decomposed character. Of the marks, those that tell
 * letters apart stay: nuktas (class 7), kana voicing (8), viramas (9), and the vowel
 * signs of class 0.
 */
static enum plain_role plain_role(uint32_t c)
{
    unsigned class = combining_class((utf8proc_int32_t)c);

    if (c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == 0x85 || is_line_end(c))
        return PLAIN_GAP;
    if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF)) /* variation selectors */
        return PLAIN_NOTHING;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PC: return PLAIN_GAP;
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF: return PLAIN_NOTHING;
    case UTF8PROC_CATEGORY_MN: return class == 0 || (class >= 7 && class <= 9) ? PLAIN_LETTER : PLAIN_NOTHING;
    default: return PLAIN_LETTER;
    }
}

/* Appends `c` in its plain form; `*gap`: white space came since the last letter. */
static void put_plain(struct buf *out, uint32_t c, bool *gap)
{
    enum plain_role role = c < 0x80 && is_alnum((char)c) ? PLAIN_LETTER : plain_role(c);
    const char *letter = plain_letter(c);

    if (role == PLAIN_GAP)
        *gap = true;
    if (role != PLAIN_LETTER)
        return;
    if (*gap && out->n)
        buf_putc(out, ' ');
    *gap = false;
    if (letter)
        buf_puts(out, letter);
    else
        utf8_put(out, c);
}

struct str utf8_plain(struct arena *arena, struct str s)
{
    struct arena scratch = {0};
    char room[128];
    struct buf out = BUF_LENT(room);
    bool gap = false;
    struct str plain;

    if (is_ascii(s)) {
        for (size_t i = 0; i < s.n; i++)
            put_plain(&out, (unsigned char)to_lower(s.p[i]), &gap);
    } else {
        struct chars chars = folded(&scratch, s);

        for (size_t i = 0; i < chars.n; i++)
            put_plain(&out, (uint32_t)chars.at[i], &gap);
    }
    plain = utf8_nfc(arena, buf_str(&out));
    if (plain.p == out.p)
        plain = str_copy(arena, plain);
    buf_free(&out);
    arena_free(&scratch);
    return plain;
}

static bool is_bare(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF: return false;
    default: return true;
    }
}

struct str utf8_bare(struct arena *arena, struct str s)
{
    struct arena scratch = {0};
    struct buf out = {0};
    struct str bare;

    for (struct str rest = utf8_fold(&scratch, s); rest.n;) {
        uint32_t character = utf8_next(&rest);

        if (is_bare(character))
            utf8_put(&out, character);
    }
    bare = str_copy(arena, buf_str(&out));
    buf_free(&out);
    arena_free(&scratch);
    return bare;
}

static bool is_seen(uint32_t c)
{
    enum { BRAILLE_BLANK = 0x2800 }; /* a cell without a dot */

    if (c < 0x80)
        return is_printable_ascii((char)c) && c != ' ';
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF: return false;
    default: return c != BRAILLE_BLANK && !utf8proc_get_property((utf8proc_int32_t)c)->ignorable;
    }
}

bool utf8_is_blank(struct str s)
{
    while (s.n)
        if (is_seen(utf8_next(&s)))
            return false;
    return true;
}

bool utf8_is_letter(uint32_t character)
{
    switch (utf8proc_category((utf8proc_int32_t)character)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return false;
    }
}

/* A letter or digit of a script whose words are set apart by spaces. */
static bool joins_words(uint32_t character)
{
    enum { FIRST_IDEOGRAPHIC = 0x2E80 };

    if (character < 0x80)
        return is_alnum((char)character);
    if (character >= FIRST_IDEOGRAPHIC)
        return false;
    switch (utf8proc_category((utf8proc_int32_t)character)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND: return true;
    default: return false;
    }
}

bool utf8_is_word_edge(struct str s, size_t offset)
{
    struct str after = str_skip(s, offset), before;
    size_t start = offset;

    if (offset == 0 || offset >= s.n)
        return true;
    do
        start--;
    while (start > 0 && ((unsigned char)s.p[start] & 0xC0) == 0x80);
    before = str_slice(s, start, offset);
    return !joins_words(utf8_next(&before)) || !joins_words(utf8_next(&after));
}

size_t utf8_find_words(struct str text, struct str words, size_t from)
{
    enum { LONGEST = 200 };

    if (!words.n || words.n > LONGEST)
        return text.n;
    for (size_t at = from; (at = str_find(text, words, at)) < text.n;) {
        if (utf8_is_word_edge(text, at) && utf8_is_word_edge(text, at + words.n))
            return at;
        do
            at++;
        while (at < text.n && !utf8_is_word_edge(text, at));
    }
    return text.n;
}

const char *utf8_library_version(void)
{
    return utf8proc_version();
}
