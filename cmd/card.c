#include "card.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "insight/history.h"
#include "page.h"
#include "report.h"
#include "vault/column.h"
#include "vault/interview.h"
#include "vault/reason.h"

/* Takes over what was gathered in `text`. */
static struct str kept(struct app *app, struct buf *text)
{
    struct str copy = str_copy(&app->arena, buf_str(text));

    buf_free(text);
    return copy;
}

static struct str day_text(struct app *app, struct stamp when)
{
    struct buf text = {0};

    date_human_write(&text, when.day, app->today);
    if (when.has_time) {
        buf_putc(&text, ' ');
        date_time_write(&text, when.minute);
    }
    return kept(app, &text);
}

/* ---- fields */

static void add_entry(struct app *app, struct entries *entries, const char *label, struct str text,
                      enum entry_link link)
{
    char *words = arena_chars(&app->arena, strlen(label) + 1);

    if (!text.n)
        return;
    for (size_t i = 0; i <= strlen(label); i++)
        words[i] = label[i] == '_' ? ' ' : label[i];
    *vec_add(entries, &app->arena) = (struct entry){.label = str_from(words), .text = text, .link = link};
}

/* The value of a column as one reads it: days with their weekday. */
static struct str value_text(struct app *app, const struct view *view, const struct record *record,
                             const struct column *column)
{
    struct row row = {.record = record};
    struct cell cell = column_cell(column, view, &row);
    const struct value *value = column->field ? record_find(record, column->field->key) : NULL;

    if (!cell.day)
        return cell.text;
    return day_text(app,
                    column->shape == COLUMN_DAY && value ? value->stamp : (struct stamp){.day = cell.day});
}

