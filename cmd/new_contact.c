#include "ask.h"
#include "base/utf8.h"
#include "new.h"
#include "vault/id.h"

/* ---- somebody who is there already */

static bool is_called(const struct record *record, struct str plain, struct arena *scratch)
{
    const struct value *aliases =
        schema_field(record->kind, KEY_ALIASES) ? record_find(record, KEY_ALIASES) : NULL;

    if (str_equal(utf8_plain(scratch, record->name), plain))
        return true;
    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++)
        if (str_equal(utf8_plain(scratch, aliases->texts.at[i]), plain))
            return true;
    return false;
}

static bool has_address(const struct record *record, struct str folded, struct arena *scratch)
{
    const struct value *email = record_find(record, KEY_EMAIL);

    for (uint32_t i = 0; folded.n && email && i < email->texts.n; i++)
        if (str_equal(utf8_fold(scratch, email->texts.at[i]), folded))
            return true;
    return false;
}

/* The first contact with that address or name, without regard to case and accents; or NULL. */
static const struct record *find_same(struct app *app, struct str name, struct str email, bool *by_email)
{
    const struct records *contacts = &app->vault.records[KIND_CONTACT];
    const struct record *found = NULL;
    struct arena scratch = {0};
    struct str plain = utf8_plain(&app->arena, name), folded = utf8_fold(&app->arena, email);

    for (uint32_t i = 0; i < contacts->n && !found; i++) {
        const struct record *contact = &contacts->at[i];

        if (contact->is_unreadable)
            continue;
        *by_email = has_address(contact, folded, &scratch);
        if (*by_email || (plain.n && is_called(contact, plain, &scratch)))
            found = contact;
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return found;
}

/* A file that cannot be read may be the same person's: its id is all that is known. */
static const struct record *find_unreadable(struct app *app, struct str id)
{
    const struct record *there = vault_find(&app->vault, KIND_CONTACT, id);

    return there && there->is_unreadable ? there : NULL;
}

/* Asks, or stops; 0 where a second one is to be made. */
static int settle(struct new *new, const struct record *there, struct str what, const char *how)
{
    struct app *app = new->write.app;
    struct buf problem = {0};
    int status = STATUS_USAGE;

    buf_printf(&problem, "'%.*s' %s '%.*s'", STR_ARGS(what), how, STR_ARGS(there->path));
    if (!ask_is_possible(app)) {
        app_fail(app, 0, "%.*s\n--anyway makes a second file", STR_ARGS(buf_str(&problem)));
    } else {
        app_fail(app, 0, "%.*s", STR_ARGS(buf_str(&problem)));
        status = ask_yes(app, "Make a second file?") ? 0 : STATUS_USAGE;
        if (status)
            app_say(app, "nothing was written");
    }
    buf_free(&problem);
    return status;
}

static int look_for_same(struct new *new, struct str name, struct str email, struct str id)
{
    struct app *app = new->write.app;
    bool by_email = false;
    const struct record *there = find_same(app, name, email, &by_email);

    if (there)
        return settle(new, there, by_email ? email : name,
                      by_email ? "is the address of somebody in" : "is the name of somebody in");
    there = find_unreadable(app, id);
    return there ? settle(new, there, id, "is the id of a file that cannot be read:") : 0;
}

/* ---- what is known */

/* The tags of "a,#b". */
static int add_tags(struct new *new, const char *option)
{
    struct new_value *value = new_add(new, "tags", KEY_TAGS, (struct str){0});
    struct str rest;
    int status = new_text(new, "--tag", option, &rest);

    while (!status && rest.n) {
        size_t comma = str_index(rest, ',', 0);
        struct str tag = str_trim(str_slice(rest, 0, comma));

        if (str_starts(tag, STR("#")))
            tag = str_skip(tag, 1);
        if (tag.n)
            *vec_add(&value->items, &new->write.app->arena) = tag;
        rest = str_skip(rest, comma + 1);
    }
    value->is_given = value->items.n > 0;
    return status;
}

/* Texts of the command line, and what the referrer's notes say in their place. */
static int add_texts(struct new *new, const struct new_referral *referral)
{
    const struct new_options *o = new->options;
    const struct {
        const char *option, *name, *word;
        enum key key;
        struct str otherwise;
        bool is_plain;
    } texts[] = {
        {"--org", "org", o->org, KEY_ORG, referral->org, false},
        {"--role", "role", o->role, KEY_ROLE, {0}, false},
        {"--email", "email", o->email, KEY_EMAIL, {0}, false},
        {"--why", "why", o->why, KEY_WHY, referral->note, false},
        {"--touch", "keep_in_touch", o->touch, KEY_KEEP_IN_TOUCH, {0}, true},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct str text;
        struct new_value *value;

        if (new_text(new, texts[i].option, texts[i].word, &text))
            return STATUS_USAGE;
        value = new_add(new, texts[i].name, texts[i].key, text.n ? text : texts[i].otherwise);
        value->is_given = true;
        value->is_plain = texts[i].is_plain;
    }
    return 0;
}

static int add_links(struct new *new, struct new_referral *referral, struct str name)
{
    const struct new_options *o = new->options;
    const struct record *referrer = NULL, *target = NULL;

    if (o->ref && app_who(new->write.app, o->ref, &referrer))
        return STATUS_USAGE;
    if (new_target(new, &target))
        return STATUS_USAGE;
    new_add(new, "referred_by", KEY_REFERRED_BY, referrer ? referrer->id : (struct str){0})->is_given = true;
    new_add(new, "target", KEY_TARGET, target ? target->id : (struct str){0})->is_given = true;
    if (referrer)
        new_referral_find(new->write.app, referrer, name, referral);
    return 0;
}

int new_contact(struct new *new, struct str name)
{
    struct app *app = new->write.app;
    struct new_referral referral = {0};
    struct str id = id_of_name(&app->arena, name, str_from(kind_name(KIND_CONTACT))), email;
    int status = new_text(new, "--email", new->options->email, &email);

    if (!status)
        status = add_links(new, &referral, name);
    if (!status && !new->options->anyway)
        status = look_for_same(new, name, email, id);
    if (!status && (referral.org.n || referral.note.n))
        app_say(app, "as your notes say: %.*s%s%.*s", STR_ARGS(referral.org),
                referral.org.n && referral.note.n ? ": " : "", STR_ARGS(referral.note));
    if (!status)
        status = add_texts(new, &referral);
    if (!status)
        status = add_tags(new, new->options->tag);
    new->title = name;
    new_name_file(new, id);
    return status;
}
