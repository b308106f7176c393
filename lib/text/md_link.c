#include <string.h>

#include "text/md_job.h"
#include "text/md_scan.h"

static struct place inline_place(struct md_scan *scan, const struct md_scan_link *link)
{
    size_t at;

    md_scan_locate(scan);
    at = md_source_offset(&scan->source, link->line, link->column);
    if (md_source_has(&scan->source, at, STR("[")) || md_source_has(&scan->source, at, STR("<")))
        return md_source_place(&scan->source, at);
    return (struct place){md_scan_line(scan, link->line), 0};
}

/*
 * Whether a wiki-link of the text, at `at`, is one in the source too: its brackets
 * may have been escaped. Where nothing in its text node was, the node's column says
 * where it stands; else it is searched for. Gives its place where that is wanted.
 */
static bool wiki_in_source(struct md_scan *scan, size_t at, struct md_link *link)
{
    struct md_source *source = &scan->source;
    const struct md_scan_run *run;
    size_t offset = source->body.n;

    while (scan->run + 1 < scan->runs.n && scan->runs.at[scan->run + 1].at <= at)
        scan->run++;
    run = &scan->runs.at[scan->run];
    md_scan_locate(scan);
    if (run->is_verbatim)
        offset = md_source_offset(source, run->line, run->column + (int)(at - run->at));
    if (!md_source_has(source, offset, STR("[[")))
        offset = md_source_wiki(source, link->target);
    if (offset == source->body.n)
        return false;
    source->search_from = offset + 2;
    if (md_scan_wants(scan, MD_WANT_LINKS))
        link->place = md_source_place(source, offset);
    return true;
}

/* The next wiki-link of the text at or after `*at`, which is set; its length, or 0. */
static size_t next_wiki(struct md_scan *scan, size_t *at, struct md_link *link)
{
    struct str s = md_scan_text(scan);
    const char *inside = scan->text.inside;

    for (size_t i = str_index(s, '[', *at); i < s.n; i = str_index(s, '[', i + 1)) {
        size_t n = md_line_wiki(str_skip(s, i), link);

        if (!n || memchr(inside + i, MD_IN_CODE, n) || memchr(inside + i, MD_IN_LINK, n))
            continue;
        if (!wiki_in_source(scan, i, link))
            continue;
        *at = i;
        return n;
    }
    return 0;
}

/* `at`: where it begins in the text, of which nothing before the first link was changed. */
static void add_link(struct md_scan *scan, struct md_link link, size_t at)
{
    if (!scan->links.n)
        scan->starts_with_link = md_line_is_blank(str_slice(md_scan_text(scan), 0, at));
    *vec_add(&scan->links, scan->job->scratch) = link;
}

/* Adds the inline links that begin before `until`, from scan->inline_links.at[*next] on. */
static void add_inline_links(struct md_scan *scan, uint32_t *next, size_t until)
{
    for (; *next < scan->inline_links.n && scan->inline_links.at[*next].from <= until; ++*next) {
        const struct md_scan_link *found = &scan->inline_links.at[*next];
        struct md_link link = {.form = MD_LINK_INLINE};

        link.target = md_target(scan->job, str_from(found->url));
        if (!link.target.n)
            continue;
        link.label = md_scan_fold(scan, str_slice(md_scan_text(scan), found->from, found->to));
        if (md_scan_wants(scan, MD_WANT_LINKS))
            link.place = inline_place(scan, found);
        add_link(scan, link, found->from);
    }
}

void md_link_resolve(struct md_scan *scan)
{
    struct md_text *text = &scan->text;
    size_t kept = 0, from = 0, at = 0, n;
    uint32_t next = 0;
    struct md_link link;

    scan->run = 0;
    scan->wikis.n = 0;
    while (scan->runs.n && (n = next_wiki(scan, &at, &link))) {
        struct str shown = link.label.n ? link.label : link.target;
        size_t shown_at = (size_t)(shown.p - text->p);

        if (scan->keeps_links) {
            add_inline_links(scan, &next, at);
            link.target = str_copy(scan->job->keep, link.target);
            link.label = md_scan_fold(scan, link.label);
            add_link(scan, link, at);
            *vec_add(&scan->wikis, scan->job->scratch) = (struct md_scan_wiki){at, at + n};
        }
        md_text_keep(text, &kept, from, at);
        md_text_keep(text, &kept, shown_at, shown_at + shown.n);
        from = at = at + n;
    }
    if (scan->keeps_links)
        add_inline_links(scan, &next, text->n);
    md_text_keep(text, &kept, from, text->n);
    text->n = kept;
}