/* Fields that a card shows elsewhere. */
static bool is_elsewhere(const struct record *record, const char *name)
{
    static const char *const contact[] = {"name",   "org",      "role",        "location",
                                          "status", "referred", "referred_by", "interviews"};
    static const char *const interview[] = {"questions", "who", "contact", "time"};
    const char *const *names = record->kind == KIND_CONTACT ? contact : interview;
    size_t count = record->kind == KIND_CONTACT ? sizeof contact / sizeof contact[0]
                                                : sizeof interview / sizeof interview[0];

    if (record->kind != KIND_CONTACT && record->kind != KIND_INTERVIEW)
        return strcmp(name, "name") == 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static const char *label_of(const char *name)
{
    if (strcmp(name, "last") == 0)
        return "last touch";
    return strcmp(name, "next") == 0 ? "next touch" : name;
}

static enum entry_link link_of(const struct column *column)
{
    if (!column->field)
        return strcmp(column->name, "path") == 0 ? ENTRY_FILE : ENTRY_NOWHERE;
    switch (column->field->key) {
    case KEY_EMAIL:
    case KEY_URL:
    case KEY_LINKEDIN: return ENTRY_ADDRESSES;
    default: return ENTRY_NOWHERE;
    }
}

static void put_fields(struct app *app, const struct view *view, const struct record *record)
{
    struct columns all = column_all((enum list_kind)record->kind, &app->arena);
    struct entries entries = {0};

    for (uint32_t i = 0; i < all.n; i++)
        if (!is_elsewhere(record, all.at[i].name))
            add_entry(app, &entries, label_of(all.at[i].name), value_text(app, view, record, &all.at[i]),
                      link_of(&all.at[i]));
    page_entries(app, &entries);
}

static void put_extra(struct app *app, const struct record *record)
{
    const struct extras *extra = &record_source(record)->extra;
    struct entries entries = {0};

    if (extra->n)
        page_title(app, "Other keys");
    for (uint32_t i = 0; i < extra->n; i++)
        *vec_add(&entries, &app->arena) =
            (struct entry){.label = extra->at[i].key, .text = extra->at[i].text};
    page_entries(app, &entries);
}

static void put_unread(struct app *app, const struct record *record)
{
    if (record->body_unread)
        page_text(app, 0, STYLE_YELLOW,
                  STR("The text below the front matter is over a limit and was not read."));
}

/* ---- what is due */

/* "due Thu 19 Nov, 2 days late" */
static void put_due(struct app *app, const struct due_item *item)
{
    static const enum term_style styles[STATE_COUNT] = {STYLE_RED, STYLE_YELLOW, STYLE_PLAIN, STYLE_PLAIN};
    struct buf text = {0};

    if (item->due) {
        buf_puts(&text, "due ");
        date_human_write(&text, item->due, app->today);
        buf_puts(&text, ", ");
        reason_lateness_write(&text, item, app->today);
    } else {
        buf_puts(&text, "no date");
    }
    term_put(&app->out, &app->screen, styles[item->state], buf_str(&text));
    page_end_line(app);
    buf_free(&text);
}

static void put_item(struct app *app, unsigned cells, struct str label, const struct due_item *item,
                     struct str text)
{
    buf_repeat(&app->out, ' ', PAGE_INDENT);
    term_cell(&app->out, &app->screen, label, cells);
    buf_repeat(&app->out, ' ', PAGE_GAP);
    put_due(app, item);
    buf_repeat(&app->out, ' ', PAGE_INDENT + cells + PAGE_GAP);
    page_text(app, PAGE_INDENT + cells + PAGE_GAP, STYLE_PLAIN, text);
}

/* Whether the item is towards or about the person, or about a meeting with them; of an interview: about it. */
static bool is_about(const struct due_item *item, const struct record *record)
{
    if (item->contact == record || item->about == record || item->interview == record)
        return true;
    switch (item->kind) {
    case DUE_CONFIRM:
    case DUE_NOTES:
    case DUE_MEET:
    case DUE_PREP:
        for (uint32_t i = 0; i < item->interview->participant_count; i++)
            if (item->interview->participants[i].to == record)
                return true;
        return false;
    default: return false;
    }
}

/* Why the item is there; a referral is told by its name, a thank-you for a meeting of several by the person's. */
static struct str item_text(struct app *app, const struct due_item *item, const struct record *record)
{
    struct reason reason = reason_of(&app->vault, item, app->today, &app->arena);
    struct str name = item->kind == DUE_REFERRAL ? item->text : (struct str){0};
    struct buf text = {0};

    if (item->kind == DUE_THANK && record->kind == KIND_INTERVIEW && record->participant_count > 1)
        name = item->contact_name;
    if (!name.n)
        return reason.why;
    buf_printf(&text, "%.*s: %.*s", STR_ARGS(name), STR_ARGS(reason.why));
    return kept(app, &text);
}

static void put_next(struct app *app, const struct view *view, const struct record *record)
{
    enum { VERB = 8 };
    bool has_title = false;

    for (uint32_t i = 0; i < view->due.n; i++) {
        const struct due_item *item = view->due.at[i];
        bool is_promise = item->kind == DUE_PROMISE || item->kind == DUE_WAITING;

        if (is_promise || !is_about(item, record))
            continue;
        if (!has_title)
            page_title(app, "Next");
        has_title = true;
        put_item(app, VERB, str_from(reason_verb(item->kind)), item, item_text(app, item, record));
    }
}

/* The open promises that are the person's, or all of an interview. */
static void put_promises(struct app *app, const struct view *view, const struct record *record)
{
    enum { WHOSE = 8 };
    bool has_title = false;

    for (uint32_t i = 0; i < view->due.n; i++) {
        const struct due_item *item = view->due.at[i];
        bool is_promise = item->kind == DUE_PROMISE || item->kind == DUE_WAITING;

        if (!is_promise || (item->contact != record && item->interview != record))
            continue;
        if (!has_title)
            page_title(app, "Open promises");
        has_title = true;
        put_item(app, WHOSE, item->kind == DUE_PROMISE ? STR("mine") : STR("theirs"), item, item->text);
    }
}

/* ---- referrals */

/* "Élodie Vasseur → Bo Chen → Ana Lima"; begins with … where the chain runs in a circle. */
static struct str chain_text(struct app *app, const struct view *view, const struct record *contact)
{
    struct record_list chain = view_chain(view, contact);
    const struct record *top = chain.n ? chain.at[chain.n - 1] : contact;
    const struct value *above = record_find(top, KEY_REFERRED_BY);
    struct buf text = {0};

    if (above && above->links.at[0].to)
        buf_puts(&text, "… → ");
    else if (above)
        buf_printf(&text, "%.*s → ", STR_ARGS(link_text(&above->links.at[0])));
    for (uint32_t i = chain.n; i > 0; i--)
        buf_printf(&text, "%.*s → ", STR_ARGS(chain.at[i - 1]->name));
    if (text.n)
        buf_put(&text, contact->name);
    return kept(app, &text);
}

/* The referrers beside the first. */
static struct str others_text(struct app *app, const struct record *contact)
{
    const struct value *value = record_find(contact, KEY_REFERRED_BY);
    struct buf text = {0};

    for (uint32_t i = 1; value && i < value->links.n; i++) {
        const struct link *link = &value->links.at[i];

        buf_puts(&text, text.n ? ", " : "");
        buf_put(&text, link->to ? link->to->name : link_text(link));
    }
    return kept(app, &text);
}

static void put_referrals(struct app *app, const struct view *view, const struct record *contact)
{
    struct record_list referred = view_referred(view, contact);
    struct entries entries = {0};
    struct buf names = {0};

    for (uint32_t i = 0; i < referred.n; i++)
        buf_printf(&names, "%s%.*s", i ? ", " : "", STR_ARGS(referred.at[i]->name));
    add_entry(app, &entries, "path", chain_text(app, view, contact), ENTRY_NOWHERE);
    add_entry(app, &entries, "also by", others_text(app, contact), ENTRY_NOWHERE);
    add_entry(app, &entries, "sent you to", kept(app, &names), ENTRY_NOWHERE);
    if (entries.n)
        page_title(app, "Referrals");
    page_entries(app, &entries);
}

/* ---- interviews and history */

/* "done, 30 minutes, with Rosa Ibáñez, 2026-11-20-rosa-ibanez" */
static struct str interview_text(struct app *app, const struct record *interview,
                                 const struct record *contact)
{
    struct buf text = {0};
    struct str status = column_interview_status(interview, app->today);
    const char *with = "with ";

    if (status.n)
        buf_printf(&text, "%.*s, ", STR_ARGS(status));
    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct participant *person = &interview->participants[i];

        if (person->to == contact)
            continue;
        buf_printf(&text, "%s%.*s, ", with, STR_ARGS(person->name));
        with = "";
    }
    buf_put(&text, interview->id);
    return kept(app, &text);
}

