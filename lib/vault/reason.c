#include "vault/reason.h"

#include "base/die.h"
#include "vault/interview.h"

const char *reason_verb(enum due_kind kind)
{
    static const char *const verbs[DUE_KIND_COUNT] = {
        "thank",    "promise", "confirm", "notes",    "meet",     "prepare", "ask",    "tell",
        "schedule", "nudge",   "waiting", "write to", "referral", "ask",     "review",
    };
    return verbs[kind];
}

void reason_lateness_write(struct buf *out, const struct due_item *item, int32_t today)
{
    int32_t days = item->due - today;

    if (!item->due)
        return;
    if (item->days_late) {
        buf_number(out, item->days_late, 1);
        buf_puts(out, item->days_late == 1 ? " day late" : " days late");
    } else if (days == 0) {
        buf_puts(out, "today");
    } else if (days == 1) {
        buf_puts(out, "tomorrow");
    } else {
        buf_puts(out, "in ");
        buf_number(out, days, 1);
        buf_puts(out, " days");
    }
}

/* ---- why */

static void put_day(struct buf *out, int32_t day, int32_t today)
{
    date_human_write(out, day, today);
}

static void put_met(struct buf *out, const char *verb, const struct record *interview, int32_t today)
{
    buf_printf(out, "%s ", verb);
    put_day(out, interview_day(interview), today);
}

static void why_promise(struct buf *out, const struct due_item *item, int32_t today)
{
    buf_puts(out, item->kind == DUE_WAITING ? "they promised it" : "you promised it");
    if (item->interview && interview_stand(item->interview, today) == STAND_HELD)
        put_met(out, " on", item->interview, today);
}

static void why_meet(struct buf *out, const struct due_item *item, int32_t today)
{
    const struct value *date = record_find(item->interview, KEY_DATE);

    put_met(out, "you meet", item->interview, today);
    if (date->stamp.has_time) {
        buf_puts(out, " at ");
        date_time_write(out, date->stamp.minute);
    }
}

static void why_prep(struct buf *out, const struct due_item *item)
{
    uint32_t count = item->interview->md.questions.n;

    if (!count)
        buf_puts(out, "no questions yet");
    else
        buf_printf(out, "%u question%s%s", count, count == 1 ? "" : "s",
                   interview_grounded(item->interview, NULL) ? "" : ", none from research");
}

static void why_courtesy(struct buf *out, const struct due_item *item, int32_t today)
{
    buf_printf(out, "%.*s sent you to %.*s; you ", STR_ARGS(item->contact_name), STR_ARGS(item->about->name));
    put_met(out, item->kind == DUE_ASK_REFERRER ? "meet" : "met", item->interview, today);
}

static void why_schedule(struct buf *out, const struct due_item *item, int32_t today)
{
    struct facts facts = facts_of(item->contact, today);
    bool was_off = facts.off_day && facts.direction_day <= facts.off_day;

    buf_puts(out, was_off ? "the meeting of " : "they replied ");
    put_day(out, was_off ? facts.off_day : facts.direction_day, today);
    buf_puts(out, was_off ? " did not take place" : ", no meeting fixed");
}

static void why_nudge(struct buf *out, const struct due_item *item, int32_t today)
{
    struct facts facts = facts_of(item->contact, today);

    buf_puts(out, "wrote ");
    put_day(out, facts.direction_day, today);
    buf_puts(out, ", no answer yet");
}

static void why_touch(struct buf *out, const struct vault *vault, const struct due_item *item, int32_t today)
{
    struct facts facts = facts_of(item->contact, today);

    buf_puts(out, facts.last_touch ? "last in touch " : "noted ");
    put_day(out, item->since, today);
    buf_puts(out, "; every ");
    period_write(out, facts_period(vault, item->contact));
}

static void why_ask(struct buf *out, const struct due_item *item, int32_t today)
{
    int32_t added = record_day(item->contact, KEY_ADDED);

    if (added) {
        buf_puts(out, "noted ");
        put_day(out, added, today);
        buf_puts(out, ", ");
    }
    buf_puts(out, "not asked yet");
}

static void why_review(struct buf *out, const struct vault *vault, const struct due_item *item, int32_t today)
{
    const struct field *field = schema_find(KIND_PLAN, item->text);

    buf_puts(out, "last done ");
    put_day(out, record_day(vault->plan, field->key), today);
}

