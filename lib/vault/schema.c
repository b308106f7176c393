#include "vault/schema.h"

#include "base/near.h"

/* Positional arguments of a row that has no default: kind, key, name, type, flags, words, synonyms. */
#define FIELD(kind, key, name, type, flags, words, synonyms, about)                    \
    {                                                                                  \
        kind, key, name, type, flags, words, synonyms, KIND_CONTACT, 0, 0, NULL, about \
    }
#define LINK(kind, key, name, type, flags, synonyms, target, about)             \
    {                                                                           \
        kind, key, name, type, flags, NULL, synonyms, target, 0, 0, NULL, about \
    }
#define NUMBER(kind, key, name, min, max, about)                                          \
    {                                                                                     \
        kind, key, name, TYPE_INTEGER, 0, NULL, NULL, KIND_CONTACT, min, max, NULL, about \
    }
#define SETTING(key, name, type, words, min, max, standard, about)                              \
    {                                                                                           \
        KIND_SETTINGS, key, name, type, 0, words, NULL, KIND_CONTACT, min, max, standard, about \
    }

#define R FIELD_REPORT
#define CONFLICTS(kind) \
    FIELD(kind, KEY_CONFLICTS, "conflicts", TYPE_TEXTS, 0, NULL, NULL, "values that a merge kept twice")

