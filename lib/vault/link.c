#include "vault/link.h"

#include "base/crew.h"
#include "base/die.h"
#include "base/utf8.h"

bool link_path(struct buf *path, struct str from, struct str target)
{
    size_t slash = from.n;

    while (slash > 0 && from.p[slash - 1] != '/')
        slash--;
    if (!str_starts(target, STR("/")))
        buf_put(path, str_slice(from, 0, slash ? slash - 1 : 0));
    while (target.n) {
        size_t end = str_index(target, '/', 0);
        struct str part = str_slice(target, 0, end);

        target = str_skip(target, end + 1);
        if (!part.n || str_equal(part, STR(".")))
            continue;
        if (str_equal(part, STR(".."))) {
            if (!path->n)
                return false;
            while (path->n && path->p[--path->n] != '/')
                ;
            continue;
        }
        if (path->n)
            buf_putc(path, '/');
        buf_put(path, part);
    }
    return true;
}

static enum link_result found(const struct vault *vault, const struct record *record,
                              const struct record **to)
{
    if (record == &vault->ambiguous)
        return LINK_AMBIGUOUS;
    *to = record;
    return record ? LINK_RESOLVED : LINK_DEAD;
}

static enum link_result by_word(const struct vault *vault, enum kind kind, struct str word,
                                const struct record **to)
{
    const struct record *record = vault_find(vault, kind, word);

    if (!record) {
        struct arena scratch = {0};

        record = map_find(&vault->names[kind], utf8_nfc(&scratch, word));
        arena_free(&scratch);
    }
    return found(vault, record, to);
}

/* A path counts when it lies in the kind's folder; its last part is the id. */
static enum link_result by_path(const struct vault *vault, enum kind kind, struct str from, struct str target,
                                const struct record **to)
{
    struct str folder = settings_folder(&vault->settings, kind);
    enum link_result result = LINK_DEAD;
    struct buf room = {0};

    if (link_path(&room, from, target)) {
        struct str path = buf_str(&room);
        size_t slash = path.n;

        while (slash > 0 && path.p[slash - 1] != '/')
            slash--;
        if (slash > folder.n && str_starts(path, folder) && path.p[folder.n] == '/')
            result = found(vault, vault_find(vault, kind, str_skip(path, slash)), to);
    }
    buf_free(&room);
    return result;
}

/* Without `#heading` and `.md`. */
static struct str bare_target(struct str target)
{
    target = str_trim(str_slice(target, 0, str_index(target, '#', 0)));
    if (str_ends(target, STR(".md")))
        target.n -= 3;
    return target;
}

/* Plain text may be an id, a path, or a name, which may have anything in it. */
static enum link_result by_plain(const struct vault *vault, enum kind kind, struct str text,
                                 const struct record **to)
{
    enum link_result result = LINK_DEAD;

    if (str_index(text, '/', 0) < text.n)
        result = by_path(vault, kind, (struct str){0}, bare_target(text), to);
    return result == LINK_DEAD ? by_word(vault, kind, text, to) : result;
}

enum link_result link_resolve(const struct vault *vault, enum kind kind, const struct link *link,
                              struct str from, const struct record **to)
{
    struct str target = bare_target(link->target);

    *to = NULL;
    if (link->form == LINK_PLAIN)
        return by_plain(vault, kind, link->target, to);
    if (!target.n || str_find(target, STR("://"), 0) < target.n)
        return LINK_DEAD;
    if (link->form == LINK_INLINE)
        return by_path(vault, kind, from, target, to);
    if (str_index(target, '/', 0) < target.n)
        return by_path(vault, kind, (struct str){0}, target, to);
    return by_word(vault, kind, target, to);
}

enum link_result link_resolve_md(const struct vault *vault, enum kind kind, const struct md_link *link,
                                 struct str from, const struct record **to)
{
    struct link same = {.target = link->target,
                        .label = link->label,
                        .form = link->form == MD_LINK_WIKI ? LINK_WIKI : LINK_INLINE};

    return link_resolve(vault, kind, &same, from, to);
}

static void resolve(const struct vault *vault, const struct record *record, const struct field *field,
                    struct link *link)
{
    link_resolve(vault, field->target, link, record->path, &link->to);
}