static int newest_first(const void *left, const void *right)
{
    const struct record *a = *(const struct record *const *)left, *b = *(const struct record *const *)right;

    return interview_is_earlier(a, b) ? 1 : interview_is_earlier(b, a) ? -1 : 0;
}

static void put_interviews(struct app *app, const struct record *contact)
{
    uint32_t count = contact->interview_count;
    const struct record **sorted = arena_new_array(&app->arena, const struct record *, (size_t)count + 1);
    struct entries entries = {0};

    for (uint32_t i = 0; i < count; i++)
        sorted[i] = contact->interviews[i];
    if (count)
        qsort(sorted, count, sizeof(const struct record *), newest_first);
    for (uint32_t i = 0; i < count; i++) {
        const struct value *date = record_find(sorted[i], KEY_DATE);

        *vec_add(&entries, &app->arena) =
            (struct entry){.label = date ? day_text(app, date->stamp) : STR("no date"),
                           .text = interview_text(app, sorted[i], contact)};
    }
    if (entries.n)
        page_title(app, "Interviews");
    page_entries(app, &entries);
}

static void put_history(struct app *app, const struct view *view, const struct record *contact)
{
    struct history history = history_of(view, contact);
    struct entries entries = {0};
    unsigned kind = 0, day = 0;

    for (uint32_t i = 0; i < history.n; i++) {
        kind = page_widest(kind, history.at[i].kind);
        day = page_widest(day, day_text(app, history.at[i].when));
    }
    if (history.n)
        page_title(app, "History");
    for (uint32_t i = 0; i < history.n; i++) {
        struct term whole = {.width = app->screen.width};
        struct buf label = {0};

        term_cell(&label, &whole, day_text(app, history.at[i].when), day);
        buf_repeat(&label, ' ', PAGE_GAP);
        term_cell(&label, &whole, history.at[i].kind, kind);
        *vec_add(&entries, &app->arena) =
            (struct entry){.label = kept(app, &label), .text = history.at[i].text};
    }
    page_entries(app, &entries);
}