/* In the order of enum kind. */
static const struct field fields[] = {
    FIELD(KIND_CONTACT, KEY_NAME, "name", TYPE_TEXT, R | FIELD_REQUIRED, NULL, NULL, "the person's name"),
    FIELD(KIND_CONTACT, KEY_FIRST_NAME, "first_name", TYPE_TEXT, R | FIELD_HIDDEN, NULL, NULL,
          "part of the name"),
    FIELD(KIND_CONTACT, KEY_LAST_NAME, "last_name", TYPE_TEXT, R | FIELD_HIDDEN, NULL, NULL,
          "part of the name"),
    FIELD(KIND_CONTACT, KEY_ALIASES, "aliases", TYPE_TEXTS, R, NULL, NULL, "other names"),
    FIELD(KIND_CONTACT, KEY_ORG, "org", TYPE_TEXT, R, NULL, "company|organization|organizations|employer",
          "where they work"),
    FIELD(KIND_CONTACT, KEY_ROLE, "role", TYPE_TEXT, 0, NULL, "title|position|job_title",
          "what they do there"),
    FIELD(KIND_CONTACT, KEY_LOCATION, "location", TYPE_TEXT, 0, NULL, "city|loc", "where they live"),
    FIELD(KIND_CONTACT, KEY_INDUSTRY, "industry", TYPE_TEXT, 0, NULL, NULL, "their line of business"),
    FIELD(KIND_CONTACT, KEY_EMAIL, "email", TYPE_TEXTS, R | FIELD_EMAIL, NULL, NULL, "mail addresses"),
    FIELD(KIND_CONTACT, KEY_PHONE, "phone", TYPE_TEXTS, 0, NULL, "mobile", "telephone numbers"),
    FIELD(KIND_CONTACT, KEY_URL, "url", TYPE_TEXTS, 0, NULL, "website", "pages"),
    FIELD(KIND_CONTACT, KEY_LINKEDIN, "linkedin", TYPE_TEXT, 0, NULL, "linkedin_url|linkedin_id",
          "address or handle there"),
    FIELD(KIND_CONTACT, KEY_TAGS, "tags", TYPE_TEXTS, FIELD_TAGS, NULL, NULL, "your own labels"),
    FIELD(KIND_CONTACT, KEY_SOURCE, "source", TYPE_TEXT, 0,
          "alumni|association|professor|placement-office|news|linkedin|event|recruiter|community|friend|cold",
          NULL, "how you found them"),
    LINK(KIND_CONTACT, KEY_REFERRED_BY, "referred_by", TYPE_LINKS, R,
         "met_through|introduced_by|known_through", KIND_CONTACT, "who sent you to them"),
    FIELD(KIND_CONTACT, KEY_WHY, "why", TYPE_TEXT, R, NULL, NULL, "why you want to talk"),
    LINK(KIND_CONTACT, KEY_TARGET, "target", TYPE_LINKS, R, NULL, KIND_TARGET,
         "the job target they know about"),
    FIELD(KIND_CONTACT, KEY_PERSPECTIVE, "perspective", TYPE_WORD, 0,
          "practitioner|hiring-manager|recruiter|mentor|peer|other", NULL, "from where they see the work"),
    FIELD(KIND_CONTACT, KEY_ADDED, "added", TYPE_DATE, R, NULL, NULL, "when you noted them"),
    FIELD(KIND_CONTACT, KEY_IMPORTED, "imported", TYPE_DATE, 0, NULL, NULL, "when they were imported"),
    {KIND_CONTACT, KEY_KEEP_IN_TOUCH, "keep_in_touch", TYPE_PERIOD, R, NULL,
     "cadence|contact_frequency|frequency", KIND_CONTACT, 1, 0, NULL, "how often to write"},
    FIELD(KIND_CONTACT, KEY_SNOOZE, "snooze", TYPE_DATE, R | FIELD_AHEAD, NULL, "snooze_until",
          "nothing is asked of you before"),
    FIELD(KIND_CONTACT, KEY_STATUS, "status", TYPE_WORD, R, "active|paused|declined|closed", NULL,
          "whether you keep in touch"),
    FIELD(KIND_CONTACT, KEY_PRIVATE, "private", TYPE_BOOL, R, NULL, NULL,
          "left out of every page and export"),
    CONFLICTS(KIND_CONTACT),

    LINK(KIND_INTERVIEW, KEY_CONTACT, "contact", TYPE_LINKS, R | FIELD_REQUIRED,
         "with|people|attendees|person", KIND_CONTACT, "everybody you met"),
    FIELD(KIND_INTERVIEW, KEY_DATE, "date", TYPE_STAMP, R | FIELD_REQUIRED | FIELD_AHEAD, NULL, NULL,
          "the day, and the time"),
    FIELD(KIND_INTERVIEW, KEY_STATUS, "status", TYPE_WORD, R, "planned|done|cancelled|no-show", NULL,
          "whether it was held"),
    FIELD(KIND_INTERVIEW, KEY_VIA, "via", TYPE_TEXT, 0, "in-person|video|phone|email", NULL, "how you met"),
    FIELD(KIND_INTERVIEW, KEY_PLACE, "place", TYPE_TEXT, 0, NULL, NULL, "where"),
    FIELD(KIND_INTERVIEW, KEY_ORG, "org", TYPE_TEXT, R, NULL, NULL, "where they worked on that day"),
    FIELD(KIND_INTERVIEW, KEY_ROLE, "role", TYPE_TEXT, 0, NULL, NULL, "what they did there on that day"),
    NUMBER(KIND_INTERVIEW, KEY_MINUTES_ASKED, "minutes_asked", 1, 600, "minutes agreed"),
    NUMBER(KIND_INTERVIEW, KEY_MINUTES, "minutes", 1, 600, "minutes used"),
    FIELD(KIND_INTERVIEW, KEY_PURPOSE, "purpose", TYPE_TEXT, 0,
          "academic-route|roles-for-my-skills|career-path|company|culture|relocation|re-entry", NULL,
          "what it was for"),
    LINK(KIND_INTERVIEW, KEY_TARGET, "target", TYPE_LINKS, 0, NULL, KIND_TARGET, "the job target it served"),
    FIELD(KIND_INTERVIEW, KEY_THANKED, "thanked", TYPE_THANKED, R, NULL, NULL,
          "when you said thank you; empty: owed"),
    FIELD(KIND_INTERVIEW, KEY_THANKED_VIA, "thanked_via", TYPE_WORD, 0, "email|card|call|message|in-person",
          NULL, "how you said it"),
    FIELD(KIND_INTERVIEW, KEY_THANKED_FOR, "thanked_for", TYPE_TEXT, 0, NULL, NULL,
          "the topic, and how it helped"),
    FIELD(KIND_INTERVIEW, KEY_ASKED_REFERRER, "asked_referrer", TYPE_SETTLED, R, NULL, NULL,
          "when you asked the referrer for suggestions"),
    FIELD(KIND_INTERVIEW, KEY_TOLD_REFERRER, "told_referrer", TYPE_SETTLED, R, NULL, NULL,
          "when you told the referrer how it went"),
    FIELD(KIND_INTERVIEW, KEY_RAISED_JOB, "raised_job", TYPE_BOOL_OR_DATE, 0, NULL, NULL,
          "they brought a job up"),
    NUMBER(KIND_INTERVIEW, KEY_RATING, "rating", 1, 5, "how well you got on"),
    FIELD(KIND_INTERVIEW, KEY_TAGS, "tags", TYPE_TEXTS, FIELD_TAGS, NULL, NULL, "your own labels"),
    CONFLICTS(KIND_INTERVIEW),

    FIELD(KIND_OPPORTUNITY, KEY_NAME, "name", TYPE_TEXT, R | FIELD_REQUIRED, NULL, NULL,
          "the role or option"),
    FIELD(KIND_OPPORTUNITY, KEY_ORG, "org", TYPE_TEXT, 0, NULL, NULL, "where"),
    LINK(KIND_OPPORTUNITY, KEY_CONTACT, "contact", TYPE_LINK, 0, NULL, KIND_CONTACT, "who knows about it"),
    LINK(KIND_OPPORTUNITY, KEY_FROM, "from", TYPE_LINKS, 0, NULL, KIND_INTERVIEW,
         "the interview it came from"),
    LINK(KIND_OPPORTUNITY, KEY_TARGET, "target", TYPE_LINK, 0, NULL, KIND_TARGET, "the job target it serves"),
    FIELD(KIND_OPPORTUNITY, KEY_WHERE, "where", TYPE_WORD, 0, "internal|external", NULL,
          "inside your firm or not"),
    FIELD(KIND_OPPORTUNITY, KEY_FOUND, "found", TYPE_DATE, 0, NULL, NULL, "when you found it"),
    FIELD(KIND_OPPORTUNITY, KEY_DEADLINE, "deadline", TYPE_DATE, FIELD_AHEAD, NULL, NULL, "its last day"),
    FIELD(KIND_OPPORTUNITY, KEY_STATUS, "status", TYPE_WORD, 0,
          "open|applied|offered|accepted|declined|closed", NULL, "how it stands"),
    NUMBER(KIND_OPPORTUNITY, KEY_FIT, "fit", 0, 5, "does it fit your skills and their needs"),
    NUMBER(KIND_OPPORTUNITY, KEY_VALUE, "value", 0, 5, "how you would add value"),
    NUMBER(KIND_OPPORTUNITY, KEY_LEARN, "learn", 0, 5, "what you would learn"),
    FIELD(KIND_OPPORTUNITY, KEY_TAGS, "tags", TYPE_TEXTS, 0, NULL, NULL, "your own labels"),
    CONFLICTS(KIND_OPPORTUNITY),

    FIELD(KIND_SKILL, KEY_NAME, "name", TYPE_TEXT, R | FIELD_REQUIRED, NULL, NULL, "the skill"),
    FIELD(KIND_SKILL, KEY_KIND, "kind", TYPE_WORD, 0, "hard|soft", NULL, "hard or soft"),
    NUMBER(KIND_SKILL, KEY_LEVEL, "level", 1, 5, "how well you have it"),
    FIELD(KIND_SKILL, KEY_EVIDENCE, "evidence", TYPE_TEXTS, 0, NULL, NULL, "a concrete act that shows it"),
    FIELD(KIND_SKILL, KEY_APPLIES_TO, "applies_to", TYPE_TEXTS, 0, NULL, NULL, "where it is of use"),
    NUMBER(KIND_SKILL, KEY_ENJOY, "enjoy", 1, 5, "how much you like using it"),
    FIELD(KIND_SKILL, KEY_LAST_USED, "last_used", TYPE_DATE, 0, NULL, NULL, "when you last used it"),
    FIELD(KIND_SKILL, KEY_REFRESH, "refresh", TYPE_WORD, 0, "seminar|short-course|programme|on-the-job", NULL,
          "how to freshen it up"),
    FIELD(KIND_SKILL, KEY_REFRESH_BY, "refresh_by", TYPE_DATE, FIELD_AHEAD, NULL, NULL, "by when"),
    FIELD(KIND_SKILL, KEY_ALIASES, "aliases", TYPE_TEXTS, 0, NULL, NULL, "other names"),
    FIELD(KIND_SKILL, KEY_TAGS, "tags", TYPE_TEXTS, 0, NULL, NULL, "your own labels"),
    CONFLICTS(KIND_SKILL),

    FIELD(KIND_TARGET, KEY_NAME, "name", TYPE_TEXT, R | FIELD_REQUIRED, NULL, NULL, "the job you aim at"),
    FIELD(KIND_TARGET, KEY_ORG, "org", TYPE_TEXT, 0, NULL, NULL, "where"),
    FIELD(KIND_TARGET, KEY_INDUSTRY, "industry", TYPE_TEXT, 0, NULL, NULL, "line of business"),
    FIELD(KIND_TARGET, KEY_BY, "by", TYPE_DATE, FIELD_AHEAD, NULL, NULL, "by when"),
    FIELD(KIND_TARGET, KEY_STATUS, "status", TYPE_WORD, 0, "active|reached|dropped", NULL, "how it stands"),
    CONFLICTS(KIND_TARGET),

    FIELD(KIND_PLAN, KEY_REVIEWED, "reviewed", TYPE_DATE, R, NULL, NULL,
          "when you last went through the plan"),
    FIELD(KIND_PLAN, KEY_SKILLS_REVIEWED, "skills_reviewed", TYPE_DATE, R, NULL, NULL,
          "when you last went through your skills"),
    FIELD(KIND_PLAN, KEY_RESUME_UPDATED, "resume_updated", TYPE_DATE, R, NULL, NULL,
          "when you last updated the résumé"),
    FIELD(KIND_PLAN, KEY_PROFILE_UPDATED, "profile_updated", TYPE_DATE, R, NULL, NULL,
          "when you last updated your profile pages"),
    CONFLICTS(KIND_PLAN),

    SETTING(SET_FORMAT, "format", TYPE_INTEGER, NULL, 1, 1000000, "1", "version of the vault's format"),
    SETTING(SET_THANK_DUE, "thank_you.due", TYPE_PERIOD, NULL, 0, 0, "1 day",
            "when a thank-you falls due after a meeting"),
    SETTING(SET_THANK_LATE, "thank_you.late", TYPE_PERIOD, NULL, 0, 0, "2 days", "when it is late"),
    SETTING(SET_KEEP_IN_TOUCH, "keep_in_touch", TYPE_PERIOD, NULL, 1, 0, "3 months",
            "how often to write to people you have met"),
    SETTING(SET_PROMISE_DUE, "promise_due", TYPE_PERIOD, NULL, 0, 0, "7 days",
            "when a promise without a date falls due"),
    SETTING(SET_NUDGE_AFTER, "nudge_after", TYPE_PERIOD, NULL, 0, 0, "7 days",
            "when to write again without an answer"),
    SETTING(SET_NUDGE_TIMES, "nudge_times", TYPE_INTEGER, NULL, 0, 100, "2", "how often at most"),
    SETTING(SET_ASK_AFTER, "ask_after", TYPE_PERIOD, NULL, 0, 0, "3 days", "when to ask somebody you noted"),
    SETTING(SET_SCHEDULE_AFTER, "schedule_after", TYPE_PERIOD, NULL, 0, 0, "2 days",
            "when to fix a day after a reply"),
    SETTING(SET_ASK_REFERRER, "ask_referrer", TYPE_PERIOD, NULL, 0, 0, "3 days",
            "how long before a meeting to ask who sent you"),
    SETTING(SET_TELL_REFERRER, "tell_referrer", TYPE_PERIOD, NULL, 0, 0, "7 days",
            "how long after it to tell them"),
    SETTING(SET_REVIEW_EVERY, "review_every", TYPE_PERIOD, NULL, 1, 0, "12 months",
            "how often to review plan, skills, résumé"),
    SETTING(SET_GOAL, "goal", TYPE_RATE, NULL, 1, 1000, "1 per week", "how many interviews to have"),
    SETTING(SET_AWAY, "away", TYPE_RANGES, NULL, 0, 0, "[]", "weeks off that break no streak"),
    SETTING(SET_HORIZON, "horizon", TYPE_PERIOD, NULL, 0, 0, "7 days", "how far ahead report looks"),
    SETTING(SET_ASK_MINUTES, "meeting.ask_minutes", TYPE_INTEGER, NULL, 1, 600, "20", "minutes to ask for"),
    SETTING(SET_MAX_MINUTES, "meeting.max_minutes", TYPE_INTEGER, NULL, 1, 600, "30",
            "the longest that is not a finding"),
    SETTING(SET_MIN_QUESTIONS, "meeting.min_questions", TYPE_INTEGER, NULL, 0, 1000, "5",
            "how many questions to prepare at least"),
    SETTING(SET_MAX_QUESTIONS, "meeting.max_questions", TYPE_INTEGER, NULL, 0, 1000, "10", "and at most"),
    SETTING(SET_RESUME_COPIES, "meeting.resume_copies", TYPE_INTEGER, NULL, 0, 100, "2",
            "copies of your résumé to bring"),
    SETTING(SET_PITCH_SECONDS, "pitch.seconds", TYPE_INTEGER, NULL, 1, 3600, "30",
            "how long the pitch may take"),
    SETTING(SET_PITCH_WORDS, "pitch.words_per_minute", TYPE_INTEGER, NULL, 1, 1000, "140",
            "how fast you speak"),
    SETTING(SET_WEEK_STARTS, "week_starts", TYPE_WORD,
            "monday|tuesday|wednesday|thursday|friday|saturday|sunday", 0, 0, "monday",
            "first day of the week"),
    SETTING(SET_FOLDER_CONTACTS, "folders.contacts", TYPE_FOLDER, NULL, 0, 0, "contacts",
            "one file per person"),
    SETTING(SET_FOLDER_INTERVIEWS, "folders.interviews", TYPE_FOLDER, NULL, 0, 0, "interviews",
            "one file per meeting"),
    SETTING(SET_FOLDER_OPPORTUNITIES, "folders.opportunities", TYPE_FOLDER, NULL, 0, 0, "opportunities",
            "one file per role or option"),
    SETTING(SET_FOLDER_SKILLS, "folders.skills", TYPE_FOLDER, NULL, 0, 0, "skills", "one file per skill"),
    SETTING(SET_FOLDER_TARGETS, "folders.targets", TYPE_FOLDER, NULL, 0, 0, "targets",
            "one file per job target"),
    SETTING(SET_LINKS, "links", TYPE_WORD, "wiki|markdown", 0, 0, "markdown", "how infoview writes links"),
    SETTING(SET_COMMIT, "commit", TYPE_WORD, "auto|off", 0, 0, "auto",
            "whether a command commits what it wrote"),
    SETTING(SET_SITE, "site", TYPE_FOLDER, NULL, 0, 0, "site", "folder of the dashboard"),
    SETTING(SET_VIEWS, "views", TYPE_MAP, NULL, 0, 0, "{}",
            "saved views: name, and what follows # in a page's address"),
    SETTING(SET_ME_NAME, "me.name", TYPE_TEXT, NULL, 0, 0, "", "your name in drafts"),
    {KIND_SETTINGS, SET_ME_EMAIL, "me.email", TYPE_TEXT, FIELD_EMAIL, NULL, NULL, KIND_CONTACT, 0, 0, "",
     "your address in drafts"},
};

