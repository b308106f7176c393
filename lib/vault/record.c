#include "vault/record.h"

#include <string.h>

#include "base/utf8.h"
#include "text/front.h"

const struct value *record_value(const struct record *record, enum key key)
{
    const struct value *value = record->values;

    while (value->key != key || value->is_empty)
        value++;
    return value;
}

uint32_t record_line(const struct record *record, enum key key, uint32_t otherwise)
{
    for (uint32_t i = 0; i < record->value_count; i++)
        if (record->values[i].key == key)
            return record->values[i].line;
    return otherwise;
}

struct str record_text(const struct record *record, enum key key)
{
    const struct value *value = record_find(record, key);

    return value ? value->text : (struct str){0};
}

int32_t record_day(const struct record *record, enum key key)
{
    const struct value *value = record_find(record, key);

    return value ? value->stamp.day : 0;
}

int32_t record_number(const struct record *record, enum key key)
{
    const struct value *value = record_find(record, key);

    return value ? value->number : 0;
}

static struct record_source *source_of(const struct record_reader *reader, struct record *record)
{
    if (!record->source)
        record->source = arena_new(reader->keep, struct record_source);
    return record->source;
}

static void add_extra(const struct record_reader *reader, struct record *record, const struct node *node)
{
    struct extra *extra = vec_add(&source_of(reader, record)->extra, reader->keep);
    struct buf text = {0};

    extra->key = str_copy(reader->keep, node->key->text);
    extra->line = node->line;
    if (node->kind == NODE_SCALAR)
        buf_put(&text, node->text);
    for (const struct node *item = node->kind == NODE_LIST ? node->first : NULL; item; item = item->next) {
        buf_put(&text, item->text);
        if (item->next)
            buf_puts(&text, ", ");
    }
    extra->text = str_copy(reader->keep, buf_str(&text));
    buf_free(&text);
}

static void unknown_key(const struct record_reader *reader, const struct value_reader *values,
                        struct record *record, const struct node *node)
{
    const char *near = schema_near(record->kind, node->key->text);

    if (near)
        diag_near(reader->diags,
                  diag_add(reader->diags, RULE_UNKNOWN_KEY, record->path, value_place(values, node->key),
                           "unknown key '%.*s'", STR_ARGS(node->key->text)),
                  str_from(near));
    if (!reader->want->fields)
        add_extra(reader, record, node);
}

/* The usable value that stands there for a key already, or NULL. */
static struct value *usable(struct record *record, uint8_t key)
{
    for (uint32_t i = 0; i < record->value_count; i++)
        if (record->values[i].key == key && !record->values[i].is_empty)
            return &record->values[i];
    return NULL;
}

/* Reads a value. A field that is given twice, under two names, counts once: under its own name, else the first. */
static void take_value(const struct record_reader *reader, const struct value_reader *values,
                       struct record *record, const struct field *field, const struct node *node)
{
    struct value value, *there;

    value_read(values, field, node, &value);
    there = value.is_empty ? NULL : usable(record, value.key);
    if (!there) {
        record->values[record->value_count++] = value;
        return;
    }
    diag_hint(reader->diags,
              diag_add(reader->diags, RULE_DUPLICATE_KEY, record->path, value_place(values, node->key),
                       "'%s' is given twice, here as '%.*s'", field->name, STR_ARGS(node->key->text)),
              "keep one of them");
    if (str_equal(node->key->text, str_from(field->name)))
        *there = value;
}

static bool is_wanted(const struct record_want *want, const struct field *field)
{
    return !want->fields || field->flags & want->fields;
}

/* Values are gathered in scratch memory first, so that a record takes no more room than it needs. */
static void read_values(const struct record_reader *reader, const struct value_reader *values,
                        const struct node *top, struct record *record)
{
    struct value *kept;

    record->values = arena_new_array(reader->scratch, struct value, top->count);
    for (const struct node *node = top->first; node; node = node->next) {
        const struct field *field = schema_find(record->kind, node->key->text);

        if (!field)
            unknown_key(reader, values, record, node);
        else if (is_wanted(reader->want, field) && !(field->key == KEY_NAME && node->kind == NODE_MAP))
            take_value(reader, values, record, field, node);
    }
    kept = arena_new_array(reader->keep, struct value, record->value_count);
    if (record->value_count)
        memcpy(kept, record->values, record->value_count * sizeof *kept);
    record->values = kept;
    for (uint32_t i = 0; i < record->value_count; i++)
        if (!kept[i].is_empty)
            record->has[kept[i].key / 64] |= UINT64_C(1) << kept[i].key % 64;
}

static struct str joined(struct arena *keep, struct str first, struct str last)
{
    struct buf text = {0};

    buf_put(&text, str_trim(first));
    if (first.n && last.n)
        buf_putc(&text, ' ');
    buf_put(&text, str_trim(last));
    struct str name = str_copy(keep, buf_str(&text));

    buf_free(&text);
    return name;
}

static struct str scalar_of(const struct node *map, struct str key)
{
    const struct node *node = node_find(map, key);

    return node && node->kind == NODE_SCALAR && !node_is_empty(node) ? node->text : (struct str){0};
}

/* No name, or one of which nothing is seen: no link could be made of it. */
static void miss_name(const struct record_reader *reader, struct record *record)
{
    bool is_there = record_find(record, KEY_NAME);

    record->name = record->id;
    diag_hint(reader->diags,
              diag_add(reader->diags, RULE_REQUIRED, record->path,
                       (struct place){is_there ? record_line(record, KEY_NAME, 1) : 1, 1},
                       is_there ? "nothing of this 'name' can be seen" : "there is no 'name'"),
              is_there ? "write 'name: %.*s' with the name" : "add a line 'name: %.*s' with the name",
              STR_ARGS(record->id));
}

