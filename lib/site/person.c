#include <stdlib.h>

#include "insight/brief.h"
#include "insight/history.h"
#include "site/part.h"

/*
 * What a long history may weigh (site.md, "Budgets"), the templates' own included: the newest of the timeline, then the newest
 * answers in the room that is left. What is left out is counted, and stands on the pages of the meetings.
 */
enum { TIMELINE_MOST = 40, ROOM = 13000, ROOM_LEAST = 3000, ENTRY_WEIGHT = 100, ANSWER_WEIGHT = 150 };

/* ---- facts */

static void add_fact(struct list *facts, const struct page *page, const char *name, struct str text)
{
    struct object fact = {.arena = page->arena};

    if (!text.n)
        return;
    data_word(&fact, "name", name);
    data_text(&fact, "text", text);
    data_nothing(&fact, "url");
    *vec_add(facts, page->arena) = data_object(&fact);
}

/* The texts of a field, each with the address that it is; those that are none are text. */
static void add_addresses(struct list *facts, const struct page *page, const char *name,
                          const struct value *value, const char *scheme)
{
    for (uint32_t i = 0; value && i < value->texts.n; i++) {
        struct object fact = {.arena = page->arena};
        struct str text = part_said(page, page->record, value->texts.at[i]);
        struct buf url = {0};

        if (*scheme && value_is_email(text)) {
            size_t at = str_index(text, '@', 0);

            buf_puts(&url, scheme);
            data_put_encoded(&url, str_slice(text, 0, at));
            buf_putc(&url, '@');
            data_put_encoded(&url, str_skip(text, at + 1));
        }
        data_word(&fact, "name", i ? NULL : name);
        data_text(&fact, "text", text);
        data_url(&fact, "url", data_kept(page->arena, &url));
        *vec_add(facts, page->arena) = data_object(&fact);
    }
}

static struct str period_text(const struct page *page, const struct record *contact)
{
    const struct value *value = record_find(contact, KEY_KEEP_IN_TOUCH);
    struct buf text = {0};

    if (value)
        period_write(&text, value->period);
    return data_kept(page->arena, &text);
}

static void add_facts(const struct page *page, struct object *data, const struct record *contact)
{
    int32_t perspective = record_number(contact, KEY_PERSPECTIVE);
    struct list facts = {0};

    add_fact(&facts, page, "why", part_said(page, contact, record_text(contact, KEY_WHY)));
    add_fact(&facts, page, "location", part_said(page, contact, record_text(contact, KEY_LOCATION)));
    add_fact(&facts, page, "industry", part_said(page, contact, record_text(contact, KEY_INDUSTRY)));
    add_addresses(&facts, page, "email", record_find(contact, KEY_EMAIL), "mailto:");
    add_addresses(&facts, page, "phone", record_find(contact, KEY_PHONE), "");
    add_fact(&facts, page, "found through", part_said(page, contact, record_text(contact, KEY_SOURCE)));
    add_fact(&facts, page, "perspective",
             schema_word_at(schema_field(KIND_CONTACT, KEY_PERSPECTIVE)->words, perspective));
    add_fact(&facts, page, "keep in touch", period_text(page, contact));
    data_add_list(data, "facts", &facts);
    part_links(page, data, "has_targets", record_find(contact, KEY_TARGET));
}

static void add_texts(const struct page *page, struct object *data, const char *has_name,
                      const struct value *value)
{
    struct list list = {0};

    for (uint32_t i = 0; value && i < value->texts.n; i++)
        *vec_add(&list, page->arena) = data_text_value(part_said(page, page->record, value->texts.at[i]));
    data_add_both(data, has_name, &list);
}

/* ---- what is due, and what happened */

static void add_next(const struct page *page, struct object *data, const struct record *contact)
{
    struct site_due due = site_due_of(page->site, contact);
    struct list list = {0};

    for (uint32_t i = 0; i < due.n; i++)
        if (due.at[i]->kind != DUE_PROMISE && due.at[i]->kind != DUE_WAITING)
            *vec_add(&list, page->arena) = part_item(page, due.at[i]);
    data_add_list(data, "next", &list);
}

static struct tmpl_value entry_value(const struct page *page, const struct history_entry *entry,
                                     uint32_t number)
{
    const struct record *from = entry->interview ? entry->interview : page->record;
    struct object object = {.arena = page->arena};

    data_number(&object, "number", number);
    data_stamp(&object, "date", entry->when, page->view.today);
    data_text(&object, "kind", entry->kind);
    data_text(&object, "text", part_said(page, from, entry->text));
    data_url(&object, "url", part_record_url(page, entry->interview));
    return data_object(&object);
}

static bool is_shown(const struct history_entry *entry)
{
    return !entry->is_private && (!entry->interview || record_is_on_pages(entry->interview));
}

/* The newest meeting of a history as a line; nothing where there is none. */
static struct tmpl_value meeting_value(const struct page *page, const struct history *history)
{
    for (uint32_t i = 0; i < history->n; i++)
        if (history->at[i].interview && is_shown(&history->at[i]))
            return part_meeting(page, history->at[i].interview, page->record);
    return (struct tmpl_value){0};
}

