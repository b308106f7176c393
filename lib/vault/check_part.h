/*
 * The parts of check, and what they share. Internal to vault/check.
 */
#ifndef VAULT_CHECK_PART_H
#define VAULT_CHECK_PART_H

#include "base/near.h"
#include "text/front.h"
#include "vault/check.h"

/* A path that another one equals but for case; `key` is that without case. */
struct clash {
    struct str key, path;
};

/* All that lies in the vault but .git, by name. */
struct paths {
    bool has_ends;
    struct fs_tree tree;
    struct map files;  /* path of a file -> struct fs_file */
    struct map others; /* path of a folder or link -> anything */
    struct map folded; /* the same without case -> struct str, the first path of them */
    struct {
        VEC(struct clash);
    } clashes;
    bool *is_output; /* by folder of the tree: pages that were built lie there */
    struct {
        VEC(struct str);
    } outputs; /* folders that pages are built into, the one of the settings first: what lies there comes and goes */
    struct map
        by_end; /* once has_ends; what a file's path ends with behind a slash, whole and without .md, folded -> struct fs_file */
};

/* Where something was found last. */
struct told {
    struct str path;
    uint32_t line;
};

struct private_person {
    const struct record *contact;
    struct told told; /* in front matter */
};

/* A name or alias of a private person. */
struct private_name {
    struct str folded, text; /* as it is compared, as it is written */
    struct private_person *person;
    struct private_name *shorter; /* the longest other name that it begins with */
    struct told *told;            /* in a body */
};

struct check_job {
    const struct vault *vault;
    const struct check_options *options;
    struct arena *arena; /* owns what is found */
    struct arena scratch;
    struct diags found;
    struct paths paths;
    struct {
        VEC(struct private_name);
    } privates;             /* by their bytes */
    bool begins[256];       /* whether one of them begins with that byte */
    struct near_index near; /* ids and names, from the first dead link on */
    struct map near_found;  /* what was looked for in it -> const struct record *, the one found or NULL */
    struct map ignoring;    /* paths of records that may silence rules */
    struct map rows;        /* paths of the files that are visible rows */
    bool has_target;        /* there is an active one */
    uint32_t files;         /* that were looked at */
};

/*
 * Places: a finding with a line and no column stands at the value on that line of the
 * front matter, or at the first word behind the markers of that line of the body.
 */
void check_people(struct check_job *job);
void check_meetings(struct check_job *job);
void check_texts(struct check_job *job);
void check_paths(struct check_job *job);

/* Lists all that lies in the vault, but for what was built. */
void paths_walk(struct check_job *job);

/* Reads a file of the vault, by its path from the root. */
int paths_read(const struct check_job *job, struct str path, struct buf *bytes, struct err *err);

/* Whether there is a file or folder of that path, from the vault's root; of what is built it is taken for granted. */
bool paths_have(const struct paths *paths, struct str path);

/* The path that differs from `path` in case only, or empty. */
struct str paths_near(struct check_job *job, struct str path);

/*
 * Whether some file's name is the last part of `target`, with or without .md, and its path ends with all of it:
 * what Obsidian makes of [[target]].
 */
bool paths_have_name(struct check_job *job, struct str target);

/* The path of some file whose name is the last part of `target`, or empty. */
struct str paths_named(struct check_job *job, struct str target);

/* A file that is read again for what its text says. */
struct text {
    struct check_job *job;
    const struct record *record; /* NULL: it is none */
    struct str path;
    struct front front;
    bool is_read;
    struct md md; /* its links, referrals and ranges, once is_read is set */
};

/* Reads `md`, if it is not read yet. A body that is too deep (md_is_too_deep) has nothing. */
void text_read_body(struct text *text);

/* Adds a finding for each place where a page would name a private person. */
void check_privates(struct text *text);

/* Gathers the names of private people: privates.c. */
void privates_gather(struct check_job *job);

/* Text in the form in which names are looked for. */
struct folded {
    struct str text;
    const uint32_t *at; /* of each byte, where in the text that it comes of; NULL: there is none */
};

/*
 * Folds text as utf8_seen does, white space to one space each; a line end stays where no name goes on. `is_seen`: it is what a page shows; lines
 * are blocks, and what joins words in an id or an address is a space. Else it is a file's: blank lines part.
 */
struct folded privates_fold(struct arena *arena, struct str text, bool is_seen);

/* The longest name at the next place in folded text at or after `*at`, which becomes its place; NULL: there is no more. */
struct private_name *privates_next(const struct check_job *job, struct str text, size_t *at);

/* Whether a line of the body is in a private section. */
bool text_is_private(const struct text *text, uint32_t line);

/* What is looked at in a file that is no record: in notes/ and in the root's files links only. */
enum other { OTHER_NOT, OTHER_LINKS, OTHER_PAGE };
enum other check_other(const struct check_job *job, const struct fs_file *file);

/* Enters the files that are visible rows. */
void check_rows(struct check_job *job);

/* What stands in a file at a finding, for check_run. */
struct extent {
    size_t from, to; /* bytes of the line */
};

/* What a finding in that column of `line` is about; column 0: not known. `in_front`: of YAML. */
struct extent extent_of(struct str line, uint32_t column, bool in_front);

/* The finding about a text that asks for a job (job_ask.h). */
void report_job_ask(struct check_job *job, struct str path, struct place place);

#endif
