/*
 * What the body of a record says, as pages show it: notes, and questions with their answers, as HTML with links.
 */
#include <stdlib.h>

#include "site/part.h"
#include "text/html.h"
#include "vault/bodies.h"
#include "vault/link.h"

/* Headings of answers stand below those of questions (h3). */
enum { NOTES_TOP = 2, ANSWER_TOP = 4 };

/* The lines of items that pages show in lists of their own, in order. */
struct lines {
    VEC(uint32_t);
};

/* A body on its way to a page. */
struct reading {
    const struct page *page;
    const struct record *record;
    struct arena *scratch;
    struct lines lines;
    struct buf *answers; /* by question */
    struct html_apart *apart;
    uint32_t apart_count;
    struct str headline; /* of a meeting: in the page's arena */
};

/* ---- where links lead */

/* A link that leads nowhere may still name somebody: by the last step of its path. */
static bool names_hidden(const struct page *page, struct str target)
{
    static const enum kind kinds[] = {KIND_CONTACT, KIND_INTERVIEW};
    size_t from = target.n;

    while (from > 0 && target.p[from - 1] != '/')
        from--;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct md_link link = {.form = MD_LINK_WIKI, .target = str_skip(target, from)};
        const struct record *to = NULL;

        link_resolve_md(page->site->view->vault, kinds[i], &link, (struct str){0}, &to);
        if (to && !record_is_on_pages(to))
            return true;
    }
    return false;
}

/* Whether pages may show a picture of that name. */
static bool is_picture(struct str path)
{
    static const char types[] = "png|jpg|jpeg|gif|webp|avif|svg";
    size_t dot = path.n;

    while (dot > 0 && path.p[dot - 1] != '.' && path.p[dot - 1] != '/')
        dot--;
    return dot > 0 && path.p[dot - 1] == '.' && schema_word(types, str_skip(path, dot)) > 0;
}

/* Whether a step of the path is one that the vault passes over. */
static bool is_passed_over(struct str path)
{
    return str_starts(path, STR(".")) || str_starts(path, STR("_")) ||
           str_find(path, STR("/."), 0) < path.n || str_find(path, STR("/_"), 0) < path.n;
}

/* Whether the path holds the id or name of somebody or something that pages do not tell of. */
static bool mentions_hidden(const struct page *page, struct str path)
{
    const struct record_list *hidden = &page->site->hidden;

    for (uint32_t i = 0; i < hidden->n; i++)
        if (str_find_nocase(path, hidden->at[i]->id, 0) < path.n ||
            (hidden->at[i]->name.n && str_find_nocase(path, hidden->at[i]->name, 0) < path.n))
            return true;
    return false;
}

static void put_path(struct buf *out, struct str path)
{
    for (size_t slash; (slash = str_index(path, '/', 0)) < path.n; path = str_skip(path, slash + 1)) {
        data_put_encoded(out, str_slice(path, 0, slash));
        buf_putc(out, '/');
    }
    data_put_encoded(out, path);
}

/* A picture of the vault is shown from where it lies, if the site lies in the vault too. */
static void resolve_picture(struct reading *reading, const struct md_link *link, struct html_link *to)
{
    const struct page *page = reading->page;
    struct buf path = {0}, href = {0};
    struct str below = {0};

    if (page->site->to_vault.n && link_path(&path, reading->record->path, link->target))
        below = str_copy(reading->scratch, buf_str(&path));
    if (mentions_hidden(page, below)) {
        to->kind = HTML_LINK_SOMEBODY;
    } else if (is_picture(below) && !is_passed_over(below) &&
               fs_is_file(page->site->view->vault->root, below.p)) {
        buf_puts(&href, *page->kind->folder ? "../" : "");
        buf_put(&href, page->site->to_vault);
        put_path(&href, below);
        *to = (struct html_link){.kind = HTML_LINK_PAGE, .href = str_copy(reading->scratch, buf_str(&href))};
    }
    buf_free(&path);
    buf_free(&href);
}

/* The first readable or private record that a link resolves to, of those that may have pages. */
static const struct record *record_of(const struct reading *reading, const struct md_link *link)
{
    static const enum kind kinds[] = {KIND_CONTACT, KIND_INTERVIEW};
    const struct record *found = NULL;

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct record *to = NULL;

        link_resolve_md(reading->page->site->view->vault, kinds[i], link, reading->record->path, &to);
        if (to && !record_is_on_pages(to))
            return to;
        found = found ? found : to;
    }
    return found;
}

/* What leads nowhere is text: that it does is told by check (dead-link), which knows all files of the vault. */
static void resolve(void *context, const struct md_link *link, bool is_image, struct html_link *to)
{
    struct reading *reading = context;
    const struct record *record = record_of(reading, link);

    if ((record && !record_is_on_pages(record)) || (!record && names_hidden(reading->page, link->target))) {
        to->kind = HTML_LINK_SOMEBODY;
    } else if (is_image) {
        resolve_picture(reading, link, to);
    } else if (record && site_has_page(reading->page->site, record)) {
        to->kind = HTML_LINK_PAGE;
        to->href = part_record_url(reading->page, record);
        to->label = record->name;
    }
}