/* The numbers are those of the anchors: the oldest has 1, so that a link holds when something is added. Returns the weight. */
static size_t add_timeline(const struct page *page, struct object *data)
{
    struct history history = history_of(&page->view, page->record);
    struct list list = {0};
    uint32_t number = 0;
    size_t weight = 0;
    bool is_told = false;

    for (uint32_t i = 0; i < history.n; i++)
        number += is_shown(&history.at[i]);
    for (uint32_t i = 0; i < history.n && list.n < TIMELINE_MOST; i++) {
        if (!is_shown(&history.at[i]))
            continue;
        *vec_add(&list, page->arena) = entry_value(page, &history.at[i], number--);
        is_told |= history.at[i].interview != NULL;
        weight += data_size(&list.at[list.n - 1]) + ENTRY_WEIGHT;
    }
    data_add_list(data, "timeline", &list);
    if (number)
        data_number(data, "earlier", number);
    else
        data_nothing(data, "earlier");
    if (is_told)
        data_nothing(data, "last_meeting");
    else
        data_add(data, "last_meeting", meeting_value(page, &history));
    part_command(page, data, "show_command", "infoview show", page->record->id);
    return weight;
}

static void add_promises(const struct page *page, struct object *data, const struct record *contact)
{
    struct participant person = {contact, contact->name, contact->id};
    struct rows rows = brief_promises(&page->view, &person, NULL);
    struct list mine = {0}, theirs = {0};

    for (uint32_t i = 0; i < rows.n; i++) {
        const struct row *row = &rows.at[i];

        if (!row->task->is_private && record_is_on_pages(row->record))
            *vec_add(row->task->theirs ? &theirs : &mine, page->arena) = part_promise(page, row);
    }
    data_yes(data, "has_promises", mine.n || theirs.n);
    data_add_list(data, "mine", &mine);
    data_add_list(data, "theirs", &theirs);
}

/* ---- others */

static void add_referrals(const struct page *page, struct object *data, const struct record *contact)
{
    struct record_list chain = view_chain(&page->view, contact);
    struct record_list referred = view_referred(&page->view, contact);
    const struct record *top = chain.n ? chain.at[chain.n - 1] : contact;
    const struct value *above = record_find(top, KEY_REFERRED_BY);
    struct list up = {0}, down = {0};

    if (above && !above->links.at[0].to) /* who is nobody of the vault */
        *vec_add(&up, page->arena) =
            part_person_value(page, NULL, part_said(page, top, link_text(&above->links.at[0])));
    for (uint32_t i = chain.n; i > 0; i--)
        *vec_add(&up, page->arena) = part_person_value(page, chain.at[i - 1], chain.at[i - 1]->name);
    for (uint32_t i = 0; i < referred.n; i++)
        if (site_has_page(page->site, referred.at[i]))
            *vec_add(&down, page->arena) = part_person_value(page, referred.at[i], referred.at[i]->name);
    data_yes(data, "has_referrals", up.n || down.n);
    data_yes(data, "is_introduced", up.n > 0);
    data_add_list(data, "introduced_by", &up);
    data_add_list(data, "introduced", &down);
}

/* The newest first, as many as there is room for. */
static void add_answers(const struct page *page, struct object *data, size_t room)
{
    const struct record *contact = page->record;
    struct list all = {0}, list = {0};

    for (uint32_t i = contact->interview_count; i > 0; i--)
        if (record_is_on_pages(contact->interviews[i - 1]) && !contact->interviews[i - 1]->is_unreadable)
            part_answers(page, contact->interviews[i - 1], UINT32_MAX, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        size_t weight = data_size(&all.at[i]) + ANSWER_WEIGHT;

        if (weight > room)
            break;
        room -= weight;
        *vec_add(&list, page->arena) = all.at[i];
    }
    data_yes(data, "has_answers", all.n > 0);
    data_add(data, "answers", data_list(&list));
    if (all.n > list.n)
        data_number(data, "more_answers", all.n - list.n);
    else
        data_nothing(data, "more_answers");
}

/* What git knows of the person's files. */
static void add_commits(const struct page *page, struct object *data, const struct record *contact)
{
    enum { SHORT = 7 };
    const struct view_commits *commits =
        page->site->commits ? &page->site->commits[site_number(page->site, contact)] : NULL;
    struct list list = {0};

    for (uint32_t i = 0; commits && i < commits->n; i++) {
        const struct view_commit *commit = &commits->at[i];
        struct object object = {.arena = page->arena};
        struct stamp when = {0};

        if (!date_iso_parse(commit->date, &when))
            when = (struct stamp){0};
        data_stamp(&object, "date", when, page->view.today);
        data_text(&object, "subject", commit->subject);
        data_text(&object, "hash", str_slice(commit->hash, 0, SHORT));
        *vec_add(&list, page->arena) = data_object(&object);
    }
    data_add_list(data, "commits", &list);
}

void person_make(struct page *page, struct object *data)
{
    const struct record *contact = page->record;
    enum stage stage = page->site->stages[site_number(page->site, contact)];
    struct object own = {.arena = page->arena};
    struct part_body body = part_body(page, contact);
    size_t weight;

    data_text(data, "title", contact->name);
    data_text(data, "name", contact->name);
    add_texts(page, data, "has_aliases", record_find(contact, KEY_ALIASES));
    data_text(data, "role", part_said(page, contact, record_text(contact, KEY_ROLE)));
    data_text(data, "org", part_said(page, contact, record_text(contact, KEY_ORG)));
    data_word(&own, "name", stage_name(stage));
    data_word(&own, "about", stage_about(stage));
    data_add(data, "stage", data_object(&own));
    add_next(page, data, contact);
    add_facts(page, data, contact);
    add_texts(page, data, "has_tags", record_find(contact, KEY_TAGS));
    weight = add_timeline(page, data);
    add_promises(page, data, contact);
    add_referrals(page, data, contact);
    add_answers(page, data, weight + ROOM_LEAST < ROOM ? ROOM - weight : ROOM_LEAST);
    part_add_notes(data, &body);
    data_text(data, "path", contact->path);
    add_commits(page, data, contact);
    part_command(page, data, "log_command", "infoview log", contact->id);
}
