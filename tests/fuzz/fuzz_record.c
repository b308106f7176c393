/*
 * One record file from hostile bytes. The first byte picks the kind and how much is wanted; the rest is the
 * file. Whatever is read must belong to the kind, lie within the file and be valid UTF-8, and none of
 * it may stand in the file's own bytes or in scratch memory, which are gone when it is looked at.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "vault/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    EVERYTHING = MD_WANT_TASKS | MD_WANT_LOG | MD_WANT_QUESTIONS | MD_WANT_REFERRALS | MD_WANT_SKILLS |
                 MD_WANT_NOTES | MD_WANT_LINKS
};

/*
 * The last line of the file that is looked at, and the last as bodies count, for which a lone CR ends a line too
 * (CommonMark, "line ending").
 */
static uint32_t last_line, last_body_line;

static void check_text(struct str text)
{
    must(utf8_invalid(text) == text.n);
}

static void check_line(uint32_t line)
{
    must(line >= 1 && line <= last_line);
}

static void check_body_line(uint32_t line)
{
    must(line > 1 && line <= last_body_line);
}

static void check_day(int32_t day)
{
    must(day >= date_of(DATE_FIRST_YEAR, 1, 1) && day <= date_of(DATE_LAST_YEAR, 12, 31));
}

static void check_link(const struct link *link)
{
    must(link->target.n && link->form != LINK_INLINE && !link->to);
    check_text(link->target);
    check_text(link->label);
    check_line(link->place.line);
    must(link->place.column > 0);
}

static void check_settled(struct settled settled)
{
    must(settled.how <= SETTLED_SKIP);
    if (settled.how == SETTLED_DATE)
        check_day(settled.day);
}

static void check_thanked(const struct thanked *thanked)
{
    must(!thanked->n || thanked->all.how == SETTLED_NOT);
    check_settled(thanked->all);
    for (uint32_t i = 0; i < thanked->n; i++) {
        check_text(thanked->at[i].who.target);
        check_settled(thanked->at[i].settled);
    }
}

static void check_member(const struct field *field, const struct value *value)
{
    switch (field->type) {
    case TYPE_TEXT:
        must(value->text.n && value->text.n <= LIMIT_SCALAR);
        check_text(value->text);
        break;
    case TYPE_TEXTS:
        must(value->texts.n > 0);
        for (uint32_t i = 0; i < value->texts.n; i++)
            check_text(value->texts.at[i]);
        break;
    case TYPE_DATE:
    case TYPE_STAMP: check_day(value->stamp.day); break;
    case TYPE_PERIOD: must(value->period.never || value->period.months > 0 || value->period.days > 0); break;
    case TYPE_INTEGER: must(value->number >= field->min && value->number <= field->max); break;
    case TYPE_BOOL: must(value->number == 0 || value->number == 1); break;
    case TYPE_WORD: must(value->number > 0 && schema_word_at(field->words, value->number).n); break;
    case TYPE_LINK:
    case TYPE_LINKS:
        must(value->links.n > 0 && (field->type == TYPE_LINKS || value->links.n == 1));
        for (uint32_t i = 0; i < value->links.n; i++)
            check_link(&value->links.at[i]);
        break;
    case TYPE_SETTLED:
    case TYPE_BOOL_OR_DATE:
        must(value->settled.how != SETTLED_NOT);
        check_settled(value->settled);
        break;
    case TYPE_THANKED: check_thanked(value->thanked); break;
    case TYPE_RATE:
    case TYPE_RANGES:
    case TYPE_FOLDER:
    case TYPE_MAP: must(false); break; /* of the settings only */
    }
}

static void check_values(const struct record *record, unsigned fields)
{
    const struct extras *all = &record_source(record)->extra;

    for (uint32_t i = 0; i < record->value_count; i++) {
        const struct value *value = &record->values[i];
        const struct field *field = schema_field(record->kind, (enum key)value->key);

        must(field && (!fields || field->flags & fields));
        check_line(value->line);
        for (uint32_t k = 0; k < i && !value->is_empty; k++)
            must(record->values[k].key != value->key || record->values[k].is_empty);
        if (!value->is_empty)
            check_member(field, value);
    }
    must(!fields || !all->n);
    for (uint32_t i = 0; i < all->n; i++) {
        must(!schema_find(record->kind, all->at[i].key));
        check_text(all->at[i].key);
        check_text(all->at[i].text);
        check_line(all->at[i].line);
    }
}

