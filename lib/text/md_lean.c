#include "text/md_lean.h"

#include <string.h>

/* A heading's line and what stands below it, up to the next heading; the first may have no heading. */
struct part {
    size_t start, text, end; /* of the heading's line, of what stands below it, of the next heading */
    uint32_t line;           /* of `start`, from 1 */
    int level;
    bool is_wanted;  /* by the name of its heading or of one around it */
    bool keeps_head; /* its heading is given to cmark */
    bool keeps_text;
};

struct lean {
    struct arena *arena;
    struct str body;
    unsigned want;
    struct {
        VEC(struct part);
    } parts;
    uint32_t line;    /* that is being looked at, from 1 */
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

static bool is_markup(char c)
{
    switch (c) {
    case '*':
    case '_':
    case '`':
    case '&':
    case '\\':
    case '[':
    case '<':
    case '!':
    case '~': return true;
    default: return false;
    }
}

/* Whether a heading may be one of a wanted name; one with markup may be any. */
static bool may_be_wanted(struct str heading, unsigned want)
{
    for (size_t i = 0; i < heading.n; i++)
        if (is_markup(heading.p[i]))
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

    *part = (struct part){.start = at, .text = next, .line = lean->line, .level = level};
    if (level <= lean->wanted_level)
        lean->wanted_level = 0;
    if (!lean->wanted_level && may_be_wanted(str_slice(lean->body, at, next), lean->want))
        lean->wanted_level = level;
    part->is_wanted = lean->wanted_level > 0;
}

/* Closes the fence that is open where the line does: indented by three spaces at most, nothing after it. */
static void close_fence(struct lean *lean, struct str line)
{
    size_t indent = run_of(line, ' ');
    struct str rest = str_skip(line, indent);
    size_t n = run_of(rest, lean->fence_sign);

    if (indent <= 3 && n >= lean->fence && !str_trim(str_skip(rest, n)).n)
        lean->fence = 0;
}

/* A fence that opens in column 1: three or more ` or ~ (CommonMark 0.30, section 4.5); and what stands in it. */
static bool take_fence(struct lean *lean, struct str line)
{
    char sign = line.n ? line.p[0] : '\0';
    size_t n = run_of(line, sign);

    if (lean->fence) {
        close_fence(lean, line);
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

    while (n < line.n && !is_alpha(line.p[n]) && strchr(" >-*+.)0123456789", line.p[n]))
        n++;
    line = str_skip(line, n);
    return line.n && (line.p[0] == '<' || str_starts(line, STR("```")) || str_starts(line, STR("~~~")));
}

/* Whether a task in the text may have a day: `done` or, with `due` too, `due`, or their signs. */
static bool has_mark(struct str text, bool due_too)
{
    return str_find_nocase(text, STR("done"), 0) < text.n || str_find(text, STR("\u2705"), 0) < text.n ||
           (due_too &&
            (str_find_nocase(text, STR("due"), 0) < text.n || str_find(text, STR("\U0001F4C5"), 0) < text.n));
}

/* Whether there may be a task that says what is due: an open one, or a ticked one with its day; or any with a day. */
static bool has_task(struct str text, unsigned want)
{
    bool is_for_due = want & MD_WANT_DUE, is_settled = false;

    if (!(want & MD_WANT_TASKS))
        return false;
    for (size_t at = str_index(text, '[', 0); at + 2 < text.n; at = str_index(text, '[', at + 1)) {
        char sign = to_lower(text.p[at + 1]);

        if (text.p[at + 2] != ']')
            continue;
        if (is_for_due && sign == ' ')
            return true;
        is_settled |= sign == 'x' || (!is_for_due && (sign == ' ' || sign == '-'));
    }
    return is_settled && has_mark(text, !is_for_due);
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
    *vec_add(&lean->parts, lean->arena) = (struct part){.line = 1};
    for (size_t at = 0; at < body.n && !lean->is_doubtful;) {
        size_t end = str_index(body, '\n', at), next = end < body.n ? end + 1 : end;

        lean->line++;
        take_line(lean, at, next);
        at = next;
    }
    return !lean->is_doubtful && (lean->has_prose || !(lean->want & MD_WANT_PROSE));
}

/* Keeps the parts that are wanted or hold a task, and each heading that encloses one of them. */
static bool choose(struct lean *lean)
{
    bool is_any = false;
    int level = 0; /* headings above this level enclose a part that is kept */

    for (uint32_t i = lean->parts.n; i-- > 0;) {
        struct part *part = &lean->parts.at[i];

        part->end = i + 1 < lean->parts.n ? lean->parts.at[i + 1].start : lean->body.n;
        part->keeps_text =
            part->is_wanted || has_task(str_slice(lean->body, part->text, part->end), lean->want);
        part->keeps_head = part->keeps_text || part->level < level;
        if (part->keeps_head)
            level = part->level;
        is_any |= part->keeps_text;
    }
    return is_any;
}

/* The lines being put together, and where each one stood. */
struct copy {
    char *next;
    uint32_t *line;
};

static void put(struct copy *copy, struct str text, uint32_t line)
{
    for (size_t at = 0; at < text.n; at = str_index(text, '\n', at) + 1)
        *copy->line++ = line++;
    if (text.n)
        memcpy(copy->next, text.p, text.n);
    copy->next += text.n;
}

struct md_lean md_lean(struct arena *arena, struct str body, unsigned want, bool *has_prose)
{
    struct lean lean = {.arena = arena, .body = body, .want = want, .after_blank = true};
    struct md_lean result = {.body = body};
    struct copy copy;
    char *start;

    if (!divide(&lean))
        return result;
    *has_prose = lean.has_prose;
    if (!choose(&lean))
        return (struct md_lean){0};
    copy = (struct copy){start = arena_chars(arena, body.n + 1),
                         arena_new_array(arena, uint32_t, lean.line + 1)};
    result.lines = copy.line;
    for (uint32_t i = 0; i < lean.parts.n; i++) {
        const struct part *part = &lean.parts.at[i];

        if (part->keeps_head)
            put(&copy, str_slice(body, part->start, part->text), part->line);
        if (part->keeps_text)
            put(&copy, str_slice(body, part->text, part->end), part->line + (part->text > part->start));
    }
    result.body = (struct str){start, (size_t)(copy.next - start)};
    return result;
}