#undef R

enum { FIELD_COUNT = sizeof fields / sizeof fields[0], LONGEST_KEY = 40 };

const struct field *schema_fields(size_t *count)
{
    *count = FIELD_COUNT;
    return fields;
}

void schema_type_write(struct buf *out, const struct field *field)
{
    static const char *const names[] = {
        [TYPE_TEXT] = "text",
        [TYPE_TEXTS] = "text or list",
        [TYPE_DATE] = "date",
        [TYPE_STAMP] = "date, with or without a time",
        [TYPE_PERIOD] = "period",
        [TYPE_BOOL] = "yes or no",
        [TYPE_BOOL_OR_DATE] = "yes, no or date",
        [TYPE_WORD] = "word",
        [TYPE_SETTLED] = "date or skip",
        [TYPE_THANKED] = "date, skip or map",
        [TYPE_RATE] = "rate or none",
        [TYPE_RANGES] = "list of DATE..DATE",
        [TYPE_FOLDER] = "folder",
        [TYPE_MAP] = "map",
    };

    switch (field->type) {
    case TYPE_INTEGER: buf_printf(out, "%d to %d", field->min, field->max); return;
    case TYPE_LINK: buf_puts(out, kind_name(field->target)); return;
    case TYPE_LINKS: buf_printf(out, "%s or list", kind_name(field->target)); return;
    default: buf_puts(out, names[field->type]);
    }
}

