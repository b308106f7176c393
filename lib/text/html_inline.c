#include "base/utf8.h"
#include "text/html_part.h"
#include "text/html_safe.h"
#include "text/md_job.h"

enum { SHOWN_CELLS = 40, LONGEST_INFO = 32 };

/* --- putting words and tags --- */

static void put(struct html_writer *writer, const char *text)
{
    buf_puts(writer->out, text);
}

/* Begins a line. */
void html_fresh_line(struct html_writer *writer)
{
    if (writer->out->n > writer->start && writer->out->p[writer->out->n - 1] != '\n')
        put(writer, "\n");
}

void html_start_block(struct html_writer *writer)
{
    writer->at = writer->marker = 0;
    writer->wiki = 0;
}

static void put_words(struct html_writer *writer, struct str words)
{
    if (writer->muted || !words.n)
        return;
    html_safe_put(writer->out, words);
    writer->has_words = writer->has_words || !md_line_is_blank(words);
}

/* Whether tags may come here. */
static bool is_bare(const struct html_writer *writer)
{
    return writer->muted || writer->image_depth;
}

/* Emphasis that a wiki-link has emptied leaves no tags. */
void html_emphasis(struct html_writer *writer, bool enters, struct str open, const char *close)
{
    unsigned depth = enters ? writer->depth++ : --writer->depth;

    if (is_bare(writer) || depth >= HTML_DEEPEST)
        return;
    if (enters)
        buf_put(writer->out, open);
    else if (str_ends(buf_str(writer->out), open))
        writer->out->n -= open.n;
    else
        put(writer, close);
}

/* --- links --- */

static void add_dead(struct html_writer *writer, struct str target, struct place place, const char *why)
{
    const struct md_job *job = writer->scan.job;
    struct str shown = utf8_fit(target, SHOWN_CELLS);

    if (!job->diags)
        return;
    diag_hint(job->diags,
              diag_add(job->diags, RULE_DEAD_LINK, job->path, place, "'%.*s' %s", STR_ARGS(shown), why),
              "pages show its words without a link");
}

/* Whether what the caller answered is an address within the site; then it is encoded. */
static bool encode_answer(const struct html_writer *writer, struct str *href)
{
    enum html_url kind = HTML_URL_REFUSED;

    if (href->n && href->p[0] != '/')
        kind = html_url_kind(writer->scan.job->scratch, *href, href);
    return kind == HTML_URL_VAULT || kind == HTML_URL_FRAGMENT;
}

/* Asks the caller; what is no address within the site is none. */
static struct html_link resolve(struct html_writer *writer, const struct md_link *link, bool is_image)
{
    struct html_link to = {0};

    if (writer->want->resolve)
        writer->want->resolve(writer->want->context, link, is_image, &to);
    if (to.kind == HTML_LINK_PAGE && !encode_answer(writer, &to.href))
        to.kind = HTML_LINK_TEXT;
    if (to.kind == HTML_LINK_DEAD)
        add_dead(writer, link->target, link->place, "leads to no page");
    return to;
}

/* A heading of the same body, by what is written behind the #. */
static struct html_link resolve_fragment(struct html_writer *writer, struct str fragment)
{
    struct str slug = html_slug(writer->scan.job->scratch, fragment);
    struct html_link to = {0};
    struct buf href = {0};

    if (!writer->want->id_prefix.n || !html_plan_has_id(&writer->plan, slug))
        return to;
    buf_printf(&href, "#%.*s%.*s", STR_ARGS(writer->want->id_prefix), STR_ARGS(slug));
    to = (struct html_link){.kind = HTML_LINK_PAGE,
                            .href = str_copy(writer->scan.job->scratch, buf_str(&href))};
    buf_free(&href);
    return to;
}

/* What a link or an image comes to: only what is one of these four comes out as more than its words. */
static struct html_shown show(struct html_writer *writer, const struct html_target *address, bool is_image)
{
    struct str url = address->url;
    struct html_shown shown = {.node = address->node, .words = url};
    struct str href;
    enum html_url kind = html_url_kind(writer->scan.job->scratch, url, &href);
    struct md_link link = {MD_LINK_INLINE, md_target(writer->scan.job, url), {0}, {address->line, 0}};

