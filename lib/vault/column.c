#include "vault/column.h"

#include "base/near.h"
#include "vault/interview.h"

#define IN(list) (1u << (list))

enum {
    IN_ALL = (1u << LIST_COUNT) - 1,
    IN_NAMED = IN_ALL & ~IN(LIST_INTERVIEWS),
    IN_PEOPLE = IN(LIST_CONTACTS) | IN(LIST_PROMISES),
};

/* Whom or what a line is about: of a promise the person, who may be nobody. */
static const struct record *subject(const struct row *row)
{
    return row->task ? row->person : row->record;
}

/* Takes over what was gathered in `text`. */
static void set_text(const struct view *view, struct cell *cell, struct buf *text)
{
    cell->text = str_copy(view->arena, buf_str(text));
    buf_free(text);
}

static void set_day(const struct view *view, struct cell *cell, int32_t day)
{
    struct buf text = {0};

    if (!day)
        return;
    date_iso_write(&text, day);
    set_text(view, cell, &text);
    cell->day = day;
    cell->rank = day;
}

static void set_number(const struct view *view, struct cell *cell, int64_t number)
{
    struct buf text = {0};

    buf_printf(&text, "%lld", (long long)number);
    set_text(view, cell, &text);
    cell->rank = number;
}

/* ---- what is derived */

static void get_name(const struct view *view, const struct row *row, struct cell *cell)
{
    (void)view;
    cell->text = row->task ? row->person_name : row->record->name;
}

static void get_org(const struct view *view, const struct row *row, struct cell *cell)
{
    const struct participant *partner = interview_partner(row->record);

    (void)view;
    cell->text = record_text(row->record, KEY_ORG);
    if (!cell->text.n && partner && partner->to)
        cell->text = record_text(partner->to, KEY_ORG);
}

static void get_id(const struct view *view, const struct row *row, struct cell *cell)
{
    struct buf text = {0};

    if (!row->task)
        cell->text = row->record->id;
    if (!row->item)
        return;
    due_id_write(&text, row->item);
    set_text(view, cell, &text);
}

static void get_path(const struct view *view, const struct row *row, struct cell *cell)
{
    (void)view;
    cell->text = row->record->path;
}

static void get_stage(const struct view *view, const struct row *row, struct cell *cell)
{
    const struct record *contact = subject(row);

    if (!contact || contact->is_unreadable)
        return;
    struct facts facts = facts_of(contact, view->today);
    enum stage stage = stage_of(view->vault, contact, &facts);

    cell->text = str_from(stage_name(stage));
    cell->rank = stage;
}

static void get_last(const struct view *view, const struct row *row, struct cell *cell)
{
    if (subject(row))
        set_day(view, cell, facts_of(subject(row), view->today).last_touch);
}

static void get_next(const struct view *view, const struct row *row, struct cell *cell)
{
    if (subject(row))
        set_day(view, cell, view_next_touch(view, subject(row)));
}

static void get_referred(const struct view *view, const struct row *row, struct cell *cell)
{
    struct record_list list = view_referred(view, subject(row));
    struct buf text = {0};

    for (uint32_t i = 0; i < list.n; i++)
        buf_printf(&text, "%s%.*s", i ? "; " : "", STR_ARGS(list.at[i]->id));
    set_text(view, cell, &text);
}

static void get_interviews(const struct view *view, const struct row *row, struct cell *cell)
{
    if (subject(row))
        set_number(view, cell, subject(row)->interview_count);
}

static void get_who(const struct view *view, const struct row *row, struct cell *cell)
{
    struct buf text = {0};

    if (row->task)
        buf_put(&text, row->person_name);
    for (uint32_t i = 0; !row->task && i < row->record->participant_count; i++)
        buf_printf(&text, "%s%.*s", i ? ", " : "", STR_ARGS(row->record->participants[i].name));
    set_text(view, cell, &text);
}

static void get_time(const struct view *view, const struct row *row, struct cell *cell)
{
    const struct value *date = record_find(row->record, KEY_DATE);
    struct buf text = {0};

    if (date && date->stamp.has_time)
        date_time_write(&text, date->stamp.minute);
    set_text(view, cell, &text);
}

struct str column_interview_status(const struct record *interview, int32_t today)
{
    const struct field *field = schema_field(KIND_INTERVIEW, KEY_STATUS);

    switch (interview_stand(interview, today)) {
    case STAND_AHEAD: return STR("planned");
    case STAND_UNCONFIRMED: return STR(COLUMN_UNCONFIRMED);
    default: return schema_word_at(field->words, record_number(interview, KEY_STATUS));
    }
}

static void get_interview_status(const struct view *view, const struct row *row, struct cell *cell)
{
    cell->text = column_interview_status(row->record, view->today);
}

