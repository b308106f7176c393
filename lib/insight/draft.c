#include "insight/draft.h"

#include "base/die.h"
#include "base/utf8.h"
#include "insight/brief.h"
#include "vault/interview.h"

const char *draft_kind_name(enum draft_kind kind)
{
    static const char *const names[DRAFT_KIND_COUNT] = {"ask", "thank", "update", "nudge", "tell", "intro"};

    must(kind < DRAFT_KIND_COUNT);
    return names[kind];
}

/* What a file says, on one line and harmless in a mail. */
static struct str line_of(const struct view *view, struct str text)
{
    struct buf clean = {0};
    struct str line;

    utf8_clean(&clean, text);
    line = str_copy(view->arena, str_trim(buf_str(&clean)));
    buf_free(&clean);
    return line;
}

static struct str kept(const struct view *view, struct buf *text)
{
    struct str line = line_of(view, buf_str(text));

    buf_free(text);
    return line;
}

static struct str day_text(const struct view *view, int32_t day)
{
    struct buf text = {0};

    if (day)
        date_human_write(&text, day, view->today);
    return kept(view, &text);
}

/* ---- which meeting */

bool draft_owes_thanks(const struct draft_facts *facts)
{
    return facts->interview && facts->interview->kind == KIND_INTERVIEW &&
           interview_thanked(facts->interview, &facts->self).how == SETTLED_NOT;
}

/* The newest meeting that was held; with `owed` the newest of those for which thanks are owed. */
static const struct record *newest_held(const struct participant *self, bool owed, int32_t today)
{
    const struct record *newest = NULL;

    for (uint32_t i = 0; i < self->to->interview_count; i++) {
        const struct record *interview = self->to->interviews[i];

        if (interview_stand(interview, today) != STAND_HELD ||
            (owed && interview_thanked(interview, self).how != SETTLED_NOT))
            continue;
        if (!newest || interview_is_earlier(newest, interview))
            newest = interview;
    }
    return newest;
}

/* Somebody whom the contact sent the user to, and who was met: first whoever they are still to be told of. */
static const struct record *met_through(const struct view *view, const struct record *contact)
{
    struct record_list referred = view_referred(view, contact);
    const struct record *best = NULL;
    int32_t best_day = 0;

    for (uint32_t i = 0; i < view->due.n; i++)
        if (view->due.at[i]->kind == DUE_TELL_REFERRER && view->due.at[i]->contact == contact)
            return view->due.at[i]->about;
    for (uint32_t i = 0; i < referred.n; i++) {
        struct facts facts = facts_of(referred.at[i], view->today);
        int32_t day = facts.held ? interview_day(facts.held) : 0;

        if (day > best_day) {
            best = referred.at[i];
            best_day = day;
        }
    }
    return best;
}

static void find_meeting(struct draft_facts *facts, const struct view *view)
{
    struct draft_wish *wish = &facts->wish;

    switch (wish->kind) {
    case DRAFT_THANK:
        facts->interview = newest_held(&facts->self, true, view->today);
        if (!facts->interview)
            facts->interview = newest_held(&facts->self, false, view->today);
        return;
    case DRAFT_UPDATE: facts->interview = newest_held(&facts->self, false, view->today); return;
    case DRAFT_TELL:
        if (!wish->about && !wish->about_name.n)
            wish->about = met_through(view, wish->contact);
        if (wish->about)
            facts->interview = facts_of(wish->about, view->today).held;
        return;
    default: facts->interview = brief_next(view->vault, &facts->self, view->today); return;
    }
}

/* ---- what it is about */

/* The first sentence of a note, not long, in quotes. */
static struct str quoted(const struct view *view, struct str note)
{
    enum { CELLS = 80 };
    size_t end = str_find(note, STR(". "), 0);
    struct str sentence = str_slice(note, 0, end), fits;
    struct buf text = {0};

    if (str_ends(sentence, STR(".")) && !str_ends(sentence, STR("..")))
        sentence.n--;
    fits = utf8_fit(sentence, CELLS);
    while (fits.n < sentence.n && fits.n && fits.p[fits.n - 1] != ' ')
        fits.n--;
    if (!fits.n)
        fits = utf8_fit(sentence, CELLS);
    buf_printf(&text, "\u201c%.*s%s\u201d", STR_ARGS(str_trim(fits)), fits.n < sentence.n ? " \u2026" : "");
    return kept(view, &text);
}

