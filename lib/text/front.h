/*
 * A record file cut into its front matter and its body, by fences and byte
 * offsets (format.md, "Front matter"). Slices point into the file's bytes.
 */
#ifndef TEXT_FRONT_H
#define TEXT_FRONT_H

#include "base/diag.h"
#include "base/str.h"

enum front_state {
    FRONT_FINE,
    FRONT_BODY_UNREAD, /* the body is over a limit: the front matter counts, the body does not */
    FRONT_BAD,         /* nothing of the file can be used */
};

struct front {
    struct str file;    /* all bytes, a byte-order mark included */
    struct str yaml;    /* between the fences, line ends included; may be empty */
    struct str body;    /* after the closing fence's line */
    uint32_t yaml_line; /* the file's line on which `yaml` starts, from 1 */
    uint32_t body_line; /* the file's line on which `body` starts */
    bool has_bom;
};

/*
 * Cuts `file`. A byte-order mark and CRLF line ends are accepted; spaces and tabs
 * may follow a fence. What makes a file unusable (no front matter, unclosed,
 * TOML, UTF-16, invalid UTF-8, NUL, conflict markers, over a limit of
 * base/limits.h) is returned as FRONT_BAD, an oversized body as
 * FRONT_BODY_UNREAD: `*problem` then has rule, place, message and hint, in
 * static text or in `arena`. Nothing is added to a collection.
 */
enum front_state front_split(struct arena *arena, struct str file, struct front *front, struct diag *problem);

/* The same for a file that need not have front matter: where it has none, or none that is closed, all is body. */
enum front_state front_split_loose(struct arena *arena, struct str file, struct front *front,
                                   struct diag *problem);

/*
 * Checks bytes that are no record but are read as one (infoview.yaml, questions.md): invalid UTF-8,
 * NUL, conflict markers. True where they are fine.
 */
bool front_text_fine(struct arena *arena, struct str file, struct diag *problem);

/* Line and column (display cells) of a byte offset of the file. A byte-order mark takes no cell. */
struct place front_place(struct str file, size_t offset);

/* Where the last place was found, so that one further on costs only the way from there. Zeroed: at the start. */
struct front_cursor {
    size_t offset, line_end;
    struct place place;
};

/* The same as front_place, for an offset at which a value begins: not within a character of several code points. */
struct place front_place_next(struct front_cursor *cursor, struct str file, size_t offset);

#endif
