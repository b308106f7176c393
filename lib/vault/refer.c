#include "vault/refer.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "text/md_suspect.h"
#include "vault/link.h"

const struct record_want refer_want = {.interview_body = MD_WANT_REFERRALS, .suspects = true};

/* What is looked for, in one file. */
struct search {
    struct change *change;
    const struct record *record;
    struct str path;
    struct references *found;
    struct arena scratch;
};

/* ---- what a link means */

/* The part of a target that is an id: its last step, without #heading, ?query and .md. */
static struct str id_part(struct str target, bool is_path)
{
    size_t slash;

    if (is_path)
        target = str_slice(target, 0, str_index(target, '?', 0));
    target = str_trim(str_slice(target, 0, str_index(target, '#', 0)));
    if (str_ends(target, STR(".md")))
        target.n -= 3;
    for (slash = target.n; slash > 0 && target.p[slash - 1] != '/';)
        slash--;
    return str_skip(target, slash);
}

/* A plain text without a path is an id as a whole, or a name. */
static struct str id_of(const struct link *link)
{
    if (link->form == LINK_PLAIN && str_index(link->target, '/', 0) == link->target.n)
        return link->target;
    return id_part(link->target, link->form == LINK_INLINE);
}

static bool is_id(struct search *search, struct str part, const struct record *record)
{
    return str_equal(utf8_fold(&search->scratch, part), utf8_fold(&search->scratch, record->id));
}

/*
 * Whether the id in the target could be another one and the link still lead there: it stands alone, and is a name
 * of the record too, not just its id, which may be all the name it has.
 */
static bool is_name_too(struct search *search, const struct link *link, struct str part)
{
    const struct record *record = search->record;
    struct str name = utf8_nfc(&search->scratch, part);

    return part.n == link->target.n && !str_equal(name, record->id) &&
           map_find(&search->change->vault->names[record->kind], name) == record;
}

/* `[[sub/ana]]` is a file whose path ends so, as Obsidian has it. */
static bool is_end_of_path(const struct search *search, const struct link *link)
{
    struct str path = search->record->path, target = link->target;
    size_t at;

    target = str_trim(str_slice(target, 0, str_index(target, '#', 0)));
    if (str_ends(target, STR(".md")))
        target.n -= 3;
    path.n -= 3;
    at = path.n - target.n;
    return link->form == LINK_WIKI && str_index(target, '/', 0) < target.n && target.n < path.n &&
           path.p[at - 1] == '/' && str_ends(path, target);
}

/* The record that a link leads to, when it is one of that kind; NULL: none. */
static const struct record *lead(struct search *search, enum kind kind, const struct link *link)
{
    struct link own = *link;
    const struct record *to = NULL;

    if (own.form == LINK_INLINE)
        own.target = str_slice(own.target, 0, str_index(own.target, '?', 0));
    link_resolve(search->change->vault, kind, &own, search->path, &to);
    return to;
}

/* The kinds in the order in which a link of a body is looked up: under Skills a skill comes first. */
static enum kind kind_at(int index, bool is_skill)
{
    if (!is_skill)
        return (enum kind)index;
    return index == 0 ? KIND_SKILL : (enum kind)(index - (index <= (int)KIND_SKILL));
}

/* An id of any kind comes before a name, as for check. */
static bool is_meant(struct search *search, const struct link *link, bool is_skill, bool *is_by_name)
{
    const struct record *to;

    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < (int)KIND_FOLDERS; i++) {
            to = lead(search, kind_at(i, is_skill), link);
            if (!to || (pass == 0 && !is_id(search, id_of(link), to)))
                continue;
            *is_by_name = pass > 0;
            return to == search->record;
        }
    *is_by_name = false;
    return is_end_of_path(search, link);
}

/* ---- noting one */

static struct reference *add(struct search *search, struct reference reference, const struct link *link)
{
    struct arena *arena = search->change->arena;
    struct str part = id_of(link);
    struct reference *kept = vec_add(search->found, arena);

