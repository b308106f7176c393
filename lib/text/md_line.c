#include "text/md_line.h"

#include <string.h>

#include "base/dateword.h"
#include "base/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* No date is longer, in digits or in words; what runs on is none. */
enum { LONGEST_DATE = 40 };

/* C1 controls are two bytes: this one and 80 to 9F. */
static const unsigned char c1_lead = 0xC2;

void md_text_add(struct md_text *text, struct arena *arena, struct str s, enum md_inside inside)
{
    if (!s.n)
        return;
    if (s.n > text->cap - text->n) {
        size_t cap = text->cap * 2 + s.n + 256;

        text->p = arena_grow(arena, text->p, text->n, cap);
        text->inside = arena_grow(arena, text->inside, text->n, cap);
        text->cap = cap;
    }
    memcpy(text->p + text->n, s.p, s.n);
    memset(text->inside + text->n, (int)inside, s.n);
    text->n += s.n;
}

void md_text_keep(struct md_text *text, size_t *kept, size_t from, size_t to)
{
    if (*kept != from) {
        memmove(text->p + *kept, text->p + from, to - from);
        memmove(text->inside + *kept, text->inside + from, to - from);
    }
    *kept += to - from;
}

/* The length of the white space or control character at `at`, or 0. */
static size_t blank_at(struct str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];

    if (c <= ' ' || c == 0x7F)
        return 1;
    if (c != c1_lead || at + 1 == s.n)
        return 0;
    return (unsigned char)s.p[at + 1] < 0xA0 ? 2 : 0;
}

static bool is_one_of(const char *set, char c)
{
    return c && strchr(set, c);
}

static size_t skip_blank(struct str s, size_t at)
{
    size_t n;

    while (at < s.n && (n = blank_at(s, at)))
        at += n;
    return at;
}

struct str md_line_token(struct str s)
{
    size_t n = 0;

    while (n < s.n && !blank_at(s, n))
        n++;
    return str_slice(s, 0, n);
}

bool md_line_is_blank(struct str s)
{
    return skip_blank(s, 0) == s.n;
}

struct str md_line_fold(struct str s, char *out)
{
    size_t n = 0, at = skip_blank(s, 0);

    while (at < s.n) {
        size_t blank;

        while (at < s.n && s.p[at] > ' ' && s.p[at] < 0x7F) /* most of it, without further ado */
            out[n++] = s.p[at++];
        if (at == s.n)
            break;
        blank = blank_at(s, at);
        if (!blank) {
            out[n++] = s.p[at++];
            continue;
        }
        at = skip_blank(s, at + blank);
        if (at < s.n)
            out[n++] = ' ';
    }
    return (struct str){out, n};
}

struct str md_line_cut(struct str s, size_t most)
{
    size_t n = s.n;

    if (n > most) {
        n = most;
        while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
            n--;
    }
    return str_trim(str_slice(s, 0, n));
}

/* --- wiki-links --- */

size_t md_line_wiki(struct str s, struct md_link *link)
{
    size_t at = 2, bar = 0;

    if (s.n < 5 || s.p[0] != '[' || s.p[1] != '[')
        return 0;
    for (; at < s.n && s.p[at] != ']'; at++) {
        if (s.p[at] == '[' || (blank_at(s, at) && s.p[at] != ' '))
            return 0;
        if (s.p[at] == '|' && !bar)
            bar = at;
    }
    if (at + 1 >= s.n || s.p[at + 1] != ']')
        return 0;
    *link = (struct md_link){
        .form = MD_LINK_WIKI,
        .target = str_trim(str_slice(s, 2, bar ? bar : at)),
        .label = bar ? str_trim(str_slice(s, bar + 1, at)) : STR(""),
    };
    return link->target.n ? at + 2 : 0;
}

bool md_wiki_link_parse(struct str s, struct md_link *link)
{
    struct md_link found;

    if (!s.n || md_line_wiki(s, &found) != s.n)
        return false;
    *link = found;
    return true;
}

/* --- targets --- */

static int hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool md_line_has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ' && blank_at(s, i))
            return true;
    return false;
}

struct str md_line_decode(struct str url, char *out)
{
    size_t n = 0;

    for (size_t i = 0; i < url.n; i++) {
        int high = url.p[i] == '%' && i + 2 < url.n ? hex_value(url.p[i + 1]) : -1;
        int low = high >= 0 ? hex_value(url.p[i + 2]) : -1;

        out[n++] = low >= 0 ? (char)(high * 16 + low) : url.p[i];
        i += low >= 0 ? 2 : 0;
    }
    return (struct str){out, n};
}

/* --- headings --- */

