#include "site/build.h"

#include <stdlib.h>

struct job {
    const struct build *build;
    struct build_result *result;
    struct output output;
    struct output_names names;
    struct tmpl_partials partials;
    struct arena pages; /* reset for each page */
    struct buf text;
    size_t made, total;
};

/* ---- templates */

static struct str stem_of(struct str name)
{
    return str_ends(name, STR(".html")) ? str_slice(name, 0, name.n - 5) : (struct str){0};
}

static int wrong(struct job *job, struct err *err)
{
    const struct diag *problem = &job->result->problem;

    return err_set(err, ERR_USAGE, "%.*s:%u: %.*s", STR_ARGS(problem->path), problem->place.line,
                   STR_ARGS(problem->message));
}

static int compile(struct job *job, struct err *err)
{
    const struct build *build = job->build;
    struct arena *arena = build->site->view->arena;
    struct tmpl_partial *partials =
        arena_new_array(arena, struct tmpl_partial, (size_t)build->source_count + 1);

    for (uint32_t i = 0; i < build->source_count; i++) {
        const struct build_source *own = &build->sources[i];
        struct tmpl_source source = {.name = own->path, .text = own->text, .mode = TMPL_HTML};
        struct tmpl *tmpl;

        if (!stem_of(own->name).n)
            continue;
        tmpl = tmpl_parse(arena, &source, &job->result->problem);
        if (!tmpl)
            return wrong(job, err);
        partials[job->partials.count++] = (struct tmpl_partial){stem_of(own->name), tmpl};
    }
    job->partials.at = partials;
    return 0;
}

static const struct tmpl *template_of(const struct job *job, const struct page_kind *kind)
{
    for (uint32_t i = 0; i < job->partials.count; i++)
        if (str_equal(job->partials.at[i].name, str_from(kind->name)))
            return job->partials.at[i].tmpl;
    return NULL;
}

/* ---- which pages */

/* Calls `visit` for each page of the site, in the order in which they are made; stops where that returns -1. */
static int each_page(const struct site *site, int (*visit)(void *context, struct page *page), void *context)
{
    size_t count;
    const struct page_kind *kinds = page_kinds(&count);
    int status = 0;

    for (size_t i = 0; i < count && status == 0; i++) {
        const struct records *records = &site->view->vault->records[kinds[i].records];
        struct page page = {.site = site, .view = *site->view, .kind = &kinds[i]};

        if (kinds[i].file) {
            status = visit(context, &page);
            continue;
        }
        for (uint32_t k = 0; k < records->n && status == 0; k++) {
            page.record = &records->at[k];
            if (site_has_page(site, page.record) && (!kinds[i].has || kinds[i].has(site, page.record)))
                status = visit(context, &page);
        }
    }
    return status;
}

/* "p/ana-lima.html" */
static struct str file_of(const struct page *page, struct arena *arena)
{
    const struct page_kind *kind = page->kind;
    struct buf text = {0};

    if (kind->file)
        return str_from(kind->file);
    buf_printf(&text, "%s/", kind->folder);
    buf_put(&text, page->site->names[kind->records][site_number(page->site, page->record)].file);
    return data_kept(arena, &text);
}

static int name_page(void *context, struct page *page)
{
    struct job *job = context;

    *vec_add(&job->names, job->output.arena) = file_of(page, job->output.arena);
    return 0;
}

static int by_bytes(const void *left, const void *right)
{
    return str_compare(*(const struct str *)left, *(const struct str *)right);
}

static void name_files(struct job *job)
{
    each_page(job->build->site, name_page, job);
    for (uint32_t i = 0; i < job->build->source_count; i++)
        if (!stem_of(job->build->sources[i].name).n)
            *vec_add(&job->names, job->output.arena) = job->build->sources[i].name;
    qsort(job->names.at, job->names.n, sizeof *job->names.at, by_bytes);
    job->total = job->names.n;
}

/* ---- making them */

struct making {
    struct job *job;
    struct err *err;
};

static int make_page(void *context, struct page *page)
{
    struct making *making = context;
    struct job *job = making->job;
    const struct tmpl *tmpl = template_of(job, page->kind);
    struct tmpl_value data;

    if (!tmpl)
        return err_set(making->err, ERR_USAGE, "there is no template '%s.html'", page->kind->name);
    arena_reset(&job->pages);
    buf_reset(&job->text);
    page->arena = page->view.arena = &job->pages;
    data = page_make(page);
    if (tmpl_render(tmpl, &data, &job->partials, &job->text, &job->result->problem) != 0)
        return wrong(job, making->err);
    if (job->build->progress)
        job->build->progress(job->build->context, job->made, job->total);
    job->made++;
    return output_put(&job->output, file_of(page, job->output.arena), buf_str(&job->text), making->err);
}

static int make_all(struct job *job, struct err *err)
{
    struct making making = {job, err};

    if (each_page(job->build->site, make_page, &making) != 0)
        return -1;
    for (uint32_t i = 0; i < job->build->source_count; i++) {
        const struct build_source *source = &job->build->sources[i];

        if (!stem_of(source->name).n && output_put(&job->output, source->name, source->text, err) != 0)
            return -1;
    }
    return 0;
}

static int write_all(struct job *job, int folder, struct err *err)
{
    if (compile(job, err) != 0 || output_open(&job->output, folder, err) != 0)
        return -1;
    name_files(job);
    if (output_claim(&job->output, &job->names, err) != 0 || make_all(job, err) != 0)
        return -1;
    return output_end(&job->output, &job->names, err);
}

int build_write(const struct build *build, int folder, struct build_result *result, struct err *err)
{
    struct job job = {.build = build,
                      .result = result,
                      .output = {.arena = build->site->view->arena,
                                 .is_trial = build->is_trial,
                                 .is_anonymous = build->site->is_anonymous}};
    int status;

    *result = (struct build_result){0};
    status = write_all(&job, folder, err);
    output_close(&job.output);
    arena_free(&job.pages);
    buf_free(&job.text);
    result->written = job.output.written;
    result->removed = job.output.removed;
    result->unchanged = job.output.unchanged;
    return status;
}

/* ---- the data alone */

struct dumping {
    struct str name;
    struct buf *out;
    bool is_done;
};

static int dump_page(void *context, struct page *page)
{
    struct dumping *dumping = context;
    struct json json = {.out = dumping->out};
    struct arena arena = {0};
    struct str file = file_of(page, &arena);

    if (str_equal(dumping->name, file) || str_equal(dumping->name, stem_of(file)) ||
        (page->kind->file && str_equal(dumping->name, str_from(page->kind->name)))) {
        struct tmpl_value data;

        page->arena = page->view.arena = &arena;
        data = page_make(page);
        data_json(&json, NULL, &data);
        dumping->is_done = true;
    }
    arena_free(&arena);
    return dumping->is_done ? -1 : 0;
}

bool build_dump(const struct site *site, struct str name, struct buf *out)
{
    struct dumping dumping = {.name = name, .out = out};

    each_page(site, dump_page, &dumping);
    return dumping.is_done;
}
