#include "vault/record_json.h"

#include "vault/column.h"
#include "vault/interview.h"

/* ---- values by their type */

static void put_texts(struct json *json, const char *name, const struct value *value)
{
    json_begin_array(json, name);
    for (uint32_t i = 0; value && i < value->texts.n; i++)
        json_text(json, NULL, value->texts.at[i]);
    json_end_array(json);
}

static struct str link_id(const struct link *link)
{
    return link->to ? link->to->id : link_text(link);
}

static void put_links(struct json *json, const char *name, const struct value *value)
{
    json_begin_array(json, name);
    for (uint32_t i = 0; value && i < value->links.n; i++)
        json_text(json, NULL, link_id(&value->links.at[i]));
    json_end_array(json);
}

static void put_minute(struct json *json, const char *name, const struct stamp *stamp)
{
    struct buf text = {0};

    if (stamp && stamp->has_time)
        date_time_write(&text, stamp->minute);
    json_text_or_null(json, name, buf_str(&text));
    buf_free(&text);
}

static void put_period(struct json *json, const char *name, const struct value *value)
{
    struct buf text = {0};

    if (!value) {
        json_null(json, name);
        return;
    }
    period_write(&text, value->period);
    json_begin_object(json, name);
    json_text(json, "text", buf_str(&text));
    json_number(json, "months", value->period.months);
    json_number(json, "days", value->period.days);
    json_bool(json, "never", value->period.never);
    json_end_object(json);
    buf_free(&text);
}

/* A day, "skip" (of a yes or no: true), or null. */
static void put_settled(struct json *json, const struct field *field, const struct value *value)
{
    struct settled settled = value ? value->settled : (struct settled){0};

    if (settled.how != SETTLED_SKIP)
        json_day(json, field->name, settled.day);
    else if (field->type == TYPE_BOOL_OR_DATE)
        json_bool(json, field->name, true);
    else
        json_text(json, field->name, STR("skip"));
}

static struct str person_id(const struct participant *person)
{
    return person->to ? person->to->id : person->name;
}

