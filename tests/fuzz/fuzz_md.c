/*
 * Markdown from hostile bodies: tasks, log lines, questions, names, notes, links.
 * The first byte says what is wanted. Whatever is read stands on a line of the
 * body, is no longer than the body, holds no control character, and is the same
 * when only that is asked for. Input that is no UTF-8 or over a limit is passed over,
 * as vault/load does.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/die.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/md_suspect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FIRST_LINE = 5, EVERYTHING = MD_WANT_LEAN - 1 };

/* What results are held against. */
struct bounds {
    size_t bytes;
    uint32_t last_line;
};

static bool is_within_limits(struct str body)
{
    size_t brackets = 0;

    for (size_t i = 0; i < body.n; i++)
        brackets += body.p[i] == '[';
    return body.n <= LIMIT_BODY && brackets <= LIMIT_BODY_BRACKETS && utf8_invalid(body) == body.n &&
           (!body.n || !memchr(body.p, 0, body.n)) && !md_is_too_deep(body);
}

static struct bounds bounds_of(struct str body)
{
    struct bounds bounds = {body.n, FIRST_LINE};

    for (size_t i = 0; i < body.n; i++)
        bounds.last_line += body.p[i] == '\n' || body.p[i] == '\r';
    return bounds;
}

static void check_text(struct str text, const struct bounds *bounds)
{
    struct str rest = text;

    must(text.n <= bounds->bytes);
    must(utf8_invalid(text) == text.n);
    while (rest.n) {
        uint32_t c = utf8_next(&rest);

        must(c >= ' ' && (c < 0x7F || c > 0x9F));
    }
}

/* Text that is folded, and never empty. */
static void check_folded(struct str text, const struct bounds *bounds)
{
    check_text(text, bounds);
    must(text.n && text.p[0] != ' ' && text.p[text.n - 1] != ' ');
    for (size_t i = 1; i < text.n; i++)
        must(text.p[i] != ' ' || text.p[i - 1] != ' ');
}

static void check_line(uint32_t line, const struct bounds *bounds)
{
    must(line >= FIRST_LINE && line <= bounds->last_line);
}

static void check_link(const struct md_link *link, const struct bounds *bounds, bool has_place)
{
    struct md_link again;

    must(link->target.n);
    must(utf8_invalid(link->target) == link->target.n);
    check_text(link->label, bounds);
    check_text(link->target, &(struct bounds){bounds->bytes + sizeof "mailto:", 0});
    if (link->form == MD_LINK_WIKI)
        must(link->label.n <= bounds->bytes && !memchr(link->target.p, '|', link->target.n));
    if (has_place)
        check_line(link->place.line, bounds);
    else
        must(!link->place.line && !link->place.column);
    must(!md_wiki_link_parse(link->target, &again) || link->form == MD_LINK_INLINE);
}

static void check_tasks(const struct md *md, const struct bounds *bounds, bool has_places)
{
    for (uint32_t i = 0; i < md->tasks.n; i++) {
        const struct md_task *task = &md->tasks.at[i];

        check_folded(task->text, bounds);
        check_line(task->line, bounds);
        must(i == 0 || task->line > md->tasks.at[i - 1].line);
        must(task->due >= 0 && task->done >= 0 && (!task->done || task->state == MD_TASK_DONE));
        for (uint32_t j = 0; j < task->links.n; j++)
            check_link(&task->links.at[j], bounds, has_places);
    }
}

static void check_log(const struct md *md, const struct bounds *bounds)
{
    for (uint32_t i = 0; i < md->log.n; i++) {
        const struct md_log *log = &md->log.at[i];

        must(log->when.day > 0 && *md_log_kind_name((enum md_log_kind)log->kind));
        must(log->direction <= MD_DIRECTION_OUT);
        check_line(log->line, bounds);
        if (log->text.n)
            check_folded(log->text, bounds);
    }
}

