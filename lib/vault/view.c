#include "vault/view.h"

#include <stdlib.h>

#include "vault/interview.h"

/* The number of a readable contact, or -1. */
static int64_t number_of(const struct view *view, const struct record *contact)
{
    const struct records *contacts = &view->vault->records[KIND_CONTACT];

    if (!contact || contact->kind != KIND_CONTACT || contact->is_unreadable)
        return -1;
    return contact - contacts->at;
}

static int compare_owed(const void *left, const void *right)
{
    const struct due_item *a = *(const struct due_item *const *)left,
                          *b = *(const struct due_item *const *)right;
    int order = str_compare(a->path, b->path);

    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static bool is_promise(const struct due_item *item)
{
    return item->kind == DUE_PROMISE || item->kind == DUE_WAITING;
}

static void index_due(struct view *view)
{
    view->owed = arena_new_array(view->arena, const struct due_item *, (size_t)view->due.n + 1);
    view->next_touch =
        arena_new_array(view->arena, int32_t, (size_t)view->vault->records[KIND_CONTACT].n + 1);
    for (uint32_t i = 0; i < view->due.n; i++) {
        const struct due_item *item = view->due.at[i];

        if (is_promise(item))
            view->owed[view->owed_count++] = item;
        if (item->kind == DUE_TOUCH)
            view->next_touch[number_of(view, item->contact)] = item->due;
    }
    if (view->owed_count)
        qsort(view->owed, view->owed_count, sizeof(const struct due_item *), compare_owed);
}

/* Whether an earlier link of the list leads to the same record. */
static bool is_repeated(const struct value *value, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++)
        if (value->links.at[i].to == value->links.at[index].to)
            return true;
    return false;
}

/* Gives each referral, as the numbers of referrer and referred, to `referred_from` (counting) or to `referred`. */
static void each_referral(struct view *view, uint32_t *at)
{
    const struct records *contacts = &view->vault->records[KIND_CONTACT];

    for (uint32_t i = 0; i < contacts->n; i++) {
        const struct value *value = record_find(&contacts->at[i], KEY_REFERRED_BY);

        for (uint32_t k = 0; value && k < value->links.n; k++) {
            int64_t number = number_of(view, value->links.at[k].to);

            if (number < 0 || is_repeated(value, k))
                continue;
            if (view->referred)
                view->referred[at[number]] = &contacts->at[i];
            at[number]++;
        }
    }
}

static void index_referrals(struct view *view)
{
    uint32_t count = view->vault->records[KIND_CONTACT].n, total = 0;
    uint32_t *at = arena_new_array(view->arena, uint32_t, (size_t)count + 1);

    view->referred_from = arena_new_array(view->arena, uint32_t, (size_t)count + 1);
    each_referral(view, at);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t own = at[i];

        view->referred_from[i] = at[i] = total;
        total += own;
    }
    view->referred_from[count] = total;
    view->referred = arena_new_array(view->arena, const struct record *, (size_t)total + 1);
    each_referral(view, at);
}

const struct facts *view_facts(const struct view *view, const struct record *contact)
{
    static const struct facts none;
    int64_t number = number_of(view, contact);

    return number < 0 ? &none : &view->due.facts[number];
}

struct view_files view_files_of(const struct vault *vault, const struct record *record, struct arena *arena)
{
    const struct records *opportunities = &vault->records[KIND_OPPORTUNITY];
    struct view_files files = {0};

    *vec_add(&files, arena) = record->path;
    for (uint32_t i = 0; i < record->interview_count; i++)
        *vec_add(&files, arena) = record->interviews[i]->path;
    for (uint32_t i = 0; record->kind == KIND_CONTACT && i < opportunities->n; i++) {
        const struct value *contact = record_find(&opportunities->at[i], KEY_CONTACT);

        if (contact && contact->links.at[0].to == record)
            *vec_add(&files, arena) = opportunities->at[i].path;
    }
    return files;
}

void view_init(struct view *view, const struct vault *vault, int32_t today, struct arena *arena)
{
    struct due_frame frame = {.today = today, .until = INT32_MAX};

    *view = (struct view){.vault = vault, .today = today, .arena = arena};
    view->due = due_list(vault, &frame, arena);
    index_due(view);
    index_referrals(view);
}

int32_t view_next_touch(const struct view *view, const struct record *contact)
{
    int64_t number = number_of(view, contact);

    return number < 0 ? 0 : view->next_touch[number];
}

struct record_list view_referred(const struct view *view, const struct record *contact)
{
    int64_t number = number_of(view, contact);

    if (number < 0)
        return (struct record_list){0};
    return (struct record_list){view->referred + view->referred_from[number],
                                view->referred_from[number + 1] - view->referred_from[number]};
}

const struct due_item *view_promise(const struct view *view, const struct record *record,
                                    const struct md_task *task)
{
    struct due_item wanted = {.path = record->path, .line = task->line};
    const struct due_item *key = &wanted;
    const struct due_item *const *found = NULL;

    if (view->owed_count && task->state == MD_TASK_OPEN)
        found = bsearch(&key, view->owed, view->owed_count, sizeof(const struct due_item *), compare_owed);
    return found ? *found : NULL;
}

struct participant view_promise_person(const struct view *view, const struct record *record,
                                       const struct md_task *task)
{
    const struct participant *person;

    if (record->kind == KIND_CONTACT)
        return (struct participant){record, record->name, record->id};
    person = interview_promise_partner(view->vault, record, task);
    return person ? *person : (struct participant){0};
}

static bool has_record(const struct record_list *list, const struct record *record)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->at[i] == record)
            return true;
    return false;
}

struct record_list view_chain(const struct view *view, const struct record *contact)
{
    struct {
        VEC(const struct record *);
    } met = {0};
    struct record_list chain = {0};
    const struct record *next = contact_referrer(contact);

    while (next && next != contact && !has_record(&chain, next)) {
        *vec_add(&met, view->arena) = next;
        chain = (struct record_list){.at = met.at, .n = met.n};
        next = contact_referrer(next);
    }
    return chain;
}
