#include "vault/value.h"

#include <string.h>

#include "base/dateword.h"
#include "base/utf8.h"
#include "text/front.h"
#include "text/md.h"

struct place value_place(const struct value_reader *reader, const struct node *node)
{
    size_t offset = reader->yaml_at + node->offset;

    return reader->cursor ? front_place_next(reader->cursor, reader->file, offset)
                          : front_place(reader->file, offset);
}

struct str link_text(const struct link *link)
{
    return link->label.n ? link->label : link->target;
}

/* A finding about a value; returns false, so that readers can `return bad(…)`. */
ATTR_PRINTF(5, 6)
static bool bad(const struct value_reader *r, const struct node *node, enum rule rule, const char *hint,
                const char *format, ...)
{
    struct buf message = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&message, format, args);
    va_end(args);
    struct diag *diag =
        diag_add(r->diags, rule, r->path, value_place(r, node), "%.*s", STR_ARGS(buf_str(&message)));

    buf_free(&message);
    if (hint)
        diag_hint(r->diags, diag, "%s", hint);
    return false;
}

static bool scalar(const struct value_reader *r, const struct field *field, const struct node *node,
                   struct str *text)
{
    bool is_many = field->type == TYPE_TEXTS || field->type == TYPE_LINKS;

    if (node->kind != NODE_SCALAR)
        return bad(r, node, RULE_TYPE,
                   is_many ? "write texts only, without ':' or brackets within" : "write one text",
                   "'%s' takes %s, not a %s", field->name, is_many ? "text" : "one value",
                   node->kind == NODE_LIST ? "list" : "map");
    *text = str_trim(node->text);
    return true;
}

bool value_is_email(struct str text)
{
    size_t at = str_index(text, '@', 0);
    struct str domain = str_skip(text, at + 1);
    size_t dot = str_index(domain, '.', 0);

    for (size_t i = 0; i < text.n; i++)
        if (is_space(text.p[i]) || strchr("<>,;:()[]\"", text.p[i]))
            return false;
    return at > 0 && dot > 0 && dot + 1 < domain.n && str_index(domain, '@', 0) == domain.n &&
           domain.p[domain.n - 1] != '.';
}

static void check_email(const struct value_reader *r, const struct field *field, const struct node *node,
                        struct str text)
{
    if (field->flags & FIELD_EMAIL && text.n && !value_is_email(text))
        bad(r, node, RULE_EMAIL, "write the address alone, as ana@example.org",
            "'%s' is no mail address: '%.*s'", field->name, STR_ARGS(text));
}

static bool read_text(const struct value_reader *r, const struct field *field, const struct node *node,
                      struct value *value)
{
    if (node->kind == NODE_LIST && node->first && node->first->kind == NODE_SCALAR) {
        if (node->count > 1)
            bad(r, node, RULE_TYPE, "the first one counts", "'%s' takes one value, not a list", field->name);
        node = node->first;
    }
    struct str text = {0};

    if (!scalar(r, field, node, &text))
        return false;
    check_email(r, field, node, text);
    value->text = str_copy(r->keep, text);
    return text.n > 0;
}

static bool read_texts(const struct value_reader *r, const struct field *field, const struct node *node,
                       struct value *value)
{
    bool is_tags = field->key == KEY_TAGS;
    const struct node *item = node->kind == NODE_LIST ? node->first : node;

    value->texts.at = arena_new_array(r->keep, struct str, node->kind == NODE_LIST ? node->count : 1);
    for (; item; item = node->kind == NODE_LIST ? item->next : NULL) {
        struct str text = {0};

        if (!scalar(r, field, item, &text) || node_is_empty(item))
            continue;
        if (is_tags && str_starts(text, STR("#")))
            text = str_skip(text, 1);
        check_email(r, field, item, text);
        if (text.n)
            value->texts.at[value->texts.n++] = str_copy(r->keep, text);
        if (text.n && field->key == KEY_CONFLICTS)
            bad(r, item, RULE_KEPT_TWICE, "write the right one under its key, then delete it here",
                "a merge kept another value: '%.*s'", STR_ARGS(text));
    }
    return value->texts.n > 0;
}

