/*
 * JSON, written piece by piece (RFC 8259), so that a document of any length needs
 * no more memory than its buffer. Members are written in the order of the calls; the
 * writer puts commas, line ends and indents.
 *
 * Beyond what the RFC asks, C1 controls, line separators and bidirectional overrides are escaped,
 * so that a document printed on a terminal cannot steer it. Bytes that are no UTF-8 become U+FFFD.
 */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "base/buf.h"
#include "base/str.h"

struct json {
    struct buf *out;
    unsigned depth;
    bool is_compact; /* one line */
    bool has_member; /* the innermost object or array has something in it */
};

/* `name` is the member's name in an object, NULL in an array and for the document itself. */
void json_begin_object(struct json *json, const char *name);
void json_end_object(struct json *json);
void json_begin_array(struct json *json, const char *name);
void json_end_array(struct json *json);
void json_text(struct json *json, const char *name, struct str text);
void json_number(struct json *json, const char *name, long number);
void json_bool(struct json *json, const char *name, bool value);
void json_null(struct json *json, const char *name);

/* The text, or null where it is empty. */
void json_text_or_null(struct json *json, const char *name, struct str text);

/* A day as 2026-11-18, or null where it is none. */
void json_day(struct json *json, const char *name, int32_t day);

/* A member whose name comes from a file. */
void json_text_named(struct json *json, struct str name, struct str text);

#endif
