#include "text/json.h"

#include "base/date.h"
#include "base/utf8.h"

/* Characters that act on a terminal though JSON allows them as they are. */
static bool is_unsafe(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void put_escaped(struct buf *out, uint32_t c)
{
    switch (c) {
    case '"': buf_puts(out, "\\\""); return;
    case '\\': buf_puts(out, "\\\\"); return;
    case '\n': buf_puts(out, "\\n"); return;
    case '\t': buf_puts(out, "\\t"); return;
    default: buf_printf(out, "\\u%04x", (unsigned)c);
    }
}

/* The number of bytes at the start that stand for themselves: most of what there is. */
static size_t plain_run(struct str text)
{
    size_t n = 0;

    while (n < text.n && text.p[n] >= 0x20 && text.p[n] < 0x7f && text.p[n] != '"' && text.p[n] != '\\')
        n++;
    return n;
}

static void put_string(struct buf *out, struct str text)
{
    buf_putc(out, '"');
    while (text.n) {
        size_t plain = plain_run(text);

        buf_put(out, str_slice(text, 0, plain));
        text = str_skip(text, plain);
        if (!text.n)
            break;
        uint32_t c = utf8_next(&text);

        if (c == '"' || c == '\\' || is_unsafe(c))
            put_escaped(out, c);
        else
            utf8_put(out, c);
    }
    buf_putc(out, '"');
}

static void new_line(struct json *json)
{
    if (json->is_compact)
        return;
    buf_putc(json->out, '\n');
    buf_repeat(json->out, ' ', 2 * (size_t)json->depth);
}

static void begin_member(struct json *json)
{
    if (json->has_member)
        buf_putc(json->out, ',');
    if (json->depth)
        new_line(json);
    json->has_member = true;
}

static void put_colon(struct json *json)
{
    buf_puts(json->out, json->is_compact ? ":" : ": ");
}

/* Names of ours need no escapes. */
static void begin_value(struct json *json, const char *name)
{
    begin_member(json);
    if (!name)
        return;
    buf_putc(json->out, '"');
    buf_puts(json->out, name);
    buf_putc(json->out, '"');
    put_colon(json);
}

static void begin(struct json *json, const char *name, char bracket)
{
    begin_value(json, name);
    buf_putc(json->out, bracket);
    json->depth++;
    json->has_member = false;
}

static void end(struct json *json, char bracket)
{
    json->depth--;
    if (json->has_member)
        new_line(json);
    buf_putc(json->out, bracket);
    json->has_member = true;
    if (!json->depth)
        buf_putc(json->out, '\n');
}

void json_begin_object(struct json *json, const char *name)
{
    begin(json, name, '{');
}

void json_end_object(struct json *json)
{
    end(json, '}');
}

void json_begin_array(struct json *json, const char *name)
{
    begin(json, name, '[');
}

void json_end_array(struct json *json)
{
    end(json, ']');
}

void json_text_named(struct json *json, struct str name, struct str text)
{
    begin_member(json);
    put_string(json->out, name);
    put_colon(json);
    put_string(json->out, text);
}

void json_text(struct json *json, const char *name, struct str text)
{
    begin_value(json, name);
    put_string(json->out, text);
}

void json_number(struct json *json, const char *name, long number)
{
    begin_value(json, name);
    buf_number(json->out, number, 0);
}

void json_bool(struct json *json, const char *name, bool value)
{
    begin_value(json, name);
    buf_puts(json->out, value ? "true" : "false");
}

void json_null(struct json *json, const char *name)
{
    begin_value(json, name);
    buf_puts(json->out, "null");
}

void json_text_or_null(struct json *json, const char *name, struct str text)
{
    if (text.n)
        json_text(json, name, text);
    else
        json_null(json, name);
}

void json_day(struct json *json, const char *name, int32_t day)
{
    if (!day) {
        json_null(json, name);
        return;
    }
    begin_value(json, name);
    buf_putc(json->out, '"');
    date_iso_write(json->out, day);
    buf_putc(json->out, '"');
}
