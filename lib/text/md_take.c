#include <string.h>

#include "base/utf8.h"
#include "text/md_job.h"
#include "text/md_scan.h"

enum { NOTE_BYTES = 200 };

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

/* --- what headings and paragraphs share --- */

static uint32_t block_line(const struct md_scan *scan)
{
    return md_scan_line(scan, scan->block.span.line);
}

static uint32_t add_question(struct md_scan *scan, struct str text)
{
    struct str folded;

    if (!md_scan_wants(scan, MD_WANT_QUESTIONS))
        return MD_NO_QUESTION;
    folded = md_scan_fold(scan, text);
    if (!folded.n)
        return MD_NO_QUESTION;
    *vec_add(&scan->md->questions, scan->job->scratch) = (struct md_question){
        .text = folded,
        .line = block_line(scan),
        .is_private = scan->roles & MD_ROLE_PRIVATE,
    };
    return scan->md->questions.n - 1;
}

static void give_links(struct md_scan *scan)
{
    for (uint32_t i = 0; i < scan->links.n; i++)
        *vec_add(&scan->md->links, scan->job->scratch) = scan->links.at[i];
}

static void add_block(struct md_scan *scan, struct md_block block)
{
    block.line = block_line(scan);
    block.is_private = scan->roles & MD_ROLE_PRIVATE;
    *vec_add(&scan->md->blocks, scan->job->scratch) = block;
}

void md_take_range(struct md_scan *scan, uint32_t from, uint32_t to, bool is_private)
{
    if (md_scan_wants(scan, MD_WANT_RANGES))
        *vec_add(&scan->md->ranges, scan->job->scratch) = (struct md_range){from, to, is_private};
}

/* --- headings --- */

static void outline_heading(struct md_scan *scan, int level, struct str title)
{
    struct md_heading *heading = md_extents_add_heading(&scan->extents, scan->block.span);

    heading->title = str_copy(scan->job->keep, title);
    heading->level = level;
    heading->roles = scan->roles;
}

/* Begins or ends the range of private lines before `line`, as the roles there say. */
static void take_private(struct md_scan *scan, uint32_t line)
{
    bool is_private = scan->roles & MD_ROLE_PRIVATE;

    if (is_private && !scan->private_from)
        scan->private_from = line;
    if (is_private || !scan->private_from)
        return;
    md_take_range(scan, scan->private_from, line - 1, true);
    scan->private_from = 0;
}

void md_take_heading(struct md_scan *scan, int level, bool is_section)
{
    struct str title;
    unsigned own;

    scan->keeps_links = md_scan_wants(scan, MD_WANT_LINKS);
    md_link_resolve(scan);
    give_links(scan);
    if (!is_section)
        return;
    title = md_line_fold(md_scan_text(scan), scan->text.p);
    own = md_line_title(&title);
    scan->roles = md_sections_open(&scan->sections, level, own);
    if (scan->extents.outline)
        outline_heading(scan, level, title);
    scan->question = MD_NO_QUESTION;
    take_private(scan, block_line(scan));
    if (md_scan_wants(scan, MD_WANT_BLOCKS))
        add_block(scan, (struct md_block){.text = md_scan_fold(scan, title), .level = (uint8_t)level});
    if (md_sections_heading_asks(&scan->sections))
        scan->question = add_question(scan, title);
}

/* --- tasks --- */

/* Where the block's source has these bytes of its text, else where it begins. */
static struct place place_in_block(struct md_scan *scan, struct str bytes)
{
    struct md_source *source = &scan->source;
    size_t at;

    md_scan_locate(scan);
    at = md_source_find(source, bytes);
    if (at == source->body.n)
        at = md_source_offset(source, scan->block.span.line, scan->block.span.column);
    return md_source_place(source, at);
}

static int32_t mark_day(struct md_scan *scan, const struct md_mark *mark)
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
static void *kept(struct md_scan *scan, const void *at, size_t size)
{
    return size ? memcpy(arena_raw(scan->job->keep, size), at, size) : NULL;
}

/* What a settled task says about what is due: that something of mine was done on a day. */
static bool is_touch(const struct md_task *task)
{
    return task->state == MD_TASK_DONE && task->done && !task->theirs;
}

