/*
 * THE table: that it is the one of format.md, that it does not contradict itself, and how its
 * rows are found by what people write.
 */
#include "unit.h"

#include "base/period.h"
#include "vault/schema.h"

static void assert_name(const struct field *field, const char *wanted)
{
    if (!field || strcmp(field->name, wanted) != 0)
        fail_msg("got %s, wanted %s", field ? field->name : "none", wanted);
}

/* --- what format.md says --- */

/* Names in the order of format.md; a trailing `*` is required. */
static const char *const documented[KIND_COUNT] = {
    [KIND_CONTACT] =
        "name* aliases org role location industry email phone url linkedin tags source referred_by why "
        "target perspective added imported keep_in_touch snooze status private conflicts",
    [KIND_INTERVIEW] =
        "contact* date* status via place org role minutes_asked minutes purpose target thanked thanked_via "
        "thanked_for asked_referrer told_referrer raised_job rating tags conflicts",
    [KIND_OPPORTUNITY] =
        "name* org contact from target where found deadline status fit value learn tags conflicts",
    [KIND_SKILL] =
        "name* kind level evidence applies_to enjoy last_used refresh refresh_by aliases tags conflicts",
    [KIND_TARGET] = "name* org industry by status conflicts",
    [KIND_PLAN] = "reviewed skills_reviewed resume_updated profile_updated conflicts",
    [KIND_SETTINGS] =
        "format thank_you.due thank_you.late keep_in_touch promise_due nudge_after nudge_times ask_after "
        "schedule_after ask_referrer tell_referrer review_every goal away horizon meeting.ask_minutes "
        "meeting.max_minutes meeting.min_questions meeting.max_questions meeting.resume_copies pitch.seconds "
        "pitch.words_per_minute week_starts folders.contacts folders.interviews folders.opportunities "
        "folders.skills "
        "folders.targets links commit site views me.name me.email",
};

static void fields_are_those_of_the_format(void **state)
{
    size_t count, at = 0;
    const struct field *fields = schema_fields(&count);

    (void)state;
    for (int kind = 0; kind < (int)KIND_COUNT; kind++) {
        struct str rest = str_from(documented[kind]), word;

        while ((word = str_word(&rest)).n) {
            bool required = str_ends(word, STR("*"));

            while (at < count && fields[at].flags & FIELD_HIDDEN)
                at++;
            assert_true(at < count && (int)fields[at].kind == kind);
            word.n -= required;
            if (!str_equal(word, str_from(fields[at].name)))
                fail_msg("%.*s is documented, %s is there", STR_ARGS(word), fields[at].name);
            assert_int_equal((fields[at].flags & FIELD_REQUIRED) != 0, required);
            at++;
        }
    }
    assert_int_equal(at, count);
}

