#include "text/html.h"

#include <cmark.h>

#include "text/html_part.h"
#include "text/md_memory.h"

/* A body on its way to HTML. */
struct walk {
    struct html_writer writer;
    cmark_mem memory; /* nodes point to it */
    cmark_iter *iter;
    uint32_t part;  /* the newest of the plan's */
    unsigned level; /* of the document's newest heading in the page; 0: none */
};

/* --- reading a block before it is written --- */

static struct md_span span_of(cmark_node *block)
{
    int line = cmark_node_get_start_line(block), end = cmark_node_get_end_line(block);

    return (struct md_span){line, end < line ? line : end, cmark_node_get_start_column(block)};
}

static void read_text(struct md_scan *scan, cmark_node *node, bool is_plain)
{
    struct str literal = str_from(cmark_node_get_literal(node));
    int column = cmark_node_get_start_column(node);

    if (is_plain && str_index(literal, '[', 0) < literal.n)
        *vec_add(&scan->runs, scan->job->scratch) = (struct md_scan_run){
            .at = scan->text.n,
            .line = cmark_node_get_start_line(node),
            .column = column,
            .is_verbatim = (int)literal.n == cmark_node_get_end_column(node) - column + 1,
        };
    md_text_add(&scan->text, scan->job->scratch, literal, is_plain ? MD_PLAIN : MD_IN_LINK);
}

/* Lets scan->block be this paragraph or heading: the same one may be begun twice. */
static void begin_block(struct md_scan *scan, cmark_node *block)
{
    struct md_span span = span_of(block);

    if (!scan->block.is_located || scan->block.span.line != span.line ||
        scan->block.span.column != span.column)
        scan->block = (struct md_scan_block){.span = span};
}

/* Lets scan->block be this one, with no text and no wiki-links. */
static void empty_block(struct md_scan *scan, cmark_node *block)
{
    begin_block(scan, block);
    scan->text.n = 0;
    scan->runs.n = 0;
    scan->links.n = 0;
    scan->wikis.n = 0;
}

/* Reads the text of a paragraph or heading as md.c does, and finds its wiki-links. */
static void read_block(struct md_scan *scan, cmark_node *block)
{
    cmark_iter *iter = cmark_iter_new(block);
    unsigned inside = 0; /* links and images */
    cmark_event_type event;

    empty_block(scan, block);
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);

        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT: read_text(scan, node, !inside); break;
        case CMARK_NODE_CODE:
            md_text_add(&scan->text, scan->job->scratch, str_from(cmark_node_get_literal(node)), MD_IN_CODE);
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK: md_text_add(&scan->text, scan->job->scratch, STR("\n"), MD_PLAIN); break;
        case CMARK_NODE_LINK:
        case CMARK_NODE_IMAGE: inside += event == CMARK_EVENT_ENTER ? 1 : -1u; break;
        default: break;
        }
    }
    md_link_resolve(scan);
}

/* Whether a wiki-link may stand in the block; what is in emphasis and the like is not looked at. */
static bool may_have_wiki(cmark_node *block)
{
    for (cmark_node *node = cmark_node_first_child(block); node; node = cmark_node_next(node)) {
        struct str literal = str_from(cmark_node_get_literal(node));

        if (cmark_node_first_child(node) || str_index(literal, '[', 0) < literal.n)
            return true;
    }
    return false;
}

/* Finds the wiki-links of a block that is to be written: its text is of no other use then. */
static void find_wikis(struct md_scan *scan, cmark_node *block)
{
    if (may_have_wiki(block))
        read_block(scan, block);
    else
        empty_block(scan, block);
}

/* The title of a heading that was read, and its roles. */
static struct str title_of(struct md_scan *scan, unsigned *roles)
{
    struct str title = md_line_fold(md_scan_text(scan), scan->text.p);

    *roles = md_line_title(&title);
    return title;
}