static unsigned theirs_role(struct str title)
{
    for (size_t i = 0; i < title.n; i++) {
        char c = to_lower(title.p[i]);

        if (c == 'w' && str_starts_nocase(str_skip(title, i), STR("waiting")))
            return MD_ROLE_THEIRS;
        if (c == 't' && str_starts_nocase(str_skip(title, i), STR("they promised")))
            return MD_ROLE_THEIRS;
    }
    return 0;
}

static unsigned named_role(struct str name)
{
    static const struct {
        const char *name;
        unsigned role;
    } names[] = {
        {"log", MD_ROLE_LOG},
        {"history", MD_ROLE_LOG},
        {"communications", MD_ROLE_LOG},
        {"questions", MD_ROLE_QUESTIONS},
        {"referrals", MD_ROLE_REFERRALS},
        {"skills", MD_ROLE_SKILLS},
        {"insights", MD_ROLE_NOTES},
        {"notes", MD_ROLE_NOTES},
    };

    for (size_t i = 0; i < COUNT(names); i++)
        if (name.n && to_lower(name.p[0]) == names[i].name[0] &&
            str_equal_nocase(name, str_from(names[i].name)))
            return names[i].role;
    return 0;
}

static bool cut_end(struct str *s, struct str end)
{
    if (s->n < end.n || !str_equal_nocase(str_skip(*s, s->n - end.n), end))
        return false;
    *s = str_trim(str_slice(*s, 0, s->n - end.n));
    return true;
}

unsigned md_line_title(struct str *title)
{
    unsigned roles = theirs_role(*title);

    for (;;) {
        if (cut_end(title, STR("(private)")))
            roles |= MD_ROLE_PRIVATE;
        else if (!cut_end(title, STR(":")))
            return roles | named_role(*title);
    }
}

/* --- tasks --- */

bool md_line_marker(struct str s, enum md_task_state *state)
{
    if (s.n < 3 || s.p[0] != '[' || s.p[2] != ']' || (s.n > 3 && !blank_at(s, 3)))
        return false;
    switch (s.p[1]) {
    case ' ': *state = MD_TASK_OPEN; return true;
    case 'x':
    case 'X': *state = MD_TASK_DONE; return true;
    case '-': *state = MD_TASK_DROPPED; return true;
    default: return false;
    }
}

/*
 * Whether a character may be part of a word. Beyond ASCII: all but the blocks of
 * punctuation, symbols and emoji, which is as near as a mark's surroundings need.
 */
static bool is_word_character(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } others[] = {
        {0x0080, 0x00A9}, {0x00AB, 0x00B1}, {0x00B4, 0x00B4},   {0x00B6, 0x00B8}, {0x00BB, 0x00BB},
        {0x00BF, 0x00BF}, {0x00D7, 0x00D7}, {0x00F7, 0x00F7},   {0x2000, 0x206F}, {0x20A0, 0x20CF},
        {0x2190, 0x245F}, {0x2500, 0x2BFF}, {0x2E00, 0x2E7F},   {0x3000, 0x3004}, {0x3008, 0x3020},
        {0x3030, 0x3030}, {0xFE00, 0xFE6F}, {0xFEFF, 0xFF0F},   {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40},
        {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFD}, {0x1F000, 0x1FAFF},
    };

    if (c < 0x80)
        return is_alnum((char)c);
    for (size_t i = 0; i < COUNT(others); i++)
        if (c <= others[i].last)
            return c < others[i].first;
    return true;
}

static bool word_before(struct str s, size_t at)
{
    size_t from = at;
    struct str rest;

    if (!at)
        return false;
    do
        from--;
    while (from && at - from < 4 && ((unsigned char)s.p[from] & 0xC0) == 0x80);
    rest = str_slice(s, from, at);
    return is_word_character(utf8_next(&rest));
}

static bool word_after(struct str s, size_t at)
{
    struct str rest = str_skip(s, at);

    if (!rest.n)
        return false;
    return rest.p[0] == '_' || rest.p[0] == '-' || is_word_character(utf8_next(&rest));
}

bool md_line_is_date_word(struct str s)
{
    struct date_frame frame = {date_of(2000, 1, 1), MONDAY, DATE_FUTURE};
    struct stamp stamp;
    const char *why;

    return s.n <= LONGEST_DATE && date_word_parse(s, &frame, &stamp, &why);
}

static struct str without_punctuation(struct str s)
{
    while (s.n && is_one_of(".,;:!?", s.p[s.n - 1]))
        s.n--;
    return s;
}

/* What a mark was found to be. */
struct found {
    struct md_mark mark;
    size_t from, to; /* what is cut: the mark with its own brackets */
    bool is_done;
};

/* The date token at `at`: to white space, a closing bracket or code. */
static struct str token_at(const struct md_text *text, size_t at)
{
    struct str s = {text->p, text->n};
    size_t to = at;

