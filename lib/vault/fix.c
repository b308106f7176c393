#include "vault/fix.h"

#include "base/limits.h"
#include "text/md_suspect.h"
#include "vault/link.h"

/* A text of a file, read. */
struct reading {
    struct diags diags;
    struct record record;
    struct front front;
    const struct node *top;
    bool is_fine;
    uint32_t dead; /* links of front matter that lead nowhere */
};

/* One fix of one file. */
struct fix {
    const struct vault *vault;
    const struct finding *finding;
    enum kind kind;
    struct str path;
    struct arena arena; /* for both readings */
    struct reading before, after;
};

bool fix_is_one(const struct finding *finding)
{
    return finding->diag.fix.n && finding->diag.rule != RULE_DEAD_LINK && finding->to > finding->from;
}

/* ---- reading */

static uint32_t dead_links(const struct fix *fix, const struct record *record)
{
    const struct record *to;
    uint32_t dead = 0;

    for (uint32_t i = 0; i < record->value_count; i++) {
        const struct value *value = &record->values[i];
        const struct field *field = schema_field(record->kind, (enum key)value->key);

        if (value->is_empty)
            continue;
        for (uint32_t k = 0; (field->type == TYPE_LINK || field->type == TYPE_LINKS) && k < value->links.n;
             k++)
            dead +=
                link_resolve(fix->vault, field->target, &value->links.at[k], fix->path, &to) != LINK_RESOLVED;
        for (uint32_t k = 0; field->type == TYPE_THANKED && k < value->thanked->n; k++)
            dead += link_resolve(fix->vault, field->target, &value->thanked->at[k].who, fix->path, &to) !=
                    LINK_RESOLVED;
    }
    return dead;
}

static void read_settings(struct fix *fix, struct str bytes, struct reading *reading)
{
    struct settings settings;
    struct diag problem = {0};

    settings_init(&settings, &fix->arena);
    reading->front = (struct front){.file = bytes, .yaml = bytes, .yaml_line = 1, .body_line = UINT32_MAX};
    reading->top = node_parse(&fix->arena, bytes, 1, &problem);
    reading->is_fine = reading->top && settings_read(&settings, fix->path, bytes, &reading->diags, &problem);
}

static void read_record(struct fix *fix, struct str bytes, struct reading *reading)
{
    static const struct record_want want = {.contact_body = MD_WANT_LEAN - 1,
                                            .interview_body = MD_WANT_LEAN - 1};
    struct arena scratch = {0};
    struct record_reader reader = {&fix->arena, &scratch, &reading->diags, &want};
    struct diag problem = {0};

    reading->record = (struct record){.kind = fix->kind, .path = fix->path};
    reading->is_fine = front_split(&fix->arena, bytes, &reading->front, &problem) == FRONT_FINE &&
                       record_read(&reader, bytes, &reading->record, &problem) &&
                       !reading->record.body_unread;
    if (reading->is_fine) {
        reading->top = node_parse(&fix->arena, reading->front.yaml, reading->front.yaml_line, &problem);
        reading->dead = dead_links(fix, &reading->record);
    }
    arena_free(&scratch);
}

static bool read_text(struct fix *fix, struct str bytes, struct reading *reading)
{
    *reading = (struct reading){.diags = {.arena = &fix->arena}};
    if (fix->kind == KIND_SETTINGS)
        read_settings(fix, bytes, reading);
    else
        read_record(fix, bytes, reading);
    return reading->is_fine && reading->top;
}

/* ---- findings */

static bool is_same_finding(const struct diag *a, const struct diag *b)
{
    return a->rule == b->rule && a->place.line == b->place.line && str_equal(a->message, b->message);
}

static uint32_t count_of(const struct diags *diags, const struct diag *diag)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < diags->n; i++)
        count += is_same_finding(&diags->at[i], diag);
    return count;
}

