#include "base/utf8.h"
#include "vault/check_part.h"
#include "vault/facts.h"
#include "vault/job_ask.h"

/* ---- the same person twice */

/* Whether something says that two people of one name, who share no address, are two: addresses, or another firm. */
static bool are_told_apart(const struct record *a, const struct record *b)
{
    struct str org = record_text(a, KEY_ORG), other = record_text(b, KEY_ORG);

    if (record_find(a, KEY_EMAIL) && record_find(b, KEY_EMAIL))
        return true;
    return org.n && other.n && !str_equal_nocase(org, other);
}

static void report_twice(struct check_job *job, const struct record *first, const struct record *contact,
                         enum key key)
{
    diag_hint(&job->found,
              diag_add(&job->found, RULE_DUPLICATE_PERSON, contact->path,
                       (struct place){record_line(contact, key, 1), 0}, "the same %s as in '%.*s'",
                       key == KEY_NAME ? "name" : "mail address", STR_ARGS(first->path)),
              "one person: put the two files into one; two people: tell them apart by org or email");
}

/* Enters a contact under a key; gives the one that stands there, itself or an earlier one. */
static const struct record *enter(struct check_job *job, struct map *seen, struct str key,
                                  struct record *contact)
{
    struct record *there = map_find(seen, key);

    if (!there)
        map_set(seen, job->arena, key, contact);
    return there ? there : contact;
}

/* Enters the contact's name and addresses; what another one has entered already is a finding, once a contact. */
static void check_twice(struct check_job *job, struct map *seen, struct record *contact)
{
    const struct value *email = record_find(contact, KEY_EMAIL);
    const struct record *first = NULL;

    for (uint32_t i = 0; email && i < email->texts.n; i++) {
        const struct record *there = enter(job, seen, utf8_fold(job->arena, email->texts.at[i]), contact);

        if (there != contact && !first)
            first = there;
    }
    if (first) {
        report_twice(job, first, contact, KEY_EMAIL);
        return;
    }
    first = enter(job, seen, utf8_plain(job->arena, contact->name), contact);
    if (first != contact && !are_told_apart(first, contact))
        report_twice(job, first, contact, KEY_NAME);
}

/* ---- referrals in a circle */

static void report_circle(struct check_job *job, const struct record *start)
{
    enum { MOST = 6 };
    const struct record *contact = start;
    struct buf names = {0};

    for (unsigned i = 0; i < MOST && (i == 0 || contact != start); i++) {
        buf_printf(&names, "%.*s, from ", STR_ARGS(contact->name));
        contact = contact_referrer(contact);
    }
    buf_put(&names, contact == start ? start->name : STR("…"));
    diag_hint(&job->found,
              diag_add(&job->found, RULE_REFERRAL_CYCLE, start->path,
                       (struct place){record_line(start, KEY_REFERRED_BY, 1), 0},
                       "the referrals run in a circle: %.*s", STR_ARGS(buf_str(&names))),
              "somebody in it was found otherwise: take their 'referred_by' out");
    buf_free(&names);
}

/* Follows each contact's first referrer; each circle is said once, of its first contact by path. */
static void check_circles(struct check_job *job)
{
    const struct records *contacts = &job->vault->records[KIND_CONTACT];
    uint32_t *walk_of = arena_new_array(&job->scratch, uint32_t, contacts->n);

    for (uint32_t i = 0; i < contacts->n; i++) {
        const struct record *contact = &contacts->at[i], *first;

        while (contact && !contact->is_unreadable && !walk_of[contact - contacts->at]) {
            walk_of[contact - contacts->at] = i + 1;
            contact = contact_referrer(contact);
        }
        if (!contact || contact->is_unreadable || walk_of[contact - contacts->at] != i + 1)
            continue;
        first = contact;
        for (const struct record *next = contact_referrer(contact); next != contact;
             next = contact_referrer(next))
            first = next < first ? next : first;
        report_circle(job, first);
    }
    arena_reset(&job->scratch);
}

/* ---- one contact */

static void check_log(struct check_job *job, const struct record *contact)
{
    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *log = &contact->md.log.at[i];
        struct place place = {log->line, 0};

        if (log->when.day > job->options->today)
            diag_hint(&job->found,
                      diag_add(&job->found, RULE_FUTURE_LOG, contact->path, place,
                               "this day has not come yet: the line counts for nothing"),
                      "write the day on which it was, or make it a promise: '- [ ] … due:DATE'");
        if (log->direction == MD_DIRECTION_OUT && job_ask_is_in(log->text))
            report_job_ask(job, contact->path, place);
    }
}

static void check_why(struct check_job *job, const struct record *contact)
{
    if (job_ask_is_in(record_text(contact, KEY_WHY)))
        report_job_ask(job, contact->path, (struct place){record_line(contact, KEY_WHY, 1), 0});
}

void check_people(struct check_job *job)
{
    const struct records *contacts = &job->vault->records[KIND_CONTACT];
    struct map seen = {0};

    check_circles(job);
    map_reserve(&seen, job->arena, (size_t)contacts->n * 2);
    for (uint32_t i = 0; i < contacts->n; i++) {
        check_twice(job, &seen, &contacts->at[i]);
        check_log(job, &contacts->at[i]);
        check_why(job, &contacts->at[i]);
        arena_reset(&job->scratch);
    }
}