static void check_names(const struct md *md, const struct bounds *bounds, bool has_places)
{
    for (uint32_t i = 0; i < md->questions.n; i++) {
        check_folded(md->questions.at[i].text, bounds);
        check_line(md->questions.at[i].line, bounds);
        must(!md->questions.at[i].answered || md->has_prose);
    }
    for (uint32_t i = 0; i < md->referrals.n; i++) {
        must(md->referrals.at[i].name.n);
        check_line(md->referrals.at[i].line, bounds);
        if (md->referrals.at[i].link.target.n)
            check_link(&md->referrals.at[i].link, bounds, has_places);
        else
            check_folded(md->referrals.at[i].name, bounds);
    }
    for (uint32_t i = 0; i < md->skills.n; i++) {
        must(md->skills.at[i].name.n);
        check_line(md->skills.at[i].line, bounds);
    }
    must(md->notes.n <= MD_NOTES_MOST);
    for (uint32_t i = 0; i < md->notes.n; i++) {
        check_folded(md->notes.at[i].text, bounds);
        check_line(md->notes.at[i].line, bounds);
        must(md->notes.at[i].text.n <= 200);
    }
}

static void check_findings(const struct diags *diags, const struct bounds *bounds)
{
    for (uint32_t i = 0; i < diags->n; i++) {
        must(diags->at[i].rule == RULE_DATE || diags->at[i].rule == RULE_RELATIVE_DATE ||
             diags->at[i].rule == RULE_NO_LOG_DATE);
        check_line(diags->at[i].place.line, bounds);
        must(diags->at[i].place.column >= 1);
    }
}

/* What was not asked for is empty; the rest is what a full reading gives. */
static void check_wanted(const struct md *md, const struct md *full, unsigned want)
{
    must(md->has_prose == full->has_prose);
    must(md->tasks.n == (want & MD_WANT_TASKS ? full->tasks.n : 0));
    must(md->log.n == (want & MD_WANT_LOG ? full->log.n : 0));
    must(md->questions.n == (want & MD_WANT_QUESTIONS ? full->questions.n : 0));
    must(md->referrals.n == (want & MD_WANT_REFERRALS ? full->referrals.n : 0));
    must(md->skills.n == (want & MD_WANT_SKILLS ? full->skills.n : 0));
    must(md->notes.n == (want & MD_WANT_NOTES ? full->notes.n : 0));
    must(md->links.n == (want & MD_WANT_LINKS ? full->links.n : 0));
    must(md->ranges.n == (want & MD_WANT_RANGES ? full->ranges.n : 0));
    for (uint32_t i = 0; i < md->tasks.n; i++) {
        must(str_equal(md->tasks.at[i].text, full->tasks.at[i].text));
        must(md->tasks.at[i].links.n == full->tasks.at[i].links.n);
    }
    for (uint32_t i = 0; i < md->questions.n; i++)
        must(md->questions.at[i].answered == full->questions.at[i].answered);
}

static void check_same_tasks(const struct md *lean, const struct md *full)
{
    uint32_t next = 0;

    for (uint32_t i = 0; i < full->tasks.n; i++) {
        const struct md_task *a = &full->tasks.at[i];
        const struct md_task *b = next < lean->tasks.n ? &lean->tasks.at[next] : NULL;

        if (!b || a->line != b->line) {
            must(a->state == MD_TASK_DROPPED || (a->state == MD_TASK_DONE && (!a->done || a->theirs)));
            continue;
        }
        must(a->state == b->state && a->theirs == b->theirs && a->due == b->due && a->done == b->done);
        must(a->state != MD_TASK_OPEN || (str_equal(a->text, b->text) && a->links.n == b->links.n));
        next++;
    }
    must(next == lean->tasks.n);
}