struct schema_links schema_links_of(enum kind kind)
{
    struct schema_links links = {{NULL}};

    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (fields[i].kind == kind &&
            (fields[i].type == TYPE_LINK || fields[i].type == TYPE_LINKS || fields[i].type == TYPE_THANKED))
            links.of[fields[i].key] = &fields[i];
    return links;
}

const struct field *schema_field(enum kind kind, enum key key)
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (fields[i].kind == kind && fields[i].key == key)
            return &fields[i];
    return NULL;
}

/* Writes the key in snake_case into `room`; empty where it is too long for any key. */
static struct str snake(struct str written, char room[LONGEST_KEY])
{
    written = str_trim(written);
    if (written.n > LONGEST_KEY)
        return (struct str){0};
    for (size_t i = 0; i < written.n; i++)
        room[i] = written.p[i] == '-' || written.p[i] == ' ' ? '_' : to_lower(written.p[i]);
    return (struct str){room, written.n};
}

const struct field *schema_find(enum kind kind, struct str written)
{
    char room[LONGEST_KEY];
    struct str key = snake(written, room);

    if (!key.n)
        return NULL;
    for (size_t i = 0; i < FIELD_COUNT && fields[i].kind <= kind; i++)
        if (fields[i].kind == kind && fields[i].name[0] == key.p[0] &&
            str_equal(str_from(fields[i].name), key))
            return &fields[i];
    for (size_t i = 0; i < FIELD_COUNT && fields[i].kind <= kind; i++)
        if (fields[i].kind == kind && fields[i].synonyms && schema_word(fields[i].synonyms, key))
            return &fields[i];
    return NULL;
}

