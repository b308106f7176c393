#include "vault/due.h"

#include <stdlib.h>

#include "base/crew.h"
#include "base/die.h"
#include "vault/interview.h"

/* Records are handed out to threads in chunks of this many. */
enum { REFERRAL_DAYS = 7, CHUNK = 256 };

/* One thread's run over the vault. */
struct run {
    const struct vault *vault;
    const struct due_frame *frame;
    struct crew_queue *contacts; /* whose facts are gathered, all before the first item */
    struct crew_queue *records;  /* contacts, then interviews */
    struct facts *facts;         /* of each contact, in their order */
    struct due_list list;        /* of what this thread found */
    struct arena keep;           /* owns it */
    struct arena scratch;        /* reset after each record */
};

static const struct {
    const char *name, *about;
} kinds[DUE_KIND_COUNT] = {
    [DUE_THANK] = {"thank", "say thank you after an interview"},
    [DUE_PROMISE] = {"promise", "something that you promised"},
    [DUE_CONFIRM] = {"confirm", "an interview whose day is past: did it happen?"},
    [DUE_NOTES] = {"notes", "an interview was held, and nothing is written down yet"},
    [DUE_MEET] = {"meet", "an interview that lies ahead"},
    [DUE_PREP] = {"prep", "an interview ahead has too few questions, or none from research"},
    [DUE_ASK_REFERRER] = {"ask-referrer", "before you meet: ask the one who sent you for suggestions"},
    [DUE_TELL_REFERRER] = {"tell-referrer", "after you met: tell the one who sent you how it went"},
    [DUE_SCHEDULE] = {"schedule", "they replied, or a meeting fell through: fix a day"},
    [DUE_NUDGE] = {"nudge", "no answer yet: write once more"},
    [DUE_WAITING] = {"waiting", "something that they promised you"},
    [DUE_TOUCH] = {"touch", "write again to somebody you have met"},
    [DUE_REFERRAL] = {"referral", "a name that you were given and that has no file yet"},
    [DUE_ASK] = {"ask", "somebody you noted and have not written to"},
    [DUE_REVIEW] = {"review", "go over the plan, your skills, résumé or profile again"},
};

const char *due_kind_name(enum due_kind kind)
{
    return kinds[kind].name;
}

const char *due_kind_about(enum due_kind kind)
{
    return kinds[kind].about;
}

const char *due_state_name(enum due_state state)
{
    static const char *const names[STATE_COUNT] = {"overdue", "due", "upcoming", "open"};

    return names[state];
}

bool due_kind_find(struct str name, enum due_kind *kind)
{
    for (int i = 0; i < DUE_KIND_COUNT; i++)
        if (str_equal_nocase(name, str_from(kinds[i].name))) {
            *kind = (enum due_kind)i;
            return true;
        }
    return false;
}

int32_t due_horizon(const struct vault *vault, int32_t today)
{
    struct period horizon = settings_period(&vault->settings, SET_HORIZON);

    return horizon.never ? INT32_MAX : period_after(today, horizon);
}

/* ---- adding an item */

/* False where the item lies beyond the horizon. */
static bool set_state(struct due_item *item, const struct due_frame *frame)
{
    if (item->late < item->due || !item->due)
        item->late = item->due;
    if (!item->due)
        item->state = STATE_OPEN;
    else if (frame->today > item->late)
        item->state = STATE_OVERDUE;
    else if (frame->today >= item->due)
        item->state = STATE_DUE;
    else
        item->state = STATE_UPCOMING;
    item->days_late = item->due && frame->today > item->due ? frame->today - item->due : 0;
    return item->state != STATE_UPCOMING || item->due <= frame->until;
}

/* Adds the item where it is not beyond the horizon. */
static void add(struct run *run, struct due_item item)
{
    if (!set_state(&item, run->frame))
        return;
    if (item.contact)
        item.contact_name = item.contact->name;
    struct due_item *kept = arena_new(&run->keep, struct due_item);

    *kept = item;
    run->list.counts[item.state]++;
    *vec_add(&run->list, &run->keep) = kept;
}

static struct due_item towards(enum due_kind kind, const struct participant *person)
{
    struct due_item item = {.kind = kind};