/* What a meeting that was held was about: what the user thanked for, else the first note. */
static void set_noted_topic(struct draft_facts *facts, const struct view *view)
{
    const struct record *interview = facts->interview;

    if (!interview)
        return;
    facts->topic = line_of(view, record_text(interview, KEY_THANKED_FOR));
    if (facts->topic.n || !interview->md.notes.n)
        return;
    facts->topic = quoted(view, interview->md.notes.at[0].text);
    facts->is_topic_noted = true;
}

/* A purpose of the schema's vocabulary as a part of a sentence to the person; else as it is written. */
static struct str purpose_words(struct str purpose)
{
    static const struct {
        const char *word, *text;
    } words[] = {
        {"academic-route", "the way into your field"},
        {"roles-for-my-skills", "which roles suit skills like mine"},
        {"career-path", "how you came to your work"},
        {"company", "what the work is like where you are"},
        {"culture", "how people work together where you are"},
        {"relocation", "working where you live"},
        {"re-entry", "the way back into your field"},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal_nocase(purpose, str_from(words[i].word)))
            return str_from(words[i].text);
    return purpose;
}

static struct str target_of(const struct record *interview, const struct record *contact)
{
    const struct value *targets = interview ? record_find(interview, KEY_TARGET) : NULL;

    if (!targets && contact)
        targets = record_find(contact, KEY_TARGET);
    if (!targets)
        return (struct str){0};
    return targets->links.at[0].to ? targets->links.at[0].to->name : link_text(&targets->links.at[0]);
}

/* What a meeting is to be about: its purpose, else the work that a target names. */
static void set_wanted_topic(struct draft_facts *facts, const struct view *view)
{
    struct buf text = {0};

    if (facts->purpose.n && facts->wish.kind != DRAFT_INTRO)
        facts->topic = purpose_words(facts->purpose);
    else if (facts->target.n)
        buf_printf(&text, "the work behind \u201c%.*s\u201d", STR_ARGS(facts->target));
    if (text.n)
        facts->topic = kept(view, &text);
}

static void set_topic(struct draft_facts *facts, const struct view *view)
{
    const struct record *of =
        facts->wish.kind == DRAFT_INTRO && facts->wish.about ? facts->wish.about : facts->wish.contact;

    if (facts->interview)
        facts->purpose = line_of(view, record_text(facts->interview, KEY_PURPOSE));
    facts->target = line_of(view, target_of(facts->interview, of));
    switch (facts->wish.kind) {
    case DRAFT_THANK:
    case DRAFT_UPDATE:
    case DRAFT_TELL: set_noted_topic(facts, view); return;
    default: set_wanted_topic(facts, view); return;
    }
}

/* ---- the person */

static struct str first_email(const struct record *contact)
{
    const struct value *emails = record_find(contact, KEY_EMAIL);

    for (uint32_t i = 0; emails && i < emails->texts.n; i++) {
        struct buf clean = {0};
        bool is_clean;

        utf8_clean(&clean, emails->texts.at[i]);
        is_clean = str_equal(buf_str(&clean), emails->texts.at[i]);
        buf_free(&clean);
        if (is_clean && value_is_email(emails->texts.at[i]))
            return emails->texts.at[i];
    }
    return (struct str){0};
}

/* A private person is named to nobody. */
static struct str referrer_of(const struct record *contact)
{
    const struct value *above = record_find(contact, KEY_REFERRED_BY);

    if (!above || (above->links.at[0].to && above->links.at[0].to->is_private))
        return (struct str){0};
    return above->links.at[0].to ? above->links.at[0].to->name : link_text(&above->links.at[0]);
}

