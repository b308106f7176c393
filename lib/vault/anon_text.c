#include "base/utf8.h"
#include "vault/anon_part.h"

/* A text on the way. What was looked for in vain is not looked for again before the offset where that ended. */
struct scan {
    const struct anon *anon;
    const struct anon_context *context;
    struct str text;
    struct buf *out;
    size_t no_mail_before, no_phone_before;
    size_t run_end; /* of the run of characters that are words each that was met last */
    struct arena scratch;
};

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* ---- words */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_joint(char c)
{
    return c == '-' || c == '_' || c == '.' || c == '@' || c == '/';
}

/* Whether the word is part of a longer one, as of an id. */
static bool is_joined(struct str text, size_t from, size_t to)
{
    return (from > 1 && is_joint(text.p[from - 1]) && is_alnum(text.p[from - 2])) ||
           (to + 1 < text.n && is_joint(text.p[to]) && is_alnum(text.p[to + 1]));
}

/* The pseudonym in the case of what it stands for. */
static void put_alike(struct buf *out, struct str word, struct str pseudonym)
{
    bool is_plain = (unsigned char)word.p[0] < 0x80;
    bool is_small = is_plain && !is_upper(word.p[0]), is_all = is_plain && word.n > 2;

    for (size_t i = 0; i < word.n; i++)
        is_all &= is_upper(word.p[i]) || is_digit(word.p[i]);
    for (size_t i = 0; i < pseudonym.n; i++)
        buf_putc(out, is_all || (i == 0 && !is_small) ? (char)(pseudonym.p[i] - 'a' + 'A') : pseudonym.p[i]);
}

static const struct anon_entry *find(struct scan *scan, size_t from, size_t to)
{
    struct str word = str_slice(scan->text, from, to);
    char room[ANON_ROOM];
    const struct anon_entry *entry = map_find(&scan->anon->entries, anon_fold(&scan->scratch, word, room));

    if (!entry || (entry->is_local && !scan->context->is_place))
        return NULL;
    if (!entry->is_short || entry->is_anywhere || str_equal(word, entry->written))
        return entry;
    return is_joined(scan->text, from, to) ? entry : NULL;
}

/* A name in characters that are words each: the longest that begins here; else that character. */
static size_t put_run(struct scan *scan, size_t at, size_t end)
{
    size_t longest = scan->anon->longest_run;

    for (size_t to = end < at + longest ? end : at + longest; to > at; to--) {
        bool is_within = to < end && ((unsigned char)scan->text.p[to] & 0xc0) == 0x80;
        const struct anon_entry *entry = is_within ? NULL : find(scan, at, to);

        if (entry) {
            put_alike(scan->out, str_slice(scan->text, at, to), entry->pseudonym);
            return to;
        }
    }
    end = anon_word_end(scan->text, at);
    buf_put(scan->out, str_slice(scan->text, at, end));
    return end;
}

/* Whether it is one of the folders that records lie in, in a path. */
static bool is_folder(const struct scan *scan, struct str word, size_t to)
{
    for (int kind = 0; to < scan->text.n && scan->text.p[to] == '/' && kind < (int)KIND_FOLDERS; kind++) {
        struct str folder = scan->anon->folders[kind];

        if (str_find(folder, word, 0) < folder.n)
            return true;
    }
    return false;
}

/* `due:`, `(due `, `done:`, `@waiting`, `(private)`, `(research)`: marks of format.md. */
static bool is_mark(struct str text, size_t from, size_t to)
{
    struct str word = str_slice(text, from, to);
    char before = from ? text.p[from - 1] : '\0', after = to < text.n ? text.p[to] : '\0';

    return (schema_word("due|done", word) &&
            ((after == ':' && (!from || is_space(before))) || before == '(')) ||
           (before == '@' && schema_word("waiting", word)) ||
           (before == '(' && after == ')' && schema_word("private|research", word)) ||
           (before == '.' && schema_word("md", word));
}

static size_t put_word(struct scan *scan, size_t at)
{
    const struct anon_entry *entry;
    struct str word;
    size_t end;

    if (at >= scan->run_end)
        scan->run_end = anon_run_end(scan->text, at);
    if (at < scan->run_end)
        return put_run(scan, at, scan->run_end);
    end = anon_word_end(scan->text, at);
    word = str_slice(scan->text, at, end);
    entry = find(scan, at, end);
    if (!entry || schema_word(scan->context->kept, word) || is_mark(scan->text, at, end) ||
        is_folder(scan, word, end))
        buf_put(scan->out, word);
    else
        put_alike(scan->out, word, entry->pseudonym);
    return end;
}