    if (person) {
        item.contact = person->to;
        item.contact_name = person->name;
    }
    return item;
}

/* An item about an interview, with the line of the key that it hangs on. */
static struct due_item about_interview(enum due_kind kind, const struct record *interview,
                                       const struct participant *person, enum key key)
{
    struct due_item item = towards(kind, person);

    item.interview = interview;
    item.path = interview->path;
    item.line = record_line(interview, key, record_line(interview, KEY_DATE, 1));
    return item;
}

/* An item about a contact, due `period` after `from`. */
static struct due_item about_contact(enum due_kind kind, const struct record *contact, enum key key)
{
    struct due_item item = {.kind = kind, .contact = contact, .path = contact->path};

    item.line = record_line(contact, key, record_line(contact, KEY_NAME, 1));
    return item;
}

static int32_t after(const struct run *run, int32_t day, enum key setting)
{
    return period_after(day, settings_period(&run->vault->settings, setting));
}

/* ---- promises of both sides, in either kind of file */

static bool is_owed(const struct md_task *task)
{
    return task->state == MD_TASK_OPEN;
}

/* When a promise without a date of its own falls due; 0: never. */
static int32_t promise_day(const struct run *run, const struct record *record, const struct md_task *task)
{
    int32_t day = interview_day(record);

    if (task->due)
        return task->due;
    if (record->kind != KIND_INTERVIEW || !day)
        return 0;
    switch (record_number(record, KEY_STATUS)) {
    case INTERVIEW_DONE: return after(run, day, SET_PROMISE_DUE);
    case INTERVIEW_CANCELLED:
    case INTERVIEW_NO_SHOW: return 0;
    default: return task->theirs ? 0 : day;
    }
}

/* How often the key was seen before; counts it. */
static uint32_t times_seen(struct map *seen, struct arena *scratch, struct str key)
{
    uint32_t *times = map_find(seen, key);

    if (!times) {
        times = arena_new(scratch, uint32_t);
        map_set(seen, scratch, key, times);
    }
    return (*times)++;
}

static void add_promises(struct run *run, const struct record *record)
{
    struct participant self = {record, record->name, record->id};
    struct map mine = {0}, theirs = {0};

    for (uint32_t i = 0; i < record->md.tasks.n; i++) {
        const struct md_task *task = &record->md.tasks.at[i];
        bool is_contact = record->kind == KIND_CONTACT;
        struct due_item item;

        if (!is_owed(task))
            continue;
        item = towards(task->theirs ? DUE_WAITING : DUE_PROMISE,
                       is_contact ? &self : interview_promise_partner(run->vault, record, task));
        item.interview = is_contact ? NULL : record;
        item.path = record->path;
        item.line = task->line;
        item.text = task->text;
        item.due = item.late = promise_day(run, record, task);
        item.alike = times_seen(task->theirs ? &theirs : &mine, &run->scratch, task->text);
        add(run, item);
    }
}

/* ---- rules that hang on an interview */

static void add_thanks(struct run *run, const struct record *interview, int32_t day)
{
    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct participant *person = &interview->participants[i];
        struct due_item item = about_interview(DUE_THANK, interview, person, KEY_THANKED);

        if (interview_thanked(interview, person).how != SETTLED_NOT)
            continue;
        item.due = after(run, day, SET_THANK_DUE);
        item.late = after(run, day, SET_THANK_LATE);
        add(run, item);
    }
}

/* A courtesy towards the referrer of `contact`, unless the referrer is nobody of the vault or met too. */
static void add_courtesy(struct run *run, const struct due_item *courtesy, const struct record *contact)
{
    const struct record *referrer = contact_referrer(contact);
    struct due_item item = *courtesy;

    for (uint32_t i = 0; i < item.interview->participant_count; i++)
        if (!referrer || item.interview->participants[i].to == referrer)
            return;
    item.contact = referrer;
    item.about = contact;
    add(run, item);
}

static const struct facts *facts_in(const struct run *run, const struct record *contact)
{
    return &run->facts[contact - run->vault->records[KIND_CONTACT].at];
}

