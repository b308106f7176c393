#include "text/md.h"

#include <cmark.h>
#include <string.h>

#include "text/md_lean.h"
#include "text/md_memory.h"
#include "text/md_scan.h"

const char *md_library_version(void)
{
    return cmark_version_string();
}

/* A body on its way through cmark. */
struct walk {
    struct md_scan *scan;
    cmark_iter *iter;
    unsigned image_depth; /* images around the text here */
    bool in_link;
};

/* --- where blocks stand --- */

/* The last line of a block without children that begins on `line`. That of HTML and of a block of one line is sometimes one before, for cmark. */
static int last_line(cmark_node *block, int line)
{
    int end = cmark_node_get_end_line(block);
    struct str lines;

    if (cmark_node_get_type(block) != CMARK_NODE_HTML_BLOCK)
        return end < line ? line : end;
    lines = str_from(cmark_node_get_literal(block));
    for (size_t at = str_index(lines, '\n', 0); at + 1 < lines.n; at = str_index(lines, '\n', at + 1))
        line++;
    return line;
}

static struct md_span block_of(cmark_node *block)
{
    int line = cmark_node_get_start_line(block);

    return (struct md_span){line, last_line(block, line), cmark_node_get_start_column(block)};
}

/* A top-level item: all of them stand in lists of the document, since quotes are passed over. */
static void outline_item(struct md_scan *scan, cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    struct md_item *item = md_extents_add_item(&scan->extents, block_of(node));

    item->is_first = !cmark_node_previous(node);
    if (!child)
        return;
    item->text = md_extents_start(&scan->extents, block_of(child));
    item->line = md_scan_line(scan, cmark_node_get_start_line(child));
    item->is_text = cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH;
}

static void outline_top(struct md_scan *scan, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    cmark_node *parent = cmark_node_parent(node);
    struct md_top *top;

    if (type == CMARK_NODE_ITEM)
        parent = cmark_node_parent(parent);
    if (!scan->extents.outline || type == CMARK_NODE_LIST || !parent ||
        cmark_node_get_type(parent) != CMARK_NODE_DOCUMENT)
        return;
    top = md_extents_add_top(&scan->extents, block_of(node));
    top->is_heading = type == CMARK_NODE_HEADING;
    top->is_item = type == CMARK_NODE_ITEM;
}

/* What stands in a top-level item makes it as long as it is. */
static void outline_content(struct md_scan *scan, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (scan->extents.outline && scan->item_depth && type != CMARK_NODE_LIST && type != CMARK_NODE_ITEM)
        md_extents_grow_item(&scan->extents, block_of(node));
}

/* --- plain text --- */

static void add_run(struct md_scan *scan, cmark_node *node, size_t n)
{
    int column = cmark_node_get_start_column(node);

    *vec_add(&scan->runs, scan->job->scratch) = (struct md_scan_run){
        .at = scan->text.n,
        .line = cmark_node_get_start_line(node),
        .column = column,
        .is_verbatim = (int)n == cmark_node_get_end_column(node) - column + 1,
    };
}

static void take_text(struct walk *walk, cmark_node *node)
{
    struct md_scan *scan = walk->scan;
    struct str literal = str_from(cmark_node_get_literal(node));
    bool is_plain = !walk->in_link && !walk->image_depth;

    if (is_plain && literal.n && memchr(literal.p, '[', literal.n))
        add_run(scan, node, literal.n);
    md_text_add(&scan->text, scan->job->scratch, literal, is_plain ? MD_PLAIN : MD_IN_LINK);
}

/* cmark sets a link's line where it ends, its column where it begins: the line is that of its label. */
static void add_inline_link(struct md_scan *scan, cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    int line = child ? cmark_node_get_start_line(child) : 0;

    *vec_add(&scan->inline_links, scan->job->scratch) = (struct md_scan_link){
        .from = scan->text.n,
        .to = scan->text.n,
        .url = cmark_node_get_url(node),
        .line = line < 1 ? cmark_node_get_start_line(node) : line,
        .column = cmark_node_get_start_column(node),
    };
}

/* Links within an image's alt text are no links. */
static void take_link(struct walk *walk, cmark_node *node, bool enters)
{
    struct md_scan *scan = walk->scan;

    if (walk->image_depth)
        return;
    walk->in_link = enters;
    if (enters)
        add_inline_link(scan, node);
    else
        scan->inline_links.at[scan->inline_links.n - 1].to = scan->text.n;
}

