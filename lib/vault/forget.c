#include "vault/forget.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "vault/link.h"
#include "vault/verb.h"

/* What is known of one who is to be forgotten. */
struct forget {
    struct change *change;
    const struct record *contact;
    struct {
        VEC(const struct record *);
    } gone; /* the contact first */
    struct {
        VEC(struct str);
    } names; /* name, aliases, id and mail addresses, folded */
    struct arena scratch;
    struct forgotten *out;
};

/* ---- who it is */

static void add_name(struct forget *forget, struct str name)
{
    if (name.n)
        *vec_add(&forget->names, forget->change->arena) =
            str_copy(forget->change->arena, utf8_fold(&forget->scratch, name));
}

static void add_names(struct forget *forget)
{
    static const enum key keys[] = {KEY_ALIASES, KEY_EMAIL};
    const struct record *contact = forget->contact;

    add_name(forget, contact->name);
    add_name(forget, contact->id);
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const struct value *value = record_find(contact, keys[k]);

        for (uint32_t i = 0; value && i < value->texts.n; i++)
            add_name(forget, value->texts.at[i]);
    }
}

/* Whether a text is one of the names as a whole. */
static bool is_name(struct forget *forget, struct str text)
{
    struct str folded = utf8_fold(&forget->scratch, str_trim(text));

    for (uint32_t i = 0; i < forget->names.n; i++)
        if (str_equal(forget->names.at[i], folded))
            return true;
    return false;
}

/* Whether one of the names stands in a folded text. */
static bool has_name(const struct forget *forget, struct str folded)
{
    for (uint32_t i = 0; i < forget->names.n; i++)
        if (utf8_find_words(folded, forget->names.at[i], 0) < folded.n)
            return true;
    return false;
}

/* Whether a label shares a word with a name: `[Ana](…)` is Ana Lima. */
static bool is_telling(struct forget *forget, struct str label)
{
    struct str text = utf8_plain(&forget->scratch, label), rest, word;

    for (uint32_t i = 0; i < forget->names.n; i++) {
        rest = utf8_plain(&forget->scratch, forget->names.at[i]);
        while ((word = str_word(&rest)).n)
            if (utf8_find_words(text, word, 0) < text.n)
                return true;
    }
    return false;
}

static bool is_gone(const struct forget *forget, struct str path)
{
    for (uint32_t i = 0; i < forget->gone.n; i++)
        if (str_equal(forget->gone.at[i]->path, path))
            return true;
    return false;
}

static void add_gone(struct forget *forget)
{
    const struct record *contact = forget->contact;

    *vec_add(&forget->gone, forget->change->arena) = contact;
    for (uint32_t i = 0; i < contact->interview_count; i++)
        if (contact->interviews[i]->participant_count == 1)
            *vec_add(&forget->gone, forget->change->arena) = contact->interviews[i];
}

/* ---- telling */

static void tell(struct forget *forget, struct forget_lines *lines, struct str path, uint32_t line,
                 struct str text)
{
    struct arena *arena = forget->change->arena;

    *vec_add(lines, arena) = (struct forget_line){str_copy(arena, path), line, str_copy(arena, text)};
}

static void tell_reference(struct forget *forget, const struct reference *reference)
{
    struct buf text = {0};

    if (reference->form == REFERENCE_LINK)
        buf_printf(&text, "link to %.*s", STR_ARGS(reference->text));
    else
        buf_printf(&text, "%.*s: %.*s", STR_ARGS(reference->key), STR_ARGS(reference->text));
    tell(forget, &forget->out->changed, reference->path, reference->place.line, buf_str(&text));
    buf_free(&text);
}

/* ---- referrals */

static bool is_referral(struct forget *forget, struct str path, const struct md_referral *referral)
{
    const struct record *to = NULL;

    if (referral->link.target.n)
        link_resolve_md(forget->change->vault, KIND_CONTACT, &referral->link, path, &to);
    return to ? to == forget->contact : is_name(forget, referral->name);
}

/* Takes the items that name the person out of a meeting's Referrals, the last first. */
static int drop_referrals_in(struct forget *forget, struct str path)
{
    const struct change_file *file = change_open(forget->change, path);
    struct md_job job = {.keep = &forget->scratch, .scratch = &forget->scratch, .want = MD_WANT_REFERRALS};
    struct diag problem = {0};
    struct front front;
    struct md md = {0};

    if (!file)
        return -1;
    if (front_split(&forget->scratch, file->after, &front, &problem) != FRONT_FINE ||
        md_is_too_deep(front.body))
        return 0;
    job.first_line = front.body_line;
    md_scan(&job, front.body, &md);
    for (uint32_t i = md.referrals.n; i-- > 0;) {
        const struct md_referral *referral = &md.referrals.at[i];
        struct edit_body edit = {.verb = EDIT_REMOVE_ITEM, .line = referral->line};

        if (!is_referral(forget, path, referral))
            continue;
        if (!referral->link.target.n) /* a link is told already */
            tell(forget, &forget->out->changed, path, referral->line, referral->name);
        if (change_body(forget->change, path, &edit) != 0)
            return -1;
    }
    return 0;
}

static int drop_referrals(struct forget *forget)
{
    const struct records *interviews = &forget->change->vault->records[KIND_INTERVIEW];

    for (uint32_t i = 0; i < interviews->n; i++) {
        const struct record *interview = &interviews->at[i];
        bool is_there = false;

        for (uint32_t k = 0; k < interview->md.referrals.n; k++)
            is_there |= is_referral(forget, interview->path, &interview->md.referrals.at[k]);
        if (is_there && !is_gone(forget, interview->path) && drop_referrals_in(forget, interview->path) != 0)
            return -1;
        arena_reset(&forget->scratch);
    }
    return 0;
}

