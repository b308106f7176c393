#include "text/md.h"

#include <cmark.h>
#include <string.h>

#include "text/md_extents.h"
#include "text/md_job.h"
#include "text/md_lean.h"
#include "text/md_line.h"
#include "text/md_memory.h"
#include "text/md_section.h"
#include "text/md_source.h"

enum { NOTE_BYTES = 200 };

const char *md_library_version(void)
{
    return cmark_version_string();
}

/* --- what is known while a body is walked --- */

/* What a paragraph is read for. */
enum use {
    USE_TASK = 1 << 0,
    USE_LOG = 1 << 1,
    USE_QUESTION = 1 << 2,
    USE_REFERRAL = 1 << 3,
    USE_SKILL = 1 << 4,
    USE_NOTE = 1 << 5,
    USE_PROSE = 1 << 6,
    USE_LINKS = 1 << 7, /* the links go into md->links */
    USE_BLOCK = 1 << 8,
};

/* An inline link within the text being read: [from, to) is its label. */
struct inline_link {
    size_t from, to;
    cmark_node *node;
};

/* A text node with a bracket, and where its bytes begin in the text: wiki-links are looked for in these. */
struct run {
    size_t at, n;
    cmark_node *node;
};

enum { NO_QUESTION = UINT32_MAX };

struct scan {
    const struct md_job *job;
    struct md *md;
    cmark_iter *iter;

    struct md_sections sections;
    unsigned roles;         /* those of the innermost section */
    unsigned item_depth;    /* list items around here */
    uint32_t question;      /* the section's newest, or NO_QUESTION */
    uint32_t private_from;  /* the line on which the private section around here begins; 0: none */
    uint32_t item_question; /* the one that the top-level item around here asks, or NO_QUESTION */

    /* The block being read. Memory is reused for the next one. */
    cmark_node *block;
    struct md_text text;
    struct {
        VEC(struct inline_link);
    } inline_links;
    struct {
        VEC(struct run);
    } runs;
    uint32_t run; /* the one that the newest wiki-link begins in */
    unsigned image_depth;
    bool in_link;
    bool keeps_links;
    bool starts_with_link;
    struct md_links links; /* what resolve_links found, in the order of the text */

    cmark_node *located; /* the block that `source` stands at */
    struct md_source source;

    struct md_extents extents; /* without outline: nobody asks for it */
};

static bool wants(const struct scan *scan, unsigned want)
{
    return scan->job->want & want;
}

static uint32_t file_line(const struct scan *scan, int line)
{
    return md_source_file_line(&scan->source, (uint32_t)line);
}

static struct str folded_copy(struct scan *scan, struct str s)
{
    return md_line_fold(s, arena_chars(scan->job->keep, s.n));
}

/* Lets scan->source stand at a block. Blocks are located in their order. */
static void locate(struct scan *scan, cmark_node *block)
{
    if (scan->located == block)
        return;
    md_source_locate(&scan->source, cmark_node_get_start_line(block), cmark_node_get_end_line(block),
                     cmark_node_get_start_column(block));
    scan->located = block;
}

/* --- where blocks stand --- */

/* The last line of a block without children. That of HTML and of a block of one line is sometimes one before, for cmark. */
static int last_line(cmark_node *block)
{
    int line = cmark_node_get_start_line(block), end = cmark_node_get_end_line(block);
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
    return (struct md_span){cmark_node_get_start_line(block), last_line(block),
                            cmark_node_get_start_column(block)};
}

/* A top-level item: all of them stand in lists of the document, since quotes are passed over. */
static void outline_item(struct scan *scan, cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    struct md_item *item = md_extents_add_item(&scan->extents, block_of(node));

    item->is_first = !cmark_node_previous(node);
    if (!child)
        return;
    item->text = md_extents_start(&scan->extents, block_of(child));
    item->line = file_line(scan, cmark_node_get_start_line(child));
    item->is_text = cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH;
}

/* What stands in a top-level item makes it as long as it is. */
static void outline_content(struct scan *scan, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (scan->extents.outline && scan->item_depth && type != CMARK_NODE_LIST && type != CMARK_NODE_ITEM)
        md_extents_grow_item(&scan->extents, block_of(node));
}

