/*
 * A vault, read: the folder named by infoview.yaml, its settings, and the records
 * of every kind with their links resolved. Reading it changes nothing on disk, asks
 * no clock, and never stops at a bad file: that becomes a visible row.
 */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include "base/err.h"
#include "base/fs.h"
#include "base/map.h"
#include "vault/record.h"
#include "vault/settings.h"

struct records {
    struct record *at; /* sorted by the bytes of their paths */
    uint32_t n;
    uint32_t unreadable; /* behind those stand as many of which only id and path are known */
};

/*
 * What is read instead of the files' own bytes and names, as if it stood on the disk. Each function appends to `out`, and may be called
 * from several threads at once, unless `is_alone`.
 */
struct vault_rewrite {
    void (*bytes)(void *context, enum kind kind, struct str bytes,
                  struct buf *out);                                /* KIND_COUNT: pitch.md, questions.md */
    void (*path)(void *context, struct str path, struct buf *out); /* NULL: as it is */
    void *context;
    bool is_alone;
};

struct vault {
    struct arena arena;                  /* owns all that is parsed */
    int root;                            /* descriptor of the vault's folder */
    unsigned threads;                    /* how many may go over the records side by side; 0: one */
    const struct vault_rewrite *rewrite; /* borrowed; NULL: none */
    struct settings settings;
    uint64_t settings_digest; /* of the bytes of infoview.yaml, where digests are wanted */
    struct fs_tree tree;
    struct map files; /* path that a file is known by -> struct str, its own; where names are replaced */
    struct records records[KIND_FOLDERS];
    struct record *plan;            /* plan.md; NULL: none, or unreadable */
    struct diags unreadable;        /* the visible rows: files of which nothing, or not the body, is read */
    struct diags findings;          /* about single values and links */
    struct map ids[KIND_FOLDERS];   /* folded stem -> struct record, unreadable ones too */
    struct map names[KIND_FOLDERS]; /* name or alias in NFC -> struct record, or `ambiguous` */
    struct record ambiguous;        /* stands for "several" in `names` */
};

struct vault_options {
    struct record_want want;
    unsigned threads;                    /* 0: one */
    const struct vault_rewrite *rewrite; /* must live as long as the vault; NULL: none */
    /* Called by the calling thread between a few dozen files: how many are handed out, of how many. NULL: not called. */
    void (*progress)(void *context, size_t done, size_t total);
    void *context;
};

/*
 * Reads the vault in the folder `path`. -1 with `err` where the folder cannot be opened
 * or holds no infoview.yaml. `vault` must be zeroed; vault_close gives all back,
 * also after a failure.
 */
int vault_open(struct vault *vault, const char *path, const struct vault_options *options, struct err *err);
void vault_close(struct vault *vault);

/*
 * Finds out where a vault would be read from, and reads nothing but its settings: `tree` has every folder but those whose names begin
 * with a dot, which none of the settings' has: what lies in the others is read, or looked at by check. Where there is no infoview.yaml, or it cannot be read, the defaults
 * hold. `vault` must be zeroed; vault_close gives all back, also after a failure.
 */
int vault_list(struct vault *vault, const char *path, struct err *err);

/*
 * Reads a file of the vault once more, or one that is no record, as fs_read does: by the path that it is known by, NUL-terminated, and through the
 * rewrite of the vault where it has one. `kind` is KIND_COUNT for one that the schema does not know. Nothing else may read files of a vault
 * whose names are to be replaced.
 */
int vault_read(const struct vault *vault, struct str path, enum kind kind, struct buf *out, struct err *err);

/* The record of that id (compared after NFC and case folding), or NULL. Unreadable ones are found too. */
const struct record *vault_find(const struct vault *vault, enum kind kind, struct str id);

/* The name of the settings file that marks a vault's folder, of the plan, and of the folder of templates. */
#define VAULT_SETTINGS_FILE "infoview.yaml"
#define VAULT_PLAN_FILE "plan.md"
#define VAULT_TEMPLATES "templates"

/* A file of this name marks a folder that pages are built into. */
#define VAULT_SITE_MARKER ".infoview-site"

#endif
