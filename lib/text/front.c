#include "text/front.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* A conflict marker of git is seven of `<` or `>`, then a space. */
enum { MARKER_RUN = 7 };

static bool fail(struct diag *problem, enum rule rule, struct place place, const char *message,
                 const char *hint)
{
    problem->rule = rule;
    problem->place = place;
    problem->message = str_from(message);
    problem->hint = str_from(hint);
    return false;
}

static size_t bom_length(struct str file)
{
    return str_starts(file, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

/* The offset after the line that begins at `from`, its line end included. */
static size_t line_after(struct str file, size_t from)
{
    size_t end = str_index(file, '\n', from);

    return end < file.n ? end + 1 : file.n;
}

/* The line that begins at `from`, without LF or CRLF. */
static struct str line_at(struct str file, size_t from)
{
    struct str line = str_slice(file, from, str_index(file, '\n', from));

    return str_ends(line, STR("\r")) ? str_slice(line, 0, line.n - 1) : line;
}

struct place front_place(struct str file, size_t offset)
{
    size_t start = 0, end;
    uint32_t line = 1;

    if (offset > file.n)
        offset = file.n;
    while ((end = str_index(file, '\n', start)) < offset) {
        start = end + 1;
        line++;
    }
    if (start == 0)
        start = bom_length(file);
    return (struct place){line, utf8_column(line_at(file, start), offset > start ? offset - start : 0)};
}

/* Sets the cursor to the start of a line. */
static void set_line(struct front_cursor *cursor, struct str file, size_t start, uint32_t line)
{
    *cursor = (struct front_cursor){start, str_index(file, '\n', start), {line, 1}};
}

struct place front_place_next(struct front_cursor *cursor, struct str file, size_t offset)
{
    size_t end;

    if (!cursor->place.line || offset < cursor->offset)
        set_line(cursor, file, bom_length(file), 1);
    while (cursor->line_end < offset && cursor->line_end < file.n)
        set_line(cursor, file, cursor->line_end + 1, cursor->place.line + 1);
    end = cursor->line_end;
    if (end > cursor->offset && file.p[end - 1] == '\r')
        end--;
    if (offset < end)
        end = offset;
    if (end > cursor->offset) {
        cursor->place.column += utf8_width(str_slice(file, cursor->offset, end));
        cursor->offset = end;
    }
    return cursor->place;
}

/* Text in two bytes a character: a byte-order mark says so, or every second byte of the start is NUL. */
static bool is_utf16(struct str file)
{
    if (str_starts(file, STR("\xFF\xFE")) || str_starts(file, STR("\xFE\xFF")))
        return true;
    if (file.n < 4)
        return false;
    return (!file.p[0] && file.p[1] && !file.p[2] && file.p[3]) ||
           (file.p[0] && !file.p[1] && file.p[2] && !file.p[3]);
}

static bool encoding_fine(struct arena *arena, struct str file, struct diag *problem)
{
    size_t nul = str_index(file, '\0', 0);
    size_t bad = utf8_invalid(file);
    struct buf message = {0};

    if (nul == file.n && bad == file.n)
        return true;
    if (is_utf16(file))
        return fail(problem, RULE_UTF8, (struct place){1, 1}, "the file is UTF-16, not UTF-8",
                    "save it as UTF-8 in your editor");
    if (nul < bad)
        return fail(problem, RULE_UTF8, front_place(file, nul), "a NUL byte: this is no text",
                    "delete it, or look for what the file was before it was damaged");
    buf_printf(&message, "the byte 0x%02X here is no UTF-8", (unsigned)(unsigned char)file.p[bad]);
    fail(problem, RULE_UTF8, front_place(file, bad), "",
         "save the file as UTF-8; it may be Latin-1 or Windows-1252");
    problem->message = str_copy(arena, buf_str(&message));
    buf_free(&message);
    return false;
}

/* Whether the run that holds the byte at `at` is a conflict marker at the start of a line; `*start` is then set. */
static bool is_marker(struct str file, size_t at, size_t *start)
{
    size_t from = at, to = at;

    while (from > 0 && at - from < MARKER_RUN && file.p[from - 1] == file.p[at])
        from--;
    while (to < file.n && to - from < MARKER_RUN && file.p[to] == file.p[at])
        to++;
    *start = from;
    return to - from == MARKER_RUN && to < file.n && file.p[to] == ' ' &&
           (from == bom_length(file) || (from > 0 && file.p[from - 1] == '\n'));
}

/* Looks at each seventh byte only: every run of seven covers one. `<` and `>` differ in one bit. */
static bool has_marker(struct str file, size_t *start)
{
    const int same_bits = ~('<' ^ '>');

    for (size_t i = MARKER_RUN - 1; i < file.n; i += MARKER_RUN)
        if ((file.p[i] & same_bits) == ('<' & '>') && is_marker(file, i, start))
            return true;
    return false;
}

bool front_text_fine(struct arena *arena, struct str file, struct diag *problem)
{
    size_t marker;

    if (!encoding_fine(arena, file, problem))
        return false;
    if (has_marker(file, &marker))
        return fail(problem, RULE_CONFLICT_MARKER, front_place(file, marker),
                    "an unsettled merge: a conflict marker of git",
                    "keep the lines that are right and delete those with <<<<<<<, ======= and >>>>>>>");
    return true;
}

/* `marks` alone on its line; spaces and tabs may follow. */
static bool is_fence(struct str line, const char *marks)
{
    while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
        line.n--;
    return str_equal(line, str_from(marks));
}

/* What stands at the start of a file in the place of a fence, and what is said about it. */
struct no_fence {
    const char *start;
    const char *message;
    const char *hint;
};

static const struct no_fence no_fences[] = {
    {"+++", "the front matter is TOML (+++)", "write it as YAML: \"name: Ana Lima\", between lines of ---"},
    {"{", "the front matter is JSON", "write it as YAML: \"name: Ana Lima\", between lines of ---"},
    {"\xE2\x80\x94", "the first line has a long dash in place of ---",
     "type three hyphens; the editor's smart punctuation has joined them"},
    {"\xE2\x80\x93", "the first line has a long dash in place of ---",
     "type three hyphens; the editor's smart punctuation has joined them"},
    {"", "the file has no front matter",
     "begin it with a line ---, then lines like \"name: Ana Lima\", then a line ---"},
};

/* Says why `file`, without byte-order mark, does not begin with a fence. */
static void explain_no_fence(struct str file, struct diag *problem)
{
    const struct place top = {1, 1};
    const struct no_fence *found = no_fences;
    struct str trimmed = str_trim(file);
    bool blank_line = !str_trim(line_at(file, 0)).n;

    while (!str_starts(trimmed, str_from(found->start)))
        found++;
    if (!trimmed.n)
        fail(problem, RULE_FRONT_MATTER, top, "the file is empty", found->hint);
    else if (!str_starts(trimmed, STR("---")))
        fail(problem, RULE_FRONT_MATTER, top, found->message, found->hint);
    else if (trimmed.p != file.p)
        fail(problem, RULE_FRONT_MATTER, top,
             blank_line ? "there is an empty line before the front matter"
                        : "there are spaces before the first ---",
             "--- must be the very first thing in the file: delete what stands before it");
    else if (str_starts(trimmed, STR("---\r")))
        fail(problem, RULE_FRONT_MATTER, top, "the lines end in a lone carriage return",
             "save the file with LF or CRLF line ends");
    else
        fail(problem, RULE_FRONT_MATTER, top, "the first line is not --- alone",
             "leave only --- on the first line");
}

/* Finds the closing fence from `cut->yaml.p` on and sets what lies before and after it; false where there is none. */
static bool find_close(struct str file, size_t from, struct front *cut)
{
    uint32_t line = 2;

    for (size_t at = from, after; at < file.n; at = after, line++) {
        after = line_after(file, at);
        if ((file.p[at] != '-' && file.p[at] != '.') ||
            !(is_fence(line_at(file, at), "---") || is_fence(line_at(file, at), "...")))
            continue;
        cut->yaml = str_slice(file, from, at);
        cut->body = str_skip(file, after);
        cut->yaml_line = 2;
        cut->body_line = line + 1;
        return true;
    }
    return false;
}

/* The limits on a body: cmark is quadratic in what they count. */
static bool body_fine(const struct front *cut, struct diag *problem)
{
    struct str body = cut->body;
    size_t at = 0, brackets = 0;

    if (body.n > LIMIT_BODY)
        return fail(problem, RULE_SIZE, (struct place){cut->body_line, 1},
                    "the text is over 128 KiB and is not read",
                    "split the file, or move the long part into notes/; the front matter counts");
    if (body.n <= LIMIT_BODY_BRACKETS)
        return true;
    while ((at = str_index(body, '[', at)) < body.n && ++brackets <= LIMIT_BODY_BRACKETS)
        at++;
    if (brackets <= LIMIT_BODY_BRACKETS)
        return true;
    return fail(problem, RULE_SIZE, front_place(cut->file, (size_t)(body.p - cut->file.p) + at),
                "the text has more than 4,000 \"[\" and is not read",
                "split the file, or move the long part into notes/; the front matter counts");
}

enum front_state front_split(struct arena *arena, struct str file, struct front *front, struct diag *problem)
{
    struct front cut = {.file = file};
    size_t start = bom_length(file), opened;

    cut.has_bom = start > 0;
    if (file.n > LIMIT_FILE) {
        fail(problem, RULE_SIZE, (struct place){1, 1}, "the file is over 4 MiB",
             "split it, or move it out of the vault");
        return FRONT_BAD;
    }
    if (!front_text_fine(arena, file, problem))
        return FRONT_BAD;
    if (!is_fence(line_at(file, start), "---")) {
        explain_no_fence(str_skip(file, start), problem);
        return FRONT_BAD;
    }
    opened = line_after(file, start);
    if (!find_close(file, opened, &cut)) {
        fail(problem, RULE_FRONT_MATTER, (struct place){1, 1},
             "the front matter that opens here is never closed",
             "put a line with only --- after its last field");
        return FRONT_BAD;
    }
    if (cut.yaml.n > LIMIT_FRONT_MATTER) {
        fail(problem, RULE_SIZE, (struct place){1, 1}, "the front matter is over 64 KiB",
             "move the long part below the closing ---");
        return FRONT_BAD;
    }
    *front = cut;
    return body_fine(&cut, problem) ? FRONT_FINE : FRONT_BODY_UNREAD;
}

enum front_state front_split_loose(struct arena *arena, struct str file, struct front *front,
                                   struct diag *problem)
{
    enum front_state state = front_split(arena, file, front, problem);

    if (state != FRONT_BAD || problem->rule != RULE_FRONT_MATTER)
        return state;
    *front = (struct front){.file = file, .yaml_line = 1, .body_line = 1, .has_bom = bom_length(file) > 0};
    front->body = str_skip(file, bom_length(file));
    return body_fine(front, problem) ? FRONT_FINE : FRONT_BODY_UNREAD;
}