/* How a value of a field with a date in it is written. */
static const char *date_hint(const struct field *field)
{
    if (field->type == TYPE_SETTLED || field->type == TYPE_THANKED)
        return "write it as 2026-11-18, or skip";
    return field->type == TYPE_BOOL_OR_DATE ? "write yes, no or a day like 2026-11-18"
                                            : "write it as 2026-11-18";
}

static bool stamp_of(const struct value_reader *r, const struct field *field, const struct node *node,
                     struct str text, struct stamp *stamp)
{
    struct date_frame frame = {date_of(2000, 1, 1), MONDAY, DATE_FUTURE};
    struct stamp word;
    const char *why = NULL;
    uint32_t digit;

    if (date_iso_parse(text, stamp))
        return true;
    if (!str_number(str_slice(text, 0, 1), 9, &digit) && date_word_parse(text, &frame, &word, &why))
        return bad(r, node, RULE_RELATIVE_DATE,
                   "write the day as 2026-11-18: a file is read on other days too",
                   "'%s' is '%.*s', which moves with the day it is read on", field->name, STR_ARGS(text));
    return bad(r, node, RULE_DATE, date_hint(field), "'%s' is no date: '%.*s'", field->name, STR_ARGS(text));
}

static bool read_stamp(const struct value_reader *r, const struct field *field, const struct node *node,
                       struct value *value)
{
    struct str text = {0};

    return scalar(r, field, node, &text) && stamp_of(r, field, node, text, &value->stamp);
}

/* The reason of period_parse, "not a period: write …", as a finding and what to do. */
static bool bad_period(const struct value_reader *r, const struct field *field, const struct node *node,
                       struct str text, const char *why)
{
    struct str reason = str_from(why);
    size_t colon = str_find(reason, STR(": "), 0);

    return bad(r, node, RULE_PERIOD, colon < reason.n ? why + colon + 2 : NULL, "'%s': %.*s: '%.*s'",
               field->name, STR_ARGS(str_slice(reason, 0, colon)), STR_ARGS(text));
}

/* Longer periods count as three hundred years, so that every date that comes of one has four digits. */
enum { LONGEST_MONTHS = 300 * 12, LONGEST_DAYS = 300 * 365 };

static bool read_period(const struct value_reader *r, const struct field *field, const struct node *node,
                        struct value *value)
{
    struct period *period = &value->period;
    const char *why = NULL;
    struct str text = {0};

    if (!scalar(r, field, node, &text))
        return false;
    if (!period_parse(text, period, &why))
        return bad_period(r, field, node, text, why);
    if (period->months > LONGEST_MONTHS)
        period->months = LONGEST_MONTHS;
    if (period->days > LONGEST_DAYS)
        period->days = LONGEST_DAYS;
    if (field->min > 0 && period_is_zero(*period))
        return bad(r, node, RULE_PERIOD, "write a longer one, or never", "'%s' must be at least one day",
                   field->name);
    return true;
}

static bool read_integer(const struct value_reader *r, const struct field *field, const struct node *node,
                         struct value *value)
{
    struct str text = {0};
    uint32_t number;

    if (!scalar(r, field, node, &text))
        return false;
    if (!str_number(text, (uint32_t)field->max, &number) || number < (uint32_t)field->min)
        return bad(r, node, RULE_TYPE, "write digits only",
                   "'%s' takes a whole number from %d to %d, not '%.*s'", field->name, field->min, field->max,
                   STR_ARGS(text));
    value->number = (int32_t)number;
    return true;
}

static bool bool_of(struct str text, int32_t *number)
{
    int word = schema_word(VALUE_BOOL_WORDS, text);

    *number = word > 5;
    return word > 0;
}

/* What cannot be read as yes or no is a finding and, for `private`, a yes: to be left out is the safe side. */
static bool read_bool(const struct value_reader *r, const struct field *field, const struct node *node,
                      struct value *value)
{
    struct str text = {0};