/* What a heading of the document says. It is read once, and kept at its node. */
static const struct html_heading *heading_of(struct md_scan *scan, cmark_node *node)
{
    struct html_heading *heading = cmark_node_get_user_data(node);

    if (heading)
        return heading;
    heading = arena_new(scan->job->scratch, struct html_heading);
    read_block(scan, node);
    heading->is_empty = md_line_is_blank(md_scan_text(scan));
    heading->title = str_copy(scan->job->scratch, title_of(scan, &heading->own));
    heading->level = cmark_node_get_heading_level(node);
    heading->line = (uint32_t)cmark_node_get_start_line(node);
    cmark_node_set_user_data(node, heading);
    return heading;
}

/* --- inlines --- */

/* cmark gives a link the line on which it ends: that of its label is asked for. */
static struct html_target address_of(const struct html_writer *writer, cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    int line = child ? cmark_node_get_start_line(child) : 0;

    if (line < 1)
        line = cmark_node_get_start_line(node);
    return (struct html_target){node, str_from(cmark_node_get_url(node)), md_scan_line(&writer->scan, line)};
}

static void walk_link(struct html_writer *writer, cmark_node *node, bool enters)
{
    struct html_target address = address_of(writer, node);

    if (enters)
        html_enter_link(writer, &address);
    else
        html_leave_link(writer, node);
}

static void walk_image(struct html_writer *writer, cmark_node *node, bool enters)
{
    struct html_target address = address_of(writer, node);

    if (enters)
        html_enter_image(writer, &address);
    else
        html_leave_image(writer, node);
}

/* Raw HTML is no case of it: it is left out. */
static void walk_inline(struct html_writer *writer, cmark_node *node, bool enters)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: html_text_run(writer, str_from(cmark_node_get_literal(node))); break;
    case CMARK_NODE_CODE: html_code(writer, str_from(cmark_node_get_literal(node))); break;
    case CMARK_NODE_SOFTBREAK: html_break(writer, false); break;
    case CMARK_NODE_LINEBREAK: html_break(writer, true); break;
    case CMARK_NODE_EMPH: html_emphasis(writer, enters, STR("<em>"), "</em>"); break;
    case CMARK_NODE_STRONG: html_emphasis(writer, enters, STR("<strong>"), "</strong>"); break;
    case CMARK_NODE_LINK: walk_link(writer, node, enters); break;
    case CMARK_NODE_IMAGE: walk_image(writer, node, enters); break;
    default: break;
    }
}

/* --- what is left out --- */

static void skip_children(struct walk *walk, cmark_node *node)
{
    cmark_iter_reset(walk->iter, node, CMARK_EVENT_EXIT);
}

/* Goes on at the next heading of at most that level in the same place, or at the place's end. */
static void skip_section(struct walk *walk, cmark_node *node, int level)
{
    cmark_node *next;

    while ((next = cmark_node_next(node))) {
        if (cmark_node_get_type(next) == CMARK_NODE_HEADING && cmark_node_get_heading_level(next) <= level)
            break;
        node = next;
    }
    skip_children(walk, node);
}

static void enter_document(struct walk *walk, cmark_node *document)
{
    cmark_node *first = cmark_node_first_child(document);

    if (first && cmark_node_get_type(first) != CMARK_NODE_HEADING &&
        html_is_left_out(&walk->writer.plan.parts.at[0]))
        skip_section(walk, first, MD_HEADING_LEVELS);
}

/* --- headings --- */

static void open_heading(struct html_writer *writer, unsigned level, struct str id)
{
    struct str prefix = writer->want->id_prefix;

    html_fresh_line(writer);
    buf_puts(writer->out, "<h");
    buf_number(writer->out, level, 1);
    if (id.n) {
        buf_puts(writer->out, " id=\"");
        buf_put(writer->out, prefix);
        buf_put(writer->out, id);
        buf_putc(writer->out, '"');
    }
    buf_putc(writer->out, '>');
    html_start_block(writer);
}