static void outline_heading(struct scan *scan, cmark_node *node, struct str title)
{
    struct md_heading *heading = md_extents_add_heading(&scan->extents, block_of(node));

    heading->title = str_copy(scan->job->keep, title);
    heading->level = cmark_node_get_heading_level(node);
    heading->roles = scan->roles;
}

/* --- plain text --- */

static void take_text(struct scan *scan, cmark_node *node)
{
    struct str literal = str_from(cmark_node_get_literal(node));
    bool is_plain = !scan->in_link && !scan->image_depth;

    if (is_plain && literal.n && memchr(literal.p, '[', literal.n))
        *vec_add(&scan->runs, scan->job->scratch) = (struct run){scan->text.n, literal.n, node};
    md_text_add(&scan->text, scan->job->scratch, literal, is_plain ? MD_PLAIN : MD_IN_LINK);
}

/* Links within an image's alt text are no links. */
static void take_link(struct scan *scan, cmark_node *node, bool enters)
{
    if (scan->image_depth)
        return;
    scan->in_link = enters;
    if (enters)
        *vec_add(&scan->inline_links, scan->job->scratch) =
            (struct inline_link){scan->text.n, scan->text.n, node};
    else
        scan->inline_links.at[scan->inline_links.n - 1].to = scan->text.n;
}

/* Reads the text of a paragraph or heading whose ENTER the iterator has just given; it stands at its EXIT after. */
static void read_block(struct scan *scan, cmark_node *block)
{
    cmark_event_type event;
    cmark_node *node;

    scan->text.n = 0;
    scan->inline_links.n = 0;
    scan->runs.n = 0;
    scan->links.n = 0;
    scan->starts_with_link = false;
    scan->block = block;
    while (event = cmark_iter_next(scan->iter), (node = cmark_iter_get_node(scan->iter)) != block) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT: take_text(scan, node); break;
        case CMARK_NODE_CODE:
            md_text_add(&scan->text, scan->job->scratch, str_from(cmark_node_get_literal(node)), MD_IN_CODE);
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK: md_text_add(&scan->text, scan->job->scratch, STR("\n"), MD_PLAIN); break;
        case CMARK_NODE_LINK: take_link(scan, node, event == CMARK_EVENT_ENTER); break;
        case CMARK_NODE_IMAGE:
            if (event == CMARK_EVENT_ENTER)
                scan->image_depth++;
            else
                scan->image_depth--;
            break;
        default: break;
        }
    }
}

static void skip_block(struct scan *scan, cmark_node *block)
{
    cmark_iter_reset(scan->iter, block, CMARK_EVENT_EXIT);
}

static struct str text_of(const struct scan *scan)
{
    return (struct str){scan->text.p, scan->text.n};
}

/* --- links --- */

/* cmark sets a link's line where it ends, its column where it begins: the line is that of its label. */
static struct place inline_place(struct scan *scan, cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    int line = child ? cmark_node_get_start_line(child) : 0;
    size_t at;

    if (line < 1)
        line = cmark_node_get_start_line(node);
    locate(scan, scan->block);
    at = md_source_offset(&scan->source, line, cmark_node_get_start_column(node));
    if (md_source_has(&scan->source, at, STR("[")) || md_source_has(&scan->source, at, STR("<")))
        return md_source_place(&scan->source, at);
    return (struct place){file_line(scan, line), 0};
}

/*
 * Whether a wiki-link of the text, at `at`, is one in the source too: its brackets
 * may have been escaped. Where nothing in its text node was, the node's column says
 * where it stands; else it is searched for. Gives its place where that is wanted.
 */
static bool wiki_in_source(struct scan *scan, size_t at, struct md_link *link)
{
    struct md_source *source = &scan->source;
    const struct run *run;
    size_t offset = source->body.n;
    int column;

    while (scan->run + 1 < scan->runs.n && scan->runs.at[scan->run + 1].at <= at)
        scan->run++;
    run = &scan->runs.at[scan->run];
    column = cmark_node_get_start_column(run->node);
    locate(scan, scan->block);
    if ((int)run->n == cmark_node_get_end_column(run->node) - column + 1)
        offset = md_source_offset(source, cmark_node_get_start_line(run->node), column + (int)(at - run->at));
    if (!md_source_has(source, offset, STR("[[")))
        offset = md_source_wiki(source, link->target);
    if (offset == source->body.n)
        return false;
    source->search_from = offset + 2;
    if (wants(scan, MD_WANT_LINKS))
        link->place = md_source_place(source, offset);
    return true;
}

