#include "report.h"

#include <stddef.h>

struct options {
    int days;
    const char *kind, *tag;
    bool all, exit_status, oneline, mail;
};

#define AT(member) offsetof(struct options, member)

static const struct opt options[] = {
    {0, "days", OPT_NUMBER, AT(days), "N", "look N days ahead"},
    {0, "kind", OPT_TEXT, AT(kind), "KIND,…", "only these kinds: thank, promise, meet …"},
    {0, "tag", OPT_TEXT, AT(tag), "TAG", "only people and meetings with this tag"},
    {0, "all", OPT_FLAG, AT(all), NULL, "also what lies further ahead"},
    {'e', "exit-status", OPT_FLAG, AT(exit_status), NULL,
     "status 1 when something is due, or a file unreadable"},
    {0, "oneline", OPT_FLAG, AT(oneline), NULL, "counts only: 3 overdue, 1 due, 3 soon"},
    {0, "mail", OPT_FLAG, AT(mail), NULL, "as a message for sendmail"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* Which items are asked for. */
struct choice {
    bool kinds[DUE_KIND_COUNT];
    bool any_kind;
    struct str tag;
    const struct record **who;
    int who_count;
};

static int choose_kinds(struct app *app, const char *text, struct choice *choice)
{
    struct str list = str_from(text);

    choice->any_kind = !text;
    if (!text)
        return 0;
    do {
        size_t comma = str_index(list, ',', 0);
        struct str name = str_trim(str_slice(list, 0, comma));
        struct buf known = {0};
        enum due_kind kind;

        list = str_skip(list, comma + 1);
        if (due_kind_find(name, &kind)) {
            choice->kinds[kind] = true;
            continue;
        }
        for (int i = 0; i < DUE_KIND_COUNT; i++)
            buf_printf(&known, "%s%s", i ? ", " : "", due_kind_name((enum due_kind)i));
        app_fail(app, 0, "unknown kind '%.*s'\nthere are %.*s", STR_ARGS(name), STR_ARGS(buf_str(&known)));
        buf_free(&known);
        return STATUS_USAGE;
    } while (list.n);
    return 0;
}

static int choose_people(struct app *app, int argc, char **argv, struct choice *choice)
{
    choice->who = arena_new_array(&app->arena, const struct record *, (size_t)argc + 1);
    for (; choice->who_count < argc; choice->who_count++) {
        int status = app_who(app, argv[choice->who_count], &choice->who[choice->who_count]);

        if (status)
            return status;
    }
    return 0;
}

static bool has_tag(const struct record *record, struct str tag)
{
    const struct value *tags = record ? record_find(record, KEY_TAGS) : NULL;

    for (uint32_t i = 0; tags && i < tags->texts.n; i++)
        if (str_equal_nocase(tags->texts.at[i], tag))
            return true;
    return false;
}

static bool is_about(const struct due_item *item, const struct record *contact)
{
    return item->contact == contact || item->about == contact;
}

static bool is_chosen(const struct due_item *item, const struct choice *choice)
{
    bool is_theirs = choice->who_count == 0;

    for (int i = 0; i < choice->who_count; i++)
        is_theirs |= is_about(item, choice->who[i]);
    return is_theirs && (choice->any_kind || choice->kinds[item->kind]) &&
           (!choice->tag.n || has_tag(item->contact, choice->tag) || has_tag(item->interview, choice->tag));
}

static void keep_chosen(struct due_list *list, const struct choice *choice)
{
    uint32_t kept = 0;

    for (int i = 0; i < STATE_COUNT; i++)
        list->counts[i] = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        if (!is_chosen(list->at[i], choice))
            continue;
        list->counts[list->at[i]->state]++;
        list->at[kept++] = list->at[i];
    }
    list->n = kept;
}

static void put_counts(struct buf *out, const struct app *app, const struct due_list *list)
{
    buf_printf(out, "%u overdue, %u due, %u soon", list->counts[STATE_OVERDUE], list->counts[STATE_DUE],
               list->counts[STATE_UPCOMING]);
    if (app->vault.unreadable.n)
        buf_printf(out, ", %u unreadable", app->vault.unreadable.n);
}

/* RFC 5322: the date is that of the report, at noon, so that the same report is the same message. */
static void put_mail_head(struct app *app, const struct due_list *list)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil civil = date_civil(app->today);

    buf_puts(&app->out, "Subject: infoview: ");
    put_counts(&app->out, app, list);
    buf_printf(&app->out, "\nDate: %s, %d %s %d 12:00:00 +0000\n", days[date_weekday(app->today)], civil.day,
               months[civil.month], civil.year);
    buf_puts(&app->out, "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
                        "Content-Transfer-Encoding: 8bit\n\n");
    app->screen = (struct term){.width = 80};
    app->is_terminal = false;
}

static void put_report(struct app *app, const struct options *o, const struct due_list *list)
{
    struct goal goal = goal_of(&app->vault, app->today);

    if (app->format == FORMAT_JSON) {
        report_json(app, list, &goal);
    } else if (app->format != FORMAT_TEXT) {
        report_lines(app, list);
        app_say_unreadable(app);
    } else if (o->oneline) {
        put_counts(&app->out, app, list);
        buf_putc(&app->out, '\n');
    } else {
        if (o->mail)
            put_mail_head(app, list);
        report_text(app, list, &goal);
    }
}

/* What to do next when nothing is listed; nothing is said of a list that was asked to be short. */
static void say_hint(struct app *app, const struct options *o, const struct choice *choice)
{
    bool is_short = choice->who_count || !choice->any_kind || choice->tag.n || o->all || o->days >= 0;

    if (!app->vault.records[KIND_CONTACT].n)
        app_say(app, "start with: infoview new contact NAME");
    else if (!is_short)
        app_say(app, "look further ahead with: infoview report --days 30");
}

static int run(struct app *app, int argc, char **argv)
{
    struct options o = {.days = -1};
    struct choice choice = {0};
    struct record_want want = want_due;
    struct due_frame frame = {0};
    int status;

    argc = opt_parse(app, &command_report, argc, argv, &o);
    if (argc < 0)
        return app->status;
    status = choose_kinds(app, o.kind, &choice);
    choice.tag = str_skip(str_from(o.tag), o.tag && o.tag[0] == '#');
    want.fields |= choice.tag.n ? FIELD_TAGS : 0;
    if (!status)
        status = app_open_vault(app, &want);
    if (!status)
        status = choose_people(app, argc, argv, &choice);
    if (status)
        return status;
    frame.today = app->today;
    frame.until = o.all         ? INT32_MAX
                  : o.days >= 0 ? app->today + o.days
                                : due_horizon(&app->vault, app->today);

    struct due_list list = due_list(&app->vault, &frame, &app->arena);

    keep_chosen(&list, &choice);
    if (!(o.exit_status && app->quiet))
        put_report(app, &o, &list);
    if (!list.n && app->format == FORMAT_TEXT && !o.oneline)
        say_hint(app, &o, &choice);
    if (o.exit_status && (list.counts[STATE_OVERDUE] || list.counts[STATE_DUE] || app->vault.unreadable.n))
        return STATUS_FINDINGS;
    return STATUS_DONE;
}

const struct command command_report = {
    .name = "report",
    .group = "Every day",
    .words = "[WHO…]",
    .about = "what is due, and what comes soon",
    .examples = "infoview report\n"
                "infoview report --days 30\n"
                "infoview report ana --all\n"
                "infoview report --kind thank,promise\n"
                "infoview report -eq || echo 'something is due'\n",
    .options = options,
    .formats = "text|json|jsonl|csv|tsv",
    .run = run,
};
