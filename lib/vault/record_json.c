#include "vault/record_json.h"

#include "vault/column.h"
#include "vault/interview.h"
#include "vault/value_json.h"

/* ---- members that are not a field as it is written */

/* What they are worked out from. */
struct source {
    const struct view *view;
    const struct record *record;
    struct facts facts; /* of a contact */
};

static void put_id(struct json *json, const char *name, const struct source *source)
{
    json_text(json, name, source->record->id);
}

static void put_path(struct json *json, const char *name, const struct source *source)
{
    json_text(json, name, source->record->path);
}

static void put_name(struct json *json, const char *name, const struct source *source)
{
    json_text(json, name, source->record->name);
}

static void put_stage(struct json *json, const char *name, const struct source *source)
{
    enum stage stage = stage_of(source->view->vault, source->record, &source->facts);

    json_text(json, name, str_from(stage_name(stage)));
}

static void put_contact_status(struct json *json, const char *name, const struct source *source)
{
    const struct field *field = schema_field(KIND_CONTACT, KEY_STATUS);
    int32_t number = record_number(source->record, KEY_STATUS);

    json_text(json, name, schema_word_at(field->words, number ? number : CONTACT_ACTIVE));
}

static void put_interview_status(struct json *json, const char *name, const struct source *source)
{
    json_text_or_null(json, name, column_interview_status(source->record, source->view->today));
}

static void put_last_touch(struct json *json, const char *name, const struct source *source)
{
    json_day(json, name, source->facts.last_touch);
}

static void put_next_touch(struct json *json, const char *name, const struct source *source)
{
    json_day(json, name, view_next_touch(source->view, source->record));
}

static void put_record_ids(struct json *json, const char *name, struct record_list list)
{
    json_begin_array(json, name);
    for (uint32_t i = 0; i < list.n; i++)
        json_text(json, NULL, list.at[i]->id);
    json_end_array(json);
}

static void put_referred(struct json *json, const char *name, const struct source *source)
{
    put_record_ids(json, name, view_referred(source->view, source->record));
}

static void put_interviews(struct json *json, const char *name, const struct source *source)
{
    put_record_ids(json, name,
                   (struct record_list){source->record->interviews, source->record->interview_count});
}