/* The next wiki-link of the text at or after `*at`, which is set; its length, or 0. */
static size_t next_wiki(struct scan *scan, size_t *at, struct md_link *link)
{
    struct str s = text_of(scan);
    const char *inside = scan->text.inside;

    for (size_t i = str_index(s, '[', *at); i < s.n; i = str_index(s, '[', i + 1)) {
        size_t n = md_line_wiki(str_skip(s, i), link);

        if (!n || memchr(inside + i, MD_IN_CODE, n) || memchr(inside + i, MD_IN_LINK, n))
            continue;
        if (!wiki_in_source(scan, i, link))
            continue;
        *at = i;
        return n;
    }
    return 0;
}

/* `at`: where it begins in the text, of which nothing before the first link was changed. */
static void add_link(struct scan *scan, struct md_link link, size_t at)
{
    if (!scan->links.n)
        scan->starts_with_link = md_line_is_blank(str_slice(text_of(scan), 0, at));
    *vec_add(&scan->links, scan->job->scratch) = link;
}

/* Adds the inline links that begin before `until`, from scan->inline_links.at[*next] on. */
static void add_inline_links(struct scan *scan, uint32_t *next, size_t until)
{
    for (; *next < scan->inline_links.n && scan->inline_links.at[*next].from <= until; ++*next) {
        const struct inline_link *found = &scan->inline_links.at[*next];
        struct md_link link = {.form = MD_LINK_INLINE};

        link.target = md_target(scan->job, str_from(cmark_node_get_url(found->node)));
        if (!link.target.n)
            continue;
        link.label = folded_copy(scan, str_slice(text_of(scan), found->from, found->to));
        if (wants(scan, MD_WANT_LINKS))
            link.place = inline_place(scan, found->node);
        add_link(scan, link, found->from);
    }
}

/* Puts labels (else targets) in the place of wiki-links, and fills scan->links where they are kept. */
static void resolve_links(struct scan *scan)
{
    struct md_text *text = &scan->text;
    size_t kept = 0, from = 0, at = 0, n;
    uint32_t next = 0;
    struct md_link link;

    scan->run = 0;
    while (scan->runs.n && (n = next_wiki(scan, &at, &link))) {
        struct str shown = link.label.n ? link.label : link.target;
        size_t shown_at = (size_t)(shown.p - text->p);

        if (scan->keeps_links) {
            add_inline_links(scan, &next, at);
            link.target = str_copy(scan->job->keep, link.target);
            link.label = folded_copy(scan, link.label);
            add_link(scan, link, at);
        }
        md_text_keep(text, &kept, from, at);
        md_text_keep(text, &kept, shown_at, shown_at + shown.n);
        from = at = at + n;
    }
    if (scan->keeps_links)
        add_inline_links(scan, &next, text->n);
    md_text_keep(text, &kept, from, text->n);
    text->n = kept;
}

/* --- sections --- */

static uint32_t add_question(struct scan *scan, struct str text)
{
    struct str folded;

    if (!wants(scan, MD_WANT_QUESTIONS))
        return NO_QUESTION;
    folded = folded_copy(scan, text);
    if (!folded.n)
        return NO_QUESTION;
    *vec_add(&scan->md->questions, scan->job->scratch) = (struct md_question){
        .text = folded,
        .line = file_line(scan, cmark_node_get_start_line(scan->block)),
    };
    return scan->md->questions.n - 1;
}

static void give_links(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->links.n; i++)
        *vec_add(&scan->md->links, scan->job->scratch) = scan->links.at[i];
}

static void add_range(struct scan *scan, uint32_t from, uint32_t to, bool is_private)
{
    if (wants(scan, MD_WANT_RANGES))
        *vec_add(&scan->md->ranges, scan->job->scratch) = (struct md_range){from, to, is_private};
}

