#include "insight/brief.h"
#include "site/part.h"
#include "vault/link.h"

/* ---- who was thanked, and whom else there is to tell */

static void add_thanks(const struct page *page, struct object *data, const struct record *interview)
{
    bool is_held = interview_stand(interview, page->view.today) == STAND_HELD;
    struct list list = {0};

    for (uint32_t i = 0; is_held && i < interview->participant_count; i++) {
        const struct participant *person = &interview->participants[i];
        struct settled thanked = interview_thanked(interview, person);
        struct object object = {.arena = page->arena};

        data_add(&object, "person", part_person_value(page, person->to, person->name));
        data_day(&object, "date", thanked.how == SETTLED_DATE ? thanked.day : 0, page->view.today);
        data_yes(&object, "is_owed", thanked.how == SETTLED_NOT);
        data_yes(&object, "is_skipped", thanked.how == SETTLED_SKIP);
        *vec_add(&list, page->arena) = data_object(&object);
    }
    data_add_list(data, "thanks", &list);
    data_text(data, "thanked_for", part_said(page, interview, record_text(interview, KEY_THANKED_FOR)));
}

static void add_courtesy(const struct page *page, struct list *list, const struct record *interview,
                         enum key key)
{
    const struct value *value = record_find(interview, key);
    struct object object = {.arena = page->arena};

    if (!value || value->settled.how != SETTLED_DATE)
        return;
    data_word(&object, "name",
              key == KEY_ASKED_REFERRER ? "asked for suggestions before" : "told how it went");
    data_day(&object, "date", value->settled.day, page->view.today);
    *vec_add(list, page->arena) = data_object(&object);
}

static void add_courtesies(const struct page *page, struct object *data, const struct record *interview)
{
    const struct participant *partner = interview_partner(interview);
    const struct record *referrer =
        partner && partner->to && !partner->to->is_unreadable ? contact_referrer(partner->to) : NULL;
    struct list list = {0};

    add_courtesy(page, &list, interview, KEY_ASKED_REFERRER);
    add_courtesy(page, &list, interview, KEY_TOLD_REFERRER);
    part_person(page, data, "referrer", list.n ? referrer : NULL,
                list.n && referrer ? referrer->name : (struct str){0});
    data_add_list(data, "courtesies", &list);
}

/* ---- what came of it */

static void add_referrals(const struct page *page, struct object *data, const struct record *interview)
{
    struct list list = {0};

    for (uint32_t i = 0; i < interview->md.referrals.n; i++) {
        const struct md_referral *referral = &interview->md.referrals.at[i];
        struct object object = {.arena = page->arena};
        const struct record *to = NULL;

        if (referral->is_private)
            continue;
        if (referral->link.target.n)
            link_resolve_md(page->view.vault, KIND_CONTACT, &referral->link, interview->path, &to);
        part_person(page, &object, "person", to,
                    to && to->name.n ? to->name : part_said(page, interview, referral->name));
        data_text(&object, "note", part_said(page, interview, referral->note));
        *vec_add(&list, page->arena) = data_object(&object);
    }
    data_add_list(data, "referrals", &list);
}

static void add_skills(const struct page *page, struct object *data, const struct record *interview)
{
    struct list list = {0};

    for (uint32_t i = 0; i < interview->md.skills.n; i++) {
        const struct md_skill *skill = &interview->md.skills.at[i];
        struct object object = {.arena = page->arena};

        if (skill->is_private)
            continue;
        data_text(&object, "name", part_said(page, interview, skill->name));
        data_text(&object, "note", part_said(page, interview, skill->note));
        *vec_add(&list, page->arena) = data_object(&object);
    }
    data_add_list(data, "skills", &list);
}

static void add_promises(const struct page *page, struct object *data, const struct record *interview)
{
    struct list list = {0};

    for (uint32_t i = 0; i < interview->md.tasks.n; i++) {
        const struct md_task *task = &interview->md.tasks.at[i];
        struct participant person = view_promise_person(&page->view, interview, task);
        struct row row = {.record = interview,
                          .task = task,
                          .item = view_promise(&page->view, interview, task),
                          .person = person.to,
                          .person_name = person.name};

        if (!task->is_private)
            *vec_add(&list, page->arena) = part_promise(page, &row);
    }
    data_add_list(data, "promises", &list);
}

