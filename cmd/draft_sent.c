#include "draft.h"
#include "meeting.h"
#include "vault/verb.h"

/* What the line in the log says: the subject, where nothing in it waits for words; else what was done. */
static struct str line_text(struct app *app, const struct draft_facts *facts, const struct mail *mail)
{
    static const char *const words[DRAFT_KIND_COUNT] = {
        "Asked for an interview", "Said thank you",  "Wrote how it goes",
        "Asked once more",        "Told them about", "Asked to be introduced to"};
    bool has_other = facts->wish.kind == DRAFT_TELL || facts->wish.kind == DRAFT_INTRO;
    struct str name = facts->wish.about_name.n ? facts->wish.about_name : STR("somebody");
    struct buf text = {0};
    struct str copy;

    if (mail->subject.n && str_find(mail->subject, STR("<<"), 0) == mail->subject.n)
        return mail->subject;
    buf_puts(&text, words[facts->wish.kind]);
    if (has_other)
        buf_printf(&text, " %.*s", STR_ARGS(name));
    copy = str_copy(&app->arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

static int note_line(struct write *write, const struct draft_facts *facts, const struct mail *mail)
{
    struct app *app = write->app;
    const struct record *contact = facts->wish.contact;
    struct verb_line line = {.when = {.day = app->today},
                             .has_kind = true,
                             .kind = MD_LOG_EMAIL,
                             .direction = MD_DIRECTION_OUT,
                             .text = line_text(app, facts, mail)};

    if (verb_log(&write->change, contact, &line) != 0)
        return write_refused(write);
    meeting_say_line(write, contact, &line);
    return 0;
}

/* The topic is kept with the meeting where it was found in its notes. */
static int note_thanks(struct write *write, const struct draft_facts *facts)
{
    struct verb_thanks thanks = {.day = write->app->today};

    if (!draft_owes_thanks(facts))
        return 0;
    if (!record_find(facts->interview, KEY_THANKED_VIA)) /* of another person there, too */
        thanks.via = STR("email");
    if (facts->is_topic_noted)
        thanks.topic = facts->topic;
    if (verb_thank(&write->change, facts->interview, &facts->self, &thanks) != 0)
        return write_refused(write);
    write_say(write, "thanked %.*s: %.*s", STR_ARGS(facts->self.name), STR_ARGS(facts->interview->path));
    return 0;
}

static int note_told(struct write *write, const struct draft_facts *facts)
{
    struct buf day = {0};
    int status = 0;

    if (!facts->interview || !interview_courtesy_is_open(facts->interview, KEY_TOLD_REFERRER))
        return 0;
    date_iso_write(&day, write->app->today);
    if (change_set(&write->change, facts->interview, KEY_TOLD_REFERRER, buf_str(&day)) != 0)
        status = write_refused(write);
    else
        write_say(write, "told %.*s about %.*s: %.*s", STR_ARGS(facts->self.name),
                  STR_ARGS(facts->wish.about_name), STR_ARGS(facts->interview->path));
    buf_free(&day);
    return status;
}

int draft_sent(struct write *write, const struct draft_facts *facts, const struct mail *mail)
{
    static const char *const verbs[DRAFT_KIND_COUNT] = {"draft ask",   "draft thank", "draft update",
                                                        "draft nudge", "draft tell",  "draft intro"};
    struct write_name name = meeting_name(verbs[facts->wish.kind], &facts->self);
    int status = note_line(write, facts, mail);

    if (!status && facts->wish.kind == DRAFT_THANK)
        status = note_thanks(write, facts);
    if (!status && facts->wish.kind == DRAFT_TELL)
        status = note_told(write, facts);
    return status ? status : write_finish(write, &name);
}