static void add_task(struct md_scan *scan)
{
    enum md_task_state state = scan->block.state;
    struct md_task task = {
        .state = state, .line = block_line(scan), .is_private = scan->roles & MD_ROLE_PRIVATE};
    struct md_marks marks;
    struct str text = md_line_marks(&scan->text, 3, arena_chars(scan->job->scratch, scan->text.n), &marks);
    int32_t done;

    if (!text.n)
        return;
    task.due = mark_day(scan, &marks.due);
    done = mark_day(scan, &marks.done);
    task.done = state == MD_TASK_DONE ? done : 0;
    task.theirs = marks.waiting || (scan->roles & MD_ROLE_THEIRS);
    task.is_private = scan->roles & MD_ROLE_PRIVATE;
    if (md_scan_wants(scan, MD_WANT_DUE) && state != MD_TASK_OPEN) {
        if (!is_touch(&task))
            return;
    } else {
        task.text = str_copy(scan->job->keep, text);
        task.links.at = kept(scan, scan->links.at, scan->links.n * sizeof *scan->links.at);
        task.links.n = task.links.cap = scan->links.n;
    }
    if (scan->extents.outline)
        md_extents_add_task(&scan->extents, scan->block.span, done, marks.done.whole.n > 0);
    *vec_add(&scan->md->tasks, scan->job->scratch) = task;
}

/* --- the log --- */

/* Whether a top-level item only heads the list below it: "- Letters", "- 2026". */
static bool is_title(const struct md_scan *scan, struct str token)
{
    uint32_t number;

    return scan->item_depth == 1 && scan->block.heads_list &&
           (str_number(token, UINT32_MAX, &number) || !md_line_is_date_attempt(token, false));
}