static void close_heading(struct html_writer *writer, unsigned level)
{
    buf_puts(writer->out, "</h");
    buf_number(writer->out, level, 1);
    buf_puts(writer->out, ">\n");
}

/* In a list item or a quote it opens no section; one that says (private) hides what follows it there all the same. */
static void enter_inner_heading(struct walk *walk, cmark_node *node)
{
    struct html_writer *writer = &walk->writer;
    unsigned roles;
    struct str title;

    read_block(&writer->scan, node);
    title = title_of(&writer->scan, &roles);
    if (roles & MD_ROLE_PRIVATE)
        skip_section(walk, node, cmark_node_get_heading_level(node));
    else if (!title.n)
        skip_children(walk, node);
    else
        open_heading(writer, html_inner_level(writer, walk->level), STR(""));
}

/* Of a section that is left out, each sub-section has a part of its own. */
static void enter_heading(struct walk *walk, cmark_node *node)
{
    struct html_writer *writer = &walk->writer;
    const struct html_part *part = &writer->plan.parts.at[++walk->part];

    if (html_is_left_out(part)) {
        skip_section(walk, node, MD_HEADING_LEVELS);
        return;
    }
    if (part->level)
        walk->level = part->level;
    if (part->choice != HTML_SHOW || part->is_empty) {
        skip_children(walk, node);
        return;
    }
    find_wikis(&writer->scan, node);
    open_heading(writer, part->level, part->id);
}

static void walk_heading(struct walk *walk, cmark_node *node, bool enters)
{
    bool is_section = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;

    if (!enters)
        close_heading(&walk->writer, is_section ? walk->level : html_inner_level(&walk->writer, walk->level));
    else if (is_section)
        enter_heading(walk, node);
    else
        enter_inner_heading(walk, node);
}

/* --- lists --- */

/*
 * The bytes of the task's marker that an item begins with, in its text and in the source (`\[ ]` is none); 0: it is
 * no task.
 */
static size_t task_marker(struct md_scan *scan, cmark_node *paragraph, enum md_task_state *state)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    struct str text, source;
    size_t n = 3;

    if (!first || cmark_node_get_type(first) != CMARK_NODE_TEXT)
        return 0;
    text = str_from(cmark_node_get_literal(first));
    if (!text.n || text.p[0] != '[')
        return 0;
    begin_block(scan, paragraph);
    md_scan_locate(scan);
    source = str_skip(scan->source.body,
                      md_source_offset(&scan->source, scan->block.span.line, scan->block.span.column));
    if (!md_line_marker(source, state) || !str_starts(source, str_slice(text, 0, n)))
        return 0;
    while (n < text.n && is_space(text.p[n]))
        n++;
    return n;
}

