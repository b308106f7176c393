#include "text/shown.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "text/html_safe.h"
#include "text/md_job.h"
#include "text/md_memory.h"
#include "text/md_scan.h"

#define SOMEBODY "somebody"

/* Bytes of a block's own text that something else stands for on a page: a wiki-link, a link to somebody private. */
struct region {
    size_t from, to;
    struct str words;
    size_t words_at; /* where they stand in the block's text; `from` where they do not */
};

/* A run of words in a block, and where it stands in the body. */
struct run {
    size_t at;
    int line, column;
};

/* An address that a link leads to, of the web or the like: it is a page's too. */
struct address {
    struct str url;
    int line;
};

/* A body on its way to its words. */
struct walk {
    const struct shown_want *want;
    struct shown *shown;
    struct md_scan scan; /* has the text of the block, links not resolved */
    struct md_text out;
    cmark_iter *iter;
    cmark_node *hidden; /* the link or image around here in whose place "somebody" stands; NULL: none */
    struct {
        VEC(struct run);
    } runs;
    struct {
        VEC(struct region);
    } regions;
    struct {
        VEC(struct address);
    } addresses;
};

/* --- what is gathered --- */

static struct arena *scratch(const struct walk *walk)
{
    return walk->scan.job->scratch;
}

static void put(struct walk *walk, struct str words, enum md_inside inside)
{
    md_text_add(&walk->out, scratch(walk), words, inside);
}

static void begin_piece(struct walk *walk, const struct run *run, size_t skip)
{
    *vec_add(&walk->shown->pieces, scratch(walk)) =
        (struct shown_piece){.at = walk->out.n, .skip = skip, .line = run->line, .column = run->column};
}