    if (scalar(r, field, node, &text)) {
        if (bool_of(text, &value->number))
            return true;
        bad(r, node, RULE_TYPE, "write true or false", "'%s' is neither yes nor no: '%.*s'", field->name,
            STR_ARGS(text));
    }
    value->number = field->key == KEY_PRIVATE;
    return field->key == KEY_PRIVATE;
}

static bool read_word(const struct value_reader *r, const struct field *field, const struct node *node,
                      struct value *value)
{
    struct buf hint = {0};
    struct str text = {0}, near;

    if (!scalar(r, field, node, &text))
        return false;
    value->number = schema_word(field->words, text);
    if (value->number)
        return true;
    near = schema_word_near(field->words, text);
    if (near.n)
        buf_printf(&hint, "did you mean '%.*s'? ", STR_ARGS(near));
    buf_puts(&hint, near.n ? "it is one of " : "write one of ");
    for (const char *p = field->words; *p; p++)
        buf_puts(&hint, *p == '|' ? ", " : (char[]){*p, '\0'});
    buf_putc(&hint, '\0');
    bad(r, node, RULE_UNKNOWN_VALUE, hint.p, "'%s' has no value '%.*s'", field->name, STR_ARGS(text));
    r->diags->at[r->diags->n - 1].fix = str_copy(r->diags->arena, near);
    buf_free(&hint);
    return false;
}

static bool settled_of(const struct value_reader *r, const struct field *field, const struct node *node,
                       struct settled *settled)
{
    struct stamp stamp;
    struct str text = {0};

    if (node_is_empty(node))
        return false;
    if (!scalar(r, field, node, &text))
        return false;
    if (str_equal_nocase(text, STR("skip"))) {
        *settled = (struct settled){SETTLED_SKIP, 0};
        return true;
    }
    if (!stamp_of(r, field, node, text, &stamp))
        return false;
    *settled = (struct settled){SETTLED_DATE, stamp.day};
    return true;
}

static bool read_settled(const struct value_reader *r, const struct field *field, const struct node *node,
                         struct value *value)
{
    return settled_of(r, field, node, &value->settled);
}

static bool read_bool_or_date(const struct value_reader *r, const struct field *field,
                              const struct node *node, struct value *value)
{
    struct stamp stamp;
    struct str text = {0};
    int32_t yes = 0;

    if (!scalar(r, field, node, &text))
        return false;
    if (bool_of(text, &yes)) {
        value->settled.how = yes ? SETTLED_SKIP : SETTLED_NOT;
        return yes;
    }
    if (!stamp_of(r, field, node, text, &stamp))
        return false;
    value->settled = (struct settled){SETTLED_DATE, stamp.day};
    return true;
}

static struct link link_of(const struct value_reader *r, const struct node *node, struct str text)
{
    struct link link = {.form = LINK_PLAIN, .place = value_place(r, node)};
    struct md_link wiki;

    text = str_trim(text);
    if (md_wiki_link_parse(text, &wiki)) {
        link.form = LINK_WIKI;
        if (!utf8_is_blank(wiki.label))
            link.label = str_copy(r->keep, wiki.label);
        text = wiki.target;
    }
    link.target = str_copy(r->keep, text);
    return link;
}

/* True for what YAML makes of an unquoted [[ana-lima]]: a list whose only item is a list of text, both in one line. */
static bool is_unquoted_link(const struct node *node)
{
    if (node->kind != NODE_LIST || node->style != NODE_FLOW || node->count != 1)
        return false;
    const struct node *inner = node->first;

    if (inner->kind != NODE_LIST || inner->style != NODE_FLOW || !inner->count ||
        inner->offset != node->offset + 1)
        return false;
    for (const struct node *part = inner->first; part; part = part->next)
        if (part->kind != NODE_SCALAR)
            return false;
    return true;
}

static struct link unquoted_link(const struct value_reader *r, const struct node *node)
{
    struct buf text = {0};

    buf_puts(&text, "[[");
    for (const struct node *part = node->first->first; part; part = part->next) {
        buf_put(&text, str_trim(part->text));
        if (part->next)
            buf_puts(&text, ", ");
    }
    buf_puts(&text, "]]");
    bad(r, node, RULE_UNQUOTED_LINK, "put it in quotes, or write the id alone",
        "%.*s without quotes is a list to YAML", STR_ARGS(buf_str(&text)));
    struct link link = link_of(r, node, buf_str(&text));