/* The last line of a block of one line is sometimes that before it, for cmark. */
static void take_apart(struct scan *scan, cmark_node *block)
{
    int from = cmark_node_get_start_line(block), to = cmark_node_get_end_line(block);

    add_range(scan, file_line(scan, from), file_line(scan, to < from ? from : to), false);
}

static void add_block(struct scan *scan, struct md_block block)
{
    block.line = file_line(scan, cmark_node_get_start_line(scan->block));
    block.is_private = scan->roles & MD_ROLE_PRIVATE;
    *vec_add(&scan->md->blocks, scan->job->scratch) = block;
}

/* Begins or ends the range of private lines before `line`, as the roles there say. */
static void take_private(struct scan *scan, uint32_t line)
{
    bool is_private = scan->roles & MD_ROLE_PRIVATE;

    if (is_private && !scan->private_from)
        scan->private_from = line;
    if (is_private || !scan->private_from)
        return;
    add_range(scan, scan->private_from, line - 1, true);
    scan->private_from = 0;
}

static void take_heading(struct scan *scan, cmark_node *node)
{
    bool is_section = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;
    struct str title;
    unsigned own;

    scan->keeps_links = wants(scan, MD_WANT_LINKS);
    if (!is_section && !scan->keeps_links) {
        skip_block(scan, node);
        return;
    }
    read_block(scan, node);
    resolve_links(scan);
    give_links(scan);
    if (!is_section)
        return;
    title = md_line_fold(text_of(scan), scan->text.p);
    own = md_line_title(&title);
    scan->roles = md_sections_open(&scan->sections, cmark_node_get_heading_level(node), own);
    if (scan->extents.outline)
        outline_heading(scan, node, title);
    scan->question = NO_QUESTION;
    take_private(scan, file_line(scan, cmark_node_get_start_line(node)));
    if (wants(scan, MD_WANT_BLOCKS))
        add_block(scan, (struct md_block){.text = folded_copy(scan, title),
                                          .level = (uint8_t)cmark_node_get_heading_level(node)});
    if (md_sections_heading_asks(&scan->sections))
        scan->question = add_question(scan, title);
}

/* --- paragraphs --- */

/* Where the block's source has these bytes of its text, else where it begins. */
static struct place place_in_block(struct scan *scan, struct str bytes)
{
    struct md_source *source = &scan->source;
    size_t at;

    locate(scan, scan->block);
    at = md_source_find(source, bytes);
    if (at == source->body.n)
        at = md_source_offset(source, cmark_node_get_start_line(scan->block),
                              cmark_node_get_start_column(scan->block));
    return md_source_place(source, at);
}

static int32_t mark_day(struct scan *scan, const struct md_mark *mark)
{
    struct stamp stamp;

    if (!mark->whole.n)
        return 0;
    if (date_iso_parse(mark->token, &stamp))
        return stamp.day;
    if (scan->job->diags)
        md_report_date(scan->job, mark->token, place_in_block(scan, mark->whole));
    return 0;
}

/* An array of the scratch arena as it stays: without room for more. */
static void *kept(struct scan *scan, const void *at, size_t size)
{
    return size ? memcpy(arena_raw(scan->job->keep, size), at, size) : NULL;
}

/* What a settled task says about what is due: that something of mine was done on a day. */
static bool is_touch(const struct md_task *task)
{
    return task->state == MD_TASK_DONE && task->done && !task->theirs;
}

static void add_task(struct scan *scan, enum md_task_state state)
{
    struct md_task task = {.state = state, .line = file_line(scan, cmark_node_get_start_line(scan->block))};
    struct md_marks marks;
    struct str text = md_line_marks(&scan->text, 3, arena_chars(scan->job->scratch, scan->text.n), &marks);
    int32_t done;

    if (!text.n)
        return;
    task.due = mark_day(scan, &marks.due);
    done = mark_day(scan, &marks.done);
    task.done = state == MD_TASK_DONE ? done : 0;
    task.theirs = marks.waiting || (scan->roles & MD_ROLE_THEIRS);
    if (wants(scan, MD_WANT_DUE) && state != MD_TASK_OPEN) {
        if (!is_touch(&task))
            return;
    } else {
        task.text = str_copy(scan->job->keep, text);
        task.links.at = kept(scan, scan->links.at, scan->links.n * sizeof *scan->links.at);
        task.links.n = task.links.cap = scan->links.n;
    }
    if (scan->extents.outline)
        md_extents_add_task(&scan->extents, block_of(scan->block), done, marks.done.whole.n > 0);
    *vec_add(&scan->md->tasks, scan->job->scratch) = task;
}