static bool is_tight(cmark_node *paragraph)
{
    cmark_node *list = cmark_node_parent(cmark_node_parent(paragraph));

    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void walk_list(struct html_writer *writer, cmark_node *node, bool enters)
{
    bool is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    int start = cmark_node_get_list_start(node);

    if (!html_container(writer, enters, 2))
        return;
    if (!enters)
        buf_puts(writer->out, is_ordered ? "</ol>\n" : "</ul>\n");
    else if (!is_ordered)
        buf_puts(writer->out, "<ul>\n");
    else if (start == 1)
        buf_puts(writer->out, "<ol>\n");
    else
        buf_printf(writer->out, "<ol start=\"%d\">\n", start);
}

static void walk_item(struct html_writer *writer, cmark_node *node, bool enters)
{
    static const char *const items[] = {"<li class=\"task-open\">", "<li class=\"task-done\">",
                                        "<li class=\"task-dropped\">"};
    cmark_node *first = cmark_node_first_child(node);
    enum md_task_state state;

    if (!html_container(writer, enters, 1))
        return;
    if (!enters)
        buf_puts(writer->out, "</li>\n");
    else if (first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH &&
             task_marker(&writer->scan, first, &state))
        buf_puts(writer->out, items[state]);
    else
        buf_puts(writer->out, "<li>");
}

/* --- other blocks --- */

static void enter_paragraph(struct html_writer *writer, cmark_node *node)
{
    bool is_first =
        cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM && !cmark_node_previous(node);
    enum md_task_state state;
    size_t marker = is_first ? task_marker(&writer->scan, node, &state) : 0;

    find_wikis(&writer->scan, node);
    html_start_block(writer);
    if (!is_tight(node)) {
        html_fresh_line(writer);
        buf_puts(writer->out, "<p>");
    }
    writer->marker = marker;
    if (marker)
        html_box(writer, state);
}

static void walk_paragraph(struct html_writer *writer, cmark_node *node, bool enters)
{
    if (enters)
        enter_paragraph(writer, node);
    else if (!is_tight(node))
        buf_puts(writer->out, "</p>\n");
    else if (writer->depth > HTML_DEEPEST)
        html_fresh_line(writer);
}

static void walk_quote(struct html_writer *writer, bool enters)
{
    if (!html_container(writer, enters, 1))
        return;
    html_fresh_line(writer);
    buf_puts(writer->out, enters ? "<blockquote>\n" : "</blockquote>\n");
}

static void walk_node(struct walk *walk, cmark_node *node, bool enters)
{
    struct html_writer *writer = &walk->writer;

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
        if (enters)
            enter_document(walk, node);
        break;
    case CMARK_NODE_HEADING: walk_heading(walk, node, enters); break;
    case CMARK_NODE_PARAGRAPH: walk_paragraph(writer, node, enters); break;
    case CMARK_NODE_LIST: walk_list(writer, node, enters); break;
    case CMARK_NODE_ITEM: walk_item(writer, node, enters); break;
    case CMARK_NODE_BLOCK_QUOTE: walk_quote(writer, enters); break;
    case CMARK_NODE_CODE_BLOCK:
        html_code_block(writer, str_from(cmark_node_get_fence_info(node)),
                        str_from(cmark_node_get_literal(node)));
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        html_fresh_line(writer);
        buf_puts(writer->out, "<hr>\n");
        break;
    default: walk_inline(writer, node, enters); break;
    }
}

/* --- what comes out elsewhere --- */

static uint32_t file_line(const struct walk *walk, cmark_node *block)
{
    return md_scan_line(&walk->writer.scan, cmark_node_get_start_line(block));
}

static bool is_type(cmark_node *node, cmark_node_type type)
{
    return node && cmark_node_get_type(node) == type;
}

/* Whether the page shows the item elsewhere, and it holds no more than what is shown there. */
static bool is_left_out(const struct walk *walk, const struct html_want *want, cmark_node *item)
{
    cmark_node *first = cmark_node_first_child(item);

    return is_type(first, CMARK_NODE_PARAGRAPH) && !cmark_node_next(first) &&
           want->leaves_out(want->context, file_line(walk, first));
}

/* Takes out the items that are left out, innermost first, and the lists that hold nothing then. */
static void leave_out(const struct walk *walk, const struct html_want *want, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    cmark_event_type event;

    while (want->leaves_out && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);

        if (event == CMARK_EVENT_ENTER &&
            (is_type(node, CMARK_NODE_PARAGRAPH) || is_type(node, CMARK_NODE_HEADING)))
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT); /* no item stands in text */
        if (event != CMARK_EVENT_EXIT)
            continue;
        if ((is_type(node, CMARK_NODE_LIST) && !cmark_node_first_child(node)) ||
            (is_type(node, CMARK_NODE_ITEM) && is_left_out(walk, want, node)))
            cmark_node_unlink(node);
    }
}

/* What is taken out of the document for one answer. */
struct piece {
    cmark_node *document;
    const struct html_apart *apart;
};

struct pieces {
    VEC(struct piece);
    uint32_t next; /* of want->apart: all before were found or passed */
};

