#include "insight/brief.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "vault/interview.h"

enum { DAY_MINUTES = 24 * 60 };

const char brief_never[] =
    "You are there to learn about their work. Never ask for a job: it is theirs to bring up.";

/* ---- which meeting */

static bool takes_part(const struct record *interview, const struct participant *person)
{
    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct participant *other = &interview->participants[i];

        if (person->to ? other->to == person->to : !other->to && str_equal(other->name, person->name))
            return true;
    }
    return false;
}

/* The minute of the day; one that is not known comes last. */
static int32_t minute_of(const struct record *interview)
{
    const struct stamp *when = &record_find(interview, KEY_DATE)->stamp;

    return when->has_time ? when->minute : DAY_MINUTES;
}

static bool is_sooner(const struct record *a, const struct record *b)
{
    if (interview_day(a) == interview_day(b) && minute_of(a) != minute_of(b))
        return minute_of(a) < minute_of(b);
    return interview_is_earlier(a, b);
}

const struct record *brief_next(const struct vault *vault, const struct participant *person, int32_t today)
{
    const struct records *interviews = &vault->records[KIND_INTERVIEW];
    const struct record *next = NULL;

    for (uint32_t i = 0; i < interviews->n; i++) {
        const struct record *interview = &interviews->at[i];

        if (interview->is_unreadable || interview_stand(interview, today) != STAND_AHEAD ||
            (person && !takes_part(interview, person)))
            continue;
        if (!next || is_sooner(interview, next))
            next = interview;
    }
    return next;
}

/* ---- the goal, and who they are */

/* The field of the meeting, else of the person. */
static struct str text_of(const struct brief *brief, enum key key)
{
    struct str text = {0};

    if (brief->interview && schema_field(KIND_INTERVIEW, key))
        text = record_text(brief->interview, key);
    if (!text.n && brief->person.to && schema_field(KIND_CONTACT, key))
        text = record_text(brief->person.to, key);
    return text;
}

static struct str first_text(const struct record *contact, enum key key)
{
    const struct value *value = contact ? record_find(contact, key) : NULL;

    return value && value->texts.n ? value->texts.at[0] : (struct str){0};
}

static struct str perspective_of(const struct record *contact)
{
    int32_t number = contact ? record_number(contact, KEY_PERSPECTIVE) : 0;

    return schema_word_at(schema_field(KIND_CONTACT, KEY_PERSPECTIVE)->words, number);
}

static void set_person(struct brief *brief)
{
    const struct record *contact = brief->person.to, *interview = brief->interview;

    brief->purpose = text_of(brief, KEY_PURPOSE);
    brief->why = text_of(brief, KEY_WHY);
    brief->targets = interview ? record_find(interview, KEY_TARGET) : NULL;
    if (!brief->targets && contact)
        brief->targets = record_find(contact, KEY_TARGET);
    brief->role = text_of(brief, KEY_ROLE);
    brief->org = text_of(brief, KEY_ORG);
    brief->location = text_of(brief, KEY_LOCATION);
    brief->via = text_of(brief, KEY_VIA);
    brief->place = text_of(brief, KEY_PLACE);
    brief->source = text_of(brief, KEY_SOURCE);
    brief->phone = first_text(contact, KEY_PHONE);
    brief->perspective = perspective_of(contact);
    if (interview)
        brief->when = record_find(interview, KEY_DATE)->stamp;
}

static void set_referrer(struct brief *brief, const struct view *view)
{
    const struct record *contact = brief->person.to;
    const struct value *above = contact ? record_find(contact, KEY_REFERRED_BY) : NULL;
    const struct value *asked = brief->interview ? record_find(brief->interview, KEY_ASKED_REFERRER) : NULL;

    if (!above)
        return;
    brief->chain = view_chain(view, contact);
    brief->referrer = above->links.at[0].to ? above->links.at[0].to->name : link_text(&above->links.at[0]);
    if (asked)
        brief->asked_referrer = asked->settled;
    for (uint32_t i = 0; i < view->due.n; i++)
        brief->owes_question |= view->due.at[i]->kind == DUE_ASK_REFERRER &&
                                view->due.at[i]->about == contact &&
                                view->due.at[i]->interview == brief->interview;
}

/* ---- what was said, and what was promised */

