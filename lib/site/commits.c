#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "site/site.h"

/* To each person this many: the last ones. */
enum { FEW = 3, SHORTEST_WORD = 3 };

struct taking {
    struct site *site;
    struct arena *arena;
    struct map records; /* by path */
    struct {
        VEC(struct str);
    } names; /* words of private people, as utf8_plain has them */
};

/* ---- what is private */

/* A name by itself, and each word of it: one of them is enough to know somebody by. */
static void add_name(struct taking *t, struct str name)
{
    struct str plain = utf8_plain(t->arena, name), rest = plain;

    if (!plain.n)
        plain = utf8_fold(t->arena, str_trim(name));
    if (plain.n)
        *vec_add(&t->names, t->arena) = plain;
    while (rest.n) {
        size_t n = str_index(rest, ' ', 0);

        if (n >= SHORTEST_WORD && n < plain.n)
            *vec_add(&t->names, t->arena) = str_slice(rest, 0, n);
        rest = str_skip(rest, n + 1);
    }
}

static void add_names(struct taking *t)
{
    const struct record_list *hidden = &t->site->hidden;

    for (uint32_t i = 0; i < hidden->n; i++) {
        const struct record *record = hidden->at[i];
        const struct value *aliases = record->kind == KIND_CONTACT ? record_find(record, KEY_ALIASES) : NULL;

        if (record->kind != KIND_CONTACT)
            continue;
        add_name(t, record->name);
        add_name(t, record->id);
        for (uint32_t k = 0; aliases && k < aliases->texts.n; k++)
            add_name(t, aliases->texts.at[k]);
    }
}

/* Short ones as words only: else they stand in half of all subjects. */
static bool has_name(struct str text, struct str name)
{
    return name.n < SHORTEST_WORD ? utf8_find_words(text, name, 0) < text.n
                                  : str_find(text, name, 0) < text.n;
}

static bool names_somebody(struct taking *t, struct str subject)
{
    struct str plain = utf8_plain(t->arena, subject), folded = utf8_fold(t->arena, subject);

    for (uint32_t i = 0; i < t->names.n; i++)
        if (has_name(plain, t->names.at[i]) || has_name(folded, t->names.at[i]))
            return true;
    return false;
}

bool site_tells_of(const struct record *record)
{
    const struct value *contact =
        record->kind == KIND_OPPORTUNITY && !record->is_unreadable ? record_find(record, KEY_CONTACT) : NULL;

    return !record->is_unreadable && record_is_on_pages(record) &&
           !(contact && contact->links.at[0].to && !record_is_on_pages(contact->links.at[0].to));
}

/* What is no longer there may have been private, or somebody whom the user forgot; but the vault's own notes are nobody's. */
static bool is_nobodys(const struct taking *t, struct str path)
{
    const struct settings *settings = &t->site->vault->settings;

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        struct str folder = settings_folder(settings, (enum kind)kind);

        if (str_starts(path, folder) && str_starts(str_skip(path, folder.n), STR("/")))
            return false;
    }
    return str_index(path, '/', 0) == path.n || str_starts(path, STR(VAULT_TEMPLATES "/"));
}

static bool may_be_told(struct taking *t, const struct site_commit *commit)
{
    for (uint32_t i = 0; i < commit->changed_count; i++) {
        const struct record *record = map_find(&t->records, commit->changed[i]);

        if (record ? !site_tells_of(record) : !is_nobodys(t, commit->changed[i]))
            return false;
    }
    return !names_somebody(t, commit->told.subject);
}

/* ---- whom it goes to */

static void hand(struct taking *t, const struct record *contact, const struct site_commit *commit)
{
    struct view_commits *own;

    if (!contact || contact->kind != KIND_CONTACT || !site_has_page(t->site, contact))
        return;
    own = &t->site->commits[site_number(t->site, contact)];
    if (own->n < FEW && !(own->n && str_equal(own->at[own->n - 1].hash, commit->told.hash)))
        *vec_add(own, t->arena) = commit->told;
}

static void hand_to_all(struct taking *t, const struct site_commit *commit)
{
    for (uint32_t i = 0; i < commit->changed_count; i++) {
        const struct record *record = map_find(&t->records, commit->changed[i]);
        const struct value *contact =
            record && record->kind == KIND_OPPORTUNITY ? record_find(record, KEY_CONTACT) : NULL;

        hand(t, record, commit);
        for (uint32_t k = 0; record && k < record->participant_count; k++)
            hand(t, record->participants[k].to, commit);
        if (contact)
            hand(t, contact->links.at[0].to, commit);
    }
}

static void add_records(struct taking *t)
{
    const struct vault *vault = t->site->vault;
    size_t total = 0;

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        total += vault->records[kind].n;
    map_reserve(&t->records, t->arena, total);
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        for (uint32_t i = 0; i < vault->records[kind].n; i++)
            map_set(&t->records, t->arena, vault->records[kind].at[i].path, &vault->records[kind].at[i]);
}

void site_take_commits(struct site *site, struct arena *arena, const struct site_commit *commits,
                       uint32_t count)
{
    struct taking t = {.site = site, .arena = arena};

    if (!count)
        return;
    site->commits =
        arena_new_array(t.arena, struct view_commits, (size_t)site->vault->records[KIND_CONTACT].n + 1);
    add_records(&t);
    add_names(&t);
    /* Older ones may speak of somebody who was forgotten since. */
    for (uint32_t i = 0; i < count && !str_starts(commits[i].told.subject, STR("forget: ")); i++)
        if (may_be_told(&t, &commits[i]))
            hand_to_all(&t, &commits[i]);
}