static void check_tasks(const struct md *md)
{
    for (uint32_t i = 0; i < md->tasks.n; i++) {
        const struct md_task *task = &md->tasks.at[i];

        must(task->text.n && task->state <= MD_TASK_DROPPED && (!task->done || task->state == MD_TASK_DONE));
        check_text(task->text);
        check_body_line(task->line);
        if (task->due)
            check_day(task->due);
        if (task->done)
            check_day(task->done);
    }
}

static void check_body(const struct md *md)
{
    check_tasks(md);
    for (uint32_t i = 0; i < md->log.n; i++) {
        check_day(md->log.at[i].when.day);
        check_text(md->log.at[i].text);
        check_body_line(md->log.at[i].line);
    }
    for (uint32_t i = 0; i < md->questions.n; i++) {
        must(md->questions.at[i].text.n > 0);
        check_text(md->questions.at[i].text);
        check_body_line(md->questions.at[i].line);
    }
    for (uint32_t i = 0; i < md->referrals.n; i++) {
        must(md->referrals.at[i].name.n > 0);
        check_text(md->referrals.at[i].name);
        check_body_line(md->referrals.at[i].line);
    }
    for (uint32_t i = 0; i < md->skills.n; i++) {
        check_text(md->skills.at[i].name);
        check_body_line(md->skills.at[i].line);
    }
    must(md->notes.n <= MD_NOTES_MOST);
    for (uint32_t i = 0; i < md->notes.n; i++)
        check_text(md->notes.at[i].text);
    for (uint32_t i = 0; i < md->links.n; i++) {
        must(md->links.at[i].target.n > 0);
        check_text(md->links.at[i].target);
        check_text(md->links.at[i].label);
        check_body_line(md->links.at[i].place.line);
    }
}

static void check_diag(const struct diag *diag)
{
    must(diag->rule < RULE_COUNT && diag->message.n && diag->place.column > 0);
    must(memchr(diag->message.p, '\n', diag->message.n) == NULL);
    check_text(diag->message);
    check_text(diag->hint);
    must(diag->place.line >= 1 && diag->place.line <= last_body_line);
}

static void check_record(const struct record *record, const struct record_want *want)
{
    bool is_named = schema_field(record->kind, KEY_NAME) != NULL;

    must(is_named == (record->name.n > 0));
    check_text(record->name);
    check_values(record, want->fields);
    check_body(&record->md);
    if (record->body_unread)
        must(!record->md.tasks.n && !record->md.log.n && !record->md.questions.n && !record->md.has_prose);
}

static void count_lines(struct str file)
{
    last_line = last_body_line = 1;
    for (size_t i = 0; i < file.n; i++) {
        last_line += file.p[i] == '\n';
        last_body_line +=
            file.p[i] == '\n' || (file.p[i] == '\r' && (i + 1 == file.n || file.p[i + 1] != '\n'));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const unsigned fields[] = {0, FIELD_REPORT, FIELD_REPORT | FIELD_TAGS};
    unsigned pick = size ? data[0] : 0;
    struct record_want want = {.fields = fields[pick / KIND_RECORDS % 3],
                               .contact_body = EVERYTHING,
                               .interview_body = EVERYTHING,
                               .suspects = true};
    struct record record = {
        .kind = (enum kind)(pick % KIND_RECORDS), .id = STR("stem"), .path = STR("stem.md")};
    size_t n = size ? size - 1 : 0;
    char *copy = malloc(n + 1);
    struct arena keep = {0}, scratch = {0};
    struct diags diags = {.arena = &keep};
    struct record_reader reader = {&keep, &scratch, &diags, &want};
    struct diag problem = {0};

    if (!copy)
        abort();
    if (n)
        memcpy(copy, data + 1, n);
    count_lines((struct str){copy, n});
    bool is_read = record_read(&reader, (struct str){copy, n}, &record, &problem);

    if (!is_read || record.body_unread)
        check_diag(&problem);
    arena_free(&scratch);
    memset(copy, 0xff, n); /* valid in no text */
    free(copy);
    if (is_read)
        check_record(&record, &want);
    for (uint32_t i = 0; i < diags.n; i++)
        check_diag(&diags.at[i]);
    arena_free(&keep);
    return 0;
}
