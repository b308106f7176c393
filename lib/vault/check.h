/*
 * Every finding of a vault: those of reading it, and those that only all of its files
 * together, or the day, can show (cli.md, "Findings of check"). Pure but for reading the
 * files again in which something was found. The vault must have been opened with check_want, or with more.
 *
 *     check_people    the same person twice, referrals in a circle, the log
 *     check_meetings  the practice: questions, thanks, time, targets, skills
 *     check_texts     links, placeholders, private people in other texts
 *     check_paths     names that differ in case only
 *
 * Each adds what it finds, with a line at least; check_run sorts it all, takes out what
 * the files themselves silence, and adds the lines as they stand there.
 */
#ifndef VAULT_CHECK_H
#define VAULT_CHECK_H

#include "vault/vault.h"

/* What check needs of a vault. */
extern const struct record_want check_want;

struct check_options {
    int32_t today;
    const struct str *paths; /* files and folders, from the vault's root, that findings are wanted of */
    uint32_t path_count;     /* 0: of all */
    uint64_t ignored;        /* the rules to leave out: 1 << enum rule */
    bool is_for_pages;       /* nothing of private sections, as far as only the body's text shows them */
};

_Static_assert(RULE_COUNT <= 64, "a set of rules is an uint64_t");

/* A finding as it is shown. */
struct finding {
    struct diag diag;
    struct place end; /* the first cell after what it is about; of an unknown line that of the start */
    struct str
        source;      /* the line of the file, without its end; empty where it says nothing or is very long */
    size_t from, to; /* what it is about, in bytes of `source` */
};

struct check {
    VEC(struct finding); /* by path, line, column, rule */
    uint32_t files;      /* that were looked at */
    uint32_t errors, warnings;
};

/* Looks at all of the vault. What it finds lives in `arena`. */
void check_run(const struct vault *vault, const struct check_options *options, struct arena *arena,
               struct check *check);

/* A number for what check_run looks at besides records and settings: which files there are, and what notes and pages say. */
uint64_t check_source(const struct vault *vault);

#endif