    if (!reference.is_by_name)
        reference.is_by_name = !is_id(search, part, search->record) || is_name_too(search, link, part);
    reference.id_at = (size_t)(part.p - reference.text.p);
    reference.id_end = reference.id_at + part.n;
    reference.path = search->path;
    reference.key = str_copy(arena, reference.key);
    reference.text = str_copy(arena, reference.text);
    reference.label = str_copy(arena, reference.label);
    *kept = reference;
    return kept;
}

/* ---- front matter */

/* A text as the link it is; its target is a part of it. */
static struct link link_of(struct str text)
{
    struct link link = {.form = LINK_PLAIN, .target = str_trim(text)};
    struct md_link wiki;

    if (md_wiki_link_parse(link.target, &wiki)) {
        link.form = LINK_WIKI;
        link.target = wiki.target;
    }
    return link;
}

/* `[[x]]` without quotes, as the text it was meant to be; empty: it is something else. */
static struct str bare_link(struct search *search, const struct node *node)
{
    const struct node *inner = node->kind == NODE_LIST && node->count == 1 ? node->first : NULL;
    struct buf text = {0};
    struct str copy;

    if (!inner || node->style != NODE_FLOW || inner->kind != NODE_LIST || inner->style != NODE_FLOW)
        return (struct str){0};
    buf_puts(&text, "[[");
    for (const struct node *part = inner->first; part; part = part->next) {
        buf_put(&text, part->kind == NODE_SCALAR ? part->text : (struct str){0});
        buf_puts(&text, part->next ? ", " : "");
    }
    buf_puts(&text, "]]");
    copy = str_copy(&search->scratch, buf_str(&text));
    buf_free(&text);
    return copy;
}

/* A text that may be a link to the record. A key of the user's own takes none but [[…]], as it may be any text. */
static void look_at_text(struct search *search, const struct field *field, struct reference reference)
{
    struct link link = link_of(reference.text);
    bool is_there = false;

    if (field)
        is_there = lead(search, field->target, &link) == search->record;
    else if (link.form == LINK_WIKI)
        is_there = is_meant(search, &link, false, &reference.is_by_name);
    if (is_there && link.target.n)
        add(search, reference, &link);
}

static void look_at_item(struct search *search, const struct field *field, const struct node *key,
                         const struct node *item)
{
    struct reference reference = {
        .form = REFERENCE_VALUE, .place = {item->line, 0}, .key = key->text, .text = item->text};

    if (item->kind == NODE_LIST) {
        reference.text = bare_link(search, item);
        reference.is_bare = true;
    }
    if (item->kind != NODE_MAP && reference.text.n)
        look_at_text(search, field, reference);
}

static void look_at_value(struct search *search, const struct field *field, const struct node *value)
{
    if (value->kind == NODE_MAP && field && field->type == TYPE_THANKED)
        for (const struct node *entry = value->first; entry; entry = entry->next)
            look_at_text(search, field,
                         (struct reference){.form = REFERENCE_ENTRY,
                                            .place = {entry->key->line, 0},
                                            .key = value->key->text,
                                            .text = entry->key->text});
    else if (value->kind == NODE_LIST && !bare_link(search, value).n)
        for (const struct node *item = value->first; item; item = item->next)
            look_at_item(search, field, value->key, item);
    else
        look_at_item(search, field, value->key, value);
}

static bool takes_links(const struct field *field, enum kind kind)
{
    return (field->type == TYPE_LINK || field->type == TYPE_LINKS || field->type == TYPE_THANKED) &&
           field->target == kind;
}

static void look_at_front(struct search *search, const struct node *top, enum kind kind)
{
    for (const struct node *value = top->first; value; value = value->next) {
        const struct field *field = schema_find(kind, value->key->text);

        if (!field || takes_links(field, search->record->kind))
            look_at_value(search, field, value);
    }
}

/* ---- bodies */