/* Reads the text of a paragraph or heading whose ENTER the iterator has just given; it stands at its EXIT after. */
static void read_block(struct walk *walk, cmark_node *block)
{
    struct md_scan *scan = walk->scan;
    cmark_event_type event;
    cmark_node *node;

    scan->text.n = 0;
    scan->inline_links.n = 0;
    scan->runs.n = 0;
    scan->links.n = 0;
    scan->starts_with_link = false;
    while (event = cmark_iter_next(walk->iter), (node = cmark_iter_get_node(walk->iter)) != block) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT: take_text(walk, node); break;
        case CMARK_NODE_CODE:
            md_text_add(&scan->text, scan->job->scratch, str_from(cmark_node_get_literal(node)), MD_IN_CODE);
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK: md_text_add(&scan->text, scan->job->scratch, STR("\n"), MD_PLAIN); break;
        case CMARK_NODE_LINK: take_link(walk, node, event == CMARK_EVENT_ENTER); break;
        case CMARK_NODE_IMAGE:
            if (event == CMARK_EVENT_ENTER)
                walk->image_depth++;
            else
                walk->image_depth--;
            break;
        default: break;
        }
    }
}

static void skip_block(struct walk *walk, cmark_node *block)
{
    cmark_iter_reset(walk->iter, block, CMARK_EVENT_EXIT);
}

/* --- headings and paragraphs --- */

static void take_heading(struct walk *walk, cmark_node *node)
{
    struct md_scan *scan = walk->scan;
    bool is_section = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;

    if (!is_section && !md_scan_wants(scan, MD_WANT_LINKS)) {
        skip_block(walk, node);
        return;
    }
    scan->block = (struct md_scan_block){.span = block_of(node)};
    read_block(walk, node);
    md_take_heading(scan, cmark_node_get_heading_level(node), is_section);
}

/*
 * Whether a paragraph that is an item's first child starts with a task's marker, in
 * its text and in the source: `\[ ]` is none.
 */
static bool is_task(struct md_scan *scan, cmark_node *paragraph, enum md_task_state *state)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    const char *literal = first ? cmark_node_get_literal(first) : NULL;
    struct str source;

    if (!literal || literal[0] != '[' || cmark_node_get_type(first) != CMARK_NODE_TEXT)
        return false;
    scan->block.span = block_of(paragraph);
    md_scan_locate(scan);
    source = str_skip(scan->source.body,
                      md_source_offset(&scan->source, scan->block.span.line, scan->block.span.column));
    return md_line_marker(source, state) && str_starts(source, (struct str){literal, strnlen(literal, 3)});
}

static bool has_earlier_paragraph(cmark_node *node)
{
    while ((node = cmark_node_previous(node)))
        if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH)
            return true;
    return false;
}

static void enter_paragraph(struct md_scan *scan, cmark_node *node)
{
    bool in_item = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM;
    struct md_scan_block *block = &scan->block;

    *block = (struct md_scan_block){.is_first = in_item && !has_earlier_paragraph(node)};
    block->is_task = in_item && !cmark_node_previous(node) && is_task(scan, node, &block->state);
}

static void take_paragraph(struct walk *walk, cmark_node *node)
{
    struct md_scan *scan = walk->scan;
    cmark_node *next;
    unsigned uses;

    enter_paragraph(scan, node);
    uses = md_take_uses(scan);
    if (!uses) {
        skip_block(walk, node);
        return;
    }
    next = cmark_node_next(node);
    scan->block.span = block_of(node);
    scan->block.heads_list = next && cmark_node_get_type(next) == CMARK_NODE_LIST;
    read_block(walk, node);
    md_take_paragraph(scan, uses);
}

/* The last line of a block of one line is sometimes that before it, for cmark. */
static void take_apart(struct md_scan *scan, cmark_node *block)
{
    int from = cmark_node_get_start_line(block), to = cmark_node_get_end_line(block);

    md_take_range(scan, md_scan_line(scan, from), md_scan_line(scan, to < from ? from : to), false);
}

static void enter_item(struct md_scan *scan, cmark_node *node)
{
    if (scan->item_depth++ == 0 && scan->extents.outline)
        outline_item(scan, node);
}

