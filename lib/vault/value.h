/*
 * A value of a field: front matter's text, typed by the schema's row. A value
 * that does not fit its type is a finding and no value; nothing else is lost.
 */
#ifndef VAULT_VALUE_H
#define VAULT_VALUE_H

#include "base/diag.h"
#include "base/period.h"
#include "text/front.h"
#include "text/node.h"
#include "vault/schema.h"

struct record;

enum link_form {
    LINK_PLAIN,  /* an id, a name or an alias */
    LINK_WIKI,   /* [[target]], [[folder/target|label]] */
    LINK_INLINE, /* [label](path): from a body only */
};

/* A reference to another record. */
struct link {
    struct str target; /* as written */
    struct str label;  /* may be empty */
    enum link_form form;
    struct place place;
    const struct record *to; /* NULL: resolves to nobody; set when the vault is complete */
};

/* How a courtesy or a thank-you stands. A zeroed one is open. */
struct settled {
    enum { SETTLED_NOT, SETTLED_DATE, SETTLED_SKIP } how;
    int32_t day; /* of SETTLED_DATE */
};

struct thanked_entry {
    struct link who;
    struct settled settled;
};

/* `thanked`: one value for everybody, or one each. */
struct thanked {
    struct settled all;
    struct thanked_entry *at;
    uint32_t n;
};

enum rate_unit { RATE_DAY = 1, RATE_WEEK, RATE_FORTNIGHT, RATE_MONTH, RATE_QUARTER, RATE_YEAR };

/* A goal: `count` per `unit`; zeroed: none. */
struct rate {
    int count;
    enum rate_unit unit;
};

struct day_range {
    int32_t from, to; /* both included */
};

/* An entry of a map of text. */
struct named_text {
    struct str name, text; /* neither is empty */
};

/* The words of vocabularies that belong to a type: a no and a yes in five forms each, and what a goal is per. */
#define VALUE_BOOL_WORDS "false|no|off|n|0|true|yes|on|y|1"
#define VALUE_RATE_UNITS "day|week|fortnight|month|quarter|year"

/* Which member counts is said by the schema's type of `key`. */
struct value {
    uint8_t key;   /* enum key */
    bool is_empty; /* the key is there, without a (usable) value; no member counts */
    bool is_wrong; /* as is_empty, and there is a value: a finding says why it cannot be used */
    uint32_t line; /* of the value, or of the key where it has none */
    union {
        struct str text; /* TEXT, FOLDER */
        struct {
            struct str *at;
            uint32_t n;
        } texts;
        struct {
            struct link *at;
            uint32_t n;
        } links; /* LINK (n = 1), LINKS */
        struct {
            struct day_range *at;
            uint32_t n;
        } ranges;
        struct {
            struct named_text *at;
            uint32_t n;
        } map;              /* in the order of the file */
        struct stamp stamp; /* DATE, STAMP */
        struct period period;
        int32_t number;         /* INTEGER; BOOL 0 or 1; WORD from 1 */
        struct settled settled; /* SETTLED; BOOL_OR_DATE (a date, or SKIP for a bare yes) */
        struct thanked *thanked;
        struct rate rate;
    };
};

/* Where values are read from and where they go. */
struct value_reader {
    struct arena *keep; /* owns what values point to */
    struct diags *diags;
    struct str path;             /* of the file */
    struct str file;             /* its bytes, for columns */
    size_t yaml_at;              /* where the YAML text begins in `file` */
    struct front_cursor *cursor; /* makes many places in one long line cheap; or NULL */
};

/*
 * Reads `node` as the field says. Always fills `value`; an unusable or missing one is
 * empty, with a finding where something was written.
 */
void value_read(const struct value_reader *reader, const struct field *field, const struct node *node,
                struct value *value);

/* The place of a node in its file. */
struct place value_place(const struct value_reader *reader, const struct node *node);

/* Whether it has the form local@domain.tld, alone (RFC 5321, section 4.1.2, without its quoted forms). */
bool value_is_email(struct str text);

/* What a link says for people: its label, else its target. */
struct str link_text(const struct link *link);

#endif