static void put_commits(struct json *json, const char *name, const struct source *source)
{
    const struct view_commits *commits = source->view->commits;

    json_begin_array(json, name);
    for (uint32_t i = 0; commits && i < commits->n; i++) {
        json_begin_object(json, NULL);
        json_text(json, "hash", commits->at[i].hash);
        json_text_or_null(json, "date", commits->at[i].date);
        json_text(json, "subject", commits->at[i].subject);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_private(struct json *json, const char *name, const struct source *source)
{
    json_bool(json, name, source->record->is_private);
}

static void put_extra(struct json *json, const char *name, const struct source *source)
{
    const struct extras *extra = &record_source(source->record)->extra;

    json_begin_object(json, name);
    for (uint32_t i = 0; i < extra->n; i++)
        if (extra->at[i].key.n) /* YAML allows a key without a letter; the writer of JSON does not */
            json_text_named(json, extra->at[i].key, extra->at[i].text);
    json_end_object(json);
}

/* Who was thanked, and when: everybody met, owed ones with neither day nor skip. */
static void put_thanked(struct json *json, const char *name, const struct source *source)
{
    const struct record *interview = source->record;

    json_begin_array(json, name);
    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct participant *person = &interview->participants[i];
        struct settled settled = interview_thanked(interview, person);

        json_begin_object(json, NULL);
        json_text(json, "contact", person->to ? person->to->id : person->name);
        json_day(json, "date", settled.day);
        json_bool(json, "skip", settled.how == SETTLED_SKIP);
        json_end_object(json);
    }
    json_end_array(json);
}

/* ---- what stands in a body */

/* The members of a promise; `due` as it counts while the promise is open, else as written. */
static void put_promise_members(struct json *json, const struct view *view, const struct record *record,
                                const struct md_task *task)
{
    const struct due_item *item = view_promise(view, record, task);

    struct buf id = {0};

    if (item)
        due_id_write(&id, item);
    json_text_or_null(json, "id", buf_str(&id));
    buf_free(&id);
    json_text(json, "owner", str_from(md_owner_name(task->theirs)));
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

static void put_log(struct json *json, const char *name, const struct source *source)
{
    const struct record *contact = source->record;

    json_begin_array(json, name);
    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *line = &contact->md.log.at[i];

        json_begin_object(json, NULL);
        json_day(json, "date", line->when.day);
        value_json_time_write(json, &line->when);
        json_text(json, "kind", str_from(md_log_kind_name((enum md_log_kind)line->kind)));
        json_text_or_null(json, "direction", str_from(md_direction_name((enum md_direction)line->direction)));
        json_text_or_null(json, "text", line->text);
        json_number(json, "line", line->line);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_contact_promises(struct json *json, const char *name, const struct source *source)
{
    const struct record *contact = source->record;

    json_begin_array(json, name);
    put_promises(json, source->view, contact, NULL);
    for (uint32_t i = 0; i < contact->interview_count; i++)
        put_promises(json, source->view, contact->interviews[i], contact);
    json_end_array(json);
}

static void put_interview_promises(struct json *json, const char *name, const struct source *source)
{
    json_begin_array(json, name);
    put_promises(json, source->view, source->record, NULL);
    json_end_array(json);
}

static void put_questions(struct json *json, const char *name, const struct source *source)
{
    const struct record *interview = source->record;

    json_begin_array(json, name);
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

static void put_referrals(struct json *json, const char *name, const struct source *source)
{
    const struct md *md = &source->record->md;

    json_begin_array(json, name);
    for (uint32_t i = 0; i < md->referrals.n; i++)
        json_text(json, NULL, md->referrals.at[i].name);
    json_end_array(json);
}

static void put_skills(struct json *json, const char *name, const struct source *source)
{
    const struct md *md = &source->record->md;

    json_begin_array(json, name);
    for (uint32_t i = 0; i < md->skills.n; i++)
        json_text(json, NULL, md->skills.at[i].name);
    json_end_array(json);
}

/* ---- what a record is made of */

/* A field that is given in another form than its type has. */
static const struct special {
    enum kind kind;
    enum key key;
    const char *type; /* in the notation of member.h */
    void (*put)(struct json *json, const char *name, const struct source *source);
} specials[] = {
    {KIND_CONTACT, KEY_NAME, "text", put_name},
    {KIND_CONTACT, KEY_STATUS, "word", put_contact_status},
    {KIND_CONTACT, KEY_PRIVATE, "bool", put_private},
    {KIND_INTERVIEW, KEY_STATUS, "word|'" COLUMN_UNCONFIRMED "'?", put_interview_status},
    {KIND_INTERVIEW, KEY_THANKED, "[thanked]", put_thanked},
    {KIND_OPPORTUNITY, KEY_NAME, "text", put_name},
    {KIND_SKILL, KEY_NAME, "text", put_name},
    {KIND_TARGET, KEY_NAME, "text", put_name},
};

/* A member or some: a field, all fields of the kind, or what is derived. A zeroed one ends a table. */
struct part {
    enum key key;     /* KEY_NONE: derived */
    const char *name; /* of what is derived, as the rest is */
    const char *type;
    const char *about;
    void (*put)(struct json *json, const char *name, const struct source *source);
};

/* Stands for every field of the kind, in the order of the schema. */
#define ALL_FIELDS KEY_COUNT

#define IDENTITY                                                     \
    {KEY_NONE, "id", "text", "the file's name without .md", put_id}, \
    {                                                                \
        KEY_NONE, "path", "text", "the file", put_path               \
    }
#define EXTRA                                                                     \
    {                                                                             \
        KEY_NONE, "extra", "map", "keys of your own, with their texts", put_extra \
    }

static const struct part contact_parts[] = {
    IDENTITY,
    {.key = KEY_NAME},
    {.key = KEY_ALIASES},
    {.key = KEY_ORG},
    {.key = KEY_ROLE},
    {.key = KEY_LOCATION},
    {.key = KEY_EMAIL},
    {.key = KEY_PHONE},
    {KEY_NONE, "stage", "stage", "how far you have come with them", put_stage},
    {.key = KEY_STATUS},
    {.key = KEY_KEEP_IN_TOUCH},
    {KEY_NONE, "last_touch", "date?", "when you were last in touch", put_last_touch},
    {KEY_NONE, "next_touch", "date?", "when to write again", put_next_touch},
    {.key = KEY_SNOOZE},
    {.key = KEY_REFERRED_BY},
    {KEY_NONE, "referred", "[text]", "ids of the people they sent you to", put_referred},
    {.key = KEY_TARGET},
    {.key = KEY_PERSPECTIVE},
    {.key = KEY_TAGS},
    {.key = KEY_PRIVATE},
    EXTRA,
    {KEY_NONE, "log", "[log-line]", "the log, in the order of the file", put_log},
    {KEY_NONE, "promises", "[own-promise]", "of both sides, from the person's file and their interviews",
     put_contact_promises},
    {KEY_NONE, "interviews", "[text]", "ids of the interviews they took part in", put_interviews},
    {KEY_NONE, "commits", "[commit]", "of show: the last ones that touched them, the newest first",
     put_commits},
    {0},
};

static const struct part interview_parts[] = {
    IDENTITY,
    {.key = ALL_FIELDS},
    EXTRA,
    {KEY_NONE, "questions", "[question]", "the questions prepared and asked", put_questions},
    {KEY_NONE, "promises", "[own-promise]", "of both sides, from this file", put_interview_promises},
    {KEY_NONE, "referrals", "[text]", "the names under Referrals", put_referrals},
    {KEY_NONE, "skills", "[text]", "the skills heard of", put_skills},
    {0},
};

static const struct part other_parts[] = {IDENTITY, {.key = ALL_FIELDS}, EXTRA, {0}};

static const struct part *parts_of(enum kind kind)
{
    if (kind == KIND_CONTACT)
        return contact_parts;
    return kind == KIND_INTERVIEW ? interview_parts : other_parts;
}

static const struct special *special_of(const struct field *field)
{
    for (size_t i = 0; i < sizeof specials / sizeof specials[0]; i++)
        if (specials[i].kind == field->kind && specials[i].key == field->key)
            return &specials[i];
    return NULL;
}

/* Gives every member of a record of that kind to `visit`, in their order: a field, or (NULL) what is derived. */
static void walk(enum kind kind,
                 void (*visit)(void *context, const struct part *part, const struct field *field),
                 void *context)
{
    size_t count;
    const struct field *fields = schema_fields(&count);

    for (const struct part *part = parts_of(kind); part->key || part->name; part++) {
        if (part->key != ALL_FIELDS) {
            visit(context, part, part->key ? schema_field(kind, part->key) : NULL);
            continue;
        }
        for (size_t i = 0; i < count; i++)
            if (fields[i].kind == kind && !(fields[i].flags & FIELD_HIDDEN))
                visit(context, part, &fields[i]);
    }
}

struct writing {
    struct json *json;
    struct source source;
};

static void write_member(void *context, const struct part *part, const struct field *field)
{
    struct writing *writing = context;
    const struct special *special = field ? special_of(field) : NULL;

    if (!field)
        part->put(writing->json, part->name, &writing->source);
    else if (special)
        special->put(writing->json, field->name, &writing->source);
    else
        value_json_write(writing->json, field, record_find(writing->source.record, field->key));
}

struct describing {
    struct arena *arena;
    struct members members;
};

static void describe_member(void *context, const struct part *part, const struct field *field)
{
    struct describing *describing = context;
    struct member *member = vec_add(&describing->members, describing->arena);
    const struct special *special = field ? special_of(field) : NULL;

    if (!field) {
        *member = (struct member){part->name, part->type, part->about, NULL};
        return;
    }
    *member = (struct member){field->name, special ? special->type : value_json_type(field->type),
                              field->about, field};
    if (!special && field->type == TYPE_STAMP)
        *vec_add(&describing->members, describing->arena) = value_json_time;
}

struct members record_json_members(enum kind kind, struct arena *arena)
{
    struct describing describing = {.arena = arena};

    walk(kind, describe_member, &describing);
    return describing.members;
}

/* ---- the objects */

static void put_record(struct json *json, const struct view *view, const struct record *record)
{
    struct writing writing = {json, {.view = view, .record = record}};

    if (record->kind == KIND_CONTACT)
        writing.source.facts = facts_of(record, view->today);
    walk(record->kind, write_member, &writing);
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
    if (list == LIST_PROMISES)
        put_promise(json, view, row);
    else
        put_record(json, view, row->record);
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
