#include "base/utf8.h"
#include "vault/anon_part.h"

/* Words that values other than texts are made of, in every spelling that is read. */
static const char values[] =
    "null|yes|no|y|n|true|false|on|off|skip|none|never|every|per|daily|weekly|fortnightly|monthly|quarterly|"
    "yearly|"
    "annually|d|day|days|w|week|weeks|fortnight|mo|m|month|months|q|quarter|quarters|y|year|years|p|t|z";
/* Headings that format.md gives a meaning, and the words in them. */
static const char headings[] =
    "log|history|communications|questions|referrals|skills|insights|notes|opportunities|"
    "ideas|research|fit|value|learn|waiting|they|promised|private";
/* The head of a log's line. */
static const char log_words[] = "other|email|call|video|meet|card|message|post|letter|chat|note|in|out";

/* A file on the way. */
struct rewriting {
    const struct anon *anon;
    enum kind kind;
    const struct field *field; /* whose value the line of front matter belongs to */
    bool is_mine;              /* of the settings: a line whose values are the user's own words */
    bool was_text;             /* the last line of the body has words: a line of dashes makes it a heading */
    struct buf *out;
    struct buf line; /* a line without escapes */
};

static void put(struct rewriting *w, const char *kept, struct str text)
{
    anon_put(w->anon, &(struct anon_context){.kept = kept}, text, w->out);
}

/* ---- escapes */

static bool hex_number(struct str s, size_t at, size_t digits, uint32_t *number)
{
    static const struct str hex = {"0123456789abcdef", 16};

    *number = 0;
    for (size_t i = at; i < at + digits; i++) {
        size_t digit = i < s.n ? str_index(hex, to_lower(s.p[i]), 0) : hex.n;

        if (digit == hex.n)
            return false;
        *number = *number * 16 + (uint32_t)digit;
    }
    return true;
}

/* A letter of another alphabet that a double-quoted scalar of YAML writes as \xe9 or \u00e9; bytes it takes, or 0. */
static size_t yaml_escape(struct str s, size_t at, uint32_t *letter)
{
    char c = at + 1 < s.n ? s.p[at + 1] : '\0';
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    bool is_escaped = at > 0 && s.p[at - 1] == '\\';

    return digits && !is_escaped && hex_number(s, at + 2, digits, letter) ? digits + 2 : 0;
}

/* The same for &#233; and &#xe9; of Markdown. */
static size_t html_escape(struct str s, size_t at, uint32_t *letter)
{
    size_t end = str_index(str_slice(s, 0, at + 12), ';', at), from = at + 2;

    if (end >= s.n || end >= at + 12 || end < at + 4 || s.p[at + 1] != '#')
        return 0;
    if (s.p[from] == 'x' || s.p[from] == 'X')
        return hex_number(s, from + 1, end - from - 1, letter) ? end + 1 - at : 0;
    return str_number(str_slice(s, from, end), 0x10ffff, letter) ? end + 1 - at : 0;
}

/* And for a path's %C3%A9. */
static size_t percent_escape(struct str s, size_t at, uint32_t *letter)
{
    char bytes[4];
    size_t n = 0;
    uint32_t byte;
    struct str rest;

    while (n < sizeof bytes && at + 3 * n < s.n && s.p[at + 3 * n] == '%' &&
           hex_number(s, at + 3 * n + 1, 2, &byte) && byte >= 0x80)
        bytes[n++] = (char)byte;
    if (n < 2)
        return 0;
    rest = (struct str){bytes, n};
    *letter = utf8_next(&rest);
    return *letter == 0xfffd ? 0 : (n - rest.n) * 3;
}

/* The line with letters in the place of what stands for letters. */
static struct str plain(struct rewriting *w, struct str line, bool is_yaml)
{
    if (str_index(line, '\\', 0) == line.n && str_index(line, '%', 0) == line.n &&
        str_index(line, '&', 0) == line.n)
        return line;
    buf_reset(&w->line);
    for (size_t at = 0, n; at < line.n; at += n) {
        uint32_t letter = 0;

        n = line.p[at] == '\\' && is_yaml   ? yaml_escape(line, at, &letter)
            : line.p[at] == '&' && !is_yaml ? html_escape(line, at, &letter)
            : line.p[at] == '%'             ? percent_escape(line, at, &letter)
                                            : 0;
        if (n && letter < 0x110000 && utf8_is_letter(letter)) {
            utf8_put(&w->line, letter);
        } else {
            n = 1;
            buf_putc(&w->line, line.p[at]);
        }
    }
    return buf_str(&w->line);
}

/* ---- front matter */

static bool is_text(const struct field *field)
{
    return field->type == TYPE_TEXT || field->type == TYPE_TEXTS || field->type == TYPE_LINK ||
           field->type == TYPE_LINKS;
}

/* What stands in a value, without quotes and a comment. */
static struct str bare(struct str value)
{
    size_t comment = str_find(value, STR(" #"), 0);

    value = str_trim(str_slice(value, 0, comment));
    if (value.n > 1 && (value.p[0] == '"' || value.p[0] == '\'') && value.p[value.n - 1] == value.p[0])
        value = str_slice(value, 1, value.n - 1);
    return value;
}

static void put_value(struct rewriting *w, struct str value)
{
    const struct field *field = w->field;
    struct anon_context context = {0};

    if (field && field->words && schema_word(field->words, bare(value))) {
        buf_put(w->out, value);
        return;
    }
    if (field) {
        context.is_place = field->key == KEY_PLACE;
        context.is_phone = field->key == KEY_PHONE;
        context.is_address = field->key == KEY_URL || field->key == KEY_LINKEDIN;
        context.kept = field->key == KEY_NAME ? "first|last" : is_text(field) ? NULL : values;
    }
    anon_put(w->anon, &context, value, w->out);
}

