#include "base/die.h"
#include "base/limits.h"
#include "base/near.h"
#include "base/utf8.h"
#include "text/front.h"
#include "vault/check_part.h"
#include "vault/link.h"

/* ---- what a link leads to */

static struct str without(struct str target, char from)
{
    return str_trim(str_slice(target, 0, str_index(target, from, 0)));
}

/* A path that leads out of the vault cannot be told dead: it may well be there. */
static bool path_is_there(struct check_job *job, struct str from, struct str target)
{
    struct buf room = {0};
    bool is_there = !link_path(&room, from, target) || paths_have(&job->paths, buf_str(&room));

    if (!is_there) {
        buf_puts(&room, ".md");
        is_there = paths_have(&job->paths, buf_str(&room));
    }
    buf_free(&room);
    return is_there;
}

/* An absolute path without an extension is an address on some site, not a file. */
static bool is_site_address(struct str target)
{
    size_t slash = target.n;

    while (slash > 0 && target.p[slash - 1] != '/')
        slash--;
    return str_starts(target, STR("/")) && str_index(target, '.', slash) == target.n;
}

static enum link_result look_up_inline(struct check_job *job, struct str from, struct str target)
{
    struct str bare = without(without(target, '#'), '?');

    if (!bare.n || is_site_address(bare) || path_is_there(job, from, target))
        return LINK_RESOLVED;
    return path_is_there(job, from, bare) ? LINK_RESOLVED : LINK_DEAD;
}

/* By the name or an alias of a record. */
static enum link_result look_up_name(struct check_job *job, struct str target)
{
    struct str name = utf8_nfc(&job->scratch, target);
    enum link_result result = LINK_DEAD;

    for (int kind = 0; kind < (int)KIND_FOLDERS && result != LINK_RESOLVED; kind++) {
        const struct record *record = map_find(&job->vault->names[kind], name);

        if (record)
            result = record == &job->vault->ambiguous ? LINK_AMBIGUOUS : LINK_RESOLVED;
    }
    return result;
}

static bool is_id(struct check_job *job, struct str target)
{
    struct str id = utf8_fold(&job->scratch, target);

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        if (map_find(&job->vault->ids[kind], id))
            return true;
    return false;
}

/* `[[target]]` names a file of the vault by the end of its path, or a record by its name. */
static enum link_result look_up_wiki(struct check_job *job, struct str from, struct str target)
{
    struct str bare = without(target, '#');

    if (!bare.n || paths_have_name(job, bare))
        return LINK_RESOLVED;
    if (str_index(bare, '/', 0) < bare.n)
        return path_is_there(job, (struct str){0}, bare) || path_is_there(job, from, bare) ? LINK_RESOLVED
                                                                                           : LINK_DEAD;
    return look_up_name(job, bare);
}

static enum link_result look_up(struct check_job *job, struct str from, enum md_link_form form,
                                struct str target)
{
    if (form == MD_LINK_WIKI && is_id(job, without(target, '#'))) /* most are, and that is soon seen */
        return LINK_RESOLVED;
    if (md_is_elsewhere(target))
        return LINK_RESOLVED;
    return form == MD_LINK_WIKI ? look_up_wiki(job, from, target) : look_up_inline(job, from, target);
}

/* ---- what was meant by a dead one */

static void add_near_names(struct check_job *job, struct record *record)
{
    near_index_add(&job->near, job->arena, record->id, record);
    if (!str_equal(record->name, record->id))
        near_index_add(&job->near, job->arena, record->name, record);
}

/* Each target is looked for once: hostile names can make that dear, and thousands of links can be the same. */
static const struct record *find_near(struct check_job *job, struct str target)
{
    const struct record **found = map_find(&job->near_found, target);

    if (!found) {
        found = arena_new(job->arena, const struct record *);
        *found = near_index_find(&job->near, target);
        map_set(&job->near_found, job->arena, str_copy(job->arena, target), found);
    }
    return *found;
}

