#include "meeting.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "vault/query.h"

/* How well a word names somebody: as they are written, or but for case, accents and punctuation. */
enum fit { FIT_NOT, FIT_PLAIN, FIT_WRITTEN };

static enum fit fit_of(struct arena *scratch, const struct participant *person, struct str word)
{
    struct str plain = utf8_plain(scratch, word);

    if (str_equal(person->name, word) || str_equal(person->target, word))
        return FIT_WRITTEN;
    return plain.n && (str_equal(utf8_plain(scratch, person->name), plain) ||
                       str_equal(utf8_plain(scratch, person->target), plain))
               ? FIT_PLAIN
               : FIT_NOT;
}

/* Who of the interviews' `contact` is nobody of the vault, and fits the word best, at least so well; NULL: nobody. */
static const struct participant *stranger(struct app *app, struct str word, enum fit least)
{
    const struct records *interviews = &app->vault.records[KIND_INTERVIEW];
    const struct participant *best = NULL;

    for (uint32_t i = 0; i < interviews->n; i++)
        for (uint32_t k = 0; k < interviews->at[i].participant_count; k++) {
            const struct participant *person = &interviews->at[i].participants[k];
            enum fit fit = person->to ? FIT_NOT : fit_of(&app->arena, person, word);

            if (fit >= least && (!best || fit > FIT_PLAIN))
                best = person;
        }
    return best;
}

/* Whether the word is all of the contact's id, name or alias, not a part. */
static bool is_whole(struct arena *scratch, const struct record *contact, struct str word)
{
    const struct value *aliases = record_find(contact, KEY_ALIASES);
    struct str plain = utf8_plain(scratch, word);
    bool is = str_equal(contact->id, word) || str_equal(utf8_plain(scratch, contact->name), plain);

    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++)
        is |= str_equal(utf8_plain(scratch, aliases->texts.at[i]), plain);
    return is;
}

int meeting_who(struct app *app, const char *word, struct participant *person)
{
    struct query_result result = query_find(&app->vault, KIND_CONTACT, str_from(word), &app->arena);
    bool is_near = result.is_near || !result.count;
    const struct participant *other = NULL;
    const struct record *contact;
    int status;

    /* "Chris" of a meeting is not Chris Park of the vault. */
    if (is_near || !is_whole(&app->arena, result.at[0], str_from(word)))
        other = stranger(app, str_from(word), is_near ? FIT_PLAIN : FIT_WRITTEN);
    if (other) {
        *person = *other;
        return 0;
    }
    status = app_who(app, word, &contact);
    if (!status && !is_whole(&app->arena, contact, str_from(word))) {
        other = stranger(app, str_from(word), FIT_PLAIN);
        if (other)
            return app_fail(app, STATUS_USAGE,
                            "'%s' may be %.*s, or %.*s of a meeting, who has no file\n"
                            "write '%.*s', or '%.*s' as it is written there",
                            word, STR_ARGS(contact->name), STR_ARGS(other->name), STR_ARGS(contact->id),
                            STR_ARGS(other->name));
    }
    if (!status)
        *person = (struct participant){contact, contact->name, contact->id};
    return status;
}

bool meeting_is_same(const struct participant *a, const struct participant *b)
{
    if (a->to || b->to)
        return a->to == b->to;
    return str_equal(a->name, b->name) || str_equal(a->target, b->target);
}

const struct participant *meeting_part(const struct record *interview, const struct participant *person)
{
    for (uint32_t i = 0; i < interview->participant_count; i++)
        if (meeting_is_same(&interview->participants[i], person))
            return &interview->participants[i];
    return NULL;
}

struct write_name meeting_name(const char *verb, const struct participant *person)
{
    return (struct write_name){verb, person->name, person->to ? person->to->id : person->target};
}

void meeting_say_line(struct write *write, const struct record *contact, const struct verb_line *line)
{
    struct buf text = {0};

    date_human_write(&text, line->when.day, write->app->today);
    if (line->when.has_time) {
        buf_putc(&text, ' ');
        date_time_write(&text, line->when.minute);
    }
    if (line->has_kind)
        buf_printf(&text, " %s", md_log_kind_name(line->kind));
    if (line->direction != MD_DIRECTION_NONE)
        buf_printf(&text, " %s", md_direction_name(line->direction));
    if (line->text.n)
        buf_printf(&text, ": %.*s", STR_ARGS(line->text));
    write_say(write, "%.*s %.*s: %.*s", STR_ARGS(contact->name), STR_ARGS(buf_str(&text)),
              STR_ARGS(contact->path));
    buf_free(&text);
}

/* ---- those that are still open */

static bool is_open(const struct app *app, const struct record *interview)
{
    enum interview_stand stand = interview_stand(interview, app->today);

    return stand == STAND_AHEAD || stand == STAND_UNCONFIRMED;
}

static int by_day(const void *a, const void *b)
{
    const struct record *left = *(const struct record *const *)a, *right = *(const struct record *const *)b;

    return interview_is_earlier(left, right) ? -1 : interview_is_earlier(right, left);
}

static void find_open(struct app *app, const struct participant *person, struct meetings *meetings)
{
    const struct records *interviews = &app->vault.records[KIND_INTERVIEW];

    for (uint32_t i = 0; i < interviews->n; i++)
        if (is_open(app, &interviews->at[i]) && meeting_part(&interviews->at[i], person))
            *vec_add(meetings, &app->arena) = &interviews->at[i];
    if (meetings->n)
        qsort(meetings->at, meetings->n, sizeof *meetings->at, by_day);
}

int meeting_open(struct app *app, const char *word, struct participant *person, struct meetings *meetings)
{
    const struct record *interview = vault_find(&app->vault, KIND_INTERVIEW, str_from(word));
    int status;

    if (interview && !interview->is_unreadable) {
        const struct participant *partner = interview_partner(interview);

        if (!is_open(app, interview))
            return app_fail(app, STATUS_USAGE,
                            "'%s' is no meeting ahead or unconfirmed\n'infoview show' tells how it stands",
                            word);
        *person = partner ? *partner : (struct participant){NULL, interview->id, interview->id};
        *vec_add(meetings, &app->arena) = interview;
        return 0;
    }
    status = meeting_who(app, word, person);
    if (status)
        return status;
    find_open(app, person, meetings);
    if (meetings->n)
        return 0;
    return app_fail(app, STATUS_USAGE,
                    "no meeting with %.*s lies ahead or waits to be confirmed\n"
                    "infoview new interview %.*s --on DATE",
                    STR_ARGS(person->name), STR_ARGS(person->to ? person->to->id : person->target));
}

int meeting_which(struct app *app, const struct participant *person, const struct meetings *meetings)
{
    struct buf text = {0};

    buf_printf(&text, "%.*s has several meetings\nwrite the id of one", STR_ARGS(person->name));
    for (uint32_t i = 0; i < meetings->n; i++)
        buf_printf(&text, "\n  %.*s", STR_ARGS(meetings->at[i]->id));
    app_fail(app, 0, "%.*s", STR_ARGS(buf_str(&text)));
    buf_free(&text);
    return STATUS_USAGE;
}
