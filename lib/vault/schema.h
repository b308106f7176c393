/*
 * THE table: every record kind, field, type, vocabulary, synonym and limit of
 * format.md, and every line of infoview.yaml. Loading, checking, completion, JSON
 * Schema and the manual read it; a new field is a new row and nothing else.
 */
#ifndef VAULT_SCHEMA_H
#define VAULT_SCHEMA_H

#include "base/buf.h"

/* Record kinds in the order of format.md; those with a folder come first. */
enum kind {
    KIND_CONTACT,
    KIND_INTERVIEW,
    KIND_OPPORTUNITY,
    KIND_SKILL,
    KIND_TARGET,
    KIND_PLAN,     /* plan.md */
    KIND_SETTINGS, /* infoview.yaml */
};
enum { KIND_FOLDERS = KIND_PLAN, KIND_RECORDS = KIND_SETTINGS, KIND_COUNT };

/* What a value may be, and what it becomes in `struct value` (record.h). */
enum type {
    TYPE_TEXT,
    TYPE_TEXTS, /* text or list of text */
    TYPE_DATE,  /* 2026-11-18 */
    TYPE_STAMP, /* date or date-time */
    TYPE_PERIOD,
    TYPE_INTEGER, /* min … max */
    TYPE_BOOL,
    TYPE_BOOL_OR_DATE,
    TYPE_WORD,    /* one of `words`; anything else is a finding and read as missing */
    TYPE_LINK,    /* to a record of kind `target` */
    TYPE_LINKS,   /* link or list of links */
    TYPE_SETTLED, /* date or `skip` */
    TYPE_THANKED, /* date, `skip`, or map of contact to date or `skip` */
    TYPE_RATE,    /* settings: "1 per week" or none */
    TYPE_RANGES,  /* settings: list of DATE..DATE */
    TYPE_FOLDER,  /* settings: a folder below the vault */
    TYPE_MAP,     /* settings: a map of text */
};

enum key {
    KEY_NONE,
    KEY_NAME,
    KEY_FIRST_NAME,
    KEY_LAST_NAME,
    KEY_ALIASES,
    KEY_ORG,
    KEY_ROLE,
    KEY_LOCATION,
    KEY_INDUSTRY,
    KEY_EMAIL,
    KEY_PHONE,
    KEY_URL,
    KEY_LINKEDIN,
    KEY_TAGS,
    KEY_SOURCE,
    KEY_REFERRED_BY,
    KEY_WHY,
    KEY_TARGET,
    KEY_PERSPECTIVE,
    KEY_ADDED,
    KEY_IMPORTED,
    KEY_KEEP_IN_TOUCH,
    KEY_SNOOZE,
    KEY_STATUS,
    KEY_PRIVATE,
    KEY_CONFLICTS,
    KEY_CONTACT,
    KEY_DATE,
    KEY_VIA,
    KEY_PLACE,
    KEY_MINUTES_ASKED,
    KEY_MINUTES,
    KEY_PURPOSE,
    KEY_THANKED,
    KEY_THANKED_VIA,
    KEY_THANKED_FOR,
    KEY_ASKED_REFERRER,
    KEY_TOLD_REFERRER,
    KEY_RAISED_JOB,
    KEY_RATING,
    KEY_FROM,
    KEY_WHERE,
    KEY_FOUND,
    KEY_DEADLINE,
    KEY_FIT,
    KEY_VALUE,
    KEY_LEARN,
    KEY_KIND,
    KEY_LEVEL,
    KEY_EVIDENCE,
    KEY_APPLIES_TO,
    KEY_ENJOY,
    KEY_LAST_USED,
    KEY_REFRESH,
    KEY_REFRESH_BY,
    KEY_BY,
    KEY_REVIEWED,
    KEY_SKILLS_REVIEWED,
    KEY_RESUME_UPDATED,
    KEY_PROFILE_UPDATED,
    KEY_RECORDS_END,
    /* lines of infoview.yaml */
    SET_FORMAT = KEY_RECORDS_END,
    SET_THANK_DUE,
    SET_THANK_LATE,
    SET_KEEP_IN_TOUCH,
    SET_PROMISE_DUE,
    SET_NUDGE_AFTER,
    SET_NUDGE_TIMES,
    SET_ASK_AFTER,
    SET_SCHEDULE_AFTER,
    SET_ASK_REFERRER,
    SET_TELL_REFERRER,
    SET_REVIEW_EVERY,
    SET_GOAL,
    SET_AWAY,
    SET_HORIZON,
    SET_ASK_MINUTES,
    SET_MAX_MINUTES,
    SET_MIN_QUESTIONS,
    SET_MAX_QUESTIONS,
    SET_RESUME_COPIES,
    SET_PITCH_SECONDS,
    SET_PITCH_WORDS,
    SET_WEEK_STARTS,
    SET_FOLDER_CONTACTS,
    SET_FOLDER_INTERVIEWS,
    SET_FOLDER_OPPORTUNITIES,
    SET_FOLDER_SKILLS,
    SET_FOLDER_TARGETS,
    SET_LINKS,
    SET_COMMIT,
    SET_SITE,
    SET_VIEWS,
    SET_ME_NAME,
    SET_ME_EMAIL,
    KEY_COUNT
};