/* The record whose id or name comes nearest, or NULL. The ids of interviews are days: near means nothing. */
static const struct record *near_record(struct check_job *job, struct str target)
{
    size_t slash = target.n;

    if (!job->near.shortened.n)
        for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
            for (uint32_t i = 0; kind != KIND_INTERVIEW && i < job->vault->records[kind].n; i++)
                add_near_names(job, &job->vault->records[kind].at[i]);
    while (slash > 0 && target.p[slash - 1] != '/')
        slash--;
    target = str_skip(target, slash);
    if (str_ends(target, STR(".md")))
        target.n -= 3;
    return find_near(job, target);
}

static void hint_dead(struct check_job *job, struct diag *diag, struct str from, const struct md_link *link)
{
    const struct record *near = near_record(job, link->target);
    struct buf path = {0};
    struct str other = {0};

    if (link->form == MD_LINK_INLINE && link_path(&path, from, without(link->target, '#')))
        other = paths_near(job, buf_str(&path));
    if (!other.n)
        other = paths_named(job, without(link->target, '#'));
    if (other.n)
        diag_hint(&job->found, diag, "there is '%.*s'", STR_ARGS(other));
    else if (near)
        diag_hint(&job->found, diag, "did you mean '%.*s'?", STR_ARGS(near->id));
    else
        diag_hint(&job->found, diag, "write what is there, or take the link out");
    buf_free(&path);
}

/* ---- links in front matter: resolved already, here it is said which are not */

static void check_value_link(struct check_job *job, const struct record *record, const struct field *field,
                             const struct link *link)
{
    struct str text = link_text(link);
    const struct record *to = link->to;
    const char *a = field->target == KIND_INTERVIEW || field->target == KIND_OPPORTUNITY ? "an" : "a";
    struct diag *diag;

    if (to)
        return;
    if (link_resolve(job->vault, field->target, link, record->path, &to) == LINK_AMBIGUOUS) {
        diag = diag_add(&job->found, RULE_AMBIGUOUS_LINK, record->path, link->place,
                        "'%s' fits more than one %s: '%.*s'", field->name, kind_name(field->target),
                        STR_ARGS(text));
        diag_hint(&job->found, diag, "write the id");
        return;
    }
    diag = diag_add(&job->found, RULE_DEAD_LINK, record->path, link->place,
                    "'%s' names %s %s that is not in the vault: '%.*s'", field->name, a,
                    kind_name(field->target), STR_ARGS(text));
    to = near_record(job, link->target);
    if (to && to->kind == field->target)
        diag_near(&job->found, diag, to->id);
    else
        diag_hint(&job->found, diag, "make a file for it in %.*s/, or write the id of another one",
                  STR_ARGS(settings_folder(&job->vault->settings, field->target)));
}

static void check_values(struct check_job *job, const struct record *record, const struct schema_links *links)
{
    for (uint32_t i = 0; i < record->value_count; i++) {
        const struct value *value = &record->values[i];
        const struct field *field = links->of[value->key];

        if (value->is_empty || !field)
            continue;
        if (field->type != TYPE_THANKED)
            for (uint32_t k = 0; k < value->links.n; k++)
                check_value_link(job, record, field, &value->links.at[k]);
        else
            for (uint32_t k = 0; k < value->thanked->n; k++)
                check_value_link(job, record, field, &value->thanked->at[k].who);
    }
}

/* ---- a file that is read again */

/* A referral that links to nobody is the name of somebody who is not in the vault yet (format.md, "Referrals"). */
static bool is_new_name(const struct text *text, const struct md_link *link)
{
    for (uint32_t i = 0; i < text->md.referrals.n; i++) {
        const struct md_link *other = &text->md.referrals.at[i].link;

        if (link->form == MD_LINK_WIKI && other->place.line == link->place.line &&
            other->place.column == link->place.column)
            return true;
    }
    return false;
}

/* Whether nothing may be said of that line. */
static bool is_left_out(const struct text *text, uint32_t line)
{
    return text->job->options->is_for_pages && text_is_private(text, line);
}