static void put_why(struct buf *out, const struct vault *vault, const struct due_item *item, int32_t today)
{
    switch (item->kind) {
    case DUE_THANK:
        put_met(out, "met", item->interview, today);
        buf_puts(out, ", no thank-you noted");
        return;
    case DUE_PROMISE:
    case DUE_WAITING: why_promise(out, item, today); return;
    case DUE_CONFIRM:
        put_met(out, "planned for", item->interview, today);
        buf_puts(out, ": did it happen?");
        return;
    case DUE_NOTES:
        put_met(out, "met", item->interview, today);
        buf_puts(out, ", nothing written down yet");
        return;
    case DUE_MEET: why_meet(out, item, today); return;
    case DUE_PREP: why_prep(out, item); return;
    case DUE_ASK_REFERRER:
    case DUE_TELL_REFERRER: why_courtesy(out, item, today); return;
    case DUE_SCHEDULE: why_schedule(out, item, today); return;
    case DUE_NUDGE: why_nudge(out, item, today); return;
    case DUE_TOUCH: why_touch(out, vault, item, today); return;
    case DUE_REFERRAL:
        put_met(out, "named when you met", item->interview, today);
        buf_puts(out, ", not in your contacts yet");
        return;
    case DUE_ASK: why_ask(out, item, today); return;
    case DUE_REVIEW: why_review(out, vault, item, today); return;
    case DUE_KIND_COUNT: return;
    }
}

/* ---- what to say */

static void say(struct reason *reason, struct str text)
{
    if (text.n && reason->say_count < REASON_SAY_MOST)
        reason->say[reason->say_count++] = text;
}

static void say_promises(struct reason *reason, const struct record *contact)
{
    for (uint32_t i = 0; i < contact->md.tasks.n; i++)
        if (contact->md.tasks.at[i].state == MD_TASK_OPEN)
            say(reason, contact->md.tasks.at[i].text);
}

/* Sections of plan.md that were gone over since the last touch are news to the person. */
static void say_news(struct reason *reason, const struct vault *vault, int32_t since)
{
    static const struct {
        enum key key;
        const char *text;
    } news[] = {{KEY_RESUME_UPDATED, "your résumé is new since then"},
                {KEY_PROFILE_UPDATED, "your profile is new since then"},
                {KEY_REVIEWED, "your plan has changed since then"}};

    for (size_t i = 0; vault->plan && i < sizeof news / sizeof news[0]; i++)
        if (record_day(vault->plan, news[i].key) > since)
            say(reason, str_from(news[i].text));
}

static void put_say(struct reason *reason, const struct vault *vault, const struct due_item *item,
                    int32_t today)
{
    const struct md_log *last =
        item->kind == DUE_TOUCH ? contact_last_words(item->contact, MD_DIRECTION_NONE, today) : NULL;

    switch (item->kind) {
    case DUE_THANK:
        for (uint32_t i = 0; i < item->interview->md.notes.n; i++)
            say(reason, item->interview->md.notes.at[i].text);
        return;
    case DUE_TOUCH:
        if (last)
            say(reason, last->text);
        say_promises(reason, item->contact);
        say_news(reason, vault, item->since);
        return;
    case DUE_WAITING: say(reason, item->text); return;
    case DUE_ASK: say(reason, record_text(item->contact, KEY_WHY)); return;
    default: return;
    }
}

/* ---- the command that settles it */

static void add_word(struct reason *reason, struct str word)
{
    if (reason->command_count < REASON_COMMAND_MOST)
        reason->command[reason->command_count++] = word;
}

static void add_words(struct reason *reason, const char *words)
{
    for (struct str rest = str_from(words), word; (word = str_word(&rest)).n;)
        add_word(reason, word);
}

/* A word out of a file. One that begins with a dash is no option: `--` stands before it, once. */
static void add_name(struct reason *reason, struct str word)
{
    bool is_over = false;

    for (uint32_t i = 0; i < reason->command_count; i++)
        is_over |= str_equal(reason->command[i], STR("--"));
    if (str_starts(word, STR("-")) && !is_over)
        add_word(reason, STR("--"));
    add_word(reason, word);
}

/* How the person is named on a command line: by id, else by name. */
static struct str who(const struct due_item *item)
{
    return item->contact ? item->contact->id : item->contact_name;
}

/* Whether `edit --last` opens this interview: the person has a file, and it is the newest held or unconfirmed. */
static bool is_last(const struct due_item *item, int32_t today)
{
    const struct record *contact = item->contact;

    for (uint32_t i = 0; contact && i < contact->interview_count; i++) {
        enum interview_stand stand = interview_stand(contact->interviews[i], today);

        if ((stand == STAND_HELD || stand == STAND_UNCONFIRMED) &&
            interview_is_earlier(item->interview, contact->interviews[i]))
            return false;
    }
    return contact != NULL;
}