    buf_free(&text);
    return link;
}

/* Adds one element of a link value; what is no link is a finding. */
static void add_link(const struct value_reader *r, const struct field *field, const struct node *node,
                     struct value *value)
{
    struct str text = {0};
    struct link link;

    if (is_unquoted_link(node))
        link = unquoted_link(r, node);
    else if (!scalar(r, field, node, &text) || node_is_empty(node))
        return;
    else
        link = link_of(r, node, text);
    if (!utf8_is_blank(link.target))
        value->links.at[value->links.n++] = link;
}

static bool read_links(const struct value_reader *r, const struct field *field, const struct node *node,
                       struct value *value)
{
    bool is_list = node->kind == NODE_LIST && !is_unquoted_link(node);

    value->links.at = arena_new_array(r->keep, struct link, is_list ? node->count : 1);
    for (const struct node *item = is_list ? node->first : node; item; item = is_list ? item->next : NULL)
        add_link(r, field, item, value);
    if (field->type == TYPE_LINK && value->links.n > 1) {
        bad(r, node, RULE_TYPE, "the first one counts", "'%s' takes one %s", field->name,
            kind_name(field->target));
        value->links.n = 1;
    }
    return value->links.n > 0;
}

static bool read_thanked(const struct value_reader *r, const struct field *field, const struct node *node,
                         struct value *value)
{
    struct thanked *thanked = arena_new(r->keep, struct thanked);

    value->thanked = thanked;
    if (node->kind != NODE_MAP)
        return settled_of(r, field, node, &thanked->all);
    thanked->at = arena_new_array(r->keep, struct thanked_entry, node->count);
    for (const struct node *item = node->first; item; item = item->next) {
        struct thanked_entry entry = {.who = link_of(r, item->key, item->key->text)};

        settled_of(r, field, item, &entry.settled);
        thanked->at[thanked->n++] = entry;
    }
    return thanked->n > 0;
}

static bool read_rate(const struct value_reader *r, const struct field *field, const struct node *node,
                      struct value *value)
{
    struct str text = {0}, rest;
    uint32_t count;

    if (!scalar(r, field, node, &text))
        return false;
    value->rate = (struct rate){0};
    if (str_equal_nocase(text, STR("none")))
        return true;
    rest = text;
    struct str number = str_word(&rest), per = str_word(&rest), unit = str_word(&rest);

    value->rate.unit = (enum rate_unit)schema_word(VALUE_RATE_UNITS, unit);
    if (!str_number(number, (uint32_t)field->max, &count) || count < 1 ||
        !str_equal_nocase(per, STR("per")) || !value->rate.unit || str_trim(rest).n)
        return bad(r, node, RULE_PERIOD, "write it as 1 per week, 3 per month or none",
                   "'%s' is no goal: '%.*s'", field->name, STR_ARGS(text));
    value->rate.count = (int)count;
    return true;
}

static bool read_range(const struct value_reader *r, const struct field *field, const struct node *node,
                       struct day_range *range)
{
    struct stamp from, to;
    struct str text = {0};

    if (!scalar(r, field, node, &text))
        return false;
    size_t dots = str_find(text, STR(".."), 0);
    bool is_range = dots < text.n;

    if (!date_iso_parse(str_trim(str_slice(text, 0, dots)), &from) ||
        !date_iso_parse(is_range ? str_trim(str_skip(text, dots + 2)) : text, &to) || to.day < from.day)
        return bad(r, node, RULE_DATE, "write it as 2026-12-21..2027-01-03",
                   "'%s' has no range of days: '%.*s'", field->name, STR_ARGS(text));
    *range = (struct day_range){from.day, to.day};
    return true;
}

static bool read_ranges(const struct value_reader *r, const struct field *field, const struct node *node,
                        struct value *value)
{
    bool is_list = node->kind == NODE_LIST;