/* ---- addresses */

static void put_seeded(struct scan *scan, const char *what, struct str s)
{
    struct buf seed = {0};

    buf_puts(&seed, what);
    buf_put(&seed, utf8_fold(&scan->scratch, s));
    anon_put_made_up(scan->anon, scan->out, buf_str(&seed));
    buf_free(&seed);
}

static bool is_address_end(char c)
{
    return is_space(c) || is_one_of(c, "<>\"'`|)]},");
}

/* http://…, www.…: all of it. 0: there is none. */
static size_t put_web(struct scan *scan, size_t at)
{
    static const char *const starts[] = {"http://", "https://", "ftp://", "www."};
    struct str rest = str_skip(scan->text, at), host, path;
    size_t end = 0, start = 0;

    for (size_t i = 0; i < sizeof starts / sizeof starts[0] && !start; i++)
        if (str_starts_nocase(rest, str_from(starts[i])))
            start = strlen(starts[i]);
    if (!start)
        return 0;
    while (end < rest.n && !is_address_end(rest.p[end]))
        end++;
    while (end > start && is_one_of(rest.p[end - 1], ".;:!?"))
        end--;
    if (end <= start)
        return 0;
    host = str_slice(rest, start, end);
    path = str_skip(host, str_index(host, '/', 0));
    host = str_slice(host, 0, host.n - path.n);
    buf_put(scan->out, str_slice(rest, 0, start));
    put_seeded(scan, "host ", host);
    buf_puts(scan->out, ".example");
    if (path.n > 1) {
        buf_putc(scan->out, '/');
        put_seeded(scan, "path ", path);
    }
    return at + end;
}

static bool is_mail_byte(char c)
{
    return is_alnum(c) || (unsigned char)c >= 0x80 || is_one_of(c, ".!#$%&'*+/=?^_{|}~-");
}

static bool is_host_byte(char c)
{
    return is_alnum(c) || (unsigned char)c >= 0x80 || c == '.' || c == '-';
}

/* local@domain. 0: there is none. */
static size_t put_mail(struct scan *scan, size_t at)
{
    struct str text = scan->text, local, domain;
    size_t sign = at, end;

    if (at < scan->no_mail_before)
        return 0;
    while (sign < text.n && is_mail_byte(text.p[sign]) && text.p[sign] != '/')
        sign++;
    end = sign + 1;
    while (sign < text.n && text.p[sign] == '@' && end < text.n && is_host_byte(text.p[end]))
        end++;
    while (end > sign + 1 && !is_alnum(text.p[end - 1]) && (unsigned char)text.p[end - 1] < 0x80)
        end--;
    if (sign == at || end <= sign + 1) {
        scan->no_mail_before = sign;
        return 0;
    }
    local = str_slice(text, at, sign);
    domain = str_slice(text, sign + 1, end);
    put_seeded(scan, "mail ", local);
    buf_putc(scan->out, '@');
    put_seeded(scan, "host ", domain);
    buf_puts(scan->out, str_index(domain, '.', 0) < domain.n ? ".example" : "");
    return end;
}

/* ---- numbers */

static bool are_digits(struct str s, size_t from, size_t to)
{
    bool are = to <= s.n;

    for (size_t i = from; are && i < to; i++)
        are = is_digit(s.p[i]);
    return are;
}

/* 2026-11-18, 18.11.2026, 2019-2024: bytes of a date or of years that begin here; 0: none. */
static size_t date_at(struct str text, size_t at)
{
    struct str s = str_slice(text, at, at + 11);
    bool is_iso = are_digits(s, 0, 4) && s.n > 9 && s.p[4] == '-' && are_digits(s, 5, 7) && s.p[7] == '-' &&
                  are_digits(s, 8, 10);
    bool are_years = are_digits(s, 0, 4) && s.n > 8 && s.p[4] == '-' && are_digits(s, 5, 9) &&
                     (s.n < 10 || !is_digit(s.p[9]));
    size_t first = are_digits(s, 0, 2) ? 2 : 1, second;

    if (is_iso)
        return 10;
    if (are_years)
        return 9;
    if (!are_digits(s, 0, first) || s.n <= first || !(s.p[first] == '.' || s.p[first] == '/'))
        return 0;
    second = first + 1 + (are_digits(s, first + 1, first + 3) ? 2 : 1);
    return second + 5 <= s.n && are_digits(s, first + 1, second) && s.p[second] == s.p[first] &&
                   are_digits(s, second + 1, second + 5)
               ? second + 5
               : 0;
}

