#include "base/utf8.h"
#include "prep.h"
#include "vault/interview.h"

/* Takes over what was gathered in `text`. */
static struct str kept(struct app *app, struct buf *text)
{
    struct str copy = str_copy(&app->arena, buf_str(text));

    buf_free(text);
    return copy;
}

static void put_day(struct app *app, struct buf *text, struct stamp when)
{
    date_human_write(text, when.day, app->today);
    if (when.has_time) {
        buf_putc(text, ' ');
        date_time_write(text, when.minute);
    }
}

static void put_part(struct buf *text, struct str part)
{
    buf_puts(text, text->n && part.n ? ", " : "");
    buf_put(text, part);
}

/* Words of a vocabulary as people write them: `career-path` is "career path". */
static struct str spaced(struct app *app, struct str word)
{
    char *copy = arena_chars(&app->arena, word.n + 1);

    for (size_t i = 0; i < word.n; i++)
        copy[i] = word.p[i] == '-' ? ' ' : word.p[i];
    return (struct str){copy, word.n};
}

/* ---- why, who, and how you know each other */

static struct str targets_text(struct app *app, const struct value *targets)
{
    struct buf text = {0};

    for (uint32_t i = 0; targets && i < targets->links.n; i++) {
        const struct link *link = &targets->links.at[i];

        put_part(&text, link->to && link->to->name.n ? link->to->name : link_text(link));
    }
    return kept(app, &text);
}

static void add_goal(struct app *app, struct sheet *sheet, const struct brief *brief)
{
    struct sheet_part *part = sheet_begin(sheet, &app->arena, "Why you asked");

    sheet_add(part, &app->arena, "purpose", spaced(app, brief->purpose));
    sheet_add(part, &app->arena, "target", targets_text(app, brief->targets));
    sheet_add(part, &app->arena, "reason", brief->why);
    if (!part->entries.n)
        sheet_add(part, &app->arena, "", STR("Nothing is noted."));
}

/* The others who come, each with what they do. */
static struct str others_text(struct app *app, const struct brief *brief)
{
    const struct record *interview = brief->interview;
    struct buf text = {0};

    for (uint32_t i = 0; interview && i < interview->participant_count; i++) {
        const struct participant *other = &interview->participants[i];
        struct str role = other->to ? record_text(other->to, KEY_ROLE) : (struct str){0};

        if (other->to == brief->person.to && str_equal(other->name, brief->person.name))
            continue;
        buf_puts(&text, text.n ? "; " : "");
        buf_put(&text, other->name);
        if (role.n)
            buf_printf(&text, ", %.*s", STR_ARGS(role));
    }
    return kept(app, &text);
}

static struct str when_text(struct app *app, const struct brief *brief)
{
    struct buf text = {0};

    if (!brief->interview)
        return STR("no meeting is fixed");
    put_day(app, &text, brief->when);
    return kept(app, &text);
}

static struct str where_text(struct app *app, const struct brief *brief)
{
    struct buf text = {0};

    put_part(&text, spaced(app, brief->via));
    put_part(&text, brief->place);
    return kept(app, &text);
}

static void add_who(struct app *app, struct sheet *sheet, const struct brief *brief)
{
    struct sheet_part *part = sheet_begin(sheet, &app->arena, "Who");
    struct arena *arena = &app->arena;

    sheet_add(part, arena, "role", brief->role);
    sheet_add(part, arena, "org", brief->org);
    sheet_add(part, arena, "location", brief->location);
    sheet_add(part, arena, "found through", spaced(app, brief->source));
    sheet_add(part, arena, "perspective", spaced(app, brief->perspective));
    sheet_add(part, arena, "also there", others_text(app, brief));
    sheet_add(part, arena, "when", when_text(app, brief));
    sheet_add(part, arena, "where", where_text(app, brief));
}

/* "Élodie Vasseur → Bo Chen → Ana Lima" */
static struct str chain_text(struct app *app, const struct brief *brief)
{
    const struct record_list *chain = &brief->chain;
    const struct record *top = chain->n ? chain->at[chain->n - 1] : brief->person.to;
    const struct value *above = record_find(top, KEY_REFERRED_BY);
    struct buf text = {0};

    if (above)
        buf_printf(&text, "%.*s \u2192 ",
                   STR_ARGS(above->links.at[0].to ? STR("\u2026") : link_text(&above->links.at[0])));
    for (uint32_t i = chain->n; i > 0; i--)
        buf_printf(&text, "%.*s \u2192 ", STR_ARGS(chain->at[i - 1]->name));
    buf_put(&text, brief->person.name);
    return kept(app, &text);
}