    shown.is_web = kind == HTML_URL_WEB;
    if (kind == HTML_URL_WEB || (kind == HTML_URL_DIRECT && !is_image))
        shown.to = (struct html_link){.kind = HTML_LINK_PAGE, .href = href};
    else if (kind == HTML_URL_REFUSED)
        add_dead(writer, url, link.place, "is no address that a page may lead to");
    else if (kind == HTML_URL_FRAGMENT && link.target.n && !is_image)
        shown.to = resolve_fragment(writer, str_skip(link.target, 1));
    else if (kind == HTML_URL_VAULT && link.target.n)
        shown.to = resolve(writer, &link, is_image);
    if (shown.to.label.n)
        shown.words = shown.to.label;
    return shown;
}

static void put_anchor(struct html_writer *writer, const struct html_shown *shown)
{
    put(writer, "<a href=\"");
    html_safe_put(writer->out, shown->to.href);
    put(writer, shown->is_web ? "\" rel=\"noreferrer noopener\">" : "\">");
}

static void mute(struct html_writer *writer, const void *node)
{
    put_words(writer, STR("somebody"));
    writer->muted = node;
}

/*
 * In an image's description a link is words, and in another link, where cmark lets an address between < and > be one;
 * those of a private person stay out there too.
 */
void html_enter_link(struct html_writer *writer, const struct html_target *address)
{
    struct html_shown shown;

    if (writer->muted)
        return;
    shown = show(writer, address, false);
    if (shown.to.kind == HTML_LINK_SOMEBODY)
        mute(writer, address->node);
    if (shown.to.kind != HTML_LINK_PAGE || writer->image_depth || writer->link.node)
        return;
    put_anchor(writer, &shown);
    writer->link = shown;
    writer->has_words = false;
}

/* A link without words shows its address: nobody could follow it else. */
void html_leave_link(struct html_writer *writer, const void *node)
{
    if (writer->muted == node)
        writer->muted = NULL;
    if (writer->link.node != node)
        return;
    if (!writer->has_words)
        put_words(writer, writer->link.words);
    put(writer, "</a>");
    writer->link.node = NULL;
}

/* A picture from elsewhere becomes a link to it: nothing is loaded. */
void html_enter_image(struct html_writer *writer, const struct html_target *address)
{
    struct html_shown shown;

    if (writer->image_depth++ || writer->muted)
        return;
    shown = show(writer, address, true);
    if (shown.to.kind == HTML_LINK_SOMEBODY)
        mute(writer, address->node);
    if (shown.to.kind != HTML_LINK_PAGE)
        return;
    writer->image = shown;
    if (shown.is_web && !writer->link.node)
        put_anchor(writer, &shown);
    if (shown.is_web) {
        put_words(writer, STR("image: "));
    } else {
        put(writer, "<img src=\"");
        html_safe_put(writer->out, shown.to.href);
        put(writer, "\" alt=\"");
    }
    writer->image_words = writer->out->n;
}

void html_leave_image(struct html_writer *writer, const void *node)
{
    writer->image_depth--;
    if (writer->muted == node)
        writer->muted = NULL;
    if (writer->image.node != node)
        return;
    writer->image.node = NULL;
    if (!writer->image.is_web) {
        put(writer, "\">");
        return;
    }
    if (writer->out->n == writer->image_words)
        writer->out->n -= sizeof ": " - 1;
    put_words(writer, STR(" ("));
    put_words(writer, html_safe_host(writer->image.words));
    put_words(writer, STR(")"));
    if (!writer->link.node)
        put(writer, "</a>");
}