/* What git knows of the person's files. */
static void put_commits(struct app *app, const struct view_commits *commits)
{
    enum { SHORT = 7 };
    struct entries entries = {0};

    for (uint32_t i = 0; commits && i < commits->n; i++) {
        const struct view_commit *commit = &commits->at[i];
        struct stamp when = {0};
        struct buf text = {0};

        buf_printf(&text, "%.*s (%.*s)", STR_ARGS(commit->subject), SHORT, commit->hash.p);
        *vec_add(&entries, &app->arena) = (struct entry){
            .label = date_iso_parse(commit->date, &when) ? day_text(app, when) : STR("no date"),
            .text = kept(app, &text)};
    }
    if (entries.n)
        page_title(app, "Last commits");
    page_entries(app, &entries);
}

/* ---- cards */

static void put_name(struct app *app, struct str name)
{
    page_text(app, 0, STYLE_BOLD, name);
}

static void put_contact(struct app *app, const struct view *view, const struct record *contact)
{
    static const enum key keys[] = {KEY_ROLE, KEY_ORG, KEY_LOCATION};
    struct buf text = {0};

    put_name(app, contact->name);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct str part = record_text(contact, keys[i]);

        buf_puts(&text, text.n && part.n ? ", " : "");
        buf_put(&text, part);
    }
    if (text.n)
        page_text(app, 0, STYLE_PLAIN, buf_str(&text));
    buf_free(&text);
    page_end_line(app);
    put_unread(app, contact);
    put_fields(app, view, contact);
    put_next(app, view, contact);
    put_promises(app, view, contact);
    put_referrals(app, view, contact);
    put_interviews(app, contact);
    put_history(app, view, contact);
    put_commits(app, view->commits);
}

static void put_names(struct app *app, const char *title, struct entries *entries)
{
    if (entries->n)
        page_title(app, title);
    for (uint32_t i = 0; i < entries->n; i++) {
        buf_repeat(&app->out, ' ', PAGE_INDENT);
        term_put(&app->out, &app->screen, STYLE_PLAIN, entries->at[i].label);
        buf_puts(&app->out, entries->at[i].label.n ? " " : "");
        page_text(app, PAGE_INDENT + utf8_width(entries->at[i].label) + (entries->at[i].label.n ? 1 : 0),
                  STYLE_PLAIN, entries->at[i].text);
    }
    entries->n = 0;
}

static void put_interview(struct app *app, const struct view *view, const struct record *interview)
{
    const struct md *md = &interview->md;
    struct entries entries = {0};
    struct buf title = {0};

    buf_puts(&title, "Interview");
    for (uint32_t i = 0; i < interview->participant_count; i++)
        buf_printf(&title, "%s%.*s", i ? ", " : " with ", STR_ARGS(interview->participants[i].name));
    put_name(app, kept(app, &title));
    page_end_line(app);
    put_unread(app, interview);
    put_fields(app, view, interview);
    put_next(app, view, interview);
    put_promises(app, view, interview);
    for (uint32_t i = 0; i < md->questions.n; i++)
        *vec_add(&entries, &app->arena) =
            (struct entry){.label = md->questions.at[i].answered ? STR("answered") : STR("open    "),
                           .text = md->questions.at[i].text};
    put_names(app, "Questions", &entries);
    for (uint32_t i = 0; i < md->referrals.n; i++)
        *vec_add(&entries, &app->arena) = (struct entry){.text = md->referrals.at[i].name};
    put_names(app, "Referrals", &entries);
    for (uint32_t i = 0; i < md->skills.n; i++)
        *vec_add(&entries, &app->arena) = (struct entry){.text = md->skills.at[i].name};
    put_names(app, "Skills heard", &entries);
}

void card_text(struct app *app, const struct view *view, const struct record *record)
{
    if (record->kind == KIND_CONTACT) {
        put_contact(app, view, record);
    } else if (record->kind == KIND_INTERVIEW) {
        put_interview(app, view, record);
    } else {
        put_name(app, record->name);
        page_end_line(app);
        put_fields(app, view, record);
    }
    put_extra(app, record);
}
