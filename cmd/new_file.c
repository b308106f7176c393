#include "base/limits.h"
#include "embedded.h"
#include "new.h"
#include "text/edit_quote.h"
#include "text/tmpl.h"

/* ---- the template: the vault's own, else the one that the program carries */

struct sheet {
    struct str name; /* templates/contact.md */
    struct str text;
    size_t body; /* where the front matter has ended; 0: it has none */
};

static struct str embedded(struct str name)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (str_equal(str_skip(str_from(embedded_files[i].path), STR("init/").n), name))
            return (struct str){(const char *)embedded_files[i].data, embedded_files[i].size};
    return (struct str){0};
}

static bool is_fence(struct str line, bool is_first)
{
    while (line.n && is_space(line.p[line.n - 1]))
        line.n--;
    return str_equal(line, STR("---")) || (!is_first && str_equal(line, STR("...")));
}

/* What is written before the first fence (a comment, a change of delimiters) belongs to the front. */
static size_t front_end(struct str text)
{
    unsigned fences = 0;
    size_t at = str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;

    while (at < text.n) {
        size_t end = str_index(text, '\n', at) + 1;

        fences += is_fence(str_slice(text, at, end), fences == 0);
        at = end < text.n ? end : text.n;
        if (fences == 2)
            return at;
    }
    return 0;
}

static int read_sheet(struct new *new, struct sheet *sheet)
{
    struct app *app = new->write.app;
    struct buf path = {0}, text = {0};
    struct err err = {0};
    int status = 0;

    buf_printf(&path, "templates/%s.md", kind_name(new->record.kind));
    sheet->name = str_copy(&app->arena, buf_str(&path));
    if (fs_read(app->vault.root, sheet->name.p, LIMIT_TEMPLATE, &text, &err) == 0)
        sheet->text = str_copy(&app->arena, buf_str(&text));
    else if (err.kind == ERR_NOT_FOUND)
        sheet->text = embedded(sheet->name);
    else
        status = app_fail(app, STATUS_CANNOT, "%s", err.message);
    sheet->body = front_end(sheet->text);
    if (!status && !sheet->body)
        status =
            app_fail(app, STATUS_CANNOT,
                     "'%.*s' has no front matter\nbegin it with a line '---', the fields, and a line '---'",
                     STR_ARGS(sheet->name));
    buf_free(&path);
    buf_free(&text);
    return status;
}

/* ---- what is known, as data */

static struct tmpl_value value_of(const struct new_value *value, struct arena *arena)
{
    struct quoting words = {.in_flow = true, .is_words = true}, plain = {.mark = '"'};
    struct tmpl_value word = {.kind = TMPL_WORD, .text = value->text};
    struct buf text = {0};

    if (value->items.n > 1) {
        for (uint32_t i = 0; i < value->items.n; i++) {
            buf_puts(&text, i ? ", " : "[");
            quote_put(&text, value->items.at[i], &words);
        }
        buf_putc(&text, ']');
    } else if (value->items.n == 1) {
        word.text = value->items.at[0];
    } else if (value->is_plain && value->text.n) {
        quote_put(&text, value->text, &plain);
    }
    word.is_written = text.n > 0;
    if (text.n)
        word.text = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return word;
}

/* Every name that a template may use, whatever it makes. The same stand in infoview-format(5), "Templates". */
static const char *const names[] = {
    "title", "id",     "today",         "name",    "org",  "role",   "email", "tags",          "referred_by",
    "why",   "target", "keep_in_touch", "contact", "date", "status", "via",   "minutes_asked", "from",
};

static struct tmpl_value data_of(struct new *new)
{
    enum { COUNT = sizeof names / sizeof *names };
    struct arena *arena = &new->write.app->arena;
    struct tmpl_field *fields = arena_new_array(arena, struct tmpl_field, COUNT);

    for (uint32_t i = 0; i < COUNT; i++) {
        fields[i].name = names[i];
        for (uint32_t k = 0; k < new->values.n; k++)
            if (str_equal(str_from(names[i]), str_from(new->values.at[k].name)))
                fields[i].value = value_of(&new->values.at[k], arena);
    }
    return tmpl_object(fields, COUNT);
}