static void put_wiki(struct html_writer *writer, const struct md_link *link)
{
    struct html_link to = resolve(writer, link, false);
    struct html_shown shown = {.to = to};
    struct str words = link->label.n ? link->label : to.label.n ? to.label : link->target;

    if (to.kind == HTML_LINK_SOMEBODY)
        words = STR("somebody");
    if (to.kind == HTML_LINK_PAGE)
        put_anchor(writer, &shown);
    put_words(writer, words);
    if (to.kind == HTML_LINK_PAGE)
        put(writer, "</a>");
}

/* --- inlines --- */

/* Passes over the bytes [at, to) of a wiki-link; it comes out where it begins. */
static void pass_wiki(struct html_writer *writer, size_t to)
{
    const struct md_scan *scan = &writer->scan;
    size_t end = scan->wikis.at[writer->wiki].to;

    if (writer->at == scan->wikis.at[writer->wiki].from)
        put_wiki(writer, &scan->links.at[writer->wiki]);
    writer->at = to < end ? to : end;
    writer->wiki += writer->at == end;
}

/* Words of the block's text, in which the task's marker and wiki-links are replaced. */
void html_text_run(struct html_writer *writer, struct str words)
{
    const struct md_scan *scan = &writer->scan;
    size_t first = writer->at, to = first + words.n;

    if (writer->at < writer->marker)
        writer->at = to < writer->marker ? to : writer->marker;
    while (writer->at < to) {
        size_t from = writer->wiki < scan->wikis.n ? scan->wikis.at[writer->wiki].from : to;

        if (from <= writer->at) {
            pass_wiki(writer, to);
            continue;
        }
        if (from > to)
            from = to;
        put_words(writer, str_slice(words, writer->at - first, from - first));
        writer->at = from;
    }
}

void html_code(struct html_writer *writer, struct str code)
{
    if (!is_bare(writer))
        put(writer, "<code>");
    put_words(writer, code);
    if (!is_bare(writer))
        put(writer, "</code>");
    writer->at += code.n;
}

void html_break(struct html_writer *writer, bool is_hard)
{
    if (writer->image_depth)
        put_words(writer, STR(" "));
    else if (!writer->muted)
        put(writer, is_hard ? "<br>\n" : "\n");
    writer->at++;
}

/* --- blocks --- */

bool html_container(struct html_writer *writer, bool enters, unsigned levels)
{
    unsigned depth = enters ? writer->depth++ : --writer->depth;

    if (depth + levels > HTML_DEEPEST)
        return false;
    if (enters)
        html_fresh_line(writer);
    return true;
}

unsigned html_inner_level(const struct html_writer *writer, unsigned level)
{
    unsigned top = writer->want->top ? writer->want->top : 1;

    if (!level)
        return top;
    return level < MD_HEADING_LEVELS ? level + 1 : MD_HEADING_LEVELS;
}

/* The state in a sign and in a word: a form's check box could be ticked, and not saved. */
void html_box(struct html_writer *writer, enum md_task_state state)
{
    static const char *const boxes[] = {
        "<span class=\"box\" role=\"img\" aria-label=\"open\">\xE2\x98\x90</span> ",
        "<span class=\"box\" role=\"img\" aria-label=\"done\">\xE2\x98\x91</span> ",
        "<span class=\"box\" role=\"img\" aria-label=\"dropped\">\xE2\x98\x92</span> ",
    };

    buf_puts(writer->out, boxes[state]);
}

/* The language that a fence names, where it may stand in a class; else empty. */
static struct str language_of(struct str info)
{
    struct str word = str_word(&info);

    if (word.n > LONGEST_INFO)
        return STR("");
    for (size_t i = 0; i < word.n; i++)
        if (!is_alnum(word.p[i]) && word.p[i] != '-')
            return STR("");
    return word;
}

void html_code_block(struct html_writer *writer, struct str info, struct str code)
{
    struct str language = language_of(info);

    html_fresh_line(writer);
    put(writer, "<pre><code");
    if (language.n)
        put(writer, " class=\"language-");
    for (size_t i = 0; i < language.n; i++)
        buf_putc(writer->out, to_lower(language.p[i]));
    put(writer, language.n ? "\">" : ">");
    html_safe_put(writer->out, code);
    put(writer, "</code></pre>\n");
}