/* Everybody's referrer is asked before the earliest interview ahead, none being held yet. */
static void add_asks_of_referrers(struct run *run, const struct record *interview, int32_t day)
{
    struct due_item item = about_interview(DUE_ASK_REFERRER, interview, NULL, KEY_ASKED_REFERRER);

    item.due = period_before(day, settings_period(&run->vault->settings, SET_ASK_REFERRER));
    item.late = day - 1;
    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct record *contact = interview->participants[i].to;

        if (contact && !contact->is_unreadable && facts_in(run, contact)->ahead == interview &&
            !facts_in(run, contact)->held)
            add_courtesy(run, &item, contact);
    }
}

/* Everybody's referrer is told after the earliest held interview. */
static void add_tells_of_referrers(struct run *run, const struct record *interview, int32_t day)
{
    struct due_item item = about_interview(DUE_TELL_REFERRER, interview, NULL, KEY_TOLD_REFERRER);

    item.due = item.late = after(run, day, SET_TELL_REFERRER);
    for (uint32_t i = 0; i < interview->participant_count; i++) {
        const struct record *contact = interview->participants[i].to;

        if (contact && !contact->is_unreadable && facts_in(run, contact)->held == interview)
            add_courtesy(run, &item, contact);
    }
}

static void add_referrals(struct run *run, const struct record *interview, int32_t day)
{
    const struct participant *partner = interview_partner(interview);
    struct map seen = {0};

    for (uint32_t i = 0; i < interview->md.referrals.n; i++) {
        const struct md_referral *referral = &interview->md.referrals.at[i];
        struct due_item item = towards(DUE_REFERRAL, partner);

        if (times_seen(&seen, &run->scratch, referral->name) ||
            !interview_referral_is_new(run->vault, interview, referral))
            continue;
        item.interview = interview;
        item.path = interview->path;
        item.line = referral->line;
        item.text = referral->name;
        item.due = item.late = day + REFERRAL_DAYS;
        add(run, item);
    }
}

/* An item that any interview makes at most once, towards its partner. */
static void add_once(struct run *run, enum due_kind kind, const struct record *interview, int32_t due,
                     int32_t late)
{
    struct due_item item = about_interview(kind, interview, interview_partner(interview), KEY_DATE);

    item.due = due;
    item.late = late;
    add(run, item);
}

static bool is_unprepared(const struct run *run, const struct record *interview)
{
    int32_t least = settings_number(&run->vault->settings, SET_MIN_QUESTIONS);

    if (interview->body_unread)
        return false;
    return interview->md.questions.n < (uint32_t)least || !interview_grounded(interview, NULL);
}

static void add_for_interview(struct run *run, const struct record *interview)
{
    int32_t day = interview_day(interview);
    enum interview_stand stand = interview_stand(interview, run->frame->today);

    add_promises(run, interview);
    switch (stand) {
    case STAND_HELD:
        if (interview_courtesy_is_open(interview, KEY_TOLD_REFERRER))
            add_tells_of_referrers(run, interview, day);
        add_thanks(run, interview, day);
        add_referrals(run, interview, day);
        if (!interview->md.has_prose && !interview->body_unread)
            add_once(run, DUE_NOTES, interview, day + 1, day + 3);
        break;
    case STAND_AHEAD:
        if (interview_courtesy_is_open(interview, KEY_ASKED_REFERRER))
            add_asks_of_referrers(run, interview, day);
        add_once(run, DUE_MEET, interview, day, day);
        if (is_unprepared(run, interview))
            add_once(run, DUE_PREP, interview, day - 2, day - 1);
        break;
    case STAND_UNCONFIRMED: add_once(run, DUE_CONFIRM, interview, day + 1, day + 2); break;
    case STAND_UNDATED:
    case STAND_OFF:
    case STAND_TOO_EARLY: break;
    }
}

/* ---- rules that hang on a contact */

/* The day from which a meeting ought to be fixed; 0: nothing is to be scheduled. */
static int32_t schedule_from(const struct facts *facts)
{
    int32_t from = 0;

    if (facts->held || facts->ahead || facts->is_unconfirmed)
        return 0;
    if (facts->direction == MD_DIRECTION_IN)
        from = facts->direction_day;
    if (facts->off_day && facts->direction_day <= facts->off_day)
        from = facts->off_day;
    return from;
}