/* Leaving sections out for speed (text/md_lean.h) changes nothing that says what is due. */
static void check_lean(struct md_job job, struct str body, const struct md *full)
{
    struct md lean;

    job.want =
        MD_WANT_DUE | MD_WANT_TASKS | MD_WANT_LOG | MD_WANT_QUESTIONS | MD_WANT_REFERRALS | MD_WANT_PROSE;
    md_scan(&job, body, &lean);
    check_same_tasks(&lean, full);
    must(lean.has_prose == full->has_prose);
    must(lean.log.n == full->log.n && lean.questions.n == full->questions.n);
    must(lean.referrals.n == full->referrals.n);
    for (uint32_t i = 0; i < lean.log.n; i++) {
        must(lean.log.at[i].line == full->log.at[i].line && lean.log.at[i].kind == full->log.at[i].kind);
        must(lean.log.at[i].direction == full->log.at[i].direction);
        must(str_equal(lean.log.at[i].text, full->log.at[i].text));
    }
    for (uint32_t i = 0; i < lean.questions.n; i++)
        must(str_equal(lean.questions.at[i].text, full->questions.at[i].text));
    for (uint32_t i = 0; i < lean.referrals.n; i++)
        must(str_equal(lean.referrals.at[i].name, full->referrals.at[i].name));
}

/* Reading only the sections in which it may stand finds every task with a day, and says the same about all. */
static void check_days_lean(struct md_job job, struct str body, const struct md *full, uint32_t findings)
{
    struct md lean;

    job.want = MD_WANT_LEAN | MD_WANT_TASKS | MD_WANT_LOG | MD_WANT_QUESTIONS;
    job.diags->n = 0;
    md_scan(&job, body, &lean);
    must(lean.log.n == full->log.n && lean.questions.n == full->questions.n && job.diags->n == findings);
    for (uint32_t i = 0, next = 0; i < full->tasks.n; i++) {
        const struct md_task *task = &full->tasks.at[i];

        if (next == lean.tasks.n || lean.tasks.at[next].line != task->line)
            must(!task->due && !task->done);
        else
            must(lean.tasks.at[next++].done == task->done);
    }
}

/* No link is there that was no suspect (text/md_suspect.h). */
static void check_suspects(struct arena *arena, struct str body, const struct md *full)
{
    struct md_suspects suspects;

    md_suspects_find(arena, body, &suspects);
    for (uint32_t i = 0; i < full->links.n && !suspects.is_doubtful; i++) {
        const struct md_link *link = &full->links.at[i];
        bool is_found = md_is_elsewhere(link->target);

        for (uint32_t k = 0; !is_found && k < suspects.n; k++)
            is_found = suspects.at[k].form == link->form && str_equal(suspects.at[k].target, link->target);
        must(is_found);
    }
}

static void check_ranges(const struct md *md, const struct bounds *bounds)
{
    for (uint32_t i = 0; i < md->ranges.n; i++) {
        check_line(md->ranges.at[i].from, bounds);
        must(md->ranges.at[i].from <= md->ranges.at[i].to);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena keep, scratch;
    unsigned want = size ? (data[0] | (data[0] & 1u) << 8) & (unsigned)EVERYTHING : 0;
    struct str body = {(const char *)data + (size != 0), size ? size - 1 : 0};
    struct diags diags = {.arena = &keep};
    struct md_job job = {&keep, &scratch, &diags, STR("a.md"), FIRST_LINE, EVERYTHING};
    struct bounds bounds;
    struct md full, md;

    if (!is_within_limits(body))
        return 0;
    bounds = bounds_of(body);
    md_scan(&job, body, &full);
    arena_reset(&scratch);
    check_tasks(&full, &bounds, true);
    check_log(&full, &bounds);
    check_names(&full, &bounds, true);
    for (uint32_t i = 0; i < full.links.n; i++)
        check_link(&full.links.at[i], &bounds, true);
    check_findings(&diags, &bounds);
    check_ranges(&full, &bounds);
    check_suspects(&keep, body, &full);
    check_days_lean(job, body, &full, diags.n);
    job.diags = NULL;
    check_lean(job, body, &full);
    arena_reset(&scratch);
    job.want = want;
    md_scan(&job, body, &md);
    arena_reset(&scratch);
    check_tasks(&md, &bounds, want & MD_WANT_LINKS);
    check_wanted(&md, &full, want);
    arena_reset(&keep);
    return 0;
}
