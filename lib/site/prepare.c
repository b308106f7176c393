#include "insight/brief.h"
#include "site/part.h"

bool prepare_has(const struct site *site, const struct record *interview)
{
    return interview_stand(interview, site->view->today) == STAND_AHEAD;
}

/* ---- why, who, how you know each other */

/* The same facts in a row, without those that are not noted: "Grid planner", "Northwind Energy". */
static void add_facts(const struct page *page, struct object *data)
{
    static const char *const names[] = {"role", "org", "location", "perspective"};
    const struct tmpl_value whole = data_object(data), *source = data_get(&whole, "source");
    struct list list = {0};
    struct buf text = {0};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (data_get(&whole, names[i])->text.n)
            *vec_add(&list, page->arena) = *data_get(&whole, names[i]);
    if (source->text.n) {
        buf_printf(&text, "found through %.*s", STR_ARGS(source->text));
        *vec_add(&list, page->arena) = data_text_value(data_kept(page->arena, &text));
    }
    data_add_list(data, "who", &list);
}

static void add_who(const struct page *page, struct object *data, const struct brief *brief)
{
    const struct record *contact = brief->person.to;

    part_person(page, data, "person", contact, brief->person.name);
    part_spaced(data, "purpose", part_said(page, brief->interview, brief->purpose));
    data_text(data, "why", part_said(page, contact, brief->why));
    part_links(page, data, "has_targets", brief->targets);
    data_text(data, "role", part_said(page, contact, brief->role));
    data_text(data, "org", part_said(page, contact, brief->org));
    data_text(data, "location", part_said(page, contact, brief->location));
    part_spaced(data, "source", part_said(page, contact, brief->source));
    part_spaced(data, "perspective", brief->perspective);
    add_facts(page, data);
    part_add_people(page, data, "has_others", brief->interview, contact);
}

static void add_known(const struct page *page, struct object *data, const struct brief *brief)
{
    const struct record_list *chain = &brief->chain;
    const struct value *above = brief->person.to ? record_find(brief->person.to, KEY_REFERRED_BY) : NULL;
    const struct record *referrer = above ? above->links.at[0].to : NULL;
    struct list list = {0};

    for (uint32_t i = chain->n; i > 0; i--)
        *vec_add(&list, page->arena) = part_person_value(page, chain->at[i - 1], chain->at[i - 1]->name);
    if (!chain->n && above && !referrer)
        *vec_add(&list, page->arena) =
            part_person_value(page, NULL, part_said(page, brief->person.to, brief->referrer));
    data_yes(data, "is_introduced", list.n > 0);
    data_add_list(data, "chain", &list);
    part_person(page, data, "referrer", referrer, brief->referrer);
    data_yes(data, "owes_question", brief->owes_question);
    data_day(data, "asked_referrer", brief->asked_referrer.day, page->view.today);
    data_number(data, "met_count", brief->met_count);
    data_add(data, "met",
             site_has_page(page->site, brief->met) ? part_meeting(page, brief->met, NULL)
                                                   : (struct tmpl_value){0});
}

/* ---- last words and promises */

static void add_line(const struct page *page, struct list *list, const struct record *from, const char *who,
                     const struct md_log *line)
{
    struct object object = {.arena = page->arena};

    if (!line)
        return;
    data_word(&object, "who", who);
    data_stamp(&object, "date", line->when, page->view.today);
    data_text(&object, "text", part_reminder(page, part_said(page, from, line->text)));
    *vec_add(list, page->arena) = data_object(&object);
}

static void add_lines(const struct page *page, struct list *list, const struct record *from, const char *who,
                      int32_t day)
{
    for (uint32_t i = 0; i < from->md.notes.n; i++) {
        struct object object = {.arena = page->arena};

        data_word(&object, "who", who);
        data_day(&object, "date", day, page->view.today);
        data_text(&object, "text", part_reminder(page, part_said(page, from, from->md.notes.at[i].text)));
        *vec_add(list, page->arena) = data_object(&object);
    }
}

static void add_words(const struct page *page, struct object *data, const struct brief *brief)
{
    const struct record *contact = brief->person.to;
    bool is_in_first =
        brief->last_in && (!brief->last_out || brief->last_in->when.day >= brief->last_out->when.day);
    struct list list = {0};

    if (is_in_first)
        add_line(page, &list, contact, "they", brief->last_in);
    add_line(page, &list, contact, "you", brief->last_out);
    if (!is_in_first)
        add_line(page, &list, contact, "they", brief->last_in);
    if (brief->met && record_is_on_pages(brief->met))
        add_lines(page, &list, brief->met, "met", interview_day(brief->met));
    if (contact && !contact->is_unreadable)
        add_lines(page, &list, contact, "your notes", 0);
    data_add_list(data, "last_words", &list);
}