/* Whether a top-level item only heads the list below it: "- Letters", "- 2026". */
static bool is_title(const struct scan *scan, struct str token)
{
    cmark_node *next = cmark_node_next(scan->block);
    uint32_t number;

    return scan->item_depth == 1 && next && cmark_node_get_type(next) == CMARK_NODE_LIST &&
           (str_number(token, UINT32_MAX, &number) || !md_line_is_date_attempt(token, false));
}

static void add_log(struct scan *scan)
{
    struct md_log_line line;
    struct str text = text_of(scan), token;

    if (md_line_log(text, &line)) {
        *vec_add(&scan->md->log, scan->job->scratch) = (struct md_log){
            .when = line.when,
            .text = folded_copy(scan, line.text),
            .line = file_line(scan, cmark_node_get_start_line(scan->block)),
            .kind = (uint8_t)line.kind,
            .direction = (uint8_t)line.direction,
            .is_private = scan->roles & MD_ROLE_PRIVATE,
        };
        return;
    }
    token = md_line_token(text);
    if (!scan->job->diags || is_title(scan, token))
        return;
    if (md_line_is_date_attempt(token, scan->item_depth > 1))
        md_report_date(scan->job, token, place_in_block(scan, token));
    else if (scan->item_depth == 1 && token.n)
        md_report_undated(scan->job, place_in_block(scan, token));
}

/* The name of a referral or a skill, and its link where the text starts with one; false where there is none. */
static bool name_of(struct scan *scan, struct str *name, struct md_link *link)
{
    struct str text = text_of(scan), first_line;

    *link = (struct md_link){0};
    if (scan->starts_with_link) {
        *link = scan->links.at[0];
        *name = link->label.n ? link->label : link->target;
        return true;
    }
    first_line = str_slice(text, 0, str_index(text, '\n', 0));
    *name = md_line_name(folded_copy(scan, first_line));
    return name->n > 0;
}

static void add_referral(struct scan *scan)
{
    struct md_referral referral = {.line = file_line(scan, cmark_node_get_start_line(scan->block))};

    if (name_of(scan, &referral.name, &referral.link))
        *vec_add(&scan->md->referrals, scan->job->scratch) = referral;
}

static void add_skill(struct scan *scan)
{
    struct md_skill skill = {.line = file_line(scan, cmark_node_get_start_line(scan->block))};

    if (name_of(scan, &skill.name, &skill.link))
        *vec_add(&scan->md->skills, scan->job->scratch) = skill;
}

static void add_note(struct scan *scan)
{
    struct str text = md_line_cut(folded_copy(scan, text_of(scan)), NOTE_BYTES);

    if (text.n)
        *vec_add(&scan->md->notes, scan->job->scratch) =
            (struct md_line){text, file_line(scan, cmark_node_get_start_line(scan->block))};
}

/* The question that text in this place answers, or NO_QUESTION. */
static uint32_t answered_here(const struct scan *scan)
{
    if (!(scan->roles & MD_ROLE_QUESTIONS))
        return NO_QUESTION;
    return scan->item_depth && !(scan->roles & MD_ROLE_ANSWERS) ? scan->item_question : scan->question;
}

static bool is_answer_awaited(const struct scan *scan)
{
    uint32_t question = answered_here(scan);

    return question != NO_QUESTION && !scan->md->questions.at[question].answered;
}

static void add_prose(struct scan *scan)
{
    if (md_line_is_blank(text_of(scan)))
        return;
    scan->md->has_prose = true;
    if (is_answer_awaited(scan))
        scan->md->questions.at[answered_here(scan)].answered = true;
}