static struct str asked_text(struct app *app, const struct brief *brief)
{
    struct buf text = {0};

    if (brief->owes_question)
        buf_printf(&text, "%.*s is not asked yet what would be good to talk about",
                   STR_ARGS(brief->referrer));
    if (brief->asked_referrer.how == SETTLED_DATE) {
        buf_printf(&text, "%.*s was asked for suggestions ", STR_ARGS(brief->referrer));
        date_human_write(&text, brief->asked_referrer.day, app->today);
    }
    return kept(app, &text);
}

static struct str met_text(struct app *app, const struct brief *brief)
{
    struct buf text = {0};

    if (!brief->met)
        return STR("not yet");
    date_human_write(&text, interview_day(brief->met), app->today);
    if (brief->met_count > 1)
        buf_printf(&text, ", and %u times before", brief->met_count - 1);
    if (brief->met_count == 2) {
        buf_reset(&text);
        date_human_write(&text, interview_day(brief->met), app->today);
        buf_puts(&text, ", and once before");
    }
    return kept(app, &text);
}

static void add_known(struct app *app, struct sheet *sheet, const struct brief *brief)
{
    struct sheet_part *part = sheet_begin(sheet, &app->arena, "How you know each other");

    if (brief->referrer.n) {
        sheet_add(part, &app->arena, "through", chain_text(app, brief));
        sheet_add(part, &app->arena, "courtesy", asked_text(app, brief));
    } else {
        sheet_add(part, &app->arena, "through", STR("nobody between you"));
    }
    sheet_add(part, &app->arena, "met", met_text(app, brief));
}

/* ---- last words, promises */

static void add_line(struct app *app, struct sheet_part *part, const char *who, const struct md_log *line)
{
    struct buf label = {0};

    if (!line)
        return;
    buf_printf(&label, "%s, ", who);
    date_human_write(&label, line->when.day, app->today);
    sheet_add(part, &app->arena, kept(app, &label).p, line->text);
}

static void add_words(struct app *app, struct sheet *sheet, const struct brief *brief)
{
    struct sheet_part *part = sheet_begin(sheet, &app->arena, "Last words");
    const struct record *contact = brief->person.to;
    bool is_in_first =
        brief->last_in && (!brief->last_out || brief->last_in->when.day >= brief->last_out->when.day);

    if (is_in_first)
        add_line(app, part, "they", brief->last_in);
    add_line(app, part, "you", brief->last_out);
    if (!is_in_first)
        add_line(app, part, "they", brief->last_in);
    for (uint32_t i = 0; brief->met && i < brief->met->md.notes.n; i++) {
        struct buf label = {0};

        buf_puts(&label, "met ");
        date_human_write(&label, interview_day(brief->met), app->today);
        sheet_add(part, &app->arena, kept(app, &label).p, brief->met->md.notes.at[i].text);
    }
    for (uint32_t i = 0; contact && i < contact->md.notes.n; i++)
        sheet_add(part, &app->arena, "your notes", contact->md.notes.at[i].text);
    if (!part->entries.n)
        sheet_add(part, &app->arena, "", STR("None are noted."));
}

static void add_promises(struct app *app, struct sheet *sheet, const struct brief *brief)
{
    struct sheet_part *part = sheet_begin(sheet, &app->arena, "Promises");

    for (uint32_t i = 0; i < brief->promises.n; i++) {
        const struct row *row = &brief->promises.at[i];
        struct buf text = {0};

        buf_put(&text, row->task->text);
        if (row->item && row->item->due) {
            buf_puts(&text, ", due ");
            date_human_write(&text, row->item->due, app->today);
        }
        sheet_add(part, &app->arena, row->task->theirs ? "theirs" : "yours", kept(app, &text));
    }
    if (!part->entries.n)
        sheet_add(part, &app->arena, "", STR("None are open."));
}

/* ---- questions, pitch, time, things */

static struct str count_text(struct app *app, const struct brief *brief)
{
    struct buf text = {0};

    buf_printf(&text, "%u of %d to %d, ", brief->question_count, brief->least_questions,
               brief->most_questions);
    if (brief->grounded_count)
        buf_printf(&text, "%u from research", brief->grounded_count);
    else
        buf_puts(&text, "none from research");
    return kept(app, &text);
}

static void add_questions(struct app *app, struct sheet *sheet, const struct brief *brief)
{
    struct sheet_part *part = sheet_begin(sheet, &app->arena, "Questions");

    part->form = SHEET_NUMBERED;
    part->note = count_text(app, brief);
    for (uint32_t i = 0; i < brief->question_count; i++) {
        const struct brief_question *question = &brief->questions[i];
        struct buf text = {0};

        buf_put(&text, question->text);
        if (question->has_gap)
            buf_puts(&text, " (fill in the dots)");
        else if (question->is_grounded)
            buf_puts(&text, " (from research)");
        sheet_add(part, &app->arena, "", kept(app, &text));
    }
}