static void types_are_those_of_the_format(void **state)
{
    static const struct {
        enum kind kind;
        enum key key;
        enum type type;
    } cases[] = {
        {KIND_CONTACT, KEY_NAME, TYPE_TEXT},
        {KIND_CONTACT, KEY_ALIASES, TYPE_TEXTS},
        {KIND_CONTACT, KEY_EMAIL, TYPE_TEXTS},
        {KIND_CONTACT, KEY_LINKEDIN, TYPE_TEXT},
        {KIND_CONTACT, KEY_TAGS, TYPE_TEXTS},
        {KIND_CONTACT, KEY_REFERRED_BY, TYPE_LINKS},
        {KIND_CONTACT, KEY_TARGET, TYPE_LINKS},
        {KIND_CONTACT, KEY_PERSPECTIVE, TYPE_WORD},
        {KIND_CONTACT, KEY_ADDED, TYPE_DATE},
        {KIND_CONTACT, KEY_KEEP_IN_TOUCH, TYPE_PERIOD},
        {KIND_CONTACT, KEY_SNOOZE, TYPE_DATE},
        {KIND_CONTACT, KEY_STATUS, TYPE_WORD},
        {KIND_CONTACT, KEY_PRIVATE, TYPE_BOOL},
        {KIND_INTERVIEW, KEY_CONTACT, TYPE_LINKS},
        {KIND_INTERVIEW, KEY_DATE, TYPE_STAMP},
        {KIND_INTERVIEW, KEY_VIA, TYPE_TEXT},
        {KIND_INTERVIEW, KEY_THANKED, TYPE_THANKED},
        {KIND_INTERVIEW, KEY_THANKED_VIA, TYPE_WORD},
        {KIND_INTERVIEW, KEY_RAISED_JOB, TYPE_BOOL_OR_DATE},
        {KIND_INTERVIEW, KEY_ASKED_REFERRER, TYPE_SETTLED},
        {KIND_INTERVIEW, KEY_TOLD_REFERRER, TYPE_SETTLED},
        {KIND_OPPORTUNITY, KEY_CONTACT, TYPE_LINK},
        {KIND_OPPORTUNITY, KEY_FROM, TYPE_LINKS},
        {KIND_OPPORTUNITY, KEY_TARGET, TYPE_LINK},
        {KIND_OPPORTUNITY, KEY_WHERE, TYPE_WORD},
        {KIND_SKILL, KEY_EVIDENCE, TYPE_TEXTS},
        {KIND_SKILL, KEY_REFRESH, TYPE_WORD},
        {KIND_TARGET, KEY_BY, TYPE_DATE},
        {KIND_PLAN, KEY_REVIEWED, TYPE_DATE},
    };
    static const struct {
        enum kind kind;
        enum key key;
        int min, max;
    } numbers[] = {
        {KIND_INTERVIEW, KEY_MINUTES_ASKED, 1, 600},
        {KIND_INTERVIEW, KEY_MINUTES, 1, 600},
        {KIND_INTERVIEW, KEY_RATING, 1, 5},
        {KIND_OPPORTUNITY, KEY_FIT, 0, 5},
        {KIND_OPPORTUNITY, KEY_VALUE, 0, 5},
        {KIND_OPPORTUNITY, KEY_LEARN, 0, 5},
        {KIND_SKILL, KEY_LEVEL, 1, 5},
        {KIND_SKILL, KEY_ENJOY, 1, 5},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(schema_field(cases[i].kind, cases[i].key)->type, cases[i].type);
    for (size_t i = 0; i < COUNT(numbers); i++) {
        const struct field *field = schema_field(numbers[i].kind, numbers[i].key);

        assert_int_equal(field->type, TYPE_INTEGER);
        assert_int_equal(field->min, numbers[i].min);
        assert_int_equal(field->max, numbers[i].max);
    }
    assert_int_equal(schema_field(KIND_OPPORTUNITY, KEY_FROM)->target, KIND_INTERVIEW);
    assert_int_equal(schema_field(KIND_CONTACT, KEY_TARGET)->target, KIND_TARGET);
    assert_int_equal(schema_field(KIND_INTERVIEW, KEY_CONTACT)->target, KIND_CONTACT);
    assert_null(schema_field(KIND_CONTACT, KEY_DATE));
    assert_null(schema_field(KIND_CONTACT, SET_GOAL));
    assert_null(schema_field(KIND_CONTACT, KEY_NONE));
}

static void vocabularies_are_numbered(void **state)
{
    static const struct {
        enum kind kind;
        enum key key;
        const char *word;
        int number;
    } cases[] = {
        {KIND_CONTACT, KEY_STATUS, "active", CONTACT_ACTIVE},
        {KIND_CONTACT, KEY_STATUS, "paused", CONTACT_PAUSED},
        {KIND_CONTACT, KEY_STATUS, "declined", CONTACT_DECLINED},
        {KIND_CONTACT, KEY_STATUS, "closed", CONTACT_CLOSED},
        {KIND_INTERVIEW, KEY_STATUS, "planned", INTERVIEW_PLANNED},
        {KIND_INTERVIEW, KEY_STATUS, "done", INTERVIEW_DONE},
        {KIND_INTERVIEW, KEY_STATUS, "cancelled", INTERVIEW_CANCELLED},
        {KIND_INTERVIEW, KEY_STATUS, "no-show", INTERVIEW_NO_SHOW},
        {KIND_SETTINGS, SET_LINKS, "wiki", LINKS_WIKI},
        {KIND_SETTINGS, SET_LINKS, "markdown", LINKS_MARKDOWN},
        {KIND_SETTINGS, SET_COMMIT, "auto", COMMIT_AUTO},
        {KIND_SETTINGS, SET_COMMIT, "off", COMMIT_OFF},
        {KIND_SETTINGS, SET_WEEK_STARTS, "monday", 1},
        {KIND_SETTINGS, SET_WEEK_STARTS, "sunday", 7},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *words = schema_field(cases[i].kind, cases[i].key)->words;

        assert_int_equal(schema_word(words, str_from(cases[i].word)), cases[i].number);
        assert_true(str_equal(schema_word_at(words, cases[i].number), str_from(cases[i].word)));
    }
    assert_int_equal(schema_word("a|bc|d", STR("BC")), 2);
    assert_int_equal(schema_word("a|bc|d", STR("b")), 0);
    assert_int_equal(schema_word("a|bc|d", STR("bc|d")), 0);
    assert_int_equal(schema_word("a|bc|d", STR("")), 0);
    assert_int_equal(schema_word("", STR("a")), 0);
    assert_int_equal(schema_word_at("a|bc|d", 0).n, 0);
    assert_int_equal(schema_word_at("a|bc|d", 4).n, 0);
    assert_int_equal(schema_word_at("a|bc|d", -1).n, 0);
}

static void kinds_have_names(void **state)
{
    static const struct {
        const char *name, *plural;
    } cases[KIND_COUNT] = {
        {"contact", "contacts"}, {"interview", "interviews"}, {"opportunity", "opportunities"},
        {"skill", "skills"},     {"target", "targets"},       {"plan", ""},
        {"settings", ""}};

    (void)state;
    for (int kind = 0; kind < (int)KIND_COUNT; kind++) {
        assert_string_equal(kind_name((enum kind)kind), cases[kind].name);
        assert_string_equal(kind_plural((enum kind)kind), cases[kind].plural);
    }
}

/* --- that it does not contradict itself --- */

static bool is_snake(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!(name.p[i] >= 'a' && name.p[i] <= 'z') && (name.p[i] != '_' || i == 0 || i + 1 == name.n))
            return false;
    return name.n > 0 && name.n <= 40;
}