/* ---- references */

static int drop_value(struct forget *forget, const struct reference *reference)
{
    struct edit edit = {
        .verb = EDIT_REPLACE_ITEM, .key = reference->key, .old = reference->text, .value = reference->text};

    /* `[[ana]]` without quotes is a list to YAML: it becomes a text first. */
    if (reference->is_bare) {
        edit.value = forget->contact->id;
        if (change_front(forget->change, reference->path, &edit) != 0)
            return -1;
    }
    edit.verb = EDIT_DROP;
    return change_front(forget->change, reference->path, &edit);
}

static int drop_link(struct forget *forget, const struct reference *reference, bool is_person)
{
    struct edit_body edit = {.verb = EDIT_UNLINK, .place = reference->place, .old = reference->text};

    if (!reference->label.n || is_telling(forget, reference->label))
        edit.text = is_person ? STR("somebody") : STR("a meeting");
    return change_body(forget->change, reference->path, &edit);
}

static int drop(struct forget *forget, const struct reference *reference, bool is_person)
{
    struct edit edit = {.verb = EDIT_REMOVE_ENTRY, .key = reference->key, .entry = reference->text};

    switch (reference->form) {
    case REFERENCE_VALUE: return drop_value(forget, reference);
    case REFERENCE_ENTRY: return change_front(forget->change, reference->path, &edit);
    case REFERENCE_LINK: return drop_link(forget, reference, is_person);
    }
    return 0;
}

/* Found anew for each record that goes, as the edits for the one before have moved what stands behind them. */
static int drop_references(struct forget *forget)
{
    for (uint32_t i = 0; i < forget->gone.n; i++) {
        struct references found = {0};

        if (refer_find(forget->change, forget->gone.at[i], &found) != 0)
            return -1;
        for (uint32_t k = found.n; k-- > 0;)
            if (!is_gone(forget, found.at[k].path) && drop(forget, &found.at[k], i == 0) != 0)
                return -1;
    }
    return 0;
}

/* What will go, before anything is moved; an item under Referrals is told by itself. */
static int tell_references(struct forget *forget)
{
    for (uint32_t i = 0; i < forget->gone.n; i++) {
        struct references found = {0};

        tell(forget, &forget->out->files, forget->gone.at[i]->path, 0, (struct str){0});
        if (refer_find(forget->change, forget->gone.at[i], &found) != 0)
            return -1;
        for (uint32_t k = 0; k < found.n; k++)
            if (!is_gone(forget, found.at[k].path))
                tell_reference(forget, &found.at[k]);
    }
    return 0;
}

/* ---- mentions that are left */

static void look_at_lines(struct forget *forget, struct str path, struct str text)
{
    uint32_t line = 1;

    if (!has_name(forget, utf8_fold(&forget->scratch, text)))
        return;
    for (size_t at = 0, end; at < text.n; at = end + 1, line++) {
        struct str here;

        end = str_index(text, '\n', at);
        here = str_slice(text, at, end);
        if (has_name(forget, utf8_fold(&forget->scratch, here)))
            tell(forget, &forget->out->left, path, line, str_trim(here));
    }
}

/* The text of a file as it will be. */
static int look_at_file(void *context, struct str path)
{
    struct forget *forget = context;
    struct change *change = forget->change;
    struct buf bytes = {0};
    struct err err = {0};
    const struct change_file *file = NULL;

    for (uint32_t i = 0; i < change->files.n; i++)
        if (str_equal(change->files.at[i].path, path))
            file = &change->files.at[i];
    if (file && file->is_gone)
        return 0;
    if (has_name(forget, utf8_fold(&forget->scratch, path)))
        tell(forget, &forget->out->left, path, 0, STR("the file's name"));
    if (file)
        look_at_lines(forget, path, file->after);
    else if (fs_read(change->vault->root, str_copy(&forget->scratch, path).p, LIMIT_FILE, &bytes, &err) == 0)
        look_at_lines(forget, path, buf_str(&bytes));
    buf_free(&bytes);
    arena_reset(&forget->scratch);
    return 0;
}

static void look_at_all(struct forget *forget)
{
    const struct vault *vault = forget->change->vault;

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        for (uint32_t i = 0; i < vault->records[kind].n; i++)
            look_at_file(forget, vault->records[kind].at[i].path);
    refer_visit_others(forget->change, look_at_file, forget);
}

/* ---- all of it */

static int compare(const void *left, const void *right)
{
    const struct forget_line *a = left, *b = right;
    int order = str_compare(a->path, b->path);

    if (!order)
        order = a->line < b->line ? -1 : a->line > b->line;
    return order ? order : str_compare(a->text, b->text);
}

static void sort(struct forget_lines *lines)
{
    if (lines->n)
        qsort(lines->at, lines->n, sizeof *lines->at, compare);
}

int change_forget(struct change *change, const struct record *contact, struct forgotten *forgotten)
{
    struct forget forget = {.change = change, .contact = contact, .out = forgotten};
    int status;

    *forgotten = (struct forgotten){0};
    add_names(&forget);
    add_gone(&forget);
    status = tell_references(&forget) == 0 && drop_referrals(&forget) == 0 && drop_references(&forget) == 0
                 ? 0
                 : -1;
    for (uint32_t i = 0; status == 0 && i < forget.gone.n; i++)
        status = change_remove(change, forget.gone.at[i]->path);
    if (status == 0)
        look_at_all(&forget);
    sort(&forgotten->changed);
    sort(&forgotten->left);
    arena_free(&forget.scratch);
    return status;
}
