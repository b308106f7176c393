#include "site/part.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "vault/column.h"
#include "vault/link.h"

#define SOMEBODY "somebody"

/* ---- addresses */

struct str part_url(const struct page *page, const char *folder, struct str file)
{
    const struct str parts[] = {str_from(*page->kind->folder ? "../" : ""), str_from(folder),
                                str_from(*folder ? "/" : ""), file};

    return str_join(page->arena, parts, sizeof parts / sizeof parts[0]);
}

struct str part_record_url(const struct page *page, const struct record *record)
{
    const struct site *site = page->site;

    if (!record || !site_has_page(site, record))
        return (struct str){0};
    return part_url(page, record->kind == KIND_CONTACT ? "p" : "i",
                    site->names[record->kind][site_number(site, record)].url);
}

/* ---- people */

struct tmpl_value part_person_value(const struct page *page, const struct record *contact, struct str written)
{
    struct object person = {.arena = page->arena};
    bool is_shown = !contact || record_is_on_pages(contact);

    data_text(&person, "name", is_shown ? written : STR(SOMEBODY));
    data_url(&person, "url", part_record_url(page, contact));
    data_text(&person, "org",
              contact && is_shown && !contact->is_unreadable
                  ? part_said(page, contact, record_text(contact, KEY_ORG))
                  : (struct str){0});
    return data_object(&person);
}

void part_person(const struct page *page, struct object *object, const char *name,
                 const struct record *contact, struct str written)
{
    if (!contact && !written.n)
        data_nothing(object, name);
    else
        data_add(object, name, part_person_value(page, contact, written));
}

void part_add_people(const struct page *page, struct object *object, const char *has_name,
                     const struct record *interview, const struct record *but)
{
    struct list list = {0};

    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct participant *person = &interview->participants[i];

        if (!but || person->to != but)
            *vec_add(&list, page->arena) = part_person_value(page, person->to, person->name);
    }
    data_add_both(object, has_name, &list);
}

/* What a link says that leads nowhere; it may have been meant for somebody whom pages do not tell of. */
static struct str said_of_link(const struct page *page, const struct link *link)
{
    struct buf text = {0};
    struct str whole;

    buf_printf(&text, "[[%.*s]]", STR_ARGS(link->target));
    whole = data_kept(page->arena, &text);
    return str_equal(part_said(page, NULL, whole), whole) ? link_text(link) : STR(SOMEBODY);
}

void part_links(const struct page *page, struct object *object, const char *has_name,
                const struct value *links)
{
    struct list list = {0};

    for (uint32_t i = 0; links && i < links->links.n; i++) {
        const struct link *link = &links->links.at[i];
        bool is_named = link->to && link->to->name.n;

        *vec_add(&list, page->arena) =
            part_person_value(page, link->to, is_named ? link->to->name : said_of_link(page, link));
    }
    data_add_both(object, has_name, &list);
}

/* ---- texts */

/* Whether a link leads to somebody or something that pages do not tell of. */
static bool is_hidden(const struct page *page, const struct record *from, const struct md_link *link)
{
    static const enum kind kinds[] = {KIND_CONTACT, KIND_INTERVIEW};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct record *to = NULL;

        link_resolve_md(page->site->view->vault, kinds[i], link, from ? from->path : (struct str){0}, &to);
        if (to && !record_is_on_pages(to))
            return true;
    }
    return false;
}

/*
 * `text` with "somebody" wherever `words` stand. A label goes even out of the middle of a word, since it may have been
 * written there; what is too short for that, and an id, only as whole words.
 */
static struct str without(const struct page *page, struct str text, struct str words, bool is_label)
{
    enum { LEAST = 3 };
    bool is_anywhere = is_label && words.n >= LEAST;
    struct buf out = {0};
    size_t at = 0;

