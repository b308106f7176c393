#include "insight/mail.h"

#include <stdarg.h>

#include "base/utf8.h"
#include "text/tmpl.h"
#include "vault/job_ask.h"

/* ---- data for a template: every name for each sort of mail, so that a template may use them all */

static struct tmpl_value words_of(struct arena *arena, const struct str *words, uint32_t count)
{
    struct tmpl_value *items = arena_new_array(arena, struct tmpl_value, (size_t)count + 1);

    for (uint32_t i = 0; i < count; i++)
        items[i] = tmpl_word(words[i]);
    return tmpl_list(items, count);
}

static int render(struct arena *arena, const struct draft_facts *facts, const struct tmpl *tmpl, struct buf *out,
                  struct diag *problem)
{
    const struct tmpl_field me[] = {
        {"name", tmpl_word(facts->my_name)},
        {"email", tmpl_word(facts->my_email)},
    };
    const struct tmpl_field fields[] = {
        {"name", tmpl_word(facts->self.name)},
        {"org", tmpl_word(facts->org)},
        {"role", tmpl_word(facts->role)},
        {"why", tmpl_word(facts->why)},
        {"referrer", tmpl_word(facts->referrer)},
        {"topic", tmpl_word(facts->topic)},
        {"purpose", tmpl_word(facts->purpose)},
        {"target", tmpl_word(facts->target)},
        {"minutes", tmpl_word(facts->minutes)},
        {"questions", words_of(arena, facts->questions, facts->question_count)},
        {"promises", words_of(arena, facts->promises, facts->promise_count)},
        {"met", tmpl_word(facts->met)},
        {"asked", tmpl_word(facts->asked)},
        {"last", tmpl_word(facts->last)},
        {"about", tmpl_word(facts->wish.about_name)},
        {"about_org", tmpl_word(facts->about_org)},
        {"today", tmpl_word(facts->today)},
        {"me", tmpl_object(me, sizeof me / sizeof me[0])},
    };
    const struct tmpl_value data = tmpl_object(fields, sizeof fields / sizeof fields[0]);

    return tmpl_render(tmpl, &data, NULL, out, problem);
}

/* ---- the parts of a mail */

static struct str next_line(struct str *rest)
{
    size_t end = str_index(*rest, '\n', 0);
    struct str line = str_slice(*rest, 0, end);

    *rest = str_skip(*rest, end + 1);
    return line;
}

static struct str kept(struct arena *arena, struct buf *text)
{
    struct str copy = str_copy(arena, buf_str(text));

    buf_free(text);
    return copy;
}

/* The subject, where the first line has one; `*rest` is what comes after it and empty lines. */
static struct str take_subject(struct arena *arena, struct str *rest)
{
    static const struct str head = {"Subject:", 8};
    struct str all = *rest, line = next_line(rest);
    struct buf clean = {0};

    if (!str_starts_nocase(line, head)) {
        *rest = all;
        return (struct str){0};
    }
    utf8_clean(&clean, str_trim(str_skip(line, head.n)));
    return kept(arena, &clean);
}

/* The text's lines, without empty ones at both ends. */
static struct str take_body(struct arena *arena, struct str rest)
{
    struct buf body = {0};
    size_t gaps = 0;

    while (rest.n) {
        struct str line = next_line(&rest);

        while (line.n && is_space(line.p[line.n - 1]))
            line.n--;
        if (!line.n) {
            gaps += body.n > 0;
            continue;
        }
        buf_repeat(&body, '\n', gaps);
        gaps = 0;
        utf8_clean(&body, line);
        buf_putc(&body, '\n');
    }
    return kept(arena, &body);
}

/* A name in a header (RFC 5322, section 3.2; RFC 6532): in quotes where a sign in it would act. */
static void put_phrase(struct buf *out, struct str name)
{
    static const struct str signs = {"()<>[]:;@\\,.\"", 13};
    bool is_plain = name.n > 0;

    for (size_t i = 0; i < name.n; i++)
        is_plain &= str_index(signs, name.p[i], 0) == signs.n;
    if (is_plain) {
        buf_put(out, name);
        return;
    }
    buf_putc(out, '"');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"' || name.p[i] == '\\')
            buf_putc(out, '\\');
        buf_putc(out, name.p[i]);
    }
    buf_putc(out, '"');
}

static struct str recipient(struct arena *arena, const struct draft_facts *facts)
{
    struct buf to = {0}, name = {0};

    utf8_clean(&name, facts->self.name);
    put_phrase(&to, str_trim(buf_str(&name)));
    if (facts->email.n)
        buf_printf(&to, " <%.*s>", STR_ARGS(facts->email));
    buf_free(&name);
    return kept(arena, &to);
}

/* ---- what is to be said about it */

ATTR_PRINTF(3, 4) static void warn(struct mail *mail, struct arena *arena, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    if (mail->warning_count == MAIL_WARNINGS_MOST)
        return;
    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    mail->warnings[mail->warning_count++] = kept(arena, &text);
}

/* The places of `<<…>>` in a text; they may go over several lines. */
static uint32_t count_places(struct str text)
{
    uint32_t count = 0;

    for (size_t at = 0, end; (at = str_find(text, STR("<<"), at)) < text.n; at = end + 2) {
        end = str_find(text, STR(">>"), at);
        if (end == text.n)
            break;
        count++;
    }
    return count;
}