static void set_words(struct brief *brief, int32_t today)
{
    const struct record *contact = brief->person.to;

    if (!contact)
        return;
    brief->last_in = contact_last_words(contact, MD_DIRECTION_IN, today);
    brief->last_out = contact_last_words(contact, MD_DIRECTION_OUT, today);
    for (uint32_t i = 0; i < contact->interview_count; i++) {
        const struct record *interview = contact->interviews[i];

        if (interview_stand(interview, today) != STAND_HELD)
            continue;
        brief->met_count++;
        if (!brief->met || interview_is_earlier(brief->met, interview))
            brief->met = interview;
    }
}

static void add_promises(struct rows *rows, const struct view *view, const struct participant *with,
                         const struct record *record)
{
    for (uint32_t i = 0; i < record->md.tasks.n; i++) {
        const struct md_task *task = &record->md.tasks.at[i];
        struct participant person;

        if (task->state != MD_TASK_OPEN)
            continue;
        person = view_promise_person(view, record, task);
        if (person.to != with->to || !str_equal(person.name, with->name))
            continue;
        *vec_add(rows, view->arena) = (struct row){.record = record,
                                                   .task = task,
                                                   .item = view_promise(view, record, task),
                                                   .person = person.to,
                                                   .person_name = person.name};
    }
}

/* By day, those without one last; then by place. */
static int compare_promises(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    int32_t due_a = a->item && a->item->due ? a->item->due : INT32_MAX;
    int32_t due_b = b->item && b->item->due ? b->item->due : INT32_MAX;
    int order = (due_a > due_b) - (due_a < due_b);

    if (!order)
        order = str_compare(a->record->path, b->record->path);
    return order ? order : (a->task->line > b->task->line) - (a->task->line < b->task->line);
}

struct rows brief_promises(const struct view *view, const struct participant *person,
                           const struct record *interview)
{
    const struct record *contact = person->to;
    struct rows rows = {0};

    if (contact)
        add_promises(&rows, view, person, contact);
    for (uint32_t i = 0; contact && i < contact->interview_count; i++)
        add_promises(&rows, view, person, contact->interviews[i]);
    if (!contact && interview)
        add_promises(&rows, view, person, interview);
    if (rows.n)
        qsort(rows.at, rows.n, sizeof *rows.at, compare_promises);
    return rows;
}

/* ---- questions */

static void set_questions(struct brief *brief, const struct view *view)
{
    const struct settings *settings = &view->vault->settings;
    const struct record *interview = brief->interview;

    brief->least_questions = settings_number(settings, SET_MIN_QUESTIONS);
    brief->most_questions = settings_number(settings, SET_MAX_QUESTIONS);
    if (!interview)
        return;
    brief->question_count = interview->md.questions.n;
    brief->questions = arena_new_array(view->arena, struct brief_question, (size_t)brief->question_count + 1);
    for (uint32_t i = 0; i < brief->question_count; i++) {
        const struct md_question *question = &interview->md.questions.at[i];
        struct brief_question *shown = &brief->questions[i];

        *shown = (struct brief_question){.text = question->text,
                                         .line = question->line,
                                         .answered = question->answered,
                                         .is_grounded = interview_grounds(interview, NULL, question->text),
                                         .has_gap = bank_has_gap(question->text)};
        brief->grounded_count += shown->is_grounded;
        brief->gap_count += shown->has_gap;
    }
}

/* ---- pitch */

/* Whether a heading, in plain form, has a word that begins so: "hiring manager" in "For hiring managers". */
static bool names(struct str title, struct str words, struct arena *scratch)
{
    words = utf8_plain(scratch, words);
    if (!words.n)
        return false;
    for (size_t at = 0; (at = str_find(title, words, at)) < title.n; at++)
        if (utf8_is_word_edge(title, at))
            return true;
    return false;
}

static bool names_target(struct str title, const struct brief *brief, struct arena *scratch)
{
    for (uint32_t i = 0; brief->targets && i < brief->targets->links.n; i++) {
        const struct link *link = &brief->targets->links.at[i];

        if (names(title, link->to ? link->to->name : link_text(link), scratch) ||
            (link->to && names(title, link->to->id, scratch)))
            return true;
    }
    return false;
}

