#include "ask.h"
#include "base/die.h"
#include "new.h"
#include "vault/facts.h"

/* ---- who */

struct guests {
    VEC(const struct record *);
};

static int find_guests(struct new *new, int argc, char **argv, struct guests *guests)
{
    for (int i = 0; i < argc; i++) {
        const struct record *contact;
        bool is_there = false;

        if (app_who(new->write.app, argv[i], &contact))
            return STATUS_USAGE;
        for (uint32_t k = 0; k < guests->n; k++)
            is_there |= guests->at[k] == contact;
        if (!is_there)
            *vec_add(guests, &new->write.app->arena) = contact;
    }
    return 0;
}

/* "Ana Lima, Bo Chen and Kofi Mensah". */
static struct str names_of(struct app *app, const struct guests *guests)
{
    struct buf text = {0};
    struct str names;

    for (uint32_t i = 0; i < guests->n; i++) {
        buf_puts(&text, i == 0 ? "" : i + 1 < guests->n ? ", " : " and ");
        buf_put(&text, guests->at[i]->name);
    }
    names = str_copy(&app->arena, buf_str(&text));
    buf_free(&text);
    return names;
}

/* ---- when */

static int read_time(struct new *new, struct stamp *when)
{
    struct app *app = new->write.app;
    struct stamp on = *when;

    if (!new->options->at)
        return 0;
    if (write_time(app, "at", new->options->at, when))
        return STATUS_USAGE;
    if (on.has_time && on.minute != when->minute)
        return app_fail(app, STATUS_USAGE, "--on and --at give two times");
    return 0;
}

/* No day is guessed: without --on somebody is asked, or the command stops. */
static int read_when(struct new *new, struct stamp *stamp)
{
    struct app *app = new->write.app;
    const char *on = new->options->on;
    struct buf day = {0};

    if (!on && ask_is_possible(app))
        on = ask_line(app, "On what day? (next tuesday, 24 nov, 2026-11-24T15:00)").p;
    if (!on || !*on)
        return app_fail(app, STATUS_USAGE,
                        "no day is given\nsay it with --on DATE, as in --on 'next tuesday'");
    if (write_day(app, "on", on, DATE_FUTURE, stamp) || read_time(new, stamp))
        return STATUS_USAGE;
    date_human_write(&day, stamp->day, app->today);
    app_say(app, "on: %.*s", STR_ARGS(buf_str(&day)));
    buf_free(&day);
    return 0;
}

static struct str iso_of(struct app *app, struct stamp stamp)
{
    struct buf text = {0};
    struct str iso;

    date_iso_write(&text, stamp.day);
    if (stamp.has_time) {
        buf_putc(&text, 'T');
        date_time_write(&text, stamp.minute);
    }
    iso = str_copy(&app->arena, buf_str(&text));
    buf_free(&text);
    return iso;
}

/* A meeting on a day that is past took place: else nobody would enter it. */
static void add_when(struct new *new, struct stamp stamp)
{
    struct app *app = new->write.app;
    bool is_past = stamp.day < app->today;
    struct new_value *value = new_add(new, "date", KEY_DATE, iso_of(app, stamp));

    value->is_given = true;
    value->is_plain = true;
    value = new_add(new, "status", KEY_STATUS, is_past ? STR("done") : STR("planned"));
    value->is_given = is_past;
    if (is_past)
        app_say(app, "the day is past: status done");
}

/* ---- what is known of them on that day */

static struct str first_text(const struct guests *guests, enum key key)
{
    struct str text = {0};

    for (uint32_t i = 0; i < guests->n && !text.n; i++)
        text = record_text(guests->at[i], key);
    return text;
}

static void add_target(struct new *new, const struct guests *guests)
{
    struct new_value *target = new_add(new, "target", KEY_TARGET, (struct str){0});
    const struct value *value = NULL;

    for (uint32_t i = 0; i < guests->n && !value; i++)
        value = record_find(guests->at[i], KEY_TARGET);
    for (uint32_t i = 0; value && i < value->links.n; i++) {
        const struct link *link = &value->links.at[i];

        *vec_add(&target->items, &new->write.app->arena) = link->to ? link->to->id : link->target;
    }
}

/* The courtesies to whoever brought them together are owed around the first meeting. */
static void add_referrer(struct new *new, const struct guests *guests)
{
    struct str referrer = {0};

    for (uint32_t i = 0; i < guests->n && !referrer.n; i++) {
        const struct record *from = contact_referrer(guests->at[i]);

        if (from && !facts_of(guests->at[i], new->write.app->today).held)
            referrer = from->id;
    }
    new_add(new, "referred_by", KEY_NONE, referrer);
}

static void add_guests(struct new *new, const struct guests *guests)
{
    struct new_value *contact = new_add(new, "contact", KEY_CONTACT, (struct str){0});

    contact->is_given = true;
    if (guests->n == 1)
        contact->text = guests->at[0]->id;
    for (uint32_t i = 0; guests->n > 1 && i < guests->n; i++)
        *vec_add(&contact->items, &new->write.app->arena) = guests->at[i]->id;
    new_add(new, "org", KEY_ORG, first_text(guests, KEY_ORG));
    new_add(new, "role", KEY_ROLE, first_text(guests, KEY_ROLE));
    add_target(new, guests);
    add_referrer(new, guests);
}

static int add_options(struct new *new)
{
    struct app *app = new->write.app;
    int minutes = new->options->minutes;
    struct new_value *value;
    struct buf number = {0};
    struct str via;

    if (new_text(new, "--via", new->options->via, &via))
        return STATUS_USAGE;
    new_add(new, "via", KEY_VIA, via)->is_given = true;
    buf_number(&number, minutes ? minutes : settings_number(&app->vault.settings, SET_ASK_MINUTES), 1);
    value = new_add(new, "minutes_asked", KEY_MINUTES_ASKED, str_copy(&app->arena, buf_str(&number)));
    value->is_given = minutes != 0;
    value->is_plain = true;
    buf_free(&number);
    return 0;
}

int new_interview(struct new *new, int argc, char **argv)
{
    struct app *app = new->write.app;
    struct guests guests = {0};
    struct stamp stamp = {0};
    struct buf id = {0};
    int status = find_guests(new, argc, argv, &guests);

    if (!status)
        status = read_when(new, &stamp);
    if (!status)
        status = add_options(new);
    if (status)
        return status;
    must(guests.n > 0);
    add_guests(new, &guests);
    add_when(new, stamp);
    new->title = names_of(app, &guests);
    date_iso_write(&id, stamp.day);
    buf_printf(&id, "-%.*s", STR_ARGS(guests.at[0]->id));
    new_name_file(new, str_copy(&app->arena, buf_str(&id)));
    buf_free(&id);
    return 0;
}