/* ---- what comes out */

/* A title at the top is the page's headline, or that of the page anyway. */
static enum html_choice choose(void *context, const struct html_section *section)
{
    struct reading *reading = context;
    const struct record *record = reading->record;

    if (!section->is_first || section->level != 1 || section->roles)
        return HTML_SHOW;
    if (record->kind == KIND_CONTACT)
        return str_equal_nocase(section->title, record->name) ? HTML_TITLE : HTML_SHOW;
    if (!reading->headline.n)
        reading->headline = str_copy(reading->page->arena, section->title);
    return HTML_TITLE;
}

#define ADD_LINES(lines, list, arena)              \
    for (uint32_t at_ = 0; at_ < (list)->n; at_++) \
    *vec_add(lines, arena) = (list)->at[at_].line

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

/* Pages of people list open promises only: what was kept is part of the notes. */
static void gather_promises(struct reading *reading)
{
    const struct record *record = reading->record;

    for (uint32_t i = 0; i < record->md.tasks.n; i++)
        if (record->kind == KIND_INTERVIEW || record->md.tasks.at[i].state == MD_TASK_OPEN)
            *vec_add(&reading->lines, reading->scratch) = record->md.tasks.at[i].line;
}

static void gather_lines(struct reading *reading)
{
    const struct md *md = &reading->record->md;

    gather_promises(reading);
    ADD_LINES(&reading->lines, &md->log, reading->scratch);
    ADD_LINES(&reading->lines, &md->referrals, reading->scratch);
    ADD_LINES(&reading->lines, &md->skills, reading->scratch);
    if (reading->lines.n)
        qsort(reading->lines.at, reading->lines.n, sizeof *reading->lines.at, by_number);
}

static bool leaves_out(void *context, uint32_t line)
{
    const struct reading *reading = context;

    return reading->lines.n &&
           bsearch(&line, reading->lines.at, reading->lines.n, sizeof line, by_number) != NULL;
}

/* An answer for each question that pages may tell of. */
static void gather_questions(struct reading *reading)
{
    const struct md *md = &reading->record->md;
    struct arena *arena = reading->scratch;

    reading->answers = arena_new_array(arena, struct buf, (size_t)md->questions.n + 1);
    reading->apart = arena_new_array(arena, struct html_apart, (size_t)md->questions.n + 1);
    for (uint32_t i = 0; i < md->questions.n; i++)
        if (!md->questions.at[i].is_private)
            reading->apart[reading->apart_count++] =
                (struct html_apart){md->questions.at[i].line, &reading->answers[i]};
}

static void render(struct reading *reading, const struct md_document *document, struct buf *notes)
{
    const struct record *record = reading->record;
    struct html_want want = {.context = reading,
                             .resolve = resolve,
                             .choose = choose,
                             .leaves_out = leaves_out,
                             .apart = reading->apart,
                             .apart_count = reading->apart_count,
                             .drops_bare = true,
                             .top = NOTES_TOP,
                             .apart_top = ANSWER_TOP,
                             .id_prefix = STR("n-")};
    struct md_job job = {.scratch = reading->scratch, .path = record->path, .first_line = record->body_line};

    html_render_document(&job, &want, document, notes);
}

/* Without its last line end: templates have their own. It mostly fits where the text stood. */
static struct str kept_html(const struct page *page, struct buf *room, struct buf *html)
{
    struct str kept = str_trim(buf_str(html));

    if (kept.n <= room->cap - room->n) {
        buf_put(room, kept);
        kept.p = room->p + room->n - kept.n;
    } else {
        kept = str_copy(page->arena, kept);
    }
    buf_free(html);
    return kept;
}

static void take_questions(struct reading *reading, struct buf *room, struct part_body *body)
{
    const struct page *page = reading->page;
    const struct md *md = &reading->record->md;
    bool *is_grounded = arena_new_array(reading->scratch, bool, (size_t)md->questions.n + 1);
    struct part_question *questions = arena_new_array(page->arena, struct part_question, md->questions.n);

    body->questions = questions;
    body->grounded = md->questions.n ? interview_grounded(reading->record, is_grounded) : 0;
    for (uint32_t i = 0; i < md->questions.n; i++)
        if (!md->questions.at[i].is_private)
            questions[body->question_count++] = (struct part_question){
                part_said(page, reading->record, md->questions.at[i].text),
                kept_html(page, room, &reading->answers[i]),
                is_grounded[i],
            };
}

/* What a page shows of a parsed body, in the page's arena. */
static struct part_body made(const struct page *page, const struct body *read)
{
    struct reading reading = {.page = page, .record = read->record, .scratch = read->scratch};
    struct part_body body = {0};
    struct buf notes = {0};

    gather_lines(&reading);
    gather_questions(&reading);
    render(&reading, read->document, &notes);
    body.headline = part_said(page, read->record, reading.headline);
    body.notes = kept_html(page, read->room, &notes);
    take_questions(&reading, read->room, &body);
    return body;
}