bool schema_is_group(struct str written)
{
    char room[LONGEST_KEY];
    struct str key = snake(written, room);

    for (size_t i = 0; i < FIELD_COUNT; i++) {
        struct str full = str_from(fields[i].name);

        if (fields[i].kind == KIND_SETTINGS && full.n > key.n && full.p[key.n] == '.' &&
            str_starts(full, key))
            return key.n > 0;
    }
    return false;
}

/*
 * Whether a key that is two edits away from a field may be a slip of the pen: it begins like it, and is not the
 * field's name with something behind it. "Reading" and "addedAt" are more likely one's own than "thanks".
 */
static bool may_be_slip(struct str key, struct str field)
{
    enum { BEGINNING = 4 };

    return str_starts(field, str_slice(key, 0, BEGINNING)) && !str_starts(key, field);
}

const char *schema_near(enum kind kind, struct str written)
{
    char room[LONGEST_KEY];
    struct str key = snake(written, room);
    struct near near = {.word = key, .limit = key.n <= 5 ? 1 : 2};

    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (fields[i].kind == kind && !(fields[i].flags & FIELD_HIDDEN))
            near_offer(&near, str_from(fields[i].name));
    return near.limit < 2 || may_be_slip(key, near.found) ? near.found.p : NULL;
}

/* Cuts the next word off a list "a|b|c". */
static struct str next_word(struct str *list)
{
    size_t bar = str_index(*list, '|', 0);
    struct str word = str_slice(*list, 0, bar);