static void leave_item(struct md_scan *scan)
{
    if (--scan->item_depth == 0)
        scan->item_question = MD_NO_QUESTION;
}

/* --- the body --- */

static void walk_body(struct walk *walk)
{
    struct md_scan *scan = walk->scan;
    cmark_event_type event;

    while ((event = cmark_iter_next(walk->iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(walk->iter);
        bool enters = event == CMARK_EVENT_ENTER;

        if (enters) {
            outline_top(scan, node);
            outline_content(scan, node);
        }
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_BLOCK_QUOTE:
            if (enters) {
                take_apart(scan, node);
                skip_block(walk, node);
            }
            break;
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_HTML_BLOCK: take_apart(scan, node); break;
        case CMARK_NODE_HEADING:
            if (enters)
                take_heading(walk, node);
            break;
        case CMARK_NODE_PARAGRAPH:
            if (enters)
                take_paragraph(walk, node);
            break;
        case CMARK_NODE_ITEM:
            if (enters)
                enter_item(scan, node);
            else
                leave_item(scan);
            break;
        default: break;
        }
    }
}

bool md_is_too_deep(struct str body)
{
    return md_source_is_too_deep(body);
}

/* CMARK_OPT_SOURCEPOS: without it the lines after a code span over two lines are wrong. */
struct md_document md_parse(const struct md_job *job, struct str body)
{
    struct arena *before = md_memory_use(job->scratch);
    struct md_document document = {.body = body};
    cmark_mem *memory = arena_new(job->scratch, cmark_mem); /* nodes point to it */
    cmark_parser *parser;

    *memory = (cmark_mem){md_memory_calloc, md_memory_realloc, md_memory_free};
    parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT | CMARK_OPT_SOURCEPOS, memory);
    cmark_parser_feed(parser, body.p, body.n);
    document.root = (struct md_root *)cmark_parser_finish(parser);
    md_memory_use(before);
    return document;
}

/* Walks over a document, of which `lines` says on what lines it stood in the body; NULL: it is the body. */
static void read_document(struct md_scan *scan, const struct md_document *document, const uint32_t *lines)
{
    const struct md_job *job = scan->job;
    struct arena *before = md_memory_use(job->scratch);
    struct walk walk = {.scan = scan};

    md_source_start(&scan->source, document->body, job->first_line);
    md_source_start(&scan->extents.source, document->body, job->first_line);
    scan->source.lines = lines;
    walk.iter = cmark_iter_new((cmark_node *)document->root);
    walk_body(&walk);
    md_take_end(scan);
    md_memory_use(before);
}

static void read_body(struct md_scan *scan, struct str body, const uint32_t *lines)
{
    struct md_document document = md_parse(scan->job, body);

    read_document(scan, &document, lines);
}

void md_scan_document(const struct md_job *job, const struct md_document *document, struct md *md)
{
    struct md_scan scan = {.job = job, .md = md, .question = MD_NO_QUESTION, .item_question = MD_NO_QUESTION};

    *md = (struct md){0};
    if (!md_line_is_blank(document->body))
        read_document(&scan, document, NULL);
}

void md_scan(const struct md_job *job, struct str body, struct md *md)
{
    struct md_scan scan = {.job = job, .md = md, .question = MD_NO_QUESTION, .item_question = MD_NO_QUESTION};
    struct md_lean lean = {.body = body};

    *md = (struct md){0};
    if (md_line_is_blank(body))
        return;
    if (md_scan_wants(&scan, MD_WANT_DUE | MD_WANT_LEAN) &&
        !md_scan_wants(&scan,
                       MD_WANT_NOTES | MD_WANT_LINKS | MD_WANT_SKILLS | MD_WANT_RANGES | MD_WANT_BLOCKS))
        lean = md_lean(job->scratch, body, job->want, &md->has_prose);
    if (lean.body.n)
        read_body(&scan, lean.body, lean.lines);
}

void md_outline(const struct md_job *job, struct str body, struct md *md, struct md_outline *outline)
{
    struct md_scan scan = {.job = job, .md = md, .question = MD_NO_QUESTION, .item_question = MD_NO_QUESTION};

    *md = (struct md){0};
    *outline = (struct md_outline){0};
    scan.extents = (struct md_extents){.outline = outline, .keep = job->keep};
    if (!md_line_is_blank(body))
        read_body(&scan, body, NULL);
}