/* The finding is gone, and none has come. Columns on its line may differ. */
static bool findings_hold(const struct fix *fix)
{
    const struct diags *before = &fix->before.diags, *after = &fix->after.diags;

    for (uint32_t i = 0; i < after->n; i++)
        if (count_of(after, &after->at[i]) > count_of(before, &after->at[i]))
            return false;
    return count_of(after, &fix->finding->diag) < count_of(before, &fix->finding->diag) &&
           fix->after.dead <= fix->before.dead;
}

/* ---- values */

static bool same_tree(const struct node *a, const struct node *b);

static bool same_pair(const struct node *a, const struct node *b)
{
    return (!a->key || !b->key ? a->key == b->key : str_equal(a->key->text, b->key->text)) && same_tree(a, b);
}

/* Trees are at most as deep as base/limits.h lets them be. */
static bool same_tree(const struct node *a, const struct node *b)
{
    const struct node *value = a->first, *other = b->first;

    for (; value && other; value = value->next, other = other->next)
        if (!same_pair(value, other))
            return false;
    return !value && !other && a->kind == b->kind && str_equal(a->text, b->text);
}

/* How many of the values in two maps or lists are not alike. */
static uint32_t differing(const struct node *a, const struct node *b, const struct node **one,
                          const struct node **other)
{
    const struct node *value = a->first, *twin = b->first;
    uint32_t count = a->count != b->count ? 2 : 0;

    for (; value && twin; value = value->next, twin = twin->next)
        if (!same_pair(value, twin)) {
            *one = value;
            *other = twin;
            count++;
        }
    return count;
}

/* One value of one key differs, or one key: within it one item or entry alone. */
static bool values_hold(const struct fix *fix)
{
    const struct node *a = NULL, *b = NULL;
    uint32_t count = differing(fix->before.top, fix->after.top, &a, &b);

    if (count != 1)
        return count == 0;
    if (!str_equal(a->key->text, b->key->text))
        return same_tree(a, b);
    if (a->kind != b->kind || a->kind == NODE_SCALAR || !a->count)
        return true;
    count = differing(a, b, &a, &b);
    return count == 1 && (!a->key || str_equal(a->key->text, b->key->text) || same_tree(a, b));
}

/* ---- bodies */

/* What a body says, one a line, without the marks of the task that is mended. */
static void put_body(struct buf *out, const struct fix *fix, const struct reading *reading)
{
    const struct md *md = &reading->record.md;

    for (uint32_t i = 0; i < md->tasks.n; i++) {
        const struct md_task *task = &md->tasks.at[i];

        buf_printf(out, "t%u %d %d %.*s\n", task->line, (int)task->state, task->theirs, STR_ARGS(task->text));
        if (task->line != fix->finding->diag.place.line)
            buf_printf(out, "%d %d\n", (int)task->due, (int)task->done);
    }
    for (uint32_t i = 0; i < md->log.n; i++)
        if (md->log.at[i].line != fix->finding->diag.place.line)
            buf_printf(out, "l%u %d %.*s\n", md->log.at[i].line, (int)md->log.at[i].when.day,
                       STR_ARGS(md->log.at[i].text));
    for (uint32_t i = 0; i < md->questions.n; i++)
        buf_printf(out, "q%.*s\n", STR_ARGS(md->questions.at[i].text));
    for (uint32_t i = 0; i < md->referrals.n; i++)
        buf_printf(out, "r%.*s\n", STR_ARGS(md->referrals.at[i].name));
    for (uint32_t i = 0; i < md->skills.n; i++)
        buf_printf(out, "s%.*s\n", STR_ARGS(md->skills.at[i].name));
    for (uint32_t i = 0; i < md->links.n; i++)
        buf_printf(out, "k%.*s\n", STR_ARGS(md->links.at[i].target));
}

