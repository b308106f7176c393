#include "site/people_who.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/utf8.h"
#include "site/part.h"

const struct share_kind share_kinds[SHARE_COUNT] = {
    [SHARE_ORG] = {"org", "Organisation"},
    [SHARE_ROLE] = {"role", "Role"},
    [SHARE_INDUSTRY] = {"industry", "Industry"},
    [SHARE_TARGET] = {"target", "Target"},
    [SHARE_TAG] = {"tag", "Tag"},
};

/* ---- texts */

struct str people_text(const struct page *page, const struct record *record, struct str text)
{
    struct buf clean = {0};
    struct str said = part_said(page, record, text);

    utf8_clean(&clean, said);
    if (str_equal(buf_str(&clean), said)) {
        buf_free(&clean);
        return said;
    }
    return data_kept(page->arena, &clean);
}

static void share(const struct page *page, struct person *person, enum person_share kind, struct str text)
{
    text = people_text(page, person->contact, text);
    for (uint32_t i = 0; i < person->shared[kind].n; i++)
        if (str_equal(person->shared[kind].at[i], text))
            return;
    if (text.n)
        *vec_add(&person->shared[kind], page->arena) = text;
}

/* Targets that are nobody's page are words; part_links knows what may be said of those that are private. */
static void share_targets(const struct page *page, struct person *person)
{
    const struct value *links = record_find(person->contact, KEY_TARGET);
    struct object object = {.arena = page->arena};
    struct tmpl_value all;

    if (!links)
        return;
    part_links(page, &object, "has_targets", links);
    all = data_object(&object);
    all = *data_get(&all, "targets");
    for (uint32_t i = 0; i < all.count; i++)
        share(page, person, SHARE_TARGET, data_get(&all.items[i], "name")->text);
}

static void share_all(const struct page *page, struct person *person)
{
    const struct value *tags = record_find(person->contact, KEY_TAGS);

    share(page, person, SHARE_ORG, record_text(person->contact, KEY_ORG));
    share(page, person, SHARE_ROLE, record_text(person->contact, KEY_ROLE));
    share(page, person, SHARE_INDUSTRY, record_text(person->contact, KEY_INDUSTRY));
    share_targets(page, person);
    for (uint32_t i = 0; tags && i < tags->texts.n; i++)
        share(page, person, SHARE_TAG, tags->texts.at[i]);
}

/* ---- how somebody stands */

static bool is_never_thanked(const struct record *contact, int32_t today)
{
    bool is_met = false;

    for (uint32_t i = 0; i < contact->interview_count; i++) {
        const struct record *interview = contact->interviews[i];

        if (interview_stand(interview, today) != STAND_HELD || !record_is_on_pages(interview))
            continue;
        for (uint32_t k = 0; k < interview->participant_count; k++)
            if (interview->participants[k].to == contact &&
                interview_thanked(interview, &interview->participants[k]).how != SETTLED_NOT)
                return false;
        is_met = true;
    }
    return is_met;
}

static void find_next(const struct page *page, struct person *person)
{
    struct site_due due = site_due_of(page->site, person->contact);
    const struct due_item *next = NULL;

    for (uint32_t i = 0; i < due.n; i++) {
        const struct due_item *item = due.at[i];

        if (item->due && (!next || item->due < next->due))
            next = item;
        if (item->kind == DUE_TOUCH && item->contact == person->contact && item->due <= page->view.today)
            person->flags |= PERSON_COLD;
    }
    if (!due.n && contact_is_active(person->contact) && !contact_is_asleep(person->contact, page->view.today))
        person->flags |= PERSON_NO_NEXT;
    if (!next)
        return;
    person->next = next->due;
    person->verb = next->kind;
    person->flags |= next->state == STATE_OVERDUE ? PERSON_OVERDUE : 0;
}

struct person person_of(const struct page *page, const struct record *contact)
{
    uint32_t number = site_number(page->site, contact);
    struct person person = {
        .contact = contact,
        .name = people_text(page, contact, contact->name),
        .stage = page->site->stages[number],
        .last = view_facts(&page->view, contact)->last_touch,
    };

    share_all(page, &person);
    find_next(page, &person);
    if (is_never_thanked(contact, page->view.today))
        person.flags |= PERSON_NEVER_THANKED;
    return person;
}

/* ---- words that are shared */

static int by_plain(const void *left, const void *right)
{
    const struct shared_word *a = *(struct shared_word *const *)left,
                             *b = *(struct shared_word *const *)right;
    int order = str_compare(a->plain, b->plain);

    return order ? order : str_compare(a->text, b->text);
}

static void count_word(struct shared_words *words, struct arena *arena, struct str text)
{
    struct shared_word *word = map_find(&words->by_text, text);

    if (!word) {
        word = arena_new(arena, struct shared_word);
        *word = (struct shared_word){.text = text, .plain = utf8_plain(arena, text)};
        map_set(&words->by_text, arena, text, word);
        *vec_add(words, arena) = word;
    }
    word->count++;
}

struct shared_words shared_words_of(const struct page *page, const struct person *people, uint32_t count,
                                    enum person_share share)
{
    struct shared_words words = {0};

    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < people[i].shared[share].n; k++)
            count_word(&words, page->arena, people[i].shared[share].at[k]);
    if (words.n)
        qsort(words.at, words.n, sizeof *words.at, by_plain);
    for (uint32_t i = 0; i < words.n; i++)
        words.at[i]->number = i + 1;
    return words;
}

uint32_t shared_number(const struct shared_words *words, struct str text)
{
    const struct shared_word *word = map_find(&words->by_text, text);

    must(word);
    return word->number;
}