/* How well a variant fits by its heading: 3 the target, 2 the organisation, 1 the perspective, 0 nothing. */
static int fit_of(const struct pitch_variant *variant, const struct brief *brief)
{
    struct arena scratch = {0};
    struct str title = utf8_plain(&scratch, variant->title);
    int fit = 0;

    if (names_target(title, brief, &scratch))
        fit = 3;
    else if (names(title, brief->org, &scratch))
        fit = 2;
    else if (names(title, brief->perspective, &scratch))
        fit = 1;
    arena_free(&scratch);
    return fit;
}

static void set_pitch(struct brief *brief, const struct view *view)
{
    const struct settings *settings = &view->vault->settings;
    uint32_t rate = (uint32_t)settings_number(settings, SET_PITCH_WORDS);
    struct pitch pitch;
    struct diag problem;
    int best = -1;

    brief->pitch.limit = (uint32_t)settings_number(settings, SET_PITCH_SECONDS);
    brief->pitch.is_unread = !pitch_read(view->vault, view->arena, &pitch, &problem);
    for (uint32_t i = 0; i < pitch.n; i++) {
        int fit = fit_of(&pitch.at[i], brief);

        if (fit > best) {
            best = fit;
            brief->pitch.variant = &pitch.at[i];
        }
    }
    if (!brief->pitch.variant)
        return;
    brief->pitch.others = pitch.n - 1;
    brief->pitch.seconds = (brief->pitch.variant->words * 60 + rate - 1) / rate;
}

/* ---- time, and what to bring */

static int16_t later(int16_t minute, int32_t minutes)
{
    return (int16_t)((minute + minutes) % DAY_MINUTES);
}

static void set_time(struct brief *brief, const struct settings *settings)
{
    struct brief_time *time = &brief->time;

    time->asked = brief->interview ? record_number(brief->interview, KEY_MINUTES_ASKED) : 0;
    if (!time->asked)
        time->asked = settings_number(settings, SET_ASK_MINUTES);
    time->most = settings_number(settings, SET_MAX_MINUTES);
    if (time->most < time->asked)
        time->most = time->asked;
    time->has_start = brief->when.has_time;
    if (!time->has_start)
        return;
    time->start = brief->when.minute;
    time->end = later(time->start, time->asked);
    time->latest = later(time->start, time->most);
}

static void bring(struct brief *brief, struct str what)
{
    brief->bring[brief->bring_count++] = what;
}

static void bring_resume(struct brief *brief, const struct view *view)
{
    int32_t copies = settings_number(&view->vault->settings, SET_RESUME_COPIES);
    struct buf text = {0};

    if (!copies)
        return;
    buf_printf(&text, "%d %s of your r\u00e9sum\u00e9, shown only if they ask", copies,
               copies == 1 ? "copy" : "copies");
    bring(brief, str_copy(view->arena, buf_str(&text)));
    buf_free(&text);
}

static void bring_phone(struct brief *brief, const struct view *view)
{
    struct buf text = {0};

    buf_puts(&text, "a quiet room, and their number");
    if (brief->phone.n)
        buf_printf(&text, ": %.*s", STR_ARGS(brief->phone));
    else
        buf_puts(&text, ", which is not noted yet");
    bring(brief, str_copy(view->arena, buf_str(&text)));
    buf_free(&text);
}

static void set_bring(struct brief *brief, const struct view *view)
{
    if (!brief->interview || str_equal_nocase(brief->via, STR("email")))
        return;
    if (str_equal_nocase(brief->via, STR("video")))
        bring(brief, STR("the link, tried out ten minutes before"));
    else if (str_equal_nocase(brief->via, STR("phone")))
        bring_phone(brief, view);
    else
        bring_resume(brief, view);
    bring(brief, STR("this page, and something to write with"));
}

struct brief brief_of(const struct view *view, const struct participant *person,
                      const struct record *interview)
{
    struct brief brief = {.interview = interview, .person = *person};

    set_person(&brief);
    set_referrer(&brief, view);
    set_words(&brief, view->today);
    brief.promises = brief_promises(view, person, interview);
    set_questions(&brief, view);
    set_pitch(&brief, view);
    set_time(&brief, &view->vault->settings);
    set_bring(&brief, view);
    return brief;
}
