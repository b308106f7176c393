#include "prep.h"
#include "vault/record_json.h"
#include "vault/value_json.h"

static void put_named(struct json *json, const char *name, const struct record *contact, struct str written)
{
    json_begin_object(json, name);
    json_text_or_null(json, "id", contact ? contact->id : (struct str){0});
    json_text(json, "name", written);
    json_end_object(json);
}

static void put_goal(struct json *json, const struct brief *brief)
{
    json_begin_object(json, "goal");
    json_text_or_null(json, "purpose", brief->purpose);
    json_begin_array(json, "targets");
    for (uint32_t i = 0; brief->targets && i < brief->targets->links.n; i++) {
        const struct link *link = &brief->targets->links.at[i];

        json_text(json, NULL, link->to ? link->to->id : link_text(link));
    }
    json_end_array(json);
    json_text_or_null(json, "why", brief->why);
    json_end_object(json);
}

static void put_others(struct json *json, const struct brief *brief)
{
    const struct record *interview = brief->interview;

    json_begin_array(json, "others");
    for (uint32_t i = 0; interview && i < interview->participant_count; i++) {
        const struct participant *other = &interview->participants[i];

        if (other->to != brief->person.to || !str_equal(other->name, brief->person.name))
            put_named(json, NULL, other->to, other->name);
    }
    json_end_array(json);
}

static void put_who(struct json *json, const struct brief *brief)
{
    json_begin_object(json, "who");
    json_text_or_null(json, "role", brief->role);
    json_text_or_null(json, "org", brief->org);
    json_text_or_null(json, "location", brief->location);
    json_text_or_null(json, "source", brief->source);
    json_text_or_null(json, "perspective", brief->perspective);
    put_others(json, brief);
    json_day(json, "date", brief->when.day);
    value_json_time_write(json, &brief->when);
    json_text_or_null(json, "via", brief->via);
    json_text_or_null(json, "place", brief->place);
    json_end_object(json);
}

static void put_known(struct json *json, const struct brief *brief)
{
    json_begin_object(json, "known");
    json_text_or_null(json, "referrer", brief->referrer);
    json_begin_array(json, "chain");
    for (uint32_t i = 0; i < brief->chain.n; i++)
        json_text(json, NULL, brief->chain.at[i]->id);
    json_end_array(json);
    json_day(json, "asked", brief->asked_referrer.day);
    json_bool(json, "ask", brief->owes_question);
    json_number(json, "met", brief->met_count);
    json_end_object(json);
}

static void put_line(struct json *json, const char *name, const struct md_log *line)
{
    if (!line) {
        json_null(json, name);
        return;
    }
    json_begin_object(json, name);
    json_day(json, "date", line->when.day);
    value_json_time_write(json, &line->when);
    json_text(json, "kind", str_from(md_log_kind_name((enum md_log_kind)line->kind)));
    json_text_or_null(json, "direction", str_from(md_direction_name((enum md_direction)line->direction)));
    json_text_or_null(json, "text", line->text);
    json_number(json, "line", line->line);
    json_end_object(json);
}

static void put_notes(struct json *json, const char *name, const struct record *record)
{
    json_begin_array(json, name);
    for (uint32_t i = 0; record && i < record->md.notes.n; i++)
        json_text(json, NULL, record->md.notes.at[i].text);
    json_end_array(json);
}

static void put_words(struct json *json, const struct brief *brief)
{
    json_begin_object(json, "last");
    put_line(json, "in", brief->last_in);
    put_line(json, "out", brief->last_out);
    json_text_or_null(json, "interview", brief->met ? brief->met->id : (struct str){0});
    put_notes(json, "insights", brief->met);
    put_notes(json, "notes", brief->person.to);
    json_end_object(json);
}

static void put_promises(struct json *json, const struct view *view, const struct brief *brief)
{
    json_begin_array(json, "promises");
    for (uint32_t i = 0; i < brief->promises.n; i++)
        record_json(json, view, LIST_PROMISES, &brief->promises.at[i], false);
    json_end_array(json);
}

static void put_questions(struct json *json, const struct brief *brief)
{
    json_begin_array(json, "questions");
    for (uint32_t i = 0; i < brief->question_count; i++) {
        const struct brief_question *question = &brief->questions[i];

        json_begin_object(json, NULL);
        json_text(json, "text", question->text);
        json_bool(json, "grounded", question->is_grounded);
        json_bool(json, "unfinished", question->has_gap);
        json_bool(json, "answered", question->answered);
        json_number(json, "line", question->line);
        json_end_object(json);
    }
    json_end_array(json);
    json_number(json, "min_questions", brief->least_questions);
    json_number(json, "max_questions", brief->most_questions);
}

static void put_pitch(struct json *json, const struct brief_pitch *pitch)
{
    if (!pitch->variant) {
        json_null(json, "pitch");
        return;
    }
    json_begin_object(json, "pitch");
    json_text_or_null(json, "title", pitch->variant->title);
    json_text(json, "text", pitch->variant->text);
    json_number(json, "words", pitch->variant->words);
    json_number(json, "seconds", pitch->seconds);
    json_number(json, "max_seconds", pitch->limit);
    json_end_object(json);
}

static void put_clock(struct json *json, const char *name, bool is_known, int16_t minute)
{
    struct buf text = {0};

    if (is_known)
        date_time_write(&text, minute);
    json_text_or_null(json, name, buf_str(&text));
    buf_free(&text);
}

static void put_time(struct json *json, const struct brief_time *time)
{
    json_begin_object(json, "time");
    json_number(json, "minutes", time->asked);
    json_number(json, "max_minutes", time->most);
    put_clock(json, "start", time->has_start, time->start);
    put_clock(json, "end", time->has_start, time->end);
    put_clock(json, "latest", time->has_start, time->latest);
    json_end_object(json);
}

static void put_brief(struct json *json, const struct view *view, const struct brief *brief)
{
    json_begin_object(json, "brief");
    put_named(json, "contact", brief->person.to, brief->person.name);
    json_text_or_null(json, "interview", brief->interview ? brief->interview->id : (struct str){0});
    put_goal(json, brief);
    put_who(json, brief);
    put_known(json, brief);
    put_words(json, brief);
    put_promises(json, view, brief);
    put_questions(json, brief);
    put_pitch(json, &brief->pitch);
    put_time(json, &brief->time);
    json_begin_array(json, "bring");
    for (uint32_t i = 0; i < brief->bring_count; i++)
        json_text(json, NULL, brief->bring[i]);
    json_end_array(json);
    json_text(json, "never", str_from(brief_never));
    json_end_object(json);
}

void prep_json(struct app *app, const struct view *view, const struct brief *brief)
{
    struct json json = {.out = &app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/prep@1"));
    json_day(&json, "today", app->today);
    if (brief)
        put_brief(&json, view, brief);
    else
        json_null(&json, "brief");
    json_end_object(&json);
}