/* The last run that begins at or before the byte `at` of the block's text; the first where none does. */
static uint32_t run_at(const struct walk *walk, size_t at)
{
    uint32_t low = 0, high = walk->runs.n;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (walk->runs.at[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

/* Puts the bytes [from, to) of the block's text, each run of them a piece. */
static void put_runs(struct walk *walk, struct str text, size_t from, size_t to)
{
    const struct run *run = walk->runs.at;

    for (uint32_t i = run_at(walk, from); from < to && i < walk->runs.n; i++) {
        size_t end = i + 1 < walk->runs.n && run[i + 1].at < to ? run[i + 1].at : to;

        if (end <= from)
            continue;
        begin_piece(walk, &run[i], from - run[i].at);
        put(walk, str_slice(text, from, end), (enum md_inside)walk->scan.text.inside[from]);
        from = end;
    }
}

/* --- reading a block --- */

static void take_words(struct walk *walk, cmark_node *node, struct str words, enum md_inside inside)
{
    struct md_scan *scan = &walk->scan;
    struct run run = {scan->text.n, cmark_node_get_start_line(node), cmark_node_get_start_column(node)};

    if (inside == MD_PLAIN && str_index(words, '[', 0) < words.n)
        *vec_add(&scan->runs, scratch(walk)) = (struct md_scan_run){
            .at = run.at,
            .line = run.line,
            .column = run.column,
            .is_verbatim = (int)words.n == cmark_node_get_end_column(node) - run.column + 1,
        };
    *vec_add(&walk->runs, scratch(walk)) = run;
    md_text_add(&scan->text, scratch(walk), words, inside);
}

/* Within HTML a line break alone parts words that would run together without it. */
static void take_html(struct walk *walk, cmark_node *node)
{
    if (str_starts_nocase(str_from(cmark_node_get_literal(node)), STR("<br")))
        md_text_add(&walk->scan.text, scratch(walk), STR("\n"), MD_PLAIN);
}

static bool is_hidden(const struct walk *walk, const struct md_link *link)
{
    return walk->want->is_hidden && link->target.n && walk->want->is_hidden(walk->want->context, link);
}

/* cmark gives a link the line on which it ends: that of its label is asked for. */
static int line_of(cmark_node *link)
{
    cmark_node *child = cmark_node_first_child(link);
    int line = child ? cmark_node_get_start_line(child) : 0;

    return line < 1 ? cmark_node_get_start_line(link) : line;
}

static void enter_link(struct walk *walk, cmark_node *node)
{
    struct str url = str_from(cmark_node_get_url(node));
    struct md_link link = {.form = MD_LINK_INLINE, .target = md_target(walk->scan.job, url)};

    if (is_hidden(walk, &link)) {
        size_t at = walk->scan.text.n;

        walk->hidden = node;
        *vec_add(&walk->regions, scratch(walk)) = (struct region){at, at, STR(SOMEBODY), at};
    } else if (html_safe_address(url) == HTML_OUTSIDE) {
        *vec_add(&walk->addresses, scratch(walk)) = (struct address){link.target, line_of(node)};
    }
}

static void leave_link(struct walk *walk, const cmark_node *node)
{
    if (walk->hidden != node)
        return;
    walk->regions.at[walk->regions.n - 1].to = walk->scan.text.n;
    walk->hidden = NULL;
}

static void take_inline(struct walk *walk, cmark_node *node, bool enters, unsigned inside)
{
    struct str literal = str_from(cmark_node_get_literal(node));

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: take_words(walk, node, literal, inside ? MD_IN_LINK : MD_PLAIN); break;
    case CMARK_NODE_CODE: take_words(walk, node, literal, MD_IN_CODE); break;
    case CMARK_NODE_HTML_INLINE: take_html(walk, node); break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK: md_text_add(&walk->scan.text, scratch(walk), STR("\n"), MD_PLAIN); break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        if (!enters)
            leave_link(walk, node);
        else if (!walk->hidden)
            enter_link(walk, node);
        break;
    default: break;
    }
}

static void begin_block(struct walk *walk, cmark_node *block)
{
    int line = cmark_node_get_start_line(block), end = cmark_node_get_end_line(block);

    walk->scan.block =
        (struct md_scan_block){.span = {line, end < line ? line : end, cmark_node_get_start_column(block)}};
    walk->scan.text.n = 0;
    walk->scan.runs.n = 0;
    walk->scan.links.n = 0;
    walk->scan.wikis.n = 0;
    walk->runs.n = walk->regions.n = walk->addresses.n = 0;
}

/* Reads a paragraph or heading whose ENTER the iterator has just given; it stands at its EXIT after. */
static void read_block(struct walk *walk, cmark_node *block)
{
    unsigned inside = 0; /* links and images */
    cmark_event_type event;
    cmark_node *node;

    begin_block(walk, block);
    while (event = cmark_iter_next(walk->iter), (node = cmark_iter_get_node(walk->iter)) != block) {
        cmark_node_type type = cmark_node_get_type(node);

        take_inline(walk, node, event == CMARK_EVENT_ENTER, inside);
        if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
            inside += event == CMARK_EVENT_ENTER ? 1 : -1u;
    }
}

/* --- writing it --- */

static int compare_regions(const void *left, const void *right)
{
    const struct region *a = left, *b = right;

    return (a->from > b->from) - (a->from < b->from);
}

/* Adds the wiki-links of the block, whose text is `text`: what is shown in the place of each. */
static void add_wikis(struct walk *walk, struct str text)
{
    struct md_scan *scan = &walk->scan;

    if (!scan->runs.n)
        return;
    md_link_resolve(scan);
    for (uint32_t i = 0; i < scan->wikis.n; i++) {
        const struct md_link *link = &scan->links.at[i];
        struct region region = {scan->wikis.at[i].from, scan->wikis.at[i].to, {0}, 0};
        struct str written = str_slice(text, 0, region.to);

        region.words = is_hidden(walk, link) ? STR(SOMEBODY) : link->label.n ? link->label : link->target;
        region.words_at = str_find(written, region.words, region.from);
        if (region.words_at == written.n)
            region.words_at = region.from;
        *vec_add(&walk->regions, scratch(walk)) = region;
    }
    if (scan->wikis.n)
        qsort(walk->regions.at, walk->regions.n, sizeof *walk->regions.at, compare_regions);
}

static void put_region(struct walk *walk, const struct region *region)
{
    const struct run *run;

    if (!walk->runs.n) /* an image without a description, and nothing around it */
        return;
    run = &walk->runs.at[run_at(walk, region->words_at)];
    begin_piece(walk, run, region->words_at < run->at ? 0 : region->words_at - run->at);
    put(walk, region->words, MD_PLAIN);
}

static void put_addresses(struct walk *walk)
{
    for (uint32_t i = 0; i < walk->addresses.n; i++) {
        struct run run = {.line = walk->addresses.at[i].line};

        put(walk, STR("\n"), MD_PLAIN);
        begin_piece(walk, &run, 0);
        put(walk, walk->addresses.at[i].url, MD_PLAIN);
    }
}

/* The piece that the byte `at` of the text stands in. */
static uint32_t piece_at(const struct shown *shown, size_t at)
{
    uint32_t low = 0, high = shown->pieces.n;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (shown->pieces.at[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

/*
 * Puts a task's text once more, as lists show it: without its marks, so that what stands around them comes together. `from`:
 * where the block's text begins. Each byte comes from the next equal one there.
 */
static void put_task(struct walk *walk, size_t from)
{
    enum { MARKER = 3 };
    struct shown *shown = walk->shown;
    struct md_text text = {walk->out.p + from, walk->out.inside + from, walk->out.n - from, 0};
    struct md_marks marks;
    struct str words = md_line_marks(&text, MARKER, arena_chars(scratch(walk), text.n), &marks);
    uint32_t piece = piece_at(shown, from), put_of = UINT32_MAX;
    size_t at = from, end = walk->out.n;

    if (!marks.waiting && !marks.due.whole.n && !marks.done.whole.n)
        return;
    put(walk, STR("\n"), MD_PLAIN);
    for (size_t i = 0; i < words.n; i++, at++) {
        while (at + 1 < end && walk->out.p[at] != words.p[i])
            at++;
        while (piece + 1 < shown->pieces.n && shown->pieces.at[piece + 1].at <= at)
            piece++;
        if (piece != put_of || (i && words.p[i - 1] == ' ')) {
            struct shown_piece *whole = &shown->pieces.at[piece];
            struct run run = {.line = whole->line, .column = whole->column};

            begin_piece(walk, &run, whole->skip + at - whole->at);
            put_of = piece;
        }
        put(walk, str_slice(words, i, i + 1), MD_PLAIN);
    }
}

static void put_block(struct walk *walk)
{
    struct str text = str_copy(scratch(walk), md_scan_text(&walk->scan));
    size_t from, at = 0;

    add_wikis(walk, text);
    put(walk, STR("\n"), MD_PLAIN);
    from = walk->out.n;
    for (uint32_t i = 0; i < walk->regions.n; i++) {
        put_runs(walk, text, at, walk->regions.at[i].from);
        put_region(walk, &walk->regions.at[i]);
        at = walk->regions.at[i].to;
    }
    put_runs(walk, text, at, text.n);
    for (size_t i = from; i < walk->out.n; i++)
        if (walk->out.p[i] == '\n')
            walk->out.p[i] = ' ';
    if (walk->scan.block.is_task)
        put_task(walk, from);
    put_addresses(walk);
}

static int count_lines(struct str text)
{
    int lines = 0;

    for (size_t at = 0; at < text.n; at = str_index(text, '\n', at) + 1)
        lines++;
    return lines;
}

/* Its lines are one text: a reader reads on. Between fences they begin a line below the block's own first one. */
static void put_code(struct walk *walk, cmark_node *node)
{
    struct str rest = str_from(cmark_node_get_literal(node));
    struct run run = {.line = cmark_node_get_start_line(node)};

    run.line += cmark_node_get_end_line(node) - run.line + 1 > count_lines(rest);
    put(walk, STR("\n"), MD_PLAIN);
    for (; rest.n; run.line++) {
        size_t end = str_index(rest, '\n', 0);

        begin_piece(walk, &run, 0);
        put(walk, str_slice(rest, 0, end), MD_IN_CODE);
        put(walk, STR(" "), MD_IN_CODE);
        rest = str_skip(rest, end + 1);
    }
}

static void take_block(struct walk *walk, cmark_node *node)
{
    struct md_scan *scan = &walk->scan;
    bool is_first =
        cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM && !cmark_node_previous(node);

    read_block(walk, node);
    scan->block.is_task = is_first && md_line_marker(md_scan_text(scan), &scan->block.state);
    put_block(walk);
}

/* --- the body --- */

static void walk_body(struct walk *walk)
{
    cmark_event_type event;

    while ((event = cmark_iter_next(walk->iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(walk->iter);

        if (event != CMARK_EVENT_ENTER)
            continue;
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_HEADING:
        case CMARK_NODE_PARAGRAPH: take_block(walk, node); break;
        case CMARK_NODE_CODE_BLOCK: put_code(walk, node); break;
        default: break;
        }
    }
}

void shown_read(const struct md_job *job, const struct shown_want *want, struct str body, struct shown *shown)
{
    struct md_document document = md_parse(job, body);
    struct arena *before = md_memory_use(job->scratch);
    struct md_job own = *job;
    struct walk walk = {.want = want, .shown = shown};

    own.keep = job->scratch;
    own.want = 0;
    *shown = (struct shown){.body = body};
    walk.scan = (struct md_scan){.job = &own, .keeps_links = true};
    md_source_start(&walk.scan.source, body, job->first_line);
    walk.iter = cmark_iter_new((cmark_node *)document.root);
    walk_body(&walk);
    md_memory_use(before);
    shown->text = (struct str){walk.out.p, walk.out.n};
}

/* --- where it stands --- */

/* The lines of the body as cmark counts them: one may end in a carriage return. */
static void find_lines(struct shown *shown, struct arena *arena)
{
    struct str body = shown->body;

    *vec_add(&shown->lines, arena) = 0;
    for (size_t i = 0; i < body.n; i++)
        if (body.p[i] == '\n' || (body.p[i] == '\r' && (i + 1 == body.n || body.p[i + 1] != '\n')))
            *vec_add(&shown->lines, arena) = i + 1;
}

/* The word that begins at `at`: what is looked for in the line. */
static struct str word_at(struct str text, size_t at)
{
    enum { LONGEST = 32 };
    size_t end = at;

    while (end < text.n && end - at < LONGEST &&
           (is_alnum(text.p[end]) || (unsigned char)text.p[end] >= 0x80))
        end++;
    while (end > at && end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80)
        end--;
    return str_slice(text, at, end);
}

/* In a line of that many bytes a word is looked for: of a longer one the place is told as it is counted. */
enum { SEARCHED = 2000 };

size_t shown_source(struct shown *shown, struct arena *arena, size_t at)
{
    const struct shown_piece *piece = &shown->pieces.at[piece_at(shown, at)];
    struct str word = word_at(shown->text, at), line, window;
    size_t first, guess, found;

    if (!shown->lines.n)
        find_lines(shown, arena);
    first = piece->line < 1 ? 0 : (size_t)piece->line - 1;
    first = first < shown->lines.n ? shown->lines.at[first] : shown->body.n;
    line = str_skip(shown->body, first);
    line = str_slice(line, 0, str_index(line, '\n', 0));
    guess = piece->column < 1 ? 0 : (size_t)piece->column - 1 + piece->skip + (at - piece->at);
    if (guess > line.n)
        guess = line.n;
    window = str_slice(line, 0, guess + SEARCHED);
    if (word.n && (found = str_find(window, word, guess)) < window.n)
        return first + found;
    if (word.n && line.n <= SEARCHED && (found = str_find(line, word, 0)) < line.n)
        return first + found;
    while (guess > 0 && (guess == line.n || ((unsigned char)line.p[guess] & 0xC0) == 0x80))
        guess--;
    return first + guess;
}
