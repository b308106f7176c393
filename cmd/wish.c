#include "wish.h"

#include "base/dateword.h"
#include "base/near.h"
#include "base/utf8.h"

/* What each list shows where nothing is asked for. The columns for programs are fixed: new ones go to the end. */
static const struct standard {
    const char *columns; /* for people */
    const char *all;     /* csv and tsv */
    const char *sort;
    const char *day;   /* what --since and --until ask */
    const char *first; /* the command that makes the first one */
} standards[LIST_COUNT] = {
    [LIST_CONTACTS] =
        {"name,org,stage,last,next,id",
         "id,name,org,role,email,phone,location,stage,status,last,next,referred_by,target,tags,path", "name",
         "last", "infoview new contact NAME"},
    [LIST_INTERVIEWS] = {"date,who,org,status,id",
                         "id,date,who,org,role,status,via,minutes_asked,minutes,thanked,target,tags,path",
                         "-date", "date", "infoview new interview WHO"},
    [LIST_OPPORTUNITIES] =
        {"name,status,deadline,fit,value,learn,id",
         "id,name,org,where,status,found,deadline,fit,value,learn,contact,from,target,tags,path", "name",
         "found", "infoview new opportunity NAME"},
    [LIST_SKILLS] = {"name,kind,level,enjoy,last_used,id",
                     "id,name,kind,level,enjoy,last_used,refresh,refresh_by,evidence,applies_to,tags,path",
                     "name", "last_used", "infoview new skill NAME"},
    [LIST_TARGETS] = {"name,org,industry,by,status,id", "id,name,org,industry,by,status,path", "name", "by",
                      "infoview new target NAME"},
    [LIST_PROMISES] = {"due,whose,who,text,file", "id,due,whose,who,org,text,state,path,line", "due", "due",
                       "infoview log WHO --promise TEXT"},
};

const char *wish_first(enum list_kind list)
{
    return standards[list].first;
}

/* ---- fields by name */

static int find_column(struct app *app, const struct wish *wish, struct str name, struct column *column)
{
    const char *near, *list = list_name(wish->list);
    struct buf known = {0};

    if (column_find(wish->list, name, column))
        return 0;
    near = column_near(wish->list, name);
    if (near)
        return app_fail(app, STATUS_USAGE, "%s have no field '%.*s'\ndid you mean '%s'?", list,
                        STR_ARGS(name), near);

    struct columns all = column_all(wish->list, &app->arena);

    for (uint32_t i = 0; i < all.n; i++)
        buf_printf(&known, "%s%s", i ? ", " : "", all.at[i].name);
    app_fail(app, 0, "%s have no field '%.*s'\nthey have %.*s", list, STR_ARGS(name),
             STR_ARGS(buf_str(&known)));
    buf_free(&known);
    return STATUS_USAGE;
}

/* Cuts the next item off a list "a,b,c". */
static struct str next_item(struct str *list)
{
    size_t comma = str_index(*list, ',', 0);
    struct str item = str_trim(str_slice(*list, 0, comma));

    *list = str_skip(*list, comma + 1);
    return item;
}

static int choose_columns(struct app *app, struct wish *wish, const char *columns)
{
    const struct standard *standard = &standards[wish->list];
    const char *usual = app->format == FORMAT_TEXT ? standard->columns : standard->all;

    wish->is_usual = !columns;
    for (struct str list = str_from(columns ? columns : usual); list.n;) {
        struct column column;
        struct str name = next_item(&list);

        if (name.n && find_column(app, wish, name, &column))
            return STATUS_USAGE;
        if (name.n)
            *vec_add(&wish->columns, &app->arena) = column;
    }
    if (!wish->columns.n)
        return app_fail(app, STATUS_USAGE, "--columns names no field");
    return 0;
}

static int choose_sort(struct app *app, struct wish *wish, const char *sort)
{
    struct str name = str_from(sort ? sort : standards[wish->list].sort);

    wish->is_reversed = str_starts(name, STR("-"));
    return find_column(app, wish, str_skip(name, wish->is_reversed), &wish->sort);
}

/* ---- filters */

/* Adds a filter on a field; of a field that this list has not, NULL, said. */
static struct filter *add_filter(struct app *app, struct wish *wish, enum filter_how how, const char *field,
                                 const char *option)
{
    struct filter *filter = vec_add(&wish->filters, &app->arena);

    filter->how = how;
    if (column_find(wish->list, str_from(field), &filter->column))
        return filter;
    app_fail(app, 0, "--%s does not apply to %s", option, list_name(wish->list));
    return NULL;
}

static int set_term(struct app *app, struct filter *filter, struct str term, const char *what)
{
    filter->term = utf8_plain(&app->arena, term);
    if (filter->term.n)
        return 0;
    return app_fail(app, STATUS_USAGE, "'%s' has no letter or digit to look for", what);
}

/* FIELD:TERM, or a word. */
static int add_word(struct app *app, struct wish *wish, const char *word)
{
    struct str text = str_from(word);
    size_t colon = str_index(text, ':', 0);
    struct filter *filter = vec_add(&wish->filters, &app->arena);

    filter->how = colon < text.n ? FILTER_PART : FILTER_WORD;
    if (colon < text.n) {
        if (find_column(app, wish, str_slice(text, 0, colon), &filter->column))
            return STATUS_USAGE;
        wish->has_settled |= str_equal(str_from(filter->column.name), STR("state")) ||
                             str_equal(str_from(filter->column.name), STR("done"));
        text = str_skip(text, colon + 1);
    }
    return set_term(app, filter, text, word);
}