static void check_link(const struct text *text, const struct md_link *link)
{
    struct check_job *job = text->job;
    struct diag *diag;

    if (is_left_out(text, link->place.line))
        return;
    switch (look_up(job, text->path, link->form, link->target)) {
    case LINK_RESOLVED: return;
    case LINK_AMBIGUOUS:
        diag = diag_add(&job->found, RULE_AMBIGUOUS_LINK, text->path, link->place,
                        "more than one record has this name: '%.*s'", STR_ARGS(link->target));
        diag_hint(&job->found, diag, "write the id");
        return;
    case LINK_DEAD:
        if (is_new_name(text, link))
            return;
        diag = diag_add(&job->found, RULE_DEAD_LINK, text->path, link->place,
                        "a link to what is not in the vault: '%.*s'", STR_ARGS(link->target));
        hint_dead(job, diag, text->path, link);
    }
}

static bool is_apart(const struct text *text, uint32_t line)
{
    for (uint32_t i = 0; i < text->md.ranges.n; i++) {
        const struct md_range *range = &text->md.ranges.at[i];

        if (!range->is_private && line >= range->from && line <= range->to)
            return true;
    }
    return false;
}

/* Whether an odd number of backticks stands before `at` on its line: code within the line. */
static bool is_in_code(struct str bytes, size_t at)
{
    bool is_code = false;

    for (size_t n = 0; n < LIMIT_SHOWN_LINE && at > 0 && bytes.p[at - 1] != '\n'; n++)
        is_code ^= bytes.p[--at] == '`';
    return is_code;
}

/* `<<…>>` on one line, left from a template. */
static void check_placeholders(const struct text *text)
{
    struct str bytes = text->front.file;
    struct check_job *job = text->job;
    struct front_cursor cursor = {0};

    for (size_t at = 0; (at = str_find(bytes, STR("<<"), at)) < bytes.n; at += 2) {
        must(bytes.p); /* there is a `<<` in it */
        struct str near = str_slice(bytes, at + 2, at + LIMIT_SHOWN_LINE);
        struct str rest = str_slice(near, 0, str_index(near, '\n', 0));
        size_t end = str_find(rest, STR(">>"), 0);
        struct place place = front_place_next(&cursor, bytes, at);

        if (end == 0 || end == rest.n || rest.p[0] == '<' || is_space(rest.p[0]) ||
            is_apart(text, place.line) || is_in_code(bytes, at) || is_left_out(text, place.line))
            continue;
        diag_hint(&job->found,
                  diag_add(&job->found, RULE_PLACEHOLDER, text->path, place,
                           "a place that waits for your words: '%.*s'", STR_ARGS(str_slice(rest, 0, end))),
                  "write them, or take it out");
    }
}

void text_read_body(struct text *text)
{
    struct check_job *job = text->job;
    struct md_job reading = {.keep = &job->scratch,
                             .scratch = &job->scratch,
                             .path = text->path,
                             .first_line = text->front.body_line,
                             .want = MD_WANT_LINKS | MD_WANT_REFERRALS | MD_WANT_RANGES};

    if (!text->is_read && !md_is_too_deep(text->front.body))
        md_scan(&reading, text->front.body, &text->md);
    text->is_read = true;
}

/* ---- records */

static bool may_have_dead_link(struct check_job *job, const struct record *record)
{
    const struct md_suspects *suspects = &record_source(record)->suspects;

    for (uint32_t i = 0; i < suspects->n; i++) {
        const struct md_suspect *suspect = &suspects->at[i];

        if (look_up(job, record->path, suspect->form, suspect->target) != LINK_RESOLVED)
            return true;
    }
    for (uint32_t i = 0; i < record->md.links.n; i++) {
        const struct md_link *link = &record->md.links.at[i];

        if (look_up(job, record->path, link->form, link->target) != LINK_RESOLVED)
            return true;
    }
    return suspects->is_doubtful;
}

/* Why a record is read again, as bits. */
enum look { LOOK_LINKS = 1, LOOK_PRIVATES = 2 };