    while (to < s.n && s.p[to] != ')' && s.p[to] != ']' && text->inside[to] != MD_IN_CODE && !blank_at(s, to))
        to++;
    return without_punctuation(str_slice(s, at, to));
}

/* Fills `*found` with the mark from `at` whose token starts at `start`; false where there is none. */
static bool mark_with_token(const struct md_text *text, size_t at, size_t start, struct found *found)
{
    struct str token = token_at(text, start);
    size_t to = start + token.n;

    if (!token.n || memchr(text->inside + at, MD_IN_CODE, start - at))
        return false;
    found->mark = (struct md_mark){token, {text->p + at, to - at}};
    found->from = at;
    found->to = to;
    if (at && to < text->n &&
        ((text->p[at - 1] == '(' && text->p[to] == ')') || (text->p[at - 1] == '[' && text->p[to] == ']'))) {
        found->from--;
        found->to++;
    }
    return true;
}

/* `due:DATE`, `due:: DATE`, and the same with `done`. */
static bool mark_by_word(const struct md_text *text, size_t at, struct found *found)
{
    struct str s = {text->p, text->n}, rest = str_skip(s, at);
    size_t start = at;

    found->is_done = str_starts_nocase(rest, STR("done:"));
    if (found->is_done)
        start += 5;
    else if (str_starts_nocase(rest, STR("due:")))
        start += 4;
    else
        return false;
    if (start < s.n && s.p[start] == ':')
        start = skip_blank(s, start + 1);
    return mark_with_token(text, at, start, found);
}

/* `📅 DATE` and `✅ DATE`, with or without a variation selector (U+FE0F). */
static bool mark_by_emoji(const struct md_text *text, size_t at, struct found *found)
{
    struct str s = {text->p, text->n}, rest = str_skip(s, at);
    size_t start = at;

    found->is_done = str_starts(rest, STR("\xE2\x9C\x85"));
    if (found->is_done)
        start += 3;
    else if (str_starts(rest, STR("\xF0\x9F\x93\x85")))
        start += 4;
    else
        return false;
    if (str_starts(str_skip(s, start), STR("\xEF\xB8\x8F")))
        start += 3;
    return mark_with_token(text, at, skip_blank(s, start), found);
}

/* `(due DATE)`. People write "(due to rain)" too: only what may be meant as a date is a mark. */
static bool mark_in_brackets(const struct md_text *text, size_t at, struct found *found)
{
    struct str s = {text->p, text->n}, token;
    size_t start = at + 4, to;

    if (!str_starts_nocase(str_skip(s, at), STR("(due")) || start == s.n || !blank_at(s, start))
        return false;
    start = to = skip_blank(s, start);
    while (to < s.n && to - start < LONGEST_DATE && !is_one_of("()[]", s.p[to]))
        to++;
    if (to == s.n || s.p[to] != ')' || memchr(text->inside + at, MD_IN_CODE, to - at))
        return false;
    token = without_punctuation(str_trim(str_slice(s, start, to)));
    if (!token.n || (!is_digit(token.p[0]) && !md_line_is_date_word(token)))
        return false;
    *found = (struct found){{token, {s.p + at, to + 1 - at}}, at, to + 1, false};
    return true;
}

static bool mark_at(const struct md_text *text, size_t at, struct found *found)
{
    bool (*read)(const struct md_text *, size_t, struct found *);

    switch ((unsigned char)text->p[at]) {
    case 'd':
    case 'D': read = mark_by_word; break;
    case 0xE2:
    case 0xF0: read = mark_by_emoji; break;
    case '(': read = mark_in_brackets; break;
    default: return false;
    }
    /* In this order: a token may be long, and `adue:adue:…` must not be read again at each. */
    return !word_before((struct str){text->p, text->n}, at) && read(text, at, found);
}

static bool waiting_at(const struct md_text *text, size_t at)
{
    const struct str word = STR("@waiting");
    struct str s = {text->p, text->n};

    if (s.p[at] != '@' || !str_starts_nocase(str_skip(s, at), word))
        return false;
    if (memchr(text->inside + at, MD_IN_CODE, word.n))
        return false;
    return !word_before(s, at) && !word_after(s, at + word.n);
}

struct str md_line_marks(const struct md_text *text, size_t from, char *out, struct md_marks *marks)
{
    size_t n = 0;

    *marks = (struct md_marks){0};
    while (from < text->n) {
        struct found found;

        if (waiting_at(text, from)) {
            marks->waiting = true;
            from += STR("@waiting").n;
        } else if (mark_at(text, from, &found)) {
            struct md_mark *mark = found.is_done ? &marks->done : &marks->due;

            if (!mark->whole.n)
                *mark = found.mark;
            n -= from - found.from;
            from = found.to;
        } else {
            out[n++] = text->p[from++];
        }
    }
    return md_line_fold((struct str){out, n}, out);
}

