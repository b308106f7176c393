/*
 * Byte-preserving edits of a record file in memory (format.md, "Writing back"): one splice in its front matter,
 * placed by libyaml's marks. No emitter: all other bytes stay, comments, quotes and line ends among them.
 *
 * After each edit the new bytes are parsed again: the intended value must be there, and every other key must have
 * the value, style and place it had. What this shows to be wrong is refused, never returned.
 *
 * Never edited: what front_split or node_parse refuses (TOML, UTF-16, front matter that is missing or not closed,
 * conflict markers, anchors, aliases, tags, duplicate keys …), and fields between { } as a whole.
 */
#ifndef TEXT_EDIT_H
#define TEXT_EDIT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum edit_verb {
    EDIT_SET,    /* `key` has the text `value`; a list or map is not replaced, but an unquoted link is */
    EDIT_REMOVE, /* `key` is not there, nor the comment behind its value */
    EDIT_APPEND, /* `value` is the last of the list `key`; one text or unquoted link becomes a list, an empty first item is filled */
    EDIT_DROP, /* the first item `value` of the list `key`, or the text, is not there; the last leaves `key` empty */
    EDIT_SET_ENTRY, /* in the map `key`, `entry` has the text `value` */
    EDIT_REPLACE_ITEM, /* the first item `old` of the list `key`, or the text, is `value`; an unquoted link is the text `[[x]]` */
    EDIT_RENAME_ENTRY, /* in the map `key`, what was named `entry` is named `value` */
    EDIT_REMOVE_ENTRY, /* in the map `key`, `entry` is not there; the last leaves `key` empty */
};

/* Zeroed and given verb and key it is whole; the slices are borrowed. */
struct edit {
    enum edit_verb verb;
    struct str key;   /* as the file spells it, if it is there; a new one is written so */
    struct str value; /* UTF-8; control characters are escaped */
    struct str entry; /* of EDIT_SET_ENTRY, EDIT_RENAME_ENTRY, EDIT_REMOVE_ENTRY */
    struct str old;   /* of EDIT_REPLACE_ITEM */
    struct str after; /* a new key goes behind this one; where that is empty or not there: to the end */
    bool
        is_words; /* `value` is words, and quoted where YAML would take it for a number or date: edit_quote.h */
};

enum edit_state {
    EDIT_DONE,
    EDIT_NOTHING, /* it is so already: the bytes are the file's */
    EDIT_REFUSED, /* there are none */
};

/*
 * Applies `edit` to the bytes of `file`. Unless it is refused, `*result` has the new bytes, in `arena` (or `file`
 * itself, where there was nothing to do). Refused: `*problem` has rule, place, message and hint, in static text
 * or in `arena`; a place is the file's, line 1 where none is known better.
 */
enum edit_state edit_front(struct arena *arena, struct str file, const struct edit *edit, struct str *result,
                           struct diag *problem);

#endif