/* Who was thanked, and when: everybody met, owed ones with neither day nor skip. */
static void put_thanked(struct json *json, const char *name, const struct record *interview)
{
    json_begin_array(json, name);
    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct participant *person = &interview->participants[i];
        struct settled settled = interview_thanked(interview, person);

        json_begin_object(json, NULL);
        json_text(json, "contact", person_id(person));
        json_day(json, "date", settled.day);
        json_bool(json, "skip", settled.how == SETTLED_SKIP);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_single(struct json *json, const struct field *field, const struct value *value)
{
    if (!value)
        json_null(json, field->name);
    else if (field->type == TYPE_INTEGER)
        json_number(json, field->name, value->number);
    else if (field->type == TYPE_BOOL)
        json_bool(json, field->name, value->number != 0);
    else if (field->type == TYPE_WORD)
        json_text(json, field->name, schema_word_at(field->words, value->number));
    else if (field->type == TYPE_LINK)
        json_text(json, field->name, link_id(&value->links.at[0]));
    else
        json_text(json, field->name, value->text);
}

static void put_field(struct json *json, const struct record *record, const struct field *field)
{
    const struct value *value = record_find(record, field->key);

    switch (field->type) {
    case TYPE_TEXTS: put_texts(json, field->name, value); return;
    case TYPE_LINKS: put_links(json, field->name, value); return;
    case TYPE_DATE: json_day(json, field->name, value ? value->stamp.day : 0); return;
    case TYPE_STAMP:
        json_day(json, field->name, value ? value->stamp.day : 0);
        put_minute(json, "time", value ? &value->stamp : NULL);
        return;
    case TYPE_PERIOD: put_period(json, field->name, value); return;
    case TYPE_SETTLED:
    case TYPE_BOOL_OR_DATE: put_settled(json, field, value); return;
    case TYPE_THANKED: put_thanked(json, field->name, record); return;
    default: put_single(json, field, value);
    }
}

static void put_key(struct json *json, const struct record *record, enum key key)
{
    put_field(json, record, schema_field(record->kind, key));
}

static void put_extra(struct json *json, const struct record *record)
{
    json_begin_object(json, "extra");
    for (uint32_t i = 0; i < record->extra.n; i++)
        if (record->extra.at[i].key.n) /* YAML allows a key without a letter; the writer of JSON does not */
            json_text_named(json, record->extra.at[i].key, record->extra.at[i].text);
    json_end_object(json);
}

/* ---- what stands in a body */

/* The members of a promise; `due` as it counts while the promise is open, else as written. */
static void put_promise_members(struct json *json, const struct view *view, const struct record *record,
                                const struct md_task *task)
{
    const struct due_item *item = view_promise(view, record, task);

    json_text_or_null(json, "id", item ? item->id : (struct str){0});
    json_text(json, "owner", task->theirs ? STR("theirs") : STR("mine"));
    json_bool(json, "open", task->state == MD_TASK_OPEN);
    json_text(json, "text", task->text);
    json_day(json, "due", item ? item->due : task->due);
    json_day(json, "done", task->done);
    json_text(json, "path", record->path);
    json_number(json, "line", task->line);
}

/* The promises in the file of `record` that are to or from `person`; NULL: all of them. */
static void put_promises(struct json *json, const struct view *view, const struct record *record,
                         const struct record *person)
{
    for (uint32_t i = 0; i < record->md.tasks.n; i++) {
        const struct md_task *task = &record->md.tasks.at[i];

        if (person && view_promise_person(view, record, task).to != person)
            continue;
        json_begin_object(json, NULL);
        put_promise_members(json, view, record, task);
        json_end_object(json);
    }
}

static void put_log(struct json *json, const struct record *contact)
{
    json_begin_array(json, "log");
    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *line = &contact->md.log.at[i];

        json_begin_object(json, NULL);
        json_day(json, "date", line->when.day);
        put_minute(json, "time", &line->when);
        json_text(json, "kind", str_from(md_log_kind_name((enum md_log_kind)line->kind)));
        json_text_or_null(json, "direction", str_from(md_direction_name((enum md_direction)line->direction)));
        json_text_or_null(json, "text", line->text);
        json_number(json, "line", line->line);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_record_ids(struct json *json, const char *name, struct record_list list)
{
    json_begin_array(json, name);
    for (uint32_t i = 0; i < list.n; i++)
        json_text(json, NULL, list.at[i]->id);
    json_end_array(json);
}

/* ---- the kinds */

static void put_contact(struct json *json, const struct view *view, const struct record *contact)
{
    static const enum key texts[] = {KEY_ALIASES, KEY_ORG, KEY_ROLE, KEY_LOCATION, KEY_EMAIL, KEY_PHONE};
    struct facts facts = facts_of(contact, view->today);
    const struct field *status = schema_field(KIND_CONTACT, KEY_STATUS);
    int32_t status_number = record_number(contact, KEY_STATUS);

    json_text(json, "name", contact->name);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        put_key(json, contact, texts[i]);
    json_text(json, "stage", str_from(stage_name(stage_of(view->vault, contact, &facts))));
    json_text(json, "status", schema_word_at(status->words, status_number ? status_number : CONTACT_ACTIVE));
    put_key(json, contact, KEY_KEEP_IN_TOUCH);
    json_day(json, "last_touch", facts.last_touch);
    json_day(json, "next_touch", view_next_touch(view, contact));
    put_key(json, contact, KEY_SNOOZE);
    put_key(json, contact, KEY_REFERRED_BY);
    put_record_ids(json, "referred", view_referred(view, contact));
    put_key(json, contact, KEY_TARGET);
    put_key(json, contact, KEY_PERSPECTIVE);
    put_key(json, contact, KEY_TAGS);
    json_bool(json, "private", record_is_private(contact));
    put_extra(json, contact);
    put_log(json, contact);
    json_begin_array(json, "promises");
    put_promises(json, view, contact, NULL);
    for (uint32_t i = 0; i < contact->interview_count; i++)
        put_promises(json, view, contact->interviews[i], contact);
    json_end_array(json);
    put_record_ids(json, "interviews", (struct record_list){contact->interviews, contact->interview_count});
}

/* The fields of the schema in their order; of an interview those that are derived take the field's place. */
static void put_fields(struct json *json, const struct view *view, const struct record *record)
{
    size_t count;
    const struct field *fields = schema_fields(&count);

    for (size_t i = 0; i < count; i++) {
        if (fields[i].kind != record->kind || fields[i].flags & FIELD_HIDDEN)
            continue;
        if (fields[i].key == KEY_NAME)
            json_text(json, "name", record->name);
        else if (record->kind == KIND_INTERVIEW && fields[i].key == KEY_STATUS)
            json_text_or_null(json, "status", column_interview_status(record, view->today));
        else
            put_field(json, record, &fields[i]);
    }
    put_extra(json, record);
}

static void put_questions(struct json *json, const struct record *interview)
{
    json_begin_array(json, "questions");
    for (uint32_t i = 0; i < interview->md.questions.n; i++) {
        const struct md_question *question = &interview->md.questions.at[i];

        json_begin_object(json, NULL);
        json_text(json, "text", question->text);
        json_bool(json, "answered", question->answered);
        json_number(json, "line", question->line);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_interview(struct json *json, const struct view *view, const struct record *interview)
{
    put_fields(json, view, interview);
    put_questions(json, interview);
    json_begin_array(json, "promises");
    put_promises(json, view, interview, NULL);
    json_end_array(json);
    json_begin_array(json, "referrals");
    for (uint32_t i = 0; i < interview->md.referrals.n; i++)
        json_text(json, NULL, interview->md.referrals.at[i].name);
    json_end_array(json);
    json_begin_array(json, "skills");
    for (uint32_t i = 0; i < interview->md.skills.n; i++)
        json_text(json, NULL, interview->md.skills.at[i].name);
    json_end_array(json);
}

static void put_promise(struct json *json, const struct view *view, const struct row *row)
{
    put_promise_members(json, view, row->record, row->task);
    if (!row->person_name.n) {
        json_null(json, "contact");
        return;
    }
    json_begin_object(json, "contact");
    json_text_or_null(json, "id", row->person ? row->person->id : (struct str){0});
    json_text(json, "name", row->person_name);
    json_end_object(json);
}

void record_json(struct json *json, const struct view *view, enum list_kind list, const struct row *row,
                 bool is_document)
{
    struct buf schema = {0};

    json_begin_object(json, NULL);
    if (is_document) {
        buf_printf(&schema, "infoview/%s@1", list_one(list));
        json_text(json, "schema", buf_str(&schema));
        buf_free(&schema);
    }
    if (list != LIST_PROMISES) {
        json_text(json, "id", row->record->id);
        json_text(json, "path", row->record->path);
    }
    if (list == LIST_PROMISES)
        put_promise(json, view, row);
    else if (list == LIST_CONTACTS)
        put_contact(json, view, row->record);
    else if (list == LIST_INTERVIEWS)
        put_interview(json, view, row->record);
    else
        put_fields(json, view, row->record);
    json_end_object(json);
}

void record_json_unreadable(struct json *json, const struct vault *vault)
{
    json_begin_array(json, "unreadable");
    for (uint32_t i = 0; i < vault->unreadable.n; i++) {
        const struct diag *row = &vault->unreadable.at[i];

        json_begin_object(json, NULL);
        json_text(json, "path", row->path);
        json_number(json, "line", row->place.line);
        json_number(json, "column", row->place.column);
        json_text(json, "rule", str_from(rule_id(row->rule)));
        json_text(json, "message", row->message);
        json_end_object(json);
    }
    json_end_array(json);
}