static bool add_schedule(struct run *run, const struct record *contact, const struct facts *facts)
{
    int32_t from = schedule_from(facts);
    struct due_item item = about_contact(DUE_SCHEDULE, contact, KEY_NAME);

    if (!from)
        return false;
    item.due = item.late = after(run, from, SET_SCHEDULE_AFTER);
    add(run, item);
    return true;
}

static bool add_nudge(struct run *run, const struct record *contact, const struct facts *facts)
{
    uint32_t times = (uint32_t)settings_number(&run->vault->settings, SET_NUDGE_TIMES);
    struct due_item item = about_contact(DUE_NUDGE, contact, KEY_NAME);

    if (facts->held || facts->ahead || facts->is_unconfirmed || facts->direction != MD_DIRECTION_OUT ||
        facts->run > times)
        return false;
    item.due = item.late = after(run, facts->direction_day, SET_NUDGE_AFTER);
    add(run, item);
    return true;
}

static bool add_ask(struct run *run, const struct record *contact, const struct facts *facts)
{
    int32_t added = record_day(contact, KEY_ADDED);
    struct due_item item = about_contact(DUE_ASK, contact, KEY_ADDED);

    if (facts->last_touch || contact->interview_count)
        return false;
    if (!added && !record_find(contact, KEY_WHY) && !record_find(contact, KEY_TARGET) &&
        !record_find(contact, KEY_REFERRED_BY))
        return false;
    if (added)
        item.due = item.late = after(run, added, SET_ASK_AFTER);
    add(run, item);
    return true;
}

static void add_touch(struct run *run, const struct record *contact, const struct facts *facts)
{
    struct period period = facts_period(run->vault, contact);
    struct due_item item = about_contact(DUE_TOUCH, contact, KEY_KEEP_IN_TOUCH);

    item.since = facts_touch_base(contact, facts);
    if (period.never || facts->ahead || !item.since ||
        (!facts->held && !record_find(contact, KEY_KEEP_IN_TOUCH)))
        return;
    item.due = period_after(item.since, period);
    item.late = item.due + (item.due - item.since) / 3;
    add(run, item);
}

static void add_for_contact(struct run *run, const struct record *contact)
{
    add_promises(run, contact);
    if (!contact_is_active(contact) || contact_is_asleep(contact, run->frame->today))
        return;
    const struct facts *facts = facts_in(run, contact);

    if (!add_schedule(run, contact, facts) && !add_nudge(run, contact, facts) &&
        !add_ask(run, contact, facts))
        add_touch(run, contact, facts);
}

static void add_reviews(struct run *run)
{
    const struct record *plan = run->vault->plan;

    if (settings_period(&run->vault->settings, SET_REVIEW_EVERY).never)
        return;
    for (int key = KEY_REVIEWED; plan && key <= KEY_PROFILE_UPDATED; key++) {
        int32_t day = record_day(plan, (enum key)key);
        struct str name = str_from(schema_field(KIND_PLAN, (enum key)key)->name);
        struct due_item item = {.kind = DUE_REVIEW, .text = name, .path = plan->path};

        if (!day)
            continue;
        item.line = record_line(plan, (enum key)key, 1);
        item.due = item.late = after(run, day, SET_REVIEW_EVERY);
        add(run, item);
    }
}

/* ---- ids */

/* The one of several people or names that an item of their meeting is about. */
static struct str whom(const struct due_item *item)
{
    if (item->kind == DUE_REFERRAL)
        return item->text;
    if (item->about)
        return item->about->id;
    return item->contact ? item->contact->id : item->contact_name;
}

/* "contacts/ID:H", with -2 for the second open promise of the same words and side. */
static void put_promise(struct buf *out, const struct due_item *item)
{
    const struct record *record = item->interview ? item->interview : item->contact;

    must(record); /* a promise stands in its file */
    buf_puts(out, kind_plural(record->kind));
    buf_putc(out, '/');
    buf_put(out, record->id);
    buf_putc(out, ':');
    buf_hex(out, hash_fnv1a(item->text));
    if (item->alike)
        buf_printf(out, "-%u", item->alike + 1);
}

