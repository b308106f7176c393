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

static int render(struct arena *arena, const struct draft_facts *facts, const struct tmpl *tmpl,
                  struct buf *out, struct diag *problem)
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

/* A text being put into lines: of one that was too long, the rest goes on with the line after it. */
struct filling {
    struct buf out;
    struct buf rest; /* its indentation included; empty: none */
    size_t gaps;     /* empty lines that came since the last one that is none */
};

static void put_line(struct filling *filling, struct str line)
{
    buf_put(&filling->out, line);
    buf_putc(&filling->out, '\n');
}

static size_t indent_of(struct str line)
{
    size_t indent = 0;

    while (indent < line.n && line.p[indent] == ' ')
        indent++;
    return indent;
}

static bool is_item(struct str line)
{
    return str_starts(str_skip(line, indent_of(line)), STR("- "));
}

enum { LINE_CELLS = 80 };

/* Where a text that is too long for a line ends: before a space, after a first word; text.n where there is no such place. */
static size_t break_of(struct str text, unsigned cells)
{
    size_t fits = utf8_fit(text, cells).n, end = fits;

    if (fits == text.n)
        return fits;
    while (end > 0 && text.p[end] != ' ')
        end--;
    return end ? end : str_index(text, ' ', fits);
}

/* Takes a line that is not empty; what is left of a long one stays in `rest`. */
static void fill_line(struct filling *filling, struct str line)
{
    size_t lead = indent_of(line) + (is_item(line) ? 2 : 0), indent = lead < LINE_CELLS / 2 ? lead : 0;
    struct buf piece = {0};
    bool is_broken = false;

    buf_put(&piece, str_slice(line, 0, lead));
    for (struct str text = str_skip(line, lead);;) {
        size_t end = break_of(text, (unsigned)(LINE_CELLS - indent));

        buf_put(&piece, str_slice(text, 0, end));
        if (end == text.n)
            break;
        put_line(filling, buf_str(&piece));
        buf_reset(&piece);
        buf_repeat(&piece, ' ', indent);
        text = str_skip(text, end + 1);
        is_broken = true;
    }
    if (is_broken)
        buf_put(&filling->rest, buf_str(&piece));
    else
        put_line(filling, buf_str(&piece));
    buf_free(&piece);
}

static void end_rest(struct filling *filling)
{
    if (filling->rest.n)
        put_line(filling, buf_str(&filling->rest));
    buf_reset(&filling->rest);
}

/* Takes the next line, clean and without spaces at its end. */
static void fill(struct filling *filling, struct str line)
{
    struct buf joined = {0};

    if (!line.n || is_item(line) || indent_of(line) != indent_of(buf_str(&filling->rest)))
        end_rest(filling);
    if (!line.n) {
        filling->gaps += filling->out.n > 0;
        return;
    }
    buf_repeat(&filling->out, '\n', filling->gaps);
    filling->gaps = 0;
    if (filling->rest.n) {
        buf_put(&joined, buf_str(&filling->rest));
        buf_printf(&joined, " %.*s", STR_ARGS(str_skip(line, indent_of(line))));
        buf_reset(&filling->rest);
        line = buf_str(&joined);
    }
    fill_line(filling, line);
    buf_free(&joined);
}

/* The text's lines, without empty ones at both ends. */
static struct str take_body(struct arena *arena, struct str rest)
{
    struct filling filling = {0};

    while (rest.n) {
        struct str line = next_line(&rest);
        struct buf clean = {0};

        utf8_clean(&clean, line);
        while (clean.n && clean.p[clean.n - 1] == ' ')
            clean.n--;
        fill(&filling, buf_str(&clean));
        buf_free(&clean);
    }
    end_rest(&filling);
    buf_free(&filling.rest);
    return kept(arena, &filling.out);
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
        warn(mail, arena, "no reason is noted for asking %.*s in particular: infoview set %.*s why TEXT",
             STR_ARGS(facts->self.name), STR_ARGS(facts->wish.contact->id));
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
        warn(mail, arena, "no mail address of %.*s is noted: infoview set %.*s email ADDRESS",
             STR_ARGS(facts->self.name), STR_ARGS(facts->wish.contact->id));
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