static bool is_skill(const struct md *md, const struct md_link *link)
{
    for (uint32_t i = 0; i < md->skills.n; i++)
        if (md->skills.at[i].link.place.line == link->place.line &&
            md->skills.at[i].link.place.column == link->place.column)
            return true;
    return false;
}

static void look_at_body(struct search *search, const struct front *front)
{
    struct md_job job = {.keep = &search->scratch,
                         .scratch = &search->scratch,
                         .path = search->path,
                         .first_line = front->body_line,
                         .want = MD_WANT_LINKS | MD_WANT_SKILLS};
    struct md md = {0};

    md_scan(&job, front->body, &md);
    for (uint32_t i = 0; i < md.links.n; i++) {
        const struct md_link *link = &md.links.at[i];
        struct link same = {.target = link->target,
                            .form = link->form == MD_LINK_WIKI ? LINK_WIKI : LINK_INLINE};
        struct reference reference = {
            .form = REFERENCE_LINK, .place = link->place, .text = link->target, .label = link->label};

        if (!md_is_elsewhere(link->target) &&
            is_meant(search, &same, is_skill(&md, link), &reference.is_by_name))
            add(search, reference, &same);
    }
}

/* ---- files */

/* Whether the id stands in a file as a word of its own, whatever else is in it; also where that cannot be told. */
static bool holds_id(const struct search *search, struct str path)
{
    enum { MOST = 16 * LIMIT_FILE };
    struct str id = search->record->id;
    struct buf bytes = {0};
    struct err err = {0};
    bool holds =
        fs_read(search->change->vault->root, path.p, MOST, &bytes, &err) != 0 && err.kind != ERR_NOT_FOUND;
    struct str text = buf_str(&bytes);

    for (size_t at = 0; !holds && (at = str_find_nocase(text, id, at)) < text.n; at++)
        holds = utf8_is_word_edge(text, at) && utf8_is_word_edge(text, at + id.n);
    buf_free(&bytes);
    return holds;
}

/* A file of which something cannot be read is in the way if it may hold a reference. */
static int pass_over(struct search *search, struct str path, const struct diag *why)
{
    struct change *change = search->change;
    struct str copy = str_copy(change->arena, path);

    if (!holds_id(search, copy))
        return 0;
    change->problem = *why;
    change->problem.path = copy;
    change->problem.message = str_copy(change->arena, why->message);
    change->problem.hint = STR("mend this file first: it may refer to what is to change");
    return -1;
}

static int read_file(struct search *search, const struct record *from)
{
    struct change *change = search->change;
    struct diag why = {.rule = RULE_UNREADABLE, .place = {1, 1}};
    const struct change_file *file = change_open(change, search->path);
    const struct node *top = NULL;
    struct front front;
    enum front_state state;

    if (!file)
        return pass_over(search, search->path, &change->problem);
    search->path = file->path;
    state = from ? front_split(&search->scratch, file->after, &front, &why)
                 : front_split_loose(&search->scratch, file->after, &front, &why);
    if (state == FRONT_BAD)
        return pass_over(search, search->path, &why);
    if (from) {
        top = node_parse(&search->scratch, front.yaml, front.yaml_line, &why);
        if (!top)
            return pass_over(search, search->path, &why);
        look_at_front(search, top, from->kind);
    }
    if (state == FRONT_BODY_UNREAD || md_is_too_deep(front.body))
        return pass_over(search, search->path, &why);
    look_at_body(search, &front);
    return 0;
}

int refer_find_in(struct change *change, const struct record *record, struct str path,
                  const struct record *from, struct references *found)
{
    struct search search = {.change = change, .record = record, .path = path, .found = found};
    int status = read_file(&search, from);

    arena_free(&search.scratch);
    return status;
}

/* ---- which files */

