#include "insight/history.h"

#include <stdlib.h>

#include "vault/column.h"
#include "vault/interview.h"

/* Takes over what was gathered in `text`. */
static struct str kept(struct arena *arena, struct buf *text)
{
    struct str copy = str_copy(arena, buf_str(text));

    buf_free(text);
    return copy;
}

static void add_log(const struct view *view, struct history *history, const struct record *contact)
{
    for (uint32_t i = 0; i < contact->md.log.n; i++) {
        const struct md_log *line = &contact->md.log.at[i];
        const char *direction = md_direction_name((enum md_direction)line->direction);
        struct str parts[] = {str_from(md_log_kind_name((enum md_log_kind)line->kind)), STR(" "),
                              str_from(direction)};

        *vec_add(history, view->arena) =
            (struct history_entry){.when = line->when,
                                   .kind = str_join(view->arena, parts, *direction ? 3 : 1),
                                   .text = line->text,
                                   .is_private = line->is_private};
    }
}

static void add_part(struct buf *text, struct str part)
{
    if (text->n && part.n)
        buf_puts(text, ", ");
    buf_put(text, part);
}

static struct str about_interview(const struct view *view, const struct record *interview)
{
    int32_t minutes = record_number(interview, KEY_MINUTES);
    struct buf text = {0};

    add_part(&text, column_interview_status(interview, view->today));
    if (minutes) {
        buf_puts(&text, text.n ? ", " : "");
        buf_number(&text, minutes, 1);
        buf_puts(&text, " minutes");
    }
    add_part(&text, record_text(interview, KEY_VIA));
    add_part(&text, record_text(interview, KEY_PLACE));
    return kept(view->arena, &text);
}

static struct str about_thanks(const struct view *view, const struct record *interview)
{
    const struct value *via = record_find(interview, KEY_THANKED_VIA);
    struct str topic = record_text(interview, KEY_THANKED_FOR);
    struct buf text = {0};

    if (via) {
        struct str word = schema_word_at(schema_field(KIND_INTERVIEW, KEY_THANKED_VIA)->words, via->number);

        if (!str_equal(word, STR("in-person")))
            buf_puts(&text, "by ");
        buf_put(&text, word);
    }
    if (topic.n) {
        buf_puts(&text, text.n ? ", for " : "for ");
        buf_put(&text, topic);
    }
    return kept(view->arena, &text);
}

static void add_interviews(const struct view *view, struct history *history, const struct record *contact)
{
    struct participant self = {contact, contact->name, contact->id};

    for (uint32_t i = 0; i < contact->interview_count; i++) {
        const struct record *interview = contact->interviews[i];
        const struct value *date = record_find(interview, KEY_DATE);
        struct settled thanked = interview_thanked(interview, &self);

        if (thanked.how == SETTLED_DATE)
            *vec_add(history, view->arena) = (struct history_entry){.when.day = thanked.day,
                                                                    .kind = STR("thanked"),
                                                                    .text = about_thanks(view, interview),
                                                                    .interview = interview};
        if (date && interview_stand(interview, view->today) != STAND_AHEAD)
            *vec_add(history, view->arena) = (struct history_entry){.when = date->stamp,
                                                                    .kind = STR("interview"),
                                                                    .text = about_interview(view, interview),
                                                                    .interview = interview};
    }
}

struct sortable {
    struct history_entry entry;
    int32_t minute; /* of the day, or one past its end */
    uint32_t place;
};

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
    const struct sortable *a = left, *b = right;
    int order = by_number(b->entry.when.day, a->entry.when.day);

    if (!order)
        order = by_number(b->minute, a->minute);
    return order ? order : by_number(a->place, b->place);
}

struct history history_of(const struct view *view, const struct record *contact)
{
    enum { END_OF_DAY = 24 * 60 };
    struct history history = {0};
    struct sortable *all;

    add_log(view, &history, contact);
    add_interviews(view, &history, contact);
    all = arena_new_array(view->arena, struct sortable, (size_t)history.n + 1);
    for (uint32_t i = 0; i < history.n; i++)
        all[i] = (struct sortable){history.at[i],
                                   history.at[i].when.has_time ? history.at[i].when.minute : END_OF_DAY, i};
    if (history.n)
        qsort(all, history.n, sizeof *all, compare);
    for (uint32_t i = 0; i < history.n; i++)
        history.at[i] = all[i].entry;
    return history;
}