static void add_promises(const struct page *page, struct object *data, const struct brief *brief)
{
    struct list list = {0};

    for (uint32_t i = 0; i < brief->promises.n; i++)
        if (!brief->promises.at[i].task->is_private && record_is_on_pages(brief->promises.at[i].record))
            *vec_add(&list, page->arena) = part_promise(page, &brief->promises.at[i]);
    data_add_list(data, "promises", &list);
}

/* ---- questions, pitch, time */

static void add_questions(const struct page *page, struct object *data, const struct brief *brief)
{
    struct list list = {0};

    for (uint32_t i = 0; i < brief->question_count; i++) {
        const struct brief_question *question = &brief->questions[i];
        struct object object = {.arena = page->arena};

        if (brief->interview->md.questions.at[i].is_private)
            continue;
        data_text(&object, "text", part_said(page, brief->interview, question->text));
        data_yes(&object, "is_grounded", question->is_grounded);
        data_yes(&object, "has_gap", question->has_gap);
        *vec_add(&list, page->arena) = data_object(&object);
    }
    data_number(data, "question_count", list.n);
    data_number(data, "least_questions", brief->least_questions);
    data_number(data, "most_questions", brief->most_questions);
    data_yes(data, "has_enough", (int32_t)list.n >= brief->least_questions);
    part_command(page, data, "add_command", "infoview prep --add-questions", brief->interview->id);
    data_yes(data, "has_grounded", brief->grounded_count > 0);
    data_add_list(data, "questions", &list);
}

static void add_pitch(const struct page *page, struct object *data, const struct brief_pitch *pitch)
{
    struct object object = {.arena = page->arena};
    struct list lines = {0};

    if (!pitch->variant) {
        data_nothing(data, "pitch");
        return;
    }
    for (struct str rest = pitch->variant->text; rest.n;) {
        size_t end = str_index(rest, '\n', 0);

        *vec_add(&lines, page->arena) = data_text_value(part_said(page, NULL, str_slice(rest, 0, end)));
        rest = str_skip(rest, end + 1);
    }
    data_text(&object, "title", part_said(page, NULL, pitch->variant->title));
    data_number(&object, "seconds", pitch->seconds);
    data_number(&object, "limit", pitch->limit);
    data_yes(&object, "is_long", pitch->seconds > pitch->limit);
    data_add_list(&object, "lines", &lines);
    data_add(data, "pitch", data_object(&object));
}

static void add_time_of_day(const struct page *page, struct object *object, const char *name, bool is_known,
                            int minute)
{
    struct buf text = {0};

    if (is_known)
        date_time_write(&text, minute);
    data_text(object, name, data_kept(page->arena, &text));
}

static void add_time(const struct page *page, struct object *data, const struct brief_time *time)
{
    struct object object = {.arena = page->arena};

    data_number(&object, "asked", time->asked);
    data_number(&object, "most", time->most);
    data_yes(&object, "has_longest", time->most > time->asked);
    data_yes(&object, "has_start", time->has_start);
    add_time_of_day(page, &object, "start", time->has_start, time->start);
    add_time_of_day(page, &object, "end", time->has_start, time->end);
    add_time_of_day(page, &object, "latest", time->has_start, time->latest);
    data_add(data, "time", data_object(&object));
}

static void add_rest(const struct page *page, struct object *data, const struct brief *brief)
{
    struct period due = settings_period(&page->view.vault->settings, SET_THANK_DUE);
    struct list bring = {0};

    for (uint32_t i = 0; i < brief->bring_count; i++)
        *vec_add(&bring, page->arena) = data_text_value(brief->bring[i]);
    data_add_list(data, "bring", &bring);
    data_day(data, "thank_by", period_after(brief->when.day, due), page->view.today);
    data_word(data, "never", brief_never);
}

void prepare_make(struct page *page, struct object *data)
{
    const struct participant *partner = interview_partner(page->record);
    struct participant person = partner ? *partner : (struct participant){0};
    struct brief brief = brief_of(&page->view, &person, page->record);

    data_text(data, "title", person.name.n ? person.name : page->record->id);
    data_add(data, "meeting", part_meeting(page, page->record, NULL));
    add_who(page, data, &brief);
    add_known(page, data, &brief);
    add_words(page, data, &brief);
    add_promises(page, data, &brief);
    add_questions(page, data, &brief);
    add_pitch(page, data, &brief.pitch);
    add_time(page, data, &brief.time);
    add_rest(page, data, &brief);
}

void ahead_make(struct page *page, struct object *data)
{
    struct record_list ahead = part_ahead(page);
    struct list list = {0};

    for (uint32_t i = 0; i < ahead.n; i++)
        *vec_add(&list, page->arena) = part_meeting(page, ahead.at[i], NULL);
    data_word(data, "title", "Prep");
    data_yes(data, "is_empty", !ahead.n);
    data_add_list(data, "meetings", &list);
}
