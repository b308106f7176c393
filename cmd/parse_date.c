#include <stddef.h>

#include "base/dateword.h"
#include "base/period.h"
#include "cmd.h"
#include "text/json.h"

struct options {
    bool past, future;
};

static const struct opt options[] = {
    {0, "past", OPT_FLAG, offsetof(struct options, past), NULL,
     "a weekday or date without a year lies behind"},
    {0, "future", OPT_FLAG, offsetof(struct options, future), NULL, "… lies ahead"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

/* What a text means: a date, with or without a time, or a period. */
struct meaning {
    bool is_date;
    struct stamp stamp;
    struct period period;
};

static bool is_like_period(struct str text)
{
    return str_starts_nocase(text, STR("every ")) ||
           (text.n > 1 && to_lower(text.p[0]) == 'p' && is_digit(text.p[1]));
}

/*
 * A date if it can be one, else a period unless a direction asks for a date. A refusal is that of the date unless
 * the text begins like a period.
 */
static bool understand(struct str text, const struct date_frame *frame, struct meaning *meaning,
                       const char **why)
{
    const char *why_no_period = NULL;

    meaning->is_date = date_word_parse(text, frame, &meaning->stamp, why);
    if (meaning->is_date || frame->direction != DATE_EITHER)
        return meaning->is_date;
    if (period_parse(text, &meaning->period, &why_no_period))
        return true;
    if (is_like_period(text))
        *why = why_no_period;
    return false;
}

static void put_stamp(struct buf *out, struct stamp stamp)
{
    date_iso_write(out, stamp.day);
    if (!stamp.has_time)
        return;
    buf_putc(out, 'T');
    date_time_write(out, stamp.minute);
}

static void put_json(struct app *app, const struct meaning *meaning)
{
    struct json json = {.out = &app->out};
    struct buf text = {0};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/parse-date@1"));
    if (meaning->is_date)
        put_stamp(&text, meaning->stamp);
    json_text_or_null(&json, "date", buf_str(&text));
    buf_reset(&text);
    if (!meaning->is_date)
        period_write(&text, meaning->period);
    json_text_or_null(&json, "period", buf_str(&text));
    json_end_object(&json);
    buf_free(&text);
}

static void put_text(struct app *app, const struct meaning *meaning)
{
    if (meaning->is_date)
        put_stamp(&app->out, meaning->stamp);
    else
        period_write(&app->out, meaning->period);
    buf_putc(&app->out, '\n');
}

/* The words of the command line with one blank between. */
static struct str joined(struct app *app, int argc, char **argv)
{
    struct buf text = {0};

    for (int i = 0; i < argc; i++)
        buf_printf(&text, "%s%s", i ? " " : "", argv[i]);
    struct str copy = str_copy(&app->arena, buf_str(&text));

    buf_free(&text);
    return copy;
}

static int run(struct app *app, int argc, char **argv)
{
    struct options o = {0};
    struct date_frame frame = {0};
    struct meaning meaning = {0};
    const char *why = NULL;
    struct str text;

    argc = opt_parse(app, &command_parse_date, argc, argv, &o);
    if (argc < 0)
        return app->status;
    if (!argc)
        return app_fail(app, STATUS_USAGE, "no text given\ninfoview parse-date next friday");
    if (o.past && o.future)
        return app_fail(app, STATUS_USAGE, "--past and --future exclude each other");
    frame = (struct date_frame){app->today, MONDAY,
                                o.past     ? DATE_PAST
                                : o.future ? DATE_FUTURE
                                           : DATE_EITHER};
    text = joined(app, argc, argv);
    if (!understand(text, &frame, &meaning, &why))
        return app_fail(app, STATUS_USAGE, "'%.*s': %s", STR_ARGS(text), why);
    if (app->format == FORMAT_JSON)
        put_json(app, &meaning);
    else
        put_text(app, &meaning);
    return STATUS_DONE;
}

const struct command command_parse_date = {
    .name = "parse-date",
    .group = "Plumbing",
    .words = "DATE|PERIOD",
    .about = "what day or period words mean, or why they are refused",
    .examples = "infoview parse-date next friday\n"
                "infoview parse-date --past 18 nov\n"
                "infoview parse-date every 3 months\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};