    *list = str_skip(*list, bar + 1);
    return word;
}

int schema_word(const char *words, struct str word)
{
    struct str list = str_from(words);

    for (int number = 1; list.n; number++)
        if (str_equal_nocase(next_word(&list), word))
            return number;
    return 0;
}

struct str schema_word_near(const char *words, struct str word)
{
    struct near near = {.word = word, .limit = word.n <= 4 ? 1 : 2};

    for (struct str list = str_from(words); list.n;)
        near_offer(&near, next_word(&list));
    return near.found;
}

struct str schema_word_at(const char *words, int number)
{
    struct str list = str_from(words);

    while (--number > 0 && list.n)
        next_word(&list);
    if (number)
        return (struct str){0};
    return next_word(&list);
}

const char *kind_name(enum kind kind)
{
    static const char *const names[KIND_COUNT] = {"contact", "interview", "opportunity", "skill",
                                                  "target",  "plan",      "settings"};
    return names[kind];
}

const char *kind_plural(enum kind kind)
{
    static const char *const names[KIND_COUNT] = {
        "contacts", "interviews", "opportunities", "skills", "targets", "", ""};
    return names[kind];
}

const char *kind_about(enum kind kind)
{
    static const char *const texts[KIND_COUNT] = {
        "front matter of a person: contacts/ID.md",
        "front matter of a meeting: interviews/ID.md",
        "front matter of a role or option: opportunities/ID.md",
        "front matter of a skill: skills/ID.md",
        "front matter of a job target: targets/ID.md",
        "front matter of plan.md",
        "the settings: infoview.yaml",
    };
    return texts[kind];
}