static void set_person(struct draft_facts *facts, const struct view *view)
{
    const struct record *contact = facts->wish.contact, *about = facts->wish.about;

    facts->email = first_email(contact);
    facts->why = line_of(view, record_text(contact, KEY_WHY));
    facts->referrer = line_of(view, referrer_of(contact));
    facts->org = line_of(view, record_text(contact, KEY_ORG));
    facts->role = line_of(view, record_text(contact, KEY_ROLE));
    if (about) {
        facts->wish.about_name = about->name;
        facts->about_org = line_of(view, record_text(about, KEY_ORG));
    }
    facts->wish.about_name = line_of(view, facts->wish.about_name);
    facts->my_name = line_of(view, settings_text(&view->vault->settings, SET_ME_NAME));
    facts->my_email = line_of(view, settings_text(&view->vault->settings, SET_ME_EMAIL));
}

static int32_t last_out(const struct record *contact, int32_t today)
{
    int32_t day = 0;

    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *line = &contact->md.log.at[i];

        if (line->direction == MD_DIRECTION_OUT && line->kind != MD_LOG_NOTE && line->when.day <= today &&
            line->when.day > day)
            day = line->when.day;
    }
    return day;
}

static void set_past(struct draft_facts *facts, const struct view *view)
{
    const struct record *contact = facts->wish.contact, *interview = facts->interview;
    const struct md_log *last = contact_last_words(contact, MD_DIRECTION_NONE, view->today);
    bool is_held = interview && interview_stand(interview, view->today) == STAND_HELD;

    if (last)
        facts->last = line_of(view, last->text);
    facts->asked = day_text(view, last_out(contact, view->today));
    facts->met = day_text(view, is_held ? interview_day(interview) : 0);
    facts->today = day_text(view, view->today);
    facts->run = facts_of(contact, view->today).run;
}

static void set_minutes(struct draft_facts *facts, const struct view *view)
{
    int32_t minutes = facts->interview ? record_number(facts->interview, KEY_MINUTES_ASKED) : 0;
    struct buf text = {0};

    if (!minutes)
        minutes = settings_number(&view->vault->settings, SET_ASK_MINUTES);
    buf_number(&text, minutes, 1);
    facts->minutes = kept(view, &text);
}

/* ---- lists */

/* What stands in a private section goes into no mail. */
static void set_promises(struct draft_facts *facts, const struct view *view)
{
    struct rows rows = brief_promises(view, &facts->self, NULL);

    facts->promises = arena_new_array(view->arena, struct str, (size_t)rows.n + 1);
    for (uint32_t i = 0; i < rows.n; i++)
        if (!rows.at[i].task->theirs && !rows.at[i].task->is_private)
            facts->promises[facts->promise_count++] = line_of(view, rows.at[i].task->text);
}

static void add_question(struct draft_facts *facts, const struct view *view, struct str text)
{
    if (facts->question_count < DRAFT_QUESTIONS_MOST && !bank_has_gap(text))
        facts->questions[facts->question_count++] = line_of(view, text);
}

/* Those of the meeting ahead, grounded ones first; where there are none, of the bank. */
static void set_questions(struct draft_facts *facts, const struct view *view)
{
    const struct choose_for who = {.contact = facts->wish.contact, .interview = facts->interview};
    const struct record *interview = facts->interview;
    struct choices choices;
    struct diag problem;
    struct bank bank;

    if (facts->wish.kind != DRAFT_ASK)
        return;
    for (int grounded = 1; interview && grounded >= 0; grounded--)
        for (uint32_t i = 0; i < interview->md.questions.n; i++) {
            struct str text = interview->md.questions.at[i].text;

            if (interview_grounds(interview, NULL, text) == (grounded != 0))
                add_question(facts, view, text);
        }
    if (facts->question_count || !bank_read(view->vault, view->arena, &bank, &problem))
        return;
    choices = choose_unasked(&bank, &who, view->arena);
    for (uint32_t i = 0; i < choices.n; i++)
        add_question(facts, view, choices.at[i].text);
}

struct draft_facts draft_facts_of(const struct view *view, const struct draft_wish *wish)
{
    struct draft_facts facts = {.wish = *wish,
                                .self = {wish->contact, wish->contact->name, wish->contact->id}};

    find_meeting(&facts, view);
    set_topic(&facts, view);
    set_person(&facts, view);
    set_past(&facts, view);
    set_minutes(&facts, view);
    set_promises(&facts, view);
    set_questions(&facts, view);
    return facts;
}