static void add_log(struct md_scan *scan)
{
    struct md_log_line line;
    struct str text = md_scan_text(scan), token;

    if (md_line_log(text, &line)) {
        *vec_add(&scan->md->log, scan->job->scratch) = (struct md_log){
            .when = line.when,
            .text = md_scan_fold(scan, line.text),
            .line = block_line(scan),
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

/* --- what other sections hold --- */

/* What follows a name, without what parts the two. */
static struct str beyond(struct str text)
{
    static const char *const marks[] = {" ", ",", ":", "-", "\xE2\x80\x93", "\xE2\x80\x94"};
    size_t n;

    do {
        n = text.n;
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
            if (str_starts(text, str_from(marks[i])))
                text = str_skip(text, strlen(marks[i]));
    } while (text.n < n);
    return text;
}

/* What text says behind the link that it starts with: it shows the label, a wiki-link without one the target. */
static struct str beyond_link(struct str text, const struct md_link *link)
{
    bool has_label = link->label.n || link->form != MD_LINK_WIKI;
    struct str shown = has_label ? link->label : link->target;

    return str_starts(text, shown) ? beyond(str_skip(text, shown.n)) : (struct str){0};
}

/* A referral or a skill as a line names it, with its link where the text starts with one; no name where there is none. */
static struct md_referral named(struct md_scan *scan)
{
    struct md_referral named = {.line = block_line(scan), .is_private = scan->roles & MD_ROLE_PRIVATE};
    struct str text = md_scan_text(scan), whole = md_scan_fold(scan, text), first_line = whole;
    size_t end = str_index(text, '\n', 0);

    if (scan->starts_with_link) {
        named.link = scan->links.at[0];
        named.name = utf8_is_blank(named.link.label) ? named.link.target : named.link.label;
        named.note = beyond_link(whole, &named.link);
        return named;
    }
    if (end < text.n)
        first_line = md_scan_fold(scan, str_slice(text, 0, end));
    named.name = md_line_name(first_line);
    named.note = beyond(str_skip(whole, named.name.n));
    if (utf8_is_blank(named.name))
        named.name.n = 0;
    return named;
}

static void add_referral(struct md_scan *scan)
{
    struct md_referral referral = named(scan);

    if (referral.name.n)
        *vec_add(&scan->md->referrals, scan->job->scratch) = referral;
}

static void add_skill(struct md_scan *scan)
{
    struct md_referral skill = named(scan);

    if (skill.name.n)
        *vec_add(&scan->md->skills, scan->job->scratch) =
            (struct md_skill){skill.name, skill.note, skill.link, skill.line, skill.is_private};
}

static void add_note(struct md_scan *scan)
{
    struct str text = md_line_cut(md_scan_fold(scan, md_scan_text(scan)), NOTE_BYTES);

    if (text.n)
        *vec_add(&scan->md->notes, scan->job->scratch) = (struct md_line){text, block_line(scan)};
}

/* The question that text in this place answers, or MD_NO_QUESTION. */
static uint32_t answered_here(const struct md_scan *scan)
{
    if (!(scan->roles & MD_ROLE_QUESTIONS))
        return MD_NO_QUESTION;
    return scan->item_depth && !(scan->roles & MD_ROLE_ANSWERS) ? scan->item_question : scan->question;
}

static bool is_answer_awaited(const struct md_scan *scan)
{
    uint32_t question = answered_here(scan);

    return question != MD_NO_QUESTION && !scan->md->questions.at[question].answered;
}

static void add_prose(struct md_scan *scan)
{
    if (md_line_is_blank(md_scan_text(scan)))
        return;
    scan->md->has_prose = true;
    if (is_answer_awaited(scan))
        scan->md->questions.at[answered_here(scan)].answered = true;
}

/* --- paragraphs --- */

/* Whether it is the first paragraph of a top-level item. */
static bool is_top(const struct md_scan *scan)
{
    return scan->block.is_first && scan->item_depth == 1;
}

/* What a paragraph that is no task is read for, as the sections around it say. */
static unsigned section_uses(const struct md_scan *scan)
{
    unsigned roles = scan->roles, uses = 0;
    bool is_first = scan->block.is_first;

    if ((roles & MD_ROLE_LOG) && is_first && md_scan_wants(scan, MD_WANT_LOG))
        uses |= USE_LOG;
    if ((roles & MD_ROLE_REFERRALS) && is_top(scan) && md_scan_wants(scan, MD_WANT_REFERRALS))
        uses |= USE_REFERRAL;
    if ((roles & MD_ROLE_SKILLS) && is_first && md_scan_wants(scan, MD_WANT_SKILLS))
        uses |= USE_SKILL;
    if ((roles & MD_ROLE_NOTES) && !(roles & MD_ROLE_PRIVATE) && (is_top(scan) || !scan->item_depth) &&
        md_scan_wants(scan, MD_WANT_NOTES) && scan->md->notes.n < MD_NOTES_MOST)
        uses |= USE_NOTE;
    if ((roles & MD_ROLE_QUESTIONS) && !(roles & MD_ROLE_ANSWERS) && is_top(scan))
        uses |= md_scan_wants(scan, MD_WANT_QUESTIONS) ? USE_QUESTION : 0;
    else if (!scan->md->has_prose || is_answer_awaited(scan))
        uses |= USE_PROSE;
    return uses;
}

unsigned md_take_uses(const struct md_scan *scan)
{
    unsigned uses = md_scan_wants(scan, MD_WANT_LINKS) ? USE_LINKS : 0;

    if (md_scan_wants(scan, MD_WANT_BLOCKS))
        uses |= USE_BLOCK;
    if (!scan->block.is_task)
        return uses | section_uses(scan);
    return md_scan_wants(scan, MD_WANT_TASKS) ? uses | USE_TASK : uses;
}

static void apply_uses(struct md_scan *scan, unsigned uses)
{
    if (uses & USE_QUESTION) {
        scan->item_question = add_question(scan, md_scan_text(scan));
        if (scan->item_question != MD_NO_QUESTION)
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

static void add_paragraph_block(struct md_scan *scan)
{
    struct str text = md_scan_fold(scan, md_scan_text(scan));

    if (text.n)
        add_block(scan, (struct md_block){.text = text, .is_item = is_top(scan)});
}

void md_take_paragraph(struct md_scan *scan, unsigned uses)
{
    scan->keeps_links = uses & (USE_TASK | USE_REFERRAL | USE_SKILL | USE_LINKS);
    md_link_resolve(scan);
    if (uses & USE_LINKS)
        give_links(scan);
    if (uses & USE_BLOCK)
        add_paragraph_block(scan);
    if (uses & USE_TASK)
        add_task(scan);
    else
        apply_uses(scan, uses);
}

/* --- the end --- */

#define KEEP(scan, vec) \
    ((vec)->at = kept(scan, (vec)->at, (vec)->n * sizeof *(vec)->at), (vec)->cap = (vec)->n)

/* What was read is gathered in scratch memory, so that it takes no more room than it needs. */
void md_take_end(struct md_scan *scan)
{
    struct md *md = scan->md;

    if (scan->private_from)
        md_take_range(scan, scan->private_from, UINT32_MAX, true);
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
