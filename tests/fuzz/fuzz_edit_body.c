/*
 * Edits of bodies, from hostile bytes. An input with a NUL byte is an item and a file: what stands before the first NUL is
 * a section's number, then the item's text, which begins with its day in a log. Any other input is a file, a real one
 * perhaps: items are added to each of the sections that commands write to, tasks are ticked and dropped, links get
 * another target.
 *
 * An edit is refused, with a reason; or what was meant is read back, nothing else is read that was not before, the
 * front matter has the same bytes, and what adds only adds.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/die.h"
#include "text/edit_body.h"
#include "text/front.h"
#include "text/md.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes of bodies that may be edited for one input: each task and link of a usual file, some of a large one. */
enum { BUDGET = 256 * 1024, LINK_BUDGET = 2 * BUDGET };

enum { WANT_ALL = MD_WANT_LEAN - 1 };

struct sample {
    struct arena arena;
    struct front front;
    struct md md;
};

/* False where the body is not read. */
static bool sample_read(struct sample *sample, struct str file)
{
    struct md_job job = {.keep = &sample->arena, .scratch = &sample->arena, .want = WANT_ALL};
    struct diag problem = {0};

    *sample = (struct sample){0};
    if (front_split_loose(&sample->arena, file, &sample->front, &problem) != FRONT_FINE ||
        md_is_too_deep(sample->front.body))
        return false;
    job.first_line = sample->front.body_line;
    md_scan(&job, sample->front.body, &sample->md);
    return true;
}

/* The bytes that both begin with, and those they end with, not counted twice. */
static size_t same_bytes(struct str a, struct str b)
{
    size_t start = 0, end = 0, shorter = a.n < b.n ? a.n : b.n;

    while (start < shorter && a.p[start] == b.p[start])
        start++;
    while (end < shorter - start && a.p[a.n - 1 - end] == b.p[b.n - 1 - end])
        end++;
    return start + end;
}

/* How many of each there are; the places of links are not compared, nor how many lines ranges have. */
static void dump_counts(struct buf *out, const struct md *md)
{
    buf_printf(out, "%u questions, %u referrals, %u skills, %u links, %u ranges", md->questions.n,
               md->referrals.n, md->skills.n, md->links.n, md->ranges.n);
}

/* What tasks and log lines say, but for one task, by its text. */
static void dump_texts(struct buf *out, const struct md *md, struct str but)
{
    for (uint32_t i = 0; i < md->tasks.n; i++) {
        const struct md_task *task = &md->tasks.at[i];

        buf_printf(out, "%.*s %d", STR_ARGS(task->text), (int)task->due);
        if (!str_equal(task->text, but))
            buf_printf(out, " %d %d", (int)task->state, (int)task->done);
    }
    for (uint32_t i = 0; i < md->log.n; i++)
        buf_printf(out, "%d %.*s", (int)md->log.at[i].when.day, STR_ARGS(md->log.at[i].text));
}

static uint32_t open_tasks(const struct md *md)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < md->tasks.n; i++)
        count += md->tasks.at[i].state == MD_TASK_OPEN;
    return count;
}

static void check_task(const struct edit_body *edit, const struct sample *before, const struct sample *after)
{
    struct str was = before->front.file, is = after->front.file;
    struct buf ours = {0}, theirs = {0};

    dump_counts(&ours, &before->md);
    dump_counts(&theirs, &after->md);
    dump_texts(&ours, &before->md, edit->old);
    dump_texts(&theirs, &after->md, edit->old);
    must(str_equal(buf_str(&ours), buf_str(&theirs)));
    must(open_tasks(&before->md) == open_tasks(&after->md) + 1);
    must(is.n == was.n || (edit->verb == EDIT_TICK && is.n == was.n + STR(" done:2026-11-18").n));
    buf_free(&ours);
    buf_free(&theirs);
}

static void check_item(const struct edit_body *edit, const struct sample *before, const struct sample *after)
{
    struct str was = before->front.file, is = after->front.file;

    must(same_bytes(was, is) == was.n && is.n > was.n);
    must(str_find(after->front.body, str_trim(edit->text), 0) < after->front.body.n);
    must(str_ends(was, STR("\n")) == str_ends(is, STR("\n")) || !was.n || !before->front.body.n);
    must(after->md.tasks.n - before->md.tasks.n <= 1 && after->md.log.n - before->md.log.n <= 1);
    must(after->md.questions.n - before->md.questions.n <= 1);
    must(after->md.referrals.n - before->md.referrals.n <= 1 &&
         after->md.skills.n - before->md.skills.n <= 1);
    must(edit->order != EDIT_DATED ||
         after->md.log.n + after->md.tasks.n == before->md.log.n + before->md.tasks.n + 1);
}

