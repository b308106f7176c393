/*
 * A record: one Markdown file of the vault, read. Values stand in the order of
 * the file; what the body says stands beside them.
 */
#ifndef VAULT_RECORD_H
#define VAULT_RECORD_H

#include "text/md_suspect.h"
#include "vault/value.h"

/* A key of the file that the schema does not know: kept, shown, given out as `extra`. */
struct extra {
    struct str key;
    struct str text; /* a scalar's value, or the items of a list joined by ", "; empty for a map */
    uint32_t line;
};

struct extras {
    VEC(struct extra);
};

/* Somebody whom an interview's `contact` names. */
struct participant {
    const struct record *to; /* NULL: nobody of the vault */
    struct str name;         /* of the contact, else as written */
    struct str target;       /* of the link that names them */
};

/* How a comment begins that silences rules of check in its file. */
#define RECORD_IGNORE "<!-- infoview: ignore "

/* What few readings want of a file: most records have none of it. */
struct record_source {
    struct extras extra;
    struct md_suspects suspects; /* what may be links, where `md` has none; of a body unread none */
    bool has_placeholder;        /* `<<` stands in the file, where that is wanted */
    bool has_ignore;             /* a comment that may silence a rule of check does, where that is wanted */
    char *body;                  /* its bytes, where they are wanted; of a body unread none */
    size_t body_size;
};

struct record {
    enum kind kind;
    bool is_unreadable; /* stands only for links: no value, no body */
    bool is_private;    /* its file says so, or cannot be read and seems to: as far as that can be seen */
    bool meets_private; /* of an interview: somebody who takes part in it is; set by link_all */
    bool body_unread;   /* the body is over a limit (format.md): nothing is known of it */
    struct str id;      /* the stem in NFC */
    struct str path;    /* from the vault's root, as on disk */
    struct str name;    /* of a contact, opportunity, skill, target; else empty */
    struct value *values;
    uint32_t value_count;
    uint64_t has[KEY_COUNT / 64 + 1]; /* a bit for each key with a usable value: most are asked for in vain */
    uint32_t body_line;               /* of the file, on which the body begins */
    struct md md;
    struct record_source *source; /* NULL: see record_source */
    uint64_t digest; /* of the bytes of the file, where it is wanted; 0: they could not be read */

    /* Set when the vault is complete (link_all). */
    const struct record **interviews; /* of a contact: those it takes part in, by path */
    uint32_t interview_count;
    uint32_t participant_count; /* of an interview: everybody met, once each, in the order written */
    struct participant *participants;
};

/* How much of a file is kept. */
struct record_want {
    unsigned
        fields; /* enum field_flags: fields with one of these, and of a body only what they can need; 0: all */
    unsigned contact_body, interview_body; /* enum md_want */
    bool suspects;                         /* also what tells whether check has to look at the file again */
    bool body;                             /* its bytes, of the kinds of which something in it is wanted */
    bool body_later;                       /* with these: nothing else of it is read but by bodies_read */
    bool digest;                           /* what tells whether a file has changed since another time */
};

/* Where a record is read. One per thread. */
struct record_reader {
    struct arena *keep;    /* owns the records */
    struct arena *scratch; /* reset by the caller between files */
    struct diags *diags;
    const struct record_want *want;
};

/*
 * Reads the bytes of one file, whose `kind`, `id` and `path` are set in `record`
 * already. False where nothing of it can be used: `*problem` says why. True with
 * `body_unread` set where the body is over a limit: `*problem` is set then too.
 * Findings of single values go to the reader's diagnostics.
 */
bool record_read(const struct record_reader *reader, struct str bytes, struct record *record,
                 struct diag *problem);

/* Reads the body that record_read kept and put off (body_later), parsed, into record->md. */
void record_read_body(const struct record_reader *reader, const struct md_document *document,
                      struct record *record);

/* What is kept of the file; all empty where nothing is. */
static inline const struct record_source *record_source(const struct record *record)
{
    static const struct record_source none;

    return record->source ? record->source : &none;
}

static inline struct str record_body(const struct record *record)
{
    return (struct str){record_source(record)->body, record_source(record)->body_size};
}

/* The value of a field that has a usable one. */
const struct value *record_value(const struct record *record, enum key key);

/* The usable value of a field, or NULL where it is missing or empty. */
static inline const struct value *record_find(const struct record *record, enum key key)
{
    return record->has[key / 64] >> key % 64 & 1 ? record_value(record, key) : NULL;
}

/* The line of a key, also of one without a value; `otherwise` where it is not there. */
uint32_t record_line(const struct record *record, enum key key, uint32_t otherwise);

/* The value of a field, or its zero: no text, no day, no number, no period. */
struct str record_text(const struct record *record, enum key key);
int32_t record_day(const struct record *record, enum key key);
int32_t record_number(const struct record *record, enum key key);

/* Whether pages and exports may tell of it: it is not private, nor is anybody who takes part in it. */
static inline bool record_is_on_pages(const struct record *record)
{
    return !record->is_private && !record->meets_private;
}

#endif