/* Begins the piece that the block asks for; NULL where it asks for none. Blocks come in the order of their lines. */
static cmark_node *begin_piece(struct walk *walk, const struct html_want *want, struct pieces *pieces,
                               cmark_node *block)
{
    uint32_t line = file_line(walk, block);
    cmark_node *document;

    while (pieces->next < want->apart_count && want->apart[pieces->next].line < line)
        pieces->next++;
    if (pieces->next == want->apart_count || want->apart[pieces->next].line != line)
        return NULL;
    document = cmark_node_new_with_mem(CMARK_NODE_DOCUMENT, &walk->memory);
    *vec_add(pieces, walk->writer.scan.job->scratch) = (struct piece){document, &want->apart[pieces->next]};
    return document;
}

/* Moves what the items of a list answer; returns the newest piece, or NULL where none of them asks. */
static cmark_node *cut_list(struct walk *walk, const struct html_want *want, struct pieces *pieces,
                            cmark_node *list)
{
    cmark_node *newest = NULL, *next;

    for (cmark_node *item = cmark_node_first_child(list); item; item = next) {
        cmark_node *first = cmark_node_first_child(item);
        cmark_node *piece =
            is_type(first, CMARK_NODE_PARAGRAPH) ? begin_piece(walk, want, pieces, first) : NULL;

        next = cmark_node_next(item);
        if (!piece)
            continue;
        newest = piece;
        cmark_node_unlink(first);
        while ((first = cmark_node_first_child(item)))
            cmark_node_append_child(piece, first);
        cmark_node_unlink(item);
    }
    if (!cmark_node_first_child(list))
        cmark_node_unlink(list);
    return newest;
}

/* Moves what comes out apart from the document into documents of their own. */
static void cut(struct walk *walk, const struct html_want *want, cmark_node *document, struct pieces *pieces)
{
    cmark_node *piece = NULL, *next;
    bool is_below_heading = false; /* the piece is: lists belong to it too */

    for (cmark_node *node = want->apart_count ? cmark_node_first_child(document) : NULL; node; node = next) {
        cmark_node *begun = NULL;

        next = cmark_node_next(node);
        if (is_type(node, CMARK_NODE_HEADING)) {
            piece = begin_piece(walk, want, pieces, node);
            is_below_heading = piece;
            if (piece)
                cmark_node_unlink(node);
            continue;
        }
        if (is_type(node, CMARK_NODE_LIST) && !is_below_heading)
            begun = cut_list(walk, want, pieces, node);
        if (begun)
            piece = begun;
        else if (piece && (is_below_heading || !is_type(node, CMARK_NODE_LIST)))
            cmark_node_append_child(piece, node);
    }
}

/* --- the body --- */

/* The next block is looked for from the body's start. */
static void rewind_source(struct md_scan *scan, struct str body)
{
    scan->block = (struct md_scan_block){0};
    md_source_start(&scan->source, body, scan->job->first_line);
}

/* Whether something that comes out stands between a heading and the next one. */
static bool has_text(cmark_node *heading)
{
    cmark_node *next = cmark_node_next(heading);

    while (is_type(next, CMARK_NODE_HTML_BLOCK))
        next = cmark_node_next(next);
    return next && !is_type(next, CMARK_NODE_HEADING);
}

/* Decides what comes out, heading for heading; `is_bare`: those that do not, as nothing does below them, or NULL. */
static void plan(struct html_writer *writer, const struct html_want *want, cmark_node *document,
                 const bool *is_bare)
{
    struct md_scan *scan = &writer->scan;

    html_plan_start(&writer->plan, want, scan->job->scratch);
    for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
        struct html_heading heading;

        if (cmark_node_get_type(node) != CMARK_NODE_HEADING)
            continue;
        heading = *heading_of(scan, node);
        heading.is_empty = heading.is_empty || (is_bare && is_bare[writer->plan.parts.n]);
        html_plan_add(&writer->plan, &heading);
    }
    rewind_source(scan, scan->source.body);
}

/*
 * Which of the headings, in their order, have nothing to come out below them. From the end: what comes
 * out of sub-sections is known then.
 */