/* --- log lines --- */

static const char *const kind_names[] = {
    [MD_LOG_OTHER] = "other",     [MD_LOG_EMAIL] = "email", [MD_LOG_CALL] = "call",
    [MD_LOG_VIDEO] = "video",     [MD_LOG_MEET] = "meet",   [MD_LOG_CARD] = "card",
    [MD_LOG_MESSAGE] = "message", [MD_LOG_POST] = "post",   [MD_LOG_LETTER] = "letter",
    [MD_LOG_CHAT] = "chat",       [MD_LOG_NOTE] = "note",
};

static const char *const direction_names[] = {
    [MD_DIRECTION_NONE] = "",
    [MD_DIRECTION_IN] = "in",
    [MD_DIRECTION_OUT] = "out",
};

const char *md_log_kind_name(enum md_log_kind kind)
{
    return kind < COUNT(kind_names) ? kind_names[kind] : "";
}

const char *md_direction_name(enum md_direction direction)
{
    return direction < COUNT(direction_names) ? direction_names[direction] : "";
}

const char *md_owner_name(bool theirs)
{
    return theirs ? "theirs" : "mine";
}

static bool kind_parse(struct str word, enum md_log_kind *kind)
{
    for (size_t i = 0; i < COUNT(kind_names); i++)
        if (str_equal_nocase(word, str_from(kind_names[i]))) {
            *kind = (enum md_log_kind)i;
            return true;
        }
    return false;
}

static bool direction_parse(struct str word, enum md_direction *direction)
{
    if (str_equal_nocase(word, STR("in")))
        *direction = MD_DIRECTION_IN;
    else if (str_equal_nocase(word, STR("out")))
        *direction = MD_DIRECTION_OUT;
    else
        return false;
    return true;
}

static bool clock_parse(struct str s, struct stamp *when)
{
    int16_t minute;

    if (!date_time_parse(s, &minute))
        return false;
    when->minute = minute;
    when->has_time = true;
    return true;
}

/*
 * Takes the longest start of `*rest` that `parse` accepts and that white space, a
 * colon or the end follows: the colons of a time are tried as part of it first.
 */
static bool take_when(struct str *rest, bool parse(struct str, struct stamp *), struct stamp *when)
{
    struct str word = md_line_token(str_slice(*rest, 0, LONGEST_DATE + 1));

    for (size_t n = word.n; n; n--) {
        if (n < word.n && word.p[n] != ':')
            continue;
        if (parse(str_slice(word, 0, n), when)) {
            *rest = str_skip(*rest, n);
            return true;
        }
    }
    return false;
}

/* Reads `[KIND] [in|out]`, all of `head`. */
static bool head_parse(struct str head, struct md_log_line *log)
{
    struct str word = str_word(&head);

    if (kind_parse(word, &log->kind))
        word = str_word(&head);
    if (direction_parse(word, &log->direction))
        word = str_word(&head);
    return !word.n;
}

bool md_line_log(struct str s, struct md_log_line *log)
{
    struct md_log_line found = {0}, none;
    struct str rest = str_skip(s, skip_blank(s, 0)), after;
    size_t end, line_end;

    if (!rest.n || !is_digit(rest.p[0]) || !take_when(&rest, date_iso_parse, &found.when))
        return false;
    after = rest;
    while (after.n && (after.p[0] == ' ' || after.p[0] == '\t'))
        after = str_skip(after, 1);
    if (!found.when.has_time && after.p != rest.p && take_when(&after, clock_parse, &found.when))
        rest = after;
    line_end = str_index(rest, '\n', 0);
    end = str_index(str_slice(rest, 0, line_end), ':', 0);
    none = found;
    if (head_parse(str_trim(str_slice(rest, 0, end)), &found)) {
        found.text = str_skip(rest, end + 1);
    } else {
        found = none;
        found.text = str_skip(rest, skip_blank(rest, 0));
        kind_parse(without_punctuation(md_line_token(found.text)), &found.kind);
    }
    *log = found;
    return true;
}

/* --- names --- */

struct str md_line_name(struct str folded)
{
    static const char *const ends[] = {",", ":", " (", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "};

    for (size_t at = 0; at < folded.n; at++) {
        struct str rest;

        if (!is_one_of(",: ", folded.p[at]))
            continue;
        rest = str_skip(folded, at);
        for (size_t i = 0; i < COUNT(ends); i++)
            if (str_starts(rest, str_from(ends[i])))
                return str_trim(str_slice(folded, 0, at));
    }
    return folded;
}

bool md_line_is_date_attempt(struct str token, bool is_detail)
{
    size_t digits = 0;

    while (digits < token.n && is_digit(token.p[digits]))
        digits++;
    return is_detail ? digits == 4 && digits < token.n && token.p[digits] == '-' : digits > 0;
}
