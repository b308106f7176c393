#include "text/edit_quote.h"

#include "base/utf8.h"

/* Words that are no text to one YAML at least. Without `is_words`, those of the second table are meant so. */
static const char *const never_plain[] = {
    "~",  "null", "Null", "NULL", "yes", "Yes", "YES", "no", "No", "NO", "on",
    "On", "ON",   "off",  "Off",  "OFF", "y",   "Y",   "n",  "N",  "<<", "=",
};
static const char *const no_words[] = {
    "true",  "True",  "TRUE",  "false", "False", "FALSE", ".inf", ".Inf", ".INF",
    "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN",
};

static bool is_one_of(struct str value, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(value, str_from(words[i])))
            return true;
    return false;
}

/* Whether `c` is one of `set`; NUL is not. */
static bool is_in(char c, const char *set)
{
    return c && strchr(set, c);
}

static size_t skip_digits(struct str value, size_t at)
{
    while (at < value.n && is_digit(value.p[at]))
        at++;
    return at;
}

/* A whole or decimal number that YAML 1.1 and 1.2 read alike: no zero in front, no exponent. */
static bool is_number(struct str value)
{
    size_t start = value.n && value.p[0] == '-';
    size_t at = skip_digits(value, start);

    if (at == start || (value.p[start] == '0' && at > start + 1))
        return false;
    return at == value.n || (value.p[at] == '.' && at + 1 < value.n && skip_digits(value, at + 1) == value.n);
}

/* Begins like 2026-11-18. */
static bool is_date(struct str value)
{
    const char form[] = "0000-00-00";

    if (value.n < sizeof form - 1)
        return false;
    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == '-' ? value.p[i] != '-' : !is_digit(value.p[i]))
            return false;
    return true;
}

/* Whether a reader of YAML 1.1 or 1.2 might take it for a number or a time. Rather too often: quotes do no harm. */
static bool looks_numeric(struct str value)
{
    size_t at = is_in(value.p[0], "+-");

    at += at < value.n && value.p[at] == '.';
    if (at == value.n || !is_digit(value.p[at]))
        return false;
    for (; at < value.n; at++)
        if (!is_digit(value.p[at]) && !is_in(value.p[at], "abcdefABCDEFxXoO_+-.:TtZz "))
            return false;
    return true;
}

/* Whether some reader would take the plain `value`, not empty, for something else than is meant. */
static bool is_ambiguous(struct str value, bool is_words)
{
    if (is_one_of(value, never_plain, sizeof never_plain / sizeof *never_plain))
        return true;
    if (is_words && is_one_of(value, no_words, sizeof no_words / sizeof *no_words))
        return true;
    if (!looks_numeric(value))
        return false;
    return is_words || (!is_number(value) && !is_date(value));
}

/* A character that stands in no plain or '…' text: control characters, line breaks of YAML 1.1, and what its reader refuses. */
static bool needs_escape(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE ||
           c == 0xFFFF;
}

static bool has_escape(struct str value)
{
    while (value.n)
        if (needs_escape(utf8_next(&value)))
            return true;
    return false;
}

/* Whether plain text may begin as `value`, not empty, does (YAML 1.1, 9.1.3), and is no fence. */
static bool may_begin(struct str value)
{
    if (is_in(value.p[0], ",[]{}#&*!|>'\"%@` "))
        return false;
    if (is_in(value.p[0], "-?:") && (value.n == 1 || is_in(value.p[1], " ,[]{}?")))
        return false;
    return !str_starts(value, STR("---")) && !str_starts(value, STR("..."));
}

/* Whether `value` may stand plain. Between [ ] and { } readers disagree about colons: none stands there. */
static bool may_be_plain(struct str value, const struct quoting *quoting)
{
    if (!value.n || !may_begin(value) || value.p[value.n - 1] == ' ' || has_escape(value))
        return false;
    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];

        if (quoting->in_flow && is_in(c, ",[]{}?:"))
            return false;
        if (c == ':' && (i + 1 == value.n || value.p[i + 1] == ' '))
            return false;
        if (c == '#' && value.p[i - 1] == ' ')
            return false;
    }
    return !is_ambiguous(value, quoting->is_words);
}

static void put_escaped(struct buf *out, uint32_t c)
{
    if (c == '\n')
        buf_puts(out, "\\n");
    else if (c == '\t')
        buf_puts(out, "\\t");
    else if (c == '\r')
        buf_puts(out, "\\r");
    else
        buf_printf(out, c < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)c);
}

static void put_double(struct buf *out, struct str value)
{
    buf_putc(out, '"');
    while (value.n) {
        struct str rest = value;
        uint32_t c = utf8_next(&rest);

        if (needs_escape(c)) {
            put_escaped(out, c);
        } else {
            if (c == '"' || c == '\\')
                buf_putc(out, '\\');
            buf_put(out, str_slice(value, 0, value.n - rest.n));
        }
        value = rest;
    }
    buf_putc(out, '"');
}

static void put_single(struct buf *out, struct str value)
{
    buf_putc(out, '\'');
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == '\'')
            buf_putc(out, '\'');
        buf_putc(out, value.p[i]);
    }
    buf_putc(out, '\'');
}

void quote_put(struct buf *out, struct str value, const struct quoting *quoting)
{
    if (!quoting->always && may_be_plain(value, quoting))
        buf_put(out, value);
    else if (quoting->mark == '\'' && !has_escape(value))
        put_single(out, value);
    else
        put_double(out, value);
}
