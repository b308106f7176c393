#include "report.h"
#include "vault/record_json.h"

static void put_texts(struct json *json, const char *name, const struct value *value)
{
    json_begin_array(json, name);
    for (uint32_t i = 0; value && i < value->texts.n; i++)
        json_text(json, NULL, value->texts.at[i]);
    json_end_array(json);
}

static void put_person(struct json *json, const char *name, const struct record *contact,
                       struct str as_written)
{
    json_begin_object(json, name);
    json_text_or_null(json, "id", contact ? contact->id : (struct str){0});
    json_text(json, "name", as_written);
    json_text_or_null(json, "org", contact ? record_text(contact, KEY_ORG) : (struct str){0});
    put_texts(json, "email", contact ? record_find(contact, KEY_EMAIL) : NULL);
    json_end_object(json);
}

static void put_reason(struct json *json, const struct reason *reason)
{
    json_text(json, "why", reason->why);
    json_begin_array(json, "say");
    for (uint32_t i = 0; i < reason->say_count; i++)
        json_text(json, NULL, reason->say[i]);
    json_end_array(json);
    json_begin_array(json, "command");
    for (uint32_t i = 0; i < reason->command_count; i++)
        json_text(json, NULL, reason->command[i]);
    json_end_array(json);
}

void report_item_json(struct json *json, const struct app *app, const char *name, const struct due_item *item)
{
    struct arena scratch = {0};
    struct reason reason = reason_of(&app->vault, item, app->today, &scratch);
    struct buf id = {0};

    due_id_write(&id, item);
    json_begin_object(json, name);
    json_text(json, "id", buf_str(&id));
    buf_free(&id);
    json_text(json, "kind", str_from(due_kind_name(item->kind)));
    json_text(json, "state", str_from(due_state_name(item->state)));
    json_day(json, "due", item->due);
    json_day(json, "late", item->late);
    json_number(json, "days_late", item->days_late);
    if (item->contact || item->contact_name.n)
        put_person(json, "contact", item->contact, item->contact_name);
    else
        json_null(json, "contact");
    if (item->about)
        put_person(json, "about", item->about, item->about->name);
    else
        json_null(json, "about");
    json_text_or_null(json, "interview", item->interview ? item->interview->id : (struct str){0});
    json_text_or_null(json, "text", item->text);
    json_begin_object(json, "source");
    json_text(json, "path", item->path);
    json_number(json, "line", item->line);
    json_end_object(json);
    put_reason(json, &reason);
    json_end_object(json);
    arena_free(&scratch);
}

static void put_counts(struct json *json, const struct app *app, const struct due_list *list)
{
    json_begin_object(json, "counts");
    for (int state = 0; state < STATE_COUNT; state++)
        json_number(json, due_state_name((enum due_state)state), list->counts[state]);
    json_number(json, "unreadable", app->vault.unreadable.n);
    json_end_object(json);
}

void report_goal_json(struct json *json, const struct goal *goal)
{
    if (!goal->rate.count) {
        json_null(json, "goal");
        return;
    }
    json_begin_object(json, "goal");
    json_text(json, "per", str_from(rate_unit_name(goal->rate.unit)));
    json_number(json, "target", goal->rate.count);
    json_number(json, "done", goal->done);
    json_number(json, "ahead", goal->ahead);
    json_number(json, "streak", goal->streak);
    json_end_object(json);
}

void report_json(struct app *app, const struct due_list *list, const struct goal *goal)
{
    struct json json = {.out = &app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/report@1"));
    json_day(&json, "today", app->today);
    json_text(&json, "vault", app->vault_path);
    put_counts(&json, app, list);
    report_goal_json(&json, goal);
    record_json_unreadable(&json, &app->vault);
    json_begin_array(&json, "items");
    for (uint32_t i = 0; i < list->n; i++) {
        report_item_json(&json, app, NULL, list->at[i]);
        app_drain(app);
    }
    json_end_array(&json);
    json_end_object(&json);
}