static void resolve_record(const struct vault *vault, struct record *record, const struct schema_links *links)
{
    for (uint32_t i = 0; i < record->value_count; i++) {
        struct value *value = &record->values[i];
        const struct field *field = links->of[value->key];

        if (value->is_empty || !field)
            continue;
        if (field->type != TYPE_THANKED)
            for (uint32_t k = 0; k < value->links.n; k++)
                resolve(vault, record, field, &value->links.at[k]);
        else
            for (uint32_t k = 0; k < value->thanked->n; k++)
                resolve(vault, record, field, &value->thanked->at[k].who);
    }
}

/* The records of a kind, handed out to threads in chunks. */
struct resolving {
    const struct vault *vault;
    struct records *records;
    struct schema_links links;
    struct crew_queue queue;
};

static void resolve_some(void *context)
{
    struct resolving *resolving = context;
    size_t from, to;

    while (crew_take(&resolving->queue, &from, &to))
        for (size_t i = from; i < to; i++)
            resolve_record(resolving->vault, &resolving->records->at[i], &resolving->links);
}

static void resolve_kind(struct vault *vault, enum kind kind)
{
    enum { CHUNK = 256 };
    struct resolving resolving = {vault, &vault->records[kind], schema_links_of(kind), {.chunk = CHUNK}};

    resolving.queue.count = resolving.records->n;
    crew_run(&resolving, 0, crew_size(&resolving.queue, vault->threads), resolve_some);
}

/* A key under which the same person is the same, and a contact never equals a name that is nobody's. */
static struct str person_key(struct arena *scratch, const struct participant *person)
{
    struct buf key = {0};

    buf_putc(&key, person->to ? '=' : '?');
    buf_put(&key, person->to ? person->to->id : person->name);
    struct str copy = str_copy(scratch, buf_str(&key));

    buf_free(&key);
    return copy;
}

static void gather_participants(struct vault *vault, struct record *interview, struct arena *scratch)
{
    const struct value *value = record_find(interview, KEY_CONTACT);
    struct map seen = {0};

    if (!value)
        return;
    interview->participants = arena_new_array(&vault->arena, struct participant, value->links.n);
    for (uint32_t i = 0; i < value->links.n; i++) {
        const struct link *link = &value->links.at[i];
        struct participant person = {link->to, link->to ? link->to->name : link_text(link), link->target};

        if (value->links.n > 1 && map_set(&seen, scratch, person_key(scratch, &person), interview))
            continue;
        interview->participants[interview->participant_count++] = person;
        interview->meets_private = interview->meets_private || (link->to && link->to->is_private);
    }
    arena_reset(scratch);
}

/* The contact of a participant, for writing to; NULL for somebody who is nobody's or whose file cannot be read. */
static struct record *contact_of(struct vault *vault, const struct participant *person)
{
    struct records *contacts = &vault->records[KIND_CONTACT];

    return person->to && !person->to->is_unreadable ? &contacts->at[person->to - contacts->at] : NULL;
}

/* Makes room for as many interviews as were counted, and counts anew. */
static void make_room(struct record *contact, struct arena *arena)
{
    must(contact);
    contact->interviews = arena_new_array(arena, const struct record *, contact->interview_count);
    contact->interview_count = 0;
}

static void give_interviews(struct vault *vault)
{
    struct records *interviews = &vault->records[KIND_INTERVIEW];
    struct records *contacts = &vault->records[KIND_CONTACT];

    for (uint32_t i = 0; i < interviews->n; i++)
        for (uint32_t k = 0; k < interviews->at[i].participant_count; k++) {
            struct record *contact = contact_of(vault, &interviews->at[i].participants[k]);

            if (contact)
                contact->interview_count++;
        }
    for (uint32_t i = 0; i < contacts->n; i++)
        make_room(&contacts->at[i], &vault->arena);
    for (uint32_t i = 0; i < interviews->n; i++)
        for (uint32_t k = 0; k < interviews->at[i].participant_count; k++) {
            struct record *contact = contact_of(vault, &interviews->at[i].participants[k]);

            if (contact)
                contact->interviews[contact->interview_count++] = &interviews->at[i];
        }
}

void link_all(struct vault *vault)
{
    struct arena scratch = {0};

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        resolve_kind(vault, (enum kind)kind);
    for (uint32_t i = 0; i < vault->records[KIND_INTERVIEW].n; i++)
        gather_participants(vault, &vault->records[KIND_INTERVIEW].at[i], &scratch);
    give_interviews(vault);
    arena_free(&scratch);
}