static void add_pitch(struct app *app, struct sheet *sheet, const struct brief *brief)
{
    const struct brief_pitch *pitch = &brief->pitch;
    struct sheet_part *part = sheet_begin(sheet, &app->arena, "Your pitch");
    struct buf note = {0};

    if (!pitch->variant) {
        sheet_add(part, &app->arena, "",
                  pitch->is_unread ? STR("pitch.md cannot be read.") : STR("There is no pitch yet."));
        return;
    }
    buf_printf(&note, "%u of %u seconds", pitch->seconds, pitch->limit);
    if (pitch->variant->title.n)
        buf_printf(&note, ", \u201c%.*s\u201d", STR_ARGS(pitch->variant->title));
    part->note = kept(app, &note);
    for (struct str rest = pitch->variant->text; rest.n;) {
        size_t end = str_index(rest, '\n', 0);

        sheet_add(part, &app->arena, "", str_slice(rest, 0, end));
        rest = str_skip(rest, end + 1);
    }
}

static struct str time_text(struct app *app, const struct brief *brief)
{
    const struct brief_time *time = &brief->time;
    struct buf text = {0};

    buf_printf(&text, "%d minutes", time->asked);
    if (time->has_start) {
        buf_puts(&text, ", ");
        date_time_write(&text, time->start);
        buf_puts(&text, " to ");
        date_time_write(&text, time->end);
    }
    if (time->most > time->asked) {
        buf_printf(&text, "; at the very longest %d", time->most);
        if (time->has_start) {
            buf_puts(&text, ", to ");
            date_time_write(&text, time->latest);
        }
    }
    return kept(app, &text);
}

static void add_rest(struct app *app, struct sheet *sheet, const struct brief *brief)
{
    struct sheet_part *part = sheet_begin(sheet, &app->arena, "Time");

    sheet_add(part, &app->arena, "", time_text(app, brief));
    if (!brief->bring_count)
        return;
    part = sheet_begin(sheet, &app->arena, "Bring");
    part->form = SHEET_ITEMS;
    for (uint32_t i = 0; i < brief->bring_count; i++)
        sheet_add(part, &app->arena, "", brief->bring[i]);
}

static struct str below_text(struct app *app, const struct brief *brief)
{
    struct buf text = {0};

    put_part(&text, brief->org);
    if (brief->interview) {
        put_part(&text, when_text(app, brief));
        put_part(&text, spaced(app, brief->via));
    }
    return kept(app, &text);
}

struct sheet prep_sheet(struct app *app, const struct brief *brief)
{
    struct sheet sheet = {.title = brief->person.name, .last = brief_never};

    sheet.below = below_text(app, brief);
    add_goal(app, &sheet, brief);
    add_who(app, &sheet, brief);
    add_known(app, &sheet, brief);
    add_words(app, &sheet, brief);
    add_promises(app, &sheet, brief);
    if (brief->interview)
        add_questions(app, &sheet, brief);
    add_pitch(app, &sheet, brief);
    add_rest(app, &sheet, brief);
    return sheet;
}

/* ---- what is missing */

static void say_command(struct app *app, const char *what, const char *command, struct str id)
{
    app_say(app, "%s: infoview %s %.*s", what, command, STR_ARGS(id));
}

static void hint_questions(struct app *app, const struct brief *brief)
{
    struct str who = brief->person.to ? brief->person.to->id : brief->interview->id;

    if ((int32_t)brief->question_count < brief->least_questions || !brief->grounded_count)
        say_command(app, "more questions", "prep --add-questions", who);
    if (brief->gap_count)
        say_command(app, "fill in the dots", "edit", brief->interview->id);
}

void prep_hints(struct app *app, const struct brief *brief)
{
    const struct record *interview = brief->interview;
    struct str id = brief->person.to ? brief->person.to->id : (struct str){0};

    if (interview)
        hint_questions(app, brief);
    else
        app_say(app, "no meeting is fixed: infoview new interview %.*s --on DATE", STR_ARGS(id));
    if (interview && brief->owes_question)
        app_say(app, "once you have asked %.*s: infoview set %.*s asked_referrer today",
                STR_ARGS(brief->referrer), STR_ARGS(interview->id));
    if (!brief->pitch.variant && !brief->pitch.is_unread)
        app_say(app, "write a pitch: infoview edit pitch");
}