static bool *find_bare(struct html_writer *writer, const struct html_want *want, cmark_node *document)
{
    struct html_want draft = *want;
    const struct html_part *parts;
    bool *is_bare, is_kept[MD_HEADING_LEVELS + 1] = {0};
    uint32_t part;

    draft.id_prefix = (struct str){0};
    plan(writer, &draft, document, NULL);
    parts = writer->plan.parts.at;
    part = writer->plan.parts.n;
    is_bare = arena_new_array(writer->plan.arena, bool, part);
    for (cmark_node *node = cmark_node_last_child(document); node; node = cmark_node_previous(node)) {
        int level = is_type(node, CMARK_NODE_HEADING) ? cmark_node_get_heading_level(node) : 0;
        bool has_more = false;

        if (!level)
            continue;
        for (int i = level + 1; i <= MD_HEADING_LEVELS; i++) {
            has_more = has_more || is_kept[i];
            is_kept[i] = false;
        }
        part--;
        has_more = has_more || (!html_is_left_out(&parts[part]) && has_text(node));
        is_bare[part] = !has_more;
        is_kept[level] = is_kept[level] || has_more;
    }
    return is_bare;
}

static bool has_private(struct md_scan *scan, cmark_node *document)
{
    for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node))
        if (is_type(node, CMARK_NODE_HEADING) && heading_of(scan, node)->own & MD_ROLE_PRIVATE)
            return true;
    return false;
}

/* The document without private sections: they are taken out of its text, so that no definition in them counts either. */
static cmark_node *prepare(struct html_writer *writer, const struct md_document *document)
{
    static const struct html_want everything;
    struct md_scan *scan = &writer->scan;
    cmark_node *root = (cmark_node *)document->root;
    struct md_document public;

    rewind_source(scan, document->body);
    if (!has_private(scan, root))
        return root;
    plan(writer, &everything, root, NULL);
    public = md_parse(scan->job, html_plan_blank(&writer->plan, document->body));
    rewind_source(scan, public.body);
    return (cmark_node *)public.root;
}

/* Appends a document, which may be a part of the body. */
static void render(struct walk *walk, const struct html_want *want, cmark_node *document, struct buf *out)
{
    struct html_writer *writer = &walk->writer;
    cmark_event_type event;

    walk->part = 0;
    walk->level = 0;
    writer->want = want;
    writer->out = out;
    writer->start = out->n;
    plan(writer, want, document, want->drops_bare ? find_bare(writer, want, document) : NULL);
    walk->iter = cmark_iter_new(document);
    while ((event = cmark_iter_next(walk->iter)) != CMARK_EVENT_DONE)
        walk_node(walk, cmark_iter_get_node(walk->iter), event == CMARK_EVENT_ENTER);
}

void html_render_document(const struct md_job *job, const struct html_want *want,
                          const struct md_document *document, struct buf *out)
{
    struct arena *before = md_memory_use(job->scratch);
    struct md_job own = *job;
    struct walk walk = {.memory = {md_memory_calloc, md_memory_realloc, md_memory_free}};
    struct html_want apart = {.context = want->context, .resolve = want->resolve, .top = want->apart_top};
    struct pieces pieces = {0};
    cmark_node *root;

    own.keep = job->scratch;
    own.want = job->diags ? MD_WANT_LINKS : 0; /* else no place is asked for */
    walk.writer.scan = (struct md_scan){.job = &own, .keeps_links = true};
    root = prepare(&walk.writer, document);
    leave_out(&walk, want, root);
    cut(&walk, want, root, &pieces);
    if (out)
        render(&walk, want, root, out);
    for (uint32_t i = 0; i < pieces.n; i++)
        render(&walk, &apart, pieces.at[i].document, pieces.at[i].apart->out);
    md_memory_use(before);
}

void html_render(const struct md_job *job, const struct html_want *want, struct str body, struct buf *out)
{
    struct md_document document = md_parse(job, body);

    html_render_document(job, want, &document, out);
}