/*
 * Whether a paragraph that is an item's first child starts with a task's marker, in
 * its text and in the source: `\[ ]` is none.
 */
static bool is_task(struct scan *scan, cmark_node *paragraph, enum md_task_state *state)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    const char *literal = first ? cmark_node_get_literal(first) : NULL;
    struct str source;

    if (!literal || literal[0] != '[' || cmark_node_get_type(first) != CMARK_NODE_TEXT)
        return false;
    locate(scan, paragraph);
    source = str_skip(scan->source.body, md_source_offset(&scan->source, cmark_node_get_start_line(paragraph),
                                                          cmark_node_get_start_column(paragraph)));
    return md_line_marker(source, state) && str_starts(source, (struct str){literal, strnlen(literal, 3)});
}

static bool has_earlier_paragraph(cmark_node *node)
{
    while ((node = cmark_node_previous(node)))
        if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH)
            return true;
    return false;
}

/* What a paragraph that is no task is read for. */
static unsigned uses_of(const struct scan *scan, bool is_first)
{
    unsigned roles = scan->roles, uses = 0;
    bool is_top = is_first && scan->item_depth == 1;

    if ((roles & MD_ROLE_LOG) && is_first && wants(scan, MD_WANT_LOG))
        uses |= USE_LOG;
    if ((roles & MD_ROLE_REFERRALS) && is_top && wants(scan, MD_WANT_REFERRALS))
        uses |= USE_REFERRAL;
    if ((roles & MD_ROLE_SKILLS) && is_first && wants(scan, MD_WANT_SKILLS))
        uses |= USE_SKILL;
    if ((roles & MD_ROLE_NOTES) && !(roles & MD_ROLE_PRIVATE) && (is_top || !scan->item_depth) &&
        wants(scan, MD_WANT_NOTES) && scan->md->notes.n < MD_NOTES_MOST)
        uses |= USE_NOTE;
    if ((roles & MD_ROLE_QUESTIONS) && !(roles & MD_ROLE_ANSWERS) && is_top)
        uses |= wants(scan, MD_WANT_QUESTIONS) ? USE_QUESTION : 0;
    else if (!scan->md->has_prose || is_answer_awaited(scan))
        uses |= USE_PROSE;
    return uses;
}

static void apply_uses(struct scan *scan, unsigned uses)
{
    if (uses & USE_QUESTION) {
        scan->item_question = add_question(scan, text_of(scan));
        if (scan->item_question != NO_QUESTION)
            scan->question = scan->item_question;
    }
    if (uses & USE_LOG)
        add_log(scan);
    if (uses & USE_REFERRAL)
        add_referral(scan);
    if (uses & USE_SKILL)
        add_skill(scan);
    if (uses & USE_NOTE)
        add_note(scan);
    if (uses & USE_PROSE)
        add_prose(scan);
}

static void add_paragraph_block(struct scan *scan, bool is_item)
{
    struct str text = folded_copy(scan, text_of(scan));

    if (text.n)
        add_block(scan, (struct md_block){.text = text, .is_item = is_item});
}

static void take_paragraph(struct scan *scan, cmark_node *node)
{
    bool in_item = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM;
    bool is_first = in_item && !has_earlier_paragraph(node);
    unsigned uses =
        (wants(scan, MD_WANT_LINKS) ? USE_LINKS : 0) | (wants(scan, MD_WANT_BLOCKS) ? USE_BLOCK : 0);
    enum md_task_state state = MD_TASK_OPEN;

    if (in_item && !cmark_node_previous(node) && is_task(scan, node, &state)) {
        uses |= wants(scan, MD_WANT_TASKS) ? USE_TASK : 0;
    } else {
        uses |= uses_of(scan, is_first);
    }
    if (!uses) {
        skip_block(scan, node);
        return;
    }
    read_block(scan, node);
    scan->keeps_links = uses & (USE_TASK | USE_REFERRAL | USE_SKILL | USE_LINKS);
    resolve_links(scan);
    if (uses & USE_LINKS)
        give_links(scan);
    if (uses & USE_BLOCK)
        add_paragraph_block(scan, is_first && scan->item_depth == 1);
    if (uses & USE_TASK)
        add_task(scan, state);
    else
        apply_uses(scan, uses);
}

