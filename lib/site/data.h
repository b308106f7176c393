/*
 * The data of a page, built piece by piece: objects and lists of tmpl.h in the page's arena. What a page shows is worked
 * out here to the last word, days included, so that templates only place it.
 *
 * Texts stay as the files have them: where they are written, control characters and markup lose their effect (html.h, json.h).
 */
#ifndef SITE_DATA_H
#define SITE_DATA_H

#include "base/date.h"
#include "base/vec.h"
#include "text/json.h"
#include "text/tmpl.h"

/* An object in the making; zeroed but for its arena. Every name that a template may use is added, if only as nothing. */
struct object {
    struct arena *arena;
    VEC(struct tmpl_field);
};

struct list {
    VEC(struct tmpl_value);
    bool is_lasting; /* tmpl.h */
};

void data_add(struct object *object, const char *name, struct tmpl_value value);
struct tmpl_value data_object(const struct object *object);
struct tmpl_value data_list(const struct list *list);

/*
 * Adds a list, and whether anything is in it as `has_NAME`: the name is a literal, of which both are made. Functions that are told
 * the name by others take `has_name`, the longer one.
 */
#define data_add_list(object, name, list) data_add_both(object, "has_" name, list)
void data_add_both(struct object *object, const char *has_name, const struct list *list);

/* A text of a file, and one of the program's own. Empty: nothing. */
void data_text(struct object *object, const char *name, struct str text);
void data_word(struct object *object, const char *name, const char *text);
struct tmpl_value data_text_value(struct str text);

/* An address, percent-encoded already. Empty: nothing. */
void data_url(struct object *object, const char *name, struct str url);
void data_yes(struct object *object, const char *name, bool is_yes);
void data_number(struct object *object, const char *name, long number);
void data_count(struct object *object, const char *name, uint32_t count); /* "2,345", to be read by people */
void data_nothing(struct object *object, const char *name);

/* A day, with its time where it has one: {iso, human}; nothing for none. */
void data_stamp(struct object *object, const char *name, struct stamp when, int32_t today);
void data_day(struct object *object, const char *name, int32_t day, int32_t today);

/* Takes over what was gathered in `text`. */
struct str data_kept(struct arena *arena, struct buf *text);

/* Appends `text` percent-encoded as one step of an address: all but the unreserved characters of RFC 3986. */
void data_put_encoded(struct buf *out, struct str text);

/* The field of an object; must be one. */
const struct tmpl_value *data_get(const struct tmpl_value *object, const char *name);

/* The bytes of all texts in a value: what it will weigh on a page, but for the template's own. */
size_t data_size(const struct tmpl_value *value);

/* Writes a value as JSON: texts, true and false, lists, objects, null for nothing. */
void data_json(struct json *json, const char *name, const struct tmpl_value *value);

#endif
