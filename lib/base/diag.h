/*
 * Diagnostics: what is wrong with the user's own files, as a catalogue with
 * stable ids. They are collected while parsing goes on, sorted at the end and
 * printed by cmd only. A zeroed `struct diags` is empty.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/attr.h"
#include "base/str.h"
#include "base/vec.h"

enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

/* X(enumerator, id, severity): ids are those of cli.md, "Findings of check", and never change. */
#define DIAG_RULES(X)                                                          \
    X(RULE_FRONT_MATTER, "front-matter", SEVERITY_ERROR)                       \
    X(RULE_YAML, "yaml", SEVERITY_ERROR)                                       \
    X(RULE_UTF8, "utf8", SEVERITY_ERROR)                                       \
    X(RULE_SIZE, "size", SEVERITY_ERROR)                                       \
    X(RULE_DEPTH, "depth", SEVERITY_ERROR)                                     \
    X(RULE_ALIAS, "alias", SEVERITY_ERROR)                                     \
    X(RULE_UNREADABLE, "unreadable", SEVERITY_ERROR)                           \
    X(RULE_BAD_ID, "bad-id", SEVERITY_ERROR)                                   \
    X(RULE_DUPLICATE_KEY, "duplicate-key", SEVERITY_ERROR)                     \
    X(RULE_DUPLICATE_ID, "duplicate-id", SEVERITY_ERROR)                       \
    X(RULE_CONFLICT_MARKER, "conflict-marker", SEVERITY_ERROR)                 \
    X(RULE_CASE_CLASH, "case-clash", SEVERITY_ERROR)                           \
    X(RULE_REQUIRED, "required", SEVERITY_ERROR)                               \
    X(RULE_TYPE, "type", SEVERITY_ERROR)                                       \
    X(RULE_DATE, "date", SEVERITY_ERROR)                                       \
    X(RULE_PERIOD, "period", SEVERITY_ERROR)                                   \
    X(RULE_RELATIVE_DATE, "relative-date", SEVERITY_ERROR)                     \
    X(RULE_DEAD_LINK, "dead-link", SEVERITY_ERROR)                             \
    X(RULE_AMBIGUOUS_LINK, "ambiguous-link", SEVERITY_ERROR)                   \
    X(RULE_KEPT_TWICE, "kept-twice", SEVERITY_WARNING)                         \
    X(RULE_PRIVATE_MENTION, "private-mention", SEVERITY_WARNING)               \
    X(RULE_EMAIL, "email", SEVERITY_WARNING)                                   \
    X(RULE_UNKNOWN_KEY, "unknown-key", SEVERITY_WARNING)                       \
    X(RULE_UNKNOWN_VALUE, "unknown-value", SEVERITY_WARNING)                   \
    X(RULE_UNQUOTED_LINK, "unquoted-link", SEVERITY_WARNING)                   \
    X(RULE_DUPLICATE_PERSON, "duplicate-person", SEVERITY_WARNING)             \
    X(RULE_REFERRAL_CYCLE, "referral-cycle", SEVERITY_WARNING)                 \
    X(RULE_NO_LOG_DATE, "no-log-date", SEVERITY_WARNING)                       \
    X(RULE_FUTURE_LOG, "future-log", SEVERITY_WARNING)                         \
    X(RULE_FUTURE_DONE, "future-done", SEVERITY_WARNING)                       \
    X(RULE_THANKED_BEFORE_MEETING, "thanked-before-meeting", SEVERITY_WARNING) \
    X(RULE_GENERIC_THANKS, "generic-thanks", SEVERITY_WARNING)                 \
    X(RULE_JOB_ASK, "job-ask", SEVERITY_WARNING)                               \
    X(RULE_PLACEHOLDER, "placeholder", SEVERITY_WARNING)                       \
    X(RULE_TOO_FEW_QUESTIONS, "too-few-questions", SEVERITY_WARNING)           \
    X(RULE_NO_GROUNDED_QUESTION, "no-grounded-question", SEVERITY_WARNING)     \
    X(RULE_NO_TARGET, "no-target", SEVERITY_WARNING)                           \
    X(RULE_OVER_TIME, "over-time", SEVERITY_WARNING)                           \
    X(RULE_VAGUE_SKILL, "vague-skill", SEVERITY_WARNING)                       \
    X(RULE_SYNC_COPY, "sync-copy", SEVERITY_WARNING)

enum rule {
#define X(name, id, severity) name,
    DIAG_RULES(X)
#undef X
        RULE_COUNT
};

/* Where something stands in a file. Lines and columns from 1, columns in display cells; 0: not known. */
struct place {
    uint32_t line;
    uint32_t column;
};

struct diag {
    enum rule rule;
    struct place place;
    struct str path;    /* from the vault's root, as on disk */
    struct str message; /* one line, not long: what is wrong */
    struct str hint;    /* what to do, or empty */
    struct str fix;     /* what to write instead of what stands there, where there is one answer; or empty */
};

struct diags {
    struct arena *arena; /* owns messages and hints; must be set before the first diag_add */
    VEC(struct diag);
};

const char *rule_id(enum rule rule);
enum severity rule_severity(enum rule rule);
const char *severity_name(enum severity severity); /* "error", "warning" */

/*
 * Adds a finding. `path` is borrowed and must outlive the collection. Returns
 * it, so that a hint can be set; the address is valid until the next one.
 */
ATTR_PRINTF(5, 6)
struct diag *diag_add(struct diags *diags, enum rule rule, struct str path, struct place place,
                      const char *format, ...);

/* Sets the hint of a finding. */
ATTR_PRINTF(3, 4) void diag_hint(struct diags *diags, struct diag *diag, const char *format, ...);

/* Says what to write instead, as hint and as fix. */
void diag_near(struct diags *diags, struct diag *diag, struct str near);

/* The rule of that id, in `*rule`; false where there is none. `rule_near` gives the id that comes nearest, or NULL. */
bool rule_find(struct str id, enum rule *rule);
const char *rule_near(struct str id);

/* Order by path (bytes), line, column, rule, message, hint: total, whatever order they were found in. */
int diag_compare(const struct diag *a, const struct diag *b);
void diags_sort(struct diags *diags);

#endif