static void enter_item(struct scan *scan, cmark_node *node)
{
    if (scan->item_depth++ == 0 && scan->extents.outline)
        outline_item(scan, node);
}

static void leave_item(struct scan *scan)
{
    if (--scan->item_depth == 0)
        scan->item_question = NO_QUESTION;
}

/* --- the body --- */

static void walk(struct scan *scan)
{
    cmark_event_type event;

    while ((event = cmark_iter_next(scan->iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(scan->iter);
        bool enters = event == CMARK_EVENT_ENTER;

        if (enters)
            outline_content(scan, node);
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_BLOCK_QUOTE:
            if (enters) {
                take_apart(scan, node);
                skip_block(scan, node);
            }
            break;
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_HTML_BLOCK: take_apart(scan, node); break;
        case CMARK_NODE_HEADING:
            if (enters)
                take_heading(scan, node);
            break;
        case CMARK_NODE_PARAGRAPH:
            if (enters)
                take_paragraph(scan, node);
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

#define KEEP(scan, vec) \
    ((vec)->at = kept(scan, (vec)->at, (vec)->n * sizeof *(vec)->at), (vec)->cap = (vec)->n)

/* What was read is gathered in scratch memory, so that it takes no more room than it needs. */
static void keep_all(struct scan *scan)
{
    struct md *md = scan->md;

    KEEP(scan, &md->tasks);
    KEEP(scan, &md->log);
    KEEP(scan, &md->questions);
    KEEP(scan, &md->referrals);
    KEEP(scan, &md->skills);
    KEEP(scan, &md->notes);
    KEEP(scan, &md->links);
    KEEP(scan, &md->ranges);
    KEEP(scan, &md->blocks);
}

bool md_is_too_deep(struct str body)
{
    return md_source_is_too_deep(body);
}

/* Gives a body, or the lines of it that `lines` names, to cmark and walks over it. */
static void read_body(struct scan *scan, struct str body, const uint32_t *lines)
{
    const struct md_job *job = scan->job;
    cmark_mem mem = {md_memory_calloc, md_memory_realloc, md_memory_free};
    cmark_parser *parser;

    md_source_start(&scan->source, body, job->first_line);
    md_source_start(&scan->extents.source, body, job->first_line);
    scan->source.lines = lines;
    md_memory_use(job->scratch);
    /* CMARK_OPT_SOURCEPOS: without it the lines after a code span over two lines are wrong. */
    parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT | CMARK_OPT_SOURCEPOS, &mem);
    cmark_parser_feed(parser, body.p, body.n);
    scan->iter = cmark_iter_new(cmark_parser_finish(parser));
    walk(scan);
    if (scan->private_from)
        add_range(scan, scan->private_from, UINT32_MAX, true);
    keep_all(scan);
    md_memory_use(NULL);
}

void md_scan(const struct md_job *job, struct str body, struct md *md)
{
    struct scan scan = {.job = job, .md = md, .question = NO_QUESTION, .item_question = NO_QUESTION};
    struct md_lean lean = {.body = body};

    *md = (struct md){0};
    if (md_line_is_blank(body))
        return;
    if (wants(&scan, MD_WANT_DUE | MD_WANT_LEAN) &&
        !wants(&scan, MD_WANT_NOTES | MD_WANT_LINKS | MD_WANT_SKILLS | MD_WANT_RANGES | MD_WANT_BLOCKS))
        lean = md_lean(job->scratch, body, job->want, &md->has_prose);
    if (lean.body.n)
        read_body(&scan, lean.body, lean.lines);
}

void md_outline(const struct md_job *job, struct str body, struct md *md, struct md_outline *outline)
{
    struct scan scan = {.job = job, .md = md, .question = NO_QUESTION, .item_question = NO_QUESTION};

    *md = (struct md){0};
    *outline = (struct md_outline){0};
    scan.extents = (struct md_extents){.outline = outline, .keep = job->keep};
    if (!md_line_is_blank(body))
        read_body(&scan, body, NULL);
}