void due_id_write(struct buf *out, const struct due_item *item)
{
    buf_puts(out, kinds[item->kind].name);
    buf_putc(out, ':');
    switch (item->kind) {
    case DUE_PROMISE:
    case DUE_WAITING: put_promise(out, item); return;
    case DUE_REVIEW: buf_put(out, item->text); return;
    default: break;
    }
    if (!item->interview) {
        buf_put(out, whom(item));
        return;
    }
    buf_put(out, item->interview->id);
    switch (item->kind) {
    case DUE_THANK:
    case DUE_ASK_REFERRER:
    case DUE_TELL_REFERRER:
    case DUE_REFERRAL:
        buf_putc(out, ':');
        buf_put(out, whom(item));
        return;
    default: return;
    }
}

/* ---- order */

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/*
 * Touches that have waited longest, measured in their own period, come first: (T − due)/(due − L), cross-multiplied.
 * T − due is put back together from days_late, or from the due day itself: overdue and due ones have due ≤ T.
 */
static int by_touch_ratio(const struct due_item *a, const struct due_item *b)
{
    return by_number((int64_t)b->days_late * (a->due - a->since),
                     (int64_t)a->days_late * (b->due - b->since));
}

static int compare(const void *left, const void *right)
{
    const struct due_item *a = *(const struct due_item *const *)left,
                          *b = *(const struct due_item *const *)right;
    int order = by_number(a->state, b->state);

    if (!order && a->state == STATE_UPCOMING)
        order = by_number(a->due, b->due);
    if (!order)
        order = by_number(a->kind, b->kind);
    if (!order && a->state != STATE_UPCOMING)
        order = a->kind == DUE_TOUCH ? by_touch_ratio(a, b) : by_number(a->due, b->due);
    if (!order)
        order = str_compare(a->contact_name, b->contact_name);
    if (!order)
        order = str_compare(a->path, b->path);
    if (!order)
        order = by_number(a->line, b->line);
    return order ? order : str_compare(whom(a), whom(b));
}

/* ---- the list */

static void gather_facts(void *context)
{
    struct run *run = context;
    const struct records *contacts = &run->vault->records[KIND_CONTACT];
    size_t from, to;

    while (crew_take(run->contacts, &from, &to))
        for (size_t i = from; i < to; i++)
            run->facts[i] = facts_of(&contacts->at[i], run->frame->today);
}

static void gather_items(void *context)
{
    struct run *run = context;
    const struct records *contacts = &run->vault->records[KIND_CONTACT];
    const struct records *interviews = &run->vault->records[KIND_INTERVIEW];
    size_t from, to;

    while (crew_take(run->records, &from, &to))
        for (size_t i = from; i < to; i++, arena_reset(&run->scratch)) {
            if (i < contacts->n)
                add_for_contact(run, &contacts->at[i]);
            else
                add_for_interview(run, &interviews->at[i - contacts->n]);
        }
}

static void take_over(struct due_list *list, struct run *run, struct arena *arena)
{
    for (uint32_t i = 0; i < run->list.n; i++)
        *vec_add(list, arena) = run->list.at[i];
    for (int state = 0; state < STATE_COUNT; state++)
        list->counts[state] += run->list.counts[state];
    arena_adopt(arena, &run->keep);
    arena_free(&run->scratch);
}

struct due_list due_list(const struct vault *vault, const struct due_frame *frame, struct arena *arena)
{
    uint32_t contact_count = vault->records[KIND_CONTACT].n;
    struct crew_queue contacts = {.count = contact_count, .chunk = CHUNK};
    struct crew_queue records = {.count = (size_t)contact_count + vault->records[KIND_INTERVIEW].n,
                                 .chunk = CHUNK};
    struct facts *facts = arena_new_array(arena, struct facts, contact_count);
    struct due_list list = {.facts = facts};
    struct run runs[CREW_MOST];

    for (int i = 0; i < CREW_MOST; i++)
        runs[i] = (struct run){
            .vault = vault, .frame = frame, .contacts = &contacts, .records = &records, .facts = facts};
    crew_run(runs, sizeof *runs, crew_size(&contacts, vault->threads), gather_facts);
    crew_run(runs, sizeof *runs, crew_size(&records, vault->threads), gather_items);
    add_reviews(&runs[0]);
    for (int i = 0; i < CREW_MOST; i++)
        take_over(&list, &runs[i], arena);
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, compare);
    return list;
}