static void get_contact_status(const struct view *view, const struct row *row, struct cell *cell)
{
    const struct field *field = schema_field(KIND_CONTACT, KEY_STATUS);

    (void)view;
    if (!subject(row))
        return;
    cell->rank = record_number(subject(row), KEY_STATUS);
    if (!cell->rank)
        cell->rank = CONTACT_ACTIVE;
    cell->text = schema_word_at(field->words, (int)cell->rank);
}

static void get_questions(const struct view *view, const struct row *row, struct cell *cell)
{
    set_number(view, cell, row->record->md.questions.n);
}

static void get_due(const struct view *view, const struct row *row, struct cell *cell)
{
    set_day(view, cell, row->item ? row->item->due : row->task->due);
}

static void get_whose(const struct view *view, const struct row *row, struct cell *cell)
{
    (void)view;
    cell->text = str_from(md_owner_name(row->task->theirs));
}

static void get_text(const struct view *view, const struct row *row, struct cell *cell)
{
    (void)view;
    cell->text = row->task->text;
}

static void get_state(const struct view *view, const struct row *row, struct cell *cell)
{
    static const char *const names[] = {
        [MD_TASK_OPEN] = "open", [MD_TASK_DONE] = "done", [MD_TASK_DROPPED] = "dropped"};

    (void)view;
    cell->text = str_from(names[row->task->state]);
}

static void get_done(const struct view *view, const struct row *row, struct cell *cell)
{
    set_day(view, cell, row->task->done);
}

static void get_line(const struct view *view, const struct row *row, struct cell *cell)
{
    set_number(view, cell, row->task->line);
}

static void get_file(const struct view *view, const struct row *row, struct cell *cell)
{
    struct buf text = {0};

    buf_printf(&text, "%.*s:%u", STR_ARGS(row->record->path), row->task->line);
    set_text(view, cell, &text);
}

/* What is derived: its name and another one that is read, the lists that have it, its shape. */
static const struct derived {
    const char *name, *synonym;
    unsigned lists;
    enum column_shape shape;
    bool is_ranked;
    void (*get)(const struct view *view, const struct row *row, struct cell *cell);
} derived[] = {
    {"id", NULL, IN_ALL, COLUMN_WORD, false, get_id},
    {"path", NULL, IN_ALL, COLUMN_WORD, false, get_path},
    {"name", NULL, IN_NAMED, COLUMN_NAME, false, get_name},
    {"stage", NULL, IN_PEOPLE, COLUMN_WORD, true, get_stage},
    {"status", NULL, IN_PEOPLE, COLUMN_WORD, true, get_contact_status},
    {"last", "last_touch", IN_PEOPLE, COLUMN_DAY, true, get_last},
    {"next", "next_touch", IN_PEOPLE, COLUMN_DAY, true, get_next},
    {"referred", NULL, IN_PEOPLE, COLUMN_WORD, false, get_referred},
    {"interviews", NULL, IN_PEOPLE, COLUMN_NUMBER, true, get_interviews},
    {"who", NULL, IN(LIST_INTERVIEWS) | IN(LIST_PROMISES), COLUMN_NAME, false, get_who},
    {"org", NULL, IN(LIST_INTERVIEWS), COLUMN_NAME, false, get_org},
    {"time", NULL, IN(LIST_INTERVIEWS), COLUMN_WORD, false, get_time},
    {"status", NULL, IN(LIST_INTERVIEWS), COLUMN_WORD, false, get_interview_status},
    {"questions", NULL, IN(LIST_INTERVIEWS), COLUMN_NUMBER, true, get_questions},
    {"due", NULL, IN(LIST_PROMISES), COLUMN_DAY, true, get_due},
    {"whose", "owner", IN(LIST_PROMISES), COLUMN_WORD, false, get_whose},
    {"text", NULL, IN(LIST_PROMISES), COLUMN_TEXT, false, get_text},
    {"state", NULL, IN(LIST_PROMISES), COLUMN_WORD, false, get_state},
    {"done", NULL, IN(LIST_PROMISES), COLUMN_DAY, true, get_done},
    {"line", NULL, IN(LIST_PROMISES), COLUMN_NUMBER, true, get_line},
    {"file", NULL, IN(LIST_PROMISES), COLUMN_WORD, false, get_file},
};

enum { DERIVED_COUNT = sizeof derived / sizeof derived[0] };

static struct column derived_column(const struct derived *row)
{
    return (struct column){
        .name = row->name, .shape = row->shape, .is_ranked = row->is_ranked, .get = row->get};
}

/* ---- fields of the schema */

