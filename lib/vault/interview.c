#include "vault/interview.h"

#include "base/utf8.h"
#include "vault/link.h"

int32_t interview_day(const struct record *interview)
{
    return record_day(interview, KEY_DATE);
}

enum interview_stand interview_stand(const struct record *interview, int32_t today)
{
    int32_t day = interview_day(interview);

    switch (record_number(interview, KEY_STATUS)) {
    case INTERVIEW_CANCELLED:
    case INTERVIEW_NO_SHOW: return day ? STAND_OFF : STAND_UNDATED;
    case INTERVIEW_DONE:
        if (!day)
            return STAND_UNDATED;
        return day <= today ? STAND_HELD : STAND_TOO_EARLY;
    default:
        if (!day)
            return STAND_UNDATED;
        return day >= today ? STAND_AHEAD : STAND_UNCONFIRMED;
    }
}

bool interview_is_earlier(const struct record *a, const struct record *b)
{
    int32_t day_a = interview_day(a), day_b = interview_day(b);

    return day_a != day_b ? day_a < day_b : str_compare(a->id, b->id) < 0;
}

/* Whether a key of the map names the participant; nobody of the vault is the same by what stands there. */
static bool is_entry_of(const struct thanked_entry *entry, const struct participant *person)
{
    if (person->to || entry->who.to)
        return entry->who.to == person->to;
    return str_equal(link_text(&entry->who), person->name) || str_equal(entry->who.target, person->target);
}

struct settled interview_thanked(const struct record *interview, const struct participant *person)
{
    const struct value *value = record_find(interview, KEY_THANKED);

    if (!value)
        return (struct settled){0};
    for (uint32_t i = 0; i < value->thanked->n; i++) {
        const struct thanked_entry *entry = &value->thanked->at[i];

        if (entry->settled.how != SETTLED_NOT && is_entry_of(entry, person))
            return entry->settled;
    }
    return value->thanked->all;
}

const struct participant *interview_partner(const struct record *interview)
{
    for (uint32_t i = 0; i < interview->participant_count; i++)
        if (interview->participants[i].to)
            return &interview->participants[i];
    return interview->participant_count ? &interview->participants[0] : NULL;
}

const struct participant *interview_promise_partner(const struct vault *vault, const struct record *interview,
                                                    const struct md_task *task)
{
    for (uint32_t i = 0; i < task->links.n; i++) {
        const struct record *to;

        link_resolve_md(vault, KIND_CONTACT, &task->links.at[i], interview->path, &to);
        for (uint32_t k = 0; to && k < interview->participant_count; k++)
            if (interview->participants[k].to == to)
                return &interview->participants[k];
    }
    return interview_partner(interview);
}

bool interview_courtesy_is_open(const struct record *interview, enum key key)
{
    return !record_find(interview, key);
}

static bool is_grounded(struct str question, const struct str *orgs, uint32_t count)
{
    static const char *const signs[] = {"i noticed", "you were", "(research)"};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (str_find(question, str_from(signs[i]), 0) < question.n)
            return true;
    for (uint32_t i = 0; i < count; i++)
        if (utf8_find_words(question, orgs[i], 0) < question.n)
            return true;
    return false;
}

/* The organisations that a question may name, folded. */
struct orgs {
    struct arena arena;
    struct {
        VEC(struct str);
    } names;
};

static void add_org(struct orgs *orgs, const struct record *record)
{
    if (record)
        *vec_add(&orgs->names, &orgs->arena) = utf8_fold(&orgs->arena, record_text(record, KEY_ORG));
}

static struct orgs orgs_of(const struct record *interview)
{
    struct orgs orgs = {0};

    add_org(&orgs, interview);
    for (uint32_t i = 0; interview && i < interview->participant_count; i++)
        add_org(&orgs, interview->participants[i].to);
    return orgs;
}

static bool grounds(struct orgs *orgs, struct str question)
{
    return is_grounded(utf8_fold(&orgs->arena, question), orgs->names.at, orgs->names.n);
}

uint32_t interview_grounded(const struct record *interview, bool *which)
{
    struct orgs orgs = orgs_of(interview);
    uint32_t grounded = 0;

    for (uint32_t i = 0; i < interview->md.questions.n; i++) {
        bool is_so = grounds(&orgs, interview->md.questions.at[i].text);

        grounded += is_so;
        if (which)
            which[i] = is_so;
    }
    arena_free(&orgs.arena);
    return grounded;
}

bool interview_grounds(const struct record *interview, const struct record *contact, struct str question)
{
    struct orgs orgs = orgs_of(interview);
    bool is_so;

    add_org(&orgs, contact);
    is_so = grounds(&orgs, question);
    arena_free(&orgs.arena);
    return is_so;
}

bool interview_referral_is_new(const struct vault *vault, const struct record *interview,
                               const struct md_referral *referral)
{
    struct link name = {.target = referral->name, .form = LINK_PLAIN};
    const struct record *to;

    if (referral->link.target.n &&
        link_resolve_md(vault, KIND_CONTACT, &referral->link, interview->path, &to) == LINK_RESOLVED)
        return false;
    return link_resolve(vault, KIND_CONTACT, &name, interview->path, &to) == LINK_DEAD;
}
