#include "vault/check.h"

#include <stdlib.h>

#include "base/dateword.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/front.h"
#include "vault/check_part.h"

const struct record_want check_want = {.contact_body = MD_WANT_LEAN | MD_WANT_TASKS | MD_WANT_LOG,
                                       .interview_body = MD_WANT_LEAN | MD_WANT_TASKS | MD_WANT_QUESTIONS,
                                       .suspects = true};

/* ---- which findings are wanted */

static bool is_below(struct str path, struct str folder)
{
    return str_starts(path, folder) && (path.n == folder.n || !folder.n || path.p[folder.n] == '/');
}

static bool is_wanted_path(const struct check_options *options, struct str path)
{
    for (uint32_t i = 0; i < options->path_count; i++)
        if (is_below(path, options->paths[i]))
            return true;
    return !options->path_count;
}

static bool is_ignored(const struct check_options *options, enum rule rule)
{
    return options->ignored >> rule & 1;
}

static void gather(struct check_job *job, const struct diags *some)
{
    for (uint32_t i = 0; i < some->n; i++)
        *vec_add(&job->found, job->arena) = some->at[i];
}

static void drop_unwanted(struct check_job *job)
{
    const struct check_options *options = job->options;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < job->found.n; i++)
        if (!is_ignored(options, job->found.at[i].rule) && is_wanted_path(options, job->found.at[i].path))
            job->found.at[kept++] = job->found.at[i];
    job->found.n = kept;
}

/* ---- the lines they stand on */

/* A file with findings, read again. */
struct source {
    struct str path;
    struct buf bytes;
    uint32_t front_end; /* the first line after the front matter; all of a .yaml file is that */
    uint64_t silenced;  /* rules that the file itself silences */
    uint32_t line;      /* the line at `at`, so that the next one is looked for from here */
    size_t at;
    struct str shown; /* that line, once a finding on it is shown, for the next one there */
    unsigned ignored; /* words that were read from comments that silence rules */
    struct front_cursor cursor;
};

/* A file that is valid UTF-8 but for what a finding may say of it: a line is shown as far as it is text. */
static void read_front_end(struct source *source, struct arena *scratch)
{
    struct diag problem = {0};
    struct front front;

    source->front_end = 0;
    if (str_ends(source->path, STR(".yaml")))
        source->front_end = UINT32_MAX;
    else if (front_split(scratch, buf_str(&source->bytes), &front, &problem) != FRONT_BAD)
        source->front_end = front.body_line;
}

/* A word in a comment that names no rule is a finding too: else a slip of the pen silences nothing, in silence. */
static void take_ignored(struct check_job *job, struct source *source, struct str word, size_t at)
{
    const char *near = rule_near(word);
    struct place place;
    struct diag *diag;
    enum rule rule;

    if (source->ignored++ >= LIMIT_IGNORED)
        return;
    if (rule_find(word, &rule)) {
        source->silenced |= (uint64_t)1 << rule;
        return;
    }
    place = front_place_next(&source->cursor, buf_str(&source->bytes), at);
    diag = diag_add(&job->found, RULE_UNKNOWN_VALUE, source->path, place, "there is no rule '%.*s' to ignore",
                    STR_ARGS(word));
    if (near)
        diag_near(&job->found, diag, str_from(near));
    else
        diag_hint(&job->found, diag, "'infoview help rules' lists them");
}

/* "date,email", "date," or one name alone. */
static void take_ignored_list(struct check_job *job, struct source *source, struct str list, size_t at)
{
    for (size_t from = 0; from < list.n;) {
        size_t end = str_index(list, ',', from);

        if (end > from)
            take_ignored(job, source, str_slice(list, from, end), at + from);
        from = end + 1;
    }
}

/* `<!-- infoview: ignore RULE -->`, anywhere in the file; several rules may stand there, with commas or without. */
static void read_ignored(struct check_job *job, struct source *source)
{
    const struct str start = STR(RECORD_IGNORE), end = STR("-->");
    struct str bytes = buf_str(&source->bytes);

    for (size_t at = 0; source->ignored < LIMIT_IGNORED && (at = str_find(bytes, start, at)) < bytes.n;) {
        size_t from = at + start.n;
        struct str rest = str_slice(bytes, from, from + LIMIT_SHOWN_LINE), word;

        rest = str_slice(rest, 0, str_index(rest, '\n', 0));
        rest = str_slice(rest, 0, str_find(rest, end, 0));
        at = from + rest.n;
        while ((word = str_word(&rest)).n)
            take_ignored_list(job, source, word, (size_t)(word.p - bytes.p));
    }
}

