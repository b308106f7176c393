#include "site/data.h"

#include "base/die.h"

void data_add(struct object *object, const char *name, struct tmpl_value value)
{
    *vec_add(object, object->arena) = (struct tmpl_field){name, value};
}

struct tmpl_value data_object(const struct object *object)
{
    return tmpl_object(object->at, object->n);
}

struct tmpl_value data_list(const struct list *list)
{
    struct tmpl_value value = tmpl_list(list->at, list->n);

    value.is_lasting = list->is_lasting;
    return value;
}

void data_add_both(struct object *object, const char *has_name, const struct list *list)
{
    data_yes(object, has_name, list->n > 0);
    data_add(object, has_name + strlen("has_"), data_list(list));
}

struct tmpl_value data_text_value(struct str text)
{
    return text.n ? tmpl_word(text) : (struct tmpl_value){0};
}

void data_text(struct object *object, const char *name, struct str text)
{
    data_add(object, name, data_text_value(text));
}

void data_word(struct object *object, const char *name, const char *text)
{
    data_add(object, name, text && *text ? tmpl_word(str_from(text)) : (struct tmpl_value){0});
}

void data_url(struct object *object, const char *name, struct str url)
{
    data_add(object, name, url.n ? tmpl_url(url) : (struct tmpl_value){0});
}

void data_yes(struct object *object, const char *name, bool is_yes)
{
    data_add(object, name, (struct tmpl_value){.kind = TMPL_YES, .is_yes = is_yes});
}

void data_number(struct object *object, const char *name, long number)
{
    char room[24];
    struct buf text = BUF_LENT(room);

    buf_number(&text, number, 1);
    data_add(object, name, tmpl_word(data_kept(object->arena, &text)));
}

void data_count(struct object *object, const char *name, uint32_t count)
{
    struct buf digits = {0}, text = {0};

    buf_number(&digits, count, 1);
    for (size_t i = 0; i < digits.n; i++) {
        if (i && (digits.n - i) % 3 == 0)
            buf_putc(&text, ',');
        buf_putc(&text, digits.p[i]);
    }
    buf_free(&digits);
    data_add(object, name, tmpl_word(data_kept(object->arena, &text)));
}

void data_nothing(struct object *object, const char *name)
{
    data_add(object, name, (struct tmpl_value){0});
}

void data_stamp(struct object *object, const char *name, struct stamp when, int32_t today)
{
    struct tmpl_field *day;
    char rooms[2][32];
    struct buf iso = BUF_LENT(rooms[0]), human = BUF_LENT(rooms[1]);

    if (!when.day) {
        data_nothing(object, name);
        return;
    }
    date_iso_write(&iso, when.day);
    date_human_write(&human, when.day, today);
    if (when.has_time) {
        buf_putc(&iso, 'T');
        date_time_write(&iso, when.minute);
        buf_putc(&human, ' ');
        date_time_write(&human, when.minute);
    }
    day = arena_new_array(object->arena, struct tmpl_field, 2);
    day[0] = (struct tmpl_field){"iso", tmpl_word(data_kept(object->arena, &iso))};
    day[1] = (struct tmpl_field){"human", tmpl_word(data_kept(object->arena, &human))};
    data_add(object, name, tmpl_object(day, 2));
}

void data_day(struct object *object, const char *name, int32_t day, int32_t today)
{
    data_stamp(object, name, (struct stamp){.day = day}, today);
}

struct str data_kept(struct arena *arena, struct buf *text)
{
    struct str copy = str_copy(arena, buf_str(text));

    buf_free(text);
    return copy;
}

void data_put_encoded(struct buf *out, struct str text)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if (is_alnum(text.p[i]) || c == '-' || c == '.' || c == '_' || c == '~') {
            buf_putc(out, text.p[i]);
            continue;
        }
        buf_putc(out, '%');
        buf_putc(out, digits[c >> 4]);
        buf_putc(out, digits[c & 15]);
    }
}

const struct tmpl_value *data_get(const struct tmpl_value *object, const char *name)
{
    uint32_t i = 0;

    while (i < object->count && strcmp(object->fields[i].name, name) != 0)
        i++;
    must(object->kind == TMPL_OBJECT && i < object->count);
    return &object->fields[i].value;
}

size_t data_size(const struct tmpl_value *value)
{
    size_t size = value->text.n;

    for (uint32_t i = 0; i < value->count; i++)
        size += data_size(value->kind == TMPL_LIST ? &value->items[i] : &value->fields[i].value);
    return size;
}

/* No recursion of uncapped depth: what pages are made of is a few levels deep. */
void data_json(struct json *json, const char *name, const struct tmpl_value *value)
{
    switch (value->kind) {
    case TMPL_NOTHING: json_null(json, name); return;
    case TMPL_YES: json_bool(json, name, value->is_yes); return;
    case TMPL_LIST:
        json_begin_array(json, name);
        for (uint32_t i = 0; i < value->count; i++)
            data_json(json, NULL, &value->items[i]);
        json_end_array(json);
        return;
    case TMPL_OBJECT:
        json_begin_object(json, name);
        for (uint32_t i = 0; i < value->count; i++)
            data_json(json, value->fields[i].name, &value->fields[i].value);
        json_end_object(json);
        return;
    default: json_text(json, name, value->text);
    }
}
