/*
 * Where the files of a vault speak of a record: links in front matter, and in the bodies of records, of plan.md,
 * pitch.md, questions.md, of other files in the root and of notes/.
 *
 * Found in the bytes as they are now, or as the change leaves them. Of the records only those are read again in which
 * a link may be: the vault must have been opened with all fields and with `suspects` (refer_want).
 */
#ifndef VAULT_REFER_H
#define VAULT_REFER_H

#include "vault/change.h"

extern const struct record_want refer_want;

enum reference_form {
    REFERENCE_VALUE, /* a key's one text, or an item of its list */
    REFERENCE_ENTRY, /* what an entry of its map is named (`thanked`) */
    REFERENCE_LINK,  /* in a body */
};

struct reference {
    enum reference_form form;
    struct str path;    /* of the file */
    struct place place; /* of a link as md_scan gives it; else its line, without a column */
    struct str key;     /* as the file spells it; of a link empty */
    struct str text;  /* the item, the entry's name, or the link's target; of `[[ana]]` without quotes that */
    struct str label; /* of a link; may be empty */
    bool is_bare;     /* `[[ana]]` without quotes */
    bool is_by_name;  /* it names the record by its name or an alias, and would do so with another id too */
    size_t id_at, id_end; /* else: the part of `text` that is the id */
};

struct references {
    VEC(struct reference); /* by file; in a file front matter first, then its links in their order */
};

/*
 * Adds all references to `record`, in the change's arena. -1 with the change's problem where a file that cannot be
 * read, or not all of it, may hold one: it has the id somewhere.
 */
int refer_find(struct change *change, const struct record *record, struct references *found);

/* The same of one file; the file's kind is that of `from`, or none (NULL). */
int refer_find_in(struct change *change, const struct record *record, struct str path,
                  const struct record *from, struct references *found);

/* Calls `visit` for each file whose links count and that is no record; -1 as soon as that returns it. */
int refer_visit_others(struct change *change, int (*visit)(void *context, struct str path), void *context);

#endif