/* The kind whose fields a list has beside what is derived. */
static enum kind kind_of(enum list_kind list)
{
    return list == LIST_PROMISES ? KIND_CONTACT : (enum kind)list;
}

static enum column_shape shape_of(const struct field *field)
{
    switch (field->type) {
    case TYPE_DATE:
    case TYPE_STAMP: return COLUMN_DAY;
    case TYPE_INTEGER: return COLUMN_NUMBER;
    case TYPE_TEXT:
    case TYPE_TEXTS: return field->key == KEY_ORG ? COLUMN_NAME : COLUMN_TEXT;
    default: return COLUMN_WORD;
    }
}

static bool is_ranked(const struct field *field)
{
    switch (field->type) {
    case TYPE_DATE:
    case TYPE_STAMP:
    case TYPE_INTEGER:
    case TYPE_PERIOD:
    case TYPE_WORD: return true;
    default: return false;
    }
}

static struct column field_column(const struct field *field)
{
    return (struct column){
        .name = field->name, .shape = shape_of(field), .is_ranked = is_ranked(field), .field = field};
}

static struct str link_id(const struct link *link)
{
    return link->to ? link->to->id : link_text(link);
}

static void put_settled(struct buf *text, struct settled settled)
{
    if (settled.how == SETTLED_DATE)
        date_iso_write(text, settled.day);
    else if (settled.how == SETTLED_SKIP)
        buf_puts(text, "skip");
}

static void put_thanked(struct buf *text, const struct thanked *thanked)
{
    put_settled(text, thanked->all);
    for (uint32_t i = 0; i < thanked->n; i++) {
        if (thanked->at[i].settled.how == SETTLED_NOT)
            continue;
        buf_printf(text, "%s%.*s ", text->n ? ", " : "", STR_ARGS(link_id(&thanked->at[i].who)));
        put_settled(text, thanked->at[i].settled);
    }
}

static void put_stamp(struct buf *text, struct stamp stamp)
{
    date_iso_write(text, stamp.day);
    if (stamp.has_time) {
        buf_putc(text, 'T');
        date_time_write(text, stamp.minute);
    }
}

static void put_items(struct buf *text, const struct field *field, const struct value *value)
{
    bool is_text = field->type == TYPE_TEXTS;
    uint32_t count = is_text ? value->texts.n : value->links.n;

    for (uint32_t i = 0; i < count; i++) {
        buf_puts(text, i ? "; " : "");
        buf_put(text, is_text ? value->texts.at[i] : link_id(&value->links.at[i]));
    }
}

static void put_value(struct buf *text, const struct field *field, const struct value *value)
{
    switch (field->type) {
    case TYPE_TEXTS:
    case TYPE_LINK:
    case TYPE_LINKS: put_items(text, field, value); return;
    case TYPE_DATE:
    case TYPE_STAMP: put_stamp(text, value->stamp); return;
    case TYPE_PERIOD: period_write(text, value->period); return;
    case TYPE_INTEGER: buf_printf(text, "%d", value->number); return;
    case TYPE_BOOL: buf_puts(text, value->number ? "yes" : "no"); return;
    case TYPE_WORD: buf_put(text, schema_word_at(field->words, value->number)); return;
    case TYPE_BOOL_OR_DATE:
        if (value->settled.how == SETTLED_SKIP)
            buf_puts(text, "yes");
        else
            put_settled(text, value->settled);
        return;
    case TYPE_SETTLED: put_settled(text, value->settled); return;
    case TYPE_THANKED: put_thanked(text, value->thanked); return;
    default: buf_put(text, value->text);
    }
}

static int64_t rank_of(const struct field *field, const struct value *value)
{
    enum { PLACES_OF_DAY = 24 * 60 + 1, DAYS_OF_MONTH = 30 }; /* of a day: no time, and every minute */

    switch (field->type) {
    case TYPE_DATE:
    case TYPE_STAMP:
        return (int64_t)value->stamp.day * PLACES_OF_DAY +
               (value->stamp.has_time ? value->stamp.minute + 1 : 0);
    case TYPE_PERIOD:
        if (value->period.never)
            return INT64_MAX;
        return (int64_t)value->period.months * DAYS_OF_MONTH + value->period.days;
    default: return value->number;
    }
}

static const struct value *value_of(const struct column *column, const struct row *row)
{
    const struct record *record = subject(row);

    return record && column->field ? record_find(record, column->field->key) : NULL;
}

struct cell column_cell(const struct column *column, const struct view *view, const struct row *row)
{
    const struct value *value = value_of(column, row);
    struct cell cell = {0};
    struct buf text = {0};