    value->ranges.at = arena_new_array(r->keep, struct day_range, is_list ? node->count : 1);
    for (const struct node *item = is_list ? node->first : node; item; item = is_list ? item->next : NULL)
        if (read_range(r, field, item, &value->ranges.at[value->ranges.n]))
            value->ranges.n++;
    return true;
}

/* A folder inside the vault: no absolute path, no `.` or `..`, no name that the walk passes over, no back-slash. */
static bool read_folder(const struct value_reader *r, const struct field *field, const struct node *node,
                        struct value *value)
{
    struct str text = {0}, rest;

    if (!scalar(r, field, node, &text))
        return false;
    while (text.n && text.p[text.n - 1] == '/')
        text.n--;
    for (rest = text; rest.n;) {
        size_t slash = str_index(rest, '/', 0);

        if (slash == 0 || rest.p[0] == '.' || rest.p[0] == '_' || str_index(rest, '\\', 0) < rest.n)
            break;
        rest = str_skip(rest, slash + 1);
    }
    if (rest.n || !text.n)
        return bad(r, node, RULE_TYPE, "name a folder inside the vault", "'%s' cannot be '%.*s'", field->name,
                   STR_ARGS(text));
    value->text = str_copy(r->keep, text);
    return true;
}

static bool read_entry(const struct value_reader *r, const struct field *field, const struct node *node,
                       struct named_text *entry)
{
    struct str name = str_trim(node->key->text), text = {0};

    if (node_is_empty(node) || !name.n || (node->kind == NODE_SCALAR && !str_trim(node->text).n))
        return bad(r, node_is_empty(node) ? node->key : node, RULE_TYPE,
                   "after a blank, # begins a comment: leave it out, or put the text in quotes",
                   "'%s' has a name without a text: '%.*s'", field->name, STR_ARGS(name));
    if (!scalar(r, field, node, &text))
        return false;
    *entry = (struct named_text){str_copy(r->keep, name), str_copy(r->keep, text)};
    return true;
}

static bool read_map(const struct value_reader *r, const struct field *field, const struct node *node,
                     struct value *value)
{
    if (node->kind != NODE_MAP)
        return bad(r, node, RULE_TYPE, "write them indented below it, or as {NAME: TEXT}",
                   "'%s' takes names with a text each, not %s", field->name,
                   node->kind == NODE_LIST ? "a list" : "one value");
    value->map.at = arena_new_array(r->keep, struct named_text, node->count);
    for (const struct node *item = node->first; item; item = item->next)
        if (read_entry(r, field, item, &value->map.at[value->map.n]))
            value->map.n++;
    return value->map.n > 0;
}

typedef bool read_type(const struct value_reader *, const struct field *, const struct node *,
                       struct value *);

static read_type *const readers[] = {
    [TYPE_TEXT] = read_text,       [TYPE_TEXTS] = read_texts,
    [TYPE_DATE] = read_stamp,      [TYPE_STAMP] = read_stamp,
    [TYPE_PERIOD] = read_period,   [TYPE_INTEGER] = read_integer,
    [TYPE_BOOL] = read_bool,       [TYPE_BOOL_OR_DATE] = read_bool_or_date,
    [TYPE_WORD] = read_word,       [TYPE_LINK] = read_links,
    [TYPE_LINKS] = read_links,     [TYPE_SETTLED] = read_settled,
    [TYPE_THANKED] = read_thanked, [TYPE_RATE] = read_rate,
    [TYPE_RANGES] = read_ranges,   [TYPE_FOLDER] = read_folder,
    [TYPE_MAP] = read_map,
};

void value_read(const struct value_reader *reader, const struct field *field, const struct node *node,
                struct value *value)
{
    uint32_t said = reader->diags->n;

    *value = (struct value){.key = (uint8_t)field->key, .line = node->line};
    if (node_is_empty(node) || (node->kind == NODE_SCALAR && !str_trim(node->text).n))
        value->is_empty = true;
    else
        value->is_empty = !readers[field->type](reader, field, node, value);
    value->is_wrong = value->is_empty && reader->diags->n > said;
}