/* The name, or what format.md reads in its place: its parts, at last the stem, with a finding. */
static void read_name(const struct record_reader *reader, const struct node *top, struct record *record)
{
    const struct node *map = node_find(top, STR("name"));

    if (!schema_field(record->kind, KEY_NAME))
        return;
    record->name = record_text(record, KEY_NAME);
    if (utf8_is_blank(record->name) && map && map->kind == NODE_MAP)
        record->name = joined(reader->keep, scalar_of(map, STR("first")), scalar_of(map, STR("last")));
    if (utf8_is_blank(record->name))
        record->name =
            joined(reader->keep, record_text(record, KEY_FIRST_NAME), record_text(record, KEY_LAST_NAME));
    if (utf8_is_blank(record->name))
        miss_name(reader, record);
}

/* Whether something is written for a field, and a finding says what is wrong with it. */
static bool is_said_wrong(const struct record *record, enum key key)
{
    for (uint32_t i = 0; i < record->value_count; i++)
        if (record->values[i].key == key && record->values[i].is_wrong)
            return true;
    return false;
}

static void require_fields(const struct record_reader *reader, struct record *record)
{
    size_t count;
    const struct field *fields = schema_fields(&count);

    for (size_t i = 0; i < count; i++)
        if (fields[i].kind == record->kind && fields[i].flags & FIELD_REQUIRED && fields[i].key != KEY_NAME &&
            !record_find(record, fields[i].key) && !is_said_wrong(record, fields[i].key))
            diag_hint(reader->diags,
                      diag_add(reader->diags, RULE_REQUIRED, record->path,
                               (struct place){record_line(record, fields[i].key, 1), 1},
                               "there is no usable '%s'", fields[i].name),
                      "a line '%s:' says %s", fields[i].name, fields[i].about);
}

/* A thank-you may be owed to somebody: what could be said in it is worth keeping. */
static bool may_owe_thanks(const struct record *interview)
{
    const struct value *thanked = record_find(interview, KEY_THANKED);

    return !thanked || thanked->thanked->all.how == SETTLED_NOT;
}

static unsigned wanted_body(const struct record_want *want, const struct record *record)
{
    unsigned wanted;

    if (record->kind == KIND_CONTACT)
        return want->contact_body;
    if (record->kind != KIND_INTERVIEW)
        return 0;
    wanted = want->interview_body;
    if ((want->fields || wanted & MD_WANT_LEAN) && record_number(record, KEY_STATUS) > INTERVIEW_PLANNED)
        wanted &= ~(unsigned)MD_WANT_QUESTIONS;
    if (want->fields && !may_owe_thanks(record))
        wanted &= ~(unsigned)MD_WANT_NOTES;
    return wanted;
}

static struct md_job job_of(const struct record_reader *reader, const struct record *record)
{
    return (struct md_job){.keep = reader->keep,
                           .scratch = reader->scratch,
                           .diags = reader->diags,
                           .path = record->path,
                           .first_line = record->body_line,
                           .want = wanted_body(reader->want, record)};
}

static void read_body(const struct record_reader *reader, struct str body, struct record *record)
{
    struct md_job job = job_of(reader, record);

    if (job.want && !reader->want->body_later)
        md_scan(&job, body, &record->md);
    if (job.want && reader->want->body && body.n) {
        struct record_source *source = source_of(reader, record);

        source->body = memcpy(arena_chars(reader->keep, body.n), body.p, body.n);
        source->body_size = body.n;
    }
    if (reader->want->suspects && !(job.want & MD_WANT_LINKS)) /* else they are known */
        md_suspects_find(reader->keep, body, &source_of(reader, record)->suspects);
}

void record_read_body(const struct record_reader *reader, const struct md_document *document,
                      struct record *record)
{
    struct md_job job = job_of(reader, record);

    md_scan_document(&job, document, &record->md);
}

/* The one limit of a body that only its Markdown shows. */
static bool is_too_deep(const struct record_reader *reader, const struct front *front,
                        const struct record *record, struct diag *problem)
{
    if (!wanted_body(reader->want, record) || !md_is_too_deep(front->body))
        return false;
    *problem = (struct diag){
        .rule = RULE_DEPTH,
        .place = {front->body_line, 1},
        .message = STR("lists are nested too deeply over too many blank lines: the text is not read"),
        .hint = STR("take out levels or blank lines; the front matter counts")};
    return true;
}

bool record_read(const struct record_reader *reader, struct str bytes, struct record *record,
                 struct diag *problem)
{
    struct front front;
    enum front_state state = front_split(reader->keep, bytes, &front, problem);
    struct node *top = NULL;

    if (state != FRONT_BAD)
        top = node_parse(reader->scratch, front.yaml, front.yaml_line, problem);
    if (!top)
        return false;

    struct front_cursor cursor = {0};
    struct value_reader values = {.keep = reader->keep,
                                  .diags = reader->diags,
                                  .path = record->path,
                                  .file = bytes,
                                  .yaml_at = (size_t)(front.yaml.p - bytes.p),
                                  .cursor = &cursor};

    read_values(reader, &values, top, record);
    record->is_private = record_number(record, KEY_PRIVATE) != 0;
    read_name(reader, top, record);
    require_fields(reader, record);
    record->body_line = front.body_line;
    record->body_unread = state == FRONT_BODY_UNREAD || is_too_deep(reader, &front, record, problem);
    if (reader->want->suspects) {
        source_of(reader, record)->has_placeholder = str_find(bytes, STR("<<"), 0) < bytes.n;
        source_of(reader, record)->has_ignore = str_find(bytes, STR(RECORD_IGNORE), 0) < bytes.n;
    }
    if (!record->body_unread)
        read_body(reader, front.body, record);
    return true;
}