enum field_flags {
    FIELD_REQUIRED = 1 << 0,
    FIELD_HIDDEN = 1 << 1, /* only read, as part of another field; not offered or documented as its own */
    FIELD_REPORT = 1 << 2, /* needed to say what is due and to whom */
    FIELD_TAGS = 1 << 3,   /* needed to choose by tag */
    FIELD_EMAIL = 1 << 4,  /* its texts are mail addresses */
    FIELD_AHEAD = 1 << 5,  /* a date that lies ahead: a day without a year is the next one */
};

struct field {
    enum kind kind;
    enum key key;
    const char *name; /* snake_case; of a nested line of the settings with a dot: "thank_you.due" */
    enum type type;
    unsigned flags;
    const char *words;    /* "a|b|c": the vocabulary, or suggestions where the type is text; NULL: none */
    const char *synonyms; /* "a|b": other names that are read; NULL: none */
    enum kind target;     /* of links */
    int min, max;         /* of integers, and the periods' smallest number of days */
    const char *standard; /* settings: the default, as infoview.yaml would say it */
    const char *about;    /* one line for people */
};

/* Words of a `status` and the like, numbered from 1 in the order of the vocabulary; 0: missing. */
enum contact_status { CONTACT_ACTIVE = 1, CONTACT_PAUSED, CONTACT_DECLINED, CONTACT_CLOSED };
enum interview_status { INTERVIEW_PLANNED = 1, INTERVIEW_DONE, INTERVIEW_CANCELLED, INTERVIEW_NO_SHOW };
enum skill_kind { SKILL_HARD = 1, SKILL_SOFT };
enum target_status { TARGET_ACTIVE = 1, TARGET_REACHED, TARGET_DROPPED };
enum links_style { LINKS_WIKI = 1, LINKS_MARKDOWN };
enum commit_mode { COMMIT_AUTO = 1, COMMIT_OFF };

/* All rows, grouped by kind; `*count` of them. Static. */
const struct field *schema_fields(size_t *count);

/* Appends what a value of the field may be, for people: "text or list", "1 to 600", "contact or list". */
void schema_type_write(struct buf *out, const struct field *field);

/* The rows of a kind whose values hold links, by key; NULL where one does not. */
struct schema_links {
    const struct field *of[KEY_COUNT];
};
struct schema_links schema_links_of(enum kind kind);

/* The row of a field of a kind, or NULL. */
const struct field *schema_field(enum kind kind, enum key key);

/*
 * The row for a key as somebody wrote it: case does not matter, `-` and spaces stand
 * for `_`, synonyms are read. NULL where it is unknown.
 */
const struct field *schema_find(enum kind kind, struct str written);

/* Whether it is the name of a group of settings, as "thank_you" of "thank_you.due"; in any spelling. */
bool schema_is_group(struct str written);

/* The name of the field that `written` comes nearest to, for "did you mean"; NULL where none is near. */
const char *schema_near(enum kind kind, struct str written);

/* The number (from 1) of a word in a vocabulary "a|b|c", without case; 0 where it is none. */
int schema_word(const char *words, struct str word);

/* The word of a vocabulary that `word` comes nearest to; empty where none is near. */
struct str schema_word_near(const char *words, struct str word);

/* The word of that number; empty where there is none. */
struct str schema_word_at(const char *words, int number);

/* "contact", "interview" …; and their folder as a word: "contacts" … ("" without a folder). */
const char *kind_name(enum kind kind);
const char *kind_plural(enum kind kind);

/* One line for people: "front matter of a person: contacts/ID.md". */
const char *kind_about(enum kind kind);

#endif