/* Of a line of the settings: "group.name", either part. */
static bool is_field_name(const struct field *field)
{
    struct str name = str_from(field->name);
    size_t dot = str_index(name, '.', 0);

    if (field->kind != KIND_SETTINGS || dot == name.n)
        return is_snake(name);
    return is_snake(str_slice(name, 0, dot)) && is_snake(str_skip(name, dot + 1));
}

/* How many names and synonyms of the kind are `name`. */
static unsigned uses_of(enum kind kind, struct str name)
{
    size_t count;
    const struct field *fields = schema_fields(&count);
    unsigned uses = 0;

    for (size_t i = 0; i < count; i++) {
        if (fields[i].kind != kind)
            continue;
        uses += str_equal(str_from(fields[i].name), name);
        uses += fields[i].synonyms && schema_word(fields[i].synonyms, name);
    }
    return uses;
}

static void check_words(const struct field *field, const char *words, bool are_names)
{
    struct str word;
    int number = 1;

    for (; (word = schema_word_at(words, number)).n; number++) {
        assert_int_equal(schema_word(words, word), number);
        if (are_names) {
            assert_true(is_snake(word));
            assert_int_equal(uses_of(field->kind, word), 1);
            assert_ptr_equal(schema_find(field->kind, word), field);
        }
    }
    assert_int_equal(schema_word_at(words, number + 1).n, 0);
    assert_true(number > 1 && !strstr(words, "||") && words[strlen(words) - 1] != '|');
}

static void check_row(const struct field *field)
{
    bool is_setting = field->kind == KIND_SETTINGS;
    bool is_link = field->type == TYPE_LINK || field->type == TYPE_LINKS;

    assert_true(is_field_name(field));
    assert_int_equal(uses_of(field->kind, str_from(field->name)), 1);
    assert_ptr_equal(schema_field(field->kind, field->key), field);
    assert_ptr_equal(schema_find(field->kind, str_from(field->name)), field);
    assert_true(field->about && *field->about);
    assert_int_equal(is_setting, field->key >= KEY_RECORDS_END);
    assert_int_equal(is_setting, field->standard != NULL);
    assert_true((int)field->target < (int)KIND_FOLDERS && (is_link || field->target == KIND_CONTACT));
    assert_true(field->type != TYPE_WORD || field->words);
    assert_true(field->type != TYPE_INTEGER || (field->min >= 0 && field->max > field->min));
    if (field->words)
        check_words(field, field->words, false);
    if (field->synonyms)
        check_words(field, field->synonyms, true);
}

static void rows_are_consistent(void **state)
{
    bool used[KEY_COUNT] = {false};
    size_t count;
    const struct field *fields = schema_fields(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        check_row(&fields[i]);
        assert_true(i == 0 || fields[i].kind >= fields[i - 1].kind);
        used[fields[i].key] = true;
    }
    for (int key = KEY_NONE + 1; key < (int)KEY_COUNT; key++)
        if (!used[key])
            fail_msg("key %d is no row's", key);
    assert_false(used[KEY_NONE]);
    assert_true(KEY_COUNT <= UINT8_MAX); /* struct value keeps it in a byte */
    for (int kind = 0; kind < (int)KIND_RECORDS; kind++)
        assert_non_null(schema_field((enum kind)kind, KEY_CONFLICTS));
}