static int add_term(struct app *app, struct wish *wish, const char *field, const char *option,
                    const char *term)
{
    bool is_tag = str_equal(str_from(field), STR("tags"));
    struct filter *filter = add_filter(app, wish, is_tag ? FILTER_WHOLE : FILTER_PART, field, option);

    return filter ? set_term(app, filter, str_from(term), term) : STATUS_USAGE;
}

static int unknown_stage(struct app *app, struct str word)
{
    struct near near = {.word = word, .limit = 2};
    struct buf known = {0};

    for (int i = 0; i < STAGE_COUNT; i++)
        near_offer(&near, str_from(stage_name((enum stage)i)));
    if (near.found.n)
        return app_fail(app, STATUS_USAGE, "no stage is called '%.*s'\ndid you mean '%.*s'?", STR_ARGS(word),
                        STR_ARGS(near.found));
    for (int i = 0; i < STAGE_COUNT; i++)
        buf_printf(&known, "%s%s", i ? ", " : "", stage_name((enum stage)i));
    app_fail(app, 0, "no stage is called '%.*s'\nthere are %.*s", STR_ARGS(word), STR_ARGS(buf_str(&known)));
    buf_free(&known);
    return STATUS_USAGE;
}

/* One of several stages: the words are looked up, so that the filter compares numbers. */
static int add_stages(struct app *app, struct wish *wish, const char *stages)
{
    struct filter *filter = add_filter(app, wish, FILTER_RANK, "stage", "stage");

    if (!filter)
        return STATUS_USAGE;
    for (struct str list = str_from(stages); list.n;) {
        struct str word = next_item(&list);
        int stage = 0;

        while (stage < STAGE_COUNT && !str_equal_nocase(word, str_from(stage_name((enum stage)stage))))
            stage++;
        if (stage == STAGE_COUNT)
            return unknown_stage(app, word);
        filter->ranks |= 1u << stage;
    }
    return 0;
}

static int add_referrer(struct app *app, struct wish *wish, const char *who)
{
    struct filter *filter = add_filter(app, wish, FILTER_LINK, "referred_by", "ref");

    return filter ? app_who(app, who, &filter->to) : STATUS_USAGE;
}

static int add_target(struct app *app, struct wish *wish, const char *word)
{
    struct filter *filter = add_filter(app, wish, FILTER_LINK, "target", "target");

    return filter ? app_which(app, KIND_TARGET, word, &filter->to) : STATUS_USAGE;
}

/* Reads a date; one that was not written as such is said as it was understood. */
static int read_day(struct app *app, const char *option, const char *text, int32_t *day)
{
    struct date_frame frame = {app->today, settings_week_start(&app->vault.settings), DATE_EITHER};
    struct buf iso = {0};
    struct stamp stamp;
    const char *why;

    if (!text)
        return 0;
    if (!date_word_parse(str_from(text), &frame, &stamp, &why))
        return app_fail(app, STATUS_USAGE, "--%s: '%s': %s", option, text, why);
    *day = stamp.day;
    date_iso_write(&iso, stamp.day);
    if (!str_equal(buf_str(&iso), str_from(text)))
        app_say(app, "%s %.*s", option, STR_ARGS(buf_str(&iso)));
    buf_free(&iso);
    return 0;
}

static int add_days(struct app *app, struct wish *wish, const struct wish_options *o)
{
    const char *option = o->since ? "since" : "until";
    struct filter *filter = add_filter(app, wish, FILTER_DAYS, standards[wish->list].day, option);

    if (!filter)
        return STATUS_USAGE;
    filter->from = 1;
    filter->until = INT32_MAX;
    if (read_day(app, "since", o->since, &filter->from) || read_day(app, "until", o->until, &filter->until))
        return STATUS_USAGE;
    if (filter->from > filter->until)
        return app_fail(app, STATUS_USAGE, "--since lies after --until");
    return 0;
}

static int choose_filters(struct app *app, struct wish *wish, const struct wish_options *o)
{
    int status = 0;

    if (o->stage)
        status = add_stages(app, wish, o->stage);
    if (!status && o->tag)
        status = add_term(app, wish, "tags", "tag", o->tag);
    if (!status && o->org)
        status = add_term(app, wish, "org", "org", o->org);
    if (!status && o->target)
        status = add_target(app, wish, o->target);
    if (!status && o->ref)
        status = add_referrer(app, wish, o->ref);
    if (!status && (o->since || o->until))
        status = add_days(app, wish, o);
    return status;
}

int wish_read(struct app *app, struct wish *wish, const struct wish_options *o, int argc, char **argv)
{
    int status = choose_columns(app, wish, o->columns);

    if (!status)
        status = choose_sort(app, wish, o->sort);
    for (int i = 0; !status && i < argc; i++)
        status = add_word(app, wish, argv[i]);
    return status ? status : choose_filters(app, wish, o);
}