static bool body_holds(const struct fix *fix)
{
    struct buf was = {0}, is = {0};
    bool is_same;

    put_body(&was, fix, &fix->before);
    put_body(&is, fix, &fix->after);
    is_same = str_equal(buf_str(&was), buf_str(&is));
    buf_free(&was);
    buf_free(&is);
    return is_same;
}

static bool holds(struct fix *fix, struct str before, struct str after)
{
    bool is_in_front;

    if (!read_text(fix, before, &fix->before) || !read_text(fix, after, &fix->after))
        return false;
    is_in_front = fix->finding->diag.place.line < fix->before.front.body_line;
    if (is_in_front ? !str_equal(fix->before.front.body, fix->after.front.body)
                    : !str_equal(fix->before.front.yaml, fix->after.front.yaml))
        return false;
    return findings_hold(fix) && values_hold(fix) && body_holds(fix);
}

/* ---- the splice */

/* Where the finding's line begins; file.n where the file has no such line, or another one there by now. */
static size_t line_at(struct str file, const struct finding *finding)
{
    size_t at = str_starts(file, STR("\xEF\xBB\xBF")) ? 3 : 0;

    for (uint32_t line = 1; line < finding->diag.place.line && at < file.n; line++)
        at = str_index(file, '\n', at) + 1;
    return at < file.n && str_starts(str_skip(file, at), str_slice(finding->source, 0, finding->to)) ? at
                                                                                                     : file.n;
}

static struct str spliced(struct arena *arena, struct str file, size_t at, const struct finding *finding)
{
    struct buf text = {0};
    struct str copy;

    buf_put(&text, str_slice(file, 0, at + finding->from));
    buf_put(&text, finding->diag.fix);
    buf_put(&text, str_skip(file, at + finding->to));
    copy = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

/* ---- which file it is */

static bool kind_of(const struct vault *vault, struct str path, enum kind *kind)
{
    if (str_equal(path, STR(VAULT_SETTINGS_FILE)) || str_equal(path, STR(VAULT_PLAN_FILE))) {
        *kind = str_equal(path, STR(VAULT_PLAN_FILE)) ? KIND_PLAN : KIND_SETTINGS;
        return true;
    }
    for (int i = 0; i < (int)KIND_FOLDERS; i++)
        for (uint32_t k = 0; k < vault->records[i].n; k++)
            if (str_equal(vault->records[i].at[k].path, path)) {
                *kind = (enum kind)i;
                return !vault->records[i].at[k].is_unreadable;
            }
    return false;
}

static bool apply(struct change *change, const struct finding *finding)
{
    struct fix fix = {.vault = change->vault, .finding = finding, .path = finding->diag.path};
    struct change_file *file;
    struct str after;
    size_t at;
    bool is_done = false;

    if (!kind_of(change->vault, fix.path, &fix.kind) || !(file = change_open(change, fix.path)))
        return false;
    at = line_at(file->after, finding);
    if (at < file->after.n) {
        after = spliced(change->arena, file->after, at, finding);
        is_done = holds(&fix, file->after, after);
        if (is_done)
            file->after = after;
    }
    arena_free(&fix.arena);
    return is_done;
}

static void turn(struct fix_findings *findings)
{
    for (uint32_t i = 0; i < findings->n / 2; i++) {
        const struct finding *other = findings->at[findings->n - 1 - i];

        findings->at[findings->n - 1 - i] = findings->at[i];
        findings->at[i] = other;
    }
}

/* From the last to the first: what a fix moves on its line stands behind those that are still to come. */
void change_fix(struct change *change, const struct check *check, struct fixes *fixes)
{
    *fixes = (struct fixes){0};
    for (uint32_t i = check->n; i-- > 0;) {
        const struct finding *finding = &check->at[i];

        struct fix_findings *list;

        if (!fix_is_one(finding))
            continue;
        list = apply(change, finding) ? &fixes->done : &fixes->left;
        *vec_add(list, change->arena) = finding;
    }
    turn(&fixes->done);
    turn(&fixes->left);
}