    if (!words.n || str_find(text, words, 0) == text.n)
        return text;
    for (size_t found; (found = str_find(text, words, at)) < text.n; at = found + words.n) {
        bool is_whole = utf8_is_word_edge(text, found) && utf8_is_word_edge(text, found + words.n);

        buf_put(&out, str_slice(text, at, found));
        buf_put(&out, is_anywhere || is_whole ? STR(SOMEBODY) : words);
    }
    buf_put(&out, str_skip(text, at));
    return data_kept(page->arena, &out);
}

/* Links that stand in the text itself, as in front matter, which is no Markdown. */
static struct str without_bare(const struct page *page, const struct record *record, struct str text)
{
    struct md_link link;
    size_t from = 0;

    while ((from = str_find(text, STR("[["), from)) < text.n) {
        size_t end = str_find(text, STR("]]"), from);
        struct str whole = str_slice(text, from, end + 2);

        if (end < text.n && md_wiki_link_parse(whole, &link) && is_hidden(page, record, &link))
            text = without(page, text, whole, true);
        from++;
    }
    return text;
}

struct str part_said(const struct page *page, const struct record *record, struct str text)
{
    if (!page->site->has_private || !text.n)
        return text;
    text = without_bare(page, record, text); /* first: what follows would leave half of one */
    for (uint32_t i = 0; record && i < record->md.links.n; i++) {
        const struct md_link *link = &record->md.links.at[i];

        if (!is_hidden(page, record, link))
            continue;
        text = without(page, text, link->label, true);
        text = without(page, text, link->target, false);
    }
    return text;
}

struct str part_reminder(const struct page *page, struct str text)
{
    enum { CELLS = 120 };
    struct buf cut = {0};

    if (utf8_width(text) <= CELLS)
        return text;
    buf_put(&cut, utf8_fit(text, CELLS - 1));
    buf_puts(&cut, "\u2026");
    return data_kept(page->arena, &cut);
}

void part_spaced(struct object *object, const char *name, struct str word)
{
    char *copy = arena_chars(object->arena, word.n + 1);

    for (size_t i = 0; i < word.n; i++)
        copy[i] = word.p[i] == '-' ? ' ' : word.p[i];
    data_text(object, name, (struct str){copy, word.n});
}

/* ---- items */

/* A text that is worth saying may come from a promise or line of a private section. */
static bool is_private_text(const struct record *record, struct str text)
{
    for (uint32_t i = 0; record && i < record->md.tasks.n; i++)
        if (record->md.tasks.at[i].is_private && str_equal(record->md.tasks.at[i].text, text))
            return true;
    return false;
}

/* What could be said; not once more what the item says itself. */
static void add_say(const struct page *page, struct object *object, const struct due_item *item,
                    const struct reason *reason)
{
    const struct record *from = item->interview ? item->interview : item->contact;
    struct list list = {0};

    for (uint32_t i = 0; i < reason->say_count; i++)
        if (!is_private_text(from, reason->say[i]) && !str_equal(reason->say[i], item->text))
            *vec_add(&list, page->arena) =
                data_text_value(part_reminder(page, part_said(page, from, reason->say[i])));
    data_add_list(object, "say", &list);
}

static void add_mailto(const struct page *page, struct object *object, const struct record *contact)
{
    const struct value *email = contact && !contact->is_unreadable ? record_find(contact, KEY_EMAIL) : NULL;
    struct buf url = {0};
    size_t at;

    if (email && email->texts.n && value_is_email(email->texts.at[0])) {
        at = str_index(email->texts.at[0], '@', 0);
        buf_puts(&url, "mailto:");
        data_put_encoded(&url, str_slice(email->texts.at[0], 0, at));
        buf_putc(&url, '@');
        data_put_encoded(&url, str_skip(email->texts.at[0], at + 1));
    }
    data_url(object, "mailto", data_kept(page->arena, &url));
}