static bool has_value(const struct record *from, const struct record *to)
{
    for (uint32_t i = 0; i < from->value_count; i++) {
        const struct value *value = &from->values[i];
        const struct field *field = schema_field(from->kind, (enum key)value->key);
        bool is_thanked = field->type == TYPE_THANKED;

        if (value->is_empty || !takes_links(field, to->kind))
            continue;
        for (uint32_t k = 0; is_thanked && k < value->thanked->n; k++)
            if (value->thanked->at[k].who.to == to)
                return true;
        /* More than one where one is taken: the others are no values, but stand there. */
        for (uint32_t k = 0; !is_thanked && k < value->links.n; k++)
            if (value->links.at[k].to == to || field->type == TYPE_LINK)
                return true;
    }
    return false;
}

/* Whether what may be a link has the record's id for its last step, or is a name of it. */
static bool may_mean(struct search *search, const struct md_suspect *suspect)
{
    const struct map *names = &search->change->vault->names[search->record->kind];
    bool is_path = suspect->form == MD_LINK_INLINE;
    struct str target = suspect->target;

    if (is_id(search, id_part(target, is_path), search->record))
        return true;
    target = str_trim(str_slice(target, 0, str_index(target, '#', 0)));
    return !is_path && map_find(names, utf8_nfc(&search->scratch, target)) == search->record;
}

/* Whether the file may hold a reference: more may than do. */
static bool may_refer(struct search *search, const struct record *from)
{
    const struct record_source *source = record_source(from);
    bool may = from == search->record || source->suspects.is_doubtful || from->body_unread ||
               has_value(from, search->record);

    for (uint32_t i = 0; !may && i < source->extra.n; i++)
        may = str_find(source->extra.at[i].text, STR("[["), 0) < source->extra.at[i].text.n ||
              !source->extra.at[i].text.n;
    for (uint32_t i = 0; !may && i < source->suspects.n; i++)
        may = may_mean(search, &source->suspects.at[i]);
    arena_reset(&search->scratch);
    return may;
}

static bool is_root_file(void *context, struct str name, bool is_folder)
{
    (void)context;
    return !is_folder && str_ends(name, STR(".md"));
}

static bool is_note(void *context, struct str name, bool is_folder)
{
    (void)context;
    return is_folder ? !str_equal(name, STR(".git")) : str_ends(name, STR(".md"));
}

static bool is_of_kind(const struct vault *vault, struct str path)
{
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        struct str folder = settings_folder(&vault->settings, (enum kind)kind);

        if (str_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/')
            return true;
    }
    return false;
}

int refer_visit_others(struct change *change, int (*visit)(void *context, struct str path), void *context)
{
    struct fs_tree tree = {.arena = change->arena, .root = change->vault->root};
    int status = 0;

    fs_walk(&tree, (struct str){0}, is_root_file, NULL);
    fs_walk(&tree, STR("notes"), is_note, NULL);
    fs_sort(&tree);
    for (uint32_t i = 0; i < tree.files.n && status == 0; i++)
        if (!is_of_kind(change->vault, tree.files.at[i].path))
            status = visit(context, tree.files.at[i].path);
    fs_close(&tree);
    return status;
}

static int visit_other(void *context, struct str path)
{
    const struct search *search = context;

    return refer_find_in(search->change, search->record, path, NULL, search->found);
}

/* The visible rows: files of which not all is read. A folder that cannot be listed says nothing. */
static int look_at_rows(struct search *search)
{
    const struct diags *rows = &search->change->vault->unreadable;

    for (uint32_t i = 0; i < rows->n; i++)
        if (str_ends(rows->at[i].path, STR(".md")) && pass_over(search, rows->at[i].path, &rows->at[i]) != 0)
            return -1;
    return 0;
}

int refer_find(struct change *change, const struct record *record, struct references *found)
{
    struct search search = {.change = change, .record = record, .found = found};
    int status = look_at_rows(&search);

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        for (uint32_t i = 0; status == 0 && i < change->vault->records[kind].n; i++) {
            const struct record *from = &change->vault->records[kind].at[i];

            if (!from->is_unreadable && may_refer(&search, from))
                status = refer_find_in(change, record, from->path, from, found);
        }
    arena_free(&search.scratch);
    return status == 0 ? refer_visit_others(change, visit_other, &search) : -1;
}
