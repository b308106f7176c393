/*
 * What a line of a list can be asked: every field of the schema, and what is derived
 * from the vault (stage, last touch …), under one name each. Columns, filters and
 * sorting all go through here.
 *
 * In a list of promises the fields of a contact are those of the person.
 */
#ifndef VAULT_COLUMN_H
#define VAULT_COLUMN_H

#include "vault/row.h"

enum column_shape {
    COLUMN_WORD,   /* ids, paths, single words: never cut */
    COLUMN_DAY,    /* never cut */
    COLUMN_NUMBER, /* never cut */
    COLUMN_NAME,   /* names and orgs: the first to be cut where a line is narrow */
    COLUMN_TEXT,   /* anything longer: cut after these */
};

/* The value of a column in one line. */
struct cell {
    struct str text; /* dates in ISO form, the items of a list with "; " between; empty: nothing is known */
    int32_t day;     /* where the value is one; else 0 */
    int64_t rank;    /* what ranked columns are sorted by */
};

struct column {
    const char *name;
    enum column_shape shape;
    bool is_ranked;            /* sorted by rank, not by text */
    const struct field *field; /* of the schema; NULL: derived */
    void (*get)(const struct view *view, const struct row *row, struct cell *cell); /* of a derived one */
};

struct columns {
    VEC(struct column);
};

/*
 * The column of a list for a name as somebody wrote it: case does not matter, `-` and
 * spaces stand for `_`, synonyms are read. False where there is none.
 */
bool column_find(enum list_kind list, struct str name, struct column *column);

/* The name that `name` comes nearest to, for "did you mean"; NULL where none is near. */
const char *column_near(enum list_kind list, struct str name);

/* All columns of a list: what is derived first, then the fields in the order of the schema. In `arena`. */
struct columns column_all(enum list_kind list, struct arena *arena);

/* The value in a line; its text lives in the view's arena or in the vault. */
struct cell column_cell(const struct column *column, const struct view *view, const struct row *row);

/*
 * Gives every word that stands for the column's value in a line to `visit`: the items of a list one by
 * one; of a link what is written and, where it resolves, id, name and aliases. Stops, and is true, when
 * `visit` is.
 */
bool column_any(const struct column *column, const struct view *view, const struct row *row,
                bool (*visit)(void *context, struct str text), void *context);

/* The link values of the column in a line; zeroed where it holds no links. */
const struct value *column_links(const struct column *column, const struct row *row);

/* Of an interview without a status whose day is past: no word of the schema's vocabulary. */
#define COLUMN_UNCONFIRMED "unconfirmed"

/* How an interview stands, in a word: its status, or "planned", "unconfirmed"; empty without a date and status. */
struct str column_interview_status(const struct record *interview, int32_t today);

#endif
