#include "text/md_lean.h"

#include <string.h>

/* A heading's line and what stands below it, up to the next heading; the first may have no heading. */
struct part {
    size_t start;
    size_t text; /* after the heading's line */
    bool is_wanted;
};

struct lean {
    struct arena *arena;
    struct str body;
    unsigned want;
    struct {
        VEC(struct part);
    } parts;
    int wanted_level; /* of the heading that opened a wanted section around here; 0: none */
    size_t fence;     /* length of the fence that is open; 0: none */
    char fence_sign;
    bool after_blank;
    bool has_prose;
    bool is_doubtful;
};

static const struct {
    enum md_want want;
    const char *word;
} section_words[] = {
    {MD_WANT_LOG, "log"},
    {MD_WANT_LOG, "history"},
    {MD_WANT_LOG, "communications"},
    {MD_WANT_QUESTIONS, "questions"},
    {MD_WANT_REFERRALS, "referrals"},
};

static bool has_byte(struct str s, char c)
{
    return s.n && memchr(s.p, c, s.n);
}

/* Whether a heading may be one of a wanted name; one with markup may be any. */
static bool may_be_wanted(struct str heading, unsigned want)
{
    static const char markup[] = "*_`&\\[<!~";

    for (const char *p = markup; *p; p++)
        if (has_byte(heading, *p))
            return true;
    for (size_t i = 0; i < sizeof section_words / sizeof section_words[0]; i++)
        if (want & section_words[i].want &&
            str_find_nocase(heading, str_from(section_words[i].word), 0) < heading.n)
            return true;
    return false;
}

/* The number of bytes `c` at the start. */
static size_t run_of(struct str s, char c)
{
    size_t n = 0;

    while (n < s.n && s.p[n] == c)
        n++;
    return n;
}

/* The level of a `#` heading in column 1, or 0. */
static int heading_level(struct str line)
{
    size_t n = run_of(line, '#');

    return n >= 1 && n <= 6 && (n == line.n || line.p[n] == ' ') ? (int)n : 0;
}

static void begin_part(struct lean *lean, size_t at, size_t next, int level)
{
    struct part *part = vec_add(&lean->parts, lean->arena);

    *part = (struct part){.start = at, .text = next};
    if (level <= lean->wanted_level)
        lean->wanted_level = 0;
    if (!lean->wanted_level && may_be_wanted(str_slice(lean->body, at, next), lean->want))
        lean->wanted_level = level;
    part->is_wanted = lean->wanted_level > 0;
}

/* A fence in column 1: three or more ` or ~; opening or closing as CommonMark 0.30, section 4.5. */
static bool take_fence(struct lean *lean, struct str line)
{
    char sign = lean->fence ? lean->fence_sign : line.n ? line.p[0] : '\0';
    size_t n = run_of(line, sign);

    if (lean->fence) {
        if (n >= lean->fence && !str_trim(str_skip(line, n)).n)
            lean->fence = 0;
        return true;
    }
    if (n < 3 || (sign != '`' && sign != '~'))
        return false;
    if (sign == '`' && has_byte(str_skip(line, n), '`')) {
        lean->is_doubtful = true;
        return false;
    }
    lean->fence = n;
    lean->fence_sign = sign;
    return true;
}

/* Whether the line underlines a heading if it follows a paragraph. */
static bool is_underline(struct str rest)
{
    char sign = rest.p[0];

    return (sign == '=' || sign == '-') && !str_trim(str_skip(rest, run_of(rest, sign))).n;
}

/* Whether, behind markers of lists and quotes, HTML or a fence may begin. */
static bool may_open_block(struct str line)
{
    size_t n = 0;

    while (n < line.n && strchr(" >-*+.)0123456789", line.p[n]))
        n++;
    line = str_skip(line, n);
    return line.n && (line.p[0] == '<' || str_starts(line, STR("```")) || str_starts(line, STR("~~~")));
}

static bool has_task(struct str text)
{
    for (size_t at = str_index(text, '[', 0); at + 2 < text.n; at = str_index(text, '[', at + 1))
        if (text.p[at + 2] == ']' && strchr(" xX", text.p[at + 1]))
            return true;
    return false;
}

static void take_line(struct lean *lean, size_t at, size_t next)
{
    struct str line = str_slice(lean->body, at, next);
    size_t indent;
    int level;

    if (str_ends(line, STR("\n")))
        line.n--;
    indent = run_of(line, ' ');
    struct str rest = str_skip(line, indent);
    bool after_blank = lean->after_blank;

    lean->after_blank = !rest.n;
    if (take_fence(lean, line) || !rest.n)
        return;
    level = heading_level(line);
    if (level) {
        begin_part(lean, at, next, level);
        lean->after_blank = true;
        return;
    }
    if ((indent && rest.p[0] == '#') || (!after_blank && is_underline(rest)) || may_open_block(line))
        lean->is_doubtful = true;
    if (after_blank && is_alpha(line.p[0]))
        lean->has_prose = true;
}

/* Finds the parts. False where there is any doubt. */
static bool divide(struct lean *lean)
{
    struct str body = lean->body;

    if (has_byte(body, '\r') || has_byte(body, '\t'))
        return false;
    for (size_t at = str_index(body, ']', 0); at + 1 < body.n; at = str_index(body, ']', at + 1))
        if (body.p[at + 1] == ':')
            return false;
    *vec_add(&lean->parts, lean->arena) = (struct part){0};
    for (size_t at = 0; at < body.n && !lean->is_doubtful;) {
        size_t end = str_index(body, '\n', at), next = end < body.n ? end + 1 : end;

        take_line(lean, at, next);
        at = next;
    }
    return !lean->is_doubtful && (lean->has_prose || !(lean->want & MD_WANT_PROSE));
}

static char *put_blank(char *out, struct str text)
{
    for (size_t at = str_index(text, '\n', 0); at < text.n; at = str_index(text, '\n', at + 1))
        *out++ = '\n';
    return out;
}

static char *put(char *out, struct str text)
{
    if (text.n)
        memcpy(out, text.p, text.n);
    return out + text.n;
}

struct str md_lean(struct arena *arena, struct str body, unsigned want, bool *has_prose)
{
    struct lean lean = {.arena = arena, .body = body, .want = want, .after_blank = true};
    char *start, *out;
    bool is_left = false;

    if (!divide(&lean))
        return body;
    *has_prose = lean.has_prose;
    start = out = arena_chars(arena, body.n + 1);
    for (uint32_t i = 0; i < lean.parts.n; i++) {
        struct part part = lean.parts.at[i];
        struct str text =
            str_slice(body, part.text, i + 1 < lean.parts.n ? lean.parts.at[i + 1].start : body.n);
        bool is_kept = part.is_wanted || has_task(text);

        is_left |= is_kept;
        out = put(out, str_slice(body, part.start, part.text));
        out = is_kept ? put(out, text) : put_blank(out, text);
    }
    return (struct str){start, is_left ? (size_t)(out - start) : 0};
}