static bool is_phone_byte(char c)
{
    return is_digit(c) || c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '+';
}

/* Where a telephone number that begins here ends: seven digits or more, three of them together. 0: none. */
static size_t phone_end(struct scan *scan, size_t at)
{
    enum { LEAST = 7, MOST = 20 };
    struct str text = scan->text;
    size_t digits = 0, together = 0, most = 0, end = at, i;
    bool is_sure = text.p[at] == '+' || text.p[at] == '0' || text.p[at] == '(' || scan->context->is_phone;

    for (i = at;
         i < text.n && is_phone_byte(text.p[i]) && (i == at || is_digit(text.p[i - 1]) || !date_at(text, i));
         i++) {
        together = is_digit(text.p[i]) ? together + 1 : 0;
        most = together > most ? together : most;
        digits += is_digit(text.p[i]);
        if (is_digit(text.p[i]))
            end = i + 1;
    }
    if (digits >= (scan->context->is_phone ? 3 : LEAST) && digits <= MOST && (most > 2 || is_sure))
        return end;
    scan->no_phone_before = i;
    return 0;
}

static size_t put_phone(struct scan *scan, size_t at)
{
    size_t end = at < scan->no_phone_before ? 0 : phone_end(scan, at);
    struct str phone = str_slice(scan->text, at, end);
    struct buf digits = {0};
    uint64_t number;

    if (!end || (end < scan->text.n && is_alpha(scan->text.p[end])))
        return 0;
    buf_puts(&digits, "phone ");
    for (size_t i = 0; i < phone.n; i++)
        if (is_digit(phone.p[i]))
            buf_putc(&digits, phone.p[i]);
    number = anon_mix(scan->anon, buf_str(&digits));
    for (size_t i = 0; i < phone.n; i++, number = number >> 3 | number << 61)
        buf_putc(scan->out, is_digit(phone.p[i]) ? (char)('0' + number % 10) : phone.p[i]);
    buf_free(&digits);
    return end;
}

/* ---- all of it */

/* A piece of a field that holds addresses or handles: it goes whole, whatever form it has. */
static size_t put_handle(struct scan *scan, size_t at)
{
    size_t end = at;
    struct str piece;

    while (end < scan->text.n && !is_address_end(scan->text.p[end]) && scan->text.p[end] != '[')
        end++;
    piece = str_slice(scan->text, at, end);
    put_seeded(scan, "handle ", piece);
    if (str_index(piece, '.', 0) < piece.n)
        buf_puts(scan->out, ".example");
    return end;
}

/* What begins at `at`, where something may begin; 0: only a word may. */
static size_t put_address(struct scan *scan, size_t at)
{
    char c = scan->text.p[at];
    bool is_start = at == 0 || !is_alnum(scan->text.p[at - 1]);
    size_t end = 0;

    if (is_start && (is_digit(c) || c == '+' || c == '(')) {
        size_t date = date_at(scan->text, at);

        if (date) {
            buf_put(scan->out, str_slice(scan->text, at, at + date));
            return at + date;
        }
        end = put_phone(scan, at);
    }
    if (!end && is_alpha(c))
        end = put_web(scan, at);
    if (!end && (is_mail_byte(c) && c != '/'))
        end = put_mail(scan, at);
    if (!end && scan->context->is_address && (is_alnum(c) || (unsigned char)c >= 0x80))
        end = put_handle(scan, at);
    return end;
}

static bool is_encoded(struct str text, size_t at)
{
    static const struct str hex = {"0123456789abcdefABCDEF", 22};

    return text.p[at] == '%' && at + 2 < text.n && str_index(hex, text.p[at + 1], 0) < hex.n &&
           str_index(hex, text.p[at + 2], 0) < hex.n;
}

void anon_put(const struct anon *anon, const struct anon_context *context, struct str text, struct buf *out)
{
    struct scan scan = {.anon = anon, .context = context, .text = text, .out = out};

    for (size_t at = 0, end; at < text.n; at = end) {
        end = put_address(&scan, at);
        if (end)
            continue;
        end = anon_word_end(text, at);
        if (end > at) {
            end = put_word(&scan, at);
            continue;
        }
        end = at + (is_encoded(text, at) ? 3 : 1);
        buf_put(out, str_slice(text, at, end));
    }
    arena_free(&scan.scratch);
}

void anon_text(const struct anon *anon, struct str text, struct buf *out)
{
    anon_put(anon, &(struct anon_context){0}, text, out);
}