    if (column->get)
        column->get(view, row, &cell);
    if (!value)
        return cell;
    put_value(&text, column->field, value);
    set_text(view, &cell, &text);
    if (column->is_ranked)
        cell.rank = rank_of(column->field, value);
    if (column->shape == COLUMN_DAY)
        cell.day = value->stamp.day;
    if (column->field->type == TYPE_SETTLED || column->field->type == TYPE_BOOL_OR_DATE)
        cell.day = value->settled.day;
    return cell;
}

/* ---- finding columns by name */

/* As schema_find compares: without case, `-` and spaces for `_`. */
static bool is_named(struct str written, const char *name)
{
    struct str wanted = str_from(name);

    if (!wanted.n || written.n != wanted.n)
        return false;
    for (size_t i = 0; i < wanted.n; i++) {
        char c = written.p[i] == '-' || written.p[i] == ' ' ? '_' : to_lower(written.p[i]);

        if (c != wanted.p[i])
            return false;
    }
    return true;
}

bool column_find(enum list_kind list, struct str name, struct column *column)
{
    const struct field *field;

    for (size_t i = 0; i < DERIVED_COUNT; i++)
        if (derived[i].lists & IN(list) &&
            (is_named(name, derived[i].name) || is_named(name, derived[i].synonym))) {
            *column = derived_column(&derived[i]);
            return true;
        }
    field = schema_find(kind_of(list), name);
    if (!field || field->flags & FIELD_HIDDEN)
        return false;
    /* a synonym of a field that is derived here, as an interview's status is */
    if (!str_equal_nocase(name, str_from(field->name)))
        return column_find(list, str_from(field->name), column);
    *column = field_column(field);
    return true;
}

const char *column_near(enum list_kind list, struct str name)
{
    struct near near = {.word = name, .limit = name.n < 4 ? 1 : 2};

    near_offer(&near, str_from(schema_near(kind_of(list), name)));
    for (size_t i = 0; i < DERIVED_COUNT; i++)
        if (derived[i].lists & IN(list))
            near_offer(&near, str_from(derived[i].name));
    return near.found.p;
}

struct columns column_all(enum list_kind list, struct arena *arena)
{
    struct columns all = {0};
    size_t count;
    const struct field *fields = schema_fields(&count);

    for (size_t i = 0; i < DERIVED_COUNT; i++)
        if (derived[i].lists & IN(list))
            *vec_add(&all, arena) = derived_column(&derived[i]);
    for (size_t i = 0; i < count; i++) {
        struct column column;

        if (fields[i].kind == kind_of(list) && !(fields[i].flags & FIELD_HIDDEN) &&
            column_find(list, str_from(fields[i].name), &column) && !column.get)
            *vec_add(&all, arena) = column;
    }
    return all;
}

/* ---- the words of a value */

const struct value *column_links(const struct column *column, const struct row *row)
{
    const struct value *value = value_of(column, row);
    bool is_link = value && (column->field->type == TYPE_LINK || column->field->type == TYPE_LINKS);

    return is_link ? value : NULL;
}

struct words {
    bool (*visit)(void *context, struct str text);
    void *context;
};

static bool give(const struct words *words, struct str text)
{
    return text.n && words->visit(words->context, text);
}

static bool give_texts(const struct words *words, const struct value *value)
{
    for (uint32_t i = 0; value && i < value->texts.n; i++)
        if (give(words, value->texts.at[i]))
            return true;
    return false;
}

static bool give_record(const struct words *words, const struct record *record)
{
    if (!record)
        return false;
    return give(words, record->id) || give(words, record->name) ||
           (schema_field(record->kind, KEY_ALIASES) && give_texts(words, record_find(record, KEY_ALIASES)));
}

static bool give_links(const struct words *words, const struct value *value)
{
    for (uint32_t i = 0; i < value->links.n; i++) {
        const struct link *link = &value->links.at[i];

        if (give(words, link->target) || give(words, link->label) || give_record(words, link->to))
            return true;
    }
    return false;
}

static bool give_people(const struct words *words, const struct row *row)
{
    if (row->task)
        return give(words, row->person_name) || give_record(words, row->person);
    for (uint32_t i = 0; i < row->record->participant_count; i++)
        if (give(words, row->record->participants[i].name) ||
            give_record(words, row->record->participants[i].to))
            return true;
    return false;
}

bool column_any(const struct column *column, const struct view *view, const struct row *row,
                bool (*visit)(void *context, struct str text), void *context)
{
    const struct words words = {visit, context};
    const struct value *links = column_links(column, row);

    if (links)
        return give_links(&words, links);
    if (column->field && column->field->type == TYPE_TEXTS)
        return give_texts(&words, value_of(column, row));
    if (column->get == get_who)
        return give_people(&words, row);
    return give(&words, column_cell(column, view, row).text);
}
