/*
 * The change that one command makes to a vault: files edited, made and removed, all in memory until `change_write`.
 * The files are read anew when they are first edited, never taken from what the vault was read from; whoever writes
 * holds the vault's lock meanwhile (fs_lock).
 *
 * Each function returns 0, or -1 with `problem` set: the first file that cannot be edited, why, and what to do.
 * After that nothing of the change may be written.
 */
#ifndef VAULT_CHANGE_H
#define VAULT_CHANGE_H

#include "text/edit.h"
#include "vault/vault.h"

/* A file on its way. Both texts live in the change's arena. */
struct change_file {
    struct str path; /* from the vault's root; NUL-terminated */
    bool is_new;     /* there was none: `before` is empty */
    bool is_gone;    /* there is to be none: `after` is empty */
    struct str before, after;
};

enum change_action { CHANGE_EDITED, CHANGE_NEW, CHANGE_REMOVED, CHANGE_ACTION_COUNT };

/* What becomes of the file, and how that is called: "changed", "new", "removed". */
enum change_action change_action(const struct change_file *file);
const char *change_action_name(enum change_action action);

/* Whether anything becomes of it. */
bool change_differs(const struct change_file *file);

/* Zeroed and given arena and vault it is one without files. */
struct change {
    struct arena *arena;
    const struct vault *vault;
    struct {
        VEC(struct change_file);
    } files;
    struct diag problem; /* with its path */
};

/* The file at `path`, read now unless the change has it already; NULL where it cannot be read, or goes. */
struct change_file *change_open(struct change *change, struct str path);

/* The text that the file has for a field that is one value, without quotes; empty where there is none. */
struct str change_text(struct change *change, const struct record *record, enum key key);

/*
 * The field `key` of a record gets the text `value`; an empty one leaves the key without a value. The value must
 * be one that the schema takes, in the words of files (ISO dates); a link must lead somewhere. The file's own
 * spelling of the key stays; a new key stands behind those that come before it in the schema.
 */
int change_set(struct change *change, const struct record *record, enum key key, struct str value);

/* The same for an item of a list field, which is added to what is there, or taken out of it. */
int change_append(struct change *change, const struct record *record, enum key key, struct str value);
int change_drop(struct change *change, const struct record *record, enum key key, struct str value);

/* The same for one entry of a field that may be a map (`thanked`). */
int change_set_entry(struct change *change, const struct record *record, enum key key, struct str entry,
                     struct str value);

/* An edit of the front matter of the file at `path`, which is no new key. EDIT_NOTHING is refused: it is not so. */
int change_front(struct change *change, struct str path, const struct edit *edit);

/* A new file; `path` must not be taken. Its folders are made when it is written. */
int change_create(struct change *change, struct str path, struct str bytes);

/* The file stands at `to` from now on, which must not be taken; its text as it is then. */
int change_relocate(struct change *change, struct str path, struct str to);

/* The file goes. */
int change_remove(struct change *change, struct str path);

/* Sets the problem; always -1. `path` and the texts are borrowed. */
int change_refuse(struct change *change, enum rule rule, struct str path, const char *message,
                  const char *hint);

/*
 * Writes all files of the change, each as fs_replace, fs_create and fs_remove do. Where one cannot be written those
 * before it are put back, and -1 with `err` is returned; ERR_CONFLICT: it was changed meanwhile.
 */
int change_write(const struct change *change, struct err *err);

#endif