/* Pages in folders are all one step from the top, so that links on them are the same. */
static void make_body(void *context, const struct body *read)
{
    struct site *site = context;
    const struct record *record = read->record;
    size_t count;
    struct page page = {.site = site, .view = *site->view, .arena = read->keep, .kind = page_kinds(&count)};

    while (!*page.kind->folder)
        page.kind++;
    if (site_has_page(site, record))
        site->bodies[record->kind][site_number(site, record)] = made(&page, read);
}

void part_read_bodies(struct site *site, unsigned threads)
{
    struct vault_options options = {.want = site_want, .threads = threads};
    unsigned hiding = site->has_private ? MD_WANT_LINKS : 0; /* part_said follows them */
    struct bodies_visitor visitor = {make_body, site};

    for (int kind = KIND_CONTACT; kind <= KIND_INTERVIEW; kind++)
        site->bodies[kind] =
            arena_new_array(site->view->arena, struct part_body, (size_t)site->vault->records[kind].n + 1);
    options.want.contact_body |= hiding;
    options.want.interview_body |= hiding;
    bodies_read(site->vault, &options, &visitor);
}

/*
 * HTML of a page in a folder for one that is in none: what is linked to is not one step up. Text has no quotes in what
 * html_render_document makes, so that these bytes begin an address wherever they stand.
 */
static struct str at_top(struct arena *arena, struct str html)
{
    static const char *const begins[] = {" href=\"../", " src=\"../"};
    struct str up = STR("../");
    struct buf text = {0};

    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        struct str begin = str_from(begins[i]);

        for (size_t n; (n = str_find(html, begin, 0)) < html.n;) {
            buf_put(&text, str_slice(html, 0, n + begin.n - up.n));
            html = str_skip(html, n + begin.n);
        }
        buf_put(&text, html);
        html = data_kept(arena, &text);
    }
    return html;
}

struct part_body part_body(const struct page *page, const struct record *record)
{
    struct part_body body = page->site->bodies[record->kind][site_number(page->site, record)];
    struct part_question *questions;

    if (*page->kind->folder)
        return body;
    questions = arena_new_array(page->arena, struct part_question, body.question_count);
    for (uint32_t i = 0; i < body.question_count; i++) {
        questions[i] = body.questions[i];
        questions[i].answer = at_top(page->arena, questions[i].answer);
    }
    body.questions = questions;
    body.notes = at_top(page->arena, body.notes);
    return body;
}

static struct tmpl_value markup(struct str html)
{
    return html.n ? tmpl_markup(html) : (struct tmpl_value){0};
}

void part_add_notes(struct object *object, const struct part_body *body)
{
    struct object notes = {.arena = object->arena};

    data_yes(&notes, "has_title", str_starts(body->notes, STR("<h2")));
    data_add(&notes, "text", markup(body->notes));
    if (body->notes.n)
        data_add(object, "notes", data_object(&notes));
    else
        data_nothing(object, "notes");
}

void part_add_questions(struct object *object, const struct part_body *body)
{
    struct list list = {0};

    for (uint32_t i = 0; i < body->question_count; i++) {
        struct object question = {.arena = object->arena};

        data_text(&question, "text", body->questions[i].text);
        data_yes(&question, "is_grounded", body->questions[i].is_grounded);
        data_add(&question, "answer", markup(body->questions[i].answer));
        *vec_add(&list, object->arena) = data_object(&question);
    }
    data_add_list(object, "questions", &list);
}

/* ---- answers */

static bool has_answers(const struct record *interview)
{
    for (uint32_t i = 0; i < interview->md.questions.n; i++)
        if (interview->md.questions.at[i].answered && !interview->md.questions.at[i].is_private)
            return true;
    return false;
}

/* What all answers of a meeting say alike. */
static struct object source_of(const struct page *page, const struct record *interview)
{
    struct object source = {.arena = page->arena};
    const struct value *date = record_find(interview, KEY_DATE);

    part_add_people(page, &source, "has_people", interview, NULL);
    data_url(&source, "url", part_record_url(page, interview));
    data_stamp(&source, "date", date ? date->stamp : (struct stamp){0}, page->view.today);
    return source;
}

static struct tmpl_value answer_value(const struct part_question *question, const struct object *source)
{
    struct object object = {.arena = source->arena};

    data_text(&object, "question", question->text);
    data_add(&object, "answer", markup(question->answer));
    for (uint32_t i = 0; i < source->n; i++)
        data_add(&object, source->at[i].name, source->at[i].value);
    return data_object(&object);
}

void part_answers(const struct page *page, const struct record *interview, uint32_t most, struct list *list)
{
    struct part_body body;
    struct object source;

    if (!most || !has_answers(interview))
        return;
    body = part_body(page, interview);
    source = source_of(page, interview);
    for (uint32_t i = 0; i < body.question_count && most; i++) {
        if (!body.questions[i].answer.n)
            continue;
        *vec_add(list, page->arena) = answer_value(&body.questions[i], &source);
        most--;
    }
}