static void read_source(struct check_job *job, struct source *source)
{
    struct err err = {0};

    if (paths_read(job, source->path, &source->bytes, &err))
        buf_reset(&source->bytes);
    read_front_end(source, &job->scratch);
    read_ignored(job, source);
}

static struct str line_of(struct source *source, uint32_t line)
{
    struct str bytes = buf_str(&source->bytes), text;

    if (line != source->line)
        source->shown = (struct str){0};
    if (line < source->line) {
        source->line = 1;
        source->at = 0;
    }
    for (; source->line < line && source->at < bytes.n; source->line++)
        source->at = str_index(bytes, '\n', source->at) + 1;
    text = str_slice(bytes, source->at, str_index(bytes, '\n', source->at));
    if (source->at == 0 && str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_skip(text, 3);
    return str_ends(text, STR("\r")) ? str_slice(text, 0, text.n - 1) : text;
}

/* ---- what there is to do about them */

/* Text without the quotes around it. */
static struct str unquoted(struct str text)
{
    if (text.n >= 2 && (text.p[0] == '"' || text.p[0] == '\'') && text.p[text.n - 1] == text.p[0])
        return str_slice(text, 1, text.n - 1);
    return text;
}

/* What a date in words, or a mark `due:WORD`, means today: what ought to have been written if today was the day. */
static void fix_relative_date(struct check_job *job, struct finding *finding, struct str text)
{
    struct date_frame frame = {job->options->today, settings_week_start(&job->vault->settings), DATE_EITHER};
    size_t mark = str_index(text, ':', 0), word = mark < text.n ? mark + 1 : 0;
    struct buf fix = {0};
    struct stamp stamp;
    const char *why;

    if (str_starts(str_skip(text, word), STR(":")))
        word++;
    if (!date_word_parse(unquoted(str_trim(str_skip(text, word))), &frame, &stamp, &why))
        return;
    buf_put(&fix, str_slice(text, 0, word));
    date_iso_write(&fix, stamp.day);
    finding->diag.fix = str_copy(job->arena, buf_str(&fix));
    buf_free(&fix);
    diag_hint(&job->found, &finding->diag,
              "write the day, today it is '%.*s': a file is read on other days too",
              STR_ARGS(finding->diag.fix));
}

/* What a quote or a backslash in it would mean between quotes is another thing. */
static void fix_unquoted_link(struct check_job *job, struct finding *finding, struct str text)
{
    struct buf quoted = {0};

    if (str_index(text, '"', 0) < text.n || str_index(text, '\\', 0) < text.n)
        return;
    buf_printf(&quoted, "\"%.*s\"", STR_ARGS(text));
    finding->diag.fix = str_copy(job->arena, buf_str(&quoted));
    buf_free(&quoted);
}

static size_t indent_of(struct str line)
{
    size_t n = 0;

    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

/* Whether a value of YAML that ends its line, or does not even begin there, goes on below: no fix of the line mends it. */
static bool goes_on(const struct source *source, const struct finding *finding)
{
    struct str line = finding->source, text = str_slice(line, finding->from, finding->to);
    struct str next = str_skip(buf_str(&source->bytes), source->at);

    if (str_starts(text, STR("|")) || str_starts(text, STR(">")))
        return true;
    if (finding->diag.place.line + 1 >= source->front_end || str_trim(str_skip(line, finding->to)).n ||
        unquoted(text).n < text.n)
        return false;
    next = str_skip(next, str_index(next, '\n', 0) + 1);
    next = str_slice(next, 0, str_index(next, '\n', 0));
    return str_trim(next).n && indent_of(next) > indent_of(line);
}

/* Whether a finding is about the whole file, of whose text no line says more, or its line is too long to be shown. */
static bool is_of_file(enum rule rule, struct str line)
{
    size_t n = 0;

    if (line.n > LIMIT_SHOWN_LINE || rule == RULE_BAD_ID || rule == RULE_DUPLICATE_ID ||
        rule == RULE_CASE_CLASH || rule == RULE_SYNC_COPY || rule == RULE_UNREADABLE)
        return true;
    line = str_trim(line);
    while (n < line.n && line.p[n] == '-')
        n++;
    return n >= 3 && n == line.n;
}

/* Fills in what the file's own line says: the place's column, its end, the line, the fix. */
static void complete(struct check_job *job, struct source *source, struct finding *finding)
{
    struct diag *diag = &finding->diag;
    struct str text = line_of(source, diag->place.line);
    struct extent extent;

    if (is_of_file(diag->rule, text)) {
        diag->place.column += !diag->place.column;
        finding->end = diag->place;
        return;
    }
    if (!source->shown.n)
        source->shown = str_copy(job->arena, text);
    finding->source = source->shown;
    extent = extent_of(finding->source, diag->place.column, diag->place.line < source->front_end);
    finding->from = extent.from;
    finding->to = extent.to;
    if (!diag->place.column)
        diag->place.column = utf8_column(finding->source, extent.from);
    finding->end = (struct place){diag->place.line, utf8_column(finding->source, extent.to)};
    if (finding->end.column < diag->place.column)
        finding->end.column = diag->place.column;
    text = str_slice(finding->source, extent.from, extent.to);
    if (diag->rule == RULE_RELATIVE_DATE)
        fix_relative_date(job, finding, text);
    if (diag->rule == RULE_UNQUOTED_LINK && str_starts(text, STR("[[")) && str_ends(text, STR("]]")))
        fix_unquoted_link(job, finding, text);
    if (diag->place.line < source->front_end && diag->fix.n && goes_on(source, finding))
        finding->diag.fix = (struct str){0};
}

static void add_finding(struct check_job *job, struct source *source, const struct diag *diag,
                        struct check *check)
{
    struct finding finding = {.diag = *diag};

    if (source->silenced >> diag->rule & 1 || is_ignored(job->options, diag->rule))
        return;
    complete(job, source, &finding);
    *vec_add(check, job->arena) = finding;
    if (rule_severity(diag->rule) == SEVERITY_ERROR)
        check->errors++;
    else
        check->warnings++;
}

static int compare(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;

    return diag_compare(&a->diag, &b->diag);
}

/*
 * Whether reading the file again would tell nothing: all that was found is a field that is missing, which stands at
 * the fence, in a record without a comment that silences rules.
 */
static bool are_known(const struct check_job *job, const struct diag *at, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (at[i].rule != RULE_REQUIRED || at[i].place.line != 1 || at[i].place.column != 1)
            return false;
    return !map_find(&job->ignoring, at->path);
}

/* Takes the findings of one file; their columns are known only now, and with them their order. */
static void take_file(struct check_job *job, const struct diag *at, uint32_t count, struct check *check)
{
    struct source source = {.path = at->path, .line = 1};
    uint32_t first = check->n;

    job->found = (struct diags){.arena = job->arena};
    if (!are_known(job, at, count))
        read_source(job, &source);
    for (uint32_t i = 0; i < count; i++)
        add_finding(job, &source, &at[i], check);
    for (uint32_t i = 0; i < job->found.n; i++)
        add_finding(job, &source, &job->found.at[i], check);
    if (check->n > first)
        qsort(check->at + first, check->n - first, sizeof *check->at, compare);
    buf_free(&source.bytes);
    arena_reset(&job->scratch);
}

static void take_all(struct check_job *job, struct check *check)
{
    struct diags found = job->found;

    for (uint32_t from = 0, to; from < found.n; from = to) {
        for (to = from + 1; to < found.n && str_equal(found.at[to].path, found.at[from].path); to++)
            ;
        take_file(job, &found.at[from], to - from, check);
    }
}

static void gather_ignoring(struct check_job *job)
{
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        for (uint32_t i = 0; i < job->vault->records[kind].n; i++) {
            struct record *record = &job->vault->records[kind].at[i];

            if (record_source(record)->has_ignore)
                map_set(&job->ignoring, job->arena, record->path, record);
        }
}

/* The settings, and every file that is a record or would be one. */
static uint32_t count_records(const struct vault *vault)
{
    uint32_t count = 1 + vault->unreadable.n;

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        for (uint32_t i = 0; i < vault->records[kind].n; i++)
            count += !vault->records[kind].at[i].body_unread;
    return count;
}

void check_rows(struct check_job *job)
{
    const struct diags *rows = &job->vault->unreadable;

    for (uint32_t i = 0; i < rows->n; i++)
        map_set(&job->rows, job->arena, rows->at[i].path, &rows->at[i]);
}

void check_run(const struct vault *vault, const struct check_options *options, struct arena *arena,
               struct check *check)
{
    struct check_job job = {.vault = vault, .options = options, .arena = arena, .found = {.arena = arena}};

    *check = (struct check){0};
    gather(&job, &vault->unreadable);
    gather(&job, &vault->findings);
    check_rows(&job);
    gather_ignoring(&job);
    check_paths(&job);
    check_people(&job);
    check_meetings(&job);
    check_texts(&job);
    drop_unwanted(&job);
    diags_sort(&job.found);
    take_all(&job, check);
    fs_close(&job.paths.tree);
    check->files = job.files + count_records(vault);
    arena_free(&job.scratch);
}
