#include "vault/verb.h"

#include "text/front.h"
#include "vault/interview.h"

/* Where the sections of templates/init/templates stand, for a file that lacks one. */
static const struct edit_section log_section = {"log|history|communications", "Log",
                                                "promises|research|notes"};
static const struct edit_section questions = {
    "questions", "Questions", "insights|opportunities|skills|referrals|promises|they promised|notes"};
static const struct edit_section promises = {"promises", "Promises", "they promised|research|notes"};

int change_body(struct change *change, struct str path, const struct edit_body *edit)
{
    struct change_file *file = change_open(change, path);
    struct diag problem = {0};

    if (!file)
        return -1;
    if (edit_body(change->arena, file->after, edit, &file->after, &problem) != EDIT_REFUSED)
        return 0;
    change->problem = problem;
    change->problem.path = file->path;
    return -1;
}

static struct str iso(struct change *change, int32_t day)
{
    struct buf text = {0};
    struct str copy;

    date_iso_write(&text, day);
    copy = str_copy(change->arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

/* Words on one line: white space, line ends among it, is folded. */
static void put_folded(struct buf *out, struct str text)
{
    bool is_first = true;

    for (size_t at = 0; at < text.n;) {
        size_t from = at;

        while (at < text.n && !is_space(text.p[at]))
            at++;
        if (at > from) {
            buf_puts(out, is_first ? "" : " ");
            buf_put(out, str_slice(text, from, at));
            is_first = false;
        }
        at += at < text.n;
    }
}

/* ---- thanks */

/* The key in the map of `thanked` that names the person, as it is written there; else the id, or the name as written. */
static struct str entry_of(struct change *change, const struct record *interview,
                           const struct participant *person)
{
    const struct value *value = record_find(interview, KEY_THANKED);
    struct buf key = {0};
    struct str copy = person->to ? person->to->id : person->target;

    for (uint32_t i = 0; value && i < value->thanked->n; i++) {
        const struct link *who = &value->thanked->at[i].who;

        if (who->to != person->to || (!who->to && !str_equal(who->target, person->target)))
            continue;
        if (who->form != LINK_WIKI)
            return who->target;
        buf_printf(&key, "[[%.*s%s%.*s]]", STR_ARGS(who->target), who->label.n ? "|" : "",
                   STR_ARGS(who->label));
        copy = str_copy(change->arena, buf_str(&key));
        buf_free(&key);
        return copy;
    }
    return copy;
}

/* Whether the topic is one of those noted, which `; ` parts. */
static bool has_topic(struct str noted, struct str topic)
{
    while (noted.n) {
        size_t end = str_find(noted, STR("; "), 0);

        if (str_equal(str_trim(str_slice(noted, 0, end)), topic))
            return true;
        noted = str_skip(noted, end + 2);
    }
    return false;
}

/* Of several people each topic is kept; of one the new one takes the place of the old. */
static int add_topic(struct change *change, const struct record *interview, struct str topic)
{
    struct str there = record_text(interview, KEY_THANKED_FOR);
    struct buf both = {0}, folded = {0};
    bool is_several = interview->participant_count > 1;
    int status = 0;

    put_folded(&folded, topic);
    if (is_several && there.n)
        buf_printf(&both, "%.*s; ", STR_ARGS(there));
    buf_put(&both, buf_str(&folded));
    if (!is_several || !has_topic(there, buf_str(&folded)))
        status = change_set(change, interview, KEY_THANKED_FOR, buf_str(&both));
    buf_free(&both);
    buf_free(&folded);
    return status;
}

int verb_thank(struct change *change, const struct record *interview, const struct participant *person,
               const struct verb_thanks *thanks)
{
    const struct value *there = record_find(interview, KEY_THANKED);
    struct str when = thanks->day ? iso(change, thanks->day) : STR("skip");
    struct settled noted = interview_thanked(interview, person);
    bool is_map = interview->participant_count > 1 || (there && there->thanked->n);
    bool is_noted = noted.how == (thanks->day ? SETTLED_DATE : SETTLED_SKIP) && noted.day == thanks->day;
    int status = 0;

    if (!is_noted && is_map)
        status = change_set_entry(change, interview, KEY_THANKED, entry_of(change, interview, person), when);
    else if (!is_noted)
        status = change_set(change, interview, KEY_THANKED, when);
    if (status == 0 && thanks->via.n)
        status = change_set(change, interview, KEY_THANKED_VIA, thanks->via);
    return status == 0 && thanks->topic.n ? add_topic(change, interview, thanks->topic) : status;
}

/* ---- the log */

/* Whether the file now has exactly this line more than it had. */
static bool is_read_so(struct change *change, const struct change_file *file, const struct verb_line *line)
{
    struct arena scratch = {0};
    struct md md = {0};
    struct front front;
    struct diag problem = {0};
    struct buf words = {0};
    bool is_there = false;

    put_folded(&words, line->text);
    if (front_split(&scratch, file->after, &front, &problem) == FRONT_FINE) {
        struct md_job job = {.keep = &scratch,
                             .scratch = change->arena,
                             .path = file->path,
                             .first_line = front.body_line,
                             .want = MD_WANT_LOG};

        md_scan(&job, front.body, &md);
    }
    for (uint32_t i = 0; i < md.log.n && !is_there; i++) {
        const struct md_log *log = &md.log.at[i];

        is_there = log->when.day == line->when.day && log->when.has_time == line->when.has_time &&
                   (!log->when.has_time || log->when.minute == line->when.minute) &&
                   log->direction == line->direction && (!line->has_kind || log->kind == line->kind) &&
                   !log->text.n == !words.n;
    }
    buf_free(&words);
    arena_free(&scratch);
    return is_there;
}

int verb_log(struct change *change, const struct record *contact, const struct verb_line *line)
{
    struct edit_body edit = {
        .verb = EDIT_ADD_ITEM, .day = line->when.day, .order = EDIT_DATED, .section = log_section};
    struct buf text = {0};
    int status;

    date_iso_write(&text, line->when.day);
    if (line->when.has_time) {
        buf_putc(&text, ' ');
        date_time_write(&text, line->when.minute);
    }
    if (line->has_kind)
        buf_printf(&text, " %s", md_log_kind_name(line->kind));
    if (line->direction != MD_DIRECTION_NONE)
        buf_printf(&text, " %s", md_direction_name(line->direction));
    if (line->text.n)
        buf_puts(&text, ": ");
    put_folded(&text, line->text);
    edit.text = buf_str(&text);
    status = change_body(change, contact->path, &edit);
    buf_free(&text);
    if (status == 0 && !is_read_so(change, change_open(change, contact->path), line))
        return change_refuse(change, RULE_NO_LOG_DATE, contact->path,
                             "this text would make another line of the log than is meant",
                             "say it in other words");
    return status;
}

/* ---- questions */

static uint32_t count_questions(const struct change_file *file)
{
    struct arena scratch = {0};
    struct md md = {0};
    struct front front;
    struct diag problem = {0};

    if (file && front_split(&scratch, file->after, &front, &problem) == FRONT_FINE) {
        struct md_job job = {.keep = &scratch,
                             .scratch = &scratch,
                             .path = file->path,
                             .first_line = front.body_line,
                             .want = MD_WANT_QUESTIONS};

        md_scan(&job, front.body, &md);
    }
    arena_free(&scratch);
    return md.questions.n;
}

int verb_question(struct change *change, const struct record *interview, struct str text)
{
    struct edit_body edit = {.verb = EDIT_ADD_ITEM, .section = questions};
    uint32_t before = count_questions(change_open(change, interview->path));
    struct buf item = {0};
    int status;

    put_folded(&item, text);
    edit.text = buf_str(&item);
    status = change_body(change, interview->path, &edit);
    buf_free(&item);
    if (status == 0 && count_questions(change_open(change, interview->path)) != before + 1)
        return change_refuse(change, RULE_TOO_FEW_QUESTIONS, interview->path,
                             "a question cannot be added: in a list it would read as something else",
                             "change its words in questions.md");
    return status;
}

/* ---- promises */

int verb_promise(struct change *change, const struct record *record, struct str text)
{
    struct edit_body edit = {.verb = EDIT_ADD_ITEM, .section = promises};
    struct buf item = {0};
    int status;

    buf_puts(&item, "[ ] ");
    put_folded(&item, text);
    edit.text = buf_str(&item);
    status = change_body(change, record->path, &edit);
    buf_free(&item);
    return status;
}

int verb_settle(struct change *change, const struct record *record, const struct md_task *task, int32_t day)
{
    struct edit_body edit = {
        .verb = day ? EDIT_TICK : EDIT_DROP_TASK, .line = task->line, .old = task->text, .day = day};

    return change_body(change, record->path, &edit);
}