static unsigned needs_look(struct check_job *job, const struct record *record)
{
    unsigned looks =
        record_source(record)->has_placeholder || may_have_dead_link(job, record) ? LOOK_LINKS : 0;

    if (job->privates.n && record_is_on_pages(record))
        looks |= LOOK_PRIVATES;
    arena_reset(&job->scratch);
    return looks;
}

static void look_at_links(struct text *text)
{
    text_read_body(text);
    for (uint32_t i = 0; i < text->md.links.n; i++)
        check_link(text, &text->md.links.at[i]);
}

static void look_at_record(struct check_job *job, const struct record *record, unsigned looks,
                           struct buf *bytes)
{
    struct text text = {.job = job, .record = record, .path = record->path};
    struct diag problem;
    struct err err = {0};

    if (paths_read(job, record->path, bytes, &err) ||
        front_split(&job->scratch, buf_str(bytes), &text.front, &problem) == FRONT_BAD)
        return; /* changed since it was read: the next run sees it */
    if (record->body_unread) {
        text.front.body.n = 0;
        text.front.file.n = (size_t)(text.front.body.p - text.front.file.p);
    }
    if (looks & LOOK_LINKS) {
        look_at_links(&text);
        check_placeholders(&text);
    }
    if (looks & LOOK_PRIVATES)
        check_privates(&text);
}

/* ---- other files: plan, pitch, question bank, notes */

enum other check_other(const struct check_job *job, const struct fs_file *file)
{
    static const char *const pages[] = {VAULT_PLAN_FILE, "pitch.md", "questions.md"};

    if (!str_ends(file->path, STR(".md")) || map_find(&job->rows, file->path))
        return OTHER_NOT;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (str_equal(file->path, str_from(pages[i])))
            return OTHER_PAGE;
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        struct str folder = settings_folder(&job->vault->settings, (enum kind)kind);

        if (str_starts(file->path, folder) && file->path.n > folder.n && file->path.p[folder.n] == '/')
            return OTHER_NOT;
    }
    return !file->name_at || str_starts(file->path, STR("notes/")) ? OTHER_LINKS : OTHER_NOT;
}

static void look_at_other(struct check_job *job, const struct fs_file *file, enum other other,
                          struct buf *bytes)
{
    struct text text = {.job = job, .path = file->path};
    struct diag problem = {.rule = RULE_UNREADABLE, .place = {1, 1}};
    struct err err = {0};
    enum front_state state = FRONT_BAD;

    job->files++;
    if (fs_tree_read(&job->paths.tree, file, LIMIT_FILE, bytes, &err))
        problem.message = str_from(err.message);
    else
        state = front_split_loose(&job->scratch, buf_str(bytes), &text.front, &problem);
    if (state != FRONT_FINE) {
        diag_hint(
            &job->found,
            diag_add(&job->found, problem.rule, file->path, problem.place, "%.*s", STR_ARGS(problem.message)),
            "%.*s", STR_ARGS(problem.hint));
        return;
    }
    look_at_links(&text);
    if (other == OTHER_LINKS)
        return;
    check_placeholders(&text);
    check_privates(&text);
}

void check_texts(struct check_job *job)
{
    struct buf bytes = {0};

    privates_gather(job);
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        struct schema_links links = schema_links_of((enum kind)kind);

        for (uint32_t i = 0; i < job->vault->records[kind].n; i++) {
            const struct record *record = &job->vault->records[kind].at[i];
            unsigned look;

            check_values(job, record, &links);
            look = needs_look(job, record);
            if (look)
                look_at_record(job, record, look, &bytes);
            arena_reset(&job->scratch);
        }
    }
    for (uint32_t i = 0; i < job->paths.tree.files.n; i++) {
        enum other other = check_other(job, &job->paths.tree.files.at[i]);

        if (other != OTHER_NOT)
            look_at_other(job, &job->paths.tree.files.at[i], other, &bytes);
        arena_reset(&job->scratch);
    }
    buf_free(&bytes);
}