/* Whether an open promise of the record, to or by the person of the item, has the same words, and is the other side's. */
static bool has_twin(const struct vault *vault, const struct record *record, const struct due_item *item)
{
    for (uint32_t i = 0; i < record->md.tasks.n; i++) {
        const struct md_task *task = &record->md.tasks.at[i];
        const struct participant *person;

        if (task->state != MD_TASK_OPEN || task->theirs == (item->kind == DUE_WAITING) ||
            !str_equal(task->text, item->text))
            continue;
        if (record->kind != KIND_INTERVIEW)
            return true;
        person = interview_promise_partner(vault, record, task);
        if (person && person->to == item->contact &&
            (person->to || str_equal(person->name, item->contact_name)))
            return true;
    }
    return false;
}

/* Whether both sides promised the same, in the same words: then the command says whose promise is meant. */
static bool is_of_both(const struct vault *vault, const struct due_item *item)
{
    const struct record *contact = item->contact;

    if (!contact)
        return item->interview && has_twin(vault, item->interview, item);
    if (has_twin(vault, contact, item))
        return true;
    for (uint32_t i = 0; i < contact->interview_count; i++)
        if (has_twin(vault, contact->interviews[i], item))
            return true;
    return false;
}

static void put_command(struct reason *reason, const struct vault *vault, const struct due_item *item,
                        int32_t today)
{
    static const char *const verbs[DUE_KIND_COUNT] = {
        [DUE_THANK] = "thank",          [DUE_PROMISE] = "done",      [DUE_CONFIRM] = "met",
        [DUE_NOTES] = "edit",           [DUE_MEET] = "prep",         [DUE_PREP] = "prep",
        [DUE_ASK_REFERRER] = "set",     [DUE_TELL_REFERRER] = "set", [DUE_SCHEDULE] = "new interview",
        [DUE_NUDGE] = "draft nudge",    [DUE_WAITING] = "done",      [DUE_TOUCH] = "draft update",
        [DUE_REFERRAL] = "new contact", [DUE_ASK] = "draft ask",     [DUE_REVIEW] = "set plan",
    };

    must(item->kind < DUE_KIND_COUNT);
    add_words(reason, "infoview");
    add_words(reason, verbs[item->kind]);
    switch (item->kind) {
    case DUE_ASK_REFERRER:
    case DUE_TELL_REFERRER:
        add_word(reason, item->interview->id);
        add_words(reason, item->kind == DUE_ASK_REFERRER ? "asked_referrer today" : "told_referrer today");
        return;
    case DUE_REVIEW:
        add_word(reason, item->text);
        add_words(reason, "today");
        return;
    case DUE_REFERRAL:
        if (item->contact) {
            add_words(reason, "--ref");
            add_word(reason, item->contact->id);
        }
        add_name(reason, item->text);
        return;
    case DUE_NOTES:
        if (is_last(item, today))
            add_words(reason, "--last");
        add_name(reason, is_last(item, today) ? item->contact->id : item->interview->id);
        return;
    default: break;
    }
    if (item->kind == DUE_PREP)
        add_words(reason, "--add-questions");
    if ((item->kind == DUE_PROMISE || item->kind == DUE_WAITING) && is_of_both(vault, item))
        add_words(reason, item->kind == DUE_WAITING ? "--theirs" : "--mine");
    add_name(reason, who(item));
    if (item->kind == DUE_PROMISE || item->kind == DUE_WAITING)
        add_name(reason, item->text);
}

struct reason reason_to_ask(const struct record *contact)
{
    struct reason reason = {0};

    add_words(&reason, "infoview draft ask");
    add_name(&reason, contact->id);
    return reason;
}

struct reason reason_of(const struct vault *vault, const struct due_item *item, int32_t today,
                        struct arena *arena)
{
    struct reason reason = {0};
    struct buf why = {0};

    put_why(&why, vault, item, today);
    reason.why = str_copy(arena, buf_str(&why));
    buf_free(&why);
    put_say(&reason, vault, item, today);
    put_command(&reason, vault, item, today);
    return reason;
}

/* `=` is not plain: zsh looks for a program of the name that follows one. */
static bool is_plain_word(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!is_alnum(word.p[i]) && !((unsigned char)word.p[i] & 0x80) &&
            str_index(STR("-_./:@+,"), word.p[i], 0) == 8)
            return false;
    return word.n > 0;
}

void reason_command_write(struct buf *out, const struct reason *reason)
{
    for (uint32_t i = 0; i < reason->command_count; i++) {
        struct str word = reason->command[i];

        if (i)
            buf_putc(out, ' ');
        if (is_plain_word(word)) {
            buf_put(out, word);
            continue;
        }
        buf_putc(out, '\'');
        for (size_t k = 0; k < word.n; k++)
            buf_puts(out, word.p[k] == '\'' ? "'\\''" : (char[]){word.p[k], 0});
        buf_putc(out, '\'');
    }
}