/* ---- before and after */

static const struct record *neighbour(const struct page *page, const struct record *contact,
                                      const struct record *interview, bool is_before)
{
    const struct record *found = NULL;

    for (uint32_t i = 0; i < contact->interview_count; i++) {
        const struct record *other = contact->interviews[i];
        const struct record *first = is_before ? other : interview, *second = is_before ? interview : other;

        if (other == interview || !site_has_page(page->site, other) || !interview_day(other) ||
            !interview_day(interview) || !interview_is_earlier(first, second))
            continue;
        if (!found || interview_is_earlier(is_before ? found : other, is_before ? other : found))
            found = other;
    }
    return found;
}

/* Of each person who was there, each meeting once: so all meetings with somebody hang together. */
static bool add_neighbours(const struct page *page, struct object *data, const char *has_name, bool is_before,
                           const struct record *interview)
{
    struct record_list found = {
        .at = arena_new_array(page->arena, const struct record *, (size_t)interview->participant_count + 1)};
    struct list list = {0};

    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct record *contact = interview->participants[i].to, *other;
        uint32_t at = 0;

        if (!site_has_page(page->site, contact))
            continue;
        other = neighbour(page, contact, interview, is_before);
        while (at < found.n && found.at[at] != other)
            at++;
        if (!other || at < found.n)
            continue;
        found.at[found.n++] = other;
        *vec_add(&list, page->arena) = part_meeting(page, other, NULL);
    }
    data_add_both(data, has_name, &list);
    return found.n > 0;
}

static struct str title_of(const struct page *page, const struct record *interview)
{
    enum { NAMED = 3 };
    struct buf text = {0};

    for (uint32_t i = 0; i < interview->participant_count && i < NAMED; i++) {
        buf_puts(&text, i ? ", " : "");
        buf_put(&text, interview->participants[i].name);
    }
    if (interview->participant_count > NAMED)
        buf_printf(&text, " and %u more", interview->participant_count - NAMED);
    if (!text.n)
        buf_put(&text, interview->id);
    return data_kept(page->arena, &text);
}

static void add_due(const struct page *page, struct object *data, const struct record *interview)
{
    const struct participant *partner = interview_partner(interview);
    struct list list = {0};

    if (partner && partner->to && site_has_page(page->site, partner->to)) {
        struct site_due own = site_due_of(page->site, partner->to);

        for (uint32_t i = 0; i < own.n; i++)
            if (own.at[i]->interview == interview && own.at[i]->kind != DUE_PROMISE &&
                own.at[i]->kind != DUE_WAITING)
                *vec_add(&list, page->arena) = part_item(page, own.at[i]);
    }
    data_add_list(data, "next", &list);
}

void meeting_make(struct page *page, struct object *data)
{
    const struct record *interview = page->record;
    struct part_body body = part_body(page, interview);
    bool has_neighbours;

    data_text(data, "title", title_of(page, interview));
    data_text(data, "headline", body.headline);
    data_add(data, "meeting", part_meeting(page, interview, NULL));
    data_text(data, "role", part_said(page, interview, record_text(interview, KEY_ROLE)));
    part_spaced(data, "purpose", part_said(page, interview, record_text(interview, KEY_PURPOSE)));
    data_number(data, "minutes_asked", record_number(interview, KEY_MINUTES_ASKED));
    part_links(page, data, "has_targets", record_find(interview, KEY_TARGET));
    add_due(page, data, interview);
    add_thanks(page, data, interview);
    add_courtesies(page, data, interview);
    part_add_questions(data, &body);
    part_add_notes(data, &body);
    add_referrals(page, data, interview);
    add_skills(page, data, interview);
    add_promises(page, data, interview);
    has_neighbours = add_neighbours(page, data, "has_before", true, interview);
    has_neighbours |= add_neighbours(page, data, "has_after", false, interview);
    data_yes(data, "has_neighbours", has_neighbours);
    data_text(data, "path", interview->path);
}