/* Where the value of a line at the left margin begins, behind the key's colon; 0: the line has no key. */
static size_t value_at(struct str line)
{
    size_t colon = str_index(line, ':', 0);

    while (colon < line.n && colon + 1 < line.n && !is_space(line.p[colon + 1]))
        colon = str_index(line, ':', colon + 1);
    return !line.n || colon == line.n || is_space(line.p[0]) || line.p[0] == '-' || line.p[0] == '#'
               ? 0
               : colon + 1;
}

static void put_yaml_line(struct rewriting *w, struct str line)
{
    size_t at = value_at(line);
    struct str key = bare(str_slice(line, 0, at ? at - 1 : 0));

    if (at) {
        w->field = schema_find(w->kind, key);
        if (w->field)
            buf_put(w->out, str_slice(line, 0, at));
        else
            put(w, NULL, str_slice(line, 0, at));
    }
    put_value(w, str_skip(line, at));
}

/* Of the settings only who I am, and saved views. */
static void put_settings_line(struct rewriting *w, struct str line)
{
    size_t at = value_at(line);
    struct str key = bare(str_slice(line, 0, at ? at - 1 : 0));

    if (at)
        w->is_mine = str_equal_nocase(key, STR("me")) || str_equal_nocase(key, STR("views"));
    buf_put(w->out, str_slice(line, 0, at));
    if (w->is_mine)
        put(w, "name|email", str_skip(line, at));
    else
        buf_put(w->out, str_skip(line, at));
}

/* ---- body */

/* Where the head of a log's line ends: `- 2026-11-12 15:00 email in:`. 0: it is none. */
static size_t log_head(struct str line)
{
    size_t at = 0, end;

    while (at < line.n &&
           (is_space(line.p[at]) || is_digit(line.p[at]) || str_index(STR("-*+.)"), line.p[at], 0) < 5))
        at++;
    /* A date was gone past: its last part and the two dashes. */
    if (at < 12 || str_index(str_slice(line, 0, at), '-', 2) == at)
        return 0;
    end = str_find(line, STR(": "), at);
    return end < line.n ? end : line.n;
}

static bool is_underline(struct str line)
{
    line = str_trim(line);
    for (size_t i = 1; i < line.n; i++)
        if (line.p[i] != line.p[0])
            return false;
    return line.n && (line.p[0] == '=' || line.p[0] == '-');
}

static void put_body_line(struct rewriting *w, struct str line, struct str next)
{
    struct str text = str_trim(line);
    size_t head = 0;

    if (str_starts(text, STR("#")) || is_underline(next)) {
        put(w, headings, line);
        return;
    }
    if (text.n && str_index(STR("-*+"), text.p[0], 0) < 3)
        head = log_head(line);
    put(w, log_words, str_slice(line, 0, head));
    put(w, NULL, str_skip(line, head));
}

/* ---- the file */

static struct str next_line(struct str *rest)
{
    size_t end = str_index(*rest, '\n', 0);
    struct str line = str_slice(*rest, 0, end + 1);

    *rest = str_skip(*rest, end + 1);
    return line;
}

static bool is_fence(struct str line, bool is_end)
{
    struct str text = str_trim(line);

    return str_equal(text, STR("---")) || (is_end && str_equal(text, STR("...")));
}

/* Whether front matter that begins here is closed. */
static bool is_closed(struct str rest)
{
    while (rest.n)
        if (is_fence(next_line(&rest), true))
            return true;
    return false;
}

static void put_front(struct rewriting *w, struct str *rest)
{
    struct str bom = STR("\xef\xbb\xbf"), all = *rest, line;

    if (str_starts(all, bom))
        all = str_skip(all, bom.n);
    line = next_line(&all);
    if (!is_fence(line, false) || !is_closed(all))
        return;
    buf_put(w->out, str_slice(*rest, 0, rest->n - all.n));
    do {
        line = next_line(&all);
        put_yaml_line(w, plain(w, line, true));
    } while (!is_fence(line, true));
    *rest = all;
}

void anon_put_file(void *context, enum kind kind, struct str bytes, struct buf *out)
{
    struct rewriting w = {.anon = context, .kind = kind, .out = out};
    struct str rest = bytes;

    if (utf8_invalid(bytes) < bytes.n) {
        buf_put(out, bytes); /* of such a file nothing is read */
        return;
    }
    if ((int)kind < (int)KIND_SETTINGS)
        put_front(&w, &rest);
    while (rest.n) {
        struct str line = next_line(&rest), behind = rest;

        if (kind == KIND_SETTINGS)
            put_settings_line(&w, plain(&w, line, true));
        else
            put_body_line(&w, plain(&w, line, false), next_line(&behind));
    }
    buf_free(&w.line);
}

void anon_put_path(void *context, struct str path, struct buf *out)
{
    const struct anon *anon = context;
    struct str end = str_ends(path, STR(".md")) ? STR(".md") : (struct str){0}, below = {0};

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        struct str folder = anon->folders[kind];

        if (path.n > folder.n && str_starts(path, folder) && path.p[folder.n] == '/' &&
            (!below.p || path.n - folder.n - 1 < below.n))
            below = str_skip(path, folder.n + 1);
    }
    buf_put(out, str_slice(path, 0, path.n - below.n));
    anon_text(anon, str_slice(below, 0, below.n - end.n), out);
    buf_put(out, below.n ? end : (struct str){0});
}