static void check_link(const struct edit_body *edit, const struct sample *before, const struct sample *after)
{
    uint32_t changed = 0;

    must(before->md.links.n == after->md.links.n && before->md.tasks.n == after->md.tasks.n);
    for (uint32_t i = 0; i < after->md.links.n; i++) {
        struct str was = before->md.links.at[i].target, is = after->md.links.at[i].target;

        changed += !str_equal(was, is);
        must(str_equal(was, is) || (str_equal(was, edit->old) && str_equal(is, edit->text)));
    }
    must(changed == 1);
}

static void check_front(const struct front *before, const struct front *after)
{
    size_t start = (size_t)(before->body.p - before->file.p);

    must(str_equal(before->yaml, after->yaml) && before->has_bom == after->has_bom);
    must(str_equal(str_slice(before->file, 0, start), str_slice(after->file, 0, start)));
}

static void check_edit(struct str file, const struct edit_body *edit)
{
    struct arena arena = {0};
    struct sample before = {0}, after = {0};
    struct diag problem = {0};
    struct str result;
    enum edit_state state = edit_body(&arena, file, edit, &result, &problem);

    if (state == EDIT_REFUSED) {
        must(problem.rule < RULE_COUNT && problem.message.n && problem.hint.n && problem.place.line);
    } else if (state == EDIT_NOTHING) {
        must(str_equal(file, result) && edit->verb == EDIT_RELINK);
    } else {
        must(sample_read(&before, file) && sample_read(&after, result));
        check_front(&before.front, &after.front);
        if (edit->verb == EDIT_ADD_ITEM)
            check_item(edit, &before, &after);
        else if (edit->verb == EDIT_RELINK)
            check_link(edit, &before, &after);
        else
            check_task(edit, &before, &after);
    }
    arena_free(&before.arena);
    arena_free(&after.arena);
    arena_free(&arena);
}

/* An item for one of the sections that commands write to. */
static struct edit_body adding(size_t number, struct str text)
{
    static const struct edit_section sections[] = {
        {"log|history|communications", "Log", "promises|research|notes"},
        {"promises", "Promises", "they promised|notes"},
        {"referrals", "Referrals", "promises|notes"},
        {"skills", "Skills", "referrals"},
        {"questions", "Questions", "insights|opportunities"},
        {"insights|notes", "Notes", NULL},
    };
    struct edit_body edit = {.verb = EDIT_ADD_ITEM, .text = text};
    struct stamp stamp;

    edit.section = sections[number % (sizeof sections / sizeof *sections)];
    if (edit.section.names[0] == 'l' && date_iso_parse(str_slice(text, 0, 10), &stamp)) {
        edit.order = EDIT_DATED;
        edit.day = stamp.day;
    }
    return edit;
}

static void check_items(struct str file)
{
    static const char *const texts[] = {"2026-11-18 email out: asked",
                                        "[ ] Send the table due:2026-11-23",
                                        "Jo Brook, Grid: storage",
                                        "[[technical-writing]]",
                                        "Why now?",
                                        "They [hire](../a.md) in spring."};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct edit_body edit = adding(i, str_from(texts[i]));

        check_edit(file, &edit);
    }
}

static void check_file(struct str file)
{
    static const char *const targets[] = {"jo-brook", "contacts/j o.md", "../50% (a).md"};
    struct sample sample;
    size_t spent = 0;

    check_items(file);
    if (!sample_read(&sample, file)) {
        arena_free(&sample.arena);
        return;
    }
    for (uint32_t i = 0; i < sample.md.tasks.n && spent < BUDGET; i++, spent += 2 * file.n) {
        struct edit_body edit = {EDIT_TICK, .line = sample.md.tasks.at[i].line,
                                 .old = sample.md.tasks.at[i].text};

        edit.day = date_of(2026, 11, 18);
        check_edit(file, &edit);
        edit.verb = EDIT_DROP_TASK;
        check_edit(file, &edit);
    }
    for (uint32_t i = 0; i < sample.md.links.n && spent < LINK_BUDGET; i++, spent += file.n) {
        struct edit_body edit = {EDIT_RELINK, .place = sample.md.links.at[i].place,
                                 .old = sample.md.links.at[i].target, .text = str_from(targets[i % 3])};

        check_edit(file, &edit);
    }
    arena_free(&sample.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    size_t nul = str_index(input, '\0', 0);
    struct edit_body edit;

    if (nul == input.n) {
        check_file(input);
        return 0;
    }
    edit = adding(data[0], str_slice(input, 1, nul));
    check_edit(str_skip(input, nul + 1), &edit);
    return 0;
}