/* --- what people write --- */

static void keys_are_found_as_written(void **state)
{
    static const struct {
        enum kind kind;
        const char *written, *name; /* NULL: unknown */
    } cases[] = {
        {KIND_CONTACT, "keep_in_touch", "keep_in_touch"},
        {KIND_CONTACT, "Keep In Touch", "keep_in_touch"},
        {KIND_CONTACT, "keep-in-touch", "keep_in_touch"},
        {KIND_CONTACT, "KEEP-in_touch ", "keep_in_touch"},
        {KIND_CONTACT, "keepintouch", NULL},
        {KIND_CONTACT, "keep  in touch", NULL},
        {KIND_CONTACT, "Company", "org"},
        {KIND_CONTACT, "Job Title", "role"},
        {KIND_CONTACT, "job-title", "role"},
        {KIND_CONTACT, "Met Through", "referred_by"},
        {KIND_CONTACT, "Cadence", "keep_in_touch"},
        {KIND_CONTACT, "snooze_until", "snooze"},
        {KIND_CONTACT, "first name", "first_name"},
        {KIND_CONTACT, "mobile", "phone"},
        {KIND_CONTACT, "website", "url"},
        {KIND_CONTACT, "City", "location"},
        {KIND_CONTACT, "linkedin_id", "linkedin"},
        {KIND_CONTACT, "date", NULL},
        {KIND_CONTACT, "", NULL},
        {KIND_CONTACT, " ", NULL},
        {KIND_CONTACT, "name|", NULL},
        {KIND_CONTACT, "city|loc", NULL},
        {KIND_CONTACT, "a_key_of_more_than_forty_characters_is_none", NULL},
        {KIND_INTERVIEW, "attendees", "contact"},
        {KIND_INTERVIEW, "With", "contact"},
        {KIND_INTERVIEW, "name", NULL},
        {KIND_OPPORTUNITY, "people", NULL},
        {KIND_SKILL, "Last used", "last_used"},
        {KIND_PLAN, "Résumé", NULL},
        {KIND_SETTINGS, "thank_you.due", "thank_you.due"},
        {KIND_SETTINGS, "Week starts", "week_starts"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct field *field = schema_find(cases[i].kind, str_from(cases[i].written));

        if (cases[i].name)
            assert_name(field, cases[i].name);
        else if (field)
            fail_msg("'%s' is read as %s", cases[i].written, field->name);
    }
}

static void near_misses_are_named(void **state)
{
    static const struct {
        enum kind kind;
        const char *written, *name;
    } cases[] = {
        {KIND_CONTACT, "nam", "name"},
        {KIND_CONTACT, "nmae", "name"},
        {KIND_CONTACT, "Keep In Tuch", "keep_in_touch"},
        {KIND_CONTACT, "keepintouch", "keep_in_touch"},
        {KIND_CONTACT, "emial", "email"},
        {KIND_CONTACT, "refered-by", "referred_by"},
        {KIND_CONTACT, "perspektive", "perspective"},
        {KIND_CONTACT, "or", "org"},
        {KIND_CONTACT, "og", "org"},
        {KIND_CONTACT, "of", NULL},
        {KIND_CONTACT, "colour", NULL},
        {KIND_CONTACT, "birthday", NULL},
        {KIND_CONTACT, "", NULL},
        {KIND_CONTACT, "x", NULL},
        {KIND_CONTACT, "firstname", NULL}, /* a hidden row is not offered */
        {KIND_INTERVIEW, "statsu", "status"},
        {KIND_INTERVIEW, "thanked_vi", "thanked_via"},
        {KIND_INTERVIEW, "thanks", "thanked"},
        {KIND_SETTINGS, "thank_you.dew", "thank_you.due"},
        {KIND_SETTINGS, "horizn", "horizon"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *near = schema_near(cases[i].kind, str_from(cases[i].written));

        if (!near || !cases[i].name ? near != cases[i].name : strcmp(near, cases[i].name) != 0)
            fail_msg("'%s' is near %s", cases[i].written, near ? near : "nothing");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_those_of_the_format),
        cmocka_unit_test(types_are_those_of_the_format),
        cmocka_unit_test(vocabularies_are_numbered),
        cmocka_unit_test(kinds_have_names),
        cmocka_unit_test(rows_are_consistent),
        cmocka_unit_test(keys_are_found_as_written),
        cmocka_unit_test(near_misses_are_named),
    };

    return unit_run(tests);
}