static void add_reason(const struct page *page, struct object *object, const struct due_item *item)
{
    const struct record *from = item->interview ? item->interview : item->contact;
    struct reason reason = reason_of(page->view.vault, item, page->view.today, page->arena);
    struct buf text = {0};

    for (uint32_t i = 0; i < reason.command_count; i++)
        reason.command[i] = part_said(page, from, reason.command[i]);
    reason_command_write(&text, &reason);
    data_text(object, "why", reason.why);
    add_say(page, object, item, &reason);
    data_text(object, "command", data_kept(page->arena, &text));
}

/* A review's key as people say it: "resume_updated" is "your résumé". */
static const char *review_title(struct str key)
{
    if (str_equal(key, STR("reviewed")))
        return "your plan";
    if (str_equal(key, STR("skills_reviewed")))
        return "your skills";
    return str_equal(key, STR("resume_updated")) ? "your r\u00e9sum\u00e9" : "your profile";
}

static void add_subject(const struct page *page, struct object *object, const struct due_item *item)
{
    const struct record *from = item->interview ? item->interview : item->contact;

    if (item->kind == DUE_REVIEW) {
        data_nothing(object, "person");
        data_word(object, "text", review_title(item->text));
    } else {
        part_person(page, object, "person", item->contact, item->contact_name);
        data_text(object, "text", part_said(page, from, item->text));
    }
    part_person(page, object, "about", item->about, item->about ? item->about->name : (struct str){0});
}

/* Of whom to write to: since when nothing was heard or said, and what it was about. */
static void add_last(const struct page *page, struct object *object, const struct due_item *item)
{
    bool is_writing = item->kind == DUE_SCHEDULE || item->kind == DUE_NUDGE || item->kind == DUE_TOUCH;
    const struct record *contact = is_writing ? item->contact : NULL;
    bool is_known = contact && site_has_page(page->site, contact);
    const struct md_log *words =
        is_known ? contact_last_words(contact, MD_DIRECTION_NONE, page->view.today) : NULL;
    int32_t last = is_known ? view_facts(&page->view, contact)->last_touch : 0;

    data_day(object, "last", last, page->view.today);
    data_number(object, "days_since", last ? page->view.today - last : 0);
    data_yes(object, "is_one_day", last && page->view.today - last == 1);
    data_text(object, "topic",
              words ? part_reminder(page, part_said(page, contact, words->text)) : (struct str){0});
}

struct tmpl_value part_item(const struct page *page, const struct due_item *item)
{
    struct object object = {.arena = page->arena};
    struct buf lateness = {0};

    reason_lateness_write(&lateness, item, page->view.today);
    data_word(&object, "kind", due_kind_name(item->kind));
    data_word(&object, "verb", reason_verb(item->kind));
    data_word(&object, "state", due_state_name(item->state));
    data_yes(&object, "is_overdue", item->state == STATE_OVERDUE);
    data_day(&object, "due", item->due, page->view.today);
    data_text(&object, "lateness", data_kept(page->arena, &lateness));
    add_subject(page, &object, item);
    data_url(&object, "interview", part_record_url(page, item->interview));
    add_reason(page, &object, item);
    add_last(page, &object, item);
    add_mailto(page, &object, item->contact);
    return data_object(&object);
}

struct tmpl_value part_promise(const struct page *page, const struct row *row)
{
    struct object object = {.arena = page->arena};
    const struct md_task *task = row->task;
    struct buf lateness = {0};

    if (row->item)
        reason_lateness_write(&lateness, row->item, page->view.today);
    data_text(&object, "text", part_said(page, row->record, task->text));
    data_yes(&object, "is_theirs", task->theirs);
    data_yes(&object, "is_open", task->state == MD_TASK_OPEN);
    data_yes(&object, "is_dropped", task->state == MD_TASK_DROPPED);
    data_day(&object, "due", row->item ? row->item->due : task->due, page->view.today);
    data_day(&object, "done", task->done, page->view.today);
    data_text(&object, "lateness", data_kept(page->arena, &lateness));
    data_yes(&object, "is_overdue", row->item && row->item->state == STATE_OVERDUE);
    part_person(page, &object, "person", row->person, row->person_name);
    data_url(&object, "interview",
             row->record->kind == KIND_INTERVIEW ? part_record_url(page, row->record) : (struct str){0});
    return data_object(&object);
}

