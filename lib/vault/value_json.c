#include "vault/value_json.h"

#include "base/die.h"
#include "vault/record.h"

static void put_text(struct json *json, const struct field *field, const struct value *value)
{
    json_text_or_null(json, field->name, value ? value->text : (struct str){0});
}

static void put_texts(struct json *json, const struct field *field, const struct value *value)
{
    json_begin_array(json, field->name);
    for (uint32_t i = 0; value && i < value->texts.n; i++)
        json_text(json, NULL, value->texts.at[i]);
    json_end_array(json);
}

static struct str link_id(const struct link *link)
{
    return link->to ? link->to->id : link_text(link);
}

static void put_link(struct json *json, const struct field *field, const struct value *value)
{
    json_text_or_null(json, field->name, value ? link_id(&value->links.at[0]) : (struct str){0});
}

static void put_links(struct json *json, const struct field *field, const struct value *value)
{
    json_begin_array(json, field->name);
    for (uint32_t i = 0; value && i < value->links.n; i++)
        json_text(json, NULL, link_id(&value->links.at[i]));
    json_end_array(json);
}

static void put_date(struct json *json, const struct field *field, const struct value *value)
{
    json_day(json, field->name, value ? value->stamp.day : 0);
}

const struct member value_json_time = {.name = "time", .type = "time?", .about = "the time of day"};

void value_json_time_write(struct json *json, const struct stamp *stamp)
{
    struct buf text = {0};

    if (stamp && stamp->has_time)
        date_time_write(&text, stamp->minute);
    json_text_or_null(json, value_json_time.name, buf_str(&text));
    buf_free(&text);
}

static void put_stamp(struct json *json, const struct field *field, const struct value *value)
{
    put_date(json, field, value);
    value_json_time_write(json, value ? &value->stamp : NULL);
}

static void put_period(struct json *json, const struct field *field, const struct value *value)
{
    struct buf text = {0};

    if (!value) {
        json_null(json, field->name);
        return;
    }
    period_write(&text, value->period);
    json_begin_object(json, field->name);
    json_text(json, "text", buf_str(&text));
    json_number(json, "months", value->period.months);
    json_number(json, "days", value->period.days);
    json_bool(json, "never", value->period.never);
    json_end_object(json);
    buf_free(&text);
}

static void put_integer(struct json *json, const struct field *field, const struct value *value)
{
    if (value)
        json_number(json, field->name, value->number);
    else
        json_null(json, field->name);
}

static void put_bool(struct json *json, const struct field *field, const struct value *value)
{
    if (value)
        json_bool(json, field->name, value->number != 0);
    else
        json_null(json, field->name);
}

static void put_word(struct json *json, const struct field *field, const struct value *value)
{
    json_text_or_null(json, field->name, schema_word_at(field->words, value ? value->number : 0));
}

static void put_settled(struct json *json, const struct field *field, const struct value *value)
{
    if (value && value->settled.how == SETTLED_SKIP)
        json_text(json, field->name, STR("skip"));
    else
        json_day(json, field->name, value ? value->settled.day : 0);
}

/* A bare yes is kept as SETTLED_SKIP. */
static void put_yes_or_date(struct json *json, const struct field *field, const struct value *value)
{
    if (value && value->settled.how == SETTLED_SKIP)
        json_bool(json, field->name, true);
    else
        json_day(json, field->name, value ? value->settled.day : 0);
}

/* How the values of a type are given; `value` is NULL where there is none. Types of settings have no row. */
static const struct form {
    const char *type; /* in the notation of member.h */
    void (*put)(struct json *json, const struct field *field, const struct value *value);
} forms[] = {
    [TYPE_TEXT] = {"text?", put_text},       [TYPE_TEXTS] = {"[text]", put_texts},
    [TYPE_DATE] = {"date?", put_date},       [TYPE_STAMP] = {"date?", put_stamp},
    [TYPE_PERIOD] = {"period?", put_period}, [TYPE_INTEGER] = {"integer?", put_integer},
    [TYPE_BOOL] = {"bool?", put_bool},       [TYPE_BOOL_OR_DATE] = {"date|true?", put_yes_or_date},
    [TYPE_WORD] = {"word?", put_word},       [TYPE_LINK] = {"text?", put_link},
    [TYPE_LINKS] = {"[text]", put_links},    [TYPE_SETTLED] = {"date|'skip'?", put_settled},
};

static const struct form *form_of(enum type type)
{
    must(type < sizeof forms / sizeof forms[0]);
    return &forms[type];
}

void value_json_write(struct json *json, const struct field *field, const struct value *value)
{
    form_of(field->type)->put(json, field, value);
}

const char *value_json_type(enum type type)
{
    return form_of(type)->type;
}