/* Whether a text says how long: the number asked for, or a word for time. */
static bool has_time(struct arena *scratch, struct str text, struct str minutes)
{
    static const char *const words[] = {"minute", "minutes", "min", "hour", "hours"};

    text = utf8_plain(scratch, text);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (utf8_find_words(text, str_from(words[i]), 0) < text.n)
            return true;
    return utf8_find_words(text, minutes, 0) < text.n;
}

static bool is_named(struct arena *scratch, struct str text, struct str topic)
{
    text = utf8_bare(scratch, text);
    return str_find(text, utf8_bare(scratch, topic), 0) < text.n;
}

static void warn_ask(struct mail *mail, const struct view *view, const struct draft_facts *facts)
{
    struct arena *arena = view->arena;
    struct arena scratch = {0};

    if (!has_time(&scratch, mail->body, facts->minutes))
        warn(mail, arena, "it does not say how much time you ask for");
    if (!facts->why.n)
        warn(mail, arena, "no reason is noted for asking %.*s in particular", STR_ARGS(facts->self.name));
    arena_free(&scratch);
}

static void warn_thank(struct mail *mail, const struct view *view, const struct draft_facts *facts)
{
    struct arena scratch = {0};

    if (!facts->interview)
        warn(mail, view->arena, "no meeting with %.*s was held", STR_ARGS(facts->self.name));
    else if (!facts->topic.n || !is_named(&scratch, mail->body, facts->topic))
        warn(mail, view->arena, "it names nothing from the meeting: a thank-you says what for");
    arena_free(&scratch);
}

static void warn_nudge(struct mail *mail, const struct view *view, const struct draft_facts *facts)
{
    int32_t times = settings_number(&view->vault->settings, SET_NUDGE_TIMES);

    if (!facts->run)
        warn(mail, view->arena, "nothing you wrote to %.*s waits for an answer", STR_ARGS(facts->self.name));
    else if ((int32_t)facts->run > times)
        warn(mail, view->arena, "%u mails in a row got no answer: it may be time to let it rest", facts->run);
}

static void lint(struct mail *mail, const struct view *view, const struct draft_facts *facts)
{
    struct arena *arena = view->arena;

    switch (facts->wish.kind) {
    case DRAFT_ASK: warn_ask(mail, view, facts); break;
    case DRAFT_THANK: warn_thank(mail, view, facts); break;
    case DRAFT_NUDGE: warn_nudge(mail, view, facts); break;
    case DRAFT_TELL:
        if (!facts->wish.about_name.n)
            warn(mail, arena, "nobody whom %.*s sent you to was met", STR_ARGS(facts->self.name));
        break;
    default: break;
    }
    if (job_ask_is_in(mail->subject) || job_ask_is_in(mail->body))
        warn(mail, arena, "it asks for a job: ask about their work");
    if (!mail->subject.n)
        warn(mail, arena, "it has no subject: a template begins with a line 'Subject: '");
    if (!mail->email.n)
        warn(mail, arena, "no mail address of %.*s is noted", STR_ARGS(facts->self.name));
    mail->places = count_places(mail->subject) + count_places(mail->body);
    if (mail->places)
        warn(mail, arena, "%u place%s left for your words: <<\u2026>>", mail->places,
             mail->places == 1 ? " is" : "s are");
}

int mail_make(const struct view *view, const struct draft_facts *facts, const struct mail_template *source,
              struct mail *mail, struct diag *problem)
{
    struct tmpl_source from = {.name = source->path, .text = source->text, .mode = TMPL_TEXT};
    struct tmpl *tmpl = tmpl_parse(view->arena, &from, problem);
    struct buf text = {0};
    struct str rest;

    *mail = (struct mail){0};
    if (!tmpl || render(view->arena, facts, tmpl, &text, problem)) {
        buf_free(&text);
        return -1;
    }
    rest = buf_str(&text);
    mail->email = facts->email;
    mail->to = recipient(view->arena, facts);
    mail->subject = take_subject(view->arena, &rest);
    mail->body = take_body(view->arena, rest);
    buf_free(&text);
    lint(mail, view, facts);
    return 0;
}

/* ---- writing it */

void mail_write(struct buf *out, const struct mail *mail)
{
    buf_printf(out, "To: %.*s\nSubject: %.*s\n\n", STR_ARGS(mail->to), STR_ARGS(mail->subject));
    buf_put(out, mail->body);
}

/* Percent-encoded but for what RFC 3986 reserves for nothing; a line end becomes CR LF. */
static void put_encoded(struct buf *out, struct str text, const char *kept_signs)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];

        if (c == '\n')
            buf_puts(out, "%0D%0A");
        else if (c && (is_alnum(c) || strchr("-._~", c) || strchr(kept_signs, c)))
            buf_putc(out, c);
        else
            buf_printf(out, "%%%02X", (unsigned char)c);
    }
}

void mail_write_mailto(struct buf *out, const struct mail *mail)
{
    buf_puts(out, "mailto:");
    put_encoded(out, mail->email, "@");
    buf_puts(out, "?subject=");
    put_encoded(out, mail->subject, "");
    buf_puts(out, "&body=");
    put_encoded(out, mail->body, "");
}