/* ---- meetings */

/* By day, time of day (none comes last), id. */
static int soonest_first(const void *left, const void *right)
{
    const struct record *a = *(const struct record *const *)left, *b = *(const struct record *const *)right;
    struct stamp at_a = record_find(a, KEY_DATE)->stamp, at_b = record_find(b, KEY_DATE)->stamp;
    int minute_a = at_a.has_time ? at_a.minute : INT16_MAX,
        minute_b = at_b.has_time ? at_b.minute : INT16_MAX;

    if (at_a.day != at_b.day)
        return at_a.day < at_b.day ? -1 : 1;
    return minute_a != minute_b ? (minute_a > minute_b) - (minute_a < minute_b) : str_compare(a->id, b->id);
}

struct record_list part_ahead(const struct page *page)
{
    const struct records *all = &page->view.vault->records[KIND_INTERVIEW];
    struct record_list list = {.at = arena_new_array(page->arena, const struct record *, (size_t)all->n + 1)};

    for (uint32_t i = 0; i < all->n; i++)
        if (site_has_page(page->site, &all->at[i]) && prepare_has(page->site, &all->at[i]))
            list.at[list.n++] = &all->at[i];
    if (list.n)
        qsort(list.at, list.n, sizeof(const struct record *), soonest_first);
    return list;
}

static void add_preparation(const struct page *page, struct object *object, const struct record *interview)
{
    const struct settings *settings = &page->view.vault->settings;
    uint32_t count = interview->md.questions.n, number = site_number(page->site, interview);
    uint32_t grounded = page->site->bodies[KIND_INTERVIEW][number].grounded;
    bool is_ahead = prepare_has(page->site, interview);
    struct str file = page->site->names[KIND_INTERVIEW][number].url;

    data_url(object, "prep", is_ahead ? part_url(page, "prep", file) : (struct str){0});
    data_number(object, "question_count", count);
    data_number(object, "least_questions", settings_number(settings, SET_MIN_QUESTIONS));
    data_yes(object, "is_prepared",
             (int32_t)count >= settings_number(settings, SET_MIN_QUESTIONS) && grounded);
    data_yes(object, "has_grounded", grounded > 0);
}

struct tmpl_value part_meeting(const struct page *page, const struct record *interview,
                               const struct record *but)
{
    const struct value *date = record_find(interview, KEY_DATE);
    int32_t minutes = record_number(interview, KEY_MINUTES);
    struct object object = {.arena = page->arena};

    data_stamp(&object, "date", date ? date->stamp : (struct stamp){0}, page->view.today);
    data_url(&object, "url", part_record_url(page, interview));
    part_add_people(page, &object, "has_people", interview, but);
    data_text(&object, "status", column_interview_status(interview, page->view.today));
    part_spaced(&object, "via", part_said(page, interview, record_text(interview, KEY_VIA)));
    data_text(&object, "place", part_said(page, interview, record_text(interview, KEY_PLACE)));
    data_text(&object, "org", part_said(page, interview, record_text(interview, KEY_ORG)));
    if (minutes)
        data_number(&object, "minutes", minutes);
    else
        data_nothing(&object, "minutes");
    add_preparation(page, &object, interview);
    return data_object(&object);
}

/* ---- commands */

void part_command(const struct page *page, struct object *object, const char *name, const char *words,
                  struct str id)
{
    struct reason reason = {0};
    struct buf text = {0};

    for (struct str rest = str_from(words), word; (word = str_word(&rest)).n;)
        reason.command[reason.command_count++] = word;
    if (str_starts(id, STR("-")))
        reason.command[reason.command_count++] = STR("--");
    reason.command[reason.command_count++] = id;
    reason_command_write(&text, &reason);
    data_text(object, name, data_kept(page->arena, &text));
}