static int wrong(struct app *app, const struct diag *problem)
{
    return app_fail(app, STATUS_CANNOT, "%.*s:%u:%u: %.*s\n%.*s", STR_ARGS(problem->path),
                    problem->place.line, problem->place.column, STR_ARGS(problem->message),
                    STR_ARGS(problem->hint));
}

/* The front matter and the text are templates of their own: values are quoted in the one, not in the other. */
static int render(struct new *new, const struct sheet *sheet, struct buf *out)
{
    struct app *app = new->write.app;
    struct tmpl_value data = data_of(new);
    struct str front = str_slice(sheet->text, 0, sheet->body);
    struct tmpl_source parts[] = {
        {.name = sheet->name, .text = front, .mode = TMPL_YAML},
        {.name = sheet->name, .text = str_skip(sheet->text, sheet->body), .mode = TMPL_TEXT},
    };
    struct diag problem = {0};

    for (size_t i = 0; i < front.n; i++)
        parts[1].line += front.p[i] == '\n';
    for (int i = 0; i < 2; i++) {
        const struct tmpl *tmpl = tmpl_parse(&app->arena, &parts[i], &problem);

        if (!tmpl || tmpl_render(tmpl, &data, NULL, out, &problem) != 0)
            return wrong(app, &problem);
    }
    return 0;
}

/* ---- what has come of it */

static int unreadable(struct new *new, const struct sheet *sheet, const struct diag *problem)
{
    return app_fail(new->write.app, STATUS_CANNOT,
                    "what comes of '%.*s' cannot be read: line %u: %.*s\nmend the template, or remove it: "
                    "there is one built in",
                    STR_ARGS(sheet->name), problem->place.line, STR_ARGS(problem->message));
}

/* Reads the bytes as the record that they will be. */
static int read_back(struct new *new, const struct sheet *sheet, struct str bytes)
{
    struct app *app = new->write.app;
    static const struct record_want want = {0};
    struct diags diags = {.arena = &app->arena};
    struct record_reader reader = {&app->arena, &app->arena, &diags, &want};
    struct diag problem = {0};

    if (!record_read(&reader, bytes, &new->record, &problem) || new->record.body_unread)
        return unreadable(new, sheet, &problem);
    return 0;
}

/* Whether the record says `text` under a key, alone or among others. */
static bool has(const struct record *record, enum key key, struct str text)
{
    const struct field *field = schema_field(record->kind, key);
    const struct value *value = record_find(record, key);
    bool is_there = false;

    if (!value)
        return false;
    if (field->type == TYPE_TEXT)
        return str_equal(value->text, text);
    for (uint32_t i = 0; field->type == TYPE_TEXTS && i < value->texts.n; i++)
        is_there |= str_equal(value->texts.at[i], text);
    for (uint32_t i = 0; field->type == TYPE_LINKS && i < value->links.n; i++)
        is_there |= str_equal(value->links.at[i].target, text);
    return is_there;
}

/*
 * Sees to it that a value that was given stands in the file. The template may leave the key out, or say something
 * else; setting it also holds the value to the schema.
 */
static int ensure(struct new *new, const struct new_value *value)
{
    struct change *change = &new->write.change;

    for (uint32_t i = 0; i < value->items.n; i++)
        if (!has(&new->record, value->key, value->items.at[i]) &&
            change_append(change, &new->record, value->key, value->items.at[i]) != 0)
            return write_refused(&new->write);
    if (!value->text.n || change_set(change, &new->record, value->key, value->text) == 0)
        return 0;
    if (change->problem.place.line && has(&new->record, value->key, value->text))
        return 0; /* it stands in a list of the template's */
    return write_refused(&new->write);
}

int new_file(struct new *new)
{
    struct sheet sheet = {0};
    struct buf bytes = {0};
    int status = read_sheet(new, &sheet);

    if (!status)
        status = render(new, &sheet, &bytes);
    if (!status)
        status = read_back(new, &sheet, buf_str(&bytes));
    if (!status && change_create(&new->write.change, new->record.path, buf_str(&bytes)) != 0)
        status = write_refused(&new->write);
    for (uint32_t i = 0; !status && i < new->values.n; i++)
        if (new->values.at[i].is_given &&new->values.at[i].key)
            status = ensure(new, &new->values.at[i]);
    buf_free(&bytes);
    return status;
}
