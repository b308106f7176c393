#include "report.h"

/* Whom to ask when nothing is due and the goal is open: the idea noted longest ago, by date, then by path. */
static const struct record *whom_to_ask(const struct app *app)
{
    const struct records *contacts = &app->vault.records[KIND_CONTACT];
    const struct record *best = NULL;

    for (uint32_t i = 0; i < contacts->n; i++) {
        const struct record *contact = &contacts->at[i];
        struct facts facts = facts_of(contact, app->today);
        int32_t added = record_day(contact, KEY_ADDED);

        if (!contact_is_active(contact) || contact_is_asleep(contact, app->today) ||
            stage_of(&app->vault, contact, &facts) != STAGE_IDEA)
            continue;
        if (!best || (added && (!record_day(best, KEY_ADDED) || added < record_day(best, KEY_ADDED))))
            best = contact;
    }
    return best;
}

/* The first item that can be acted on: overdue, due or without a date; else none. */
static const struct due_item *first_item(const struct due_list *list)
{
    const struct due_item *open = NULL;

    for (uint32_t i = 0; i < list->n; i++) {
        if (list->at[i]->state == STATE_OVERDUE || list->at[i]->state == STATE_DUE)
            return list->at[i];
        if (list->at[i]->state == STATE_OPEN && !open)
            open = list->at[i];
    }
    return open;
}

static void put_link(struct app *app, const char *label, struct str text, struct term_link link)
{
    if (!text.n)
        return;
    buf_printf(&app->out, "  %-10s ", label);
    term_put_link(&app->out, &app->screen, STYLE_PLAIN, text, link);
    buf_putc(&app->out, '\n');
}

static void put_field(struct app *app, const char *label, struct str text)
{
    put_link(app, label, text, (struct term_link){0});
}

/* The person's card: what is needed to write to them. */
static void put_card(struct app *app, const struct record *contact)
{
    const struct value *email = record_find(contact, KEY_EMAIL);

    put_field(app, "role", record_text(contact, KEY_ROLE));
    put_field(app, "org", record_text(contact, KEY_ORG));
    for (uint32_t i = 0; email && i < email->texts.n; i++)
        put_link(app, "email", email->texts.at[i], (struct term_link){.address = email->texts.at[i]});
    put_field(app, "reason", record_text(contact, KEY_WHY));
    if (contact_referrer(contact))
        put_field(app, "through", contact_referrer(contact)->name);
    put_link(app, "file", contact->path, (struct term_link){.file = contact->path});
}

static void put_command(struct app *app, const struct reason *reason)
{
    struct buf command = {0};

    reason_command_write(&command, reason);
    put_field(app, "then", buf_str(&command));
    buf_free(&command);
}

static void put_head(struct app *app, const struct due_item *item)
{
    struct buf text = {0};

    buf_printf(&text, "%s ", reason_verb(item->kind));
    if (item->kind == DUE_REVIEW)
        buf_printf(&text, "plan.md: %.*s", STR_ARGS(item->text));
    else if (item->kind == DUE_REFERRAL)
        buf_printf(&text, "%.*s, named by %.*s", STR_ARGS(item->text), STR_ARGS(item->contact_name));
    else
        buf_put(&text, item->contact_name);
    if (item->about)
        buf_printf(&text, " about %.*s", STR_ARGS(item->about->name));
    term_put(&app->out, &app->screen, STYLE_BOLD, buf_str(&text));
    buf_reset(&text);
    reason_lateness_write(&text, item, app->today);
    if (text.n) {
        buf_puts(&app->out, "  ");
        term_put(&app->out, &app->screen, item->state == STATE_OVERDUE ? STYLE_RED : STYLE_YELLOW,
                 buf_str(&text));
    }
    buf_putc(&app->out, '\n');
    buf_free(&text);
}

static void put_item(struct app *app, const struct due_item *item)
{
    struct reason reason = reason_of(&app->vault, item, app->today, &app->arena);

    put_head(app, item);
    put_field(app, "why", reason.why);
    if (item->kind == DUE_PROMISE || item->kind == DUE_WAITING)
        put_field(app, "what", item->text);
    for (uint32_t i = 0; i < reason.say_count && item->kind != DUE_WAITING; i++)
        put_field(app, i ? "" : "say", reason.say[i]);
    if (item->contact)
        put_card(app, item->contact);
    put_command(app, &reason);
}

static void put_suggestion(struct app *app, const struct goal *goal, const struct record *contact)
{
    struct reason reason;

    buf_puts(&app->out, goal->rate.count ? "Nothing is due. " : "Nothing is due.");
    report_put_goal(&app->out, goal);
    buf_putc(&app->out, '\n');
    if (goal->done + goal->ahead >= (uint32_t)goal->rate.count) {
        app_say(app, "look ahead with: infoview report --days 30");
        return;
    }
    if (!contact) {
        app_say(app, "note somebody to ask with: infoview new contact NAME");
        return;
    }
    buf_puts(&app->out, "\nWhom to ask: ");
    term_put(&app->out, &app->screen, STYLE_BOLD, contact->name);
    buf_putc(&app->out, '\n');
    put_card(app, contact);
    reason = reason_to_ask(contact);
    put_command(app, &reason);
}

static void put_json(struct app *app, const struct due_item *item, const struct goal *goal,
                     const struct record *ask)
{
    struct json json = {.out = &app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/next@1"));
    json_day(&json, "today", app->today);
    report_goal_json(&json, goal);
    if (item)
        report_item_json(&json, app, "item", item);
    else
        json_null(&json, "item");
    json_text_or_null(&json, "ask", ask ? ask->id : (struct str){0});
    json_end_object(&json);
}

static int run(struct app *app, int argc, char **argv)
{
    struct due_frame frame = {0};
    const struct due_item *item;
    const struct record *ask;
    struct due_list list;
    struct goal goal;
    int status;

    argc = opt_parse(app, &command_next, argc, argv, NULL);
    if (argc < 0)
        return app->status;
    status = app_no_words(app, argc, argv);
    if (!status)
        status = app_open_vault(app, &want_all);
    if (status)
        return status;
    frame = (struct due_frame){app->today, due_horizon(&app->vault, app->today)};
    list = due_list(&app->vault, &frame, &app->arena);
    goal = goal_of(&app->vault, app->today);
    item = first_item(&list);
    ask = !item && goal.done + goal.ahead < (uint32_t)goal.rate.count ? whom_to_ask(app) : NULL;
    if (app->format == FORMAT_JSON)
        put_json(app, item, &goal, ask);
    else if (item)
        put_item(app, item);
    else
        put_suggestion(app, &goal, ask);
    app_say_unreadable(app);
    return STATUS_DONE;
}

const struct command command_next = {
    .name = "next",
    .group = "Every day",
    .words = "",
    .about = "the one thing to do now, with everything needed to do it",
    .examples = "infoview next\n"
                "infoview next --json\n",
    .formats = "text|json",
    .run = run,
};
